/* sfl-swatch.c: a choice of colours, as one sees it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A disc of a page with a letter on it, or of two pages in halves; a ring goes
 * round the one that is chosen.
 */

#include "config.h"

#include "sfl-swatch.h"

#include "sfl-row.h"

/* Around the disc, and of the ring that marks what is chosen. */
#define ROOM 4
#define RING 2

/* Shows the disc where it is as the popover behind it. */
#define EDGE_ALPHA 0.35f

struct _SflSwatch {
  GtkWidget parent_instance;

  GdkRGBA page;
  GdkRGBA text;
  GdkRGBA second_page;
  GtkCheckButton *button; /* not owned: it holds us */
};

G_DEFINE_FINAL_TYPE (SflSwatch, sfl_swatch, GTK_TYPE_WIDGET)

static void
append_letter (SflSwatch *self, GtkSnapshot *snapshot)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "A");
  PangoFontDescription *font = pango_font_description_copy (
      pango_context_get_font_description (pango_layout_get_context (layout)));
  PangoRectangle ink;

  pango_font_description_set_absolute_size (font, SFL_SWATCH_SIZE * 0.42 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_get_pixel_extents (layout, &ink, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((SFL_SWATCH_SIZE - ink.width) / 2 - ink.x,
                                                (SFL_SWATCH_SIZE - ink.height) / 2 - ink.y));
  gtk_snapshot_append_layout (snapshot, layout, &self->text);
  gtk_snapshot_restore (snapshot);
  pango_font_description_free (font);
}

static void
append_ring (GtkSnapshot *snapshot, double inset, float width, const GdkRGBA *color)
{
  GskRoundedRect ring;

  gsk_rounded_rect_init_from_rect (&ring,
                                   &GRAPHENE_RECT_INIT (inset, inset, SFL_SWATCH_SIZE - 2 * inset,
                                                        SFL_SWATCH_SIZE - 2 * inset),
                                   SFL_SWATCH_SIZE / 2 - inset);
  gtk_snapshot_append_border (snapshot, &ring, (const float[4]){ width, width, width, width },
                              (const GdkRGBA[4]){ *color, *color, *color, *color });
}

static void
sfl_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SflSwatch *self = SFL_SWATCH (widget);
  GskRoundedRect disc;
  GdkRGBA edge;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((gtk_widget_get_width (widget) - SFL_SWATCH_SIZE) / 2,
                                      (gtk_widget_get_height (widget) - SFL_SWATCH_SIZE) / 2));
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &edge);
  gsk_rounded_rect_init_from_rect (&disc,
                                   &GRAPHENE_RECT_INIT (ROOM, ROOM, SFL_SWATCH_SIZE - 2 * ROOM,
                                                        SFL_SWATCH_SIZE - 2 * ROOM),
                                   SFL_SWATCH_SIZE / 2 - ROOM);
  gtk_snapshot_push_rounded_clip (snapshot, &disc);
  gtk_snapshot_append_color (snapshot, &self->page, &disc.bounds);
  gtk_snapshot_append_color (snapshot, &self->second_page,
                             &GRAPHENE_RECT_INIT (SFL_SWATCH_SIZE / 2, 0, SFL_SWATCH_SIZE / 2,
                                                  SFL_SWATCH_SIZE));
  if (self->text.alpha > 0)
    append_letter (self, snapshot);
  gtk_snapshot_pop (snapshot);

  if (self->button && gtk_check_button_get_active (self->button))
    append_ring (snapshot, 0, RING, &edge);
  edge.alpha *= EDGE_ALPHA;
  append_ring (snapshot, ROOM, 1, &edge);
  gtk_snapshot_restore (snapshot);
}

static void
sfl_swatch_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  *minimum = *natural = SFL_SWATCH_SIZE;
}

static void
sfl_swatch_class_init (SflSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = sfl_swatch_snapshot;
  widget_class->measure = sfl_swatch_measure;
  gtk_widget_class_set_css_name (widget_class, "swatch");
}

static void
sfl_swatch_init (SflSwatch *self)
{
}

GtkWidget *
sfl_swatch_new (void)
{
  return g_object_new (SFL_TYPE_SWATCH, NULL);
}

/**
 * sfl_swatch_set_colors:
 * @text: (nullable): of the letter; NULL: none
 * @second_page: (nullable): of the second half; NULL: as the first
 */
void
sfl_swatch_set_colors (SflSwatch *self,
                       const GdkRGBA *page,
                       const GdkRGBA *text,
                       const GdkRGBA *second_page)
{
  g_return_if_fail (SFL_IS_SWATCH (self));

  self->page = *page;
  self->text = text ? *text : (GdkRGBA){ 0 };
  self->second_page = second_page ? *second_page : *page;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sfl_swatch_make_choice:
 * @group: (nullable): the first of those of which one is chosen
 * @name: what is said and shown of it
 *
 * Returns: (transfer floating): a check button that shows @self
 */
GtkWidget *
sfl_swatch_make_choice (SflSwatch *self, GtkCheckButton *group, const char *name)
{
  GtkWidget *button;

  g_return_val_if_fail (SFL_IS_SWATCH (self), NULL);

  button = gtk_check_button_new ();
  self->button = GTK_CHECK_BUTTON (button);
  gtk_check_button_set_group (self->button, group);
  gtk_check_button_set_child (self->button, GTK_WIDGET (self));
  gtk_widget_add_css_class (button, "swatch");
  gtk_widget_set_tooltip_text (button, name);
  sfl_row_name_control (button, name);
  g_signal_connect_object (button, "toggled", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);

  return button;
}
