/* sfl-preferences.c: what a user can choose once for all episodes
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each row is bound to its key: a choice takes effect at once and is kept.
 * Main thread only.
 */

#include "config.h"

#include "sfl-preferences.h"

#include "sfl-dialog.h"
#include "sfl-row.h"
#include "sfl-theme-chooser.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define WIDTH 600
#define HEIGHT 620

/* What a row offers of an enumerated key. */
typedef struct {
  const char *nick;
  const char *name;
} Choice;

static const Choice time_codes[] = {
  { "always", N_ ("Always") },
  { "hover", N_ ("Under the Pointer or the Focus") },
  { "never", N_ ("Never") },
  { NULL },
};

static const Choice picture_positions[] = {
  { "auto", N_ ("Automatic") },
  { "above", N_ ("Above the Text") },
  { "beside", N_ ("Beside the Text") },
  { NULL },
};

static const Choice caption_colors[] = {
  { "white-on-black", N_ ("White on Black") },
  { "yellow-on-black", N_ ("Yellow on Black") },
  { "black-on-white", N_ ("Black on White") },
  { "black-on-cream", N_ ("Black on Cream") },
  { NULL },
};

static const Choice caption_backgrounds[] = {
  { "box", N_ ("Translucent Box") },
  { "full", N_ ("Opaque Box") },
  { "outline", N_ ("Outlined Letters") },
  { NULL },
};

/* A value that is not offered shows as the first. */
static gboolean
get_selected (GValue *selected, GVariant *nick, gpointer user_data)
{
  const Choice *choices = user_data;
  guint i = 0;

  while (choices[i].nick != NULL &&
         !g_str_equal (choices[i].nick, g_variant_get_string (nick, NULL)))
    i++;
  g_value_set_uint (selected, choices[i].nick != NULL ? i : 0);

  return TRUE;
}

static GVariant *
set_selected (const GValue *selected, const GVariantType *type, gpointer user_data)
{
  const Choice *choices = user_data;
  guint i = g_value_get_uint (selected);

  return i != GTK_INVALID_LIST_POSITION ? g_variant_new_string (choices[i].nick) : NULL;
}

static GtkWidget *
make_choice (const char *title, const Choice *choices, GSettings *settings, const char *key)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row;

  for (guint i = 0; choices[i].nick != NULL; i++)
    gtk_string_list_append (names, _ (choices[i].name));

  row = sfl_row_new_choice (title, names);
  g_settings_bind_with_mapping (settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT,
                                get_selected, set_selected, (gpointer) choices, NULL);

  return row;
}

static GtkWidget *
make_switch (const char *title, const char *subtitle, GSettings *settings, const char *key)
{
  GtkWidget *control = gtk_switch_new ();

  g_settings_bind (settings, key, control, "active", G_SETTINGS_BIND_DEFAULT);

  return sfl_row_new (title, subtitle, control);
}

static GtkWidget *
make_number (const char *title,
             const char *subtitle,
             double minimum,
             double maximum,
             GSettings *settings,
             const char *key)
{
  GtkWidget *control = gtk_spin_button_new_with_range (minimum, maximum, 1);

  g_settings_bind (settings, key, control, "value", G_SETTINGS_BIND_DEFAULT);

  return sfl_row_new (title, subtitle, control);
}

static GtkWidget *
make_theme (GSettings *settings)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *chooser = sfl_theme_chooser_new (settings);

  gtk_widget_add_css_class (chooser, "row-content");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), chooser);
  sfl_row_name_control (row, _ ("Theme"));

  return row;
}

/* Adds a group of rows; the list ends with NULL. */
static void
add_group (GtkWidget *page, const char *title, ...)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row;
  va_list rows;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  va_start (rows, title);
  while ((row = va_arg (rows, GtkWidget *)) != NULL)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  va_end (rows);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
}

/**
 * sfl_preferences_present:
 * @settings: of the schema io.github.souffleur.Souffleur
 */
void
sfl_preferences_present (GtkWindow *parent, GSettings *settings)
{
  GtkWidget *window;
  GtkWidget *page;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (G_IS_SETTINGS (settings));

  page = adw_preferences_page_new ();
  add_group (page, _ ("Text"),
             make_number (_ ("Text Size"), _ ("Of the transcript, in points"), 10, 72, settings,
                          "text-size"),
             make_choice (_ ("Times Beside the Lines"), time_codes, settings, "time-codes"),
             make_theme (settings), NULL);
  add_group (page, _ ("Playing"),
             make_switch (_ ("A Click on a Line Plays"),
                          _ ("Otherwise it goes there, and what was paused stays paused"), settings,
                          "click-plays"),
             make_switch (_ ("Single-Key Shortcuts"),
                          _ ("Switch this off if a key pressed by accident should do nothing"),
                          settings, "single-keys"),
             make_switch (_ ("Check the Text Against the Sound"),
                          _ ("Says after opening when a text is early, late or not what is said"),
                          settings, "check-after-opening"),
             make_switch (_ ("Align Words After Opening"),
                          _ ("Listens to a recording that is opened with a transcript, once, to "
                             "find when each word is said"),
                          settings, "align-after-opening"),
             NULL);
  add_group (page, _ ("Picture"),
             make_choice (_ ("Place"), picture_positions, settings, "picture-position"), NULL);
  add_group (page, _ ("Captions on the Picture"),
             make_switch (_ ("Show the Line Being Spoken"), NULL, settings, "captions-on-picture"),
             make_number (_ ("Caption Size"), _ ("In per cent of the usual"), 50, 300, settings,
                          "caption-size"),
             make_choice (_ ("Caption Colors"), caption_colors, settings, "caption-colors"),
             make_choice (_ ("Caption Background"), caption_backgrounds, settings,
                          "caption-background"),
             NULL);

  sfl_row_name_control (sfl_row_find_child (page, GTK_TYPE_SCROLLED_WINDOW), _ ("Preferences"));

  window = g_object_new (ADW_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal", TRUE,
                         "destroy-with-parent", TRUE, "search-enabled", FALSE, "default-width",
                         CLAMP (gtk_widget_get_width (GTK_WIDGET (parent)), 300, WIDTH),
                         "default-height", HEIGHT, NULL);
  sfl_dialog_prepare (GTK_WINDOW (window));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  /* Otherwise it begins with the unnamed tab of a page without others. */
  gtk_widget_grab_focus (sfl_row_find_child (page, GTK_TYPE_LIST_BOX_ROW));
  gtk_window_present (GTK_WINDOW (window));
}
