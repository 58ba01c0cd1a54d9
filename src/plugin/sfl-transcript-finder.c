/* sfl-transcript-finder.c: tells a transcript from any other text
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GStreamer calls text that it does not know text/plain, and players refuse
 * that.  What one of our formats recognises gets a name of its own; whatever
 * GStreamer has another name for keeps it.  Any thread.
 */

#include "config.h"

#include "sfl-transcript-finder.h"

#include "sfl-format.h"
#include "sfl-text-decoder.h"

/* What is looked at of a file; a pasted transcript shows within a few lines. */
#define MAX_SAMPLE (64 * 1024)

/* Bytes in which a file that is no text has a control character. */
#define BINARY_SAMPLE 512

/* GStreamer is up to 95 % sure of text/plain, and wholly sure of what it has a name for. */
#define PROBABILITY GST_TYPE_FIND_NEARLY_CERTAIN

static GstStaticCaps transcript_caps = GST_STATIC_CAPS (SFL_TRANSCRIPT_MEDIA_TYPE);

/* As much of the file's start as there is.  How much that is nobody says of what comes in piece
 * by piece, so it is searched for.
 */
static const char *
peek_sample (GstTypeFind *find, gsize *length)
{
  guint64 file_length = gst_type_find_get_length (find);
  gsize low = 0, high = MAX_SAMPLE + 1;

  if (file_length > 0)
    low = MIN (file_length, MAX_SAMPLE);
  else
    while (high - low > 1) {
      gsize middle = low + (high - low) / 2;

      if (gst_type_find_peek (find, 0, middle) != NULL)
        low = middle;
      else
        high = middle;
    }
  *length = low;

  return low > 0 ? (const char *) gst_type_find_peek (find, 0, low) : NULL;
}

/* A text in UTF-16 or UTF-32 has NULs, and names of its own in GStreamer. */
static gboolean
is_binary (const char *data, gsize length)
{
  for (gsize i = 0; i < MIN (length, BINARY_SAMPLE); i++)
    if ((guchar) data[i] < 0x20 && !g_ascii_isspace (data[i]) && data[i] != 0x1b)
      return TRUE;

  return FALSE;
}

/* GStreamer has names for every kind of markup. */
static gboolean
is_markup (const char *data, gsize length)
{
  gsize i = length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (i < length && g_ascii_isspace (data[i]))
    i++;

  return i < length && data[i] == '<';
}

/* The bytes up to the last line that is whole: what was cut off in the middle could
 * be taken for another encoding, or for another time.
 */
static gsize
get_whole_lines (const char *data, gsize length)
{
  gsize end = length;

  while (end > 0 && data[end - 1] != '\n' && data[end - 1] != '\r')
    end--;
  if (end > 0)
    return end;

  for (end = length; end > 0 && ((guchar) data[end - 1] & 0xc0) == 0x80; end--)
    ;

  return end > 0 && (guchar) data[end - 1] >= 0xc0 ? end - 1 : length;
}

/* The id of the format in which the whole of a file is lines with times, or NULL. */
static const char *
find_whole (GBytes *file)
{
  g_autoptr (SflTranscript) transcript = sfl_format_parse (file, NULL, NULL, NULL, NULL);
  const SflFormat *format;
  guint n_lines;

  if (transcript == NULL || !sfl_transcript_is_timed (transcript))
    return NULL;
  sfl_transcript_get_lines (transcript, &n_lines);
  format = sfl_format_find (sfl_transcript_get_format (transcript));

  return n_lines > 0 && format != NULL ? format->id : NULL;
}

/* The id of the format that a file seems to have from its beginning, or NULL: the last format
 * takes any text, without times.
 */
static const char *
find_beginning (GBytes *beginning)
{
  SflDecoding decoding;
  g_autoptr (GBytes) decoded = sfl_text_decoder_decode (beginning, NULL, &decoding);
  gsize length;
  const char *text = g_bytes_get_data (decoded, &length);
  const SflFormat *format = sfl_format_sniff (text, length, NULL);

  return format != sfl_format_find ("plain-text") ? format->id : NULL;
}

static void
find_transcript (GstTypeFind *find, gpointer user_data)
{
  g_autoptr (GBytes) sample = NULL;
  const char *data, *format;
  gsize length;

  data = peek_sample (find, &length);
  if (data == NULL || is_binary (data, length) || is_markup (data, length))
    return;

  if (length == gst_type_find_get_length (find)) {
    sample = g_bytes_new_static (data, length);
    format = find_whole (sample);
  } else {
    sample = g_bytes_new_static (data, get_whole_lines (data, length));
    format = find_beginning (sample);
  }
  if (format != NULL)
    gst_type_find_suggest_simple (find, PROBABILITY, SFL_TRANSCRIPT_MEDIA_TYPE, "format",
                                  G_TYPE_STRING, format, NULL);
}

/* Without extensions: a name says nothing of what is in a .txt, and must not be what types it. */
gboolean
sfl_transcript_finder_register (GstPlugin *plugin)
{
  g_autoptr (GstCaps) caps = gst_static_caps_get (&transcript_caps);

  return gst_type_find_register (plugin, SFL_TRANSCRIPT_MEDIA_TYPE, GST_RANK_MARGINAL,
                                 find_transcript, NULL, caps, NULL, NULL);
}
