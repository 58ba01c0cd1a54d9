/* sfl-window-clip.c: some words become a clip
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-clip-dialog.h"

/* What is selected, or else the line with the reading cursor. */
static void
clip_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  g_autoptr (GError) error = NULL;
  SflClipPlan *plan;
  gsize start, end;

  if (!sfl_clip_plan_is_possible (self->episode) || !sfl_window_find_piece (self, &start, &end))
    return;

  plan = sfl_clip_plan_new (self->episode, start, end, &error);
  if (plan != NULL)
    sfl_clip_dialog_present (GTK_WINDOW (self), self->episode, self->settings, plan);
  else
    sfl_window_toast (self, error->message);
}

static void
enable_action (SflWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "clip");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), sfl_clip_plan_is_possible (self->episode));
}

void
sfl_window_add_clip_actions (SflWindow *self)
{
  static const GActionEntry actions[] = { { "clip", clip_cb } };
  static const char *const watched[] = { "notify::transcript", "notify::media", "notify::loaded" };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (self->episode, watched[i], G_CALLBACK (enable_action), self,
                             G_CONNECT_SWAPPED);
  enable_action (self);
}
