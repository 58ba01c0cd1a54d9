/* sfl-byte-file.h: bytes anywhere in a large file
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The most that sfl_byte_file_peek() can show. */
#define SFL_BYTE_FILE_WINDOW (16 * 1024)

typedef struct _SflByteFile SflByteFile;

SflByteFile *sfl_byte_file_open (GFile *file, GCancellable *cancellable, GError **error);
SflByteFile *sfl_byte_file_new_for_bytes (GBytes *bytes);
void sfl_byte_file_close (SflByteFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflByteFile, sfl_byte_file_close)

void sfl_byte_file_set_cancellable (SflByteFile *self, GCancellable *cancellable);
guint64 sfl_byte_file_get_size (SflByteFile *self);
gboolean sfl_byte_file_get_error (SflByteFile *self, GError **error);

const guint8 *sfl_byte_file_peek (SflByteFile *self, guint64 offset, gsize length);
gsize sfl_byte_file_peek_some (SflByteFile *self, guint64 offset, const guint8 **data);
GBytes *sfl_byte_file_read (SflByteFile *self, guint64 offset, guint64 length, gsize longest);
char *sfl_byte_file_dup_text (SflByteFile *self, guint64 offset, guint64 length, gsize longest);

/* Numbers as containers write them, most significant byte first. */
static inline guint16
sfl_get_u16 (const guint8 *p)
{
  return p[0] << 8 | p[1];
}

static inline guint32
sfl_get_u32 (const guint8 *p)
{
  return (guint32) p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3];
}

static inline guint64
sfl_get_u64 (const guint8 *p)
{
  return (guint64) sfl_get_u32 (p) << 32 | sfl_get_u32 (p + 4);
}

G_END_DECLS
