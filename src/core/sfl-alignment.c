/* sfl-alignment.c: the times that were found for a text, to be kept
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Listening to an episode takes a while, so what was heard is kept: the times alone, and by
 * what they are recognized as those of a text.  What is read back is looked at with suspicion.
 * Any thread.
 */

#include "config.h"

#include "sfl-alignment.h"

#include <gio/gio.h>
#include <string.h>

/* Another one is not read: the text is listened to again. */
#define VERSION 1

/* Version, text, language, lines, words, holes. */
#define TYPE "(yssa" SPAN "a" WORD "a" SPAN ")"
#define SPAN "(xxu)"
#define WORD "(uuxxd)"

/* As GVariant lays them out.  A time is SFL_TIME_NONE where there is none. */
typedef struct {
  gint64 start;
  gint64 end;
  guint32 value; /* the flags of a line, the kind of a hole */
  guint32 zero;
} Span;

typedef struct {
  guint32 offset;
  guint32 length;
  gint64 start;
  gint64 end;
  double confidence;
} Word;

G_STATIC_ASSERT (sizeof (Span) == 24 && sizeof (Word) == 32);

/* The times of 3 hours take 3 MB; what is larger is no such thing. */
#define MAX_BYTES (256 * 1024 * 1024)

/* A word below this is more likely elsewhere. */
#define SURE 0.5

/* Of another recording, chance places less. */
#define PLAUSIBLE 0.4

/* What has been found, in numbers. */
SflAlignmentSummary
sfl_alignment_summarize (SflTranscript *aligned)
{
  SflAlignmentSummary summary = { 0 };
  guint n_lines;
  const SflWord *words;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (aligned), summary);

  words = sfl_transcript_get_words (aligned, &summary.n_words);
  for (guint i = 0; i < summary.n_words; i++) {
    gboolean spoken = !(words[i].flags & SFL_WORD_UNSPOKEN);

    summary.n_spoken += spoken;
    summary.n_sure += spoken && (words[i].confidence < 0 || words[i].confidence >= SURE);
  }
  sfl_transcript_get_holes (aligned, &summary.n_holes);
  sfl_transcript_get_lines (aligned, &n_lines);
  for (guint i = 0; i < n_lines; i++) {
    guint first, n, n_spoken = 0;

    sfl_transcript_get_line_words (aligned, i, &first, &n);
    for (guint w = first; w < first + n; w++)
      n_spoken += !(words[w].flags & SFL_WORD_UNSPOKEN);
    summary.n_doubtful_lines += n_spoken > 0 && !sfl_transcript_trusts_words (aligned, i);
  }

  return summary;
}

/* Whether the text is that of the recording at all. */
gboolean
sfl_alignment_is_plausible (SflTranscript *aligned)
{
  SflAlignmentSummary summary = sfl_alignment_summarize (aligned);

  return summary.n_words > 0 && summary.n_sure >= summary.n_words * PLAUSIBLE;
}

/* The same for texts with the same lines. */
static char *
dup_text_id (SflTranscript *transcript)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length;
  guint n_lines;
  const char *text = sfl_transcript_get_text (transcript, &length);
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);

  g_checksum_update (checksum, (const guchar *) text, length);
  for (guint i = 0; i < n_lines; i++) {
    guint32 offset = GUINT32_TO_LE (lines[i].offset);

    g_checksum_update (checksum, (const guchar *) &offset, sizeof offset);
  }

  return g_strdup (g_checksum_get_string (checksum));
}

/* Passes @bytes through @converter; NULL when it is not made for them. */
static GBytes *
convert (GBytes *bytes, GConverter *converter)
{
  g_autoptr (GInputStream) input = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) converted = g_converter_input_stream_new (input, converter);
  g_autoptr (GByteArray) all = g_byte_array_new ();
  guint8 block[16384];
  gssize n;

  while ((n = g_input_stream_read (converted, block, sizeof block, NULL, NULL)) > 0 &&
         all->len <= MAX_BYTES)
    g_byte_array_append (all, block, n);

  return n == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&all)) : NULL;
}

static GVariant *
pack_lines (SflTranscript *aligned)
{
  guint n;
  const SflLine *lines = sfl_transcript_get_lines (aligned, &n);
  g_autofree Span *packed = g_new (Span, n);

  for (guint i = 0; i < n; i++)
    packed[i] = (Span){ lines[i].start, lines[i].end, lines[i].flags, 0 };

  return g_variant_new_fixed_array (G_VARIANT_TYPE (SPAN), packed, n, sizeof (Span));
}

static GVariant *
pack_words (SflTranscript *aligned)
{
  guint n;
  const SflWord *words = sfl_transcript_get_words (aligned, &n);
  g_autofree Word *packed = g_new (Word, n);

  for (guint i = 0; i < n; i++)
    packed[i] = (Word){ words[i].offset, words[i].length, words[i].start, words[i].end,
                        words[i].confidence };

  return g_variant_new_fixed_array (G_VARIANT_TYPE (WORD), packed, n, sizeof (Word));
}

static GVariant *
pack_holes (SflTranscript *aligned)
{
  guint n;
  const SflHole *holes = sfl_transcript_get_holes (aligned, &n);
  g_autofree Span *packed = g_new (Span, n);

  for (guint i = 0; i < n; i++)
    packed[i] = (Span){ holes[i].start, holes[i].end, holes[i].kind, 0 };

  return g_variant_new_fixed_array (G_VARIANT_TYPE (SPAN), packed, n, sizeof (Span));
}

/**
 * sfl_alignment_pack:
 * @language: that it was taken for
 *
 * Takes some 30 ms for an episode of three hours: better on a thread.
 *
 * Returns: (transfer full): the times of @aligned, without its text
 */
GBytes *
sfl_alignment_pack (SflTranscript *aligned, const char *language)
{
  g_autofree char *id = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GZlibCompressor) compressor = NULL;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (aligned), NULL);
  g_return_val_if_fail (language != NULL, NULL);

  id = dup_text_id (aligned);
  variant = g_variant_ref_sink (g_variant_new ("(yss@a" SPAN "@a" WORD "@a" SPAN ")", VERSION, id,
                                               language, pack_lines (aligned), pack_words (aligned),
                                               pack_holes (aligned)));
  bytes = g_variant_get_data_as_bytes (variant);
  compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, -1);

  return convert (bytes, G_CONVERTER (compressor));
}

static GArray *
read_lines (GVariant *packed, guint n_lines)
{
  gsize n;
  const Span *spans = g_variant_get_fixed_array (packed, &n, sizeof (Span));
  GArray *lines;

  if (n != n_lines)
    return NULL;

  lines = g_array_sized_new (FALSE, TRUE, sizeof (SflLine), n);
  for (gsize i = 0; i < n; i++) {
    SflLine line = { spans[i].start, spans[i].end, 0, 0, -1, spans[i].value };

    g_array_append_val (lines, line);
  }

  return lines;
}

/* NULL when they are not words of @transcript, one after the other. */
static GArray *
read_words (GVariant *packed, SflTranscript *transcript)
{
  gsize n;
  const Word *packed_words = g_variant_get_fixed_array (packed, &n, sizeof (Word));
  const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);
  g_autoptr (GArray) words = g_array_sized_new (FALSE, TRUE, sizeof (SflWord), n);
  guint64 after = 0;

  for (gsize i = 0; i < n; i++) {
    const Word *from = &packed_words[i];
    SflWord word = { from->start, from->end, from->offset, from->length, from->confidence, 0 };
    const SflLine *line = &lines[MAX (sfl_transcript_find_at (transcript, word.offset), 0)];

    if (word.offset < after || word.length == 0)
      return NULL;
    after = (guint64) word.offset + word.length;
    if (after > (guint64) line->offset + line->length)
      return NULL;
    g_array_append_val (words, word);
  }

  return g_steal_pointer (&words);
}

static GArray *
read_holes (GVariant *packed)
{
  gsize n;
  const Span *spans = g_variant_get_fixed_array (packed, &n, sizeof (Span));
  GArray *holes = g_array_sized_new (FALSE, TRUE, sizeof (SflHole), n);

  for (gsize i = 0; i < n; i++) {
    SflHole hole = { spans[i].start, spans[i].end, 0, spans[i].value };

    if (hole.kind > SFL_HOLE_SPEECH)
      hole.kind = SFL_HOLE_UNKNOWN;
    g_array_append_val (holes, hole);
  }

  return holes;
}

/**
 * sfl_alignment_unpack:
 * @transcript: whose times they may be
 * @language: (out) (optional) (transfer full): that it was taken for
 *
 * Returns: (transfer full) (nullable): the same text with the times of @packed; NULL when they
 *   are those of another text, or damaged
 */
SflTranscript *
sfl_alignment_unpack (GBytes *packed, SflTranscript *transcript, char **language)
{
  g_autoptr (GZlibDecompressor) decompressor = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) variant = NULL, packed_lines = NULL, packed_words = NULL,
                       packed_holes = NULL;
  g_autoptr (GArray) lines = NULL, words = NULL, holes = NULL;
  g_autofree char *id = NULL;
  const char *packed_id, *packed_language;
  guint8 version;
  guint n_lines;

  g_return_val_if_fail (packed != NULL, NULL);
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  bytes = convert (packed, G_CONVERTER (decompressor));
  if (bytes == NULL)
    return NULL;

  /* What is damaged in it reads as nothing, or as wrong numbers. */
  variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (TYPE), bytes, FALSE));
  id = dup_text_id (transcript);
  sfl_transcript_get_lines (transcript, &n_lines);
  g_variant_get (variant, "(y&s&s@a" SPAN "@a" WORD "@a" SPAN ")", &version, &packed_id,
                 &packed_language, &packed_lines, &packed_words, &packed_holes);
  if (version != VERSION || !g_str_equal (packed_id, id))
    return NULL;

  lines = read_lines (packed_lines, n_lines);
  words = read_words (packed_words, transcript);
  holes = read_holes (packed_holes);
  if (lines == NULL || words == NULL)
    return NULL;
  if (language != NULL)
    *language = g_strdup (packed_language);

  return sfl_transcript_new_aligned (transcript, (const SflLine *) lines->data,
                                     (const SflWord *) words->data, words->len,
                                     (const SflHole *) holes->data, holes->len);
}
