/* sfl-paste-plan.c: how a pasted transcript is laid out
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One line tells little: "12:30 pile" may be a time and a text, or a sentence.  So the
 * beginning of the file is looked at twice: once to see which shape most lines have,
 * then at these lines alone, for what comes with them.
 */

#include "config.h"

#include "sfl-paste-plan.h"

#include "sfl-line-scanner.h"
#include "sfl-page-header.h"
#include "sfl-timestamp.h"

/* Bytes looked at; about ten thousand lines. */
#define MAX_SAMPLE_BYTES (1024 * 1024)

/* Times that step back, of all: exports of real services have a few. */
#define MAX_BACK_PERCENT 20

/* Lines of one shape that share one time are a stamp of the page, not of the text; a time in
 * brackets only where there are others.
 */
#define SAME_TIME_PERCENT 80
#define MIN_SAME_TIMES 4

/* Frames of a second are counted up to this. */
#define MAX_FRAME 29

/* Times beyond the recording by this factor are of another shape. */
#define TOO_LONG 2

/* Headings of the transcript itself; further ones are in what is said. */
#define MAX_HEADINGS 4

#define BIT SFL_STAMP_BIT

/* Shapes that may stand in one file together. */
static const guint groups[] = {
  BIT (SFL_STAMP_TABLE),
  BIT (SFL_STAMP_RANGE),
  BIT (SFL_STAMP_NAME_TIME),
  BIT (SFL_STAMP_NAME_BRACKET),
  BIT (SFL_STAMP_NAME_TEXT) | BIT (SFL_STAMP_BRACKET),
  BIT (SFL_STAMP_TIME_NAME),
  BIT (SFL_STAMP_HASH),
  BIT (SFL_STAMP_HASH_AFTER),
  BIT (SFL_STAMP_BOLD_TIME),
  BIT (SFL_STAMP_ALONE) | BIT (SFL_STAMP_PREFIX),
  BIT (SFL_STAMP_UNITS),
};

#define NAME_ABOVE                                                                                 \
  (BIT (SFL_STAMP_NAME_TIME) | BIT (SFL_STAMP_NAME_BRACKET) | BIT (SFL_STAMP_TIME_NAME))

#define IN_BRACKETS (BIT (SFL_STAMP_NAME_TEXT) | BIT (SFL_STAMP_BRACKET))

typedef struct {
  guint n;
  guint n_same;     /* with the time of the first */
  guint n_followed; /* by a line of text */
  SflTime first;
} Tally;

static void
count_shapes (const char *text, gsize length, guint shapes, Tally tallies[SFL_N_STAMPS])
{
  SflLineScanner scanner;
  SflSlice line;
  SflStamp stamp;
  Tally *last = NULL;

  memset (tallies, 0, SFL_N_STAMPS * sizeof (Tally));
  sfl_line_scanner_init (&scanner, text, length);
  while (sfl_line_scanner_next (&scanner, &line)) {
    if (sfl_stamp_read (&stamp, line, shapes)) {
      last = &tallies[stamp.shape];
      if (last->n++ == 0)
        last->first = stamp.start;
      last->n_same += stamp.start == last->first;
    } else if (last != NULL && !sfl_slice_is_empty (sfl_slice_trim_invisible (line))) {
      last->n_followed++;
      last = NULL;
    }
  }
}

static guint
count_group (const Tally tallies[SFL_N_STAMPS], guint group)
{
  guint n = 0;

  for (int i = 0; i < SFL_N_STAMPS; i++)
    if (group & BIT (i))
      n += tallies[i].n;

  return n;
}

/* The group that most lines belong to, 0 when no line has a time. */
static guint
choose_shapes (SflPastePlan *self, const char *text, gsize length)
{
  Tally tallies[SFL_N_STAMPS];
  guint shapes = SFL_STAMP_ALL, best = 0, n_best = 0;
  gboolean again;

  do {
    again = FALSE;
    count_shapes (text, length, shapes, tallies);
    for (int i = 0; i < SFL_N_STAMPS; i++) {
      Tally *tally = &tallies[i];

      if (tally->n >= MIN_SAME_TIMES && tally->n_same * 100 > tally->n * SAME_TIME_PERCENT &&
          (!(BIT (i) & IN_BRACKETS) || count_group (tallies, shapes) > tally->n)) {
        shapes &= ~BIT (i);
        self->ignored |= BIT (i) & NAME_ABOVE;
        self->ignored_time = tally->first;
        again = TRUE;
      }
    }
    /* A name alone wants a text below; without one it is itself the text. */
    if (tallies[SFL_STAMP_TIME_NAME].n_followed * 2 < tallies[SFL_STAMP_TIME_NAME].n) {
      shapes &= ~BIT (SFL_STAMP_TIME_NAME);
      again = TRUE;
    }
  } while (again);

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++) {
    guint n = count_group (tallies, groups[i]);

    if (n > n_best) {
      n_best = n;
      best = groups[i];
    }
  }

  for (int i = 0; i < SFL_N_STAMPS; i++)
    if (best == BIT (i) && (best & NAME_ABOVE))
      self->name_is_text = tallies[i].n_followed * 2 < tallies[i].n;

  return best & shapes;
}

/* Whether a list of times M:SS went over an hour that its exporter lost. */
gboolean
sfl_paste_plan_wraps (SflTime before, SflTime time, int n_parts)
{
  return n_parts == 2 && before >= 55 * SFL_MINUTE && before < SFL_HOUR && time < 5 * SFL_MINUTE;
}

/* What is counted over the lines that begin a cue, and those below them. */
typedef struct {
  SflPastePlan *plan;
  SflStamp stamp; /* the latest */
  guint n_cues;
  guint n_back;
  guint n_alone;
  guint n_chat;
  guint n_three;   /* of three parts */
  int max_seconds; /* the last of these */
  int max_frames;  /* the last of four */
  SflTime last;    /* the latest of all */
  guint n_apart;   /* lines that are part of no cue's first row */
  guint n_below;   /* lines of text since the latest */
  SflSlice below;  /* the first of them */
  gboolean wants_text;
  SflSpeakerCensus names;
  SflSpeakerCensus turns;
  SflSpeakerCensus range_names;
} Study;

static void
study_text (Study *self, SflSlice text)
{
  SflSlice name, rest;

  sfl_duration_label_show (&self->plan->labels, self->stamp.start, text);
  sfl_speaker_census_add (&self->names, text);
  self->wants_text = FALSE;
  if (!sfl_slice_is_empty (self->stamp.name))
    name = self->stamp.name;
  else if (!sfl_speaker_bold_split (text, &name, &rest) &&
           !sfl_speaker_prefix_split (text, &name, &rest))
    name = (SflSlice){ NULL, NULL };
  sfl_speaker_census_look (&self->names, name);
}

static void
study_stamp (Study *self, const SflStamp *stamp)
{
  if (self->n_cues > 0 && stamp->start < self->stamp.start &&
      !sfl_paste_plan_wraps (self->stamp.start, stamp->start, stamp->n_parts))
    self->n_back++;
  self->n_cues++;
  self->n_alone += stamp->shape == SFL_STAMP_ALONE;
  self->n_three += stamp->n_parts == 3;
  self->max_seconds = MAX (self->max_seconds, stamp->start / SFL_SECOND % 60);
  self->max_frames = MAX (self->max_frames, stamp->frames);
  self->last = MAX (self->last, stamp->start);
  self->stamp = *stamp;
  self->n_below = 0;
  self->wants_text = sfl_slice_is_empty (stamp->text);

  if (stamp->shape == SFL_STAMP_PREFIX && stamp->text.start[-1] == '\t' &&
      g_strstr_len (stamp->text.start, stamp->text.end - stamp->text.start, ":\t") != NULL)
    self->n_chat++;
  if (stamp->shape == SFL_STAMP_RANGE)
    self->range_names.n_lines++;
  if (!self->wants_text)
    study_text (self, stamp->text);
}

static void
study_line (Study *self, SflSlice line)
{
  if (self->n_cues == 0 || sfl_page_footer_begins (line))
    return;
  if (self->wants_text)
    study_text (self, line);
  sfl_speaker_census_add (&self->turns, line);

  self->n_apart++;
  self->n_below++;
  if (self->n_below == 1)
    self->below = line;
  else if (self->n_below == 2 && sfl_slice_is_empty (self->stamp.text) &&
           sfl_slice_count_characters (self->below) <= 40 &&
           strchr (".?!,;:", self->below.end[-1]) == NULL)
    sfl_speaker_census_add_name (&self->range_names, self->below);
}

static gboolean
starts_with_time (SflPastePlan *self, const char *text, gsize length)
{
  SflLineScanner scanner;
  SflSlice line;
  SflStamp stamp;

  sfl_line_scanner_init (&scanner, text, length);
  while (sfl_line_scanner_next (&scanner, &line))
    if (!sfl_slice_is_empty (sfl_slice_trim_invisible (line)))
      return sfl_stamp_read (&stamp, line, self->shapes);

  return FALSE;
}

static gboolean
ends_with_time (SflPastePlan *self, const char *text, gsize length)
{
  SflSlice rest = sfl_slice_trim_invisible ((SflSlice){ text, text + length });
  SflStamp stamp;
  const char *p = rest.end;

  while (p > rest.start && rest.end - p < 64 && p[-1] != '\n' && p[-1] != '\r')
    p--;

  return sfl_stamp_read (&stamp, (SflSlice){ p, rest.end }, BIT (SFL_STAMP_ALONE));
}

static guint
count_times (const char *text, const char *end)
{
  SflLineScanner scanner;
  SflSlice line;
  SflStamp stamp;
  guint n = 0;

  sfl_line_scanner_init (&scanner, text, end - text);
  while (sfl_line_scanner_next (&scanner, &line))
    n += sfl_stamp_read (&stamp, line, SFL_STAMP_ALL);

  return n;
}

/* A whole page that was copied has times of its own above the transcript: of the
 * player, of other recordings.  Its heading parts them, if most times come below it.
 */
static gsize
measure_header (const char *text, gsize length)
{
  SflLineScanner scanner;
  SflSlice line;
  const char *headings[MAX_HEADINGS];
  guint n_headings = 0;

  sfl_line_scanner_init (&scanner, text, length);
  while (n_headings < MAX_HEADINGS && sfl_line_scanner_next (&scanner, &line))
    if (sfl_page_heading_ends (line))
      headings[n_headings++] = scanner.p;

  while (n_headings-- > 0) {
    const char *heading = headings[n_headings];
    guint n_above = count_times (text, heading);

    if (n_above > 0 && n_above * 4 <= count_times (heading, text + length))
      return heading - text;
  }

  return 0;
}

static gsize
measure_sample (const char *text, gsize length)
{
  gsize sample = MIN (length, MAX_SAMPLE_BYTES);

  while (sample > 0 && sample < length && text[sample - 1] != '\n' && text[sample - 1] != '\r')
    sample--;

  return sample > 0 ? sample : length;
}

/* A time in brackets and its text, and nothing else. */
static gboolean
is_one_cue (const Study *self)
{
  return self->n_cues == 1 && self->n_apart == 0 && !self->wants_text &&
         (BIT (self->stamp.shape) & IN_BRACKETS) != 0;
}

static gboolean
study_sample (Study *self, const char *text, gsize sample)
{
  SflPastePlan *plan = self->plan;
  SflLineScanner scanner;
  SflSlice line;
  SflStamp stamp;

  sfl_line_scanner_init (&scanner, text, sample);
  while (sfl_line_scanner_next (&scanner, &line)) {
    line = sfl_slice_trim_invisible (line);
    if (plan->ignored != 0 && sfl_stamp_read (&stamp, line, plan->ignored) &&
        stamp.start == plan->ignored_time)
      continue;
    if (sfl_stamp_read (&stamp, line, plan->shapes))
      study_stamp (self, &stamp);
    else if (!sfl_slice_is_empty (line))
      study_line (self, line);
  }

  plan->is_chat = self->n_cues > 0 && self->n_chat * 100 >= self->n_cues * 80;
  plan->has_labels = sfl_duration_label_agrees (&plan->labels);
  plan->has_names = (plan->shapes & NAME_ABOVE) == 0 && sfl_speaker_census_agrees (&self->names);
  plan->repeats_names = sfl_speaker_census_repeats (&self->names);
  plan->range_names =
      plan->shapes == BIT (SFL_STAMP_RANGE) && sfl_speaker_census_agrees (&self->range_names);
  plan->has_turns = self->n_alone > 0 && self->n_alone == self->n_cues &&
                    self->turns.n_lines > self->n_cues && sfl_speaker_census_agrees (&self->turns);

  return !plan->is_chat && (self->n_cues >= 2 || plan->has_turns || is_one_cue (self)) &&
         self->n_back * 100 <= self->n_cues * MAX_BACK_PERCENT;
}

/* Times like 12:30:14 are minutes, seconds and frames where no last part goes beyond a
 * second's frames and where, as hours, they would go far beyond the recording.
 */
static gboolean
has_frames (const Study *self, SflTime media_duration)
{
  return media_duration > 0 && self->n_three == self->n_cues && self->max_seconds > 0 &&
         self->max_seconds <= MAX_FRAME && self->last > TOO_LONG * media_duration &&
         self->last / 60 <= media_duration + SFL_MINUTE;
}

static void
choose_time_shape (SflPastePlan *self, const Study *study, const SflParseOptions *options)
{
  int max_frames;

  self->time_shape = options->time_shape;
  self->frame_rate = sfl_timestamp_get_frame_rate (options);
  if (self->time_shape == SFL_TIME_SHAPE_AUTO && has_frames (study, options->media_duration))
    self->time_shape = SFL_TIME_SHAPE_FRAMES;

  /* A frame that a second has not says that the seconds have more. */
  max_frames = self->time_shape == SFL_TIME_SHAPE_FRAMES
                   ? MAX (study->max_seconds, study->max_frames)
                   : study->max_frames;
  if (options->frame_rate == 0 && max_frames >= self->frame_rate)
    self->frame_rate = max_frames < 30 ? 30 : 60;
}

static SflTime
place_time (const SflPastePlan *self, SflTime time, int n_parts, int frames)
{
  SflClock clock = { time, n_parts, frames };

  return time == SFL_TIME_NONE
             ? time
             : sfl_timestamp_read_clock (&clock, self->time_shape, self->frame_rate);
}

/* Whether @line begins a cue; the times of @stamp are then what they mean. */
gboolean
sfl_paste_plan_read (const SflPastePlan *self, SflStamp *stamp, SflSlice line)
{
  if (!sfl_stamp_read (stamp, line, self->shapes))
    return FALSE;
  stamp->start = place_time (self, stamp->start, stamp->n_parts, stamp->frames);
  stamp->end = place_time (self, stamp->end, stamp->n_parts, stamp->end_frames);

  return TRUE;
}

/**
 * sfl_paste_plan_make:
 *
 * Returns: whether @text is a transcript; FALSE for prose, logs, mails and chats
 */
gboolean
sfl_paste_plan_make (SflPastePlan *self,
                     const char *text,
                     gsize length,
                     const SflParseOptions *options)
{
  gsize sample = measure_sample (text, length);
  Study study = { .plan = self };
  gboolean found;

  *self = (SflPastePlan){ .header_bytes = measure_header (text, sample) };
  text += self->header_bytes;
  length -= self->header_bytes;
  sample -= self->header_bytes;
  sfl_duration_label_init (&self->labels);
  self->shapes = choose_shapes (self, text, sample);
  if (self->shapes == 0)
    return FALSE;

  sfl_speaker_census_init (&study.names);
  sfl_speaker_census_init (&study.turns);
  sfl_speaker_census_init (&study.range_names);
  found = study_sample (&study, text, sample);
  sfl_speaker_census_clear (&study.names);
  sfl_speaker_census_clear (&study.turns);
  sfl_speaker_census_clear (&study.range_names);

  choose_time_shape (self, &study, options);
  self->time_follows = !self->has_turns && (self->shapes & BIT (SFL_STAMP_ALONE)) &&
                       study.n_alone * 2 > study.n_cues && ends_with_time (self, text, length) &&
                       !starts_with_time (self, text, sample);
  if (self->shapes & BIT (SFL_STAMP_HASH_AFTER))
    self->time_follows = TRUE;

  return found;
}
