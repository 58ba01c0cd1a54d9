/* sfl-highlight-settings.c: the page of the reading settings on what is being spoken
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Colours are shown as they will be: made lighter or darker where the text
 * would be hard to read.  What high contrast refuses cannot be chosen there.
 * Main thread only.
 */

#include "config.h"

#include "sfl-highlight-settings.h"

#include "sfl-setting.h"
#include "sfl-swatch.h"
#include "sfl-theme.h"

#include <glib/gi18n-lib.h>

#define KEY "highlight-color"

/* Letters; a note does not widen the popover. */
#define NOTE_WIDTH 30

static const SflSettingChoice words[] = {
  { "off", N_ ("No Word, Only the Line") },
  { "word", N_ ("The Word") },
  { "word-and-line", N_ ("The Word and Its Line") },
  { NULL },
};

static const SflSettingChoice styles[] = {
  { "automatic", N_ ("As Suits the Theme") }, { "background", N_ ("Background") },
  { "underline", N_ ("Underline") },          { "outline", N_ ("Outline") },
  { "mask", N_ ("All Else Fainter") },        { NULL },
};

static const struct {
  const char *name;
  const char *color; /* as the key has it */
} colors[] = {
  { N_ ("Color of the theme"), "" }, { N_ ("Green"), "#8ff0a4" },  { N_ ("Blue"), "#99c1f1" },
  { N_ ("Pink"), "#f6b3d8" },        { N_ ("Orange"), "#ffbe6f" }, { N_ ("Your own color"), NULL },
};

#define OWN (G_N_ELEMENTS (colors) - 1)

/* What the page holds of itself. */
typedef struct {
  GSettings *settings;
  GtkWidget *swatches[G_N_ELEMENTS (colors)];
  GtkWidget *choices[G_N_ELEMENTS (colors)];
  GtkWidget *styles;
  GtkWidget *color_box;
  GtkWidget *faint;
  GtkWidget *note;
} Page;

static void
show_colors (Page *page)
{
  g_autofree char *chosen = g_settings_get_string (page->settings, KEY);
  SflPaletteName name = sfl_theme_get_name (sfl_theme_get_default ());
  gsize active = OWN;

  for (gsize i = 0; i < G_N_ELEMENTS (colors); i++) {
    GdkRGBA color;
    gboolean has_color = gdk_rgba_parse (&color, i == OWN ? chosen : colors[i].color);
    SflPalette palette = sfl_palette_make (name, has_color ? &color : NULL);

    sfl_swatch_set_colors (SFL_SWATCH (page->swatches[i]), &palette.line, NULL, &palette.word);
    if (i != OWN && g_ascii_strcasecmp (chosen, colors[i].color) == 0)
      active = i;
  }
  gtk_widget_set_visible (page->choices[OWN], active == OWN);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (page->choices[active]), TRUE);
}

static void
show_theme (Page *page)
{
  gboolean refused = sfl_palette_is_high_contrast (sfl_theme_get_name (sfl_theme_get_default ()));

  gtk_widget_set_sensitive (page->color_box, !refused);
  gtk_widget_set_sensitive (page->faint, !refused);
  gtk_widget_set_visible (page->note, refused);
  show_colors (page);
}

static void
toggled_cb (GtkCheckButton *choice, Page *page)
{
  if (!gtk_check_button_get_active (choice))
    return;
  for (gsize i = 0; i < OWN; i++) {
    g_autofree char *chosen = g_settings_get_string (page->settings, KEY);

    if (GTK_CHECK_BUTTON (page->choices[i]) == choice &&
        g_ascii_strcasecmp (chosen, colors[i].color) != 0)
      g_settings_set_string (page->settings, KEY, colors[i].color);
  }
}

static void
response_cb (GtkDialog *dialog, int response, GSettings *settings)
{
  if (response == GTK_RESPONSE_OK) {
    GdkRGBA color;
    g_autofree char *text = NULL;

    gtk_color_chooser_get_rgba (GTK_COLOR_CHOOSER (dialog), &color);
    text = g_strdup_printf ("#%02x%02x%02x", (int) (color.red * 255 + 0.5),
                            (int) (color.green * 255 + 0.5), (int) (color.blue * 255 + 0.5));
    g_settings_set_string (settings, KEY, text);
  }
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
choose_cb (GtkButton *button, GSettings *settings)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (button)));
  GtkWidget *dialog = gtk_color_chooser_dialog_new (_ ("Color of the Highlight"), NULL);

  gtk_color_chooser_set_use_alpha (GTK_COLOR_CHOOSER (dialog), FALSE);
  gtk_color_chooser_set_rgba (GTK_COLOR_CHOOSER (dialog), &sfl_palette_get_current ()->word);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (window));
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), settings, 0);
  if (popover)
    gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
make_note (const char *text)
{
  GtkWidget *note = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (note), NOTE_WIDTH);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_widget_add_css_class (note, "caption");

  return note;
}

static GtkWidget *
make_colors (Page *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *other = gtk_button_new_with_label (_ ("Another Color…"));

  for (gsize i = 0; i < G_N_ELEMENTS (colors); i++) {
    page->swatches[i] = sfl_swatch_new ();
    page->choices[i] = sfl_swatch_make_choice (SFL_SWATCH (page->swatches[i]),
                                               i > 0 ? GTK_CHECK_BUTTON (page->choices[0]) : NULL,
                                               _ (colors[i].name));
    g_signal_connect (page->choices[i], "toggled", G_CALLBACK (toggled_cb), page);
    gtk_box_append (GTK_BOX (row), page->choices[i]);
  }
  gtk_widget_set_halign (other, GTK_ALIGN_START);
  g_signal_connect_object (other, "clicked", G_CALLBACK (choose_cb), page->settings, 0);
  gtk_box_append (GTK_BOX (box), sfl_setting_new_heading (_ ("Color")));
  gtk_box_append (GTK_BOX (box), row);
  gtk_box_append (GTK_BOX (box), other);

  return box;
}

static void
free_page (gpointer data)
{
  Page *page = data;

  g_signal_handlers_disconnect_by_data (sfl_theme_get_default (), page);
  g_signal_handlers_disconnect_by_data (page->settings, page);
  for (gsize i = 0; i < G_N_ELEMENTS (colors); i++) {
    g_signal_handlers_disconnect_by_data (page->choices[i], page);
    g_object_unref (page->choices[i]);
  }
  g_object_unref (page->settings);
  g_free (page);
}

/**
 * sfl_highlight_settings_new:
 *
 * Returns: (transfer floating): a page for the reading settings
 */
GtkWidget *
sfl_highlight_settings_new (GSettings *settings)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *spoken =
      sfl_setting_new_choices (settings, "word-highlight", _ ("Being Spoken"), words);
  Page *page = g_new0 (Page, 1);

  page->settings = g_object_ref (settings);
  gtk_box_append (GTK_BOX (spoken),
                  make_note (_ ("Words are highlighted where the transcript has their times.")));
  gtk_box_append (GTK_BOX (box), spoken);
  gtk_box_append (GTK_BOX (box),
                  sfl_setting_new_choices (settings, "word-style", _ ("Mark of the Word"), styles));
  page->color_box = make_colors (page);
  for (gsize i = 0; i < G_N_ELEMENTS (colors); i++)
    g_object_ref (page->choices[i]);
  gtk_box_append (GTK_BOX (box), page->color_box);

  page->faint = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (page->faint), sfl_setting_new_heading (_ ("The Rest of the Text")));
  gtk_box_append (GTK_BOX (page->faint),
                  sfl_setting_new_check (settings, "dim-others", _ ("Dim Other Lines")));
  gtk_box_append (GTK_BOX (page->faint),
                  sfl_setting_new_check (settings, "tint-heard", _ ("Tint What Was Heard")));
  gtk_box_append (GTK_BOX (box), page->faint);
  page->note = make_note (_ ("A theme of high contrast keeps its own colors."));
  gtk_box_append (GTK_BOX (box), page->note);

  show_theme (page);
  g_signal_connect_swapped (sfl_theme_get_default (), "changed", G_CALLBACK (show_theme), page);
  g_object_set_data_full (G_OBJECT (box), "page", page, free_page);

  return box;
}
