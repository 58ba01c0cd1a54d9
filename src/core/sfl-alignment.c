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

/* Version, text, language; lines: start, end, flags; words: offset, length, start, end,
 * confidence; holes: start, end, kind.  A time is SFL_TIME_NONE where there is none.
 */
#define TYPE "(yssa(xxu)a(uuxxd)a(xxu))"

/* The times of 3 hours take 3 MB; what is larger is no such thing. */
#define MAX_BYTES (256 * 1024 * 1024)

/* A word below this is more likely elsewhere. */
#define SURE 0.5

/* Of another recording, chance places less. */
#define PLAUSIBLE 0.3

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

/**
 * sfl_alignment_pack:
 * @language: that it was taken for
 *
 * Returns: (transfer full): the times of @aligned, without its text
 */
GBytes *
sfl_alignment_pack (SflTranscript *aligned, const char *language)
{
  GVariantBuilder builder;
  guint n_lines, n_words, n_holes;
  const SflLine *lines;
  const SflWord *words;
  const SflHole *holes;
  g_autofree char *id = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GZlibCompressor) compressor = NULL;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (aligned), NULL);
  g_return_val_if_fail (language != NULL, NULL);

  id = dup_text_id (aligned);
  lines = sfl_transcript_get_lines (aligned, &n_lines);
  words = sfl_transcript_get_words (aligned, &n_words);
  holes = sfl_transcript_get_holes (aligned, &n_holes);
  g_variant_builder_init (&builder, G_VARIANT_TYPE (TYPE));
  g_variant_builder_add (&builder, "y", VERSION);
  g_variant_builder_add (&builder, "s", id);
  g_variant_builder_add (&builder, "s", language);
  g_variant_builder_open (&builder, G_VARIANT_TYPE ("a(xxu)"));
  for (guint i = 0; i < n_lines; i++)
    g_variant_builder_add (&builder, "(xxu)", lines[i].start, lines[i].end, lines[i].flags);
  g_variant_builder_close (&builder);
  g_variant_builder_open (&builder, G_VARIANT_TYPE ("a(uuxxd)"));
  for (guint i = 0; i < n_words; i++)
    g_variant_builder_add (&builder, "(uuxxd)", words[i].offset, words[i].length, words[i].start,
                           words[i].end, (double) words[i].confidence);
  g_variant_builder_close (&builder);
  g_variant_builder_open (&builder, G_VARIANT_TYPE ("a(xxu)"));
  for (guint i = 0; i < n_holes; i++)
    g_variant_builder_add (&builder, "(xxu)", holes[i].start, holes[i].end, holes[i].kind);
  g_variant_builder_close (&builder);

  variant = g_variant_ref_sink (g_variant_builder_end (&builder));
  bytes = g_variant_get_data_as_bytes (variant);
  compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, -1);

  return convert (bytes, G_CONVERTER (compressor));
}

static GArray *
read_lines (GVariant *packed, guint n_lines)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, TRUE, sizeof (SflLine));

  for (gsize i = 0; i < g_variant_n_children (packed); i++) {
    SflLine line = { 0 };

    g_variant_get_child (packed, i, "(xxu)", &line.start, &line.end, &line.flags);
    g_array_append_val (lines, line);
  }

  return lines->len == n_lines ? g_steal_pointer (&lines) : NULL;
}

/* NULL when they are not words of @transcript, one after the other. */
static GArray *
read_words (GVariant *packed, SflTranscript *transcript)
{
  const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);
  g_autoptr (GArray) words = g_array_new (FALSE, TRUE, sizeof (SflWord));
  guint64 after = 0;

  for (gsize i = 0; i < g_variant_n_children (packed); i++) {
    SflWord word = { 0 };
    double confidence;
    const SflLine *line;

    g_variant_get_child (packed, i, "(uuxxd)", &word.offset, &word.length, &word.start, &word.end,
                         &confidence);
    word.confidence = confidence;
    if (word.offset < after || word.length == 0)
      return NULL;
    after = (guint64) word.offset + word.length;
    line = &lines[MAX (sfl_transcript_find_at (transcript, word.offset), 0)];
    if (after > (guint64) line->offset + line->length)
      return NULL;
    g_array_append_val (words, word);
  }

  return g_steal_pointer (&words);
}

static GArray *
read_holes (GVariant *packed)
{
  GArray *holes = g_array_new (FALSE, TRUE, sizeof (SflHole));

  for (gsize i = 0; i < g_variant_n_children (packed); i++) {
    SflHole hole = { 0 };

    g_variant_get_child (packed, i, "(xxu)", &hole.start, &hole.end, &hole.kind);
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

  variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (TYPE), bytes, FALSE));
  if (!g_variant_is_normal_form (variant))
    return NULL;

  id = dup_text_id (transcript);
  sfl_transcript_get_lines (transcript, &n_lines);
  g_variant_get (variant, "(y&s&s@a(xxu)@a(uuxxd)@a(xxu))", &version, &packed_id, &packed_language,
                 &packed_lines, &packed_words, &packed_holes);
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
