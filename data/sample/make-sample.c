/* make-sample.c: turns sample.script into the sample episode
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   make-sample SCRIPT FOLDER
 *
 * Runs while Souffleur is built and writes into FOLDER:
 *   sample.ogg        the sound
 *   sample.webm       the same with a picture that counts its frames
 *   sample.txt        the transcript as it would be pasted from a web page
 *   sample.words.tsv  start, end, word, line: what was really said and when,
 *                     in seconds (-1: the synthesizer ran two words together)
 */

#include <gio/gio.h>
#include <gst/app/gstappsrc.h>
#include <gst/gst.h>
#include <math.h>
#include <string.h>

#include "sample-picture.h"
#include "sample-voice.h"

#define TURN_PAUSE 0.45 /* seconds between two turns */
#define CURTAIN_SECONDS 2.5

typedef struct {
  char *name;
  char *voice;
  int words_per_minute;
  int pitch;
} Speaker;

typedef struct {
  int start; /* samples */
  int end;
  const Speaker *speaker;
} Turn;

typedef struct {
  char *title;
  char *category;
  GPtrArray *speakers; /* Speaker */
  GArray *turns;       /* Turn */
  GArray *pcm;         /* gint16 */
  GString *transcript;
  GString *words;
  int n_lines;
  int curtain; /* sample at which it starts to open */
} Sample;

static void
speaker_free (gpointer data)
{
  Speaker *speaker = data;

  g_free (speaker->name);
  g_free (speaker->voice);
  g_free (speaker);
}

static void
sample_free (Sample *self)
{
  g_free (self->title);
  g_free (self->category);
  g_ptr_array_unref (self->speakers);
  g_array_unref (self->turns);
  g_array_unref (self->pcm);
  g_string_free (self->transcript, TRUE);
  g_string_free (self->words, TRUE);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sample, sample_free)

static Sample *
sample_new (void)
{
  Sample *self = g_new0 (Sample, 1);

  self->speakers = g_ptr_array_new_with_free_func (speaker_free);
  self->turns = g_array_new (FALSE, FALSE, sizeof (Turn));
  self->pcm = g_array_new (FALSE, TRUE, sizeof (gint16));
  self->transcript = g_string_new (NULL);
  self->words = g_string_new ("start\tend\tword\tline\n");
  return self;
}

static const Speaker *
find_speaker (Sample *self, const char *name)
{
  for (guint i = 0; i < self->speakers->len; i++) {
    const Speaker *speaker = g_ptr_array_index (self->speakers, i);

    if (g_str_equal (speaker->name, name))
      return speaker;
  }

  return NULL;
}

static void
add_silence (Sample *self, double seconds)
{
  g_array_set_size (self->pcm, self->pcm->len + (guint) (seconds * SAMPLE_RATE));
}

static void
add_knock (Sample *self, double gain, double seconds)
{
  guint first = self->pcm->len;

  add_silence (self, seconds);
  for (guint i = 0; i < (guint) (0.12 * SAMPLE_RATE); i++) {
    double t = (double) i / SAMPLE_RATE;
    double wood = sin (2 * G_PI * 92 * t) + 0.5 * sin (2 * G_PI * 213 * t) * exp (-40 * t);

    g_array_index (self->pcm, gint16, first + i) = 15000 * gain * exp (-28 * t) * wood;
  }
}

/* The stick hammers eleven times, then strikes three: the play begins. */
static void
add_knocks (Sample *self)
{
  for (int i = 0; i < 11; i++)
    add_knock (self, 0.35 + 0.02 * i, 0.13);
  add_silence (self, 0.3);
  for (int i = 0; i < 3; i++)
    add_knock (self, 1, 0.6);
  self->curtain = self->pcm->len;
}

static void
append_seconds (GString *text, int sample)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (sample < 0)
    g_string_append (text, "-1");
  else
    g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.3f",
                                            (double) sample / SAMPLE_RATE));
}

static void
append_word (Sample *self, const char *word, SampleSpan span, int first_sample, int line)
{
  append_seconds (self->words, span.start < 0 ? -1 : first_sample + span.start);
  g_string_append_c (self->words, '\t');
  append_seconds (self->words, span.end < 0 ? -1 : first_sample + span.end);
  g_string_append_printf (self->words, "\t%s\t%d\n", word, line);
}

/* Web pages give whole seconds, rounded down, and glue the text to them. */
static void
append_line (Sample *self, const char *line, int start)
{
  int seconds = start / SAMPLE_RATE;

  if (self->n_lines++ > 0)
    g_string_append_c (self->transcript, '\n');
  g_string_append_printf (self->transcript, "%02d:%02d%s", seconds / 60, seconds % 60, line);
}

/* One turn of speech is said in one breath, whatever lines it is written in. */
static gboolean
add_turn (Sample *self,
          const Speaker *speaker,
          const char *const *lines,
          gboolean transcribed,
          GError **error)
{
  g_autofree char *text = g_strjoinv (" ", (char **) lines);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autofree SampleSpan *spans = g_new (SampleSpan, g_strv_length (words));
  int first_sample = self->pcm->len;
  Turn turn = { first_sample, 0, speaker };

  if (!sample_voice_say (speaker->voice, speaker->words_per_minute, speaker->pitch,
                         (const char *const *) words, self->pcm, spans, error))
    return FALSE;
  turn.end = self->pcm->len;
  g_array_append_val (self->turns, turn);
  add_silence (self, TURN_PAUSE);

  for (int i = 0, word = 0; transcribed && lines[i]; i++) {
    g_auto (GStrv) line_words = g_strsplit (lines[i], " ", -1);

    if (spans[word].start < 0) {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "The first word of “%s” has no start of its own", lines[i]);
      return FALSE;
    }
    append_line (self, lines[i], first_sample + spans[word].start);
    for (int j = 0; line_words[j]; j++, word++)
      append_word (self, line_words[j], spans[word], first_sample, self->n_lines - 1);
  }

  return TRUE;
}

static gboolean
add_voice (Sample *self, const char *arguments, GError **error)
{
  g_autoptr (GRegex) blanks = g_regex_new (" +", 0, 0, NULL);
  g_auto (GStrv) fields = g_regex_split (blanks, arguments, 0);
  Speaker *speaker;

  if (g_strv_length (fields) != 4) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         "Expected voice NAME VOICE WORDS-PER-MINUTE PITCH");
    return FALSE;
  }

  speaker = g_new0 (Speaker, 1);
  speaker->name = g_strdup (fields[0]);
  speaker->voice = g_strdup (fields[1]);
  speaker->words_per_minute = atoi (fields[2]);
  speaker->pitch = atoi (fields[3]);
  g_ptr_array_add (self->speakers, speaker);
  return TRUE;
}

/* @lines: an unindented line of the script and those indented below it, stripped. */
static gboolean
add_block (Sample *self, char **lines, GError **error)
{
  const char *first = lines[0], *colon = strstr (first, ": "), *arguments = strchr (first, ' ');
  g_autofree char *keyword = arguments ? g_strndup (first, arguments - first) : g_strdup (first);

  arguments = arguments ? arguments + 1 : "";
  if (g_str_equal (keyword, "title")) {
    self->title = g_strdup (arguments);
  } else if (g_str_equal (keyword, "category")) {
    self->category = g_strdup (arguments);
  } else if (g_str_equal (keyword, "knocks")) {
    add_knocks (self);
  } else if (g_str_equal (keyword, "pause")) {
    add_silence (self, g_ascii_strtod (arguments, NULL));
  } else if (g_str_equal (keyword, "voice")) {
    return add_voice (self, arguments, error);
  } else {
    gboolean transcribed = first[0] != '(';
    g_autofree char *name = NULL;
    g_autoptr (GPtrArray) spoken = g_ptr_array_new ();
    const Speaker *speaker;

    if (colon != NULL)
      name =
          transcribed ? g_strndup (first, colon - first) : g_strndup (first + 1, colon - first - 2);
    speaker = name ? find_speaker (self, name) : NULL;
    if (speaker == NULL) {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Nobody says “%s”", first);
      return FALSE;
    }

    g_ptr_array_add (spoken, (char *) colon + 2);
    for (int i = 1; lines[i]; i++)
      g_ptr_array_add (spoken, lines[i]);
    g_ptr_array_add (spoken, NULL);
    return add_turn (self, speaker, (const char *const *) spoken->pdata, transcribed, error);
  }

  return TRUE;
}

static gboolean
read_script (Sample *self, const char *path, GError **error)
{
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &content, NULL, error))
    return FALSE;

  lines = g_strsplit (content, "\n", -1);
  for (int i = 0; lines[i];) {
    g_autoptr (GPtrArray) block = g_ptr_array_new ();

    if (lines[i][0] == '\0' || lines[i][0] == '#') {
      i++;
      continue;
    }
    do
      g_ptr_array_add (block, g_strstrip (lines[i++]));
    while (lines[i] && lines[i][0] == ' ');
    g_ptr_array_add (block, NULL);

    if (!add_block (self, (char **) block->pdata, error)) {
      g_prefix_error (error, "%s:%d: ", path, i);
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
write_texts (Sample *self, const char *folder, GError **error)
{
  g_autofree char *transcript = g_build_filename (folder, "sample.txt", NULL);
  g_autofree char *words = g_build_filename (folder, "sample.words.tsv", NULL);
  g_autofree char *page = NULL;

  /* What comes along when a whole page is copied; no newline ends it. */
  page = g_strdup_printf ("%s\nCatégorie\n🎭\n%sTranscription\n%s", self->title, self->category,
                          self->transcript->str);
  return g_file_set_contents (transcript, page, -1, error) &&
         g_file_set_contents (words, self->words->str, self->words->len, error);
}

static GstElement *
open_pipeline (const char *description, const char *folder, const char *file_name, GError **error)
{
  g_autofree char *location = g_build_filename (folder, file_name, NULL);
  GstElement *pipeline = gst_parse_launch (description, error);
  g_autoptr (GstElement) file = NULL;

  if (pipeline == NULL)
    return NULL;
  file = gst_bin_get_by_name (GST_BIN (pipeline), "file");
  g_object_set (file, "location", location, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  return pipeline;
}

static gboolean
close_pipeline (GstElement *pipeline, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = NULL;

  message =
      gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    gst_message_parse_error (message, error, NULL);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS;
}

static void
push (GstAppSrc *source, GBytes *bytes, GstClockTime start, GstClockTime duration)
{
  GstBuffer *buffer = gst_buffer_new_wrapped_bytes (bytes);

  GST_BUFFER_PTS (buffer) = start;
  GST_BUFFER_DURATION (buffer) = duration;
  gst_app_src_push_buffer (source, buffer);
}

static void
push_sound (Sample *self, GstElement *pipeline)
{
  g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (pipeline), "sound");
  const guint chunk = SAMPLE_RATE / 5;

  for (guint i = 0; i < self->pcm->len; i += chunk) {
    guint n = MIN (chunk, self->pcm->len - i);
    g_autoptr (GBytes) bytes = g_bytes_new (&g_array_index (self->pcm, gint16, i), n * 2);

    push (GST_APP_SRC (source), bytes, gst_util_uint64_scale (i, GST_SECOND, SAMPLE_RATE),
          gst_util_uint64_scale (n, GST_SECOND, SAMPLE_RATE));
  }
  gst_app_src_end_of_stream (GST_APP_SRC (source));
}

static const char *
find_speaker_at (Sample *self, int sample)
{
  for (guint i = 0; i < self->turns->len; i++) {
    const Turn *turn = &g_array_index (self->turns, Turn, i);

    if (turn->start <= sample && sample < turn->end)
      return turn->speaker->name;
  }

  return NULL;
}

static void
push_pictures (Sample *self, GstElement *pipeline)
{
  g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (pipeline), "picture");
  g_autoptr (SamplePicture) picture = sample_picture_new ();
  guint n_frames = (guint64) self->pcm->len * SAMPLE_PICTURE_RATE / SAMPLE_RATE;

  for (guint i = 0; i < n_frames; i++) {
    int sample = i * (SAMPLE_RATE / SAMPLE_PICTURE_RATE);
    double open = (sample - self->curtain) / (CURTAIN_SECONDS * SAMPLE_RATE);
    g_autoptr (GBytes) bytes =
        sample_picture_draw (picture, i, find_speaker_at (self, sample), CLAMP (open, 0, 1));

    push (GST_APP_SRC (source), bytes, i * (GST_SECOND / SAMPLE_PICTURE_RATE),
          GST_SECOND / SAMPLE_PICTURE_RATE);
  }
  gst_app_src_end_of_stream (GST_APP_SRC (source));
}

#define SOUND_SOURCE                                                                               \
  "appsrc name=sound format=time max-bytes=0 "                                                     \
  "caps=audio/x-raw,format=S16LE,rate=22050,channels=1,layout=interleaved "                        \
  "! audioconvert ! vorbisenc quality=0.4 ! "
#define PICTURE_SOURCE                                                                             \
  "appsrc name=picture format=time block=true max-bytes=10000000 "                                 \
  "caps=video/x-raw,format=BGRx,width=640,height=360,framerate=25/1 ! videoconvert "               \
  "! vp8enc deadline=1 cpu-used=8 threads=2 keyframe-max-dist=75 end-usage=cq cq-level=24 "        \
  "max-quantizer=40 target-bitrate=1500000 ! queue ! "

static gboolean
write_media (Sample *self, const char *folder, GError **error)
{
  g_autoptr (GstElement) sound = NULL;
  g_autoptr (GstElement) film = NULL;

  sound = open_pipeline (SOUND_SOURCE "oggmux ! filesink name=file", folder, "sample.ogg", error);
  if (sound == NULL)
    return FALSE;
  push_sound (self, sound);
  if (!close_pipeline (sound, error))
    return FALSE;

  film = open_pipeline (PICTURE_SOURCE "webmmux name=mux ! filesink name=file " SOUND_SOURCE "mux.",
                        folder, "sample.webm", error);
  if (film == NULL)
    return FALSE;
  push_sound (self, film);
  push_pictures (self, film);
  return close_pipeline (film, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (Sample) sample = sample_new ();
  g_autoptr (GError) error = NULL;

  gst_init (&argc, &argv);
  if (argc != 3) {
    g_printerr ("Usage: make-sample SCRIPT FOLDER\n");
    return 2;
  }

  if (!sample_voice_init (&error) || !read_script (sample, argv[1], &error) ||
      !write_texts (sample, argv[2], &error) || !write_media (sample, argv[2], &error)) {
    g_printerr ("make-sample: %s\n", error->message);
    return 1;
  }

  return 0;
}
