/* round-trip.h: is what was read again what was written?
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-format.h"

G_BEGIN_DECLS

/* A line in the simplest terms that all forms share. */
typedef struct {
  SflTime start;
  SflTime end;
  char *name;
  char *text;
  GString *words; /* "word 1000-1200" one a line, ms */
} PlainLine;

static inline void
plain_line_clear (gpointer data)
{
  PlainLine *line = data;

  g_free (line->name);
  g_free (line->text);
  g_string_free (line->words, TRUE);
}

/* The words of @text, with one space between two, and one line break between two rows that
 * have any: white space is no form's business.
 */
static inline char *
normalize (const char *text, gsize length, gboolean keep_rows)
{
  GString *plain = g_string_new (NULL);
  char pending = 0;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gboolean is_break = c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
    gboolean is_space = is_break || g_unichar_isspace (c) || c == 0x202f || c == 0xa0;

    if (is_space) {
      if (is_break && keep_rows)
        pending = '\n';
      else if (pending == 0)
        pending = ' ';
      continue;
    }
    /* No file takes these; the word joiner keeps text from being read as a mark. */
    if (g_unichar_iscntrl (c) || (c & 0xfffe) == 0xfffe || c == 0x2060)
      continue;
    if (pending != 0 && plain->len > 0)
      g_string_append_c (plain, pending);
    pending = 0;
    g_string_append_unichar (plain, c);
  }

  return g_string_free (plain, FALSE);
}

static inline SflTime
round_time (SflTime time, SflTime resolution)
{
  return (time + resolution / 2) / resolution * resolution;
}

static inline gboolean
is_one_of (const SflFormat *format, const char *ids)
{
  g_auto (GStrv) list = g_strsplit (ids, " ", -1);

  return g_strv_contains ((const char *const *) list, format->id);
}

/* The words as @format can hold them: where stamps stand between words, each begins after
 * the one before it, inside its line, and ends where the next begins at the latest.
 */
static inline void
describe_words (PlainLine *line, SflTranscript *transcript, guint number, const SflFormat *format)
{
  const char *text = sfl_transcript_get_text (transcript, NULL);
  const SflWord *words = sfl_transcript_get_words (transcript, NULL);
  const SflLine *l = &sfl_transcript_get_lines (transcript, NULL)[number];
  gboolean rises = is_one_of (format, "vtt ass");
  gboolean is_glued = is_one_of (format, "podcast-json");
  gboolean covers_all = is_one_of (format, "lrc");
  SflTime last = line->start;
  guint first, n;

  sfl_transcript_get_line_words (transcript, number, &first, &n);
  for (guint i = first; i < first + n; i++) {
    gsize from = words[i].offset, to = from + words[i].length;
    float confidence = words[i].confidence;
    SflTime start = round_time (words[i].start, format->resolution);
    SflTime end = round_time (words[i].end, format->resolution);
    g_autofree char *word = NULL;

    /* Punctuation without a time is part of its word where nothing can part them. */
    if (covers_all)
      to = i + 1 < first + n ? words[i + 1].offset : (gsize) l->offset + l->length;
    while (is_glued && i + 1 < first + n && words[i + 1].offset == to) {
      i++;
      to += words[i].length;
      confidence = MIN (confidence, words[i].confidence);
      end = round_time (words[i].end, format->resolution);
    }
    word = normalize (text + from, to - from, FALSE);
    if (*word == '\0')
      continue;

    if (rises) {
      start = MAX (start, last + (i > first ? format->resolution : 0));
      if (start >= line->end)
        break;
      if (i + 1 < first + n)
        end = MIN (end, round_time (words[i + 1].start, format->resolution));
      end = CLAMP (end, start + format->resolution, line->end);
      last = start;
    }
    g_string_append_printf (line->words, "%s %" G_GINT64_FORMAT, word, start / SFL_MSECOND);
    if (format->holds & SFL_FORMAT_HOLDS_WORD_ENDS)
      g_string_append_printf (line->words, "-%" G_GINT64_FORMAT, end / SFL_MSECOND);
    if ((format->holds & SFL_FORMAT_HOLDS_CONFIDENCES) && confidence >= 0)
      g_string_append_printf (line->words, " %.4f", confidence);
    g_string_append_c (line->words, '\n');
  }
}

/* The same at the same time, which subtitles have in layers and streams at their joints. */
static inline gboolean
is_repeated (const GArray *lines, const PlainLine *line)
{
  for (guint i = lines->len; i > 0; i--) {
    const PlainLine *earlier = &g_array_index (lines, PlainLine, i - 1);

    if (earlier->start != line->start || line->start == SFL_TIME_NONE)
      return FALSE;
    if (earlier->end == line->end && g_strcmp0 (earlier->name, line->name) == 0 &&
        strcmp (earlier->text, line->text) == 0)
      return TRUE;
  }

  return FALSE;
}

/* The lines of @transcript, but for what @format cannot hold.  Where names stand before the
 * text, they are part of it.
 */
static inline GArray *
get_plain_lines (SflTranscript *transcript, const SflFormat *format, gboolean names_are_text)
{
  GArray *plain = g_array_new (FALSE, TRUE, sizeof (PlainLine));
  const char *text = sfl_transcript_get_text (transcript, NULL);
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);

  g_array_set_clear_func (plain, plain_line_clear);
  for (guint i = 0; i < n_lines; i++) {
    PlainLine line = { SFL_TIME_NONE, SFL_TIME_NONE, NULL, NULL, g_string_new (NULL) };
    const char *name = sfl_transcript_get_speaker (transcript, lines[i].speaker);

    line.text = normalize (text + lines[i].offset, lines[i].length,
                           (format->holds & SFL_FORMAT_HOLDS_ROWS) != 0);
    if (format->holds & SFL_FORMAT_HOLDS_TIMES)
      line.start = round_time (lines[i].start, format->resolution);
    if (format->holds & SFL_FORMAT_HOLDS_ENDS)
      line.end =
          MAX (round_time (lines[i].end, format->resolution), line.start + format->resolution);
    if (name != NULL && (format->holds & SFL_FORMAT_HOLDS_SPEAKERS))
      line.name = normalize (name, strlen (name), FALSE);
    if (names_are_text && line.name != NULL) {
      g_autofree char *joined = g_strdup_printf ("%s: %s", line.name, line.text);

      g_free (line.text);
      line.text = normalize (joined, strlen (joined), TRUE);
      g_clear_pointer (&line.name, g_free);
    }
    if (format->holds & SFL_FORMAT_HOLDS_WORDS)
      describe_words (&line, transcript, i, format);
    if (*line.text == '\0' || is_repeated (plain, &line))
      plain_line_clear (&line);
    else
      g_array_append_val (plain, line);
  }

  return plain;
}

/* Where names stand before the text, a line of nobody may be taken for the last speaker's. */
static inline gboolean
is_carried (const char *read, const char *written)
{
  return g_str_has_suffix (read, written) && strstr (read, ": ") != NULL;
}

/* What of @written is not in @read, in words; NULL when all of it is. */
static inline char *
find_difference (SflTranscript *written,
                 SflTranscript *read,
                 const SflFormat *format,
                 gboolean names_are_text)
{
  g_autoptr (GArray) before = get_plain_lines (written, format, names_are_text);
  g_autoptr (GArray) after = get_plain_lines (read, format, names_are_text);

  for (guint i = 0; i < MIN (before->len, after->len); i++) {
    const PlainLine *x = &g_array_index (before, PlainLine, i);
    const PlainLine *y = &g_array_index (after, PlainLine, i);

    if (x->start != y->start)
      return g_strdup_printf ("line %u starts at %" G_GINT64_FORMAT " ns, not at %" G_GINT64_FORMAT,
                              i, y->start, x->start);
    if (x->end != y->end)
      return g_strdup_printf ("line %u ends at %" G_GINT64_FORMAT " ns, not at %" G_GINT64_FORMAT,
                              i, y->end, x->end);
    if (g_strcmp0 (x->name, y->name) != 0)
      return g_strdup_printf ("line %u is by '%s', not '%s'", i, y->name, x->name);
    if (strcmp (x->text, y->text) != 0 && !(names_are_text && is_carried (y->text, x->text)))
      return g_strdup_printf ("line %u is '%s', not '%s'", i, y->text, x->text);
    if (strcmp (x->words->str, y->words->str) != 0)
      return g_strdup_printf ("line %u has the words\n%s, not\n%s", i, y->words->str,
                              x->words->str);
  }
  if (before->len != after->len)
    return g_strdup_printf ("%u lines, not %u", after->len, before->len);

  return NULL;
}

G_END_DECLS
