/* sfl-dialog.c: what the windows beside the episode's have in common
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK 4.8 tells of no window unless it has a role of its own: Orca says nothing
 * when it opens.
 */

#include "config.h"

#include "sfl-dialog.h"

#include "sfl-row.h"

/* The least of the 360 x 294 that a window may be, without its shadow. */
#define MIN_WIDTH 300
#define MIN_HEIGHT 240

/* Makes @window, which was not presented yet, known when it opens; where its focus is, sfl-names.c
 * tells.
 */
void
sfl_dialog_prepare (GtkWindow *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  g_object_set (window, "accessible-role", GTK_ACCESSIBLE_ROLE_DIALOG, NULL);
}

/**
 * sfl_dialog_set_page:
 * @window: for a task of its own, which it does before the episode goes on
 * @title: of the window and, for a screen reader, of what scrolls in it
 * @page: is given margins, and scrolls where it does not fit
 *
 * Returns: (transfer none): the header bar
 */
GtkWidget *
sfl_dialog_set_page (AdwWindow *window, const char *title, GtkWidget *page)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_return_val_if_fail (ADW_IS_WINDOW (window), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (page), NULL);

  gtk_widget_set_margin_top (page, 12);
  gtk_widget_set_margin_bottom (page, 24);
  gtk_widget_set_margin_start (page, 18);
  gtk_widget_set_margin_end (page, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), page);
  gtk_widget_set_vexpand (scrolled, TRUE);
  sfl_row_name_control (scrolled, title);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (window, box);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  sfl_dialog_prepare (GTK_WINDOW (window));

  return header;
}

/**
 * sfl_dialog_fit:
 * @window: transient for the window it belongs to
 * @width: px, where the other window is as wide
 * @height: px, where the other window is as high
 */
void
sfl_dialog_fit (GtkWindow *window, int width, int height)
{
  GtkWindow *parent = gtk_window_get_transient_for (window);

  g_return_if_fail (GTK_IS_WINDOW (parent));

  gtk_window_set_default_size (window,
                               CLAMP (gtk_widget_get_width (GTK_WIDGET (parent)), MIN_WIDTH, width),
                               CLAMP (gtk_widget_get_height (GTK_WIDGET (parent)), MIN_HEIGHT,
                                      height));
}
