/* test-stretch.c: where loops and stops begin and end
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rows.h"
#include "sfl-stretch.h"

#define MS SFL_MSECOND
#define TAIL 150

/* Two lines that touch, one with a gap behind it, two short ones, two at once, a hole of
 * 20 s after a short one, two that overlap.
 */
static const Row rows[] = {
  { 1000 * MS, 3000 * MS, "Zero." },    { 3000 * MS, 5000 * MS, "One." },
  { 7000 * MS, 7500 * MS, "Two." },     { 7600 * MS, 8000 * MS, "Three." },
  { 10000 * MS, 13000 * MS, "Four." },  { 10000 * MS, 12000 * MS, "Five." },
  { 14000 * MS, 14400 * MS, "Six." },   { 34400 * MS, 38000 * MS, "Seven." },
  { 36000 * MS, 40000 * MS, "Eight." },
};

/* Milliseconds; a stop of -1: there is none. */
typedef struct {
  int time;
  int start;
  int stop;
} Case;

#define BEFORE_NEXT(ms) (-(ms)) /* as a stop: a nanosecond before */

static const Case after[] = {
  { 0, 1000, BEFORE_NEXT (3000) },    /* before the first line: it is heard in one go with it */
  { 1500, 1000, BEFORE_NEXT (3000) }, /* not beyond the next start */
  { 3000, 3000, 5000 + TAIL },
  { 5149, 3000, 5000 + TAIL },
  { 5150, 7000, 8000 + TAIL },   /* at the stop the next one counts; "Two" joins "Three" */
  { 6000, 7000, 8000 + TAIL },   /* in a gap */
  { 7800, 7000, 8000 + TAIL },   /* in the second of two that are one */
  { 9000, 10000, 13000 + TAIL }, /* two that start at once are one */
  { 11000, 10000, 13000 + TAIL },
  { 13500, 14000, 14400 + TAIL },        /* a short line joins nothing over a hole */
  { 20000, 34400, BEFORE_NEXT (36000) }, /* in the hole; not beyond the next start */
  { 36000, 36000, 40000 + TAIL },        /* the last line ends, too */
  { 40150, 0, -1 },
  { 50000, 0, -1 },
};

static const Case before[] = {
  { 0, -1, 1000 }, /* what comes before the first line is no line */
  { 999, -1, 1000 },       { 1000, 1000, 3000 },    { 3000, 3000, 7000 },
  { 7100, 7000, 10000 }, /* not before "Three" */
  { 8000, 7000, 10000 },   { 10000, 10000, 14000 }, { 14000, 14000, 34400 },
  { 34400, 34400, 36000 }, { 36000, 0, -1 }, /* nothing to stop before */
};

/* What is looped; shorter lines than for a stop may stand alone. */
static const Case line[] = {
  { 0, 1000, BEFORE_NEXT (3000) },    { 3500, 3000, 5000 + TAIL },
  { 6000, 3000, 5000 + TAIL }, /* just spoken */
  { 7200, 7000, BEFORE_NEXT (7600) }, { 7700, 7600, 8000 + TAIL },
  { 12500, 10000, 13000 + TAIL },     { 20000, 14000, 14400 + TAIL },
  { 37000, 36000, 40000 + TAIL },
};

static void
check (const Case *wanted, gboolean found, const SflStretch *stretch)
{
  g_test_message ("at %d ms", wanted->time);
  g_assert_cmpint (found, ==, wanted->stop != -1);
  if (!found)
    return;
  g_assert_cmpint (stretch->start, ==, wanted->start == -1 ? NONE : wanted->start * MS);
  g_assert_cmpint (stretch->stop, ==,
                   wanted->stop < 0 ? -wanted->stop * MS - 1 : wanted->stop * MS);
}

static void
test_lines (void)
{
  g_autoptr (SflTranscript) transcript = make_transcript (rows, G_N_ELEMENTS (rows));
  SflStretch stretch;

  for (guint i = 0; i < G_N_ELEMENTS (after); i++)
    check (&after[i],
           sfl_stretch_find_stop (transcript, after[i].time * MS, SFL_STOP_AFTER_LINE, &stretch),
           &stretch);
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    check (&before[i],
           sfl_stretch_find_stop (transcript, before[i].time * MS, SFL_STOP_BEFORE_LINE, &stretch),
           &stretch);
  for (guint i = 0; i < G_N_ELEMENTS (line); i++)
    check (&line[i], sfl_stretch_find_line (transcript, line[i].time * MS, &stretch), &stretch);
}

/* Whatever the lines are like, going from stop to stop comes to the end, each stop later than
 * the one before, never inside a line that starts after it began, and never after less than a
 * second of lines that follow one another.
 */
static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20250121);

  for (guint round = 0; round < 400; round++) {
    g_autoptr (SflTranscript) transcript = make_random_transcript (random, NULL);
    guint n_lines;
    const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);

    for (int place = SFL_STOP_AFTER_LINE; place <= SFL_STOP_BEFORE_LINE; place++) {
      SflTime time = 0;
      SflStretch stretch;
      guint n_stops = 0;

      while (sfl_stretch_find_stop (transcript, time, place, &stretch)) {
        int last = sfl_transcript_find_line (transcript, stretch.stop - 1);

        g_assert_cmpint (stretch.stop, >, time);
        g_assert_cmpint (++n_stops, <=, n_lines);
        if (place == SFL_STOP_BEFORE_LINE)
          g_assert_cmpint (lines[last + 1].start, ==, stretch.stop);
        else if (last + 1 < (int) n_lines)
          g_assert_cmpint (stretch.stop, <, lines[last + 1].start);
        if (stretch.start != NONE && last + 1 < (int) n_lines &&
            sfl_transcript_find_hole_after (transcript, last) < 0)
          g_assert_cmpint (lines[last + 1].start - stretch.start, >=, SFL_SECOND);
        time = stretch.stop;
      }
      if (sfl_transcript_is_timed (transcript) && place == SFL_STOP_AFTER_LINE)
        g_assert_cmpint (time, >=, lines[n_lines - 1].end);
    }
  }
}

static void
test_untimed (void)
{
  static const Row untimed[] = { { NONE, NONE, "One." }, { NONE, NONE, "Two." } };
  g_autoptr (SflTranscript) transcript = make_transcript (untimed, G_N_ELEMENTS (untimed));
  SflStretch stretch;

  g_assert_false (sfl_stretch_find_line (transcript, 0, &stretch));
  g_assert_false (sfl_stretch_find_stop (transcript, 0, SFL_STOP_AFTER_LINE, &stretch));
  g_assert_false (sfl_stretch_find_stop (transcript, 0, SFL_STOP_BEFORE_LINE, &stretch));
  g_assert_false (sfl_stretch_find_text (transcript, 0, 3, &stretch));
}

static const struct {
  const char *from; /* the selection begins with this and ends with @to */
  const char *to;
  int start;
  int stop;
} selections[] = {
  { "Zero.", "Zero.", 1000, BEFORE_NEXT (3000) },
  { "ero", "One.", 1000, 5000 + TAIL }, /* lines whose words have no times are heard whole */
  { "One.", "our", 3000, 13000 + TAIL },
  { "deux", "deux", 50500, 51000 + TAIL }, /* the next word comes later */
  { "un", "deux", 50000, 51000 + TAIL },
  { "eux", "troi", 50500, 52000 },             /* words that are cut are heard whole */
  { "quatre", "quatre", 52000, 54000 + TAIL }, /* the last word: to the end of the line */
  { "Eight.", "un", 36000, 50500 },
};

static void
test_text (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  static const char words[] = "un deux trois quatre";
  g_autoptr (SflTranscript) transcript = NULL;
  const char *text;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    sfl_transcript_builder_begin_line (builder, rows[i].start, rows[i].end, -1);
    sfl_transcript_builder_append (builder, rows[i].text, strlen (rows[i].text));
  }
  sfl_transcript_builder_begin_line (builder, 50000 * MS, 54000 * MS, -1);
  sfl_transcript_builder_append (builder, words, strlen (words));
  sfl_transcript_builder_add_word (builder, 0, 2, 50000 * MS, 50500 * MS, -1);
  sfl_transcript_builder_add_word (builder, 3, 4, 50500 * MS, 51000 * MS, -1);
  sfl_transcript_builder_add_word (builder, 8, 5, 51400 * MS, 52000 * MS, -1);
  sfl_transcript_builder_add_word (builder, 14, 6, 52000 * MS, 53000 * MS, -1);
  transcript = sfl_transcript_builder_end (builder);
  text = sfl_transcript_get_text (transcript, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (selections); i++) {
    const char *from = strstr (text, selections[i].from);
    const char *to = strstr (text, selections[i].to) + strlen (selections[i].to);
    SflStretch stretch;

    g_test_message ("from %s to %s", selections[i].from, selections[i].to);
    g_assert_true (sfl_stretch_find_text (transcript, from - text, to - text, &stretch));
    g_assert_cmpint (stretch.start, ==, selections[i].start * MS);
    g_assert_cmpint (stretch.stop, ==,
                     selections[i].stop < 0 ? -selections[i].stop * MS - 1
                                            : selections[i].stop * MS);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stretch/lines", test_lines);
  g_test_add_func ("/stretch/random", test_random);
  g_test_add_func ("/stretch/untimed", test_untimed);
  g_test_add_func ("/stretch/text", test_text);

  return g_test_run ();
}
