/* sfl-web-times.c: web pages with times beside their text
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Podcasting 2.0 has them in <time>, with names in <cite> and the text in <p>; oTranscribe
 * in seconds (data-timestamp).  Any thread.
 */

#include "config.h"

#include "sfl-web-times.h"

#include "sfl-html.h"
#include "sfl-page-header.h"
#include "sfl-speaker-census.h"
#include "sfl-timestamp.h"
#include "sfl-web-head.h"

#include <glib/gi18n-lib.h>

/**
 * Part:
 * @start: SFL_TIME_NONE of the text above the first time
 * @offset: of its text
 * @number: line of the file
 */
typedef struct {
  SflTime start;
  gsize offset;
  guint number;
  int speaker;
} Part;

/**
 * Reader:
 * @text: of all parts
 * @aside: of the element that is no text: a time or a name
 * @only_paragraphs: text outside of <p> is none of the transcript
 */
typedef struct {
  SflTranscriptBuilder *builder;
  SflWebHead head;
  SflHtml html;
  GString *text;
  GArray *parts;
  GString *aside;
  SflSlice open; /* name of the element aside */
  gboolean is_stamp;
  gboolean only_paragraphs;
  gboolean in_paragraph;
  gboolean has_cites;
  int speaker;
} Reader;

static void
begin_part (Reader *self, SflTime start)
{
  Part part = { start, self->text->len, sfl_html_get_line (&self->html), self->speaker };

  if (self->text->len > 0 && self->text->str[self->text->len - 1] != '\n')
    g_string_append_c (self->text, '\n');
  part.offset = self->text->len;
  g_array_append_val (self->parts, part);
}

static void
end_aside (Reader *self)
{
  SflSlice aside = sfl_slice_trim (sfl_slice_of (self->aside));
  SflClock clock;

  if (sfl_slice_is_word (self->open, "cite")) {
    Part *last = &g_array_index (self->parts, Part, self->parts->len - 1);

    self->has_cites = TRUE;
    self->speaker = sfl_speaker_name_add (self->builder, aside);
    /* It may stand between the time and the text. */
    if (last->offset == self->text->len)
      last->speaker = self->speaker;
  } else if (!self->is_stamp && sfl_timestamp_is_clock (aside, &clock)) {
    begin_part (self, clock.time);
  }
  g_string_truncate (self->aside, 0);
  self->open = (SflSlice){ NULL, NULL };
}

static void
begin_aside (Reader *self, gboolean is_stamp)
{
  if (self->open.start != NULL)
    end_aside (self);
  self->open = self->html.name;
  self->is_stamp = is_stamp;
}

static void
break_line (Reader *self)
{
  while (self->text->len > 0 && self->text->str[self->text->len - 1] == ' ')
    g_string_truncate (self->text, self->text->len - 1);
  if (self->text->len > 0 && self->text->str[self->text->len - 1] != '\n')
    g_string_append_c (self->text, '\n');
}

static void
read_token (Reader *self)
{
  SflHtml *html = &self->html;
  SflTime time;

  if (html->token == SFL_HTML_TEXT) {
    if (self->open.start != NULL)
      sfl_html_append_collapsed (self->aside, html->text);
    else if (!self->only_paragraphs || self->in_paragraph)
      sfl_html_append_collapsed (self->text, html->text);
    return;
  }

  if (self->open.start != NULL && html->token == SFL_HTML_CLOSE &&
      (sfl_slice_equal (html->name, self->open) || sfl_html_is_block (html)))
    end_aside (self);
  if (html->token == SFL_HTML_OPEN) {
    if (sfl_html_get_time (html, "data-timestamp", SFL_SECOND, &time)) {
      begin_part (self, time);
      begin_aside (self, TRUE);
    } else if (sfl_html_is (html, "cite") || sfl_html_is (html, "time")) {
      begin_aside (self, FALSE);
    }
  }
  if (sfl_html_is (html, "p"))
    self->in_paragraph = html->token == SFL_HTML_OPEN;
  if (sfl_html_is_block (html) || sfl_html_is (html, "br"))
    break_line (self);
}

/* The text of a part, without the line breaks around it. */
static SflSlice
get_part (Reader *self, guint i)
{
  gsize start = g_array_index (self->parts, Part, i).offset;
  gsize end =
      i + 1 < self->parts->len ? g_array_index (self->parts, Part, i + 1).offset : self->text->len;

  return sfl_slice_trim ((SflSlice){ self->text->str + start, self->text->str + end });
}

/* Where no name has an element of its own, the texts may begin with them. */
static gboolean
has_names (Reader *self)
{
  g_auto (SflSpeakerCensus) census = { 0 };

  sfl_speaker_census_init (&census);
  for (guint i = 1; i < self->parts->len; i++)
    if (!sfl_slice_is_empty (get_part (self, i)))
      sfl_speaker_census_add (&census, get_part (self, i));

  return !self->has_cites && sfl_speaker_census_agrees (&census);
}

static void
write_header (Reader *self)
{
  g_auto (SflPageHeader) header = { 0 };
  SflSlice above = get_part (self, 0);

  sfl_page_header_init (&header);
  for (const char *p = above.start; p < above.end;) {
    const char *newline = memchr (p, '\n', above.end - p);
    const char *end = newline != NULL ? newline : above.end;

    sfl_page_header_add (&header, (SflSlice){ p, end });
    p = newline != NULL ? newline + 1 : end;
  }
  sfl_page_header_end (&header, self->builder);
}

static void
write_parts (Reader *self)
{
  gboolean named = has_names (self);
  int last_speaker = -1;

  for (guint i = 1; i < self->parts->len; i++) {
    const Part *part = &g_array_index (self->parts, Part, i);
    SflSlice text = get_part (self, i), name, rest;
    int speaker = part->speaker;

    if (named && sfl_speaker_prefix_split (text, &name, &rest)) {
      last_speaker = sfl_speaker_name_add (self->builder, name);
      text = rest;
    }
    if (named)
      speaker = last_speaker;

    if (part->start > SFL_TIME_MAX) {
      sfl_transcript_builder_warn (self->builder, part->number, SFL_WARNING_IGNORED,
                                   _ ("A time beyond 1000 hours was ignored, with its text"));
    } else if (sfl_slice_is_empty (text)) {
      sfl_transcript_builder_warn (self->builder, part->number, SFL_WARNING_IGNORED,
                                   _ ("A time without text was ignored"));
    } else {
      if (!sfl_transcript_builder_begin_line (self->builder, part->start, SFL_TIME_NONE, speaker))
        return;
      sfl_transcript_builder_append (self->builder, text.start, text.end - text.start);
      sfl_transcript_builder_end_line (self->builder);
    }
  }
}

/* Reads a page that has times beside its text.  @only_paragraphs says that what stands
 * outside of <p> is none of the transcript.
 */
void
sfl_web_times_read (SflTranscriptBuilder *builder,
                    const char *text,
                    gsize length,
                    gboolean only_paragraphs)
{
  Reader self = { .builder = builder, .speaker = -1 };

  sfl_web_head_init (&self.head, builder);
  self.text = g_string_sized_new (length / 2);
  self.aside = g_string_new (NULL);
  self.parts = g_array_new (FALSE, FALSE, sizeof (Part));
  self.only_paragraphs = only_paragraphs;
  sfl_html_init (&self.html, text, length);
  begin_part (&self, SFL_TIME_NONE);
  while (sfl_html_next (&self.html) != SFL_HTML_END)
    if (!sfl_web_head_read (&self.head, &self.html))
      read_token (&self);

  if (!self.only_paragraphs)
    write_header (&self);
  write_parts (&self);
  sfl_web_head_end (&self.head);
  g_string_free (self.text, TRUE);
  g_string_free (self.aside, TRUE);
  g_array_unref (self.parts);
}
