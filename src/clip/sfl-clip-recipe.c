/* sfl-clip-recipe.c: everything that a clip is made from
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Saved as the text of a GVariant, a dictionary of what is named below: what an older or a newer
 * version does not know is left out, and what has the wrong type is as if it were not there.
 */

#include "config.h"

#include "sfl-clip-recipe.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sfl-error.h"
#include "sfl-transcript-builder.h"

/* The shorter side of the picture, where nobody says it. */
#define LARGE_SIDE 1080
#define SMALL_SIDE 720

/* Of a picture in pixels. */
#define MIN_SIDE 64
#define MAX_SIDE 4096

/* Less than this of a line that is cut is nothing to read. */
#define SLIVER (300 * SFL_MSECOND)

#define CUES_TYPE "a(xxsms)"
#define WORDS_TYPE "a(xxuuu)"

/* The widths and heights of the shapes. */
static const struct {
  guint x, y;
} ratios[] = {
  [SFL_CLIP_SHAPE_16_9] = { 16, 9 },
  [SFL_CLIP_SHAPE_1_1] = { 1, 1 },
  [SFL_CLIP_SHAPE_4_5] = { 4, 5 },
  [SFL_CLIP_SHAPE_9_16] = { 9, 16 },
};

#define FIELD(name, type, least, most)                                                             \
  {                                                                                                \
#name, type, G_STRUCT_OFFSET(SflClipRecipe, name), least, most                                 \
  }

/* What is saved under which name, with its GVariant type; i and u may be enumerations. */
static const struct {
  const char *name;
  const char *type;
  gsize offset;
  double least;
  double most;
} fields[] = {
  FIELD (source, "s", 0, 0),
  FIELD (track, "s", 0, 0),
  FIELD (start, "x", 0, SFL_TIME_MAX),
  FIELD (end, "x", 0, SFL_TIME_MAX),
  FIELD (kind, "u", 0, SFL_CLIP_CARD),
  FIELD (form, "u", 0, SFL_CLIP_N_FORMS - 1),
  FIELD (shape, "u", 0, SFL_CLIP_SHAPE_9_16),
  FIELD (fit, "u", 0, SFL_CLIP_FIT_BARS),
  FIELD (crop_x, "d", 0, 1),
  FIELD (crop_y, "d", 0, 1),
  FIELD (short_side, "u", 0, MAX_SIDE),
  FIELD (style, "u", 0, SFL_CAPTION_STYLE_LARGE),
  FIELD (place, "u", 0, SFL_CAPTION_PLACE_TOP),
  FIELD (font, "s", 0, 0),
  FIELD (text_size, "d", 0.25, 4),
  FIELD (text_color, "u", 0, 0xffffff),
  FIELD (highlight_color, "u", 0, 0xffffff),
  FIELD (box_color, "u", 0, 0xffffff),
  FIELD (show_speakers, "b", 0, 0),
  FIELD (quality, "u", 0, 50),
  FIELD (max_bytes, "x", 0, 1e15),
  FIELD (loudness, "d", -40, 0),
  FIELD (title, "s", 0, 0),
  FIELD (subtitle, "s", 0, 0),
  FIELD (cover, "s", 0, 0),
};

static void
clear_cue (gpointer data)
{
  SflClipCue *cue = data;

  g_free (cue->text);
  g_free (cue->speaker);
}

/**
 * sfl_clip_recipe_new:
 *
 * Returns: (transfer full): for a clip of the video as it is, with captions in a box
 */
SflClipRecipe *
sfl_clip_recipe_new (void)
{
  SflClipRecipe *self = g_new0 (SflClipRecipe, 1);

  self->cues = g_array_new (FALSE, FALSE, sizeof (SflClipCue));
  g_array_set_clear_func (self->cues, clear_cue);
  self->words = g_array_new (FALSE, FALSE, sizeof (SflClipWord));
  self->crop_x = self->crop_y = 0.5;
  self->style = SFL_CAPTION_STYLE_BOX;
  self->text_size = 1;
  self->text_color = 0xffffff;
  self->highlight_color = 0xffd75f;
  self->quality = 20;

  return self;
}

void
sfl_clip_recipe_free (SflClipRecipe *self)
{
  g_free (self->source);
  g_free (self->track);
  g_array_unref (self->cues);
  g_array_unref (self->words);
  g_free (self->font);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->cover);
  g_free (self);
}

static GVariant *
get_value (const SflClipRecipe *self, const char *type, gsize offset)
{
  switch (*type) {
  case 's': {
    const char *text = G_STRUCT_MEMBER (char *, self, offset);

    return text == NULL ? NULL : g_variant_new_string (text);
  }
  case 'x':
    return g_variant_new_int64 (G_STRUCT_MEMBER (gint64, self, offset));
  case 'd':
    return g_variant_new_double (G_STRUCT_MEMBER (double, self, offset));
  case 'b':
    return g_variant_new_boolean (G_STRUCT_MEMBER (gboolean, self, offset));
  default:
    return g_variant_new_uint32 (G_STRUCT_MEMBER (guint, self, offset));
  }
}

/* What is out of its bounds stays what it was. */
static void
set_value (SflClipRecipe *self, guint field, GVariant *value)
{
  gpointer at = G_STRUCT_MEMBER_P (self, fields[field].offset);
  double number;

  switch (*fields[field].type) {
  case 's':
    g_free (*(char **) at);
    *(char **) at = g_variant_dup_string (value, NULL);
    return;
  case 'b':
    *(gboolean *) at = g_variant_get_boolean (value);
    return;
  case 'x':
    number = g_variant_get_int64 (value);
    if (number >= fields[field].least && number <= fields[field].most)
      *(gint64 *) at = g_variant_get_int64 (value);
    return;
  case 'd':
    number = g_variant_get_double (value);
    if (number >= fields[field].least && number <= fields[field].most)
      *(double *) at = number;
    return;
  default:
    number = g_variant_get_uint32 (value);
    if (number >= fields[field].least && number <= fields[field].most)
      *(guint *) at = g_variant_get_uint32 (value);
  }
}

/* In the order of the table, so that equal recipes give equal texts. */
static GVariant *
pack (const SflClipRecipe *self)
{
  GVariantBuilder all, cues, words;
  guint n_cues, n_words;
  const SflClipCue *cue = sfl_clip_recipe_get_cues (self, &n_cues);
  const SflClipWord *word = sfl_clip_recipe_get_words (self, &n_words);

  g_variant_builder_init (&all, G_VARIANT_TYPE_VARDICT);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    GVariant *value = get_value (self, fields[i].type, fields[i].offset);

    if (value != NULL)
      g_variant_builder_add (&all, "{sv}", fields[i].name, value);
  }

  g_variant_builder_init (&cues, G_VARIANT_TYPE (CUES_TYPE));
  for (guint i = 0; i < n_cues; i++)
    g_variant_builder_add (&cues, "(xxsms)", cue[i].start, cue[i].end, cue[i].text, cue[i].speaker);
  g_variant_builder_init (&words, G_VARIANT_TYPE (WORDS_TYPE));
  for (guint i = 0; i < n_words; i++)
    g_variant_builder_add (&words, "(xxuuu)", word[i].start, word[i].end, word[i].cue,
                           word[i].offset, word[i].length);
  g_variant_builder_add (&all, "{sv}", "cues", g_variant_builder_end (&cues));
  g_variant_builder_add (&all, "{sv}", "words", g_variant_builder_end (&words));

  return g_variant_ref_sink (g_variant_builder_end (&all));
}

/**
 * sfl_clip_recipe_save:
 *
 * Returns: (transfer full): a text for sfl_clip_recipe_load()
 */
char *
sfl_clip_recipe_save (const SflClipRecipe *self)
{
  g_autoptr (GVariant) packed = pack (self);

  return g_variant_print (packed, TRUE);
}

/**
 * sfl_clip_recipe_dup_hash:
 *
 * Returns: (transfer full): the same for equal recipes, and for no others
 */
char *
sfl_clip_recipe_dup_hash (const SflClipRecipe *self)
{
  g_autofree char *text = sfl_clip_recipe_save (self);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

SflClipRecipe *
sfl_clip_recipe_copy (const SflClipRecipe *self)
{
  SflClipRecipe *copy = sfl_clip_recipe_new ();
  guint n_cues, n_words;
  const SflClipCue *cues = sfl_clip_recipe_get_cues (self, &n_cues);
  const SflClipWord *words = sfl_clip_recipe_get_words (self, &n_words);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autoptr (GVariant) value = get_value (self, fields[i].type, fields[i].offset);

    if (value != NULL)
      set_value (copy, i, g_variant_ref_sink (g_steal_pointer (&value)));
  }
  for (guint i = 0; i < n_cues; i++)
    sfl_clip_recipe_add_cue (copy, cues[i].start, cues[i].end, cues[i].text, cues[i].speaker);
  if (n_words > 0)
    g_array_append_vals (copy->words, words, n_words);

  return copy;
}

static gboolean
is_whole (const char *text, guint offset, guint length)
{
  gsize size = strlen (text);

  return length > 0 && offset <= size && length <= size - offset &&
         ((guchar) text[offset] & 0xc0) != 0x80 && ((guchar) text[offset + length] & 0xc0) != 0x80;
}

/* Cues out of order are dropped, and so are words that are no part of theirs. */
static void
load_cues (SflClipRecipe *self, GVariant *dict)
{
  g_autoptr (GVariant) cues = g_variant_lookup_value (dict, "cues", G_VARIANT_TYPE (CUES_TYPE));
  g_autoptr (GVariant) words = g_variant_lookup_value (dict, "words", G_VARIANT_TYPE (WORDS_TYPE));
  GVariantIter iter;
  SflTime start, end, last = 0;
  const char *text, *speaker;
  guint cue, offset, length, first = 0;

  if (cues == NULL)
    return;

  g_variant_iter_init (&iter, cues);
  while (g_variant_iter_next (&iter, "(xx&sm&s)", &start, &end, &text, &speaker)) {
    /* The words count on every cue being there. */
    if (start < last || end < start || end > SFL_TIME_MAX)
      start = end = last;
    sfl_clip_recipe_add_cue (self, start, end, text, speaker);
    last = end;
  }

  last = 0;
  g_variant_iter_init (&iter, words == NULL ? cues : words);
  while (words != NULL &&
         g_variant_iter_next (&iter, "(xxuuu)", &start, &end, &cue, &offset, &length)) {
    if (cue < first || cue >= self->cues->len || start < last || end < start ||
        end > SFL_TIME_MAX ||
        !is_whole (g_array_index (self->cues, SflClipCue, cue).text, offset, length))
      continue;
    first = cue;
    last = start;
    g_array_append_val (
        self->words,
        ((SflClipWord){
            .start = start, .end = end, .cue = cue, .offset = offset, .length = length }));
  }
}

/**
 * sfl_clip_recipe_load:
 * @text: of sfl_clip_recipe_save(), by whatever version, perhaps changed since; in UTF-8
 *
 * Returns: (transfer full): NULL with @error set when that is no recipe
 */
SflClipRecipe *
sfl_clip_recipe_load (const char *text, gsize length, GError **error)
{
  SflClipRecipe *self;
  g_autoptr (GVariant) dict =
      g_variant_parse (G_VARIANT_TYPE_VARDICT, text, text + length, NULL, NULL);

  if (dict == NULL) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_FORMAT,
                         _ ("This is not the recipe of a clip."));
    return NULL;
  }

  self = sfl_clip_recipe_new ();
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autoptr (GVariant) value =
        g_variant_lookup_value (dict, fields[i].name, G_VARIANT_TYPE (fields[i].type));

    if (value != NULL)
      set_value (self, i, value);
  }
  load_cues (self, dict);

  return self;
}

static gboolean
is_form_of (SflClipForm form, SflClipKind kind)
{
  switch (kind) {
  case SFL_CLIP_VIDEO:
  case SFL_CLIP_AUDIOGRAM:
    return form == SFL_CLIP_FORM_MP4 || form == SFL_CLIP_FORM_WEBM;
  case SFL_CLIP_CARD:
    return form == SFL_CLIP_FORM_PNG;
  default:
    return form >= SFL_CLIP_FORM_M4A && form <= SFL_CLIP_FORM_WAV;
  }
}

/**
 * sfl_clip_recipe_check:
 *
 * Returns: whether a clip can be made of it, as far as can be told without the recording
 */
gboolean
sfl_clip_recipe_check (const SflClipRecipe *self, GError **error)
{
  if (!is_form_of (self->form, self->kind))
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("A clip of this kind cannot be written in this form of file."));
  else if (self->kind == SFL_CLIP_CARD && self->cues->len == 0)
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("There are no words for the card."));
  else if (self->kind == SFL_CLIP_CARD)
    return TRUE;
  else if (self->source == NULL)
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("There is no recording to take a clip from."));
  else if (self->start < 0 || self->end <= self->start || self->end > SFL_TIME_MAX)
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("The clip ends before it begins."));
  else if (self->end - self->start > SFL_CLIP_MAX_LENGTH)
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_LIMIT,
                         _ ("The clip is longer than an hour. Make several of it."));
  else
    return TRUE;

  return FALSE;
}

void
sfl_clip_recipe_add_cue (SflClipRecipe *self,
                         SflTime start,
                         SflTime end,
                         const char *text,
                         const char *speaker)
{
  SflClipCue cue = { start, end, g_strdup (text), g_strdup (speaker) };

  g_array_append_val (self->cues, cue);
}

/**
 * sfl_clip_recipe_add_word:
 *
 * Adds it to the cue that was added last.
 */
void
sfl_clip_recipe_add_word (SflClipRecipe *self,
                          SflTime start,
                          SflTime end,
                          guint offset,
                          guint length)
{
  SflClipWord word = { start, end, self->cues->len - 1, offset, length };

  g_return_if_fail (self->cues->len > 0);

  g_array_append_val (self->words, word);
}

/**
 * find_said:
 * @from: (out): the first byte of what is heard of @line in the clip
 * @to: (out): the byte after the last, with the punctuation that follows
 *
 * All of it where its words have no times that can be relied on.
 *
 * Returns: FALSE when no word of it is heard there
 */
static gboolean
find_said (SflClipRecipe *self, SflTranscript *transcript, guint line, gsize *from, gsize *to)
{
  const char *text = sfl_transcript_get_text (transcript, NULL);
  const SflLine *l = &sfl_transcript_get_lines (transcript, NULL)[line];
  const SflWord *words = sfl_transcript_get_words (transcript, NULL);
  const gsize end = (gsize) l->offset + l->length;
  gboolean is_heard = FALSE;
  guint first, n;

  *from = l->offset;
  *to = end;
  if (!sfl_transcript_trusts_words (transcript, line))
    return TRUE;

  sfl_transcript_get_line_words (transcript, line, &first, &n);
  for (guint i = first, before = FALSE; i < first + n; i++) {
    SflTime middle = words[i].start + (words[i].end - words[i].start) / 2;

    if (words[i].start == SFL_TIME_NONE)
      continue;
    if (middle < self->start) {
      before = TRUE;
    } else if (middle < self->end) {
      if (!is_heard && before)
        *from = words[i].offset;
      is_heard = TRUE;
      *to = (gsize) words[i].offset + words[i].length;
    } else if (is_heard) {
      while (*to < end && !g_ascii_isspace (text[*to]))
        (*to)++;
      return TRUE;
    }
  }
  *to = end;

  return is_heard;
}

/* The words of @line that are said between these bytes, where they can be relied on. */
static void
take_words (SflClipRecipe *self, SflTranscript *transcript, guint line, gsize offset, gsize end)
{
  const SflWord *words = sfl_transcript_get_words (transcript, NULL);
  SflTime last = SFL_TIME_NONE;
  guint first, n;

  if (!sfl_transcript_trusts_words (transcript, line))
    return;

  sfl_transcript_get_line_words (transcript, line, &first, &n);
  for (guint i = first; i < first + n; i++) {
    if (words[i].start == SFL_TIME_NONE || words[i].start < last || words[i].offset < offset ||
        words[i].offset >= end)
      continue;
    sfl_clip_recipe_add_word (self, words[i].start, words[i].end, words[i].offset - offset,
                              words[i].length);
    last = words[i].start;
  }
}

/**
 * sfl_clip_recipe_take_cues:
 * @transcript: with times
 *
 * Takes the lines, and the times of words that can be relied on, that are heard between start and
 * end, in place of those that it had.  Of a line with such words only those are taken that are heard.  Of lines that overlap the later one follows the other.
 */
void
sfl_clip_recipe_take_cues (SflClipRecipe *self, SflTranscript *transcript)
{
  guint n_lines;
  const char *all = sfl_transcript_get_text (transcript, NULL);
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);

  g_array_set_size (self->cues, 0);
  g_array_set_size (self->words, 0);
  if (!sfl_transcript_is_timed (transcript))
    return;

  for (guint i = 0; i < n_lines; i++) {
    g_autofree char *text = NULL;
    SflTime start = MAX (lines[i].start, self->start), end = MIN (lines[i].end, self->end);
    gsize from, to;

    if (self->cues->len > 0) {
      SflClipCue *last = &g_array_index (self->cues, SflClipCue, self->cues->len - 1);

      /* Each has some time of its own, unless they begin together. */
      last->end = MIN (last->end, MAX (start, last->start));
    }
    if (end <= start || lines[i].length == 0 ||
        (end - start < SLIVER && end - start < (lines[i].end - lines[i].start) / 2) ||
        !find_said (self, transcript, i, &from, &to))
      continue;

    text = g_strndup (all + from, to - from);
    sfl_clip_recipe_add_cue (self, start, end, text,
                             sfl_transcript_get_speaker (transcript, lines[i].speaker));
    take_words (self, transcript, i, from, to);
  }
}

/**
 * sfl_clip_recipe_take_quote:
 * @from: of the words, in the text of @transcript
 * @to: where they end
 *
 * Takes these very words, and no others, as they stand on a card.
 */
void
sfl_clip_recipe_take_quote (SflClipRecipe *self, SflTranscript *transcript, gsize from, gsize to)
{
  const char *text = sfl_transcript_get_text (transcript, NULL);
  const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);
  int line = sfl_transcript_find_at (transcript, from);
  g_autofree char *words = g_strndup (text + from, to - from);

  g_return_if_fail (from < to && line >= 0);

  g_array_set_size (self->cues, 0);
  g_array_set_size (self->words, 0);
  sfl_clip_recipe_add_cue (self, self->start, self->end, words,
                           sfl_transcript_get_speaker (transcript, lines[line].speaker));
}

/**
 * sfl_clip_recipe_dup_transcript:
 * @start: where the clip that was made begins
 *
 * Returns: (transfer full): the words of the clip, its beginning being 0; for any format
 */
SflTranscript *
sfl_clip_recipe_dup_transcript (const SflClipRecipe *self, SflTime start)
{
  g_autoptr (SflTranscriptBuilder) builder = sfl_transcript_builder_new ("clip");
  guint n_cues, n_words;
  const SflClipCue *cues = sfl_clip_recipe_get_cues (self, &n_cues);
  const SflClipWord *words = sfl_clip_recipe_get_words (self, &n_words);
  guint w = 0;

  if (self->title != NULL)
    sfl_transcript_builder_set_meta (builder, SFL_META_TITLE, self->title, -1);

  for (guint i = 0; i < n_cues; i++) {
    SflTime from = MAX (cues[i].start, start), to = MIN (cues[i].end, self->end);
    int speaker = -1;

    for (; w < n_words && words[w].cue < i; w++)
      ;
    if (to <= from)
      continue;

    if (cues[i].speaker != NULL)
      speaker = sfl_transcript_builder_add_speaker (builder, cues[i].speaker, -1);
    if (!sfl_transcript_builder_begin_line (builder, from - start, to - start, speaker))
      break;
    sfl_transcript_builder_append (builder, cues[i].text, strlen (cues[i].text));
    for (; w < n_words && words[w].cue == i; w++)
      if (words[w].start >= from && words[w].end <= to)
        sfl_transcript_builder_add_word (builder, words[w].offset, words[w].length,
                                         words[w].start - start, words[w].end - start, -1);
    sfl_transcript_builder_end_line (builder);
  }

  return sfl_transcript_builder_end (g_steal_pointer (&builder));
}

const SflClipCue *
sfl_clip_recipe_get_cues (const SflClipRecipe *self, guint *n_cues)
{
  *n_cues = self->cues->len;

  return (const SflClipCue *) (gpointer) self->cues->data;
}

const SflClipWord *
sfl_clip_recipe_get_words (const SflClipRecipe *self, guint *n_words)
{
  *n_words = self->words->len;

  return (const SflClipWord *) (gpointer) self->words->data;
}

/**
 * sfl_clip_recipe_get_size:
 * @source_width: of the recording as it is shown; 0 without one
 *
 * The pixels of the picture, an even number each way.
 */
void
sfl_clip_recipe_get_size (const SflClipRecipe *self,
                          guint source_width,
                          guint source_height,
                          guint *width,
                          guint *height)
{
  guint side = self->short_side, x, y;

  if (source_width == 0 || source_height == 0)
    source_width = source_height = LARGE_SIDE;
  /* Twice as many pixels as there are show nothing more. */
  if (side == 0)
    side = MIN (source_width, source_height) >= SMALL_SIDE ? LARGE_SIDE : SMALL_SIDE;

  if (self->shape == SFL_CLIP_SHAPE_SOURCE) {
    x = source_width;
    y = source_height;
    if (self->short_side == 0)
      side = MIN (x, y);
  } else {
    x = ratios[self->shape].x;
    y = ratios[self->shape].y;
  }

  *width = x < y ? side : (guint) lround ((double) side * x / y);
  *height = x < y ? (guint) lround ((double) side * y / x) : side;
  *width = CLAMP (*width, MIN_SIDE, MAX_SIDE) & ~1u;
  *height = CLAMP (*height, MIN_SIDE, MAX_SIDE) & ~1u;
}
