/* sfl-remote-track.c: what another player says that it plays
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any program may be a player and say anything.  GDBus sees to it that texts are
 * UTF-8 and that values have the type they claim; that it is the type, and a
 * size, that we asked for is seen to here.
 */

#include "config.h"

#include "sfl-remote-track.h"

#include <math.h>
#include <string.h>

/* Longer titles are cut, in letters. */
#define MAX_TITLE 300

/* An advertisement before the programme has another length; a length that is still being found out
 * moves by less.
 */
#define SAME_LENGTH (5 * SFL_SECOND)
#define SAME_SHARE 0.1

/* Returns: SFL_TIME_NONE for what is no time in microseconds, or one beyond all reason */
SflTime
sfl_remote_time_from_variant (GVariant *value)
{
  const double max = SFL_TIME_MAX / SFL_USECOND;
  double time;

  /* The specification has x; players send what their language has. */
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    time = g_variant_get_int64 (value);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT64))
    time = g_variant_get_uint64 (value);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT32))
    time = g_variant_get_int32 (value);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    time = g_variant_get_uint32 (value);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    time = g_variant_get_double (value);
  else
    return SFL_TIME_NONE;

  if (!isfinite (time) || time > max || time < -max)
    return SFL_TIME_NONE;

  return (SflTime) MAX (time, 0) * SFL_USECOND;
}

/* One line of plain text, as it is shown in a list; NULL where there is nothing to be seen. */
char *
sfl_remote_text_clean (const char *text)
{
  const char *end = text;
  char *clean;

  for (guint i = 0; i < MAX_TITLE && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  clean = g_strndup (text, end - text);
  for (char *p = clean; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  g_strstrip (clean);
  if (*clean == '\0')
    g_clear_pointer (&clean, g_free);

  return clean;
}

/* Some players send the path as a plain text. */
static char *
dup_id (GVariant *metadata)
{
  const char *id;

  if (!g_variant_lookup (metadata, "mpris:trackid", "&o", &id) &&
      !g_variant_lookup (metadata, "mpris:trackid", "&s", &id))
    return NULL;

  return g_variant_is_object_path (id) && !g_str_has_suffix (id, "/TrackList/NoTrack")
             ? g_strdup (id)
             : NULL;
}

/* VLC leaves it at that where a file has no title of its own. */
static char *
dup_file_name (GVariant *metadata)
{
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  g_autofree char *shown = NULL;
  const char *uri;

  if (!g_variant_lookup (metadata, "xesam:url", "&s", &uri))
    return NULL;
  path = g_filename_from_uri (uri, NULL, NULL);
  if (path == NULL)
    return NULL;

  name = g_path_get_basename (path);
  shown = g_filename_display_name (name);

  return sfl_remote_text_clean (shown);
}

/**
 * sfl_remote_track_new:
 * @metadata: of type a{sv}
 */
SflRemoteTrack *
sfl_remote_track_new (GVariant *metadata)
{
  SflRemoteTrack *self = g_new0 (SflRemoteTrack, 1);
  g_autoptr (GVariant) length = g_variant_lookup_value (metadata, "mpris:length", NULL);
  const char *title;

  self->id = dup_id (metadata);
  if (g_variant_lookup (metadata, "xesam:title", "&s", &title))
    self->title = sfl_remote_text_clean (title);
  if (self->title == NULL)
    self->title = dup_file_name (metadata);
  self->length = length != NULL ? sfl_remote_time_from_variant (length) : SFL_TIME_NONE;
  if (self->length <= 0)
    self->length = SFL_TIME_NONE;

  return self;
}

SflRemoteTrack *
sfl_remote_track_copy (const SflRemoteTrack *self)
{
  SflRemoteTrack *copy = g_new0 (SflRemoteTrack, 1);

  copy->id = g_strdup (self->id);
  copy->title = g_strdup (self->title);
  copy->length = self->length;

  return copy;
}

void
sfl_remote_track_free (SflRemoteTrack *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->title);
  g_free (self);
}

gboolean
sfl_remote_track_equal (const SflRemoteTrack *a, const SflRemoteTrack *b)
{
  return a->length == b->length && g_strcmp0 (a->id, b->id) == 0 &&
         g_strcmp0 (a->title, b->title) == 0;
}

/* Whether @b may still be what @a was.  Browsers keep one id for all that a tab plays and pages
 * rename themselves, so one of the two alone says nothing; another length does.
 */
gboolean
sfl_remote_track_is_same (const SflRemoteTrack *a, const SflRemoteTrack *b)
{
  if (a->length != SFL_TIME_NONE && b->length != SFL_TIME_NONE) {
    SflTime off = ABS (a->length - b->length);

    if (off > SAME_LENGTH && off > SAME_SHARE * MAX (a->length, b->length))
      return FALSE;
  }

  return g_strcmp0 (a->id, b->id) == 0 || g_strcmp0 (a->title, b->title) == 0;
}
