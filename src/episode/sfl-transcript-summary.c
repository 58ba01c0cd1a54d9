/* sfl-transcript-summary.c: what was understood of a transcript, in words
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-transcript-summary.h"

#include "sfl-alignment.h"
#include "sfl-format.h"

#include <glib/gi18n-lib.h>

/* One line of so many that was repaired is worth a word. */
#define MANY 20

/**
 * sfl_transcript_dup_summary:
 *
 * Returns: (transfer full): what was understood, in words:
 *   "430 lines, times like 03:31"
 */
char *
sfl_transcript_dup_summary (SflTranscript *transcript)
{
  guint n_lines;
  const SflLine *lines;
  g_autofree char *count = NULL;
  g_autofree char *time = NULL;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  lines = sfl_transcript_get_lines (transcript, &n_lines);
  count = g_strdup_printf (ngettext ("%u line", "%u lines", n_lines), n_lines);
  if (!sfl_transcript_is_timed (transcript))
    return g_strdup_printf (_ ("%s, without times"), count);

  time = sfl_time_to_string (lines[n_lines / 8].start, lines[n_lines - 1].start);

  return g_strdup_printf (_ ("%s, times like %s"), count, time);
}

/* Returns: (transfer full): how many of the words that are said were found for sure: "Aligned: 98 %".
 *   That nobody says a word is no doubt about the others.
 */
char *
sfl_transcript_dup_aligned_share (SflTranscript *transcript)
{
  SflAlignmentSummary summary = sfl_alignment_summarize (transcript);

  /* Translators: of a transcript, in per cent. */
  return g_strdup_printf (_ ("Aligned: %d %%"),
                          summary.n_spoken > 0 ? 100 * summary.n_sure / summary.n_spoken : 0);
}

/**
 * sfl_transcript_dup_alignment_summary:
 *
 * Returns: (transfer full) (nullable): what was found of the words of the transcript in its
 *   recording: "Aligned: 98 %, 12 words not spoken, 1 hole"; NULL where nobody looked
 */
char *
sfl_transcript_dup_alignment_summary (SflTranscript *transcript)
{
  SflAlignmentSummary summary;
  g_autofree char *share = NULL;
  GString *words;
  guint n_unspoken;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  if (!sfl_transcript_is_aligned (transcript))
    return NULL;

  summary = sfl_alignment_summarize (transcript);
  share = sfl_transcript_dup_aligned_share (transcript);
  words = g_string_new (share);
  n_unspoken = summary.n_words - summary.n_spoken;
  if (n_unspoken > 0)
    /* Translators: words of the transcript that nobody says. */
    g_string_append_printf (words,
                            ngettext (", %u word not spoken", ", %u words not spoken", n_unspoken),
                            n_unspoken);
  if (summary.n_holes > 0)
    g_string_append_printf (words, ngettext (", %u hole", ", %u holes", summary.n_holes),
                            summary.n_holes);

  return g_string_free (words, FALSE);
}

/**
 * sfl_transcript_dup_remarks:
 *
 * Returns: (transfer full) (nullable): what the reader of the file had to do, in
 *   words, "2 places repaired, 1 part left out"; NULL when it had to do nothing
 */
char *
sfl_transcript_dup_remarks (SflTranscript *transcript)
{
  guint n_repaired, n_ignored;
  g_autofree char *repaired = NULL;
  g_autofree char *ignored = NULL;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  n_repaired = sfl_transcript_get_n_warned (transcript, SFL_WARNING_REPAIRED);
  n_ignored = sfl_transcript_get_n_warned (transcript, SFL_WARNING_IGNORED);
  if (n_repaired > 0)
    repaired = g_strdup_printf (ngettext ("%u place repaired", "%u places repaired", n_repaired),
                                n_repaired);
  if (n_ignored > 0)
    ignored =
        g_strdup_printf (ngettext ("%u part left out", "%u parts left out", n_ignored), n_ignored);

  if (repaired && ignored)
    return g_strdup_printf ("%s, %s", repaired, ignored);

  return repaired ? g_steal_pointer (&repaired) : g_steal_pointer (&ignored);
}

/* Whether its reader had to do more than tidy up: what is left out may be missed, and
 * where much had to be mended, something may be wrong.
 */
gboolean
sfl_transcript_is_remarkable (SflTranscript *transcript)
{
  guint n_lines;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), FALSE);

  sfl_transcript_get_lines (transcript, &n_lines);

  return sfl_transcript_get_n_warned (transcript, SFL_WARNING_IGNORED) > 0 ||
         sfl_transcript_get_n_warned (transcript, SFL_WARNING_REPAIRED) * MANY > n_lines;
}

/* What the user would call the format, or NULL when it is none of the table. */
const char *
sfl_transcript_get_format_name (SflTranscript *transcript)
{
  const char *id;
  const SflFormat *format;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  id = sfl_transcript_get_format (transcript);
  format = id ? sfl_format_find (id) : NULL;

  return format ? _ (format->name) : NULL;
}
