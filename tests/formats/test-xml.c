/* test-xml.c: what may stand in an XML file, and the formats in XML beside TTML
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "dump.h"
#include "sfl-error.h"
#include "sfl-xml.h"

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define TT "<tt xmlns=\"http://www.w3.org/ns/ttml\"><body>"
#define A "<p begin=\"1s\" end=\"2s\">a</p>"
#define B "<p begin=\"3s\" end=\"4s\">b</p>"
#define END "</body></tt>"
#define DUMP_AB "1000-2000 |a\n3000-4000 |b\n"

/* @warnings: the lines of the file that are warned of. */
static const struct {
  const char *name;
  const char *file;
  const char *expected;
  const char *warnings;
} repaired[] = {
  { "nothing", TT A B END, DUMP_AB, "" },
  { "bare ampersands", TT "\n<p begin=\"1s\" end=\"2s\">AT&T & co &; &unknown; &#xyz; &</p>" END,
    "1000-2000 |AT&T & co &; &unknown; &#xyz; &\n", "2 2 2 2 2 2 " },
  { "entities of HTML", TT "<p begin=\"1s\" end=\"2s\">a&nbsp;&eacute;&hellip;</p>" END,
    "1000-2000 |a\xc2\xa0é…\n", "" },
  { "characters that cannot be", TT "<p begin=\"1s\" end=\"2s\">a&#0;&#xd800;&#x110000;b</p>" END,
    "1000-2000 |a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
    "b\n",
    "" },
  { "ampersand in an attribute", TT "<p x=\"a&b\" begin=\"1s\" end=\"2s\">a</p>" END,
    "1000-2000 |a\n", "1 " },
  { "angles", TT "<p begin=\"1s\" end=\"2s\">I <3 you, a < b <c and</p>" END,
    "1000-2000 |I <3 you, a < b <c and\n", "1 1 1 " },
  { "tags that are not closed", TT "\n" A "\n<p begin=\"3s\" end=\"4s\">b<x>\n</p>" END, DUMP_AB,
    "" },
  { "lines that are not closed",
    TT "<div><p begin=\"1s\" end=\"2s\">a</div>\n<div><p "
       "begin=\"3s\" end=\"4s\">b</div>" END,
    DUMP_AB, "1 2 " },
  { "tags that close nothing", TT A "\n</div></i>" B END, DUMP_AB, "2 2 " },
  { "attributes that cannot be read", TT A "<p\nbegin=3s>c</p><p hidden>d</p>" B END,
    "0 |c\n0 |d\n" DUMP_AB, "1 2 " },
  { "end of the file in a line", TT A "\r\r\n\n<p begin=\"3s\" end=\"4s\">b", DUMP_AB, "4 " },
  { "end of the file in a tag", TT A "\n" B "\n<p begin=\"5s\" en", DUMP_AB, "3 " },
  { "end of the file in an attribute", TT A B "\n<p begin=\"5s>c</p>" END, DUMP_AB, "2 " },
  { "end of the file in an attribute, after an angle", TT A B "\n<p begin=\"5s>", DUMP_AB, "2 " },
  { "end of the file in a comment", TT A B "\n<!-- <p>" END, DUMP_AB, "2 " },
  { "end of the file in CDATA", TT A "<p begin=\"3s\" end=\"4s\"><![CDATA[b", DUMP_AB, "1 " },
  { "text outside", TT A B END " y", DUMP_AB, "1 " },
  { "declaration, byte order mark", "\xef\xbb\xbf" DECLARATION TT A B END "\n", DUMP_AB, "" },
  { "quotes and brackets", TT "<p x='\">' y=\"'<\" begin = '1s'\n end=\t\"2s\"  >a</p >" B END,
    DUMP_AB, "" },
};

static void
test_repaired (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (SflTranscript) transcript = parse_text (repaired[i].file, -1, "a.ttml");
  g_autofree char *dump = dump_lines (transcript);
  g_autoptr (GString) numbers = g_string_new (NULL);
  guint n_warnings;
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n_warnings);

  for (guint w = 0; w < n_warnings; w++)
    g_string_append_printf (numbers, "%u ", warnings[w].number);
  g_assert_cmpstr (dump, ==, repaired[i].expected);
  g_assert_cmpstr (numbers->str, ==, repaired[i].warnings);
}

/* Files that have other programs read what is not theirs, or run out of memory. */
static const struct {
  const char *name;
  const char *file;
} baits[] = {
  { "external entity", DECLARATION "<!DOCTYPE tt [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" TT
                                   "<p begin=\"1s\">a&x;</p>" END },
  { "laughs", DECLARATION
    "<!DOCTYPE tt [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c "
    "\"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e "
    "\"&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;\"><!ENTITY g "
    "\"&f;&f;&f;&f;&f;&f;&f;&f;\"><!ENTITY h \"&g;&g;&g;&g;&g;&g;&g;&g;\"><!ENTITY i "
    "\"&h;&h;&h;&h;&h;&h;&h;&h;\">]>" TT "<p begin=\"1s\">&i;</p>" END },
  { "parameter entity", "<!-- > --><!DOCTYPE tt [<!ENTITY % x SYSTEM \"file:///etc/hostname\">"
                        "%x;]>" TT A END },
  { "external DTD",
    DECLARATION "<!-- a -->\n<!DOCTYPE tt SYSTEM \"http://127.0.0.1/a.dtd\">" TT A END },
  { "DOCTYPE in the middle", TT A "<!DOCTYPE tt [<!ENTITY x \"y\">]>" B END },
  { "DOCTYPE in lower case", "<tt/><!doctype tt>" },
};

static void
check_bait (const char *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  g_autoptr (GError) error = NULL;
  struct rusage before, after;
  clock_t start;

  getrusage (RUSAGE_SELF, &before);
  start = clock ();
  g_assert_null (sfl_format_parse (bytes, "a.ttml", NULL, NULL, &error));
  g_assert_cmpint ((clock () - start) * 1000 / CLOCKS_PER_SEC, <, 50);
  getrusage (RUSAGE_SELF, &after);
  g_assert_cmpint (after.ru_maxrss - before.ru_maxrss, <=, 10 * 1024);
  g_assert_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "DOCTYPE"));
}

static void
test_bait (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  check_bait (baits[i].file, strlen (baits[i].file));
}

static void
test_wide_bait (void)
{
  gsize length;
  g_autofree char *wide =
      g_convert (baits[0].file, -1, "UTF-16", "UTF-8", NULL, &length, NULL); /* with its mark */

  check_bait (wide, length);
}

/* One long entity, used often. */
static void
test_quadratic_bait (void)
{
  g_autoptr (GString) file = g_string_new ("<!DOCTYPE tt [<!ENTITY a \"");

  for (guint i = 0; i < 100000; i++)
    g_string_append (file, "a");
  g_string_append (file, "\">]>" TT "<p begin=\"1s\">");
  for (guint i = 0; i < 100000; i++)
    g_string_append (file, "&a;");
  g_string_append (file, "</p>" END);
  check_bait (file->str, file->len);
}

static char *
repeat (const char *text, guint n)
{
  GString *repeated = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (repeated, text);

  return g_string_free (repeated, FALSE);
}

static void
check_limit (const char *file, const char *expected_start, guint line)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (file, strlen (file));
  g_autoptr (GError) error = NULL;
  g_autoptr (SflTranscript) transcript = sfl_format_parse (bytes, "a.ttml", NULL, NULL, &error);

  if (expected_start == NULL) {
    g_autofree char *place = g_strdup_printf ("Line %u:", line);

    g_assert_error (error, SFL_ERROR, SFL_ERROR_LIMIT);
    g_assert_true (g_str_has_prefix (error->message, place));
  } else {
    g_autofree char *dump = NULL;

    g_assert_no_error (error);
    dump = dump_lines (transcript);
    g_assert_cmpstr (dump, ==, expected_start);
  }
}

static void
test_depth (void)
{
  /* <tt>, <body> and <p> are three. */
  for (guint more = 0; more < 2; more++) {
    g_autofree char *open = repeat ("<div>", SFL_XML_MAX_DEPTH - 3 + more);
    g_autofree char *close = repeat ("</div>", SFL_XML_MAX_DEPTH - 3 + more);
    g_autofree char *file = g_strconcat ("\n" TT, open, A, close, END, NULL);

    check_limit (file, more ? NULL : "1000-2000 |a\n", 2);
  }
}

/* Also where nobody looks. */
static void
test_skipped_depth (void)
{
  g_autofree char *open = repeat ("<x>", 1000000);
  g_autofree char *file = g_strconcat (TT, open, A END, NULL);

  check_limit (file, NULL, 1);
}

static void
test_long_attribute (void)
{
  for (guint more = 0; more < 2; more++) {
    g_autofree char *value = repeat ("x", SFL_XML_MAX_ATTRIBUTE + more);
    g_autofree char *file =
        g_strconcat (TT "\n\n<p begin=\"1s\" end=\"2s\" x='", value, "'>a</p>" END, NULL);

    check_limit (file, more ? NULL : "1000-2000 |a\n", 3);
  }
}

static void
test_most_elements (void)
{
  /* Two are around. */
  for (guint more = 0; more < 2; more++) {
    g_autofree char *elements = repeat ("<p/>", SFL_XML_MAX_ELEMENTS - 2 + more);
    g_autofree char *file = g_strconcat (TT, elements, END, NULL);

    check_limit (file, more ? NULL : "", 1);
  }
}

static const struct {
  const char *name;
  const char *file_name;
  const char *format;
  const char *file;
  const char *expected;
} formats[] = {
  { "srv3", "a.srv3", "srv3",
    DECLARATION "<timedtext format=\"3\"><head><pen id=\"1\"/></head><body>\n<w t=\"0\" id=\"1\"/>"
                "<p t=\"1000\" d=\"5000\" w=\"1\"><s ac=\"200\">un</s><s t=\"200\"> "
                "d&#39;eux</s></p>\n<p t=\"2990\" w=\"1\" a=\"1\">\n</p>\n<p t=\"3000\" "
                "d=\"1000\">trois\nquatre</p></body></timedtext>",
    "1000-3000 |un d'eux\n3000-4000 |trois/quatre\n" },
  { "srv3 with gaps", "a.xml", "srv3",
    "<timedtext><body><p t=\"1000\" d=\"500\">a</p><p t=\"9000\">b</p><p t=\"-5\" d=\"5\">c</p><p "
    "t=\"3600000001\" d=\"1\">d</p></body></timedtext>",
    "0-5 |c\n1000-1500 |a\n9000 |b\n" },
  { "srv2", "a.srv2", "srv3",
    DECLARATION "<timedtext><window t=\"0\"/><text t=\"1000\" d=\"500\" w=\"1\">a</text><text "
                "t=\"1400\" d=\"500\" append=\"1\">\n</text></timedtext>",
    "1000-1500 |a\n" },
  { "srv1", "a.srv1", "srv1",
    "<transcript><text start=\"1.5\" dur=\"2\">l&amp;#39;&lt;i&gt;un&lt;/i&gt;&#10;&amp;amp; "
    "&amp;lt;3\nb</text><text start=\"4\">c</text><text start=\"9\" dur=\"1\"> "
    "</text></transcript>",
    "1500-3500 |l'un/& <3/b\n4000 |c\n" },
  { "a single tier", "a.eaf", "eaf",
    DECLARATION "<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID=\"t1\" "
                "TIME_VALUE=\"1000\"/><TIME_SLOT TIME_SLOT_ID=\"t2\"/><TIME_SLOT "
                "TIME_SLOT_ID=\"t3\" TIME_VALUE=\"4000\"/></TIME_ORDER><TIER "
                "TIER_ID=\"x\"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a1\" "
                "TIME_SLOT_REF1=\"t1\" TIME_SLOT_REF2=\"t2\"><ANNOTATION_VALUE>a</"
                "ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION><ANNOTATION>"
                "<ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a2\" TIME_SLOT_REF1=\"t2\" "
                "TIME_SLOT_REF2=\"t3\"><ANNOTATION_VALUE>b</ANNOTATION_VALUE></"
                "ALIGNABLE_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>",
    "1000-2500 |a\n2500-4000 |b\n" },
  { "tiers of two", "a.eaf", "eaf",
    "<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID=\"t1\" TIME_VALUE=\"1000\"/>"
    "<TIME_SLOT TIME_SLOT_ID=\"t2\" TIME_VALUE=\"2000\"/></TIME_ORDER>"
    "<TIER TIER_ID=\"A\" PARTICIPANT=\"Anne\"><ANNOTATION><ALIGNABLE_ANNOTATION "
    "ANNOTATION_ID=\"a1\" TIME_SLOT_REF1=\"t1\" TIME_SLOT_REF2=\"t2\"><ANNOTATION_VALUE>a</"
    "ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>"
    "<TIER TIER_ID=\"translation\" PARENT_REF=\"A\"><ANNOTATION><REF_ANNOTATION "
    "ANNOTATION_ID=\"a2\" ANNOTATION_REF=\"a1\"><ANNOTATION_VALUE>x</ANNOTATION_VALUE></"
    "REF_ANNOTATION></ANNOTATION></TIER>"
    "<TIER TIER_ID=\"Luc\"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a3\" "
    "TIME_SLOT_REF1=\"t2\" TIME_SLOT_REF2=\"nowhere\"><ANNOTATION_VALUE>b</ANNOTATION_VALUE></"
    "ALIGNABLE_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>",
    "1000-2000 Anne|a\n2000 Luc|b\n" },
  { "text below the tiers", "a.eaf", "eaf",
    "<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID=\"t1\" TIME_VALUE=\"1000\"/>"
    "<TIME_SLOT TIME_SLOT_ID=\"t2\" TIME_VALUE=\"2000\"/></TIME_ORDER>"
    "<TIER TIER_ID=\"A\" PARTICIPANT=\"Anne\"><ANNOTATION><ALIGNABLE_ANNOTATION "
    "ANNOTATION_ID=\"a1\" TIME_SLOT_REF1=\"t1\" TIME_SLOT_REF2=\"t2\"><ANNOTATION_VALUE/></"
    "ALIGNABLE_ANNOTATION></ANNOTATION></TIER>"
    "<TIER TIER_ID=\"text\" PARENT_REF=\"A\"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID=\"a2\" "
    "ANNOTATION_REF=\"a1\"><ANNOTATION_VALUE>x</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
    "<ANNOTATION><REF_ANNOTATION ANNOTATION_ID=\"a4\" ANNOTATION_REF=\"a4\"><ANNOTATION_VALUE>y</"
    "ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>",
    "1000-2000 Anne|x\n1000 |y\n" },
  { "talking book", "a.smil", "smil",
    "<smil xmlns=\"http://www.w3.org/ns/SMIL\"><body><par id=\"p1\"><text src=\"a.xhtml#f1\"/>"
    "<audio src=\"a.mp3\" clipBegin=\"0:00:01.000\" clipEnd=\"2.5s\"/></par><par id=\"p2\"><text "
    "src=\"a.xhtml\"/><audio clip-begin=\"npt=3.0s\" clip-end=\"npt=0:04\"/></par></body></smil>",
    "1000-2500 |f1\n3000-4000 |p2\n" },
  { "Podlove chapters", "a.psc", "xml-chapters",
    "<psc:chapters version=\"1.2\" xmlns:psc=\"http://podlove.org/simple-chapters\"><psc:chapter "
    "start=\"00:01:00.5\" title=\"Deux &amp; demi\" href=\"http://a/\"/><psc:chapter start=\"0\" "
    "title=\"Un\"/><psc:chapter title=\"Zéro\"/></psc:chapters>",
    "0-60500 |Un\n60500 |Deux & demi\n" },
  { "chapters in a feed", "a.xml", "xml-chapters",
    DECLARATION
    "<rss><channel><title>x</title><item><psc:chapters><psc:chapter start=\"1:00\" "
    "title=\"a\"/></psc:chapters></item><item><psc:chapters><psc:chapter start=\"2:00\" "
    "title=\"b\"/></psc:chapters></item></channel></rss>",
    "60000 |a\n" },
  { "Matroska chapters", "a.xml", "xml-chapters",
    DECLARATION "<!-- <!DOCTYPE Chapters SYSTEM \"matroskachapters.dtd\"> -->\n<Chapters>"
                "<EditionEntry><ChapterAtom><ChapterUID>1</ChapterUID><ChapterTimeStart>00:01:00."
                "500000000</ChapterTimeStart><ChapterDisplay><ChapterString>Un</ChapterString>"
                "<ChapterLanguage>fre</ChapterLanguage></ChapterDisplay><ChapterDisplay>"
                "<ChapterString>One</ChapterString></ChapterDisplay></ChapterAtom></EditionEntry>"
                "</Chapters>",
    "60500 |Un\n" },
  { "aeneas", "a.xml", "timed-xml",
    DECLARATION "<map>\n <fragment id=\"f1\" begin=\"0.000\" end=\"2.680\">\n  <line>a\n b</line>"
                "\n <line>c</line><children><fragment begin=\"0.0\" end=\"1.0\"><line>a</line>"
                "</fragment></children></fragment>\n</map>",
    "0-2680 |a b c\n" },
  { "milliseconds", "a.xml", "timed-xml",
    DECLARATION "<t><l start=\"1000\" end=\"2000\" speaker=\"Anne\">a</l><l start=\"5000\" "
                "dur=\"1500\">b</l></t>",
    "1000-2000 Anne|a\n5000-6500 |b\n" },
  { "seconds", "a.xml", "timed-xml",
    DECLARATION "<t><l start=\"1000\" end=\"1002\">a</l><l start=\"1005\" dur=\"3\">b</l></t>",
    "1000000-1002000 |a\n1005000-1008000 |b\n" },
  { "times in times", "a.xml", "timed-xml",
    DECLARATION "<t><g start=\"0:01\" stop=\"0:09\"><l start=\"0:01.5\">a<br/>b</l><l "
                "start=\"0:03\">c</l></g></t>",
    "1500 |a/b\n3000 |c\n" },
};

static void
test_format (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (SflTranscript) transcript = parse_text (formats[i].file, -1, formats[i].file_name);
  g_autofree char *dump = dump_lines (transcript);

  g_assert_cmpstr (sfl_transcript_get_format (transcript), ==, formats[i].format);
  g_assert_cmpstr (dump, ==, formats[i].expected);
}

static void
test_words (void)
{
  g_autoptr (SflTranscript) transcript = parse_text (
      "<timedtext><body><p t=\"1000\" d=\"2000\">\n<s>un</s><s t=\"200\"> deux</s><s t=\"300\"> "
      "</s></p><p t=\"2500\" d=\"1\"><s>a</s></p></body></timedtext>",
      -1, "a.srv3");
  g_autofree char *dump = dump_words (transcript);

  g_assert_cmpstr (dump, ==, "1000-1200 un\n1200-2500 deux\n");
}

static void
test_names_only (void)
{
  g_autoptr (SflTranscript) transcript =
      parse_text ("<smil><par id=\"a\"><audio clipBegin=\"1s\"/></par></smil>", -1, "a.smil");
  guint n_warnings;
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n_warnings);

  g_assert_cmpuint (n_warnings, ==, 1);
  g_assert_nonnull (strstr (warnings[0].message, "only names of fragments"));
}

/* Tags without times are nothing to read. */
/* An annotation beyond all time is not one without a time, and its line is told. */
static void
test_late_annotation (void)
{
  static const char file[] =
      "<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID=\"t1\" "
      "TIME_VALUE=\"99999999999\"/><TIME_SLOT TIME_SLOT_ID=\"t2\" TIME_VALUE=\"1000\"/>"
      "</TIME_ORDER><TIER TIER_ID=\"A\">\n<ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1=\"t1\">"
      "<ANNOTATION_VALUE>a</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>\n<ANNOTATION>"
      "<ALIGNABLE_ANNOTATION TIME_SLOT_REF1=\"t2\"><ANNOTATION_VALUE>b</ANNOTATION_VALUE>"
      "</ALIGNABLE_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>";
  g_autoptr (SflTranscript) transcript = parse_text (file, -1, "a.eaf");
  g_autofree char *dump = dump_lines (transcript);
  guint n;
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n);

  g_assert_cmpstr (dump, ==, "1000 |b\n");
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (warnings[0].number, ==, 2);
}

static void
test_refused (void)
{
  static const char *const files[] = {
    DECLARATION "<book><p>Text</p></book>",
    DECLARATION "<rss><channel><title>Feed</title></channel></rss>",
    DECLARATION "<svg width=\"10\"/>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (files[i], strlen (files[i]));
    g_autoptr (GError) error = NULL;

    g_assert_null (sfl_format_parse (bytes, "a.xml", NULL, NULL, &error));
    g_assert_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED);
  }
}

#define ADD_ROWS(path, rows, test)                                                                 \
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {                                                \
    g_autofree char *full_path = g_strconcat (path, rows[i].name, NULL);                           \
                                                                                                   \
    g_test_add_data_func (full_path, GSIZE_TO_POINTER (i), test);                                  \
  }

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS ("/xml/bait/", baits, test_bait);
  g_test_add_func ("/xml/bait/UTF-16", test_wide_bait);
  g_test_add_func ("/xml/bait/quadratic", test_quadratic_bait);
  ADD_ROWS ("/xml/repair/", repaired, test_repaired);
  g_test_add_func ("/xml/depth", test_depth);
  g_test_add_func ("/xml/skipped depth", test_skipped_depth);
  g_test_add_func ("/xml/long attribute", test_long_attribute);
  g_test_add_func ("/xml/most elements", test_most_elements);
  ADD_ROWS ("/xml/format/", formats, test_format);
  g_test_add_func ("/xml/words", test_words);
  g_test_add_func ("/xml/names only", test_names_only);
  g_test_add_func ("/xml/late annotation", test_late_annotation);
  g_test_add_func ("/xml/refused", test_refused);

  return g_test_run ();
}
