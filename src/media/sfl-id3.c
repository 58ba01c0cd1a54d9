/* sfl-id3.c: chapters of MP3
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Frames of an ID3v2 tag, as podcasts have them.  Any thread, one at a time.
 */

#include "config.h"

#include "sfl-container-private.h"

#include <string.h>

#define TAG_HEADER 10
#define FRAME_HEADER 10

#define FLAG_UNSYNCHRONISED 0x80
#define FLAG_EXTENDED 0x40

/* Numbers with seven bits a byte. */
static guint32
get_synchsafe (const guint8 *p)
{
  return (p[0] & 0x7f) << 21 | (p[1] & 0x7f) << 14 | (p[2] & 0x7f) << 7 | (p[3] & 0x7f);
}

static guint32
get_frame_size (const guint8 *frame, guint version)
{
  return version == 4 ? get_synchsafe (frame + 4) : sfl_get_u32 (frame + 4);
}

/* Text after a byte that says how it is encoded. */
static char *
dup_text (const guint8 *data, gsize length)
{
  static const char *const encodings[] = { "WINDOWS-1252", "UTF-16", "UTF-16BE", "UTF-8" };
  char *text;

  if (length < 2 || data[0] >= G_N_ELEMENTS (encodings))
    return NULL;
  text = g_convert ((const char *) data + 1, length - 1, "UTF-8", encodings[data[0]], NULL, NULL,
                    NULL);
  if (text != NULL && *g_strstrip (text) == '\0')
    g_clear_pointer (&text, g_free);

  return text;
}

/* A name, NUL, four numbers, then frames of which one is the title. */
static void
read_chapter (SflContainer *self, const guint8 *data, gsize length, guint version)
{
  const guint8 *name_end = memchr (data, 0, length);
  const guint8 *end = data + length, *p;
  char *title = NULL;

  if (name_end == NULL || end - name_end < 1 + 16)
    return;

  for (p = name_end + 1 + 16; title == NULL && end - p >= FRAME_HEADER;) {
    gsize size = get_frame_size (p, version);

    if (p[0] == 0 || size > (gsize) (end - p - FRAME_HEADER))
      break;
    if (memcmp (p, "TIT2", 4) == 0)
      title = dup_text (p + FRAME_HEADER, MIN (size, SFL_CONTAINER_MAX_TITLE));
    p += FRAME_HEADER + size;
  }

  sfl_container_add_chapter (self, sfl_get_u32 (name_end + 1) * SFL_MSECOND, title);
}

static gboolean
look_at_id3 (SflContainer *self)
{
  const guint8 *p = sfl_byte_file_peek (self->file, 0, TAG_HEADER + 4);
  guint64 pos = TAG_HEADER, end;
  guint version;

  if (p == NULL || memcmp (p, "ID3", 3) != 0)
    return FALSE;
  version = p[3];
  end = TAG_HEADER + get_synchsafe (p + 6);
  if ((version != 3 && version != 4) || (p[5] & FLAG_UNSYNCHRONISED) != 0)
    return TRUE;
  if ((p[5] & FLAG_EXTENDED) != 0)
    pos += version == 4 ? get_synchsafe (p + TAG_HEADER) : sfl_get_u32 (p + TAG_HEADER) + 4;

  while (pos + FRAME_HEADER <= end &&
         (p = sfl_byte_file_peek (self->file, pos, FRAME_HEADER)) != NULL && p[0] != 0) {
    guint32 size = get_frame_size (p, version);
    gboolean is_chapter = memcmp (p, "CHAP", 4) == 0;
    gsize shown = MIN (size, SFL_BYTE_FILE_WINDOW);

    pos += FRAME_HEADER;
    p = is_chapter ? sfl_byte_file_peek (self->file, pos, shown) : NULL;
    if (p != NULL)
      read_chapter (self, p, shown, version);
    pos += size;
  }

  return TRUE;
}

const SflContainerKind sfl_id3 = { .look = look_at_id3 };
