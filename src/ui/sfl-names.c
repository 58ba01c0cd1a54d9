/* sfl-names.c: names for what GTK leaves without
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK 4.8 gives an accessible without a name the name of its class, and a
 * screen reader says it: "GtkStackPage panel" on the way to each text,
 * "GtkPopoverMenu menu" in front of each menu; and it says nothing of the focus
 * that a window begins with.  Main thread only.
 */

#include "config.h"

#include "sfl-names.h"

#include "sfl-row.h"

#include <glib/gi18n-lib.h>

/* Until a window stands still, and its focus where it will be. */
#define MAX_FRAMES 60

static void
set_name (gpointer accessible, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (accessible), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

/* A page is no place of its own: it has no name, and nothing is said of it. */
static void
mend_stack (GtkStack *stack)
{
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (stack);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++) {
    g_autoptr (GObject) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

    set_name (page, "");
  }
}

/* A menu is called as the button that opens it, and is made anew with its model. */
static void
mend_menu (GtkWidget *menu)
{
  GtkWidget *button = gtk_widget_get_ancestor (menu, GTK_TYPE_MENU_BUTTON);
  const char *name = button != NULL ? gtk_widget_get_tooltip_text (button) : NULL;

  set_name (menu, name != NULL ? name : "");
  g_signal_handlers_disconnect_by_func (menu, sfl_names_mend, NULL);
  g_signal_connect (menu, "map", G_CALLBACK (sfl_names_mend), NULL);
}

/* Without the sign before the letter to type. */
static char *
strip_underlines (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++) {
    if (p[0] == '_' && p[1] != '\0')
      p++;
    g_string_append_c (plain, *p);
  }

  return g_string_free (plain, FALSE);
}

static gboolean
is_menu_item (GtkWidget *widget)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton");
}

/* GTK 4.18 labels it by what a screen reader cannot reach, and so it would have no name. */
static void
mend_menu_item (GtkWidget *item)
{
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  g_object_get (item, "text", &text, NULL);
  if (text == NULL)
    return;

  name = strip_underlines (text);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  set_name (item, name);
}

/* The part of it that scrolls can have the focus. */
static void
mend_status_page (AdwStatusPage *page)
{
  GtkWidget *scrolled = sfl_row_find_child (GTK_WIDGET (page), GTK_TYPE_SCROLLED_WINDOW);

  if (scrolled != NULL)
    set_name (scrolled, adw_status_page_get_title (page));
}

/* What has no title of its own is called as its window: the list of a group without a title, the
 * tab of the only page.
 */
static void
name_as_window (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  const char *title = GTK_IS_WINDOW (root) ? gtk_window_get_title (GTK_WINDOW (root)) : NULL;

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  set_name (widget, title != NULL ? title : "");
}

static gboolean
is_list_without_title (GtkWidget *widget)
{
  GtkWidget *group = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_GROUP);
  const char *title =
      group != NULL ? adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (group)) : NULL;

  return GTK_IS_LIST_BOX (widget) && group != NULL && (title == NULL || *title == '\0');
}

/* The icon in it that empties it. */
static void
mend_search_entry (GtkWidget *entry)
{
  for (GtkWidget *child = gtk_widget_get_first_child (entry); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_IMAGE (child) &&
        gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (child)) == GTK_ACCESSIBLE_ROLE_BUTTON)
      sfl_row_name_control (child, _ ("Clear the search"));
}

/* The first stop of the window about the program: a button that is named by nothing. */
static void
mend_version (GtkWidget *button)
{
  GtkWidget *label = sfl_row_find_child (button, GTK_TYPE_LABEL);

  if (label != NULL)
    set_name (button, gtk_label_get_text (GTK_LABEL (label)));
}

/**
 * sfl_names_mend:
 * @widget: a window that was built, or a part of it
 *
 * Names the menus, and unnames the pages, in @widget.
 */
void
sfl_names_mend (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (GTK_IS_POPOVER_MENU (widget))
    mend_menu (widget);
  else if (is_menu_item (widget))
    mend_menu_item (widget);
  else if (GTK_IS_STACK (widget))
    mend_stack (GTK_STACK (widget));
  else if (GTK_IS_SEARCH_ENTRY (widget))
    mend_search_entry (widget);
  else if (ADW_IS_STATUS_PAGE (widget))
    mend_status_page (ADW_STATUS_PAGE (widget));
  else if (gtk_widget_has_css_class (widget, "app-version"))
    mend_version (widget);
  else if (is_list_without_title (widget) ||
           gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_TAB)
    name_as_window (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    sfl_names_mend (child);
}

/**
 * sfl_names_tell_focus:
 *
 * Tells where the focus is once more: when it comes before its widget is mapped, as in a window
 * that opens, it is told to nobody.
 */
void
sfl_names_tell_focus (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  if (focus == NULL)
    return;
  gtk_window_set_focus (window, NULL);
  gtk_window_set_focus (window, focus);
}

static gboolean
tell_focus_cb (GtkWidget *window, GdkFrameClock *clock, gpointer user_data)
{
  guint *n_frames = user_data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  /* It may still go on, to what is shown. */
  if (focus != NULL && gtk_widget_get_width (focus) == 0 && ++*n_frames < MAX_FRAMES)
    return G_SOURCE_CONTINUE;

  sfl_names_tell_focus (GTK_WINDOW (window));

  return G_SOURCE_REMOVE;
}

/* The first time only. */
static void
active_cb (GtkWindow *window)
{
  if (!gtk_window_is_active (window))
    return;

  g_signal_handlers_disconnect_by_func (window, active_cb, NULL);
  gtk_widget_add_tick_callback (GTK_WIDGET (window), tell_focus_cb, g_new0 (guint, 1), g_free);
}

static void
windows_changed_cb (GListModel *windows, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    g_signal_connect (window, "map", G_CALLBACK (sfl_names_mend), NULL);
    g_signal_connect (window, "notify::is-active", G_CALLBACK (active_cb), NULL);
  }
}

/* Mends each window of the program before it is shown, and tells where its focus is. */
void
sfl_names_watch (void)
{
  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (windows_changed_cb),
                    NULL);
}
