/* sfl-tick.c: an episode that ticks once a second
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Its sound is a tick at each whole second, and its transcript a short line at each.  To see
 * and hear whether they agree is to see how exactly the line of any episode is lit: player,
 * cursor and clock are the same.  Main thread only.
 */

#include "config.h"

#include "sfl-tick.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define SECONDS 120
#define RATE 8000
#define TICK_SAMPLES (RATE / 50)
#define TONE 1000.0
#define LOUDNESS 20000.0

#define FLASH_MS 150

#define WAVE_NAME "tick.wav"
#define TEXT_NAME "tick.srt"

static void
append_number (GByteArray *bytes, guint32 number, guint size)
{
  guint32 little = GUINT32_TO_LE (number);

  g_byte_array_append (bytes, (const guint8 *) &little, size);
}

static void
append_word (GByteArray *bytes, const char *word)
{
  g_byte_array_append (bytes, (const guint8 *) word, strlen (word));
}

/* RIFF: one channel of 16 bits. */
static GByteArray *
make_wave (void)
{
  GByteArray *bytes = g_byte_array_new ();
  guint32 size = SECONDS * RATE * 2;

  append_word (bytes, "RIFF");
  append_number (bytes, 36 + size, 4);
  append_word (bytes, "WAVEfmt ");
  append_number (bytes, 16, 4);
  append_number (bytes, 1, 2);
  append_number (bytes, 1, 2);
  append_number (bytes, RATE, 4);
  append_number (bytes, RATE * 2, 4);
  append_number (bytes, 2, 2);
  append_number (bytes, 16, 2);
  append_word (bytes, "data");
  append_number (bytes, size, 4);
  for (guint i = 0; i < SECONDS * RATE; i++) {
    guint at = i % RATE;
    double fade = 1 - (double) at / TICK_SAMPLES;
    gint16 sample =
        i >= RATE && at < TICK_SAMPLES ? LOUDNESS * fade * sin (2 * G_PI * TONE * at / RATE) : 0;

    append_number (bytes, (guint16) sample, 2);
  }

  return bytes;
}

static GString *
make_text (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i < SECONDS; i++)
    g_string_append_printf (text, "%u\n00:%02u:%02u,000 --> 00:%02u:%02u,%u\n.\n\n", i, i / 60,
                            i % 60, i / 60, i % 60, FLASH_MS);

  return text;
}

static void
remove_folder (gpointer data)
{
  g_autofree char *folder = data;
  g_autofree char *wave = g_build_filename (folder, WAVE_NAME, NULL);
  g_autofree char *text = g_build_filename (folder, TEXT_NAME, NULL);

  g_unlink (wave);
  g_unlink (text);
  g_rmdir (folder);
}

/**
 * sfl_tick_new:
 *
 * Returns: (transfer full): an episode of its own, which nothing remembers; its files go with
 *   it; NULL where they cannot be written
 */
SflEpisode *
sfl_tick_new (GError **error)
{
  char *folder = g_dir_make_tmp ("souffleur-XXXXXX", error);
  g_autofree char *wave_path = NULL;
  g_autofree char *text_path = NULL;
  g_autoptr (GByteArray) wave = NULL;
  g_autoptr (GString) text = NULL;
  g_autoptr (GFile) wave_file = NULL;
  g_autoptr (GFile) text_file = NULL;
  g_autoptr (SflEpisode) episode = NULL;

  if (folder == NULL)
    return NULL;

  episode = sfl_episode_new (NULL);
  g_object_set_data_full (G_OBJECT (episode), "folder", folder, remove_folder);
  wave_path = g_build_filename (folder, WAVE_NAME, NULL);
  text_path = g_build_filename (folder, TEXT_NAME, NULL);
  wave = make_wave ();
  text = make_text ();
  if (!g_file_set_contents (wave_path, (const char *) wave->data, wave->len, error) ||
      !g_file_set_contents (text_path, text->str, text->len, error))
    return NULL;

  wave_file = g_file_new_for_path (wave_path);
  text_file = g_file_new_for_path (text_path);
  sfl_episode_open_pair (episode, wave_file, text_file);

  return g_steal_pointer (&episode);
}
