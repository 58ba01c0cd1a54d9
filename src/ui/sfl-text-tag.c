/* sfl-text-tag.c: a text tag that a screen reader may ask for its colour
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When an assistive technology asks for the attributes of a text, GTK 4.8
 * reads a tag's "foreground" as a GdkRGBA.  That property is a string which
 * can only be written, so the colour read is garbage and the program dies.
 * This tag has a readable property of the name and the type expected there;
 * set the colour by "foreground-rgba", as ever.
 */

#include "config.h"

#include "sfl-text-tag.h"

struct _SflTextTag {
  GtkTextTag parent_instance;
};

G_DEFINE_FINAL_TYPE (SflTextTag, sfl_text_tag, GTK_TYPE_TEXT_TAG)

enum { PROP_0, PROP_FOREGROUND };

static void
sfl_text_tag_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GdkRGBA *color = NULL;

  if (id != PROP_FOREGROUND) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }

  g_object_get (object, "foreground-rgba", &color, NULL);
  g_value_take_boxed (value, color);
}

static void
sfl_text_tag_class_init (SflTextTagClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sfl_text_tag_get_property;

  g_object_class_install_property (object_class, PROP_FOREGROUND,
                                   g_param_spec_boxed ("foreground", NULL, NULL, GDK_TYPE_RGBA,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
sfl_text_tag_init (SflTextTag *self)
{
}

GtkTextTag *
sfl_text_tag_add (GtkTextBuffer *buffer)
{
  g_autoptr (GtkTextTag) tag = g_object_new (SFL_TYPE_TEXT_TAG, NULL);

  gtk_text_tag_table_add (gtk_text_buffer_get_tag_table (buffer), tag);
  return tag;
}
