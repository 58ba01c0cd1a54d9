/* sfl-window.c: the one window
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts the parts together: header, find bar, picture and text, controls, and
 * the start page while nothing is open.  What a user can do is an action
 * (sfl-window-actions.c); here are layout, drops, messages and state.
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-controls.h"
#include "sfl-excerpt.h"
#include "sfl-keys.h"
#include "sfl-label.h"
#include "sfl-layout-settings.h"
#include "sfl-notes.h"
#include "sfl-paste-dialog.h"
#include "sfl-row.h"
#include "sfl-stage.h"
#include "sfl-start-page.h"
#include "sfl-sync-line.h"
#include "sfl-theme.h"
#include "sfl-trace.h"
#include "sfl-transcript-line.h"

#include <glib/gi18n-lib.h>

/* In full screen the controls go after so long without a movement, in seconds. */
#define REST_AFTER 3

/* Time to reach the button of a toast, in seconds. */
#define LONG_TOAST 10

G_DEFINE_FINAL_TYPE (SflWindow, sfl_window, ADW_TYPE_APPLICATION_WINDOW)

static void
update_header (SflWindow *self)
{
  g_autofree char *title = sfl_episode_dup_short_title (self->episode);
  g_autofree char *clean = title ? sfl_label_clean (title) : NULL;
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  SflTime duration = sfl_episode_get_duration (self->episode);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *subtitle = NULL;

  if (transcript && sfl_transcript_get_meta (transcript, SFL_META_DATE))
    g_ptr_array_add (parts,
                     sfl_date_to_string (sfl_transcript_get_meta (transcript, SFL_META_DATE)));
  if (duration != SFL_TIME_NONE)
    g_ptr_array_add (parts, sfl_time_to_length (duration));
  if (transcript) {
    guint n_lines;

    sfl_transcript_get_lines (transcript, &n_lines);
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u line", "%u lines", n_lines), n_lines));
  }
  g_ptr_array_add (parts, NULL);
  subtitle = g_strjoinv (" · ", (char **) parts->pdata);

  sfl_window_set_title (self, clean ? clean : _ ("Souffleur"), clean ? subtitle : "");
  gtk_window_set_title (GTK_WINDOW (self), clean ? clean : _ ("Souffleur"));
}

static gboolean
shows_picture (SflWindow *self)
{
  return sfl_episode_get_has_video (self->episode) &&
         !g_settings_get_boolean (self->settings, "picture-hidden");
}

/* What was understood of the transcript stands under the notes; where the text has the window
 * for itself, it stands above it, but not where room is dear.
 */
static void
update_line (SflWindow *self)
{
  gtk_widget_set_visible (self->line_box,
                          !shows_picture (self) && !sfl_stage_get_narrow (SFL_STAGE (self->stage)));
}

/* Which page, and whether there is a picture. */
static void
update_stage (SflWindow *self)
{
  gboolean open = sfl_episode_is_open (self->episode);
  gboolean has_video = sfl_episode_get_has_video (self->episode);
  gboolean has_transcript = sfl_episode_get_transcript (self->episode) != NULL;
  gboolean awaits = sfl_episode_get_awaits_transcript (self->episode);
  gboolean fullscreen = gtk_window_is_fullscreen (GTK_WINDOW (self));
  const char *page = "start";

  if (open)
    page = has_transcript || has_video ? "episode" : awaits ? "opening" : "no-transcript";
  if (open && !has_transcript && !sfl_episode_get_loaded (self->episode) &&
      !sfl_episode_get_opening (self->episode))
    page = "failed";
  if (sfl_episode_get_opening (self->episode) && !open)
    page = "opening";

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
  gtk_stack_set_visible_child_name (GTK_STACK (self->text_stack), has_transcript ? "transcript"
                                                                  : awaits       ? "opening"
                                                                                 : "none");
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->controls_revealer), open);
  gtk_widget_set_visible (self->back, open);
  gtk_widget_set_visible (self->find_button, has_transcript);
  gtk_widget_set_visible (self->reading_button, has_transcript);
  sfl_stage_set_show_picture (SFL_STAGE (self->stage), shows_picture (self));
  update_line (self);
  sfl_stage_set_picture_only (SFL_STAGE (self->stage), fullscreen && has_video);
  sfl_window_enable_actions (self);
}

/* The words being spoken, on the picture. */
static void
update_caption (SflWindow *self)
{
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  SflCursor *cursor = sfl_episode_get_cursor (self->episode);
  int line = sfl_cursor_get_line (cursor);
  g_autofree char *text = NULL;

  if (transcript && line >= 0 && !sfl_cursor_get_dimmed (cursor))
    text = sfl_transcript_dup_line_text (transcript, line);
  sfl_picture_set_caption (self->picture, text);
}

static void
cursor_changed_cb (SflCursor *cursor, guint change, SflWindow *self)
{
  if (change & (SFL_CURSOR_LINE | SFL_CURSOR_LIT))
    update_caption (self);
}

static void
frame_cb (SflEpisode *episode, SflFrame *frame, SflWindow *self)
{
  sfl_picture_set_frame (self->picture, frame);
}

static void
picture_size_cb (SflPicture *picture, int width, int height, SflWindow *self)
{
  sfl_episode_set_picture_size (self->episode, width, height);
}

/* Told once what was opened is on the screen. */
static gboolean
ready_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SflWindow *self = user_data;

  /* One frame to lay it out, and the next after that one was drawn. */
  if (++self->ready_frames < 2)
    return G_SOURCE_CONTINUE;

  sfl_trace ("ready", NULL);
  self->ready_id = 0;

  return G_SOURCE_REMOVE;
}

/* What has been opened, for those who do not see it. */
static void
announce_opened (SflWindow *self)
{
  g_autofree char *title = sfl_episode_dup_short_title (self->episode);
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  SflTime duration = sfl_episode_get_duration (self->episode);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) strings = NULL;
  g_autofree char *text = NULL;

  if (title)
    g_strv_builder_add (parts, title);
  if (duration != SFL_TIME_NONE) {
    g_autofree char *words = sfl_time_to_words (duration);

    g_strv_builder_add (parts, words);
  }
  if (transcript) {
    g_autofree char *lines = NULL;
    guint n_lines;

    sfl_transcript_get_lines (transcript, &n_lines);
    lines = g_strdup_printf (ngettext ("%u line", "%u lines", n_lines), n_lines);
    g_strv_builder_add (parts, lines);
  }
  strings = g_strv_builder_end (parts);
  text = g_strjoinv (", ", strings);
  sfl_announcer_announce (self->announcer, text);
}

static void
opened_cb (SflEpisode *episode, SflWindow *self)
{
  update_stage (self);
  update_header (self);
  update_caption (self);
  if (sfl_episode_is_open (episode)) {
    sfl_controls_focus_play (SFL_CONTROLS (self->controls));
    announce_opened (self);
  } else {
    sfl_start_page_refresh (SFL_START_PAGE (self->start_page));
  }

  self->ready_frames = 0;
  if (self->ready_id == 0)
    self->ready_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), ready_cb, self, NULL);
}

static void
episode_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflWindow *self)
{
  update_stage (self);
  update_header (self);
}

static void
transcripts_changed_cb (SflEpisode *episode, SflWindow *self)
{
  update_stage (self);
}

static void
media_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflWindow *self)
{
  sfl_picture_set_frame (self->picture, NULL);
  update_stage (self);
}

static void
inhibit (SflWindow *self, gboolean playing)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (playing && self->inhibit_cookie == 0 && application)
    self->inhibit_cookie =
        gtk_application_inhibit (application, GTK_WINDOW (self),
                                 GTK_APPLICATION_INHIBIT_IDLE | GTK_APPLICATION_INHIBIT_SUSPEND,
                                 _ ("Playing an episode"));
  if (!playing && self->inhibit_cookie != 0 && application)
    gtk_application_uninhibit (application, self->inhibit_cookie);
  if (!playing)
    self->inhibit_cookie = 0;
}

static gboolean
is_in_popover (SflWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL;
}

static gboolean
rest_cb (gpointer user_data)
{
  SflWindow *self = user_data;

  self->rest_id = 0;
  /* Who is in a popover of theirs still needs them. */
  if (is_in_popover (self)) {
    sfl_window_wake (self);
    return G_SOURCE_REMOVE;
  }
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)) && sfl_episode_get_playing (self->episode)) {
    gtk_revealer_set_reveal_child (GTK_REVEALER (self->header_revealer), FALSE);
    gtk_revealer_set_reveal_child (GTK_REVEALER (self->controls_revealer), FALSE);
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "none");
  }

  return G_SOURCE_REMOVE;
}

/* Somebody is there: in full screen the controls come, and go again after a while. */
void
sfl_window_wake (SflWindow *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->header_revealer), TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->controls_revealer),
                                 sfl_episode_is_open (self->episode));
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    self->rest_id = g_timeout_add_seconds (REST_AFTER, rest_cb, self);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, SflWindow *self)
{
  /* Widgets that move under a pointer at rest send this too. */
  if (x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    sfl_window_wake (self);
}

static void
fullscreen_changed_cb (GtkWindow *window, GParamSpec *pspec, SflWindow *self)
{
  update_stage (self);
  sfl_window_wake (self);
}

static void
playing_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflWindow *self)
{
  inhibit (self, sfl_episode_get_playing (episode));
  if (!sfl_episode_get_playing (episode))
    sfl_window_wake (self);
}

/* The buttons of a toast: GTK 4.8 has no name for the one, and two for the other. */
static void
name_toast (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    const char *label = GTK_IS_BUTTON (child) ? gtk_button_get_label (GTK_BUTTON (child)) : NULL;

    if (GTK_IS_BUTTON (child))
      sfl_row_name_control (child, label != NULL ? label : _ ("Close this message"));
    else
      name_toast (child);
  }
}

/* Says something that passes, and offers something to do about it. */
void
sfl_window_toast_with_button (SflWindow *self,
                              const char *text,
                              const char *label,
                              const char *action)
{
  g_autofree char *clean = sfl_label_clean (text);
  /* A toast of this version reads markup. */
  g_autofree char *escaped = g_markup_escape_text (clean, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_button_label (toast, label);
  adw_toast_set_detailed_action_name (toast, action);
  if (label != NULL) {
    adw_toast_set_timeout (toast, LONG_TOAST);
    adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  }
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
  for (GtkWidget *child = gtk_widget_get_first_child (self->toasts); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != self->stack)
      name_toast (child);
  sfl_announcer_announce (self->announcer, clean);
}

/* Says something that passes. */
void
sfl_window_toast (SflWindow *self, const char *text)
{
  sfl_window_toast_with_button (self, text, NULL, NULL);
}

static void
told_cb (SflTranscriptPane *pane, const char *words, SflWindow *self)
{
  sfl_announcer_announce (self->announcer, words);
}

static void
message_cb (SflEpisode *episode, const char *id, guint kind, const char *text, SflWindow *self)
{
  if (g_str_equal (id, "remarks")) {
    sfl_window_toast_with_button (self, text, _ ("Details"), "win.transcript-details");
    return;
  }
  if (kind == SFL_MESSAGE_PASSING) {
    sfl_window_toast (self, text);
    return;
  }
  sfl_banner_show (self->banner, id, text,
                   g_str_equal (id, "player-strayed") ? _ ("Follow It") : NULL, TRUE);
  sfl_announcer_announce (self->announcer, text);
}

static void
banner_clicked_cb (SflBanner *banner, const char *id, SflWindow *self)
{
  if (g_str_equal (id, "player-strayed"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.follow-player-track", NULL);
}

static void
message_over_cb (SflEpisode *episode, const char *id, SflWindow *self)
{
  sfl_banner_hide (self->banner, id);
}

static void
narrow_changed_cb (SflStage *stage, GParamSpec *pspec, SflWindow *self)
{
  sfl_controls_set_narrow (SFL_CONTROLS (self->controls), sfl_stage_get_narrow (stage));
  /* There the title needs all the room. */
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->title_button),
                                         !sfl_stage_get_narrow (stage));
  update_line (self);
}

static void
share_changed_cb (SflStage *stage, GParamSpec *pspec, SflWindow *self)
{
  g_settings_set_double (self->settings, "split-position", sfl_stage_get_share (stage));
}

/* Everything that a setting changes, at once; settings change rarely. */
static void
settings_changed_cb (GSettings *settings, const char *key, SflWindow *self)
{
  g_auto (SflCaptionLook) look = { 0 };

  sfl_stage_set_position (SFL_STAGE (self->stage),
                          g_settings_get_enum (settings, "picture-position"));
  sfl_stage_set_share (SFL_STAGE (self->stage), g_settings_get_double (settings, "split-position"));
  sfl_picture_set_captions (self->picture,
                            g_settings_get_boolean (settings, "captions-on-picture"));
  sfl_caption_look_read (&look, settings);
  sfl_picture_set_caption_look (self->picture, &look);
  if (key == NULL)
    sfl_transcript_pane_set_follows (self->pane, g_settings_get_boolean (settings, "follow-text"));
  sfl_transcript_pane_set_click_plays (self->pane,
                                       g_settings_get_boolean (settings, "click-plays"));
  sfl_window_apply_listening (self);
  sfl_episode_set_reading_mode (self->episode, g_settings_get_enum (settings, "reading-mode"));
  sfl_layout_settings_apply (settings, sfl_transcript_pane_get_view (self->pane), self->text_css);
  update_stage (self);
}

static void
looked_up_paste_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SflWindow) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text == NULL || *text == '\0') {
    sfl_window_toast (self, _ ("There is no text to paste"));
    return;
  }
  sfl_paste_dialog_present (GTK_WINDOW (self), self->episode, text);
}

/* Shows what the clipboard's text would be read as. */
void
sfl_window_paste (SflWindow *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL,
                                 looked_up_paste_cb, g_object_ref (self));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, SflWindow *self)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST)) {
    g_autoptr (GPtrArray) files = g_ptr_array_new ();
    GSList *list = g_value_get_boxed (value);

    for (; list; list = list->next)
      g_ptr_array_add (files, list->data);
    if (files->len > 0)
      sfl_episode_drop (self->episode, (GFile **) files->pdata, files->len);
    return files->len > 0;
  }
  if (G_VALUE_HOLDS (value, G_TYPE_STRING)) {
    sfl_paste_dialog_present (GTK_WINDOW (self), self->episode, g_value_get_string (value));
    return TRUE;
  }

  return FALSE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                SflWindow *self)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    sfl_window_wake (self);

  return sfl_keys_activate (GTK_WINDOW (self),
                            GTK_WIDGET (sfl_transcript_pane_get_view (self->pane)),
                            GTK_WIDGET (self->picture),
                            g_settings_get_boolean (self->settings, "single-keys"), keyval, state);
}

static void
picture_clicked_cb (SflPicture *picture, SflWindow *self)
{
  sfl_episode_toggle (self->episode);
}

static void
picture_activated_cb (SflPicture *picture, SflWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.fullscreen", NULL);
}

static void
keep_size (SflWindow *self)
{
  int width, height;

  if (!gtk_window_is_fullscreen (GTK_WINDOW (self)))
    g_settings_set_boolean (self->settings, "window-maximized",
                            gtk_window_is_maximized (GTK_WINDOW (self)));
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (width > 0 && height > 0) {
    g_settings_set_int (self->settings, "window-width", width);
    g_settings_set_int (self->settings, "window-height", height);
  }
  g_settings_set_double (self->settings, "volume", sfl_episode_get_volume (self->episode));
  g_settings_set_boolean (self->settings, "muted", sfl_episode_get_muted (self->episode));
}

static gboolean
sfl_window_close_request (GtkWindow *window)
{
  SflWindow *self = SFL_WINDOW (window);

  keep_size (self);
  sfl_episode_close (self->episode);
  sfl_episode_save (self->episode);

  return GTK_WINDOW_CLASS (sfl_window_parent_class)->close_request (window);
}

static void
sfl_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sfl_window_parent_class)->map (widget);
  sfl_trace ("mapped", NULL);
}

static gboolean
sfl_window_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return sfl_window_move_focus (SFL_WINDOW (widget), direction);

  return GTK_WIDGET_CLASS (sfl_window_parent_class)->focus (widget, direction);
}

static void
sfl_window_dispose (GObject *object)
{
  SflWindow *self = SFL_WINDOW (object);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  if (self->text_css)
    gtk_style_context_remove_provider_for_display (gtk_widget_get_display (GTK_WIDGET (self)),
                                                   GTK_STYLE_PROVIDER (self->text_css));
  g_clear_object (&self->text_css);
  g_clear_object (&self->announcer);
  g_clear_weak_pointer (&self->notes_focus);
  g_clear_object (&self->episode_menu);
  g_clear_pointer (&self->study_text, g_free);
  g_clear_object (&self->settings);
  g_clear_object (&self->episode);

  G_OBJECT_CLASS (sfl_window_parent_class)->dispose (object);
}

static void
sfl_window_class_init (SflWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_window_dispose;
  GTK_WIDGET_CLASS (klass)->map = sfl_window_map;
  GTK_WIDGET_CLASS (klass)->focus = sfl_window_focus;
  GTK_WINDOW_CLASS (klass)->close_request = sfl_window_close_request;
}

static void
sfl_window_init (SflWindow *self)
{
}

static GtkWidget *
make_stack (SflWindow *self)
{
  GtkWidget *box, *line;
  GtkStack *stack;
  GtkStack *text_stack;

  self->picture = sfl_picture_new ();
  g_signal_connect_object (self->picture, "clicked", G_CALLBACK (picture_clicked_cb), self, 0);
  g_signal_connect_object (self->picture, "activated", G_CALLBACK (picture_activated_cb), self, 0);
  g_signal_connect_object (self->picture, "size-changed", G_CALLBACK (picture_size_cb), self, 0);

  self->pane = SFL_TRANSCRIPT_PANE (sfl_transcript_pane_new ());
  sfl_transcript_pane_set_episode (self->pane, self->episode);
  g_signal_connect_object (self->pane, "told", G_CALLBACK (told_cb), self, 0);
  self->text_stack = gtk_stack_new ();
  text_stack = GTK_STACK (self->text_stack);
  self->line_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  line = sfl_transcript_line_new (self->episode);
  gtk_widget_set_halign (line, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (line, 6);
  gtk_box_append (GTK_BOX (self->line_box), line);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_vexpand (GTK_WIDGET (self->pane), TRUE);
  gtk_box_append (GTK_BOX (box), self->line_box);
  gtk_box_append (GTK_BOX (box), sfl_sync_line_new (self->episode));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pane));
  gtk_stack_add_named (text_stack, box, "transcript");
  gtk_stack_add_named (text_stack, sfl_window_make_opening (), "opening");
  gtk_stack_add_named (text_stack, sfl_window_make_no_transcript (), "none");

  self->stage =
      sfl_stage_new (GTK_WIDGET (self->picture), sfl_notes_new (self->episode), self->text_stack);
  g_signal_connect_object (self->stage, "notify::narrow", G_CALLBACK (narrow_changed_cb), self, 0);
  g_signal_connect_object (self->stage, "notify::share", G_CALLBACK (share_changed_cb), self, 0);

  self->start_page = sfl_start_page_new (self->episode);
  self->stack = gtk_stack_new ();
  stack = GTK_STACK (self->stack);
  gtk_stack_add_named (stack, self->start_page, "start");
  gtk_stack_add_named (stack, sfl_window_make_opening (), "opening");
  gtk_stack_add_named (stack, self->stage, "episode");
  gtk_stack_add_named (stack, sfl_window_make_no_transcript (), "no-transcript");
  gtk_stack_add_named (stack, sfl_window_make_failed (), "failed");
  gtk_stack_set_hhomogeneous (stack, FALSE);
  gtk_stack_set_vhomogeneous (stack, FALSE);
  gtk_widget_set_vexpand (self->stack, TRUE);

  return self->stack;
}

static GtkWidget *
make_revealer (GtkWidget *child, GtkRevealerTransitionType transition)
{
  GtkWidget *revealer = gtk_revealer_new ();

  gtk_revealer_set_transition_type (GTK_REVEALER (revealer), transition);
  gtk_revealer_set_child (GTK_REVEALER (revealer), child);
  gtk_revealer_set_reveal_child (GTK_REVEALER (revealer), TRUE);

  return revealer;
}

static void
build (SflWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), box);

  self->header_revealer =
      make_revealer (sfl_window_make_header (self), GTK_REVEALER_TRANSITION_TYPE_SLIDE_DOWN);
  self->banner = sfl_banner_new ();
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (banner_clicked_cb), self, 0);
  self->controls = sfl_controls_new (self->episode);
  /* Toasts come up over the text, never over the controls. */
  self->toasts = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->toasts), make_stack (self));
  gtk_widget_set_vexpand (self->toasts, TRUE);
  self->find_bar =
      SFL_FIND_BAR (sfl_find_bar_new (self->episode, self->pane,
                                      sfl_controls_get_seek_bar (SFL_CONTROLS (self->controls))));
  self->controls_revealer = make_revealer (self->controls, GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);

  gtk_box_append (GTK_BOX (box), self->header_revealer);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->banner));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->find_bar));
  gtk_box_append (GTK_BOX (box), self->toasts);
  gtk_box_append (GTK_BOX (box), self->controls_revealer);
}

static void
add_controllers (SflWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);

  gtk_drop_target_set_gtypes (drop, types, G_N_ELEMENTS (types));
  g_signal_connect_object (drop, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

static void
watch_episode (SflWindow *self)
{
  static const char *const header[] = { "notify::title",   "notify::transcript", "notify::duration",
                                        "notify::opening", "notify::has-video",  "notify::loaded" };

  for (guint i = 0; i < G_N_ELEMENTS (header); i++)
    g_signal_connect_object (self->episode, header[i], G_CALLBACK (episode_changed_cb), self, 0);
  g_signal_connect_object (self->episode, "notify::media", G_CALLBACK (media_changed_cb), self, 0);
  g_signal_connect_object (self->episode, "notify::playing", G_CALLBACK (playing_changed_cb), self,
                           0);
  g_signal_connect_object (self->episode, "opened", G_CALLBACK (opened_cb), self, 0);
  g_signal_connect_object (self->episode, "transcripts-changed",
                           G_CALLBACK (transcripts_changed_cb), self, 0);
  g_signal_connect_object (self->episode, "frame", G_CALLBACK (frame_cb), self, 0);
  g_signal_connect_object (self->episode, "message", G_CALLBACK (message_cb), self, 0);
  g_signal_connect_object (self->episode, "message-over", G_CALLBACK (message_over_cb), self, 0);
  g_signal_connect_object (sfl_episode_get_cursor (self->episode), "changed",
                           G_CALLBACK (cursor_changed_cb), self, 0);
}

/**
 * sfl_window_new:
 *
 * Returns: (transfer none): a window onto @episode, not yet shown
 */
GtkWidget *
sfl_window_new (AdwApplication *application, SflEpisode *episode, GSettings *settings)
{
  SflWindow *self = g_object_new (SFL_TYPE_WINDOW, "application", application, NULL);

  self->episode = g_object_ref (episode);
  self->settings = g_object_ref (settings);
  self->text_css = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (GTK_WIDGET (self)),
                                              GTK_STYLE_PROVIDER (self->text_css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  self->announcer = sfl_announcer_new (GTK_WINDOW (self));
  sfl_theme_set_settings (sfl_theme_get_default (), settings);

  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_widget_set_size_request (GTK_WIDGET (self), 360, 294);

  sfl_episode_set_volume (episode, g_settings_get_double (settings, "volume"));
  sfl_episode_set_muted (episode, g_settings_get_boolean (settings, "muted"));

  sfl_window_add_actions (self);
  build (self);
  add_controllers (self);
  watch_episode (self);
  g_signal_connect_object (settings, "changed", G_CALLBACK (settings_changed_cb), self, 0);
  g_signal_connect_object (self, "notify::fullscreened", G_CALLBACK (fullscreen_changed_cb), self,
                           0);
  settings_changed_cb (settings, NULL, self);
  update_header (self);
  sfl_start_page_refresh (SFL_START_PAGE (self->start_page));

  return GTK_WIDGET (self);
}

/* Opens a recording, a transcript, or one of each. */
void
sfl_window_open (SflWindow *self, GFile *const *files, guint n_files)
{
  g_return_if_fail (SFL_IS_WINDOW (self));

  sfl_episode_open (self->episode, files, n_files);
}

/* Opens the sample episode that comes with us. */
void
sfl_window_open_sample (SflWindow *self)
{
  const char *folder = g_getenv ("SOUFFLEUR_SAMPLE_DIR");
  g_autofree char *installed = g_build_filename (SFL_PKGDATADIR, "sample", NULL);
  g_autofree char *media = NULL;
  g_autofree char *transcript = NULL;
  g_autoptr (GFile) media_file = NULL;
  g_autoptr (GFile) transcript_file = NULL;

  g_return_if_fail (SFL_IS_WINDOW (self));

  media = g_build_filename (folder ? folder : installed, "sample.webm", NULL);
  transcript = g_build_filename (folder ? folder : installed, "sample.txt", NULL);
  if (!g_file_test (media, G_FILE_TEST_EXISTS)) {
    sfl_window_toast (self, _ ("The sample episode is not installed"));
    return;
  }
  media_file = g_file_new_for_path (media);
  transcript_file = g_file_new_for_path (transcript);
  sfl_episode_open_pair (self->episode, media_file, transcript_file);
}
