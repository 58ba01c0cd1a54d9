/* sfl-pasted-text.c: transcripts copied from pages
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads text with a time beside each line, in whatever shape a page, an export or a
 * mail gives it.  The plan says what shape that is; here it is followed.  A line
 * without a time goes on with the cue above it, for pages wrap their lines.  Any
 * thread.
 */

#include "config.h"

#include "sfl-pasted-text.h"

#include "sfl-line-scanner.h"
#include "sfl-page-header.h"
#include "sfl-paste-plan.h"
#include "sfl-plain-text.h"
#include "sfl-timestamp.h"

#include <glib/gi18n-lib.h>

/* A paste of at most so many lines with at least so many times lost its newlines. */
#define MAX_LOST_LINES 2
#define MIN_LOST_TIMES 5

/* Shapes of captions; where a name stands beside the time, a turn may be long. */
#define ONE_PARAGRAPH                                                                              \
  (SFL_STAMP_BIT (SFL_STAMP_PREFIX) | SFL_STAMP_BIT (SFL_STAMP_ALONE) |                            \
   SFL_STAMP_BIT (SFL_STAMP_UNITS) | SFL_STAMP_BIT (SFL_STAMP_RANGE))

typedef struct {
  SflTranscriptBuilder *builder;
  const SflPastePlan *plan;
  SflPageHeader header;

  gboolean in_cue;
  gboolean in_footer;
  guint number;
  guint latest; /* line that was read */
  SflTime start;
  SflTime end;
  int speaker;
  int next_speaker; /* of the next cue, if it does not say; -1 for the same */
  GString *text;
  gsize paragraph;         /* where the text goes on after a blank line; 0 where it does not */
  guint paragraph_number;  /* the line where that begins */
  gboolean has_paragraphs; /* in a cue that another one followed */
  gboolean wants_label;    /* the first text of the cue may begin with its time in words */
  gboolean wants_name;
  gboolean after_blank;

  SflTime last;  /* as written */
  SflTime hours; /* that the exporter lost */

  /* Turns of one block share its time, by the length of what is said. */
  SflTime block_start;
  SflTime block_end;
  gsize block_bytes;
  gsize block_done;
} Reader;

static void
set_speaker (Reader *self, SflSlice name)
{
  if (!sfl_slice_is_empty (name))
    self->speaker =
        sfl_transcript_builder_add_speaker (self->builder, name.start, name.end - name.start);
}

static void
append (Reader *self, SflSlice text)
{
  if (sfl_slice_is_empty (text))
    return;
  if (self->text->len > 0) {
    if (self->after_blank && self->paragraph == 0) {
      self->paragraph = self->text->len;
      self->paragraph_number = self->latest;
    }
    g_string_append_c (self->text, self->after_blank ? '\n' : ' ');
  }
  g_string_append_len (self->text, text.start, text.end - text.start);
  self->after_blank = FALSE;
}

static gboolean
end_cue (Reader *self)
{
  gboolean more = TRUE;

  if (self->in_cue && self->text->len == 0) {
    sfl_transcript_builder_warn (self->builder, self->number, SFL_WARNING_IGNORED,
                                 _ ("A time without text was ignored"));
  } else if (self->in_cue) {
    more = sfl_transcript_builder_begin_line (self->builder, self->start, self->end, self->speaker);
    if (more) {
      sfl_transcript_builder_append (self->builder, self->text->str, self->text->len);
      sfl_transcript_builder_end_line (self->builder);
    }
  }
  self->in_cue = FALSE;
  self->has_paragraphs = self->has_paragraphs || self->paragraph > 0;
  self->paragraph = 0;
  g_string_truncate (self->text, 0);

  return more;
}

/* Where no cue had a blank line in it, what follows one after the last is the bottom
 * of the page.
 */
static void
cut_page_bottom (Reader *self)
{
  SflSlice bottom = { self->text->str + self->paragraph, self->text->str + self->text->len };

  if (self->paragraph == 0 || self->has_paragraphs || !(self->plan->shapes & ONE_PARAGRAPH) ||
      sfl_transcript_builder_get_n_lines (self->builder) < 2)
    return;
  sfl_page_header_add_note (&self->header, sfl_slice_trim (bottom));
  g_string_truncate (self->text, self->paragraph);
  sfl_transcript_builder_warn (self->builder, self->paragraph_number, SFL_WARNING_IGNORED,
                               _ ("The text below the transcript was put with the notes"));
}

/* Takes the label and the name off the first text of a cue. */
static SflSlice
read_first_text (Reader *self, SflSlice text)
{
  SflSlice name, rest;

  if (self->wants_label && !sfl_slice_is_empty (text)) {
    text.start += sfl_duration_label_measure (&self->plan->labels, self->last, text);
    text = sfl_slice_trim (text);
    self->wants_label = FALSE;
  }
  if (self->wants_name && !sfl_slice_is_empty (text)) {
    if (self->plan->range_names) {
      set_speaker (self, text);
      text.start = text.end;
    } else if (sfl_speaker_bold_split (text, &name, &rest) ||
               (self->plan->has_names && sfl_speaker_prefix_split (text, &name, &rest))) {
      set_speaker (self, name);
      text = rest;
    }
    self->wants_name = FALSE;
  }

  return text;
}

/* The seconds go on where a list of M:SS begins again after an hour. */
static void
read_times (Reader *self, const SflStamp *stamp)
{
  if (self->last != SFL_TIME_NONE && self->hours < SFL_TIME_MAX &&
      sfl_paste_plan_wraps (self->last, stamp->start, stamp->n_parts)) {
    self->hours += SFL_HOUR;
    sfl_transcript_builder_warn (self->builder, self->number, SFL_WARNING_REPAIRED,
                                 _ ("The times begin again here: an hour was added"));
  }
  self->last = stamp->start;
  self->start = stamp->start + (stamp->n_parts == 2 ? self->hours : 0);
  self->end = SFL_TIME_NONE;
  if (stamp->end != SFL_TIME_NONE && stamp->end >= stamp->start)
    self->end = self->start + (stamp->end - stamp->start);
  else if (stamp->end != SFL_TIME_NONE &&
           sfl_paste_plan_wraps (stamp->start, stamp->end, stamp->n_parts))
    self->end = self->start + SFL_HOUR + (stamp->end - stamp->start);
}

/* The time stands where the text ends, which began where the one before ended. */
static void
read_end_time (Reader *self, const SflStamp *stamp)
{
  self->start = self->last != SFL_TIME_NONE ? self->last : 0;
  self->end = MAX (stamp->start, self->start);
  self->last = self->end;
}

/* Looks ahead to where the block of turns ends, and how much is said in it. */
static void
measure_block (Reader *self, SflLineScanner scanner)
{
  SflSlice line, name, rest;
  SflStamp stamp;

  self->block_start = self->block_end = self->start;
  self->block_bytes = self->block_done = 0;
  while (sfl_line_scanner_next (&scanner, &line)) {
    line = sfl_slice_trim_invisible (line);
    if (sfl_page_footer_begins (line))
      break;
    if (sfl_paste_plan_read (self->plan, &stamp, line)) {
      self->block_end = MAX (stamp.start + self->hours, self->start);
      break;
    }
    if (sfl_speaker_prefix_split (line, &name, &rest))
      line = rest;
    self->block_bytes += sfl_slice_get_length (line);
  }
}

static gboolean
read_stamp (Reader *self, const SflStamp *stamp, const SflLineScanner *scanner)
{
  SflSlice text = self->plan->name_is_text ? stamp->name : stamp->text;

  self->in_footer = FALSE;
  if (self->plan->time_follows) {
    self->number = scanner->number;
    self->in_cue = TRUE;
    append (self, self->text->len == 0 ? read_first_text (self, text) : text);
    if (stamp->shape == SFL_STAMP_HASH_AFTER)
      read_end_time (self, stamp);
    else
      read_times (self, stamp);
    self->wants_name = TRUE;
    return end_cue (self);
  }

  if (!end_cue (self))
    return FALSE;
  self->number = scanner->number;
  read_times (self, stamp);
  self->in_cue = !self->plan->has_turns;
  self->wants_label = self->plan->has_labels;
  self->wants_name = TRUE;
  self->after_blank = FALSE;
  if (self->next_speaker >= 0 || self->plan->repeats_names)
    self->speaker = self->next_speaker;
  self->next_speaker = -1;
  if (!self->plan->name_is_text)
    set_speaker (self, stamp->name);
  if (self->plan->has_turns)
    measure_block (self, *scanner);
  append (self, read_first_text (self, text));

  return TRUE;
}

/* A line "Name: text" below the time of a block. */
static gboolean
read_turn (Reader *self, guint number, SflSlice line)
{
  SflSlice name, rest;
  SflTime length = self->block_end - self->block_start;
  gboolean is_turn = sfl_speaker_prefix_split (line, &name, &rest);

  if (!is_turn && self->in_cue) {
    append (self, line);
  } else {
    if (!end_cue (self))
      return FALSE;
    self->in_cue = TRUE;
    self->number = number;
    self->start = self->block_start;
    if (self->block_bytes > 0)
      self->start += (SflTime) ((double) length * self->block_done / self->block_bytes);
    if (is_turn) {
      set_speaker (self, name);
      line = rest;
    }
    append (self, line);
  }
  self->block_done += sfl_slice_get_length (line);

  return TRUE;
}

/* A line without a time. */
static gboolean
read_text (Reader *self, guint number, SflSlice line)
{
  SflSlice name, rest;

  if (self->last == SFL_TIME_NONE && !self->plan->time_follows) {
    sfl_page_header_add (&self->header, line);
    return TRUE;
  }
  if (self->in_footer)
    return TRUE;
  if (sfl_page_footer_begins (line)) {
    self->in_footer = TRUE;
    sfl_transcript_builder_warn (self->builder, number, SFL_WARNING_IGNORED,
                                 _ ("The note below the transcript was ignored"));
    return TRUE;
  }
  if (self->plan->has_turns)
    return read_turn (self, number, line);

  line = read_first_text (self, sfl_slice_trim (line));
  if (self->text->len > 0 && sfl_speaker_bold_split (line, &name, &rest)) {
    /* A turn that the page gave no time; the next cue may be the same speaker's. */
    self->next_speaker =
        sfl_transcript_builder_add_speaker (self->builder, name.start, name.end - name.start);
    self->after_blank = TRUE;
    append (self, name);
    g_string_append (self->text, ": ");
    g_string_append_len (self->text, rest.start, rest.end - rest.start);
  } else {
    append (self, line);
  }

  return TRUE;
}

/* A stamp that all lines share is no time of the text, but names who speaks. */
static void
read_ignored (Reader *self, const SflStamp *stamp)
{
  SflSlice name = stamp->name;
  const char *p = name.start;
  SflClock clock;

  if (sfl_timestamp_take_clock (&p, name.end, 0, &clock))
    name = sfl_slice_trim ((SflSlice){ p, name.end });
  if (end_cue (self))
    set_speaker (self, name);
}

static void
read_lines (Reader *self, const char *text, gsize length)
{
  SflLineScanner scanner;
  SflSlice line;
  SflStamp stamp;
  gboolean more = TRUE;

  sfl_line_scanner_init (&scanner, text, length);
  while (more && sfl_line_scanner_next (&scanner, &line)) {
    self->latest = scanner.number;
    if (line.start < text + self->plan->header_bytes)
      sfl_page_header_add (&self->header, line);
    else if (self->plan->ignored != 0 && sfl_stamp_read (&stamp, line, self->plan->ignored) &&
             stamp.start == self->plan->ignored_time)
      read_ignored (self, &stamp);
    else if (sfl_paste_plan_read (self->plan, &stamp, line))
      more = read_stamp (self, &stamp, &scanner);
    else if (sfl_slice_is_empty (sfl_slice_trim_invisible (line)))
      self->after_blank = self->text->len > 0;
    else
      more = read_text (self, scanner.number, line);
  }
  if (more) {
    cut_page_bottom (self);
    end_cue (self);
  }
}

/* A paste on one line: puts a line break before each time that follows a space and
 * does not go back.  Returns NULL when that is not what happened to @text.
 */
static GString *
restore_newlines (const char *text, gsize length)
{
  SflLineScanner scanner;
  SflSlice line;
  GString *restored;
  SflTime last = 0;
  guint n_lines = 0, n_times = 0;
  const char *end = text + length, *run = text;

  sfl_line_scanner_init (&scanner, text, length);
  while (n_lines <= MAX_LOST_LINES && sfl_line_scanner_next (&scanner, &line))
    n_lines += !sfl_slice_is_empty (sfl_slice_trim_invisible (line));
  if (n_lines > MAX_LOST_LINES)
    return NULL;

  restored = g_string_new (NULL);
  for (const char *p = text; (p = memchr (p, ':', end - p)) != NULL; p++) {
    const char *start = p, *q;
    SflClock clock;

    while (start > text && p - start < 4 && g_ascii_isdigit (start[-1]))
      start--;
    if (start == p || (start > text && start[-1] != ' '))
      continue;
    q = start;
    if (!sfl_timestamp_take_clock (&q, end, 0, &clock) || clock.time < last)
      continue;
    g_string_append_len (restored, run, start - run);
    g_string_append_c (restored, '\n');
    run = start;
    p = q - 1;
    last = clock.time;
    n_times++;
  }
  if (n_times < MIN_LOST_TIMES) {
    g_string_free (restored, TRUE);
    return NULL;
  }
  g_string_append_len (restored, run, end - run);

  return restored;
}

/* Bytes of @text that tell what it is. */
static gsize
measure_sample (const char *text, gsize length)
{
  if (length <= 1024 * 1024)
    return length;

  return g_utf8_find_prev_char (text, text + 1024 * 1024) - text;
}

static gboolean
make_plan (SflPastePlan *plan, const char *text, gsize length)
{
  static const SflParseOptions options = { 0 };
  gsize sample = measure_sample (text, length);
  GString *restored = restore_newlines (text, sample);
  gboolean found;

  if (restored != NULL)
    found = sfl_paste_plan_make (plan, restored->str, restored->len, &options);
  else
    found = sfl_paste_plan_make (plan, text, sample, &options);
  if (restored != NULL)
    g_string_free (restored, TRUE);

  return found;
}

gboolean
sfl_pasted_text_sniff (const char *text, gsize length)
{
  SflPastePlan plan;

  return make_plan (&plan, text, length);
}

/* Whether @text is the messages of a meeting.  They have times, but are not what was
 * said at them.
 */
gboolean
sfl_pasted_text_is_chat (const char *text, gsize length)
{
  SflPastePlan plan;

  make_plan (&plan, text, length);

  return plan.is_chat;
}

/* A text without times is read as plain text. */
gboolean
sfl_pasted_text_parse (SflTranscriptBuilder *builder,
                       const char *text,
                       gsize length,
                       const SflParseOptions *options,
                       GError **error)
{
  GString *restored = restore_newlines (text, length);
  SflPastePlan plan;
  Reader self = {
    .builder = builder, .plan = &plan, .speaker = -1, .next_speaker = -1, .last = SFL_TIME_NONE
  };

  if (restored != NULL) {
    text = restored->str;
    length = restored->len;
    sfl_transcript_builder_warn (builder, 0, SFL_WARNING_REPAIRED,
                                 _ ("The line breaks were lost and have been put back"));
  }

  if (sfl_paste_plan_make (&plan, text, length, options)) {
    if (plan.time_shape == SFL_TIME_SHAPE_FRAMES && options->time_shape == SFL_TIME_SHAPE_AUTO)
      sfl_transcript_builder_warn (builder, 0, SFL_WARNING_REPAIRED,
                                   _ ("The times were read as minutes, seconds and frames: as "
                                      "hours they go beyond the recording"));
    self.wants_name = plan.time_follows;
    sfl_page_header_init (&self.header);
    self.text = g_string_sized_new (256);
    sfl_transcript_builder_reserve (builder, length);
    read_lines (&self, text, length);
    sfl_page_header_end (&self.header, builder);
    sfl_page_header_clear (&self.header);
    g_string_free (self.text, TRUE);
  } else {
    sfl_plain_text_parse (builder, text, length, options, error);
  }
  if (restored != NULL)
    g_string_free (restored, TRUE);

  return TRUE;
}
