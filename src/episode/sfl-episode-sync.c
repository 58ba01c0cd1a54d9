/* sfl-episode-sync.c: the text in step with the sound
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A user moves the whole text, or says which line is heard now; of several such lines each
 * holds where it is.  What results is another transcript of the same text, so nobody but the
 * clock knows the difference.  It is remembered with the reading of the transcript, and each
 * step can be undone.  Main thread only.
 */

#include "config.h"

#include "sfl-episode-private.h"

static void
clear_sync (gpointer data)
{
  sfl_sync_clear (data);
}

void
sfl_episode_sync_init (SflEpisode *self)
{
  GArray **all[] = { &self->past_syncs, &self->undone_syncs };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++) {
    *all[i] = g_array_new (FALSE, FALSE, sizeof (SflSync));
    g_array_set_clear_func (*all[i], clear_sync);
  }
}

void
sfl_episode_sync_dispose (SflEpisode *self)
{
  g_clear_pointer (&self->past_syncs, g_array_unref);
  g_clear_pointer (&self->undone_syncs, g_array_unref);
  sfl_sync_clear (&self->track_sync);
}

/* Another text comes: what was done to the one before it cannot be undone any more. */
void
sfl_episode_forget_syncs (SflEpisode *self)
{
  g_array_set_size (self->past_syncs, 0);
  g_array_set_size (self->undone_syncs, 0);
}

/* What is in force: kept with the reading, or for as long as a track is shown. */
static SflSync *
get_current (SflEpisode *self)
{
  return self->options != NULL ? &self->options->sync : &self->track_sync;
}

static gboolean
can_sync (SflEpisode *self)
{
  return self->transcript != NULL && sfl_transcript_is_timed (self->transcript);
}

/* Keeps what is in force in @history. */
static void
keep (SflEpisode *self, GArray *history)
{
  SflSync copy = sfl_sync_copy (get_current (self));

  g_array_append_val (history, copy);
}

/* Takes @sync over. */
static void
put_in_force (SflEpisode *self, SflSync *sync)
{
  SflSync *current = get_current (self);
  g_autoptr (SflTranscript) transcript = sfl_sync_apply (sync, self->transcript);

  sfl_sync_clear (current);
  *current = *sync;
  sfl_episode_take_transcript (self, transcript, g_steal_pointer (&self->options));
  sfl_episode_remember (self);
}

/* Takes a step that can be undone; takes @sync over. */
static void
step (SflEpisode *self, SflSync *sync)
{
  if (sfl_sync_equal (sync, get_current (self))) {
    sfl_sync_clear (sync);
    return;
  }

  keep (self, self->past_syncs);
  g_array_set_size (self->undone_syncs, 0);
  put_in_force (self, sync);
}

/* Goes to the newest of @from, so that @to leads back. */
static void
go_back (SflEpisode *self, GArray *from, GArray *to)
{
  SflSync sync;

  if (from->len == 0 || !can_sync (self))
    return;

  sync = sfl_sync_copy (&g_array_index (from, SflSync, from->len - 1));
  g_array_set_size (from, from->len - 1);
  keep (self, to);
  put_in_force (self, &sync);
}

/* Returns: (transfer none): what became of the times of the transcript that is shown; valid
 *   until "notify::transcript"
 */
const SflSync *
sfl_episode_get_sync (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  return get_current (self);
}

/* Whether the times that are shown are not those of the file. */
gboolean
sfl_episode_get_has_sync (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return can_sync (self) && (get_current (self)->n_anchors > 0 || get_current (self)->shift != 0);
}

/* Makes the whole text later by @delta, or earlier where that is less than 0. */
void
sfl_episode_shift_text (SflEpisode *self, SflTime delta)
{
  SflSync sync;

  g_return_if_fail (SFL_IS_EPISODE (self));

  if (!can_sync (self))
    return;

  sync = sfl_sync_copy (get_current (self));
  sfl_sync_shift (&sync, delta);
  step (self, &sync);
}

/* The line that is lit; where none is, the next one. */
static int
find_line_now (SflEpisode *self)
{
  int line = sfl_cursor_get_line (self->cursor);
  guint n_lines;

  if (line >= 0)
    return line;

  sfl_transcript_get_lines (self->transcript, &n_lines);
  line = sfl_transcript_find_line (self->transcript, sfl_episode_get_position (self)) + 1;

  return line < (int) n_lines ? line : -1;
}

/**
 * sfl_episode_anchor_line:
 * @line: the line that begins to be said now; -1 for the one that is lit, or comes next
 *
 * With one such line the whole text moves; between several it is stretched.
 */
void
sfl_episode_anchor_line (SflEpisode *self, int line)
{
  SflTranscript *original;
  SflTime position;
  SflSync sync;
  guint n_lines;

  g_return_if_fail (SFL_IS_EPISODE (self));

  position = sfl_episode_get_position (self);
  if (!can_sync (self) || position == SFL_TIME_NONE)
    return;
  if (line < 0)
    line = find_line_now (self);
  original = sfl_transcript_get_original (self->transcript);
  sfl_transcript_get_lines (original, &n_lines);
  if (line < 0 || line >= (int) n_lines)
    return;

  sync = sfl_sync_copy (get_current (self));
  sfl_sync_add_anchor (&sync, sfl_transcript_get_lines (original, NULL)[line].start, position);
  step (self, &sync);
}

/* Back to the times of the file. */
void
sfl_episode_reset_sync (SflEpisode *self)
{
  SflSync sync = { 0 };

  g_return_if_fail (SFL_IS_EPISODE (self));

  if (can_sync (self))
    step (self, &sync);
}

gboolean
sfl_episode_get_can_undo_sync (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return can_sync (self) && self->past_syncs->len > 0;
}

gboolean
sfl_episode_get_can_redo_sync (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return can_sync (self) && self->undone_syncs->len > 0;
}

void
sfl_episode_undo_sync (SflEpisode *self)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  go_back (self, self->past_syncs, self->undone_syncs);
}

void
sfl_episode_redo_sync (SflEpisode *self)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  go_back (self, self->undone_syncs, self->past_syncs);
}

/* Returns: (nullable): where the sound goes, as the sound server calls it; "" where nobody
 *   knows, NULL before the first sound
 */
const char *
sfl_episode_get_sound_device (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  return sfl_player_get_sound_device (self->player);
}

/**
 * sfl_episode_set_sound_delay:
 * @delay: time between what the system takes for the sound and the sound; less than 0 where
 *   it is heard earlier
 *
 * What is being spoken, and the position, follow what is heard.
 */
void
sfl_episode_set_sound_delay (SflEpisode *self, SflTime delay)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  self->sound_delay = delay;
  sfl_episode_update (self);
}
