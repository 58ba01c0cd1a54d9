/* sfl-window.c: the one window
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts the parts together: header, find bar, picture and text, controls, and
 * the start page while nothing is open.  What a user can do is an action
 * (sfl-window-actions.c), what is seen of the episode is set in
 * sfl-window-episode.c; here are layout, settings and the window's own state.
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-controls.h"
#include "sfl-keys.h"
#include "sfl-layout-settings.h"
#include "sfl-notes.h"
#include "sfl-stage.h"
#include "sfl-start-page.h"
#include "sfl-align-line.h"
#include "sfl-fit-line.h"
#include "sfl-sync-line.h"
#include "sfl-theme.h"
#include "sfl-trace.h"
#include "sfl-transcript-line.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (SflWindow, sfl_window, ADW_TYPE_APPLICATION_WINDOW)

static void
picture_size_cb (SflPicture *picture, int width, int height, SflWindow *self)
{
  sfl_episode_set_picture_size (self->episode, width, height);
}

static void
fullscreen_changed_cb (GtkWindow *window, GParamSpec *pspec, SflWindow *self)
{
  sfl_window_update_stage (self);
  sfl_window_wake (self);
}

static void
narrow_changed_cb (SflStage *stage, GParamSpec *pspec, SflWindow *self)
{
  gboolean narrow = sfl_stage_get_narrow (stage);

  sfl_controls_set_narrow (SFL_CONTROLS (self->controls), narrow);
  sfl_window_set_header_narrow (self, narrow);
  sfl_window_update_line (self);
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
  sfl_window_update_stage (self);
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

  g_cancellable_cancel (self->asking_language);
  g_clear_object (&self->asking_language);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_signal_handlers_disconnect_by_func (self, sfl_window_find_focus, NULL);
  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_clear_handle_id (&self->tell_id, g_source_remove);
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
  self->text_stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->text_stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->text_stack), FALSE);
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
  gtk_box_append (GTK_BOX (box), sfl_fit_line_new (self->episode));
  gtk_box_append (GTK_BOX (box), sfl_align_line_new (self->episode));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pane));
  gtk_stack_add_named (text_stack, box, "transcript");
  gtk_stack_add_named (text_stack, sfl_window_make_opening (), "opening");
  gtk_stack_add_named (text_stack, sfl_window_make_no_transcript (self), "none");

  self->stage =
      sfl_stage_new (GTK_WIDGET (self->picture), sfl_notes_new (self->episode), self->text_stack);
  g_signal_connect_object (self->stage, "notify::narrow", G_CALLBACK (narrow_changed_cb), self, 0);
  g_signal_connect_object (self->stage, "notify::share", G_CALLBACK (share_changed_cb), self, 0);

  self->start_page = sfl_start_page_new (self->episode);
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  stack = GTK_STACK (self->stack);
  gtk_stack_add_named (stack, self->start_page, "start");
  gtk_stack_add_named (stack, sfl_window_make_opening (), "opening");
  gtk_stack_add_named (stack, self->stage, "episode");
  gtk_stack_add_named (stack, sfl_window_make_no_transcript (self), "no-transcript");
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
add_keys (SflWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
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
  sfl_theme_set_settings (sfl_theme_get_default (), settings);

  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_widget_set_size_request (GTK_WIDGET (self), 360, 294);

  sfl_episode_set_volume (episode, g_settings_get_double (settings, "volume"));
  sfl_episode_set_muted (episode, g_settings_get_boolean (settings, "muted"));

  sfl_window_add_announcer (self);
  sfl_window_add_actions (self);
  build (self);
  add_keys (self);
  sfl_window_watch_pointer (self);
  sfl_window_add_drops (self);
  sfl_window_watch_episode (self);
  sfl_window_watch_messages (self);
  g_signal_connect_object (settings, "changed", G_CALLBACK (settings_changed_cb), self, 0);
  g_signal_connect_object (self, "notify::fullscreened", G_CALLBACK (fullscreen_changed_cb), self,
                           0);
  settings_changed_cb (settings, NULL, self);
  sfl_window_update_header (self);
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
