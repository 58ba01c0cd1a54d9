/* sfl-web-page.c: web pages
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages made for transcripts mark their times: Hyperaudio in milliseconds on each word
 * (data-m, data-d), Podcasting 2.0 in <cite>, <time> and <p>, oTranscribe in seconds
 * (data-timestamp).  Any other page is turned into the text that a reader would copy from
 * it, and read as such.  Any thread.
 */

#include "config.h"

#include "sfl-web-page.h"

#include "sfl-error.h"
#include "sfl-html.h"
#include "sfl-page-header.h"
#include "sfl-pasted-text.h"
#include "sfl-speaker-census.h"
#include "sfl-timestamp.h"

#include <glib/gi18n-lib.h>

/* Bytes in which a page shows that it is one. */
#define MAX_SNIFF_BYTES 4096

/**
 * Survey:
 * @n_words: tags with a time in milliseconds
 * @n_stamps: tags with a time in seconds
 * @n_times: <time> that hold a time of the recording
 * @has_paragraphs: after such a time
 */
typedef struct {
  guint n_words;
  guint n_stamps;
  guint n_times;
  gboolean has_paragraphs;
} Survey;

static void
survey_page (Survey *self, const char *text, gsize length)
{
  SflHtml html;
  gboolean in_time = FALSE;
  SflSlice value;
  SflClock clock;

  *self = (Survey){ 0 };
  sfl_html_init (&html, text, length);
  while (sfl_html_next (&html) != SFL_HTML_END) {
    if (html.token == SFL_HTML_TEXT) {
      self->n_times += in_time && sfl_timestamp_is_clock (html.text, &clock);
    } else if (html.token == SFL_HTML_OPEN) {
      self->n_words += sfl_html_get_attribute (&html, "data-m", &value);
      self->n_stamps += sfl_html_get_attribute (&html, "data-timestamp", &value);
      self->has_paragraphs |= self->n_times > 0 && sfl_html_is (&html, "p");
    }
    in_time = html.token == SFL_HTML_OPEN && sfl_html_is (&html, "time");
  }
}

/* What a page says of itself beside its text. */
typedef struct {
  SflTranscriptBuilder *builder;
  GString *title;
  gboolean in_title;
} Head;

static void
set_meta (SflTranscriptBuilder *builder, const char *key, SflSlice value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  sfl_html_append_text (text, sfl_slice_trim (value));
  if (text->len > 0)
    sfl_transcript_builder_set_meta (builder, key, text->str, text->len);
}

/* Returns whether the token was part of the head. */
static gboolean
read_head (Head *self, const SflHtml *html)
{
  static const char *const keys[] = {
    SFL_META_PROGRAMME, SFL_META_DATE, SFL_META_CATEGORY, SFL_META_NOTES, SFL_META_LANGUAGE,
  };
  SflSlice value, content;

  if (html->token == SFL_HTML_TEXT) {
    if (self->in_title)
      sfl_html_append_collapsed (self->title, html->text);
    return self->in_title;
  }

  self->in_title =
      html->token == SFL_HTML_OPEN && sfl_html_is (html, "title") && self->title->len == 0;
  if (html->token != SFL_HTML_OPEN)
    return FALSE;
  if (sfl_html_is (html, "html") && sfl_html_get_attribute (html, "lang", &value)) {
    set_meta (self->builder, SFL_META_LANGUAGE, value);
  } else if (sfl_html_is (html, "meta") && sfl_html_get_attribute (html, "name", &value) &&
             sfl_html_get_attribute (html, "content", &content)) {
    for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
      if (sfl_slice_is_word (value, keys[i]))
        set_meta (self->builder, keys[i], content);
  }

  return self->in_title;
}

static void
end_head (Head *self)
{
  SflSlice title = sfl_slice_trim (sfl_slice_of (self->title));

  if (!sfl_slice_is_empty (title))
    sfl_transcript_builder_set_meta (self->builder, SFL_META_TITLE, title.start,
                                     title.end - title.start);
  g_string_free (self->title, TRUE);
}

/* --- times on words ---------------------------------------------------------------------- */

typedef struct {
  gsize offset;
  gsize length;
  SflTime start;
  SflTime end;
  float confidence;
} Word;

/**
 * WordReader:
 * @start: of the line, as its element says; SFL_TIME_NONE where it says nothing
 * @open: name of the element that holds the word or the speaker being read
 * @depth: of elements of that name
 */
typedef struct {
  SflTranscriptBuilder *builder;
  Head head;
  SflHtml html;
  GString *text;
  GArray *words;
  SflTime start;
  SflTime end;
  int speaker;

  SflSlice open;
  guint depth;
  gboolean in_word;
  Word word;
  GString *name; /* of the speaker, or title of the chapter */
  gboolean in_name;
  SflTime chapter;
  gboolean more;
} WordReader;

/* Ends a line; an element without times is not part of the transcript. */
static void
end_word_line (WordReader *self)
{
  const Word *words = (const Word *) self->words->data;
  SflSlice text = sfl_slice_trim (sfl_slice_of (self->text));
  SflTime start = self->start, end = self->end;

  if (start == SFL_TIME_NONE && self->words->len > 0)
    start = words[0].start;
  for (guint i = 0; self->end == SFL_TIME_NONE && i < self->words->len; i++)
    end = MAX (end, words[i].end);
  /* A last word that does not say how long it is leaves the end open. */
  if (self->end == SFL_TIME_NONE && self->words->len > 0 &&
      end <= words[self->words->len - 1].start)
    end = SFL_TIME_NONE;

  if (start != SFL_TIME_NONE && start > SFL_TIME_MAX) {
    sfl_transcript_builder_warn (self->builder, sfl_html_get_line (&self->html),
                                 SFL_WARNING_IGNORED,
                                 _ ("A time beyond 1000 hours was ignored, with its text"));
  } else if (start != SFL_TIME_NONE && !sfl_slice_is_empty (text)) {
    self->more =
        sfl_transcript_builder_begin_line (self->builder, start, end > start ? end : SFL_TIME_NONE,
                                           self->speaker);
    if (self->more) {
      sfl_transcript_builder_append (self->builder, text.start, text.end - text.start);
      for (guint i = 0; i < self->words->len; i++)
        sfl_transcript_builder_add_word (self->builder,
                                         words[i].offset - (text.start - self->text->str),
                                         words[i].length, words[i].start, words[i].end,
                                         words[i].confidence);
      sfl_transcript_builder_end_line (self->builder);
    }
  }
  g_string_truncate (self->text, 0);
  g_array_set_size (self->words, 0);
  self->start = self->end = SFL_TIME_NONE;
}

static void
end_word (WordReader *self)
{
  SflSlice text;

  if (!self->in_word)
    return;
  self->in_word = FALSE;
  text = sfl_slice_trim (
      (SflSlice){ self->text->str + self->word.offset, self->text->str + self->text->len });
  self->word.offset = text.start - self->text->str;
  self->word.length = text.end - text.start;
  if (self->word.length > 0)
    g_array_append_val (self->words, self->word);
}

static void
end_name (WordReader *self)
{
  SflSlice name = sfl_slice_trim (sfl_slice_of (self->name));

  if (!self->in_name)
    return;
  self->in_name = FALSE;
  if (self->chapter != SFL_TIME_NONE)
    sfl_transcript_builder_add_chapter (self->builder, self->chapter, name.start,
                                        name.end - name.start);
  else
    self->speaker = sfl_speaker_name_add (self->builder, name);
  g_string_truncate (self->name, 0);
}

static gboolean
is_heading (const SflHtml *html)
{
  return sfl_slice_get_length (html->name) == 2 && g_ascii_tolower (*html->name.start) == 'h' &&
         g_ascii_isdigit (html->name.start[1]);
}

static void
begin_word (WordReader *self, SflTime start)
{
  SflTime length = 0, confidence;

  end_word (self);
  if (start > SFL_TIME_MAX)
    return;
  sfl_html_get_time (&self->html, "data-d", SFL_MSECOND, &length);
  self->word = (Word){ .offset = self->text->len, .start = start, .confidence = -1 };
  self->word.end = length > 0 && length <= SFL_TIME_MAX ? start + length : SFL_TIME_NONE;
  if (sfl_html_get_time (&self->html, "data-c", SFL_SECOND, &confidence) &&
      confidence <= SFL_SECOND)
    self->word.confidence = confidence / (float) SFL_SECOND;
  self->in_word = TRUE;
}

/* An element that begins a line, and may say when and whose it is. */
static void
begin_block (WordReader *self, SflTime start, gboolean has_start)
{
  SflTime length;
  SflSlice value;

  end_word (self);
  end_name (self);
  end_word_line (self);
  self->depth = 0;
  if (has_start && is_heading (&self->html)) {
    self->open = self->html.name;
    self->depth = 1;
    self->chapter = start;
    self->in_name = TRUE;
    return;
  }
  if (has_start) {
    self->start = start;
    if (start <= SFL_TIME_MAX && sfl_html_get_time (&self->html, "data-d", SFL_MSECOND, &length) &&
        length <= SFL_TIME_MAX)
      self->end = start + length;
  }
  if (sfl_html_get_attribute (&self->html, "data-speaker", &value)) {
    g_autoptr (GString) name = g_string_new (NULL);

    sfl_html_append_text (name, value);
    self->speaker = sfl_speaker_name_add (self->builder, sfl_slice_trim (sfl_slice_of (name)));
  }
}

static void
read_word_tag (WordReader *self)
{
  SflHtml *html = &self->html;
  SflTime start = 0;
  gboolean has_start = sfl_html_get_time (html, "data-m", SFL_MSECOND, &start);

  if (sfl_html_is_block (html) || sfl_html_has_class (html, "line")) {
    begin_block (self, start, has_start);
  } else if (sfl_html_is (html, "br")) {
    if (!self->in_name && self->text->len > 0)
      g_string_append_c (self->text, '\n');
  } else if (sfl_html_has_class (html, "speaker")) {
    end_word (self);
    self->open = html->name;
    self->depth = 1;
    self->chapter = SFL_TIME_NONE;
    self->in_name = TRUE;
  } else if (has_start && !self->in_name) {
    begin_word (self, start);
    self->open = html->name;
    self->depth = 1;
  } else if (self->depth > 0 && sfl_slice_equal (html->name, self->open)) {
    self->depth++;
  }
}

static void
read_word_end_tag (WordReader *self)
{
  if (self->depth > 0 && sfl_slice_equal (self->html.name, self->open) && --self->depth == 0) {
    end_word (self);
    end_name (self);
  }
  if (sfl_html_is_block (&self->html)) {
    end_word (self);
    end_name (self);
    end_word_line (self);
    self->depth = 0;
  }
}

static void
read_words (SflTranscriptBuilder *builder, const char *text, gsize length)
{
  WordReader self = { .builder = builder,
                      .start = SFL_TIME_NONE,
                      .end = SFL_TIME_NONE,
                      .chapter = SFL_TIME_NONE,
                      .speaker = -1,
                      .more = TRUE };

  self.head = (Head){ .builder = builder, .title = g_string_new (NULL) };
  self.text = g_string_sized_new (256);
  self.name = g_string_new (NULL);
  self.words = g_array_new (FALSE, FALSE, sizeof (Word));
  sfl_html_init (&self.html, text, length);
  while (self.more && sfl_html_next (&self.html) != SFL_HTML_END) {
    if (read_head (&self.head, &self.html))
      continue;
    if (self.html.token == SFL_HTML_OPEN)
      read_word_tag (&self);
    else if (self.html.token == SFL_HTML_CLOSE)
      read_word_end_tag (&self);
    else
      sfl_html_append_collapsed (self.in_name ? self.name : self.text, self.html.text);
  }
  end_word (&self);
  end_name (&self);
  if (self.more)
    end_word_line (&self);

  end_head (&self.head);
  g_string_free (self.text, TRUE);
  g_string_free (self.name, TRUE);
  g_array_unref (self.words);
}

/* --- times beside the text --------------------------------------------------------------- */

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
 * TimeReader:
 * @text: of all parts
 * @aside: of the element that is no text: a time or a name
 * @only_paragraphs: text outside of <p> is none of the transcript
 */
typedef struct {
  SflTranscriptBuilder *builder;
  Head head;
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
} TimeReader;

static void
begin_part (TimeReader *self, SflTime start)
{
  Part part = { start, self->text->len, sfl_html_get_line (&self->html), self->speaker };

  if (self->text->len > 0 && self->text->str[self->text->len - 1] != '\n')
    g_string_append_c (self->text, '\n');
  part.offset = self->text->len;
  g_array_append_val (self->parts, part);
}

static void
end_aside (TimeReader *self)
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
begin_aside (TimeReader *self, gboolean is_stamp)
{
  if (self->open.start != NULL)
    end_aside (self);
  self->open = self->html.name;
  self->is_stamp = is_stamp;
}

static void
break_line (TimeReader *self)
{
  while (self->text->len > 0 && self->text->str[self->text->len - 1] == ' ')
    g_string_truncate (self->text, self->text->len - 1);
  if (self->text->len > 0 && self->text->str[self->text->len - 1] != '\n')
    g_string_append_c (self->text, '\n');
}

static void
read_time_token (TimeReader *self)
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
get_part (TimeReader *self, guint i)
{
  gsize start = g_array_index (self->parts, Part, i).offset;
  gsize end =
      i + 1 < self->parts->len ? g_array_index (self->parts, Part, i + 1).offset : self->text->len;

  return sfl_slice_trim ((SflSlice){ self->text->str + start, self->text->str + end });
}

/* Where no name has an element of its own, the texts may begin with them. */
static gboolean
has_names (TimeReader *self)
{
  g_auto (SflSpeakerCensus) census = { 0 };

  sfl_speaker_census_init (&census);
  for (guint i = 1; i < self->parts->len; i++)
    if (!sfl_slice_is_empty (get_part (self, i)))
      sfl_speaker_census_add (&census, get_part (self, i));

  return !self->has_cites && sfl_speaker_census_agrees (&census);
}

static void
write_header (TimeReader *self)
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
write_parts (TimeReader *self)
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

static void
read_times (SflTranscriptBuilder *builder, const Survey *survey, const char *text, gsize length)
{
  TimeReader self = { .builder = builder, .speaker = -1 };

  self.head = (Head){ .builder = builder, .title = g_string_new (NULL) };
  self.text = g_string_sized_new (length / 2);
  self.aside = g_string_new (NULL);
  self.parts = g_array_new (FALSE, FALSE, sizeof (Part));
  self.only_paragraphs = survey->n_stamps == 0 && survey->has_paragraphs;
  sfl_html_init (&self.html, text, length);
  begin_part (&self, SFL_TIME_NONE);
  while (sfl_html_next (&self.html) != SFL_HTML_END)
    if (!read_head (&self.head, &self.html))
      read_time_token (&self);

  if (!self.only_paragraphs)
    write_header (&self);
  write_parts (&self);
  end_head (&self.head);
  g_string_free (self.text, TRUE);
  g_string_free (self.aside, TRUE);
  g_array_unref (self.parts);
}

/* --- other pages --------------------------------------------------------------------------- */

/* What of a page is never shown as text. */
static gboolean
is_hidden (const SflHtml *html)
{
  return sfl_html_is (html, "svg") || sfl_html_is (html, "template") ||
         sfl_html_is (html, "noscript") || sfl_html_is (html, "select");
}

static void
end_row (GString *text, GArray *numbers, SflHtml *html)
{
  guint number = sfl_html_get_line (html);

  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  if (text->len > 0 && text->str[text->len - 1] != '\n') {
    g_string_append_c (text, '\n');
    g_array_append_val (numbers, number);
  }
}

/* The text that one would copy, and for each of its lines that of the page. */
static GString *
copy_text (Head *head, GArray *numbers, const char *text, gsize length)
{
  GString *copy = g_string_sized_new (length / 2);
  SflSlice hidden = { NULL, NULL };
  SflHtml html;

  sfl_html_init (&html, text, length);
  while (sfl_html_next (&html) != SFL_HTML_END) {
    if (read_head (head, &html))
      continue;
    if (hidden.start != NULL) {
      if (html.token == SFL_HTML_CLOSE && sfl_slice_equal (html.name, hidden))
        hidden.start = NULL;
    } else if (html.token == SFL_HTML_TEXT) {
      sfl_html_append_collapsed (copy, html.text);
    } else if (html.token == SFL_HTML_OPEN && is_hidden (&html)) {
      hidden = html.name;
    } else if (sfl_html_is (&html, "td") || sfl_html_is (&html, "th")) {
      if (html.token == SFL_HTML_CLOSE)
        g_string_append_c (copy, '\t');
    } else if (sfl_html_is_block (&html) || sfl_html_is (&html, "br")) {
      end_row (copy, numbers, &html);
    }
  }
  end_row (copy, numbers, &html);

  return copy;
}

static gboolean
read_copy (SflTranscriptBuilder *builder,
           const char *text,
           gsize length,
           const SflParseOptions *options,
           gboolean accept_any,
           GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  Head head = { .builder = builder, .title = g_string_new (NULL) };
  g_autoptr (GString) copy = copy_text (&head, numbers, text, length);
  gboolean found = accept_any || sfl_pasted_text_sniff (copy->str, copy->len);

  if (found) {
    sfl_transcript_builder_set_numbers (builder, (const guint *) numbers->data, numbers->len);
    found = sfl_pasted_text_parse (builder, copy->str, copy->len, options, error);
    sfl_transcript_builder_set_numbers (builder, NULL, 0);
  } else {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("This is a web page, not a transcript. Open it in a browser, copy the "
                            "text and paste it here."));
  }
  end_head (&head);

  return found;
}

/* A page, or the piece of one that feeds serve, which begins with a tag. */
gboolean
sfl_web_page_sniff (const char *text, gsize length)
{
  SflSlice head = { text, text + MIN (length, MAX_SNIFF_BYTES) };
  SflHtml html;
  SflSlice value;

  head = sfl_slice_trim_invisible (head);
  if (sfl_slice_is_empty (head) || *head.start != '<')
    return FALSE;
  if (sfl_slice_has_prefix (head, "<!DOCTYPE html"))
    return TRUE;

  sfl_html_init (&html, head.start, head.end - head.start);
  while (sfl_html_next (&html) != SFL_HTML_END) {
    if (html.token != SFL_HTML_OPEN)
      continue;
    if (sfl_html_is (&html, "html") || sfl_html_is (&html, "cite") || sfl_html_is (&html, "time") ||
        sfl_html_get_attribute (&html, "data-m", &value) ||
        sfl_html_get_attribute (&html, "data-timestamp", &value))
      return TRUE;
  }

  return FALSE;
}

/* Reads the times that the page marks.  Returns whether it marks any. */
static gboolean
read_marked (SflTranscriptBuilder *builder, const char *text, gsize length)
{
  Survey survey;

  survey_page (&survey, text, length);
  if (survey.n_words > 0)
    read_words (builder, text, length);
  else if (survey.n_stamps > 0 || survey.n_times > 0)
    read_times (builder, &survey, text, length);

  return sfl_transcript_builder_get_n_lines (builder) > 0;
}

gboolean
sfl_web_page_parse (SflTranscriptBuilder *builder,
                    const char *text,
                    gsize length,
                    const SflParseOptions *options,
                    GError **error)
{
  return read_marked (builder, text, length) ||
         read_copy (builder, text, length, options, FALSE, error);
}

/* Reads a piece of a page that another program keeps; it may have no times. */
void
sfl_web_page_parse_piece (SflTranscriptBuilder *builder,
                          const char *text,
                          gsize length,
                          const SflParseOptions *options)
{
  if (!read_marked (builder, text, length))
    read_copy (builder, text, length, options, TRUE, NULL);
}
