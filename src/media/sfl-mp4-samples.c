/* sfl-mp4-samples.c: where the samples of an MP4 track are, and when
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Four tables in the head of the file, or small ones in front of each fragment.
 * A sample needs an entry in each of them; where one table ends, all do.
 */

#include "config.h"

#include "sfl-mp4-private.h"

/* Of one table: enough for four million lines. */
#define MAX_TABLE_BYTES (32 * 1024 * 1024)

#define MAX_SAMPLES 4000000

/* Where each has at least half a byte of its own, in a table or as text. */
#define SAMPLES_PER_BYTE 2

/* The flags of "tfhd" and "trun". */
enum {
  TFHD_BASE_OFFSET = 0x1,
  TFHD_DESCRIPTION = 0x2,
  TFHD_DURATION = 0x8,
  TFHD_SIZE = 0x10,
  TRUN_DATA_OFFSET = 0x1,
  TRUN_FIRST_FLAGS = 0x4,
  TRUN_DURATION = 0x100,
  TRUN_SIZE = 0x200,
  TRUN_FLAGS = 0x400,
  TRUN_COMPOSITION = 0x800,
};

/* Entries of equal size after a head that counts them. */
typedef struct {
  GBytes *bytes;
  const guint8 *entries;
  guint32 n;
} Table;

static void
clear_table (Table *table)
{
  g_clear_pointer (&table->bytes, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, clear_table)

/* @size is that of an entry, in bits. */
static gboolean
load_table (SflByteFile *file,
            const SflBox *parent,
            guint32 type,
            gsize head,
            guint size,
            Table *table)
{
  gsize length;
  SflBox box;

  if (!sfl_box_find (file, parent, type, &box))
    return FALSE;
  table->bytes = sfl_byte_file_read (file, box.start, box.end - box.start, MAX_TABLE_BYTES);
  if (table->bytes == NULL || g_bytes_get_size (table->bytes) < head)
    return FALSE;

  table->entries = (const guint8 *) g_bytes_get_data (table->bytes, &length) + head;
  table->n = sfl_get_u32 (table->entries - 4);
  table->n = MIN (table->n, (length - head) * 8 / size);

  return TRUE;
}

/* More cannot be, whatever a table says. */
static guint
get_max_samples (SflByteFile *file)
{
  return MIN (sfl_byte_file_get_size (file) * SAMPLES_PER_BYTE, MAX_SAMPLES);
}

/* How large samples are: each its own, or all the same. */
typedef struct {
  Table table;
  guint32 same;
  guint bits;
  guint32 n;
} Sizes;

static void
clear_sizes (Sizes *sizes)
{
  clear_table (&sizes->table);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sizes, clear_sizes)

static gboolean
load_sizes (SflByteFile *file, const SflBox *parent, Sizes *sizes)
{
  const guint8 *head;

  if (load_table (file, parent, SFL_FOURCC ('s', 't', 's', 'z'), 12, 32, &sizes->table)) {
    sizes->bits = 32;
    sizes->same = sfl_get_u32 (sizes->table.entries - 8);
    sizes->n = sizes->same != 0 ? sfl_get_u32 (sizes->table.entries - 4) : sizes->table.n;
    return TRUE;
  }
  clear_table (&sizes->table);
  if (!load_table (file, parent, SFL_FOURCC ('s', 't', 'z', '2'), 12, 4, &sizes->table))
    return FALSE;

  head = sizes->table.entries - 12;
  sizes->bits = head[7];
  if (sizes->bits != 4 && sizes->bits != 8 && sizes->bits != 16)
    return FALSE;
  sizes->n = MIN (sizes->table.n, (g_bytes_get_size (sizes->table.bytes) - 12) * 8 / sizes->bits);

  return TRUE;
}

static guint32
get_size (const Sizes *sizes, guint32 sample)
{
  const guint8 *entries = sizes->table.entries;

  if (sizes->same != 0)
    return sizes->same;
  switch (sizes->bits) {
  case 4:
    return sample % 2 == 0 ? entries[sample / 2] >> 4 : entries[sample / 2] & 0xf;
  case 8:
    return entries[sample];
  case 16:
    return sfl_get_u16 (entries + sample * 2);
  default:
    return sfl_get_u32 (entries + (gsize) sample * 4);
  }
}

/* A time of the film, SFL_TIME_NONE for none that a film can have. */
static SflTime
get_time (const SflMp4Stream *stream, guint64 ticks)
{
  SflTime time;

  if (ticks / stream->scale > SFL_TIME_MAX / SFL_SECOND)
    return SFL_TIME_NONE;
  time = (SflTime) (ticks / stream->scale) * SFL_SECOND +
         (SflTime) (ticks % stream->scale) * SFL_SECOND / stream->scale + stream->delay;

  return MAX (time, 0);
}

/* Returns: FALSE when no more is wanted */
static gboolean
hand_over (SflByteFile *file,
           const SflMp4Stream *stream,
           guint64 start,
           guint64 end,
           guint64 offset,
           guint32 size,
           SflPacketFunc func,
           gpointer user_data)
{
  SflTime from = get_time (stream, start), to = get_time (stream, end);
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  const guint8 *data;

  if (from == SFL_TIME_NONE || to == SFL_TIME_NONE)
    return FALSE;
  bytes = sfl_byte_file_read (file, offset, size, SFL_PACKET_MAX_BYTES);
  if (bytes == NULL)
    return !sfl_byte_file_get_error (file, NULL);
  data = g_bytes_get_data (bytes, &length);

  return func (from, to > from ? to : SFL_TIME_NONE, data, length, user_data);
}

/**
 * sfl_mp4_read_samples:
 *
 * Returns: FALSE when @func wants no more
 */
gboolean
sfl_mp4_read_samples (SflByteFile *file,
                      const SflMp4Stream *stream,
                      SflPacketFunc func,
                      gpointer user_data)
{
  g_auto (Table) times = { 0 }, chunks = { 0 }, offsets = { 0 };
  g_auto (Sizes) sizes = { 0 };
  gboolean is_long = FALSE, more = TRUE;
  guint32 n, in_chunk = 0, chunk = 0, run = 0, time_run = 0, left = 0, delta = 0;
  guint64 time = 0, offset = 0;

  if (!load_table (file, &stream->table, SFL_FOURCC ('s', 't', 't', 's'), 8, 64, &times) ||
      !load_table (file, &stream->table, SFL_FOURCC ('s', 't', 's', 'c'), 8, 96, &chunks))
    return TRUE;
  if (!load_table (file, &stream->table, SFL_FOURCC ('s', 't', 'c', 'o'), 8, 32, &offsets)) {
    clear_table (&offsets);
    is_long = TRUE;
    if (!load_table (file, &stream->table, SFL_FOURCC ('c', 'o', '6', '4'), 8, 64, &offsets))
      return TRUE;
  }
  if (!load_sizes (file, &stream->table, &sizes))
    return TRUE;
  n = MIN (sizes.n, get_max_samples (file));

  for (guint32 i = 0; i < n && more; i++) {
    guint32 size = get_size (&sizes, i);

    while (left == 0 && time_run < times.n) {
      left = sfl_get_u32 (times.entries + (gsize) time_run * 8);
      delta = sfl_get_u32 (times.entries + (gsize) time_run * 8 + 4);
      time_run++;
    }
    if (left == 0)
      break;

    /* The samples of a chunk stand one behind the other. */
    if (in_chunk == 0) {
      while (run < chunks.n && sfl_get_u32 (chunks.entries + (gsize) run * 12) <= chunk + 1)
        run++;
      if (run == 0 || chunk >= offsets.n)
        break;
      in_chunk = sfl_get_u32 (chunks.entries + (gsize) (run - 1) * 12 + 4);
      if (in_chunk == 0)
        break;
      offset = is_long ? sfl_get_u64 (offsets.entries + (gsize) chunk * 8)
                       : sfl_get_u32 (offsets.entries + (gsize) chunk * 4);
      chunk++;
    }

    more = hand_over (file, stream, time, time + delta, offset, size, func, user_data);
    offset += size;
    time += delta;
    in_chunk--;
    left--;
  }

  return more;
}

/* Where the samples of a fragment's track begin. */
typedef struct {
  guint64 base;
  guint64 time;
  guint32 duration;
  guint32 size;
  guint n_samples; /* of all fragments */
} Fragment;

static gboolean
read_fragment_header (SflByteFile *file,
                      const SflMp4Stream *stream,
                      const SflBox *track,
                      guint64 movie_start,
                      Fragment *fragment)
{
  SflBox header, time;
  const guint8 *p;
  guint32 flags;
  gsize n, at = 8;

  if (!sfl_box_find (file, track, SFL_FOURCC ('t', 'f', 'h', 'd'), &header))
    return FALSE;
  n = MIN (header.end - header.start, 40);
  p = sfl_byte_file_peek (file, header.start, n);
  if (p == NULL || n < 8 || sfl_get_u32 (p + 4) != stream->id)
    return FALSE;

  flags = sfl_get_u32 (p) & 0xffffff;
  fragment->base = movie_start;
  fragment->duration = stream->usual_duration;
  fragment->size = stream->usual_size;
  if ((flags & TFHD_BASE_OFFSET) != 0 && n >= at + 8) {
    fragment->base = sfl_get_u64 (p + at);
    at += 8;
  }
  if ((flags & TFHD_DESCRIPTION) != 0)
    at += 4;
  if ((flags & TFHD_DURATION) != 0 && n >= at + 4) {
    fragment->duration = sfl_get_u32 (p + at);
    at += 4;
  }
  if ((flags & TFHD_SIZE) != 0 && n >= at + 4)
    fragment->size = sfl_get_u32 (p + at);

  if (sfl_box_find (file, track, SFL_FOURCC ('t', 'f', 'd', 't'), &time)) {
    n = MIN (time.end - time.start, 12);
    p = sfl_byte_file_peek (file, time.start, n);
    if (p != NULL && n == 12 && p[0] == 1)
      fragment->time = sfl_get_u64 (p + 4);
    else if (p != NULL && n >= 8)
      fragment->time = sfl_get_u32 (p + 4);
  }

  return TRUE;
}

static gboolean
read_run (SflByteFile *file,
          const SflMp4Stream *stream,
          const SflBox *box,
          Fragment *fragment,
          guint64 *offset,
          SflPacketFunc func,
          gpointer user_data)
{
  g_autoptr (GBytes) bytes =
      sfl_byte_file_read (file, box->start, box->end - box->start, MAX_TABLE_BYTES);
  gsize length, at = 8, entry = 0;
  const guint8 *p = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  guint32 flags, n;

  if (p == NULL || length < 8)
    return TRUE;
  flags = sfl_get_u32 (p) & 0xffffff;
  n = sfl_get_u32 (p + 4);
  if ((flags & TRUN_DATA_OFFSET) != 0 && length >= at + 4) {
    *offset = fragment->base + (gint64) (gint32) sfl_get_u32 (p + at);
    at += 4;
  }
  if ((flags & TRUN_FIRST_FLAGS) != 0)
    at += 4;
  for (guint32 flag = TRUN_DURATION; flag <= TRUN_COMPOSITION; flag <<= 1)
    entry += (flags & flag) != 0 ? 4 : 0;

  for (; n > 0 && fragment->n_samples < get_max_samples (file) && at + entry <= length;
       n--, at += entry) {
    guint32 duration = fragment->duration, size = fragment->size;
    gsize field = at;

    if ((flags & TRUN_DURATION) != 0) {
      duration = sfl_get_u32 (p + field);
      field += 4;
    }
    if ((flags & TRUN_SIZE) != 0)
      size = sfl_get_u32 (p + field);
    fragment->n_samples++;
    if (!hand_over (file, stream, fragment->time, fragment->time + duration, *offset, size, func,
                    user_data))
      return FALSE;
    *offset += size;
    fragment->time += duration;
  }

  return TRUE;
}

/* Samples of a file that was written piece by piece, as streaming sites do. */
void
sfl_mp4_read_fragments (SflByteFile *file,
                        const SflMp4Stream *stream,
                        SflPacketFunc func,
                        gpointer user_data)
{
  guint64 pos = 0, before = 0, end = sfl_byte_file_get_size (file);
  Fragment fragment = { 0 };
  SflBox box, track, run;

  for (; sfl_box_take (file, &pos, end, &box); before = pos) {
    guint64 track_pos = box.start;

    if (box.type != SFL_FOURCC ('m', 'o', 'o', 'f'))
      continue;
    while (sfl_box_take (file, &track_pos, box.end, &track)) {
      guint64 run_pos = track.start, offset = before;

      if (track.type != SFL_FOURCC ('t', 'r', 'a', 'f') ||
          !read_fragment_header (file, stream, &track, before, &fragment))
        continue;
      while (sfl_box_take (file, &run_pos, track.end, &run))
        if (run.type == SFL_FOURCC ('t', 'r', 'u', 'n') &&
            !read_run (file, stream, &run, &fragment, &offset, func, user_data))
          return;
    }
  }
}
