/* sfl-history.c: where the playhead was before each jump
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two stacks: the places behind, and those that going back has left.  What is
 * left for another place goes onto the other stack, so that back and forward
 * undo each other.  Any thread, one at a time.
 */

#include "config.h"

#include "sfl-history.h"

struct _SflHistory {
  GArray *behind; /* of SflTime; the last is the next */
  GArray *ahead;
};

SflHistory *
sfl_history_new (void)
{
  SflHistory *self = g_new0 (SflHistory, 1);

  self->behind = g_array_new (FALSE, FALSE, sizeof (SflTime));
  self->ahead = g_array_new (FALSE, FALSE, sizeof (SflTime));

  return self;
}

void
sfl_history_free (SflHistory *self)
{
  g_array_unref (self->behind);
  g_array_unref (self->ahead);
  g_free (self);
}

void
sfl_history_clear (SflHistory *self)
{
  g_array_set_size (self->behind, 0);
  g_array_set_size (self->ahead, 0);
}

static gboolean
is_near (SflTime a, SflTime b)
{
  return ABS (a - b) < SFL_HISTORY_NEAR;
}

static SflTime
get_last (const GArray *places)
{
  return places->len > 0 ? g_array_index (places, SflTime, places->len - 1) : SFL_TIME_NONE;
}

/* A place that is there already is not put there once more. */
static void
push (GArray *places, SflTime place)
{
  if (places->len > 0 && is_near (get_last (places), place))
    return;
  if (places->len == SFL_HISTORY_PLACES)
    g_array_remove_index (places, 0);
  g_array_append_val (places, place);
}

/* The playhead was sent from one place to another. */
void
sfl_history_add_jump (SflHistory *self, SflTime from, SflTime to)
{
  if (ABS (to - from) < SFL_HISTORY_JUMP)
    return;

  push (self->behind, from);
  g_array_set_size (self->ahead, 0);
}

/* The jump from there was none: it is taken back without going through here. */
void
sfl_history_drop_jump (SflHistory *self, SflTime from)
{
  if (self->behind->len > 0 && get_last (self->behind) == from)
    g_array_set_size (self->behind, self->behind->len - 1);
}

/**
 * sfl_history_can_go:
 * @direction: -1 back, 1 forward
 * @here: where the playhead is; a place as near as that is none to go to
 */
gboolean
sfl_history_can_go (const SflHistory *self, int direction, SflTime here)
{
  const GArray *places = direction < 0 ? self->behind : self->ahead;

  for (guint i = 0; i < places->len; i++)
    if (!is_near (g_array_index (places, SflTime, i), here))
      return TRUE;

  return FALSE;
}

/**
 * sfl_history_go:
 * @direction: -1 back, 1 forward
 * @here: where the playhead is, to come back to
 *
 * Returns: where to go, or SFL_TIME_NONE when there is no such place
 */
SflTime
sfl_history_go (SflHistory *self, int direction, SflTime here)
{
  GArray *from = direction < 0 ? self->behind : self->ahead;
  GArray *to = direction < 0 ? self->ahead : self->behind;
  SflTime place;

  do {
    if (from->len == 0)
      return SFL_TIME_NONE;
    place = get_last (from);
    g_array_set_size (from, from->len - 1);
  } while (is_near (place, here));
  push (to, here);

  return place;
}
