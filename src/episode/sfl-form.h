/* sfl-form.h: the forms of transcripts, as a view offers them
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of formats without what it is made of.  Main thread only.
 */

#pragma once

#include "sfl-transcript.h"

G_BEGIN_DECLS

/**
 * SflForm:
 * @id: as in SflParseOptions and sfl_transcript_get_format()
 * @name: translated
 * @purpose: (nullable): what it is good for, in a few words, translated
 * @extensions: NULL-terminated, without dot, the usual one first
 * @mime_types: NULL-terminated
 * @reads: whether a file of it can be opened
 * @writes: whether a transcript can be saved as it
 * @has_open_times: its files may leave open what a time means
 * @has_frames: its files may count frames
 * @rank: the lower, the more often wanted
 */
typedef struct {
  const char *id;
  const char *name;
  const char *purpose;
  const char *const *extensions;
  const char *const *mime_types;
  gboolean reads;
  gboolean writes;
  gboolean has_open_times;
  gboolean has_frames;
  guint rank;
} SflForm;

/**
 * SflCharset:
 * @id: as in SflParseOptions
 * @name: for users, translated
 */
typedef struct {
  const char *id;
  const char *name;
} SflCharset;

const SflForm *sfl_form_get_all (guint *n_forms);
const SflForm *sfl_form_find (const char *id);
char *sfl_form_dup_losses (const SflForm *self, SflTranscript *transcript);
const SflCharset *sfl_charset_get_all (guint *n_charsets);

G_END_DECLS
