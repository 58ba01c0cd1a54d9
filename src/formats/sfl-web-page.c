/* sfl-web-page.c: web pages
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages made for transcripts mark their times, on words or beside the text.  Any other page
 * is turned into the text that a reader would copy from it, and read as such.  Any thread.
 */

#include "config.h"

#include "sfl-web-page.h"

#include "sfl-error.h"
#include "sfl-html.h"
#include "sfl-pasted-text.h"
#include "sfl-timestamp.h"
#include "sfl-web-head.h"
#include "sfl-web-times.h"
#include "sfl-web-words.h"

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
copy_text (SflWebHead *head, GArray *numbers, const char *text, gsize length)
{
  GString *copy = g_string_sized_new (length / 2);
  SflSlice hidden = { NULL, NULL };
  SflHtml html;

  sfl_html_init (&html, text, length);
  while (sfl_html_next (&html) != SFL_HTML_END) {
    if (sfl_web_head_read (head, &html))
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
  g_autoptr (GString) copy = NULL;
  SflWebHead head;
  gboolean found;

  sfl_web_head_init (&head, builder);
  copy = copy_text (&head, numbers, text, length);
  found = accept_any || sfl_pasted_text_sniff (copy->str, copy->len);
  if (found) {
    sfl_transcript_builder_set_numbers (builder, (const guint *) numbers->data, numbers->len);
    found = sfl_pasted_text_parse (builder, copy->str, copy->len, options, error);
    sfl_transcript_builder_set_numbers (builder, NULL, 0);
  } else {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("This is a web page, not a transcript. Open it in a browser, copy the "
                            "text and paste it here."));
  }
  sfl_web_head_end (&head);

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
    sfl_web_words_read (builder, text, length);
  else if (survey.n_stamps > 0 || survey.n_times > 0)
    sfl_web_times_read (builder, text, length, survey.n_stamps == 0 && survey.has_paragraphs);

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
