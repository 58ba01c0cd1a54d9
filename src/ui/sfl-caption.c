/* sfl-caption.c: the line being spoken, on the picture
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It is laid out when its text, its look or its room changes, and drawn with
 * every picture.  Main thread only.
 */

#include "config.h"

#include "sfl-caption.h"

#include "sfl-label.h"

/* A caption is at most three rows of about 50 characters, and a seventeenth of the picture high a
 * row, as on television; never smaller than the desktop's text, nor four times as large.  How much
 * larger or smaller the reader wants it comes on top.  Large text on a tiny picture gives way
 * before it covers all of it.
 */
#define MAX_ROWS 3
#define ROWS_PER_PICTURE 17
#define MIN_ROWS_PER_PICTURE 8
#define MIN_ROWS_WHEN_ENLARGED 4
#define MAX_SCALE 4
#define MAX_EMS 26
#define LINE_SPACING 1.15

/* In ems of the caption. */
#define PADDING_X 0.7
#define PADDING_Y 0.35
#define RADIUS 0.45
#define EDGE 0.14

/* Of the picture's height, and in pixels. */
#define MARGIN 0.045
#define MIN_MARGIN 8

#define BOX_ALPHA 0.75f

struct _SflCaption {
  char *text; /* U+2028 between rows; NULL: none */
  char *family;
  double scale;
  SflCaptionColors colors;
  SflCaptionBackground background;

  PangoLayout *layout; /* NULL until it is drawn */
};

static const struct {
  GdkRGBA text;
  GdkRGBA box;
} colors[] = {
  [SFL_CAPTION_WHITE_ON_BLACK] = { { 1, 1, 1, 1 }, { 0, 0, 0, 1 } },
  [SFL_CAPTION_YELLOW_ON_BLACK] = { { 1, 0.93f, 0.2f, 1 }, { 0, 0, 0, 1 } },
  [SFL_CAPTION_BLACK_ON_WHITE] = { { 0, 0, 0, 1 }, { 1, 1, 1, 1 } },
  [SFL_CAPTION_BLACK_ON_CREAM] = { { 0.1f, 0.08f, 0.05f, 1 }, { 0.98f, 0.94f, 0.84f, 1 } },
};

/* In pixels. */
static double
get_size (SflCaption *self, PangoContext *context, double picture_height)
{
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;
  int rows = self->scale > 1 ? MIN_ROWS_WHEN_ENLARGED : MIN_ROWS_PER_PICTURE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72;

  size = CLAMP (picture_height / ROWS_PER_PICTURE, size, MAX_SCALE * size);

  return MIN (size * self->scale, picture_height / rows);
}

static void
lay_out (SflCaption *self, PangoContext *context, double size, double room)
{
  g_autoptr (PangoFontDescription) font = NULL;

  font = pango_font_description_copy (pango_context_get_font_description (context));
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  if (self->family != NULL)
    pango_font_description_set_family (font, self->family);

  self->layout = pango_layout_new (context);
  pango_layout_set_font_description (self->layout, font);
  pango_layout_set_alignment (self->layout, PANGO_ALIGN_CENTER);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (self->layout, -MAX_ROWS);
  pango_layout_set_line_spacing (self->layout, LINE_SPACING);
  pango_layout_set_width (self->layout, (int) (MIN (room, MAX_EMS * size) * PANGO_SCALE));
  pango_layout_set_text (self->layout, self->text, -1);
}

/* The layout's path, first stroked in the color of the edge: a snapshot has no such thing. */
static void
draw_outlined (SflCaption *self,
               GtkSnapshot *snapshot,
               const graphene_rect_t *box,
               double x,
               double y,
               double edge)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, box);

  cairo_translate (cr, x, y);
  pango_cairo_layout_path (cr, self->layout);
  cairo_set_line_width (cr, 2 * edge);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  gdk_cairo_set_source_rgba (cr, &colors[self->colors].box);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &colors[self->colors].text);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
draw_boxed (SflCaption *self, GtkSnapshot *snapshot, const GskRoundedRect *box, double x, double y)
{
  GdkRGBA box_color = colors[self->colors].box;

  if (self->background == SFL_CAPTION_BOX)
    box_color.alpha = BOX_ALPHA;

  gtk_snapshot_push_rounded_clip (snapshot, box);
  gtk_snapshot_append_color (snapshot, &box_color, &box->bounds);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, self->layout, &colors[self->colors].text);
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
}

/**
 * sfl_caption_look_read:
 * @self: (out caller-allocates): clear it
 * @settings: of the schema io.github.souffleur.Souffleur
 *
 * Captions have a size and colors of their own, and the font of the text.
 */
void
sfl_caption_look_read (SflCaptionLook *self, GSettings *settings)
{
  g_autofree char *family = g_settings_get_string (settings, "text-font");

  self->family = *family != '\0' ? g_steal_pointer (&family) : NULL;
  self->scale = g_settings_get_int (settings, "caption-size") / 100.0;
  self->colors = g_settings_get_enum (settings, "caption-colors");
  self->background = g_settings_get_enum (settings, "caption-background");
}

void
sfl_caption_look_clear (SflCaptionLook *self)
{
  g_clear_pointer (&self->family, g_free);
}

SflCaption *
sfl_caption_new (void)
{
  SflCaption *self = g_new0 (SflCaption, 1);

  self->scale = 1;

  return self;
}

void
sfl_caption_free (SflCaption *self)
{
  g_clear_object (&self->layout);
  g_free (self->family);
  g_free (self->text);
  g_free (self);
}

/**
 * sfl_caption_set_text:
 * @text: (nullable): the line being spoken; NULL or blank between lines
 *
 * Returns: whether it is another
 */
gboolean
sfl_caption_set_text (SflCaption *self, const char *text)
{
  g_autofree char *caption = NULL;

  if (text != NULL) {
    /* The limit of rows holds for a paragraph, so the caption is one of several lines. */
    g_auto (GStrv) lines = NULL;
    g_autofree char *clean = sfl_label_clean (text);

    lines = g_strsplit (g_strstrip (clean), "\n", -1);
    if (*clean != '\0')
      caption = g_strjoinv ("\u2028", lines);
  }

  if (g_strcmp0 (caption, self->text) == 0)
    return FALSE;

  g_free (self->text);
  self->text = g_steal_pointer (&caption);
  sfl_caption_forget_layout (self);

  return TRUE;
}

/* What is shown, with U+2028 between rows that the transcript parts; or NULL. */
const char *
sfl_caption_get_text (SflCaption *self)
{
  return self->text;
}

void
sfl_caption_set_look (SflCaption *self, const SflCaptionLook *look)
{
  g_return_if_fail (look->colors < G_N_ELEMENTS (colors));

  g_free (self->family);
  self->family = g_strdup (look->family);
  self->scale = look->scale;
  self->colors = look->colors;
  self->background = look->background;
  sfl_caption_forget_layout (self);
}

/* The fonts or the room have changed. */
void
sfl_caption_forget_layout (SflCaption *self)
{
  g_clear_object (&self->layout);
}

/**
 * sfl_caption_snapshot:
 * @widget: whose fonts it has
 * @picture: where the picture is in @widget
 */
void
sfl_caption_snapshot (SflCaption *self,
                      GtkWidget *widget,
                      GtkSnapshot *snapshot,
                      const graphene_rect_t *picture)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  double size = get_size (self, context, picture->size.height);
  double padding_x = size * PADDING_X, padding_y = size * PADDING_Y;
  double margin = MAX (MIN_MARGIN, picture->size.height * MARGIN);
  double room = picture->size.width - 2 * (margin + padding_x);
  double x, y;
  PangoRectangle text;
  GskRoundedRect box;

  if (self->text == NULL || room < size)
    return;
  if (self->layout == NULL)
    lay_out (self, context, size, room);

  pango_layout_get_pixel_extents (self->layout, NULL, &text);
  gsk_rounded_rect_init_from_rect (
      &box,
      &GRAPHENE_RECT_INIT (
          (float) (picture->origin.x + (picture->size.width - text.width) / 2 - padding_x),
          (float) (picture->origin.y + picture->size.height - margin - text.height - 2 * padding_y),
          (float) (text.width + 2 * padding_x), (float) (text.height + 2 * padding_y)),
      (float) (size * RADIUS));

  /* A tiny picture shows what fits, from the first row on. */
  if (box.bounds.origin.y < picture->origin.y)
    box.bounds.origin.y = picture->origin.y;
  x = box.bounds.origin.x + padding_x - text.x;
  y = box.bounds.origin.y + padding_y - text.y;

  if (self->background == SFL_CAPTION_OUTLINE)
    draw_outlined (self, snapshot, &box.bounds, x, y, MAX (1, size * EDGE));
  else
    draw_boxed (self, snapshot, &box, x, y);
}
