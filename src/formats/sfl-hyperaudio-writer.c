/* sfl-hyperaudio-writer.c: a transcript as a page that plays
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One file for a browser, with the times where Hyperaudio has them: data-m and data-d,
 * milliseconds.  It plays the recording beside it and asks nothing of any network; its
 * own script and style are in hyperaudio/.
 */

#include "config.h"

#include "hyperaudio-resources.h"
#include "sfl-line-walker.h"
#include "sfl-output.h"
#include "sfl-writers.h"

#include <glib/gi18n-lib.h>

/* Whoever opens the page can see that nothing leaves it. */
#define POLICY                                                                                     \
  "default-src 'none'; media-src 'self' file:; style-src 'unsafe-inline'; script-src "             \
  "'unsafe-inline'"

static void
append_string (GString *out, const char *text)
{
  sfl_output_xml (out, (SflSlice){ text, text + strlen (text) });
}

static void
append_file (GString *out, const char *name)
{
  g_autofree char *path = g_strconcat ("/io/github/souffleur/Souffleur/hyperaudio/", name, NULL);
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (hyperaudio_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_string_append_len (out, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
append_head (GString *out, SflTranscript *transcript, const char *title)
{
  g_autofree char *language = sfl_output_dup_language (transcript);
  g_auto (GStrv) keys = sfl_transcript_dup_meta_keys (transcript);

  g_string_append (out, "<!DOCTYPE html>\n<html");
  if (language != NULL)
    g_string_append_printf (out, " lang=\"%s\"", language);
  g_string_append (out, ">\n<head>\n<meta charset=\"utf-8\">\n"
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"" POLICY "\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
  append_string (out, title != NULL ? title : _ ("Transcript"));
  g_string_append (out, "</title>\n");
  for (gsize i = 0; keys[i] != NULL; i++) {
    g_autofree char *value = sfl_output_dup_meta (transcript, keys[i]);

    if (value == NULL || strcmp (keys[i], SFL_META_TITLE) == 0 ||
        strcmp (keys[i], SFL_META_LANGUAGE) == 0)
      continue;
    g_string_append_printf (out, "<meta name=\"%s\" content=\"", keys[i]);
    append_string (out, value);
    g_string_append (out, "\">\n");
  }
  g_string_append (out, "<style>\n");
  append_file (out, "page.css");
  g_string_append (out, "</style>\n</head>\n<body>\n");
}

/* What stands above the text, and for programs in the head. */
static void
append_about (GString *out, SflTranscript *transcript)
{
  static const char *const keys[] = { SFL_META_PROGRAMME, SFL_META_DATE, SFL_META_NOTES };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autofree char *value = sfl_output_dup_meta (transcript, keys[i]);

    if (value == NULL)
      continue;
    g_string_append (out, "<p class=\"about\">");
    append_string (out, value);
    g_string_append (out, "</p>\n");
  }
}

static void
append_chapter (GString *out, const SflChapter *chapter)
{
  g_autofree char *title = sfl_output_dup_clean (chapter->title);

  if (title == NULL)
    return;
  g_string_append (out, "<h2 data-m=\"");
  sfl_output_number (out, (chapter->start + SFL_MSECOND / 2) / SFL_MSECOND, 1);
  g_string_append (out, "\">");
  append_string (out, title);
  g_string_append (out, "</h2>\n");
}

/* The name is a path relative to the page, whatever it looks like. */
static void
append_player (GString *out, const char *media_name)
{
  g_autofree char *name = g_utf8_make_valid (media_name, -1);
  g_autofree char *escaped = g_uri_escape_string (media_name, NULL, FALSE);
  g_autofree char *type = g_content_type_guess (media_name, NULL, 0, NULL);
  gboolean is_sound = g_content_type_is_a (type, "audio/*");

  g_string_append_printf (out,
                          "<div class=\"player\"><%s id=\"hyperplayer\" controls preload="
                          "\"metadata\" src=\"./%s\" title=\"",
                          is_sound ? "audio" : "video", escaped);
  append_string (out, name);
  g_string_append_printf (out, "\"></%s></div>\n", is_sound ? "audio" : "video");
}

static void
append_times (GString *out, SflTime start, SflTime end)
{
  g_string_append (out, " data-m=\"");
  sfl_output_number (out, start / SFL_MSECOND, 1);
  g_string_append (out, "\" data-d=\"");
  sfl_output_number (out, (end - start) / SFL_MSECOND, 1);
  g_string_append_c (out, '"');
}

static void
append_text (GString *out, SflSlice text)
{
  const char *row = text.start;

  for (const char *p = row; (p = memchr (p, '\n', text.end - p)) != NULL; row = ++p) {
    sfl_output_xml (out, (SflSlice){ row, p });
    g_string_append (out, "<br>");
  }
  sfl_output_xml (out, (SflSlice){ row, text.end });
}

static void
append_words (GString *out, const SflWalkedLine *line)
{
  const char *done = line->text.start;

  for (guint i = 0; i < line->n_words; i++) {
    const SflWord *word = &line->words[i];
    SflSlice text = { line->text.start + word->offset,
                      line->text.start + word->offset + word->length };

    append_text (out, (SflSlice){ done, text.start });
    g_string_append (out, "<span");
    append_times (out, word->start, word->end);
    if (word->confidence >= 0) {
      g_string_append (out, " data-c=\"");
      sfl_output_float (out, word->confidence);
      g_string_append_c (out, '"');
    }
    g_string_append_c (out, '>');
    append_text (out, text);
    g_string_append (out, "</span>");
    done = text.end;
  }
  append_text (out, (SflSlice){ done, line->text.end });
}

static void
append_line (GString *out, const SflWalkedLine *line, gboolean has_speakers)
{
  g_string_append (out, "<p");
  append_times (out, line->start, line->end);
  if (line->name != NULL) {
    g_string_append (out, "><span class=\"speaker\"");
    append_times (out, line->start, line->start);
    g_string_append_c (out, '>');
    append_string (out, line->name);
    g_string_append (out, ": </span>");
  } else {
    /* So that it is nobody's, and not that of the speaker above. */
    g_string_append (out, has_speakers ? " data-speaker=\"\">" : ">");
  }
  append_words (out, line);
  g_string_append (out, "</p>\n");
}

GBytes *
sfl_hyperaudio_write (SflTranscript *transcript, const SflWriteOptions *options, GError **error)
{
  g_autofree char *title = sfl_output_dup_meta (transcript, SFL_META_TITLE);
  g_auto (SflLineWalker) walker = { 0 };
  guint n_chapters, chapter = 0;
  const SflChapter *chapters = sfl_transcript_get_chapters (transcript, &n_chapters);
  GString *out = g_string_new (NULL);
  SflWalkedLine line;

  if (sfl_transcript_has_only_chapters (transcript))
    n_chapters = 0;
  append_head (out, transcript, title);
  if (title != NULL) {
    g_string_append (out, "<h1>");
    append_string (out, title);
    g_string_append (out, "</h1>\n");
  }
  append_about (out, transcript);
  if (options->media_name != NULL)
    append_player (out, options->media_name);

  g_string_append (out, "<article id=\"hypertranscript\"><section>\n");
  sfl_line_walker_init (&walker, transcript, SFL_MSECOND);
  while (sfl_line_walker_next (&walker, &line)) {
    if (sfl_slice_is_empty (line.text))
      continue;
    for (; chapter < n_chapters && chapters[chapter].start <= line.start; chapter++)
      append_chapter (out, &chapters[chapter]);
    append_line (out, &line, sfl_transcript_get_n_speakers (transcript) > 0);
  }
  for (; chapter < n_chapters; chapter++)
    append_chapter (out, &chapters[chapter]);
  g_string_append (out, "</section></article>\n<script>\n");
  append_file (out, "page.js");
  g_string_append (out, "</script>\n</body>\n</html>\n");

  return sfl_output_end (out);
}
