/* sfl-podcast-json-writer.c: a transcript as JSON for podcasts
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One segment a line, as "podcast:transcript" wants it.  Words, and what the transcript
 * says about itself, are keys of our own, which other readers skip.
 */

#include "config.h"

#include "sfl-json-text.h"
#include "sfl-line-walker.h"
#include "sfl-output.h"
#include "sfl-writers.h"

static void
append_key (GString *out, const char *key)
{
  g_string_append_c (out, '"');
  g_string_append (out, key);
  g_string_append (out, "\":");
}

/* With a point even where it says nothing: files without one count milliseconds. */
static void
append_time (GString *out, const char *key, SflTime time)
{
  append_key (out, key);
  sfl_output_seconds (out, time);
  g_string_append (out, time % SFL_SECOND == 0 ? ".0," : ",");
}

static void
append_times (GString *out, SflTime start, SflTime end)
{
  append_time (out, "startTime", start);
  append_time (out, "endTime", end);
}

static void
append_body (GString *out, SflSlice body)
{
  append_key (out, "body");
  sfl_json_text_append_string (out, body.start, sfl_slice_get_length (body));
}

/* Also of a line that has none: whoever lists them has said all of it. */
static void
append_words (GString *out, const SflWalkedLine *line)
{
  g_string_append_c (out, ',');
  append_key (out, "words");
  g_string_append_c (out, '[');
  for (guint i = 0; i < line->n_words; i++) {
    const SflWord *word = &line->words[i];
    const char *text = line->text.start + word->offset;

    g_string_append (out, i == 0 ? "{" : ",{");
    append_times (out, word->start, word->end);
    append_body (out, (SflSlice){ text, text + word->length });
    if (word->confidence >= 0) {
      g_string_append_c (out, ',');
      append_key (out, "confidence");
      sfl_output_float (out, word->confidence);
    }
    g_string_append_c (out, '}');
  }
  g_string_append_c (out, ']');
}

static void
append_chapters (GString *out, SflTranscript *transcript)
{
  guint n;
  const SflChapter *chapters = sfl_transcript_get_chapters (transcript, &n);

  if (n == 0 || sfl_transcript_has_only_chapters (transcript))
    return;
  g_string_append (out, ",\n");
  append_key (out, "chapters");
  for (guint i = 0; i < n; i++) {
    g_string_append (out, i == 0 ? "[\n{" : ",\n{");
    append_time (out, "startTime", chapters[i].start);
    append_key (out, "title");
    sfl_json_text_append_string (out, chapters[i].title, -1);
    g_string_append_c (out, '}');
  }
  g_string_append (out, "\n]");
}

GBytes *
sfl_podcast_json_write (SflTranscript *transcript, const SflWriteOptions *options, GError **error)
{
  g_auto (GStrv) keys = sfl_transcript_dup_meta_keys (transcript);
  g_auto (SflLineWalker) walker = { 0 };
  GString *out = g_string_new ("{\"version\":\"1.0.0\",\n");
  SflWalkedLine line;

  for (gsize i = 0; keys[i] != NULL; i++) {
    g_autofree char *value = sfl_output_dup_meta (transcript, keys[i]);

    if (value == NULL)
      continue;
    append_key (out, keys[i]);
    sfl_json_text_append_string (out, value, -1);
    g_string_append (out, ",\n");
  }

  append_key (out, "segments");
  g_string_append_c (out, '[');
  sfl_line_walker_init (&walker, transcript, 1);
  while (sfl_line_walker_next (&walker, &line)) {
    g_string_append (out, walker.n_seen == 1 ? "\n{" : ",\n{");
    if (line.name != NULL) {
      append_key (out, "speaker");
      sfl_json_text_append_string (out, line.name, -1);
      g_string_append_c (out, ',');
    }
    append_times (out, line.start, line.end);
    append_body (out, line.text);
    append_words (out, &line);
    g_string_append_c (out, '}');
  }
  g_string_append (out, "\n]");
  append_chapters (out, transcript);
  g_string_append (out, "}\n");

  return sfl_output_end (out);
}
