/* sfl-episode-record.c: what is remembered of one episode
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-episode-record.h"

#include "sfl-content-id.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (SflEpisodeRecord,
                     sfl_episode_record,
                     sfl_episode_record_copy,
                     sfl_episode_record_free)

static void
set_string (char **field, const char *value)
{
  char *copy = g_strdup (value); /* before the old one goes: it may be the same */

  g_free (*field);
  *field = copy;
}

SflEpisodeRecord *
sfl_episode_record_new (void)
{
  SflEpisodeRecord *self = g_new0 (SflEpisodeRecord, 1);

  self->duration = SFL_TIME_NONE;
  self->position = SFL_TIME_NONE;
  self->rate = 1;

  return self;
}

SflEpisodeRecord *
sfl_episode_record_copy (const SflEpisodeRecord *self)
{
  SflEpisodeRecord *copy = g_new (SflEpisodeRecord, 1);

  *copy = *self;
  copy->media_id = g_strdup (self->media_id);
  copy->media_uri = g_strdup (self->media_uri);
  copy->transcript_id = g_strdup (self->transcript_id);
  copy->transcript_uri = g_strdup (self->transcript_uri);
  copy->pasted_text = g_strdup (self->pasted_text);
  copy->reading = g_strdup (self->reading);
  if (self->alignment != NULL)
    g_bytes_ref (copy->alignment);
  copy->chapters_uri = g_strdup (self->chapters_uri);
  copy->title = g_strdup (self->title);
  if (self->last_opened != NULL)
    g_date_time_ref (copy->last_opened);

  return copy;
}

void
sfl_episode_record_free (SflEpisodeRecord *self)
{
  g_free (self->media_id);
  g_free (self->media_uri);
  g_free (self->transcript_id);
  g_free (self->transcript_uri);
  g_free (self->pasted_text);
  g_free (self->reading);
  g_clear_pointer (&self->alignment, g_bytes_unref);
  g_free (self->chapters_uri);
  g_free (self->title);
  g_clear_pointer (&self->last_opened, g_date_time_unref);
  g_free (self);
}

void
sfl_episode_record_set_media (SflEpisodeRecord *self, const char *id, const char *uri)
{
  set_string (&self->media_id, id);
  set_string (&self->media_uri, uri);
}

/* A reading is one of a certain text, and so are its times. */
static void
set_transcript_id (SflEpisodeRecord *self, const char *id)
{
  if (g_strcmp0 (self->transcript_id, id) != 0) {
    g_clear_pointer (&self->reading, g_free);
    g_clear_pointer (&self->alignment, g_bytes_unref);
    self->checked = FALSE;
  }
  set_string (&self->transcript_id, id);
}

void
sfl_episode_record_set_transcript (SflEpisodeRecord *self, const char *id, const char *uri)
{
  set_transcript_id (self, id);
  set_string (&self->transcript_uri, uri);
  set_string (&self->pasted_text, NULL);
}

void
sfl_episode_record_set_pasted_text (SflEpisodeRecord *self, const char *text)
{
  g_autofree char *id = sfl_content_id_for_data (text, strlen (text));

  set_transcript_id (self, id);
  set_string (&self->transcript_uri, NULL);
  set_string (&self->pasted_text, text);
}

void
sfl_episode_record_set_reading (SflEpisodeRecord *self, const char *reading)
{
  set_string (&self->reading, reading);
}

void
sfl_episode_record_set_alignment (SflEpisodeRecord *self, GBytes *alignment)
{
  if (alignment != NULL)
    g_bytes_ref (alignment);
  g_clear_pointer (&self->alignment, g_bytes_unref);
  self->alignment = alignment;
}

void
sfl_episode_record_set_chapters (SflEpisodeRecord *self, const char *uri)
{
  set_string (&self->chapters_uri, uri);
}

void
sfl_episode_record_set_title (SflEpisodeRecord *self, const char *title)
{
  set_string (&self->title, title);
}
