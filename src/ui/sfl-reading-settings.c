/* sfl-reading-settings.c: how the text looks and is cut
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A popover beside the text, so that each change is seen as it is made: what
 * is asked for most on its first page, the rest one step further, each page
 * from a file of its own.  Main thread only.
 */

#include "config.h"

#include "sfl-reading-settings.h"

#include "sfl-highlight-settings.h"
#include "sfl-layout-settings.h"
#include "sfl-listening-settings.h"
#include "sfl-row.h"
#include "sfl-setting.h"
#include "sfl-theme-chooser.h"

#include <glib/gi18n-lib.h>

#define MAIN "main"

/* Of the text, in points. */
#define MIN_SIZE 10
#define MAX_SIZE 72

/* What is as wide fits a window of 360 px, and a text of twice the size still has room. */
#define WIDTH 296

/* Of the contents: more would be a dialog; less shows no whole row. */
#define MAX_HEIGHT 560
#define MIN_HEIGHT 160

/* What a window has above and below the text, and the popover around its contents. */
#define CHROME 90

/* What the popover has at its sides. */
#define FRAME 48

typedef GtkWidget *(*MakePage) (GSettings *settings);

/* The page of a row, which is there once the page is. */
static const struct {
  const char *name;
  const char *title;
  MakePage make;
} pages[] = {
  { "layout", N_ ("Font and Spacing"), sfl_layout_settings_new },
  { "highlight", N_ ("Highlight"), sfl_highlight_settings_new },
  { "listening", N_ ("Listening"), sfl_listening_settings_new },
};

/* The swatches of the colours that text can have. */
static const MakePage make_themes = sfl_theme_chooser_new;

static const struct {
  const char *mode;
  const char *label;
} modes[] = {
  { "lines", N_ ("Lines, as Delivered") },
  { "sentences", N_ ("Sentences") },
  { "paragraphs", N_ ("Paragraphs") },
  { "plain", N_ ("Plain Text, at Your Own Pace") },
};

struct _SflReadingSettings {
  GtkPopover parent_instance;

  GSettings *settings;
  GtkWidget *scrolled;
  GtkWidget *stack;
  GtkWidget *size;
  GtkWidget *smaller;
  GtkWidget *larger;
  GtkWidget *rows[G_N_ELEMENTS (pages)];
  GtkWidget *backs[G_N_ELEMENTS (pages)];
};

G_DEFINE_FINAL_TYPE (SflReadingSettings, sfl_reading_settings, GTK_TYPE_POPOVER)

/* What a screen reader says of the buttons is what has just become of the text. */
static void
show_size (SflReadingSettings *self)
{
  int size = g_settings_get_int (self->settings, "text-size");
  g_autofree char *short_text = g_strdup_printf (_ ("%d pt"), size);
  g_autofree char *text = g_strdup_printf (ngettext ("%d point", "%d points", size), size);

  gtk_label_set_text (GTK_LABEL (self->size), short_text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->smaller),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->larger),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_widget_set_sensitive (self->smaller, size > MIN_SIZE);
  gtk_widget_set_sensitive (self->larger, size < MAX_SIZE);
}

static GtkWidget *
make_step (const char *icon, const char *name, int step)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  sfl_row_name_control (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "circular");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.zoom");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", step);

  return button;
}

static GtkWidget *
make_size (SflReadingSettings *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *heading = sfl_setting_new_heading (_ ("Text Size"));

  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_set_hexpand (heading, TRUE);
  self->smaller = make_step ("list-remove-symbolic", _ ("Smaller text"), -1);
  self->larger = make_step ("list-add-symbolic", _ ("Larger text"), 1);
  self->size = gtk_label_new (NULL);
  gtk_label_set_width_chars (GTK_LABEL (self->size), 5);
  gtk_widget_add_css_class (self->size, "numeric");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), self->smaller);
  gtk_box_append (GTK_BOX (box), self->size);
  gtk_box_append (GTK_BOX (box), self->larger);
  show_size (self);
  g_signal_connect_object (self->settings, "changed::text-size", G_CALLBACK (show_size), self,
                           G_CONNECT_SWAPPED);

  return box;
}

/* One of several: which is chosen is said by the action. */
static GtkWidget *
make_modes (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkCheckButton *group = NULL;

  gtk_box_append (GTK_BOX (box), sfl_setting_new_heading (_ ("Read by")));
  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++) {
    GtkWidget *button = gtk_check_button_new_with_label (_ (modes[i].label));

    gtk_label_set_wrap (GTK_LABEL (sfl_row_find_child (button, GTK_TYPE_LABEL)), TRUE);
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), group);
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.reading-mode");
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", modes[i].mode);
    gtk_box_append (GTK_BOX (box), button);
    group = GTK_CHECK_BUTTON (button);
  }

  return box;
}

/* Turns to a page at its top.  The focus goes to the way back, or to where one came from. */
static void
show_page (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SflReadingSettings *self = SFL_READING_SETTINGS (widget);
  const char *name = g_variant_get_string (parameter, NULL);
  const char *before = gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
  gboolean back = g_str_equal (name, MAIN);

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (
                                GTK_SCROLLED_WINDOW (self->scrolled)),
                            0);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].name, back ? before : name))
      gtk_widget_grab_focus (back ? self->rows[i] : self->backs[i]);
}

/* The button turns to a page. */
static void
link_page (GtkWidget *button, const char *name)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "settings.page");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
}

static GtkWidget *
make_row (const char *name, const char *title)
{
  GtkWidget *row = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_button_set_child (GTK_BUTTON (row), box);
  gtk_widget_add_css_class (row, "flat");
  gtk_widget_add_css_class (row, "page-row");
  sfl_row_name_control (row, title);
  link_page (row, name);

  return row;
}

/* A page's title and the way back. */
static GtkWidget *
make_header (const char *title, GtkWidget **back)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  sfl_row_name_control (*back, _ ("Back to the reading settings"));
  gtk_widget_add_css_class (*back, "flat");
  gtk_widget_set_valign (*back, GTK_ALIGN_CENTER);
  link_page (*back, MAIN);
  gtk_box_append (GTK_BOX (header), *back);
  gtk_box_append (GTK_BOX (header), sfl_setting_new_heading (title));

  return header;
}

/* Adds the pages, and gives the rows that lead to them. */
static GtkWidget *
make_pages (SflReadingSettings *self)
{
  GtkWidget *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++) {
    const char *title = _ (pages[i].title);
    GtkWidget *page;

    if (pages[i].make == NULL)
      continue;
    self->rows[i] = make_row (pages[i].name, title);
    gtk_box_append (GTK_BOX (rows), self->rows[i]);

    page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
    gtk_box_append (GTK_BOX (page), make_header (title, &self->backs[i]));
    gtk_box_append (GTK_BOX (page), pages[i].make (self->settings));
    gtk_stack_add_named (GTK_STACK (self->stack), page, pages[i].name);
  }
  gtk_widget_set_visible (rows, gtk_widget_get_first_child (rows) != NULL);

  return rows;
}

/* No larger than the window, which may be all the screen there is. */
static void
sfl_reading_settings_show (GtkWidget *widget)
{
  SflReadingSettings *self = SFL_READING_SETTINGS (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  int width = root ? gtk_widget_get_width (GTK_WIDGET (root)) - FRAME : WIDTH;
  int natural;
  int height = root ? gtk_widget_get_height (GTK_WIDGET (root)) - CHROME : MAX_HEIGHT;

  gtk_stack_set_visible_child_full (GTK_STACK (self->stack), MAIN, GTK_STACK_TRANSITION_TYPE_NONE);
  gtk_widget_measure (self->stack, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (self->scrolled),
                                             CLAMP (natural, WIDTH, MAX (width, WIDTH)));
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scrolled),
                                              CLAMP (height, MIN_HEIGHT, MAX_HEIGHT));

  GTK_WIDGET_CLASS (sfl_reading_settings_parent_class)->show (widget);
}

static void
sfl_reading_settings_dispose (GObject *object)
{
  SflReadingSettings *self = SFL_READING_SETTINGS (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (sfl_reading_settings_parent_class)->dispose (object);
}

static void
sfl_reading_settings_class_init (SflReadingSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_reading_settings_dispose;
  GTK_WIDGET_CLASS (klass)->show = sfl_reading_settings_show;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "settings.page", "s", show_page);
}

static void
sfl_reading_settings_init (SflReadingSettings *self)
{
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_transition_type (GTK_STACK (self->stack),
                                 GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT_RIGHT);

  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->stack);
  gtk_popover_set_child (GTK_POPOVER (self), self->scrolled);
  gtk_widget_add_css_class (GTK_WIDGET (self), "reading-settings");
}

/**
 * sfl_reading_settings_new:
 *
 * Returns: a popover for a window with the actions "win.zoom", "win.reading-mode" and
 *   "win.follow"
 */
GtkWidget *
sfl_reading_settings_new (GSettings *settings)
{
  SflReadingSettings *self = g_object_new (SFL_TYPE_READING_SETTINGS, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *follow = gtk_button_new_with_label (_ ("Back to the Playhead"));

  self->settings = g_object_ref (settings);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (follow))), TRUE);
  gtk_label_set_justify (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (follow))),
                         GTK_JUSTIFY_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (follow), "win.follow");
  gtk_stack_add_named (GTK_STACK (self->stack), box, MAIN);
  gtk_box_append (GTK_BOX (box), make_size (self));
  if (make_themes)
    gtk_box_append (GTK_BOX (box), make_themes (settings));
  gtk_box_append (GTK_BOX (box), make_modes ());
  gtk_box_append (GTK_BOX (box), make_pages (self));
  gtk_box_append (GTK_BOX (box), follow);

  return GTK_WIDGET (self);
}
