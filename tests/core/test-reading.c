/* test-reading.c: what is shown, cut into paragraphs and pages, and the way back
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rows.h"
#include "sfl-reading.h"

#define N_RANDOM 3000

#define ACUTE "\xcc\x81" /* U+0301, a combining mark */
#define LS "\xe2\x80\xa8"
#define REPLACEMENT "\xef\xbf\xbd"
#define FOUR_MARKS ACUTE ACUTE ACUTE ACUTE

/* A reading of one line. */
static SflReading *
read_line (const char *text)
{
  g_autoptr (SflTranscript) transcript = make_transcript (&(Row){ 0, NONE, text }, 1);

  return sfl_reading_new (transcript, SFL_READING_LINES);
}

static const struct {
  const char *about;
  const char *text;
  const char *shown;
} cleanings[] = {
  { "text as it is", "L’été, à 8 h : « oui » — 日本語 שלום",
    "L’été, à 8 h : « oui » — 日本語 שלום" },
  { "nothing", "", "" },
  { "a wrapped line", "one\ntwo", "one two" },
  { "turns of speech", "- one\n- two", "- one" LS "- two" },
  { "with other dashes and indented", "one\n– two\n  — three", "one" LS "– two" LS "  — three" },
  { "a dash elsewhere", "one\nt-wo", "one t-wo" },
  { "a break at the end", "one\n", "one " },
  { "a break before blanks only", "one\n  ", "one   " },
  { "CR LF and CR are one break", "a\r\nb\rc\r\n- d", "a b c" LS "- d" },
  { "tab", "a\tb", "a b" },
  { "paragraph separator and next line",
    "a\xe2\x80\xa9"
    "b\xc2\x85"
    "c",
    "a b c" },
  { "a line separator stays", "a" LS "b", "a" LS "b" },
  { "C0 and C1 controls",
    "a\x01\x1b[0mb\x7f\xc2\x9b"
    "c",
    "a[0mbc" },
  { "embeddings and overrides", "a\xe2\x80\xaa\xe2\x80\xab\xe2\x80\xac\xe2\x80\xad\xe2\x80\xaetxt",
    "atxt" },
  { "isolates",
    "a\xe2\x81\xa6\xe2\x81\xa7\xe2\x81\xa8\xe2\x81\xa9"
    "b",
    "ab" },
  { "joiners and direction marks stay",
    "a\xe2\x80\x8c\xe2\x80\x8d\xe2\x80\x8e\xe2\x80\x8f"
    "b",
    "a\xe2\x80\x8c\xe2\x80\x8d\xe2\x80\x8e\xe2\x80\x8f"
    "b" },
  { "a byte order mark within",
    "a\xef\xbb\xbf"
    "b",
    "ab" },
  { "a view's place for a picture",
    "a\xef\xbf\xbc"
    "b",
    "a" REPLACEMENT "b" },
  { "8 marks", "e" FOUR_MARKS FOUR_MARKS "!", "e" FOUR_MARKS FOUR_MARKS "!" },
  { "9 marks", "e" FOUR_MARKS FOUR_MARKS ACUTE "!", "e" FOUR_MARKS FOUR_MARKS "!" },
  { "8 marks on each of two", "e" FOUR_MARKS FOUR_MARKS "a" FOUR_MARKS FOUR_MARKS ACUTE,
    "e" FOUR_MARKS FOUR_MARKS "a" FOUR_MARKS FOUR_MARKS },
  { "a dropped control is no new letter", "e" FOUR_MARKS FOUR_MARKS "\xe2\x80\xac" ACUTE,
    "e" FOUR_MARKS FOUR_MARKS },
  { "nor is a joiner", "e" FOUR_MARKS "\xe2\x80\x8d" FOUR_MARKS ACUTE,
    "e" FOUR_MARKS "\xe2\x80\x8d" ACUTE ACUTE ACUTE },
  { "marks first", FOUR_MARKS FOUR_MARKS ACUTE "e", FOUR_MARKS FOUR_MARKS "e" },
  { "a family of four and a flag", "👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿" },
  { "marks that make words", "हिन्दी ภาษาไทยก็", "हिन्दी ภาษาไทยก็" },
};

static void
test_cleaning (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cleanings); i++) {
    g_autoptr (SflReading) reading = read_line (cleanings[i].text);
    g_autofree char *shown = NULL;
    g_autofree char *kept = NULL;
    gsize length;
    guint n_blocks;

    g_test_message ("%s", cleanings[i].about);
    sfl_reading_get_blocks (reading, &n_blocks);
    g_assert_cmpuint (n_blocks, ==, 1);
    shown = sfl_reading_dup_block_text (reading, 0, &length);
    g_assert_cmpstr (shown, ==, cleanings[i].shown);
    g_assert_cmpuint (length, ==, strlen (cleanings[i].shown));

    kept = sfl_transcript_dup_line_text (sfl_reading_get_transcript (reading), 0);
    g_assert_cmpstr (kept, ==, cleanings[i].text);
  }
}

/* Some of everything that is treated specially, and of what is not. */
static const gunichar characters[] = {
  'a',    'b',    ' ',    ' ',    '-',    '\n',   '\r',   '\t',    0x01,    0x1f,     0x7f,
  0x85,   0x9f,   0xa0,   0xe9,   0xad,   0x301,  0x308,  0x34f,   0x5d0,   0x64b,    0x93f,
  0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2013, 0x2014, 0x2028,  0x2029,  0x202a,   0x202e,
  0x202f, 0x2065, 0x2066, 0x2069, 0x206a, 0x65e5, 0xfe0f, 0xfeff,  0xfffc,  0xfffd,   0x1f600,
  0x20dd, 0x301,  0x301,  0x301,  0x301,  0x301,  0x301,  0x1f3f4, 0xe0067, 0x10fffd,
};

static char *
make_random_text (GRand *random)
{
  GString *text = g_string_new (NULL);
  int n = g_rand_int_range (random, 0, 40);

  for (int i = 0; i < n; i++)
    g_string_append_unichar (text,
                             characters[g_rand_int_range (random, 0, G_N_ELEMENTS (characters))]);

  return g_string_free (text, FALSE);
}

static gboolean
is_dropped (gunichar c)
{
  return (c < 0x20 && c != '\n' && c != '\r' && c != '\t') ||
         (c >= 0x7f && c < 0xa0 && c != 0x85) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

static gboolean
joins (gunichar c)
{
  return g_unichar_ismark (c) || g_unichar_type (c) == G_UNICODE_FORMAT;
}

/* The rules once more, each looking around for itself. */
static char *
clean_naively (const char *text, gsize length)
{
  glong n;
  g_autofree gunichar *all = g_utf8_to_ucs4_fast (text, length, &n);
  GString *shown = g_string_new (NULL);

  for (glong i = 0; i < n; i++) {
    gunichar c = all[i];
    glong next = i + 1, n_joined = 0;

    while (next < n && all[next] == ' ')
      next++;
    for (glong j = i; j >= 0 && (joins (all[j]) || is_dropped (all[j])); j--)
      n_joined += !is_dropped (all[j]);

    if (is_dropped (c) || (c == '\r' && i + 1 < n && all[i + 1] == '\n') ||
        (joins (c) && n_joined > SFL_READING_MAX_MARKS))
      continue;
    if (c == '\n' || c == '\r')
      c = next < n && (all[next] == '-' || all[next] == 0x2013 || all[next] == 0x2014) ? 0x2028
                                                                                       : ' ';
    else if (c == '\t' || c == 0x85 || c == 0x2029)
      c = ' ';
    else if (c == 0xfffc)
      c = 0xfffd;
    g_string_append_unichar (shown, c);
  }

  return g_string_free (shown, FALSE);
}

/* Whatever is shown may neither end the paragraph, reorder it, nor pile up marks. */
static void
check_shown (const char *shown, gsize length)
{
  guint n_marks = 0;

  g_assert_true (g_utf8_validate (shown, length, NULL));
  for (const char *p = shown; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    g_assert_cmpuint (c, >=, 0x20);
    g_assert_false (c >= 0x7f && c < 0xa0);
    g_assert_false (c == 0x2029 || c == 0xfeff || c == 0xfffc);
    g_assert_false (c >= 0x202a && c <= 0x202e);
    g_assert_false (c >= 0x2066 && c <= 0x2069);

    if (g_unichar_ismark (c))
      n_marks++;
    else if (!g_unichar_iszerowidth (c))
      n_marks = 0;
    g_assert_cmpuint (n_marks, <=, SFL_READING_MAX_MARKS);
  }
}

/* A map from every character of a block and back, and from every shown one and back. */
static void
check_map (SflReading *reading, guint index)
{
  const SflBlock *block = &sfl_reading_get_blocks (reading, &(guint){ 0 })[index];
  const char *text = sfl_transcript_get_text (sfl_reading_get_transcript (reading), NULL);
  const char *start = text + block->offset, *end = start + block->length;
  gsize length, previous = 0;
  g_autofree char *shown = sfl_reading_dup_block_text (reading, index, &length);
  g_autofree char *expected = clean_naively (start, block->length);

  g_assert_cmpstr (shown, ==, expected);
  check_shown (shown, length);

  for (const char *p = start; p < end; p = g_utf8_next_char (p)) {
    gsize at = sfl_reading_to_shown (reading, index, p - text);
    gsize after = sfl_reading_to_shown (reading, index, g_utf8_next_char (p) - text);

    g_assert_cmpuint (at, ==, previous);
    g_assert_cmpuint (after, >=, at);
    if (after > at) {
      g_assert_cmpint (g_utf8_next_char (shown + at) - shown, ==, after);
      g_assert_cmpuint (sfl_reading_to_transcript (reading, index, at), ==, p - text);
      /* Within a shown character: still the one it stands for. */
      g_assert_cmpuint (sfl_reading_to_transcript (reading, index, after - 1), ==, p - text);
    }
    g_assert_cmpuint (sfl_reading_find_at (reading, p - text), ==, index);
    previous = after;
  }
  g_assert_cmpuint (previous, ==, length);

  for (const char *p = shown; *p; p = g_utf8_next_char (p)) {
    gsize at = sfl_reading_to_transcript (reading, index, p - shown);

    g_assert_cmpuint (at, >=, block->offset);
    g_assert_cmpuint (at, <, block->offset + block->length);
    g_assert_cmpuint (sfl_reading_to_shown (reading, index, at), ==, p - shown);
  }

  /* The ends, and what lies beyond them. */
  g_assert_cmpuint (sfl_reading_to_shown (reading, index, 0), ==, 0);
  g_assert_cmpuint (sfl_reading_to_shown (reading, index, end - text), ==, length);
  g_assert_cmpuint (sfl_reading_to_shown (reading, index, G_MAXSIZE), ==, length);
  g_assert_cmpuint (sfl_reading_to_transcript (reading, index, length), ==, end - text);
  g_assert_cmpuint (sfl_reading_to_transcript (reading, index, G_MAXSIZE), ==, end - text);
}

/* The blocks of text of all lines, in order, are the lines. */
static void
check_blocks (SflReading *reading)
{
  SflTranscript *transcript = sfl_reading_get_transcript (reading);
  guint n_lines, n_blocks, next = 0;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);
  const SflBlock *blocks = sfl_reading_get_blocks (reading, &n_blocks);
  const char *text = sfl_transcript_get_text (transcript, NULL);
  int speaker = -1;

  for (guint i = 0; i < n_lines; i++) {
    gsize offset = lines[i].offset;
    guint first, n;

    if (lines[i].speaker >= 0 && lines[i].speaker != speaker) {
      g_assert_cmpint (blocks[next].kind, ==, SFL_BLOCK_SPEAKER);
      g_assert_cmpuint (blocks[next].line, ==, i);
      g_assert_cmpuint (blocks[next].offset, ==, offset);
      g_assert_cmpuint (blocks[next].length, ==, 0);
      g_assert_cmpint (blocks[next].hole, ==, -1);
      next++;
    }
    speaker = lines[i].speaker;

    sfl_reading_find_line (reading, i, &first, &n);
    g_assert_cmpuint (first, ==, next);
    g_assert_cmpuint (n, >=, 1);
    for (guint b = first; b < first + n; b++) {
      gboolean last = b + 1 == first + n;

      g_assert_cmpint (blocks[b].kind, ==, SFL_BLOCK_TEXT);
      g_assert_cmpuint (blocks[b].line, ==, i);
      g_assert_cmpuint (blocks[b].offset, ==, offset);
      g_assert_cmpint (g_utf8_strlen (text + offset, blocks[b].length), <=,
                       SFL_READING_MAX_PARAGRAPH);
      g_assert_cmpint (blocks[b].hole, ==,
                       last ? sfl_transcript_find_hole_after (transcript, i) : -1);
      g_assert_cmpuint (sfl_reading_find_at (reading, offset), ==, b);
      offset += blocks[b].length;
    }
    g_assert_cmpuint (offset, ==, lines[i].offset + lines[i].length);
    g_assert_cmpuint (sfl_reading_find_at (reading, offset), ==, first + n - 1); /* its break */
    next += n;
  }
  g_assert_cmpuint (next, ==, n_blocks);
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);

  for (guint i = 0; i < N_RANDOM; i++) {
    g_autofree char *a = make_random_text (random);
    g_autofree char *b = make_random_text (random);
    g_autofree char *c = make_random_text (random);
    Row rows[] = { { 0, SFL_SECOND, a }, { SFL_SECOND, NONE, b }, { 9 * SFL_SECOND, NONE, c } };
    g_autoptr (SflTranscript) transcript = make_transcript (rows, G_N_ELEMENTS (rows));
    g_autoptr (SflReading) reading = sfl_reading_new (transcript, SFL_READING_LINES);
    guint n_blocks;

    check_blocks (reading);
    sfl_reading_get_blocks (reading, &n_blocks);
    g_assert_cmpuint (n_blocks, ==, G_N_ELEMENTS (rows));
    for (guint n = 0; n < n_blocks; n++)
      check_map (reading, n);
  }
}

static void
test_random_lines (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (guint i = 0; i < N_RANDOM; i++) {
    g_autoptr (SflTranscript) transcript = make_random_transcript (random, NULL);
    g_autoptr (SflReading) reading = sfl_reading_new (transcript, SFL_READING_LINES);

    check_blocks (reading);
  }
}

/* Lines of @n characters @character, with @mark at some places. */
static const struct {
  const char *about;
  const char *character;
  guint n;
  const char *mark;
  guint marks[2];
  guint lengths[4]; /* characters of the expected blocks, up to 0 */
} splits[] = {
  { "the longest paragraph", "x", 4096, NULL, { 0 }, { 4096 } },
  { "one more", "x", 4097, NULL, { 0 }, { 4096, 1 } },
  { "the longest, in other bytes", "é", 4096, NULL, { 0 }, { 4096 } },
  { "one more, in other bytes", "😀", 4097, NULL, { 0 }, { 4096, 1 } },
  { "after a space", "é", 4097, " ", { 4000, 100 }, { 4001, 96 } },
  { "after the last space", "x", 4097, " ", { 4000, 4090 }, { 4091, 6 } },
  { "the space that just fits", "x", 4097, " ", { 4095 }, { 4096, 1 } },
  { "the space that does not", "x", 4098, " ", { 4096 }, { 4096, 2 } },
  { "a space too far back", "x", 4097, " ", { 3840 }, { 4096, 1 } },
  { "a space not too far back", "x", 4097, " ", { 3841 }, { 3842, 255 } },
  { "after a line break", "x", 4097, "\n", { 4000 }, { 4001, 96 } },
  { "no need", "x", 4096, " ", { 4000 }, { 4096 } },
  { "three pieces", "é", 9000, " ", { 4094, 8185 }, { 4095, 4091, 814 } },
  { "a flood of marks", ACUTE, 4097, NULL, { 0 }, { 4096, 1 } },
};

static void
test_splits (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (splits); i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autoptr (SflReading) reading = NULL;
    const SflBlock *blocks;
    guint n_blocks, n = 0;

    g_test_message ("%s", splits[i].about);
    for (guint c = 0; c < splits[i].n; c++)
      g_string_append (text, splits[i].mark && c > 0 &&
                                     (c == splits[i].marks[0] || c == splits[i].marks[1])
                                 ? splits[i].mark
                                 : splits[i].character);
    reading = read_line (text->str);
    blocks = sfl_reading_get_blocks (reading, &n_blocks);
    for (; n < n_blocks; n++)
      g_assert_cmpint (g_utf8_strlen (text->str + blocks[n].offset, blocks[n].length), ==,
                       splits[i].lengths[n]);
    g_assert_cmpuint (splits[i].lengths[n], ==, 0);
    check_blocks (reading);
    if (splits[i].lengths[n - 1] < 1000)
      check_map (reading, n_blocks - 1);
  }
}

/* A megabyte in one line: nothing lost, and cheap to look in. */
static void
test_megabyte (void)
{
  g_autofree char *text = g_strnfill (1000000, 'x');
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (SflReading) reading = NULL;
  guint n_blocks;

  reading = read_line (text);
  check_blocks (reading);
  sfl_reading_get_blocks (reading, &n_blocks);
  g_assert_cmpuint (n_blocks, ==, 1000000 / SFL_READING_MAX_PARAGRAPH + 1);
  for (guint i = 0; i < n_blocks; i++) {
    g_autofree char *piece = sfl_reading_dup_block_text (reading, i, NULL);

    g_string_append (shown, piece);
  }
  g_assert_cmpstr (shown->str, ==, text);
}

static void
test_speakers (void)
{
  static const struct {
    const char *speaker;
    const char *text;
  } lines[] = {
    { "Anna", "one" },
    { "Anna", "two" },
    { "B\n\xe2\x80\xae"
      "ob\t",
      "three" }, /* cleaned too */
    { "Anna", "four" },
    { NULL, "five" },
    { "Anna", "six" },
  };
  static const char *expected[] = { "Anna", "one",  "two",  "B ob ", "three",
                                    "Anna", "four", "five", "Anna",  "six" };
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;
  g_autoptr (SflReading) reading = NULL;
  const SflBlock *blocks;
  guint n_blocks;

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    sfl_transcript_builder_begin_line (builder, i * SFL_SECOND, NONE, -1);
    sfl_transcript_builder_append (builder, lines[i].text, strlen (lines[i].text));
    if (lines[i].speaker)
      sfl_transcript_builder_set_line_speaker (
          builder, sfl_transcript_builder_add_speaker (builder, lines[i].speaker, -1));
  }
  transcript = sfl_transcript_builder_end (builder);
  reading = sfl_reading_new (transcript, SFL_READING_LINES);
  g_assert_true (sfl_reading_get_transcript (reading) == transcript);

  check_blocks (reading);
  blocks = sfl_reading_get_blocks (reading, &n_blocks);
  g_assert_cmpuint (n_blocks, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < n_blocks; i++) {
    g_autofree char *shown = sfl_reading_dup_block_text (reading, i, NULL);

    g_assert_cmpstr (shown, ==, expected[i]);
    if (blocks[i].kind == SFL_BLOCK_SPEAKER) {
      g_assert_cmpuint (sfl_reading_to_shown (reading, i, G_MAXSIZE), ==, 0);
      g_assert_cmpuint (sfl_reading_to_transcript (reading, i, 2), ==, blocks[i].offset);
    }
  }
}

/* A name is a paragraph like any other. */
static void
test_long_name (void)
{
  g_autofree char *name = g_strnfill (SFL_READING_MAX_PARAGRAPH + 1, 'x');
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;
  g_autoptr (SflReading) reading = NULL;
  g_autofree char *shown = NULL;
  gsize length;

  sfl_transcript_builder_begin_line (builder, 0, NONE,
                                     sfl_transcript_builder_add_speaker (builder, name, -1));
  transcript = sfl_transcript_builder_end (builder);
  reading = sfl_reading_new (transcript, SFL_READING_LINES);
  shown = sfl_reading_dup_block_text (reading, 0, &length);
  g_assert_cmpuint (length, ==, SFL_READING_MAX_PARAGRAPH);
  g_assert_cmpuint (strlen (sfl_transcript_get_speaker (transcript, 0)), ==, length + 1);
}

static const struct {
  guint n_lines;
  guint n_pages;
  guint last; /* blocks on the last page */
} pages[] = {
  { 0, 1, 0 },     { 1, 1, 1 },         { 9999, 1, 9999 }, { 10000, 1, 10000 },
  { 10001, 2, 1 }, { 20000, 2, 10000 }, { 20001, 3, 1 },
};

static void
test_pages (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++) {
    SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
    g_autoptr (SflTranscript) transcript = NULL;
    g_autoptr (SflReading) reading = NULL;
    guint total = 0;

    for (guint n = 0; n < pages[i].n_lines; n++)
      sfl_transcript_builder_begin_line (builder, n * SFL_SECOND, NONE, -1);
    transcript = sfl_transcript_builder_end (builder);
    reading = sfl_reading_new (transcript, SFL_READING_LINES);

    g_assert_cmpuint (sfl_reading_get_n_pages (reading), ==, pages[i].n_pages);
    for (guint page = 0; page < pages[i].n_pages; page++) {
      guint first, n;

      sfl_reading_get_page (reading, page, &first, &n);
      g_assert_cmpuint (first, ==, total);
      g_assert_cmpuint (n, <=, SFL_READING_PAGE_BLOCKS);
      if (n > 0) {
        g_assert_cmpuint (sfl_reading_get_page_of (reading, first), ==, page);
        g_assert_cmpuint (sfl_reading_get_page_of (reading, first + n - 1), ==, page);
      }
      if (page + 1 == pages[i].n_pages)
        g_assert_cmpuint (n, ==, pages[i].last);
      total += n;
    }
    g_assert_cmpuint (total, ==, pages[i].n_lines);
    g_assert_cmpuint (sfl_reading_find_at (reading, G_MAXSIZE), ==, MAX (total, 1) - 1);
    g_assert_finalize_object (g_steal_pointer (&reading));
  }
}

/* Rows of lines, and the blocks that are read: "|" between them, "<A>" for a speaker. */
typedef struct {
  const char *about;
  struct {
    SflTime start, end;
    const char *speaker;
    const char *text;
  } rows[8];
  const char *sentences;
  const char *paragraphs;
} Cutting;

#define S SFL_SECOND
#define HUNDRED                                                                                    \
  "cent signes de texte, sans la moindre ponctuation, pour que la phrase soit aussi longue que "   \
  "cela\n"

static const Cutting cuttings[] = {
  { "a sentence that lines cut",
    { { 0, NONE, NULL, "Bonjour à tous, dans" },
      { 2 * S, NONE, NULL, "cette émission. Merci" },
      { 4 * S, NONE, NULL, "d'être là." } },
    "Bonjour à tous, dans cette émission.|Merci d'être là.",
    "Bonjour à tous, dans cette émission. Merci d'être là." },
  { "speakers",
    { { 0, S, "A", "Oui." }, { S, 2 * S, "A", "Bien. Et" }, { 2 * S, 3 * S, "B", "Non. Mais" } },
    "<A>|Oui.|Bien.|Et|<B>|Non.|Mais",
    "<A>|Oui. Bien. Et|<B>|Non. Mais" },
  { "a hole ends a sentence",
    { { 0, S, NULL, "Et puis" }, { 20 * S, 21 * S, NULL, "voilà." } },
    "Et puis|voilà.",
    "Et puis|voilà." },
  { "a pause ends a paragraph, not a sentence",
    { { 0, S, NULL, "Et puis" },
      { 4 * S, 5 * S, NULL, "voilà." },
      { 8 * S, 9 * S, NULL, "Ensuite." },
      { 9 * S, 10 * S, NULL, "Fin." } },
    "Et puis voilà.|Ensuite.|Fin.",
    "Et puis voilà.|Ensuite. Fin." },
  { "turns in one caption",
    { { 0, S, NULL, "- Tu viens ?\n- Non." }, { S, 2 * S, NULL, "- Ah bon" } },
    "- Tu viens ?|- Non.|- Ah bon",
    "- Tu viens ?|- Non.|- Ah bon" },
  { "blank lines",
    { { 0, S, NULL, "" }, { S, 2 * S, NULL, " Oui. " }, { 2 * S, 3 * S, NULL, "" } },
    "Oui.",
    "Oui." },
  { "untimed",
    { { NONE, NONE, NULL, "Un. Deux" }, { NONE, NONE, NULL, "trois." } },
    "Un.|Deux trois.",
    "Un. Deux trois." },
};

static SflTranscript *
make_cutting (const Cutting *cutting)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");

  for (guint i = 0; i < G_N_ELEMENTS (cutting->rows) && cutting->rows[i].text != NULL; i++) {
    const char *name = cutting->rows[i].speaker;

    sfl_transcript_builder_begin_line (builder, cutting->rows[i].start, cutting->rows[i].end,
                                       name != NULL
                                           ? sfl_transcript_builder_add_speaker (builder, name, -1)
                                           : -1);
    sfl_transcript_builder_append (builder, cutting->rows[i].text, strlen (cutting->rows[i].text));
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

    g_string_append_printf (joined, blocks[i].kind == SFL_BLOCK_SPEAKER ? "%s<%s>" : "%s%s",
                            i > 0 ? "|" : "", text);
  }

  return g_string_free (joined, FALSE);
}

static void
test_cuttings (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cuttings); i++) {
    g_autoptr (SflTranscript) transcript = make_cutting (&cuttings[i]);
    g_autoptr (SflReading) sentences = sfl_reading_new (transcript, SFL_READING_SENTENCES);
    g_autoptr (SflReading) paragraphs = sfl_reading_new (transcript, SFL_READING_PARAGRAPHS);
    g_autofree char *as_sentences = join_blocks (sentences);
    g_autofree char *as_paragraphs = join_blocks (paragraphs);

    g_test_message ("%s", cuttings[i].about);
    g_assert_cmpstr (as_sentences, ==, cuttings[i].sentences);
    g_assert_cmpstr (as_paragraphs, ==, cuttings[i].paragraphs);
  }
}

/* Without marks, the lines must do: nothing grows without end. */
static void
test_no_marks (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;
  g_autoptr (SflReading) reading = NULL;
  const SflBlock *blocks;
  guint n;

  for (guint i = 0; i < 100; i++) {
    sfl_transcript_builder_begin_line (builder, i * S, NONE, -1);
    sfl_transcript_builder_append (builder, HUNDRED, strlen (HUNDRED) - 1);
  }
  transcript = sfl_transcript_builder_end (builder);
  reading = sfl_reading_new (transcript, SFL_READING_SENTENCES);
  blocks = sfl_reading_get_blocks (reading, &n);
  g_assert_cmpuint (n, ==, 19);
  for (guint i = 0; i + 1 < n; i++) {
    g_assert_cmpuint (blocks[i].line, ==, 5 * i);
    g_assert_cmpuint (blocks[i].length, ==, 5 * strlen (HUNDRED) - 1);
  }
}

/* When a sentence begins and ends: by its words, or by its lines. */
static void
test_spans (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;
  g_autoptr (SflReading) reading = NULL;
  static const SflTime spans[][2] = {
    { 0, 1500 * SFL_MSECOND },     /* to the word after it */
    { 1500 * SFL_MSECOND, 4 * S }, /* from its word, over the next line, which has none */
    { 2 * S, 4 * S },              /* of its line */
  };
  guint n;

  sfl_transcript_builder_begin_line (builder, 0, 2 * S, -1);
  sfl_transcript_builder_append (builder, "Un. Deux", 8);
  sfl_transcript_builder_add_word (builder, 0, 3, 0, S, -1);
  sfl_transcript_builder_add_word (builder, 4, 4, 1500 * SFL_MSECOND, 2 * S, -1);
  sfl_transcript_builder_begin_line (builder, 2 * S, 4 * S, -1);
  sfl_transcript_builder_append (builder, "trois. Quatre.", 14);
  transcript = sfl_transcript_builder_end (builder);
  reading = sfl_reading_new (transcript, SFL_READING_SENTENCES);

  sfl_reading_get_blocks (reading, &n);
  g_assert_cmpuint (n, ==, 3);
  for (guint i = 0; i < n; i++) {
    SflTime start, end;

    sfl_reading_get_span (reading, i, &start, &end);
    g_assert_cmpint (start, ==, spans[i][0]);
    g_assert_cmpint (end, ==, spans[i][1]);
  }
}

/* Whatever the lines: nothing of the text is lost, each line finds its blocks. */
static void
test_random_cuttings (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < N_RANDOM; i++) {
    g_autoptr (SflTranscript) transcript = make_random_transcript (random, NULL);
    SflReadingMode mode = g_rand_boolean (random) ? SFL_READING_SENTENCES : SFL_READING_PARAGRAPHS;
    g_autoptr (SflReading) reading = sfl_reading_new (transcript, mode);
    const char *text = sfl_transcript_get_text (transcript, NULL);
    guint n, n_lines;
    const SflBlock *blocks = sfl_reading_get_blocks (reading, &n);
    const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);
    gsize offset = 0;

    for (guint b = 0; b < n; b++) {
      SflTime start, end;

      if (blocks[b].kind != SFL_BLOCK_TEXT)
        continue;
      for (; offset < blocks[b].offset; offset++)
        g_assert_true (g_ascii_isspace (text[offset]));
      offset = (gsize) blocks[b].offset + blocks[b].length;
      sfl_reading_get_span (reading, b, &start, &end);
      g_assert_cmpint (start, <=, end);
    }
    for (guint l = 0; l < n_lines; l++) {
      guint first, count;

      sfl_reading_find_line (reading, l, &first, &count);
      g_assert_cmpuint (count, >=, 1);
      g_assert_true (blocks[first].kind == SFL_BLOCK_TEXT);
      g_assert_cmpuint (blocks[first].offset, <=, lines[l].offset);
      g_assert_cmpuint (blocks[first + count - 1].offset + blocks[first + count - 1].length, >=,
                        lines[l].offset + lines[l].length);
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reading/cleaning", test_cleaning);
  g_test_add_func ("/reading/splits", test_splits);
  g_test_add_func ("/reading/megabyte", test_megabyte);
  g_test_add_func ("/reading/speakers", test_speakers);
  g_test_add_func ("/reading/long-name", test_long_name);
  g_test_add_func ("/reading/pages", test_pages);
  g_test_add_func ("/reading/random", test_random);
  g_test_add_func ("/reading/random-lines", test_random_lines);
  g_test_add_func ("/reading/cuttings", test_cuttings);
  g_test_add_func ("/reading/no-marks", test_no_marks);
  g_test_add_func ("/reading/spans", test_spans);
  g_test_add_func ("/reading/random-cuttings", test_random_cuttings);

  return g_test_run ();
}
