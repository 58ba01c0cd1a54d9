/* sfl-transcript-pane.c: the transcript as one reads it: scrolling, clicks, the way back
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Joins the text, the follower and the episode.  What a click means is in
 * sfl-transcript-pane-clicks.c; here is what the episode says, and keys.
 */

#include "config.h"

#include "sfl-transcript-pane-private.h"

#include "sfl-part-bar.h"
#include "sfl-row.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (SflTranscriptPane, sfl_transcript_pane, GTK_TYPE_WIDGET)

enum { TOLD, N_SIGNALS };

static guint signals[N_SIGNALS];

gboolean
sfl_transcript_pane_has_selection (SflTranscriptPane *self)
{
  return gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)));
}

static gboolean
show_follower_cb (gpointer user_data)
{
  SflTranscriptPane *self = user_data;

  self->pill_id = 0;
  sfl_transcript_pane_update_pill (self);
  sfl_part_bar_update (SFL_PART_BAR (self->parts));
  sfl_transcript_view_set_ruler (self->view, sfl_follower_get_reading_line (self->follower));

  return G_SOURCE_REMOVE;
}

/* The text may be laid out just now, when nothing may be shown or hidden. */
static void
follower_changed_cb (SflFollower *follower, SflTranscriptPane *self)
{
  if (self->follower != NULL && self->pill_id == 0)
    self->pill_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_follower_cb, self, NULL);
}

/* The line that was begun last, -1 when none was. */
static int
find_heard (SflTranscriptPane *self)
{
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  SflTime position = sfl_cursor_get_position (sfl_episode_get_cursor (self->episode));

  return transcript && SFL_TIME_IS_VALID (position)
             ? sfl_transcript_find_line (transcript, position)
             : -1;
}

/* With another transcript the cursor may speak up before its reading has come to the view: its
 * numbers are of words and lines that the view does not have.
 */
static gboolean
shows_transcript (SflTranscriptPane *self)
{
  SflReading *reading = sfl_transcript_view_get_reading (self->view);
  SflTranscript *shown = reading ? sfl_reading_get_transcript (reading) : NULL;

  return shown == sfl_episode_get_transcript (self->episode);
}

/* Shows what the cursor says. */
static void
update_lit (SflTranscriptPane *self, gboolean may_scroll)
{
  SflCursor *cursor = sfl_episode_get_cursor (self->episode);
  guint n_lit;
  const guint *lit = sfl_cursor_get_lit (cursor, &n_lit);

  if (!shows_transcript (self))
    return;
  if (sfl_transcript_view_is_plain (self->view)) {
    gtk_widget_set_visible (self->skip, FALSE);
    sfl_follower_set_line (self->follower, sfl_cursor_get_line (cursor), FALSE);
    return;
  }

  sfl_transcript_view_set_lit (self->view, lit, n_lit, sfl_cursor_get_dimmed (cursor));
  sfl_transcript_view_set_word (self->view, sfl_cursor_get_word (cursor));
  sfl_transcript_view_set_hole (self->view, sfl_cursor_get_hole (cursor));
  sfl_transcript_view_set_heard (self->view, find_heard (self));
  gtk_widget_set_visible (self->skip, sfl_cursor_get_hole (cursor) >= 0 &&
                                          sfl_episode_get_playing (self->episode));
  sfl_follower_set_line (self->follower, sfl_cursor_get_line (cursor), may_scroll);
}

static void
cursor_changed_cb (SflCursor *cursor, guint change, SflTranscriptPane *self)
{
  /* In a paused episode only a seek that the user has just made changes the line. */
  if (change & (SFL_CURSOR_LINE | SFL_CURSOR_LIT | SFL_CURSOR_HOLE))
    update_lit (self, TRUE);
  else if ((change & SFL_CURSOR_WORD) && shows_transcript (self) &&
           !sfl_transcript_view_is_plain (self->view))
    sfl_transcript_view_set_word (self->view, sfl_cursor_get_word (cursor));
}

static void
seeked_cb (SflEpisode *episode, gint64 position, SflTranscriptPane *self)
{
  self->caret_moved = FALSE;
  update_lit (self, TRUE);
}

/* Shows the same text cut in another way, or with other times, with the reader's place, selection and
 * caret where they were.
 */
static void
recut (SflTranscriptPane *self, SflReading *reading)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gboolean following = sfl_follower_get_following (self->follower);
  gsize place, caret, bound;
  GtkTextIter iter, bound_iter;
  double y;
  guint page;

  y = sfl_follower_get_anchor (self->follower, &iter);
  place = sfl_transcript_view_get_offset (self->view, &iter);
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  caret = sfl_transcript_view_get_offset (self->view, &iter);
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_selection_bound (buffer));
  bound = sfl_transcript_view_get_offset (self->view, &iter);

  if (sfl_transcript_view_set_reading (self->view, reading)) {
    update_lit (self, following);
    return;
  }
  page = sfl_reading_get_page_of (reading, sfl_reading_find_at (reading, place));
  if (page != sfl_transcript_view_get_page (self->view))
    sfl_transcript_view_show_page (self->view, page);
  if (sfl_transcript_view_get_iter_at (self->view, caret, &iter) &&
      sfl_transcript_view_get_iter_at (self->view, bound, &bound_iter))
    gtk_text_buffer_select_range (buffer, &iter, &bound_iter);
  sfl_follower_set_still (self->follower, sfl_transcript_view_is_plain (self->view));
  if (sfl_transcript_view_get_iter_at (self->view, place, &iter))
    sfl_follower_restore (self->follower, &iter, y, following);
  update_lit (self, following);
}

static void
reading_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflTranscriptPane *self)
{
  SflReading *before = sfl_transcript_view_get_reading (self->view);
  SflReading *reading = sfl_episode_get_reading (episode);
  gboolean goes_on;

  if (before && reading &&
      sfl_transcript_shares_text (sfl_reading_get_transcript (before),
                                  sfl_reading_get_transcript (reading))) {
    recut (self, reading);
    return;
  }

  goes_on = sfl_transcript_view_set_reading (self->view, reading);
  sfl_follower_set_still (self->follower, sfl_transcript_view_is_plain (self->view));
  if (!goes_on)
    sfl_follower_reset (self->follower);
  update_lit (self, TRUE);
}

static void
playing_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflTranscriptPane *self)
{
  update_lit (self, sfl_episode_get_playing (episode));
}

/* At the end of a part of the text the wheel leads to the next. */
static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, SflTranscriptPane *self)
{
  sfl_part_bar_take_scroll (SFL_PART_BAR (self->parts), dy);

  return GDK_EVENT_PROPAGATE;
}

static void
part_moved_cb (SflPartBar *parts, const char *words, SflTranscriptPane *self)
{
  g_signal_emit (self, signals[TOLD], 0, words);
}

/* Keys that move through the text free it; the text view acts on them afterwards. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                SflTranscriptPane *self)
{
  switch (keyval) {
  case GDK_KEY_Menu:
    if (self->episode)
      sfl_transcript_pane_open_menu_at_caret (self);
    return GDK_EVENT_STOP;
  case GDK_KEY_Up:
  case GDK_KEY_Down:
  case GDK_KEY_Left:
  case GDK_KEY_Right:
  case GDK_KEY_Home:
  case GDK_KEY_End:
  case GDK_KEY_Page_Up:
  case GDK_KEY_Page_Down:
  case GDK_KEY_KP_Page_Up:
  case GDK_KEY_KP_Page_Down:
    if (sfl_part_bar_take_key (SFL_PART_BAR (self->parts), keyval, state))
      return GDK_EVENT_STOP;
    self->caret_moved = TRUE;
    sfl_follower_touch (self->follower);
    return GDK_EVENT_PROPAGATE;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
sfl_transcript_pane_dispose (GObject *object)
{
  SflTranscriptPane *self = SFL_TRANSCRIPT_PANE (object);

  g_clear_handle_id (&self->calm_id, g_source_remove);
  g_clear_object (&self->follower);
  g_clear_handle_id (&self->pill_id, g_source_remove);
  g_clear_object (&self->episode);
  g_clear_pointer (&self->drag_text, g_free);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->parts, gtk_widget_unparent);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);

  G_OBJECT_CLASS (sfl_transcript_pane_parent_class)->dispose (object);
}

static void
sfl_transcript_pane_class_init (SflTranscriptPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sfl_transcript_pane_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "transcriptpane");

  /**
   * SflTranscriptPane::told:
   * @words: what a reader who does not see it should hear
   */
  signals[TOLD] = g_signal_new ("told", SFL_TYPE_TRANSCRIPT_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
add_controllers (SflTranscriptPane *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, 0);
  gtk_widget_add_controller (self->scrolled, scroll);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

static void
sfl_transcript_pane_init (SflTranscriptPane *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (
                                      gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  self->click_plays = TRUE;

  self->view = SFL_TRANSCRIPT_VIEW (sfl_transcript_view_new ());
  self->scrolled = gtk_scrolled_window_new ();
  sfl_row_name_control (self->scrolled, _ ("Transcript"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_widget_set_hexpand (self->scrolled, TRUE);

  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->scrolled);
  sfl_transcript_pane_add_buttons (self);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));

  self->follower = sfl_follower_new (GTK_SCROLLED_WINDOW (self->scrolled), self->view);
  g_signal_connect_object (self->follower, "changed", G_CALLBACK (follower_changed_cb), self, 0);

  self->parts = sfl_part_bar_new (self->view, self->follower);
  g_signal_connect_object (self->parts, "moved", G_CALLBACK (part_moved_cb), self, 0);
  gtk_widget_set_parent (self->parts, GTK_WIDGET (self));
  sfl_transcript_pane_add_clicks (self);
  sfl_transcript_pane_add_drag (self);
  sfl_transcript_pane_add_menu (self);
  add_controllers (self);
}

GtkWidget *
sfl_transcript_pane_new (void)
{
  return g_object_new (SFL_TYPE_TRANSCRIPT_PANE, NULL);
}

/* Once. */
void
sfl_transcript_pane_set_episode (SflTranscriptPane *self, SflEpisode *episode)
{
  g_return_if_fail (SFL_IS_TRANSCRIPT_PANE (self));
  g_return_if_fail (self->episode == NULL);

  self->episode = g_object_ref (episode);
  g_signal_connect_object (sfl_episode_get_cursor (episode), "changed",
                           G_CALLBACK (cursor_changed_cb), self, 0);
  g_signal_connect_object (episode, "seeked", G_CALLBACK (seeked_cb), self, 0);
  g_signal_connect_object (episode, "notify::reading", G_CALLBACK (reading_changed_cb), self, 0);
  g_signal_connect_object (episode, "notify::playing", G_CALLBACK (playing_changed_cb), self, 0);
}

/* Whether a click on a line also plays; if not, it keeps play or pause. */
void
sfl_transcript_pane_set_click_plays (SflTranscriptPane *self, gboolean click_plays)
{
  g_return_if_fail (SFL_IS_TRANSCRIPT_PANE (self));

  self->click_plays = click_plays;
}

SflTranscriptView *
sfl_transcript_pane_get_view (SflTranscriptPane *self)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT_PANE (self), NULL);

  return self->view;
}

/* The line that the reader's caret was moved to since the playhead was last sent somewhere;
 * -1: none.
 */
int
sfl_transcript_pane_get_chosen_line (SflTranscriptPane *self)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT_PANE (self), -1);

  return self->caret_moved && gtk_widget_has_focus (GTK_WIDGET (self->view))
             ? sfl_transcript_view_get_caret_line (self->view)
             : -1;
}

/* Back to the line being spoken. */
void
sfl_transcript_pane_follow (SflTranscriptPane *self)
{
  g_return_if_fail (SFL_IS_TRANSCRIPT_PANE (self));

  sfl_transcript_pane_clear_selection (self);
  sfl_follower_follow (self->follower);
}

/* Whether the text goes with the playhead at all. */
void
sfl_transcript_pane_set_follows (SflTranscriptPane *self, gboolean follows)
{
  g_return_if_fail (SFL_IS_TRANSCRIPT_PANE (self));

  sfl_follower_set_enabled (self->follower, follows);
}

/* Brings the reading cursor to the line being spoken. */
void
sfl_transcript_pane_place_caret (SflTranscriptPane *self)
{
  int line;
  GtkTextIter iter;

  g_return_if_fail (SFL_IS_TRANSCRIPT_PANE (self));

  line = sfl_follower_get_line (self->follower);
  if (line < 0)
    return;

  sfl_follower_show_page (self->follower);
  if (sfl_transcript_view_get_line_iter (self->view, line, &iter))
    gtk_text_buffer_place_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), &iter);
}

gboolean
sfl_transcript_pane_get_following (SflTranscriptPane *self)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT_PANE (self), FALSE);

  return sfl_follower_get_following (self->follower);
}

/* The reader moves through the text by other means. */
void
sfl_transcript_pane_touch (SflTranscriptPane *self)
{
  g_return_if_fail (SFL_IS_TRANSCRIPT_PANE (self));

  sfl_follower_touch (self->follower);
}

/**
 * sfl_transcript_pane_show_hit:
 * @finder: (nullable): what was searched; NULL takes the marks away
 * @hit: the hit to go to, or -1
 */
void
sfl_transcript_pane_show_hit (SflTranscriptPane *self, SflFinder *finder, int hit)
{
  GtkTextIter iter;

  g_return_if_fail (SFL_IS_TRANSCRIPT_PANE (self));

  if (finder && hit >= 0) {
    SflReading *reading = sfl_transcript_view_get_reading (self->view);
    guint block = sfl_reading_find_at (reading, sfl_finder_get_hit (finder, hit)->offset);
    guint page = sfl_reading_get_page_of (reading, block);

    if (page != sfl_transcript_view_get_page (self->view))
      sfl_transcript_view_show_page (self->view, page);
  }
  sfl_transcript_view_set_hits (self->view, finder, hit);
  if (finder && hit >= 0 &&
      sfl_transcript_view_get_iter_at (self->view, sfl_finder_get_hit (finder, hit)->offset, &iter))
    sfl_follower_reveal (self->follower, &iter);
}

/* The byte of the transcript's text at the top of what is in view. */
gsize
sfl_transcript_pane_get_place (SflTranscriptPane *self)
{
  GdkRectangle visible;
  GtkTextIter iter;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_PANE (self), 0);

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self->view), &visible);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self->view), &iter, visible.y, NULL);

  return sfl_transcript_view_get_offset (self->view, &iter);
}

/* Returns: whether there was a selection */
gboolean
sfl_transcript_pane_clear_selection (SflTranscriptPane *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter iter;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_PANE (self), FALSE);

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  if (!gtk_text_buffer_get_has_selection (buffer))
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  gtk_text_buffer_place_cursor (buffer, &iter);

  return TRUE;
}
