/* sfl-window-align.c: words in time, as a user asks for them
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How far it is stands above the text (sfl-align-line.c); who does not see it is told when it
 * begins and when it ends.
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-align-dialog.h"
#include "sfl-transcript-summary.h"

#include <glib/gi18n-lib.h>

/* What becomes of the language that is found. */
typedef enum {
  ASK_ALWAYS,
  ASK_WHEN_UNSURE,
  ASK_NEVER, /* a guess is not enough */
} Asking;

typedef struct {
  SflWindow *window; /* not to be looked at when cancelled */
  Asking asking;
  guint first_line;
  guint n_lines;
} Wish;

static void
language_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *episode = SFL_EPISODE (source);
  g_autofree Wish *wish = user_data;
  gboolean is_sure;
  g_autofree char *language = sfl_episode_find_language_finish (episode, result, &is_sure);

  if (language == NULL)
    return;

  if (wish->asking == ASK_ALWAYS || (wish->asking == ASK_WHEN_UNSURE && !is_sure))
    sfl_align_dialog_present (GTK_WINDOW (wish->window), episode, language, wish->first_line,
                              wish->n_lines);
  else if (is_sure)
    sfl_episode_align (episode, language, wish->first_line, wish->n_lines);
}

static void
align (SflWindow *self, Asking asking, guint first_line, guint n_lines)
{
  Wish *wish = g_new (Wish, 1);

  *wish = (Wish){ self, asking, first_line, n_lines };
  g_cancellable_cancel (self->asking_language);
  g_clear_object (&self->asking_language);
  self->asking_language = g_cancellable_new ();
  sfl_episode_find_language_async (self->episode, self->asking_language, language_cb, wish);
}

static void
align_words_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  align (user_data, ASK_ALWAYS, 0, 0);
}

static void
align_now_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  align (user_data, ASK_WHEN_UNSURE, 0, 0);
}

/* What is selected, or else the line with the reading cursor. */
static void
align_lines_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  SflTranscriptView *view = sfl_transcript_pane_get_view (self->pane);
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  int first, last;
  gsize start, end;

  if (transcript == NULL || !sfl_transcript_is_timed (transcript))
    return;

  if (sfl_transcript_view_get_selection (view, &start, &end) && start < end) {
    first = sfl_transcript_find_at (transcript, start);
    last = sfl_transcript_find_at (transcript, end - 1);
  } else {
    first = last = sfl_transcript_view_get_caret_line (view);
  }
  if (first >= 0)
    align (self, ASK_WHEN_UNSURE, first, last - first + 1);
}

static void
cancel_align_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_cancel_align (self->episode);
  sfl_window_toast (self, _ ("The times stay as they were"));
}

static const GActionEntry actions[] = {
  { "align-words", align_words_cb },
  { "align-now", align_now_cb },
  { "align-lines", align_lines_cb },
  { "cancel-align", cancel_align_cb },
};

/* Greys out what has nothing to work on. */
static void
enable_actions (SflWindow *self)
{
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  gboolean can_align = sfl_episode_can_align (self->episode);
  gboolean aligning = sfl_episode_get_aligning (self->episode);
  const struct {
    const char *name;
    gboolean enabled;
  } all[] = {
    { "align-words", can_align && !aligning },
    { "align-now", can_align && !aligning },
    { "align-lines", can_align && !aligning && sfl_transcript_is_timed (transcript) },
    { "cancel-align", aligning },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (
                                     g_action_map_lookup_action (G_ACTION_MAP (self), all[i].name)),
                                 all[i].enabled);
}

static void
aligning_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflWindow *self)
{
  enable_actions (self);
  if (sfl_episode_get_aligning (episode))
    sfl_announcer_announce (self->announcer, _ ("Aligning words"));
}

static void
aligned_cb (SflEpisode *episode, SflWindow *self)
{
  g_autofree char *share = sfl_transcript_dup_aligned_share (sfl_episode_get_transcript (episode));

  /* The rest is in the details: a narrow window has no room for it. */
  sfl_window_toast_with_button (self, share, _ ("Undo"), "win.undo-sync");
}

/* Where the user wants it so, what is opened is aligned by itself: once, and not by a guess. */
static void
opened_cb (SflEpisode *episode, SflWindow *self)
{
  if (g_settings_get_boolean (self->settings, "align-after-opening") &&
      sfl_episode_can_align (episode) &&
      !sfl_transcript_is_aligned (sfl_episode_get_transcript (episode)))
    align (self, ASK_NEVER, 0, 0);
}

void
sfl_window_add_align_actions (SflWindow *self)
{
  static const char *const watched[] = { "notify::transcript", "notify::media", "notify::loaded" };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (self->episode, watched[i], G_CALLBACK (enable_actions), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->episode, "notify::aligning", G_CALLBACK (aligning_changed_cb),
                           self, 0);
  g_signal_connect_object (self->episode, "aligned", G_CALLBACK (aligned_cb), self, 0);
  g_signal_connect_object (self->episode, "opened", G_CALLBACK (opened_cb), self, 0);
  enable_actions (self);
}
