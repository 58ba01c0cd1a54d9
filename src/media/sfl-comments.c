/* sfl-comments.c: chapters of FLAC, Ogg Vorbis and Opus
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Comments such as CHAPTER001=00:01:02.500 and CHAPTER001NAME=Who is who.  Any
 * thread, one at a time.
 */

#include "config.h"

#include "sfl-container-private.h"

#include <string.h>

#define MAX_NUMBERS 1000

/* Comments with a cover picture can be large. */
#define MAX_COMMENTS (16 * 1024 * 1024)

#define FLAC_COMMENTS 4
#define FLAC_LAST 0x80

#define OGG_HEADER 27
#define OGG_SERIAL 14
#define OGG_N_SEGMENTS 26

/* Pages looked at for the comments, which are the second packet. */
#define MAX_PAGES 4096

typedef struct {
  SflTime start;
  char *title;
} Found;

static guint32
get_u32_le (const guint8 *p)
{
  return (guint32) p[3] << 24 | p[2] << 16 | p[1] << 8 | p[0];
}

/* Reads "hh:mm:ss.fff". */
static gboolean
read_time (const char *text, gsize length, SflTime *time)
{
  SflTime value = 0, part = 0, unit = SFL_SECOND;
  guint n_parts = 0;

  if (length == 0 || length > 32 || !g_ascii_isdigit (text[length - 1]))
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    if (text[i] == ':' && unit == SFL_SECOND && n_parts < 2) {
      value = (value + part) * 60;
      part = 0;
      n_parts++;
    } else if (text[i] == '.' && unit == SFL_SECOND) {
      value = (value + part) * SFL_SECOND;
      part = 0;
      unit /= 10;
    } else if (!g_ascii_isdigit (text[i])) {
      return FALSE;
    } else if (unit < SFL_SECOND) {
      value += (text[i] - '0') * unit;
      unit /= 10;
    } else {
      part = MIN (part * 10 + text[i] - '0', SFL_TIME_MAX / SFL_SECOND);
    }
  }
  *time = unit == SFL_SECOND ? (value + part) * SFL_SECOND : value;

  return TRUE;
}

static void
read_comment (Found *found, const char *text, gsize length)
{
  const char *value = memchr (text, '=', length);
  guint number = 0;

  if (value == NULL || value - text < 10 || g_ascii_strncasecmp (text, "CHAPTER", 7) != 0)
    return;
  for (guint i = 7; i < 10; i++) {
    if (!g_ascii_isdigit (text[i]))
      return;
    number = number * 10 + text[i] - '0';
  }

  value++;
  length -= value - text;
  if (text[10] == '=') {
    if (!read_time (value, length, &found[number].start))
      found[number].start = SFL_TIME_NONE;
  } else if (value - text == 15 && g_ascii_strncasecmp (text + 10, "NAME", 4) == 0) {
    g_free (found[number].title);
    found[number].title = g_strstrip (
        g_utf8_make_valid (value, strnlen (value, MIN (length, SFL_CONTAINER_MAX_TITLE))));
  }
}

/* A vendor and a list of comments, each after its length. */
static void
read_comments (SflContainer *self, const guint8 *data, gsize length)
{
  g_autofree Found *found = g_new0 (Found, MAX_NUMBERS);
  const guint8 *end = data + length;
  guint32 n = 0, size;

  for (guint i = 0; i < MAX_NUMBERS; i++)
    found[i].start = SFL_TIME_NONE;

  if (length >= 8 && (size = get_u32_le (data)) <= length - 8) {
    data += 4 + size;
    n = get_u32_le (data);
    data += 4;
  }
  for (; n > 0 && end - data >= 4; n--) {
    size = get_u32_le (data);
    data += 4;
    if (size > (gsize) (end - data))
      break;
    read_comment (found, (const char *) data, size);
    data += size;
  }

  for (guint i = 0; i < MAX_NUMBERS; i++)
    sfl_container_add_chapter (self, found[i].start, found[i].title);
}

static gboolean
look_at_flac (SflContainer *self)
{
  const guint8 *p = sfl_byte_file_peek (self->file, 0, 4);
  guint64 pos = 4;
  gboolean last = FALSE;

  if (p == NULL || memcmp (p, "fLaC", 4) != 0)
    return FALSE;

  while (!last && (p = sfl_byte_file_peek (self->file, pos, 4)) != NULL) {
    gsize size = sfl_get_u32 (p) & 0xffffff;
    guint type = p[0] & 0x7f;

    last = (p[0] & FLAC_LAST) != 0;
    pos += 4;
    if (type == FLAC_COMMENTS) {
      g_autoptr (GBytes) bytes = sfl_byte_file_read (self->file, pos, size, MAX_COMMENTS);

      if (bytes != NULL)
        read_comments (self, g_bytes_get_data (bytes, NULL), size);
      break;
    }
    pos += size;
  }

  return TRUE;
}

/* Adds what of the page at *@pos belongs to the second packet of the stream @serial. */
static gboolean
take_page (SflByteFile *file, guint64 *pos, guint32 *serial, guint *packet, GByteArray *comments)
{
  const guint8 *p = sfl_byte_file_peek (file, *pos, OGG_HEADER);
  guint8 segments[255];
  gboolean is_ours;
  guint n_segments;
  guint64 body;

  if (p == NULL || memcmp (p, "OggS", 4) != 0)
    return FALSE;
  if (*pos == 0)
    *serial = get_u32_le (p + OGG_SERIAL);
  is_ours = get_u32_le (p + OGG_SERIAL) == *serial;
  n_segments = p[OGG_N_SEGMENTS];
  p = sfl_byte_file_peek (file, *pos, OGG_HEADER + n_segments);
  if (p == NULL)
    return FALSE;
  memcpy (segments, p + OGG_HEADER, n_segments);
  body = *pos + OGG_HEADER + n_segments;

  for (guint i = 0; i < n_segments; i++) {
    if (is_ours && *packet == 1) {
      p = sfl_byte_file_peek (file, body, segments[i]);
      if (p == NULL)
        return FALSE;
      g_byte_array_append (comments, p, segments[i]);
    }
    body += segments[i];
    *packet += is_ours && segments[i] < 255;
  }
  *pos = body;

  return *packet < 2 && comments->len < MAX_COMMENTS;
}

static gboolean
look_at_ogg (SflContainer *self)
{
  static const struct {
    const char *bytes;
    gsize length;
  } starts[] = { { "OpusTags", 8 }, { "\x03vorbis", 7 }, { "\x81theora", 7 } };
  g_autoptr (GByteArray) comments = g_byte_array_new ();
  const guint8 *p = sfl_byte_file_peek (self->file, 0, 4);
  guint64 pos = 0;
  guint32 serial = 0;
  guint packet = 0;

  if (p == NULL || memcmp (p, "OggS", 4) != 0)
    return FALSE;

  for (guint i = 0; i < MAX_PAGES; i++)
    if (!take_page (self->file, &pos, &serial, &packet, comments))
      break;
  /* FLAC's block, with its head. */
  if (comments->len > 4 && (comments->data[0] & ~FLAC_LAST) == FLAC_COMMENTS)
    read_comments (self, comments->data + 4, comments->len - 4);
  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (comments->len >= starts[i].length &&
        memcmp (comments->data, starts[i].bytes, starts[i].length) == 0)
      read_comments (self, comments->data + starts[i].length, comments->len - starts[i].length);

  return TRUE;
}

const SflContainerKind sfl_flac = { .look = look_at_flac };
const SflContainerKind sfl_ogg = { .look = look_at_ogg };
