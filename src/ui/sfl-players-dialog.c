/* sfl-players-dialog.c: the players that can be followed
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row for each program of the session that plays something, as it comes, goes
 * and changes.  Their names and titles are foreign text.  Main thread only.
 */

#include "config.h"

#include "sfl-players-dialog.h"

#include "sfl-dialog.h"
#include "sfl-label.h"
#include "sfl-row.h"

#include <glib/gi18n-lib.h>

#define WIDTH 440
#define HEIGHT 420
#define MIN_WIDTH 300
#define MIN_HEIGHT 280

/* What a player plays, in rows of its name. */
#define TITLE_ROWS 2

static void
update_row (GObject *player, GParamSpec *pspec, GtkWidget *row)
{
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *clean = NULL;
  g_autofree char *clean_title = NULL;
  g_autofree char *subtitle = NULL;
  gboolean playing;

  g_object_get (player, "name", &name, "title", &title, "playing", &playing, NULL);
  clean = sfl_label_clean (name);
  if (title != NULL) {
    clean_title = sfl_label_clean (title);
    /* Translators: what another player plays, and whether it plays now. */
    subtitle = g_strdup_printf (playing ? _ ("%s · playing") : _ ("%s · paused"), clean_title);
  } else {
    subtitle = g_strdup (playing ? C_ ("player", "Playing") : _ ("Nothing is playing there"));
  }

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), clean);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  sfl_row_name_control (row, clean);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  subtitle, -1);
}

static void
row_activated_cb (GtkWidget *row, SflEpisode *episode)
{
  GObject *player = g_object_get_data (G_OBJECT (row), "player");

  sfl_episode_follow_player (episode, player);
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (row)));
}

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  static const char *const properties[] = { "notify::name", "notify::title", "notify::playing" };
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), TITLE_ROWS);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "player", g_object_ref (item), g_object_unref);
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    g_signal_connect_object (item, properties[i], G_CALLBACK (update_row), row, 0);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), user_data, 0);
  update_row (item, NULL, row);

  return row;
}

/* The first to come has the focus, so that Return is enough. */
static void
players_changed_cb (GListModel *players,
                    guint position,
                    guint n_removed,
                    guint n_added,
                    GtkStack *stack)
{
  gboolean any = g_list_model_get_n_items (players) > 0;
  gboolean had = g_str_equal (gtk_stack_get_visible_child_name (stack), "list");

  gtk_stack_set_visible_child_name (stack, any ? "list" : "empty");
  if (any && !had)
    gtk_widget_child_focus (gtk_stack_get_visible_child (stack), GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
make_list (SflEpisode *episode, GListModel *players)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_bind_model (GTK_LIST_BOX (list), players, make_row, episode, NULL);
  sfl_row_name_control (list, _ ("Players"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("The lines light up as it plays, and a click on a line takes it there."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  sfl_row_name_control (sfl_row_find_child (page, GTK_TYPE_SCROLLED_WINDOW), _ ("Players"));

  return page;
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No Player Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _ ("Start the recording in a browser or in another player on "
                                      "this computer. It appears here by itself."));
  gtk_widget_add_css_class (page, "compact");
  sfl_row_name_control (gtk_widget_get_first_child (page), _ ("Players")); /* it scrolls */

  return page;
}

/* Shows the players of the session; one that is chosen is followed. */
void
sfl_players_dialog_present (GtkWindow *parent, SflEpisode *episode)
{
  GtkWidget *window, *box, *stack;
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GListModel *players;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (SFL_IS_EPISODE (episode));

  players = sfl_episode_list_players (episode);
  stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (stack), make_empty (), "empty");
  gtk_stack_add_named (GTK_STACK (stack), make_list (episode, players), "list");
  gtk_widget_set_vexpand (stack, TRUE);
  g_signal_connect_object (players, "items-changed", G_CALLBACK (players_changed_cb), stack, 0);
  players_changed_cb (players, 0, 0, 0, GTK_STACK (stack));
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), stack);

  window =
      g_object_new (ADW_TYPE_WINDOW, "transient-for", parent, "modal", TRUE, "destroy-with-parent",
                    TRUE, "title", _ ("Follow Another Player"), "default-width",
                    CLAMP (gtk_widget_get_width (GTK_WIDGET (parent)), MIN_WIDTH, WIDTH),
                    "default-height",
                    CLAMP (gtk_widget_get_height (GTK_WIDGET (parent)), MIN_HEIGHT, HEIGHT),
                    "content", box, NULL);
  g_object_set_data_full (G_OBJECT (window), "players", players, g_object_unref);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape,
                                                                                  0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, shortcuts);
  sfl_dialog_prepare (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
}
