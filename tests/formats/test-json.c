/* test-json.c: transcripts in JSON
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dump.h"
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

  return g_test_run ();
}
