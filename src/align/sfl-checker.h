/* sfl-checker.h: whether a transcript and a recording belong together
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-fit.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SflChecker SflChecker;

SflChecker *sfl_checker_new (SflTranscript *transcript, const char *language);
void sfl_checker_free (SflChecker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflChecker, sfl_checker_free)

gboolean sfl_checker_get_wish (SflChecker *self, SflTime *start, SflTime *end);
void sfl_checker_push (SflChecker *self, SflTime pts, const gint16 *samples, gsize n_samples);
gboolean sfl_checker_think (SflChecker *self, GCancellable *cancellable, GError **error);

SflFit *sfl_checker_dup_fit (SflChecker *self);

G_END_DECLS
