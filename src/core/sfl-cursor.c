/* sfl-cursor.c: which line, word or hole of a transcript is being spoken
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Positions go in whenever somebody has one; the cursor speaks up only when
 * something changes, and knows when that will be, so nobody has to poll.
 * Between two boundaries a position costs one comparison.  Main thread only.
 */

#include "config.h"

#include "sfl-cursor.h"

#include <string.h>

/* A line whose end is known stays lit, dimmed, for so long after it. */
#define AFTERGLOW SFL_SECOND

typedef struct {
  int line;
  int word;
  int hole;
  gboolean dimmed;
  guint n_lit;
  guint lit[SFL_CURSOR_MAX_LIT]; /* latest started first */
} State;

struct _SflCursor {
  GObject parent_instance;

  SflTranscript *transcript;
  SflTime position;
  SflTime next_boundary; /* G_MAXINT64: none; SFL_TIME_NONE: not known, look again */
  State state;
};

G_DEFINE_FINAL_TYPE (SflCursor, sfl_cursor, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
state_clear (State *state)
{
  memset (state, 0, sizeof *state);
  state->line = state->word = state->hole = -1;
}

/* Takes over @state and tells what changed. */
static void
set_state (SflCursor *self, const State *state)
{
  guint change = 0;

  if (state->line != self->state.line)
    change |= SFL_CURSOR_LINE;
  if (state->word != self->state.word)
    change |= SFL_CURSOR_WORD;
  if (state->hole != self->state.hole)
    change |= SFL_CURSOR_HOLE;
  if (state->dimmed != self->state.dimmed || state->n_lit != self->state.n_lit ||
      memcmp (state->lit, self->state.lit, state->n_lit * sizeof *state->lit) != 0)
    change |= SFL_CURSOR_LIT;

  self->state = *state;
  if (change)
    g_signal_emit (self, signals[CHANGED], 0, change);
}

/* What is true at @time, and until when; G_MAXINT64: for ever. */
static SflTime
find_state (SflTranscript *transcript, SflTime time, State *state)
{
  guint n_lines, n_words;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);
  const SflWord *words = sfl_transcript_get_words (transcript, &n_words);
  SflTime boundary = G_MAXINT64;
  int latest = sfl_transcript_find_line (transcript, time);
  int ended = -1; /* when nothing is spoken: the line that was to last longest */

  state_clear (state);
  if (!sfl_transcript_is_timed (transcript))
    return G_MAXINT64;

  if (latest + 1 < (int) n_lines)
    boundary = lines[latest + 1].start;

  for (int i = latest; i >= 0 && state->n_lit < SFL_CURSOR_MAX_LIT;) {
    if (time < lines[i].end) {
      boundary = MIN (boundary, lines[i].end);
      state->lit[state->n_lit++] = i--;
    } else {
      ended = i;
      i = sfl_transcript_get_outlasting (transcript, i);
    }
  }

  if (state->n_lit == 0 && ended >= 0 && !(lines[ended].flags & SFL_LINE_END_ESTIMATED) &&
      time - lines[ended].end < AFTERGLOW) {
    state->lit[state->n_lit++] = ended;
    state->dimmed = TRUE;
    boundary = MIN (boundary, lines[ended].end + AFTERGLOW);
  }

  if (state->n_lit > 0)
    state->line = state->lit[0];
  state->hole = sfl_transcript_find_hole (transcript, time);

  if (n_words > 0 && state->line >= 0 && !state->dimmed) {
    guint first, n;

    sfl_transcript_get_line_words (transcript, state->line, &first, &n);
    for (guint i = first; i < first + n; i++) {
      if (words[i].flags & SFL_WORD_UNSPOKEN)
        continue;
      if (words[i].start > time) {
        boundary = MIN (boundary, words[i].start);
        break;
      }
      state->word = i;
    }
    if (state->word >= 0 && time < words[state->word].end)
      boundary = MIN (boundary, words[state->word].end);
    else
      state->word = -1;
  }

  return boundary;
}

static void
sfl_cursor_dispose (GObject *object)
{
  SflCursor *self = SFL_CURSOR (object);

  g_clear_object (&self->transcript);

  G_OBJECT_CLASS (sfl_cursor_parent_class)->dispose (object);
}

static void
sfl_cursor_class_init (SflCursorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_cursor_dispose;

  /**
   * SflCursor::changed:
   * @change: SflCursorChange, never 0
   */
  signals[CHANGED] = g_signal_new ("changed", SFL_TYPE_CURSOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
sfl_cursor_init (SflCursor *self)
{
  self->position = SFL_TIME_NONE;
  self->next_boundary = SFL_TIME_NONE;
  state_clear (&self->state);
}

SflCursor *
sfl_cursor_new (void)
{
  return g_object_new (SFL_TYPE_CURSOR, NULL);
}

/**
 * sfl_cursor_set_transcript:
 * @transcript: (nullable): what to look in from now on
 *
 * Nothing is lit until the next sfl_cursor_set_position().
 */
void
sfl_cursor_set_transcript (SflCursor *self, SflTranscript *transcript)
{
  State state;

  g_return_if_fail (SFL_IS_CURSOR (self));

  state_clear (&state);
  self->position = SFL_TIME_NONE;
  self->next_boundary = SFL_TIME_NONE;
  g_set_object (&self->transcript, transcript);
  set_state (self, &state);
}

/**
 * sfl_cursor_set_position:
 * @position: in the transcript's time; SFL_TIME_NONE lights nothing
 *
 * Emits "changed" at most once.  Releases a held line.
 */
void
sfl_cursor_set_position (SflCursor *self, SflTime position)
{
  State state;

  g_return_if_fail (SFL_IS_CURSOR (self));

  if (position >= self->position && position < self->next_boundary) {
    self->position = position;
    return;
  }

  self->position = position;
  if (self->transcript == NULL || position == SFL_TIME_NONE) {
    state_clear (&state);
    self->next_boundary = SFL_TIME_NONE;
  } else {
    self->next_boundary = find_state (self->transcript, position, &state);
  }
  set_state (self, &state);
}

/**
 * sfl_cursor_hold_line:
 * @line: the line a click went to; -1 lights nothing
 *
 * Lights @line until the next sfl_cursor_set_position(), so that a click
 * shows at once and nothing flickers while the seek is under way.
 */
void
sfl_cursor_hold_line (SflCursor *self, int line)
{
  State state;
  guint n_lines = 0;

  g_return_if_fail (SFL_IS_CURSOR (self));

  if (self->transcript)
    sfl_transcript_get_lines (self->transcript, &n_lines);
  g_return_if_fail (line < (int) n_lines);

  state_clear (&state);
  if (line >= 0) {
    state.line = line;
    state.n_lit = 1;
    state.lit[0] = line;
  }
  self->next_boundary = SFL_TIME_NONE;
  set_state (self, &state);
}

SflTime
sfl_cursor_get_position (SflCursor *self)
{
  g_return_val_if_fail (SFL_IS_CURSOR (self), SFL_TIME_NONE);

  return self->position;
}

/* When something changes next if time simply goes on; SFL_TIME_NONE: never. */
SflTime
sfl_cursor_get_next_boundary (SflCursor *self)
{
  g_return_val_if_fail (SFL_IS_CURSOR (self), SFL_TIME_NONE);

  return self->next_boundary == G_MAXINT64 ? SFL_TIME_NONE : self->next_boundary;
}

/* The line being spoken, of several the latest started; -1: none. */
int
sfl_cursor_get_line (SflCursor *self)
{
  g_return_val_if_fail (SFL_IS_CURSOR (self), -1);

  return self->state.line;
}

/* The word being spoken, where the transcript has word times; -1: none. */
int
sfl_cursor_get_word (SflCursor *self)
{
  g_return_val_if_fail (SFL_IS_CURSOR (self), -1);

  return self->state.word;
}

/* The hole the position is in; -1: none. */
int
sfl_cursor_get_hole (SflCursor *self)
{
  g_return_val_if_fail (SFL_IS_CURSOR (self), -1);

  return self->state.hole;
}

/* Whether the lit line has ended and is about to go out. */
gboolean
sfl_cursor_get_dimmed (SflCursor *self)
{
  g_return_val_if_fail (SFL_IS_CURSOR (self), FALSE);

  return self->state.dimmed;
}

/**
 * sfl_cursor_get_lit:
 *
 * Returns: (array length=n_lit): all lines being spoken, the current one
 *   first; valid until the next change
 */
const guint *
sfl_cursor_get_lit (SflCursor *self, guint *n_lit)
{
  g_return_val_if_fail (SFL_IS_CURSOR (self), NULL);

  *n_lit = self->state.n_lit;

  return self->state.lit;
}
