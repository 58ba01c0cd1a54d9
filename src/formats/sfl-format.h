/* sfl-format.h: the table of transcript formats
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything that reads transcripts walks this one table: opening, the file
 * chooser, the tests and the fuzz targets.  Adding a format is one file and
 * one row.  Any thread; nothing here does I/O.
 */

#pragma once

#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

/* A larger file is refused (SFL_ERROR_LIMIT). */
#define SFL_FORMAT_MAX_BYTES (256 * 1024 * 1024)

/**
 * SflFormat:
 * @id: stable name, for traces and tests: "srt", "vtt", "pasted-text", "plain-text"
 * @name: for users, to be passed through gettext()
 * @extensions: NULL-terminated, without dot; a tie-break only, the content decides
 * @mime_types: NULL-terminated
 * @sniff: does decoded UTF-8 @text look like this format?
 * @parse: reads decoded UTF-8 @text (valid, no NUL, newlines as in the file) into
 *   @builder; FALSE with @error set only for what is refused
 *
 * @text is not NUL-terminated.
 */
typedef struct {
  const char *id;
  const char *name;
  const char *const *extensions;
  const char *const *mime_types;
  gboolean (*sniff) (const char *text, gsize length);
  gboolean (*parse) (SflTranscriptBuilder *builder, const char *text, gsize length, GError **error);
} SflFormat;

const SflFormat *sfl_format_get_all (guint *n_formats);
const SflFormat *sfl_format_find (const char *id);
const SflFormat *sfl_format_sniff (const char *text, gsize length, const char *extension);

SflTranscript *sfl_format_parse (GBytes *bytes, const char *file_name, GError **error);

G_END_DECLS
