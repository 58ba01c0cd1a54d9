/* sfl-window-text.c: what a user can do with the transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Follow, find, copy, say aloud, another transcript, and where the playhead is in it.
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-excerpt.h"

#include <glib/gi18n-lib.h>

static void
follow_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  /* Who reads by the cursor wants to go on there. */
  if (gtk_window_get_focus (GTK_WINDOW (self)) ==
      GTK_WIDGET (sfl_transcript_pane_get_view (self->pane)))
    sfl_transcript_pane_place_caret (self->pane);
  sfl_transcript_pane_follow (self->pane);
  sfl_announcer_announce (self->announcer, _ ("Following the playhead"));
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

/* The piece of the transcript that is meant: what is selected, or else the line that the reading
 * cursor is in.
 */
gboolean
sfl_window_find_piece (SflWindow *self, gsize *start, gsize *end)
{
  SflTranscriptView *view = sfl_transcript_pane_get_view (self->pane);
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);

  if (transcript == NULL)
    return FALSE;

  if (!sfl_transcript_view_get_selection (view, start, end)) {
    int line = sfl_transcript_view_get_caret_line (view);
    const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);

    if (line < 0)
      return FALSE;
    *start = lines[line].offset;
    *end = *start + lines[line].length;
  }

  /* The title of a chapter alone is nothing that somebody said. */
  return *start < *end;
}

/* Puts it on the clipboard. */
static void
copy (SflWindow *self, char *(*dup) (SflTranscript *, gsize, gsize), const char *done)
{
  g_autofree char *text = NULL;
  gsize start, end;

  if (!sfl_window_find_piece (self, &start, &end))
    return;

  text = dup (sfl_episode_get_transcript (self->episode), start, end);
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

/* Says it aloud; once more makes it silent. */
static void
speak_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  gsize start, end;

  if (!sfl_episode_stop_speaking (self->episode) && sfl_window_find_piece (self, &start, &end))
    sfl_episode_speak (self->episode, start, end);
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

static const GActionEntry actions[] = {
  { "follow", follow_cb },
  { "find", find_cb },
  { "find-step", find_step_cb, "i" },
  { "copy", copy_cb },
  { "copy-with-times", copy_with_times_cb },
  { "copy-quote", copy_quote_cb },
  { "speak", speak_cb },
  { "transcript", NULL, "i", "-1", transcript_cb },
  { "unreadable-transcript", unreadable_transcript_cb },
  { "where-am-i", where_am_i_cb },
};

void
sfl_window_add_text_actions (SflWindow *self)
{
  GActionMap *map = G_ACTION_MAP (self);

  g_action_map_add_action_entries (map, actions, G_N_ELEMENTS (actions), self);
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
