/* test-headings.c: the titles of chapters in the text, and the way through them
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rows.h"
#include "sfl-reading.h"

#define S SFL_SECOND
#define MS SFL_MSECOND
#define N_RANDOM 2000

typedef struct {
  const char *about;
  struct {
    SflTime start;
    const char *speaker;
    const char *text;
  } rows[6];
  struct {
    SflTime start;
    const char *title;
  } chapters[6];
  const char *lines;
  const char *sentences;
  const char *paragraphs;
} Case;

/* Lines follow each other without a hole; a line lasts until the next, the last two seconds. */
static const Case cases[] = {
  { "at the start of lines",
    { { 0, NULL, "Un." }, { 2 * S, NULL, "Deux." }, { 4 * S, NULL, "Trois." } },
    { { 0, "A" }, { 4 * S, "B" } },
    "# A|Un.|Deux.|# B|Trois.",
    "# A|Un.|Deux.|# B|Trois.",
    "# A|Un. Deux.|# B|Trois." },
  { "a little late, and in the middle of a line",
    { { 0, NULL, "Un." }, { 4 * S, NULL, "Deux." }, { 8 * S, NULL, "Trois." } },
    { { S, "A" }, { 6 * S, "B" } },
    "# A|Un.|Deux.|# B|Trois.",
    "# A|Un.|Deux.|# B|Trois.",
    "# A|Un. Deux.|# B|Trois." },
  { "late for a line, but the next is nearer",
    { { 0, NULL, "Un." }, { 900 * MS, NULL, "Deux." } },
    { { 800 * MS, "A" } },
    "Un.|# A|Deux.",
    "Un.|# A|Deux.",
    "Un.|# A|Deux." },
  { "lines that begin together are not parted",
    { { 0, NULL, "Un." }, { 4 * S, NULL, "Deux." }, { 4 * S, NULL, "Trois." } },
    { { 4 * S + 100 * MS, "A" } },
    "Un.|# A|Deux.|Trois.",
    "Un.|# A|Deux.|Trois.",
    "Un.|# A|Deux. Trois." },
  { "several with nothing between",
    { { 0, NULL, "Un." }, { 9 * S, NULL, "Deux." } },
    { { 3 * S, "A" }, { 5 * S, "B" } },
    "Un.|# A|# B|Deux.",
    "Un.|# A|# B|Deux.",
    "Un.|# A|# B|Deux." },
  { "without a title, and after the last line",
    { { 0, NULL, "Un." }, { 2 * S, NULL, "Deux." } },
    { { 0, "" }, { 2 * S, " " }, { 9 * S, "C" } },
    "Un.|Deux.",
    "Un.|Deux.",
    "Un. Deux." },
  { "before the first line",
    { { 20 * S, NULL, "Un." }, { 22 * S, NULL, "Deux." } },
    { { 0, "A" }, { 10 * S, "B" } },
    "# A|# B|Un.|Deux.",
    "# A|# B|Un.|Deux.",
    "# A|# B|Un. Deux." },
  { "above who speaks",
    { { 0, "X", "Un." }, { 2 * S, "Y", "Deux." }, { 4 * S, "Y", "Trois." } },
    { { 2 * S, "A" }, { 4 * S, "B" } },
    "<X>|Un.|# A|<Y>|Deux.|# B|Trois.",
    "<X>|Un.|# A|<Y>|Deux.|# B|Trois.",
    "<X>|Un.|# A|<Y>|Deux.|# B|Trois." },
  { "no sentence is cut: above it, where that is nearer",
    { { 0, NULL, "Oui. Alors" },
      { 2 * S, NULL, "nous voici ensemble." },
      { 4 * S, NULL, "Bien." } },
    { { 2 * S, "A" } },
    "Oui. Alors|# A|nous voici ensemble.|Bien.",
    "Oui.|# A|Alors nous voici ensemble.|Bien.",
    "Oui.|# A|Alors nous voici ensemble. Bien." },
  { "below it",
    { { 0, NULL, "Nous voici tous ensemble" }, { 2 * S, NULL, "enfin. Bien." } },
    { { 2 * S, "A" } },
    "Nous voici tous ensemble|# A|enfin. Bien.",
    "Nous voici tous ensemble enfin.|# A|Bien.",
    "Nous voici tous ensemble enfin.|# A|Bien." },
  { "below it, and above who speaks next",
    { { 0, "X", "Nous voici tous ensemble" }, { 2 * S, "X", "enfin." }, { 4 * S, "Y", "Bien." } },
    { { 2 * S, "A" } },
    "<X>|Nous voici tous ensemble|# A|enfin.|<Y>|Bien.",
    "<X>|Nous voici tous ensemble enfin.|# A|<Y>|Bien.",
    "<X>|Nous voici tous ensemble enfin.|# A|<Y>|Bien." },
  { "above the last sentence, which has none below",
    { { 0, NULL, "Nous voici tous ensemble" }, { 2 * S, NULL, "enfin." } },
    { { 2 * S, "A" } },
    "Nous voici tous ensemble|# A|enfin.",
    "# A|Nous voici tous ensemble enfin.",
    "# A|Nous voici tous ensemble enfin." },
  { "untimed",
    { { NONE, NULL, "Un." }, { NONE, NULL, "Deux." } },
    { { 0, "A" } },
    "Un.|Deux.",
    "Un.|Deux.",
    "Un. Deux." },
  { "cleaned like any text",
    { { 0, NULL, "Un." } },
    { { 0, "A\tB\nC\x01" } },
    "# A B C|Un.",
    "# A B C|Un.",
    "# A B C|Un." },
};

static SflTranscript *
make_case (const Case *row)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");

  for (guint i = 0; i < G_N_ELEMENTS (row->rows) && row->rows[i].text != NULL; i++) {
    const char *name = row->rows[i].speaker;
    SflTime start = row->rows[i].start;
    gboolean last = i + 1 == G_N_ELEMENTS (row->rows) || row->rows[i + 1].text == NULL;
    SflTime end = start == NONE ? NONE : last ? start + 2 * S : row->rows[i + 1].start;

    sfl_transcript_builder_begin_line (builder, start, end,
                                       name ? sfl_transcript_builder_add_speaker (builder, name, -1)
                                            : -1);
    sfl_transcript_builder_append (builder, row->rows[i].text, strlen (row->rows[i].text));
  }

  return sfl_transcript_builder_end (builder);
}

static char *
join_blocks (SflReading *reading)
{
  GString *joined = g_string_new (NULL);
  guint n;
  const SflBlock *blocks = sfl_reading_get_blocks (reading, &n);

  for (guint i = 0; i < n; i++) {
    g_autofree char *text = sfl_reading_dup_block_text (reading, i, NULL);

    if (i > 0)
      g_string_append_c (joined, '|');
    if (blocks[i].kind == SFL_BLOCK_HEADING)
      g_string_append_printf (joined, "# %s", text);
    else
      g_string_append_printf (joined, blocks[i].kind == SFL_BLOCK_SPEAKER ? "<%s>" : "%s", text);
  }

  return g_string_free (joined, FALSE);
}

static void
test_places (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *const expected[] = { cases[i].lines, cases[i].sentences, cases[i].paragraphs };
    g_autoptr (SflTranscript) transcript = make_case (&cases[i]);
    SflChapter chapters[G_N_ELEMENTS (cases[i].chapters)];
    guint n = 0;

    for (; n < G_N_ELEMENTS (chapters) && cases[i].chapters[n].title != NULL; n++)
      chapters[n] = (SflChapter){ cases[i].chapters[n].start, (char *) cases[i].chapters[n].title };

    for (guint mode = SFL_READING_LINES; mode <= SFL_READING_PARAGRAPHS; mode++) {
      g_autoptr (SflReading) reading =
          sfl_reading_new_with_chapters (transcript, mode, chapters, n);
      g_autofree char *joined = join_blocks (reading);

      g_test_message ("%s, %u", cases[i].about, mode);
      g_assert_cmpstr (joined, ==, expected[mode]);
      g_assert_true (sfl_reading_has_chapters (reading, chapters, n));
      g_assert_false (sfl_reading_has_chapters (reading, chapters, n - 1));
    }
  }
}

/* A list of chapters shows its titles as lines already. */
static void
test_only_chapters (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;
  g_autoptr (SflReading) reading = NULL;
  g_autofree char *joined = NULL;
  const SflChapter *chapters;
  guint n;

  sfl_transcript_builder_add_chapter (builder, 0, "A", -1);
  sfl_transcript_builder_add_chapter (builder, 60 * S, "B", -1);
  transcript = sfl_transcript_builder_end (builder);
  chapters = sfl_transcript_get_chapters (transcript, &n);
  reading = sfl_reading_new_with_chapters (transcript, SFL_READING_LINES, chapters, n);
  joined = join_blocks (reading);
  g_assert_cmpstr (joined, ==, "A|B");
}

/* Every byte of the text is shown by one block of text, with headings or without, and found. */
static void
check_map (SflReading *reading)
{
  SflTranscript *transcript = sfl_reading_get_transcript (reading);
  gsize length, offset = 0;
  const char *text = sfl_transcript_get_text (transcript, &length);
  guint n, n_lines, page_end = 0;
  const SflBlock *blocks = sfl_reading_get_blocks (reading, &n);

  for (guint b = 0; b < n; b++) {
    const SflBlock *block = &blocks[b];

    if (block->kind != SFL_BLOCK_TEXT) {
      const SflBlock *next = block + 1;

      g_assert_cmpuint (b + 1, <, n);
      g_assert_cmpuint (block->offset, ==, next->offset);
      g_assert_cmpuint (block->line, ==, next->line);
      g_assert_cmpuint (block->length, ==, 0);
      g_assert_cmpint (block->hole, ==, -1);
      continue;
    }
    for (; offset < block->offset; offset++)
      g_assert_true (g_ascii_isspace (text[offset]));
    offset = block->offset + block->length;
    for (gsize at = block->offset; at < offset; at++) {
      gsize shown;

      if (((guchar) text[at] & 0xc0) == 0x80)
        continue;
      shown = sfl_reading_to_shown (reading, b, at);
      g_assert_cmpuint (sfl_reading_find_at (reading, at), ==, b);
      g_assert_cmpuint (sfl_reading_to_transcript (reading, b, shown), >=, at);
    }
  }
  for (; offset < length; offset++)
    g_assert_true (g_ascii_isspace (text[offset]));

  sfl_transcript_get_lines (transcript, &n_lines);
  for (guint l = 0; l < n_lines; l++) {
    guint first, count;

    sfl_reading_find_line (reading, l, &first, &count);
    g_assert_true (blocks[first].kind == SFL_BLOCK_TEXT);
    g_assert_true (blocks[first + count - 1].kind == SFL_BLOCK_TEXT);
  }

  for (guint page = 0; page < sfl_reading_get_n_pages (reading); page++) {
    guint first, count;

    sfl_reading_get_page (reading, page, &first, &count);
    g_assert_cmpuint (first, ==, page_end);
    g_assert_cmpuint (count, <=, SFL_READING_PAGE_BLOCKS);
    page_end = first + count;
    if (count == 0)
      continue;
    g_assert_true (blocks[page_end - 1].kind == SFL_BLOCK_TEXT);
    g_assert_cmpuint (sfl_reading_get_page_of (reading, first), ==, page);
    g_assert_cmpuint (sfl_reading_get_page_of (reading, page_end - 1), ==, page);
  }
  g_assert_cmpuint (page_end, ==, n);
}

/* Chapters of all kinds in transcripts of all kinds: each is shown once at most, in order, and
 * the text without them is what it was.
 */
static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint i = 0; i < N_RANDOM; i++) {
    g_autoptr (SflTranscript) transcript = make_random_transcript (random, NULL);
    SflReadingMode mode = g_rand_int_range (random, 0, 3);
    SflChapter chapters[8];
    guint n_chapters = g_rand_int_range (random, 0, G_N_ELEMENTS (chapters) + 1);
    SflTime start = 0;
    g_autoptr (SflReading) reading = NULL;
    const SflBlock *blocks;
    guint n;
    int last = -1;

    for (guint c = 0; c < n_chapters; c++) {
      start += random_time (random, 10 * S);
      chapters[c] = (SflChapter){ start, (char *) (g_rand_boolean (random) ? "Titre" : "") };
    }
    reading = sfl_reading_new_with_chapters (transcript, mode, chapters, n_chapters);
    check_map (reading);

    blocks = sfl_reading_get_blocks (reading, &n);
    for (guint b = 0; b < n; b++) {
      if (blocks[b].kind != SFL_BLOCK_HEADING)
        continue;
      g_assert_cmpint ((int) blocks[b].chapter, >, last);
      last = blocks[b].chapter;
      g_assert_cmpstr (sfl_reading_get_heading (reading, b)->title, ==, "Titre");
      g_assert_cmpint (sfl_reading_get_heading (reading, b)->start, ==, chapters[last].start);
    }
  }
}

/* 20,000 lines and 500 chapters; then a heading where a page would end. */
static void
test_many (void)
{
  g_autoptr (GArray) chapters = g_array_new (FALSE, FALSE, sizeof (SflChapter));
  g_autofree Row *rows = g_new (Row, 20000);
  g_autoptr (SflTranscript) transcript = NULL;
  guint first, n;

  for (guint i = 0; i < 20000; i++)
    rows[i] = (Row){ i * 2 * S, i * 2 * S + 2 * S, "Voici une phrase." };
  transcript = make_transcript (rows, 20000);
  for (guint i = 0; i < 500; i++) {
    SflChapter chapter = { i * 80 * S, (char *) "Titre" };

    g_array_append_val (chapters, chapter);
  }
  for (guint mode = SFL_READING_LINES; mode <= SFL_READING_PARAGRAPHS; mode++) {
    g_autoptr (SflReading) reading =
        sfl_reading_new_with_chapters (transcript, mode,
                                       (const SflChapter *) (gpointer) chapters->data, 500);
    guint n_headings = 0;
    const SflBlock *blocks = sfl_reading_get_blocks (reading, &n);

    for (guint b = 0; b < n; b++)
      if (blocks[b].kind == SFL_BLOCK_HEADING) {
        g_assert_cmpuint (blocks[b].line, ==, 40 * blocks[b].chapter);
        n_headings++;
      }
    g_assert_cmpuint (n_headings, ==, 500);
    check_map (reading);
  }

  {
    SflChapter chapter = { 9999 * 2 * S, (char *) "Titre" };
    g_autoptr (SflReading) reading =
        sfl_reading_new_with_chapters (transcript, SFL_READING_LINES, &chapter, 1);

    sfl_reading_get_page (reading, 0, &first, &n);
    g_assert_cmpuint (n, ==, SFL_READING_PAGE_BLOCKS - 1);
    sfl_reading_get_page (reading, 1, &first, &n);
    g_assert_cmpint (sfl_reading_get_blocks (reading, &n)[first].kind, ==, SFL_BLOCK_HEADING);
    g_assert_cmpuint (sfl_reading_get_page_of (reading, first), ==, 1);
    g_assert_cmpuint (sfl_reading_get_page_of (reading, first - 1), ==, 0);
    check_map (reading);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/headings/places", test_places);
  g_test_add_func ("/headings/only-chapters", test_only_chapters);
  g_test_add_func ("/headings/random", test_random);
  g_test_add_func ("/headings/many", test_many);

  return g_test_run ();
}
