/* sfl-align-search.h: the best way to say a text in a recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-align-emission.h"
#include "sfl-align-graph.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SflAlignBand:
 * @first: the first frame in which a word may be heard
 * @last: the last
 *
 * Neither falls from word to word.  One more stands for what follows the last word.
 */
typedef struct {
  gint32 first;
  gint32 last;
} SflAlignBand;

/**
 * SflAlignPin:
 *
 * A word that begins in a frame, no matter how it sounds.
 */
typedef struct {
  guint32 word;
  guint32 frame;
} SflAlignPin;

/**
 * SflAlignWork:
 * @base: how much is done when a step begins, of all that has to be
 * @share: how much a step is of all
 *
 * Who is told of the progress of a step, and may cancel it.
 */
typedef struct {
  GCancellable *cancellable;
  void (*progress) (double fraction, gpointer user_data);
  gpointer user_data;
  double base;
  double share;
} SflAlignWork;

gboolean sfl_align_work_go_on (const SflAlignWork *self, double fraction);

guint32 *sfl_align_search (const SflAlignGraph *graph,
                           SflAlignEmission *emission,
                           const SflAlignBand *bands,
                           const SflAlignPin *pins,
                           guint n_pins,
                           const SflAlignWork *work);
guint32 *sfl_align_search_all (const SflAlignGraph *graph,
                               SflAlignEmission *emission,
                               const SflAlignWork *work);

G_END_DECLS
