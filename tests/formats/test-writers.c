/* test-writers.c: what is written can be read again
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dump.h"
#include "round-trip.h"
#include "sfl-error.h"

#include <stdlib.h>

#define MS SFL_MSECOND

typedef struct {
  const char *name;
  SflTime start;
  SflTime end; /* 0 for none */
  const char *text;
  const char *words; /* "word@1000-1200" in ms; the end may be missing */
} Row;

#define HOUR3 (3 * SFL_HOUR)
#define ROWS(...) ((const Row[]){ __VA_ARGS__, { NULL } })

static const struct {
  const char *name;
  const Row *rows;
  const char *title;
} tables[] = {
  { "plain",
    ROWS ({ NULL, 0, 900 * MS, "Bonjour." },
          { NULL, 900 * MS, 2500 * MS, "Oui ?" },
          { NULL, 4 * SFL_SECOND, 5 * SFL_SECOND, "Au revoir" }),
    "An episode" },
  { "markup",
    ROWS ({ NULL, 1000 * MS, 2000 * MS, "a --> b" },
          { NULL, 2000 * MS, 3000 * MS, "<b>bold</b>" },
          { NULL, 3000 * MS, 4000 * MS, "Q & A &amp; &lt;x&gt; &nbsp; &#39;" },
          { NULL, 4000 * MS, 5000 * MS, "I <3 you, a < b > c" },
          { NULL, 5000 * MS, 6000 * MS, "{\\an8} {note} C:\\new\\N \\h {" },
          { NULL, 6000 * MS, 7000 * MS, "# heading *bold* _it_ `code` [link](x)" },
          { NULL, 7000 * MS, 8000 * MS, "\"quoted\" 'single' \\" },
          { NULL, 8000 * MS, 9000 * MS, "</p></tt></script><!-- -->]]>" },
          { NULL, 9000 * MS, 9900 * MS, "<00:00:09.500> <c>x</c> <v Anne>y" }),
    "<b>& \"title\" --> & so on" },
  { "times in the text",
    ROWS ({ NULL, 1000 * MS, 2000 * MS, "1:23 x" },
          { NULL, 2000 * MS, 3000 * MS, "12:30 pile" },
          { NULL, 3000 * MS, 4000 * MS, "00:00:01,000 --> 00:00:02,000" },
          { NULL, 4000 * MS, 5000 * MS, "00:01 \xe2\x86\x92 00:02" },
          { NULL, 5000 * MS, 6000 * MS, "[0:05] x <0:05> y" },
          { NULL, 6000 * MS, 7000 * MS, "42" },
          { NULL, 7000 * MS, 8000 * MS, "7\n8" },
          { NULL, 8000 * MS, 9000 * MS, "2\n00:00:01.000 --> 00:00:02.000\nx" },
          { NULL, 9000 * MS, 9900 * MS, "WEBVTT" },
          { NULL, 9900 * MS, 10000 * MS, "NOTE x" }) },
  { "rows", ROWS ({ NULL, 1000 * MS, 2000 * MS, "one\ntwo\nthree" },
                  { NULL, 2000 * MS, 3000 * MS, "\n\none\n\n \ntwo\n\n" },
                  { NULL, 3000 * MS, 4000 * MS, "  spaced  \n\t out \t" },
                  { NULL, 4000 * MS, 5000 * MS,
                    "a\r\nb\rc\xe2\x80\xa8"
                    "d" },
                  { NULL, 5000 * MS, 6000 * MS, "- Oui.\n- Non." },
                  { NULL, 6000 * MS, 7000 * MS, "\xe2\x80\x93 Oui." }) },
  { "scripts",
    ROWS ({ NULL, 1000 * MS, 2000 * MS, "שלום עולם, (مرحبا) \xe2\x80\x8f!" },
          { NULL, 2000 * MS, 3000 * MS, "👩‍👩‍👧 🇫🇷 é e\xcc\x81" },
          { NULL, 3000 * MS, 4000 * MS, "漢字かな交じり文：日本語" },
          { NULL, 4000 * MS, 5000 * MS, "bad \x01 \x1b \xef\xbf\xbf \xc2\x85 end" },
          { NULL, 5000 * MS, 6000 * MS, "L’été à la plage…" }),
    "Émission « été »" },
  { "overlaps", ROWS ({ NULL, 1000 * MS, 9000 * MS, "long" },
                      { NULL, 2000 * MS, 3000 * MS, "in it" },
                      { NULL, 2000 * MS, 3000 * MS, "at once" },
                      { NULL, 2000 * MS, 2500 * MS, "and a third" },
                      { NULL, 9500 * MS, 9600 * MS, "after" }) },
  { "times", ROWS ({ NULL, 0, 1, "a nanosecond" },
                   { NULL, 1000 * MS, 1000 * MS, "no length" },
                   { NULL, 2000 * MS, 2000 * MS + 1, "hardly any" },
                   { NULL, 2999999999, 4 * SFL_SECOND, "almost three" },
                   { NULL, 4 * SFL_SECOND + 499999, 5 * SFL_SECOND, "below half" },
                   { NULL, 5 * SFL_SECOND + 500000, 6 * SFL_SECOND, "half" },
                   { NULL, 59999999999, 61 * SFL_SECOND, "a minute" },
                   { NULL, HOUR3 + 59 * SFL_MINUTE + 59999 * MS, HOUR3 + SFL_HOUR, "hours" },
                   { NULL, 100 * SFL_HOUR, 100 * SFL_HOUR + 1000 * MS, "many hours" },
                   { NULL, 999 * SFL_HOUR, 0, "no end" }) },
  { "speakers", ROWS ({ "Anne", 1000 * MS, 2000 * MS, "Bonjour Luc : ça va ?" },
                      { "Luc", 2000 * MS, 3000 * MS, "Oui." },
                      { "Luc", 3000 * MS, 4000 * MS, "Attention: 10: 30." },
                      { "Anne", 4000 * MS, 5000 * MS, "12 personnes\nen tout" },
                      { "Anne", 5000 * MS, 6000 * MS, "- Un tiret" },
                      { "Luc", 6000 * MS, 7000 * MS, "Fin" }) },
  { "nobody", ROWS ({ NULL, 0, 1000 * MS, "Music" },
                    { "Anne", 1000 * MS, 2000 * MS, "One" },
                    { "Anne", 2000 * MS, 3000 * MS, "Two" },
                    { NULL, 3000 * MS, 4000 * MS, "Applause" },
                    { "Luc", 4000 * MS, 5000 * MS, "Three" },
                    { "Luc", 5000 * MS, 6000 * MS, "Four" }) },
  { "numbered speakers", ROWS ({ "SPEAKER_00", 1000 * MS, 2000 * MS, "12 of them" },
                               { "SPEAKER_01", 2000 * MS, 3000 * MS, "yes" },
                               { "SPEAKER_00", 3000 * MS, 4000 * MS, "7" },
                               { "SPEAKER_00", 4000 * MS, 5000 * MS, "ok" },
                               { "Dr. Eva Smith", 5000 * MS, 6000 * MS, "no" },
                               { "Samuel L. Jackson", 6000 * MS, 7000 * MS, "no" },
                               { "Samuel L. Jackson", 7000 * MS, 8000 * MS, "no" },
                               { "Dr. Eva Smith", 8000 * MS, 9000 * MS, "no" }) },
};

/* Words at times that each form can write as they are. */
static const struct {
  const char *name;
  const Row *rows;
} word_tables[] = {
  { "words", ROWS ({ NULL, 1000 * MS, 3000 * MS, "un deux trois", "un@1000 deux@1500 trois@2000" },
                   { NULL, 3000 * MS, 6000 * MS, "avec des pauses.",
                     "avec@3200-3500 des@4000-4010 pauses.@4500-5000" },
                   { NULL, 6000 * MS, 7000 * MS, "sans" },
                   { "Anne", 7000 * MS, 8000 * MS, "un & <deux>", "un@7000 &@7200 <deux>@7500" }) },
  { "rows of words", ROWS ({ NULL, 1000 * MS, 3000 * MS, "un deux\n  trois\n\nquatre ",
                             "un@1000 deux@1500 trois@2000 quatre@2500-2700" }) },
};

/* What not every form can hold. */
static const struct {
  const char *name;
  const char *format;
  const Row *rows;
} odd_words[] = {
  { "untimed text", "vtt",
    ROWS ({ NULL, 1000 * MS, 4000 * MS, "- Oui, trois mots ici.", "Oui@1100-1300 mots@2500" }) },
  { "untimed text", "ass",
    ROWS ({ NULL, 1000 * MS, 4000 * MS, "- Oui, trois mots ici.", "Oui@1100-1300 mots@2500" }) },
  { "untimed text", "ttml",
    ROWS ({ NULL, 1000 * MS, 4000 * MS, "- Oui, trois mots ici.", "Oui@1100-1300 mots@2500" }) },
  { "untimed text", "podcast-json",
    ROWS ({ NULL, 1000 * MS, 4000 * MS, "- Oui, trois mots ici.", "Oui@1100-1300 mots@2500" }) },
  { "untimed text", "html",
    ROWS ({ NULL, 1000 * MS, 4000 * MS, "- Oui, trois mots ici.", "Oui@1100-1300 mots@2500" }) },
  { "parts of words", "vtt",
    ROWS ({ NULL, 1000 * MS, 4000 * MS, "Bon-jour", "Bon@1000 -@1500 jour@2000" }) },
  { "overlapping words", "ttml",
    ROWS ({ NULL, 1000 * MS, 4000 * MS, "un deux", "un@1000-3000 deux@1500-4000" }) },
  { "overlapping words", "podcast-json",
    ROWS ({ NULL, 1000 * MS, 4000 * MS, "un deux", "un@1000-3000 deux@1500-4000" }) },
};

static SflTime
take_ms (const char **p)
{
  char *end;
  SflTime time = g_ascii_strtoll (*p, &end, 10) * MS;

  *p = end;

  return time;
}

static void
add_words (SflTranscriptBuilder *builder, const Row *row)
{
  const char *at = row->text, *p = row->words;

  while (p != NULL && *p != '\0') {
    const char *name_end = strchr (p, '@');
    gsize length = name_end - p;
    SflTime start, end = SFL_TIME_NONE;

    while (strncmp (at, p, length) != 0)
      at++;
    p = name_end + 1;
    start = take_ms (&p);
    if (*p == '-') {
      p++;
      end = take_ms (&p);
    }
    sfl_transcript_builder_add_word (builder, at - row->text, length, start, end, -1);
    at += length;
    while (*p == ' ')
      p++;
  }
}

static SflTranscript *
make_transcript (const Row *rows, const char *title)
{
  g_autoptr (SflTranscriptBuilder) builder = sfl_transcript_builder_new ("vtt");

  if (title != NULL)
    sfl_transcript_builder_set_meta (builder, SFL_META_TITLE, title, -1);
  for (; rows->text != NULL; rows++) {
    int speaker =
        rows->name != NULL ? sfl_transcript_builder_add_speaker (builder, rows->name, -1) : -1;

    sfl_transcript_builder_begin_line (builder, rows->start,
                                       rows->end != 0 ? rows->end : SFL_TIME_NONE, speaker);
    sfl_transcript_builder_append (builder, rows->text, strlen (rows->text));
    add_words (builder, rows);
    sfl_transcript_builder_end_line (builder);
  }

  return sfl_transcript_builder_end (g_steal_pointer (&builder));
}

static GBytes *
write_bytes (const SflFormat *format, SflTranscript *transcript)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = sfl_format_write (format, transcript, NULL, &error);

  g_assert_no_error (error);

  return bytes;
}

/* The forms that read what they write, with the id under which they read it. */
static const char *
find_reader (const SflFormat *format)
{
  if (strcmp (format->id, "markdown") == 0)
    return "pasted-text";

  return format->parse != NULL ? format->id : NULL;
}

static gboolean
has_names_in_text (const SflFormat *format)
{
  static const char *const ids[] = { "srt", "pasted-text", "plain-text", "markdown", NULL };

  return g_strv_contains (ids, format->id);
}

static SflTranscript *
read_bytes (const SflFormat *format, GBytes *bytes)
{
  SflParseOptions options = { .format = find_reader (format) };
  g_autoptr (GError) error = NULL;
  SflTranscript *transcript = sfl_format_parse (bytes, NULL, &options, NULL, &error);

  g_assert_no_error (error);

  return transcript;
}

/* Markdown escapes what it would take for marks; its reader leaves that. */
static GBytes *
unescape (const SflFormat *format, GBytes *bytes)
{
  GString *plain;
  const char *data;
  gsize length;

  if (strcmp (format->id, "markdown") != 0)
    return g_bytes_ref (bytes);

  data = g_bytes_get_data (bytes, &length);
  plain = g_string_sized_new (length);
  for (gsize i = 0; i < length; i++)
    if (data[i] != '\\' || i + 1 == length || !g_ascii_ispunct (data[i + 1]))
      g_string_append_c (plain, data[i]);
    else
      g_string_append_c (plain, data[++i]);

  return g_string_free_to_bytes (plain);
}

/* The difference that writing and reading makes; NULL when it makes none. */
static char *
round_trip (const SflFormat *format, SflTranscript *transcript, gboolean names_are_text)
{
  g_autoptr (GBytes) bytes = write_bytes (format, transcript);
  g_autoptr (GBytes) plain = unescape (format, bytes);
  g_autoptr (SflTranscript) again = read_bytes (format, plain);
  g_autofree char *difference = find_difference (transcript, again, format, names_are_text);
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GBytes) plain_second = NULL;
  g_autoptr (SflTranscript) third = NULL;
  g_autoptr (GBytes) bytes_third = NULL;

  if (difference != NULL)
    return g_steal_pointer (&difference);

  /* From here on nothing changes any more. */
  second = write_bytes (format, again);
  plain_second = unescape (format, second);
  third = read_bytes (format, plain_second);
  bytes_third = write_bytes (format, third);
  if (!g_bytes_equal (second, bytes_third))
    return g_strdup ("written again and again, it is another file");

  return NULL;
}

static void
test_table (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (SflTranscript) transcript = make_transcript (tables[i].rows, tables[i].title);
  guint n_formats;
  const SflFormat *formats = sfl_format_get_all (&n_formats);

  for (guint f = 0; f < n_formats; f++) {
    g_autofree char *difference = NULL;
    g_autoptr (GBytes) bytes = NULL;

    if (!sfl_format_can_write (&formats[f]))
      continue;
    bytes = write_bytes (&formats[f], transcript);
    if (strcmp (formats[f].id, "epub") != 0)
      g_assert_true (
          g_utf8_validate_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
    if (find_reader (&formats[f]) == NULL)
      continue;
    difference = round_trip (&formats[f], transcript, has_names_in_text (&formats[f]));
    if (difference != NULL) {
      g_test_message ("%s:\n%.*s", formats[f].id, (int) MIN (g_bytes_get_size (bytes), 4000),
                      (const char *) g_bytes_get_data (bytes, NULL));
      g_test_message ("%s: %s", formats[f].id, difference);
      g_test_fail ();
    }
  }
}

/* Whoever opens what was written need not say what it is. */
static void
test_sniffed (void)
{
  g_autoptr (SflTranscript) transcript = make_transcript (tables[0].rows, NULL);
  guint n_formats;
  const SflFormat *formats = sfl_format_get_all (&n_formats);

  for (guint f = 0; f < n_formats; f++) {
    g_autofree char *name = g_strconcat ("a.", formats[f].extensions[0], NULL);
    g_autoptr (SflTranscript) again = NULL;
    g_autoptr (GBytes) bytes = NULL;

    if (!sfl_format_can_write (&formats[f]) || find_reader (&formats[f]) == NULL)
      continue;
    bytes = write_bytes (&formats[f], transcript);
    again = sfl_format_parse (bytes, name, NULL, NULL, NULL);
    g_assert_cmpstr (sfl_transcript_get_format (again), ==, find_reader (&formats[f]));
  }
}

static void
check_words (const SflFormat *format, const Row *rows)
{
  g_autoptr (SflTranscript) transcript = make_transcript (rows, NULL);
  g_autofree char *difference = NULL;
  guint n_words;

  sfl_transcript_get_words (transcript, &n_words);
  g_assert_cmpuint (n_words, >, 1);
  difference = round_trip (format, transcript, has_names_in_text (format));
  if (difference != NULL) {
    g_autoptr (GBytes) bytes = write_bytes (format, transcript);

    g_test_message ("%.*s", (int) MIN (g_bytes_get_size (bytes), 4000),
                    (const char *) g_bytes_get_data (bytes, NULL));
    g_test_message ("%s: %s", format->id, difference);
    g_test_fail ();
  }
}

static void
test_words (gconstpointer data)
{
  guint n_formats;
  const SflFormat *formats = sfl_format_get_all (&n_formats);

  for (guint f = 0; f < n_formats; f++)
    if (sfl_format_can_write (&formats[f]) && find_reader (&formats[f]) != NULL)
      check_words (&formats[f], word_tables[GPOINTER_TO_SIZE (data)].rows);
}

static void
test_odd_words (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  const SflFormat *format = sfl_format_find (odd_words[i].format);

  if (find_reader (format) != NULL)
    check_words (format, odd_words[i].rows);
}

static void
test_meta (void)
{
  static const char *const keys[] = { SFL_META_TITLE, SFL_META_LANGUAGE, SFL_META_NOTES };
  static const char *const ids[] = { "vtt", "podcast-json" };
  g_autoptr (SflTranscriptBuilder) builder = sfl_transcript_builder_new ("vtt");
  g_autoptr (SflTranscript) transcript = NULL;

  sfl_transcript_builder_set_meta (builder, SFL_META_TITLE, "A --> B & <C>: \"D\"", -1);
  sfl_transcript_builder_set_meta (builder, SFL_META_LANGUAGE, "fr-CA", -1);
  sfl_transcript_builder_set_meta (builder, SFL_META_NOTES, "One\nTitle: two\n00:01 --> 00:02", -1);
  sfl_transcript_builder_begin_line (builder, 0, SFL_SECOND, -1);
  sfl_transcript_builder_append (builder, "a", 1);
  transcript = sfl_transcript_builder_end (g_steal_pointer (&builder));

  for (gsize f = 0; f < G_N_ELEMENTS (ids); f++) {
    const SflFormat *format = sfl_format_find (ids[f]);
    g_autoptr (GBytes) bytes = write_bytes (format, transcript);
    g_autoptr (SflTranscript) again = NULL;

    if (find_reader (format) == NULL)
      continue;
    again = read_bytes (format, bytes);
    for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
      g_assert_cmpstr (sfl_transcript_get_meta (again, keys[i]), ==,
                       sfl_transcript_get_meta (transcript, keys[i]));
  }
}

static void
test_chapters (void)
{
  g_autoptr (SflTranscriptBuilder) builder = sfl_transcript_builder_new ("vtt");
  g_autoptr (SflTranscript) transcript = NULL;
  guint n_formats;
  const SflFormat *formats = sfl_format_get_all (&n_formats);

  sfl_transcript_builder_add_chapter (builder, 0, "One & <two>", -1);
  sfl_transcript_builder_add_chapter (builder, 1500 * MS, "Deux", -1);
  sfl_transcript_builder_add_chapter (builder, 9 * SFL_SECOND, "After the last", -1);
  for (guint i = 0; i < 3; i++) {
    sfl_transcript_builder_begin_line (builder, i * SFL_SECOND, (i + 1) * SFL_SECOND, -1);
    sfl_transcript_builder_append (builder, "line", 4);
    sfl_transcript_builder_end_line (builder);
  }
  transcript = sfl_transcript_builder_end (g_steal_pointer (&builder));

  for (guint f = 0; f < n_formats; f++) {
    g_autofree char *difference = NULL;
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (SflTranscript) again = NULL;
    const SflChapter *chapters;
    guint n_chapters;

    if (!sfl_format_can_write (&formats[f]) || find_reader (&formats[f]) == NULL)
      continue;
    difference = round_trip (&formats[f], transcript, has_names_in_text (&formats[f]));
    g_assert_cmpstr (difference, ==, NULL);
    if (!(formats[f].holds & SFL_FORMAT_HOLDS_CHAPTERS))
      continue;
    bytes = write_bytes (&formats[f], transcript);
    again = read_bytes (&formats[f], bytes);
    chapters = sfl_transcript_get_chapters (again, &n_chapters);
    g_assert_cmpuint (n_chapters, ==, 3);
    g_assert_cmpstr (chapters[0].title, ==, "One & <two>");
    g_assert_cmpint (chapters[1].start, ==, 1500 * MS);
    g_assert_cmpstr (chapters[2].title, ==, "After the last");
  }
}

static void
test_untimed (void)
{
  g_autoptr (SflTranscript) transcript = parse_text ("One.\nTwo.\n", -1, "a.txt");
  guint n_formats;
  const SflFormat *formats = sfl_format_get_all (&n_formats);

  for (guint f = 0; f < n_formats; f++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = sfl_format_write (&formats[f], transcript, NULL, &error);

    if (!sfl_format_can_write (&formats[f]) || (formats[f].holds & SFL_FORMAT_HOLDS_TIMES)) {
      g_assert_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED);
      g_assert_null (bytes);
    } else {
      g_assert_no_error (error);
    }
  }
}

static void
test_empty (void)
{
  g_autoptr (SflTranscript) transcript = parse_text ("", 0, "a.txt");
  guint n_formats;
  const SflFormat *formats = sfl_format_get_all (&n_formats);

  for (guint f = 0; f < n_formats; f++) {
    if (sfl_format_can_write (&formats[f])) {
      g_autoptr (GBytes) bytes = write_bytes (&formats[f], transcript);
    }
  }
}

static const struct {
  const char *file;
  const char *text;
  const char *format;
  const char *expected;
} losses[] = {
  { "a.srt", "1\n00:00:01,000 --> 00:00:02,000\nOne\n", "vtt", NULL },
  { "a.srt", "1\n00:00:01,000 --> 00:00:02,000\nOne\nTwo\n", "lrc",
    "The times at which lines end are not kept. Line breaks inside a line become spaces." },
  { "a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anne>One <00:01.500>two\n", "srt",
    "Word times are not kept." },
  { "a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anne>One <00:01.500>two\n", "epub",
    "Times are not kept." },
  { "a.vtt", "WEBVTT\nLanguage: fr\n\n00:01.000 --> 00:02.000\n<v Anne>One <00:01.500>two\n", "lrc",
    "The times at which lines end are not kept. Speakers are not kept." },
};

static void
test_losses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (losses); i++) {
    g_autoptr (SflTranscript) transcript = parse_text (losses[i].text, -1, losses[i].file);
    g_autofree char *words = sfl_format_dup_losses (sfl_format_find (losses[i].format), transcript);

    g_assert_cmpstr (words, ==, losses[i].expected);
  }
}

static void
test_names (void)
{
  static const char *const rows[][2] = {
    { "a.srt", "srt" },
    { "/tmp/a.b/c.VTT", "vtt" },
    { "a.txt", "pasted-text" },
    { "a.md", "markdown" },
    { "a.json", "podcast-json" },
    { "a.html", "html" },
    { "a.htm", "html" },
    { "a.epub", "epub" },
    { "a.ttml", "ttml" },
    { "a.ass", "ass" },
    { "a.ssa", "ass" },
    { "a.lrc", "lrc" },
    { "a.mp4", NULL },
    { "srt", NULL },
    { "a.srt/b", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    const SflFormat *format = sfl_format_find_for_name (rows[i][0]);

    g_assert_cmpstr (format != NULL ? format->id : NULL, ==, rows[i][1]);
  }
}

static void
list_files (const char *folder, GPtrArray *paths)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      list_files (path, paths);
    else
      g_ptr_array_add (paths, g_steal_pointer (&path));
  }
}

static gboolean
has_text (SflTranscript *transcript)
{
  g_autofree char *text = g_strdup (sfl_transcript_get_text (transcript, NULL));

  return *g_strstrip (text) != '\0';
}

/* Every real file that can be read, written in one form and read again. */
static void
test_corpus (gconstpointer data)
{
  const SflFormat *format = data;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder =
      g_build_filename (g_getenv ("SOUFFLEUR_CORPUS") ? g_getenv ("SOUFFLEUR_CORPUS") : "",
                        "transcripts", NULL);
  guint n_files = 0;

  list_files (folder, paths);
  for (guint i = 0; i < paths->len; i++) {
    const char *path = g_ptr_array_index (paths, i);
    g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
    g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
    g_autoptr (SflTranscript) transcript = NULL;
    g_autofree char *difference = NULL;

    if (bytes != NULL)
      transcript = sfl_format_parse (bytes, path, NULL, NULL, NULL);
    if (transcript == NULL || !has_text (transcript) ||
        ((format->holds & SFL_FORMAT_HOLDS_TIMES) && !sfl_transcript_is_timed (transcript)))
      continue;
    n_files++;
    difference = round_trip (format, transcript, has_names_in_text (format));
    if (difference != NULL) {
      g_test_message ("%s: %s", path, difference);
      g_test_fail ();
    }
  }
  if (n_files == 0)
    g_test_skip ("no collection of transcripts in SOUFFLEUR_CORPUS");
}

int
main (int argc, char **argv)
{
  guint n_formats;
  const SflFormat *formats = sfl_format_get_all (&n_formats);

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++) {
    g_autofree char *path = g_strconcat ("/writers/", tables[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_table);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (word_tables); i++) {
    g_autofree char *path = g_strconcat ("/writers/", word_tables[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_words);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (odd_words); i++) {
    g_autofree char *path =
        g_strconcat ("/writers/", odd_words[i].name, "/", odd_words[i].format, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_odd_words);
  }
  g_test_add_func ("/writers/sniffed", test_sniffed);
  g_test_add_func ("/writers/meta", test_meta);
  g_test_add_func ("/writers/chapters", test_chapters);
  g_test_add_func ("/writers/untimed", test_untimed);
  g_test_add_func ("/writers/empty", test_empty);
  g_test_add_func ("/writers/losses", test_losses);
  g_test_add_func ("/writers/names", test_names);
  for (guint i = 0; i < n_formats; i++) {
    g_autofree char *path = g_strconcat ("/writers/corpus/", formats[i].id, NULL);

    if (sfl_format_can_write (&formats[i]) && find_reader (&formats[i]) != NULL)
      g_test_add_data_func (path, &formats[i], test_corpus);
  }

  return g_test_run ();
}
