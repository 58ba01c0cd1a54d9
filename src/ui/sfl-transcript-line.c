/* sfl-transcript-line.c: one line on what was understood of the transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Its format, its lines and times, how many speak, what was mended; a click
 * leads to the details.  Main thread only.
 */

#include "config.h"

#include "sfl-transcript-line.h"

#include "sfl-label.h"
#include "sfl-transcript-summary.h"

#include <glib/gi18n-lib.h>

static void
append_fact (GString *facts, const char *fact)
{
  if (fact != NULL)
    g_string_append_printf (facts, "%s%s", facts->len > 0 ? " · " : "", fact);
}

/* "Text with times · 430 lines, times like 3:31 · 1 part left out" */
static char *
dup_line (SflTranscript *transcript)
{
  GString *facts = g_string_new (NULL);
  g_autofree char *summary = sfl_transcript_dup_summary (transcript);
  g_autofree char *remarks = sfl_transcript_dup_remarks (transcript);
  guint n_speakers = sfl_transcript_get_n_speakers (transcript);
  g_autofree char *speakers =
      g_strdup_printf (ngettext ("%u speaker", "%u speakers", n_speakers), n_speakers);

  append_fact (facts, sfl_transcript_get_format_name (transcript));
  append_fact (facts, summary);
  append_fact (facts, n_speakers > 1 ? speakers : NULL);
  append_fact (facts, remarks);

  return g_string_free (facts, FALSE);
}

static void
update (SflEpisode *episode, GParamSpec *pspec, GtkLabel *label)
{
  SflTranscript *transcript = sfl_episode_get_transcript (episode);
  g_autofree char *line = transcript != NULL ? dup_line (transcript) : NULL;

  sfl_label_set_text (label, line != NULL ? line : "");
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (label), GTK_TYPE_BUTTON),
                          line != NULL);
}

/**
 * sfl_transcript_line_new:
 *
 * Returns: (transfer floating): a button that follows what is open in @episode and
 *   activates "win.transcript-details"
 */
GtkWidget *
sfl_transcript_line_new (SflEpisode *episode)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  g_return_val_if_fail (SFL_IS_EPISODE (episode), NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (arrow, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "details");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.transcript-details");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ ("Shows what was understood of the transcript"), -1);

  g_signal_connect_object (episode, "notify::transcript", G_CALLBACK (update), label, 0);
  update (episode, NULL, GTK_LABEL (label));

  return button;
}
