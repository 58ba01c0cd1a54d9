/* sfl-ttml-writer.c: a transcript as TTML
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text profile of IMSC, which television and podcast programs read.  As TTML wants
 * it, the times of words count from the start of their line.
 */

#include "config.h"

#include "sfl-line-walker.h"
#include "sfl-output.h"
#include "sfl-writers.h"

static const SflClockStyle clock_style = { .n_hour_digits = 2, .sign = '.', .n_decimals = 3 };

static void
append_meta (GString *out, SflTranscript *transcript, const char *element, const char *key)
{
  g_autofree char *value = sfl_output_dup_meta (transcript, key);

  if (value == NULL)
    return;
  g_string_append_printf (out, "      <ttm:%s>", element);
  sfl_output_xml (out, (SflSlice){ value, value + strlen (value) });
  g_string_append_printf (out, "</ttm:%s>\n", element);
}

static void
append_head (GString *out, SflTranscript *transcript, const SflLineWalker *walker)
{
  g_autofree char *language = sfl_output_dup_language (transcript);

  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<tt xmlns=\"http://www.w3.org/ns/ttml\"\n"
                        "    xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\"\n"
                        "    xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\"\n"
                        "    ttp:contentProfiles=\"http://www.w3.org/ns/ttml/profile/imsc1.1/text\""
                        "\n    ttp:timeBase=\"media\" xml:space=\"preserve\" xml:lang=\"");
  if (language != NULL)
    g_string_append (out, language);
  g_string_append (out, "\">\n  <head>\n    <metadata>\n");
  append_meta (out, transcript, "title", SFL_META_TITLE);
  append_meta (out, transcript, "desc", SFL_META_NOTES);
  for (guint i = 0; i < sfl_transcript_get_n_speakers (transcript); i++) {
    const char *name = walker->names[i];

    if (name == NULL)
      continue;
    g_string_append_printf (out, "      <ttm:agent xml:id=\"speaker-%u\" type=\"person\">", i + 1);
    g_string_append (out, "<ttm:name type=\"full\">");
    sfl_output_xml (out, (SflSlice){ name, name + strlen (name) });
    g_string_append (out, "</ttm:name></ttm:agent>\n");
  }
  g_string_append (out, "    </metadata>\n  </head>\n  <body>\n    <div>\n");
}

static void
append_text (GString *out, SflSlice text)
{
  const char *row = text.start;

  for (const char *p = row; (p = memchr (p, '\n', text.end - p)) != NULL; row = ++p) {
    sfl_output_xml (out, (SflSlice){ row, p });
    g_string_append (out, "<br/>");
  }
  sfl_output_xml (out, (SflSlice){ row, text.end });
}

static void
append_times (GString *out, SflTime start, SflTime end)
{
  g_string_append (out, " begin=\"");
  sfl_output_clock (out, start, clock_style);
  g_string_append (out, "\" end=\"");
  sfl_output_clock (out, end, clock_style);
  g_string_append_c (out, '"');
}

static void
append_words (GString *out, const SflWalkedLine *line)
{
  const char *done = line->text.start;

  for (guint i = 0; i < line->n_words; i++) {
    const SflWord *word = &line->words[i];
    SflSlice text = { line->text.start + word->offset,
                      line->text.start + word->offset + word->length };
    SflTime start = CLAMP (word->start, line->start, line->end) - line->start;

    append_text (out, (SflSlice){ done, text.start });
    g_string_append (out, "<span");
    append_times (out, start, MAX (CLAMP (word->end, line->start, line->end) - line->start, start));
    g_string_append_c (out, '>');
    append_text (out, text);
    g_string_append (out, "</span>");
    done = text.end;
  }
  append_text (out, (SflSlice){ done, line->text.end });
}

GBytes *
sfl_ttml_write (SflTranscript *transcript, const SflWriteOptions *options, GError **error)
{
  g_auto (SflLineWalker) walker = { 0 };
  GString *out = g_string_new (NULL);
  SflWalkedLine line;

  sfl_line_walker_init (&walker, transcript, SFL_MSECOND);
  append_head (out, transcript, &walker);
  while (sfl_line_walker_next (&walker, &line)) {
    g_string_append (out, "      <p");
    append_times (out, line.start, line.end);
    if (line.name != NULL)
      g_string_append_printf (out, " ttm:agent=\"speaker-%d\"", line.speaker + 1);
    g_string_append_c (out, '>');
    if (line.n_words > 0)
      append_words (out, &line);
    else
      append_text (out, line.text);
    g_string_append (out, "</p>\n");
  }
  g_string_append (out, "    </div>\n  </body>\n</tt>\n");

  return sfl_output_end (out);
}
