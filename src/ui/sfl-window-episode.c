/* sfl-window-episode.c: what the window shows of the episode
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-controls.h"
#include "sfl-excerpt.h"
#include "sfl-label.h"
#include "sfl-stage.h"
#include "sfl-start-page.h"
#include "sfl-trace.h"

#include <glib/gi18n-lib.h>

void
sfl_window_update_header (SflWindow *self)
{
  g_autofree char *title = sfl_episode_dup_short_title (self->episode);
  g_autofree char *clean = title ? sfl_label_clean (title) : NULL;
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  SflTime duration = sfl_episode_get_duration (self->episode);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *subtitle = NULL;
  guint n_chapters;

  sfl_episode_get_chapters (self->episode, &n_chapters);
  if (transcript && sfl_transcript_get_meta (transcript, SFL_META_DATE))
    g_ptr_array_add (parts,
                     sfl_date_to_string (sfl_transcript_get_meta (transcript, SFL_META_DATE)));
  if (duration != SFL_TIME_NONE)
    g_ptr_array_add (parts, sfl_time_to_length (duration));
  if (transcript) {
    guint n_lines;

    sfl_transcript_get_lines (transcript, &n_lines);
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u line", "%u lines", n_lines), n_lines));
  } else if (n_chapters > 0) {
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u chapter", "%u chapters", n_chapters),
                                             n_chapters));
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
void
sfl_window_update_line (SflWindow *self)
{
  gtk_widget_set_visible (self->line_box,
                          !shows_picture (self) && !sfl_stage_get_narrow (SFL_STAGE (self->stage)));
}

/* What the window has, or will have once it is shown. */
static int
get_width (SflWindow *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height;

  if (width == 0 && !gtk_window_is_maximized (GTK_WINDOW (self)))
    gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);

  return width;
}

/* Which page, and whether there is a picture. */
void
sfl_window_update_stage (SflWindow *self)
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

  sfl_stage_expect_width (SFL_STAGE (self->stage), get_width (self));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
  gtk_stack_set_visible_child_name (GTK_STACK (self->text_stack), has_transcript ? "transcript"
                                                                  : awaits       ? "opening"
                                                                                 : "none");
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->controls_revealer), open);
  gtk_widget_set_visible (self->back, open);
  gtk_widget_set_visible (self->find_button, has_transcript);
  gtk_widget_set_visible (self->reading_button, has_transcript);
  sfl_stage_set_show_picture (SFL_STAGE (self->stage), shows_picture (self));
  sfl_window_update_line (self);
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

/* Told once what was opened is on the screen. */
static gboolean
ready_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SflWindow *self = user_data;

  /* One frame to lay it out, and the next after that one was drawn. */
  if (++self->ready_frames < 2)
    return G_SOURCE_CONTINUE;

  sfl_trace ("ready", NULL);
  if (sfl_episode_is_open (self->episode))
    sfl_window_say_opened (self);
  self->ready_id = 0;

  return G_SOURCE_REMOVE;
}

static void
opened_cb (SflEpisode *episode, SflWindow *self)
{
  sfl_window_update_stage (self);
  sfl_window_update_header (self);
  update_caption (self);
  if (sfl_episode_is_open (episode))
    sfl_controls_focus_play (SFL_CONTROLS (self->controls));
  else
    sfl_start_page_refresh (SFL_START_PAGE (self->start_page));
  sfl_window_find_focus (self);

  self->ready_frames = 0;
  if (self->ready_id == 0)
    self->ready_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), ready_cb, self, NULL);
}

static void
episode_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflWindow *self)
{
  sfl_window_update_stage (self);
  sfl_window_update_header (self);
}

static void
transcripts_changed_cb (SflEpisode *episode, SflWindow *self)
{
  sfl_window_update_stage (self);
}

static void
media_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflWindow *self)
{
  sfl_picture_set_frame (self->picture, NULL);
  sfl_window_update_stage (self);
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

static void
playing_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflWindow *self)
{
  inhibit (self, sfl_episode_get_playing (episode));
  if (!sfl_episode_get_playing (episode))
    sfl_window_wake (self);
}

void
sfl_window_watch_episode (SflWindow *self)
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
  g_signal_connect_object (sfl_episode_get_cursor (self->episode), "changed",
                           G_CALLBACK (cursor_changed_cb), self, 0);
}
