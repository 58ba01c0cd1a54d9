/* test-srt.c: SubRip as programs write it
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dump.h"

#define N_CUES 24

/* What is done to a whole file after its cues are written. */
typedef enum {
  AS_IS,
  CR,
  CRLF,
  CRCRLF,
  NEL,
  LINE_SEPARATOR,
  MIXED_NEWLINES,
  NO_LAST_NEWLINE,
  UTF8_BOM,
  UTF16_LE_BOM,
  UTF16_BE_BOM,
  UTF16_LE,
  UTF16_BE,
  UTF32_BOM,
  CP1252,
  ONE_CP1252_CUE,
} Form;

/* In a pattern: %i index, %s start, %e end, %t text.  The letters in @times say which
 * parts a time has.
 */
typedef struct {
  const char *name;
  const char *head;
  const char *pattern;
  const char *times; /* with %d for hours, minutes, seconds, milliseconds */
  Form form;
  const char *text_after; /* in the transcript, after the text of each cue */
} Mess;

#define USUAL "%02d:%02d:%02d,%03d"
#define NO_HOURS "%02d:%02d,%03d"

static const Mess messes[] = {
  { "none", "", "%i\n%s --> %e\n%t\n\n", USUAL },
  { "no index numbers", "", "%s --> %e\n%t\n\n", USUAL },
  { "index on the time line", "", "%i %s --> %e\n%t\n\n", USUAL },
  { "no blank lines", "", "%i\n%s --> %e\n%t\n", USUAL },
  { "no blank lines nor index", "", "%s --> %e\n%t\n", USUAL },
  { "separator with spaces", "", "%i\n%s --> %e\n%t\n \t \n", USUAL },
  { "blank line inside", "", "%i\n%s --> %e\n%t\n\nsuite\n\n", USUAL, AS_IS, "\nsuite" },
  { "blank line after the time", "", "%i\n%s --> %e\n\n%t\n\n", USUAL },
  { "blank line after the index", "", "%i\n\n%s --> %e\n%t\n\n", USUAL },
  { "two blank lines", "", "%i\n%s --> %e\n%t\n\n\n", USUAL },
  { "arrow without spaces", "", "%i\n%s-->%e\n%t\n\n", USUAL },
  { "short arrow", "", "%i\n%s -> %e\n%t\n\n", USUAL },
  { "real arrow", "", "%i\n%s → %e\n%t\n\n", USUAL },
  { "en dash arrow", "", "%i\n%s –> %e\n%t\n\n", USUAL },
  { "em dash arrow", "", "%i\n%s —> %e\n%t\n\n", USUAL },
  { "arrow head", "", "%i\n%s > %e\n%t\n\n", USUAL },
  { "escaped arrow", "", "%i\n%s --&gt; %e\n%t\n\n", USUAL },
  { "no hours", "", "%i\n%s --> %e\n%t\n\n", NO_HOURS },
  { "no milliseconds", "", "%i\n%s --> %e\n%t\n\n", "%02d:%02d:%02d" },
  { "points", "", "%i\n%s --> %e\n%t\n\n", "%02d:%02d:%02d.%03d" },
  { "spaces in times", "", "%i\n%s --> %e\n%t\n\n", "%02d: %02d: %02d,%03d" },
  { "spaces after the comma", "", "%i\n%s --> %e\n%t\n\n", "%02d: %02d: %02d, %03d" },
  { "one digit", "", "%i\n%s --> %e\n%t\n\n", "%d:%d:%d,%d" },
  { "three digits of seconds", "", "%i\n%s --> %e\n%t\n\n", "%02d:%02d:%03d,%03d" },
  { "full-width colons", "", "%i\n%s --> %e\n%t\n\n", "%02d：%02d：%02d，%03d" },
  { "colon before the milliseconds", "", "%i\n%s --> %e\n%t\n\n", "%02d:%02d:%02d:%03d" },
  { "junk before", "Sous-titres : nous\n\nVoir 12:30\n\n", "%i\n%s --> %e\n%t\n\n", USUAL },
  { "blank before", "\n\n \n", "%i\n%s --> %e\n%t\n\n", USUAL },
  { "index from 0", "0\n00:00:00,000 --> 00:00:00,000\n\n", "%i\n%s --> %e\n%t\n\n", USUAL },
  { "coordinates", "", "%i\n%s --> %e X1:100 X2:200 Y1:300 Y2:400\n%t\n\n", USUAL },
  { "settings", "", "%i\n%s --> %e align:start position:10%%\n%t\n\n", USUAL },
  { "text on the time line", "", "%i\n%s --> %e %t\n\n", USUAL },
  { "CR", "", "%i\n%s --> %e\n%t\n\n", USUAL, CR },
  { "CR LF", "", "%i\n%s --> %e\n%t\n\n", USUAL, CRLF },
  { "CR CR LF", "", "%i\n%s --> %e\n%t\n\n", USUAL, CRCRLF },
  { "NEL", "", "%i\n%s --> %e\n%t\n\n", USUAL, NEL },
  { "line separators", "", "%i\n%s --> %e\n%t\n\n", USUAL, LINE_SEPARATOR },
  { "mixed newlines", "", "%i\n%s --> %e\n%t\n\n", USUAL, MIXED_NEWLINES },
  { "no last newline", "", "%i\n%s --> %e\n%t\n\n", USUAL, NO_LAST_NEWLINE },
  { "UTF-8 with mark", "", "%i\n%s --> %e\n%t\n\n", USUAL, UTF8_BOM },
  { "UTF-16 LE with mark", "", "%i\n%s --> %e\n%t\n\n", USUAL, UTF16_LE_BOM },
  { "UTF-16 BE with mark", "", "%i\n%s --> %e\n%t\n\n", USUAL, UTF16_BE_BOM },
  { "UTF-16 LE", "", "%i\n%s --> %e\n%t\n\n", USUAL, UTF16_LE },
  { "UTF-16 BE", "", "%i\n%s --> %e\n%t\n\n", USUAL, UTF16_BE },
  { "UTF-32", "", "%i\n%s --> %e\n%t\n\n", USUAL, UTF32_BOM },
  { "Windows-1252", "", "%i\n%s --> %e\n%t\n\n", USUAL, CP1252 },
  { "one cue in Windows-1252", "", "%i\n%s --> %e\n%t\n\n", USUAL, ONE_CP1252_CUE },
  { "tags", "", "%i\n%s --> %e\n<i>%t</i>\n\n", USUAL },
  { "unclosed tags", "", "%i\n%s --> %e\n<font color=\"#fff\">%t\n\n", USUAL },
  { "overrides", "", "%i\n%s --> %e\n{\\an8}%t\n\n", USUAL },
  { "overrides with spaces", "", "%i\n%s --> %e\n{\\ an 2} %t\n\n", USUAL },
};

static void
append_time (GString *file, const char *format, int seconds)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
  if (g_str_equal (format, NO_HOURS))
    g_string_append_printf (file, format, seconds / 60 % 60, seconds % 60, 0);
  else
    g_string_append_printf (file, format, seconds / 3600, seconds / 60 % 60, seconds % 60, 0);
#pragma GCC diagnostic pop
}

/* Seconds from cue to cue; the last ones come after an hour where that can be said. */
static int
get_step (const Mess *mess)
{
  return g_str_equal (mess->times, NO_HOURS) ? 101 : 301;
}

static char *
make_text (int i)
{
  return g_strdup_printf ("Phrase n° %d d’été", i);
}

/* @form decides the bytes; @all is UTF-8 with LF. */
static GBytes *
make_bytes (GString *all, Form form)
{
  static const char *const newlines[] = {
    "\n", "\r", "\r\n", "\r\r\n", "\xc2\x85", "\xe2\x80\xa8"
  };
  static const struct {
    Form form;
    const char *charset;
    const char *mark;
    gsize mark_length;
  } charsets[] = {
    { UTF8_BOM, "UTF-8", "\xef\xbb\xbf", 3 },
    { UTF16_LE_BOM, "UTF-16LE", "\xff\xfe", 2 },
    { UTF16_BE_BOM, "UTF-16BE", "\xfe\xff", 2 },
    { UTF16_LE, "UTF-16LE", "", 0 },
    { UTF16_BE, "UTF-16BE", "", 0 },
    { UTF32_BOM, "UTF-32LE", "\xff\xfe\0\0", 4 },
    { CP1252, "CP1252", "", 0 },
  };

  if (form <= LINE_SEPARATOR) {
    g_string_replace (all, "\n", newlines[form], 0);
  } else if (form == MIXED_NEWLINES) {
    int n = 0;

    for (char *p = all->str; *p != '\0'; p++)
      if (*p == '\n' && n++ % 3 == 0)
        *p = '\r';
  } else if (form == NO_LAST_NEWLINE) {
    g_string_truncate (all, all->len - 2);
  } else if (form == ONE_CP1252_CUE) {
    g_string_replace (all, "n° 7 d’été", "n\xb0 7 d\x92\xe9t\xe9", 0);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++) {
    if (charsets[i].form == form) {
      gsize length;
      g_autofree char *encoded =
          g_convert (all->str, all->len, charsets[i].charset, "UTF-8", NULL, &length, NULL);
      GByteArray *bytes = g_byte_array_new ();

      g_assert_nonnull (encoded);
      g_byte_array_append (bytes, (const guint8 *) charsets[i].mark, charsets[i].mark_length);
      g_byte_array_append (bytes, (const guint8 *) encoded, length);
      g_string_free (all, TRUE);
      return g_byte_array_free_to_bytes (bytes);
    }
  }

  return g_string_free_to_bytes (all);
}

static GBytes *
write_mess (const Mess *mess)
{
  GString *file = g_string_new (mess->head);

  for (int i = 1; i <= N_CUES; i++) {
    for (const char *p = mess->pattern; *p != '\0'; p++) {
      g_autofree char *text = make_text (i);

      if (*p != '%') {
        g_string_append_c (file, *p);
        continue;
      }
      switch (*++p) {
      case 'i':
        g_string_append_printf (file, "%d", i);
        break;
      case 's':
        append_time (file, mess->times, i * get_step (mess));
        break;
      case 'e':
        append_time (file, mess->times, i * get_step (mess) + 4);
        break;
      case 't':
        g_string_append (file, text);
        break;
      default:
        g_string_append_c (file, *p);
      }
    }
  }

  return make_bytes (file, mess->form);
}

static void
test_mess (gconstpointer data)
{
  const Mess *mess = data;
  g_autoptr (GBytes) bytes = write_mess (mess);
  g_autoptr (GError) error = NULL;
  g_autoptr (SflTranscript) transcript = sfl_format_parse (bytes, "mess.srt", NULL, NULL, &error);
  const SflLine *lines;
  guint n_lines;
  int first;

  g_assert_no_error (error);
  g_assert_cmpstr (sfl_transcript_get_format (transcript), ==, "srt");
  lines = sfl_transcript_get_lines (transcript, &n_lines);
  /* One row brings a cue of its own. */
  first = g_str_has_prefix (mess->head, "0\n");
  g_assert_cmpuint (n_lines, ==, N_CUES + first);

  for (int i = 1; i <= N_CUES; i++) {
    const SflLine *line = &lines[first + i - 1];
    g_autofree char *text = make_text (i);
    g_autofree char *expected = g_strconcat (text, mess->text_after, NULL);
    g_autofree char *found = sfl_transcript_dup_line_text (transcript, first + i - 1);
    SflTime start = i * get_step (mess) * SFL_SECOND;

    g_assert_cmpstr (found, ==, expected);
    g_assert_cmpint (line->start, ==, start);
    g_assert_cmpint (line->end, ==, start + 4 * SFL_SECOND);
  }
}

static const struct {
  const char *name;
  const char *file;
  const char *expected;
} rows[] = {
  { "out of order", "1\n00:00:05,000 --> 00:00:06,000\nb\n\n2\n00:00:01,000 --> 00:00:02,000\na\n",
    "1000-2000 |a\n5000-6000 |b\n" },
  { "ends before it starts",
    "1\n00:00:05,000 --> 00:00:03,000\na\n\n2\n00:00:07,000 --> 00:00:08,000\nb\n",
    "5000 |a\n7000-8000 |b\n" },
  { "a number is a text",
    "1\n00:00:01,000 --> 00:00:02,000\n42\n\n2\n00:00:03,000 --> "
    "00:00:04,000\nb\n",
    "1000-2000 |42\n3000-4000 |b\n" },
  { "an index is no text",
    "393\n00:00:01,000 --> 00:00:02,000\na\n\n394\n00:00:03,000 --> 00:00:04,000\nb\n",
    "1000-2000 |a\n3000-4000 |b\n" },
  { "a year above a time is a text", /* it does not count on */
    "1\n00:00:01,000 --> 00:00:02,000\nen\n1815\n00:00:03,000 --> 00:00:04,000\nb\n",
    "1000-2000 |en/1815\n3000-4000 |b\n" },
  { "a number inside a cue",
    "1\n00:00:01,000 --> 00:00:02,000\na\n\n42\nb\n\n2\n00:00:03,000 --> "
    "00:00:04,000\nc\n",
    "1000-2000 |a/42/b\n3000-4000 |c\n" },
  { "an index at the end", /* the file was cut short */
    "1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n", "1000-2000 |a\n" },
  { "fractions",
    "00:00:01,46 --> 00:00:02,5\na\n\n00:00:03, 5 --> 00:00:04, 50\nb\n\n00:00:05,1000 --> "
    "00:00:06,1234567\nc\n\n00:00:013,567 --> 00:00:14,  5\nd\n",
    "1460-2500 |a\n3050-4050 |b\n6000-6123 |c\n13567-14005 |d\n" },
  { "arrow in a text",
    "1\n00:00:01,000 --> 00:00:02,000\nFile --> Open\n\n2\n00:00:03,000 --> "
    "00:00:04,000\nfrom 00:01 --> later\n",
    "1000-2000 |File --> Open\n3000-4000 |from 00:01 --> later\n" },
  { "number with points", "00:00:01,000 --> 00:00:02,000\n1.567.202 habitants\n",
    "1000-2000 |1.567.202 habitants\n" },
  { "negative times",
    "[00:-1:-1.-890 x\n\n-00:00:01,000 --> 00:00:01,000\na\n\n00:-1:-1.-890 --> "
    "00:00:04.820\nb\n",
    "0-1000 |a\n0-4820 |b\n" },
  { "too late",
    "1\n999999:59:59,999 --> 1000000:00:00,000\na\n\n2\n00:00:01,000 --> "
    "99999999999999999999:00:00,000\nb\n\n3\n1000:00:00,000 --> 1000:00:01,000\nc\n\n4\n"
    "1000:00:00,001 --> 1000:00:01,000\nd\n",
    "1000 |b\n3600000000 |c\n" },
  { "a time that is none",
    "1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n1e9:00:00,000 --> 00:00:03\n"
    "b\n\n3\n00:00:04,000 --> 00:00:05,000\nc\n",
    "1000-2000 |a\n4000-5000 |c\n" },
  { "markup",
    "00:00:01,000 --> 00:00:02,000\n<b>I <3 you</b>, a < b > c &amp; d &lt;i&gt; e&nbsp;f "
    "&#39;g&#39; "
    "&#xe9; &copy; R&D\n",
    "1000-2000 |I <3 you, a < b > c & d <i> e\xc2\xa0"
    "f 'g' é &copy; R&D\n" },
  { "markup alone", "00:00:01,000 --> 00:00:02,000\n<i></i>\na\n{\\an8}\n<b>\n\n",
    "1000-2000 |a\n" },
  { "line break tag", "00:00:01,000 --> 00:00:02,000\na<br/>b<BR>c\n", "1000-2000 |a/b/c\n" },
  { "braces that are text", "00:00:01,000 --> 00:00:02,000\n{a} {\\b\n", "1000-2000 |{a} {\\b\n" },
  { "empty cues", /* of silence; they are kept */
    "1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nb\n",
    "1000-2000 |\n3000-4000 |b\n" },
  { "zero length", "1\n00:00:01,000 --> 00:00:01,000\na\n\n2\n00:00:03,000 --> 00:00:04,000\nb\n",
    "1000 |a\n3000-4000 |b\n" },
  { "rolling captions",
    "1\n00:00:01,000 --> 00:00:02,000\na b\n\n2\n00:00:02,000 --> 00:00:02,010\na b\n\n3\n"
    "00:00:02,010 --> 00:00:04,000\na b\nc d\n\n4\n00:00:04,000 --> 00:00:04,010\nc d\n\n5\n"
    "00:00:04,010 --> 00:00:05,000\nc d\ne f\n",
    "1000-2000 |a b\n2010-4000 |c d\n4010-5000 |e f\n" },
  { "a chorus", /* the same words sung again */
    "1\n00:00:01,000 --> 00:00:02,000\nOui.\n\n2\n00:00:02,000 --> 00:00:03,000\nOui.\n\n3\n"
    "00:00:03,000 --> 00:00:04,000\nOui.\n\n4\n00:00:04,000 --> 00:00:05,000\nOui.\n",
    "1000-2000 |Oui.\n2000-3000 |Oui.\n3000-4000 |Oui.\n4000-5000 |Oui.\n" },
  { "speakers",
    "1\n00:00:01,000 --> 00:00:02,000\nAnne: a\n\n2\n00:00:02,000 --> 00:00:03,000\nLUC : "
    "b\nb\n\n3\n"
    "00:00:03,000 --> 00:00:04,000\nc\n\n4\n00:00:04,000 --> 00:00:05,000\nAnne: d: e\n",
    "1000-2000 Anne|a\n2000-3000 LUC|b/b\n3000-4000 LUC|c\n4000-5000 Anne|d: e\n" },
  { "no speakers",
    "1\n00:00:01,000 --> 00:00:02,000\nAttention : danger\n\n2\n00:00:02,000 --> "
    "00:00:03,000\nIl est 10: 30\n\n3\n00:00:03,000 --> 00:00:04,000\nhttp://a.b: c\n\n4\n"
    "00:00:04,000 --> 00:00:05,000\nVoici la règle : d\n",
    "1000-2000 |Attention : danger\n2000-3000 |Il est 10: 30\n3000-4000 |http://a.b: c\n4000-5000 "
    "|Voici la règle : d\n" },
  { "Arabic digits", "٠٠:٠٠:٢٦,٠٠٠ --> ٠٠:٠٠:٢٧,٠٠٠\na\n", "26000-27000 |a\n" },
};

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (SflTranscript) transcript = parse_text (rows[i].file, -1, "a.srt");
  g_autofree char *dump = dump_lines (transcript);

  g_assert_cmpstr (dump, ==, rows[i].expected);
}

static void
test_nuls (void)
{
  static const char file[] = "1\n00:00:01,000 --> 00:00:02,000\na\0b\0\0\n\n\0\0\n2\n00:00:03,000 "
                             "--> 00:00:04,000\nc\n";
  g_autoptr (SflTranscript) transcript = parse_text (file, sizeof file - 1, "a.srt");
  guint n_lines;
  g_autofree char *text = sfl_transcript_dup_line_text (transcript, 0);

  sfl_transcript_get_lines (transcript, &n_lines);
  g_assert_cmpuint (n_lines, ==, 2);
  g_assert_true (g_str_has_prefix (text, "a\xef\xbf\xbd"
                                         "b\xef\xbf\xbd\xef\xbf\xbd"));
}

/* What was repaired or ignored is said, with the line of the file. */
static void
test_warnings (void)
{
  g_autoptr (SflTranscript) transcript =
      parse_text ("junk\n\n1\n-00:00:01,000 --> 00:00:01,000\na\n\n2\n00:00:03,000 --> "
                  "00:00:02,000\nb\n\n3\n2000:00:00,000 --> 2000:00:01,000\nc\n",
                  -1, "a.srt");
  guint n_warnings;
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n_warnings);

  g_assert_cmpuint (n_warnings, ==, 4);
  g_assert_cmpuint (warnings[0].number, ==, 1);
  g_assert_cmpint (warnings[0].kind, ==, SFL_WARNING_IGNORED);
  g_assert_cmpuint (warnings[1].number, ==, 4);
  g_assert_cmpint (warnings[1].kind, ==, SFL_WARNING_REPAIRED);
  g_assert_cmpuint (warnings[2].number, ==, 8);
  g_assert_cmpint (warnings[2].kind, ==, SFL_WARNING_REPAIRED);
  g_assert_cmpuint (warnings[3].number, ==, 12);
  g_assert_cmpint (warnings[3].kind, ==, SFL_WARNING_IGNORED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (messes); i++) {
    g_autofree char *path = g_strconcat ("/srt/24 of 24/", messes[i].name, NULL);

    g_test_add_data_func (path, &messes[i], test_mess);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/srt/", rows[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
  }
  g_test_add_func ("/srt/NULs", test_nuls);
  g_test_add_func ("/srt/warnings", test_warnings);

  return g_test_run ();
}
