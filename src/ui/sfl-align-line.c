/* sfl-align-line.c: how far the words are aligned, or that they could be
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small line above the text, beside which one reads on: while the words are looked for in
 * the recording it says how far that is, and stops it; where the text has no times at all, it
 * offers to find them.  Main thread only.
 */

#include "config.h"

#include "sfl-align-line.h"

#include "sfl-label.h"
#include "sfl-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define BAR_WIDTH 120

/* What the line is made of; it goes with its box. */
typedef struct {
  GtkWidget *label;
  GtkWidget *bar;
  GtkWidget *button;
} Parts;

/* In whole per cents: each is told to a screen reader. */
static void
progress_changed_cb (SflEpisode *episode, GParamSpec *pspec, GtkWidget *line)
{
  Parts *parts = g_object_get_data (G_OBJECT (line), "parts");
  double fraction = floor (sfl_episode_get_align_progress (episode) * 100) / 100;

  if (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (parts->bar)) != fraction)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (parts->bar), fraction);
}

static void
update (SflEpisode *episode, GParamSpec *pspec, GtkWidget *line)
{
  Parts *parts = g_object_get_data (G_OBJECT (line), "parts");
  gboolean aligning = sfl_episode_get_aligning (episode);
  gboolean offers = !aligning && sfl_episode_can_align (episode) &&
                    !sfl_transcript_is_timed (sfl_episode_get_transcript (episode));

  if (aligning || offers) {
    gtk_label_set_text (GTK_LABEL (parts->label),
                        aligning ? _ ("Aligning words…") : _ ("This text has no times."));
    gtk_button_set_label (GTK_BUTTON (parts->button),
                          aligning ? _ ("Cancel") : _ ("Align with the Sound"));
    sfl_row_name_control (parts->button,
                          aligning ? _ ("Stop aligning words") : _ ("Align with the Sound"));
    /* What is offered is to be found; what can be stopped need not be. */
    if (aligning)
      gtk_widget_add_css_class (parts->button, "flat");
    else
      gtk_widget_remove_css_class (parts->button, "flat");
    gtk_actionable_set_action_name (GTK_ACTIONABLE (parts->button),
                                    aligning ? "win.cancel-align" : "win.align-now");
  }
  gtk_widget_set_visible (parts->bar, aligning);
  gtk_widget_set_visible (line, aligning || offers);
}

/**
 * sfl_align_line_new:
 *
 * Returns: (transfer floating): a line that is there while words are being aligned, or while
 *   what is open in @episode has a recording and a text without times
 */
GtkWidget *
sfl_align_line_new (SflEpisode *episode)
{
  static const char *const watched[] = { "notify::aligning", "notify::transcript", "notify::media",
                                         "notify::loaded" };
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  Parts *parts = g_new0 (Parts, 1);

  g_return_val_if_fail (SFL_IS_EPISODE (episode), NULL);

  parts->label = sfl_label_new_wrapping ("caption");
  gtk_widget_add_css_class (parts->label, "dim-label");
  parts->bar = gtk_progress_bar_new ();
  gtk_widget_set_size_request (parts->bar, BAR_WIDTH, -1);
  gtk_widget_set_valign (parts->bar, GTK_ALIGN_CENTER);
  sfl_row_name_control (parts->bar, _ ("Aligning words"));
  parts->button = gtk_button_new ();
  gtk_widget_add_css_class (parts->button, "caption");
  gtk_widget_set_valign (parts->button, GTK_ALIGN_CENTER);

  gtk_widget_add_css_class (line, "sync");
  gtk_widget_set_halign (line, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), parts->label);
  gtk_box_append (GTK_BOX (line), parts->bar);
  gtk_box_append (GTK_BOX (line), parts->button);
  g_object_set_data_full (G_OBJECT (line), "parts", parts, g_free);

  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (episode, watched[i], G_CALLBACK (update), line, 0);
  g_signal_connect_object (episode, "notify::align-progress", G_CALLBACK (progress_changed_cb),
                           line, 0);
  update (episode, NULL, line);

  return line;
}
