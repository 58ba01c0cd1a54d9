/* sfl-signature.c: files that are no text, by their first bytes
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-signature.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Bytes in which a file that is no text has a control character. */
#define BINARY_SAMPLE 512

/**
 * Signature:
 * @offset: where the bytes stand
 * @bytes: what a kind of file has there
 * @length: of @bytes
 * @message: for who opens one as a transcript
 * @kind: what else it may be
 */
typedef struct {
  gsize offset;
  const char *bytes;
  gsize length;
  const char *message;
  enum { USELESS, USELESS_TEXT, PLAYABLE } kind;
} Signature;

#define ARCHIVE                                                                                    \
  N_ ("This is an archive or an office document. Open it in its own program, copy its text and "   \
      "paste it here.")
#define COMPRESSED N_ ("This file is compressed. Unpack it first.")
#define PDF                                                                                        \
  N_ ("This is a PDF document. Open it in a document viewer, copy its text and paste it here.")
#define MEDIA N_ ("This is a sound or video file, not a transcript.")
#define PROGRAM_STREAM                                                                             \
  N_ ("This is a video file, or subtitles that are pictures and not text. Neither is a "           \
      "transcript.")
#define PICTURE N_ ("This is a picture, neither a recording nor a transcript.")
#define PICTURES                                                                                   \
  N_ ("These subtitles are pictures, not text. A program that recognises text in pictures can "    \
      "turn them into SubRip subtitles.")
#define OTHER N_ ("This is a program or its data, neither a recording nor a transcript.")

#define SIGNATURE(offset, bytes, message)                                                          \
  {                                                                                                \
    offset, bytes, sizeof bytes - 1, message                                                       \
  }
#define PLAYS(offset, bytes, message)                                                              \
  {                                                                                                \
    offset, bytes, sizeof bytes - 1, message, PLAYABLE                                             \
  }

/* The first that fits counts: pictures share the containers of films. */
static const Signature signatures[] = {
  SIGNATURE (0, "PK\x03\x04", ARCHIVE),
  SIGNATURE (0, "PK\x05\x06", ARCHIVE),
  SIGNATURE (0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ARCHIVE),
  SIGNATURE (0, "7z\xbc\xaf\x27\x1c", ARCHIVE),
  SIGNATURE (0, "Rar!\x1a\x07", ARCHIVE),
  SIGNATURE (0, "\x1f\x8b", COMPRESSED),
  SIGNATURE (0, "BZh", COMPRESSED),
  SIGNATURE (0,
             "\xfd"
             "7zXZ\0",
             COMPRESSED),
  SIGNATURE (0, "\x28\xb5\x2f\xfd", COMPRESSED),
  { 0, "%PDF-", 5, PDF, USELESS_TEXT },
  SIGNATURE (8, "WEBP", PICTURE),
  SIGNATURE (4, "ftypavif", PICTURE),
  SIGNATURE (4, "ftypheic", PICTURE),
  SIGNATURE (4, "ftypmif1", PICTURE),
  PLAYS (0, "OggS", MEDIA),
  PLAYS (0, "fLaC", MEDIA),
  PLAYS (0, "ID3", MEDIA),
  PLAYS (0, "\xff\xfb", MEDIA),
  PLAYS (0, "\xff\xf3", MEDIA),
  PLAYS (0, "\xff\xf1", MEDIA),
  PLAYS (0, "\xff\xf9", MEDIA),
  PLAYS (0, "\x1a\x45\xdf\xa3", MEDIA),
  PLAYS (0, "RIFF", MEDIA),
  PLAYS (0, "FLV\x01", MEDIA),
  PLAYS (0, "FORM", MEDIA),
  PLAYS (0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11", MEDIA),
  PLAYS (0, "\0\0\x01\xba", PROGRAM_STREAM),
  SIGNATURE (0, "PG", PICTURES),
  { 0, "# VobSub index file", 19, PICTURES, USELESS_TEXT },
  PLAYS (4, "ftyp", MEDIA),
  PLAYS (4, "moov", MEDIA),
  PLAYS (4, "mdat", MEDIA),
  SIGNATURE (0, "\x89PNG\r\n", PICTURE),
  SIGNATURE (0, "\xff\xd8\xff", PICTURE),
  SIGNATURE (0, "GIF8", PICTURE),
  SIGNATURE (0, "BM", PICTURE),
  SIGNATURE (0, "II*\0", PICTURE),
  SIGNATURE (0, "MM\0*", PICTURE),
  SIGNATURE (0, "8BPS", PICTURE),
  SIGNATURE (0, "gimp xcf", PICTURE),
  SIGNATURE (0, "SQLite format 3", OTHER),
  SIGNATURE (0,
             "\x7f"
             "ELF",
             OTHER),
  SIGNATURE (0, "MZ", OTHER),
};

/* A text may begin with "FORMATION" or "ID3"; what it does not have are control characters. */
static gboolean
is_binary (const char *data, gsize length)
{
  for (gsize i = 0; i < MIN (length, BINARY_SAMPLE); i++)
    if ((guchar) data[i] < 0x20 && !g_ascii_isspace (data[i]))
      return TRUE;

  return FALSE;
}

/**
 * sfl_signature_find:
 * @data: the beginning of a file
 * @plays: (out) (optional): whether it may be a recording
 *
 * Returns: (nullable): what kind of file it is and what to do with it, to be passed through
 *   gettext(); NULL for what may be a text
 */
const char *
sfl_signature_find (const char *data, gsize length, gboolean *plays)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signatures); i++) {
    const Signature *signature = &signatures[i];

    if (length >= signature->offset + signature->length &&
        memcmp (data + signature->offset, signature->bytes, signature->length) == 0 &&
        (signature->kind == USELESS_TEXT || is_binary (data, length))) {
      if (plays)
        *plays = signature->kind == PLAYABLE;
      return signature->message;
    }
  }

  return NULL;
}
