/* sfl-layout-settings.c: the page of the reading settings on font and spacing
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Size, room and a short row are what helps most who read with effort; a font
 * is a matter of taste, so those that were made for them are offered where
 * they are installed, and nobody is given one.  Main thread only.
 */

#include "config.h"

#include "sfl-layout-settings.h"

#include "sfl-row.h"
#include "sfl-setting.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Fonts drawn for readers with dyslexia or low vision. */
static const char *const fonts[] = {
  "Andika",  "Atkinson Hyperlegible", "Atkinson Hyperlegible Next",
  "Luciole", "OpenDyslexic",          "Lexend",
};

/* What this page shows, and puts back. */
static const char *const keys[] = {
  "text-font", "line-height", "paragraph-gap", "letter-spacing",
  "measure",   "full-width",  "lines-shown",   "time-codes",
};

static const SflSettingChoice lines_shown[] = {
  { "all", N_ ("All") },
  { "three", N_ ("Three") },
  { "one", N_ ("One") },
  { NULL },
};

static const SflSettingChoice time_codes[] = {
  { "always", N_ ("Always") },
  { "hover", N_ ("Under the Pointer or the Focus") },
  { "never", N_ ("Never") },
  { NULL },
};

static char *
format_number (double value)
{
  return g_strdup_printf ("%.1f", value);
}

static char *
format_em (double value)
{
  /* Translators: a length, as a share of the size of the text; a typographer's unit. */
  return g_strdup_printf (_ ("%.1f em"), value);
}

static char *
format_spacing (double value)
{
  return g_strdup_printf ("%d %%", (int) (value * 100 + 0.5));
}

static char *
format_measure (double value)
{
  int n = value + 0.5;

  return g_strdup_printf (ngettext ("%d letter", "%d letters", n), n);
}

static void
add_font (GtkWidget *box, const char *label, const char *family)
{
  GtkWidget *first = gtk_widget_get_first_child (box);
  GtkWidget *button = gtk_check_button_new_with_label (label);
  GtkWidget *text = sfl_row_find_child (button, GTK_TYPE_LABEL);

  if (*family) {
    g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

    pango_attr_list_insert (attributes, pango_attr_family_new (family));
    gtk_label_set_attributes (GTK_LABEL (text), attributes);
  }
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  if (first)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (first));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "layout.text-font");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", family);
  gtk_box_append (GTK_BOX (box), button);
}

static gboolean
is_offered (GtkWidget *box, const char *family)
{
  for (GtkWidget *button = gtk_widget_get_first_child (box); button;
       button = gtk_widget_get_next_sibling (button))
    if (g_str_equal (g_variant_get_string (
                         gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button)), NULL),
                     family))
      return TRUE;

  return FALSE;
}

/* A font that was chosen from all is offered from then on. */
static void
font_changed_cb (GSettings *settings, const char *key, GtkWidget *box)
{
  g_autofree char *family = g_settings_get_string (settings, "text-font");

  if (!is_offered (box, family))
    add_font (box, family, family);
}

static void
response_cb (GtkDialog *dialog, int response, GSettings *settings)
{
  PangoFontFamily *family = gtk_font_chooser_get_font_family (GTK_FONT_CHOOSER (dialog));

  if (response == GTK_RESPONSE_OK && family)
    g_settings_set_string (settings, "text-font", pango_font_family_get_name (family));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
choose_cb (GtkButton *button, GSettings *settings)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (button)));
  GtkWidget *dialog = gtk_font_chooser_dialog_new (_ ("Font of the Transcript"), NULL);
  g_autofree char *family = g_settings_get_string (settings, "text-font");

  gtk_font_chooser_set_level (GTK_FONT_CHOOSER (dialog), GTK_FONT_CHOOSER_LEVEL_FAMILY);
  if (*family)
    gtk_font_chooser_set_font (GTK_FONT_CHOOSER (dialog), family);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (window));
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), settings, 0);
  if (popover)
    gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
make_fonts (GSettings *settings)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *choose = gtk_button_new_with_label (_ ("Other Font…"));
  PangoFontMap *map = pango_context_get_font_map (gtk_widget_get_pango_context (box));

  add_font (list, _ ("System Font"), "");
  for (gsize i = 0; i < G_N_ELEMENTS (fonts); i++)
    if (pango_font_map_get_family (map, fonts[i]))
      add_font (list, fonts[i], fonts[i]);
  font_changed_cb (settings, "text-font", list);
  g_signal_connect_object (settings, "changed::text-font", G_CALLBACK (font_changed_cb), list, 0);
  g_signal_connect_object (choose, "clicked", G_CALLBACK (choose_cb), settings, 0);
  gtk_box_append (GTK_BOX (box), sfl_setting_new_heading (_ ("Font")));
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), choose);

  return box;
}

static GtkWidget *
make_spacing (GSettings *settings)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *measure = sfl_setting_new_slider (settings, "measure", _ ("Length of a Row"), 45, 80,
                                               1, format_measure);

  g_settings_bind (settings, "full-width", measure, "sensitive",
                   G_SETTINGS_BIND_GET | G_SETTINGS_BIND_INVERT_BOOLEAN);
  gtk_box_append (GTK_BOX (box), sfl_setting_new_heading (_ ("Spacing")));
  gtk_box_append (GTK_BOX (box),
                  sfl_setting_new_slider (settings, "line-height", _ ("Between Rows"), 1.2, 2.5,
                                          0.1, format_number));
  gtk_box_append (GTK_BOX (box),
                  sfl_setting_new_slider (settings, "paragraph-gap", _ ("Between Paragraphs"), 0.5,
                                          2.5, 0.1, format_em));
  gtk_box_append (GTK_BOX (box), sfl_setting_new_slider (settings, "letter-spacing",
                                                         _ ("Between Letters and Words"), 0, 0.2,
                                                         0.01, format_spacing));
  gtk_box_append (GTK_BOX (box), measure);
  gtk_box_append (GTK_BOX (box),
                  sfl_setting_new_check (settings, "full-width", _ ("Rows as Wide as the Window")));

  return box;
}

static void
reset_cb (GtkButton *button, GSettings *settings)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i]);
}

GtkWidget *
sfl_layout_settings_new (GSettings *settings)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *reset = gtk_button_new_with_label (_ ("Reset Font and Spacing"));
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GAction) font = g_settings_create_action (settings, "text-font");

  g_action_map_add_action (G_ACTION_MAP (group), font);
  gtk_widget_insert_action_group (page, "layout", G_ACTION_GROUP (group));
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (reset))), TRUE);
  g_signal_connect_object (reset, "clicked", G_CALLBACK (reset_cb), settings, 0);
  gtk_box_append (GTK_BOX (page), make_fonts (settings));
  gtk_box_append (GTK_BOX (page), make_spacing (settings));
  gtk_box_append (GTK_BOX (page), sfl_setting_new_choices (settings, "lines-shown",
                                                           _ ("Lines Shown"), lines_shown));
  gtk_box_append (GTK_BOX (page),
                  sfl_setting_new_choices (settings, "time-codes", _ ("Times Beside the Lines"),
                                           time_codes));
  gtk_box_append (GTK_BOX (page), reset);

  return page;
}

/* A family is whatever a file on this computer says, and CSS has signs of its own. */
static void
append_family (GString *css, const char *family)
{
  g_string_append (css, " font-family: \"");
  for (const char *p = family; *p; p++)
    if (*p == '"' || *p == '\\' || g_ascii_iscntrl (*p))
      g_string_append_printf (css, "\\%x ", (guchar) *p);
    else
      g_string_append_c (css, *p);
  g_string_append (css, "\";");
}

/* Has @view show its text as @settings say; @provider styles it. */
void
sfl_layout_settings_apply (GSettings *settings, SflTranscriptView *view, GtkCssProvider *provider)
{
  static const guint n_lines[] = { 0, 3, 1 };
  g_autofree char *family = g_settings_get_string (settings, "text-font");
  g_autoptr (GString) css = g_string_new ("textview.transcript {");
  SflTextLayout layout = {
    .line_height = g_settings_get_double (settings, "line-height"),
    .paragraph_gap = g_settings_get_double (settings, "paragraph-gap"),
    .letter_spacing = g_settings_get_double (settings, "letter-spacing"),
    .measure = g_settings_get_boolean (settings, "full-width")
                   ? 0
                   : g_settings_get_int (settings, "measure"),
    .n_lines = n_lines[g_settings_get_enum (settings, "lines-shown")],
    .times = g_settings_get_enum (settings, "time-codes"),
  };

  g_string_append_printf (css, " font-size: %dpt;", g_settings_get_int (settings, "text-size"));
  if (*family)
    append_family (css, family);
  g_string_append (css, " }");
  gtk_css_provider_load_from_data (provider, css->str, -1);
  sfl_transcript_view_set_layout (view, &layout);
}
