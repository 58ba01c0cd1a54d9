/* sfl-text-track.c: a text track inside a recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-text-track.h"

void
sfl_text_track_clear (SflTextTrack *self)
{
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->header, g_bytes_unref);
}

/* Whether it holds text, and text that can be read. */
gboolean
sfl_text_track_is_readable (const SflTextTrack *self)
{
  return self->codec < SFL_TEXT_CODEC_PICTURES;
}
