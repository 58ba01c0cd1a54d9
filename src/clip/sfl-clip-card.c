/* sfl-clip-card.c: pictures for what has none
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A card with the words and who said them where; and the ground of an audiogram, on which a wave
 * moves with the sound.
 */

#include "config.h"

#include "sfl-clip-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <pango/pangocairo.h>

#include "sfl-clip-elements.h"

/* Of the width, left free on each side. */
#define MARGIN 0.09

/* Of the height: where names begin, and where words may end. */
#define NAMES_TOP 0.09
#define WORDS_TOP 0.12
#define WORDS_BOTTOM 0.78

/* Words are as large as fits, between these shares of the shorter side. */
#define LARGEST 0.085
#define SMALLEST 0.02

/* The wave: its middle and half of its height, as shares of the height; its bars, and how much of
 * the sound each of them shows.
 */
#define WAVE_MIDDLE 0.42
#define WAVE_HEIGHT 0.11
#define N_BARS 48
#define BAR_FRAMES (SFL_CLIP_RATE / 20)

static void
paint_ground (cairo_t *cr, guint width, guint height)
{
  cairo_pattern_t *ground = cairo_pattern_create_linear (0, 0, width, height);

  cairo_pattern_add_color_stop_rgb (ground, 0, 0.09, 0.12, 0.24);
  cairo_pattern_add_color_stop_rgb (ground, 1, 0.26, 0.13, 0.30);
  cairo_set_source (cr, ground);
  cairo_paint (cr);
  cairo_pattern_destroy (ground);
}

static PangoLayout *
make_layout (const SflClipRecipe *recipe, cairo_t *cr, const char *text, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);

  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_NONE);

  return layout;
}

static void
set_size (const SflClipRecipe *recipe, PangoLayout *layout, double pixels, PangoWeight weight)
{
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, recipe->font == NULL ? "Cantarell, DejaVu Sans, Sans"
                                                                : recipe->font);
  pango_font_description_set_weight (font, weight);
  pango_font_description_set_absolute_size (font, pixels * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
}

/* One row of the bottom or the top; returns how high it is. */
static int
draw_row (const SflClipRecipe *recipe,
          cairo_t *cr,
          const char *text,
          double x,
          double y,
          double width,
          double pixels,
          double alpha,
          PangoWeight weight)
{
  PangoLayout *layout;
  int height;

  if (text == NULL || *text == '\0')
    return 0;
  layout = make_layout (recipe, cr, text, width);
  set_size (recipe, layout, pixels, weight);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (layout, -2);
  pango_layout_get_pixel_size (layout, NULL, &height);
  cairo_set_source_rgba (cr, 1, 1, 1, alpha);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  g_object_unref (layout);

  return height + pixels / 4;
}

/* All that is said, in the quotation marks of the language. */
static char *
dup_quote (const SflClipRecipe *recipe)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint n_cues;
  const SflClipCue *cues = sfl_clip_recipe_get_cues (recipe, &n_cues);

  for (guint i = 0; i < n_cues; i++) {
    if (words->len > 0)
      g_string_append_c (words, ' ');
    for (const char *p = cues[i].text; *p != '\0'; p++)
      g_string_append_c (words, *p == '\n' ? ' ' : *p);
  }
  g_strstrip (words->str);
  words->len = strlen (words->str);
  /* A quote that ends within a sentence. */
  while (words->len > 0 && strchr (",;: ", words->str[words->len - 1]) != NULL)
    g_string_truncate (words, words->len - 1);
  /* Somebody who is quoted already. */
  if (g_unichar_type (g_utf8_get_char (words->str)) == G_UNICODE_INITIAL_PUNCTUATION)
    return g_strdup (words->str);
  /* Translators: quotation marks of the language around a quoted text. */
  return g_strdup_printf (_ ("“%s”"), words->str);
}

static void
draw_words (const SflClipRecipe *recipe, cairo_t *cr, guint width, guint height)
{
  g_autofree char *quote = dup_quote (recipe);
  PangoLayout *layout = make_layout (recipe, cr, quote, width * (1 - 2 * MARGIN));
  const double side = MIN (width, height), room = height * (WORDS_BOTTOM - WORDS_TOP);
  double pixels = side * LARGEST * recipe->text_size;
  int high;

  for (;; pixels *= 0.95) {
    set_size (recipe, layout, pixels, PANGO_WEIGHT_BOLD);
    pango_layout_get_pixel_size (layout, NULL, &high);
    if (high <= room || pixels < side * SMALLEST)
      break;
  }
  pango_layout_set_height (layout, room * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (layout, NULL, &high);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_move_to (cr, width * MARGIN, height * WORDS_TOP + MAX (room - high, 0) / 2);
  pango_cairo_show_layout (cr, layout);
  g_object_unref (layout);
}

/* Who says it, when all of it is said by one. */
static const char *
find_speaker (const SflClipRecipe *recipe)
{
  guint n_cues;
  const SflClipCue *cues = sfl_clip_recipe_get_cues (recipe, &n_cues);

  for (guint i = 1; i < n_cues; i++)
    if (g_strcmp0 (cues[i].speaker, cues[0].speaker) != 0)
      return NULL;

  return n_cues == 0 ? NULL : cues[0].speaker;
}

/**
 * sfl_clip_card_draw:
 * @with_words: as a card has them; else the middle stays free for what moves
 *
 * Returns: (transfer full): ARGB32
 */
cairo_surface_t *
sfl_clip_card_draw (const SflClipRecipe *recipe, guint width, guint height, gboolean with_words)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  const double side = MIN (width, height), x = width * MARGIN, room = width * (1 - 2 * MARGIN);
  double y = height * (with_words ? WORDS_BOTTOM + 0.03 : NAMES_TOP);

  paint_ground (cr, width, height);
  if (with_words) {
    draw_words (recipe, cr, width, height);
    y +=
        draw_row (recipe, cr, find_speaker (recipe), x, y, room, side * 0.04, 1, PANGO_WEIGHT_BOLD);
    y += draw_row (recipe, cr, recipe->title, x, y, room, side * 0.032, 0.85, PANGO_WEIGHT_NORMAL);
  } else
    y += draw_row (recipe, cr, recipe->title, x, y, room, side * 0.06, 1, PANGO_WEIGHT_BOLD);
  draw_row (recipe, cr, recipe->subtitle, x, y, room, side * 0.032, 0.75, PANGO_WEIGHT_NORMAL);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

static cairo_status_t
append_cb (gpointer bytes, const guint8 *data, guint length)
{
  g_byte_array_append (bytes, data, length);

  return CAIRO_STATUS_SUCCESS;
}

/**
 * sfl_clip_card_write:
 *
 * Writes a card as PNG.
 */
gboolean
sfl_clip_card_write (const SflClipRecipe *recipe,
                     const char *path,
                     guint *width,
                     guint *height,
                     GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) problem = NULL;
  cairo_surface_t *surface;
  cairo_status_t status;

  sfl_clip_recipe_get_size (recipe, 0, 0, width, height);
  surface = sfl_clip_card_draw (recipe, *width, *height, TRUE);
  /* Cairo itself would not say why a file cannot be written. */
  status = cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The clip cannot be written: %s"),
                 cairo_status_to_string (status));
    return FALSE;
  }
  if (g_file_set_contents (path, (const char *) bytes->data, bytes->len, &problem))
    return TRUE;
  if (g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    sfl_clip_elements_set_no_space (error);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The clip cannot be written: %s"),
                 problem->message);

  return FALSE;
}

/**
 * sfl_clip_card_new_ground:
 * @info: I420
 *
 * Returns: (transfer full): what never changes of an audiogram
 */
GstBuffer *
sfl_clip_card_new_ground (const SflClipRecipe *recipe, const GstVideoInfo *info)
{
  const guint width = GST_VIDEO_INFO_WIDTH (info), height = GST_VIDEO_INFO_HEIGHT (info);
  cairo_surface_t *surface = sfl_clip_card_draw (recipe, width, height, FALSE);
  GstBuffer *pixels =
      gst_buffer_new_memdup (cairo_image_surface_get_data (surface),
                             (gsize) cairo_image_surface_get_stride (surface) * height);
  GstBuffer *ground = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (info), NULL);
  GstVideoConverter *converter;
  GstVideoFrame source, target;
  GstVideoInfo drawn;

  /* Cairo's rows are whole words of 32 bits, as those of this format. */
  gst_video_info_set_format (&drawn,
                             G_BYTE_ORDER == G_LITTLE_ENDIAN ? GST_VIDEO_FORMAT_BGRx
                                                             : GST_VIDEO_FORMAT_xRGB,
                             width, height);
  GST_VIDEO_INFO_FPS_N (&drawn) = GST_VIDEO_INFO_FPS_N (info);
  GST_VIDEO_INFO_FPS_D (&drawn) = GST_VIDEO_INFO_FPS_D (info);
  converter = gst_video_converter_new (&drawn, info, NULL);
  gst_video_frame_map (&source, &drawn, pixels, GST_MAP_READ);
  gst_video_frame_map (&target, info, ground, GST_MAP_WRITE);
  gst_video_converter_frame (converter, &source, &target);
  gst_video_frame_unmap (&target);
  gst_video_frame_unmap (&source);
  gst_video_converter_free (converter);
  gst_buffer_unref (pixels);
  cairo_surface_destroy (surface);

  return ground;
}

static float
find_peak (const SflClipSound *sound, gint64 from)
{
  float peak = 0;

  for (gint64 i = MAX (from, 0); i < MIN (from + BAR_FRAMES, (gint64) sound->n_frames); i += 4)
    peak = fmaxf (peak, fabsf (sound->samples[SFL_CLIP_CHANNELS * i]));

  return fminf (peak, 1);
}

static void
fill (GstVideoFrame *frame, int x, int y, int width, int height, guint8 light)
{
  static const guint8 grey = 128;

  for (guint p = 0; p < 3; p++) {
    int shift = p > 0, stride = GST_VIDEO_FRAME_PLANE_STRIDE (frame, p);
    guint8 *data = GST_VIDEO_FRAME_PLANE_DATA (frame, p);

    for (int row = y >> shift; row < (y + height) >> shift; row++)
      memset (data + (gsize) row * stride + (x >> shift), p == 0 ? light : grey, width >> shift);
  }
}

/**
 * sfl_clip_card_add_wave:
 * @picture: (transfer full)
 * @frame: of the sound that is heard; what was before is on its left, and brighter
 *
 * Returns: (transfer full): a picture with the wave, and without times
 */
GstBuffer *
sfl_clip_card_add_wave (GstBuffer *picture,
                        const GstVideoInfo *info,
                        const SflClipSound *sound,
                        gint64 frame)
{
  const int width = GST_VIDEO_INFO_WIDTH (info), height = GST_VIDEO_INFO_HEIGHT (info);
  const int step = (int) (width * (1 - 2 * MARGIN) / N_BARS) & ~1;
  const int left = (width - N_BARS * step) / 2 & ~1;
  /* The bars move in steps of their own width, so that each keeps its height. */
  const gint64 now = frame / BAR_FRAMES;
  GstVideoFrame mapped;

  picture = gst_buffer_make_writable (picture);
  if (!gst_video_frame_map (&mapped, info, picture, GST_MAP_READWRITE))
    return picture;
  for (int i = 0; i < N_BARS; i++) {
    gint64 bar = now + i - N_BARS / 2;
    int half = MAX (2, lround (find_peak (sound, bar * BAR_FRAMES) * height * WAVE_HEIGHT)) & ~1;

    fill (&mapped, left + i * step, ((int) (height * WAVE_MIDDLE) & ~1) - half,
          MAX (step * 6 / 10 & ~1, 2), 2 * half, bar <= now ? 235 : 120);
  }
  gst_video_frame_unmap (&mapped);

  return picture;
}
