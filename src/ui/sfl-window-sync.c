/* sfl-window-sync.c: what a user can do where text and sound are out of step
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each step is told to those who listen; those who look find it above the text
 * (sfl-sync-line.c).
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-sound-delay.h"
#include "sfl-sound-delay-dialog.h"
#include "sfl-sync-summary.h"

#include <glib/gi18n-lib.h>

static void
tell (SflWindow *self)
{
  const SflSync *sync = sfl_episode_get_sync (self->episode);
  g_autofree char *words = sfl_sync_dup_spoken_summary (sync);

  sfl_announcer_announce (self->announcer, words);
}

static void
shift_text_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_shift_text (self->episode, g_variant_get_int64 (parameter));
  tell (self);
}

/* The line given, or the one the reader went to, or the one that is lit. */
static void
said_now_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  int line = g_variant_get_int32 (parameter);

  if (line < 0)
    line = sfl_transcript_pane_get_chosen_line (self->pane);
  sfl_episode_anchor_line (self->episode, line);
  tell (self);
}

static void
undo_sync_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_undo_sync (self->episode);
  tell (self);
}

static void
redo_sync_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_redo_sync (self->episode);
  tell (self);
}

static void
reset_sync_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_reset_sync (self->episode);
  tell (self);
}

static void
sound_delay_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  GtkWindow *active = application ? gtk_application_get_active_window (application) : NULL;

  /* The preferences are a window, too, and lead here. */
  sfl_sound_delay_dialog_present (active ? active : GTK_WINDOW (self), self->episode,
                                  self->settings);
}

static const GActionEntry actions[] = {
  { "shift-text", shift_text_cb, "x" }, { "said-now", said_now_cb, "i" },
  { "undo-sync", undo_sync_cb },        { "redo-sync", redo_sync_cb },
  { "reset-sync", reset_sync_cb },      { "sound-delay", sound_delay_cb },
};

/* Greys out what has nothing to work on. */
static void
transcript_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflWindow *self)
{
  SflTranscript *transcript = sfl_episode_get_transcript (episode);
  gboolean timed = transcript != NULL && sfl_transcript_is_timed (transcript);
  const struct {
    const char *name;
    gboolean enabled;
  } all[] = {
    { "shift-text", timed },
    { "said-now", timed },
    { "undo-sync", sfl_episode_get_can_undo_sync (episode) },
    { "redo-sync", sfl_episode_get_can_redo_sync (episode) },
    { "reset-sync", timed && sfl_episode_get_has_sync (episode) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (
                                     g_action_map_lookup_action (G_ACTION_MAP (self), all[i].name)),
                                 all[i].enabled);
}

/* What was in force last time is told when the episode is opened. */
static void
opened_cb (SflEpisode *episode, SflWindow *self)
{
  if (sfl_episode_get_has_sync (episode))
    tell (self);
}

void
sfl_window_add_sync_actions (SflWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  sfl_sound_delay_bind (self->settings, self->episode);
  g_signal_connect_object (self->episode, "notify::transcript", G_CALLBACK (transcript_changed_cb),
                           self, 0);
  g_signal_connect_object (self->episode, "opened", G_CALLBACK (opened_cb), self, 0);
  transcript_changed_cb (self->episode, NULL, self);
}

/* Returns: (transfer full): the same as a menu */
GMenuModel *
sfl_window_make_sync_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) align = g_menu_new ();
  g_autoptr (GMenu) move = g_menu_new ();
  g_autoptr (GMenu) back = g_menu_new ();
  g_autoptr (GMenu) device = g_menu_new ();

  g_menu_append (align, _ ("Align Words…"), "win.align-words");
  g_menu_append (move, _ ("Text 0.1 s Earlier"), "win.shift-text(int64 -100000000)");
  g_menu_append (move, _ ("Text 0.1 s Later"), "win.shift-text(int64 100000000)");
  g_menu_append (move, _ ("This Line Is Said Now"), "win.said-now(-1)");
  g_menu_append (back, _ ("Undo"), "win.undo-sync");
  g_menu_append (back, _ ("Redo"), "win.redo-sync");
  g_menu_append (back, _ ("Times as in the File"), "win.reset-sync");
  g_menu_append (device, _ ("Sound Delay…"), "win.sound-delay");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (align));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (move));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (back));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (device));

  return G_MENU_MODEL (menu);
}
