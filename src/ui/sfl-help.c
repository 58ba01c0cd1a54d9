/* sfl-help.c: the help, in the language of the interface
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window beside the episode's, so that one can read and try.  Its pages are
 * resources, a folder for each language, and English stands in for one that
 * has none.  Main thread only.
 */

#include "config.h"

#include "sfl-help.h"

#include "sfl-dialog.h"
#include "sfl-group.h"
#include "sfl-help-view.h"
#include "sfl-row.h"
#include "souffleur-help.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WIDTH 640
#define HEIGHT 720
#define MIN_WIDTH 300
#define MIN_HEIGHT 294

/* In the order in which to read them. */
static const char *const pages[] = {
  "first-steps",   "reading",           "finding", "listening", "out-of-step",
  "words-in-time", "without-recording", "picture", "saving",    "privacy",
  "gallery",       "accessibility",     NULL,
};

struct _SflHelp {
  AdwWindow parent_instance;

  const char *language;
  GSimpleActionGroup *actions;
  GtkWidget *view;
};

#define SFL_TYPE_HELP (sfl_help_get_type ())
G_DECLARE_FINAL_TYPE (SflHelp, sfl_help, SFL, HELP, AdwWindow)

G_DEFINE_FINAL_TYPE (SflHelp, sfl_help, ADW_TYPE_WINDOW)

/* Returns: (transfer none): the names of the pages, with NULL at their end */
const char *const *
sfl_help_get_pages (void)
{
  return pages;
}

/* Returns: (transfer full) (nullable): the text of a page; NULL if @language has none */
char *
sfl_help_dup_page (const char *language, const char *page)
{
  g_autofree char *path =
      g_strdup_printf ("/io/github/souffleur/Souffleur/help/%s/%s.page", language, page);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (souffleur_help_get_resource (), path, 0, NULL);

  if (bytes == NULL)
    return NULL;

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* The first of the user's languages that has the help. */
static const char *
find_language (void)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *text = sfl_help_dup_page (names[i], pages[0]);

    if (text != NULL)
      return names[i];
  }

  return "en";
}

/* A page begins with "# " and its title. */
static char *
dup_title (SflHelp *self, guint page)
{
  g_autofree char *text = sfl_help_dup_page (self->language, pages[page]);

  return text != NULL ? g_strndup (text + strlen ("# "), strcspn (text, "\n") - strlen ("# "))
                      : NULL;
}

static GSimpleAction *
find_action (SflHelp *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name));
}

static guint
get_page (SflHelp *self)
{
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (find_action (self, "page")));

  return g_variant_get_uint32 (state);
}

static void
show_page (SflHelp *self, guint page)
{
  g_autofree char *text = sfl_help_dup_page (self->language, pages[page]);
  g_autofree char *title = dup_title (self, page);

  g_simple_action_set_state (find_action (self, "page"), g_variant_new_uint32 (page));
  g_simple_action_set_enabled (find_action (self, "previous"), page > 0);
  g_simple_action_set_enabled (find_action (self, "next"), pages[page + 1] != NULL);

  /* The new name of what has the focus is spoken. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  sfl_help_view_show (SFL_HELP_VIEW (self->view), text, self->language);
  gtk_widget_grab_focus (self->view);
}

static void
page_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  show_page (user_data, g_variant_get_uint32 (value));
}

static void
previous_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_page (user_data, get_page (user_data) - 1);
}

static void
next_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_page (user_data, get_page (user_data) + 1);
}

static const GActionEntry actions[] = {
  { "page", NULL, "u", "uint32 0", page_cb },
  { "previous", previous_cb },
  { "next", next_cb },
};

static GtkWidget *
make_menu (SflHelp *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; pages[i] != NULL; i++) {
    g_autofree char *title = dup_title (self, i);
    g_autofree char *action = g_strdup_printf ("help.page(uint32 %u)", i);

    g_menu_append (menu, title, action);
  }
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "open-menu-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_primary (GTK_MENU_BUTTON (button), TRUE);
  gtk_widget_set_tooltip_text (button, _ ("Pages of the help"));
  sfl_row_name_control (button, _ ("Pages of the help"));

  return button;
}

static GtkWidget *
make_button (const char *icon, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  sfl_row_name_control (button, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return button;
}

static GtkWidget *
make_header (SflHelp *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *group = sfl_group_new (_ ("Previous and next page"));

  sfl_group_append (SFL_GROUP (group),
                    make_button ("go-previous-symbolic", _ ("Previous page"), "help.previous"));
  sfl_group_append (SFL_GROUP (group),
                    make_button ("go-next-symbolic", _ ("Next page"), "help.next"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), group);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), make_menu (self));

  return header;
}

static void
sfl_help_dispose (GObject *object)
{
  SflHelp *self = SFL_HELP (object);

  g_clear_object (&self->actions);

  G_OBJECT_CLASS (sfl_help_parent_class)->dispose (object);
}

static void
sfl_help_class_init (SflHelpClass *klass)
{
  static const struct {
    guint keyval;
    int step;
  } zooms[] = {
    { GDK_KEY_plus, 1 },         { GDK_KEY_equal, 1 }, { GDK_KEY_KP_Add, 1 }, { GDK_KEY_minus, -1 },
    { GDK_KEY_KP_Subtract, -1 }, { GDK_KEY_0, 0 },     { GDK_KEY_KP_0, 0 },   { GDK_KEY_agrave, 0 },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sfl_help_dispose;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_ALT_MASK, "help.previous",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Page_Up, GDK_ALT_MASK,
                                       "help.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_ALT_MASK, "help.next",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Page_Down, GDK_ALT_MASK,
                                       "help.next", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    gtk_widget_class_add_binding_action (widget_class, zooms[i].keyval, GDK_CONTROL_MASK,
                                         "win.zoom", "i", zooms[i].step);
}

static void
sfl_help_init (SflHelp *self)
{
  self->language = find_language ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "help", G_ACTION_GROUP (self->actions));
}

static void
build (SflHelp *self, GSettings *settings)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->view = sfl_help_view_new (settings);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  gtk_widget_add_css_class (scrolled, "view");
  gtk_widget_set_vexpand (scrolled, TRUE);
  sfl_row_name_control (scrolled, _ ("Help"));
  gtk_window_set_title (GTK_WINDOW (self), _ ("Help"));
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
}

/* What its own keys do with the window of the episode. */
static void
borrow_actions (SflHelp *self, GtkWindow *parent)
{
  static const char *const names[] = { "zoom", "shortcuts" };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_action_map_add_action (G_ACTION_MAP (group),
                             g_action_map_lookup_action (G_ACTION_MAP (parent), names[i]));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "win", G_ACTION_GROUP (group));
}

static GtkWindow *
find_open (GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (SFL_IS_HELP (window) && gtk_window_get_transient_for (window) == parent)
      return window;
  }

  return NULL;
}

/**
 * sfl_help_present:
 * @parent: the window of the episode, with the actions "zoom" and "shortcuts"
 *
 * Opens the help at its first page, or comes back to the one that is open.
 */
void
sfl_help_present (GtkWindow *parent, GSettings *settings)
{
  GtkWindow *open;
  SflHelp *self;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (G_IS_SETTINGS (settings));

  open = find_open (parent);
  if (open != NULL) {
    gtk_window_present (open);
    return;
  }

  self = g_object_new (SFL_TYPE_HELP, "transient-for", parent, "destroy-with-parent", TRUE, NULL);
  sfl_dialog_prepare (GTK_WINDOW (self));
  build (self, settings);
  borrow_actions (self, parent);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               CLAMP (gtk_widget_get_width (GTK_WIDGET (parent)), MIN_WIDTH, WIDTH),
                               CLAMP (gtk_widget_get_height (GTK_WIDGET (parent)), MIN_HEIGHT,
                                      HEIGHT));
  show_page (self, 0);
  gtk_window_present (GTK_WINDOW (self));
}
