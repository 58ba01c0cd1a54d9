/* test-announcer.c: what a screen reader is given to say
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-announcer.h"
#include "test-hand.h"

#include <gmodule.h>

/* Since 4.14 nothing of ours is left to see from inside. */
static gboolean
gtk_announces (void)
{
  gpointer symbol;

  if (!g_module_symbol (g_module_open (NULL, 0), "gtk_accessible_announce", &symbol))
    return FALSE;

  g_test_skip ("this GTK announces by itself");
  return TRUE;
}

static gboolean
is_described (GtkWidget *widget, const char *description)
{
  char *different;

  if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                         GTK_ACCESSIBLE_PROPERTY_DESCRIPTION))
    return description == NULL;
  if (description == NULL)
    return FALSE;

  different = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description);
  g_free (different);

  return different == NULL;
}

static void
test_announce (void)
{
  GtkWidget *button = gtk_button_new_with_label ("Play");
  GtkWidget *window = hand_show (button, 200, 100);
  SflAnnouncer *announcer = sfl_announcer_new (GTK_WINDOW (window));
  gint64 start;

  if (gtk_announces ())
    return;

  gtk_window_set_focus (GTK_WINDOW (window), button);
  start = g_get_monotonic_time ();
  sfl_announcer_announce (announcer, "8 results");
  g_assert_true (is_described (button, "8 results"));

  /* Of those that come too soon, the last is said, and not before its time. */
  sfl_announcer_announce (announcer, "Speed 1.1");
  sfl_announcer_announce (announcer, "Speed 1.2");
  g_assert_true (is_described (button, "8 results"));
  hand_wait_for (!is_described (button, "8 results"));
  g_assert_true (is_described (button, "Speed 1.2"));
  g_assert_cmpint (g_get_monotonic_time () - start, >=, SFL_ANNOUNCER_INTERVAL_MS * 1000 - 50000);

  /* Then the button is as it was, with the focus still on it. */
  hand_wait_for (is_described (button, NULL));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == button);

  /* The same words again are said again. */
  sfl_announcer_announce (announcer, "Speed 1.2");
  g_assert_true (is_described (button, "Speed 1.2"));

  g_assert_finalize_object (announcer);
  g_assert_true (is_described (button, NULL));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_describe (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *button = gtk_button_new_with_label ("Play");
  GtkWidget *other = gtk_button_new_with_label ("Next");
  GtkWidget *window;
  SflAnnouncer *announcer;

  if (gtk_announces ())
    return;

  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), other);
  window = hand_show (box, 200, 100);
  announcer = sfl_announcer_new (GTK_WINDOW (window));
  gtk_window_set_focus (GTK_WINDOW (window), button);

  sfl_announcer_describe (button, "Space does it too");
  g_assert_true (is_described (button, "Space does it too"));
  sfl_announcer_announce (announcer, "No sound");
  sfl_announcer_announce (announcer, "Sound again");
  g_assert_true (is_described (button, "No sound"));

  /* The focus goes: what was borrowed comes back, and the next is said where the focus is. */
  gtk_window_set_focus (GTK_WINDOW (window), other);
  g_assert_true (is_described (button, "Space does it too"));
  hand_wait_for (is_described (other, "Sound again"));
  hand_wait_for (is_described (other, NULL));

  /* It does not come back in focus, where it would be spoken. */
  gtk_window_set_focus (GTK_WINDOW (window), button);
  sfl_announcer_announce (announcer, "No sound");
  hand_wait_for (is_described (button, NULL));
  gtk_window_set_focus (GTK_WINDOW (window), other);
  g_assert_true (is_described (button, "Space does it too"));

  /* A window that is gone is no harm. */
  gtk_window_destroy (GTK_WINDOW (window));
  sfl_announcer_announce (announcer, "Too late");
  g_assert_finalize_object (announcer);
}

int
main (int argc, char **argv)
{
  hand_init (&argc, &argv);

  g_test_add_func ("/announcer/announce", test_announce);
  g_test_add_func ("/announcer/describe", test_describe);

  return g_test_run ();
}
