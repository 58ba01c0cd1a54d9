/* sfl-window-actions.c: what a user can do
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Menus, keys, buttons and tests all come through these doors, and each
 * handler hands on to the episode or to a part of the window.
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-controls.h"
#include "sfl-excerpt.h"
#include "sfl-form.h"
#include "sfl-notes.h"
#include "sfl-preferences.h"
#include "sfl-start-page.h"
#include "sfl-transcript-dialog.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MIN_TEXT_SIZE 10
#define MAX_TEXT_SIZE 72
#define TEXT_SIZE_STEP 2

static void
files_chosen_cb (GtkNativeDialog *dialog, int response, SflWindow *self)
{
  gboolean attach = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "attach"));

  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GListModel) list = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
    g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

    for (guint i = 0; i < g_list_model_get_n_items (list); i++)
      g_ptr_array_add (files, g_list_model_get_item (list, i));
    if (files->len > 0 && attach)
      sfl_episode_attach (self->episode, (GFile **) files->pdata, files->len);
    else if (files->len > 0)
      sfl_window_open (self, (GFile **) files->pdata, files->len);
  }
  g_object_unref (dialog);
}

static GtkFileFilter *
make_filter (const char *name, gboolean recordings, gboolean transcripts)
{
  GtkFileFilter *filter = gtk_file_filter_new ();
  guint n_forms;
  const SflForm *forms = sfl_form_get_all (&n_forms);

  gtk_file_filter_set_name (filter, name);
  if (recordings) {
    gtk_file_filter_add_mime_type (filter, "audio/*");
    gtk_file_filter_add_mime_type (filter, "video/*");
    gtk_file_filter_add_mime_type (filter, "application/ogg");
  }
  for (guint i = 0; transcripts && i < n_forms; i++) {
    if (!forms[i].reads)
      continue;
    for (const char *const *type = forms[i].mime_types; *type != NULL; type++)
      gtk_file_filter_add_mime_type (filter, *type);
    for (const char *const *extension = forms[i].extensions; *extension != NULL; extension++)
      gtk_file_filter_add_suffix (filter, *extension);
  }

  return filter;
}

static void
add_filters (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) both = make_filter (_ ("Recordings and Transcripts"), TRUE, TRUE);
  g_autoptr (GtkFileFilter) recordings = make_filter (_ ("Recordings"), TRUE, FALSE);
  g_autoptr (GtkFileFilter) transcripts = make_filter (_ ("Transcripts"), FALSE, TRUE);
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (all, _ ("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, both);
  gtk_file_chooser_add_filter (chooser, recordings);
  gtk_file_chooser_add_filter (chooser, transcripts);
  gtk_file_chooser_add_filter (chooser, all);
}

static void
choose_files (SflWindow *self, const char *title, gboolean attach)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                   _ ("_Open"), _ ("_Cancel"));

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  add_filters (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data (G_OBJECT (dialog), "attach", GINT_TO_POINTER (attach));
  g_signal_connect_object (dialog, "response", G_CALLBACK (files_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose_files (user_data, _ ("Open a Recording and Its Transcript"), FALSE);
}

static void
attach_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose_files (user_data, _ ("Add a Recording or a Transcript"), TRUE);
}

static void
open_sample_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sfl_window_open_sample (user_data);
}

static void
paste_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sfl_window_paste (user_data);
}

static void
close_episode_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_find_bar_close (self->find_bar);
  sfl_episode_close (self->episode);
  sfl_start_page_refresh (SFL_START_PAGE (self->start_page));
}

static void
notes_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  if (sfl_episode_is_open (self->episode))
    sfl_notes_present (GTK_WINDOW (self), self->episode);
}

/* Says that the transcript is read in another way now, and how to take it back. */
static void
details_closed_cb (GtkWindow *dialog, SflWindow *self)
{
  if (sfl_episode_get_can_undo_reread (self->episode))
    sfl_window_toast_with_button (self, _ ("Read in another way"), _ ("Undo"), "win.undo-reread");
}

static void
transcript_details_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  GtkWindow *active = application ? gtk_application_get_active_window (application) : NULL;
  GtkWindow *dialog;

  if (sfl_episode_get_transcript (self->episode) == NULL)
    return;

  /* The notes may be a dialog, and lead here, too. */
  dialog = sfl_transcript_dialog_present (active ? active : GTK_WINDOW (self), self->episode);
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (details_closed_cb), self, 0);
}

static void
undo_reread_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_undo_reread (self->episode);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sfl_window_export (user_data);
}

static void
export_as_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sfl_window_export_as (user_data, g_variant_get_string (parameter, NULL));
}

static void
show_file_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sfl_window_show_file (user_data, g_variant_get_string (parameter, NULL));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_preferences_present (GTK_WINDOW (self), self->settings);
}

static void
play_pause_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_toggle (self->episode);
}

static void
seek_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_seek (self->episode, g_variant_get_int64 (parameter));
}

static void
seek_by_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_seek_by (self->episode, g_variant_get_int64 (parameter));
}

/* Goes to a line, and follows from there. */
static void
go_to_line (SflWindow *self, int line, gboolean play)
{
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  guint n_lines;

  if (transcript == NULL || !sfl_transcript_is_timed (transcript))
    return;
  sfl_transcript_get_lines (transcript, &n_lines);
  if (line < 0 || line >= (int) n_lines)
    return;

  sfl_episode_seek_line (self->episode, line);
  if (play)
    sfl_episode_play (self->episode);
  sfl_transcript_pane_follow (self->pane);
}

static void
play_line_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  go_to_line (user_data, g_variant_get_uint32 (parameter), TRUE);
}

static void
seek_caret_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  go_to_line (self, sfl_transcript_view_get_caret_line (sfl_transcript_pane_get_view (self->pane)),
              g_variant_get_boolean (parameter));
}

static void
previous_line_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_seek_previous_line (self->episode);
}

static void
next_line_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_seek_next_line (self->episode);
}

static void
repeat_line_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_repeat_line (self->episode);
}

static void
skip_hole_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_skip_hole (self->episode);
}

static void
follow_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_transcript_pane_follow (self->pane);
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_find_bar_open (self->find_bar);
}

static void
find_step_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_find_bar_step (self->find_bar, g_variant_get_int32 (parameter));
}

/* Puts a piece of the transcript on the clipboard: what is selected, or else
 * the line that the reading cursor is in.
 */
static void
copy (SflWindow *self, char *(*dup) (SflTranscript *, gsize, gsize), const char *done)
{
  SflTranscriptView *view = sfl_transcript_pane_get_view (self->pane);
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  g_autofree char *text = NULL;
  gsize start, end;

  if (transcript == NULL)
    return;

  if (!sfl_transcript_view_get_selection (view, &start, &end)) {
    int line = sfl_transcript_view_get_caret_line (view);
    const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);

    if (line < 0)
      return;
    start = lines[line].offset;
    end = start + lines[line].length;
  }

  text = dup (transcript, start, end);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  sfl_window_toast (self, done);
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  copy (user_data, sfl_excerpt_dup_text, _ ("Copied"));
}

static void
copy_with_times_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  copy (user_data, sfl_excerpt_dup_text_with_times, _ ("Copied with times"));
}

static void
copy_quote_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  copy (user_data, sfl_excerpt_dup_quote, _ ("Copied as a quote"));
}

static void
rate_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_set_rate (self->episode, g_variant_get_double (value));
}

static void
step_rate (SflWindow *self, double delta)
{
  double rate = sfl_episode_get_rate (self->episode);

  sfl_episode_set_rate (self->episode, round ((rate + delta) * 20) / 20);
}

static void
faster_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step_rate (user_data, 0.1);
}

static void
slower_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step_rate (user_data, -0.1);
}

static void
normal_speed_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_set_rate (self->episode, 1);
}

static void
audio_track_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_set_audio_track (self->episode, g_variant_get_int32 (value));
}

static void
mute_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_set_muted (self->episode, !sfl_episode_get_muted (self->episode));
}

static void
fullscreen_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = user_data;

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

static void
zoom_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  int step = g_variant_get_int32 (parameter);
  int size = g_settings_get_int (self->settings, "text-size");

  if (step == 0)
    g_settings_reset (self->settings, "text-size");
  else
    g_settings_set_int (self->settings, "text-size",
                        CLAMP (size + step * TEXT_SIZE_STEP, MIN_TEXT_SIZE, MAX_TEXT_SIZE));
}

/* Says where the playhead is, for those who do not see it. */
static void
where_am_i_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  int line = sfl_cursor_get_line (sfl_episode_get_cursor (self->episode));
  SflTime position = sfl_episode_get_position (self->episode);
  g_autofree char *time = sfl_time_to_words (position);
  g_autofree char *text = NULL;
  const char *speaker = NULL;
  guint n_lines;

  if (transcript == NULL || line < 0) {
    sfl_window_toast (self, time);
    return;
  }

  speaker =
      sfl_transcript_get_speaker (transcript,
                                  sfl_transcript_get_lines (transcript, &n_lines)[line].speaker);
  if (speaker)
    text = g_strdup_printf (_ ("Line %d of %u, %s, %s"), line + 1, n_lines, speaker, time);
  else
    text = g_strdup_printf (_ ("Line %d of %u, %s"), line + 1, n_lines, time);
  sfl_window_toast (self, text);
}

/* Next or previous of header, picture, transcript and controls. */
static void
pane_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  GtkWidget *panes[] = { self->header_revealer, GTK_WIDGET (self->picture),
                         GTK_WIDGET (sfl_transcript_pane_get_view (self->pane)), self->controls };
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  int delta = g_variant_get_int32 (parameter);
  int n = G_N_ELEMENTS (panes);
  int here = 0;

  for (int i = 0; i < n; i++)
    if (focus && (focus == panes[i] || gtk_widget_is_ancestor (focus, panes[i])))
      here = i;

  for (int i = 1; i < n; i++) {
    GtkWidget *pane = panes[((here + i * delta) % n + n) % n];

    if (!gtk_widget_get_mapped (pane))
      continue;
    if (pane == self->controls) {
      sfl_controls_focus_play (SFL_CONTROLS (self->controls));
      return;
    }
    if (gtk_widget_grab_focus (pane) || gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD))
      return;
  }
}

/* One step back to plain reading: find bar, full screen, selection, playhead. */
static void
escape_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  if (sfl_find_bar_close (self->find_bar))
    return;
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    gtk_window_unfullscreen (GTK_WINDOW (self));
  else if (!sfl_transcript_pane_clear_selection (self->pane))
    sfl_transcript_pane_follow (self->pane);
}

static void
follow_rate_cb (SflEpisode *episode, GParamSpec *pspec, GAction *action)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_double (sfl_episode_get_rate (episode)));
}

static void
transcript_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_show_transcript (self->episode, g_variant_get_int32 (value));
}

static void
follow_transcript_cb (SflEpisode *episode, gpointer ignored, GAction *action)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_int32 (sfl_episode_get_shown_transcript (episode)));
}

static void
follow_transcript_now_cb (SflEpisode *episode, GAction *action)
{
  follow_transcript_cb (episode, NULL, action);
}

/* What stands in the menu for who looks for it, though nothing can be done with it. */
static void
unreadable_transcript_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
}

static void
follow_track_cb (SflEpisode *episode, GParamSpec *pspec, GAction *action)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_int32 (sfl_episode_get_audio_track (episode)));
}

static const GActionEntry actions[] = {
  { "open", open_cb },
  { "attach", attach_cb },
  { "open-sample", open_sample_cb },
  { "paste", paste_cb },
  { "close-episode", close_episode_cb },
  { "notes", notes_cb },
  { "transcript-details", transcript_details_cb },
  { "undo-reread", undo_reread_cb },
  { "export", export_cb },
  { "export-as", export_as_cb, "s" },
  { "show-file", show_file_cb, "s" },
  { "preferences", preferences_cb },
  { "play-pause", play_pause_cb },
  { "seek", seek_cb, "x" },
  { "seek-by", seek_by_cb, "x" },
  { "play-line", play_line_cb, "u" },
  { "seek-caret", seek_caret_cb, "b" },
  { "previous-line", previous_line_cb },
  { "next-line", next_line_cb },
  { "repeat-line", repeat_line_cb },
  { "skip-hole", skip_hole_cb },
  { "follow", follow_cb },
  { "find", find_cb },
  { "find-step", find_step_cb, "i" },
  { "copy", copy_cb },
  { "copy-with-times", copy_with_times_cb },
  { "copy-quote", copy_quote_cb },
  { "rate", NULL, "d", "1.0", rate_cb },
  { "audio-track", NULL, "i", "-1", audio_track_cb },
  { "transcript", NULL, "i", "-1", transcript_cb },
  { "unreadable-transcript", unreadable_transcript_cb },
  { "faster", faster_cb },
  { "slower", slower_cb },
  { "normal-speed", normal_speed_cb },
  { "mute", mute_cb },
  { "fullscreen", fullscreen_cb },
  { "zoom", zoom_cb, "i" },
  { "where-am-i", where_am_i_cb },
  { "pane", pane_cb, "i" },
  { "escape", escape_cb },
};

void
sfl_window_add_actions (SflWindow *self)
{
  GActionMap *map = G_ACTION_MAP (self);
  g_autoptr (GAction) captions = g_settings_create_action (self->settings, "captions-on-picture");
  g_autoptr (GAction) position = g_settings_create_action (self->settings, "picture-position");
  g_autoptr (GAction) hidden = g_settings_create_action (self->settings, "picture-hidden");
  g_autoptr (GAction) mode = g_settings_create_action (self->settings, "reading-mode");

  g_action_map_add_action_entries (map, actions, G_N_ELEMENTS (actions), self);
  g_action_map_add_action (map, captions);
  g_action_map_add_action (map, position);
  g_action_map_add_action (map, hidden);
  g_action_map_add_action (map, mode);
  g_signal_connect_object (self->episode, "notify::rate", G_CALLBACK (follow_rate_cb),
                           g_action_map_lookup_action (map, "rate"), 0);
  g_signal_connect_object (self->episode, "notify::audio-track", G_CALLBACK (follow_track_cb),
                           g_action_map_lookup_action (map, "audio-track"), 0);
  g_signal_connect_object (self->episode, "notify::shown-transcript",
                           G_CALLBACK (follow_transcript_cb),
                           g_action_map_lookup_action (map, "transcript"), 0);
  g_signal_connect_object (self->episode, "transcripts-changed",
                           G_CALLBACK (follow_transcript_now_cb),
                           g_action_map_lookup_action (map, "transcript"), 0);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (
                                   g_action_map_lookup_action (map, "unreadable-transcript")),
                               FALSE);
}

/* Greys out what has nothing to work on. */
void
sfl_window_enable_actions (SflWindow *self)
{
  static const char *const for_episode[] = { "attach", "notes", "close-episode" };
  static const char *const for_transcript[] = {
    "find",   "find-step",          "copy",   "copy-with-times", "copy-quote",
    "follow", "transcript-details", "export", "export-as"
  };
  const struct {
    const char *const *names;
    guint n;
    gboolean enabled;
  } groups[] = {
    { for_episode, G_N_ELEMENTS (for_episode), sfl_episode_is_open (self->episode) },
    { for_transcript, G_N_ELEMENTS (for_transcript),
      sfl_episode_get_transcript (self->episode) != NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (guint k = 0; k < groups[i].n; k++) {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), groups[i].names[k]);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), groups[i].enabled);
    }
}
