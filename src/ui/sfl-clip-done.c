/* sfl-clip-done.c: what some words have become
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The file and what is true of it, and what is needed to post it.
 */

#include "config.h"

#include "sfl-clip-done.h"

#include "sfl-label.h"

#include <glib/gi18n-lib.h>

/* A button tells so long that it has done its work. */
#define TOLD_MS 2000

struct _SflClipDone {
  GtkBox parent_instance;

  GtkWidget *name;
  GtkWidget *facts;
  GtkWidget *limits;
  GtkWidget *show;
  char *uri;
  char *post;
  char *description;
};

G_DEFINE_FINAL_TYPE (SflClipDone, sfl_clip_done, GTK_TYPE_BOX)

static void
show_cb (GtkButton *button, SflClipDone *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (window)), "win.show-file",
                              "s", self->uri);
}

static gboolean
told_cb (gpointer data)
{
  GtkButton *button = data;

  gtk_button_set_label (button, g_object_get_data (G_OBJECT (button), "label"));
  g_object_set_data (G_OBJECT (button), "told", NULL);

  return G_SOURCE_REMOVE;
}

static void
stop_telling (gpointer id)
{
  g_source_remove (GPOINTER_TO_UINT (id));
}

static void
copy (GtkButton *button, const char *text)
{
  guint id;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), text);
  gtk_button_set_label (button, _ ("Copied"));
  /* The button goes back by itself, unless it goes before. */
  g_object_set_data (G_OBJECT (button), "told", NULL);
  id = g_timeout_add (TOLD_MS, told_cb, button);
  g_object_set_data_full (G_OBJECT (button), "told", GUINT_TO_POINTER (id), stop_telling);
}

static void
copy_post_cb (GtkButton *button, SflClipDone *self)
{
  copy (button, self->post);
}

static void
copy_description_cb (GtkButton *button, SflClipDone *self)
{
  copy (button, self->description);
}

static GtkWidget *
add_button (SflClipDone *self, const char *label, const char *tooltip, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);
  g_object_set_data (G_OBJECT (button), "label", (gpointer) label);
  g_signal_connect_object (button, "clicked", callback, self, 0);
  gtk_box_append (GTK_BOX (self), button);

  return button;
}

static void
sfl_clip_done_finalize (GObject *object)
{
  SflClipDone *self = SFL_CLIP_DONE (object);

  g_free (self->uri);
  g_free (self->post);
  g_free (self->description);

  G_OBJECT_CLASS (sfl_clip_done_parent_class)->finalize (object);
}

static void
sfl_clip_done_class_init (SflClipDoneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sfl_clip_done_finalize;
}

static GtkWidget *
add_label (SflClipDone *self, const char *css_class)
{
  GtkWidget *label = sfl_label_new_wrapping (css_class);

  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), 0.5);
  gtk_box_append (GTK_BOX (self), label);

  return label;
}

static void
sfl_clip_done_init (SflClipDone *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("emblem-ok-symbolic");

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_image_set_pixel_size (GTK_IMAGE (icon), 48);
  gtk_widget_set_margin_bottom (icon, 6);
  gtk_box_append (GTK_BOX (self), icon);
  self->name = add_label (self, "title-4");
  self->facts = add_label (self, "dim-label");
  self->limits = add_label (self, "dim-label");
  gtk_widget_set_margin_bottom (self->limits, 12);
  self->show = add_button (self, _ ("Show in Folder"), NULL, G_CALLBACK (show_cb));
  gtk_widget_add_css_class (self->show, "suggested-action");
  add_button (self, _ ("Copy Text for a Post"), _ ("The words, who says them, where and when"),
              G_CALLBACK (copy_post_cb));
  add_button (self, _ ("Copy Description"), _ ("For those who cannot see or hear the clip"),
              G_CALLBACK (copy_description_cb));
}

GtkWidget *
sfl_clip_done_new (void)
{
  return g_object_new (SFL_TYPE_CLIP_DONE, NULL);
}

static void
add_fact (GString *facts, char *fact)
{
  if (facts->len > 0)
    g_string_append (facts, " · ");
  g_string_append (facts, fact);
  g_free (fact);
}

/**
 * sfl_clip_done_show:
 * @file: the clip
 * @facts: what it is
 */
void
sfl_clip_done_show (SflClipDone *self, SflClipPlan *plan, GFile *file, const SflClipFacts *facts)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *limits = sfl_clip_plan_dup_limits (plan, facts);

  g_return_if_fail (SFL_IS_CLIP_DONE (self));

  g_free (self->uri);
  g_free (self->post);
  g_free (self->description);
  self->uri = g_file_get_uri (file);
  self->post = sfl_clip_plan_dup_post (plan);
  self->description = sfl_clip_plan_dup_description (plan);

  if (facts->length > 0)
    add_fact (text, sfl_label_dup_exact (facts->length));
  add_fact (text, g_format_size (facts->n_bytes));
  if (facts->width > 0)
    add_fact (text, g_strdup_printf (_ ("%u × %u pixels"), facts->width, facts->height));
  if (facts->loudness != 0)
    add_fact (text, g_strdup_printf (_ ("%.1f LUFS"), facts->loudness));
  sfl_label_show_text (self->name, name);
  sfl_label_show_text (self->facts, text->str);
  sfl_label_show_text (self->limits, limits);
}

/* Where the focus goes when it is shown. */
void
sfl_clip_done_focus (SflClipDone *self)
{
  gtk_widget_grab_focus (self->show);
}
