/* sfl-align-omissions.h: sentences of a text that nobody says
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-align-search.h"
#include "sfl-align-spans.h"

G_BEGIN_DECLS

gboolean sfl_align_omissions_mend (const SflAlignGraph *graph,
                                   const SflAlignSpan *spans,
                                   const SflAlignSound *sound,
                                   const SflAlignModel *model,
                                   const SflAlignPin *pins,
                                   guint n_pins,
                                   guint32 *path);

G_END_DECLS
