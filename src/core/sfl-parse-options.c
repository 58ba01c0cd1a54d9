/* sfl-parse-options.c: how a user wants a file to be read
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-parse-options.h"

/* More than any user would shift by, and far from what overflows. */
#define MAX_SHIFT (1000 * SFL_HOUR)

#define MAX_FRAME_RATE 1000.0

/* Stable, because they are kept; in the order of SflTimeShape. */
static const char *const time_shapes[] = {
  "auto", "minutes", "hours", "frames", "seconds", "milliseconds",
};

/* Returns: (transfer full): owns its strings */
SflParseOptions *
sfl_parse_options_copy (const SflParseOptions *self)
{
  SflParseOptions *copy = g_new (SflParseOptions, 1);

  *copy = *self;
  copy->format = g_strdup (self->format);
  copy->charset = g_strdup (self->charset);

  return copy;
}

/* Only what sfl_parse_options_copy() or sfl_parse_options_from_string() gave. */
void
sfl_parse_options_free (SflParseOptions *self)
{
  g_free ((char *) self->format);
  g_free ((char *) self->charset);
  g_free (self);
}

gboolean
sfl_parse_options_is_default (const SflParseOptions *self)
{
  return self->format == NULL && self->charset == NULL && self->time_shape == SFL_TIME_SHAPE_AUTO &&
         self->frame_rate == 0 && self->shift == 0;
}

gboolean
sfl_parse_options_equal (const SflParseOptions *self, const SflParseOptions *other)
{
  return g_strcmp0 (self->format, other->format) == 0 &&
         g_strcmp0 (self->charset, other->charset) == 0 && self->time_shape == other->time_shape &&
         self->frame_rate == other->frame_rate &&
         self->media_frame_rate == other->media_frame_rate &&
         self->media_duration == other->media_duration && self->shift == other->shift;
}

/**
 * sfl_parse_options_to_string:
 *
 * Returns: (transfer full) (nullable): "{'shift': <int64 1500000000>}"; NULL where
 *   nothing was chosen
 */
char *
sfl_parse_options_to_string (const SflParseOptions *self)
{
  g_autoptr (GVariant) variant = NULL;
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  if (sfl_parse_options_is_default (self))
    return NULL;

  if (self->format != NULL)
    g_variant_dict_insert (&dict, "format", "s", self->format);
  if (self->charset != NULL)
    g_variant_dict_insert (&dict, "charset", "s", self->charset);
  if (self->time_shape != SFL_TIME_SHAPE_AUTO)
    g_variant_dict_insert (&dict, "times", "s", time_shapes[self->time_shape]);
  if (self->frame_rate > 0)
    g_variant_dict_insert (&dict, "frame-rate", "d", self->frame_rate);
  if (self->shift != 0)
    g_variant_dict_insert (&dict, "shift", "x", self->shift);
  variant = g_variant_ref_sink (g_variant_dict_end (&dict));

  return g_variant_print (variant, FALSE);
}

/**
 * sfl_parse_options_from_string:
 * @string: (nullable): anything
 *
 * Returns: (transfer full): what can be understood of it, all zero where nothing can
 */
SflParseOptions *
sfl_parse_options_from_string (const char *string)
{
  SflParseOptions *self = g_new0 (SflParseOptions, 1);
  g_autoptr (GVariant) variant = NULL;
  const char *times;

  if (string != NULL)
    variant = g_variant_parse (G_VARIANT_TYPE_VARDICT, string, NULL, NULL, NULL);
  if (variant == NULL)
    return self;

  g_variant_lookup (variant, "format", "s", &self->format);
  g_variant_lookup (variant, "charset", "s", &self->charset);
  g_variant_lookup (variant, "frame-rate", "d", &self->frame_rate);
  g_variant_lookup (variant, "shift", "x", &self->shift);
  if (g_variant_lookup (variant, "times", "&s", &times))
    for (guint i = 0; i < G_N_ELEMENTS (time_shapes); i++)
      if (g_str_equal (times, time_shapes[i]))
        self->time_shape = i;
  if (!(self->frame_rate > 0 && self->frame_rate <= MAX_FRAME_RATE))
    self->frame_rate = 0;
  self->shift = CLAMP (self->shift, -MAX_SHIFT, MAX_SHIFT);

  return self;
}
