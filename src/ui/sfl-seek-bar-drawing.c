/* sfl-seek-bar-drawing.c: what the seek bar shows, and where
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From top to bottom: dots where a search found something, the sound, a mark
 * for the start of every line, and a longer one for that of a chapter.  The strip is painted twice, as played and as
 * not yet played, and kept; a new position only moves the edge between the two
 * pictures, so it costs the same for ten lines or ten thousand.
 */

#include "config.h"

#include "sfl-seek-bar-private.h"

#include "sfl-palette.h"

#include <math.h>

#include <adwaita.h>

/* Pixels. */
#define HIT_TOP 2
#define HIT_SIZE 4
#define SOUND_TOP 7
#define SOUND_HEIGHT 30
#define MARK_TOP 40
#define MARK_HEIGHT 4
#define CHAPTER_TOP 39
#define CHAPTER_WIDTH 3
#define CHAPTER_HEIGHT 9
#define BAR_WIDTH 2
#define BAR_PITCH 3
#define TRACK_HEIGHT 6
#define PLAYHEAD_WIDTH 2

/* Enough for 3:1 against the page, yet less than what was played. */
#define HIGH_CONTRAST_ALPHA 0.55f

gboolean
sfl_seek_bar_is_seekable (SflSeekBar *self)
{
  return SFL_TIME_IS_VALID (self->duration) && self->duration > 0;
}

gboolean
sfl_seek_bar_is_rtl (SflSeekBar *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

double
sfl_seek_bar_get_room (SflSeekBar *self)
{
  return MAX (1, gtk_widget_get_width (GTK_WIDGET (self)) - 2 * SFL_SEEK_BAR_INSET);
}

SflTime
sfl_seek_bar_get_shown_position (SflSeekBar *self)
{
  SflTime position = SFL_TIME_IS_VALID (self->drag_time) ? self->drag_time : self->position;

  return sfl_seek_bar_is_seekable (self) ? CLAMP (position, 0, self->duration) : 0;
}

/* Pixels of the screen, so that a redraw that would change none is not asked for. */
int
sfl_seek_bar_get_playhead_pixel (SflSeekBar *self)
{
  return (int) floor (sfl_seek_bar_get_x (self, sfl_seek_bar_get_shown_position (self)) *
                      gtk_widget_get_scale_factor (GTK_WIDGET (self)));
}

static GdkRGBA
get_faint_color (SflSeekBar *self, float alpha)
{
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  if (sfl_palette_is_high_contrast (sfl_palette_get_current ()->name))
    alpha = MAX (alpha, HIGH_CONTRAST_ALPHA);
  color.alpha *= alpha;

  return color;
}

static void
add_pill (cairo_t *cr, double x, double y, double width, double height)
{
  double radius = MIN (width, height) / 2;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

static float
get_loudest (const float *peaks, guint n)
{
  float loudest = 0;

  for (guint i = 0; i < n; i++)
    if (peaks[i] > loudest)
      loudest = peaks[i];

  return loudest;
}

/* The loudest moment fills the height, so that a quiet recording is no flat line. */
static void
add_sound (SflSeekBar *self, cairo_t *cr)
{
  double room = sfl_seek_bar_get_room (self);
  guint n_bars = MAX (1, (guint) (room / BAR_PITCH));
  double pitch = room / n_bars;
  float loudest = get_loudest (self->peaks, self->n_peaks);

  if (loudest <= 0) {
    add_pill (cr, SFL_SEEK_BAR_INSET, SOUND_TOP + (SOUND_HEIGHT - TRACK_HEIGHT) / 2.0, room,
              TRACK_HEIGHT);
    return;
  }

  for (guint i = 0; i < n_bars; i++) {
    guint first = (guint) ((guint64) self->n_peaks * i / n_bars);
    guint end = (guint) ((guint64) self->n_peaks * (i + 1) / n_bars);
    float peak = get_loudest (self->peaks + first, MAX (end, first + 1) - first) / loudest;
    double height = MAX (BAR_WIDTH, peak * SOUND_HEIGHT);
    double x = SFL_SEEK_BAR_INSET + (sfl_seek_bar_is_rtl (self) ? n_bars - 1 - i : i) * pitch;

    add_pill (cr, floor (x), SOUND_TOP + (SOUND_HEIGHT - height) / 2, BAR_WIDTH, height);
  }
}

/* One mark per pixel at most: looks up pixels in lines, not lines in pixels. */
static void
add_marks (SflSeekBar *self, cairo_t *cr)
{
  const SflLine *lines;
  guint n_lines;
  double room = sfl_seek_bar_get_room (self);

  if (self->transcript == NULL || !sfl_transcript_is_timed (self->transcript) ||
      !sfl_seek_bar_is_seekable (self))
    return;

  lines = sfl_transcript_get_lines (self->transcript, &n_lines);
  for (int x = 0; x < (int) room; x++) {
    SflTime start = (SflTime) (self->duration * (x / room));
    SflTime end = (SflTime) (self->duration * ((x + 1) / room));
    int line = sfl_transcript_find_line (self->transcript, end - 1);

    if (line >= 0 && lines[line].start >= start)
      cairo_rectangle (cr,
                       sfl_seek_bar_is_rtl (self) ? SFL_SEEK_BAR_INSET + room - 1 - x
                                                  : SFL_SEEK_BAR_INSET + x,
                       MARK_TOP, 1, MARK_HEIGHT);
  }
}

static void
add_chapters (SflSeekBar *self, cairo_t *cr)
{
  guint n = self->chapters && sfl_seek_bar_is_seekable (self) ? self->chapters->len : 0;
  double last_x = -1;

  for (guint i = 0; i < n; i++) {
    SflTime start = g_array_index (self->chapters, SflChapter, i).start;
    double x = floor (sfl_seek_bar_get_x (self, start));

    if (x != last_x && start <= self->duration)
      add_pill (cr, x - CHAPTER_WIDTH / 2, CHAPTER_TOP, CHAPTER_WIDTH, CHAPTER_HEIGHT);
    last_x = x;
  }
}

static void
add_hits (SflSeekBar *self, cairo_t *cr)
{
  double last_x = -1;

  for (guint i = 0; i < self->n_hits && sfl_seek_bar_is_seekable (self); i++) {
    double x = round (sfl_seek_bar_get_x (self, self->hits[i]));

    if (x != last_x)
      add_pill (cr, x - HIT_SIZE / 2.0, HIT_TOP, HIT_SIZE, HIT_SIZE);
    last_x = x;
  }
}

/* Takes @surface. */
static GskRenderNode *
make_texture_node (cairo_surface_t *surface, const graphene_rect_t *bounds)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  gsize stride = cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes =
      g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * height,
                                  (GDestroyNotify) cairo_surface_destroy, surface);
  g_autoptr (GdkTexture) texture =
      gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);

  return gsk_texture_node_new (texture, bounds);
}

/* Without a graphics card GTK 4.8 converts every pixel of a texture for every frame, also of one that
 * nothing is drawn of: half of what it costs to follow the text.  Takes @surface.
 */
static GskRenderNode *
make_cairo_node (cairo_surface_t *surface, const graphene_rect_t *bounds)
{
  GskRenderNode *node = gsk_cairo_node_new (bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  cairo_scale (cr, bounds->size.width / cairo_image_surface_get_width (surface),
               bounds->size.height / cairo_image_surface_get_height (surface));
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return node;
}

static GskRenderNode *
paint_picture (SflSeekBar *self, GdkRGBA sound, GdkRGBA marks, GdkRGBA chapters, GdkRGBA hits)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  cairo_surface_t *surface;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, width, SFL_SEEK_BAR_HEIGHT);
  cairo_t *cr;

  surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, SFL_SEEK_BAR_HEIGHT * scale);
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);

  add_sound (self, cr);
  gdk_cairo_set_source_rgba (cr, &sound);
  cairo_fill (cr);
  add_marks (self, cr);
  gdk_cairo_set_source_rgba (cr, &marks);
  cairo_fill (cr);
  add_chapters (self, cr);
  gdk_cairo_set_source_rgba (cr, &chapters);
  cairo_fill (cr);
  add_hits (self, cr);
  gdk_cairo_set_source_rgba (cr, &hits);
  cairo_fill (cr);

  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (gtk_widget_get_native (GTK_WIDGET (self))))
             ? make_cairo_node (surface, &bounds)
             : make_texture_node (surface, &bounds);
}

static void
paint_pictures (SflSeekBar *self)
{
  const SflPalette *palette = sfl_palette_get_current ();
  GdkRGBA played = palette->bar; /* as beside the line being spoken */
  GdkRGBA played_marks = played;
  GdkRGBA hits = played;

  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_color",
                                  &hits);
  played_marks.alpha *= 0.7f;
  self->played = paint_picture (self, played, played_marks, played, hits);
  self->rest = paint_picture (self, get_faint_color (self, 0.28f), get_faint_color (self, 0.34f),
                              get_faint_color (self, 0.6f), hits);
  self->painted_width = gtk_widget_get_width (GTK_WIDGET (self));
}

static void
append_part (GtkSnapshot *snapshot, GskRenderNode *picture, double x, double width)
{
  if (width <= 0)
    return;

  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT ((float) x, 0, (float) width, SFL_SEEK_BAR_HEIGHT));
  gtk_snapshot_append_node (snapshot, picture);
  gtk_snapshot_pop (snapshot);
}

static void
append_line (GtkSnapshot *snapshot, double x, double width, const GdkRGBA *color)
{
  GskRoundedRect line;

  gsk_rounded_rect_init_from_rect (&line,
                                   &GRAPHENE_RECT_INIT ((float) x, SOUND_TOP - 3, (float) width,
                                                        SOUND_HEIGHT + 6),
                                   (float) (width / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &line);
  gtk_snapshot_append_color (snapshot, color, &line.bounds);
  gtk_snapshot_pop (snapshot);
}

void
sfl_seek_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SflSeekBar *self = SFL_SEEK_BAR (widget);
  int width = gtk_widget_get_width (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  double edge = sfl_seek_bar_get_playhead_pixel (self) / (double) scale;
  GskRenderNode *left, *right;

  if (width <= 0)
    return;

  if (self->played == NULL || self->painted_width != width) {
    g_clear_pointer (&self->played, gsk_render_node_unref);
    g_clear_pointer (&self->rest, gsk_render_node_unref);
    paint_pictures (self);
  }

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT (0,
                            (float) ((gtk_widget_get_height (widget) - SFL_SEEK_BAR_HEIGHT) / 2)));

  left = sfl_seek_bar_is_rtl (self) ? self->rest : self->played;
  right = sfl_seek_bar_is_rtl (self) ? self->played : self->rest;
  if (!sfl_seek_bar_is_seekable (self))
    left = right = self->rest;
  append_part (snapshot, left, 0, edge);
  append_part (snapshot, right, edge, width - edge);

  if (sfl_seek_bar_is_seekable (self)) {
    const GdkRGBA hover_color = get_faint_color (self, 0.45f);
    const GdkRGBA playhead_color = get_faint_color (self, 1);

    if (self->hover_x >= 0 && !SFL_TIME_IS_VALID (self->drag_time))
      append_line (snapshot, floor (self->hover_x), 1, &hover_color);
    append_line (snapshot, edge - PLAYHEAD_WIDTH / 2.0, PLAYHEAD_WIDTH, &playhead_color);
  }

  gtk_snapshot_restore (snapshot);
}
