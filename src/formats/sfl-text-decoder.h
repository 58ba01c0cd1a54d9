/* sfl-text-decoder.h: from a file's bytes to UTF-8
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SFL_ENCODING_UTF8,
  SFL_ENCODING_UTF16_LE,
  SFL_ENCODING_UTF16_BE,
  SFL_ENCODING_UTF32_LE,
  SFL_ENCODING_UTF32_BE,
  SFL_ENCODING_CP1252,
  SFL_ENCODING_MIXED,  /* lines of UTF-8 and lines of Windows-1252 */
  SFL_ENCODING_CHOSEN, /* by the user */
} SflEncoding;

/**
 * SflDecoding:
 * @encoding: what the bytes were found to be
 * @n_replaced: characters that could not be read and became U+FFFD
 * @charset_unknown: the one that was asked for is not known to iconv
 */
typedef struct {
  SflEncoding encoding;
  guint n_replaced;
  gboolean charset_unknown;
} SflDecoding;

/**
 * SflEncodingChoice:
 * @charset: as iconv knows it
 * @name: for users, to be passed through gettext()
 */
typedef struct {
  const char *charset;
  const char *name;
} SflEncodingChoice;

GBytes *sfl_text_decoder_decode (GBytes *bytes, const char *charset, SflDecoding *decoding);
const SflEncodingChoice *sfl_encoding_get_choices (guint *n_choices);
const char *sfl_encoding_get_name (SflEncoding encoding);

G_END_DECLS
