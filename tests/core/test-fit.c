/* test-fit.c: what is found out of times that do not fit
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rows.h"
#include "sfl-fit.h"

#include <math.h>

/* Lines, 4 s apart on average, of which some are found in the recording. */
typedef struct {
  const char *name;
  guint n_lines;
  double rate; /* what the text has to be multiplied with */
  double offset;
  guint cut; /* the line before which there is more, or less; 0: none */
  double more;
  double whole;  /* whether the text has whole seconds */
  double rough;  /* each line is off by up to so many seconds */
  double lost;   /* the part that is not found */
  double astray; /* the part that is found anywhere */
  SflFitKind kind;
} Case;

static const Case cases[] = {
  { .name = "exact", .n_lines = 60, .rate = 1, .kind = SFL_FIT_RIGHT },
  { .name = "a few lines", .n_lines = 4, .rate = 1, .kind = SFL_FIT_RIGHT },
  { .name = "two lines", .n_lines = 2, .rate = 1, .offset = 9, .kind = SFL_FIT_UNKNOWN },
  { .name = "whole seconds", .n_lines = 400, .rate = 1, .whole = TRUE, .kind = SFL_FIT_RIGHT },
  { "rough seconds", 400, 1, 0, 0, 0, TRUE, 1, .3, .15, SFL_FIT_RIGHT },
  { "a bit late, as people are", 100, 1, -.8, 0, 0, FALSE, .3, 0, 0, SFL_FIT_RIGHT },
  { "early", 300, 1, 12.4, 0, 0, FALSE, .2, .3, .1, SFL_FIT_SHIFTED },
  { "late", 300, 1, -3, 0, 0, TRUE, 0, .3, .1, SFL_FIT_SHIFTED },
  { "late by minutes", 300, 1, -240, 0, 0, TRUE, 1, .3, .1, SFL_FIT_SHIFTED },
  { "right, but hardly found", 300, 1, 0, 0, 0, FALSE, .2, .6, 0, SFL_FIT_UNKNOWN },
  { "early, but hardly found", 300, 1, 12.4, 0, 0, FALSE, .2, .8, 0, SFL_FIT_UNKNOWN },
  { "early, in few lines", 4, 1, 12.4, 0, 0, FALSE, 0, 0, 0, SFL_FIT_UNKNOWN },
  { "too fast", 400, 25 * 1001 / 24000.0, 0, 0, 0, FALSE, .2, .3, .1, SFL_FIT_STRETCHED },
  { "too slow", 400, .96, 2, 0, 0, TRUE, 1, .3, .1, SFL_FIT_STRETCHED },
  { "a thousandth", 800, 1.001, 0, 0, 0, FALSE, .2, .2, .05, SFL_FIT_STRETCHED },
  { "too fast, and short", 20, 25 * 1001 / 24000.0, 0, 0, 0, FALSE, .1, 0, 0, SFL_FIT_STRETCHED },
  { "right, and short", 20, 1, 0, 0, 0, TRUE, 1, 0, 0, SFL_FIT_RIGHT },
  { "any rate", 300, 1.013, -7, 0, 0, FALSE, .2, .3, .1, SFL_FIT_STRETCHED },
  { "minutes that are not written", 400, 1, 0, 150, 120, FALSE, .2, .3, .1, SFL_FIT_CUT },
  { "the same of whole seconds", 400, 1, 0, 150, 120, TRUE, 1, .3, .1, SFL_FIT_CUT },
  { "minutes that are not said", 400, 1, 5, 200, -121.5, FALSE, .2, .3, .1, SFL_FIT_CUT },
  { "near the end", 400, 1, 0, 380, 30, TRUE, .5, .2, .05, SFL_FIT_CUT },
  { "anywhere", 300, 1, 0, 0, 0, FALSE, 0, 0, 1, SFL_FIT_UNKNOWN },
  { "mostly anywhere", 300, 1, 0, 0, 0, FALSE, 0, 0, .5, SFL_FIT_UNKNOWN },
};

static double
draw (GRand *random, double most)
{
  return most > 0 ? g_rand_double_range (random, -most, most) : 0;
}

static void
make_lines (const Case *row, SflTime *starts, SflTime *heard)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (row->n_lines);
  double said = 20, length = row->n_lines * 4;

  for (guint i = 0; i < row->n_lines; i++) {
    double text = said + draw (random, row->rough);
    double media = said * row->rate + row->offset;

    text = row->whole ? floor (text) : text;
    if (row->cut > 0 && i >= row->cut)
      media += row->more;
    starts[i] = MAX (text, 0) * SFL_SECOND;
    if (i > 0)
      starts[i] = MAX (starts[i], starts[i - 1]);
    heard[i] = media * SFL_SECOND;
    if (g_rand_double (random) < row->astray)
      heard[i] = g_rand_double_range (random, 0, length) * SFL_SECOND;
    if (g_rand_double (random) < row->lost || media < 0)
      heard[i] = SFL_TIME_NONE;
    /* What is not in the recording is not found, or somewhere around. */
    if (row->cut > 0 && row->more < 0 && i >= row->cut && said < 20 + row->cut * 4 - row->more)
      heard[i] = SFL_TIME_NONE;
    said += g_rand_double_range (random, 2, 6);
  }
}

static SflTranscript *
make_text (const SflTime *starts, guint n_lines)
{
  g_autofree Row *rows = g_new (Row, n_lines);

  for (guint i = 0; i < n_lines; i++)
    rows[i] = (Row){ starts[i], SFL_TIME_NONE, "A line." };

  return make_transcript (rows, n_lines);
}

/* After the correction lines are where they are heard, and the order stays. */
static void
check_correction (const Case *row,
                  const SflFit *fit,
                  SflTranscript *transcript,
                  const SflTime *starts)
{
  g_auto (SflSync) sync = sfl_fit_make_sync (fit, transcript);
  g_autoptr (SflTranscript) corrected = sfl_sync_apply (&sync, transcript);
  const SflLine *lines = sfl_transcript_get_lines (corrected, NULL);
  double bias = row->whole ? 0.5 : 0;

  for (guint i = 0; i < row->n_lines; i++) {
    double right = (double) starts[i] / SFL_SECOND * row->rate + row->offset;

    g_assert_true (i == 0 || lines[i].start >= lines[i - 1].start);
    if (row->cut > 0 && i >= row->cut)
      right += row->more;
    if (row->cut > 0 && i + 2 >= row->cut && starts[i] <= starts[row->cut] + 3 * SFL_MINUTE)
      continue;
    if (right < 0)
      continue;
    g_assert_cmpfloat (fabs ((double) lines[i].start / SFL_SECOND - right), <, 0.5 + bias);
  }
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autofree SflTime *starts = g_new (SflTime, row->n_lines);
  g_autofree SflTime *heard = g_new (SflTime, row->n_lines);
  g_autoptr (SflTranscript) transcript = NULL;
  g_autoptr (SflFit) fit = NULL;
  g_autofree char *words = NULL;

  make_lines (row, starts, heard);
  transcript = make_text (starts, row->n_lines);
  fit = sfl_fit_new (starts, heard, row->n_lines);
  words = sfl_fit_dup_summary (fit, transcript);
  g_test_message ("%s: %s rate %.5f, %u pieces, offset %.2f; %u of %u, spread %.2f", words,
                  sfl_fit_get_name (fit), fit->rate, fit->n_pieces,
                  fit->n_pieces ? (double) fit->pieces[0].offset / SFL_SECOND : 0.0,
                  fit->n_agreeing, fit->n_placed, (double) fit->spread / SFL_SECOND);

  g_assert_cmpint (fit->kind, ==, row->kind);
  g_assert_cmpint (fit->n_lines, ==, row->n_lines);
  if (sfl_fit_can_correct (fit))
    check_correction (row, fit, transcript, starts);
}

/* The sentence, to the letter. */
static void
test_words (void)
{
  static const Row rows[] = { { 0, NONE, "A" }, { 100 * SFL_SECOND, NONE, "B" } };
  static const struct {
    SflFitKind kind;
    double rate;
    SflTime offset;
    SflTime second; /* 0: one piece */
    const char *words;
  } all[] = {
    { SFL_FIT_RIGHT, 1, 0, 0, "The text fits the sound." },
    { SFL_FIT_SHIFTED, 1, 12400, 0, "The text is 12.4 s early." },
    { SFL_FIT_SHIFTED, 1, -3000, 0, "The text is 3 s late." },
    { SFL_FIT_SHIFTED, 1, -125000, 0, "The text is 2 min 5 s late." },
    { SFL_FIT_STRETCHED, 1.05, 0, 0,
      "The text and the sound drift apart: it is right at the beginning, 5 s early at the end." },
    { SFL_FIT_CUT, 1, 0, 120000, "The recording has 2 min more than the text, before 1:40." },
    { SFL_FIT_CUT, 1, 0, -90000, "1 min 30 s of the text, up to 1:40, are not in the recording." },
  };
  g_autoptr (SflTranscript) transcript = make_transcript (rows, G_N_ELEMENTS (rows));

  for (guint i = 0; i < G_N_ELEMENTS (all); i++) {
    SflFitPiece pieces[] = { { 0, all[i].offset * SFL_MSECOND },
                             { 1, all[i].second * SFL_MSECOND } };
    SflFit fit = { all[i].kind, all[i].rate, pieces, all[i].second != 0 ? 2 : 1, 2, 2, 2, 0 };
    g_autofree char *words = sfl_fit_dup_summary (&fit, transcript);

    g_assert_cmpstr (words, ==, all[i].words);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/fit/%s", cases[i].name);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/fit/words", test_words);

  return g_test_run ();
}
