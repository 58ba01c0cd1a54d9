/* sfl-matroska.c: text tracks and chapters of Matroska and WebM
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tree of elements, each an id, a size and its content.  Sizes are believed
 * only up to the end of what holds the element; what makes no sense is stepped
 * over up to the next cluster.  Any thread, one at a time.
 */

#define _GNU_SOURCE /* memmem */

#include "config.h"

#include "sfl-container-private.h"

#include "sfl-ebml.h"

#include <string.h>

enum {
  ID_EBML = 0x1a45dfa3,
  ID_SEGMENT = 0x18538067,
  ID_VOID = 0xec,
  ID_CRC = 0xbf,

  ID_SEEK_HEAD = 0x114d9b74,
  ID_SEEK = 0x4dbb,
  ID_SEEK_ID = 0x53ab,
  ID_SEEK_POSITION = 0x53ac,

  ID_INFO = 0x1549a966,
  ID_TIMESTAMP_SCALE = 0x2ad7b1,

  ID_TRACKS = 0x1654ae6b,
  ID_TRACK_ENTRY = 0xae,
  ID_TRACK_NUMBER = 0xd7,
  ID_TRACK_TYPE = 0x83,
  ID_FLAG_DEFAULT = 0x88,
  ID_FLAG_FORCED = 0x55aa,
  ID_FLAG_HEARING_IMPAIRED = 0x55ab,
  ID_DEFAULT_DURATION = 0x23e383,
  ID_NAME = 0x536e,
  ID_LANGUAGE = 0x22b59c,
  ID_LANGUAGE_BCP47 = 0x22b59d,
  ID_CODEC_ID = 0x86,
  ID_CODEC_PRIVATE = 0x63a2,
  ID_CONTENT_ENCODINGS = 0x6d80,
  ID_CONTENT_ENCODING = 0x6240,
  ID_CONTENT_ENCODING_SCOPE = 0x5032,
  ID_CONTENT_ENCODING_TYPE = 0x5033,
  ID_CONTENT_COMPRESSION = 0x5034,
  ID_CONTENT_COMP_ALGO = 0x4254,
  ID_CONTENT_COMP_SETTINGS = 0x4255,

  ID_CLUSTER = 0x1f43b675,
  ID_TIMESTAMP = 0xe7,
  ID_SIMPLE_BLOCK = 0xa3,
  ID_BLOCK_GROUP = 0xa0,
  ID_BLOCK = 0xa1,
  ID_BLOCK_DURATION = 0x9b,

  ID_CUES = 0x1c53bb6b,
  ID_TAGS = 0x1254c367,
  ID_ATTACHMENTS = 0x1941a469,

  ID_CHAPTERS = 0x1043a770,
  ID_EDITION_ENTRY = 0x45b9,
  ID_EDITION_FLAG_HIDDEN = 0x45bd,
  ID_CHAPTER_ATOM = 0xb6,
  ID_CHAPTER_TIME_START = 0x91,
  ID_CHAPTER_FLAG_HIDDEN = 0x98,
  ID_CHAPTER_FLAG_ENABLED = 0x4598,
  ID_CHAPTER_DISPLAY = 0x80,
  ID_CHAP_STRING = 0x85,
};

#define TYPE_SUBTITLE 0x11

#define USUAL_SCALE SFL_MSECOND
#define MAX_SCALE (10 * SFL_SECOND)

/* Of a block. */
#define MAX_BLOCK_HEADER 11

typedef enum {
  ENCODING_NONE,
  ENCODING_ZLIB,
  ENCODING_STRIPPED, /* of a beginning that all packets share */
  ENCODING_OTHER,
} Encoding;

/* What of a track its packets need. */
typedef struct {
  Encoding encoding;
  gboolean header_is_encoded;
  GBytes *stripped;
  SflTime usual_duration; /* SFL_TIME_NONE: the file gives none */
} Stream;

typedef struct {
  guint64 start; /* of the segment's content */
  guint64 end;
  guint64 first_cluster;
  SflTime scale;
  GArray *streams; /* as the container's tracks */
} Matroska;

static void
clear_stream (gpointer data)
{
  Stream *stream = data;

  g_clear_pointer (&stream->stripped, g_bytes_unref);
}

static void
free_matroska (gpointer data)
{
  Matroska *self = data;

  g_array_unref (self->streams);
  g_free (self);
}

static SflTextCodec
find_codec (const char *id)
{
  static const struct {
    const char *prefix;
    SflTextCodec codec;
  } codecs[] = {
    { "S_TEXT/UTF8", SFL_TEXT_CODEC_SUBRIP },
    { "S_TEXT/ASCII", SFL_TEXT_CODEC_SUBRIP },
    { "S_TEXT/ASS", SFL_TEXT_CODEC_ASS },
    { "S_TEXT/SSA", SFL_TEXT_CODEC_ASS },
    { "S_ASS", SFL_TEXT_CODEC_ASS },
    { "S_SSA", SFL_TEXT_CODEC_ASS },
    { "S_TEXT/WEBVTT", SFL_TEXT_CODEC_WEBVTT },
    { "D_WEBVTT/SUBTITLES", SFL_TEXT_CODEC_WEBVTT_BLOCK },
    { "D_WEBVTT/CAPTIONS", SFL_TEXT_CODEC_WEBVTT_BLOCK },
    { "D_WEBVTT/DESCRIPTIONS", SFL_TEXT_CODEC_WEBVTT_BLOCK },
    { "S_VOBSUB", SFL_TEXT_CODEC_PICTURES },
    { "S_HDMV/PGS", SFL_TEXT_CODEC_PICTURES },
    { "S_DVBSUB", SFL_TEXT_CODEC_PICTURES },
    { "S_IMAGE", SFL_TEXT_CODEC_PICTURES },
  };

  for (gsize i = 0; id != NULL && i < G_N_ELEMENTS (codecs); i++)
    if (g_str_has_prefix (id, codecs[i].prefix))
      return codecs[i].codec;

  return SFL_TEXT_CODEC_UNKNOWN;
}

/* Only one encoding is used for text anywhere, and it is compression. */
static void
read_encoding (SflByteFile *file, const SflElement *encodings, Stream *stream)
{
  guint64 pos = encodings->start;
  gboolean is_encryption = FALSE;
  guint64 scope = 1;
  SflElement child;

  stream->encoding = ENCODING_ZLIB;
  while (sfl_ebml_take (file, &pos, encodings->end, &child)) {
    switch (child.id) {
    case ID_CONTENT_ENCODING:
    case ID_CONTENT_COMPRESSION:
      pos = child.start;
      break;
    case ID_CONTENT_ENCODING_SCOPE:
      scope = sfl_ebml_get_number (file, &child);
      break;
    case ID_CONTENT_ENCODING_TYPE:
      is_encryption = sfl_ebml_get_number (file, &child) != 0;
      break;
    case ID_CONTENT_COMP_ALGO: {
      guint64 algorithm = sfl_ebml_get_number (file, &child);

      stream->encoding = algorithm == 0   ? ENCODING_ZLIB
                         : algorithm == 3 ? ENCODING_STRIPPED
                                          : ENCODING_OTHER;
      break;
    }
    case ID_CONTENT_COMP_SETTINGS:
      g_clear_pointer (&stream->stripped, g_bytes_unref);
      stream->stripped =
          sfl_byte_file_read (file, child.start, child.end - child.start, SFL_CONTAINER_MAX_TITLE);
      break;
    default:
      break;
    }
  }

  if (is_encryption)
    stream->encoding = ENCODING_OTHER;
  stream->header_is_encoded = (scope & 2) != 0;
  if ((scope & 1) == 0)
    stream->encoding = ENCODING_NONE;
}

static GBytes *
inflate (const guint8 *data, gsize length, gsize longest)
{
  g_autoptr (GZlibDecompressor) decompressor =
      g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autoptr (GByteArray) inflated = g_byte_array_new ();
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result == G_CONVERTER_CONVERTED && inflated->len < longest) {
    guint8 piece[4096];
    gsize n_read, n_written;

    result = g_converter_convert (G_CONVERTER (decompressor), data, length, piece, sizeof piece,
                                  G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);
    if (result == G_CONVERTER_ERROR)
      return NULL;
    g_byte_array_append (inflated, piece, n_written);
    data += n_read;
    length -= n_read;
  }

  return result == G_CONVERTER_FINISHED ? g_byte_array_free_to_bytes (g_steal_pointer (&inflated))
                                        : NULL;
}

/* What @bytes were before the track's encoding; NULL when that cannot be known. */
static GBytes *
decode (const Stream *stream, GBytes *bytes)
{
  gsize length, n_stripped;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GByteArray) whole = NULL;

  switch (stream->encoding) {
  case ENCODING_NONE:
    return g_bytes_ref (bytes);
  case ENCODING_ZLIB:
    return inflate (data, length, SFL_PACKET_MAX_BYTES);
  case ENCODING_STRIPPED:
    whole = g_byte_array_new ();
    if (stream->stripped != NULL) {
      const guint8 *stripped = g_bytes_get_data (stream->stripped, &n_stripped);

      g_byte_array_append (whole, stripped, n_stripped);
    }
    g_byte_array_append (whole, data, length);
    return g_byte_array_free_to_bytes (g_steal_pointer (&whole));
  default:
    return NULL;
  }
}

static void
set_flag (SflByteFile *file, const SflElement *element, guint *flags, guint flag)
{
  *flags = sfl_ebml_get_number (file, element) != 0 ? *flags | flag : *flags & ~flag;
}

static void
replace_text (SflByteFile *file, const SflElement *element, char **text)
{
  g_free (*text);
  *text = sfl_ebml_dup_text (file, element);
}

/* What the specification says of a track that does not say. */
static void
finish_track (SflTextTrack *track, Stream *stream, char *language, char *bcp47)
{
  track->language = sfl_container_check_language (bcp47);
  if (track->language == NULL)
    track->language = sfl_container_check_language (language);
  else
    g_free (language);

  if (stream->encoding == ENCODING_OTHER && track->codec != SFL_TEXT_CODEC_PICTURES)
    track->codec = SFL_TEXT_CODEC_UNKNOWN;
  if (track->header != NULL && stream->header_is_encoded) {
    GBytes *encoded = track->header;

    track->header = decode (stream, encoded);
    g_bytes_unref (encoded);
  }
}

static void
read_track_entry (SflContainer *self, Matroska *matroska, const SflElement *entry)
{
  SflByteFile *file = self->file;
  SflTextTrack track = { .flags = SFL_TEXT_TRACK_DEFAULT };
  Stream stream = { .usual_duration = SFL_TIME_NONE };
  g_autofree char *codec = NULL;
  char *language = NULL, *bcp47 = NULL;
  guint64 type = 0, duration, pos = entry->start;
  gboolean has_language = FALSE;
  SflElement child;

  while (sfl_ebml_take (file, &pos, entry->end, &child)) {
    switch (child.id) {
    case ID_TRACK_NUMBER:
      track.id = sfl_ebml_get_number (file, &child);
      break;
    case ID_TRACK_TYPE:
      type = sfl_ebml_get_number (file, &child);
      break;
    case ID_FLAG_DEFAULT:
      set_flag (file, &child, &track.flags, SFL_TEXT_TRACK_DEFAULT);
      break;
    case ID_FLAG_FORCED:
      set_flag (file, &child, &track.flags, SFL_TEXT_TRACK_FORCED);
      break;
    case ID_FLAG_HEARING_IMPAIRED:
      set_flag (file, &child, &track.flags, SFL_TEXT_TRACK_IMPAIRED);
      break;
    case ID_DEFAULT_DURATION:
      duration = sfl_ebml_get_number (file, &child);
      stream.usual_duration =
          duration > 0 && duration < SFL_TIME_MAX ? (SflTime) duration : SFL_TIME_NONE;
      break;
    case ID_NAME:
      replace_text (file, &child, &track.title);
      break;
    case ID_LANGUAGE:
      replace_text (file, &child, &language);
      has_language = TRUE;
      break;
    case ID_LANGUAGE_BCP47:
      replace_text (file, &child, &bcp47);
      break;
    case ID_CODEC_ID:
      replace_text (file, &child, &codec);
      break;
    case ID_CODEC_PRIVATE:
      g_clear_pointer (&track.header, g_bytes_unref);
      track.header =
          sfl_byte_file_read (file, child.start, child.end - child.start, SFL_CONTAINER_MAX_HEADER);
      break;
    case ID_CONTENT_ENCODINGS:
      g_clear_pointer (&stream.stripped, g_bytes_unref);
      read_encoding (file, &child, &stream);
      break;
    default:
      break;
    }
  }

  track.codec = find_codec (codec);
  if (!has_language && bcp47 == NULL)
    language = g_strdup ("eng");
  finish_track (&track, &stream, language, bcp47);
  if (type != TYPE_SUBTITLE && track.codec != SFL_TEXT_CODEC_WEBVTT_BLOCK)
    track.id = 0;
  if (sfl_container_add_track (self, &track))
    g_array_append_val (matroska->streams, stream);
  else
    clear_stream (&stream);
}

static void
read_tracks (SflContainer *self, Matroska *matroska, const SflElement *tracks)
{
  guint64 pos = tracks->start;
  SflElement child;

  while (sfl_ebml_take (self->file, &pos, tracks->end, &child))
    if (child.id == ID_TRACK_ENTRY)
      read_track_entry (self, matroska, &child);
}

static void
end_chapter (SflContainer *self, SflTime start, char **title, gboolean hidden)
{
  sfl_container_add_chapter (self, hidden ? SFL_TIME_NONE : start, g_steal_pointer (title));
}

/* An atom may hold others, and a title in each of several languages: the first counts. */
static void
read_edition (SflContainer *self, const SflElement *edition)
{
  SflByteFile *file = self->file;
  guint64 pos = edition->start;
  SflTime start = SFL_TIME_NONE;
  char *title = NULL;
  gboolean hidden = FALSE, edition_hidden = FALSE;
  SflElement child;

  while (sfl_ebml_take (file, &pos, edition->end, &child)) {
    switch (child.id) {
    case ID_EDITION_FLAG_HIDDEN:
      edition_hidden = sfl_ebml_get_number (file, &child) != 0;
      break;
    case ID_CHAPTER_ATOM:
      end_chapter (self, start, &title, hidden);
      hidden = edition_hidden;
      start = SFL_TIME_NONE;
      pos = child.start;
      break;
    case ID_CHAPTER_DISPLAY:
      pos = child.start;
      break;
    case ID_CHAPTER_TIME_START:
      start = MIN (sfl_ebml_get_number (file, &child), (guint64) G_MAXINT64);
      break;
    case ID_CHAPTER_FLAG_HIDDEN:
      hidden |= sfl_ebml_get_number (file, &child) != 0;
      break;
    case ID_CHAPTER_FLAG_ENABLED:
      hidden |= sfl_ebml_get_number (file, &child) == 0;
      break;
    case ID_CHAP_STRING:
      if (title == NULL)
        title = sfl_ebml_dup_text (file, &child);
      break;
    default:
      break;
    }
  }
  end_chapter (self, start, &title, hidden);
}

/* Other editions are other orders of the same film. */
static void
read_chapters (SflContainer *self, const SflElement *chapters)
{
  guint64 pos = chapters->start;
  SflElement child;

  while (self->chapters->len == 0 && sfl_ebml_take (self->file, &pos, chapters->end, &child))
    if (child.id == ID_EDITION_ENTRY)
      read_edition (self, &child);
}

static void
read_info (SflContainer *self, Matroska *matroska, const SflElement *info)
{
  guint64 pos = info->start;
  SflElement child;

  while (sfl_ebml_take (self->file, &pos, info->end, &child)) {
    guint64 scale = child.id == ID_TIMESTAMP_SCALE ? sfl_ebml_get_number (self->file, &child) : 0;

    if (scale > 0 && scale <= MAX_SCALE)
      matroska->scale = scale;
  }
}

/* Where the parts of the segment are, that stand behind the clusters. */
typedef struct {
  gboolean seen_info;
  gboolean seen_tracks;
  gboolean seen_chapters;
  guint64 info;
  guint64 tracks;
  guint64 chapters;
} Places;

static void
read_seek_head (SflByteFile *file, const SflElement *head, Places *places)
{
  guint64 pos = head->start, id = 0;
  SflElement child;

  while (sfl_ebml_take (file, &pos, head->end, &child)) {
    if (child.id == ID_SEEK) {
      pos = child.start;
    } else if (child.id == ID_SEEK_ID) {
      id = sfl_ebml_get_number (file, &child);
    } else if (child.id == ID_SEEK_POSITION) {
      guint64 place = sfl_ebml_get_number (file, &child);

      if (id == ID_INFO)
        places->info = place;
      else if (id == ID_TRACKS)
        places->tracks = place;
      else if (id == ID_CHAPTERS)
        places->chapters = place;
    }
  }
}

static void
read_part (SflContainer *self, Matroska *matroska, const SflElement *part, Places *places)
{
  switch (part->id) {
  case ID_SEEK_HEAD:
    read_seek_head (self->file, part, places);
    break;
  case ID_INFO:
    if (!places->seen_info)
      read_info (self, matroska, part);
    places->seen_info = TRUE;
    break;
  case ID_TRACKS:
    if (!places->seen_tracks)
      read_tracks (self, matroska, part);
    places->seen_tracks = TRUE;
    break;
  case ID_CHAPTERS:
    if (!places->seen_chapters)
      read_chapters (self, part);
    places->seen_chapters = TRUE;
    break;
  default:
    break;
  }
}

static void
read_part_at (SflContainer *self, Matroska *matroska, guint64 place, guint32 id, Places *places)
{
  guint64 pos = matroska->start + place;
  SflElement part;

  if (place > 0 && place < matroska->end - matroska->start &&
      sfl_ebml_take (self->file, &pos, matroska->end, &part) && part.id == id)
    read_part (self, matroska, &part, places);
}

/* Between clusters nothing else may stand; inside them a mistake costs the cluster. */
static gboolean
belongs_between_clusters (guint32 id)
{
  static const guint32 ids[] = { ID_CLUSTER, ID_CUES,        ID_TAGS, ID_CHAPTERS, ID_SEEK_HEAD,
                                 ID_INFO,    ID_ATTACHMENTS, ID_VOID, ID_CRC,      ID_TRACKS };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    if (ids[i] == id)
      return TRUE;

  return FALSE;
}

static void
read_segment (SflContainer *self, Matroska *matroska)
{
  guint64 pos = matroska->start, before = pos;
  Places places = { 0 };
  SflElement part;

  while (sfl_ebml_take (self->file, &pos, matroska->end, &part) && part.id != ID_CLUSTER &&
         belongs_between_clusters (part.id)) {
    read_part (self, matroska, &part, &places);
    before = pos;
  }
  matroska->first_cluster = before;

  read_part_at (self, matroska, places.info, ID_INFO, &places);
  read_part_at (self, matroska, places.tracks, ID_TRACKS, &places);
  read_part_at (self, matroska, places.chapters, ID_CHAPTERS, &places);
}

static gboolean
look_at_matroska (SflContainer *self)
{
  guint64 pos = 0, end = sfl_byte_file_get_size (self->file);
  Matroska *matroska;
  SflElement element;

  if (!sfl_ebml_take (self->file, &pos, end, &element) || element.id != ID_EBML)
    return FALSE;
  while (sfl_ebml_take (self->file, &pos, end, &element) && element.id != ID_SEGMENT)
    ;
  if (element.id != ID_SEGMENT)
    return FALSE;

  matroska = g_new0 (Matroska, 1);
  matroska->start = element.start;
  matroska->end = element.end;
  matroska->scale = USUAL_SCALE;
  matroska->streams = g_array_new (FALSE, TRUE, sizeof (Stream));
  g_array_set_clear_func (matroska->streams, clear_stream);
  self->private = matroska;
  read_segment (self, matroska);

  return TRUE;
}

/* Reading the packets of one track. */
typedef struct {
  SflByteFile *file;
  const Matroska *matroska;
  const Stream *stream;
  guint64 track;
  guint64 cluster_time;
  SflPacketFunc func;
  gpointer user_data;
} Reader;

/* The time of a block of our track, and where its packet begins; FALSE for other tracks. */
static gboolean
read_block_header (Reader *self, const SflElement *block, SflTime *time, guint64 *start)
{
  gsize n = MIN (block->end - block->start, MAX_BLOCK_HEADER);
  const guint8 *p = sfl_byte_file_peek (self->file, block->start, n);
  gsize length;
  guint64 number;
  gint64 ticks;

  if (p == NULL || n < 4 || p[0] == 0 || block->cut)
    return FALSE;
  length = sfl_ebml_measure_number (p[0]);
  if (n < length + 3)
    return FALSE;
  number = p[0] & (0xff >> length);
  for (gsize i = 1; i < length; i++)
    number = number << 8 | p[i];
  /* Text is never laced: a cue is alone in its block. */
  if (number != self->track || (p[length + 2] & 0x06) != 0 ||
      self->cluster_time > (guint64) SFL_TIME_MAX)
    return FALSE;

  ticks = (gint64) self->cluster_time + (gint16) sfl_get_u16 (p + length);
  if (ticks > SFL_TIME_MAX / self->matroska->scale)
    return FALSE;
  *time = MAX (ticks, 0) * self->matroska->scale;
  *start = block->start + length + 3;

  return TRUE;
}

static gboolean
hand_over (Reader *self, SflTime time, SflTime duration, guint64 start, guint64 end)
{
  g_autoptr (GBytes) bytes =
      sfl_byte_file_read (self->file, start, end - start, SFL_PACKET_MAX_BYTES);
  g_autoptr (GBytes) decoded = bytes != NULL ? decode (self->stream, bytes) : NULL;
  const guint8 *data;
  gsize length;

  if (decoded == NULL)
    return TRUE;
  if (duration == SFL_TIME_NONE)
    duration = self->stream->usual_duration;
  data = g_bytes_get_data (decoded, &length);

  return self->func (time, duration == SFL_TIME_NONE ? SFL_TIME_NONE : time + duration, data,
                     length, self->user_data);
}

static gboolean
read_group (Reader *self, const SflElement *group)
{
  guint64 pos = group->start, start = 0, end = 0;
  SflTime time = SFL_TIME_NONE, duration = SFL_TIME_NONE;
  SflElement child;

  while (sfl_ebml_take (self->file, &pos, group->end, &child)) {
    if (child.id == ID_BLOCK) {
      if (!read_block_header (self, &child, &time, &start))
        return TRUE;
      end = child.end;
    } else if (child.id == ID_BLOCK_DURATION) {
      guint64 ticks = sfl_ebml_get_number (self->file, &child);

      if (ticks <= (guint64) (SFL_TIME_MAX / self->matroska->scale))
        duration = (SflTime) ticks * self->matroska->scale;
    }
  }

  return time == SFL_TIME_NONE || hand_over (self, time, duration, start, end);
}

static gboolean
read_simple_block (Reader *self, const SflElement *block)
{
  SflTime time;
  guint64 start;

  return !read_block_header (self, block, &time, &start) ||
         hand_over (self, time, SFL_TIME_NONE, start, block->end);
}

/* Moves *@pos on to the next cluster after damage. */
static gboolean
find_cluster (SflByteFile *file, guint64 *pos, guint64 end)
{
  static const guint8 id[] = { 0x1f, 0x43, 0xb6, 0x75 };
  const guint8 *data;
  gsize n;

  for ((*pos)++; *pos < end && (n = sfl_byte_file_peek_some (file, *pos, &data)) >= sizeof id;
       *pos += n - (sizeof id - 1)) {
    const guint8 *found = memmem (data, n, id, sizeof id);

    if (found != NULL) {
      *pos += found - data;
      return *pos < end;
    }
  }

  return FALSE;
}

/* The elements of a cluster are read on the level of the segment: live recordings have
 * clusters whose size nobody knew when they were begun.
 */
static void
read_matroska (SflContainer *container, guint track, SflPacketFunc func, gpointer user_data)
{
  const Matroska *matroska = container->private;
  Reader self = {
    .file = container->file,
    .matroska = matroska,
    .stream = &g_array_index (matroska->streams, Stream, track),
    .track = g_array_index (container->tracks, SflTextTrack, track).id,
    .func = func,
    .user_data = user_data,
  };
  guint64 pos = matroska->first_cluster, before = pos, end = matroska->end, cluster_end = pos;
  gboolean more = TRUE;
  SflElement element;

  while (more) {
    gboolean in_cluster = pos < cluster_end;

    before = pos;
    if (!sfl_ebml_take (self.file, &pos, in_cluster ? cluster_end : end, &element) ||
        (!in_cluster && !belongs_between_clusters (element.id))) {
      if (in_cluster && cluster_end < end) {
        pos = cluster_end;
      } else {
        pos = cluster_end = before;
        more = find_cluster (self.file, &pos, end);
      }
      continue;
    }
    switch (element.id) {
    case ID_CLUSTER:
      self.cluster_time = 0;
      cluster_end = element.end;
      pos = element.start;
      break;
    case ID_TIMESTAMP:
      self.cluster_time = sfl_ebml_get_number (self.file, &element);
      break;
    case ID_SIMPLE_BLOCK:
      more = read_simple_block (&self, &element);
      break;
    case ID_BLOCK_GROUP:
      more = read_group (&self, &element);
      break;
    default:
      break;
    }
  }
}

const SflContainerKind sfl_matroska = {
  .look = look_at_matroska,
  .read = read_matroska,
  .free_private = free_matroska,
};
