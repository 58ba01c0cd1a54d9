/* sfl-scc.c: Scenarist closed captions
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bytes that American television sends with each picture, two at a time (CEA-608),
 * in hexadecimal digits.  They drive a screen of 15 rows: captions are prepared behind it
 * and shown at once, or written on it, or roll up on it.  The first channel is read.
 * Any thread.
 */

#include "config.h"

#include "sfl-scc.h"

#include "sfl-line-scanner.h"

#include <glib/gi18n-lib.h>

#define N_ROWS 15

/* A screen shows 32; careless authors write on beside it, and mean what they write. */
#define N_COLUMNS 64

typedef enum {
  MODE_NONE, /* text services, and before the first command */
  MODE_POP_ON,
  MODE_ROLL_UP,
  MODE_PAINT_ON,
} Mode;

/* A cell is 0 where nothing was written. */
typedef gunichar Screen[N_ROWS][N_COLUMNS];

typedef struct {
  SflTranscriptBuilder *builder;
  Screen screens[2];
  guint shown;   /* which one of them; the other one is being prepared */
  SflTime start; /* of what is shown, SFL_TIME_NONE for nothing */
  Mode mode;
  int row;
  int column;
  gboolean other_channel;
  guint last_command; /* commands are sent twice, for safety */
  gint64 offset;      /* frames taken off each time */
  gboolean more;      /* FALSE when no more lines are wanted */
} Reader;

/* What the codes of ASCII stand for where they differ, from 0x27. */
static gunichar
get_basic (guint code)
{
  static const struct {
    guint8 code;
    gunichar c;
  } differences[] = {
    { 0x2a, 0xe1 }, { 0x5c, 0xe9 }, { 0x5e, 0xed }, { 0x5f, 0xf3 }, { 0x60, 0xfa },
    { 0x7b, 0xe7 }, { 0x7c, 0xf7 }, { 0x7d, 0xd1 }, { 0x7e, 0xf1 }, { 0x7f, 0x2588 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (differences); i++)
    if (differences[i].code == code)
      return differences[i].c;

  return code;
}

/* 0x11 0x30 to 0x3f. */
static const gunichar special[] = { 0xae, 0xb0, 0xbd, 0xbf, 0x2122, 0xa2, 0xa3, 0x266a,
                                    0xe0, 0xa0, 0xe8, 0xe2, 0xea,   0xee, 0xf4, 0xfb };

/* 0x12 and 0x13, each 0x20 to 0x3f; they take the place of the character before. */
static const gunichar extended[2][32] = {
  { 0xc1, 0xc9,   0xd3,   0xda,   0xdc,   0xfc, 0x2018, 0xa1, 0x2a, 0x27, 0x2014,
    0xa9, 0x2120, 0x2022, 0x201c, 0x201d, 0xc0, 0xc2,   0xc7, 0xc8, 0xca, 0xcb,
    0xeb, 0xce,   0xcf,   0xef,   0xd4,   0xd9, 0xf9,   0xdb, 0xab, 0xbb },
  { 0xc3, 0xe3,   0xcd, 0xcc, 0xec, 0xd2, 0xf2,   0xd5,   0xf5,   0x7b,  0x7d,
    0x5c, 0x5e,   0x5f, 0x7c, 0x7e, 0xc4, 0xe4,   0xd6,   0xf6,   0xdf,  0xa5,
    0xa4, 0x2502, 0xc5, 0xe5, 0xd8, 0xf8, 0x250c, 0x2510, 0x2514, 0x2518 },
};

static void
clear (Reader *self, guint screen)
{
  memset (self->screens[screen], 0, sizeof (Screen));
}

static void
append_row (Reader *self, const gunichar *cells)
{
  char row[N_COLUMNS * 4];
  gsize length = 0;
  SflSlice text;

  for (int i = 0; i < N_COLUMNS; i++) {
    gunichar c = cells[i] != 0 ? cells[i] : ' ';

    /* One space is enough: colours take places, too. */
    if (c != ' ' || (length > 0 && row[length - 1] != ' '))
      length += g_unichar_to_utf8 (c, row + length);
  }
  text = sfl_slice_trim ((SflSlice){ row, row + length });
  if (sfl_slice_is_empty (text))
    return;
  if (sfl_transcript_builder_get_line_length (self->builder) > 0)
    sfl_transcript_builder_append (self->builder, "\n", 1);
  sfl_transcript_builder_append (self->builder, text.start, text.end - text.start);
}

/* What is shown lasts until @end. */
static void
end_caption (Reader *self, SflTime end)
{
  if (self->start == SFL_TIME_NONE)
    return;
  if (!sfl_transcript_builder_begin_line (self->builder, self->start, end, -1)) {
    self->more = FALSE;
    return;
  }
  for (int i = 0; i < N_ROWS; i++)
    append_row (self, self->screens[self->shown][i]);
  if (sfl_transcript_builder_get_line_length (self->builder) == 0)
    sfl_transcript_builder_drop_line (self->builder);
  else
    sfl_transcript_builder_end_line (self->builder);
  self->start = SFL_TIME_NONE;
}

static void
erase_shown (Reader *self, SflTime time)
{
  end_caption (self, time);
  clear (self, self->shown);
}

static void
write_character (Reader *self, gunichar c, SflTime time)
{
  guint screen = self->mode == MODE_POP_ON ? !self->shown : self->shown;

  if (self->mode == MODE_NONE)
    return;
  if (self->mode != MODE_POP_ON && self->start == SFL_TIME_NONE)
    self->start = time;
  self->screens[screen][self->row][self->column] = c;
  /* What does not fit on a row overwrites its last character. */
  self->column = MIN (self->column + 1, N_COLUMNS - 1);
}

static void
set_mode (Reader *self, Mode mode, SflTime time)
{
  if (mode != MODE_POP_ON && self->mode != mode)
    erase_shown (self, time);
  if (mode == MODE_ROLL_UP && self->mode != mode) {
    self->row = N_ROWS - 1;
    self->column = 0;
  }
  self->mode = mode;
}

static void
do_command (Reader *self, guint code, SflTime time)
{
  guint screen = self->mode == MODE_POP_ON ? !self->shown : self->shown;

  switch (code) {
  case 0x20: /* resume caption loading */
    set_mode (self, MODE_POP_ON, time);
    break;
  case 0x21: /* backspace */
    self->column = MAX (self->column - 1, 0);
    self->screens[screen][self->row][self->column] = 0;
    break;
  case 0x24: /* delete to the end of the row */
    for (int i = self->column; i < N_COLUMNS; i++)
      self->screens[screen][self->row][i] = 0;
    break;
  case 0x25: /* roll up by 2, 3 or 4 rows */
  case 0x26:
  case 0x27:
    set_mode (self, MODE_ROLL_UP, time);
    break;
  case 0x29: /* resume direct captioning */
    set_mode (self, MODE_PAINT_ON, time);
    break;
  case 0x2a: /* text restart, resume text display */
  case 0x2b:
    self->mode = MODE_NONE;
    break;
  case 0x2c: /* erase displayed memory */
    erase_shown (self, time);
    break;
  case 0x2d: /* carriage return; the rows above were read when they were new */
    if (self->mode == MODE_ROLL_UP)
      erase_shown (self, time);
    self->column = 0;
    break;
  case 0x2e: /* erase non-displayed memory */
    clear (self, !self->shown);
    break;
  case 0x2f: /* end of caption: show what was prepared; what was shown is never wanted again */
    erase_shown (self, time);
    self->shown = !self->shown;
    self->start = time;
    self->mode = MODE_POP_ON;
    break;
  default:
    break;
  }
}

/* A preamble says where what follows is written. */
static void
go_to (Reader *self, guint first, guint second)
{
  /* The row of each first byte from 0x10, for a second byte below 0x60. */
  static const guint8 rows[8] = { 10, 0, 2, 11, 13, 4, 6, 8 };

  self->row = MIN (rows[first & 7] + (first != 0x10 && (second & 0x20) != 0), N_ROWS - 1);
  self->column = (second & 0x10) != 0 ? (second & 0x0e) * 2 : 0;
}

static void
read_control (Reader *self, guint first, guint second, SflTime time)
{
  self->other_channel = (first & 0x08) != 0;
  if (self->other_channel)
    return;

  if (second >= 0x40) {
    go_to (self, first, second);
  } else if (first == 0x11 && second >= 0x30) {
    write_character (self, special[second - 0x30], time);
  } else if (first == 0x11 && second >= 0x20) {
    write_character (self, ' ', time); /* a colour takes a place */
  } else if ((first == 0x12 || first == 0x13) && second >= 0x20) {
    self->column = MAX (self->column - 1, 0);
    write_character (self, extended[first - 0x12][second - 0x20], time);
  } else if (first == 0x14 || first == 0x15) {
    do_command (self, second, time);
  } else if (first == 0x17 && second >= 0x21 && second <= 0x23) {
    self->column = MIN (self->column + (int) second - 0x20, N_COLUMNS - 1);
  }
}

/* Two bytes, each with a parity bit. */
static void
read_pair (Reader *self, guint pair, SflTime time)
{
  guint first = pair >> 8 & 0x7f, second = pair & 0x7f;

  if (first >= 0x10 && first < 0x20) {
    gboolean repeated = self->last_command == (first << 8 | second);

    self->last_command = repeated ? 0 : first << 8 | second;
    if (!repeated)
      read_control (self, first, second, time);
    return;
  }
  self->last_command = 0;
  if (first < 0x20 || self->other_channel)
    return;
  write_character (self, get_basic (first), time);
  if (second >= 0x20)
    write_character (self, get_basic (second), time);
}

/* When a picture is shown: 30000 of them take 1001 seconds, whatever their numbers say. */
static SflTime
get_time (gint64 frames)
{
  return frames * 1001 * (SFL_SECOND / 10000) / 3;
}

/* HH:MM:SS:FF; with a semicolon two numbers are left out each minute but every tenth.
 * @hours is what the hours alone make.
 */
static gboolean
take_frames (const char **p, const char *end, gint64 *frames, gint64 *hours)
{
  const char *q = *p;
  guint parts[4];
  gboolean drops = FALSE;

  for (int i = 0; i < 4; i++) {
    if (end - q < 2 || !g_ascii_isdigit (q[0]) || !g_ascii_isdigit (q[1]))
      return FALSE;
    parts[i] = (q[0] - '0') * 10 + (q[1] - '0');
    q += 2;
    if (i == 3)
      break;
    if (q == end || (*q != ':' && !(i == 2 && strchr (";.,", *q) != NULL)))
      return FALSE;
    drops = *q++ != ':';
  }
  *frames = (((gint64) parts[0] * 60 + parts[1]) * 60 + parts[2]) * 30 + parts[3];
  *hours = (gint64) parts[0] * 60 * 60 * 30;
  if (drops) {
    guint minutes = parts[0] * 60 + parts[1];

    *frames -= 2 * (minutes - minutes / 10);
    *hours -= 2 * 54 * parts[0];
  }
  *p = q;

  return TRUE;
}

static gboolean
take_pair (const char **p, const char *end, guint *pair)
{
  *p = sfl_slice_skip_space (*p, end);
  if (end - *p < 4)
    return FALSE;
  *pair = 0;
  for (int i = 0; i < 4; i++) {
    if (!g_ascii_isxdigit ((*p)[i]))
      return FALSE;
    *pair = *pair << 4 | (guint) g_ascii_xdigit_value ((*p)[i]);
  }
  *p += 4;

  return TRUE;
}

/* Tapes begin at an hour.  Where the recording is too short for that, it is taken off. */
static void
find_offset (Reader *self, gint64 first, gint64 hours, const SflParseOptions *options)
{
  if (hours == 0 || options->media_duration <= 0 || get_time (first) <= options->media_duration)
    return;
  self->offset = hours;
  sfl_transcript_builder_warn (self->builder, 0, SFL_WARNING_REPAIRED,
                               _ ("The times begin hours after the recording ends; the hours "
                                  "were taken off"));
}

gboolean
sfl_scc_sniff (const char *text, gsize length)
{
  return sfl_slice_has_prefix (sfl_slice_trim_invisible ((SflSlice){ text, text + length }),
                               "Scenarist_SCC");
}

gboolean
sfl_scc_parse (SflTranscriptBuilder *builder,
               const char *text,
               gsize length,
               const SflParseOptions *options,
               GError **error)
{
  Reader self = { .builder = builder, .start = SFL_TIME_NONE, .row = N_ROWS - 1, .more = TRUE };
  gboolean has_time = FALSE;
  SflLineScanner scanner;
  SflSlice line;

  sfl_line_scanner_init (&scanner, text, length);
  while (self.more && sfl_line_scanner_next (&scanner, &line)) {
    gint64 frames, hours;
    guint pair;

    line = sfl_slice_trim_invisible (line);
    if (sfl_slice_is_empty (line) || sfl_slice_has_prefix (line, "Scenarist_SCC"))
      continue;
    if (!take_frames (&line.start, line.end, &frames, &hours)) {
      sfl_transcript_builder_warn (builder, scanner.number, SFL_WARNING_IGNORED,
                                   _ ("A time that cannot be read was ignored, with its text"));
      continue;
    }
    if (!has_time)
      find_offset (&self, frames, hours, options);
    has_time = TRUE;
    frames -= self.offset;
    self.last_command = 0;
    /* Each pair takes the time of a picture to be sent. */
    for (; take_pair (&line.start, line.end, &pair) && self.more; frames++)
      read_pair (&self, pair, get_time (frames));
    if (self.more && !sfl_slice_is_empty (sfl_slice_trim (line)))
      sfl_transcript_builder_warn (builder, scanner.number, SFL_WARNING_IGNORED,
                                   _ ("What is no code was ignored, with the rest of its line"));
  }
  end_caption (&self, SFL_TIME_NONE);

  return TRUE;
}
