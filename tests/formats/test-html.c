/* test-html.c: web pages, whole and broken
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dump.h"
#include "sfl-error.h"
#include "sfl-html.h"

/* Tags and texts of a page: <p|a=1>, </p>, text in brackets. */
static const struct {
  const char *page;
  const char *expected;
} tokens[] = {
  { "", "" },
  { "a", "[a]" },
  { "a<p>b</P>c", "[a]<p>[b]</P>[c]" },
  { "<p class=\"a > b\" id='c'>d", "<p>[d]" },
  { "<br/><br /><hr>", "<br><br><hr>" },
  { "a < b <3 c", "[a < b <3 c]" },
  { "a<!-- <p> -->b<!doctype x>c<?xml y?>d", "[a][b][c][d]" },
  { "a<!-- b", "[a][<!-- b]" },
  { "<!-- a <p>b", "[b]" },
  { "<script>if (a < b) x = '<p>';</script>c", "<script></script>[c]" },
  { "<STYLE>p > a {}</Style>c<script>d", "<STYLE></Style>[c]<script>" },
  { "<title>a <b> c</title>d", "<title>[a <b> c]</title>[d]" },
  { "<a href=\"x>b</a>c", "<a>[b]</a>[c]" },
  { "<p isn't>a</p>", "<p>[a]</p>" },
  { "<a", "[<a]" },
  { "<a <b>c", "<a>[c]" },
  { "</", "[</]" },
};

static void
test_tokens (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++) {
    g_autoptr (GString) found = g_string_new (NULL);
    SflHtml html;

    sfl_html_init (&html, tokens[i].page, strlen (tokens[i].page));
    while (sfl_html_next (&html) != SFL_HTML_END) {
      SflSlice slice = html.token == SFL_HTML_TEXT ? html.text : html.name;

      g_string_append (found, html.token == SFL_HTML_TEXT   ? "["
                              : html.token == SFL_HTML_OPEN ? "<"
                                                            : "</");
      g_string_append_len (found, slice.start, slice.end - slice.start);
      g_string_append (found, html.token == SFL_HTML_TEXT ? "]" : ">");
    }
    g_assert_cmpstr (found->str, ==, tokens[i].expected);
  }
}

static void
test_attributes (void)
{
  static const char page[] = "<p a b=1 c = '2 3' d=\"x>y\" e/>";
  static const char *const expected[][2] = {
    { "a", "" }, { "B", "1" }, { "c", "2 3" }, { "d", "x>y" }, { "e", "" }, { "f", NULL },
  };
  SflHtml html;

  sfl_html_init (&html, page, strlen (page));
  g_assert_cmpint (sfl_html_next (&html), ==, SFL_HTML_OPEN);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++) {
    SflSlice value;
    gboolean found = sfl_html_get_attribute (&html, expected[i][0], &value);

    g_assert_true (found == (expected[i][1] != NULL));
    if (found) {
      g_autofree char *copy = g_strndup (value.start, value.end - value.start);

      g_assert_cmpstr (copy, ==, expected[i][1]);
    }
  }
}

static const struct {
  const char *text;
  const char *expected;
} texts[] = {
  { "a &amp; b &lt;i&gt;", "a & b <i>" },
  { "&eacute;&Eacute &oelig; &oelig", "éÉ œ &oelig" },
  { "&#233;&#xE9;&#233 &#146;&#0;&#x110000;&#xd800;", "ééé ’\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
  { "AT&T & &nope; &", "AT&T & &nope; &" },
  { "&#7;a&#10;b", " a b" },
  { "  a\n\t b  ", "a b " },
  { "a&nbsp; b", "a\xc2\xa0 b" },
};

static void
test_texts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GString) string = g_string_new (NULL);
    SflSlice slice = { texts[i].text, texts[i].text + strlen (texts[i].text) };

    sfl_html_append_collapsed (string, slice);
    g_assert_cmpstr (string->str, ==, texts[i].expected);
  }
}

#define WORD(m, d, text) "<span data-m=\"" #m "\" data-d=\"" #d "\">" text "</span>"

static const struct {
  const char *name;
  const char *page;
  const char *expected;
  const char *words;
} rows[] = {
  /* Hyperaudio. */
  { "words", "<article><p>" WORD (100, 200, "un ") WORD (400, 300, "deux. ") "</p></article>",
    "100-700 |un deux.\n", "100-300 un\n400-700 deux.\n" },
  { "words without spaces in them", "<p>" WORD (100, 200, "un") " " WORD (400, 300, "deux") "</p>",
    "100-700 |un deux\n", "100-300 un\n400-700 deux\n" },
  { "speakers",
    "<p><span class=\"speaker\" data-m=\"0\" data-d=\"0\">[Anne] </span>" WORD (
        100,
        200,
        "a ") "</p><p>" WORD (400, 100, "b ") "</p><p><span class='x speaker'>Luc: "
                                              "</span>" WORD (600, 100, "c ") "</p>",
    "100-300 Anne|a\n400-500 Anne|b\n600-700 Luc|c\n", "100-300 a\n400-500 b\n600-700 c\n" },
  { "words beyond all time", /* cannot be added up */
    "<p>" WORD (100, 200, "a ") WORD (99999999999999999999, 300, "b ") WORD (400, 100, "c") "</p>",
    "100-500 |a b c\n", "100-300 a\n400-500 c\n" },
  { "times on lines",
    "<p data-m=0 data-d=1500 data-speaker=\"Anne &amp; Luc\">a <b>b</b></p>\n<p data-m=1500 "
    "data-d=\"500.5\" data-speaker=\"\">c<br>d</p>",
    "0-1500 Anne & Luc|a b\n1500-2000 |c/d\n", "" },
  { "lines in a paragraph",
    "<p><span class=line data-m=0 data-d=1000>a</span> <span class=line data-m=1000 "
    "data-d=500>" WORD (1000, 200, "b") " c</span></p>",
    "0-1000 |a\n1000-1500 |b c\n", "1000-1200 b\n" },
  { "elements in a word",
    "<p><span data-m=1 data-d=2>a<span>b</span><i>c</i></span> d <span data-m=9>e</span></p>",
    "1 |abc d e\n", "1-3 abc\n9-5001 e\n" },
  { "what is not the transcript",
    "<html><nav>Menu</nav><h1>Title</h1><p>" WORD (100, 200, "a") "</p><footer>Bye</footer>",
    "100-300 |a\n", "100-300 a\n" },
  { "confidences", "<p><span data-m=1 data-d=2 data-c=\"0.5\">a</span></p>", "1-3 |a\n",
    "1-3 a\n" },
  { "times that are none",
    "<p><span data-m=x>a</span> <span data-m=5 data-d=-1>b</span></p><p data-m=1e99>c</p>",
    "5 |a b\n", "5-5005 b\n" },

  /* Podcasting 2.0. */
  { "podcast",
    "<cite>Anne:</cite>\n<time>0:00</time>\n<p>a &amp;\n "
    "b</p>\n<cite>Luc:</cite>\n<time>1:02:03</time>\n"
    "<p>c</p><p>d</p>\n<time>1:02:09</time><p>e</p>",
    "0 Anne|a & b\n3723000 Luc|c/d\n3729000 Luc|e\n", "" },
  { "podcast, time first",
    "<time>0:01</time><cite>Anne</cite><p>a</p><time>0:02</time><cite>Luc</cite><p>b</p>",
    "1000 Anne|a\n2000 Luc|b\n", "" },
  { "podcast, no paragraphs", "<div><time>0:01</time> a</div><div><time>0:02</time> b</div>",
    "1000 |a\n2000 |b\n", "" },
  { "podcast in a page",
    "<!DOCTYPE html><html><body><p>Hi</p><time>0:01</time><p>a</p><div>ad</div><time>0:02</time>"
    "<p>b</p><footer>Bye</footer></body>",
    "1000 |a\n2000 |b\n", "" },
  { "podcast, one time", "<time>0:01.5</time><p>a</p>", "1500 |a\n", "" },
  { "podcast, times without text", "<time>0:01</time><time>0:02</time><p>b</p>", "2000 |b\n", "" },

  /* Stamps. */
  { "stamps",
    "<p><span class=\"timestamp\" data-timestamp=\"0.0\">0:00</span>&nbsp;a<br></p><p><span "
    "class=\"timestamp\" data-timestamp=\"3.319\">0:03</span>&nbsp;b<br>c</p>",
    "0 |a\n3319 |b/c\n", "" },
  { "stamps in a text",
    "<p><span data-timestamp=1>0:01</span> a <span data-timestamp=2.25>0:02</span> b</p>",
    "1000 |a\n2250 |b\n", "" },
  { "stamps and names",
    "<p><span data-timestamp=1>0:01</span> Anne: a</p><p><span data-timestamp=2>0:02</span> Luc: "
    "b</p><p><span data-timestamp=3>0:03</span> Anne: c</p>",
    "1000 Anne|a\n2000 Luc|b\n3000 Anne|c\n", "" },

  /* Other pages. */
  { "page",
    "<!DOCTYPE html><html><body><div>Home</div><x-row><div>0:01</div><x-text>a</x-text></x-row>"
    "<x-row><div>0:05</div><x-text>b</x-text></x-row></body></html>",
    "1000 |a\n5000 |b\n", "" },
  { "page with a table",
    "<html><table><tr><td>0:01</td><td>0:04</td><td>a</td></tr><tr><td>0:04</td><td>0:09</td>"
    "<td>b</td></tr></table>",
    "1000-4000 |a\n4000-9000 |b\n", "" },
  { "page with scripts",
    "<html><script>0:01 x</script><p>0:01 a<svg><title>icon</title>icon</svg><p>0:02 "
    "b<noscript>c</noscript>",
    "1000 |a\n2000 |b\n", "" },
  { "page with dates", "<html><time>May 2024</time><p>0:01 a</p><p>0:02 b</p>",
    "1000 |a\n2000 |b\n", "" },
};

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (SflTranscript) transcript = parse_text (rows[i].page, -1, "a.html");
  g_autofree char *dump = dump_lines (transcript);
  g_autofree char *words = dump_words (transcript);

  g_assert_cmpstr (dump, ==, rows[i].expected);
  g_assert_cmpstr (words, ==, rows[i].words);
  g_assert_cmpstr (sfl_transcript_get_format (transcript), ==, "html");
}

static void
test_meta (void)
{
  static const char page[] =
      "<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<html lang=\"fr-CA\"><head><title> L&#39;été\n "
      "ici</title><meta name=\"programme\" content=\"A &amp; B\"><meta name=date "
      "content=2025-01-21><meta name=viewport content=x></head><body><h2 "
      "data-m=\"0\">Un</h2><p>" WORD (100, 200, "a") "</p><h2 data-m=\"90000\">Deux</h2><p>" WORD (
          90100, 200, "b") "</p></body></html>";
  g_autoptr (SflTranscript) transcript = parse_text (page, -1, "a.html");
  const SflChapter *chapters;
  const SflWord *words;
  guint n;

  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_TITLE), ==, "L'été ici");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_LANGUAGE), ==, "fr-CA");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_PROGRAMME), ==, "A & B");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_DATE), ==, "2025-01-21");
  chapters = sfl_transcript_get_chapters (transcript, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (chapters[1].title, ==, "Deux");
  g_assert_cmpint (chapters[1].start, ==, 90 * SFL_SECOND);
  words = sfl_transcript_get_words (transcript, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpfloat (words[0].confidence, ==, -1);
}

static const struct {
  const char *name;
  const char *file;
  const char *expected;
} documents[] = {
  { "stamps",
    "{\"text\": \"<p><span class=\\\"timestamp\\\" data-timestamp=\\\"0.5\\\">0:00</span>&nbsp;a "
    "\\u00e9<br></p><p><span class=\\\"timestamp\\\" data-timestamp=\\\"3.319\\\">0:03</span>"
    "b<br>c</p>\", \"media\": \"a.mp3\", \"media-time\": 12.5}",
    "500 |a é\n3319 |b/c\n" },
  { "any order",
    "{\"media-source\":\"\",\"media\":\"\",\"text\":\"<p><span data-timestamp=1>0:01</span>a\"}",
    "1000 |a\n" },
  { "times written by hand", "{\"text\":\"<p>0:01 a</p><p>0:05 b</p>\",\"media\":\"\"}",
    "1000 |a\n5000 |b\n" },
  { "no times", "{\"text\":\"<p>Bonjour.</p><p>Salut.</p>\",\"media\":\"\"}",
    " |Bonjour.\n |Salut.\n" },
  { "cut", "{\"media\":\"\",\"text\":\"<p><span data-timestamp=1>0:01</span>a</p>\",",
    "1000 |a\n" },
};

static void
test_otranscribe (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++) {
    g_autoptr (SflTranscript) transcript = parse_text (documents[i].file, -1, "a.otr");
    g_autofree char *dump = dump_lines (transcript);

    g_assert_cmpstr (dump, ==, documents[i].expected);
    g_assert_cmpstr (sfl_transcript_get_format (transcript), ==, "otranscribe");
  }
}

/* What was turned into text is warned of by the lines of the page. */
static void
test_numbers (void)
{
  g_autoptr (SflTranscript) transcript =
      parse_text ("<html>\n<p>\n0:01 a</p>\n\n<p>0:02</p>\n<p>0:03 b</p>\n", -1, "a.html");
  guint n;
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n);

  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (warnings[0].number, ==, 5);
}

static void
test_refused (void)
{
  static const char *const pages[] = {
    "<!DOCTYPE html><html><body>404 Not Found</body></html>",
    "<html><p>Only prose.</p><p>At 12:30.</p>",
    "<HTML><time>yesterday</time>",
    "<html><p data-m=x>a</p>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (pages[i], strlen (pages[i]));
    g_autoptr (GError) error = NULL;

    g_assert_null (sfl_format_parse (bytes, "a.srt", NULL, NULL, &error));
    g_assert_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED);
    g_assert_nonnull (strstr (error->message, "web page"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/html/tokens", test_tokens);
  g_test_add_func ("/html/attributes", test_attributes);
  g_test_add_func ("/html/texts", test_texts);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/html/", rows[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
  }
  g_test_add_func ("/html/meta", test_meta);
  g_test_add_func ("/html/numbers", test_numbers);
  g_test_add_func ("/html/otranscribe", test_otranscribe);
  g_test_add_func ("/html/refused", test_refused);

  return g_test_run ();
}
