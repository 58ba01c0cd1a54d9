/* sfl-align-bands.h: where each word may be looked for
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-align-search.h"

G_BEGIN_DECLS

/* Frames of a second. */
#define SFL_ALIGN_SECOND ((gint32) (SFL_SECOND / SFL_FEATURES_FRAME))

SflAlignBand *sfl_align_bands_new_everywhere (guint n_words, guint n_frames);
SflAlignBand *sfl_align_bands_new_from_times (const SflToken *tokens,
                                              guint n_words,
                                              const SflLine *lines,
                                              guint n_lines,
                                              SflTime origin,
                                              guint n_frames);
SflAlignBand *sfl_align_bands_new_from_path (const SflAlignGraph *graph,
                                             const guint32 *path,
                                             guint n_path,
                                             guint n_joined,
                                             guint n_frames,
                                             gint32 slack);
void sfl_align_bands_pin (SflAlignBand *bands,
                          guint n_words,
                          const SflAlignPin *pins,
                          guint n_pins,
                          guint n_frames);

G_END_DECLS
