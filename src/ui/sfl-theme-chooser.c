/* sfl-theme-chooser.c: the colours that text can have, to choose from
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A swatch for each theme, and the name of the one that is chosen above them.
 */

#include "config.h"

#include "sfl-theme-chooser.h"

#include "sfl-palette.h"
#include "sfl-swatch.h"

#include <glib/gi18n-lib.h>

/* In the order and with the numbers of the key "theme"; the first has two palettes. */
static const struct {
  const char *name;
  SflPaletteName palette;
} themes[] = {
  { N_ ("As the Desktop"), SFL_PALETTE_LIGHT },
  { N_ ("Light"), SFL_PALETTE_LIGHT },
  { N_ ("Sepia"), SFL_PALETTE_SEPIA },
  { N_ ("Dark"), SFL_PALETTE_DARK },
  { N_ ("High Contrast, Light"), SFL_PALETTE_CONTRAST_LIGHT },
  { N_ ("High Contrast, Dark"), SFL_PALETTE_CONTRAST_DARK },
};

struct _SflThemeChooser {
  GtkWidget parent_instance;

  GSettings *settings;
  GtkWidget *name;
  GtkWidget *choices[G_N_ELEMENTS (themes)];
};

G_DEFINE_FINAL_TYPE (SflThemeChooser, sfl_theme_chooser, GTK_TYPE_WIDGET)

static void
show_chosen (SflThemeChooser *self)
{
  int theme =
      CLAMP (g_settings_get_enum (self->settings, "theme"), 0, (int) G_N_ELEMENTS (themes) - 1);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->choices[theme]), TRUE);
  gtk_label_set_text (GTK_LABEL (self->name), _ (themes[theme].name));
}

static void
toggled_cb (GtkCheckButton *choice, SflThemeChooser *self)
{
  if (!gtk_check_button_get_active (choice))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (themes); i++)
    if (GTK_CHECK_BUTTON (self->choices[i]) == choice &&
        g_settings_get_enum (self->settings, "theme") != (int) i)
      g_settings_set_enum (self->settings, "theme", i);
}

static void
sfl_theme_chooser_dispose (GObject *object)
{
  SflThemeChooser *self = SFL_THEME_CHOOSER (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (sfl_theme_chooser_parent_class)->dispose (object);
}

static void
sfl_theme_chooser_class_init (SflThemeChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_theme_chooser_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static GtkWidget *
make_title (SflThemeChooser *self)
{
  GtkWidget *title = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *heading = gtk_label_new (_ ("Theme"));

  gtk_widget_add_css_class (heading, "heading");
  self->name = gtk_label_new (NULL);
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->name), 1);
  gtk_label_set_wrap (GTK_LABEL (self->name), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->name), GTK_JUSTIFY_RIGHT);
  gtk_widget_add_css_class (self->name, "dim-label");
  gtk_box_append (GTK_BOX (title), heading);
  gtk_box_append (GTK_BOX (title), self->name);

  return title;
}

static void
sfl_theme_chooser_init (SflThemeChooser *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));
  GtkWidget *swatches = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 6);
  gtk_box_set_homogeneous (GTK_BOX (swatches), TRUE);
  gtk_widget_set_halign (swatches, GTK_ALIGN_START);
  gtk_widget_set_parent (make_title (self), GTK_WIDGET (self));
  gtk_widget_set_parent (swatches, GTK_WIDGET (self));

  for (gsize i = 0; i < G_N_ELEMENTS (themes); i++) {
    GtkWidget *swatch = sfl_swatch_new ();
    const SflPalette *palette = sfl_palette_get (themes[i].palette);
    const GdkRGBA *second = i == 0 ? &sfl_palette_get (SFL_PALETTE_DARK)->page : NULL;

    sfl_swatch_set_colors (SFL_SWATCH (swatch), &palette->page, i == 0 ? NULL : &palette->text,
                           second);
    self->choices[i] = sfl_swatch_make_choice (SFL_SWATCH (swatch),
                                               i == 0 ? NULL : GTK_CHECK_BUTTON (self->choices[0]),
                                               _ (themes[i].name));
    g_signal_connect_object (self->choices[i], "toggled", G_CALLBACK (toggled_cb), self, 0);
    gtk_box_append (GTK_BOX (swatches), self->choices[i]);
  }
}

GtkWidget *
sfl_theme_chooser_new (GSettings *settings)
{
  SflThemeChooser *self = g_object_new (SFL_TYPE_THEME_CHOOSER, NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::theme", G_CALLBACK (show_chosen), self,
                           G_CONNECT_SWAPPED);
  show_chosen (self);

  return GTK_WIDGET (self);
}
