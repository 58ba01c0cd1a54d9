/* sample-picture.c: the stage that the sample episode shows
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A curtain, a night sky, boards, and the prompter's box with its lamp on.
 * The name of whoever speaks stands in the sky.  Nothing else moves, so the
 * picture is quick to encode, and the row of footlights counts the frames in
 * binary, so a test can tell which frame it sees.
 */

#include "sample-picture.h"

#include <math.h>
#include <pango/pangocairo.h>

#define W SAMPLE_PICTURE_WIDTH
#define H SAMPLE_PICTURE_HEIGHT
#define STAGE_Y 262 /* where the boards begin */
#define EDGE_Y 326  /* where they end, and the footlights stand */
#define DRAPE 74    /* width of an open curtain at either side */

struct _SamplePicture {
  cairo_surface_t *set;     /* what stays: sky and boards */
  cairo_surface_t *curtain; /* its left half; the right one is its mirror image */
  cairo_surface_t *box;     /* the prompter's box, in front of everything */

  cairo_surface_t *scene; /* all of these as they were composed last, for: */
  const char *speaker;
  double open;
};

static void
set_gradient (cairo_t *cr, double y0, double y1, const double stops[][4], int n_stops)
{
  cairo_pattern_t *gradient = cairo_pattern_create_linear (0, y0, 0, y1);

  for (int i = 0; i < n_stops; i++)
    cairo_pattern_add_color_stop_rgb (gradient, stops[i][0], stops[i][1], stops[i][2], stops[i][3]);
  cairo_set_source (cr, gradient);
  cairo_pattern_destroy (gradient);
}

static cairo_surface_t *
draw_set (void)
{
  static const double sky[][4] = {
    { 0.0, 0.05, 0.09, 0.20 },
    { 0.6, 0.16, 0.26, 0.42 },
    { 1.0, 0.62, 0.44, 0.40 },
  };
  static const double boards[][4] = {
    { 0.0, 0.30, 0.18, 0.10 },
    { 1.0, 0.50, 0.31, 0.17 },
  };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, W, H);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 0.07, 0.04, 0.05);
  cairo_paint (cr);

  set_gradient (cr, 0, STAGE_Y, sky, G_N_ELEMENTS (sky));
  cairo_rectangle (cr, 0, 0, W, STAGE_Y);
  cairo_fill (cr);

  set_gradient (cr, STAGE_Y, EDGE_Y, boards, G_N_ELEMENTS (boards));
  cairo_rectangle (cr, 0, STAGE_Y, W, EDGE_Y - STAGE_Y);
  cairo_fill (cr);

  cairo_set_source_rgba (cr, 0.16, 0.08, 0.04, 0.7);
  cairo_set_line_width (cr, 1);
  for (int i = -12; i <= 12; i++) {
    cairo_move_to (cr, W / 2.0 + i * 36, STAGE_Y);
    cairo_line_to (cr, W / 2.0 + i * 58, EDGE_Y);
  }
  cairo_stroke (cr);

  cairo_destroy (cr);
  return surface;
}

static cairo_surface_t *
draw_curtain (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, W / 2, EDGE_Y);
  cairo_t *cr = cairo_create (surface);
  cairo_pattern_t *shade = cairo_pattern_create_linear (0, 0, 0, EDGE_Y);

  for (int x = 0; x < W / 2; x++) {
    double fold = 0.5 + 0.5 * sin (x * 2 * G_PI / 40);

    cairo_set_source_rgb (cr, 0.34 + 0.34 * fold, 0.03 + 0.06 * fold, 0.07 + 0.06 * fold);
    cairo_rectangle (cr, x, 0, 1, EDGE_Y);
    cairo_fill (cr);
  }

  cairo_pattern_add_color_stop_rgba (shade, 0, 0, 0, 0, 0.55);
  cairo_pattern_add_color_stop_rgba (shade, 0.5, 0, 0, 0, 0);
  cairo_set_source (cr, shade);
  cairo_paint (cr);
  cairo_pattern_destroy (shade);

  cairo_set_source_rgb (cr, 0.86, 0.67, 0.27);
  cairo_rectangle (cr, 0, EDGE_Y - 12, W / 2.0, 5);
  cairo_fill (cr);

  cairo_destroy (cr);
  return surface;
}

/* Seen from the stalls the box is a shell, its mouth turned to the stage and the light in it. */
static cairo_surface_t *
draw_box (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, W, H);
  cairo_t *cr = cairo_create (surface);
  double x = W / 2.0, y = EDGE_Y + 2, radius = 52;
  cairo_pattern_t *glow = cairo_pattern_create_radial (x, y - 30, 8, x, y - 30, 130);

  cairo_pattern_add_color_stop_rgba (glow, 0, 1, 0.86, 0.52, 0.8);
  cairo_pattern_add_color_stop_rgba (glow, 1, 1, 0.78, 0.4, 0);
  cairo_set_source (cr, glow);
  cairo_rectangle (cr, 0, 0, W, EDGE_Y);
  cairo_fill (cr);
  cairo_pattern_destroy (glow);

  cairo_arc (cr, x, y, radius, G_PI, 2 * G_PI);
  cairo_close_path (cr);
  cairo_set_source_rgb (cr, 0.42, 0.24, 0.12);
  cairo_fill (cr);

  cairo_set_line_width (cr, 3);
  cairo_set_source_rgb (cr, 0.74, 0.50, 0.25);
  for (int i = 1; i < 8; i++) {
    double angle = G_PI + i * G_PI / 8;

    cairo_move_to (cr, x, y);
    cairo_line_to (cr, x + cos (angle) * radius, y + sin (angle) * radius);
  }
  cairo_stroke (cr);
  cairo_set_source_rgb (cr, 1, 0.84, 0.5);
  cairo_arc (cr, x, y, radius, G_PI, 2 * G_PI);
  cairo_stroke (cr);

  cairo_set_source_rgb (cr, 0.07, 0.04, 0.05);
  cairo_rectangle (cr, 0, EDGE_Y, W, H - EDGE_Y);
  cairo_fill (cr);

  cairo_destroy (cr);
  return surface;
}

static void
draw_name (cairo_t *cr, const char *name)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("Cantarell, Sans 34px");
  PangoRectangle extents;

  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, name, -1);
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  cairo_set_source_rgb (cr, 0.98, 0.94, 0.86);
  cairo_move_to (cr, (W - extents.width) / 2.0, 124);
  pango_cairo_show_layout (cr, layout);

  pango_font_description_free (font);
  g_object_unref (layout);
}

static void
draw_curtains (SamplePicture *self, cairo_t *cr, double open)
{
  double left = -open * (W / 2.0 - DRAPE);

  cairo_set_source_surface (cr, self->curtain, left, 0);
  cairo_paint (cr);

  cairo_save (cr);
  cairo_translate (cr, W, 0);
  cairo_scale (cr, -1, 1);
  cairo_set_source_surface (cr, self->curtain, left, 0);
  cairo_paint (cr);
  cairo_restore (cr);
}

static void
compose_scene (SamplePicture *self)
{
  cairo_t *cr = cairo_create (self->scene);

  cairo_set_source_surface (cr, self->set, 0, 0);
  cairo_paint (cr);
  if (self->speaker != NULL)
    draw_name (cr, self->speaker);
  draw_curtains (self, cr, self->open);
  cairo_set_source_surface (cr, self->box, 0, 0);
  cairo_paint (cr);

  cairo_destroy (cr);
}

static void
draw_footlights (cairo_t *cr, guint number)
{
  for (int i = 0; i < SAMPLE_PICTURE_LAMPS; i++) {
    if (number >> i & 1)
      cairo_set_source_rgb (cr, 1.0, 0.90, 0.62);
    else
      cairo_set_source_rgb (cr, 0.16, 0.11, 0.10);
    cairo_arc (cr, SAMPLE_PICTURE_LAMP_X (i), SAMPLE_PICTURE_LAMP_Y, 7, 0, 2 * G_PI);
    cairo_fill (cr);
  }
}

SamplePicture *
sample_picture_new (void)
{
  SamplePicture *self = g_new0 (SamplePicture, 1);

  self->set = draw_set ();
  self->curtain = draw_curtain ();
  self->box = draw_box ();
  self->scene = cairo_image_surface_create (CAIRO_FORMAT_RGB24, W, H);
  self->open = -1;
  return self;
}

void
sample_picture_free (SamplePicture *self)
{
  cairo_surface_destroy (self->set);
  cairo_surface_destroy (self->curtain);
  cairo_surface_destroy (self->box);
  cairo_surface_destroy (self->scene);
  g_free (self);
}

GBytes *
sample_picture_draw (SamplePicture *self, guint number, const char *speaker, double curtain)
{
  gsize size = W * H * 4;
  guchar *pixels = g_malloc (size);
  cairo_surface_t *surface;
  cairo_t *cr;

  if (speaker != self->speaker || curtain != self->open) {
    self->speaker = speaker;
    self->open = curtain;
    compose_scene (self);
  }

  surface = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_RGB24, W, H, W * 4);
  cr = cairo_create (surface);
  cairo_set_source_surface (cr, self->scene, 0, 0);
  cairo_paint (cr);
  draw_footlights (cr, number);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_bytes_new_take (pixels, size);
}
