/* sfl-output.h: pieces of a file that is being written
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"
#include "sfl-time.h"
#include "sfl-transcript.h"

G_BEGIN_DECLS

/**
 * SflClockStyle:
 * @n_hour_digits: 0 for no hours: the minutes go on beyond 59
 * @sign: before the fraction
 * @n_decimals: of the seconds
 */
typedef struct {
  guint n_hour_digits;
  char sign;
  guint n_decimals;
} SflClockStyle;

void sfl_output_clock (GString *out, SflTime time, SflClockStyle style);
void sfl_output_number (GString *out, guint64 value, guint n_digits);
void sfl_output_seconds (GString *out, SflTime time);
void sfl_output_float (GString *out, float value);
void sfl_output_slice (GString *out, SflSlice slice);
void sfl_output_one_row (GString *out, SflSlice text);
void sfl_output_xml (GString *out, SflSlice text);
char *sfl_output_dup_clean (const char *text);
char *sfl_output_dup_meta (SflTranscript *transcript, const char *key);
char *sfl_output_dup_language (SflTranscript *transcript);
GBytes *sfl_output_end (GString *out);

G_END_DECLS
