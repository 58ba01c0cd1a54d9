/* sfl-format.h: the table of transcript formats
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything that reads transcripts walks this one table: opening, the file
 * chooser, the tests and the fuzz targets.  Adding a format is one file and
 * one row.  Any thread; nothing here does I/O.
 */

#pragma once

#include "sfl-parse-options.h"
#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

/* A larger file is refused (SFL_ERROR_LIMIT). */
#define SFL_FORMAT_MAX_BYTES (256 * 1024 * 1024)

/**
 * SflFormatHolds:
 * @SFL_FORMAT_HOLDS_TIMES: when a line starts
 * @SFL_FORMAT_HOLDS_ENDS: when it ends
 * @SFL_FORMAT_HOLDS_ROWS: line breaks inside a line
 * @SFL_FORMAT_HOLDS_WORDS: when a word starts
 * @SFL_FORMAT_HOLDS_WORD_ENDS: when a word ends
 * @SFL_FORMAT_HOLDS_CONFIDENCES: how sure a word is
 * @SFL_FORMAT_HOLDS_SPEAKERS: who speaks
 * @SFL_FORMAT_HOLDS_META: title, date and the like
 * @SFL_FORMAT_HOLDS_CHAPTERS: chapters, beside the lines
 * @SFL_FORMAT_HOLDS_UNSPOKEN: which words nobody says
 *
 * What of a transcript is still there after writing it and reading it again.
 */
typedef enum {
  SFL_FORMAT_HOLDS_TIMES = 1 << 0,
  SFL_FORMAT_HOLDS_ENDS = 1 << 1,
  SFL_FORMAT_HOLDS_ROWS = 1 << 2,
  SFL_FORMAT_HOLDS_WORDS = 1 << 3,
  SFL_FORMAT_HOLDS_WORD_ENDS = 1 << 4,
  SFL_FORMAT_HOLDS_CONFIDENCES = 1 << 5,
  SFL_FORMAT_HOLDS_SPEAKERS = 1 << 6,
  SFL_FORMAT_HOLDS_META = 1 << 7,
  SFL_FORMAT_HOLDS_CHAPTERS = 1 << 8,
  SFL_FORMAT_HOLDS_UNSPOKEN = 1 << 9,
} SflFormatHolds;

/**
 * SflWriteOptions:
 * @media_name: (nullable): the name of the recording's file, for a form that plays it
 *
 * All zero asks for nothing.
 */
typedef struct {
  const char *media_name;
} SflWriteOptions;

/**
 * SflFormat:
 * @id: stable name, for traces, commands and tests: "srt", "vtt", "pasted-text"
 * @name: for users, to be passed through gettext()
 * @extensions: NULL-terminated, without dot, the usual one first; a tie-break only, the
 *   content decides
 * @mime_types: NULL-terminated, the usual one first
 * @sniff: (nullable): does decoded UTF-8 @text look like this format?
 * @parse: (nullable): reads decoded UTF-8 @text (valid, no NUL, newlines as in the file) into
 *   @builder, following @options (never NULL; format, charset and sync are not its business);
 *   FALSE with @error set only for what is refused
 * @write: (nullable): the whole file, or NULL with @error set
 * @holds: SflFormatHolds of what @write keeps
 * @resolution: of the times that @write keeps
 *
 * @text is not NUL-terminated.  What is only written has no @sniff and no @parse.
 */
typedef struct {
  const char *id;
  const char *name;
  const char *const *extensions;
  const char *const *mime_types;
  gboolean (*sniff) (const char *text, gsize length);
  gboolean (*parse) (SflTranscriptBuilder *builder,
                     const char *text,
                     gsize length,
                     const SflParseOptions *options,
                     GError **error);
  GBytes *(*write) (SflTranscript *transcript, const SflWriteOptions *options, GError **error);
  SflFormatHolds holds;
  SflTime resolution;
} SflFormat;

const SflFormat *sfl_format_get_all (guint *n_formats);
const SflFormat *sfl_format_find (const char *id);
const SflFormat *sfl_format_sniff (const char *text, gsize length, const char *extension);

const SflFormat *sfl_format_find_for_name (const char *file_name);
gboolean sfl_format_can_write (const SflFormat *format);
char *sfl_format_dup_losses (const SflFormat *format, SflTranscript *transcript);
GBytes *sfl_format_write (const SflFormat *format,
                          SflTranscript *transcript,
                          const SflWriteOptions *options,
                          GError **error);

SflTranscript *sfl_format_parse (GBytes *bytes,
                                 const char *file_name,
                                 const SflParseOptions *options,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
