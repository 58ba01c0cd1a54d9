/* test-hand.h: a hand and an eye for tests of widgets
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#define HAND_DEADLINE (10 * G_USEC_PER_SEC)

/* Runs the main loop until @condition holds, or fails. */
#define hand_wait_for(condition)                                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 hand_deadline = g_get_monotonic_time () + HAND_DEADLINE;                                \
    while (!(condition)) {                                                                         \
      if (g_get_monotonic_time () > hand_deadline)                                                 \
        g_error ("%s:%d: waited in vain for %s", __FILE__, __LINE__, #condition);                  \
      hand_iterate ();                                                                             \
    }                                                                                              \
  }                                                                                                \
  G_STMT_END

void hand_init (int *argc, char ***argv);
void hand_add_css (const char *name);
void hand_iterate (void);

GtkWidget *hand_show (GtkWidget *child, int width, int height);
void hand_settle (GtkWidget *widget);

void hand_focus_window (GtkWidget *window);
void hand_move (GtkWidget *widget, double x, double y);
void hand_press (void);
void hand_release (void);
void hand_click (GtkWidget *widget, double x, double y);
void hand_key (const char *key);

void hand_look (GtkWidget *widget);
GdkRGBA hand_see (int x, int y);
gboolean hand_sees (int x, int y, const char *color);
GtkWindow *hand_find_dialog (GtkWidget *parent);
GtkWidget *hand_find_label (GtkWidget *root, const char *part);
