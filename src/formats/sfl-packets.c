/* sfl-packets.c: the packets of a text track become a transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A packet is a cue whose times stand elsewhere.  What is around its text goes as
 * it comes; the texts are kept, so that a transcript can be made of what has come
 * so far, and another one later.  Those that stand in a file of their own else are
 * read as from there.  Any thread, one at a time.
 */

#include "config.h"

#include "sfl-packets.h"

#include "sfl-cue-sink.h"
#include "sfl-error.h"
#include "sfl-format.h"
#include "sfl-line-scanner.h"
#include "sfl-output.h"
#include "sfl-text-decoder.h"

#include <glib/gi18n-lib.h>

/* Cues that one WebVTT sample may hold. */
#define MAX_CUES_PER_SAMPLE 64

/* Fields of an ASS packet before its style: its number and its layer. */
#define ASS_FIELDS 2

/* A container's times are finer than those of a script. */
static const SflClockStyle clock_style = { .n_hour_digits = 1, .sign = '.', .n_decimals = 9 };

/* What stands before each text in @cues; an end of SFL_TIME_NONE is not known. */
typedef struct {
  SflTime start;
  SflTime end;
  guint64 length;
} Head;

struct _SflPackets {
  SflTextCodec codec;
  GBytes *header;
  char *language;
  char *title;
  GByteArray *cues; /* a head and a text each */
  guint n_cues;
  guint n_damaged;
  GArray *chapters; /* of SflChapter */

  /* Of the WebVTT sample before, whose cues may go on. */
  gsize sample[MAX_CUES_PER_SAMPLE];
  guint n_sample;
};

static const struct {
  const char *format;
  const char *name;
  SflMarkup markup;
} codecs[] = {
  [SFL_TEXT_CODEC_SUBRIP] = { "srt", "SubRip", SFL_MARKUP_SRT },
  [SFL_TEXT_CODEC_ASS] = { "ass", "ASS" },
  [SFL_TEXT_CODEC_WEBVTT] = { "vtt", "WebVTT", SFL_MARKUP_VTT },
  [SFL_TEXT_CODEC_WEBVTT_BLOCK] = { "vtt", "WebVTT", SFL_MARKUP_VTT },
  [SFL_TEXT_CODEC_MOV] = { "mov-text", "MP4", SFL_MARKUP_SRT },
  [SFL_TEXT_CODEC_WVTT] = { "vtt", "WebVTT", SFL_MARKUP_VTT },
  [SFL_TEXT_CODEC_TTML] = { "ttml", "TTML" },
};

/**
 * sfl_text_codec_get_name:
 *
 * Returns: (nullable): what the people who make such tracks call them; NULL for what is not read
 */
const char *
sfl_text_codec_get_name (SflTextCodec codec)
{
  return codec < G_N_ELEMENTS (codecs) ? codecs[codec].name : NULL;
}

static void
clear_chapter (gpointer data)
{
  SflChapter *chapter = data;

  g_free (chapter->title);
}

SflPackets *
sfl_packets_new (const SflTextTrack *track)
{
  SflPackets *self;

  g_return_val_if_fail (sfl_text_track_is_readable (track), NULL);

  self = g_new0 (SflPackets, 1);
  self->codec = track->codec;
  self->header = track->header != NULL ? g_bytes_ref (track->header) : NULL;
  self->language = g_strdup (track->language);
  self->title = g_strdup (track->title);
  self->cues = g_byte_array_sized_new (4096); /* never NULL, for there is arithmetic with it */
  self->chapters = g_array_new (FALSE, FALSE, sizeof (SflChapter));
  g_array_set_clear_func (self->chapters, clear_chapter);

  return self;
}

void
sfl_packets_free (SflPackets *self)
{
  g_clear_pointer (&self->header, g_bytes_unref);
  g_free (self->language);
  g_free (self->title);
  g_byte_array_unref (self->cues);
  g_array_unref (self->chapters);
  g_free (self);
}

static void
keep (SflPackets *self, SflTime start, SflTime end, const char *text, gsize length)
{
  Head head = { start, end, length };

  g_byte_array_append (self->cues, (const guint8 *) &head, sizeof head);
  g_byte_array_append (self->cues, (const guint8 *) text, length);
  self->n_cues++;
}

/* Steps over a cue of @data. */
static gboolean
take_cue (const char **data, const char *end, Head *head, SflSlice *text)
{
  if ((gsize) (end - *data) < sizeof *head)
    return FALSE;
  memcpy (head, *data, sizeof *head);
  if (head->length > (gsize) (end - *data) - sizeof *head)
    return FALSE;

  text->start = *data + sizeof *head;
  text->end = text->start + head->length;
  *data = text->end;

  return TRUE;
}

/* Keeps @text as valid UTF-8; one that is empty only ends the cue before. */
static void
keep_decoded (SflPackets *self, SflTime start, SflTime end, const guint8 *data, gsize length)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) decoded = NULL;
  SflDecoding decoding;
  SflSlice text;

  while (length > 0 && data[length - 1] == '\0')
    length--;
  text = (SflSlice){ (const char *) data, (const char *) data + length };
  if (!g_utf8_validate_len (text.start, length, NULL)) {
    bytes = g_bytes_new_static (data, length);
    decoded = sfl_text_decoder_decode (bytes, NULL, &decoding);
    text.start = g_bytes_get_data (decoded, &length);
    text.end = text.start + length;
    self->n_damaged++;
  }

  text = sfl_slice_trim (text);
  if (!sfl_slice_is_empty (text))
    keep (self, start, end, text.start, sfl_slice_get_length (text));
}

/* The rows after a cue's name and settings. */
static void
keep_block (SflPackets *self, SflTime start, SflTime end, const guint8 *data, gsize length)
{
  const guint8 *name_end = memchr (data, '\n', length);
  const guint8 *settings_end =
      name_end != NULL ? memchr (name_end + 1, '\n', data + length - name_end - 1) : NULL;
  gsize skip = settings_end != NULL ? settings_end + 1 - data : 0;

  keep_decoded (self, start, end, data + skip, length - skip);
}

/* Text after its length, styles behind it.  It may be UTF-16, with a mark to say so. */
static void
keep_mov (SflPackets *self, SflTime start, SflTime end, const guint8 *data, gsize length)
{
  gsize n = length >= 2 ? data[0] << 8 | data[1] : 0;

  n = MIN (n, MAX (length, 2) - 2);
  if (n > 0)
    keep_decoded (self, start, end, data + 2, n);
}

static guint32
take_box (const guint8 **p, const guint8 *end, SflSlice *content)
{
  const guint8 *box = *p;
  guint32 size;

  if (end - box < 8)
    return 0;
  size = (guint32) box[0] << 24 | box[1] << 16 | box[2] << 8 | box[3];
  if (size < 8 || size > (gsize) (end - box))
    return 0;

  *content = (SflSlice){ (const char *) box + 8, (const char *) box + size };
  *p = box + size;

  return (guint32) box[4] << 24 | box[5] << 16 | box[6] << 8 | box[7];
}

/* Whether a cue of the sample before goes on: where cues overlap, each is cut in two. */
static gboolean
prolong (SflPackets *self, gsize *sample, guint n_sample, SflTime start, SflTime end, SflSlice text)
{
  for (guint i = 0; i < n_sample; i++) {
    const char *data = (const char *) self->cues->data + sample[i];
    SflSlice before;
    Head head;

    if (!take_cue (&data, (const char *) self->cues->data + self->cues->len, &head, &before) ||
        head.end != start || !sfl_slice_equal (before, text))
      continue;
    head.end = end;
    memcpy (self->cues->data + sample[i], &head, sizeof head);
    self->sample[self->n_sample++] = sample[i];
    return TRUE;
  }

  return FALSE;
}

/* A box for each cue, in it one with its text. */
static void
keep_wvtt (SflPackets *self, SflTime start, SflTime end, const guint8 *data, gsize length)
{
  const guint8 *data_end = data + length;
  gsize before[MAX_CUES_PER_SAMPLE];
  guint n_before = self->n_sample;
  SflSlice cue, part;
  guint32 type;

  memcpy (before, self->sample, sizeof before);
  self->n_sample = 0;
  while ((type = take_box (&data, data_end, &cue)) != 0) {
    const guint8 *p = (const guint8 *) cue.start, *cue_end = (const guint8 *) cue.end;

    if (type != 0x76747463) /* vttc */
      continue;
    while ((type = take_box (&p, cue_end, &part)) != 0) {
      gsize offset = self->cues->len;

      if (type != 0x7061796c || self->n_sample == MAX_CUES_PER_SAMPLE) /* payl */
        continue;
      if (prolong (self, before, n_before, start, end, sfl_slice_trim (part)))
        continue;
      keep_decoded (self, start, end, (const guint8 *) part.start, sfl_slice_get_length (part));
      if (self->cues->len > offset)
        self->sample[self->n_sample++] = offset;
    }
  }
}

/**
 * sfl_packets_add:
 * @end: SFL_TIME_NONE when the file does not say
 * @data: a packet as it stands in the file; copied
 *
 * Returns: FALSE when no transcript holds any more
 */
gboolean
sfl_packets_add (SflPackets *self, SflTime start, SflTime end, const guint8 *data, gsize length)
{
  switch (self->codec) {
  case SFL_TEXT_CODEC_WEBVTT_BLOCK:
    keep_block (self, start, end, data, length);
    break;
  case SFL_TEXT_CODEC_MOV:
    keep_mov (self, start, end, data, length);
    break;
  case SFL_TEXT_CODEC_WVTT:
    keep_wvtt (self, start, end, data, length);
    break;
  default:
    keep_decoded (self, start, end, data, length);
    break;
  }

  return self->n_cues < SFL_TRANSCRIPT_MAX_LINES && self->cues->len < SFL_FORMAT_MAX_BYTES;
}

/* One of the recording that the track is part of.  Copied. */
void
sfl_packets_add_chapter (SflPackets *self, const SflChapter *chapter)
{
  SflChapter copy = { chapter->start, g_strdup (chapter->title) };

  g_array_append_val (self->chapters, copy);
}

/* How many have come so far. */
guint
sfl_packets_get_n_cues (SflPackets *self)
{
  return self->n_cues;
}

/* Reads kept cues as a file's: the sink looks at the first of them twice. */
static void
read_cues (SflCueSink *sink, const char *data, gsize length, SflMarkup markup)
{
  const char *end = data + length;
  g_auto (SflCue) cue;
  gboolean more = TRUE;
  guint number = 0;
  SflSlice text;
  Head head;

  sfl_cue_init (&cue);
  while (more && take_cue (&data, end, &head, &text)) {
    SflLineScanner scanner;
    SflSlice row;

    sfl_cue_begin (&cue, ++number, head.start, head.end);
    sfl_line_scanner_init (&scanner, text.start, sfl_slice_get_length (text));
    while (sfl_line_scanner_next (&scanner, &row))
      sfl_cue_add_row (&cue, row, markup);
    more = sfl_cue_sink_add (sink, &cue);
  }
}

static void
read_srt_cues (SflCueSink *sink, const char *data, gsize length)
{
  read_cues (sink, data, length, SFL_MARKUP_SRT);
}

static void
read_vtt_cues (SflCueSink *sink, const char *data, gsize length)
{
  read_cues (sink, data, length, SFL_MARKUP_VTT);
}

static void
append_time (GString *script, SflTime time)
{
  sfl_output_clock (script, CLAMP (time, 0, SFL_TIME_MAX), clock_style);
  g_string_append_c (script, ',');
}

/* "7,0,Default,Anna,0,0,0,,Text" is the seventh event, on layer 0. */
static void
append_event (GString *script, const Head *head, SflSlice packet)
{
  SflSlice layer = { packet.start, packet.start };

  for (guint i = 0; i < ASS_FIELDS; i++) {
    const char *comma = sfl_slice_find (packet, ',');

    if (comma == NULL)
      return;
    layer = (SflSlice){ packet.start, comma };
    packet.start = comma + 1;
  }

  g_string_append (script, "Dialogue: ");
  g_string_append_len (script, layer.start, sfl_slice_get_length (layer));
  g_string_append_c (script, ',');
  append_time (script, head->start);
  append_time (script, head->end == SFL_TIME_NONE ? head->start : head->end);
  for (const char *p = packet.start; p < packet.end; p++) {
    if (*p == '\n')
      g_string_append (script, "\\N");
    else if (*p != '\r')
      g_string_append_c (script, *p);
  }
  g_string_append_c (script, '\n');
}

/* The script that the track was made from, as far as it is there. */
static GString *
make_script (SflPackets *self)
{
  const char *data = (const char *) self->cues->data, *end = data + self->cues->len;
  GString *script = g_string_sized_new (self->cues->len + 4096);
  SflSlice packet;
  Head head;

  if (self->header != NULL) {
    SflDecoding decoding;
    g_autoptr (GBytes) header = sfl_text_decoder_decode (self->header, NULL, &decoding);
    gsize length;
    const char *text = g_bytes_get_data (header, &length);

    g_string_append_len (script, text, length);
  }
  g_string_append (script, "\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, "
                           "MarginV, Effect, Text\n");
  while (take_cue (&data, end, &head, &packet))
    append_event (script, &head, packet);

  return script;
}

/* Reads the text that a file of the same format would hold. */
static gboolean
parse (SflTranscriptBuilder *builder,
       const SflFormat *format,
       const char *text,
       gsize length,
       GError **error)
{
  static const SflParseOptions options = { 0 };

  if (format == NULL || format->parse == NULL) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("This track is in a form that cannot be read"));
    return FALSE;
  }

  return format->parse (builder, text, length, &options, error);
}

static gboolean
parse_script (SflPackets *self,
              SflTranscriptBuilder *builder,
              const SflFormat *format,
              GError **error)
{
  GString *script = make_script (self);
  gboolean parsed = parse (builder, format, script->str, script->len, error);

  g_string_free (script, TRUE);

  return parsed;
}

/* One document that is broken does not spoil the others. */
static gboolean
parse_documents (SflPackets *self,
                 SflTranscriptBuilder *builder,
                 const SflFormat *format,
                 GError **error)
{
  const char *data = (const char *) self->cues->data, *end = data + self->cues->len;
  guint n_parsed = 0, n_failed = 0;
  SflSlice document;
  Head head;

  while (take_cue (&data, end, &head, &document)) {
    g_clear_error (error);
    if (parse (builder, format, document.start, sfl_slice_get_length (document), error))
      n_parsed++;
    else
      n_failed++;
  }
  if (n_parsed == 0 && n_failed > 0)
    return FALSE;
  g_clear_error (error);
  if (n_failed > 0)
    sfl_transcript_builder_warn (builder, 0, SFL_WARNING_IGNORED,
                                 _ ("A damaged part of the track was ignored"));

  return TRUE;
}

static void
set_meta (SflPackets *self, SflTranscriptBuilder *builder)
{
  if (self->language != NULL)
    sfl_transcript_builder_set_meta (builder, SFL_META_LANGUAGE, self->language, -1);
  for (guint i = 0; i < self->chapters->len; i++) {
    const SflChapter *chapter = &g_array_index (self->chapters, SflChapter, i);

    sfl_transcript_builder_add_chapter (builder, chapter->start, chapter->title, -1);
  }
  if (self->n_damaged > 0) {
    g_autofree char *message =
        g_strdup_printf (ngettext ("%u line in an old encoding was read",
                                   "%u lines in an old encoding were read", self->n_damaged),
                         self->n_damaged);

    sfl_transcript_builder_warn (builder, 0, SFL_WARNING_REPAIRED, message);
  }
}

/**
 * sfl_packets_make_transcript:
 * @cancellable: (nullable): looked at while reading
 *
 * Reads what has come so far; more may come, and be read with it.
 *
 * Returns: (transfer full): NULL with @error set, or G_IO_ERROR_CANCELLED
 */
SflTranscript *
sfl_packets_make_transcript (SflPackets *self, GCancellable *cancellable, GError **error)
{
  const char *id = codecs[self->codec].format;
  g_autoptr (SflTranscriptBuilder) builder = sfl_transcript_builder_new (id);
  const char *data = (const char *) self->cues->data;
  gsize length = self->cues->len;
  g_autoptr (GError) cause = NULL;
  gboolean parsed = TRUE;

  sfl_transcript_builder_set_cancellable (builder, cancellable);
  if (self->codec == SFL_TEXT_CODEC_ASS)
    parsed = parse_script (self, builder, sfl_format_find (id), &cause);
  else if (self->codec == SFL_TEXT_CODEC_TTML)
    parsed = parse_documents (self, builder, sfl_format_find (id), &cause);
  else if (codecs[self->codec].markup == SFL_MARKUP_SRT)
    sfl_cue_sink_run (builder, read_srt_cues, SFL_MARKUP_SRT, data, length);
  else
    sfl_cue_sink_run (builder, read_vtt_cues, SFL_MARKUP_VTT, data, length);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!parsed) {
    g_propagate_error (error, g_steal_pointer (&cause));
    return NULL;
  }
  set_meta (self, builder);

  return sfl_transcript_builder_end (g_steal_pointer (&builder));
}
