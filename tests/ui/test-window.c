/* test-window.c: what the whole window offers, and how large it is
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program itself, without its main(): its window is looked into.
 */

#include "config.h"

#include "sfl-application.h"
#include "sfl-keys.h"
#include "sfl-window-private.h"
#include "test-hand.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define SAMPLE_RATE 8000
#define SECONDS 30

static SflApplication *application;
static SflWindow *window;

static char *
write_file (const char *folder, const char *name, const char *data, gsize length)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, length, &error);
  g_assert_no_error (error);

  return path;
}

/* Silence, as a WAV file. */
static char *
write_sound (const char *folder)
{
  guint32 n = SAMPLE_RATE * SECONDS * 2;
  g_autofree char *data = g_malloc0 (44 + n);
  const guint32 rates[] = { GUINT32_TO_LE (SAMPLE_RATE), GUINT32_TO_LE (SAMPLE_RATE * 2) };
  guint32 size = GUINT32_TO_LE (n), riff = GUINT32_TO_LE (36 + n);

  memcpy (data, "RIFF....WAVEfmt \x10\0\0\0\x01\0\x01\0........\x02\0\x10\0data", 40);
  memcpy (data + 4, &riff, 4);
  memcpy (data + 24, rates, 8);
  memcpy (data + 40, &size, 4);

  return write_file (folder, "an episode.wav", data, 44 + n);
}

static gboolean
is_open (void)
{
  return !sfl_episode_get_opening (window->episode) &&
         sfl_episode_get_transcript (window->episode) != NULL &&
         sfl_episode_get_loaded (window->episode) && gtk_widget_get_mapped (window->controls);
}

static void
open_window (void)
{
  static const char srt[] = "1\n00:00:02,000 --> 00:00:05,000\nOne\n\n"
                            "2\n00:00:06,000 --> 00:00:09,000\nTwo\n\n";
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("window-XXXXXX", &error);
  g_autofree char *sound = write_sound (folder);
  g_autofree char *text = write_file (folder, "an episode.srt", srt, strlen (srt));
  g_autoptr (GFile) media = g_file_new_for_path (sound);
  g_autoptr (GFile) transcript = g_file_new_for_path (text);
  GFile *files[] = { media, transcript };

  application = sfl_application_new ();
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_open (G_APPLICATION (application), files, G_N_ELEMENTS (files), "");
  window = SFL_WINDOW (gtk_application_get_windows (GTK_APPLICATION (application))->data);
  hand_wait_for (is_open ());
  hand_settle (GTK_WIDGET (window));

  g_unlink (sound);
  g_unlink (text);
  g_rmdir (folder);
}

/* -- what can be done (A04) */

static void
add_menu (GHashTable *actions, GMenuModel *menu)
{
  for (int i = 0; menu != NULL && i < g_menu_model_get_n_items (menu); i++) {
    g_autoptr (GMenuLinkIter) links = g_menu_model_iterate_item_links (menu, i);
    g_autofree char *action = NULL;

    if (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action))
      g_hash_table_add (actions, g_steal_pointer (&action));
    while (g_menu_link_iter_next (links)) {
      g_autoptr (GMenuModel) link = g_menu_link_iter_get_value (links);

      add_menu (actions, link);
    }
  }
}

/* Of every control that takes the focus; of those that are not shown only what a popover has. */
static void
add_controls (GHashTable *actions, GtkWidget *widget, gboolean shown)
{
  const char *name =
      GTK_IS_ACTIONABLE (widget) ? gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) : NULL;

  if (GTK_IS_POPOVER (widget))
    shown = FALSE;
  if (shown && !gtk_widget_get_mapped (widget))
    return;
  if (name != NULL && gtk_widget_get_focusable (widget))
    g_hash_table_add (actions, g_strdup (name));
  if (GTK_IS_MENU_BUTTON (widget))
    add_menu (actions, gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (widget)));
  if (GTK_IS_POPOVER_MENU (widget))
    add_menu (actions, gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_controls (actions, child, shown);
}

/* What comes up only when there is reason to, then in something that takes the focus. */
static const char *const elsewhere[] = {
  "win.seek",                  /* the seek bar, and the entry for a time */
  "win.play-line",             /* the menu of the text, by the Menu key */
  "win.copy-quote",            /* likewise */
  "win.loop-this-line",        /* likewise */
  "win.export-as",             /* the list of forms */
  "win.show-file",             /* the message that something was saved */
  "win.undo-reread",           /* the message that it is read in another way */
  "win.follow-player-track",   /* the message that the other player plays something else */
  "win.skip-hole",             /* a button over the text, in a hole */
  "win.chapter",               /* the list of chapters, where there are some */
  "win.audio-track",           /* a menu, where there are two */
  "win.transcript",            /* likewise */
  "win.unreadable-transcript", /* does nothing */
  "win.align-lines",           /* the menu of the text, by the Menu key */
  "win.align-now",             /* the line above a text without times */
  "win.cancel-align",          /* the same line, while words are aligned */
  "win.correct-times",         /* the line above a text that does not fit */
  "win.leave-times",           /* likewise */
};

/* What is shown only in its time. */
static const char *const in_its_time[] = {
  "win.end-study",    /* while there is a loop or stops */
  "win.leave-player", /* while another player is followed */
  "win.open-sample",  /* on the start page */
};

/* @small: in the smallest window (A18) */
static void
test_reachable (gconstpointer small)
{
  g_autoptr (GHashTable) actions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) shortcuts = sfl_keys_list ();
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (window));
  guint n_lost = 0;

  if (small)
    gtk_window_set_default_size (GTK_WINDOW (window), 360, 294);
  hand_settle (GTK_WIDGET (window));
  add_controls (actions, GTK_WIDGET (window), small != NULL);
  for (guint i = 0; i < shortcuts->len; i++) {
    const SflShortcut *shortcut = g_ptr_array_index (shortcuts, i);

    g_hash_table_add (actions, g_strdup (shortcut->action));
  }
  for (guint i = 0; i < G_N_ELEMENTS (elsewhere); i++)
    g_hash_table_add (actions, g_strdup (elsewhere[i]));
  for (guint i = 0; small && i < G_N_ELEMENTS (in_its_time); i++)
    g_hash_table_add (actions, g_strdup (in_its_time[i]));

  g_assert_cmpuint (g_strv_length (names), >, 40);
  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *action = g_strconcat ("win.", names[i], NULL);

    if (g_hash_table_contains (actions, action))
      continue;
    g_test_message ("%s has neither a key nor a control", action);
    n_lost++;
  }
  g_assert_cmpuint (n_lost, ==, 0);

  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  hand_settle (GTK_WIDGET (window));
}

/* -- the keys (A35) */

static gboolean
has_action (const char *name)
{
  GActionGroup *group =
      g_str_has_prefix (name, "app.") ? G_ACTION_GROUP (application) : G_ACTION_GROUP (window);

  return g_action_group_has_action (group, strchr (name, '.') + 1);
}

/* Each key does something, and one thing. */
static void
test_keys (void)
{
  g_autoptr (GPtrArray) shortcuts = sfl_keys_list ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < shortcuts->len; i++) {
    const SflShortcut *shortcut = g_ptr_array_index (shortcuts, i);
    gboolean one_place = g_str_equal (shortcut->action, "win.volume"); /* on the picture only */

    g_test_message ("%s: %s", shortcut->title, shortcut->action);
    g_assert_true (has_action (shortcut->action));
    g_assert_nonnull (shortcut->group);
    g_assert_nonnull (shortcut->keys[0]);
    for (guint k = 0; shortcut->keys[k] != NULL; k++) {
      guint keyval;
      GdkModifierType state;

      g_assert_true (gtk_accelerator_parse (shortcut->keys[k], &keyval, &state));
      g_assert_true (one_place || g_hash_table_add (seen, shortcut->keys[k]));
    }
  }
}

static void
add_rows (GPtrArray *rows, GtkWidget *widget)
{
  if (ADW_IS_ACTION_ROW (widget) && gtk_widget_get_mapped (widget))
    g_ptr_array_add (rows, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_rows (rows, child);
}

static void
add_accelerators (GHashTable *accelerators, GtkWidget *widget)
{
  if (GTK_IS_SHORTCUT_LABEL (widget))
    g_hash_table_add (accelerators,
                      g_strdup (gtk_shortcut_label_get_accelerator (GTK_SHORTCUT_LABEL (widget))));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_accelerators (accelerators, child);
}

static guint
count_rows (GtkWindow *dialog)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  add_rows (rows, GTK_WIDGET (dialog));

  return rows->len;
}

/* The page of keys lists all of them, fits the narrowest window, and is searched by what a key
 * does and by the key.
 */
static void
test_list (void)
{
  g_autoptr (GPtrArray) shortcuts = sfl_keys_list ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  GtkWindow *dialog;
  GtkWidget *entry;
  int minimum;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.shortcuts", NULL);
  dialog = hand_find_dialog (GTK_WIDGET (window));
  g_assert_nonnull (dialog);
  hand_wait_for (gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  hand_settle (GTK_WIDGET (dialog));
  gtk_widget_measure (GTK_WIDGET (dialog), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);

  add_rows (rows, GTK_WIDGET (dialog));
  g_assert_cmpuint (rows->len, ==, shortcuts->len);
  for (guint i = 0; i < rows->len; i++) {
    const SflShortcut *shortcut = g_ptr_array_index (shortcuts, i);
    GtkWidget *row = g_ptr_array_index (rows, i);
    g_autoptr (GHashTable) accelerators =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

    g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                     shortcut->title);
    add_accelerators (accelerators, row);
    for (guint k = 0; shortcut->keys[k] != NULL; k++)
      g_assert_true (g_hash_table_contains (accelerators, shortcut->keys[k]));
  }

  entry = gtk_widget_get_ancestor (gtk_window_get_focus (dialog), GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "ctrl+s");
  hand_wait_for (count_rows (dialog) == 1);
  gtk_editable_set_text (GTK_EDITABLE (entry), "REPÉAT");
  hand_wait_for (count_rows (dialog) >= 1 && count_rows (dialog) < 5);
  gtk_editable_set_text (GTK_EDITABLE (entry), "no such key");
  hand_wait_for (count_rows (dialog) == 0);

  gtk_window_close (dialog);
  hand_wait_for (hand_find_dialog (GTK_WIDGET (window)) == NULL);
}

/* -- how large they are (A24) */

static gboolean
is_large (GtkWidget *widget)
{
  static const char *const names[] = { "win.play-pause", "win.previous-line", "win.next-line" };
  const char *name =
      GTK_IS_ACTIONABLE (widget) ? gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) : NULL;

  return name != NULL && g_strv_contains (names, name);
}

static void
check_targets (GtkWidget *widget, guint *n_targets, guint *n_large, guint *n_small)
{
  gboolean slider =
      gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_SLIDER;

  if (!gtk_widget_get_mapped (widget))
    return;

  if (GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SWITCH (widget) || slider) {
    graphene_rect_t bounds;
    float least = is_large (widget) ? 44 : 24;

    g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (window), &bounds));
    *n_targets += 1;
    *n_large += is_large (widget);
    if (bounds.size.width < least || bounds.size.height < least) {
      g_autofree char *name = gtk_widget_get_tooltip_text (widget)
                                  ? g_strdup (gtk_widget_get_tooltip_text (widget))
                                  : g_strdup (G_OBJECT_TYPE_NAME (widget));

      g_test_message ("%s has %g × %g pixels, at least %g are needed", name, bounds.size.width,
                      bounds.size.height, least);
      *n_small += 1;
    }
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_targets (child, n_targets, n_large, n_small);
}

/* @dpi: 96 for a hundred percent */
static void
test_targets (gconstpointer dpi)
{
  guint n_targets = 0, n_large = 0, n_small = 0;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", GPOINTER_TO_INT (dpi) * 1024, NULL);
  hand_settle (GTK_WIDGET (window));
  check_targets (GTK_WIDGET (window), &n_targets, &n_large, &n_small);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
  hand_settle (GTK_WIDGET (window));

  g_assert_cmpuint (n_targets, >, 8);
  g_assert_cmpuint (n_large, ==, 3);
  g_assert_cmpuint (n_small, ==, 0);
}

/* -- and nothing lies over what has the focus (A06) */

static void
test_uncovered (void)
{
  GtkWidget *view = GTK_WIDGET (sfl_transcript_pane_get_view (window->pane));
  GtkWidget *first = NULL, *focus, *toast = NULL;
  graphene_rect_t over;
  guint n = 0;

  sfl_window_toast (window, "A message that lies over the text for a while");
  hand_settle (GTK_WIDGET (window));
  for (GtkWidget *child = gtk_widget_get_first_child (window->toasts); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != window->stack && gtk_widget_get_mapped (child))
      toast = child;
  g_assert_nonnull (toast);
  g_assert_true (gtk_widget_compute_bounds (toast, GTK_WIDGET (window), &over));

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  for (; n < 30; n++) {
    graphene_rect_t bounds;

    g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD));
    focus = gtk_window_get_focus (GTK_WINDOW (window));
    if (focus == first)
      break;
    if (first == NULL)
      first = focus;
    g_assert_true (gtk_widget_compute_bounds (focus, GTK_WIDGET (window), &bounds));
    /* The text goes on below what lies over it. */
    if (focus != view && !gtk_widget_is_ancestor (focus, toast) &&
        graphene_rect_intersection (&bounds, &over, NULL))
      g_error ("%s is covered", G_OBJECT_TYPE_NAME (focus));
  }
  g_assert_cmpuint (n, >, 8);
  g_assert_cmpuint (n, <=, 20);
}

/* -- what is of no use looks so */

static gboolean
is_active (const char *action, GtkWidget *widget)
{
  const char *name =
      GTK_IS_ACTIONABLE (widget) ? gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) : NULL;

  if (g_strcmp0 (name, action) == 0)
    return gtk_widget_is_sensitive (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_active (action, child))
      return TRUE;

  return FALSE;
}

/* Opens one more, without times, and nothing can be played or gone through.  The last of all: it
 * takes the episode away.
 */
static void
test_nothing_to_play (void)
{
  static const char *const moves[] = { "win.previous-line", "win.play-pause", "win.next-line" };
  static const char words[] = "Only words, and nobody says when.\n\nNone at all.\n";
  g_autofree char *folder = g_dir_make_tmp ("window-XXXXXX", NULL);
  g_autofree char *path = write_file (folder, "words.txt", words, strlen (words));
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    g_assert_true (is_active (moves[i], window->controls));

  sfl_episode_open (window->episode, &file, 1);
  hand_wait_for (!sfl_episode_get_opening (window->episode) &&
                 sfl_episode_get_transcript (window->episode) != NULL &&
                 sfl_episode_get_media (window->episode) == NULL);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    g_assert_false (is_active (moves[i], window->controls));

  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  int status;

  hand_init (&argc, &argv);
  open_window ();

  g_test_add_data_func ("/window/reachable", NULL, test_reachable);
  g_test_add_data_func ("/window/reachable/small", "small", test_reachable);
  g_test_add_func ("/window/keys", test_keys);
  g_test_add_func ("/window/list", test_list);
  g_test_add_data_func ("/window/targets/100", GINT_TO_POINTER (96), test_targets);
  g_test_add_data_func ("/window/targets/200", GINT_TO_POINTER (192), test_targets);
  g_test_add_func ("/window/uncovered", test_uncovered);
  g_test_add_func ("/window/without-times/nothing-to-play", test_nothing_to_play);
  status = g_test_run ();

  gtk_window_close (GTK_WINDOW (window));
  g_object_unref (application);

  return status;
}
