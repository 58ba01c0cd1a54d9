/* sfl-align-spans.h: where each word is, and how sure that is
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-align-emission.h"
#include "sfl-align-graph.h"

G_BEGIN_DECLS

/**
 * SflAlignSpan:
 * @begin: the first frame of a word; -1: it is not said
 * @end: the frame after its last
 * @confidence: 0 to 1
 */
typedef struct {
  gint32 begin;
  gint32 end;
  float confidence;
} SflAlignSpan;

SflAlignSpan *sfl_align_spans_new (const SflAlignGraph *graph, const guint32 *path, guint n_frames);
void sfl_align_spans_rate (SflAlignSpan *spans,
                           const SflAlignGraph *graph,
                           const guint32 *path,
                           SflAlignEmission *emission,
                           SflAlignEmission *first_emission,
                           const float *durations);

G_END_DECLS
