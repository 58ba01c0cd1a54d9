/* sfl-sync-line.c: what was done to the times of the text
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text that was moved must not be taken for what its file says: as long as it is, a small
 * line above it says by how much, and takes it back.  Main thread only.
 */

#include "config.h"

#include "sfl-sync-line.h"

#include "sfl-group.h"
#include "sfl-label.h"
#include "sfl-row.h"
#include "sfl-sync-summary.h"

#include <glib/gi18n-lib.h>

static GtkWidget *
make_button (const char *label, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "caption");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  sfl_row_name_control (button, name);

  return button;
}

static void
update (SflEpisode *episode, GParamSpec *pspec, GtkWidget *line)
{
  GtkWidget *label = gtk_widget_get_first_child (line);
  gboolean shown = sfl_episode_get_has_sync (episode);
  g_autofree char *words = NULL;

  if (shown) {
    words = sfl_sync_dup_summary (sfl_episode_get_sync (episode));
    gtk_label_set_text (GTK_LABEL (label), words);
  }
  gtk_widget_set_visible (line, shown);
}

/**
 * sfl_sync_line_new:
 *
 * Returns: (transfer floating): a line that is there while the times of what is open in
 *   @episode are not those of its file
 */
GtkWidget *
sfl_sync_line_new (SflEpisode *episode)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = sfl_label_new_wrapping ("caption");
  GtkWidget *buttons = sfl_group_new (_ ("Times of the text"));
  GtkWidget *undo, *reset;

  g_return_val_if_fail (SFL_IS_EPISODE (episode), NULL);

  undo = make_button (_ ("Undo"), _ ("Undo the last move of the text"), "win.undo-sync");
  reset = make_button (_ ("Reset"), _ ("Reset to the times in the file"), "win.reset-sync");
  sfl_group_append (SFL_GROUP (buttons), undo);
  sfl_group_append (SFL_GROUP (buttons), reset);
  gtk_widget_add_css_class (line, "sync");
  gtk_widget_set_halign (line, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), buttons);

  g_signal_connect_object (episode, "notify::transcript", G_CALLBACK (update), line, 0);
  update (episode, NULL, line);

  return line;
}
