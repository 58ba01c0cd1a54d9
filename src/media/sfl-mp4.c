/* sfl-mp4.c: text tracks and chapters of MP4, M4A and QuickTime
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tree of boxes, each a size, four characters and its content.  Chapters are
 * a text track that another track names, or a table that Nero invented.  Any
 * thread, one at a time.
 */

#include "config.h"

#include "sfl-mp4-private.h"

#include <string.h>

#define HANDLER_TEXT SFL_FOURCC ('t', 'e', 'x', 't')
#define HANDLER_SUBTITLE SFL_FOURCC ('s', 'b', 't', 'l')
#define HANDLER_SUBTITLE_3GPP SFL_FOURCC ('s', 'u', 'b', 't')
#define HANDLER_PICTURES SFL_FOURCC ('s', 'u', 'b', 'p')
#define HANDLER_CAPTIONS SFL_FOURCC ('c', 'l', 'c', 'p')

/* Every sample is forced, in the flags of a 3GPP text track. */
#define ALL_FORCED 0x80000000u

#define TKHD_ENABLED 0x1

/* Bytes of "stsd" before its first entry, and of an entry before its type and after. */
#define STSD_HEADER 8

/* The units of Nero's chapters. */
#define NERO_TICK 100

/* Tracks that name chapters. */
#define MAX_CHAPTER_TRACKS 16

typedef struct {
  GArray *streams; /* SflMp4Stream, as the container's tracks */
  gboolean fragmented;
} Mp4;

/* While looking. */
typedef struct {
  SflContainer *container;
  Mp4 *mp4;
  guint32 movie_scale;
  SflBox extends; /* "mvex", empty when there is none */
  guint32 chapter_tracks[MAX_CHAPTER_TRACKS];
  guint n_chapter_tracks;
} Look;

static void
free_mp4 (gpointer data)
{
  Mp4 *self = data;

  g_array_unref (self->streams);
  g_free (self);
}

/* Steps over the box at *@pos, that ends at @end at the latest. */
gboolean
sfl_box_take (SflByteFile *file, guint64 *pos, guint64 end, SflBox *box)
{
  const guint8 *p = *pos <= end && end - *pos >= 8 ? sfl_byte_file_peek (file, *pos, 8) : NULL;
  guint64 size, header = 8;

  if (p == NULL)
    return FALSE;
  size = sfl_get_u32 (p);
  box->type = sfl_get_u32 (p + 4);
  if (size == 1) {
    header = 16;
    p = end - *pos >= header ? sfl_byte_file_peek (file, *pos, header) : NULL;
    if (p == NULL)
      return FALSE;
    size = sfl_get_u64 (p + 8);
  } else if (size == 0) {
    size = end - *pos;
  }
  if (size < header)
    return FALSE;

  box->start = *pos + header;
  box->end = size > end - *pos ? end : *pos + size;
  *pos = box->end;

  return TRUE;
}

gboolean
sfl_box_find (SflByteFile *file, const SflBox *parent, guint32 type, SflBox *box)
{
  guint64 pos = parent->start;

  while (sfl_box_take (file, &pos, parent->end, box))
    if (box->type == type)
      return TRUE;

  return FALSE;
}

gboolean
sfl_box_get_u32 (SflByteFile *file, const SflBox *box, gsize offset, guint32 *value)
{
  const guint8 *p = box->end - box->start >= offset + 4
                        ? sfl_byte_file_peek (file, box->start + offset, 4)
                        : NULL;

  if (p != NULL)
    *value = sfl_get_u32 (p);

  return p != NULL;
}

static SflTextCodec
find_codec (guint32 type, guint32 handler)
{
  switch (type) {
  case SFL_FOURCC ('t', 'x', '3', 'g'):
  case SFL_FOURCC ('t', 'e', 'x', 't'):
    return SFL_TEXT_CODEC_MOV;
  case SFL_FOURCC ('w', 'v', 't', 't'):
    return SFL_TEXT_CODEC_WVTT;
  case SFL_FOURCC ('s', 't', 'p', 'p'):
    return SFL_TEXT_CODEC_TTML;
  default:
    return handler == HANDLER_PICTURES ? SFL_TEXT_CODEC_PICTURES : SFL_TEXT_CODEC_UNKNOWN;
  }
}

static gboolean
is_text (guint32 handler)
{
  return handler == HANDLER_TEXT || handler == HANDLER_SUBTITLE ||
         handler == HANDLER_SUBTITLE_3GPP || handler == HANDLER_PICTURES ||
         handler == HANDLER_CAPTIONS;
}

/* The language of the box "mdhd": five bits a letter, or a number of the old Macintosh. */
static char *
dup_language (guint16 packed)
{
  static const char macintosh[][4] = { "eng", "fra", "deu", "ita", "nld", "swe", "spa", "dan",
                                       "por", "nor", "heb", "jpn", "ara", "fin", "ell", "isl",
                                       "mlt", "tur", "hrv", "zho", "urd", "hin", "tha", "kor" };
  char language[4] = { (packed >> 10 & 0x1f) + 0x60, (packed >> 5 & 0x1f) + 0x60,
                       (packed & 0x1f) + 0x60, '\0' };

  if (packed < G_N_ELEMENTS (macintosh))
    return g_strdup (macintosh[packed]);

  return sfl_container_check_language (g_strdup (language));
}

static void
read_media_header (SflByteFile *file, const SflBox *media, SflMp4Stream *stream, char **language)
{
  SflBox header, extended;
  const guint8 *p;
  gboolean is_long;

  if (sfl_box_find (file, media, SFL_FOURCC ('e', 'l', 'n', 'g'), &extended) &&
      extended.end - extended.start > 4)
    *language = sfl_container_check_language (
        sfl_byte_file_dup_text (file, extended.start + 4, extended.end - extended.start - 4,
                                SFL_CONTAINER_MAX_TITLE));
  if (!sfl_box_find (file, media, SFL_FOURCC ('m', 'd', 'h', 'd'), &header) ||
      header.end - header.start < 24)
    return;
  p = sfl_byte_file_peek (file, header.start, MIN (header.end - header.start, 34));
  if (p == NULL)
    return;

  is_long = p[0] == 1 && header.end - header.start >= 34;
  stream->scale = sfl_get_u32 (p + (is_long ? 20 : 12));
  if (*language == NULL)
    *language = dup_language (sfl_get_u16 (p + (is_long ? 32 : 20)));
}

/* A track may begin later than the film, or in the middle of its first sample. */
static SflTime
read_delay (SflByteFile *file, const SflBox *track, guint32 movie_scale, guint32 scale)
{
  SflBox edits, list;
  SflTime delay = 0;
  guint32 n = 0;
  const guint8 *p;

  if (movie_scale == 0 || scale == 0 ||
      !sfl_box_find (file, track, SFL_FOURCC ('e', 'd', 't', 's'), &edits) ||
      !sfl_box_find (file, &edits, SFL_FOURCC ('e', 'l', 's', 't'), &list) ||
      !sfl_box_get_u32 (file, &list, 4, &n))
    return 0;

  for (guint32 i = 0; i < MIN (n, 16); i++) {
    gsize size = 12;
    guint32 duration;
    gint64 from;

    p = sfl_byte_file_peek (file, list.start, 1);
    if (p == NULL || p[0] != 0 || list.end - list.start < 8 + (i + 1) * size)
      break; /* long ones are for films longer than a day */
    p = sfl_byte_file_peek (file, list.start + 8 + i * size, size);
    if (p == NULL)
      break;
    duration = sfl_get_u32 (p);
    from = (gint32) sfl_get_u32 (p + 4);
    if (from >= 0)
      return delay - from * SFL_SECOND / scale;
    delay = MIN (delay + (SflTime) duration * SFL_SECOND / movie_scale, SFL_TIME_MAX);
  }

  return delay;
}

/* The names that programs give to all their tracks say nothing. */
static char *
dup_title (SflByteFile *file, const SflBox *track)
{
  SflBox user, name;

  if (!sfl_box_find (file, track, SFL_FOURCC ('u', 'd', 't', 'a'), &user) ||
      !sfl_box_find (file, &user, SFL_FOURCC ('n', 'a', 'm', 'e'), &name))
    return NULL;

  return sfl_byte_file_dup_text (file, name.start, name.end - name.start, SFL_CONTAINER_MAX_TITLE);
}

/* The tracks that hold the titles, and perhaps pictures, of this one's chapters. */
static void
read_chapter_reference (Look *self, const SflBox *track)
{
  SflByteFile *file = self->container->file;
  SflBox references, chapters;
  guint32 id;

  if (!sfl_box_find (file, track, SFL_FOURCC ('t', 'r', 'e', 'f'), &references) ||
      !sfl_box_find (file, &references, SFL_FOURCC ('c', 'h', 'a', 'p'), &chapters))
    return;
  for (gsize at = 0;
       self->n_chapter_tracks < MAX_CHAPTER_TRACKS && sfl_box_get_u32 (file, &chapters, at, &id);
       at += 4)
    self->chapter_tracks[self->n_chapter_tracks++] = id;
}

static void
read_fragment_defaults (Look *self, SflMp4Stream *stream)
{
  SflByteFile *file = self->container->file;
  guint64 pos = self->extends.start;
  SflBox box;

  while (sfl_box_take (file, &pos, self->extends.end, &box)) {
    const guint8 *p = box.type == SFL_FOURCC ('t', 'r', 'e', 'x') && box.end - box.start >= 24
                          ? sfl_byte_file_peek (file, box.start, 24)
                          : NULL;

    if (p != NULL && sfl_get_u32 (p + 4) == stream->id) {
      stream->usual_duration = sfl_get_u32 (p + 12);
      stream->usual_size = sfl_get_u32 (p + 16);
    }
  }
}

/* What the first entry of the sample descriptions says. */
static void
read_description (SflByteFile *file, const SflBox *table, guint32 handler, SflTextTrack *track)
{
  SflBox descriptions, entry;
  guint32 flags;
  guint64 pos;

  track->codec = SFL_TEXT_CODEC_UNKNOWN;
  if (!sfl_box_find (file, table, SFL_FOURCC ('s', 't', 's', 'd'), &descriptions) ||
      descriptions.end - descriptions.start < STSD_HEADER)
    return;
  pos = descriptions.start + STSD_HEADER;
  if (!sfl_box_take (file, &pos, descriptions.end, &entry))
    return;

  track->codec = find_codec (entry.type, handler);
  if (entry.type == SFL_FOURCC ('t', 'x', '3', 'g') && sfl_box_get_u32 (file, &entry, 8, &flags) &&
      (flags & ALL_FORCED) != 0)
    track->flags |= SFL_TEXT_TRACK_FORCED;
}

static void
read_track (Look *self, const SflBox *box)
{
  SflByteFile *file = self->container->file;
  SflTextTrack track = { 0 };
  SflMp4Stream stream = { 0 };
  SflBox header, media, handler, information;
  guint32 flags, type;
  const guint8 *p;

  read_chapter_reference (self, box);
  if (!sfl_box_find (file, box, SFL_FOURCC ('m', 'd', 'i', 'a'), &media) ||
      !sfl_box_find (file, &media, SFL_FOURCC ('h', 'd', 'l', 'r'), &handler) ||
      !sfl_box_get_u32 (file, &handler, 8, &type) || !is_text (type) ||
      !sfl_box_find (file, &media, SFL_FOURCC ('m', 'i', 'n', 'f'), &information) ||
      !sfl_box_find (file, &information, SFL_FOURCC ('s', 't', 'b', 'l'), &stream.table) ||
      !sfl_box_find (file, box, SFL_FOURCC ('t', 'k', 'h', 'd'), &header) ||
      !sfl_box_get_u32 (file, &header, 0, &flags))
    return;

  p = sfl_byte_file_peek (file, header.start, MIN (header.end - header.start, 24));
  if (p == NULL || header.end - header.start < 24)
    return;
  stream.id = sfl_get_u32 (p + (p[0] == 1 ? 20 : 12));
  track.id = stream.id;
  if ((flags & TKHD_ENABLED) != 0)
    track.flags |= SFL_TEXT_TRACK_DEFAULT;
  read_media_header (file, &media, &stream, &track.language);
  read_description (file, &stream.table, type, &track);
  if (stream.scale == 0)
    track.id = 0;
  stream.delay = read_delay (file, box, self->movie_scale, stream.scale);
  track.title = dup_title (file, box);

  if (sfl_container_add_track (self->container, &track))
    g_array_append_val (self->mp4->streams, stream);
}

/* A title: its length, its text, perhaps its encoding. */
static gboolean
take_chapter (SflTime start, SflTime end, const guint8 *data, gsize length, gpointer user_data)
{
  SflContainer *self = user_data;
  gsize n = length >= 2 ? MIN (sfl_get_u16 (data), length - 2) : 0;
  char *title = NULL;

  if (n >= 2 && (sfl_get_u16 (data + 2) == 0xfeff || sfl_get_u16 (data + 2) == 0xfffe))
    title = g_convert ((const char *) data + 2, n, "UTF-8", "UTF-16", NULL, NULL, NULL);
  else if (n > 0)
    title = g_utf8_make_valid ((const char *) data + 2,
                               strnlen ((const char *) data + 2, MIN (n, SFL_CONTAINER_MAX_TITLE)));
  if (title != NULL && *g_strstrip (title) == '\0')
    g_clear_pointer (&title, g_free);
  sfl_container_add_chapter (self, start, title);

  return self->chapters->len < SFL_CONTAINER_MAX_CHAPTERS;
}

/* A track of chapters is none to be read along. */
static void
read_chapter_tracks (Look *self)
{
  SflContainer *container = self->container;

  for (guint i = 0; i < self->n_chapter_tracks; i++) {
    for (guint t = container->tracks->len; t-- > 0;) {
      const SflMp4Stream *stream = &g_array_index (self->mp4->streams, SflMp4Stream, t);

      if (stream->id != self->chapter_tracks[i])
        continue;
      if (container->chapters->len == 0 &&
          g_array_index (container->tracks, SflTextTrack, t).codec == SFL_TEXT_CODEC_MOV)
        sfl_mp4_read_samples (container->file, stream, take_chapter, container);
      g_array_remove_index (container->tracks, t);
      g_array_remove_index (self->mp4->streams, t);
    }
  }
}

/* Nero's: version, flags, perhaps a reserved byte, a count, then times and titles. */
static void
read_nero_chapters (SflContainer *self, const SflBox *movie)
{
  SflBox user, list;
  guint64 pos;
  const guint8 *p;
  guint32 n;

  if (self->chapters->len > 0 ||
      !sfl_box_find (self->file, movie, SFL_FOURCC ('u', 'd', 't', 'a'), &user) ||
      !sfl_box_find (self->file, &user, SFL_FOURCC ('c', 'h', 'p', 'l'), &list) ||
      list.end - list.start < 9 || (p = sfl_byte_file_peek (self->file, list.start, 9)) == NULL)
    return;

  if (p[0] == 1) {
    n = p[8];
    pos = list.start + 9;
  } else {
    n = p[4];
    pos = list.start + 5;
  }
  for (; n > 0 && list.end - pos >= 9; n--) {
    guint64 ticks;
    gsize length;

    p = sfl_byte_file_peek (self->file, pos, 9);
    if (p == NULL)
      break;
    ticks = sfl_get_u64 (p);
    length = MIN (p[8], list.end - pos - 9);
    if (ticks <= SFL_TIME_MAX / NERO_TICK)
      sfl_container_add_chapter (self, ticks * NERO_TICK,
                                 sfl_byte_file_dup_text (self->file, pos + 9, length,
                                                         SFL_CONTAINER_MAX_TITLE));
    pos += 9 + length;
  }
}

static void
read_movie (Look *self, const SflBox *movie)
{
  SflByteFile *file = self->container->file;
  guint64 pos = movie->start;
  SflBox header, box;

  if (sfl_box_find (file, movie, SFL_FOURCC ('m', 'v', 'h', 'd'), &header)) {
    const guint8 *version = sfl_byte_file_peek (file, header.start, 1);

    sfl_box_get_u32 (file, &header, version != NULL && *version == 1 ? 20 : 12, &self->movie_scale);
  }
  self->mp4->fragmented =
      sfl_box_find (file, movie, SFL_FOURCC ('m', 'v', 'e', 'x'), &self->extends);

  while (sfl_box_take (file, &pos, movie->end, &box))
    if (box.type == SFL_FOURCC ('t', 'r', 'a', 'k'))
      read_track (self, &box);
  for (guint i = 0; self->mp4->fragmented && i < self->mp4->streams->len; i++)
    read_fragment_defaults (self, &g_array_index (self->mp4->streams, SflMp4Stream, i));
  read_chapter_tracks (self);
  read_nero_chapters (self->container, movie);
}

static gboolean
look_at_mp4 (SflContainer *container)
{
  static const guint32 first_types[] = {
    SFL_FOURCC ('f', 't', 'y', 'p'), SFL_FOURCC ('s', 't', 'y', 'p'),
    SFL_FOURCC ('m', 'o', 'o', 'v'), SFL_FOURCC ('m', 'd', 'a', 't'),
    SFL_FOURCC ('w', 'i', 'd', 'e'), SFL_FOURCC ('f', 'r', 'e', 'e'),
    SFL_FOURCC ('s', 'k', 'i', 'p'), SFL_FOURCC ('p', 'n', 'o', 't'),
  };
  guint64 pos = 0, end = sfl_byte_file_get_size (container->file);
  gboolean known = FALSE;
  Look self = { .container = container };
  SflBox box;

  if (!sfl_box_take (container->file, &pos, end, &box))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (first_types); i++)
    known |= first_types[i] == box.type;
  if (!known)
    return FALSE;

  container->private = self.mp4 = g_new0 (Mp4, 1);
  self.mp4->streams = g_array_new (FALSE, TRUE, sizeof (SflMp4Stream));
  do {
    if (box.type == SFL_FOURCC ('m', 'o', 'o', 'v')) {
      read_movie (&self, &box);
      break;
    }
  } while (sfl_box_take (container->file, &pos, end, &box));

  return TRUE;
}

static void
read_mp4 (SflContainer *self, guint track, SflPacketFunc func, gpointer user_data)
{
  const Mp4 *mp4 = self->private;
  const SflMp4Stream *stream = &g_array_index (mp4->streams, SflMp4Stream, track);

  if (sfl_mp4_read_samples (self->file, stream, func, user_data) && mp4->fragmented)
    sfl_mp4_read_fragments (self->file, stream, func, user_data);
}

const SflContainerKind sfl_mp4 = {
  .look = look_at_mp4,
  .read = read_mp4,
  .free_private = free_mp4,
};
