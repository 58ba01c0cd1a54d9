/* test-json.c: transcripts in JSON
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dump.h"
#include "sfl-error.h"
#include "sfl-json-kind.h"
#include "sfl-json.h"

/* Tokens as text: strings in quotes, names before '=', "CUT", "DEEP" or "GARBAGE" with
 * its line at the end of what is broken.
 */
static const struct {
  const char *text;
  const char *tokens;
} tokens[] = {
  { "", "" },
  { " \n ", "" },
  { "{}", "{ }" },
  { "\xef\xbb\xbf{\"a\": 1}", "{ a=1 }" },
  { "{\"a\": [1, -2.5e3, true, null, \"x\"], \"b\": {\"c\": \"d\"}}",
    "{ a=[ 1 -2.5e3 true null \"x\" ] b={ c=\"d\" } }" },
  { "[\"\", \"a b\"]", "[ \"\" \"a b\" ]" },
  { "[1,2,]", "[ 1 2 ]" },                                        /* a comma too many */
  { "{\"a\":1,,\"b\":2,}", "{ a=1 b=2 }" },                       /* two */
  { "{\"a\":1\n\"b\":2}", "{ a=1 b=2 }" },                        /* one missing */
  { "{\"a\":1}{\"a\":2}\n{\"a\":3}", "{ a=1 } { a=2 } { a=3 }" }, /* one after the other */
  { "[NaN, -Infinity, Infinity, None]", "[ NaN -Infinity Infinity None ]" },
  { "{\"a\" :\t1 }", "{ a=1 }" },
  { "{\"a\xc2\xa0\":\xc2\xa0 1\xc2\xa0}", "{ a\xc2\xa0=1 }" }, /* no-break spaces */
  { "[\"a\nb\"]", "[ \"a\nb\" ]" },                            /* a line break in a string */
  { "{\"a\": \"b\\\"c\\\\\"}", "{ a=\"b\\\"c\\\\\" }" },       /* quotes and backslashes */
  { "{\"a\":}", "{ }" },
  { "{\"a\": 1", "{ a=1 CUT 1" },
  { "{\"a\":\n\n\"b", "{ CUT 3" },
  { "{\"a", "{ CUT 1" },
  { "{\"a\"", "{ CUT 1" },
  { "[1,\n2,\n\"a\\\"", "[ 1 2 CUT 3" },
  { "[1}", "[ 1 GARBAGE 1" },
  { "]", "GARBAGE 1" },
  { "{\"a\": 1,\n b: 2}", "{ a=1 GARBAGE 2" },
  { "[1, foo]", "[ 1 GARBAGE 1" },
  { "{\"a\" 1}", "{ GARBAGE 1" },
  { "[\n[\n<", "[ [ GARBAGE 3" },
};

static void
dump_token (GString *dump, SflJson *json)
{
  static const char *const problems[] = { "", "CUT", "DEEP", "GARBAGE" };
  static const char *const brackets[] = { [SFL_JSON_OBJECT] = "{",
                                          [SFL_JSON_OBJECT_END] = "}",
                                          [SFL_JSON_ARRAY] = "[",
                                          [SFL_JSON_ARRAY_END] = "]" };

  if (dump->len > 0)
    g_string_append_c (dump, ' ');
  if (json->token == SFL_JSON_BROKEN) {
    g_string_append_printf (dump, "%s %u", problems[json->problem],
                            sfl_json_get_line (json, json->at));
    return;
  }
  if (json->token != SFL_JSON_OBJECT_END && !sfl_slice_is_empty (json->key)) {
    g_string_append_len (dump, json->key.start, sfl_slice_get_length (json->key));
    g_string_append_c (dump, '=');
  }
  if (json->token == SFL_JSON_STRING)
    g_string_append_c (dump, '"');
  if (json->token < SFL_JSON_STRING)
    g_string_append (dump, brackets[json->token]);
  g_string_append_len (dump, json->value.start, sfl_slice_get_length (json->value));
  if (json->token == SFL_JSON_STRING)
    g_string_append_c (dump, '"');
}

static void
test_tokens (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++) {
    GString *dump = g_string_new (NULL);
    SflJson json;

    sfl_json_init (&json, tokens[i].text, strlen (tokens[i].text));
    do {
      if (sfl_json_next (&json) != SFL_JSON_END)
        dump_token (dump, &json);
    } while (json.token != SFL_JSON_END && json.token != SFL_JSON_BROKEN);
    g_assert_cmpstr (dump->str, ==, tokens[i].tokens);
    g_assert_true (sfl_json_next (&json) == json.token);
    g_string_free (dump, TRUE);
  }
}

static void
test_depth (void)
{
  for (guint n = SFL_JSON_MAX_DEPTH; n <= SFL_JSON_MAX_DEPTH + 1; n++) {
    GString *text = g_string_new ("\n");
    SflJson json;

    for (guint i = 0; i < n; i++)
      g_string_append_c (text, '[');
    for (guint i = 0; i < n; i++)
      g_string_append_c (text, ']');
    sfl_json_init (&json, text->str, text->len);
    while (sfl_json_next (&json) != SFL_JSON_END && json.token != SFL_JSON_BROKEN)
      ;
    g_assert_cmpint (json.problem, ==, n > SFL_JSON_MAX_DEPTH ? SFL_JSON_DEEP : SFL_JSON_FINE);
    if (n > SFL_JSON_MAX_DEPTH)
      g_assert_cmpuint (sfl_json_get_line (&json, json.at), ==, 2);
    g_string_free (text, TRUE);
  }
}

static void
test_skip (void)
{
  const char *text = "{\"a\": {\"b\": [1, {\"c\": 2}]}, \"d\": 3}";
  SflJson json;

  sfl_json_init (&json, text, strlen (text));
  sfl_json_next (&json);
  sfl_json_next (&json);
  g_assert_true (sfl_json_is_key (&json, "a"));
  sfl_json_skip (&json);
  g_assert_cmpint (json.token, ==, SFL_JSON_OBJECT_END);
  sfl_json_next (&json);
  g_assert_true (sfl_json_is_key (&json, "d"));
  sfl_json_skip (&json);
  g_assert_cmpint (sfl_json_next (&json), ==, SFL_JSON_OBJECT_END);
  g_assert_cmpint (sfl_json_next (&json), ==, SFL_JSON_END);
}

static void
test_keys (void)
{
  static const struct {
    const char *text;
    gboolean expected;
  } rows[] = {
    { "{\"startTime\":0}", TRUE },   { "{\"start_time\":0}", TRUE },
    { "{\"StartTime\":0}", TRUE },   { "{\"start-time\":0}", TRUE },
    { "{\"start\":0}", FALSE },      { "{\"startTimes\":0}", FALSE },
    { "{\"start time\":0}", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    SflJson json;

    sfl_json_init (&json, rows[i].text, strlen (rows[i].text));
    sfl_json_next (&json);
    sfl_json_next (&json);
    g_assert_true (sfl_json_is_key (&json, "starttime") == rows[i].expected);
  }
}

static void
test_strings (void)
{
  static const struct {
    const char *text;
    const char *expected;
  } rows[] = {
    { "plain", "plain" },
    { "", "" },
    { "a\\nb\\tc\\/d\\\\e\\\"f", "a\nb\tc/d\\e\"f" },
    { "\\u00e9\\u20AC", "é€" },
    { "\\ud83d\\ude00", "😀" },
    { "\\ud83d", "\xef\xbf\xbd" }, /* half a pair */
    { "\\ud83dx", "\xef\xbf\xbdx" },
    { "\\ud83d\\u0041", "\xef\xbf\xbd"
                        "A" }, /* two halves that do not fit */
    { "\\ude00", "\xef\xbf\xbd" },
    { "\\u0000", "\xef\xbf\xbd" },
    { "\\u00", "u00" }, /* cut short */
    { "\\u00g0", "u00g0" },
    { "\\'\\x41\\é", "'x41é" }, /* escapes of other languages */
    { "\\\\u0041", "\\u0041" },
    { "a\\", "a" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    GString *string = g_string_new (NULL);

    sfl_json_append_string (string,
                            (SflSlice){ rows[i].text, rows[i].text + strlen (rows[i].text) });
    g_assert_cmpstr (string->str, ==, rows[i].expected);
    g_string_free (string, TRUE);
  }
}

static void
test_decimals (void)
{
  static const struct {
    const char *text;
    int power;
    gint64 expected; /* G_MAXINT32 is for no number */
  } rows[] = {
    { "0", 9, 0 },
    { "0.1", 9, 100000000 },
    { "12.345678", 9, G_GINT64_CONSTANT (12345678000) },
    { "2.6799999999999997", 9, 2680000000 },
    { "0.0000000004", 9, 0 },
    { "0.0000000005", 9, 1 },
    { "0.00000000049", 9, 0 },
    { "1234", 6, 1234000000 },
    { "1.5e3", 9, G_GINT64_CONSTANT (1500000000000) },
    { "15E-1", 9, 1500000000 },
    { "1e+2", 0, 100 },
    { "-2.5", 3, -2500 },
    { "+.5", 9, 500000000 },
    { "3600000", 9, G_GINT64_CONSTANT (3600000000000000) },
    { "1e308", 9, G_MAXINT64 },
    { "-1e308", 9, G_MININT64 },
    { "1e-308", 9, 0 },
    { "1e99999999999999999999", 9, G_MAXINT64 },
    { "0e99999999999999999999", 9, 0 },
    { "99999999999999999999999999", 0, G_MAXINT64 },
    { "0.10000000000000000000000000000000000001", 9, 100000000 },
    { "0.99999999999999999999999999", 9, 1000000000 },
    { "1000000000000000000000000000000e-27", 0, 1000 },
    { "NaN", 9, G_MAXINT32 },
    { "-Infinity", 9, G_MAXINT32 },
    { "", 9, G_MAXINT32 },
    { ".", 9, G_MAXINT32 },
    { "1e", 9, G_MAXINT32 },
    { "1.2.3", 9, G_MAXINT32 },
    { "12a", 9, G_MAXINT32 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    SflSlice value = { rows[i].text, rows[i].text + strlen (rows[i].text) };
    gint64 number = G_MAXINT32;

    g_test_message ("%s", rows[i].text);
    g_assert_true (sfl_json_get_decimal (value, rows[i].power, &number) ==
                   (rows[i].expected != G_MAXINT32));
    g_assert_cmpint (number, ==, rows[i].expected);
  }
}

#define PODCAST "{\"version\":\"1.0.0\",\"segments\":["
#define WHISPER "{\"text\":\" x\",\"segments\":["

/* As dump_lines() and dump_words(); confidences, where they matter, are tested below. */
static const struct {
  const char *name;
  const char *text;
  const char *format;
  const char *lines;
  const char *words;
  guint n_warnings;
} files[] = {
  /* Podcasting 2.0 */
  { "lines",
    PODCAST "{\"speaker\":\"Anne\",\"startTime\":0.5,\"endTime\":1.25,\"body\":\"Un deux.\"},"
            "{\"speaker\":\"Luc\",\"startTime\":2,\"endTime\":3,\"body\":\"Trois quatre.\"}]}",
    "podcast-json", "500-1250 Anne|Un deux.\n2000-3000 Luc|Trois quatre.\n", "", 0 },
  { "words",
    PODCAST "{\"speaker\":\"A\",\"startTime\":0.5,\"endTime\":0.75,\"body\":\"I\"},"
            "{\"speaker\":\"A\",\"startTime\":1,\"endTime\":1.25,\"body\":\"am\"},"
            "{\"speaker\":\"A\",\"startTime\":1.5,\"endTime\":2.0,\"body\":\"here.\"},"
            "{\"speaker\":\"B\",\"startTime\":2.25,\"endTime\":2.5,\"body\":\"No!\"}]}",
    "podcast-json", "500-2000 A|I am here.\n2250-2500 B|No!\n",
    "500-750 I\n1000-1250 am\n1500-2000 here.\n2250-2500 No!\n", 0 },
  { "words in sentences",
    PODCAST "{\"startTime\":0,\"endTime\":0.6,\"body\":\"Il\"},"
            "{\"startTime\":0.6,\"endTime\":1,\"body\":\"dort.\"},"
            "{\"startTime\":1.2,\"endTime\":1.5,\"body\":\"M.\"},"
            "{\"startTime\":1.6,\"endTime\":1.9,\"body\":\"Roy\"},"
            "{\"startTime\":2,\"endTime\":2.3,\"body\":\"rit\"}]}",
    "podcast-json", "0-1000 |Il dort.\n1200-2300 |M. Roy rit\n",
    "0-600 Il\n600-1000 dort.\n1200-1500 M.\n1600-1900 Roy\n2000-2300 rit\n", 0 },
  { "a silence between words",
    PODCAST "{\"startTime\":0,\"endTime\":1,\"body\":\"a\"},"
            "{\"startTime\":2.5,\"endTime\":3,\"body\":\"b\"}]}",
    "podcast-json", "0-1000 |a\n2500-3000 |b\n", "0-1000 a\n2500-3000 b\n", 0 },
  { "no line of words is too long",
    PODCAST "{\"startTime\":0,\"endTime\":3,\"body\":\"a\"},"
            "{\"startTime\":3,\"endTime\":6,\"body\":\"b,\"},"
            "{\"startTime\":6,\"endTime\":8,\"body\":\"c\"},"
            "{\"startTime\":8,\"endTime\":14,\"body\":\"d\"},"
            "{\"startTime\":14,\"endTime\":15,\"body\":\"e\"}]}",
    "podcast-json", "0-6000 |a b,\n6000-14000 |c d\n14000-15000 |e\n",
    "0-3000 a\n3000-6000 b,\n6000-8000 c\n8000-14000 d\n14000-15000 e\n", 0 },
  { "a speaker only on change",
    PODCAST "{\"speaker\":\"A\",\"startTime\":0,\"endTime\":1,\"body\":\"a b\"},"
            "{\"startTime\":1,\"endTime\":2,\"body\":\"c d\"},"
            "{\"speaker\":null,\"startTime\":2,\"endTime\":3,\"body\":\"e f\"},"
            "{\"speaker\":\"B\",\"startTime\":3,\"endTime\":4,\"body\":\"g h\"},"
            "{\"speaker\":\"\",\"startTime\":4,\"endTime\":5,\"body\":\"i j\"}]}",
    "podcast-json",
    "0-1000 A|a b\n1000-2000 A|c d\n2000-3000 A|e f\n3000-4000 B|g h\n4000-5000 B|i j\n", "", 0 },
  { "a speaker each time, or nobody",
    PODCAST "{\"speaker\":\"A\",\"startTime\":0,\"endTime\":1,\"body\":\"a b\"},"
            "{\"speaker\":\"A\",\"startTime\":1,\"endTime\":2,\"body\":\"c d\"},"
            "{\"startTime\":2,\"endTime\":3,\"body\":\"e f\"}]}",
    "podcast-json", "0-1000 A|a b\n1000-2000 A|c d\n2000-3000 |e f\n", "", 0 },
  { "numbers as strings", PODCAST "{\"startTime\":\"0.5\",\"endTime\":\"1.0\",\"body\":\"a b\"}]}",
    "podcast-json", "500-1000 |a b\n", "", 0 },
  { "our own",
    "{\"title\":\"T \\u00e9\",\"language\":\"fr\",\"segments\":[{\"startTime\":0,\"endTime\":2,"
    "\"body\":\"Un.\\nDeux trois\",\"words\":[{\"startTime\":0,\"endTime\":0.5,\"body\":\"Un.\"},"
    "{\"startTime\":1,\"body\":\"Deux\"},{\"body\":\"trois\"}]},"
    "{\"startTime\":2,\"body\":\"Oui.\",\"words\":[]},{\"startTime\":3,\"body\":\"\",\"words\":[]}]"
    "}",
    "podcast-json", "0-2000 |Un./Deux trois\n2000 |Oui.\n3000 |\n", "0-500 Un.\n1000-2000 Deux\n",
    0 },
  { "Flightcast",
    "{\"vtt\":\"WEBVTT\\n\\n\",\"segments\":[{\"text\":\"a b\",\"start\":0.5,\"end\":1}]}",
    "podcast-json", "500-1000 |a b\n", "", 0 },
  { "bad pieces",
    PODCAST "{\"startTime\":NaN,\"body\":\"a b\"},\n{\"startTime\":-1,\"body\":\"c d\"},\n"
            "{\"startTime\":4000000,\"body\":\"e f\"},\n{\"startTime\":1,\"endTime\":2},\n"
            "{\"startTime\":1e308,\"body\":\"g h\"},\n{\"startTime\":5.5,\"endTime\":NaN,"
            "\"body\":\"i j\"}]}",
    "podcast-json", "5500 |i j\n", "", 5 },
  { "cut short",
    PODCAST "{\"startTime\":0.5,\"endTime\":1,\"body\":\"a b\"},\n{\"startTime\":1,\"bo",
    "podcast-json", "500-1000 |a b\n", "", 1 },
  { "no segments", "{\"version\":\"1.0.0\",\"segments\":[]}", "podcast-json", "", "", 0 },

  /* Whisper and what is built on it */
  { "openai",
    WHISPER "{\"id\":0,\"seek\":0,\"start\":0.0,\"end\":2.5,\"text\":\" Bonjour \\u00e0 tous.\","
            "\"tokens\":[50364,2298],\"avg_logprob\":-0.3,\"words\":["
            "{\"word\":\" Bonjour\",\"start\":0.0,\"end\":0.5,\"probability\":0.98},"
            "{\"word\":\" \\u00e0\",\"start\":0.5,\"end\":0.6},"
            "{\"word\":\" tous.\",\"start\":0.6,\"end\":1.2}]}],\"language\":\"fr\"}",
    "whisper-json", "0-2500 |Bonjour à tous.\n", "0-500 Bonjour\n500-600 à\n600-1200 tous.\n", 0 },
  { "whisper.cpp",
    "{\"result\":{\"language\":\"en\"},\"transcription\":[{\"timestamps\":{\"from\":\"00:00:00,"
    "010\","
    "\"to\":\"00:00:02,000\"},\"offsets\":{\"from\":10,\"to\":2000},\"text\":\" Hello "
    "there\",\"tokens\":["
    "{\"text\":\"[_BEG_]\",\"offsets\":{\"from\":0,\"to\":0},\"p\":0.9},"
    "{\"text\":\" Hel\",\"offsets\":{\"from\":10,\"to\":300},\"p\":0.9},"
    "{\"text\":\"lo\",\"offsets\":{\"from\":300,\"to\":500},\"p\":0.8},"
    "{\"text\":\" there\",\"offsets\":{\"from\":700,\"to\":1100},\"p\":0.7}]}]}",
    "whisper-json", "10-2000 |Hello there\n", "10-500 Hello\n700-1100 there\n", 0 },
  { "whisper.cpp, clock times only",
    "{\"transcription\":[{\"timestamps\":{\"from\":\"00:01:00,250\",\"to\":\"00:01:02,000\"},"
    "\"text\":\" a b\"}]}",
    "whisper-json", "60250-62000 |a b\n", "", 0 },
  { "whisper.cpp, a word in a segment",
    "{\"transcription\":[{\"offsets\":{\"from\":0,\"to\":300},\"text\":\" Char\"},"
    "{\"offsets\":{\"from\":300,\"to\":500},\"text\":\"les\"},"
    "{\"offsets\":{\"from\":500,\"to\":900},\"text\":\" dort\"}]}",
    "whisper-json", "0-900 |Charles dort\n", "0-300 Char\n300-500 les\n500-900 dort\n", 0 },
  { "WhisperX",
    "{\"segments\":[{\"start\":0.0,\"end\":2.0,\"text\":\"En 1815, il\",\"speaker\":\"SPEAKER_00\","
    "\"words\":[{\"word\":\"En\",\"start\":0.0,\"end\":0.5,\"score\":0.9},{\"word\":\"1815,\"},"
    "{\"word\":\"il\",\"start\":1.5,\"end\":2.0,\"score\":0.9}]},"
    "{\"start\":2.0,\"end\":3.0,\"text\":\" a b\",\"words\":[{\"word\":\"a\",\"start\":2.0,"
    "\"speaker\":\"SPEAKER_01\"}]}],\"word_segments\":[{\"word\":\"En\",\"start\":0.0,\"end\":0.5}]"
    "}",
    "whisper-json", "0-2000 SPEAKER_00|En 1815, il\n2000-3000 SPEAKER_01|a b\n",
    "0-500 En\n500-1500 1815,\n1500-2000 il\n2000-3000 a\n", 0 },
  { "faster-whisper",
    "[{\"start\":0.0,\"end\":1.5,\"text\":\" a b\"},{\"start\":1.5,\"end\":2.5,\"text\":\" c d\"}]",
    "whisper-json", "0-1500 |a b\n1500-2500 |c d\n", "", 0 },
  { "whisper-timestamped",
    "{\"text\":\" Bonjour ! Oui.\",\"segments\":[{\"id\":0,\"start\":0.4,\"end\":1.4,\"text\":\" "
    "Bonjour ! Oui.\","
    "\"words\":[{\"text\":\"Bonjour !\",\"start\":0.4,\"end\":0.9,\"confidence\":0.9},"
    "{\"text\":\"Oui.\",\"start\":1.0,\"end\":1.4,\"confidence\":0.8}]}],\"language\":\"fr\"}",
    "whisper-json", "400-1400 |Bonjour ! Oui.\n", "400-900 Bonjour !\n1000-1400 Oui.\n", 0 },
  { "chunks",
    "{\"text\":\" a b c\",\"chunks\":[{\"timestamp\":[0.0,1.5],\"text\":\" a b\"},"
    "{\"timestamp\":[1.5,null],\"text\":\" c d\"}]}",
    "whisper-json", "0-1500 |a b\n1500 |c d\n", "", 0 },
  { "words beside the segments",
    WHISPER "{\"start\":0.0,\"end\":1.0,\"text\":\" One "
            "two.\"},{\"start\":1.0,\"end\":2.0,\"text\":\" Three four.\"}],"
            "\"words\":[{\"word\":\"One\",\"start\":0.0,\"end\":0.4},{\"word\":\"two\",\"start\":0."
            "4,\"end\":0.9},"
            "{\"word\":\"Three\",\"start\":0.98,\"end\":1.5},{\"word\":\"four\",\"start\":1.5,"
            "\"end\":1.9}]}",
    "whisper-json", "0-1000 |One two.\n1000-2000 |Three four.\n",
    "0-400 One\n400-900 two\n980-1500 Three\n1500-1900 four\n", 0 },
  { "milliseconds in whole numbers",
    "[{\"start\":0,\"end\":2500,\"text\":\"Il était une fois un roi.\"},"
    "{\"start\":2500,\"end\":5000,\"text\":\"Il avait une fille.\"}]",
    "whisper-json", "0-2500 |Il était une fois un roi.\n2500-5000 |Il avait une fille.\n", "", 0 },
  { "seconds in whole numbers",
    "[{\"start\":0,\"end\":3,\"text\":\"Il était une fois un roi.\"},"
    "{\"start\":3,\"end\":6,\"text\":\"Il avait une fille.\"}]",
    "whisper-json", "0-3000 |Il était une fois un roi.\n3000-6000 |Il avait une fille.\n", "", 0 },
  { "microseconds", "[{\"start\":0.000001,\"end\":2.6799999999999997,\"text\":\"a b\"}]",
    "whisper-json", "0-2680 |a b\n", "", 0 },
  { "a text without a time",
    WHISPER
    "{\"start\":1.0,\"end\":2.0,\"text\":\"a b\"},{\"start\":null,\"end\":null,\"text\":\"c d\"}]}",
    "whisper-json", "1000-2000 |a b\n1000 |c d\n", "", 0 },
  { "several texts, one cut",
    "{\"segments\":[{\"start\":0.5,\"end\":1,\"text\":\"a b\"}]}\n"
    "{\"segments\":[{\"start\":1.5,\"end\":2,\"text\":\"c d\"}]}\n{\"seg",
    "whisper-json", "500-1000 |a b\n1500-2000 |c d\n", "", 1 },

  /* Podlove */
  { "Podlove",
    "[{\"start\":\"00:00:00.005\",\"start_ms\":5,\"end\":\"00:00:09.458\",\"end_ms\":9458,"
    "\"speaker\":\"3\",\"voice\":\"Eric\",\"text\":\"Hallo ihr.\"},"
    "{\"start\":\"00:00:10,5\",\"end\":\"00:00:11\",\"speaker\":\"1\",\"voice\":null,\"text\":"
    "\"Au\\u00dfer.\"}]",
    "podlove-json", "5-9458 Eric|Hallo ihr.\n10500-11000 1|Außer.\n", "", 0 },
  { "Podlove, wrapped",
    "{\"transcripts\":[{\"start\":\"00:00:00.000\",\"end\":\"00:00:2.000\",\"end_ms\":45100,"
    "\"text\":\"a b\"},\n{\"start\":\"x:y\",\"text\":\"c d\"}]}",
    "podlove-json", "0-2000 |a b\n", "", 1 },

  /* YouTube */
  { "json3",
    "{\"wireMagic\":\"pb3\",\"events\":[{\"tStartMs\":0,\"dDurationMs\":9999,\"id\":1},"
    "{\"tStartMs\":0,\"dDurationMs\":4000,\"wWinId\":1,\"segs\":[{\"utf8\":\"en\"},{\"utf8\":\" "
    "1815\",\"tOffsetMs\":100}]},"
    "{\"tStartMs\":1990,\"wWinId\":1,\"aAppend\":1,\"segs\":[{\"utf8\":\"\\n\"}]},"
    "{\"tStartMs\":\"2000\",\"dDurationMs\":\"3000\",\"wWinId\":1,\"segs\":[{\"utf8\":\"Digne\","
    "\"tOffsetMs\":0}]}]}",
    "youtube-json", "0-2000 |en 1815\n2000-5000 |Digne\n",
    "0-100 en\n100-2000 1815\n2000-5000 Digne\n", 0 },
  { "json3 of somebody who wrote it",
    "{\"events\":[{\"tStartMs\":500,\"dDurationMs\":2000,\"segs\":[{\"utf8\":\"One\\ntwo\"}]},"
    "{\"tStartMs\":1000,\"dDurationMs\":2000,\"segs\":[{\"utf8\":\"three\"}]}]}",
    "youtube-json", "500-2500 |One/two\n1000-3000 |three\n", "", 0 },

  /* aeneas */
  { "aeneas",
    "{\"fragments\":[{\"begin\":\"0.000\",\"children\":[],\"end\":\"2.680\",\"id\":\"f1\","
    "\"language\":\"en\","
    "\"lines\":[\"one\",\"two "
    "\\u0041\"]},{\"begin\":\"2.680\",\"end\":\"3.000\",\"id\":\"f2\",\"lines\":[\"b\"]}]}",
    "aeneas-json", "0-2680 |one/two A\n2680-3000 |b\n", "", 0 },
  { "aeneas, names only", "{\"smil_data\":[{\"begin\":\"0.000\",\"end\":\"2.680\",\"id\":\"f1\"}]}",
    "aeneas-json", "0-2680 |f1\n", "", 1 },

  /* Chapters: without lines, they are the lines */
  { "chapters",
    "{\"version\":\"1.2.0\",\"chapters\":[{\"startTime\":0,\"title\":\"In\\u00edcio\"},"
    "{\"startTime\":1.5,\"title\":\"hidden\",\"toc\":false},{\"startTime\":60,\"title\":\"b\","
    "\"toc\":true},"
    "{\"startTime\":70}]}",
    "chapters-json", "0-60000 |Início\n60000 |b\n", "", 1 },
  { "chapters of Podlove",
    "[{\"start\":\"00:00:00.000\",\"title\":\"a\",\"href\":\"\"},{\"start\":\"00:00:26.196\","
    "\"title\":\"b\"}]",
    "chapters-json", "0-26196 |a\n26196 |b\n", "", 0 },

  /* Speech services */
  { "Amazon",
    "{\"results\":{\"transcripts\":[{\"transcript\":\"Hi you. "
    "No.\"}],\"speaker_labels\":{\"segments\":["
    "{\"start_time\":\"0.0\",\"speaker_label\":\"spk_0\",\"end_time\":\"1.0\",\"items\":["
    "{\"start_time\":\"0.0\",\"speaker_label\":\"spk_0\",\"end_time\":\"0.5\"},"
    "{\"start_time\":\"0.5\",\"speaker_label\":\"spk_0\",\"end_time\":\"0.9\"},"
    "{\"start_time\":\"1.1\",\"speaker_label\":\"spk_1\",\"end_time\":\"1.4\"}]}]},\"items\":["
    "{\"start_time\":\"0.0\",\"end_time\":\"0.5\",\"alternatives\":[{\"confidence\":\"0.99\","
    "\"content\":\"Hi\"},"
    "{\"confidence\":\"0.1\",\"content\":\"Hey\"}],\"type\":\"pronunciation\"},"
    "{\"start_time\":\"0.5\",\"end_time\":\"0.9\",\"alternatives\":[{\"content\":\"you\"}],"
    "\"type\":\"pronunciation\"},"
    "{\"alternatives\":[{\"confidence\":\"0.0\",\"content\":\".\"}],\"type\":\"punctuation\"},"
    "{\"start_time\":\"1.1\",\"end_time\":\"1.4\",\"alternatives\":[{\"content\":\"No\"}],\"type\":"
    "\"pronunciation\"},"
    "{\"alternatives\":[{\"content\":\".\"}],\"type\":\"punctuation\"}]}}",
    "json", "0-900 spk_0|Hi you.\n1100-1400 spk_1|No.\n", "0-500 Hi\n500-900 you\n1100-1400 No\n",
    0 },
  { "Google",
    "{\"results\":[{\"alternatives\":[{\"transcript\":\"one two\",\"confidence\":0.9,\"words\":["
    "{\"startTime\":\"0.5s\",\"endTime\":\"0.900s\",\"word\":\"one\"},"
    "{\"startTime\":{\"seconds\":\"1\",\"nanos\":100000000},\"endTime\":{\"seconds\":\"2\"},"
    "\"word\":\"two\"}]},"
    "{\"transcript\":\"won too\"}]},{\"alternatives\":[{\"transcript\":\" three four\",\"words\":["
    "{\"startTime\":\"2s\",\"endTime\":\"2.5s\",\"word\":\"three\"},{\"startTime\":\"2.5s\","
    "\"endTime\":\"3s\",\"word\":\"four\"}]}]}]}",
    "json", "500-2000 |one two\n2000-3000 |three four\n",
    "500-900 one\n1100-2000 two\n2000-2500 three\n2500-3000 four\n", 0 },
  { "Speechmatics",
    "{\"format\":\"2.9\",\"results\":[{\"alternatives\":[{\"confidence\":0.9,\"content\":\"Just\","
    "\"language\":\"en\","
    "\"speaker\":\"S1\"}],\"end_time\":1.07,\"start_time\":0.9,\"type\":\"word\"},"
    "{\"alternatives\":[{\"content\":\"this\",\"speaker\":\"S1\"}],\"end_time\":1.44,\"start_"
    "time\":1.11,\"type\":\"word\"},"
    "{\"alternatives\":[{\"content\":\".\",\"speaker\":\"S1\"}],\"attaches_to\":\"previous\",\"end_"
    "time\":1.44,"
    "\"is_eos\":true,\"start_time\":1.44,\"type\":\"punctuation\"}]}",
    "json", "900-1440 S1|Just this.\n", "900-1070 Just\n1110-1440 this\n1440-1440 .\n", 0 },
  { "Speechmatics, of old",
    "{\"speakers\":[{\"duration\":\"1.0\",\"name\":\"F1\",\"time\":\"0.5\"},{\"duration\":\"1.0\","
    "\"name\":\"M2\",\"time\":\"2.0\"}],"
    "\"words\":[{\"duration\":\"0.5\",\"confidence\":\"0.9\",\"name\":\"Yes\",\"time\":\"0.5\"},"
    "{\"duration\":\"0.25\",\"name\":\"No\",\"time\":\"2.0\"}]}",
    "json", "500-1000 F1|Yes\n2000-2250 M2|No\n", "500-1000 Yes\n2000-2250 No\n", 0 },
  { "Deepgram",
    "{\"results\":{\"channels\":[{\"alternatives\":[{\"transcript\":\"yep hello\",\"words\":["
    "{\"word\":\"yep\",\"start\":0.1,\"end\":0.3,\"confidence\":0.9,\"speaker\":0,\"punctuated_"
    "word\":\"Yep.\"},"
    "{\"word\":\"hello\",\"start\":0.5,\"end\":0.8,\"confidence\":0.9,\"speaker\":1,\"punctuated_"
    "word\":\"Hello.\"}],"
    "\"paragraphs\":{\"transcript\":\"\\nYep. Hello.\",\"paragraphs\":[]}}]}]}}",
    "json", "100-300 Speaker 0|Yep.\n500-800 Speaker 1|Hello.\n", "100-300 Yep.\n500-800 Hello.\n",
    0 },
  { "AssemblyAI",
    "{\"id\":\"x\",\"text\":\"Smoke from hundreds of "
    "fires.\",\"words\":[{\"text\":\"Smoke\",\"start\":250,\"end\":650,"
    "\"confidence\":0.9,\"speaker\":\"A\"},{\"text\":\"from\",\"start\":650,\"end\":800,"
    "\"speaker\":\"A\"},"
    "{\"text\":\"fires.\",\"start\":800,\"end\":1300,\"speaker\":\"A\"}],\"audio_duration\":281,"
    "\"utterances\":null}",
    "json", "250-1300 A|Smoke from fires.\n", "250-650 Smoke\n650-800 from\n800-1300 fires.\n", 0 },
  { "AssemblyAI, with turns",
    "{\"words\":[{\"text\":\"Smoke\",\"start\":250,\"end\":650},{\"text\":\"rises.\",\"start\":650,"
    "\"end\":900}],"
    "\"utterances\":[{\"speaker\":\"A\",\"text\":\"Smoke "
    "rises.\",\"start\":250,\"end\":900,\"words\":["
    "{\"text\":\"Smoke\",\"start\":250,\"end\":650,\"speaker\":\"A\"},{\"text\":\"rises.\","
    "\"start\":650,\"end\":900}]}]}",
    "json", "250-900 A|Smoke rises.\n", "250-650 Smoke\n650-900 rises.\n", 0 },
  { "Rev",
    "{\"monologues\":[{\"speaker\":0,\"elements\":[{\"type\":\"text\",\"value\":\"Hi\",\"ts\":0.5,"
    "\"end_ts\":0.7,"
    "\"confidence\":0.9},{\"type\":\"punct\",\"value\":\", "
    "\"},{\"type\":\"text\",\"value\":\"you\",\"ts\":0.8,\"end_ts\":1.5},"
    "{\"type\":\"punct\",\"value\":\".\"}]}]}",
    "json", "500-1500 Speaker 0|Hi, you.\n", "500-700 Hi\n800-1500 you\n", 0 },
  { "Azure",
    "{\"recognizedPhrases\":[{\"speaker\":1,\"offset\":\"PT1M1.2S\",\"duration\":\"PT2.5S\","
    "\"offsetInTicks\":612000000.0,"
    "\"durationInTicks\":25000000.0,\"nBest\":[{\"display\":\"Hello "
    "you.\",\"words\":[]},{\"display\":\"Halo.\"}]}]}",
    "json", "61200-63700 Speaker 1|Hello you.\n", "", 0 },
  { "Vosk",
    "{\"result\":[{\"conf\":1.0,\"end\":1.02,\"start\":0.36,\"word\":\"one\"},{\"conf\":1.0,"
    "\"end\":1.5,"
    "\"start\":1.02,\"word\":\"two\"}],\"text\":\"one "
    "two\"}\n{\"result\":[{\"end\":3.0,\"start\":2.5,"
    "\"word\":\"four\"},{\"end\":3.5,\"start\":3.0,\"word\":\"five\"}],\"text\":\"four five\"}\n",
    "json", "360-1500 |one two\n2500-3500 |four five\n",
    "360-1020 one\n1020-1500 two\n2500-3000 four\n3000-3500 five\n", 0 },
  { "the BBC's",
    "{\"words\":[{\"id\":0,\"start\":1.0,\"end\":1.2,\"text\":\"There\"},{\"id\":1,\"start\":1.2,"
    "\"end\":1.4,"
    "\"text\":\"is.\"},{\"id\":2,\"start\":9.2,\"end\":9.4,\"text\":\"Yes.\"}],\"paragraphs\":["
    "{\"id\":0,\"start\":1.0,\"end\":1.4,\"speaker\":\"A\"},{\"id\":1,\"start\":9.2,\"end\":9.4,"
    "\"speaker\":\"B\"}]}",
    "json", "1000-1400 A|There is.\n9200-9400 B|Yes.\n",
    "1000-1200 There\n1200-1400 is.\n9200-9400 Yes.\n", 0 },
  { "Kaldi, who speaks when",
    "{\"segmentation\":{\"speakers\":[{\"@id\":\"S0\"}],\"segments\":[{\"@type\":\"Segment\","
    "\"start\":0,\"duration\":2.74,"
    "\"speaker\":{\"@id\":\"S0\",\"gender\":\"F\"}},{\"start\":9.1,\"duration\":3,\"speaker\":{\"@"
    "id\":\"S1\"}}]}}",
    "json", "0-2740 S0|\n9100-12100 S1|\n", "", 1 },
  { "subsrt",
    "[{\"type\":\"caption\",\"index\":1,\"start\":599,\"end\":4160,\"duration\":3561,"
    "\"content\":\">> ALICE: Hi, my name is Alice\",\"text\":\"Hi, my name is Alice\"}]",
    "json", "599-4160 |Hi, my name is Alice\n", "", 0 },
  { "JSON Lines",
    "{\"start\":0.5,\"end\":1.0,\"text\":\"One two\"}\n{\"start\":1.0,\"end\":2.0,\"text\":\"three "
    "four\"}\n",
    "json", "500-1000 |One two\n1000-2000 |three four\n", "", 0 },
  { "a list by number",
    "{\"data\":{\"0\":{\"start\":0.5,\"text\":\"a b\"},\"1\":{\"start\":2.5,\"text\":\"c d\"}}}",
    "json", "500 |a b\n2500 |c d\n", "", 0 },
};

static void
test_file (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (SflTranscript) transcript = parse_text (files[i].text, -1, "a.json");
  g_autofree char *lines = dump_lines (transcript);
  g_autofree char *words = dump_words (transcript);
  guint n_warnings;

  g_assert_cmpstr (sfl_transcript_get_format (transcript), ==, files[i].format);
  g_assert_cmpstr (lines, ==, files[i].lines);
  g_assert_cmpstr (words, ==, files[i].words);
  sfl_transcript_get_warnings (transcript, &n_warnings);
  g_assert_cmpuint (n_warnings, ==, files[i].n_warnings);
}

/* Cut anywhere, a file is still what it was, or has no line yet. */
static void
test_cut (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  for (gsize n = 0; n < strlen (files[i].text); n++) {
    g_autoptr (GBytes) bytes = g_bytes_new (files[i].text, n);
    g_autoptr (GError) error = NULL;
    g_autoptr (SflTranscript) transcript = sfl_format_parse (bytes, "a.json", NULL, NULL, &error);

    if (transcript != NULL && sfl_transcript_is_timed (transcript))
      g_assert_false (g_str_equal (sfl_transcript_get_format (transcript), "pasted-text"));
    g_assert_true ((transcript == NULL) == (error != NULL));
  }
}

static void
test_warnings (void)
{
  g_autoptr (SflTranscript) transcript = parse_text (
      PODCAST "\n{\"startTime\":0.5,\"body\":\"a b\"},\n{\"startTime\":NaN,\"body\":\"c d\"},\n"
              "{\"startTime\":7,\"endTime\":8},\n{\"startTime\":9,\"body\":\"e f\"},\n{\"a\" 1}]}",
      -1, "a.json");
  guint n_warnings;
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n_warnings);

  g_assert_cmpuint (n_warnings, ==, 3);
  g_assert_cmpuint (warnings[0].number, ==, 3);
  g_assert_cmpuint (warnings[1].number, ==, 4);
  g_assert_cmpuint (warnings[2].number, ==, 6);
  g_assert_cmpstr (warnings[2].message, ==, "This is not JSON");
}

/* What a file of nothing but plain numbers means is the user's to say, or the recording's. */
static void
test_units (void)
{
  static const struct {
    const char *text;
    SflTimeShape shape;
    SflTime media;
    SflTime start;
  } rows[] = {
    { "[{\"start\":1500,\"end\":4000,\"text\":\"Il était une fois.\"}]", 0, 0, 1500 * SFL_MSECOND },
    { "[{\"start\":1500,\"end\":4000,\"text\":\"Il était une fois.\"}]", SFL_TIME_SHAPE_SECONDS, 0,
      1500 * SFL_SECOND },
    { "[{\"start\":15,\"end\":17,\"text\":\"Il était une fois.\"}]", SFL_TIME_SHAPE_MILLISECONDS, 0,
      15 * SFL_MSECOND },
    { "[{\"start\":1500.5,\"end\":4000.5,\"text\":\"Il était une fois.\"}]",
      SFL_TIME_SHAPE_MILLISECONDS, 0, 1500 * SFL_MSECOND + 500 * SFL_USECOND },
    /* shorter than the recording: seconds; longer: not */
    { "[{\"start\":1500,\"end\":4000,\"text\":\"Il était une fois.\"}]", 0, 5000 * SFL_SECOND,
      1500 * SFL_SECOND },
    { "[{\"start\":1500,\"end\":4000,\"text\":\"Il était une fois.\"}]", 0, 60 * SFL_SECOND,
      1500 * SFL_MSECOND },
    { "[{\"start\":150,\"end\":400,\"text\":\"Il était une fois un roi.\"}]", 0, 5 * SFL_SECOND,
      1500 * SFL_MSECOND }, /* hundredths */
    { "[{\"start\":1500.0,\"end\":1700.0,\"text\":\"Il était une fois un roi.\"}]", 0,
      20 * SFL_SECOND, 15 * SFL_SECOND },
    { "[{\"start\":15.0,\"end\":17.0,\"text\":\"Il était une fois.\"}]", 0, 10 * SFL_SECOND,
      15 * SFL_SECOND }, /* of another recording, but no other unit */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    SflParseOptions options = { .time_shape = rows[i].shape, .media_duration = rows[i].media };
    g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i].text, strlen (rows[i].text));
    g_autoptr (GError) error = NULL;
    g_autoptr (SflTranscript) transcript = NULL;
    guint n_lines;
    const SflLine *lines;

    g_test_message ("%s, %" G_GINT64_FORMAT, rows[i].text, rows[i].media);
    transcript = sfl_format_parse (bytes, "a.json", &options, NULL, &error);
    g_assert_no_error (error);
    lines = sfl_transcript_get_lines (transcript, &n_lines);
    g_assert_cmpuint (n_lines, ==, 1);
    g_assert_cmpint (lines[0].start, ==, rows[i].start);
  }
}

/* No time loses a microsecond, no confidence its value. */
static void
test_exact (void)
{
  g_autoptr (SflTranscript) transcript =
      parse_text ("{\"title\":\"T\",\"programme\":\"P\",\"date\":\"2025-01-21\",\"category\":\"C\","
                  "\"notes\":\"a\\nb\","
                  "\"language\":\"pt_BR\",\"segments\":[{\"startTime\":3599.123457,\"endTime\":"
                  "3600.000001,\"body\":\"a b\","
                  "\"words\":[{\"startTime\":3599.123457,\"endTime\":3599.5,\"body\":\"a\","
                  "\"confidence\":0.25}]}],"
                  "\"chapters\":[{\"startTime\":12.000001,\"title\":\"C1\"}]}",
                  -1, "a.json");
  guint n;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n);
  const SflWord *words = sfl_transcript_get_words (transcript, &n);
  const SflChapter *chapters = sfl_transcript_get_chapters (transcript, &n);

  g_assert_cmpint (lines[0].start, ==, 3599123457 * SFL_USECOND);
  g_assert_cmpint (lines[0].end, ==, 3600000001 * SFL_USECOND);
  g_assert_cmpint (words[0].start, ==, 3599123457 * SFL_USECOND);
  g_assert_cmpfloat (words[0].confidence, ==, 0.25);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (chapters[0].start, ==, 12000001 * SFL_USECOND);
  g_assert_cmpstr (chapters[0].title, ==, "C1");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_TITLE), ==, "T");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_PROGRAMME), ==, "P");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_DATE), ==, "2025-01-21");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_CATEGORY), ==, "C");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_NOTES), ==, "a\nb");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_LANGUAGE), ==, "pt-BR");
}

static void
test_refused (void)
{
  static const struct {
    const char *text;
    int code;
    const char *message;
  } rows[] = {
    { "{\"a\": 1}", SFL_ERROR_UNSUPPORTED, "This is JSON, but holds no text with times" },
    { "[{\"text\": \"a\"}, {\"text\": \"b\"}]", SFL_ERROR_UNSUPPORTED,
      "This is JSON, but holds no text with times" },
    { "{\"segments\":\n[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
      SFL_ERROR_LIMIT, "Line 2: More than 64 brackets inside one another" },
    { "{\"a\":\n\n\"b", SFL_ERROR_FORMAT, "Line 3: The file ends too early" },
    { "{\"a\": 1,\n'b': 2}", SFL_ERROR_FORMAT, "Line 2: This is not JSON" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i].text, strlen (rows[i].text));
    g_autoptr (GError) error = NULL;

    g_assert_null (sfl_format_parse (bytes, "a.json", NULL, NULL, &error));
    g_assert_error (error, SFL_ERROR, rows[i].code);
    g_assert_cmpstr (error->message, ==, rows[i].message);
  }
}

/* The beginning of a file is enough, wherever it is cut. */
static void
test_kind (void)
{
  static const struct {
    const char *text;
    SflJsonKind kind;
  } rows[] = {
    { "", SFL_JSON_KIND_NONE },
    { "[", SFL_JSON_KIND_NONE },
    { "[[[[", SFL_JSON_KIND_NONE },
    { "[Music] la la", SFL_JSON_KIND_NONE },
    { "[1] A footnote.", SFL_JSON_KIND_NONE },
    { "{1}{2}a", SFL_JSON_KIND_NONE },
    { "{y:i}a", SFL_JSON_KIND_NONE },
    { "{\\rtf1", SFL_JSON_KIND_NONE },
    { "{\"a\" b}", SFL_JSON_KIND_NONE },
    { "\xef\xbb\xbf\n{\"a\": 1}", SFL_JSON_KIND_OTHER },
    { "{\"text\": \" A very long text that is", SFL_JSON_KIND_WHISPER },
    { "{\"text\": \"<p>a</p>\", \"media\": \"a.mp3\"}", SFL_JSON_KIND_OTHER }, /* oTranscribe */
    { WHISPER "{\"id\":0,\"seek\":0,\"start\":0.0,\"en", SFL_JSON_KIND_WHISPER },
    { PODCAST "{\"speaker\":\"A\",\"startTime\":0.5,\"en", SFL_JSON_KIND_PODCAST },
    { "{\"chapters\":[{\"startTime\":0,\"title\":\"a\"}],\"segments\":[{\"startTime\":0,\"body\":"
      "\"a\"}]}",
      SFL_JSON_KIND_PODCAST },
    { "{\"chapters\":[{\"startTime\":0,\"title\":\"a\"},{\"sta", SFL_JSON_KIND_CHAPTERS },
    { "[{\"start\":\"00:00:00.005\",\"start_ms\":5,\"text\":\"", SFL_JSON_KIND_PODLOVE },
    { "{\"events\":[{\"tStartMs\":0,\"dDur", SFL_JSON_KIND_YOUTUBE },
    { "{\"segments\":[]}", SFL_JSON_KIND_PODCAST },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s", rows[i].text);
    g_assert_cmpint (sfl_json_kind_guess (rows[i].text, strlen (rows[i].text)), ==, rows[i].kind);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/tokens", test_tokens);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/skip", test_skip);
  g_test_add_func ("/json/keys", test_keys);
  g_test_add_func ("/json/strings", test_strings);
  g_test_add_func ("/json/decimals", test_decimals);
  g_test_add_func ("/json/kind", test_kind);
  g_test_add_func ("/json/warnings", test_warnings);
  g_test_add_func ("/json/units", test_units);
  g_test_add_func ("/json/exact", test_exact);
  g_test_add_func ("/json/refused", test_refused);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_strconcat ("/json/file/", files[i].name, NULL);
    g_autofree char *cut = g_strconcat ("/json/cut/", files[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_file);
    g_test_add_data_func (cut, GSIZE_TO_POINTER (i), test_cut);
  }

  return g_test_run ();
}
