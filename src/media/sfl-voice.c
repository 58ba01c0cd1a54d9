/* sfl-voice.c: a text, said aloud
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * espeak-ng hands over samples, far faster than anybody listens, and GStreamer
 * plays them.  The library has one state for the whole process, so each text has
 * a thread of its own that waits until the one before has let go.  What it waits
 * for then - room in the queue, the end, to be silenced - comes by the bus of its
 * pipeline.
 */

#include "config.h"

#include "sfl-voice.h"

#include "sfl-error.h"
#include "sfl-language.h"
#include "sfl-speaker.h"

#include <espeak-ng/speak_lib.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <gst/app/gstappsrc.h>
#include <string.h>

/* At the speed of the recording; what espeak-ng itself calls normal, slowest and fastest. */
#define WORDS_PER_MINUTE 175
#define MIN_WORDS 80
#define MAX_WORDS 450

/* Some seconds; looked at again after the time it takes to be heard. */
#define MAX_QUEUED (256 * 1024)
#define QUEUE_WAIT (100 * GST_MSECOND)

struct _SflVoice {
  GObject parent_instance;

  char *speaker;
  GCancellable *cancellable; /* of what is said; NULL when nothing is */
};

G_DEFINE_FINAL_TYPE (SflVoice, sfl_voice, G_TYPE_OBJECT)

enum { PROP_0, PROP_SPEAKER, PROP_SPEAKING, N_PROPS };
enum { PROBLEM, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

typedef struct {
  char *text;
  char *language;
  char *speaker;
  int words_per_minute;

  GstElement *pipeline;
  GstAppSrc *source;
  GstBus *bus;
  guint64 n_samples;
  gboolean is_over;
  GError *error;
} Utterance;

/* Of the library: who speaks just now, and at what rate. */
static GMutex lock;
static Utterance *speaking;
static int sample_rate = -1;

static void
utterance_free (gpointer data)
{
  Utterance *self = data;

  g_clear_error (&self->error);
  g_free (self->text);
  g_free (self->language);
  g_free (self->speaker);
  g_free (self);
}

/* What is said of a text as it is written: typography is for the eye, and a control character
 * would be a command.
 */
static char *
make_speakable (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == 0x2019) {
      g_string_append_c (out, '\'');
    } else if (c == 0x00a0 || c == 0x202f) {
      /* Within a number it would end it. */
      if (out->len == 0 || !g_ascii_isdigit (out->str[out->len - 1]) ||
          !g_ascii_isdigit (*g_utf8_next_char (p)))
        g_string_append_c (out, ' ');
    } else if (g_unichar_iscntrl (c)) {
      g_string_append_c (out, ' ');
    } else {
      g_string_append_unichar (out, c);
    }
  }

  return g_string_free (out, FALSE);
}

static gboolean
choose_tag (const char *tag)
{
  espeak_VOICE wanted = { .languages = tag };

  return espeak_SetVoiceByProperties (&wanted) == EE_OK;
}

/* "fr-CA", "fr_CA.UTF-8" and "fra": as near as there is one. */
static gboolean
choose_voice (const char *language, GError **error)
{
  g_autofree char *tag = g_ascii_strdown (language, strcspn (language, ".@"));
  g_autofree char *code = sfl_language_dup_code (language);

  if (sample_rate < 0)
    sample_rate = espeak_Initialize (AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL, espeakINITIALIZE_DONT_EXIT);
  /* Without its data it says that all is well. */
  if (sample_rate < 0 || espeak_ListVoices (NULL)[0] == NULL) {
    sample_rate = -1;
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("There is no voice to speak with: the data of espeak-ng are missing"));
    return FALSE;
  }

  g_strdelimit (tag, "_", '-');
  if (!choose_tag (tag) && !choose_tag (code)) {
    g_autofree char *name = sfl_language_dup_name (language);

    /* Translators: %s is the name of a language. */
    g_set_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED, _ ("There is no voice for %s"), name);
    return FALSE;
  }

  return TRUE;
}

/* Waits for a while, or for ever.  Returns: whether nothing more is to be heard */
static gboolean
wait_for_end (Utterance *self, GstClockTime longest)
{
  g_autoptr (GstMessage) message = NULL;

  if (self->is_over)
    return TRUE;
  message =
      gst_bus_timed_pop_filtered (self->bus, longest,
                                  GST_MESSAGE_EOS | GST_MESSAGE_ERROR | GST_MESSAGE_APPLICATION);
  if (message == NULL)
    return FALSE;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    self->error = g_error_new_literal (SFL_ERROR, SFL_ERROR_DEVICE,
                                       _ ("Nothing can be heard: there is no sound device"));
  self->is_over = TRUE;

  return TRUE;
}

/* Returns: whether espeak-ng shall stop */
static int
synth_cb (short *samples, int n_samples, espeak_EVENT *events)
{
  Utterance *self = speaking;
  GstBuffer *buffer;

  if (samples == NULL || n_samples <= 0)
    return wait_for_end (self, 0);

  buffer = gst_buffer_new_memdup (samples, n_samples * sizeof *samples);
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale_int (self->n_samples, GST_SECOND, sample_rate);
  GST_BUFFER_DURATION (buffer) = gst_util_uint64_scale_int (n_samples, GST_SECOND, sample_rate);
  self->n_samples += n_samples;
  gst_app_src_push_buffer (self->source, buffer);

  while (gst_app_src_get_current_level_bytes (self->source) > MAX_QUEUED)
    if (wait_for_end (self, QUEUE_WAIT))
      return TRUE;

  return wait_for_end (self, 0);
}

static void
cancelled_cb (GCancellable *cancellable, GstElement *pipeline)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);

  gst_bus_post (bus, gst_message_new_application (GST_OBJECT (pipeline),
                                                  gst_structure_new_empty ("sfl-silence")));
}

static gboolean
open_pipeline (Utterance *self)
{
  GstElement *source = gst_element_factory_make ("appsrc", NULL);
  GstElement *convert = gst_element_factory_make ("audioconvert", NULL);
  GstElement *resample = gst_element_factory_make ("audioresample", NULL);
  g_autoptr (GstElement) speaker = sfl_speaker_new (self->speaker);
  g_autoptr (GstCaps) caps =
      gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING,
                           G_BYTE_ORDER == G_LITTLE_ENDIAN ? "S16LE" : "S16BE", "layout",
                           G_TYPE_STRING, "interleaved", "channels", G_TYPE_INT, 1, "rate",
                           G_TYPE_INT, sample_rate, NULL);

  self->pipeline = gst_pipeline_new (NULL);
  self->bus = gst_element_get_bus (self->pipeline);
  self->source = GST_APP_SRC (source);
  g_object_set (source, "caps", caps, "format", GST_FORMAT_TIME, NULL);
  gst_bin_add_many (GST_BIN (self->pipeline), source, convert, resample, speaker, NULL);

  return gst_element_link_many (source, convert, resample, speaker, NULL) &&
         gst_element_set_state (self->pipeline, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE;
}

static void
say (Utterance *self, GCancellable *cancellable)
{
  g_autofree char *text = make_speakable (self->text);
  gulong id;

  if (open_pipeline (self)) {
    id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                gst_object_ref (self->pipeline), gst_object_unref);
    speaking = self;
    espeak_SetSynthCallback (synth_cb);
    espeak_SetParameter (espeakRATE, self->words_per_minute, 0);
    espeak_Synth (text, strlen (text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL, NULL);
    speaking = NULL;
    gst_app_src_end_of_stream (self->source);
    wait_for_end (self, GST_CLOCK_TIME_NONE);
    g_cancellable_disconnect (cancellable, id);
  } else {
    wait_for_end (self, 0);
  }

  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->bus);
  gst_clear_object (&self->pipeline);
}

static void
say_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Utterance *self = data;

  g_mutex_lock (&lock);
  if (!g_cancellable_is_cancelled (cancellable) && choose_voice (self->language, &self->error))
    say (self, cancellable);
  g_mutex_unlock (&lock);

  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
said_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  SflVoice *self = SFL_VOICE (object);
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  /* Something else is said by now, or nothing any more. */
  if (self->cancellable != g_task_get_cancellable (G_TASK (result)))
    return;

  g_clear_object (&self->cancellable);
  g_object_notify_by_pspec (object, props[PROP_SPEAKING]);
  if (error != NULL)
    g_signal_emit (self, signals[PROBLEM], 0, error);
}

static void
sfl_voice_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SflVoice *self = SFL_VOICE (object);

  switch (id) {
  case PROP_SPEAKING:
    g_value_set_boolean (value, sfl_voice_get_speaking (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sfl_voice_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SflVoice *self = SFL_VOICE (object);

  switch (id) {
  case PROP_SPEAKER:
    self->speaker = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

/* What is said holds a reference until it is silent. */
static void
sfl_voice_finalize (GObject *object)
{
  SflVoice *self = SFL_VOICE (object);

  g_free (self->speaker);

  G_OBJECT_CLASS (sfl_voice_parent_class)->finalize (object);
}

static void
sfl_voice_class_init (SflVoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sfl_voice_get_property;
  object_class->set_property = sfl_voice_set_property;
  object_class->finalize = sfl_voice_finalize;

  props[PROP_SPEAKER] =
      g_param_spec_string ("speaker", NULL, NULL, NULL,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_SPEAKING] =
      g_param_spec_boolean ("speaking", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[PROBLEM] = g_signal_new ("problem", SFL_TYPE_VOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sfl_voice_init (SflVoice *self)
{
}

SflVoice *
sfl_voice_new (void)
{
  return g_object_new (SFL_TYPE_VOICE, NULL);
}

/**
 * sfl_voice_speak:
 * @text: valid UTF-8; takes the place of what is said just now
 * @language: ISO 639 or BCP 47, or a locale
 * @rate: 1 is as fast as somebody talks
 */
void
sfl_voice_speak (SflVoice *self, const char *text, const char *language, double rate)
{
  g_autoptr (GTask) task = NULL;
  gboolean was_speaking;
  Utterance *utterance;

  g_return_if_fail (SFL_IS_VOICE (self));

  was_speaking = sfl_voice_get_speaking (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  utterance = g_new0 (Utterance, 1);
  utterance->text = g_strdup (text);
  utterance->language = g_strdup (language);
  utterance->speaker = g_strdup (self->speaker);
  utterance->words_per_minute = CLAMP ((int) (WORDS_PER_MINUTE * rate), MIN_WORDS, MAX_WORDS);
  task = g_task_new (self, self->cancellable, said_cb, NULL);
  g_task_set_source_tag (task, sfl_voice_speak);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, utterance, utterance_free);
  g_task_run_in_thread (task, say_thread);

  if (!was_speaking)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SPEAKING]);
}

/* At once. */
void
sfl_voice_stop (SflVoice *self)
{
  g_return_if_fail (SFL_IS_VOICE (self));

  if (self->cancellable == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SPEAKING]);
}

gboolean
sfl_voice_get_speaking (SflVoice *self)
{
  g_return_val_if_fail (SFL_IS_VOICE (self), FALSE);

  return self->cancellable != NULL;
}
