/* sfl-clock.c: a time that goes on, without a word
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A label tells each new text to whoever listens.  This one changes once a
 * second as long as it plays, so it draws its digits and tells nothing: the
 * words are with the button that it stands in.  Main thread only.
 */

#include "config.h"

#include "sfl-clock.h"

struct _SflClock {
  GtkWidget parent_instance;

  PangoLayout *layout;
};

G_DEFINE_FINAL_TYPE (SflClock, sfl_clock, GTK_TYPE_WIDGET)

static void
sfl_clock_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  SflClock *self = SFL_CLOCK (widget);
  int width, height;

  pango_layout_get_pixel_size (self->layout, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = *natural = width;
  } else {
    *minimum = *natural = height;
    *minimum_baseline = *natural_baseline =
        PANGO_PIXELS_CEIL (pango_layout_get_baseline (self->layout));
  }
}

static void
sfl_clock_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SflClock *self = SFL_CLOCK (widget);
  int height;

  pango_layout_get_pixel_size (self->layout, NULL, &height);
  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (widget), 0,
                              (gtk_widget_get_height (widget) - height) / 2, self->layout);
}

static void
sfl_clock_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sfl_clock_parent_class)->css_changed (widget, change);

  pango_layout_context_changed (SFL_CLOCK (widget)->layout);
  gtk_widget_queue_resize (widget);
}

static void
sfl_clock_dispose (GObject *object)
{
  g_clear_object (&SFL_CLOCK (object)->layout);

  G_OBJECT_CLASS (sfl_clock_parent_class)->dispose (object);
}

static void
sfl_clock_class_init (SflClockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sfl_clock_dispose;
  widget_class->measure = sfl_clock_measure;
  widget_class->snapshot = sfl_clock_snapshot;
  widget_class->css_changed = sfl_clock_css_changed;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
sfl_clock_init (SflClock *self)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  /* Digits of one width, or it trembles. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (self->layout, attributes);
  pango_attr_list_unref (attributes);
}

GtkWidget *
sfl_clock_new (void)
{
  return g_object_new (SFL_TYPE_CLOCK, NULL);
}

/**
 * sfl_clock_set_time:
 * @longest: the longest time it will show, which gives it its shape
 */
void
sfl_clock_set_time (SflClock *self, SflTime time, SflTime longest)
{
  g_autofree char *text = NULL;
  int width, width_before;

  g_return_if_fail (SFL_IS_CLOCK (self));

  text = sfl_time_to_string (time, longest);
  if (g_str_equal (text, pango_layout_get_text (self->layout)))
    return;

  pango_layout_get_pixel_size (self->layout, &width_before, NULL);
  pango_layout_set_text (self->layout, text, -1);
  pango_layout_get_pixel_size (self->layout, &width, NULL);
  if (width != width_before)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}
