/* sfl-transcript-menu.c: the transcripts to choose from
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A recording may bring several; its menu has them only when there is a choice.
 */

#include "config.h"

#include "sfl-transcript-menu.h"

#include "sfl-label.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GMenu *parent;
  GMenu *list;
  int place; /* in the parent */
  gboolean is_there;
} TranscriptMenu;

static void
transcript_menu_free (gpointer data, GClosure *closure)
{
  TranscriptMenu *self = data;

  g_object_unref (self->parent);
  g_object_unref (self->list);
  g_free (self);
}

static char *
dup_label (SflEpisode *episode, guint transcript)
{
  g_autofree char *name = sfl_episode_dup_transcript_name (episode, transcript);

  return sfl_label_for_menu (name);
}

/* Fills @list with the transcripts that @episode has to choose from. */
void
sfl_transcript_menu_fill (GMenu *list, SflEpisode *episode)
{
  guint n = sfl_episode_get_n_transcripts (episode);

  g_menu_remove_all (list);
  for (guint i = 0; i < n; i++) {
    g_autofree char *label = dup_label (episode, i);
    g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

    if (sfl_episode_can_show_transcript (episode, i))
      g_menu_item_set_action_and_target (item, "win.transcript", "i", (int) i);
    else
      g_menu_item_set_action_and_target (item, "win.unreadable-transcript", NULL);
    g_menu_append_item (list, item);
  }
}

static void
transcripts_changed_cb (SflEpisode *episode, TranscriptMenu *self)
{
  guint n = sfl_episode_get_n_transcripts (episode);

  sfl_transcript_menu_fill (self->list, episode);
  if (self->is_there == (n > 1))
    return;
  self->is_there = n > 1;
  if (self->is_there)
    g_menu_insert_submenu (self->parent, self->place, _ ("Show Transcript"),
                           G_MENU_MODEL (self->list));
  else
    g_menu_remove (self->parent, self->place);
}

/* Adds a submenu at the end of @menu, which is there while @episode has a choice. */
void
sfl_transcript_menu_add (GMenu *menu, SflEpisode *episode)
{
  TranscriptMenu *self = g_new0 (TranscriptMenu, 1);

  self->parent = g_object_ref (menu);
  self->list = g_menu_new ();
  self->place = g_menu_model_get_n_items (G_MENU_MODEL (menu));
  g_signal_connect_data (episode, "transcripts-changed", G_CALLBACK (transcripts_changed_cb), self,
                         transcript_menu_free, 0);
}
