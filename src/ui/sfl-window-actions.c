/* sfl-window-actions.c: what a user can do
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Menus, keys, buttons and tests all come through these doors, and each
 * handler hands on to the episode or to a part of the window.  Each group of
 * actions has a file of its own.
 */

#include "config.h"

#include "sfl-window-private.h"

void
sfl_window_add_actions (SflWindow *self)
{
  sfl_window_add_file_actions (self);
  sfl_window_add_playing_actions (self);
  sfl_window_add_chapter_actions (self);
  sfl_window_add_source_actions (self);
  sfl_window_add_study_actions (self);
  sfl_window_add_text_actions (self);
  sfl_window_add_sync_actions (self);
  sfl_window_add_align_actions (self);
  sfl_window_add_clip_actions (self);
  sfl_window_add_fit_actions (self);
  sfl_window_add_view_actions (self);
}

/* Greys out what has nothing to work on. */
void
sfl_window_enable_actions (SflWindow *self)
{
  static const char *const for_episode[] = { "attach",  "notes",      "close-episode",
                                             "seek-by", "go-to-time", "loop" };
  static const char *const for_transcript[] = {
    "find",   "find-step",          "copy",  "copy-with-times", "copy-quote",
    "follow", "transcript-details", "speak", "export",          "export-as",
    "print",  "loop-line",          "stops"
  };
  static const char *const for_times[] = { "previous-line", "next-line", "repeat-line" };
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  const struct {
    const char *const *names;
    guint n;
    gboolean enabled;
  } groups[] = {
    { for_episode, G_N_ELEMENTS (for_episode), sfl_episode_is_open (self->episode) },
    { for_transcript, G_N_ELEMENTS (for_transcript), transcript != NULL },
    { for_times, G_N_ELEMENTS (for_times), transcript && sfl_transcript_is_timed (transcript) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (guint k = 0; k < groups[i].n; k++) {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), groups[i].names[k]);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), groups[i].enabled);
    }
}
