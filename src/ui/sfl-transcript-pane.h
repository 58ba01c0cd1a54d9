/* sfl-transcript-pane.h: the transcript as one reads it: scrolling, clicks, the way back
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-episode.h"
#include "sfl-finder.h"
#include "sfl-transcript-view.h"

G_BEGIN_DECLS

#define SFL_TYPE_TRANSCRIPT_PANE (sfl_transcript_pane_get_type ())
G_DECLARE_FINAL_TYPE (SflTranscriptPane, sfl_transcript_pane, SFL, TRANSCRIPT_PANE, GtkWidget)

GtkWidget *sfl_transcript_pane_new (void);

void sfl_transcript_pane_set_episode (SflTranscriptPane *self, SflEpisode *episode);
void sfl_transcript_pane_set_click_plays (SflTranscriptPane *self, gboolean click_plays);
SflTranscriptView *sfl_transcript_pane_get_view (SflTranscriptPane *self);

int sfl_transcript_pane_get_chosen_line (SflTranscriptPane *self);
void sfl_transcript_pane_follow (SflTranscriptPane *self);
void sfl_transcript_pane_set_follows (SflTranscriptPane *self, gboolean follows);
void sfl_transcript_pane_place_caret (SflTranscriptPane *self);
gboolean sfl_transcript_pane_get_following (SflTranscriptPane *self);
void sfl_transcript_pane_touch (SflTranscriptPane *self);
void sfl_transcript_pane_show_hit (SflTranscriptPane *self, SflFinder *finder, int hit);
gsize sfl_transcript_pane_get_place (SflTranscriptPane *self);
gboolean sfl_transcript_pane_clear_selection (SflTranscriptPane *self);

G_END_DECLS
