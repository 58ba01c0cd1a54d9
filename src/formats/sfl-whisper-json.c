/* sfl-whisper-json.c: JSON of Whisper and what is built on it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whisper itself lists "segments", whisper.cpp a "transcription" with offsets, pipelines of
 * Transformers "chunks" with a pair of times, faster-whisper's users the bare array.  WhisperX
 * and whisper-timestamped add words, speakers and confidences, which are read where they
 * stand.  Any thread.
 */

#include "config.h"

#include "sfl-whisper-json.h"

#include "sfl-json-kind.h"
#include "sfl-json-lines.h"
#include "sfl-vendor-json.h"

/* The list of lines: named so, or the outermost array. */
static gboolean
is_list (const SflJson *json)
{
  return json->depth == 1 || sfl_json_is_key (json, "segments") ||
         sfl_json_is_key (json, "transcription") || sfl_json_is_key (json, "chunks");
}

static void
read_lines (SflJsonLines *lines, SflJson *json)
{
  /* OpenAI's service can list the words of all lines in one. */
  if (lines->builder != NULL && lines->habits.has_outer_words && !lines->habits.lists_words) {
    sfl_vendor_json_read (lines, json);
    return;
  }

  while (sfl_json_next (json) != SFL_JSON_END && json->token != SFL_JSON_BROKEN) {
    if (json->token != SFL_JSON_ARRAY) {
      sfl_json_lines_take_meta (lines);
    } else if (is_list (json)) {
      lines->is_transcript = TRUE;
      if (!sfl_json_lines_read_list (lines))
        return;
    } else {
      lines->habits.has_outer_words |= json->depth == 2 && sfl_json_is_key (json, "words");
      sfl_json_skip (json);
    }
  }
}

gboolean
sfl_whisper_json_sniff (const char *text, gsize length)
{
  return sfl_json_kind_guess (text, length) == SFL_JSON_KIND_WHISPER;
}

gboolean
sfl_whisper_json_parse (SflTranscriptBuilder *builder,
                        const char *text,
                        gsize length,
                        const SflParseOptions *options,
                        GError **error)
{
  return sfl_json_lines_run (builder, read_lines, text, length, options, error);
}
