/* sfl-fold.h: text as a search sees it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two texts match when their folds are the same bytes: case, accents, ligatures
 * (œ, æ, ß), the many apostrophes, quotes, dashes and spaces make no difference, a
 * run of spaces and line breaks is one space, and what is invisible is not there.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Immutable once made, so any thread may read it. */
typedef struct _SflFold SflFold;

SflFold *sfl_fold_new (const char *text, gssize length);
void sfl_fold_free (SflFold *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflFold, sfl_fold_free)

const char *sfl_fold_get_text (const SflFold *self, gsize *length);
gsize sfl_fold_to_source (const SflFold *self, gsize offset);
gsize sfl_fold_to_source_end (const SflFold *self, gsize offset);
gsize sfl_fold_from_source (const SflFold *self, gsize offset);

G_END_DECLS
