/* test-finder.c: where a phrase occurs in a transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sfl-finder.h"

#include "sfl-transcript-builder.h"

#include <string.h>

static SflTranscript *
make_transcript (const char *const *lines)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");

  for (guint i = 0; lines[i] != NULL; i++) {
    sfl_transcript_builder_begin_line (builder, i * 4 * SFL_SECOND, SFL_TIME_NONE, -1);
    sfl_transcript_builder_append (builder, lines[i], strlen (lines[i]));
    sfl_transcript_builder_end_line (builder);
  }

  return sfl_transcript_builder_end (builder);
}

/* Each row lists the hits of @query as "line:text", joined by a bar. */
static const struct {
  const char *query;
  const char *hits;
} queries[] = {
  { NULL, "" },
  { "", "" },
  { "  \n ", "" },
  { "absent", "" },
  { "INTELLIGENCE", "0:intelligence" },
  { "l'ete", "0:l’été|3:l’e\xcc\x81te\xcc\x81" },
  { "  l'été ", "0:l’été|3:l’e\xcc\x81te\xcc\x81" },
  { "c'est l'été de la", "0:c’est l’été\nde la" }, /* over a line break */
  { "50 % de coeurs", "1:50 % de\ncœurs" },
  { "coeur", "2:cœur|2:cœur" },
  { "e", NULL }, /* counted below */
  { ".*", "3:.*" },
  { "[a-z]+", "3:[a-z]+" },
  { "(ou", "1:(ou" },
  { "\\", "" },
  { "%", "1:%" },
  { "\xff", "" }, /* not even text */
};

static char *
join_hits (SflFinder *finder)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  const char *text = sfl_transcript_get_text (sfl_finder_get_transcript (finder), NULL);
  guint n_hits;
  const SflHit *hits = sfl_finder_get_hits (finder, &n_hits);

  for (guint i = 0; i < n_hits; i++) {
    g_assert_cmpint (sfl_transcript_find_at (sfl_finder_get_transcript (finder), hits[i].offset),
                     ==, hits[i].line);
    g_string_append_printf (joined, "%s%u:%.*s", i > 0 ? "|" : "", hits[i].line,
                            (int) hits[i].length, text + hits[i].offset);
  }

  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static void
test_queries (void)
{
  static const char *const lines[] = {
    "L’intelligence artificielle, c’est l’été",
    "de la pensée (ou l'hiver ?) : 50 % de",
    "cœurs. Le cœur a ses raisons",
    "A.*B [a-z]+ et l’e\xcc\x81te\xcc\x81",
    NULL,
  };
  g_autoptr (SflTranscript) transcript = make_transcript (lines);
  SflFinder *finder = sfl_finder_new (transcript);

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++) {
    g_autofree char *hits = NULL;

    sfl_finder_set_query (finder, queries[i].query);
    hits = join_hits (finder);
    if (queries[i].hits != NULL)
      g_assert_cmpstr (hits, ==, queries[i].hits);
    else
      g_assert_cmpuint (sfl_finder_get_n_hits (finder), >, 10);
    g_assert_false (sfl_finder_get_truncated (finder));
  }

  g_assert_finalize_object (finder);
}

static void
test_steps (void)
{
  static const char *const lines[] = { "un deux un", "un", NULL }; /* at 0, 8 and 11 */
  g_autoptr (SflTranscript) transcript = make_transcript (lines);
  g_autoptr (SflFinder) finder = sfl_finder_new (transcript);
  static const struct {
    gsize offset;
    int next;
    int previous;
  } steps[] = {
    { 0, 0, -1 }, { 1, 1, 0 }, { 8, 1, 0 }, { 9, 2, 1 }, { 11, 2, 1 }, { 12, -1, 2 }, { 99, -1, 2 },
  };

  g_assert_cmpint (sfl_finder_find_next (finder, 0), ==, -1);
  g_assert_cmpint (sfl_finder_find_previous (finder, 99), ==, -1);

  sfl_finder_set_query (finder, "UN");
  g_assert_cmpstr (sfl_finder_get_query (finder), ==, "UN");
  g_assert_cmpuint (sfl_finder_get_n_hits (finder), ==, 3);
  g_assert_cmpuint (sfl_finder_get_hit (finder, 2)->line, ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_assert_cmpint (sfl_finder_find_next (finder, steps[i].offset), ==, steps[i].next);
    g_assert_cmpint (sfl_finder_find_previous (finder, steps[i].offset), ==, steps[i].previous);
  }
}

/* Both halves of one "ß" are one hit. */
static void
test_halves (void)
{
  static const char *const lines[] = { "Straße", NULL };
  g_autoptr (SflTranscript) transcript = make_transcript (lines);
  g_autoptr (SflFinder) finder = sfl_finder_new (transcript);
  g_autofree char *hits = NULL;

  sfl_finder_set_query (finder, "s");
  hits = join_hits (finder);
  g_assert_cmpstr (hits, ==, "0:S|0:ß");
}

static void
test_empty (void)
{
  static const char *const lines[] = { NULL };
  g_autoptr (SflTranscript) transcript = make_transcript (lines);
  g_autoptr (SflFinder) finder = sfl_finder_new (transcript);

  sfl_finder_set_query (finder, "a");
  g_assert_cmpuint (sfl_finder_get_n_hits (finder), ==, 0);
}

static SflTranscript *
make_long_transcript (guint n_lines)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");

  for (guint i = 0; i < n_lines; i++) {
    g_autofree char *text =
        g_strdup_printf ("ligne %u : l’été où l'on parlait d'intelligence, « déjà »", i);

    sfl_transcript_builder_begin_line (builder, i * SFL_SECOND, SFL_TIME_NONE, -1);
    sfl_transcript_builder_append (builder, text, strlen (text));
    sfl_transcript_builder_end_line (builder);
  }

  return sfl_transcript_builder_end (builder);
}

static void
test_limit (void)
{
  g_autoptr (SflTranscript) exact = make_long_transcript (SFL_FINDER_MAX_HITS);
  g_autoptr (SflTranscript) more = make_long_transcript (SFL_FINDER_MAX_HITS + 1);
  g_autoptr (SflFinder) exact_finder = sfl_finder_new (exact);
  g_autoptr (SflFinder) more_finder = sfl_finder_new (more);

  sfl_finder_set_query (exact_finder, "intelligence");
  g_assert_cmpuint (sfl_finder_get_n_hits (exact_finder), ==, SFL_FINDER_MAX_HITS);
  g_assert_false (sfl_finder_get_truncated (exact_finder));

  sfl_finder_set_query (more_finder, "intelligence");
  g_assert_cmpuint (sfl_finder_get_n_hits (more_finder), ==, SFL_FINDER_MAX_HITS);
  g_assert_true (sfl_finder_get_truncated (more_finder));

  sfl_finder_set_query (more_finder, "ligne 77 :");
  g_assert_cmpuint (sfl_finder_get_n_hits (more_finder), ==, 1);
  g_assert_false (sfl_finder_get_truncated (more_finder));
}

static void
prepared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sfl_finder_prepare_finish (SFL_FINDER (object), result, &error));
  g_assert_no_error (error);
  ++*(int *) user_data;
}

/* On a thread, twice, with a query in between; none waits for another. */
static void
test_prepare (void)
{
  g_autoptr (SflTranscript) transcript = make_long_transcript (20000);
  SflFinder *finder = sfl_finder_new (transcript);
  int n_prepared = 0;

  sfl_finder_prepare_async (finder, NULL, prepared_cb, &n_prepared);
  sfl_finder_set_query (finder, "ligne 19999");
  g_assert_cmpuint (sfl_finder_get_n_hits (finder), ==, 1);
  g_assert_cmpuint (sfl_finder_get_hit (finder, 0)->line, ==, 19999);
  g_assert_cmpint (n_prepared, ==, 0);
  sfl_finder_prepare_async (finder, NULL, prepared_cb, &n_prepared);
  while (n_prepared < 2)
    g_main_context_iteration (NULL, TRUE);

  while (G_OBJECT (finder)->ref_count > 1) /* the thread lets go a moment later */
    g_main_context_iteration (NULL, FALSE);
  g_assert_finalize_object (finder);
}

/* `test-finder -m perf`: figures for a machine at rest, printed and not judged. */
static void
test_speed (void)
{
  static const guint sizes[] = { 10000, 1000000 };
  static const char *const words[] = { "l'on parlait d'intelligence", "absent", "e",
                                       "ligne 4242 :" };

  if (!g_test_perf ()) {
    g_test_skip ("only with -m perf");
    return;
  }

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (SflTranscript) transcript = make_long_transcript (sizes[i]);
    g_autoptr (SflFinder) finder = sfl_finder_new (transcript);
    gsize length;

    sfl_transcript_get_text (transcript, &length);
    g_test_timer_start ();
    sfl_finder_set_query (finder, "x");
    g_test_message ("%u lines, %.1f MB: first query %.1f ms", sizes[i], length / 1e6,
                    g_test_timer_elapsed () * 1e3);
    for (gsize j = 0; j < G_N_ELEMENTS (words); j++) {
      g_test_timer_start ();
      sfl_finder_set_query (finder, words[j]);
      g_test_message ("\"%s\": %.2f ms, %u hits", words[j], g_test_timer_elapsed () * 1e3,
                      sfl_finder_get_n_hits (finder));
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/finder/queries", test_queries);
  g_test_add_func ("/finder/steps", test_steps);
  g_test_add_func ("/finder/halves", test_halves);
  g_test_add_func ("/finder/empty", test_empty);
  g_test_add_func ("/finder/limit", test_limit);
  g_test_add_func ("/finder/prepare", test_prepare);
  g_test_add_func ("/finder/speed", test_speed);

  return g_test_run ();
}
