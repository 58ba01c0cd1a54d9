/* sfl-plain-text.c: text without times
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whatever is no transcript of any kind is still text that somebody wants to read
 * beside an episode.  Each line that is not empty becomes a line.  Any thread.
 */

#include "config.h"

#include "sfl-plain-text.h"

#include "sfl-line-scanner.h"
#include "sfl-pasted-text.h"
#include "sfl-speaker-census.h"

#include <glib/gi18n-lib.h>

/* Bytes looked at for names of speakers. */
#define MAX_SAMPLE_BYTES (1024 * 1024)

gboolean
sfl_plain_text_sniff (const char *text, gsize length)
{
  return TRUE;
}

static void
look_for_names (SflSpeakerCensus *census, const char *text, gsize length)
{
  SflLineScanner scanner;
  SflSlice line, name, rest;

  sfl_line_scanner_init (&scanner, text, MIN (length, MAX_SAMPLE_BYTES));
  while (sfl_line_scanner_next (&scanner, &line)) {
    line = sfl_slice_trim (line);
    if (sfl_slice_is_empty (line))
      continue;
    sfl_speaker_census_add (census, line);
    if (!sfl_speaker_bold_split (line, &name, &rest) &&
        !sfl_speaker_prefix_split (line, &name, &rest))
      name = (SflSlice){ NULL, NULL };
    sfl_speaker_census_look (census, name);
  }
}

/* Never refuses a text. */
gboolean
sfl_plain_text_parse (SflTranscriptBuilder *builder,
                      const char *text,
                      gsize length,
                      const SflParseOptions *options,
                      GError **error)
{
  g_auto (SflSpeakerCensus) census = { 0 };
  gboolean named, repeats;
  SflLineScanner scanner;
  SflSlice line, name, rest;
  int speaker = -1;

  sfl_speaker_census_init (&census);
  look_for_names (&census, text, length);
  named = sfl_speaker_census_agrees (&census);
  repeats = sfl_speaker_census_repeats (&census);

  if (sfl_pasted_text_is_chat (text, length))
    sfl_transcript_builder_warn (builder, 0, SFL_WARNING_IGNORED,
                                 _ ("These are messages written in a meeting; their times say "
                                    "nothing about the recording"));

  sfl_line_scanner_init (&scanner, text, length);
  while (sfl_line_scanner_next (&scanner, &line)) {
    line = sfl_slice_trim (line);
    if (sfl_speaker_bold_split (line, &name, &rest) ||
        (named && sfl_speaker_census_split (&census, line, &name, &rest))) {
      speaker = sfl_transcript_builder_add_speaker (builder, name.start, name.end - name.start);
      line = rest;
    } else if (repeats) {
      speaker = -1;
    }
    if (sfl_slice_is_empty (line))
      continue;
    if (!sfl_transcript_builder_begin_line (builder, SFL_TIME_NONE, SFL_TIME_NONE, speaker))
      break;
    sfl_transcript_builder_append (builder, line.start, line.end - line.start);
    sfl_transcript_builder_end_line (builder);
  }

  return TRUE;
}
