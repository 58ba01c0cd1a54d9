/* test-transcript-finder.c: what becomes a transcript, and what stays what it was
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every file is typed without the plugin, and again with it.
 */

#include "config.h"

#include "plugin-fixture.h"

#include <gst/base/gsttypefindhelper.h>
#include <string.h>

#define OURS "application/x-subtitle-transcript"

/* GStreamer looks at no subtitles of less than 128 bytes. */
#define WORDS                                                                                      \
  "Good evening to everybody, and welcome to the theatre: tonight we listen to a stage from its "  \
  "edge, where a prompter has followed the text for longer than anybody can remember.\n"

#define SAMPLE(name, text, format)                                                                 \
  {                                                                                                \
    name, text, sizeof text - 1, format                                                            \
  }

static const struct {
  const char *name;
  const char *text;
  gsize length;
  const char *format; /* NULL: stays what it was */
} samples[] = {
  SAMPLE ("glued", "00:00Good evening.\n00:04Tonight we listen.\n00:09Thank you.\n", "pasted-text"),
  SAMPLE ("title above",
          "An evening\nCultureTranscript\n00:00Good evening.\n00:04Tonight.\n",
          "pasted-text"),
  SAMPLE ("own lines",
          "0:00\nGood evening.\n0:04\nTonight we listen.\n0:09\nThank you.\n",
          "pasted-text"),
  SAMPLE ("brackets",
          "(00:00) Good evening.\n(00:04) Tonight we listen.\n(00:09) Thanks.\n",
          "pasted-text"),
  SAMPLE ("Windows-1252", "00:00Le th\xe9\xe2tre.\n00:04Le souffleur est l\xe0.\n", "pasted-text"),
  SAMPLE ("byte order mark",
          "\xef\xbb\xbf"
          "00:00Good evening.\n00:04Tonight we listen.\n",
          "pasted-text"),
  SAMPLE ("arrows of one dash", "1\n00:00:01,000 -> 00:00:02,000\nGood evening.\n", "srt"),
  SAMPLE ("small WebVTT", "webvtt\n\n00:01.000 --> 00:02.000\nGood evening.\n", "vtt"),

  SAMPLE ("SubRip", "1\n00:00:01,000 --> 00:00:02,000\n" WORDS, NULL),
  SAMPLE ("WebVTT", "WEBVTT\n\n00:01.000 --> 00:02.000\n" WORDS, NULL),
  SAMPLE ("SSA",
          "[Script Info]\nScriptType: v4.00+\n\n[Events]\nFormat: Layer, Start, End\n",
          NULL),
  SAMPLE ("MicroDVD", "{1}{1}25\n{10}{20}" WORDS, NULL),
  SAMPLE ("SAMI", "<SAMI><BODY><SYNC Start=0>Good evening.</BODY></SAMI>\n", NULL),
  SAMPLE ("TTML",
          "<?xml version=\"1.0\"?>\n<tt xmlns=\"http://www.w3.org/ns/ttml\"><body/></tt>\n",
          NULL),
  SAMPLE ("XML", "<?xml version=\"1.0\"?>\n<a>00:00 b\n00:04 c\n00:09 d\n</a>\n", NULL),
  SAMPLE ("HTML",
          "<!DOCTYPE html>\n<html><body>\n00:00 a\n00:04 b\n00:09 c\n</body></html>\n",
          NULL),
  SAMPLE ("SVG", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>\n", NULL),
  SAMPLE ("playlist", "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\na.ts\n", NULL),
  SAMPLE ("session", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n", NULL),
  SAMPLE ("prose", "Once upon a time,\nat about 12:30, there was a theatre.\n" WORDS, NULL),
  SAMPLE ("source",
          "#include <stdio.h>\n\nint\nmain (void)\n{\n  return 0;\n}\n/*" WORDS "*/\n",
          NULL),
  SAMPLE ("data", "{\"name\": \"souffleur\", \"version\": 1, \"of\": [1, 2, 3]}\n" WORDS, NULL),
  SAMPLE ("log",
          "2026-01-01 12:00:01 up\n2026-01-01 12:00:02 down\n2026-01-01 12:00:03 up\n",
          NULL),
  SAMPLE ("UTF-16",
          "\xff\xfe"
          "0\0:\0"
          "0\0"
          "0\0a\0\n\0"
          "0\0:\0"
          "0\0"
          "4\0b\0\n\0",
          NULL),
  SAMPLE ("Ogg", "OggS\0\2\0\0\0\0\0\0\0\0\1\2\3\4\0\0\0\0\1\2\3\4\1\x1e\1vorbis\0\0\0\0\2", NULL),
  SAMPLE ("FLAC", "fLaC\0\0\0\x22\x10\0\x10\0\0\0\0\0\0\0\x0a\xc4\x42\xf0\0\0\0\0", NULL),
  SAMPLE ("WAVE",
          "RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0",
          NULL),
  SAMPLE ("MP4",
          "\0\0\0\x18"
          "ftypisom\0\0\2\0isomiso2\0\0\0\x08"
          "free",
          NULL),
  SAMPLE ("Matroska",
          "\x1a\x45\xdf\xa3\xa3\x42\x86\x81\1\x42\xf7\x81\1\x42\xf2\x81\4\x42\xf3\x81\x08"
          "\x42\x82\x88matroska",
          NULL),
  SAMPLE ("tagged MP3", "ID3\3\0\0\0\0\0\x0aTIT2\0\0\0\2\0\0\0a\xff\xfb\x90\x64\0\0\0\0", NULL),
  SAMPLE ("PNG", "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0", NULL),
  SAMPLE ("JPEG", "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xdb\0\x43", NULL),
  SAMPLE ("PDF", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< >>\nendobj\n", NULL),
  SAMPLE ("gzip", "\x1f\x8b\x08\0\0\0\0\0\0\3\x4b\4\0\x43\xbe\xb7\xe8\1\0\0\0", NULL),
  SAMPLE ("program",
          "\x7f"
          "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\x3e\0\1\0\0\0",
          NULL),
  SAMPLE ("zeros", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", NULL),
};

/* path or name -> what it was typed before the plugin came, "" for nothing */
static GHashTable *before;

typedef struct {
  const char *data;
  gsize length;
} Memory;

static GstFlowReturn
read_memory (GstObject *object, GstObject *parent, guint64 offset, guint length, GstBuffer **buffer)
{
  const Memory *memory = g_object_get_data (G_OBJECT (object), "memory");

  if (offset >= memory->length)
    return GST_FLOW_EOS;
  *buffer = gst_buffer_new_memdup (memory->data + offset, MIN (length, memory->length - offset));

  return GST_FLOW_OK;
}

/* What a file with @data is typed; "" for nothing. */
static char *
type_data (const char *data, gsize length)
{
  GstObject *object = gst_object_ref_sink (gst_bin_new (NULL));
  Memory memory = { data, length };
  g_autoptr (GstCaps) caps = NULL;

  g_object_set_data (G_OBJECT (object), "memory", &memory);
  if (length > 0)
    caps = gst_type_find_helper_get_range (object, NULL, read_memory, length, NULL, NULL);
  gst_object_unref (object);

  return caps != NULL ? gst_caps_to_string (caps) : g_strdup ("");
}

/* GStreamer 1.26 takes any text for AV1 without a container; src/media/sfl-media.c has more. */
static gboolean
is_unknown (const char *type)
{
  return *type == '\0' || g_str_equal (type, "text/plain") ||
         g_str_has_prefix (type, "video/x-av1");
}

static void
test_samples (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autofree char *type = type_data (samples[i].text, samples[i].length);
    const char *old = g_hash_table_lookup (before, samples[i].name);

    g_test_message ("%s: %s, %s", samples[i].name, old, type);
    if (samples[i].format != NULL) {
      g_autofree char *expected =
          g_strdup_printf ("%s, format=(string)%s", OURS, samples[i].format);

      g_assert_cmpstr (type, ==, expected);
      g_assert_true (is_unknown (old));
    } else {
      g_assert_cmpstr (type, ==, old);
    }
  }
}

typedef void (*FileFunc) (const char *path, const char *data, gsize length, gpointer user_data);

static void
walk (const char *folder, FileFunc func, gpointer user_data)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autoptr (GMappedFile) file = NULL;

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      walk (path, func, user_data);
    else if ((file = g_mapped_file_new (path, FALSE, NULL)) != NULL)
      func (path, g_mapped_file_get_contents (file), g_mapped_file_get_length (file), user_data);
  }
}

static void
note_type (const char *path, const char *data, gsize length, gpointer user_data)
{
  g_hash_table_insert (before, g_strdup (path), type_data (data, length));
}

/* Only what was text/plain or nothing at all may have become something else. */
static void
check_type (const char *path, const char *data, gsize length, gpointer user_data)
{
  g_autofree char *type = type_data (data, length);
  const char *old = g_hash_table_lookup (before, path);
  guint *n_ours = user_data;

  if (g_str_has_prefix (type, OURS) && is_unknown (old)) {
    (*n_ours)++;
    return;
  }
  if (!g_str_equal (type, old))
    g_test_message ("%s", path);
  g_assert_cmpstr (type, ==, old);
}

static char *
get_own_folder (void)
{
  return g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", NULL);
}

static void
test_own_files (void)
{
  g_autofree char *folder = get_own_folder ();
  guint n_ours = 0;

  walk (folder, check_type, &n_ours);
  g_test_message ("%u transcripts found", n_ours);
  g_assert_cmpuint (n_ours, >=, 10);
}

static void
test_collection (void)
{
  const char *folder = g_getenv ("SOUFFLEUR_CORPUS");
  guint n_ours = 0;

  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR)) {
    g_test_skip ("no collection of transcripts");
    return;
  }
  walk (folder, check_type, &n_ours);
  g_test_message ("%u transcripts found", n_ours);
  g_assert_cmpuint (n_ours, >=, 20);
}

/* Typed while it comes in, not as a file: as much of it as there is is enough. */
static void
test_beginnings (void)
{
  GString *text = g_string_new ("An evening at the theatre\n");

  for (int i = 0; i < 4000; i++)
    g_string_append_printf (
        text, "%02d:%02dLe th\xc3\xa9\xc3\xa2tre, encore et toujours \xe2\x80\x94 %d\n", i / 60,
        i % 60, i);
  for (gsize length = 400; length < text->len; length = length * 3 / 2 + 1) {
    g_autoptr (GstCaps) caps =
        gst_type_find_helper_for_data (NULL, (const guint8 *) text->str, length, NULL);
    g_autofree char *type = gst_caps_to_string (caps);

    g_assert_cmpstr (type, ==, OURS ", format=(string)pasted-text");
  }
  g_string_free (text, TRUE);
}

int
main (int argc, char *argv[])
{
  g_autofree char *own = NULL;
  int result;

  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  fixture_forget_plugin ();
  before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    note_type (samples[i].name, samples[i].text, samples[i].length, NULL);
  own = get_own_folder ();
  walk (own, note_type, NULL);
  if (g_getenv ("SOUFFLEUR_CORPUS") != NULL)
    walk (g_getenv ("SOUFFLEUR_CORPUS"), note_type, NULL);
  fixture_load_plugin ();

  g_test_add_func ("/transcript-finder/samples", test_samples);
  g_test_add_func ("/transcript-finder/own-files", test_own_files);
  g_test_add_func ("/transcript-finder/collection", test_collection);
  g_test_add_func ("/transcript-finder/beginnings", test_beginnings);

  result = g_test_run ();
  g_hash_table_unref (before);

  return result;
}
