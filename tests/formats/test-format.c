/* test-format.c: the table, the sniffer, and what is refused
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>
#include <sys/mman.h>

#include "dump.h"
#include "sfl-error.h"

#define SRT "1\n00:00:01,000 --> 00:00:02,000\na\n"
#define VTT "WEBVTT\n\n00:01.000 --> 00:02.000\na\n"
#define POINTS "00:01.000 --> 00:02.000\na\n"

static const struct {
  const char *name;
  const char *file_name;
  const char *text;
  const char *format;
} sniffed[] = {
  { "srt", "a.srt", SRT, "srt" },
  { "srt named vtt", "a.vtt", SRT, "srt" },
  { "vtt named srt", "a.srt", VTT, "vtt" },
  { "srt named txt", "a.txt", SRT, "srt" },
  { "no name", NULL, VTT, "vtt" },
  { "no extension", "a.b/c", VTT, "vtt" },
  { "points named srt", "a.srt", POINTS, "srt" },
  { "points named vtt", "a.VTT", POINTS, "vtt" },
  { "pasted named srt", "a.srt", "0:01 a\n0:02 b\n", "pasted-text" },
  { "pasted", "a.txt", "00:01a\n00:02b\n", "pasted-text" },
  { "prose", "a.srt", "Il était une fois.\n", "plain-text" },
  { "one time", "a.txt", "12:30 pile.\n", "plain-text" },
  { "text like a sound", "a.txt", "FORMATION CONTINUE\n", "plain-text" },
  { "text like a tag", "a.txt", "ID3 is a tag.\n0:01 RIFF\n0:02 OggS\n", "pasted-text" },
  { "nothing", "a.srt", "", "plain-text" },
  { "blank", "a.srt", "\n\n \n", "plain-text" },
  { "prose in braces", "a.json", "{\"a\" is a letter}", "plain-text" },
  { "ttml", "a.ttml", "<?xml version=\"1.0\"?>\n<tt xmlns=\"http://www.w3.org/ns/ttml\"/>\n",
    "ttml" },
  { "certificate", "a.txt", /* as OpenSSL prints one */
    "        Serial Number:\n            12:54:08:35:26:36:65:8f:b8:09\n        Validity\n"
    "                Modulus:\n                    00:ae:d2:68:96:07:48:5e:54:30:25:5d:dd:\n"
    "                    23:33:06:22:07:71:7e:fd:ec:95:67:1e:91:\n"
    "                    09:44:01:2e:2e:ed:e9:db:61:9c:15:45:73:\n"
    "                    10:12:54:43:18:01:02:dd:11:08:09:0a:0b:\n                    "
    "20:11:42:d5\n",
    "plain-text" },
  { "addresses", "a.txt", "00:11:22:33:44:55 a\n00:11:22:33:44:56 b\n", "plain-text" },
  { "arrows", "a.srt", "-->\n-->\n", "plain-text" },
};

static void
test_sniffed (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (SflTranscript) transcript = parse_text (sniffed[i].text, -1, sniffed[i].file_name);

  g_assert_cmpstr (sfl_transcript_get_format (transcript), ==, sniffed[i].format);
}

#define BYTES(literal) literal, sizeof literal - 1

static const struct {
  const char *name;
  const char *bytes;
  gsize length;
} refused[] = {
  { "web page", BYTES ("<!DOCTYPE html>\n<html><body>404</body></html>") },
  { "web page, upper case", BYTES ("\xef\xbb\xbf\n <HTML><body>404</body></html>") },
  { "document with entities",
    BYTES ("<?xml version=\"1.0\"?><!DOCTYPE tt [<!ENTITY a \"ha\">]><tt>&a;</tt>") },
  { "JSON of something else", BYTES ("{\"a\": 1, \"b\": [{\"text\": \"c\"}]}") },
  { "zip", BYTES ("PK\x03\x04\x14\0\0\0") },
  { "gzip", BYTES ("\x1f\x8b\x08\0") },
  { "PDF", BYTES ("%PDF-1.7\n") },
  { "MP4", BYTES ("\0\0\0\x20"
                  "ftypisom") },
  { "MP3", BYTES ("ID3\x04\0\0") },
  { "AIFF", BYTES ("FORM\0\0\x10\0AIFF") },
  { "GIF", BYTES ("GIF89a\x01\0\x01\0") },
  { "JPEG", BYTES ("\xff\xd8\xff\xe0\0\x10JFIF") },
  { "Ogg", BYTES ("OggS\0\x02") },
  { "Matroska", BYTES ("\x1a\x45\xdf\xa3\x01") },
  { "WAV", BYTES ("RIFF\x24\0\0\0WAVE") },
  { "PNG", BYTES ("\x89PNG\r\n\x1a\n") },
  { "bytes", BYTES ("\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11 abc") },
};

static void
test_refused (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GBytes) bytes = g_bytes_new_static (refused[i].bytes, refused[i].length);
  g_autoptr (GError) error = NULL;
  SflTranscript *transcript = sfl_format_parse (bytes, "a.srt", NULL, NULL, &error);

  g_assert_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED);
  g_assert_null (transcript);
  g_assert_cmpuint (strlen (error->message), >, 20);
}

/* One byte more than the largest file is refused before it is looked at. */
static void
test_largest (void)
{
  gsize length = SFL_FORMAT_MAX_BYTES + 1;
  char *zeros = mmap (NULL, length, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (zeros != MAP_FAILED);
  bytes = g_bytes_new_static (zeros, length);
  g_assert_null (sfl_format_parse (bytes, "a.srt", NULL, NULL, &error));
  g_assert_error (error, SFL_ERROR, SFL_ERROR_LIMIT);
  munmap (zeros, length);
}

/* Lines beyond the limit are dropped, and said to be. */
static void
test_most_lines (void)
{
  GString *file = g_string_new (NULL);
  g_autoptr (SflTranscript) transcript = NULL;
  guint n_lines, n_warnings;

  for (guint i = 0; i < SFL_TRANSCRIPT_MAX_LINES + 1; i++)
    g_string_append (file, "00:00:01,000 --> 00:00:02,000\na\n\n");
  transcript = parse_text (file->str, file->len, "a.srt");
  sfl_transcript_get_lines (transcript, &n_lines);
  g_assert_cmpuint (n_lines, ==, SFL_TRANSCRIPT_MAX_LINES);
  sfl_transcript_get_warnings (transcript, &n_warnings);
  g_assert_cmpuint (n_warnings, ==, 1);
  g_string_free (file, TRUE);
}

static void
test_old_encoding (void)
{
  g_autoptr (SflTranscript) transcript = parse_text ("0:01 \xe9t\xe9\n0:02 b\n", -1, "a.txt");
  g_autofree char *dump = dump_lines (transcript);
  guint n_warnings;
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n_warnings);

  g_assert_cmpstr (dump, ==, "1000 |été\n2000 |b\n");
  g_assert_cmpuint (n_warnings, ==, 1);
  g_assert_nonnull (strstr (warnings[0].message, "Windows-1252"));
}

/* A charset that nobody knows is said to be, and nothing is refused for it. */
static void
test_chosen_encoding (void)
{
  static const struct {
    const char *charset;
    const char *expected;
    guint n_warnings;
  } charsets[] = {
    { "CP1251", "1000 |йtй\n2000 |b\n", 0 },
    { "nonsense", "1000 |été\n2000 |b\n", 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++) {
    SflParseOptions options = { .charset = charsets[i].charset };
    g_autoptr (GBytes) bytes = g_bytes_new_static ("0:01 \xe9t\xe9\n0:02 b\n", 16);
    g_autoptr (GError) error = NULL;
    g_autoptr (SflTranscript) transcript =
        sfl_format_parse (bytes, "a.txt", &options, NULL, &error);
    g_autofree char *dump = NULL;
    guint n_warnings;

    g_assert_no_error (error);
    dump = dump_lines (transcript);
    g_assert_cmpstr (dump, ==, charsets[i].expected);
    sfl_transcript_get_warnings (transcript, &n_warnings);
    g_assert_cmpuint (n_warnings, ==, charsets[i].n_warnings);
  }
}

static void
test_plain_text (void)
{
  g_autoptr (SflTranscript) transcript =
      parse_text ("**Anne Roy:** Bonjour.\n\nEncore.\n\n**Luc:**\n\nSalut.\r\n", -1, "a.md");
  g_autofree char *dump = dump_lines (transcript);

  g_assert_cmpstr (dump, ==, " Anne Roy|Bonjour.\n Anne Roy|Encore.\n Luc|Salut.\n");
  g_assert_false (sfl_transcript_is_timed (transcript));
}

static void
test_table (void)
{
  guint n_formats;
  const SflFormat *formats = sfl_format_get_all (&n_formats);

  g_assert_cmpuint (n_formats, >, 0);
  for (guint i = 0; i < n_formats; i++) {
    g_assert_true (sfl_format_find (formats[i].id) == &formats[i]);
    g_assert_nonnull (formats[i].name);
    g_assert_nonnull (formats[i].extensions[0]);
    g_assert_nonnull (formats[i].mime_types[0]);
  }
  g_assert_true (formats[n_formats - 1].sniff ("", 0));
  g_assert_null (sfl_format_find ("none"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sniffed); i++) {
    g_autofree char *path = g_strconcat ("/format/sniff/", sniffed[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_sniffed);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autofree char *path = g_strconcat ("/format/refuse/", refused[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_refused);
  }
  g_test_add_func ("/format/largest", test_largest);
  g_test_add_func ("/format/most lines", test_most_lines);
  g_test_add_func ("/format/old encoding", test_old_encoding);
  g_test_add_func ("/format/chosen encoding", test_chosen_encoding);
  g_test_add_func ("/format/plain text", test_plain_text);
  g_test_add_func ("/format/table", test_table);

  return g_test_run ();
}
