/* sfl-fit.h: whether the times of a text are those of a recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-sync.h"

G_BEGIN_DECLS

typedef enum {
  SFL_FIT_UNKNOWN,   /* nobody can tell */
  SFL_FIT_RIGHT,     /* as well as such a file ever does */
  SFL_FIT_SHIFTED,   /* all is too early, or too late, by the same */
  SFL_FIT_STRETCHED, /* it runs away, slowly */
  SFL_FIT_CUT,       /* of another cut: something is missing, or there is more */
  SFL_FIT_OTHER,     /* this is not what is said */
} SflFitKind;

/**
 * SflFitPiece:
 * @line: the first line
 * @offset: what has to be added to the times of these lines, after they are stretched
 */
typedef struct {
  guint line;
  SflTime offset;
} SflFitPiece;

/**
 * SflFit:
 * @rate: by which the times of the text have to be multiplied; 1 in most cases
 * @pieces: of the text, in its order; none where nobody can tell
 * @n_lines: of the text
 * @n_placed: of these, found in the recording
 * @n_agreeing: of these, heard when this fit says
 * @spread: half of those found are at most so far from it
 */
typedef struct {
  SflFitKind kind;
  double rate;
  SflFitPiece *pieces;
  guint n_pieces;
  guint n_lines;
  guint n_placed;
  guint n_agreeing;
  SflTime spread;
} SflFit;

SflFit *sfl_fit_new (const SflTime *starts, const SflTime *heard, guint n_lines);
SflFit *sfl_fit_new_other (guint n_lines);
SflFit *sfl_fit_copy (const SflFit *self);
void sfl_fit_free (SflFit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflFit, sfl_fit_free)

double sfl_fit_get_confidence (const SflFit *self);
gboolean sfl_fit_can_correct (const SflFit *self);
SflSync sfl_fit_make_sync (const SflFit *self, SflTranscript *transcript);
char *sfl_fit_dup_summary (const SflFit *self, SflTranscript *transcript);
const char *sfl_fit_get_name (const SflFit *self);

G_END_DECLS
