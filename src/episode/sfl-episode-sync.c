/* sfl-episode-sync.c: the text in step with the sound
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A user moves the whole text, or says which line is heard now; of several such lines each
 * holds where it is.  Or its words are looked for in the recording (sfl-episode-align.c).  What results
 * is another transcript of the same text, so nobody but the clock knows the difference.  It is
 * remembered with the reading of the transcript, and each step can be undone; what an alignment
 * shows before it is complete goes with any of them.  Main thread only.
 */

#include "config.h"

#include "sfl-episode-private.h"

/* How many lines are moved with one that is said now, before and after it, where each has a
 * time of its own.
 */
#define LINES_HELD 3

/* Of how the times were: those that an SflSync moved, and by how much. */
typedef struct {
  SflTranscript *base;
  SflSync sync;
} Step;

static void
clear_step (gpointer data)
{
  Step *step = data;

  g_clear_object (&step->base);
  sfl_sync_clear (&step->sync);
}

void
sfl_episode_sync_init (SflEpisode *self)
{
  GArray **all[] = { &self->past_steps, &self->undone_steps };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++) {
    *all[i] = g_array_new (FALSE, FALSE, sizeof (Step));
    g_array_set_clear_func (*all[i], clear_step);
  }
}

void
sfl_episode_sync_dispose (SflEpisode *self)
{
  g_clear_pointer (&self->past_steps, g_array_unref);
  g_clear_pointer (&self->undone_steps, g_array_unref);
  sfl_sync_clear (&self->track_sync);
}

/* Another text comes: what was done to the one before it cannot be undone any more. */
void
sfl_episode_forget_syncs (SflEpisode *self)
{
  g_array_set_size (self->past_steps, 0);
  g_array_set_size (self->undone_steps, 0);
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
  Step step = { g_object_ref (sfl_transcript_get_base (self->transcript)),
                sfl_sync_copy (get_current (self)) };

  g_array_append_val (history, step);
}

/* Takes @sync over. */
static void
put_in_force (SflEpisode *self, SflTranscript *base, SflSync *sync)
{
  SflSync *current = get_current (self);
  g_autoptr (SflTranscript) transcript = sfl_sync_apply (sync, base);

  sfl_episode_forget_check (self);
  if (self->record && base != sfl_transcript_get_base (self->transcript))
    sfl_episode_record_set_alignment (self->record, NULL);
  sfl_sync_clear (current);
  *current = *sync;
  sfl_episode_take_transcript (self, transcript, g_steal_pointer (&self->options));
  sfl_episode_remember (self);
}

/* Takes a step that can be undone; takes @sync over. */
static void
step (SflEpisode *self, SflTranscript *base, SflSync *sync)
{
  if (base == sfl_transcript_get_base (self->transcript) &&
      sfl_sync_equal (sync, get_current (self))) {
    sfl_sync_clear (sync);
    return;
  }

  keep (self, self->past_steps);
  g_array_set_size (self->undone_steps, 0);
  put_in_force (self, base, sync);
}

/* Goes to the newest of @from, so that @to leads back. */
static void
go_back (SflEpisode *self, GArray *from, GArray *to)
{
  const Step *newest;
  g_autoptr (SflTranscript) base = NULL;
  SflSync sync;

  if (from->len == 0)
    return;

  sfl_episode_leave_findings (self);
  newest = &g_array_index (from, Step, from->len - 1);
  base = g_object_ref (newest->base);
  sync = sfl_sync_copy (&newest->sync);
  g_array_set_size (from, from->len - 1);
  keep (self, to);
  put_in_force (self, base, &sync);
}

/* Takes over @sync, and that as a step. */
void
sfl_episode_take_sync (SflEpisode *self, SflSync *sync)
{
  step (self, sfl_transcript_get_base (self->transcript), sync);
}

/* Takes over times that were found in the recording, as a step that can be undone. */
void
sfl_episode_take_alignment (SflEpisode *self, SflTranscript *aligned)
{
  SflSync sync = { 0 };

  step (self, aligned, &sync);
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

  sfl_episode_leave_findings (self);
  sync = sfl_sync_copy (get_current (self));
  sfl_sync_shift (&sync, delta);
  step (self, sfl_transcript_get_base (self->transcript), &sync);
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

/* Where the words were found one by one, a line that is wrong is wrong alone: what is some
 * lines away stays where it is.
 */
static void
hold_around (SflSync *sync, SflTranscript *base, int line)
{
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (base, &n_lines);
  int around[] = { line - LINES_HELD, line + LINES_HELD };

  for (guint i = 0; i < G_N_ELEMENTS (around); i++)
    if (around[i] >= 0 && around[i] < (int) n_lines) {
      SflTime time = lines[around[i]].start;

      sfl_sync_add_anchor (sync, time, sfl_sync_map (sync, time));
    }
}

/**
 * sfl_episode_anchor_line:
 * @line: the line that begins to be said now; -1 for the one that is lit, or comes next
 *
 * With one such line the whole text moves; between several it is stretched.  In a text whose
 * words were aligned only the lines around it move.
 */
void
sfl_episode_anchor_line (SflEpisode *self, int line)
{
  SflTranscript *base;
  SflTime position;
  SflSync sync;
  guint n_lines;

  g_return_if_fail (SFL_IS_EPISODE (self));

  position = sfl_episode_get_position (self);
  if (!can_sync (self) || position == SFL_TIME_NONE)
    return;
  sfl_episode_leave_findings (self);
  if (line < 0)
    line = find_line_now (self);
  base = sfl_transcript_get_base (self->transcript);
  sfl_transcript_get_lines (base, &n_lines);
  if (line < 0 || line >= (int) n_lines)
    return;

  sync = sfl_sync_copy (get_current (self));
  if (sfl_transcript_is_aligned (base))
    hold_around (&sync, base, line);
  sfl_sync_add_anchor (&sync, sfl_transcript_get_lines (base, NULL)[line].start, position);
  step (self, base, &sync);
}

/* Back to the times of the file, or to those that were found in the recording. */
void
sfl_episode_reset_sync (SflEpisode *self)
{
  SflSync sync = { 0 };

  g_return_if_fail (SFL_IS_EPISODE (self));

  if (!can_sync (self))
    return;

  sfl_episode_leave_findings (self);
  step (self, sfl_transcript_get_base (self->transcript), &sync);
}

gboolean
sfl_episode_get_can_undo_sync (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return self->past_steps->len > 0;
}

gboolean
sfl_episode_get_can_redo_sync (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return self->undone_steps->len > 0;
}

void
sfl_episode_undo_sync (SflEpisode *self)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  go_back (self, self->past_steps, self->undone_steps);
}

void
sfl_episode_redo_sync (SflEpisode *self)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  go_back (self, self->undone_steps, self->past_steps);
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
