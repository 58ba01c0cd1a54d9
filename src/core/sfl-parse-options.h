/* sfl-parse-options.h: how a user wants a file to be read
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-sync.h"

G_BEGIN_DECLS

/**
 * SflTimeShape:
 * @SFL_TIME_SHAPE_AUTO: as the file suggests
 * @SFL_TIME_SHAPE_MINUTES: 01:30 is a minute and a half, 1:00:30 has hours
 * @SFL_TIME_SHAPE_HOURS: 01:30 is an hour and a half
 * @SFL_TIME_SHAPE_FRAMES: the last part counts frames
 * @SFL_TIME_SHAPE_SECONDS: plain numbers are seconds
 * @SFL_TIME_SHAPE_MILLISECONDS: plain numbers are milliseconds
 *
 * What the numbers of a time mean, where a file leaves it open.
 */
typedef enum {
  SFL_TIME_SHAPE_AUTO,
  SFL_TIME_SHAPE_MINUTES,
  SFL_TIME_SHAPE_HOURS,
  SFL_TIME_SHAPE_FRAMES,
  SFL_TIME_SHAPE_SECONDS,
  SFL_TIME_SHAPE_MILLISECONDS,
} SflTimeShape;

/**
 * SflParseOptions:
 * @format: (nullable): id of the format to read it as, whatever it looks like
 * @charset: (nullable): as iconv knows it, whatever the bytes look like
 * @time_shape: what its times mean
 * @frame_rate: frames a second for times in frames, before what the file says; 0 when
 *   not given
 * @media_frame_rate: frames a second of the recording, where the file says nothing; 0
 *   when not known
 * @media_duration: of the recording, to judge between readings; 0 when not known
 * @sync: what becomes of its times once it is read
 *
 * All zero asks for nothing.
 */
typedef struct {
  const char *format;
  const char *charset;
  SflTimeShape time_shape;
  double frame_rate;
  double media_frame_rate;
  SflTime media_duration;
  SflSync sync;
} SflParseOptions;

SflParseOptions *sfl_parse_options_copy (const SflParseOptions *self);
void sfl_parse_options_free (SflParseOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflParseOptions, sfl_parse_options_free)

/* Whether a user chose anything. */
gboolean sfl_parse_options_is_default (const SflParseOptions *self);
gboolean sfl_parse_options_equal (const SflParseOptions *self, const SflParseOptions *other);

/* What the user chose, to be kept; what is known of the recording is not part of it. */
char *sfl_parse_options_to_string (const SflParseOptions *self);
SflParseOptions *sfl_parse_options_from_string (const char *string);

G_END_DECLS
