/* sfl-timestamp.c: times as files write them
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each function steps over one time at *p and leaves *p alone when there is none.
 * No locale, and nothing overflows: a time too large to count is said to be huge.
 */

#include "config.h"

#include "sfl-timestamp.h"

/* Frames a second of HH:MM:SS:FF, where nothing tells. */
#define FRAME_RATE 25

/* More digits say no more: fractions are kept to the nanosecond. */
#define MAX_FRACTION_DIGITS 9

/* Hours, minutes and seconds may each be too many; the sum may not overflow. */
static SflTime
add_up (gint64 hours, gint64 minutes, gint64 seconds, SflTime fraction)
{
  if (hours > SFL_TIME_MAX / SFL_HOUR || minutes > SFL_TIME_MAX / SFL_MINUTE ||
      seconds > SFL_TIME_MAX / SFL_SECOND)
    return SFL_TIMESTAMP_HUGE;

  return (hours * 3600 + minutes * 60 + seconds) * SFL_SECOND + fraction;
}

/* Steps over up to @max digits.  Returns how many. */
static guint
take_digits (const char **p, const char *end, guint max, gint64 *value)
{
  guint n = 0;
  int digit;

  *value = 0;
  while (n < max && sfl_slice_take_digit (p, end, &digit)) {
    if (*value <= SFL_TIME_MAX / SFL_MSECOND)
      *value = *value * 10 + digit;
    n++;
  }

  return n;
}

/* Steps over the digits of a decimal fraction, after @n_zeros more. */
static guint
take_fraction (const char **p, const char *end, guint n_zeros, guint max, SflTime *fraction)
{
  SflTime unit = SFL_SECOND;
  guint n = 0;
  int digit;

  *fraction = 0;
  for (guint i = 0; i < n_zeros && i < MAX_FRACTION_DIGITS; i++)
    unit /= 10;
  while (n < max && sfl_slice_take_digit (p, end, &digit)) {
    unit /= 10;
    *fraction += digit * unit;
    n++;
  }

  return n;
}

/* A comma or a point; also the full-width and the Arabic comma, and a colon before
 * three digits.
 */
static gboolean
take_decimal_sign (const char **p, const char *end)
{
  const char *q = *p;
  gint64 value;

  if (sfl_slice_take (p, end, ",") || sfl_slice_take (p, end, ".") ||
      sfl_slice_take (p, end, "\xef\xbc\x8c") || sfl_slice_take (p, end, "\xd8\x8c") ||
      sfl_slice_take (p, end, "\xd9\xab"))
    return TRUE;
  if (!sfl_slice_take_colon (&q, end) || take_digits (&q, end, 4, &value) != 3)
    return FALSE;

  return sfl_slice_take_colon (p, end);
}

/* The fraction of a SubRip time, after its comma or point.  Blanks before fewer than
 * three digits are leading zeros of old players, before three the work of a
 * translation service; 1000 is a second that was rounded up.
 */
static void
take_srt_fraction (const char **p, const char *end, SflTime *fraction)
{
  const char *digits = *p, *q;
  guint n_blanks = 0, n;
  gint64 value;

  while (digits < end && *digits == ' ') {
    digits++;
    n_blanks++;
  }
  q = digits;
  n = take_fraction (&q, end, 0, G_MAXUINT, fraction);
  if (n == 0)
    return;
  if (n < 3 && n_blanks > 0) {
    q = digits;
    take_fraction (&q, end, n_blanks, G_MAXUINT, fraction);
  } else if (n == 4) {
    const char *four = digits;

    take_digits (&four, end, 4, &value);
    if (value == 1000)
      *fraction = SFL_SECOND;
  }
  *p = q;
}

/* The number of two digits at place @at of q. */
#define TWO(at) ((q[at] - '0') * 10 + (q[(at) + 1] - '0'))

/* 01:02:03,456 with a comma or a point: how all but a few files write their times. */
static inline gboolean
take_usual (const char **p, const char *end, SflTime *time)
{
  static const char places[] = { 0, 1, 3, 4, 6, 7, 9, 10, 11 };
  const char *q = *p;
  guint bad = 0;
  gint64 seconds;

  if (end - q < 12 || q[2] != ':' || q[5] != ':' || (q[8] != ',' && q[8] != '.'))
    return FALSE;
  if (end - q > 12 && (guchar) (q[12] - '0') <= 9)
    return FALSE;
  for (gsize i = 0; i < sizeof places; i++)
    bad |= (guchar) (q[(int) places[i]] - '0') > 9;
  if (bad)
    return FALSE;

  seconds = (TWO (0) * 60 + TWO (3)) * 60 + TWO (6);
  if (TWO (3) > 59 || TWO (6) > 59)
    return FALSE;
  *time = (seconds * 1000 + TWO (9) * 10 + (q[11] - '0')) * SFL_MSECOND;
  *p = q + 12;

  return TRUE;
}

/* Any number of hours, then minutes and seconds of up to three digits, blanks after
 * the separators, a fraction or none.  A minus sign anywhere makes it @negative, and
 * the time 0.
 */
gboolean
sfl_timestamp_take_srt (const char **p, const char *end, SflTime *time, gboolean *negative)
{
  const char *q = *p;
  gint64 parts[3] = { 0 };
  SflTime fraction = 0;
  gboolean minus = FALSE;
  int n_parts = 0;

  if (take_usual (p, end, time))
    return TRUE;

  for (;;) {
    guint n;

    minus = sfl_slice_take (&q, end, "-") || minus;
    n = take_digits (&q, end, G_MAXUINT, &parts[n_parts]);
    if (n == 0 || (n_parts > 0 && n > 3))
      return FALSE;
    if (++n_parts == 3)
      break;
    if (!sfl_slice_take_colon (&q, end))
      break;
    q = sfl_slice_skip_space (q, end);
  }
  if (n_parts < 2)
    return FALSE;
  if (take_decimal_sign (&q, end)) {
    minus = sfl_slice_take (&q, end, "-") || minus;
    take_srt_fraction (&q, end, &fraction);
  }

  if (minus) {
    *time = 0;
    *negative = TRUE;
  } else {
    *time = n_parts == 3 ? add_up (parts[0], parts[1], parts[2], fraction)
                         : add_up (0, parts[0], parts[1], fraction);
  }
  *p = q;

  return TRUE;
}

/* 1:02:03.45: how all but a few SubStation files write their times. */
static inline gboolean
take_usual_ass (const char **p, const char *end, SflTime *time)
{
  static const char places[] = { 0, 2, 3, 5, 6, 8, 9 };
  const char *q = *p;
  guint bad = 0;
  gint64 seconds;

  if (end - q < 10 || q[1] != ':' || q[4] != ':' || q[7] != '.')
    return FALSE;
  if (end - q > 10 && g_ascii_isdigit (q[10]))
    return FALSE;
  for (gsize i = 0; i < sizeof places; i++)
    bad |= (guchar) (q[(int) places[i]] - '0') > 9;
  if (bad)
    return FALSE;

  seconds = ((q[0] - '0') * 60 + TWO (2)) * 60 + TWO (5);
  *time = (seconds * 100 + TWO (8)) * 10 * SFL_MSECOND;
  *p = q + 10;

  return TRUE;
}

/* As SubRip, but for a colon before the fraction in some files: 0:00:04:56. */
gboolean
sfl_timestamp_take_ass (const char **p, const char *end, SflTime *time, gboolean *negative)
{
  const char *q;
  SflTime fraction;

  if (take_usual_ass (p, end, time))
    return TRUE;
  if (!sfl_timestamp_take_srt (p, end, time, negative))
    return FALSE;

  q = *p;
  if (sfl_slice_take_colon (&q, end) && take_fraction (&q, end, 0, G_MAXUINT, &fraction) > 0) {
    if (*time <= SFL_TIME_MAX && !*negative)
      *time += fraction;
    *p = q;
  }

  return TRUE;
}

/* Hours of any number of digits or none, then two digits, two digits and three, as
 * WebVTT says; a comma is taken for the point.
 */
gboolean
sfl_timestamp_take_vtt (const char **p, const char *end, SflTime *time)
{
  const char *q = *p;
  gint64 hours = 0, minutes, seconds;
  SflTime fraction;
  guint n;

  if (take_usual (p, end, time))
    return TRUE;

  n = take_digits (&q, end, G_MAXUINT, &minutes);
  if (n == 0 || !sfl_slice_take_colon (&q, end))
    return FALSE;
  if (take_digits (&q, end, 2, &seconds) != 2)
    return FALSE;
  if (sfl_slice_take_colon (&q, end)) {
    hours = minutes;
    minutes = seconds;
    if (take_digits (&q, end, 2, &seconds) != 2)
      return FALSE;
  } else if (n != 2) {
    return FALSE;
  }
  if (minutes > 59 || seconds > 59 || q == end || (*q != '.' && *q != ','))
    return FALSE;
  q++;
  if (take_fraction (&q, end, 0, G_MAXUINT, &fraction) != 3)
    return FALSE;

  *time = add_up (hours, minutes, seconds, fraction);
  *p = q;

  return TRUE;
}

/* Minutes and seconds with a fraction or none: 1:02, 01:02.34, 01:02:34; with hours when
 * there are three parts and a fraction.
 */
gboolean
sfl_timestamp_take_lrc (const char **p, const char *end, SflTime *time)
{
  const char *q = *p, *colon;
  gint64 hours = 0, minutes, seconds, more;
  SflTime fraction = 0;

  if (take_digits (&q, end, G_MAXUINT, &minutes) == 0 || !sfl_slice_take_colon (&q, end))
    return FALSE;
  if (take_digits (&q, end, 2, &seconds) == 0)
    return FALSE;
  colon = q;
  if (sfl_slice_take_colon (&q, end)) {
    const char *part = q;

    if (take_digits (&q, end, 2, &more) == 2 && q < end && (*q == '.' || *q == ',')) {
      hours = minutes;
      minutes = seconds;
      seconds = more;
    } else {
      q = part;
      if (take_fraction (&q, end, 0, G_MAXUINT, &fraction) == 0)
        q = colon;
    }
  }
  if (q < end && (*q == '.' || *q == ',')) {
    q++;
    if (take_fraction (&q, end, 0, G_MAXUINT, &fraction) == 0)
      return FALSE;
  }

  *time = add_up (hours, minutes, seconds, fraction);
  *p = q;

  return TRUE;
}

static gboolean
ends_there (const char *p, const char *end)
{
  return p == end || sfl_slice_skip_space (p, end) > p;
}

/* [H{1,3}:]M{1,3}:SS as pages show it.  The seconds are exactly two digits, because
 * text follows at once: 03:312026 is 03:31 and "2026".  A fraction is taken where
 * @flags say so, or when it is three digits and a space.
 */
gboolean
sfl_timestamp_take_clock (const char **p, const char *end, SflTimestampFlags flags, SflClock *clock)
{
  const char *q = *p, *next;
  gint64 hours = 0, minutes, seconds, more;
  SflTime fraction = 0;
  gboolean hour_lost = sfl_slice_take_colon (&q, end);
  guint n = take_digits (&q, end, 3, &minutes);

  if (n == 0 || !sfl_slice_take_colon (&q, end) || take_digits (&q, end, 2, &seconds) != 2 ||
      seconds > 59)
    return FALSE;
  if (hour_lost && n != 2)
    return FALSE;
  clock->n_parts = 2;
  clock->frames = 0;

  next = q;
  if (!hour_lost && minutes <= 999 && sfl_slice_take_colon (&next, end) &&
      take_digits (&next, end, 2, &more) == 2 && more <= 59) {
    hours = minutes;
    minutes = seconds;
    seconds = more;
    clock->n_parts = 3;
    q = next;

    if ((sfl_slice_take (&next, end, ";") || sfl_slice_take_colon (&next, end)) &&
        take_digits (&next, end, 3, &more) == 2 && more < 60) {
      fraction = MIN (more, FRAME_RATE - 1) * SFL_SECOND / FRAME_RATE;
      clock->frames = more;
      clock->n_parts = 4;
      q = next;
    }
  }

  if (clock->n_parts < 4 && q < end &&
      (*q == '.' || *q == ',' || (*q == '-' && (flags & SFL_TIMESTAMP_DASH)))) {
    next = q + 1;
    n = take_fraction (&next, end, 0, G_MAXUINT, &fraction);
    if (*q == '-' && (next == end || strchr ("#])\\", *next) == NULL))
      n = 0;
    if (n > 0 && ((flags & SFL_TIMESTAMP_FRACTION) || (n == 3 && ends_there (next, end)))) {
      q = next;
    } else {
      fraction = 0;
      /* The point of :00:08. belongs to the time. */
      if (hour_lost && *q != '-')
        q++;
    }
  }

  clock->time = add_up (hours, minutes, seconds, fraction);
  *p = q;

  return TRUE;
}

/* Whether the whole of @slice is a clock, with a fraction or none. */
gboolean
sfl_timestamp_is_clock (SflSlice slice, SflClock *clock)
{
  const char *p;

  slice = sfl_slice_trim_invisible (slice);
  p = slice.start;

  return sfl_timestamp_take_clock (&p, slice.end, SFL_TIMESTAMP_FRACTION, clock) && p == slice.end;
}

/* Frames a second of a file that does not say, for what the user or the recording says. */
double
sfl_timestamp_get_frame_rate (const SflParseOptions *options)
{
  if (options->frame_rate > 0)
    return options->frame_rate;

  return options->media_frame_rate > 0 ? options->media_frame_rate : FRAME_RATE;
}

/* What @clock says when its parts are read as @shape says.  Four parts always end with
 * frames.
 */
SflTime
sfl_timestamp_read_clock (const SflClock *clock, SflTimeShape shape, double frame_rate)
{
  gint64 seconds = clock->time / SFL_SECOND;
  gint64 frames = clock->frames;

  if (clock->time > SFL_TIME_MAX || clock->n_parts == 0)
    return clock->time;
  if (clock->n_parts == 2 && shape == SFL_TIME_SHAPE_HOURS)
    return clock->time * 60;
  if (clock->n_parts < 4) {
    if (shape != SFL_TIME_SHAPE_FRAMES)
      return clock->time;
    frames = seconds % 60;
    seconds /= 60;
  }

  return seconds * SFL_SECOND + (SflTime) (frames / frame_rate * SFL_SECOND + 0.5);
}

/* 1m05s or 1h02m03s. */
gboolean
sfl_timestamp_take_units (const char **p, const char *end, SflTime *time)
{
  const char *q = *p;
  gint64 value, hours = 0, minutes, seconds;

  if (take_digits (&q, end, 3, &value) == 0)
    return FALSE;
  if (sfl_slice_take (&q, end, "h")) {
    hours = value;
    if (take_digits (&q, end, 2, &value) == 0)
      return FALSE;
  }
  minutes = value;
  if (!sfl_slice_take (&q, end, "m"))
    return FALSE;
  if (take_digits (&q, end, 2, &seconds) == 0 || seconds > 59 || !sfl_slice_take (&q, end, "s"))
    return FALSE;

  *time = add_up (hours, minutes, seconds, 0);
  *p = q;

  return TRUE;
}

/* A plain number, 13.02, 13,02, .5 or 1e-05, of @unit: SFL_SECOND or SFL_MSECOND. */
gboolean
sfl_timestamp_take_number (const char **p, const char *end, SflTime unit, SflTime *time)
{
  const char *q = *p, *next;
  gint64 whole, exponent;
  guint n = take_digits (&q, end, G_MAXUINT, &whole);
  SflTime fraction = 0;
  gboolean minus;
  int digit;

  next = q;
  if (next < end && (*next == '.' || *next == ',')) {
    next++;
    for (SflTime place = unit / 10; sfl_slice_take_digit (&next, end, &digit); place /= 10, n++) {
      fraction += digit * place;
      q = next;
    }
  }
  if (n == 0)
    return FALSE;
  *time = whole > SFL_TIME_MAX / unit ? SFL_TIMESTAMP_HUGE : whole * unit + fraction;

  next = q;
  if (sfl_slice_take (&next, end, "e") || sfl_slice_take (&next, end, "E")) {
    minus = sfl_slice_take (&next, end, "-");
    if (!minus)
      sfl_slice_take (&next, end, "+");
    if (take_digits (&next, end, 3, &exponent) > 0) {
      for (q = next; exponent > 0 && *time > 0; exponent--)
        *time = minus ? *time / 10 : *time > SFL_TIME_MAX ? SFL_TIMESTAMP_HUGE : *time * 10;
    }
  }
  *p = q;

  return TRUE;
}
