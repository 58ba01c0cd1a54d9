/* sfl-podcast-json.c: transcripts of Podcasting 2.0
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A segment may be a line or a single word; words are put together.  A segment that lists its
 * words is a line, and one of nobody if it names nobody: so writes who knows.  Beside the
 * segments, title, language and the like, and chapters, may stand.  Any thread.
 */

#include "config.h"

#include "sfl-podcast-json.h"

#include "sfl-json-kind.h"
#include "sfl-json-lines.h"
#include "sfl-chapters-json.h"

static void
read_segments (SflJsonLines *lines, SflJson *json)
{
  while (sfl_json_next (json) != SFL_JSON_END && json->token != SFL_JSON_BROKEN) {
    if (json->token != SFL_JSON_ARRAY) {
      sfl_json_lines_take_meta (lines);
    } else if (json->depth == 1 || sfl_json_is_key (json, "segments")) {
      lines->is_transcript = lines->habits.says_seconds = TRUE;
      if (!sfl_json_lines_read_list (lines))
        return;
    } else if (sfl_json_is_key (json, "chapters")) {
      sfl_chapters_json_read_list (lines);
    } else {
      sfl_json_skip (json);
    }
  }
}

gboolean
sfl_podcast_json_sniff (const char *text, gsize length)
{
  return sfl_json_kind_guess (text, length) == SFL_JSON_KIND_PODCAST;
}

gboolean
sfl_podcast_json_parse (SflTranscriptBuilder *builder,
                        const char *text,
                        gsize length,
                        const SflParseOptions *options,
                        GError **error)
{
  return sfl_json_lines_run (builder, read_segments, text, length, options, error);
}
