/* sfl-web-words.c: web pages with times on their words
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hyperaudio marks each word in milliseconds (data-m, data-d); our own pages mark lines,
 * too, and who speaks in them.  Any thread.
 */

#include "config.h"

#include "sfl-web-words.h"

#include "sfl-html.h"
#include "sfl-speaker-census.h"
#include "sfl-web-head.h"

#include <glib/gi18n-lib.h>

typedef struct {
  gsize offset;
  gsize length;
  SflTime start;
  SflTime end;
  float confidence;
} Word;

/**
 * Reader:
 * @start: of the line, as its element says; SFL_TIME_NONE where it says nothing
 * @open: name of the element that holds the word or the speaker being read
 * @depth: of elements of that name
 */
typedef struct {
  SflTranscriptBuilder *builder;
  SflWebHead head;
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
} Reader;

/* Ends a line; an element without times is not part of the transcript. */
static void
end_line (Reader *self)
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
end_word (Reader *self)
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
end_name (Reader *self)
{
  SflSlice name;

  if (!self->in_name)
    return;
  self->in_name = FALSE;
  name = sfl_slice_trim (sfl_slice_of (self->name));
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
begin_word (Reader *self, SflTime start)
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
begin_block (Reader *self, SflTime start, gboolean has_start)
{
  SflTime length;
  SflSlice value;

  end_word (self);
  end_name (self);
  end_line (self);
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
read_tag (Reader *self)
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
read_end_tag (Reader *self)
{
  if (self->depth > 0 && sfl_slice_equal (self->html.name, self->open) && --self->depth == 0) {
    end_word (self);
    end_name (self);
  }
  if (sfl_html_is_block (&self->html)) {
    end_word (self);
    end_name (self);
    end_line (self);
    self->depth = 0;
  }
}

/* Reads a page that has times on its words, or on its lines in the same way. */
void
sfl_web_words_read (SflTranscriptBuilder *builder, const char *text, gsize length)
{
  Reader self = { .builder = builder,
                  .start = SFL_TIME_NONE,
                  .end = SFL_TIME_NONE,
                  .chapter = SFL_TIME_NONE,
                  .speaker = -1,
                  .more = TRUE };

  sfl_web_head_init (&self.head, builder);
  self.text = g_string_sized_new (256);
  self.name = g_string_new (NULL);
  self.words = g_array_new (FALSE, FALSE, sizeof (Word));
  sfl_html_init (&self.html, text, length);
  while (self.more && sfl_html_next (&self.html) != SFL_HTML_END) {
    if (sfl_web_head_read (&self.head, &self.html))
      continue;
    if (self.html.token == SFL_HTML_OPEN)
      read_tag (&self);
    else if (self.html.token == SFL_HTML_CLOSE)
      read_end_tag (&self);
    else
      sfl_html_append_collapsed (self.in_name ? self.name : self.text, self.html.text);
  }
  end_word (&self);
  end_name (&self);
  if (self.more)
    end_line (&self);

  sfl_web_head_end (&self.head);
  g_string_free (self.text, TRUE);
  g_string_free (self.name, TRUE);
  g_array_unref (self.words);
}
