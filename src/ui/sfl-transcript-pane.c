/* sfl-transcript-pane.c: the transcript as one reads it: scrolling, clicks, the way back
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Joins the text, the follower and the episode.  A click seeks only when it
 * neither makes nor clears a selection, and acts at once: it never waits to
 * see whether it is half of a double click, whose second half takes back what
 * the first did.
 */

#include "config.h"

#include "sfl-transcript-pane.h"

#include "sfl-follower.h"
#include "sfl-label.h"
#include "sfl-part-bar.h"

#include <glib/gi18n-lib.h>

struct _SflTranscriptPane {
  GtkWidget parent_instance;

  GtkWidget *overlay;
  GtkWidget *scrolled;
  SflTranscriptView *view;
  SflFollower *follower;

  GtkWidget *pill;
  GtkWidget *pill_icon;
  GtkWidget *pill_label;
  GtkWidget *skip;
  GtkWidget *parts;
  GtkWidget *menu;

  SflEpisode *episode;
  gboolean click_plays;

  /* The press under way. */
  SflPlace place;
  SflSpot spot;
  gboolean had_selection;
  gboolean dragged;
  gboolean acted;
  gboolean pressed;
  gboolean caret_moved; /* by the reader, since the playhead was last sent somewhere */
  guint calm_id;
  guint pill_id; /* of the idle source that shows what the follower says */
};

G_DEFINE_FINAL_TYPE (SflTranscriptPane, sfl_transcript_pane, GTK_TYPE_WIDGET)

enum { TOLD, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
has_selection (SflTranscriptPane *self)
{
  return gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)));
}

/* How far the line being spoken is from what is in view, in words. */
static char *
describe_distance (SflTranscriptPane *self)
{
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);
  GdkRectangle visible;
  int here, line = sfl_follower_get_line (self->follower);
  g_autofree char *distance = NULL;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self->view), &visible);
  here = sfl_transcript_view_find_line_at_y (self->view, visible.y + visible.height / 2);
  if (here < 0 || line < 0)
    return g_strdup (_ ("Back to the playhead"));

  distance = sfl_time_to_length (lines[line].start - lines[here].start);

  /* Translators: and how far it is, such as "3 min". */
  return g_strdup_printf (_ ("Back to the playhead · %s"), distance);
}

/* What a floating button says, to all. */
static void
set_words (GtkWidget *button, GtkWidget *label, const char *words)
{
  gtk_label_set_text (GTK_LABEL (label), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}

/* The pill is there only while the line is out of view. */
static void
update_pill (SflTranscriptPane *self)
{
  int direction = sfl_follower_get_direction (self->follower);
  gboolean show = !sfl_follower_get_following (self->follower) && direction != 0 && self->episode &&
                  sfl_episode_get_transcript (self->episode) &&
                  !sfl_transcript_view_is_plain (self->view);
  g_autofree char *text = NULL;

  if (show) {
    text = describe_distance (self);
    if (g_strcmp0 (text, gtk_label_get_text (GTK_LABEL (self->pill_label))) != 0)
      set_words (self->pill, self->pill_label, text);
    gtk_image_set_from_icon_name (GTK_IMAGE (self->pill_icon),
                                  direction < 0 ? "go-up-symbolic" : "go-down-symbolic");
  }
  gtk_widget_set_visible (self->pill, show);
}

static gboolean
show_follower_cb (gpointer user_data)
{
  SflTranscriptPane *self = user_data;

  self->pill_id = 0;
  update_pill (self);
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

/* Shows what the cursor says. */
static void
update_lit (SflTranscriptPane *self, gboolean may_scroll)
{
  SflCursor *cursor = sfl_episode_get_cursor (self->episode);
  guint n_lit;
  const guint *lit = sfl_cursor_get_lit (cursor, &n_lit);

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
  else if ((change & SFL_CURSOR_WORD) && !sfl_transcript_view_is_plain (self->view))
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
    self->had_selection = has_selection (self);
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
      (self->had_selection || has_selection (self) || (state & GDK_SHIFT_MASK)))
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

static void
menu_closed_cb (GtkPopover *popover, SflTranscriptPane *self)
{
  sfl_follower_hold (self->follower, FALSE);
}

static void
open_menu (SflTranscriptPane *self, double x, double y, int line)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) go = g_menu_new ();
  g_autoptr (GMenu) copy = g_menu_new ();
  graphene_point_t point;

  if (self->episode == NULL || sfl_episode_get_transcript (self->episode) == NULL || line < 0)
    return;

  if (sfl_transcript_is_timed (sfl_episode_get_transcript (self->episode))) {
    g_autoptr (GMenuItem) item = g_menu_item_new (_ ("Play from Here"), NULL);

    g_menu_item_set_action_and_target (item, "win.play-line", "u", line);
    g_menu_append_item (go, item);
    if (has_selection (self)) {
      g_menu_append (go, _ ("Loop the Selection"), "win.loop");
    } else {
      g_menu_item_set_label (item, _ ("Loop This Line"));
      g_menu_item_set_action_and_target (item, "win.loop-this-line", "u", line);
      g_menu_append_item (go, item);
    }
    g_menu_item_set_label (item, _ ("This Line Is Said Now"));
    g_menu_item_set_action_and_target (item, "win.said-now", "i", line);
    g_menu_append_item (go, item);
    g_menu_append_section (menu, NULL, G_MENU_MODEL (go));
  }
  g_menu_append (copy, _ ("Copy"), "win.copy");
  g_menu_append (copy, _ ("Copy with Times"), "win.copy-with-times");
  g_menu_append (copy, _ ("Copy as a Quote"), "win.copy-quote");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copy));

  /* Without a selection the commands mean the line under the pointer. */
  if (!has_selection (self)) {
    GtkTextIter iter;

    if (sfl_transcript_view_get_line_iter (self->view, line, &iter))
      gtk_text_buffer_place_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), &iter);
  }

  if (!gtk_widget_compute_point (GTK_WIDGET (self->view), GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT (x, y), &point))
    return;

  /* A new one each time: on GTK 4.8 a popover keeps the height of its first menu. */
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self, 0);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ point.x, point.y, 1, 1 });
  sfl_follower_hold (self->follower, TRUE);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, SflTranscriptPane *self)
{
  SflSpot spot = sfl_transcript_view_find_spot (self->view, x, y);

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (spot.part != SFL_PART_NONE)
    open_menu (self, x, y, spot.line);
}

static void
long_pressed_cb (GtkGestureLongPress *gesture, double x, double y, SflTranscriptPane *self)
{
  SflSpot spot = sfl_transcript_view_find_spot (self->view, x, y);

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (spot.part != SFL_PART_NONE)
    open_menu (self, x, y, spot.line);
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
    if (self->episode) {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
      GtkTextIter iter;
      GdkRectangle place;
      int x, y;

      gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
      gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self->view), &iter, &place);
      gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (self->view), GTK_TEXT_WINDOW_WIDGET,
                                             place.x, place.y + place.height, &x, &y);
      open_menu (self, x, y, sfl_transcript_view_get_caret_line (self->view));
    }
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
pill_clicked_cb (GtkButton *button, SflTranscriptPane *self)
{
  sfl_transcript_pane_follow (self);
}

static void
skip_clicked_cb (GtkButton *button, SflTranscriptPane *self)
{
  sfl_episode_skip_hole (self->episode);
  sfl_follower_follow (self->follower);
}

static void
sfl_transcript_pane_dispose (GObject *object)
{
  SflTranscriptPane *self = SFL_TRANSCRIPT_PANE (object);

  g_clear_handle_id (&self->calm_id, g_source_remove);
  g_clear_object (&self->follower);
  g_clear_handle_id (&self->pill_id, g_source_remove);
  g_clear_object (&self->episode);
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

static GtkWidget *
make_floating_button (GtkWidget **icon, GtkWidget **label, const char *css_class)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  *icon = gtk_image_new ();
  gtk_accessible_update_state (GTK_ACCESSIBLE (*icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  *label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (*label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), *icon);
  gtk_box_append (GTK_BOX (box), *label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "floating");
  gtk_widget_add_css_class (button, css_class);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (button, GTK_ALIGN_END);
  gtk_widget_set_margin_bottom (button, 18);
  gtk_widget_set_visible (button, FALSE);

  return button;
}

static void
add_gestures (SflTranscriptPane *self)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu_click = gtk_gesture_click_new ();
  GtkGesture *long_press = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, 0);
  g_signal_connect_object (click, "stopped", G_CALLBACK (stopped_cb), self, 0);
  g_signal_connect_object (click, "cancel", G_CALLBACK (cancel_cb), self, 0);
  g_signal_connect_object (click, "end", G_CALLBACK (end_cb), self, 0);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (click));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu_click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (menu_click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (menu_click, "pressed", G_CALLBACK (menu_pressed_cb), self, 0);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (menu_click));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (long_press), GTK_PHASE_CAPTURE);
  g_signal_connect_object (long_press, "pressed", G_CALLBACK (long_pressed_cb), self, 0);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (long_press));

  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, 0);
  gtk_widget_add_controller (self->scrolled, scroll);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (view, keys);
}

static void
sfl_transcript_pane_init (SflTranscriptPane *self)
{
  GtkWidget *skip_icon, *skip_label;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (
                                      gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  self->click_plays = TRUE;

  self->view = SFL_TRANSCRIPT_VIEW (sfl_transcript_view_new ());
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_widget_set_hexpand (self->scrolled, TRUE);

  self->pill = make_floating_button (&self->pill_icon, &self->pill_label, "suggested-action");
  g_signal_connect_object (self->pill, "clicked", G_CALLBACK (pill_clicked_cb), self, 0);
  self->skip = make_floating_button (&skip_icon, &skip_label, "osd");
  gtk_image_set_from_icon_name (GTK_IMAGE (skip_icon), "media-skip-forward-symbolic");
  set_words (self->skip, skip_label, _ ("Skip to the next line"));
  gtk_widget_set_valign (self->skip, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->skip, 18);
  g_signal_connect_object (self->skip, "clicked", G_CALLBACK (skip_clicked_cb), self, 0);

  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->scrolled);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->pill);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->skip);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));

  self->follower = sfl_follower_new (GTK_SCROLLED_WINDOW (self->scrolled), self->view);
  g_signal_connect_object (self->follower, "changed", G_CALLBACK (follower_changed_cb), self, 0);

  self->parts = sfl_part_bar_new (self->view, self->follower);
  g_signal_connect_object (self->parts, "moved", G_CALLBACK (part_moved_cb), self, 0);
  gtk_widget_set_parent (self->parts, GTK_WIDGET (self));
  add_gestures (self);
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
