/* sfl-parse-options.c: how a user wants a file to be read
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-parse-options.h"

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
  copy->sync = sfl_sync_copy (&self->sync);

  return copy;
}

/* Only what sfl_parse_options_copy() or sfl_parse_options_from_string() gave. */
void
sfl_parse_options_free (SflParseOptions *self)
{
  g_free ((char *) self->format);
  g_free ((char *) self->charset);
  sfl_sync_clear (&self->sync);
  g_free (self);
}

gboolean
sfl_parse_options_is_default (const SflParseOptions *self)
{
  return self->format == NULL && self->charset == NULL && self->time_shape == SFL_TIME_SHAPE_AUTO &&
         self->frame_rate == 0 && self->sync.n_anchors == 0 && self->sync.shift == 0;
}

gboolean
sfl_parse_options_equal (const SflParseOptions *self, const SflParseOptions *other)
{
  return g_strcmp0 (self->format, other->format) == 0 &&
         g_strcmp0 (self->charset, other->charset) == 0 && self->time_shape == other->time_shape &&
         self->frame_rate == other->frame_rate &&
         self->media_frame_rate == other->media_frame_rate &&
         self->media_duration == other->media_duration &&
         sfl_sync_equal (&self->sync, &other->sync);
}

/* Pairs of times: of the text, and when that is heard. */
static GVariant *
pack_anchors (const SflSync *sync)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE ("(xx)"), sync->anchors, sync->n_anchors,
                                    sizeof (SflAnchor));
}

/* One that contradicts those before it is dropped, as if a user had just set it. */
static void
unpack_anchors (GVariant *options, SflSync *sync)
{
  g_autoptr (GVariant) anchors =
      g_variant_lookup_value (options, "anchors", G_VARIANT_TYPE ("a(xx)"));
  gsize n = anchors != NULL ? g_variant_n_children (anchors) : 0;

  for (gsize i = 0; i < n; i++) {
    SflAnchor anchor;

    g_variant_get_child (anchors, i, "(xx)", &anchor.text, &anchor.media);
    if (anchor.text >= 0 && anchor.text <= SFL_TIME_MAX && anchor.media >= -SFL_TIME_MAX &&
        anchor.media <= SFL_TIME_MAX)
      sfl_sync_add_anchor (sync, anchor.text, anchor.media);
  }
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
  if (self->sync.n_anchors > 0)
    g_variant_dict_insert_value (&dict, "anchors", pack_anchors (&self->sync));
  else if (self->sync.shift != 0)
    g_variant_dict_insert (&dict, "shift", "x", self->sync.shift);
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
  g_variant_lookup (variant, "shift", "x", &self->sync.shift);
  self->sync.shift = CLAMP (self->sync.shift, -SFL_TIME_MAX, SFL_TIME_MAX);
  unpack_anchors (variant, &self->sync);
  if (g_variant_lookup (variant, "times", "&s", &times))
    for (guint i = 0; i < G_N_ELEMENTS (time_shapes); i++)
      if (g_str_equal (times, time_shapes[i]))
        self->time_shape = i;
  if (!(self->frame_rate > 0 && self->frame_rate <= MAX_FRAME_RATE))
    self->frame_rate = 0;

  return self;
}
