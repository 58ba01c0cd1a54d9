/* sfl-window-view.c: what a user can do with the window
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Its panes, its size, the size of its text, and one step back by Escape.
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-controls.h"
#include "sfl-help.h"
#include "sfl-preferences.h"
#include "sfl-shortcuts-dialog.h"

#include <glib/gi18n-lib.h>

#define MIN_TEXT_SIZE 10
#define MAX_TEXT_SIZE 72
#define TEXT_SIZE_STEP 2

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_preferences_present (GTK_WINDOW (self), self->settings);
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_help_present (GTK_WINDOW (self), self->settings);
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sfl_shortcuts_dialog_present (user_data);
}

static void
menu_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu_button));
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

/* One step back to plain reading: find bar, full screen, selection, playhead. */
static void
escape_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  if (sfl_episode_stop_speaking (self->episode) || sfl_find_bar_close (self->find_bar))
    return;
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    gtk_window_unfullscreen (GTK_WINDOW (self));
  else if (!sfl_transcript_pane_clear_selection (self->pane))
    sfl_transcript_pane_follow (self->pane);
}

/* What does not show until the next line is told. */
static void
follow_changed_cb (GSettings *settings, const char *key, SflWindow *self)
{
  gboolean follows = g_settings_get_boolean (settings, key);

  sfl_transcript_pane_set_follows (self->pane, follows);
  sfl_window_toast (self, follows ? _ ("The text follows") : _ ("The text stays where it is"));
}

static void
pane_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sfl_window_move_pane (user_data, g_variant_get_int32 (parameter));
}

static const GActionEntry actions[] = {
  { "preferences", preferences_cb }, { "help", help_cb },
  { "shortcuts", shortcuts_cb },     { "menu", menu_cb },
  { "fullscreen", fullscreen_cb },   { "zoom", zoom_cb, "i" },
  { "pane", pane_cb, "i" },          { "escape", escape_cb },
};

/* Settings that menus and keys change, too. */
static const char *const settings[] = {
  "captions-on-picture", "picture-position", "picture-hidden", "reading-mode", "follow-text",
};

void
sfl_window_add_view_actions (SflWindow *self)
{
  GActionMap *map = G_ACTION_MAP (self);

  g_action_map_add_action_entries (map, actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++) {
    g_autoptr (GAction) action = g_settings_create_action (self->settings, settings[i]);

    g_action_map_add_action (map, action);
  }
  g_signal_connect_object (self->settings, "changed::follow-text", G_CALLBACK (follow_changed_cb),
                           self, 0);
}
