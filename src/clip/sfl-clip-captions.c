/* sfl-clip-captions.c: the words of a clip, as they are drawn
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line of the transcript is cut into parts that fit two rows of the clip's shape, after a mark of
 * punctuation where one is near.  A part is drawn when it appears and when another of its words is
 * said, some three times a second; Pango sees to right-to-left and Chinese text.
 */

#include "config.h"

#include "sfl-clip-captions.h"

#include <math.h>
#include <pango/pangocairo.h>

#define MAX_ROWS 2

/* Words of the large style that are seen at once, and their size beside the usual one. */
#define LARGE_WORDS 3
#define LARGE_SCALE 1.7

/* Where captions may be, as shares of the picture: what players and platforms lay over it is
 * elsewhere.  And the height of letters, as a share of the shorter side.
 */
typedef struct {
  double side;
  double top;
  double bottom;
  double text;
} Box;

static const Box wide_box = { 0.16, 0.08, 0.92, 1 / 16.0 };
static const Box square_box = { 0.08, 0.08, 0.90, 1 / 18.0 };
static const Box tall_box = { 0.17, 0.14, 0.65, 1 / 17.0 };

struct _SflClipCaptions {
  SflClipRecipe *recipe;
  guint width;
  guint height;
  Box box;
  PangoContext *context;
  PangoFontDescription *font;
  int pixels; /* of letters */
  GArray *captions;
};

static void
set_up_font (SflClipCaptions *self)
{
  const SflClipRecipe *recipe = self->recipe;
  PangoFontMap *map = pango_cairo_font_map_new ();
  double scale = recipe->style == SFL_CAPTION_STYLE_LARGE ? LARGE_SCALE : 1;

  self->context = pango_font_map_create_context (map);
  g_object_unref (map);
  self->pixels = MAX (8, lround (MIN (self->width, self->height) * self->box.text *
                                 recipe->text_size * scale));
  self->font = pango_font_description_new ();
  pango_font_description_set_family (self->font, recipe->font == NULL
                                                     ? "Cantarell, DejaVu Sans, Sans"
                                                     : recipe->font);
  pango_font_description_set_weight (self->font, PANGO_WEIGHT_BOLD);
  pango_font_description_set_absolute_size (self->font, (double) self->pixels * PANGO_SCALE);
}

static gboolean
has_box (SflClipCaptions *self)
{
  return self->recipe->style == SFL_CAPTION_STYLE_BOX ||
         self->recipe->style == SFL_CAPTION_STYLE_KARAOKE;
}

/* Around the letters: for the box or the outline. */
static int
get_padding (SflClipCaptions *self)
{
  return has_box (self) ? self->pixels * 2 / 5 : self->pixels / 6 + 1;
}

static int
get_widest (SflClipCaptions *self)
{
  return lround (self->width * (1 - 2 * self->box.side)) - 2 * get_padding (self);
}

/* Line breaks of the file have nothing to do with our rows. */
static char *
dup_flat (const char *text, gsize length)
{
  char *flat = g_strndup (text, length);

  for (char *p = flat; *p != '\0'; p++)
    if (*p == '\n' || *p == '\r' || *p == '\t')
      *p = ' ';

  return flat;
}

/* Whether the space there belongs to a French mark beside it, which never begins or ends a row. */
static gboolean
is_glued (const char *text, gsize space)
{
  const char *next = text + space + 1;

  return (*next != '\0' && strchr ("?!:;%", *next) != NULL) || g_str_has_prefix (next, "»") ||
         (space >= strlen ("«") && g_str_has_prefix (next - 1 - strlen ("«"), "«"));
}

static PangoAttrList *
make_attributes (const char *text)
{
  PangoAttrList *list = pango_attr_list_new ();

  for (gsize i = 0; text[i] != '\0'; i++) {
    PangoAttribute *attribute;

    if (text[i] != ' ' || text[i + 1] == '\0' || !is_glued (text, i))
      continue;
    attribute = pango_attr_allow_breaks_new (FALSE);
    attribute->start_index = i;
    attribute->end_index = g_utf8_next_char (text + i + 1) - text;
    pango_attr_list_insert (list, attribute);
  }

  return list;
}

static PangoLayout *
make_layout (SflClipCaptions *self, const char *text, gsize length)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autofree char *flat = dup_flat (text, length);
  PangoAttrList *attributes = make_attributes (flat);

  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_font_description (layout, self->font);
  pango_layout_set_text (layout, flat, -1);
  pango_layout_set_width (layout, get_widest (self) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_single_paragraph_mode (layout, TRUE);

  return layout;
}

static gboolean
ends_clause (const char *text, gsize end)
{
  const char *before = g_utf8_find_prev_char (text, text + end);

  while (before != NULL && g_unichar_isspace (g_utf8_get_char (before)))
    before = g_utf8_find_prev_char (text, before);

  return before != NULL && g_unichar_ispunct (g_utf8_get_char (before)) &&
         !strchr ("'-(«", *before);
}

/* Where a part ends that begins at the beginning of @text: after two rows at most, and rather after
 * a mark in their second half.
 */
static gsize
measure_part (SflClipCaptions *self, const char *text, gsize length)
{
  PangoLayout *layout = make_layout (self, text, length);
  gsize end = length;

  if (pango_layout_get_line_count (layout) > MAX_ROWS) {
    PangoLayoutLine *line = pango_layout_get_line_readonly (layout, MAX_ROWS - 1);

    end = line->start_index + line->length;
    for (gsize i = end; i > end / 2; i--) {
      if (text[i - 1] == ' ' && ends_clause (text, i)) {
        end = i;
        break;
      }
    }
  }
  g_object_unref (layout);

  return MAX (end, 1);
}

/* The words of @cue, as a range. */
static guint
find_words (const SflClipRecipe *recipe, guint cue, guint *first)
{
  guint n_words, n = 0;
  const SflClipWord *words = sfl_clip_recipe_get_words (recipe, &n_words);

  for (*first = 0; *first < n_words && words[*first].cue < cue; (*first)++)
    ;
  while (*first + n < n_words && words[*first + n].cue == cue)
    n++;

  return n;
}

/* When the part that begins at @offset begins: with its first word whose time is known, or where it
 * would if everybody spoke evenly.
 */
static SflTime
find_start (SflClipCaptions *self, guint cue, gsize offset, gsize part_end)
{
  guint n_cues, first, n = find_words (self->recipe, cue, &first);
  const SflClipCue *c = &sfl_clip_recipe_get_cues (self->recipe, &n_cues)[cue];
  const SflClipWord *words = sfl_clip_recipe_get_words (self->recipe, &n_cues);

  for (guint i = first; i < first + n; i++)
    if (words[i].offset >= offset && words[i].offset < part_end)
      return CLAMP (words[i].start, c->start, c->end);

  return c->start + (SflTime) ((double) (c->end - c->start) * offset / MAX (strlen (c->text), 1));
}

static void
add_part (SflClipCaptions *self, guint cue, gsize offset, gsize end)
{
  guint n_cues;
  const SflClipCue *c = &sfl_clip_recipe_get_cues (self->recipe, &n_cues)[cue];
  SflCaption caption = { .cue = cue, .end = c->end, .offset = offset };
  SflCaption *last = self->captions->len == 0
                         ? NULL
                         : &g_array_index (self->captions, SflCaption, self->captions->len - 1);

  while (end > offset && c->text[end - 1] == ' ')
    end--;
  if (end == offset)
    return;
  caption.length = end - offset;
  caption.start = offset == 0 ? c->start : find_start (self, cue, offset, end);
  if (last != NULL && last->cue == cue) {
    caption.start = MAX (caption.start, last->start);
    last->end = caption.start;
  }
  g_array_append_val (self->captions, caption);
}

/* The end of a few words, for the large style: after LARGE_WORDS words or a clause. */
static gsize
measure_few (const char *text, gsize length)
{
  guint n_words = 0;

  for (gsize i = 1; i < length; i++) {
    if (text[i] != ' ' || text[i - 1] == ' ')
      continue;
    if (is_glued (text, i))
      continue;
    if (++n_words == LARGE_WORDS || ends_clause (text, i))
      return i + 1;
  }

  return length;
}

static void
cut_cue (SflClipCaptions *self, guint cue)
{
  guint n_cues;
  const SflClipCue *c = &sfl_clip_recipe_get_cues (self->recipe, &n_cues)[cue];
  gsize length = strlen (c->text);
  g_autofree char *flat = dup_flat (c->text, length);

  for (gsize offset = 0; offset < length;) {
    gsize end;

    while (flat[offset] == ' ')
      offset++;
    if (offset == length)
      break;
    end = length - offset;
    if (self->recipe->style == SFL_CAPTION_STYLE_LARGE)
      end = measure_few (flat + offset, end);
    end = offset + measure_part (self, flat + offset, end);
    add_part (self, cue, offset, end);
    offset = end;
  }
}

/**
 * sfl_clip_captions_new:
 * @width: of the picture
 */
SflClipCaptions *
sfl_clip_captions_new (const SflClipRecipe *recipe, guint width, guint height)
{
  SflClipCaptions *self = g_new0 (SflClipCaptions, 1);
  double ratio = (double) width / height;

  self->recipe = sfl_clip_recipe_copy (recipe);
  self->width = width;
  self->height = height;
  self->box = ratio > 1.2 ? wide_box : ratio > 0.7 ? square_box : tall_box;
  self->captions = g_array_new (FALSE, FALSE, sizeof (SflCaption));
  set_up_font (self);
  if (recipe->style != SFL_CAPTION_STYLE_NONE)
    for (guint i = 0; i < recipe->cues->len; i++)
      cut_cue (self, i);

  return self;
}

void
sfl_clip_captions_free (SflClipCaptions *self)
{
  sfl_clip_recipe_free (self->recipe);
  g_object_unref (self->context);
  pango_font_description_free (self->font);
  g_array_unref (self->captions);
  g_free (self);
}

const SflCaption *
sfl_clip_captions_get_all (SflClipCaptions *self, guint *n_captions)
{
  *n_captions = self->captions->len;

  return (const SflCaption *) (gpointer) self->captions->data;
}

/* The word of the caption that is said at @time, or the last one that was; -1 before the first. */
static int
find_word (SflClipCaptions *self, const SflCaption *caption, SflTime time)
{
  guint n_words, first, n = find_words (self->recipe, caption->cue, &first);
  const SflClipWord *words = sfl_clip_recipe_get_words (self->recipe, &n_words);
  int found = -1;

  for (guint i = first; i < first + n && words[i].start <= time; i++)
    if (words[i].offset >= caption->offset && words[i].offset < caption->offset + caption->length)
      found = i;

  return found;
}

/**
 * sfl_clip_captions_find:
 * @caption: (inout): index of what is seen, -1 for nothing
 * @word: (inout): index of the word that is lit, -1 for none
 *
 * Returns: whether that is another drawing than the one before
 */
gboolean
sfl_clip_captions_find (SflClipCaptions *self, SflTime time, int *caption, int *word)
{
  const SflCaption *captions = (const SflCaption *) (gpointer) self->captions->data;
  guint low = 0, high = self->captions->len;
  int new_caption = -1, new_word = -1;

  /* The last that has begun. */
  while (low < high) {
    guint middle = (low + high) / 2;

    if (captions[middle].start <= time)
      low = middle + 1;
    else
      high = middle;
  }
  if (low > 0 && time < captions[low - 1].end) {
    new_caption = low - 1;
    if (self->recipe->style == SFL_CAPTION_STYLE_KARAOKE ||
        self->recipe->style == SFL_CAPTION_STYLE_LARGE)
      new_word = find_word (self, &captions[new_caption], time);
  }
  if (new_caption == *caption && new_word == *word)
    return FALSE;
  *caption = new_caption;
  *word = new_word;

  return TRUE;
}

/* Two rows of much the same length are read more easily than a long and a short one. */
static void
balance (PangoLayout *layout)
{
  int n_rows = pango_layout_get_line_count (layout), high = pango_layout_get_width (layout);
  int low = high / n_rows;

  if (n_rows < 2)
    return;
  while (high - low > 4 * PANGO_SCALE) {
    int middle = low + (high - low) / 2;

    pango_layout_set_width (layout, middle);
    if (pango_layout_get_line_count (layout) > n_rows)
      low = middle;
    else
      high = middle;
  }
  pango_layout_set_width (layout, high);
}

static void
set_color (cairo_t *cr, guint color, double alpha)
{
  cairo_set_source_rgba (cr, (color >> 16 & 0xff) / 255.0, (color >> 8 & 0xff) / 255.0,
                         (color & 0xff) / 255.0, alpha);
}

static void
light_word (SflClipCaptions *self,
            PangoLayout *layout,
            const SflCaption *caption,
            int word,
            gsize lead)
{
  guint n_words, color = self->recipe->highlight_color;
  const SflClipWord *w = &sfl_clip_recipe_get_words (self->recipe, &n_words)[word];
  PangoAttrList *list = pango_attr_list_new ();
  PangoAttribute *attribute =
      pango_attr_foreground_new ((color >> 16 & 0xff) * 257, (color >> 8 & 0xff) * 257,
                                 (color & 0xff) * 257);

  attribute->start_index = lead + w->offset - caption->offset;
  attribute->end_index = attribute->start_index + w->length;
  pango_attr_list_insert (list, attribute);
  pango_layout_set_attributes (layout, list);
  pango_attr_list_unref (list);
}

static void
trace_box (cairo_t *cr, double width, double height, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, width - radius, radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, width - radius, height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, radius, height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, radius, radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

/* "Name: " where another person begins to speak; "" elsewhere. */
static char *
dup_speaker (SflClipCaptions *self, const SflCaption *caption)
{
  guint n_cues;
  const SflClipCue *cues = sfl_clip_recipe_get_cues (self->recipe, &n_cues);
  guint cue = caption->cue;

  if (!self->recipe->show_speakers || caption->offset > 0 || cues[cue].speaker == NULL ||
      (cue > 0 && g_strcmp0 (cues[cue].speaker, cues[cue - 1].speaker) == 0))
    return g_strdup ("");

  return g_strconcat (cues[cue].speaker, ": ", NULL);
}

static int
place_box (SflClipCaptions *self, int height)
{
  int top = lround (self->height * self->box.top);
  int bottom = lround (self->height * self->box.bottom) - height;

  switch (self->recipe->place) {
  case SFL_CAPTION_PLACE_TOP:
    return top;
  case SFL_CAPTION_PLACE_MIDDLE:
    return (top + bottom) / 2;
  default:
    return bottom;
  }
}

/**
 * sfl_clip_captions_draw:
 * @caption: what is seen, and @word: what is lit, from sfl_clip_captions_find()
 * @x: (out): even: where the drawing is in the picture
 * @y: (out): likewise
 *
 * Returns: (transfer full): ARGB32; it lies inside the picture
 */
cairo_surface_t *
sfl_clip_captions_draw (SflClipCaptions *self, int caption, int word, int *x, int *y)
{
  const SflCaption *part = &g_array_index (self->captions, SflCaption, caption);
  guint n_cues;
  const SflClipCue *cue = &sfl_clip_recipe_get_cues (self->recipe, &n_cues)[part->cue];
  g_autofree char *speaker = dup_speaker (self, part);
  g_autofree char *words = g_strndup (cue->text + part->offset, part->length);
  g_autofree char *text = g_strconcat (speaker, words, NULL);
  PangoLayout *layout = make_layout (self, text, strlen (text));
  gboolean boxed = has_box (self);
  int padding = get_padding (self);
  PangoRectangle extents;
  cairo_surface_t *surface;
  cairo_t *cr;
  int width, height;

  balance (layout);
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  width = MIN ((extents.width + 2 * padding + 1) & ~1, (int) self->width);
  height = MIN ((extents.height + 2 * padding + 1) & ~1, (int) self->height);
  *x = MAX (((int) self->width - width) / 2, 0) & ~1;
  *y = CLAMP (place_box (self, height), 0, (int) self->height - height) & ~1;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cr = cairo_create (surface);
  if (boxed) {
    trace_box (cr, width, height, padding * 0.8);
    set_color (cr, self->recipe->box_color, 0.72);
    cairo_fill (cr);
  }
  cairo_move_to (cr, (width - extents.width) / 2 - extents.x, padding - extents.y);
  if (!boxed) {
    pango_cairo_layout_path (cr, layout);
    cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_width (cr, self->pixels / 5.0);
    set_color (cr, self->recipe->box_color, 0.9);
    cairo_stroke (cr);
    cairo_move_to (cr, (width - extents.width) / 2 - extents.x, padding - extents.y);
  }
  if (word >= 0)
    light_word (self, layout, part, word, strlen (speaker));
  set_color (cr, self->recipe->text_color, 1);
  pango_cairo_show_layout (cr, layout);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  g_object_unref (layout);

  return surface;
}
