/* test-long-words.c: room for languages with longer words
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A41: the whole program in a language of its own, whose words are half as
 * long again (see support/make-long-locale.py).  No label is cut.
 */

#include "config.h"

#include "sfl-application.h"
#include "test-hand.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <unistd.h>

/* What a person named is cut where there is no room for it: a title, a file, a line. */
static gboolean
is_foreign (GtkLabel *label)
{
  const char *text = gtk_label_get_text (label);

  return strstr (text, "[") == NULL;
}

static void
look (GtkWidget *widget, const char *where, guint *n_seen)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  if (GTK_IS_LABEL (widget) && !is_foreign (GTK_LABEL (widget))) {
    if (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget)))) {
      g_test_message ("%s: cut: \"%s\"", where, gtk_label_get_text (GTK_LABEL (widget)));
      g_test_fail ();
    }
    (*n_seen)++;
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look (child, where, n_seen);
}

static void
wait_for_frames (GtkWidget *widget)
{
  gint64 frame = gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (widget));

  hand_wait_for (gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (widget)) >
                     frame + 3 ||
                 (gtk_widget_queue_draw (widget), FALSE));
}

static GtkWindow *
find_other_window (GtkWidget *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);

    if (GTK_WIDGET (other) != window && gtk_widget_get_mapped (GTK_WIDGET (other)))
      return other;
  }

  return NULL;
}

/* The dialogs that actions without a parameter open. */
static void
look_at_dialogs (GtkWidget *window, guint *n_seen, guint *n_dialogs)
{
  static const char *const not_tried[] = { "open",  "attach",      "close-episode", "fullscreen",
                                           "paste", "open-sample", "menu",          NULL };
  g_auto (GStrv) actions = g_action_group_list_actions (G_ACTION_GROUP (window));

  for (char **action = actions; *action != NULL; action++) {
    GtkWindow *dialog;

    if (g_strv_contains (not_tried, *action) ||
        !g_action_group_get_action_enabled (G_ACTION_GROUP (window), *action) ||
        g_action_group_get_action_parameter_type (G_ACTION_GROUP (window), *action) != NULL)
      continue;
    g_action_group_activate_action (G_ACTION_GROUP (window), *action, NULL);
    wait_for_frames (window);
    dialog = find_other_window (window);
    if (dialog == NULL)
      continue;
    wait_for_frames (GTK_WIDGET (dialog));
    look (GTK_WIDGET (dialog), *action, n_seen);
    (*n_dialogs)++;
    gtk_window_destroy (dialog);
  }
}

static void
look_at_popovers (GtkWidget *widget, guint *n_seen, guint *n_popovers)
{
  if (GTK_IS_MENU_BUTTON (widget) && gtk_widget_get_mapped (widget)) {
    GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (widget));

    gtk_menu_button_popup (GTK_MENU_BUTTON (widget));
    if (popover != NULL && gtk_widget_get_mapped (GTK_WIDGET (popover))) {
      wait_for_frames (widget);
      look (GTK_WIDGET (popover), gtk_widget_get_tooltip_text (widget), n_seen);
      (*n_popovers)++;
    }
    gtk_menu_button_popdown (GTK_MENU_BUTTON (widget));
    return;
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_at_popovers (child, n_seen, n_popovers);
}

static void
test_long_words (void)
{
  g_autoptr (SflApplication) application = sfl_application_new ();
  g_autofree char *sample =
      g_build_filename (g_getenv ("SOUFFLEUR_SAMPLE_DIR"), "sample.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (sample);
  g_autoptr (GError) error = NULL;
  guint n_seen = 0, n_dialogs = 0, n_popovers = 0;
  GtkWidget *window;

  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_assert_no_error (error);
  g_application_activate (G_APPLICATION (application));
  window = GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (application)));
  g_assert_nonnull (window);
  hand_wait_for (gtk_widget_get_mapped (window));
  wait_for_frames (window);
  look (window, "start", &n_seen);
  g_assert_cmpuint (n_seen, >=, 3);

  g_application_open (G_APPLICATION (application), &file, 1, "");
  hand_wait_for (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "find"));
  wait_for_frames (window);
  look (window, "episode", &n_seen);
  look_at_popovers (window, &n_seen, &n_popovers);
  look_at_dialogs (window, &n_seen, &n_dialogs);
  g_test_message ("%u labels, %u popovers, %u dialogs", n_seen, n_popovers, n_dialogs);
  g_assert_cmpuint (n_popovers, >=, 2);
  g_assert_cmpuint (n_dialogs, >=, 3);

  gtk_window_close (GTK_WINDOW (window));
  hand_wait_for (gtk_application_get_windows (GTK_APPLICATION (application)) == NULL);
}

/* @path: a catalogue, to stand where gettext looks for it */
static void
speak_it (const char *path)
{
  g_autofree char *locale = g_dir_make_tmp ("long-words-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (locale, "xx", "LC_MESSAGES", NULL);
  g_autofree char *link = g_build_filename (folder, GETTEXT_PACKAGE ".mo", NULL);
  g_autofree char *target = g_canonicalize_filename (path, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (symlink (target, link), ==, 0);
  g_setenv ("LANGUAGE", "xx", TRUE);
  g_setenv ("LC_ALL", "xx_XX.UTF-8", TRUE); /* ui-session has it */
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_assert_cmpstr (_ ("Preferences"), !=, "Preferences");

  g_remove (link);
}

int
main (int argc, char **argv)
{
  hand_init (&argc, &argv);
  g_assert_cmpint (argc, ==, 2);
  speak_it (argv[1]);

  g_test_add_func ("/long-words", test_long_words);

  return g_test_run ();
}
