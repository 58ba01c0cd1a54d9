/* sfl-ass-writer.c: a transcript as Advanced SubStation
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain events of one plain style.  Word times are karaoke: each \k lasts until the
 * next, one without text is a pause, and one of no length covers text without a time.
 */

#include "config.h"

#include "sfl-line-walker.h"
#include "sfl-output.h"
#include "sfl-writers.h"

/* Shows nothing, and parts a backslash from what follows. */
#define WORD_JOINER "\xe2\x81\xa0"

#define RESOLUTION (10 * SFL_MSECOND)

static const SflClockStyle clock_style = { .n_hour_digits = 1, .sign = '.', .n_decimals = 2 };

static const char head[] =
    "ScriptType: v4.00+\n"
    "WrapStyle: 0\n"
    "ScaledBorderAndShadow: yes\n"
    "PlayResX: 1920\n"
    "PlayResY: 1080\n"
    "\n"
    "[V4+ Styles]\n"
    "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, "
    "BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, "
    "BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n"
    "Style: Default,Sans,64,&H00FFFFFF,&H00C0C0C0,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,3,"
    "1,2,80,80,60,1\n"
    "\n"
    "[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n";

/* A brace gets a backslash; a backslash that would have a meaning, a joiner. */
static void
append_text (GString *out, SflSlice text)
{
  for (const char *p = text.start; p < text.end; p++) {
    if (*p == '\n')
      g_string_append (out, "\\N");
    else if (*p == '{' || *p == '}')
      g_string_append_printf (out, "\\%c", *p);
    else if (*p == '\\' && (p + 1 == text.end || strchr ("Nnh{}\n", p[1]) != NULL))
      g_string_append (out, "\\" WORD_JOINER);
    else
      g_string_append_c (out, *p);
  }
}

/* A field ends with its comma. */
static void
append_field (GString *out, const char *text)
{
  gsize start = out->len;

  g_string_append (out, text);
  g_strdelimit (out->str + start, ",", ';');
}

static void
append_syllable (GString *out, SflTime length, SflSlice text)
{
  g_string_append (out, "{\\k");
  sfl_output_number (out, length / RESOLUTION, 1);
  g_string_append_c (out, '}');
  append_text (out, text);
}

static void
append_words (GString *out, const SflWalkedLine *line)
{
  const char *done = line->text.start;
  SflTime now = line->start;

  for (guint i = 0; i < line->n_words; i++) {
    const SflWord *word = &line->words[i];
    SflSlice text = { line->text.start + word->offset,
                      line->text.start + word->offset + word->length };
    SflSlice before = { done, text.start };
    SflTime start = MAX (word->start, now), end = word->end;

    if (start >= line->end)
      break;
    if (i + 1 < line->n_words)
      end = MIN (end, word[1].start);
    end = MAX (MIN (end, line->end), start + RESOLUTION);

    if (!sfl_slice_is_empty (sfl_slice_trim (before)))
      append_syllable (out, 0, before);
    else
      append_text (out, before);
    if (start > now)
      append_syllable (out, start - now, (SflSlice){ done, done });
    append_syllable (out, end - start, text);
    now = end;
    done = text.end;
  }
  if (!sfl_slice_is_empty (sfl_slice_trim ((SflSlice){ done, line->text.end })))
    append_syllable (out, 0, (SflSlice){ done, line->text.end });
}

GBytes *
sfl_ass_write (SflTranscript *transcript, const SflWriteOptions *options, GError **error)
{
  g_autofree char *title = sfl_output_dup_meta (transcript, SFL_META_TITLE);
  g_auto (SflLineWalker) walker = { 0 };
  GString *out = g_string_new ("[Script Info]\n");
  SflWalkedLine line;

  if (title != NULL)
    g_string_append_printf (out, "Title: %s\n", g_strdelimit (title, "\n", ' '));
  g_string_append (out, head);

  sfl_line_walker_init (&walker, transcript, RESOLUTION);
  while (sfl_line_walker_next (&walker, &line)) {
    if (sfl_slice_is_empty (line.text))
      continue;
    g_string_append (out, "Dialogue: 0,");
    sfl_output_clock (out, line.start, clock_style);
    g_string_append_c (out, ',');
    sfl_output_clock (out, line.end, clock_style);
    g_string_append (out, ",Default,");
    if (line.name != NULL)
      append_field (out, line.name);
    g_string_append (out, ",0,0,0,,");
    if (line.n_words > 0)
      append_words (out, &line);
    else
      append_text (out, line.text);
    g_string_append_c (out, '\n');
  }

  return sfl_output_end (out);
}
