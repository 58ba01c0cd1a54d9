/* sfl-format.c: the table of transcript formats
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-format.h"

#include "sfl-aeneas-json.h"
#include "sfl-ass.h"
#include "sfl-audacity.h"
#include "sfl-chapter-list.h"
#include "sfl-chapters-json.h"
#include "sfl-eaf.h"
#include "sfl-error.h"
#include "sfl-lrc.h"
#include "sfl-microdvd.h"
#include "sfl-otranscribe.h"
#include "sfl-pasted-text.h"
#include "sfl-plain-text.h"
#include "sfl-podcast-json.h"
#include "sfl-podlove-json.h"
#include "sfl-rtf.h"
#include "sfl-sami.h"
#include "sfl-scc.h"
#include "sfl-signature.h"
#include "sfl-slice.h"
#include "sfl-smil.h"
#include "sfl-srt.h"
#include "sfl-srv1.h"
#include "sfl-srv3.h"
#include "sfl-subviewer.h"
#include "sfl-table.h"
#include "sfl-text-decoder.h"
#include "sfl-textgrid.h"
#include "sfl-timed-xml.h"
#include "sfl-ttml.h"
#include "sfl-vendor-json.h"
#include "sfl-vtt.h"
#include "sfl-web-page.h"
#include "sfl-whisper-json.h"
#include "sfl-xml-chapters.h"
#include "sfl-writers.h"
#include "sfl-youtube-json.h"

#include <glib/gi18n-lib.h>

/* A text with more unreadable characters than this, of its first ones, is none. */
#define MAX_UNREADABLE_PERCENT 10
#define UNREADABLE_SAMPLE 4096

#define STRV(...)                                                                                  \
  (const char *const[])                                                                            \
  {                                                                                                \
    __VA_ARGS__, NULL                                                                              \
  }

/* What most forms hold. */
#define HOLDS_LINES (SFL_FORMAT_HOLDS_TIMES | SFL_FORMAT_HOLDS_ENDS | SFL_FORMAT_HOLDS_ROWS)
#define HOLDS_WORDS (SFL_FORMAT_HOLDS_WORDS | SFL_FORMAT_HOLDS_WORD_ENDS)

/* In the order in which they are sniffed: first what says its own name, then what begins as
 * nothing else does, then what the look of its lines tells; the last takes any text.  Where a
 * text can look like two formats, the stricter one stands above.
 */
static const SflFormat formats[] = {
  /* A first line, or a first element, of its own. */
  {
      .id = "vtt",
      .name = N_ ("WebVTT captions"),
      .extensions = STRV ("vtt", "webvtt"),
      .mime_types = STRV ("text/vtt"),
      .sniff = sfl_vtt_sniff,
      .parse = sfl_vtt_parse,
      .write = sfl_vtt_write,
      .holds = HOLDS_LINES | HOLDS_WORDS | SFL_FORMAT_HOLDS_SPEAKERS | SFL_FORMAT_HOLDS_META,
      .resolution = SFL_MSECOND,
  },
  {
      .id = "scc",
      .name = N_ ("Scenarist closed captions"),
      .extensions = STRV ("scc"),
      .mime_types = STRV ("text/x-scc"),
      .sniff = sfl_scc_sniff,
      .parse = sfl_scc_parse,
  },
  {
      .id = "sami",
      .name = N_ ("SAMI captions"),
      .extensions = STRV ("smi", "sami"),
      .mime_types = STRV ("application/x-sami"),
      .sniff = sfl_sami_sniff,
      .parse = sfl_sami_parse,
  },
  {
      .id = "ttml",
      .name = N_ ("TTML captions"),
      .extensions = STRV ("ttml", "dfxp", "xml"),
      .mime_types = STRV ("application/ttml+xml"),
      .sniff = sfl_ttml_sniff,
      .parse = sfl_ttml_parse,
      .write = sfl_ttml_write,
      .holds = HOLDS_LINES | HOLDS_WORDS | SFL_FORMAT_HOLDS_SPEAKERS | SFL_FORMAT_HOLDS_META,
      .resolution = SFL_MSECOND,
  },
  {
      .id = "srv3",
      .name = N_ ("YouTube captions (srv3)"),
      .extensions = STRV ("srv3", "srv2", "xml"),
      .mime_types = STRV ("application/xml"),
      .sniff = sfl_srv3_sniff,
      .parse = sfl_srv3_parse,
  },
  {
      .id = "srv1",
      .name = N_ ("YouTube captions (srv1)"),
      .extensions = STRV ("srv1", "xml"),
      .mime_types = STRV ("application/xml"),
      .sniff = sfl_srv1_sniff,
      .parse = sfl_srv1_parse,
  },
  {
      .id = "eaf",
      .name = N_ ("ELAN annotations"),
      .extensions = STRV ("eaf"),
      .mime_types = STRV ("application/xml"),
      .sniff = sfl_eaf_sniff,
      .parse = sfl_eaf_parse,
  },
  {
      .id = "smil",
      .name = N_ ("Talking book times"),
      .extensions = STRV ("smil", "smi"),
      .mime_types = STRV ("application/smil+xml"),
      .sniff = sfl_smil_sniff,
      .parse = sfl_smil_parse,
  },
  {
      .id = "xml-chapters",
      .name = N_ ("Chapters in XML"),
      .extensions = STRV ("psc", "xml"),
      .mime_types = STRV ("application/xml"),
      .sniff = sfl_xml_chapters_sniff,
      .parse = sfl_xml_chapters_parse,
  },
  /* Any other XML, but for a web page. */
  {
      .id = "timed-xml",
      .name = N_ ("XML with times"),
      .extensions = STRV ("xml"),
      .mime_types = STRV ("application/xml", "text/xml"),
      .sniff = sfl_timed_xml_sniff,
      .parse = sfl_timed_xml_parse,
  },
  {
      .id = "html",
      .name = N_ ("Web page"),
      .extensions = STRV ("html", "htm", "xhtml"),
      .mime_types = STRV ("text/html", "application/xhtml+xml"),
      .sniff = sfl_web_page_sniff,
      .parse = sfl_web_page_parse,
      .write = sfl_hyperaudio_write,
      .holds = HOLDS_LINES | HOLDS_WORDS | SFL_FORMAT_HOLDS_CONFIDENCES |
               SFL_FORMAT_HOLDS_SPEAKERS | SFL_FORMAT_HOLDS_META | SFL_FORMAT_HOLDS_CHAPTERS,
      .resolution = SFL_MSECOND,
  },
  /* A heading of its own. */
  {
      .id = "rtf",
      .name = N_ ("Rich text document"),
      .extensions = STRV ("rtf"),
      .mime_types = STRV ("application/rtf", "text/rtf"),
      .sniff = sfl_rtf_sniff,
      .parse = sfl_rtf_parse,
  },
  {
      .id = "ass",
      .name = N_ ("SubStation Alpha subtitles"),
      .extensions = STRV ("ass", "ssa"),
      .mime_types = STRV ("text/x-ssa", "text/x-ass", "application/x-ass", "application/x-ssa"),
      .sniff = sfl_ass_sniff,
      .parse = sfl_ass_parse,
      .write = sfl_ass_write,
      .holds = HOLDS_LINES | HOLDS_WORDS | SFL_FORMAT_HOLDS_SPEAKERS | SFL_FORMAT_HOLDS_META,
      .resolution = 10 * SFL_MSECOND,
  },
  {
      .id = "textgrid",
      .name = N_ ("Praat TextGrid"),
      .extensions = STRV ("TextGrid", "textgrid_long", "textgrid_short"),
      .mime_types = STRV ("text/x-textgrid", "text/plain"),
      .sniff = sfl_textgrid_sniff,
      .parse = sfl_textgrid_parse,
  },
  /* Numbers in brackets before most lines. */
  {
      .id = "microdvd",
      .name = N_ ("MicroDVD subtitles"),
      .extensions = STRV ("sub", "txt"),
      .mime_types = STRV ("text/x-microdvd"),
      .sniff = sfl_microdvd_sniff,
      .parse = sfl_microdvd_parse,
  },
  {
      .id = "mpl2",
      .name = N_ ("MPL2 subtitles"),
      .extensions = STRV ("mpl", "txt"),
      .mime_types = STRV ("text/x-mpl2"),
      .sniff = sfl_microdvd_sniff_mpl2,
      .parse = sfl_microdvd_parse_mpl2,
  },
  /* JSON, each told by its names; the last takes what is left of it. */
  {
      .id = "otranscribe",
      .name = N_ ("oTranscribe document"),
      .extensions = STRV ("otr"),
      .mime_types = STRV ("application/x-otranscribe", "application/json"),
      .sniff = sfl_otranscribe_sniff,
      .parse = sfl_otranscribe_parse,
  },
  {
      .id = "podcast-json",
      .name = N_ ("Podcast transcript (JSON)"),
      .extensions = STRV ("json"),
      .mime_types = STRV ("application/json"),
      .sniff = sfl_podcast_json_sniff,
      .parse = sfl_podcast_json_parse,
      .write = sfl_podcast_json_write,
      .holds = HOLDS_LINES | HOLDS_WORDS | SFL_FORMAT_HOLDS_CONFIDENCES |
               SFL_FORMAT_HOLDS_SPEAKERS | SFL_FORMAT_HOLDS_META | SFL_FORMAT_HOLDS_CHAPTERS,
      .resolution = 1,
  },
  {
      .id = "whisper-json",
      .name = N_ ("Whisper transcript (JSON)"),
      .extensions = STRV ("json"),
      .mime_types = STRV ("application/json"),
      .sniff = sfl_whisper_json_sniff,
      .parse = sfl_whisper_json_parse,
  },
  {
      .id = "podlove-json",
      .name = N_ ("Podlove transcript (JSON)"),
      .extensions = STRV ("json"),
      .mime_types = STRV ("application/json"),
      .sniff = sfl_podlove_json_sniff,
      .parse = sfl_podlove_json_parse,
  },
  {
      .id = "youtube-json",
      .name = N_ ("YouTube captions (JSON)"),
      .extensions = STRV ("json3", "json"),
      .mime_types = STRV ("application/json"),
      .sniff = sfl_youtube_json_sniff,
      .parse = sfl_youtube_json_parse,
  },
  {
      .id = "aeneas-json",
      .name = N_ ("aeneas sync map (JSON)"),
      .extensions = STRV ("json", "rbse"),
      .mime_types = STRV ("application/json"),
      .sniff = sfl_aeneas_json_sniff,
      .parse = sfl_aeneas_json_parse,
  },
  {
      .id = "chapters-json",
      .name = N_ ("Podcast chapters (JSON)"),
      .extensions = STRV ("json"),
      .mime_types = STRV ("application/json+chapters", "application/json"),
      .sniff = sfl_chapters_json_sniff,
      .parse = sfl_chapters_json_parse,
  },
  {
      .id = "json",
      .name = N_ ("Speech recognition result (JSON)"),
      .extensions = STRV ("json", "jsonl"),
      .mime_types = STRV ("application/json"),
      .sniff = sfl_vendor_json_sniff,
      .parse = sfl_vendor_json_parse,
  },
  /* A pair of times on one line: with an arrow, or with a comma. */
  {
      .id = "srt",
      .name = N_ ("SubRip subtitles"),
      .extensions = STRV ("srt"),
      .mime_types = STRV ("application/x-subrip", "text/srt"),
      .sniff = sfl_srt_sniff,
      .parse = sfl_srt_parse,
      .write = sfl_srt_write,
      .holds = HOLDS_LINES | SFL_FORMAT_HOLDS_SPEAKERS,
      .resolution = SFL_MSECOND,
  },
  {
      .id = "sbv",
      .name = N_ ("YouTube captions (SBV)"),
      .extensions = STRV ("sbv"),
      .mime_types = STRV ("text/x-sbv"),
      .sniff = sfl_subviewer_sniff_sbv,
      .parse = sfl_subviewer_parse,
  },
  {
      .id = "subviewer",
      .name = N_ ("SubViewer subtitles"),
      .extensions = STRV ("sub", "sbv"),
      .mime_types = STRV ("text/x-subviewer"),
      .sniff = sfl_subviewer_sniff,
      .parse = sfl_subviewer_parse,
  },
  /* A time before each text, and what stands beside it. */
  {
      .id = "lrc",
      .name = N_ ("Lyrics (LRC)"),
      .extensions = STRV ("lrc"),
      .mime_types = STRV ("application/x-lrc", "text/x-lrc"),
      .sniff = sfl_lrc_sniff,
      .parse = sfl_lrc_parse,
      .write = sfl_lrc_write,
      .holds = SFL_FORMAT_HOLDS_TIMES | SFL_FORMAT_HOLDS_WORDS | SFL_FORMAT_HOLDS_META,
      .resolution = 10 * SFL_MSECOND,
  },
  {
      .id = "audacity-labels",
      .name = N_ ("Audacity labels"),
      .extensions = STRV ("txt", "aud"),
      .mime_types = STRV ("text/plain"),
      .sniff = sfl_audacity_sniff,
      .parse = sfl_audacity_parse,
  },
  {
      .id = "table",
      .name = N_ ("Table with times"),
      .extensions = STRV ("csv", "tsv", "tab", "csvh", "ssv", "txt"),
      .mime_types = STRV ("text/csv", "text/tab-separated-values"),
      .sniff = sfl_table_sniff,
      .parse = sfl_table_parse,
  },
  {
      .id = "tmplayer",
      .name = N_ ("TMPlayer subtitles"),
      .extensions = STRV ("txt", "sub"),
      .mime_types = STRV ("text/x-tmplayer"),
      .sniff = sfl_microdvd_sniff_tmplayer,
      .parse = sfl_microdvd_parse_tmplayer,
  },
  {
      .id = "chapters",
      .name = N_ ("List of chapters"),
      .extensions = STRV ("txt", "ffmeta", "chapters"),
      .mime_types = STRV ("text/plain"),
      .sniff = sfl_chapter_list_sniff,
      .parse = sfl_chapter_list_parse,
  },
  /* Only written; Markdown is read as pasted text. */
  {
      .id = "markdown",
      .name = N_ ("Markdown"),
      .extensions = STRV ("md", "markdown"),
      .mime_types = STRV ("text/markdown"),
      .write = sfl_markdown_write,
      .holds = SFL_FORMAT_HOLDS_TIMES | SFL_FORMAT_HOLDS_SPEAKERS | SFL_FORMAT_HOLDS_META,
      .resolution = SFL_SECOND,
  },
  {
      .id = "epub",
      .name = N_ ("Book (EPUB)"),
      .extensions = STRV ("epub"),
      .mime_types = STRV ("application/epub+zip"),
      .write = sfl_epub_write,
      .holds = SFL_FORMAT_HOLDS_ROWS | SFL_FORMAT_HOLDS_SPEAKERS | SFL_FORMAT_HOLDS_META |
               SFL_FORMAT_HOLDS_CHAPTERS,
  },
  /* Any text, with times in it or without. */
  {
      .id = "pasted-text",
      .name = N_ ("Text with times"),
      .extensions = STRV ("txt", "text", "md"),
      .mime_types = STRV ("text/plain", "text/markdown"),
      .sniff = sfl_pasted_text_sniff,
      .parse = sfl_pasted_text_parse,
      .write = sfl_timed_text_write,
      .holds = SFL_FORMAT_HOLDS_TIMES | SFL_FORMAT_HOLDS_SPEAKERS | SFL_FORMAT_HOLDS_META,
      .resolution = SFL_MSECOND,
  },
  {
      .id = "plain-text",
      .name = N_ ("Plain text"),
      .extensions = STRV ("txt", "text", "md"),
      .mime_types = STRV ("text/plain", "text/markdown"),
      .sniff = sfl_plain_text_sniff,
      .parse = sfl_plain_text_parse,
      .write = sfl_plain_text_write,
      .holds = SFL_FORMAT_HOLDS_SPEAKERS,
  },
};

/**
 * sfl_format_get_all:
 *
 * Returns: the formats, the one that takes any text last
 */
const SflFormat *
sfl_format_get_all (guint *n_formats)
{
  *n_formats = G_N_ELEMENTS (formats);

  return formats;
}

/* The format of that id, or NULL. */
const SflFormat *
sfl_format_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].id, id) == 0)
      return &formats[i];

  return NULL;
}

static gboolean
has_extension (const SflFormat *format, const char *extension)
{
  for (gsize i = 0; format->extensions[i] != NULL; i++)
    if (g_ascii_strcasecmp (format->extensions[i], extension) == 0)
      return TRUE;

  return FALSE;
}

/**
 * sfl_format_sniff:
 * @text: decoded; not NUL-terminated
 * @extension: (nullable): of the file's name, without dot
 *
 * Returns: the format that @text looks like, never NULL
 */
const SflFormat *
sfl_format_sniff (const char *text, gsize length, const char *extension)
{
  const SflFormat *vtt = sfl_format_find ("vtt");

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++) {
    if (formats[i].sniff == NULL || !formats[i].sniff (text, length))
      continue;
    /* Without its first line, only its name tells WebVTT from SubRip. */
    if (formats[i].parse == sfl_srt_parse && extension != NULL && has_extension (vtt, extension) &&
        !sfl_srt_has_commas (text, length))
      return vtt;
    return &formats[i];
  }

  g_assert_not_reached ();
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED, _ (message));

  return FALSE;
}

static gboolean
check_bytes (GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  const char *message;

  if (length > SFL_FORMAT_MAX_BYTES) {
    g_autofree char *size = g_format_size_full (length, G_FORMAT_SIZE_IEC_UNITS);
    g_autofree char *most = g_format_size_full (SFL_FORMAT_MAX_BYTES, G_FORMAT_SIZE_IEC_UNITS);

    g_set_error (error, SFL_ERROR, SFL_ERROR_LIMIT,
                 _ ("This file is too large for a transcript: %s. Up to %s can be opened."), size,
                 most);
    return FALSE;
  }
  message = sfl_signature_find (data, length, NULL);

  return message == NULL || refuse (error, message);
}

/* Web pages all declare the same, which is nothing. */
static gboolean
check_text (SflSlice text, GError **error)
{
  const char *p;

  text = sfl_slice_trim_invisible (text);
  if (sfl_slice_has_prefix (text, "<?xml") && (p = sfl_slice_find (text, '>')) != NULL)
    text = sfl_slice_trim ((SflSlice){ p + 1, text.end });
  if (sfl_slice_has_prefix (text, "<!DOCTYPE") && !sfl_slice_has_prefix (text, "<!DOCTYPE html"))
    return refuse (error,
                   N_ ("This document declares its own rules (DOCTYPE), which are not read."));

  return TRUE;
}

/* A file of another kind shows by its control characters, once no format knows it. */
static gboolean
is_readable (SflSlice text)
{
  gsize n = 0, n_unreadable = 0;

  for (const char *p = text.start; p < text.end && n < UNREADABLE_SAMPLE;
       p = g_utf8_next_char (p), n++) {
    gunichar c = g_utf8_get_char (p);

    n_unreadable += c == 0xfffd || (c < 0x20 && !g_ascii_isspace (c) && c != 0x1b) || c == 0x7f;
  }

  return n_unreadable * 100 <= n * MAX_UNREADABLE_PERCENT;
}

static void
warn_of_decoding (SflTranscriptBuilder *builder, const SflDecoding *decoding)
{
  if (decoding->charset_unknown)
    sfl_transcript_builder_warn (builder, 0, SFL_WARNING_IGNORED,
                                 _ ("The chosen encoding is not known on this computer"));
  if (decoding->encoding == SFL_ENCODING_CP1252 || decoding->encoding == SFL_ENCODING_MIXED) {
    g_autofree char *message = g_strdup_printf (_ ("The text is in the old encoding %s"),
                                                sfl_encoding_get_name (decoding->encoding));

    sfl_transcript_builder_warn (builder, 0, SFL_WARNING_REPAIRED, message);
  }
  if (decoding->n_replaced > 0) {
    g_autofree char *message =
        g_strdup_printf (ngettext ("%u character could not be read",
                                   "%u characters could not be read", decoding->n_replaced),
                         decoding->n_replaced);

    sfl_transcript_builder_warn (builder, 0, SFL_WARNING_REPAIRED, message);
  }
}

static const char *
find_extension (const char *file_name)
{
  const char *dot = file_name != NULL ? strrchr (file_name, '.') : NULL;

  return dot != NULL && strchr (dot, G_DIR_SEPARATOR) == NULL ? dot + 1 : NULL;
}

/**
 * sfl_format_parse:
 * @bytes: the whole file
 * @file_name: (nullable): its name or path, for the extension
 * @options: (nullable): how to read it
 * @cancellable: (nullable): looked at while reading
 *
 * Reads a transcript of any kind.  Text that is no transcript opens as untimed lines.
 *
 * Returns: (transfer full): NULL with @error set when the file is no text, a web page,
 *   or too large, or G_IO_ERROR_CANCELLED
 */
SflTranscript *
sfl_format_parse (GBytes *bytes,
                  const char *file_name,
                  const SflParseOptions *options,
                  GCancellable *cancellable,
                  GError **error)
{
  static const SflParseOptions defaults = { 0 };
  g_autoptr (SflTranscriptBuilder) builder = NULL;
  g_autoptr (SflTranscript) transcript = NULL;
  g_autoptr (GBytes) decoded = NULL;
  SflDecoding decoding;
  const SflFormat *format;
  const char *text;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (options == NULL)
    options = &defaults;
  if (!check_bytes (bytes, error))
    return NULL;
  decoded = sfl_text_decoder_decode (bytes, options->charset, &decoding);
  text = g_bytes_get_data (decoded, &length);
  if (text == NULL)
    text = "";
  if (!check_text ((SflSlice){ text, text + length }, error))
    return NULL;
  format = options->format != NULL ? sfl_format_find (options->format) : NULL;
  if (format == NULL || format->parse == NULL)
    format = sfl_format_sniff (text, length, find_extension (file_name));
  if (format->parse == sfl_plain_text_parse && !is_readable ((SflSlice){ text, text + length })) {
    refuse (error, N_ ("This file holds no text."));
    return NULL;
  }

  builder = sfl_transcript_builder_new (format->id);
  sfl_transcript_builder_set_cancellable (builder, cancellable);
  warn_of_decoding (builder, &decoding);
  if (!format->parse (builder, text, length, options, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  transcript = sfl_transcript_builder_end (g_steal_pointer (&builder));

  return sfl_sync_apply (&options->sync, transcript);
}
