/* sfl-cue-sink.c: where the cues of a subtitle file go
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some files have habits that no single cue shows: captions that roll up repeat the
 * row before, podcast captions begin with a name, streaming segments repeat the cue
 * at their border.  The first cues are read once for their habits alone; then all are
 * read into the builder.  Without a habit nothing is ever taken out: a chorus and
 * "Oui. Oui." are real.
 */

#include "config.h"

#include "sfl-cue-sink.h"
#include "sfl-speaker-census.h"

#include <glib/gi18n-lib.h>

/* Cues, and bytes, looked at for the habits of a file. */
#define MAX_SAMPLE 2000
#define MAX_SAMPLE_BYTES (1024 * 1024)

/* Rolling captions: this share of cues repeats the row before. */
#define ROLL_UP_PERCENT 60

/* Rolling captions put a cue this short between two, for the row to settle. */
#define SETTLE_TIME (100 * SFL_MSECOND)

/* Rows of a caption that can have been there before. */
#define MAX_ROLLED_ROWS 8

/* Cues back that a repetition at the border of two segments is looked for. */
#define N_RECENT 4

typedef struct {
  SflTime start;
  SflTime end;
  GString *text;
  GString *voice;
} RecentCue;

struct _SflCueSink {
  SflTranscriptBuilder *builder; /* NULL while looking for habits */
  SflMarkup markup;
  gboolean rolls_up;
  gboolean has_names;
  gboolean has_chapters;
  gboolean repeats_names;

  guint n_cues;
  guint n_rolled;
  SflSpeakerCensus census;
  GStringChunk *rows; /* of the census */

  RecentCue recent[N_RECENT];
  guint last; /* the latest in recent */

  char *speaker_name;
  int speaker;
};

static void
clear_recent (SflCueSink *self)
{
  self->last = 0;
  for (guint i = 0; i < N_RECENT; i++) {
    self->recent[i].start = self->recent[i].end = SFL_TIME_NONE;
    g_string_truncate (self->recent[i].text, 0);
    g_string_truncate (self->recent[i].voice, 0);
  }
}

static SflSlice
get_first_row (const GString *text)
{
  const char *newline = memchr (text->str, '\n', text->len);

  return (SflSlice){ text->str, newline != NULL ? newline : text->str + text->len };
}

static SflSlice
get_last_row (const GString *text)
{
  const char *end = text->str + text->len, *p = end;

  while (p > text->str && p[-1] != '\n')
    p--;

  return (SflSlice){ p, end };
}

static SflSlice
keep_row (SflCueSink *self, SflSlice row)
{
  row.start = g_string_chunk_insert_len (self->rows, row.start, row.end - row.start);
  row.end = row.start + strlen (row.start);

  return row;
}

static void
look_at_habits (SflCueSink *self, const SflCue *cue)
{
  SflSlice name = { NULL, NULL }, rest;
  SflSlice first = get_first_row (cue->text);
  SflSlice last = get_last_row (self->recent[self->last].text);
  gboolean more_rows = first.end < cue->text->str + cue->text->len;
  gboolean settles = cue->end != SFL_TIME_NONE && cue->end - cue->start <= SETTLE_TIME;

  if (cue->text->len == 0)
    return;

  self->n_cues++;
  if (sfl_slice_equal (first, last) && (more_rows || settles))
    self->n_rolled++;
  if (self->markup == SFL_MARKUP_VTT)
    name = keep_row (self, sfl_slice_of (cue->voice));
  if (self->markup == SFL_MARKUP_SRT) {
    first = keep_row (self, first);
    sfl_speaker_census_add (&self->census, first);
    if (!sfl_speaker_prefix_split (first, &name, &rest))
      name.end = name.start;
  }
  sfl_speaker_census_look (&self->census, name);
}

/* Bytes at the start of @cue that the cue before ended with. */
static gsize
measure_rolled (const GString *before, const GString *cue)
{
  const char *p = before->str + before->len;
  gsize rolled = 0;

  for (guint i = 0; i < MAX_ROLLED_ROWS && p > before->str; i++) {
    gsize length;

    if (i > 0)
      p--;
    while (p > before->str && p[-1] != '\n')
      p--;
    length = before->str + before->len - p;
    if (length > cue->len)
      break;
    if (memcmp (p, cue->str, length) == 0 && (length == cue->len || cue->str[length] == '\n'))
      rolled = MIN (length + 1, cue->len);
  }

  return rolled;
}

static gboolean
is_repeated (SflCueSink *self, const SflCue *cue)
{
  for (guint i = 0; i < N_RECENT; i++) {
    const RecentCue *recent = &self->recent[i];

    if (recent->start == cue->start && recent->end == cue->end && cue->end > cue->start &&
        g_string_equal (recent->text, cue->text) && g_string_equal (recent->voice, cue->voice))
      return TRUE;
  }

  return FALSE;
}

/* Keeps the text of @cue by taking it over; an older one goes back for the next cue. */
static void
remember (SflCueSink *self, SflCue *cue)
{
  RecentCue *recent;
  GString *text;

  self->last = (self->last + 1) % N_RECENT;
  recent = &self->recent[self->last];
  text = recent->text;
  recent->start = cue->start;
  recent->end = cue->end;
  recent->text = cue->text;
  cue->text = text;
  g_string_truncate (recent->voice, 0);
  g_string_append_len (recent->voice, cue->voice->str, cue->voice->len);
}

static void
set_speaker (SflCueSink *self, const char *name, gsize length)
{
  if (self->speaker >= 0 && strlen (self->speaker_name) == length &&
      memcmp (self->speaker_name, name, length) == 0)
    return;

  g_free (self->speaker_name);
  self->speaker_name = g_strndup (name, length);
  self->speaker = sfl_transcript_builder_add_speaker (self->builder, name, length);
}

/* The end of the word before stamp @i, where a pause tells it. */
static SflTime
find_word_end (const SflCue *cue, guint i)
{
  const SflCueStamp *stamps = (const SflCueStamp *) cue->stamps->data;
  gsize to = i + 1 < cue->stamps->len ? stamps[i + 1].offset : cue->text->len;
  SflSlice after;

  if (i == cue->stamps->len || stamps[i].offset > to)
    return SFL_TIME_NONE;
  after = sfl_slice_trim ((SflSlice){ cue->text->str + stamps[i].offset, cue->text->str + to });

  return sfl_slice_is_empty (after) ? stamps[i].time : SFL_TIME_NONE;
}

/* The words between two stamps belong to the first; those before any stamp begin with
 * the cue.
 */
static void
add_words (SflCueSink *self, const SflCue *cue, gsize skip)
{
  const SflCueStamp *stamps = (const SflCueStamp *) cue->stamps->data;
  const char *text = cue->text->str;
  gsize from = skip;
  SflTime time = cue->start, end;

  for (guint i = 0; i <= cue->stamps->len; i++) {
    gsize to = i < cue->stamps->len ? MIN (stamps[i].offset, cue->text->len) : cue->text->len;

    if (to > from) {
      SflSlice word = sfl_slice_trim ((SflSlice){ text + from, text + to });

      end = find_word_end (cue, i);
      if (!sfl_slice_is_empty (word) && time != SFL_TIME_NONE)
        sfl_transcript_builder_add_word (self->builder, word.start - text - skip,
                                         word.end - word.start, time, end, -1);
    }
    from = MAX (from, to);
    if (i < cue->stamps->len)
      time = stamps[i].time;
  }
}

static void
add_chapter (SflCueSink *self, const SflCue *cue)
{
  g_strdelimit (cue->text->str, "\n", ' ');
  sfl_transcript_builder_add_chapter (self->builder, cue->start, cue->text->str, cue->text->len);
}

/* Has the cues that follow taken for chapters. */
void
sfl_cue_sink_set_chapters (SflCueSink *self)
{
  self->has_chapters = TRUE;
}

/* Hands a cue over.  Its text may be taken; begin the next one before adding rows.
 *
 * Returns: FALSE when no more cues are wanted
 */
gboolean
sfl_cue_sink_add (SflCueSink *self, SflCue *cue)
{
  gsize skip = 0;

  if (cue->start > SFL_TIME_MAX) {
    sfl_cue_sink_warn (self, cue->number, SFL_WARNING_IGNORED,
                       _ ("A time beyond 1000 hours was ignored, with its text"));
    return TRUE;
  }
  if (cue->end > SFL_TIME_MAX)
    cue->end = SFL_TIME_NONE;

  if (self->has_chapters && self->builder != NULL) {
    add_chapter (self, cue);
    return TRUE;
  }
  if (self->builder == NULL) {
    look_at_habits (self, cue);
    remember (self, cue);
    return self->n_cues < MAX_SAMPLE;
  }

  if (self->markup == SFL_MARKUP_VTT && is_repeated (self, cue)) {
    sfl_cue_sink_warn (self, cue->number, SFL_WARNING_IGNORED,
                       _ ("The same cue a second time was ignored"));
    return TRUE;
  }
  if (self->rolls_up) {
    skip = measure_rolled (self->recent[self->last].text, cue->text);
    if (skip == cue->text->len) {
      if (cue->text->len > 0)
        remember (self, cue);
      return TRUE;
    }
  }
  if (cue->end < cue->start && cue->end != SFL_TIME_NONE)
    sfl_cue_sink_warn (self, cue->number, SFL_WARNING_REPAIRED,
                       _ ("A cue that ends before it starts lasts until the next one"));

  if (self->repeats_names || cue->is_nobodys)
    self->speaker = -1;
  if (cue->voice->len > 0)
    set_speaker (self, cue->voice->str, cue->voice->len);
  if (self->has_names && skip == 0) {
    SflSlice name, rest;

    if (sfl_speaker_census_split (&self->census, get_first_row (cue->text), &name, &rest)) {
      set_speaker (self, name.start, name.end - name.start);
      skip = rest.start - cue->text->str;
      if (sfl_slice_is_empty (rest) && skip < cue->text->len)
        skip++;
    }
  }

  if (!sfl_transcript_builder_begin_line (self->builder, cue->start, cue->end, self->speaker))
    return FALSE;
  sfl_transcript_builder_append (self->builder, cue->text->str + skip, cue->text->len - skip);
  if (cue->stamps->len > 0)
    add_words (self, cue, skip);
  sfl_transcript_builder_end_line (self->builder);
  if (self->rolls_up || self->markup == SFL_MARKUP_VTT)
    remember (self, cue);

  return TRUE;
}

void
sfl_cue_sink_warn (SflCueSink *self, guint number, SflWarningKind kind, const char *message)
{
  if (self->builder != NULL)
    sfl_transcript_builder_warn (self->builder, number, kind, message);
}

void
sfl_cue_sink_set_meta (SflCueSink *self, const char *key, SflSlice value)
{
  if (self->builder != NULL)
    sfl_transcript_builder_set_meta (self->builder, key, value.start, value.end - value.start);
}

/* Bytes of the whole lines at the start of @text that are looked at for habits. */
static gsize
measure_sample (const char *text, gsize length)
{
  if (length <= MAX_SAMPLE_BYTES)
    return length;

  length = MAX_SAMPLE_BYTES;
  while (length > 0 && text[length - 1] != '\n' && text[length - 1] != '\r')
    length--;

  return length;
}

/* Has @reader read @text into @builder, twice where its beginning has habits to learn. */
void
sfl_cue_sink_run (SflTranscriptBuilder *builder,
                  SflCueReader reader,
                  SflMarkup markup,
                  const char *text,
                  gsize length)
{
  SflCueSink self = { .markup = markup, .speaker = -1 };

  sfl_speaker_census_init (&self.census);
  self.rows = g_string_chunk_new (4096);
  for (guint i = 0; i < N_RECENT; i++) {
    self.recent[i].text = g_string_sized_new (256);
    self.recent[i].voice = g_string_new (NULL);
  }

  clear_recent (&self);
  reader (&self, text, measure_sample (text, length));
  self.rolls_up = self.n_cues >= 3 && self.n_rolled * 100 >= self.n_cues * ROLL_UP_PERCENT;
  self.has_names = sfl_speaker_census_agrees (&self.census);
  self.repeats_names = sfl_speaker_census_repeats (&self.census);

  clear_recent (&self);
  self.builder = builder;
  if (self.rolls_up)
    sfl_cue_sink_warn (&self, 0, SFL_WARNING_REPAIRED,
                       _ ("Rolling captions: each row was kept once"));
  reader (&self, text, length);

  for (guint i = 0; i < N_RECENT; i++) {
    g_string_free (self.recent[i].text, TRUE);
    g_string_free (self.recent[i].voice, TRUE);
  }
  g_string_chunk_free (self.rows);
  sfl_speaker_census_clear (&self.census);
  g_free (self.speaker_name);
}
