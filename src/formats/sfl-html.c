/* sfl-html.c: the tags and texts of a web page
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Not the parser of a browser: who looks for a transcript needs the tags as they come and
 * the text between them.  A search that fails is never made a second time, so that any
 * page is read in linear time.
 */

#include "config.h"

#include "sfl-html.h"

#include "sfl-entity.h"
#include "sfl-timestamp.h"

void
sfl_html_init (SflHtml *self, const char *text, gsize length)
{
  *self = (SflHtml){ .p = text, .end = text + length, .counted_to = text, .n_lines = 1 };
}

/* The line that the latest token begins or ends on, from 1. */
guint
sfl_html_get_line (SflHtml *self)
{
  for (; self->counted_to < self->p; self->counted_to++)
    self->n_lines += *self->counted_to == '\n';

  return self->n_lines;
}

static gboolean
begins_markup (const char *p, const char *end)
{
  return end - p >= 2 && (g_ascii_isalpha (p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?');
}

/* Where the next '>' ends, NULL when none follows. */
static const char *
find_bracket (SflHtml *self, const char *p)
{
  p = self->tags_broken ? NULL : memchr (p, '>', self->end - p);
  self->tags_broken = p == NULL;

  return p != NULL ? p + 1 : NULL;
}

/* Where the tag at @p ends, after its '>'; NULL when it never does. */
static const char *
find_tag_end (SflHtml *self, const char *p)
{
  for (const char *q = p; !self->quotes_broken && q < self->end; q++) {
    if (*q == '>')
      return q + 1;
    if (*q == '"' || *q == '\'') {
      const char *close;

      /* Quotes stand around values alone. */
      if (q[-1] != '=' && !g_ascii_isspace (q[-1]))
        continue;
      close = memchr (q + 1, *q, self->end - q - 1);
      if (close == NULL)
        self->quotes_broken = TRUE;
      else
        q = close;
    }
  }
  self->quotes_broken = TRUE;

  return find_bracket (self, p);
}

static gboolean
skip_comment (SflHtml *self)
{
  const char *close = NULL;

  if (self->end - self->p < 4 || memcmp (self->p, "<!--", 4) != 0)
    return FALSE;
  if (!self->comments_broken)
    close = g_strstr_len (self->p + 4, self->end - self->p - 4, "-->");
  if (close == NULL) {
    self->comments_broken = TRUE;
    return FALSE;
  }
  self->p = close + 3;

  return TRUE;
}

/* Where the end tag of the element @name begins, the end of the page if it has none. */
static const char *
find_end_tag (const SflHtml *self, const char *name)
{
  gsize length = strlen (name);

  for (const char *p = self->p; (p = memchr (p, '<', self->end - p)) != NULL; p++)
    if ((gsize) (self->end - p) >= length + 2 && p[1] == '/' &&
        g_ascii_strncasecmp (p + 2, name, length) == 0)
      return p;

  return self->end;
}

static gboolean
take_tag (SflHtml *self)
{
  const char *p = self->p + 1, *close = find_tag_end (self, p);
  gboolean is_end = *p == '/';

  if (close == NULL)
    return FALSE;
  self->p = close;
  self->token = is_end ? SFL_HTML_CLOSE : SFL_HTML_OPEN;
  p += is_end;
  self->name.start = p;
  while (p < close - 1 && !g_ascii_isspace (*p) && *p != '/')
    p++;
  self->name.end = p;
  self->attributes = (SflSlice){ p, close - 1 };

  return TRUE;
}

static SflHtmlToken
take_text (SflHtml *self, const char *end)
{
  self->text = (SflSlice){ self->p, end };
  self->p = end;

  return self->token = SFL_HTML_TEXT;
}

SflHtmlToken
sfl_html_next (SflHtml *self)
{
  /* What is not text, or text without tags in it. */
  if (self->token == SFL_HTML_OPEN) {
    if (sfl_html_is (self, "script"))
      self->p = find_end_tag (self, "script");
    else if (sfl_html_is (self, "style"))
      self->p = find_end_tag (self, "style");
    else if (sfl_html_is (self, "title") && find_end_tag (self, "title") > self->p)
      return take_text (self, find_end_tag (self, "title"));
  }

  while (self->p < self->end) {
    const char *p = self->p;

    if (*p == '<' && begins_markup (p, self->end)) {
      if (skip_comment (self))
        continue;
      if (p[1] == '!' || p[1] == '?') {
        const char *close = find_bracket (self, p);

        if (close != NULL) {
          self->p = close;
          continue;
        }
      } else if (take_tag (self)) {
        return self->token;
      }
    }
    p++;
    while (p < self->end && !(*p == '<' && begins_markup (p, self->end)))
      p++;
    return take_text (self, p);
  }

  return self->token = SFL_HTML_END;
}

gboolean
sfl_html_is (const SflHtml *self, const char *name)
{
  return sfl_slice_is_word (self->name, name);
}

/* Whether a browser begins a new line at the tag.  Elements that are not HTML's own mostly
 * do.
 */
gboolean
sfl_html_is_block (const SflHtml *self)
{
  static const char *const names[] = {
    "address", "article", "aside", "blockquote", "body",       "button", "dd",     "details",
    "div",     "dl",      "dt",    "fieldset",   "figcaption", "figure", "footer", "form",
    "h1",      "h2",      "h3",    "h4",         "h5",         "h6",     "header", "hr",
    "html",    "li",      "main",  "nav",        "ol",         "option", "p",      "pre",
    "section", "summary", "table", "tr",         "ul",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (sfl_html_is (self, names[i]))
      return TRUE;

  return sfl_slice_find (self->name, '-') != NULL;
}

/* Finds the attribute @name of the tag that opens; @value is as written. */
gboolean
sfl_html_get_attribute (const SflHtml *self, const char *name, SflSlice *value)
{
  const char *p = self->attributes.start, *end = self->attributes.end;

  while (p < end) {
    SflSlice key;

    while (p < end && (g_ascii_isspace (*p) || *p == '/'))
      p++;
    key.start = p;
    while (p < end && !g_ascii_isspace (*p) && *p != '=' && *p != '/')
      p++;
    key.end = p;
    while (p < end && g_ascii_isspace (*p))
      p++;
    *value = (SflSlice){ p, p };
    if (p < end && *p == '=') {
      p++;
      while (p < end && g_ascii_isspace (*p))
        p++;
      value->start = p;
      if (p < end && (*p == '"' || *p == '\'')) {
        const char *close = memchr (p + 1, *p, end - p - 1);

        value->start++;
        value->end = close != NULL ? close : end;
        p = close != NULL ? close + 1 : end;
      } else {
        while (p < end && !g_ascii_isspace (*p))
          p++;
        value->end = p;
      }
    }
    if (sfl_slice_is_word (key, name))
      return TRUE;
    if (key.start == key.end && p < end && p == key.start)
      p++;
  }

  return FALSE;
}

/* The value of an attribute that is a number of @unit: SFL_SECOND or SFL_MSECOND. */
gboolean
sfl_html_get_time (const SflHtml *self, const char *name, SflTime unit, SflTime *time)
{
  SflSlice value;
  const char *p;

  if (!sfl_html_get_attribute (self, name, &value))
    return FALSE;
  value = sfl_slice_trim (value);
  p = value.start;

  return sfl_timestamp_take_number (&p, value.end, unit, time) && p == value.end;
}

gboolean
sfl_html_has_class (const SflHtml *self, const char *name)
{
  SflSlice classes;
  const char *p;

  if (!sfl_html_get_attribute (self, "class", &classes))
    return FALSE;
  for (p = classes.start; p < classes.end;) {
    SflSlice word = { sfl_slice_skip_space (p, classes.end), classes.end };

    for (p = word.start; p < classes.end && !g_ascii_isspace (*p);)
      p++;
    word.end = p;
    if (sfl_slice_is_word (word, name))
      return TRUE;
  }

  return FALSE;
}

/* Adds @text, with characters for the references to them. */
void
sfl_html_append_text (GString *string, SflSlice text)
{
  const char *run = text.start;

  for (const char *p = text.start; (p = memchr (p, '&', text.end - p)) != NULL;) {
    const char *after = p + 1;
    gunichar c;

    if (sfl_entity_take (&after, text.end, &c)) {
      g_string_append_len (string, run, p - run);
      g_string_append_unichar (string, c);
      run = after;
    }
    p = after;
  }
  g_string_append_len (string, run, text.end - run);
}

/* The same as a browser shows it: a single space for any number of them and of line
 * breaks, and none at the beginning of a line.
 */
void
sfl_html_append_collapsed (GString *string, SflSlice text)
{
  const char *p = text.start;

  while (p < text.end) {
    const char *run = p;

    while (p < text.end && !g_ascii_isspace (*p))
      p++;
    sfl_html_append_text (string, (SflSlice){ run, p });
    if (p == text.end)
      break;
    while (p < text.end && g_ascii_isspace (*p))
      p++;
    if (string->len > 0 && !g_ascii_isspace (string->str[string->len - 1]))
      g_string_append_c (string, ' ');
  }
}
