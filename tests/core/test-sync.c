/* test-sync.c: a text that is out of step with its recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rows.h"

#include "sfl-sync.h"

#define S SFL_SECOND
#define MAX_ANCHORS 4
#define N_RANDOM 1000

/* Each as { text, media }. */
typedef SflAnchor Anchors[MAX_ANCHORS];

static SflSync
make_sync (SflTime shift, const SflAnchor *anchors, guint n_anchors)
{
  SflSync sync = { shift, NULL, 0 };

  for (guint i = 0; i < n_anchors; i++)
    sfl_sync_add_anchor (&sync, anchors[i].text, anchors[i].media);

  return sync;
}

static const struct {
  const char *about;
  SflTime shift;
  Anchors anchors;
  guint n_anchors;
  Anchors expected; /* times of the text, and what becomes of them */
  guint n_expected;
} maps[] = {
  { "nothing", 0, { { 0 } }, 0, { { 0, 0 }, { 7 * S, 7 * S }, { NONE, NONE } }, 3 },
  { "later", 2 * S, { { 0 } }, 0, { { 0, 2 * S }, { 7 * S, 9 * S }, { NONE, NONE } }, 3 },
  { "earlier, but nothing is before the recording",
    -3 * S,
    { { 0 } },
    0,
    { { 0, 0 }, { 3 * S, 0 }, { 4 * S, S } },
    3 },
  { "one line is a shift",
    0,
    { { 10 * S, 12 * S } },
    1,
    { { 0, 2 * S }, { 10 * S, 12 * S }, { 90 * S, 92 * S } },
    3 },
  { "a shift of before gives way to what was heard",
    5 * S,
    { { 10 * S, 12 * S } },
    1,
    { { 0, 2 * S }, { 10 * S, 12 * S } },
    2 },
  { "two lines stretch what is between them, and no more",
    0,
    { { 10 * S, 10 * S }, { 20 * S, 40 * S } },
    2,
    { { 4 * S, 4 * S }, { 15 * S, 25 * S }, { 20 * S, 40 * S }, { 21 * S, 41 * S } },
    4 },
  { "in any order",
    0,
    { { 20 * S, 40 * S }, { 30 * S, 41 * S }, { 10 * S, 10 * S } },
    3,
    { { 15 * S, 25 * S }, { 25 * S, 40 * S + S / 2 }, { 31 * S, 42 * S } },
    3 },
  { "a line heard again is as it was heard last",
    0,
    { { 10 * S, 12 * S }, { 10 * S, 15 * S } },
    2,
    { { 10 * S, 15 * S }, { 20 * S, 25 * S } },
    2 },
  { "of two that contradict each other the last one holds",
    0,
    { { 10 * S, 30 * S }, { 20 * S, 25 * S } },
    2,
    { { 10 * S, 15 * S }, { 20 * S, 25 * S } },
    2 },
  { "which may drop several",
    0,
    { { 10 * S, 30 * S }, { 15 * S, 35 * S }, { 90 * S, 99 * S }, { 20 * S, 25 * S } },
    4,
    { { 10 * S, 15 * S }, { 20 * S, 25 * S }, { 55 * S, 62 * S }, { 90 * S, 99 * S } },
    4 },
  { "as far as a recording goes",
    0,
    { { 0, SFL_TIME_MAX }, { SFL_TIME_MAX, SFL_TIME_MAX + S } },
    2,
    { { 0, SFL_TIME_MAX }, { SFL_TIME_MAX, SFL_TIME_MAX } },
    2 },
};

static void
test_map (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (maps); i++) {
    g_auto (SflSync) sync = make_sync (maps[i].shift, maps[i].anchors, maps[i].n_anchors);

    g_test_message ("%s", maps[i].about);
    for (guint k = 0; k < maps[i].n_expected; k++)
      g_assert_cmpint (sfl_sync_map (&sync, maps[i].expected[k].text), ==,
                       maps[i].expected[k].media);
  }
}

static const struct {
  const char *about;
  Anchors anchors;
  guint n_anchors;
  SflTime delta;
  SflTime first, last;
} shifts[] = {
  { "all of it", { { 0 } }, 0, -S, -S, -S },
  { "a line that was heard", { { 10 * S, 12 * S } }, 1, -S, S, S },
  { "several", { { 10 * S, 12 * S }, { 20 * S, 25 * S } }, 2, S, 3 * S, 6 * S },
};

static void
test_shift (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shifts); i++) {
    g_auto (SflSync) sync = make_sync (0, shifts[i].anchors, shifts[i].n_anchors);
    g_auto (SflSync) copy = sfl_sync_copy (&sync);
    SflTime first, last;

    g_test_message ("%s", shifts[i].about);
    g_assert_true (sfl_sync_equal (&sync, &copy));
    sfl_sync_shift (&sync, shifts[i].delta);
    g_assert_false (sfl_sync_equal (&sync, &copy));
    g_assert_false (sfl_sync_is_identity (&sync));
    sfl_sync_get_offsets (&sync, &first, &last);
    g_assert_cmpint (first, ==, shifts[i].first);
    g_assert_cmpint (last, ==, shifts[i].last);
    sfl_sync_shift (&sync, -shifts[i].delta);
    g_assert_true (sfl_sync_equal (&sync, &copy));
  }
}

static const struct {
  const char *about;
  Row given[4];
  Row expected[4];
  guint n_lines;
  Anchors anchors;
  guint n_anchors;
  SflHole holes[2];
  guint n_holes;
} rows[] = {
  { "an end that the file gave is moved; one that was estimated is estimated again",
    { { 0, NONE, "Now." }, { 3 * S, 4 * S, "Then." }, { 10 * S, NONE, "Later." } },
    { { S, 4 * S, "Now." }, { 4 * S, 5 * S, "Then." }, { 11 * S, 16 * S, "Later." } },
    3,
    { { 0, S } },
    1,
    { { 5 * S, 11 * S, 1 } },
    1 },
  { "stretched, a silence becomes a hole",
    { { 0, 2 * S, "Now." }, { 5 * S, 7 * S, "Then." } },
    { { 0, 4 * S, "Now." }, { 10 * S, 12 * S, "Then." } },
    2,
    { { 0, 0 }, { 5 * S, 10 * S } },
    2,
    { { 4 * S, 10 * S, 0 } },
    1 },
  { "shrunk, a hole closes",
    { { 0, 2 * S, "Now." }, { 10 * S, 12 * S, "Then." } },
    { { 0, S, "Now." }, { 5 * S, 7 * S, "Then." } },
    2,
    { { 0, 0 }, { 10 * S, 5 * S } },
    2 },
  { "what is too early is all at the start, and in order",
    { { 0, S, "One." }, { S, 2 * S, "Two." }, { 9 * S, 10 * S, "Three." } },
    { { 0, 4 * S, "One." }, { 0, 4 * S, "Two." }, { 4 * S, 5 * S, "Three." } },
    3,
    { { 5 * S, 0 } },
    1 },
};

static void
test_lines (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (SflSync) sync = make_sync (0, rows[i].anchors, rows[i].n_anchors);
    g_autoptr (SflTranscript) original = make_transcript (rows[i].given, rows[i].n_lines);
    g_autoptr (SflTranscript) moved = sfl_sync_apply (&sync, original);
    guint n_lines, n_holes;
    const SflLine *lines = sfl_transcript_get_lines (moved, &n_lines);
    const SflHole *holes = sfl_transcript_get_holes (moved, &n_holes);

    g_test_message ("%s", rows[i].about);
    g_assert_cmpuint (n_lines, ==, rows[i].n_lines);
    for (guint l = 0; l < n_lines; l++) {
      g_autofree char *text = sfl_transcript_dup_line_text (moved, l);

      g_assert_cmpstr (text, ==, rows[i].expected[l].text);
      g_assert_cmpint (lines[l].start, ==, rows[i].expected[l].start);
      g_assert_cmpint (lines[l].end, ==, rows[i].expected[l].end);
    }
    g_assert_cmpuint (n_holes, ==, rows[i].n_holes);
    for (guint h = 0; h < n_holes; h++) {
      g_assert_cmpint (holes[h].start, ==, rows[i].holes[h].start);
      g_assert_cmpint (holes[h].end, ==, rows[i].holes[h].end);
      g_assert_cmpuint (holes[h].line, ==, rows[i].holes[h].line);
    }
  }
}

/* The words of "a b c": the file says nothing of b, and not when c ends. */
static void
test_words (void)
{
  static SflAnchor anchors[] = { { 0, 10 * S }, { 10 * S, 30 * S } };
  static const SflSync sync = { 0, anchors, 2 };
  static const SflTime expected[][2] = { { 12 * S, 14 * S },
                                         { 14 * S, 18 * S },
                                         { 18 * S, 20 * S } };
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) original = NULL;
  g_autoptr (SflTranscript) moved = NULL;
  const SflWord *words;
  guint n;

  sfl_transcript_builder_begin_line (builder, S, 5 * S, -1);
  sfl_transcript_builder_append (builder, "a b c", 5);
  sfl_transcript_builder_add_word (builder, 0, 1, S, 2 * S, 0.5);
  sfl_transcript_builder_add_word (builder, 2, 1, NONE, NONE, -1);
  sfl_transcript_builder_add_word (builder, 4, 1, 4 * S, NONE, -1);
  sfl_transcript_builder_add_chapter (builder, 5 * S, "Five", -1);
  original = sfl_transcript_builder_end (builder);
  moved = sfl_sync_apply (&sync, original);

  words = sfl_transcript_get_words (moved, &n);
  g_assert_cmpuint (n, ==, 3);
  for (guint i = 0; i < n; i++) {
    g_assert_cmpint (words[i].start, ==, expected[i][0]);
    g_assert_cmpint (words[i].end, ==, expected[i][1]);
    g_assert_cmpuint (words[i].flags, ==, sfl_transcript_get_words (original, &n)[i].flags);
  }
  g_assert_cmpfloat (words[0].confidence, ==, 0.5f);
  g_assert_cmpint (sfl_transcript_get_chapters (moved, &n)[0].start, ==, 20 * S);
  g_assert_cmpstr (sfl_transcript_get_chapters (moved, &n)[0].title, ==, "Five");
}

static void
test_original (void)
{
  static SflAnchor anchors[] = { { 0, S } };
  static const SflSync shift = { 5 * S, NULL, 0 }, anchor = { 0, anchors, 1 }, none = { 0 };
  static const Row line[] = { { 10 * S, 11 * S, "Once." } };
  static const Row untimed[] = { { NONE, NONE, "Never." } };
  g_autoptr (SflTranscript) original = make_transcript (line, 1);
  g_autoptr (SflTranscript) plain = make_transcript (untimed, 1);
  g_autoptr (SflTranscript) shifted = sfl_sync_apply (&shift, original);
  g_autoptr (SflTranscript) moved = sfl_sync_apply (&anchor, shifted);
  g_autoptr (SflTranscript) back = sfl_sync_apply (&none, moved);
  g_autoptr (SflTranscript) still = sfl_sync_apply (&shift, plain);
  guint n;

  g_assert_cmpint (sfl_transcript_get_lines (moved, &n)[0].start, ==, 11 * S);
  g_assert_true (sfl_transcript_get_text (moved, NULL) == sfl_transcript_get_text (original, NULL));
  g_assert_true (sfl_transcript_get_original (moved) == original);
  g_assert_true (sfl_transcript_shares_text (moved, shifted));
  g_assert_false (sfl_transcript_shares_text (moved, plain));
  g_assert_true (back == original);
  g_assert_true (still == plain);

  /* The text stays as long as anybody has it. */
  g_clear_object (&original);
  g_clear_object (&back);
  g_clear_object (&shifted);
  g_assert_cmpstr (sfl_transcript_get_text (moved, NULL), ==, "Once.\n");
}

static void
check_order (SflTranscript *original, SflTranscript *moved, gboolean same_times)
{
  guint n_lines, n_moved, n_words, n_moved_words;
  const SflLine *lines = sfl_transcript_get_lines (original, &n_lines);
  const SflLine *moved_lines = sfl_transcript_get_lines (moved, &n_moved);
  const SflWord *words = sfl_transcript_get_words (original, &n_words);
  const SflWord *moved_words = sfl_transcript_get_words (moved, &n_moved_words);

  g_assert_cmpuint (n_lines, ==, n_moved);
  for (guint i = 0; i < n_lines; i++) {
    g_assert_cmpuint (lines[i].offset, ==, moved_lines[i].offset);
    g_assert_cmpuint (lines[i].length, ==, moved_lines[i].length);
    g_assert_cmpint (lines[i].speaker, ==, moved_lines[i].speaker);
    g_assert_cmpint (moved_lines[i].end, >=, moved_lines[i].start);
    if (i > 0)
      g_assert_cmpint (moved_lines[i].start, >=, moved_lines[i - 1].start);
    if (same_times) {
      g_assert_cmpint (moved_lines[i].start, ==, lines[i].start + S);
      g_assert_cmpint (moved_lines[i].end, ==, lines[i].end + S);
      g_assert_cmpuint (moved_lines[i].flags, ==, lines[i].flags);
    }
  }
  if (!same_times)
    return;
  g_assert_cmpuint (n_words, ==, n_moved_words);
  for (guint i = 0; i < n_words; i++) {
    g_assert_cmpint (moved_words[i].start, ==, words[i].start + S);
    g_assert_cmpint (moved_words[i].end, ==, words[i].end + S);
    g_assert_cmpuint (moved_words[i].flags, ==, words[i].flags);
  }
}

/* Whatever the text and whatever a user does: no line is lost, none changes its place, and a
 * mere shift changes nothing else.
 */
static void
test_random (void)
{
  for (guint32 seed = 0; seed < N_RANDOM; seed++) {
    g_autoptr (GRand) random = g_rand_new_with_seed (seed);
    g_autoptr (SflTranscript) original = make_random_transcript (random, NULL);
    g_autoptr (SflTranscript) later = NULL;
    g_autoptr (SflTranscript) moved = NULL;
    g_auto (SflSync) sync = { S, NULL, 0 };

    later = sfl_sync_apply (&sync, original);
    check_order (original, later, TRUE);
    for (int i = g_rand_int_range (random, 1, 8); i > 0; i--) {
      sfl_sync_add_anchor (&sync, random_time (random, 60 * S), random_time (random, 60 * S));
      if (g_rand_boolean (random))
        sfl_sync_shift (&sync, random_time (random, 10 * S) - 5 * S);
    }
    moved = sfl_sync_apply (&sync, original);
    check_order (original, moved, FALSE);
  }
}

/* A key that is held moves a long text many times a second. */
static void
test_long (void)
{
  static const SflSync sync = { S, NULL, 0 };
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) original = NULL;
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < 20000; i++) {
    sfl_transcript_builder_begin_line (builder, i * 2 * S, NONE, -1);
    sfl_transcript_builder_append (builder, "A line of usual length, as it is said in two seconds",
                                   52);
  }
  original = sfl_transcript_builder_end (builder);

  for (guint i = 0; i < 10; i++) {
    gint64 began = g_get_monotonic_time ();
    g_autoptr (SflTranscript) moved = sfl_sync_apply (&sync, original);

    best = MIN (best, (g_get_monotonic_time () - began) / 1000.0);
  }
  g_test_message ("20,000 lines: %.2f ms", best);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/map", test_map);
  g_test_add_func ("/sync/shift", test_shift);
  g_test_add_func ("/sync/lines", test_lines);
  g_test_add_func ("/sync/words", test_words);
  g_test_add_func ("/sync/original", test_original);
  g_test_add_func ("/sync/random", test_random);
  g_test_add_func ("/sync/long", test_long);

  return g_test_run ();
}
