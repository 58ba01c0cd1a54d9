/* sfl-clip-mp3.c: an MP3 file that tells where its sound begins
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An encoder gives some samples before the first real one, and fills up the last frame.  A first
 * frame that has no sound, but "Info" and what LAME writes behind it, tells how many: readers that
 * know it play the clip to the sample.
 */

#include "config.h"

#include "sfl-clip-mp3.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "sfl-error.h"

/* Of version 1, layer 3. */
#define SAMPLES_A_FRAME 1152

/* What libmp3lame puts before the first sample.  A decoder takes off 529 more of its own. */
#define ENCODER_DELAY 576

/* Behind the header and the side information: "Info", flags, frames, bytes, 100 places, quality. */
#define INFO_SIZE (4 + 4 + 4 + 4 + 100 + 4)
#define LAME_SIZE 36

static const guint kbits[] = { 0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320 };
static const guint rates[] = { 44100, 48000, 32000 };

static void
put_32 (guint8 *at, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  memcpy (at, &big, sizeof big);
}

/* The size of the frame that begins with @head; 0 when it is none of ours. */
static gsize
get_frame_size (const guint8 *head)
{
  guint kbit = head[2] >> 4, rate = head[2] >> 2 & 3, padding = head[2] >> 1 & 1;

  if (head[0] != 0xff || (head[1] & 0xfe) != 0xfa || kbit == 0 || kbit == 15 || rate == 3)
    return 0;

  return 144000 * kbits[kbit] / rates[rate] + padding;
}

/* The sum that LAME writes: of CRC-16 the form that begins with the lowest bit. */
static guint16
add_crc (guint16 crc, const guint8 *data, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    crc ^= data[i];
    for (int bit = 0; bit < 8; bit++)
      crc = crc & 1 ? crc >> 1 ^ 0xa001 : crc >> 1;
  }

  return crc;
}

static GByteArray *
make_info_frame (const GByteArray *frames, guint n_frames, guint64 n_samples)
{
  gboolean is_mono = frames->data[3] >> 6 == 3;
  gsize at = 4 + (is_mono ? 17 : 32), size;
  guint64 coded = (guint64) n_frames * SAMPLES_A_FRAME;
  guint padding =
      coded > n_samples + ENCODER_DELAY ? MIN (coded - n_samples - ENCODER_DELAY, 0xfff) : 0;
  GByteArray *frame = g_byte_array_new ();
  guint8 head[4], *info, *lame;
  guint16 crc;

  /* As the first one of the sound, without a sum, and large enough. */
  memcpy (head, frames->data, 4);
  head[1] |= 1;
  head[2] &= ~2;
  while ((size = get_frame_size (head)) < at + INFO_SIZE + LAME_SIZE)
    head[2] += 0x10;

  g_byte_array_set_size (frame, size);
  memset (frame->data, 0, size);
  memcpy (frame->data, head, 4);

  info = frame->data + at;
  memcpy (info, "Info", 4);
  put_32 (info + 4, 0xf);
  put_32 (info + 8, n_frames);
  put_32 (info + 12, frames->len + size);
  for (guint i = 0; i < 100; i++)
    info[16 + i] = i * 256 / 100;
  put_32 (info + 116, 57);

  lame = info + INFO_SIZE;
  memcpy (lame, "LAME3.100", 9);
  lame[9] = 1;                            /* constant bit rate */
  lame[20] = kbits[frames->data[2] >> 4]; /* of which */
  lame[21] = ENCODER_DELAY >> 4;
  lame[22] = (ENCODER_DELAY & 0xf) << 4 | padding >> 8;
  lame[23] = padding & 0xff;
  put_32 (lame + 28, frames->len + size);
  crc = add_crc (0, frames->data, frames->len);
  lame[32] = crc >> 8;
  lame[33] = crc & 0xff;
  crc = add_crc (0, frame->data, lame + 34 - frame->data);
  lame[34] = crc >> 8;
  lame[35] = crc & 0xff;

  return frame;
}

/* ID3 2.4 with the title alone; sizes are in bytes of 7 bits. */
static void
append_title (GByteArray *file, const char *title)
{
  gsize length = MIN (strlen (title), 4096);
  guint8 head[21] = { 'I', 'D', '3', 4, 0, 0, 0, 0, 0, 0, 'T', 'I', 'T', '2', 0, 0, 0, 0, 0, 0, 3 };

  /* No half character. */
  while (length > 0 && ((guchar) title[length] & 0xc0) == 0x80)
    length--;
  for (guint i = 0; i < 4; i++) {
    head[6 + i] = (length + 11) >> (21 - 7 * i) & 0x7f;
    head[14 + i] = (length + 1) >> (21 - 7 * i) & 0x7f;
  }
  g_byte_array_append (file, head, sizeof head);
  g_byte_array_append (file, (const guint8 *) title, length);
}

/**
 * sfl_clip_mp3_write:
 * @frames: of the encoder
 * @n_samples: that it was given
 * @title: (nullable)
 */
gboolean
sfl_clip_mp3_write (const char *path,
                    const GByteArray *frames,
                    guint64 n_samples,
                    const char *title,
                    GError **error)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GByteArray) info = NULL;
  g_autoptr (GError) cause = NULL;
  guint n_frames = 0;

  for (gsize i = 0; i + 4 <= frames->len;) {
    gsize size = get_frame_size (frames->data + i);

    if (size == 0) {
      n_frames = 0;
      break;
    }
    n_frames++;
    i += size;
  }
  if (n_frames == 0) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_MEDIA,
                         _ ("The clip cannot be made: its sound would not be in time."));
    return FALSE;
  }

  if (title != NULL)
    append_title (file, title);
  info = make_info_frame (frames, n_frames, n_samples);
  g_byte_array_append (file, info->data, info->len);
  g_byte_array_append (file, frames->data, frames->len);
  if (g_file_set_contents_full (path, (const char *) file->data, file->len,
                                G_FILE_SET_CONTENTS_NONE, 0666, &cause))
    return TRUE;

  g_set_error (error, G_IO_ERROR,
               g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? G_IO_ERROR_NO_SPACE
                                                                         : G_IO_ERROR_FAILED,
               _ ("The clip cannot be written: %s"), cause->message);

  return FALSE;
}
