/* sfl-seek-bar.h: the whole episode as a strip, to see and to seek in
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-transcript.h"

G_BEGIN_DECLS

/* Steps of the keys. */
#define SFL_SEEK_BAR_FINE_STEP (1 * SFL_SECOND)
#define SFL_SEEK_BAR_STEP (5 * SFL_SECOND)
#define SFL_SEEK_BAR_PAGE (30 * SFL_SECOND)

/* Signal: "seek" (x time, b final): TRUE at a press, a key and when the hand lets go of the
 * playhead; FALSE while the hand moves it, at most once per frame of
 * the window.
 */
#define SFL_TYPE_SEEK_BAR (sfl_seek_bar_get_type ())
G_DECLARE_FINAL_TYPE (SflSeekBar, sfl_seek_bar, SFL, SEEK_BAR, GtkWidget)

SflSeekBar *sfl_seek_bar_new (void);

void sfl_seek_bar_set_duration (SflSeekBar *self, SflTime duration);
void sfl_seek_bar_set_position (SflSeekBar *self, SflTime position);
SflTime sfl_seek_bar_get_position (SflSeekBar *self);
gboolean sfl_seek_bar_get_dragging (SflSeekBar *self);

void sfl_seek_bar_set_peaks (SflSeekBar *self, const float *peaks, guint n_peaks);
void sfl_seek_bar_set_transcript (SflSeekBar *self, SflTranscript *transcript);
void sfl_seek_bar_set_chapters (SflSeekBar *self, const SflChapter *chapters, guint n_chapters);
void sfl_seek_bar_set_hits (SflSeekBar *self, const SflTime *hits, guint n_hits);

double sfl_seek_bar_get_x (SflSeekBar *self, SflTime time);
SflTime sfl_seek_bar_get_time (SflSeekBar *self, double x);

G_END_DECLS
