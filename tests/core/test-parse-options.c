/* test-parse-options.c: a user's choice is kept as a text
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sfl-parse-options.h"

static SflAnchor anchors[] = { { 0, -SFL_SECOND }, { 5 * SFL_SECOND, 6 * SFL_SECOND } };

static const struct {
  SflParseOptions options;
  const char *text; /* NULL: nothing is kept */
} choices[] = {
  { { 0 }, NULL },
  { { .media_duration = SFL_HOUR, .media_frame_rate = 25 }, NULL }, /* not chosen */
  { { .format = "srt" }, "{'format': <'srt'>}" },
  { { .charset = "CP1250" }, "{'charset': <'CP1250'>}" },
  { { .time_shape = SFL_TIME_SHAPE_FRAMES }, "{'times': <'frames'>}" },
  { { .frame_rate = 12.5 }, "{'frame-rate': <12.5>}" },
  { { .sync.shift = -1500 * SFL_MSECOND }, "{'shift': <int64 -1500000000>}" },
  { { .sync = { 0, anchors, 2 } },
    "{'anchors': <[(int64 0, int64 -1000000000), (5000000000, 6000000000)]>}" },
};

static void
test_round_trip (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++) {
    g_autofree char *text = sfl_parse_options_to_string (&choices[i].options);
    g_autoptr (SflParseOptions) read = sfl_parse_options_from_string (text);
    g_autoptr (SflParseOptions) copy = sfl_parse_options_copy (read);

    g_assert_cmpstr (text, ==, choices[i].text);
    read->media_duration = choices[i].options.media_duration;
    read->media_frame_rate = choices[i].options.media_frame_rate;
    g_assert_true (sfl_parse_options_equal (read, &choices[i].options));
    g_assert_cmpint (sfl_parse_options_is_default (copy), ==, text == NULL);
  }
}

/* What another program or another version wrote. */
static const struct {
  const char *text;
  SflParseOptions expected;
} strange[] = {
  { "", { 0 } },
  { "nonsense", { 0 } },
  { "{'format': <5>, 'shift': <'later'>}", { 0 } },
  { "{'shift': <int64 9223372036854775807>}", { .sync.shift = 1000 * SFL_HOUR } },
  { "{'shift': <int64 -9223372036854775807>}", { .sync.shift = -1000 * SFL_HOUR } },
  { "{'anchors': <[(int64 -1, int64 5)]>}", { 0 } },
  { "{'anchors': <[(int64 1, int64 -9223372036854775808)]>}", { 0 } },
  { "{'anchors': <['early']>}", { 0 } },
  { "{'anchors': <[(int64 1, int64 7000000000), (0, -1000000000), (5000000000, 6000000000)]>}",
    { .sync = { 0, anchors, 2 } } },
  { "{'frame-rate': <-1.0>}", { 0 } },
  { "{'frame-rate': <1e300>}", { 0 } },
  { "{'times': <'weeks'>, 'new': <'thing'>, 'charset': <'CP1251'>}", { .charset = "CP1251" } },
};

static void
test_strange (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (strange); i++) {
    g_autoptr (SflParseOptions) read = sfl_parse_options_from_string (strange[i].text);

    g_test_message ("%s", strange[i].text);
    g_assert_true (sfl_parse_options_equal (read, &strange[i].expected));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parse-options/round-trip", test_round_trip);
  g_test_add_func ("/parse-options/strange", test_strange);

  return g_test_run ();
}
