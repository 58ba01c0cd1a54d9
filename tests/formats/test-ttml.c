/* test-ttml.c: TTML, its times and its text
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dump.h"

#define TT "<tt xmlns=\"http://www.w3.org/ns/ttml\""
#define NAMES                                                                                      \
  " xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\""                                             \
  " xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\""                                              \
  " xmlns:tts=\"http://www.w3.org/ns/ttml#styling\""                                               \
  " xmlns:podcasts=\"http://podcasts.apple.com/transcript-ttml-internal\""

#define FILE_OF(attributes, body) TT NAMES attributes "><body>" body "</body></tt>"

/* One line in a <div>, with a parameter. */
#define PARAMETER(parameter, begin, end)                                                           \
  FILE_OF (" " parameter, "<div><p begin=\"" begin "\" end=\"" end "\">a</p></div>")

static const struct {
  const char *name;
  const char *file;
  const char *expected;
} rows[] = {
  /* What a time is. */
  { "clock", PARAMETER ("", "00:01:02.5", "01:00:00"), "62500-3600000 |a\n" },
  { "more than two digits of hours", PARAMETER ("", "100:00:00", "100:00:01.0001"),
    "360000000-360001000 |a\n" },
  { "hours", PARAMETER ("", "0.5h", "1h"), "1800000-3600000 |a\n" },
  { "minutes", PARAMETER ("", "1.5m", "2m"), "90000-120000 |a\n" },
  { "seconds", PARAMETER ("", "1.25s", "2s"), "1250-2000 |a\n" },
  { "milliseconds", PARAMETER ("", "1250ms", "2000.5ms"), "1250-2000 |a\n" },
  { "no unit", PARAMETER ("", "1.25", " 2 "), "1250-2000 |a\n" },
  { "minutes and seconds", PARAMETER ("", "1:02.5", "3:58.640"), "62500-238640 |a\n" },
  { "comma", PARAMETER ("", "00:00:01,250", "00:00:02,000"), "1250-2000 |a\n" },
  { "frames without a rate", PARAMETER ("", "15f", "30f"), "500-1000 |a\n" },
  { "frames", PARAMETER ("ttp:frameRate=\"25\"", "25f", "30f"), "1000-1200 |a\n" },
  { "frames in a clock", PARAMETER ("ttp:frameRate=\"25\"", "00:00:01:05", "00:00:02:24"),
    "1200-2960 |a\n" },
  { "part of a frame", PARAMETER ("ttp:frameRate=\"25\"", "00:00:01:05.5", "00:00:02:00"),
    "1220-2000 |a\n" },
  { "multiplier",
    PARAMETER ("ttp:frameRate=\"24\" ttp:frameRateMultiplier=\"1000 1001\"", "24000f", "00:16:42"),
    "1001000-1002000 |a\n" },
  { "multiplier of the drafts",
    PARAMETER ("ttp:frameRate=\"30\" ttp:frameRateMultiplier=\"1000:1001\"", "30f", "60f"),
    "1001-2002 |a\n" },
  { "ticks", PARAMETER ("ttp:tickRate=\"10000000\"", "12500000t", "20000000t"), "1250-2000 |a\n" },
  { "ticks are seconds", PARAMETER ("", "1t", "2t"), "1000-2000 |a\n" },
  { "ticks are frames", PARAMETER ("ttp:frameRate=\"25\"", "25t", "50t"), "1000-2000 |a\n" },
  { "SMPTE counts frames", /* 3600 * 30 frames of 1001/30000 s */
    PARAMETER ("ttp:timeBase=\"smpte\" ttp:frameRate=\"30\" ttp:frameRateMultiplier=\"1000 1001\"",
               "01:00:00:00",
               "01:00:00:15"),
    "3603600-3604100 |a\n" },
  { "SMPTE drops frames", /* (108000 - 108) * 1001 / 30000 */
    PARAMETER ("ttp:timeBase=\"smpte\" ttp:dropMode=\"dropNTSC\" ttp:frameRate=\"30\" "
               "ttp:frameRateMultiplier=\"1000 1001\"",
               "01:00:00:00",
               "01:00:00;15"),
    "3599996-3600496 |a\n" },
  { "negative", PARAMETER ("", "-1s", "2s"), "0-2000 |a\n" },
  { "not a time", FILE_OF ("", "<p begin=\"1s\" end=\"2s\">a</p><p begin=\"soon\">b</p>"),
    "0 |b\n1000-2000 |a\n" },
  { "no time at all", FILE_OF ("", "<div><p>a</p></div>"), "0 |a\n" },
  { "ends before it starts", FILE_OF ("", "<p begin=\"5s\" end=\"4s\">a</p>"), "5000 |a\n" },
  { "ends when it starts", FILE_OF ("", "<p begin=\"5s\" end=\"5s\">a</p>"), "5000 |a\n" },
  { "beyond 1000 hours", FILE_OF ("", "<p begin=\"3600001s\">a</p><p begin=\"1s\">b</p>"),
    "1000 |b\n" },
  { "far beyond",
    FILE_OF ("",
             "<p begin=\"99999999999999999999h\" end=\"18446744073709551616t\">a"
             "</p><p begin=\"9999999:99:99:99\">c</p><p begin=\"1s\">b</p>"),
    "1000 |b\n" },

  /* How times nest: par, where they count from the parent's beginning. */
  { "duration", FILE_OF ("", "<p begin=\"1s\" dur=\"2s\">a</p>"), "1000-3000 |a\n" },
  { "the earlier of end and duration",
    FILE_OF ("",
             "<p begin=\"1s\" dur=\"5s\" end=\"4s\">a</p><p begin=\"1s\" dur=\"2s\" "
             "end=\"9s\">b</p>"),
    "1000-4000 |a\n1000-3000 |b\n" },
  { "from the division", FILE_OF ("", "<div begin=\"10s\"><p begin=\"1s\" end=\"2s\">a</p></div>"),
    "11000-12000 |a\n" },
  { "from body and division",
    TT "><body begin=\"100s\"><div begin=\"10s\"><div begin=\"5s\"><p begin=\"1s\" dur=\"1s\">a</p>"
       "</div></div></body></tt>",
    "116000-117000 |a\n" },
  { "only the division has times",
    FILE_OF ("",
             "<div begin=\"1s\" end=\"3s\"><p>a</p></div><div begin=\"3s\" "
             "dur=\"1s\"><p>b</p></div>"),
    "1000-3000 |a\n3000-4000 |b\n" },
  { "cut by the division",
    FILE_OF ("", "<div begin=\"1s\" end=\"5s\"><p begin=\"2s\" end=\"9s\">a</p></div>"),
    "3000-5000 |a\n" },
  { "outside of the division",
    FILE_OF ("", "<div begin=\"1s\" end=\"5s\"><p begin=\"8s\" end=\"9s\">a</p></div>"),
    "9000-10000 |a\n" },

  /* Sequences, where they count from the end of what came before. */
  { "sequence",
    FILE_OF ("",
             "<div timeContainer=\"seq\"><p dur=\"2s\">a</p><p dur=\"3s\">b</p><p begin=\"1s\" "
             "dur=\"1s\">c</p></div>"),
    "0-2000 |a\n2000-5000 |b\n6000-7000 |c\n" },
  { "ends in a sequence",
    FILE_OF ("",
             "<div begin=\"10s\" timeContainer=\"seq\"><p begin=\"1s\" end=\"2s\">a</p><p "
             "begin=\"1s\" end=\"4s\">b</p></div>"),
    "11000-12000 |a\n13000-16000 |b\n" },
  { "sequence of divisions",
    FILE_OF (" ",
             "<div timeContainer=\"seq\"><div><p begin=\"1s\" end=\"3s\">a</p><p begin=\"2s\" "
             "end=\"5s\">b</p></div><div dur=\"4s\"><p begin=\"1s\" end=\"2s\">c</p></div>"
             "<div><p begin=\"1s\" end=\"2s\">d</p></div></div>"),
    "1000-3000 |a\n2000-5000 |b\n6000-7000 |c\n10000-11000 |d\n" },
  { "division, sequence in sequence",
    FILE_OF ("",
             "<div timeContainer=\"seq\"><div timeContainer=\"seq\"><p dur=\"1s\">a</p><p "
             "dur=\"1s\">b</p></div><p dur=\"1s\">c</p></div>"),
    "0-1000 |a\n1000-2000 |b\n2000-3000 |c\n" },
  { "spans in sequence",
    FILE_OF ("",
             "<p begin=\"1s\" timeContainer=\"seq\"><span dur=\"1s\">a</span> <span "
             "dur=\"2s\">b</span></p>"),
    "1000-4000 |a b\n" },
  { "spans alone have times",
    FILE_OF ("",
             "<p><span begin=\"1s\" end=\"2s\">a</span><br/><span begin=\"3s\" "
             "end=\"4s\">b</span></p>"),
    "1000-2000 |a\n3000-4000 |b\n" },
  { "one span alone has a time", FILE_OF ("", "<p> <span begin=\"1s\" end=\"2s\">a</span> </p>"),
    "1000-2000 |a\n" },
  { "text beside a span with a time",
    FILE_OF ("", "<p>a <span begin=\"1s\" end=\"2s\">b</span></p>"), "0 |a b\n" },
  { "counted from zero", /* as Apple counts: relative times would not fit */
    FILE_OF ("",
             "<div begin=\"10s\" end=\"20s\"><p begin=\"10s\" end=\"13s\"><span begin=\"10s\" "
             "end=\"11s\">a</span> b</p><p begin=\"15s\" end=\"17s\">c</p></div>"),
    "10000-13000 |a b\n15000-17000 |c\n" },

  /* Text. */
  { "white space", FILE_OF ("", "<p begin=\"1s\" end=\"2s\">\n  a\n\t b  <span> c</span> \n</p>"),
    "1000-2000 |a b c\n" },
  { "rows", FILE_OF ("", "<p begin=\"1s\" end=\"2s\"> a <br/> b<br></br><br/>c <br/></p>"),
    "1000-2000 |a/b/c\n" },
  { "kept space",
    FILE_OF (" xml:space=\"preserve\"", "\n<p begin=\"1s\" end=\"2s\">\n a  b \n\n c</p>\n"),
    "1000-2000 |a  b/c\n" },
  { "space kept in a span",
    FILE_OF ("", "<p begin=\"1s\" end=\"2s\">a <span xml:space=\"preserve\">b\nc</span>\nd</p>"),
    "1000-2000 |a b/c d\n" },
  { "entities", FILE_OF ("", "<p begin=\"1s\" end=\"2s\">&lt;i&gt; &amp;amp; &#233;&#xe9;</p>"),
    "1000-2000 |<i> &amp; éé\n" },
  { "CDATA", FILE_OF ("", "<p begin=\"1s\" end=\"2s\">a<![CDATA[ <b> & ]]>c</p>"),
    "1000-2000 |a <b> & c\n" },
  { "comments", FILE_OF ("", "<!-- <p>x</p> --><p begin=\"1s\" end=\"2s\">a<!-- > --><?x y?>b</p>"),
    "1000-2000 |ab\n" },
  { "styles",
    TT NAMES "><head><styling><style xml:id=\"a\" tts:color=\"red\"/></styling><layout><region "
             "xml:id=\"r\" begin=\"5s\"/></layout></head><body style=\"a\"><div><p region=\"r\" "
             "begin=\"1s\" end=\"2s\"><set begin=\"0s\" tts:color=\"red\"/><span "
             "tts:color=\"red\">a</span></p></div></body></tt>",
    "1000-2000 |a\n" },
  { "foreign elements",
    FILE_OF (" xmlns:x=\"urn:x\"",
             "<x:p begin=\"1s\">no</x:p><p begin=\"1s\" end=\"2s\">a<x:b>no<"
             "span>no</span></x:b><q xmlns=\"urn:y\">no<p>no</p></q>b</p>"),
    "1000-2000 |ab\n" },
  { "ruby",
    FILE_OF ("",
             "<p begin=\"1s\" end=\"2s\"><span tts:ruby=\"container\"><span "
             "tts:ruby=\"base\">漢</span><span tts:ruby=\"delimiter\">[</span><span "
             "tts:ruby=\"text\">かん</span></span>字</p>"),
    "1000-2000 |漢(かん)字\n" },
  { "empty lines",
    FILE_OF ("",
             "<p begin=\"1s\"/><p begin=\"2s\"> <br/> </p><p "
             "begin=\"3s\" end=\"4s\">a</p>"),
    "3000-4000 |a\n" },

  /* Namespaces. */
  { "no namespace", "<tt><body><p begin=\"1s\" end=\"2s\">a</p></body></tt>", "1000-2000 |a\n" },
  { "drafts of 2006",
    "<tt xmlns=\"http://www.w3.org/2006/10/ttaf1\" "
    "xmlns:m=\"http://www.w3.org/2006/10/ttaf1#metadata\"><body><p m:agent=\"Anne\" begin=\"1s\" "
    "end=\"2s\">a</p></body></tt>",
    "1000-2000 Anne|a\n" },
  { "prefix",
    "<?xml version=\"1.0\"?>\n<!-- EBU-TT-D -->\n<tt:tt xmlns:tt=\"http://www.w3.org/ns/ttml\">"
    "<tt:body><tt:p begin=\"1s\" end=\"2s\">a<tt:br/>b</tt:p></tt:body></tt:tt>",
    "1000-2000 |a/b\n" },
  { "prefix that is not declared",
    "<tt:tt><tt:body><tt:p begin=\"1s\" end=\"2s\" ttm:agent=\"Luc\">a</tt:p></tt:body></tt:tt>",
    "1000-2000 Luc|a\n" },

  /* Speakers. */
  { "agents",
    TT NAMES "><head><metadata><ttm:agent xml:id=\"v1\" type=\"person\"><ttm:name "
             "type=\"full\">Anne &amp; Co</ttm:name></ttm:agent><ttm:agent "
             "xml:id=\"v2\"/></metadata></head><body><div ttm:agent=\"v1\"><p begin=\"1s\" "
             "end=\"2s\">a</p><p ttm:agent=\"v2\" begin=\"2s\" end=\"3s\">b</p><p ttm:agent=\"v1 "
             "v2\" begin=\"3s\" end=\"4s\">c</p></div><p begin=\"4s\" end=\"5s\">d</p><p "
             "begin=\"5s\" end=\"6s\"><span ttm:agent=\"v1\">e</span></p></body></tt>",
    "1000-2000 Anne & Co|a\n2000-3000 v2|b\n3000-4000 Anne & Co, v2|c\n4000-5000 |d\n5000-6000 "
    "Anne & Co|e\n" },
  { "name in a line",
    FILE_OF ("", "<p begin=\"1s\" end=\"2s\"><metadata><ttm:name>Anne</ttm:name></metadata>a</p>"),
    "1000-2000 Anne|a\n" },
  { "sentences",
    FILE_OF ("",
             "<p begin=\"1\" end=\"5\" ttm:agent=\"S1\"><span begin=\"1\" end=\"3\" "
             "podcasts:unit=\"sentence\"><span begin=\"1\" end=\"2\" "
             "podcasts:unit=\"word\">Oui,</span><span begin=\"2\" end=\"3\" "
             "podcasts:unit=\"word\">oui.</span></span><span begin=\"3\" end=\"5\" "
             "podcasts:unit=\"sentence\"><span begin=\"3\" end=\"5\" "
             "podcasts:unit=\"word\">Non.</span></span></p>"),
    "1000-3000 S1|Oui, oui.\n3000-5000 S1|Non.\n" },
  { "sentence in a sentence",
    FILE_OF ("",
             "<p><span podcasts:unit=\"sentence\" begin=\"1\" end=\"3\"><span "
             "podcasts:unit=\"sentence\" begin=\"1\" end=\"2\">a</span> b</span><span "
             "podcasts:unit=\"sentence\" begin=\"3\" end=\"4\">c</span></p>"),
    "1000-3000 |a b\n3000-4000 |c\n" },
  { "words without spaces",
    FILE_OF (" xml:lang=\"ja-JP\"",
             "<p begin=\"1\" end=\"5\"><span podcasts:unit=\"sentence\"><span begin=\"1\" "
             "end=\"2\" podcasts:unit=\"word\">漢</span><span begin=\"2\" end=\"3\" "
             "podcasts:unit=\"word\">字</span></span></p>"),
    "1000-5000 |漢字\n" },
  { "two documents",
    FILE_OF ("", "<p begin=\"1s\" end=\"2s\">a</p>")
        FILE_OF ("", "<p begin=\"3s\" end=\"4s\">b</p>"),
    "1000-2000 |a\n3000-4000 |b\n" },
};

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (SflTranscript) transcript = parse_text (rows[i].file, -1, "a.ttml");
  g_autofree char *dump = dump_lines (transcript);

  g_assert_cmpstr (dump, ==, rows[i].expected);
  g_assert_cmpstr (sfl_transcript_get_format (transcript), ==, "ttml");
}

static const struct {
  const char *name;
  const char *line;
  const char *expected;
} words[] = {
  { "words",
    "<span begin=\"0s\" end=\"0.4s\">un</span> <span begin=\"0.5s\" end=\"1s\">deux</span>",
    "1000-1400 un\n1500-2000 deux\n" },
  { "only beginnings", "<span begin=\"0s\">un</span> <span begin=\"0.5s\">deux</span>",
    "1000-1500 un\n1500-3000 deux\n" },
  { "text between", "un <span begin=\"0.5s\" end=\"1s\">deux</span> trois", "1500-2000 deux\n" },
  { "in each other", "<span begin=\"1s\"><span begin=\"0s\" end=\"0.5s\">un</span> deux</span>",
    "2000-2500 un\n" },
  { "rows between",
    "<span begin=\"0s\" end=\"1s\"> un <br/></span><span begin=\"1s\" end=\"2s\">"
    "<br/> deux</span>",
    "1000-2000 un\n2000-3000 deux\n" },
  { "one word", "<span begin=\"0s\" end=\"2s\">Oui.</span>", "1000-3000 Oui.\n" },
  { "at the end", "un <span begin=\"2s\">deux</span>", "3000-3000 deux\n" }, /* fits only just */
  { "no times", "<span>un</span> <span>deux</span>", "" },
};

static void
test_words (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *file = g_strconcat (TT "><body><p begin=\"1s\" end=\"3s\">", words[i].line,
                                       "</p></body></tt>", NULL);
  g_autoptr (SflTranscript) transcript = parse_text (file, -1, "a.ttml");
  g_autofree char *dump = dump_words (transcript);

  g_assert_cmpstr (dump, ==, words[i].expected);
}

static void
test_sentence_words (void)
{
  g_autoptr (SflTranscript) transcript =
      parse_text (FILE_OF ("", "<p begin=\"9\" end=\"12\"><span begin=\"9\" end=\"12\" "
                               "podcasts:unit=\"sentence\"><span begin=\"9\" end=\"10\" "
                               "podcasts:unit=\"word\">Oui,</span><span begin=\"10.5\" end=\"11\" "
                               "podcasts:unit=\"word\">oui.</span></span></p>"),
                  -1, "a.ttml");
  g_autofree char *dump = dump_words (transcript);

  g_assert_cmpstr (dump, ==, "9000-10000 Oui,\n10500-11000 oui.\n");
}

static void
test_meta (void)
{
  g_autoptr (SflTranscript) transcript =
      parse_text (TT NAMES
                  " xml:lang=\"fr-CA\"><head><metadata><ttm:title>Un &amp; deux</ttm:title>"
                  "<ttm:desc> notes </ttm:desc><x xmlns=\"urn:x\"><title>no</title></x></metadata>"
                  "</head><body xml:lang=\"en\"><p begin=\"1s\">a</p></body></tt>",
                  -1, "a.ttml");

  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_TITLE), ==, "Un & deux");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_NOTES), ==, "notes");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_LANGUAGE), ==, "fr-CA");
}

static const struct {
  const char *name;
  SflParseOptions options;
  const char *begin;
  const char *parameter;
  const char *expected;
} options[] = {
  { "milliseconds", { .time_shape = SFL_TIME_SHAPE_MILLISECONDS }, "1500", "", "1500 |a\n" },
  { "hours", { .time_shape = SFL_TIME_SHAPE_HOURS }, "1:30", "", "5400000 |a\n" },
  { "rate of the recording", { .media_frame_rate = 25 }, "50f", "", "2000 |a\n" },
  { "rate of the file", { .media_frame_rate = 25 }, "50f", "ttp:frameRate=\"50\"", "1000 |a\n" },
  { "rate that was chosen", { .frame_rate = 25 }, "50f", "ttp:frameRate=\"50\"", "2000 |a\n" },
  { "film", { .frame_rate = 23.976 }, "24000f", "", "1001000 |a\n" },
  { "odd rate", { .frame_rate = 12.5 }, "25f", "", "2000 |a\n" },
};

static void
test_options (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *file = g_strdup_printf (TT NAMES " %s><body><p begin=\"%s\">a</p></body></tt>",
                                           options[i].parameter, options[i].begin);
  g_autoptr (GBytes) bytes = g_bytes_new_static (file, strlen (file));
  g_autoptr (GError) error = NULL;
  g_autoptr (SflTranscript) transcript =
      sfl_format_parse (bytes, "a.ttml", &options[i].options, NULL, &error);
  g_autofree char *dump = NULL;

  g_assert_no_error (error);
  dump = dump_lines (transcript);
  g_assert_cmpstr (dump, ==, options[i].expected);
}

/* Each begins where the one before ends, at last beyond what can be counted. */
static void
test_endless_sequence (void)
{
  g_autoptr (GString) file = g_string_new ("<tt><body timeContainer=\"seq\"><p dur=\"1s\">a</p>");
  g_autoptr (SflTranscript) transcript = NULL;
  g_autofree char *dump = NULL;

  for (int i = 0; i < 3000; i++)
    g_string_append (file, "<p dur=\"2000h\">b</p>");
  g_string_append (file, "</body></tt>");
  transcript = parse_text (file->str, file->len, "a.ttml");
  dump = dump_lines (transcript);
  g_assert_cmpstr (dump, ==, "0-1000 |a\n1000 |b\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/ttml/", rows[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *path = g_strconcat ("/ttml/words/", words[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_words);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++) {
    g_autofree char *path = g_strconcat ("/ttml/options/", options[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_options);
  }
  g_test_add_func ("/ttml/words of sentences", test_sentence_words);
  g_test_add_func ("/ttml/endless sequence", test_endless_sequence);
  g_test_add_func ("/ttml/meta", test_meta);

  return g_test_run ();
}
