/* test-aligned.c: a transcript whose words were looked for in the recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rows.h"

#include "sfl-alignment.h"
#include "sfl-cursor.h"
#include "sfl-stretch.h"
#include "sfl-sync.h"

#define S SFL_SECOND
#define MS SFL_MSECOND
#define MAX_LINES 4
#define MAX_HOLES 3

static const struct {
  const char *about;
  struct {
    SflTime start, end;                   /* as listened for */
    SflTime expected_start, expected_end; /* as it is then */
  } lines[MAX_LINES];
  guint n_lines;
  SflHole holes[MAX_HOLES];
  guint n_holes;
  SflHole expected_holes[MAX_HOLES];
  guint n_expected_holes;
} alignments[] = {
  { "as it was heard", { { S, 2 * S, S, 2 * S }, { 3 * S, 4 * S, 3 * S, 4 * S } }, 2 },
  { "no end reaches to the next line",
    { { S, NONE, S, 3 * S }, { 3 * S, NONE, 3 * S, 3 * S } },
    2 },
  { "nobody says the second line: it is where the third begins",
    { { S, 2 * S, S, 2 * S }, { NONE, NONE, 3 * S, 3 * S }, { 3 * S, 4 * S, 3 * S, 4 * S } },
    3 },
  { "nor the last two: they are where the first ends",
    { { S, 2 * S, S, 2 * S }, { NONE, NONE, 2 * S, 2 * S }, { NONE, 9 * S, 2 * S, 2 * S } },
    3 },
  { "nor any", { { NONE, NONE, 0, 0 }, { NONE, NONE, 0, 0 } }, 2 },
  { "nothing goes back",
    { { 3 * S, 4 * S, 3 * S, 4 * S }, { 2 * S, 5 * S, 3 * S, 5 * S }, { 4 * S, S, 4 * S, 4 * S } },
    3 },
  { "a hole has its name, and no more than the room between its lines",
    { { 0, 2 * S, 0, 2 * S }, { 9 * S, 10 * S, 9 * S, 10 * S } },
    2,
    { { S, 20 * S, 7, SFL_HOLE_MUSIC } },
    1,
    { { 2 * S, 9 * S, 0, SFL_HOLE_MUSIC } },
    1 },
  { "that of its longest part",
    { { 0, 2 * S, 0, 2 * S }, { 20 * S, 21 * S, 20 * S, 21 * S } },
    2,
    { { 3 * S, 4 * S, 0, SFL_HOLE_SILENCE },
      { 4 * S, 12 * S, 0, SFL_HOLE_SPEECH },
      { 12 * S, 19 * S, 0, SFL_HOLE_MUSIC } },
    3,
    { { 3 * S, 19 * S, 0, SFL_HOLE_SPEECH } },
    1 },
  { "what nobody has named is one when it is longer than a pause",
    { { 0, S, 0, S }, { 6 * S, 7 * S, 6 * S, 7 * S }, { 12 * S + 1, 13 * S, 12 * S + 1, 13 * S } },
    3,
    { { 0 } },
    0,
    { { 7 * S, 12 * S + 1, 1, SFL_HOLE_UNKNOWN } },
    1 },
  { "a short one with a name counts; before the first and after the last line none does",
    { { 5 * S, 6 * S, 5 * S, 6 * S }, { 8 * S, 9 * S, 8 * S, 9 * S } },
    2,
    { { 0, 5 * S, 0, SFL_HOLE_MUSIC },
      { 6 * S, 8 * S, 0, SFL_HOLE_SILENCE },
      { 9 * S, 30 * S, 0, SFL_HOLE_MUSIC } },
    3,
    { { 6 * S, 8 * S, 0, SFL_HOLE_SILENCE } },
    1 },
  { "nobody says what is between: the hole is before it",
    { { 0, S, 0, S }, { NONE, NONE, 20 * S, 20 * S }, { 20 * S, 21 * S, 20 * S, 21 * S } },
    3,
    { { 0 } },
    0,
    { { S, 20 * S, 0, SFL_HOLE_UNKNOWN } },
    1 },
};

/* A text of @n_lines, with times or without. */
static SflTranscript *
make_text (guint n_lines, gboolean timed)
{
  Row rows[MAX_LINES];

  for (guint i = 0; i < n_lines; i++)
    rows[i] = (Row){ timed ? i * S : NONE, NONE, "one two three" };

  return make_transcript (rows, n_lines);
}

static void
test_lines (void)
{
  for (gsize i = 0; i < 2 * G_N_ELEMENTS (alignments); i++) {
    gsize row = i / 2;
    g_autoptr (SflTranscript) text = make_text (alignments[row].n_lines, i % 2);
    g_autoptr (SflTranscript) aligned = NULL;
    SflLine given[MAX_LINES] = { 0 };
    guint n_lines, n_holes;
    const SflLine *lines;
    const SflHole *holes;

    g_test_message ("%s", alignments[row].about);
    for (guint l = 0; l < alignments[row].n_lines; l++) {
      given[l].start = alignments[row].lines[l].start;
      given[l].end = alignments[row].lines[l].end;
    }
    aligned = sfl_transcript_new_aligned (text, given, NULL, 0, alignments[row].holes,
                                          alignments[row].n_holes);

    g_assert_true (sfl_transcript_is_aligned (aligned));
    g_assert_true (sfl_transcript_is_timed (aligned));
    g_assert_true (sfl_transcript_shares_text (aligned, text));
    g_assert_true (sfl_transcript_get_original (aligned) == text);
    lines = sfl_transcript_get_lines (aligned, &n_lines);
    g_assert_cmpuint (n_lines, ==, alignments[row].n_lines);
    for (guint l = 0; l < n_lines; l++) {
      g_assert_cmpint (lines[l].start, ==, alignments[row].lines[l].expected_start);
      g_assert_cmpint (lines[l].end, ==, alignments[row].lines[l].expected_end);
    }
    holes = sfl_transcript_get_holes (aligned, &n_holes);
    g_assert_cmpuint (n_holes, ==, alignments[row].n_expected_holes);
    g_assert_cmpmem (holes, n_holes * sizeof *holes, alignments[row].expected_holes,
                     n_holes * sizeof *holes);
  }
}

/* The words of "one two three" in two lines: the second is said from 10 s on. */
static const SflWord two_lines[] = {
  { S, 2 * S, 0, 3, 0.9, 0 },
  { NONE, NONE, 4, 3, 0.1, 0 },
  { 3 * S, 4 * S, 8, 5, 0.9, 0 },
  { 10 * S, 11 * S, 14, 3, 0.2, 0 },
  { 10 * S + 1, 12 * S, 18, 3, 0.3, 0 },
  { 12 * S, 13 * S, 22, 5, 0.9, 0 },
};

static SflTranscript *
make_two_lines (void)
{
  static const SflLine lines[] = { { S, 4 * S, 0, 0, 0, 0 }, { 10 * S, 13 * S, 0, 0, 0, 0 } };
  static const SflHole hole = { 5 * S, 9 * S, 0, SFL_HOLE_MUSIC };
  g_autoptr (SflTranscript) text = make_text (2, FALSE);

  return sfl_transcript_new_aligned (text, lines, two_lines, G_N_ELEMENTS (two_lines), &hole, 1);
}

static void
test_words (void)
{
  g_autoptr (SflTranscript) aligned = make_two_lines ();
  guint n_words;
  const SflWord *words = sfl_transcript_get_words (aligned, &n_words);

  g_assert_cmpuint (n_words, ==, G_N_ELEMENTS (two_lines));
  g_assert_cmpuint (sfl_transcript_count_spoken (aligned), ==, 5);
  g_assert_cmpuint (words[1].flags, ==, SFL_WORD_UNSPOKEN);
  g_assert_cmpint (words[1].start, ==, NONE);
  g_assert_cmpint (words[1].end, ==, NONE);

  /* Nobody hears it, but it is in the text. */
  g_assert_cmpint (sfl_transcript_find_word (aligned, 2 * S + S / 2), ==, -1);
  g_assert_cmpint (sfl_transcript_find_word (aligned, S + S / 2), ==, 0);
  g_assert_cmpint (sfl_transcript_find_word_at (aligned, 5), ==, 1);
  g_assert_cmpint (sfl_transcript_get_word_time (aligned, 0), ==, S);
  g_assert_cmpint (sfl_transcript_get_word_time (aligned, 1), ==, 3 * S);

  /* 0.47 in the mean: the line is lit, its words are not. */
  g_assert_true (sfl_transcript_trusts_words (aligned, 0));
  g_assert_false (sfl_transcript_trusts_words (aligned, 1));
}

/* A line of which nobody says a word has none to trust, and one that ends so has an end. */
static void
test_unspoken_line (void)
{
  static const SflLine lines[] = { { S, 4 * S, 0, 0, 0, 0 }, { NONE, NONE, 0, 0, 0, 0 } };
  static const SflWord words[] = { { S, 2 * S, 0, 3, 0.9, 0 },
                                   { 2 * S, 3 * S, 4, 3, 0.9, SFL_WORD_UNSPOKEN },
                                   { NONE, NONE, 14, 3, -1, 0 } };
  g_autoptr (SflTranscript) text = make_text (2, TRUE);
  g_autoptr (SflTranscript) aligned = sfl_transcript_new_aligned (text, lines, words, 3, NULL, 0);

  g_assert_cmpuint (sfl_transcript_count_spoken (aligned), ==, 1);
  g_assert_true (sfl_transcript_trusts_words (aligned, 0));
  g_assert_false (sfl_transcript_trusts_words (aligned, 1));
  g_assert_cmpint (sfl_transcript_get_word_time (aligned, 1), ==, 4 * S);
  g_assert_cmpint (sfl_transcript_get_word_time (aligned, 2), ==, 4 * S);
  g_assert_cmpint (sfl_transcript_find_line (aligned, 3 * S), ==, 0);
}

static const struct {
  const char *about;
  SflTime starts[3]; /* of three words of a second */
  float confidences[3];
  SflTime start, end; /* of their line */
} strands[] = {
  { "together", { S, 2 * S, 3 * S }, { 0.9, 0.1, 0.1 }, S, 4 * S },
  { "a gap of 2 s is none", { S, 4 * S, 5 * S }, { 0.9, 0.1, 0.1 }, S, 6 * S },
  { "doubtful ones beyond it", { S, 4 * S + 1, 9 * S }, { 0.9, 0.1, 0.1 }, S, 2 * S },
  { "or the last of them", { S, 2 * S, 9 * S }, { 0.9, 0.9, 0.1 }, S, 3 * S },
  { "before it", { S, 8 * S, 9 * S }, { 0.1, 0.9, 0.9 }, 8 * S, 10 * S },
  { "on both sides", { S, 8 * S, 19 * S }, { 0.1, 0.9, 0.1 }, 8 * S, 9 * S },
  { "a sure one is where it is", { S, 8 * S, 19 * S }, { 0.1, 0.1, 0.9 }, 19 * S, 20 * S },
  { "sure on both sides", { S, 8 * S, 19 * S }, { 0.9, 0.1, 0.9 }, S, 20 * S },
  { "of nothing but doubt one is as good as another",
    { S, 8 * S, 19 * S },
    { 0.1, 0.1, 0.1 },
    S,
    20 * S },
  { "nobody has said how sure it is", { S, 8 * S, 19 * S }, { -1, -1, -1 }, S, 20 * S },
};

/* Doubtful words on the wrong side of a hole do not fill it. */
static void
test_stranded (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (strands); i++) {
    g_autoptr (SflTranscript) text = make_text (2, FALSE);
    g_autoptr (SflTranscript) aligned = NULL;
    SflLine lines[] = { { strands[i].starts[0], strands[i].starts[2] + S, 0, 0, 0, 0 },
                        { 30 * S, 31 * S, 0, 0, 0, 0 } };
    static const guint offsets[] = { 0, 4, 8 };
    SflWord words[3];
    const SflLine *found;
    const SflHole *holes;
    guint n_holes;

    g_test_message ("%s", strands[i].about);
    for (guint w = 0; w < 3; w++)
      words[w] = (SflWord){
        strands[i].starts[w], strands[i].starts[w] + S, offsets[w], 3, strands[i].confidences[w], 0
      };
    aligned = sfl_transcript_new_aligned (text, lines, words, 3, NULL, 0);

    found = sfl_transcript_get_lines (aligned, NULL);
    g_assert_cmpint (found[0].start, ==, strands[i].start);
    g_assert_cmpint (found[0].end, ==, strands[i].end);
    holes = sfl_transcript_get_holes (aligned, &n_holes);
    g_assert_cmpuint (n_holes, ==, 1);
    g_assert_cmpint (holes[0].start, ==, strands[i].end);
  }
}

static void
test_cursor (void)
{
  static const struct {
    SflTime position;
    int line, word, hole;
  } steps[] = {
    { S, 0, 0, -1 },      { 2 * S + 1, 0, -1, -1 }, { 3 * S, 0, 2, -1 },       { 7 * S, -1, -1, 0 },
    { 10 * S, 1, 3, -1 }, { 10 * S + 1, 1, 4, -1 }, { 12 * S + MS, 1, 5, -1 },
  };
  g_autoptr (SflTranscript) aligned = make_two_lines ();
  g_autoptr (SflCursor) cursor = sfl_cursor_new ();

  sfl_cursor_set_transcript (cursor, aligned);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    sfl_cursor_set_position (cursor, steps[i].position);
    g_assert_cmpint (sfl_cursor_get_line (cursor), ==, steps[i].line);
    g_assert_cmpint (sfl_cursor_get_word (cursor), ==, steps[i].word);
    g_assert_cmpint (sfl_cursor_get_hole (cursor), ==, steps[i].hole);
  }
}

/* A piece of the text is heard from its first spoken word to its last. */
static void
test_stretch (void)
{
  static const struct {
    gsize start, end;
    SflTime expected_start, expected_stop;
    gboolean found;
  } pieces[] = {
    { 4, 13, 3 * S, 4 * S + 150 * MS, TRUE }, /* the unspoken word, and the one after it */
    { 0, 7, S, 2 * S + 150 * MS, TRUE },      /* and the one before it */
    { 18, 21, 10 * S + 1, 12 * S, TRUE },     /* up to the next */
    { 8, 17, 3 * S, 10 * S + 1, TRUE },       /* across lines; words may overlap */
    { 4, 7, 0, 0, FALSE },                    /* nobody says it */
  };
  g_autoptr (SflTranscript) aligned = make_two_lines ();

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++) {
    SflStretch stretch;

    g_test_message ("%u to %u", (guint) pieces[i].start, (guint) pieces[i].end);
    g_assert_cmpint (sfl_stretch_find_text (aligned, pieces[i].start, pieces[i].end, &stretch), ==,
                     pieces[i].found);
    if (!pieces[i].found)
      continue;
    g_assert_cmpint (stretch.start, ==, pieces[i].expected_start);
    g_assert_cmpint (stretch.stop, ==, pieces[i].expected_stop);
  }
}

/* What was aligned can be moved, and comes back as it was. */
static void
test_sync (void)
{
  g_autoptr (SflTranscript) aligned = make_two_lines ();
  g_autoptr (SflTranscript) moved = NULL, back = NULL;
  g_auto (SflSync) sync = { 2 * S, NULL, 0 };
  SflSync nothing = { 0 };
  const SflHole *holes;
  guint n_words, n_holes;

  moved = sfl_sync_apply (&sync, aligned);
  g_assert_true (sfl_transcript_get_base (moved) == aligned);
  g_assert_true (sfl_transcript_is_aligned (moved));
  g_assert_true (sfl_transcript_shares_text (moved, aligned));
  g_assert_cmpint (sfl_transcript_get_lines (moved, NULL)[1].end, ==, 15 * S);
  g_assert_cmpint (sfl_transcript_get_words (moved, &n_words)[0].start, ==, 3 * S);
  g_assert_cmpuint (n_words, ==, G_N_ELEMENTS (two_lines));
  g_assert_cmpuint (sfl_transcript_get_words (moved, NULL)[1].flags, ==, SFL_WORD_UNSPOKEN);
  holes = sfl_transcript_get_holes (moved, &n_holes);
  g_assert_cmpuint (n_holes, ==, 1);
  g_assert_cmpint (holes[0].start, ==, 7 * S);
  g_assert_cmpuint (holes[0].kind, ==, SFL_HOLE_MUSIC);
  g_assert_cmpint (sfl_transcript_find_line (moved, 13 * S), ==, 1);

  back = sfl_sync_apply (&nothing, moved);
  g_assert_true (back == aligned);
}

static void
test_chapters (void)
{
  static const SflLine lines[] = { { S + MS, 2 * S, 0, 0, 0, 0 }, { 5 * S, 6 * S, 0, 0, 0, 0 } };
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) text = NULL, aligned = NULL;
  const SflChapter *chapters;
  guint n;

  sfl_transcript_builder_begin_line (builder, S, NONE, -1);
  sfl_transcript_builder_append (builder, "one", 3);
  sfl_transcript_builder_begin_line (builder, 4 * S, NONE, -1);
  sfl_transcript_builder_append (builder, "two", 3);
  sfl_transcript_builder_add_chapter (builder, 0, "before all lines", -1);
  sfl_transcript_builder_add_chapter (builder, 2 * S, "in a line", -1);
  sfl_transcript_builder_add_chapter (builder, 4 * S, "with a line", -1);
  text = sfl_transcript_builder_end (builder);
  aligned = sfl_transcript_new_aligned (text, lines, NULL, 0, NULL, 0);

  chapters = sfl_transcript_get_chapters (aligned, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (chapters[0].start, ==, 0);
  g_assert_cmpint (chapters[1].start, ==, 2 * S);
  g_assert_cmpint (chapters[2].start, ==, 5 * S);
  g_assert_cmpstr (chapters[2].title, ==, "with a line");
}

static void
test_summary (void)
{
  g_autoptr (SflTranscript) aligned = make_two_lines ();
  SflAlignmentSummary summary = sfl_alignment_summarize (aligned);
  g_autoptr (SflTranscript) lost = NULL;
  SflWord words[G_N_ELEMENTS (two_lines)];

  g_assert_cmpuint (summary.n_words, ==, 6);
  g_assert_cmpuint (summary.n_spoken, ==, 5);
  g_assert_cmpuint (summary.n_sure, ==, 3);
  g_assert_cmpuint (summary.n_doubtful_lines, ==, 1);
  g_assert_cmpuint (summary.n_holes, ==, 1);
  g_assert_true (sfl_alignment_is_plausible (aligned));

  /* What has found hardly anything was told another recording. */
  memcpy (words, two_lines, sizeof words);
  for (gsize i = 1; i < G_N_ELEMENTS (words); i++)
    words[i].confidence = 0.1;
  lost = sfl_transcript_new_aligned (aligned, sfl_transcript_get_lines (aligned, NULL), words,
                                     G_N_ELEMENTS (words), NULL, 0);
  g_assert_false (sfl_alignment_is_plausible (lost));
}

static void
test_pack (void)
{
  g_autoptr (SflTranscript) aligned = make_two_lines ();
  SflTranscript *text = sfl_transcript_get_original (aligned);
  g_autoptr (SflTranscript) other = make_text (3, TRUE);
  g_autoptr (GBytes) packed = sfl_alignment_pack (aligned, "fr");
  g_autofree char *language = NULL;
  g_autoptr (SflTranscript) back = sfl_alignment_unpack (packed, text, &language);
  guint n_lines, n_words, n_holes, n_back;

  g_assert_nonnull (back);
  g_assert_cmpstr (language, ==, "fr");
  g_assert_true (sfl_transcript_is_aligned (back));
  g_assert_true (sfl_transcript_shares_text (back, text));
  sfl_transcript_get_lines (aligned, &n_lines);
  g_assert_cmpmem (sfl_transcript_get_lines (back, NULL), n_lines * sizeof (SflLine),
                   sfl_transcript_get_lines (aligned, NULL), n_lines * sizeof (SflLine));
  sfl_transcript_get_words (aligned, &n_words);
  g_assert_cmpmem (sfl_transcript_get_words (back, &n_back), n_words * sizeof (SflWord),
                   sfl_transcript_get_words (aligned, NULL), n_words * sizeof (SflWord));
  g_assert_cmpuint (n_back, ==, n_words);
  sfl_transcript_get_holes (aligned, &n_holes);
  g_assert_cmpmem (sfl_transcript_get_holes (back, &n_back), n_holes * sizeof (SflHole),
                   sfl_transcript_get_holes (aligned, NULL), n_holes * sizeof (SflHole));
  g_assert_cmpuint (n_back, ==, n_holes);

  g_assert_null (sfl_alignment_unpack (packed, other, NULL));
}

/* What a disk or another program did to it is noticed, or does no harm. */
static void
test_damage (void)
{
  g_autoptr (SflTranscript) aligned = make_two_lines ();
  SflTranscript *text = sfl_transcript_get_original (aligned);
  g_autoptr (GBytes) packed = sfl_alignment_pack (aligned, "fr");
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  gsize size;
  const guint8 *data = g_bytes_get_data (packed, &size);

  g_assert_null (sfl_alignment_unpack (nothing, text, NULL));
  for (gsize i = 0; i < size; i++) {
    g_autofree guint8 *copy = g_memdup2 (data, size);
    g_autoptr (GBytes) damaged = NULL, cut = g_bytes_new (data, i);
    g_autoptr (SflTranscript) back = NULL;

    copy[i] ^= 0x55;
    damaged = g_bytes_new_take (g_steal_pointer (&copy), size);
    back = sfl_alignment_unpack (damaged, text, NULL);
    g_assert_null (sfl_alignment_unpack (cut, text, NULL));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/aligned/lines", test_lines);
  g_test_add_func ("/aligned/words", test_words);
  g_test_add_func ("/aligned/unspoken-line", test_unspoken_line);
  g_test_add_func ("/aligned/stranded", test_stranded);
  g_test_add_func ("/aligned/cursor", test_cursor);
  g_test_add_func ("/aligned/stretch", test_stretch);
  g_test_add_func ("/aligned/sync", test_sync);
  g_test_add_func ("/aligned/chapters", test_chapters);
  g_test_add_func ("/aligned/summary", test_summary);
  g_test_add_func ("/aligned/pack", test_pack);
  g_test_add_func ("/aligned/damage", test_damage);

  return g_test_run ();
}
