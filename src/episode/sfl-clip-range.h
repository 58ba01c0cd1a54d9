/* sfl-clip-range.h: between two moments of a recording and its words
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript.h"

G_BEGIN_DECLS

typedef enum {
  SFL_CLIP_START,
  SFL_CLIP_END,
  SFL_CLIP_N_SIDES,
} SflClipSide;

SflTime sfl_clip_range_find_edge (SflTranscript *transcript,
                                  SflClipSide side,
                                  SflTime time,
                                  gboolean later);
gboolean sfl_clip_range_find_text (SflTranscript *transcript,
                                   SflTime start,
                                   SflTime end,
                                   gsize *from,
                                   gsize *to);

G_END_DECLS
