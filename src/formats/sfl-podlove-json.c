/* sfl-podlove-json.c: transcripts of the Podlove player
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An array of lines, bare or under "transcripts".  Their "voice" is a name, their "speaker"
 * mostly a number.  Any thread.
 */

#include "config.h"

#include "sfl-podlove-json.h"

#include "sfl-json-kind.h"
#include "sfl-json-lines.h"

static void
read_lines (SflJsonLines *lines, SflJson *json)
{
  while (sfl_json_next (json) != SFL_JSON_END && json->token != SFL_JSON_BROKEN) {
    if (json->token != SFL_JSON_ARRAY) {
      sfl_json_lines_take_meta (lines);
    } else if (json->depth == 1 || sfl_json_is_key (json, "transcripts")) {
      lines->is_transcript = TRUE;
      if (!sfl_json_lines_read_list (lines))
        return;
    } else {
      sfl_json_skip (json);
    }
  }
}

gboolean
sfl_podlove_json_sniff (const char *text, gsize length)
{
  return sfl_json_kind_guess (text, length) == SFL_JSON_KIND_PODLOVE;
}

gboolean
sfl_podlove_json_parse (SflTranscriptBuilder *builder,
                        const char *text,
                        gsize length,
                        const SflParseOptions *options,
                        GError **error)
{
  return sfl_json_lines_run (builder, read_lines, text, length, options, error);
}
