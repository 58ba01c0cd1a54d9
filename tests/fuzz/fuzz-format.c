/* fuzz-format.c: anything may stand in a file
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Compiled once for each format, with FUZZ_FORMAT its id, and once without: then the
 * bytes go through the sniffer, as when a file is opened.  Besides not crashing, a
 * reader must hand over a transcript that the rest of the program can trust.
 */

#include "config.h"

#include "sfl-format.h"
#include "sfl-text-decoder.h"

#include <stdlib.h>
#include <string.h>

/* Text that a reader may add: bytes, on top of four times the file. */
#define SLACK 4096

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define CHECK(condition)                                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (!(condition)) {                                                                            \
      g_printerr ("%s\n", #condition);                                                             \
      abort ();                                                                                    \
    }                                                                                              \
  }                                                                                                \
  G_STMT_END

/* A critical is a finding.  Fatal in GLib's way it would trap, of which no input is left. */
static void
log_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) {
    g_printerr ("%s: %s\n", domain, message);
    abort ();
  }
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_default_handler (log_cb, NULL);

  return 0;
}

static void
check_span (const char *text, gsize text_length, guint32 offset, guint32 length)
{
  CHECK ((gsize) offset + length <= text_length);
  CHECK (((guchar) text[offset] & 0xc0) != 0x80);
  CHECK (((guchar) text[offset + length] & 0xc0) != 0x80);
}

static void
check_lines (SflTranscript *transcript)
{
  gboolean timed = sfl_transcript_is_timed (transcript);
  int n_speakers = sfl_transcript_get_n_speakers (transcript);
  gsize length;
  const char *text = sfl_transcript_get_text (transcript, &length);
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);

  for (guint i = 0; i < n_lines; i++) {
    check_span (text, length, lines[i].offset, lines[i].length);
    CHECK (lines[i].speaker >= -1 && lines[i].speaker < n_speakers);
    if (timed) {
      CHECK (lines[i].start >= 0 && lines[i].start <= SFL_TIME_MAX);
      CHECK (lines[i].end >= lines[i].start);
      CHECK (i == 0 || lines[i].start >= lines[i - 1].start);
    } else {
      CHECK (lines[i].start == SFL_TIME_NONE);
    }
    CHECK (i == 0 || lines[i].offset >= lines[i - 1].offset + lines[i - 1].length);
  }
}

static void
check_words (SflTranscript *transcript)
{
  gsize length;
  const char *text = sfl_transcript_get_text (transcript, &length);
  guint n_words, n_lines, first, n;
  const SflWord *words = sfl_transcript_get_words (transcript, &n_words);
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);

  for (guint i = 0; i < n_words; i++) {
    check_span (text, length, words[i].offset, words[i].length);
    CHECK (words[i].start >= 0 && words[i].end >= words[i].start);
    CHECK (i == 0 || words[i].offset >= words[i - 1].offset + words[i - 1].length);
  }
  for (guint i = 0; i < n_lines; i++) {
    sfl_transcript_get_line_words (transcript, i, &first, &n);
    CHECK (first + n <= n_words);
    for (guint w = first; w < first + n; w++)
      CHECK (words[w].offset >= lines[i].offset &&
             words[w].offset + words[w].length <= lines[i].offset + lines[i].length);
  }
}

static void
check_transcript (SflTranscript *transcript, gsize size)
{
  static const char *const keys[] = { SFL_META_TITLE,    SFL_META_PROGRAMME, SFL_META_DATE,
                                      SFL_META_CATEGORY, SFL_META_NOTES,     SFL_META_LANGUAGE };
  gsize length;
  const char *text = sfl_transcript_get_text (transcript, &length);
  guint n_holes;
  const SflHole *holes = sfl_transcript_get_holes (transcript, &n_holes);

  CHECK (length <= 4 * size + SLACK);
  CHECK (g_utf8_validate_len (text, length, NULL));
  check_lines (transcript);
  check_words (transcript);
  for (guint i = 0; i < n_holes; i++)
    CHECK (holes[i].start < holes[i].end);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    const char *value = sfl_transcript_get_meta (transcript, keys[i]);

    CHECK (value == NULL || g_utf8_validate (value, -1, NULL));
  }
  for (guint i = 0; i < sfl_transcript_get_n_speakers (transcript); i++)
    CHECK (g_utf8_validate (sfl_transcript_get_speaker (transcript, i), -1, NULL));
}

/* Whatever was read can be written.  One form for each input, for time's sake. */
static void
check_written (SflTranscript *transcript, gsize size)
{
  guint n_formats;
  const SflFormat *formats = sfl_format_get_all (&n_formats);
  const SflFormat *format = &formats[size % n_formats];
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sfl_format_write (format, transcript, NULL, &error);

  CHECK ((bytes == NULL) == (error != NULL));
  if (bytes != NULL && strcmp (format->id, "epub") != 0)
    CHECK (g_utf8_validate_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  /* Of its own size, so that a sanitizer sees a byte read behind it. */
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (SflTranscript) transcript = NULL;
  g_autoptr (GError) error = NULL;

#ifdef FUZZ_FORMAT
  g_autoptr (GBytes) decoded = NULL;
  g_autoptr (GBytes) copy = NULL;
  g_autoptr (SflTranscriptBuilder) builder = sfl_transcript_builder_new (FUZZ_FORMAT);
  SflParseOptions options = { 0 };
  SflDecoding decoding;
  gsize length;
  const char *text;

  decoded = sfl_text_decoder_decode (bytes, NULL, &decoding);
  copy = g_bytes_new (g_bytes_get_data (decoded, NULL), g_bytes_get_size (decoded));
  text = g_bytes_get_data (copy, &length);
  CHECK (length == 0 || g_utf8_validate_len (text, length, NULL));
  if (text == NULL)
    text = "";

  sfl_format_find (FUZZ_FORMAT)->sniff (text, length);
  if (!sfl_format_find (FUZZ_FORMAT)->parse (builder, text, length, &options, &error))
    CHECK (error != NULL);
  else
    transcript = sfl_transcript_builder_end (g_steal_pointer (&builder));
#else
  transcript = sfl_format_parse (bytes, "a.vtt", NULL, NULL, &error);
  CHECK ((transcript == NULL) == (error != NULL));
#endif

  if (transcript != NULL) {
    check_transcript (transcript, size);
    check_written (transcript, size);
  }

  return 0;
}
