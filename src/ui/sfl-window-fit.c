/* sfl-window-fit.c: a text that does not fit the sound, and what a user says to that
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is proposed stands above the text (sfl-fit-line.c); who does not see it is told.
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-sync-summary.h"

#include <glib/gi18n-lib.h>

static void
correct_times_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  g_autofree char *words = NULL;

  sfl_episode_accept_fit (self->episode);
  words = sfl_sync_dup_spoken_summary (sfl_episode_get_sync (self->episode));
  sfl_announcer_announce (self->announcer, words);
}

static void
leave_times_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_dismiss_fit (self->episode);
}

static const GActionEntry actions[] = {
  { "correct-times", correct_times_cb },
  { "leave-times", leave_times_cb },
};

static void
set_enabled (SflWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* Greys out what has nothing to work on. */
static void
fit_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflWindow *self)
{
  const SflFit *fit = sfl_episode_get_fit (episode);

  set_enabled (self, "correct-times", fit != NULL && sfl_fit_can_correct (fit));
  set_enabled (self, "leave-times", fit != NULL);
  if (fit != NULL) {
    g_autofree char *words = sfl_fit_dup_summary (fit, sfl_episode_get_transcript (episode));

    sfl_announcer_announce (self->announcer, words);
  }
}

static void
opened_cb (SflEpisode *episode, SflWindow *self)
{
  if (g_settings_get_boolean (self->settings, "check-after-opening"))
    sfl_episode_check (episode);
}

void
sfl_window_add_fit_actions (SflWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  g_signal_connect_object (self->episode, "notify::fit", G_CALLBACK (fit_changed_cb), self, 0);
  g_signal_connect_object (self->episode, "opened", G_CALLBACK (opened_cb), self, 0);
  fit_changed_cb (self->episode, NULL, self);
}
