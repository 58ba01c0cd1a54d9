/* test-dialogs.c: the page and the dialogs around an episode
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-episode.h"
#include "sfl-notes.h"
#include "sfl-paste-dialog.h"
#include "sfl-start-page.h"
#include "test-hand.h"

#include <glib/gstdio.h>

#define PAGE                                                                                       \
  "Mardi 21 janvier 2025, <b>Smart & Tech</b>\nCatégorie\n🗞\nNewsTranscription\n"              \
  "0:01Bonjour & bienvenue\n0:05<i>Salut</i>\n0:09\n0:12Voici\n0:15Au revoir\n"

static gboolean
is_ready (SflEpisode *episode)
{
  return !sfl_episode_get_opening (episode) && sfl_episode_get_transcript (episode) != NULL;
}

static void
close_window (GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What is pasted is shown as it was understood, and used when the user says so. */
static void
test_paste (void)
{
  g_autoptr (SflEpisode) episode = sfl_episode_new (NULL);
  GtkWidget *parent = hand_show (gtk_label_new (""), 400, 300);
  GtkWindow *dialog;
  SflTranscript *transcript;
  guint n_lines;

  sfl_paste_dialog_present (GTK_WINDOW (parent), episode, PAGE);
  dialog = hand_find_dialog (parent);
  g_assert_nonnull (dialog);
  hand_wait_for (hand_find_label (GTK_WIDGET (dialog), "4 lines, times like") != NULL);
  g_assert_nonnull (hand_find_label (GTK_WIDGET (dialog), "<b>Smart & Tech</b>"));
  g_assert_nonnull (hand_find_label (GTK_WIDGET (dialog), "News"));
  g_assert_nonnull (hand_find_label (GTK_WIDGET (dialog), "Bonjour & bienvenue"));
  g_assert_nonnull (hand_find_label (GTK_WIDGET (dialog), "<i>Salut</i>"));
  g_assert_nonnull (hand_find_label (GTK_WIDGET (dialog), "0:12"));
  g_assert_nonnull (hand_find_label (GTK_WIDGET (dialog), "1 part left out"));
  g_assert_null (hand_find_label (GTK_WIDGET (dialog), "no times"));
  g_assert_false (sfl_episode_is_open (episode));

  gtk_widget_activate (gtk_window_get_default_widget (dialog));
  hand_wait_for (hand_find_dialog (parent) == NULL && is_ready (episode));
  transcript = sfl_episode_get_transcript (episode);
  sfl_transcript_get_lines (transcript, &n_lines);
  g_assert_cmpuint (n_lines, ==, 4);

  close_window (parent);
}

static const struct {
  const char *text;
  const char *shown; /* what says so */
  gboolean usable;
} pastes[] = {
  { NULL, "There Is No Text", FALSE },
  { "", "There Is No Text", FALSE },
  { " \n\t\u00a0\u200b\ufeff\n", "There Is No Text", FALSE },
  { "Un texte\nsans temps", "no times", TRUE },
  { "Un caf\xe9 le matin\nau soleil", "no times", TRUE }, /* not UTF-8 */
  { "%PDF-1.4 not a transcript", "Cannot Be Used", FALSE },
};

static gboolean
says (GtkWindow *dialog, const char *text)
{
  return hand_find_label (GTK_WIDGET (dialog), text) != NULL;
}

static void
test_odd_pastes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pastes); i++) {
    g_autoptr (SflEpisode) episode = sfl_episode_new (NULL);
    GtkWidget *parent = hand_show (gtk_label_new (""), 400, 300);
    GtkWindow *dialog;
    GtkWidget *use;

    sfl_paste_dialog_present (GTK_WINDOW (parent), episode, pastes[i].text);
    dialog = hand_find_dialog (parent);
    hand_wait_for (says (dialog, pastes[i].shown));
    use = gtk_window_get_default_widget (dialog);
    g_assert_true (gtk_widget_get_mapped (use) == pastes[i].usable);
    gtk_window_close (dialog);
    hand_wait_for (hand_find_dialog (parent) == NULL);
    g_assert_false (sfl_episode_is_open (episode));
    close_window (parent);
  }
}

/* Closed while the text is still being read: what comes back finds nobody. */
static void
test_closed_early (void)
{
  g_autoptr (SflEpisode) episode = sfl_episode_new (NULL);
  GtkWidget *parent = hand_show (gtk_label_new (""), 400, 300);

  sfl_paste_dialog_present (GTK_WINDOW (parent), episode, PAGE);
  gtk_window_destroy (hand_find_dialog (parent));
  hand_settle (parent);
  g_assert_false (sfl_episode_is_open (episode));
  close_window (parent);
}

static void
paste (SflEpisode *episode, GtkWidget *parent, const char *text)
{
  GtkWindow *dialog;

  sfl_paste_dialog_present (GTK_WINDOW (parent), episode, text);
  dialog = hand_find_dialog (parent);
  hand_wait_for (gtk_widget_is_sensitive (gtk_window_get_default_widget (dialog)));
  gtk_widget_activate (gtk_window_get_default_widget (dialog));
  hand_wait_for (hand_find_dialog (parent) == NULL && is_ready (episode));
}

static void
test_notes (void)
{
  g_autoptr (SflEpisode) episode = sfl_episode_new (NULL);
  GtkWidget *notes = sfl_notes_new (episode);
  GtkWidget *window = hand_show (notes, 300, 500);

  g_assert_null (hand_find_label (notes, "Text with times"));
  paste (episode, window, PAGE "ALICE: Merci\n");
  hand_settle (window);
  g_assert_nonnull (hand_find_label (notes, "<b>Smart & Tech</b>"));
  g_assert_nonnull (hand_find_label (notes, "News"));
  g_assert_nonnull (hand_find_label (notes, "Text with times · 4 lines"));
  g_assert_nonnull (hand_find_label (notes, "1 part left out"));

  paste (episode, window, "0:01 Seul\n0:02 Deux\n0:03 Trois\n");
  hand_settle (window);
  g_assert_null (hand_find_label (notes, "News"));
  g_assert_null (hand_find_label (notes, "left out"));
  g_assert_nonnull (hand_find_label (notes, "3 lines"));

  sfl_episode_close (episode);
  hand_settle (window);
  g_assert_null (hand_find_label (notes, "lines"));
  close_window (window);
}

static GtkWidget *
find_row (GtkWidget *page, const char *title)
{
  GtkWidget *label = hand_find_label (page, title);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW) : NULL;
}

static GtkWidget *
get_focus (GtkWidget *window)
{
  return gtk_root_get_focus (GTK_ROOT (window));
}

/* Arrows go from row to row; Tab goes to the row's button and then out of the list. */
static void
check_keys (GtkWidget *window, GtkWidget *page, GtkWidget *after)
{
  GtkWidget *first = find_row (page, "Deux");
  GtkWidget *second = find_row (page, "Un &");
  GtkWidget *button =
      gtk_widget_get_last_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (first)));

  hand_focus_window (window);
  gtk_widget_grab_focus (first);
  hand_key ("Down");
  hand_wait_for (get_focus (window) == second);
  hand_key ("Up");
  hand_wait_for (get_focus (window) == first);
  hand_key ("Tab");
  hand_wait_for (get_focus (window) == button);
  hand_key ("Tab");
  hand_wait_for (get_focus (window) == after);
  hand_key ("shift+Tab");
  hand_wait_for (gtk_widget_is_ancestor (get_focus (window), page));
  gtk_widget_grab_focus (button);
  hand_key ("shift+Tab");
  hand_wait_for (get_focus (window) == first);
}

static void
test_start_page (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("test-dialogs-XXXXXX", &error);
  g_autofree char *state = g_build_filename (folder, "state.db", NULL);
  g_autoptr (SflEpisode) episode = NULL;
  GtkWidget *page, *after, *box, *window;

  g_assert_no_error (error);
  episode = sfl_episode_new (state);
  page = sfl_start_page_new (episode);
  after = gtk_button_new_with_label ("after");
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), page);
  gtk_box_append (GTK_BOX (box), after);
  window = hand_show (box, 500, 780);
  g_assert_null (hand_find_label (page, "Recent"));

  paste (episode, window, "Un & <b>\n\n0:01 a\n0:02 b\n0:03 c\n");
  sfl_episode_close (episode);
  paste (episode, window, "Deux\n\n0:01 d\n0:02 e\n0:03 f\n");
  sfl_episode_close (episode);
  sfl_start_page_refresh (SFL_START_PAGE (page));
  hand_wait_for (find_row (page, "Un & <b>") != NULL && find_row (page, "Deux") != NULL);
  g_assert_nonnull (hand_find_label (page, "Recent"));
  g_assert_nonnull (hand_find_label (page, "Transcript only"));
  hand_settle (window);
  check_keys (window, page, after);

  gtk_widget_activate (find_row (page, "Un & <b>"));
  hand_wait_for (is_ready (episode));
  hand_wait_for (g_strcmp0 (sfl_episode_get_title (episode), "Un & <b>") == 0);
  sfl_episode_close (episode);

  gtk_widget_grab_focus (find_row (page, "Deux"));
  hand_key ("Delete");
  hand_wait_for (find_row (page, "Deux") == NULL);
  g_assert_true (get_focus (window) == find_row (page, "Un & <b>"));
  hand_key ("Delete");
  hand_wait_for (hand_find_label (page, "Recent") == NULL);
  sfl_start_page_refresh (SFL_START_PAGE (page));
  hand_settle (window);
  g_assert_null (hand_find_label (page, "Recent"));

  close_window (window);
  sfl_episode_save (episode);
  g_clear_object (&episode);
  g_unlink (state);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  hand_init (&argc, &argv);
  sfl_episode_setup ();

  g_test_add_func ("/dialogs/paste", test_paste);
  g_test_add_func ("/dialogs/odd-pastes", test_odd_pastes);
  g_test_add_func ("/dialogs/closed-early", test_closed_early);
  g_test_add_func ("/dialogs/notes", test_notes);
  g_test_add_func ("/dialogs/start-page", test_start_page);

  return g_test_run ();
}
