/* sfl-time-expression.c: times as XML files write them
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 01:02:03.456, 01:02:03:12 with frames, 12.5s, 90f, 1000000t, npt=3.2s, 12.345.  All is
 * counted in whole numbers; only a frame rate that a user gives begins as a fraction.
 * Any thread.
 */

#include "config.h"

#include "sfl-time-expression.h"

#include "sfl-slice.h"
#include "sfl-timestamp.h"

#include <math.h>

/* Of TTML, where neither the file nor the recording says. */
#define FRAME_RATE 30

/* A number beyond this is as good as infinite. */
#define HUGE_NUMBER (G_GINT64_CONSTANT (100) * 1000 * 1000 * 1000 * 1000 * 1000)

/* A decimal number: @whole and @nanos. */
typedef struct {
  gint64 whole;
  gint64 nanos;
} Number;

void
sfl_time_base_init (SflTimeBase *self, const SflParseOptions *options)
{
  *self = (SflTimeBase){ .frames = FRAME_RATE, .seconds = 1, .ticks = 1 };
  self->shape = options->time_shape;
  if (options->frame_rate > 0)
    sfl_time_base_set_frame_rate (self, options->frame_rate);
  else if (options->media_frame_rate > 0)
    sfl_time_base_set_frame_rate (self, options->media_frame_rate);
}

/* 23.976 and 29.97 are short for 24000/1001 and 30000/1001. */
void
sfl_time_base_set_frame_rate (SflTimeBase *self, double frame_rate)
{
  double whole = round (frame_rate * 1001 / 1000);

  if (!(frame_rate >= 1 && frame_rate <= 1000))
    return;
  if (fabs (frame_rate - round (frame_rate)) > 0.001 &&
      fabs (frame_rate - whole * 1000 / 1001) < 0.005) {
    self->frames = (gint64) whole * 1000;
    self->seconds = 1001;
  } else {
    self->frames = (gint64) round (frame_rate * 1000);
    self->seconds = 1000;
  }
}

static gboolean
take_number (const char **p, const char *end, Number *number)
{
  const char *q = *p;
  gint64 unit = SFL_SECOND;
  int digit;

  *number = (Number){ 0 };
  while (sfl_slice_take_digit (&q, end, &digit))
    number->whole = MIN (number->whole * 10 + digit, HUGE_NUMBER);
  if (q == *p && (q == end || *q != '.'))
    return FALSE;
  if (q < end && (*q == '.' || *q == ',')) {
    const char *point = q++;

    while (sfl_slice_take_digit (&q, end, &digit)) {
      unit /= 10;
      number->nanos += digit * unit;
    }
    if (q == point + 1 && point == *p)
      return FALSE;
  }
  *p = q;

  return TRUE;
}

/* @number times @seconds, in @parts. */
static SflTime
scale (Number number, gint64 seconds, gint64 parts)
{
  gint64 product;

  if (!g_uint64_checked_mul ((guint64 *) &product, number.whole, seconds) || product < 0 ||
      product / parts > SFL_TIME_MAX / SFL_SECOND)
    return SFL_TIMESTAMP_HUGE;

  /* The rest is less than parts, which sfl_time_base and its reader keep below 10^9. */
  return product / parts * SFL_SECOND +
         (product % parts * SFL_SECOND + number.nanos * seconds) / parts;
}

/* Frames of HH:MM:SS:FF since 0 as SMPTE counts them, each so long as a frame is. */
static SflTime
count_frames (const SflTimeBase *base, gint64 minutes, gint64 seconds, Number frame)
{
  gint64 per_second = (base->frames + base->seconds / 2) / base->seconds;

  frame.whole += (minutes * 60 + seconds) * per_second;
  frame.whole -= base->dropped * (minutes - minutes / 10);

  return scale (frame, base->seconds, base->frames);
}

/* H:MM:SS.fff or H:MM:SS:FF.ss or M:SS.fff, of which @first is the first. */
static gboolean
take_clock (const char **p, const char *end, const SflTimeBase *base, gint64 first, SflTime *time)
{
  Number parts[4] = { { first, 0 } };
  int n_parts = 1;
  gint64 minutes, seconds;
  SflTime frames = 0;

  while (n_parts < 4 &&
         (sfl_slice_take_colon (p, end) || (n_parts == 3 && sfl_slice_take (p, end, ";")))) {
    if (!take_number (p, end, &parts[n_parts]))
      return FALSE;
    n_parts++;
  }
  if (n_parts == 2 && base->shape != SFL_TIME_SHAPE_HOURS) {
    parts[2] = parts[1];
    parts[1] = parts[0];
    parts[0] = (Number){ 0 };
  }
  for (int i = 0; i < 3; i++)
    if (parts[i].whole > SFL_TIME_MAX / SFL_SECOND) {
      *time = SFL_TIMESTAMP_HUGE;
      return TRUE;
    }
  minutes = parts[0].whole * 60 + parts[1].whole;
  seconds = minutes * 60 + parts[2].whole;

  if (n_parts == 4) {
    parts[3].whole = MIN (parts[3].whole, HUGE_NUMBER / 1000000);
    if (base->counts_frames) {
      *time = count_frames (base, minutes, parts[2].whole, parts[3]);
      return TRUE;
    }
    frames = scale (parts[3], base->seconds, base->frames);
  }
  *time = seconds > SFL_TIME_MAX / SFL_SECOND || frames > SFL_TIME_MAX
              ? SFL_TIMESTAMP_HUGE
              : seconds * SFL_SECOND + parts[2].nanos + frames;

  return TRUE;
}

/**
 * sfl_time_expression_read:
 * @text: the whole of it, with spaces around it if need be
 * @time: (out): SFL_TIMESTAMP_HUGE when it is too large to count
 *
 * Returns: whether it is a time
 */
gboolean
sfl_time_expression_read (const char *text, const SflTimeBase *base, SflTime *time)
{
  SflSlice slice = sfl_slice_trim ((SflSlice){ text, text + strlen (text) });
  const char *p = slice.start, *end = slice.end;
  gboolean is_negative;
  SflSlice unit;
  Number number;

  if (!sfl_slice_take (&p, end, "npt="))
    sfl_slice_take (&p, end, "smpte=");
  is_negative = sfl_slice_take (&p, end, "-");
  if (!take_number (&p, end, &number))
    return FALSE;

  unit = sfl_slice_trim ((SflSlice){ p, end });
  if (sfl_slice_has_prefix (unit, ":")) {
    if (number.nanos > 0 || !take_clock (&p, end, base, number.whole, time) || p != end)
      return FALSE;
  } else if (sfl_slice_is_word (unit, "s") || sfl_slice_is_word (unit, "sec") ||
             (sfl_slice_is_empty (unit) && base->shape != SFL_TIME_SHAPE_MILLISECONDS)) {
    *time = scale (number, 1, 1);
  } else if (sfl_slice_is_word (unit, "ms") || sfl_slice_is_empty (unit)) {
    *time = scale (number, 1, 1000);
  } else if (sfl_slice_is_word (unit, "m") || sfl_slice_is_word (unit, "min")) {
    *time = scale (number, 60, 1);
  } else if (sfl_slice_is_word (unit, "h")) {
    *time = scale (number, 3600, 1);
  } else if (sfl_slice_is_word (unit, "f")) {
    *time = scale (number, base->seconds, base->frames);
  } else if (sfl_slice_is_word (unit, "t")) {
    *time = scale (number, 1, base->ticks);
  } else {
    return FALSE;
  }
  if (is_negative)
    *time = 0;

  return TRUE;
}
