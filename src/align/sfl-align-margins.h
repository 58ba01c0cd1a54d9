/* sfl-align-margins.h: how much worse it is to have a word elsewhere
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-align-spans.h"

G_BEGIN_DECLS

float *sfl_align_margins_new (const SflAlignGraph *graph,
                              const SflAlignSpan *spans,
                              SflAlignEmission *emission,
                              guint n_wanted);

G_END_DECLS
