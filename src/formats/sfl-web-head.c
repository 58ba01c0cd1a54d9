/* sfl-web-head.c: what a web page says of itself beside its text
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-web-head.h"

static void
set_meta (SflTranscriptBuilder *builder, const char *key, SflSlice value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  sfl_html_append_text (text, sfl_slice_trim (value));
  if (text->len > 0)
    sfl_transcript_builder_set_meta (builder, key, text->str, text->len);
}

void
sfl_web_head_init (SflWebHead *self, SflTranscriptBuilder *builder)
{
  *self = (SflWebHead){ .builder = builder, .title = g_string_new (NULL) };
}

/* Returns: whether the token of @html was part of the head */
gboolean
sfl_web_head_read (SflWebHead *self, const SflHtml *html)
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

/* After the last token. */
void
sfl_web_head_end (SflWebHead *self)
{
  SflSlice title = sfl_slice_trim (sfl_slice_of (self->title));

  if (!sfl_slice_is_empty (title))
    sfl_transcript_builder_set_meta (self->builder, SFL_META_TITLE, title.start,
                                     title.end - title.start);
  g_string_free (self->title, TRUE);
}
