/* sfl-transcript-pane-clicks.c: what a click on the transcript means
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A click seeks only when it neither makes nor clears a selection, and acts at once: it never waits
 * to see whether it is half of a double click, whose second half takes back what the first did.
 */

#include "config.h"

#include "sfl-transcript-pane-private.h"

/* Whether it can be selected; the rest is drawn. */
static gboolean
is_text (const SflSpot *spot)
{
  return spot->part == SFL_PART_TEXT || spot->part == SFL_PART_HEADING;
}

/* Does what a click at a spot means. */
static void
act (SflTranscriptPane *self, const SflSpot *spot)
{
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  SflCursor *cursor = sfl_episode_get_cursor (self->episode);
  gboolean play = self->click_plays || !is_text (spot);

  /* Who reads at his own pace plays from a place by its menu, or by a key. */
  if (!sfl_transcript_is_timed (transcript) || sfl_transcript_view_is_plain (self->view))
    return;

  if (spot->part == SFL_PART_HEADING) {
    sfl_episode_seek (self->episode, spot->chapter);
  } else if (spot->part == SFL_PART_HOLE) {
    guint n_holes;

    sfl_episode_seek (self->episode,
                      sfl_transcript_get_holes (transcript, &n_holes)[spot->hole].start);
  } else if (spot->part == SFL_PART_TEXT && (int) spot->line == sfl_cursor_get_line (cursor) &&
             (spot->word < 0 || spot->word == sfl_cursor_get_word (cursor))) {
    sfl_episode_toggle (self->episode);
    play = FALSE;
  } else if (spot->word >= 0) {
    sfl_episode_seek_word (self->episode, spot->word);
  } else {
    sfl_episode_seek_line (self->episode, spot->line);
  }

  if (play)
    sfl_episode_play (self->episode);
  sfl_follower_follow (self->follower);
}

static void
release_hold (SflTranscriptPane *self)
{
  if (self->pressed)
    sfl_follower_hold (self->follower, FALSE);
  self->pressed = FALSE;
}

static gboolean
calm_cb (gpointer user_data)
{
  SflTranscriptPane *self = user_data;

  self->calm_id = 0;
  sfl_follower_hold (self->follower, FALSE);

  return G_SOURCE_REMOVE;
}

/* The text stands still until a click can no longer become a double click, or
 * its second half would meet another word.
 */
static void
keep_calm (SflTranscriptPane *self)
{
  int time;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &time, NULL);
  if (self->calm_id == 0)
    sfl_follower_hold (self->follower, TRUE);
  g_clear_handle_id (&self->calm_id, g_source_remove);
  self->calm_id = g_timeout_add (time, calm_cb, self);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, SflTranscriptPane *self)
{
  if (self->episode == NULL || sfl_episode_get_transcript (self->episode) == NULL)
    return;

  if (!self->pressed)
    sfl_follower_hold (self->follower, TRUE);
  self->pressed = TRUE;
  self->dragged = FALSE;

  if (n_press == 1) {
    self->place = sfl_episode_get_place (self->episode);
    self->spot = sfl_transcript_view_find_spot (self->view, x, y);
    self->had_selection = sfl_transcript_pane_has_selection (self);
    self->acted = FALSE;
    /* What is drawn is no text: nothing is to be selected there. */
    if (self->spot.part == SFL_PART_TIME || self->spot.part == SFL_PART_HOLE)
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  } else if (n_press == 2 && self->acted) {
    sfl_episode_return_to (self->episode, self->place);
    self->acted = FALSE;
  }
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, SflTranscriptPane *self)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  release_hold (self);
  if (self->dragged || self->episode == NULL || sfl_episode_get_transcript (self->episode) == NULL)
    return;

  if (n_press == 3 && self->spot.part == SFL_PART_TEXT)
    sfl_transcript_view_select_line (self->view, self->spot.line);
  if (n_press != 1 || self->spot.part == SFL_PART_NONE)
    return;
  if (is_text (&self->spot) &&
      (self->had_selection || sfl_transcript_pane_has_selection (self) || (state & GDK_SHIFT_MASK)))
    return;

  self->acted = TRUE;
  keep_calm (self);
  act (self, &self->spot);
}

static void
stopped_cb (GtkGestureClick *gesture, SflTranscriptPane *self)
{
  self->dragged = TRUE;
}

static void
cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, SflTranscriptPane *self)
{
  release_hold (self);
}

static void
end_cb (GtkGesture *gesture, GdkEventSequence *sequence, SflTranscriptPane *self)
{
  release_hold (self);
}

/* Lets clicks on the text mean something. */
void
sfl_transcript_pane_add_clicks (SflTranscriptPane *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->click = click;
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, 0);
  g_signal_connect_object (click, "stopped", G_CALLBACK (stopped_cb), self, 0);
  g_signal_connect_object (click, "cancel", G_CALLBACK (cancel_cb), self, 0);
  g_signal_connect_object (click, "end", G_CALLBACK (end_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
}
