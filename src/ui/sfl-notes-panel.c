/* sfl-notes-panel.c: the chapters and the notes of an episode, in one place
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A popover of the window's title.  It stays while one goes from chapter to chapter, and
 * Escape closes it.
 */

#include "config.h"

#include "sfl-notes-panel.h"

#include "sfl-chapter-rows.h"
#include "sfl-notes.h"

#include <glib/gi18n-lib.h>

/* Pixels: what fits into the narrowest window, and into one that is not tall. */
#define WIDTH 320
#define WIDTH_CHARS 36
#define MAX_HEIGHT 420
#define MIN_HEIGHT 120

/* What a window has above the popover and below, and the popover around its contents. */
#define CHROME 90

/* A scrolled window asks how high its child is without saying how wide.  The window may be all the
 * screen there is.
 */
static void
fit_height_cb (GtkWidget *scrolled)
{
  GtkWidget *child = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled));
  GtkRoot *root = gtk_widget_get_root (scrolled);
  int room = root ? gtk_widget_get_height (GTK_WIDGET (root)) - CHROME : MAX_HEIGHT;
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, WIDTH, NULL, &height, NULL, NULL);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled),
                                              MIN (height, CLAMP (room, MIN_HEIGHT, MAX_HEIGHT)));
}

static void
shown_cb (GtkWidget *rows)
{
  sfl_chapter_rows_focus_current (SFL_CHAPTER_ROWS (rows));
}

/**
 * sfl_notes_panel_new:
 *
 * Returns: (transfer floating): a popover that follows what is open in @episode
 */
GtkWidget *
sfl_notes_panel_new (SflEpisode *episode)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *rows, *notes;

  g_return_val_if_fail (SFL_IS_EPISODE (episode), NULL);

  rows = sfl_chapter_rows_new (episode);
  notes = sfl_notes_new (episode);
  sfl_notes_set_width_chars (SFL_NOTES (notes), WIDTH_CHARS);
  gtk_box_append (GTK_BOX (box), rows);
  gtk_box_append (GTK_BOX (box), notes);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_size_request (scrolled, WIDTH, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Chapters and notes"), -1);

  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_widget_add_css_class (popover, "notes-panel");
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Chapters and notes"), -1);
  g_signal_connect_object (popover, "show", G_CALLBACK (fit_height_cb), scrolled,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "show", G_CALLBACK (shown_cb), rows,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  return popover;
}
