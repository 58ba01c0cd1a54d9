/* sfl-preview.c: how a transcript begins
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A glance, not a reading: the first lines with their times, and how many more
 * there are.  Main thread only.
 */

#include "config.h"

#include "sfl-preview.h"

#include "sfl-label.h"

#include <glib/gi18n-lib.h>

/* How much of each line is shown. */
#define MAX_CHARS 300
#define MAX_ROWS 3

/* The beginning of a line, on one row as the text view shows it. */
static char *
dup_preview (SflTranscript *transcript, guint line)
{
  g_autofree char *text = sfl_transcript_dup_line_text (transcript, line);
  g_autofree char *clean = sfl_label_clean (text);

  g_strdelimit (clean, "\n", ' ');

  return g_utf8_strlen (clean, -1) > MAX_CHARS ? g_utf8_substring (clean, 0, MAX_CHARS)
                                               : g_steal_pointer (&clean);
}

static void
add_line (GtkGrid *grid, SflTranscript *transcript, guint line)
{
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);
  g_autofree char *text = dup_preview (transcript, line);
  GtkWidget *label = sfl_label_new_wrapping (NULL);

  if (lines[line].start != SFL_TIME_NONE) {
    g_autofree char *time = sfl_time_to_string (lines[line].start, lines[n_lines - 1].start);
    g_autofree char *words = sfl_time_to_words (lines[line].start);
    GtkWidget *stamp = sfl_label_new_wrapping ("dim-label");

    gtk_widget_add_css_class (stamp, "numeric");
    gtk_label_set_wrap (GTK_LABEL (stamp), FALSE);
    gtk_label_set_xalign (GTK_LABEL (stamp), 1);
    gtk_widget_set_valign (stamp, GTK_ALIGN_START);
    gtk_label_set_text (GTK_LABEL (stamp), time);
    gtk_accessible_update_property (GTK_ACCESSIBLE (stamp), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                    -1);
    gtk_grid_attach (grid, stamp, 0, line, 1, 1);
  }

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_label_set_lines (GTK_LABEL (label), MAX_ROWS);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_grid_attach (grid, label, 1, line, 1, 1);
}

/**
 * sfl_preview_new:
 *
 * Returns: (transfer floating): a card that is empty yet
 */
GtkWidget *
sfl_preview_new (void)
{
  return gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
}

/* Shows the first @n_shown lines of @transcript, and those alone. */
void
sfl_preview_show (GtkWidget *preview, SflTranscript *transcript, guint n_shown)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *child;
  guint n_lines;

  g_return_if_fail (GTK_IS_BOX (preview));
  g_return_if_fail (SFL_IS_TRANSCRIPT (transcript));

  while ((child = gtk_widget_get_first_child (preview)) != NULL)
    gtk_box_remove (GTK_BOX (preview), child);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 9);
  gtk_widget_add_css_class (grid, "card");
  gtk_widget_add_css_class (grid, "sfl-preview");
  sfl_transcript_get_lines (transcript, &n_lines);
  for (guint i = 0; i < MIN (n_lines, n_shown); i++)
    add_line (GTK_GRID (grid), transcript, i);
  gtk_box_append (GTK_BOX (preview), grid);

  if (n_lines > n_shown) {
    guint n_more = n_lines - n_shown;
    g_autofree char *text =
        g_strdup_printf (ngettext ("and %u more line", "and %u more lines", n_more), n_more);
    GtkWidget *more = sfl_label_new_wrapping ("dim-label");

    gtk_label_set_xalign (GTK_LABEL (more), 0.5);
    gtk_label_set_text (GTK_LABEL (more), text);
    gtk_box_append (GTK_BOX (preview), more);
  }
}
