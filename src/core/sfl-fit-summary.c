/* sfl-fit-summary.c: whether the times of a text are those of a recording, in words
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-fit.h"

#include <glib/gi18n-lib.h>

#define TENTH (100 * SFL_MSECOND)

/* "12.4 s", or "2 min 5 s" where nobody needs tenths. */
static char *
dup_length (SflTime length)
{
  gint64 tenths = (ABS (length) + TENTH / 2) / TENTH;
  int seconds = (tenths + 5) / 10;

  if (tenths < 600)
    return tenths % 10 == 0 ? g_strdup_printf (_ ("%d s"), (int) (tenths / 10))
                            /* Translators: seconds, with tenths. */
                            : g_strdup_printf (_ ("%.1f s"), tenths / 10.0);
  if (seconds % 60 == 0)
    return g_strdup_printf (_ ("%d min"), seconds / 60);

  /* Translators: minutes and seconds, short. */
  return g_strdup_printf (_ ("%d min %d s"), seconds / 60, seconds % 60);
}

/* What is shown before it is heard is early. */
static char *
dup_shift (SflTime offset)
{
  g_autofree char *length = dup_length (offset);

  if (ABS (offset) < TENTH / 2)
    /* Translators: neither early nor late. */
    return g_strdup (_ ("right"));

  /* Translators: %s is a length like "12.4 s". */
  return g_strdup_printf (offset > 0 ? _ ("%s early") : _ ("%s late"), length);
}

static char *
dup_stretched (const SflFit *self, const SflLine *lines)
{
  SflTime first = lines[0].start, last = lines[self->n_lines - 1].start;
  g_autofree char *begins = dup_shift (self->pieces[0].offset + (self->rate - 1) * first);
  g_autofree char *ends = dup_shift (self->pieces[0].offset + (self->rate - 1) * last);

  /* Translators: "12.4 s early" or the like, twice. */
  return g_strdup_printf (_ ("The text and the sound drift apart: it is %s at the beginning, "
                             "%s at the end."),
                          begins, ends);
}

static char *
dup_cut (const SflFit *self, const SflLine *lines)
{
  const SflFitPiece *piece = &self->pieces[1];
  SflTime more = piece->offset - self->pieces[0].offset;
  g_autofree char *length = dup_length (more);
  g_autofree char *place = sfl_time_to_string (lines[piece->line].start, lines[piece->line].start);

  if (self->n_pieces > 2)
    return g_strdup_printf (ngettext ("The text is of another cut of this recording: they part in "
                                      "%u place.",
                                      "The text is of another cut of this recording: they part in "
                                      "%u places.",
                                      self->n_pieces - 1),
                            self->n_pieces - 1);
  if (more > 0)
    /* Translators: a length, and a time of the text. */
    return g_strdup_printf (_ ("The recording has %s more than the text, before %s."), length,
                            place);

  return g_strdup_printf (_ ("%s of the text, up to %s, are not in the recording."), length, place);
}

/**
 * sfl_fit_dup_summary:
 * @transcript: that was looked at
 *
 * Returns: (transfer full): a sentence: "The text is 12.4 s late."
 */
char *
sfl_fit_dup_summary (const SflFit *self, SflTranscript *transcript)
{
  const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);
  g_autofree char *shift = NULL;

  switch (self->kind) {
  case SFL_FIT_RIGHT:
    return g_strdup (_ ("The text fits the sound."));
  case SFL_FIT_SHIFTED:
    shift = dup_shift (self->pieces[0].offset);
    /* Translators: "12.4 s late" or the like. */
    return g_strdup_printf (_ ("The text is %s."), shift);
  case SFL_FIT_STRETCHED:
    return dup_stretched (self, lines);
  case SFL_FIT_CUT:
    return dup_cut (self, lines);
  case SFL_FIT_OTHER:
    return g_strdup (_ ("This text does not seem to be what is said in this recording."));
  default:
    return g_strdup (_ ("Nobody can tell whether the text fits the sound."));
  }
}
