/* test-cursor.c: what is lit, when it changes, and that nobody hears of it otherwise
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rows.h"
#include "sfl-cursor.h"

#include <stdlib.h>

#define S SFL_SECOND
#define N_RANDOM 400

typedef struct {
  int line;
  int word;
  int hole;
  gboolean dimmed;
  guint n_lit;
  guint lit[SFL_CURSOR_MAX_LIT];
} State;

/* Counts what a cursor says. */
typedef struct {
  SflCursor *cursor;
  guint n_changes;
  guint change;
} Listener;

static void
changed_cb (SflCursor *cursor, guint change, gpointer user_data)
{
  Listener *listener = user_data;

  g_assert_true (cursor == listener->cursor);
  g_assert_cmpuint (change, !=, 0);
  listener->n_changes++;
  listener->change = change;
}

static void
listener_begin (Listener *self)
{
  *self = (Listener){ .cursor = sfl_cursor_new () };
  g_signal_connect (self->cursor, "changed", G_CALLBACK (changed_cb), self);
}

static void
listener_end (Listener *self)
{
  g_assert_finalize_object (self->cursor);
}

/* The change since it was asked last, which at most one emission told; 0: none. */
static guint
listener_take (Listener *self)
{
  guint change = self->change;

  g_assert_cmpuint (self->n_changes, ==, change ? 1 : 0);
  self->n_changes = 0;
  self->change = 0;

  return change;
}

static State
get_state (SflCursor *cursor)
{
  State state = { sfl_cursor_get_line (cursor),
                  sfl_cursor_get_word (cursor),
                  sfl_cursor_get_hole (cursor),
                  sfl_cursor_get_dimmed (cursor),
                  0,
                  { 0 } };
  const guint *lit = sfl_cursor_get_lit (cursor, &state.n_lit);

  g_assert_cmpuint (state.n_lit, <=, SFL_CURSOR_MAX_LIT);
  for (guint i = 0; i < state.n_lit; i++)
    state.lit[i] = lit[i];

  return state;
}

/* The words of behaviour.md's table, by looking at everything. */
static State
find_naive_state (SflTranscript *transcript, SflTime time)
{
  guint n_lines, n_words, n_holes;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);
  const SflWord *words = sfl_transcript_get_words (transcript, &n_words);
  const SflHole *holes = sfl_transcript_get_holes (transcript, &n_holes);
  State state = { -1, -1, -1, FALSE, 0, { 0 } };
  int ended = -1;

  for (guint i = n_lines; i > 0; i--) {
    const SflLine *line = &lines[i - 1];

    if (line->start > time)
      continue;
    if (time < line->end) {
      if (state.n_lit < SFL_CURSOR_MAX_LIT)
        state.lit[state.n_lit++] = i - 1;
    } else if (ended < 0 || line->end > lines[ended].end) {
      ended = i - 1;
    }
  }

  if (state.n_lit > 0) {
    for (guint w = 0; w < n_words; w++) {
      if (words[w].offset >= lines[state.lit[0]].offset &&
          words[w].offset < lines[state.lit[0]].offset + lines[state.lit[0]].length &&
          words[w].start <= time)
        state.word = w;
    }
    if (state.word >= 0 && time >= words[state.word].end)
      state.word = -1;
  } else if (ended >= 0 && !(lines[ended].flags & SFL_LINE_END_ESTIMATED) &&
             time - lines[ended].end < SFL_SECOND) {
    state.lit[state.n_lit++] = ended;
    state.dimmed = TRUE;
  }

  if (state.n_lit > 0)
    state.line = state.lit[0];
  for (guint h = 0; h < n_holes; h++)
    if (holes[h].start <= time && time < holes[h].end)
      state.hole = h;

  return state;
}

/* What "changed" has to say between two states. */
static guint
compare_states (const State *a, const State *b)
{
  guint change = 0;

  if (a->line != b->line)
    change |= SFL_CURSOR_LINE;
  if (a->word != b->word)
    change |= SFL_CURSOR_WORD;
  if (a->hole != b->hole)
    change |= SFL_CURSOR_HOLE;
  if (a->dimmed != b->dimmed || a->n_lit != b->n_lit)
    change |= SFL_CURSOR_LIT;
  for (guint i = 0; i < MIN (a->n_lit, b->n_lit); i++)
    if (a->lit[i] != b->lit[i])
      change |= SFL_CURSOR_LIT;

  return change;
}

static void
assert_state (const State *state, const State *expected)
{
  g_assert_cmpint (state->line, ==, expected->line);
  g_assert_cmpint (state->word, ==, expected->word);
  g_assert_cmpint (state->hole, ==, expected->hole);
  g_assert_cmpint (state->dimmed, ==, expected->dimmed);
  g_assert_cmpuint (state->n_lit, ==, expected->n_lit);
  g_assert_cmpuint (compare_states (state, expected), ==, 0);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  SflTime x = *(const SflTime *) a, y = *(const SflTime *) b;

  return x < y ? -1 : x > y;
}

static void
add_time (GArray *times, SflTime time)
{
  g_array_append_val (times, time);
}

/* Every time at which anything could change, sorted. */
static GArray *
list_times (SflTranscript *transcript)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (SflTime));
  guint n_lines, n_words, n_holes;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);
  const SflWord *words = sfl_transcript_get_words (transcript, &n_words);
  const SflHole *holes = sfl_transcript_get_holes (transcript, &n_holes);

  for (guint i = 0; i < n_lines; i++) {
    add_time (times, lines[i].start);
    add_time (times, lines[i].end);
    add_time (times, lines[i].end + SFL_SECOND);
  }
  for (guint i = 0; i < n_words; i++) {
    add_time (times, words[i].start);
    add_time (times, words[i].end);
  }
  for (guint i = 0; i < n_holes; i++) {
    add_time (times, holes[i].start);
    add_time (times, holes[i].end);
  }
  g_array_sort (times, compare_times);

  return times;
}

/* The first time after @time at which the naive state is another one. */
static SflTime
find_naive_boundary (SflTranscript *transcript, GArray *times, SflTime time)
{
  State now = find_naive_state (transcript, time);

  for (guint i = 0; i < times->len; i++) {
    SflTime at = g_array_index (times, SflTime, i);

    if (at > time) {
      State then = find_naive_state (transcript, at);

      if (compare_states (&now, &then))
        return at;
    }
  }

  return SFL_TIME_NONE;
}

/* Moves to @time and checks everything against the naive state. */
static void
check_position (Listener *listener, SflTranscript *transcript, GArray *times, SflTime time)
{
  State before = get_state (listener->cursor);
  State expected = find_naive_state (transcript, time);
  State state;

  sfl_cursor_set_position (listener->cursor, time);
  state = get_state (listener->cursor);
  assert_state (&state, &expected);
  g_assert_cmpuint (listener_take (listener), ==, compare_states (&before, &expected));
  g_assert_cmpint (sfl_cursor_get_position (listener->cursor), ==, time);
  g_assert_cmpint (sfl_cursor_get_next_boundary (listener->cursor), ==,
                   find_naive_boundary (transcript, times, time));
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);

  for (guint i = 0; i < N_RANDOM; i++) {
    g_autoptr (SflTranscript) transcript = make_random_transcript (random, NULL);
    g_autoptr (GArray) times = list_times (transcript);
    SflTime last = g_array_index (times, SflTime, times->len - 1);
    Listener listener;

    listener_begin (&listener);
    sfl_cursor_set_transcript (listener.cursor, transcript);

    /* Forwards over every boundary, as playing does, with times between. */
    check_position (&listener, transcript, times, -S);
    for (guint t = 0; t < times->len; t++) {
      SflTime time = g_array_index (times, SflTime, t);

      check_position (&listener, transcript, times, time - 1);
      check_position (&listener, transcript, times, time);
      check_position (&listener, transcript, times, time); /* again */
      check_position (&listener, transcript, times, time + random_time (random, S) / 3);
    }

    /* Anywhere, as seeks do. */
    for (guint n = 0; n < 50; n++) {
      guint t = g_rand_int_range (random, 0, times->len);

      check_position (&listener, transcript, times, g_array_index (times, SflTime, t));
      check_position (&listener, transcript, times, random_time (random, last));
    }

    listener_end (&listener);
  }
}

/* Waking only at the next boundary sees every change, one emission each. */
static void
test_boundaries (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (guint i = 0; i < N_RANDOM; i++) {
    g_autoptr (SflTranscript) transcript = make_random_transcript (random, NULL);
    g_autoptr (GArray) times = list_times (transcript);
    Listener listener;
    SflTime time = -S, next;

    listener_begin (&listener);
    sfl_cursor_set_transcript (listener.cursor, transcript);
    sfl_cursor_set_position (listener.cursor, time);
    g_assert_cmpuint (listener_take (&listener), ==, 0);

    while ((next = sfl_cursor_get_next_boundary (listener.cursor)) != SFL_TIME_NONE) {
      g_assert_cmpint (next, >, time);

      /* Until then positions change nothing, not even the boundary. */
      for (guint n = 0; n < 3; n++) {
        time += (next - time) / 2;
        sfl_cursor_set_position (listener.cursor, time);
        g_assert_cmpuint (listener_take (&listener), ==, 0);
        g_assert_cmpint (sfl_cursor_get_next_boundary (listener.cursor), ==, next);
      }
      sfl_cursor_set_position (listener.cursor, next - 1);
      g_assert_cmpuint (listener_take (&listener), ==, 0);

      time = next;
      sfl_cursor_set_position (listener.cursor, time);
      g_assert_cmpuint (listener_take (&listener), !=, 0);
    }
    g_assert_cmpint (find_naive_boundary (transcript, times, time), ==, SFL_TIME_NONE);
    sfl_cursor_set_position (listener.cursor, G_MAXINT64);
    g_assert_cmpuint (listener_take (&listener), ==, 0);

    listener_end (&listener);
  }
}

/* Known ends, an estimated one at 20 s, overlaps at 31 s, equal starts at 40 s. */
static const Row rows[] = {
  { 10 * S, 12 * S, "known" },     { 12 * S, 14 * S, "known" }, { 20 * S, NONE, "A line." },
  { 30 * S, 34 * S, "one voice" }, { 31 * S, 33 * S, "other" }, { 40 * S, 42 * S, "a" },
  { 40 * S, 42 * S, "b" },
};

#define LIT(...)                                                                                   \
  G_N_ELEMENTS (((guint[]){ __VA_ARGS__ })),                                                       \
  {                                                                                                \
    __VA_ARGS__                                                                                    \
  }

static const struct {
  const char *about;
  SflTime time;
  State state;
  SflTime next;
} moments[] = {
  { "before the first line", 0, { -1, -1, -1, FALSE, 0, { 0 } }, 10 * S },
  { "a nanosecond before", 10 * S - 1, { -1, -1, -1, FALSE, 0, { 0 } }, 10 * S },
  { "at its start", 10 * S, { 0, -1, -1, FALSE, LIT (0) }, 12 * S },
  { "its last nanosecond", 12 * S - 1, { 0, -1, -1, FALSE, LIT (0) }, 12 * S },
  { "the next, not both", 12 * S, { 1, -1, -1, FALSE, LIT (1) }, 14 * S },
  { "the hole after it, while it fades", 14 * S, { 1, -1, 0, TRUE, LIT (1) }, 15 * S },
  { "still fading", 15 * S - 1, { 1, -1, 0, TRUE, LIT (1) }, 15 * S },
  { "the hole alone", 15 * S, { -1, -1, 0, FALSE, 0, { 0 } }, 20 * S },
  { "a line of estimated end", 20 * S, { 2, -1, -1, FALSE, LIT (2) }, 21400 * SFL_MSECOND },
  { "does not fade", 21400 * SFL_MSECOND, { -1, -1, 1, FALSE, 0, { 0 } }, 30 * S },
  { "the first voice", 30 * S, { 3, -1, -1, FALSE, LIT (3) }, 31 * S },
  { "two voices, the later one leads", 31 * S, { 4, -1, -1, FALSE, LIT (4, 3) }, 33 * S },
  { "back to the first", 33 * S, { 3, -1, -1, FALSE, LIT (3) }, 34 * S },
  { "a hole again", 34 * S, { 3, -1, 2, TRUE, LIT (3) }, 35 * S },
  { "equal starts: the last leads", 40 * S, { 6, -1, -1, FALSE, LIT (6, 5) }, 42 * S },
  { "the last line fades", 42 * S, { 6, -1, -1, TRUE, LIT (6) }, 43 * S },
  { "nothing more", 43 * S, { -1, -1, -1, FALSE, 0, { 0 } }, NONE },
  { "ever", G_MAXINT64, { -1, -1, -1, FALSE, 0, { 0 } }, NONE },
  { "before everything", NONE + 1, { -1, -1, -1, FALSE, 0, { 0 } }, 10 * S },
};

static void
test_moments (void)
{
  g_autoptr (SflTranscript) transcript = make_transcript (rows, G_N_ELEMENTS (rows));
  Listener listener;

  listener_begin (&listener);
  sfl_cursor_set_transcript (listener.cursor, transcript);
  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++) {
    State state;

    g_test_message ("%s", moments[i].about);
    sfl_cursor_set_position (listener.cursor, moments[i].time);
    state = get_state (listener.cursor);
    assert_state (&state, &moments[i].state);
    g_assert_cmpint (sfl_cursor_get_next_boundary (listener.cursor), ==, moments[i].next);
    listener.n_changes = listener.change = 0;
  }
  listener_end (&listener);
}

/* Words follow the line that leads, and stay dark in its pauses. */
static void
test_words (void)
{
  static const struct {
    SflTime time;
    int word;
    SflTime next;
  } positions[] = {
    { 10 * S, -1, 11 * S },                         /* the line has begun, its first word has not */
    { 11 * S, 0, 12 * S },  { 12 * S, -1, 13 * S }, /* a pause */
    { 13 * S, 1, 15 * S },  { 15 * S, 2, 20 * S },  /* begins before the word before it ends */
    { 20 * S, -1, 21 * S },
  };
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;
  Listener listener;

  sfl_transcript_builder_begin_line (builder, 10 * S, 20 * S, -1);
  sfl_transcript_builder_append (builder, "aa bb cc", 8);
  sfl_transcript_builder_add_word (builder, 0, 2, 11 * S, 12 * S, 1);
  sfl_transcript_builder_add_word (builder, 3, 2, 13 * S, 16 * S, 1);
  sfl_transcript_builder_add_word (builder, 6, 2, 15 * S, NONE, 1);
  transcript = sfl_transcript_builder_end (builder);

  listener_begin (&listener);
  sfl_cursor_set_transcript (listener.cursor, transcript);
  for (gsize i = 0; i < G_N_ELEMENTS (positions); i++) {
    sfl_cursor_set_position (listener.cursor, positions[i].time);
    g_assert_cmpint (sfl_cursor_get_word (listener.cursor), ==, positions[i].word);
    g_assert_cmpint (sfl_cursor_get_line (listener.cursor), ==, 0);
    g_assert_cmpint (sfl_cursor_get_next_boundary (listener.cursor), ==, positions[i].next);
    if (i > 0 && positions[i].time < 20 * S)
      g_assert_cmpuint (listener_take (&listener), ==, SFL_CURSOR_WORD);
    else
      g_assert_cmpuint (listener_take (&listener), !=, 0);
  }
  listener_end (&listener);
}

static void
test_most_lit (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;
  Listener listener;
  const guint *lit;
  guint n_lit;

  /* Line i lasts from i to 100 - i, but the first ends in the middle. */
  for (int i = 0; i < SFL_CURSOR_MAX_LIT + 1; i++) {
    sfl_transcript_builder_begin_line (builder, i * S, i == 0 ? 50 * S : (100 - i) * S, -1);
    sfl_transcript_builder_append (builder, "x", 1);
  }
  transcript = sfl_transcript_builder_end (builder);
  listener_begin (&listener);
  sfl_cursor_set_transcript (listener.cursor, transcript);

  sfl_cursor_set_position (listener.cursor, (SFL_CURSOR_MAX_LIT - 1) * S);
  lit = sfl_cursor_get_lit (listener.cursor, &n_lit);
  g_assert_cmpuint (n_lit, ==, SFL_CURSOR_MAX_LIT);
  g_assert_cmpuint (lit[0], ==, SFL_CURSOR_MAX_LIT - 1);
  g_assert_cmpuint (lit[n_lit - 1], ==, 0);
  listener_take (&listener);

  /* One more: the earliest goes out, and its end is nothing to wake up for. */
  sfl_cursor_set_position (listener.cursor, SFL_CURSOR_MAX_LIT * S);
  lit = sfl_cursor_get_lit (listener.cursor, &n_lit);
  g_assert_cmpuint (n_lit, ==, SFL_CURSOR_MAX_LIT);
  g_assert_cmpuint (lit[0], ==, SFL_CURSOR_MAX_LIT);
  g_assert_cmpuint (lit[n_lit - 1], ==, 1);
  g_assert_cmpuint (listener_take (&listener), ==, SFL_CURSOR_LINE | SFL_CURSOR_LIT);
  g_assert_cmpint (sfl_cursor_get_next_boundary (listener.cursor), ==,
                   (100 - SFL_CURSOR_MAX_LIT) * S);
  listener_end (&listener);
}

/* Rolling captions, where each overlaps the next, under one line over everything. */
static void
test_rolling (void)
{
  const guint n = 100000;
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;
  Listener listener;
  const guint *lit;
  guint n_lit;

  sfl_transcript_builder_begin_line (builder, 0, n * S, -1);
  for (guint i = 1; i < n; i++)
    sfl_transcript_builder_begin_line (builder, i * S, i * S + S + S / 2, -1);
  transcript = sfl_transcript_builder_end (builder);
  listener_begin (&listener);
  sfl_cursor_set_transcript (listener.cursor, transcript);

  for (guint i = 2; i < n - 1; i++) {
    sfl_cursor_set_position (listener.cursor, i * S);
    lit = sfl_cursor_get_lit (listener.cursor, &n_lit);
    g_assert_cmpuint (n_lit, ==, 3);
    g_assert_cmpuint (lit[0], ==, i);
    g_assert_cmpuint (lit[1], ==, i - 1);
    g_assert_cmpuint (lit[2], ==, 0);
    g_assert_cmpint (sfl_cursor_get_next_boundary (listener.cursor), ==, i * S + S / 2);
    listener.n_changes = listener.change = 0;
  }
  listener_end (&listener);
}

static void
test_hold (void)
{
  g_autoptr (SflTranscript) transcript = make_transcript (rows, G_N_ELEMENTS (rows));
  Listener listener;
  const guint *lit;
  guint n_lit;

  listener_begin (&listener);
  sfl_cursor_set_transcript (listener.cursor, transcript);
  sfl_cursor_set_position (listener.cursor, 10 * S);
  g_assert_cmpuint (listener_take (&listener), ==, SFL_CURSOR_LINE | SFL_CURSOR_LIT);

  /* A click lights its line at once, and only that. */
  sfl_cursor_hold_line (listener.cursor, 4);
  g_assert_cmpuint (listener_take (&listener), ==, SFL_CURSOR_LINE | SFL_CURSOR_LIT);
  g_assert_cmpint (sfl_cursor_get_line (listener.cursor), ==, 4);
  lit = sfl_cursor_get_lit (listener.cursor, &n_lit);
  g_assert_cmpuint (n_lit, ==, 1);
  g_assert_cmpuint (lit[0], ==, 4);
  g_assert_cmpint (sfl_cursor_get_hole (listener.cursor), ==, -1);
  g_assert_cmpint (sfl_cursor_get_next_boundary (listener.cursor), ==, NONE);
  g_assert_cmpint (sfl_cursor_get_position (listener.cursor), ==, 10 * S);

  /* Again: nothing new. */
  sfl_cursor_hold_line (listener.cursor, 4);
  g_assert_cmpuint (listener_take (&listener), ==, 0);

  /* The seek arrived: the line stays, the other voice joins. */
  sfl_cursor_set_position (listener.cursor, 31 * S);
  g_assert_cmpuint (listener_take (&listener), ==, SFL_CURSOR_LIT);
  g_assert_cmpint (sfl_cursor_get_line (listener.cursor), ==, 4);

  /* Holding another line is released by a position between the same boundaries. */
  sfl_cursor_hold_line (listener.cursor, 0);
  listener_take (&listener);
  sfl_cursor_set_position (listener.cursor, 31 * S + 1);
  g_assert_cmpuint (listener_take (&listener), ==, SFL_CURSOR_LINE | SFL_CURSOR_LIT);
  g_assert_cmpint (sfl_cursor_get_line (listener.cursor), ==, 4);

  /* Holding nothing, likewise. */
  sfl_cursor_hold_line (listener.cursor, -1);
  g_assert_cmpuint (listener_take (&listener), ==, SFL_CURSOR_LINE | SFL_CURSOR_LIT);
  g_assert_cmpint (sfl_cursor_get_line (listener.cursor), ==, -1);
  sfl_cursor_set_position (listener.cursor, 31 * S + 1);
  g_assert_cmpint (sfl_cursor_get_line (listener.cursor), ==, 4);
  listener_take (&listener);

  listener_end (&listener);
}

static void
test_transcripts (void)
{
  g_autoptr (SflTranscript) transcript = make_transcript (rows, G_N_ELEMENTS (rows));
  g_autoptr (SflTranscript) untimed = make_transcript (&(Row){ NONE, NONE, "text" }, 1);
  g_autoptr (SflTranscript) empty = make_transcript (NULL, 0);
  SflTranscript *nothing[] = { NULL, untimed, empty };
  Listener listener;

  listener_begin (&listener);
  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++) {
    sfl_cursor_set_transcript (listener.cursor, nothing[i]);
    for (SflTime time = -S; time < 3 * S; time += S) {
      sfl_cursor_set_position (listener.cursor, time);
      g_assert_cmpint (sfl_cursor_get_line (listener.cursor), ==, -1);
      g_assert_cmpint (sfl_cursor_get_next_boundary (listener.cursor), ==, NONE);
    }
    g_assert_cmpuint (listener_take (&listener), ==, 0);
  }

  /* A new one is dark until a position comes, also where the old one's line was lit. */
  sfl_cursor_set_transcript (listener.cursor, transcript);
  g_assert_cmpuint (listener_take (&listener), ==, 0);
  sfl_cursor_set_position (listener.cursor, 10 * S);
  g_assert_cmpuint (listener_take (&listener), ==, SFL_CURSOR_LINE | SFL_CURSOR_LIT);
  sfl_cursor_set_transcript (listener.cursor, empty);
  g_assert_cmpuint (listener_take (&listener), ==, SFL_CURSOR_LINE | SFL_CURSOR_LIT);
  g_assert_cmpint (sfl_cursor_get_line (listener.cursor), ==, -1);
  g_assert_cmpint (sfl_cursor_get_position (listener.cursor), ==, NONE);
  sfl_cursor_set_position (listener.cursor, 10 * S);
  g_assert_cmpuint (listener_take (&listener), ==, 0);

  /* No position, no light. */
  sfl_cursor_set_transcript (listener.cursor, transcript);
  sfl_cursor_set_position (listener.cursor, 15 * S);
  g_assert_cmpuint (listener_take (&listener), ==, SFL_CURSOR_HOLE);
  sfl_cursor_set_position (listener.cursor, NONE);
  g_assert_cmpuint (listener_take (&listener), ==, SFL_CURSOR_HOLE);
  g_assert_cmpint (sfl_cursor_get_next_boundary (listener.cursor), ==, NONE);

  listener_end (&listener);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cursor/moments", test_moments);
  g_test_add_func ("/cursor/words", test_words);
  g_test_add_func ("/cursor/most-lit", test_most_lit);
  g_test_add_func ("/cursor/rolling", test_rolling);
  g_test_add_func ("/cursor/hold", test_hold);
  g_test_add_func ("/cursor/transcripts", test_transcripts);
  g_test_add_func ("/cursor/random", test_random);
  g_test_add_func ("/cursor/boundaries", test_boundaries);

  return g_test_run ();
}
