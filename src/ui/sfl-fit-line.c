/* sfl-fit-line.c: that the text does not fit the sound
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small line above the text: what was found out on opening, and a button that makes it right.
 * It stays until somebody answers, and does not come back.  Main thread only.
 */

#include "config.h"

#include "sfl-fit-line.h"

#include "sfl-group.h"
#include "sfl-label.h"
#include "sfl-row.h"

#include <glib/gi18n-lib.h>

/* What the line is made of; it goes with its box. */
typedef struct {
  GtkWidget *label;
  GtkWidget *correct;
} Parts;

static GtkWidget *
make_button (const char *label, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "caption");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  sfl_row_name_control (button, name);

  return button;
}

static void
update (SflEpisode *episode, GParamSpec *pspec, GtkWidget *line)
{
  Parts *parts = g_object_get_data (G_OBJECT (line), "parts");
  const SflFit *fit = sfl_episode_get_fit (episode);

  if (fit != NULL) {
    g_autofree char *words = sfl_fit_dup_summary (fit, sfl_episode_get_transcript (episode));

    gtk_label_set_text (GTK_LABEL (parts->label), words);
    gtk_widget_set_visible (parts->correct, sfl_fit_can_correct (fit));
  }
  gtk_widget_set_visible (line, fit != NULL);
}

/**
 * sfl_fit_line_new:
 *
 * Returns: (transfer floating): a line that is there while it is known what is wrong with the times
 *   of what is open in @episode
 */
GtkWidget *
sfl_fit_line_new (SflEpisode *episode)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *buttons = sfl_group_new (_ ("Times of the text"));
  Parts *parts = g_new0 (Parts, 1);
  GtkWidget *dismiss;

  g_return_val_if_fail (SFL_IS_EPISODE (episode), NULL);

  parts->label = sfl_label_new_wrapping ("caption");
  gtk_widget_add_css_class (parts->label, "dim-label");
  parts->correct =
      make_button (_ ("Correct"), _ ("Correct the times of the text"), "win.correct-times");
  dismiss = make_button (_ ("Dismiss"), _ ("Leave the times as they are"), "win.leave-times");
  gtk_widget_add_css_class (dismiss, "flat");
  sfl_group_append (SFL_GROUP (buttons), parts->correct);
  sfl_group_append (SFL_GROUP (buttons), dismiss);

  gtk_widget_add_css_class (line, "sync");
  gtk_widget_set_halign (line, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), parts->label);
  gtk_box_append (GTK_BOX (line), buttons);
  g_object_set_data_full (G_OBJECT (line), "parts", parts, g_free);

  g_signal_connect_object (episode, "notify::fit", G_CALLBACK (update), line, 0);
  update (episode, NULL, line);

  return line;
}
