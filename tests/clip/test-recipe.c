/* test-recipe.c: recipes are saved and told apart; where clips begin and end; how captions are cut
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-clip-captions.h"
#include "sfl-clip-ends.h"
#include "sfl-clip-limits.h"
#include "sfl-clip-recipe.h"
#include "sfl-error.h"
#include "sfl-transcript-builder.h"

#include <string.h>

static SflClipRecipe *
make_recipe (void)
{
  SflClipRecipe *recipe = sfl_clip_recipe_new ();

  recipe->source = g_strdup ("file:///a%20'b'.mp4");
  recipe->start = 1234567891;
  recipe->end = 9876543210;
  recipe->shape = SFL_CLIP_SHAPE_9_16;
  recipe->style = SFL_CAPTION_STYLE_KARAOKE;
  recipe->crop_x = 0.1;
  recipe->show_speakers = TRUE;
  recipe->title = g_strdup ("« L’œuvre » \\ \" ' \n");
  sfl_clip_recipe_add_cue (recipe, 2 * SFL_SECOND, 4 * SFL_SECOND, "l’œuvre dit", "Anaïs");
  sfl_clip_recipe_add_word (recipe, 2 * SFL_SECOND, 3 * SFL_SECOND, 0, 10);
  sfl_clip_recipe_add_word (recipe, 3 * SFL_SECOND, 4 * SFL_SECOND, 11, 3);
  sfl_clip_recipe_add_cue (recipe, 4 * SFL_SECOND, 5 * SFL_SECOND, "", NULL);

  return recipe;
}

static void
test_saved (void)
{
  g_autoptr (SflClipRecipe) recipe = make_recipe ();
  g_autoptr (SflClipRecipe) copy = sfl_clip_recipe_copy (recipe);
  g_autofree char *text = sfl_clip_recipe_save (recipe);
  g_autofree char *hash = sfl_clip_recipe_dup_hash (recipe);
  g_autoptr (GError) error = NULL;
  g_autoptr (SflClipRecipe) loaded = sfl_clip_recipe_load (text, strlen (text), &error);
  g_autofree char *again = sfl_clip_recipe_save (loaded);
  g_autofree char *copied = sfl_clip_recipe_dup_hash (copy);
  g_autofree char *other = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpstr (copied, ==, hash);
  g_assert_cmpstr (loaded->title, ==, recipe->title);
  g_assert_cmpfloat (loaded->crop_x, ==, 0.1);

  copy->end++;
  other = sfl_clip_recipe_dup_hash (copy);
  g_assert_cmpstr (other, !=, hash);
}

static void
test_damaged (void)
{
  static const char *const broken[] = { "", "{", "[1, 2]", "{'kind': <uint32 0>", "nonsense", "@" };
  g_autoptr (SflClipRecipe) recipe = make_recipe ();
  g_autofree char *text = sfl_clip_recipe_save (recipe);
  const char odd[] = "{'kind': <uint32 77>, 'crop_x': <2.0>, 'start': <'x'>, 'end': <int64 -1>, "
                     "'quality': <int32 3>, 'future': <true>, "
                     "'cues': <[(int64 5, int64 3, 'é', @ms nothing)]>, "
                     "'words': <[(int64 0, int64 1, uint32 0, uint32 1, uint32 1), "
                     "(int64 0, int64 1, uint32 7, uint32 0, uint32 1), "
                     "(int64 0, int64 1, uint32 0, uint32 0, uint32 4000000000)]>}";
  g_autoptr (SflClipRecipe) mended = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sfl_clip_recipe_load (broken[i], strlen (broken[i]), &error));
    g_assert_error (error, SFL_ERROR, SFL_ERROR_FORMAT);
  }
  /* Cut anywhere, and with any byte another one. */
  for (gsize i = 0; i < strlen (text); i++) {
    g_autofree char *other = g_strdup (text);
    g_autoptr (SflClipRecipe) cut = sfl_clip_recipe_load (text, i, NULL);
    g_autoptr (SflClipRecipe) changed = NULL;

    other[i] = other[i] == '7' ? '(' : '7';
    if (g_utf8_validate (other, -1, NULL))
      changed = sfl_clip_recipe_load (other, strlen (other), NULL);
    g_assert_null (cut);
  }

  mended = sfl_clip_recipe_load (odd, strlen (odd), NULL);
  g_assert_nonnull (mended);
  g_assert_cmpint (mended->kind, ==, SFL_CLIP_VIDEO);
  g_assert_cmpfloat (mended->crop_x, ==, 0.5);
  g_assert_cmpint (mended->end, ==, 0);
  g_assert_cmpuint (mended->quality, ==, 20);
  g_assert_cmpuint (mended->cues->len, ==, 1);
  g_assert_cmpuint (mended->words->len, ==, 0);
}

#define MS SFL_MSECOND

static const struct {
  SflClipEnd end;
  float levels[8]; /* of 10 ms each, from 100 ms on */
  SflTime expected;
} ends[] = {
  { { 140 * MS, 100 * MS, 180 * MS }, { 9, 1, 9, 9, 9, 9, 9, 9 }, 115 * MS },
  { { 140 * MS, 120 * MS, 180 * MS }, { 9, 1, 9, 9, 9, 9, 5, 9 }, 165 * MS }, /* not so far back */
  { { 140 * MS, 100 * MS, 140 * MS }, { 9, 2, 9, 9, 9, 0, 0, 0 }, 115 * MS }, /* not into a word */
  { { 140 * MS, 100 * MS, 180 * MS }, { 1, 1, 1, 1, 1, 1, 1, 1 }, 135 * MS }, /* the nearest */
  { { 140 * MS, 100 * MS, 180 * MS }, { 1, 9, 9, 9, 1.2f, 9, 9, 9 }, 145 * MS }, /* quiet enough */
  { { 140 * MS, 139 * MS, 141 * MS }, { 9, 1, 9, 9, 9, 9, 9, 9 }, 140 * MS }, /* no step within */
};

static void
test_settle (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    g_assert_cmpint (sfl_clip_end_settle (&ends[i].end, ends[i].levels, 8, 100 * MS, 10 * MS), ==,
                     ends[i].expected);
  g_assert_cmpint (sfl_clip_end_settle (&ends[0].end, NULL, 0, 0, 10 * MS), ==, 140 * MS);
}

/* "one two three" with times for words, "four" with one for the line alone. */
static SflTranscript *
make_transcript (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");

  sfl_transcript_builder_begin_line (builder, SFL_SECOND, 3 * SFL_SECOND, -1);
  sfl_transcript_builder_append (builder, "one two three", 13);
  sfl_transcript_builder_add_word (builder, 0, 3, 1000 * MS, 1300 * MS, -1);
  sfl_transcript_builder_add_word (builder, 4, 3, 1400 * MS, 1800 * MS, -1);
  sfl_transcript_builder_add_word (builder, 8, 5, 2500 * MS, 2900 * MS, -1);
  sfl_transcript_builder_end_line (builder);
  sfl_transcript_builder_begin_line (builder, 4 * SFL_SECOND, 6 * SFL_SECOND, -1);
  sfl_transcript_builder_append (builder, "four", 4);
  sfl_transcript_builder_end_line (builder);

  return sfl_transcript_builder_end (builder);
}

static const struct {
  gsize from, to;
  SflClipEnd start, end;
} texts[] = {
  /* The word before it ends 100 ms earlier, the next one begins much later. */
  { 4, 7, { 1400 * MS, 1300 * MS, 1400 * MS }, { 1800 * MS, 1800 * MS, 2050 * MS } },
  { 0, 3, { 1000 * MS, 750 * MS, 1000 * MS }, { 1300 * MS, 1300 * MS, 1400 * MS } },
  /* Half a word is all of it. */
  { 5, 9, { 1400 * MS, 1300 * MS, 1400 * MS }, { 2900 * MS, 2900 * MS, 3150 * MS } },
  /* A line is rough. */
  { 14, 18, { 4000 * MS, 3750 * MS, 4250 * MS }, { 6000 * MS, 5750 * MS, 6250 * MS } },
};

static void
test_ends (void)
{
  g_autoptr (SflTranscript) transcript = make_transcript ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    SflClipEnd start, end;

    g_assert_true (sfl_clip_ends_find (transcript, texts[i].from, texts[i].to, &start, &end));
    g_assert_cmpmem (&start, sizeof start, &texts[i].start, sizeof start);
    g_assert_cmpmem (&end, sizeof end, &texts[i].end, sizeof end);
  }
}

static const struct {
  SflTime length;
  gint64 n_bytes;
  guint width, height;
  const char *found;
} limits[] = {
  { 30 * SFL_SECOND, 999, 1080, 1920, "" },
  { 10 * SFL_SECOND, 1000, 0, 0, "" },
  { 10 * SFL_SECOND, 1000, 1000, 1008, "" },
  { 60 * SFL_SECOND + 1, 0, 1080, 1920, "One 1;" },
  { 2 * SFL_SECOND, 1001, 1080, 1080, "Two 0;Two 2;" },
  { 30 * SFL_SECOND, 0, 1920, 1080, "One 3;" },
  { 30 * SFL_SECOND, 0, 100, 1000, "Two 4;" },
};

/* What passes a limit, and only that, in the order of the table. */
static void
test_limits (void)
{
  static const char text[] = "[One]\nchecked=2026-01-01\nlongest=60\nwidest=1:1\n"
                             "[Two]\nshortest=3\nbytes=1000\nnarrowest=1:3\nwidest=x\n";
  g_autoptr (GKeyFile) table = g_key_file_new ();
  g_autoptr (GPtrArray) ours = NULL;

  g_assert_true (g_key_file_load_from_data (table, text, -1, G_KEY_FILE_NONE, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++) {
    g_autoptr (GPtrArray) found =
        sfl_clip_limits_find_in (table, limits[i].length, limits[i].n_bytes, limits[i].width,
                                 limits[i].height);
    g_autoptr (GString) names = g_string_new (NULL);

    for (guint k = 0; k < found->len; k++) {
      const SflClipLimit *limit = g_ptr_array_index (found, k);

      g_string_append_printf (names, "%s %d;", limit->platform, limit->kind);
    }
    g_assert_cmpstr (names->str, ==, limits[i].found);
  }

  /* Nobody takes an hour of a gigabyte, and everybody half a minute that is upright. */
  ours = sfl_clip_limits_find (SFL_HOUR, G_GINT64_CONSTANT (2000000000), 1080, 1920);
  g_assert_cmpuint (ours->len, >, 6);
  g_clear_pointer (&ours, g_ptr_array_unref);
  ours = sfl_clip_limits_find (30 * SFL_SECOND, 20000000, 1080, 1920);
  g_assert_cmpuint (ours->len, ==, 0);
  g_clear_pointer (&ours, g_ptr_array_unref);
  /* What is wide is not for those who want it upright. */
  ours = sfl_clip_limits_find (30 * SFL_SECOND, 20000000, 1920, 1080);
  g_assert_cmpuint (ours->len, ==, 0);
}

static const struct {
  SflTime start, end;
  const char *texts[3]; /* of the cues */
  guint n_words;
} heard[] = {
  { 1000 * MS, 6000 * MS, { "one, two three.", "four" }, 3 },
  { 1350 * MS, 3000 * MS, { "two three." }, 2 },
  { 900 * MS, 1900 * MS, { "one, two" }, 2 },
  { 900 * MS, 1350 * MS, { "one," }, 1 },
  { 1390 * MS, 5000 * MS, { "two three.", "four" }, 2 },
  /* Where no word is heard there is nothing to read. */
  { 1900 * MS, 2400 * MS, { NULL }, 0 },
};

/* Only what is heard in the clip is read in it. */
static void
test_heard (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;

  sfl_transcript_builder_begin_line (builder, SFL_SECOND, 3 * SFL_SECOND, -1);
  sfl_transcript_builder_append (builder, "one, two three.", 15);
  sfl_transcript_builder_add_word (builder, 0, 3, 1000 * MS, 1300 * MS, -1);
  sfl_transcript_builder_add_word (builder, 5, 3, 1400 * MS, 1800 * MS, -1);
  sfl_transcript_builder_add_word (builder, 9, 5, 2500 * MS, 2900 * MS, -1);
  sfl_transcript_builder_end_line (builder);
  sfl_transcript_builder_begin_line (builder, 4 * SFL_SECOND, 6 * SFL_SECOND, -1);
  sfl_transcript_builder_append (builder, "four", 4);
  sfl_transcript_builder_end_line (builder);
  transcript = sfl_transcript_builder_end (builder);

  for (guint i = 0; i < G_N_ELEMENTS (heard); i++) {
    g_autoptr (SflClipRecipe) recipe = sfl_clip_recipe_new ();
    const SflClipCue *cues;
    const SflClipWord *words;
    guint n_cues, n_words;

    recipe->start = heard[i].start;
    recipe->end = heard[i].end;
    sfl_clip_recipe_take_cues (recipe, transcript);
    cues = sfl_clip_recipe_get_cues (recipe, &n_cues);
    words = sfl_clip_recipe_get_words (recipe, &n_words);
    for (guint c = 0; c < n_cues; c++)
      g_assert_cmpstr (cues[c].text, ==, heard[i].texts[c]);
    g_assert_null (heard[i].texts[n_cues]);
    g_assert_cmpuint (n_words, ==, heard[i].n_words);
    for (guint w = 0; w < n_words; w++)
      g_assert_cmpuint (words[w].offset + words[w].length, <=, strlen (cues[words[w].cue].text));
  }
}

/* Of a long line each part fits, all of the text is there, and the parts follow one another. */
static void
test_cut (void)
{
  static const char *const lines[] = {
    "We never thought the whole story would change so quickly after that night, and yet: it did, "
    "because somebody had seen it, and told everybody who would listen to what was said.",
    "كان يا ما كان في قديم الزمان رجل يعيش في مدينة كبيرة ويحب أن يقرأ الكتب كل يوم في الصباح "
    "والمساء",
    "我们从来没有想过整个故事会在那个夜晚之后变化得如此之快但是它确实发生了因为有人看见了它并且告诉"
    "了每一个人",
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstellenleiterin",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    for (SflCaptionStyle style = SFL_CAPTION_STYLE_BOX; style <= SFL_CAPTION_STYLE_LARGE; style++) {
      g_autoptr (SflClipRecipe) recipe = sfl_clip_recipe_new ();
      g_autoptr (SflClipCaptions) captions = NULL;
      const SflCaption *parts;
      guint n_parts, at = 0;

      recipe->style = style;
      recipe->start = 0;
      recipe->end = 20 * SFL_SECOND;
      sfl_clip_recipe_add_cue (recipe, SFL_SECOND, 11 * SFL_SECOND, lines[i], NULL);
      captions = sfl_clip_captions_new (recipe, 270, 480);
      parts = sfl_clip_captions_get_all (captions, &n_parts);
      g_assert_cmpuint (n_parts, >=, 2);
      for (guint p = 0; p < n_parts; p++) {
        cairo_surface_t *surface;
        int x, y;

        g_assert_cmpuint (parts[p].offset - at, <=, 1);
        g_assert_cmpint (parts[p].start, ==, p == 0 ? SFL_SECOND : parts[p - 1].end);
        g_assert_cmpint (parts[p].end, >, parts[p].start);
        at = parts[p].offset + parts[p].length;
        g_assert_true (g_utf8_validate (lines[i] + parts[p].offset, parts[p].length, NULL));

        surface = sfl_clip_captions_draw (captions, p, -1, &x, &y);
        g_assert_cmpint (x, >=, 0);
        g_assert_cmpint (x + cairo_image_surface_get_width (surface), <=, 270);
        /* In the box that no platform covers. */
        g_assert_cmpint (y, >=, 480 * 14 / 100);
        g_assert_cmpint (y + cairo_image_surface_get_height (surface), <=, 480 * 65 / 100 + 1);
        cairo_surface_destroy (surface);
      }
      g_assert_cmpuint (at, ==, strlen (lines[i]));
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clip/saved", test_saved);
  g_test_add_func ("/clip/damaged", test_damaged);
  g_test_add_func ("/clip/settle", test_settle);
  g_test_add_func ("/clip/ends", test_ends);
  g_test_add_func ("/clip/cut", test_cut);
  g_test_add_func ("/clip/heard", test_heard);
  g_test_add_func ("/clip/limits", test_limits);

  return g_test_run ();
}
