/* show-transcript.c: prints what the readers make of files, as JSON lines
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For test-facts.py, which compares it with what other readers found.
 */

#include "config.h"

#include "sfl-format.h"

#include <stdio.h>

static void
print_string (const char *key, const char *text)
{
  printf (",\"%s\":", key);
  if (text == NULL) {
    printf ("null");
    return;
  }
  printf ("\"");
  for (const char *p = text; *p != '\0'; p++) {
    if ((guchar) *p < 0x20 || *p == '"' || *p == '\\')
      printf ("\\u%04x", *p);
    else
      putchar (*p);
  }
  printf ("\"");
}

/* Rounded, as other readers do. */
static void
print_time (SflTime time)
{
  if (SFL_TIME_IS_VALID (time))
    printf ("%" G_GINT64_FORMAT, (time + SFL_MSECOND / 2) / SFL_MSECOND);
  else
    printf ("null");
}

static void
print_transcript (SflTranscript *transcript)
{
  static const char *const keys[] = { SFL_META_TITLE,    SFL_META_PROGRAMME, SFL_META_DATE,
                                      SFL_META_CATEGORY, SFL_META_NOTES,     SFL_META_LANGUAGE };
  guint n_lines, n_words, n_holes, n_warnings;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);
  const SflHole *holes = sfl_transcript_get_holes (transcript, &n_holes);
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n_warnings);
  gsize length;
  const char *all = sfl_transcript_get_text (transcript, &length);
  const SflWord *words = sfl_transcript_get_words (transcript, &n_words);

  print_string ("format", sfl_transcript_get_format (transcript));
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    print_string (keys[i], sfl_transcript_get_meta (transcript, keys[i]));
  printf (",\"timed\":%d,\"n_words\":%u,\"speakers\":[", sfl_transcript_is_timed (transcript),
          n_words);
  for (guint i = 0; i < sfl_transcript_get_n_speakers (transcript); i++) {
    printf ("%s{\"i\":%u", i > 0 ? "," : "", i);
    print_string ("name", sfl_transcript_get_speaker (transcript, i));
    printf ("}");
  }
  printf ("],\"holes\":[");
  for (guint i = 0; i < n_holes; i++) {
    printf ("%s[%u,", i > 0 ? "," : "", holes[i].line);
    print_time (holes[i].start);
    printf (",");
    print_time (holes[i].end);
    printf ("]");
  }
  printf ("],\"warnings\":[");
  for (guint i = 0; i < n_warnings; i++) {
    printf ("%s{\"line\":%u", i > 0 ? "," : "", warnings[i].number);
    print_string ("message", warnings[i].message);
    printf ("}");
  }
  printf ("],\"words\":[");
  for (guint i = 0; i < n_words; i++) {
    g_autofree char *word = g_strndup (all + words[i].offset, words[i].length);

    printf ("%s{\"start\":", i > 0 ? "," : "");
    print_time (words[i].start);
    printf (",\"end\":");
    print_time (words[i].end);
    printf (",\"estimated\":%d", (words[i].flags & SFL_WORD_END_ESTIMATED) != 0);
    print_string ("text", word);
    printf ("}");
  }
  printf ("],\"lines\":[");
  for (guint i = 0; i < n_lines; i++) {
    g_autofree char *text = sfl_transcript_dup_line_text (transcript, i);

    printf ("%s{\"start\":", i > 0 ? "," : "");
    print_time (lines[i].start);
    printf (",\"end\":");
    print_time (lines[i].end);
    printf (",\"speaker\":%d,\"estimated\":%d", lines[i].speaker,
            (lines[i].flags & SFL_LINE_END_ESTIMATED) != 0);
    print_string ("text", text);
    printf ("}");
  }
  printf ("]");
}

int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GMappedFile) file = g_mapped_file_new (argv[i], FALSE, &error);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (SflTranscript) transcript = NULL;

    printf ("{\"argument\":%d", i);
    if (file != NULL) {
      bytes = g_mapped_file_get_bytes (file);
      transcript = sfl_format_parse (bytes, argv[i], NULL, NULL, &error);
    }
    print_string ("error", error != NULL ? error->message : NULL);
    if (transcript != NULL)
      print_transcript (transcript);
    printf ("}\n");
  }

  return 0;
}
