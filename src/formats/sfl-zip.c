/* sfl-zip.c: an archive that is being written
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * As little of the ZIP format as a book needs, in memory.  A book's first file may have
 * no extra field, which libraries for archives always write; hence this page of code.
 * Any thread.
 */

#include "config.h"

#include "sfl-zip.h"

#include <string.h>

#define LOCAL_HEADER 0x04034b50u
#define CENTRAL_HEADER 0x02014b50u
#define END_OF_DIRECTORY 0x06054b50u

/* 1980-01-01, the first that can be said. */
#define NO_DATE ((1 << 5) | 1)

#define VERSION 20
#define STORED 0
#define DEFLATED 8

struct _SflZip {
  GByteArray *bytes;
  GByteArray *directory;
  guint16 n_entries;
};

SflZip *
sfl_zip_new (void)
{
  SflZip *self = g_new0 (SflZip, 1);

  self->bytes = g_byte_array_new ();
  self->directory = g_byte_array_new ();

  return self;
}

void
sfl_zip_free (SflZip *self)
{
  g_byte_array_unref (self->bytes);
  g_byte_array_unref (self->directory);
  g_free (self);
}

static void
append_16 (GByteArray *bytes, guint16 value)
{
  value = GUINT16_TO_LE (value);
  g_byte_array_append (bytes, (const guint8 *) &value, sizeof value);
}

static void
append_32 (GByteArray *bytes, guint32 value)
{
  value = GUINT32_TO_LE (value);
  g_byte_array_append (bytes, (const guint8 *) &value, sizeof value);
}

/* CRC-32, four bits at a time. */
static guint32
sum_up (const char *data, gsize length)
{
  static const guint32 table[] = {
    0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
    0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
  };
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++) {
    crc ^= (guchar) data[i];
    crc = (crc >> 4) ^ table[crc & 15];
    crc = (crc >> 4) ^ table[crc & 15];
  }

  return ~crc;
}

typedef struct {
  guint16 method;
  guint32 crc;
  guint32 packed;
  guint32 length;
  const char *name;
} Entry;

/* What both headers of an entry say. */
static void
append_entry (GByteArray *bytes, const Entry *entry)
{
  append_16 (bytes, VERSION);
  append_16 (bytes, 0);
  append_16 (bytes, entry->method);
  append_16 (bytes, 0);
  append_16 (bytes, NO_DATE);
  append_32 (bytes, entry->crc);
  append_32 (bytes, entry->packed);
  append_32 (bytes, entry->length);
  append_16 (bytes, strlen (entry->name));
  append_16 (bytes, 0);
}

static void
append_file (SflZip *self, const Entry *entry, gconstpointer packed)
{
  guint32 offset = self->bytes->len;
  gsize name_length = strlen (entry->name);

  append_32 (self->bytes, LOCAL_HEADER);
  append_entry (self->bytes, entry);
  g_byte_array_append (self->bytes, (const guint8 *) entry->name, name_length);
  g_byte_array_append (self->bytes, packed, entry->packed);

  append_32 (self->directory, CENTRAL_HEADER);
  append_16 (self->directory, VERSION);
  append_entry (self->directory, entry);
  append_16 (self->directory, 0);
  append_16 (self->directory, 0);
  append_16 (self->directory, 0);
  append_32 (self->directory, 0);
  append_32 (self->directory, offset);
  g_byte_array_append (self->directory, (const guint8 *) entry->name, name_length);
  self->n_entries++;
}

/* Adds a file as it is.  @name is ASCII. */
void
sfl_zip_store (SflZip *self, const char *name, const char *data, gsize length)
{
  Entry entry = { STORED, sum_up (data, length), length, length, name };

  append_file (self, &entry, data);
}

/* Adds a file, compressed.  @name is ASCII. */
gboolean
sfl_zip_deflate (SflZip *self, const char *name, const char *data, gsize length, GError **error)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, -1);
  g_autoptr (GByteArray) packed = g_byte_array_new ();
  Entry entry = { DEFLATED, sum_up (data, length), 0, length, name };
  guint8 block[16 * 1024];
  gsize n_read, n_written, done = 0;
  GConverterResult result;

  do {
    result =
        g_converter_convert (G_CONVERTER (compressor), data + done, length - done, block,
                             sizeof block, G_CONVERTER_INPUT_AT_END, &n_read, &n_written, error);
    if (result == G_CONVERTER_ERROR)
      return FALSE;
    g_byte_array_append (packed, block, n_written);
    done += n_read;
  } while (result != G_CONVERTER_FINISHED);

  entry.packed = packed->len;
  append_file (self, &entry, packed->data);

  return TRUE;
}

/**
 * sfl_zip_end:
 * @self: (transfer full): freed
 *
 * Returns: (transfer full): the archive
 */
GBytes *
sfl_zip_end (SflZip *self)
{
  guint32 offset = self->bytes->len;
  GBytes *bytes;

  g_byte_array_append (self->bytes, self->directory->data, self->directory->len);
  append_32 (self->bytes, END_OF_DIRECTORY);
  append_32 (self->bytes, 0);
  append_16 (self->bytes, self->n_entries);
  append_16 (self->bytes, self->n_entries);
  append_32 (self->bytes, self->directory->len);
  append_32 (self->bytes, offset);
  append_16 (self->bytes, 0);

  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&self->bytes));
  g_byte_array_unref (self->directory);
  g_free (self);

  return bytes;
}
