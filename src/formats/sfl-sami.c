/* sfl-sami.c: SAMI captions
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks like HTML and is written like it: nothing need be closed, quoted or in order.
 * So only <SYNC> and <P> cut the text; a paragraph without text says when the one before
 * it ends.  One file may hold several languages, each a class of paragraphs.  Any thread.
 */

#include "config.h"

#include "sfl-sami.h"

#include "sfl-cue-sink.h"

#include <glib/gi18n-lib.h>

/* Bytes in which the first <SYNC> must come. */
#define MAX_SNIFF_BYTES (64 * 1024)

typedef struct {
  guint number; /* line of the file */
  SflTime start;
  SflTime end; /* SFL_TIME_NONE unless the file says so */
  SflSlice text;
  SflSlice class;
  gboolean is_source; /* the name of who speaks */
} Paragraph;

typedef struct {
  SflCueSink *sink;
  SflSlice style;
  gboolean has_title;
  GArray *paragraphs; /* of Paragraph */
  Paragraph open;     /* start is SFL_TIME_NONE when none is */
  GString *flat;      /* the text of a paragraph on one line */
  SflCue shown;       /* what it shows */
  GString *source;    /* who speaks in the next cue */
  SflCue cue;
  gboolean in_cue;
} Reader;

static guint
count_lines (const char *text, const char *p, guint number)
{
  while (text < p && (text = memchr (text, '\n', p - text)) != NULL) {
    number++;
    text++;
  }

  return number;
}

/* The value of an attribute in @tag, with or without quotes. */
static gboolean
find_attribute (SflSlice tag, const char *name, SflSlice *value)
{
  gsize length = strlen (name);

  for (const char *p = tag.start; (gsize) (tag.end - p) > length; p++) {
    const char *q = p + length;
    char quote;

    if (g_ascii_strncasecmp (p, name, length) != 0 ||
        (p > tag.start && (g_ascii_isalnum (p[-1]) || p[-1] == '-')))
      continue;
    q = sfl_slice_skip_space (q, tag.end);
    if (!sfl_slice_take (&q, tag.end, "="))
      continue;
    q = sfl_slice_skip_space (q, tag.end);
    quote = q < tag.end && (*q == '"' || *q == '\'') ? *q++ : '\0';
    value->start = q;
    while (q < tag.end && (quote != '\0' ? *q != quote : !g_ascii_isspace (*q)))
      q++;
    value->end = q;
    return TRUE;
  }

  return FALSE;
}

/* Milliseconds, maybe with a sign before or a unit behind. */
static gboolean
read_time (SflSlice value, SflTime *time)
{
  gboolean minus = FALSE;
  guint64 milliseconds;

  value = sfl_slice_trim (value);
  if (sfl_slice_has_suffix (value, "ms"))
    value = sfl_slice_trim ((SflSlice){ value.start, value.end - 2 });
  minus = sfl_slice_take (&value.start, value.end, "-");
  if (!sfl_slice_get_number (value, &milliseconds))
    return FALSE;
  *time = minus ? 0 : (SflTime) MIN (milliseconds, G_MAXINT64 / SFL_MSECOND) * SFL_MSECOND;

  return TRUE;
}

static gboolean
is_tag (SflSlice tag, const char *name)
{
  gsize length = strlen (name);

  return sfl_slice_has_prefix (tag, name) &&
         (tag.start + length == tag.end || !g_ascii_isalnum (tag.start[length]));
}

/* Puts what a paragraph shows into @self->shown.  As in HTML a line break is a space, and
 * one space is as good as many.  Returns FALSE for nothing at all.
 */
static gboolean
show_paragraph (Reader *self, const Paragraph *paragraph)
{
  SflSlice text = sfl_slice_trim (paragraph->text);
  GString *flat = self->flat;
  gboolean has_comments = TRUE;

  g_string_truncate (flat, 0);
  for (const char *p = text.start; p < text.end;) {
    const char *comment = p;

    if (has_comments && sfl_slice_take (&comment, text.end, "<!--")) {
      comment = g_strstr_len (comment, text.end - comment, "-->");
      has_comments = comment != NULL;
      p = comment != NULL ? comment + 3 : p + 4;
    } else if (g_ascii_isspace (*p)) {
      if (flat->len > 0 && flat->str[flat->len - 1] != ' ')
        g_string_append_c (flat, ' ');
      p++;
    } else {
      g_string_append_c (flat, *p++);
    }
  }

  sfl_cue_begin (&self->shown, paragraph->number, paragraph->start, paragraph->end);
  sfl_cue_add_row (&self->shown, sfl_slice_of (flat), SFL_MARKUP_SRT);

  return self->shown.text->len > 0;
}

static void
close_paragraph (Reader *self, const char *end)
{
  if (self->open.start == SFL_TIME_NONE)
    return;
  self->open.text.end = end;
  g_array_append_val (self->paragraphs, self->open);
  self->open.start = SFL_TIME_NONE;
}

static void
read_sync (Reader *self, SflSlice tag, const char *after, guint number)
{
  SflSlice value;

  self->open = (Paragraph){ .number = number, .start = SFL_TIME_NONE, .end = SFL_TIME_NONE };
  if (!find_attribute (tag, "start", &value) || !read_time (value, &self->open.start)) {
    sfl_cue_sink_warn (self->sink, number, SFL_WARNING_IGNORED,
                       _ ("A time that cannot be read was ignored, with its text"));
    return;
  }
  if (find_attribute (tag, "end", &value))
    read_time (value, &self->open.end);
  self->open.text.start = after;
}

/* A paragraph of the same time as what came before. */
static void
read_paragraph (Reader *self, SflSlice tag, const char *at, const char *after)
{
  Paragraph paragraph = self->open;
  SflSlice value;

  if (paragraph.start == SFL_TIME_NONE)
    return;
  if (!sfl_slice_is_empty (sfl_slice_trim ((SflSlice){ paragraph.text.start, at })))
    close_paragraph (self, at);

  paragraph.class = (SflSlice){ 0 };
  paragraph.is_source = find_attribute (tag, "id", &value) && sfl_slice_is_word (value, "Source");
  find_attribute (tag, "class", &paragraph.class);
  paragraph.text.start = after;
  self->open = paragraph;
}

/* The element that ends at the next @tag, from @start. */
static SflSlice
get_content (SflSlice file, const char *start, const char *tag)
{
  const char *end = start;
  gsize length = strlen (tag);

  while ((end = memchr (end, '<', file.end - end)) != NULL) {
    if ((gsize) (file.end - end) >= length && g_ascii_strncasecmp (end, tag, length) == 0)
      return (SflSlice){ start, end };
    end++;
  }

  return (SflSlice){ start, start };
}

/* Cuts the file into paragraphs. */
static void
read_tags (Reader *self, SflSlice file)
{
  const char *p = file.start, *counted = file.start;
  gboolean more_comments = TRUE;
  guint number = 1;

  while ((p = memchr (p, '<', file.end - p)) != NULL) {
    const char *end = p + 1;
    SflSlice tag;

    if (more_comments && sfl_slice_take (&end, file.end, "!--")) {
      const char *close = g_strstr_len (end, file.end - end, "-->");

      more_comments = close != NULL;
      p = close != NULL ? close + 3 : end;
      continue;
    }
    /* A tag that is not closed ends where the next one begins. */
    while (end < file.end && *end != '>' && *end != '<')
      end++;
    tag = (SflSlice){ p + 1, end };
    if (end < file.end && *end == '>')
      end++;

    if (is_tag (tag, "SYNC")) {
      number = count_lines (counted, p, number);
      counted = p;
      close_paragraph (self, p);
      read_sync (self, tag, end, number);
    } else if (is_tag (tag, "P")) {
      read_paragraph (self, tag, p, end);
    } else if (is_tag (tag, "/BODY") || is_tag (tag, "/SAMI")) {
      close_paragraph (self, p);
    } else if (is_tag (tag, "STYLE") && self->style.start == NULL) {
      self->style = get_content (file, end, "</STYLE");
      end = self->style.end;
    } else if (is_tag (tag, "TITLE") && !self->has_title) {
      SflSlice title = sfl_slice_trim (get_content (file, end, "</TITLE"));

      self->has_title = TRUE;
      if (!sfl_slice_is_empty (title))
        sfl_cue_sink_set_meta (self->sink, SFL_META_TITLE, title);
    }
    p = end;
  }
  close_paragraph (self, file.end);
}

static gboolean
same_class (SflSlice a, SflSlice b)
{
  gsize length = sfl_slice_get_length (a);

  return length == sfl_slice_get_length (b) && g_ascii_strncasecmp (a.start, b.start, length) == 0;
}

/* The class of the first paragraph that has one, and a text; says when there are more. */
static SflSlice
choose_class (Reader *self)
{
  const Paragraph *paragraphs = (const Paragraph *) self->paragraphs->data;
  SflSlice class = { 0 };

  for (guint i = 0; i < self->paragraphs->len; i++) {
    if (paragraphs[i].is_source || sfl_slice_is_empty (paragraphs[i].class))
      continue;
    if ((class.start != NULL && same_class (paragraphs[i].class, class)) ||
        !show_paragraph (self, &paragraphs[i]))
      continue;
    if (class.start != NULL) {
      sfl_cue_sink_warn (self->sink, 0, SFL_WARNING_IGNORED,
                         _ ("The file has several languages; the first one was read"));
      break;
    }
    class = paragraphs[i].class;
  }

  return class;
}

static gboolean
begins_with_class (SflSlice rule, SflSlice class)
{
  gsize length = sfl_slice_get_length (class);

  return sfl_slice_get_length (rule) > length &&
         g_ascii_strncasecmp (rule.start, class.start, length) == 0 &&
         !g_ascii_isalnum (rule.start[length]);
}

/* The style of a class may say its language: .FR { Name: Français; lang: fr-FR; } */
static void
read_language (Reader *self, SflSlice class)
{
  const char *p = self->style.start, *end;

  if (p == NULL || class.start == NULL)
    return;
  while ((p = memchr (p, '.', self->style.end - p)) != NULL) {
    SflSlice rule = { ++p, self->style.end }, value;

    if (!begins_with_class (rule, class))
      continue;
    end = sfl_slice_find (rule, '}');
    if (end != NULL)
      rule.end = end;
    for (p = rule.start; p < rule.end; p++) {
      value = (SflSlice){ p, rule.end };
      if (!sfl_slice_has_prefix (value, "lang:"))
        continue;
      value.start += strlen ("lang:");
      end = sfl_slice_find (value, ';');
      if (end != NULL)
        value.end = end;
      sfl_cue_sink_set_meta (self->sink, SFL_META_LANGUAGE, sfl_slice_trim (value));
      return;
    }
    return;
  }
}

/* Returns: FALSE when no more cues are wanted */
static gboolean
end_cue (Reader *self)
{
  gboolean more = !self->in_cue || sfl_cue_sink_add (self->sink, &self->cue);

  self->in_cue = FALSE;

  return more;
}

/* Returns: FALSE when no more cues are wanted */
static gboolean
add_paragraph (Reader *self, const Paragraph *paragraph)
{
  gboolean shows = show_paragraph (self, paragraph);
  gboolean goes_on = self->in_cue && self->cue.start == paragraph->start;
  GString *shown = self->shown.text;

  if (paragraph->is_source) {
    g_string_assign (goes_on ? self->cue.voice : self->source, shown->str);
    return TRUE;
  }
  if (goes_on) {
    if (shows)
      g_string_append_printf (self->cue.text, "\n%s", shown->str);
    return TRUE;
  }

  if (!shows && self->in_cue && self->cue.end == SFL_TIME_NONE)
    self->cue.end = paragraph->start;
  if (!end_cue (self))
    return FALSE;
  if (shows) {
    sfl_cue_begin (&self->cue, paragraph->number, paragraph->start, paragraph->end);
    g_string_append_len (self->cue.text, shown->str, shown->len);
    g_string_append_len (self->cue.voice, self->source->str, self->source->len);
    g_string_truncate (self->source, 0);
    self->in_cue = TRUE;
  }

  return TRUE;
}

static void
read_cues (SflCueSink *sink, const char *text, gsize length)
{
  g_autoptr (GArray) paragraphs = g_array_new (FALSE, FALSE, sizeof (Paragraph));
  Reader self = { .sink = sink, .paragraphs = paragraphs, .open = { .start = SFL_TIME_NONE } };
  gboolean more = TRUE;
  SflSlice class;

  self.flat = g_string_new (NULL);
  self.source = g_string_new (NULL);
  sfl_cue_init (&self.shown);
  sfl_cue_init (&self.cue);
  read_tags (&self, (SflSlice){ text, text + length });
  class = choose_class (&self);
  read_language (&self, class);
  for (guint i = 0; more && i < paragraphs->len; i++) {
    const Paragraph *paragraph = &g_array_index (paragraphs, Paragraph, i);

    if (paragraph->is_source || class.start == NULL || sfl_slice_is_empty (paragraph->class) ||
        same_class (paragraph->class, class))
      more = add_paragraph (&self, paragraph);
  }
  if (more)
    end_cue (&self);
  sfl_cue_clear (&self.cue);
  sfl_cue_clear (&self.shown);
  g_string_free (self.source, TRUE);
  g_string_free (self.flat, TRUE);
}

/* <SAMI> at the start, or a <SYNC Start=…> in what looks like a part of one. */
gboolean
sfl_sami_sniff (const char *text, gsize length)
{
  SflSlice head = { text, text + MIN (length, MAX_SNIFF_BYTES) };
  const char *p;

  head = sfl_slice_trim_invisible (head);
  if (sfl_slice_is_empty (head) || *head.start != '<')
    return FALSE;
  if (is_tag ((SflSlice){ head.start + 1, head.end }, "SAMI"))
    return TRUE;
  for (p = head.start; (p = memchr (p, '<', head.end - p)) != NULL; p++) {
    SflSlice tag = { p + 1, head.end }, value;

    if (!is_tag (tag, "SYNC"))
      continue;
    tag.end = memchr (p, '>', head.end - p);
    return tag.end != NULL && find_attribute (tag, "start", &value);
  }

  return FALSE;
}

gboolean
sfl_sami_parse (SflTranscriptBuilder *builder,
                const char *text,
                gsize length,
                const SflParseOptions *options,
                GError **error)
{
  sfl_cue_sink_run (builder, read_cues, SFL_MARKUP_SRT, text, length);

  return TRUE;
}
