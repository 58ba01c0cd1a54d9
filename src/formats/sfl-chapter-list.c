/* sfl-chapter-list.c: lists of chapters
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FFmpeg's metadata, the pairs of lines of Ogg tools, and lists as mp4chaps and people who
 * describe an episode write them: a few short titles, minutes apart.  Any thread.
 */

#include "config.h"

#include "sfl-chapter-list.h"

#include "sfl-error.h"
#include "sfl-ffmetadata.h"
#include "sfl-line-scanner.h"
#include "sfl-page-header.h"
#include "sfl-speaker-census.h"
#include "sfl-stamp.h"
#include "sfl-timestamp.h"

#include <glib/gi18n-lib.h>

/* A longer text is no list of chapters. */
#define MAX_LIST_BYTES (64 * 1024)

/* What tells titles from what is said: mean characters, and mean time between them. */
#define MAX_TITLE 60
#define MIN_GAP (60 * SFL_SECOND)

/* Two are a list only where there is nothing else, and fewer than these only where they begin
 * with the recording, as video sites ask for, or below a line that says what they are.
 */
#define MIN_CHAPTERS 3
#define ENOUGH_CHAPTERS 6
#define FROM_START (2 * SFL_SECOND)

#define TIME_FIRST                                                                                 \
  (SFL_STAMP_BIT (SFL_STAMP_RANGE) | SFL_STAMP_BIT (SFL_STAMP_BRACKET) |                           \
   SFL_STAMP_BIT (SFL_STAMP_BOLD_TIME) | SFL_STAMP_BIT (SFL_STAMP_UNITS) |                         \
   SFL_STAMP_BIT (SFL_STAMP_PREFIX))
#define TIME_LAST (SFL_STAMP_BIT (SFL_STAMP_NAME_TIME) | SFL_STAMP_BIT (SFL_STAMP_NAME_BRACKET))

/* --- CHAPTER01= ------------------------------------------------------------------------------ */

/* Splits "CHAPTER01=time" and "CHAPTER01NAME=title". */
static gboolean
split_pair (SflSlice line, guint64 *number, gboolean *is_name, SflSlice *value)
{
  const char *p = line.start + strlen ("CHAPTER");
  SflSlice digits;

  if (!sfl_slice_has_prefix (line, "CHAPTER"))
    return FALSE;
  digits = (SflSlice){ p, p };
  while (digits.end < line.end && g_ascii_isdigit (*digits.end))
    digits.end++;
  p = digits.end;
  *is_name = sfl_slice_has_prefix ((SflSlice){ p, line.end }, "NAME");
  if (*is_name)
    p += strlen ("NAME");
  if (!sfl_slice_get_number (digits, number) || !sfl_slice_take (&p, line.end, "="))
    return FALSE;
  *value = sfl_slice_trim ((SflSlice){ p, line.end });

  return TRUE;
}

static void
add_pair (SflTranscriptBuilder *builder, guint64 number, SflTime start, SflSlice title)
{
  g_autofree char *made_up = NULL;

  if (start == SFL_TIME_NONE)
    return;
  if (sfl_slice_is_empty (title)) {
    made_up = g_strdup_printf (_ ("Chapter %u"), (guint) number);
    title = (SflSlice){ made_up, made_up + strlen (made_up) };
  }
  sfl_transcript_builder_add_chapter (builder, start, title.start, title.end - title.start);
}

static void
read_pairs (SflTranscriptBuilder *builder, const char *text, gsize length)
{
  SflLineScanner scanner;
  SflSlice line, value, nothing = { "", "" };
  SflTime start = SFL_TIME_NONE;
  SflClock clock;
  guint64 last = 0, number;
  gboolean is_name;

  sfl_line_scanner_init (&scanner, text, length);
  while (sfl_line_scanner_next (&scanner, &line)) {
    line = sfl_slice_trim_invisible (line);
    if (!split_pair (line, &number, &is_name, &value))
      continue;
    if (is_name && number == last) {
      add_pair (builder, number, start, value);
      start = SFL_TIME_NONE;
    } else if (!is_name) {
      add_pair (builder, last, start, nothing);
      start = SFL_TIME_NONE;
      last = number;
      if (sfl_timestamp_is_clock (value, &clock) && clock.time <= SFL_TIME_MAX)
        start = clock.time;
      else
        sfl_transcript_builder_warn (builder, scanner.number, SFL_WARNING_IGNORED,
                                     _ ("A time that cannot be read was ignored, with its text"));
    }
  }
  add_pair (builder, last, start, nothing);
}

/* --- lists ----------------------------------------------------------------------------------- */

static SflSlice
get_title (const SflStamp *stamp)
{
  return SFL_STAMP_BIT (stamp->shape) & TIME_LAST ? stamp->name : stamp->text;
}

/* Pages glue their times to what is said; who lists chapters does not. */
static gboolean
is_glued (const SflStamp *stamp)
{
  return stamp->shape == SFL_STAMP_PREFIX && g_ascii_isdigit (stamp->text.start[-1]);
}

/* The line above a list that only says that it is one. */
static gboolean
is_heading (SflSlice line)
{
  static const char *const headings[] = {
    "chapters",   "chapitres", "chapitrage", "timestamps",        "timecodes",
    "time codes", "sommaire",  "contents",   "table of contents",
  };

  while (!sfl_slice_is_empty (line) && *line.start == '#')
    line.start++;
  line = sfl_slice_trim (line);
  if (!sfl_slice_is_empty (line) && line.end[-1] == ':')
    line = sfl_slice_trim ((SflSlice){ line.start, line.end - 1 });
  for (gsize i = 0; i < G_N_ELEMENTS (headings); i++)
    if (sfl_slice_is_word (line, headings[i]))
      return TRUE;

  return FALSE;
}

/* Titles may ask or exclaim; sentences end and go on. */
static gboolean
is_sentence (SflSlice title)
{
  static const char *const ends[] = { ".", "…", ",", ";" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (sfl_slice_has_suffix (title, ends[i]))
      return TRUE;

  return FALSE;
}

/* Whether the lines of @shapes are chapters: one after the other, short, and minutes apart. */
static gboolean
is_list (const char *text, gsize length, guint shapes)
{
  g_auto (SflSpeakerCensus) census = { 0 };
  SflLineScanner scanner;
  SflSlice line;
  SflStamp stamp;
  SflTime first = 0, last = 0;
  guint n = 0, n_others = 0, n_sentences = 0;
  gsize n_characters = 0;
  gboolean after = FALSE, announced = FALSE;

  sfl_speaker_census_init (&census);
  sfl_line_scanner_init (&scanner, text, length);
  while (sfl_line_scanner_next (&scanner, &line)) {
    line = sfl_slice_trim_invisible (line);
    if (sfl_slice_is_empty (line))
      continue;
    if (!sfl_stamp_read (&stamp, line, shapes)) {
      after = n > 0;
      announced |= n == 0 && is_heading (line);
      n_others++;
      continue;
    }
    if (after || sfl_slice_is_empty (get_title (&stamp)) || is_glued (&stamp) ||
        (n > 0 && stamp.start <= last))
      return FALSE;
    if (n++ == 0)
      first = stamp.start;
    last = stamp.start;
    n_characters += sfl_slice_count_characters (get_title (&stamp));
    n_sentences += is_sentence (get_title (&stamp));
    sfl_speaker_census_add (&census, get_title (&stamp));
  }
  if (n < MIN_CHAPTERS && (n < 2 || n_others > 0 || first > 0))
    return FALSE;
  if (n < ENOUGH_CHAPTERS && first > FROM_START && !announced)
    return FALSE;

  return n_characters < (gsize) n * MAX_TITLE && 2 * n_sentences < n &&
         (last - first) / (n - 1) > MIN_GAP && !sfl_speaker_census_agrees (&census);
}

/* The shapes of the chapters in @text, 0 when it is no list of them. */
static guint
find_shapes (const char *text, gsize length)
{
  if (length > MAX_LIST_BYTES)
    return 0;
  if (is_list (text, length, TIME_FIRST))
    return TIME_FIRST;

  return is_list (text, length, TIME_LAST) ? TIME_LAST : 0;
}

static void
read_list (SflTranscriptBuilder *builder,
           const char *text,
           gsize length,
           guint shapes,
           const SflParseOptions *options)
{
  g_auto (SflPageHeader) header = { 0 };
  double frame_rate = sfl_timestamp_get_frame_rate (options);
  SflLineScanner scanner;
  SflSlice line;
  SflStamp stamp;
  gboolean in_list = FALSE;

  sfl_page_header_init (&header);
  sfl_line_scanner_init (&scanner, text, length);
  while (sfl_line_scanner_next (&scanner, &line)) {
    line = sfl_slice_trim_invisible (line);
    if (sfl_slice_is_empty (line))
      continue;
    if (sfl_stamp_read (&stamp, line, shapes)) {
      SflClock clock = { stamp.start, stamp.n_parts, stamp.frames };
      SflSlice title = get_title (&stamp);

      in_list = TRUE;
      sfl_transcript_builder_add_chapter (builder,
                                          sfl_timestamp_read_clock (&clock, options->time_shape,
                                                                    frame_rate),
                                          title.start, title.end - title.start);
    } else if (in_list) {
      sfl_page_header_add_note (&header, line);
    } else if (!is_heading (line)) {
      sfl_page_header_add (&header, line);
    }
  }
  sfl_page_header_end (&header, builder);
}

static gboolean
has_pairs (SflSlice text)
{
  SflLineScanner scanner;
  SflSlice line, value;
  SflClock clock;
  guint64 number;
  gboolean is_name;

  sfl_line_scanner_init (&scanner, text.start, text.end - text.start);

  return sfl_line_scanner_next (&scanner, &line) &&
         split_pair (sfl_slice_trim (line), &number, &is_name, &value) && !is_name &&
         sfl_timestamp_is_clock (value, &clock);
}

gboolean
sfl_chapter_list_sniff (const char *text, gsize length)
{
  SflSlice slice = sfl_slice_trim_invisible ((SflSlice){ text, text + length });

  return sfl_ffmetadata_sniff (slice) || has_pairs (slice) || find_shapes (text, length) != 0;
}

gboolean
sfl_chapter_list_parse (SflTranscriptBuilder *builder,
                        const char *text,
                        gsize length,
                        const SflParseOptions *options,
                        GError **error)
{
  SflSlice slice = sfl_slice_trim_invisible ((SflSlice){ text, text + length });
  guint shapes;

  if (sfl_ffmetadata_sniff (slice)) {
    sfl_ffmetadata_read (builder, text, length);
  } else if (has_pairs (slice)) {
    read_pairs (builder, text, length);
  } else {
    shapes = find_shapes (text, length);
    /* Who asks for chapters knows better. */
    read_list (builder, text, length, shapes != 0 ? shapes : TIME_FIRST, options);
  }
  if (sfl_transcript_builder_get_n_chapters (builder) > 0)
    return TRUE;

  g_set_error_literal (error, SFL_ERROR, SFL_ERROR_FORMAT, _ ("This file lists no chapters"));

  return FALSE;
}
