/* sfl-form.c: the forms of transcripts, as a view offers them
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-form.h"

#include "sfl-format.h"
#include "sfl-text-decoder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* As many encodings as a menu can take. */
#define MAX_CHARSETS 32

/* What is said of some of the table's rows; those that are written, by how often that is
 * wanted.
 */
static const struct {
  const char *id;
  const char *purpose;
  gboolean has_open_times;
  gboolean has_frames;
} remarks[] = {
  { .id = "srt", .purpose = N_ ("For nearly every video player and editor") },
  { .id = "vtt", .purpose = N_ ("For web pages, podcasts and video players") },
  { .id = "pasted-text",
    .purpose = N_ ("For reading, with the times"),
    .has_open_times = TRUE,
    .has_frames = TRUE },
  { .id = "plain-text", .purpose = N_ ("For reading and printing") },
  { .id = "markdown", .purpose = N_ ("For notes and web sites") },
  { .id = "html", .purpose = N_ ("A web page that follows the recording") },
  { .id = "epub", .purpose = N_ ("For e-book readers") },
  { .id = "podcast-json", .purpose = N_ ("For podcast feeds and apps") },
  { .id = "ass", .purpose = N_ ("For video players and subtitle editors") },
  { .id = "ttml", .purpose = N_ ("For broadcasters and streaming services"), .has_frames = TRUE },
  { .id = "lrc", .purpose = N_ ("For music players") },
  { .id = "whisper-json", .has_open_times = TRUE },
  { .id = "json", .has_open_times = TRUE },
  { .id = "table", .has_open_times = TRUE, .has_frames = TRUE },
  { .id = "timed-xml", .has_open_times = TRUE, .has_frames = TRUE },
  { .id = "microdvd", .has_frames = TRUE },
};

static SflForm *
make_forms (guint *n_forms)
{
  const SflFormat *formats = sfl_format_get_all (n_forms);
  SflForm *forms = g_new0 (SflForm, *n_forms);

  for (guint i = 0; i < *n_forms; i++) {
    forms[i].id = formats[i].id;
    forms[i].name = _ (formats[i].name);
    forms[i].extensions = formats[i].extensions;
    forms[i].mime_types = formats[i].mime_types;
    forms[i].reads = formats[i].parse != NULL;
    forms[i].writes = sfl_format_can_write (&formats[i]);
    forms[i].rank = G_N_ELEMENTS (remarks) + i;
    for (guint k = 0; k < G_N_ELEMENTS (remarks); k++)
      if (g_str_equal (remarks[k].id, formats[i].id)) {
        forms[i].purpose = remarks[k].purpose ? _ (remarks[k].purpose) : NULL;
        forms[i].has_open_times = remarks[k].has_open_times;
        forms[i].has_frames = remarks[k].has_frames;
        forms[i].rank = k;
      }
  }

  return forms;
}

/* Returns: (transfer none): in the order of the table */
const SflForm *
sfl_form_get_all (guint *n_forms)
{
  static SflForm *forms;
  static guint n;

  if (forms == NULL)
    forms = make_forms (&n);
  *n_forms = n;

  return forms;
}

/* The form of that id, or NULL. */
const SflForm *
sfl_form_find (const char *id)
{
  guint n_forms;
  const SflForm *forms = sfl_form_get_all (&n_forms);

  for (guint i = 0; i < n_forms; i++)
    if (g_strcmp0 (forms[i].id, id) == 0)
      return &forms[i];

  return NULL;
}

/**
 * sfl_form_dup_losses:
 *
 * Returns: (transfer full) (nullable): what of @transcript would be lost in this form, in
 *   words; NULL when nothing
 */
char *
sfl_form_dup_losses (const SflForm *self, SflTranscript *transcript)
{
  return sfl_format_dup_losses (sfl_format_find (self->id), transcript);
}

/* Returns: (transfer none): what a text may be encoded in, the likely ones first */
const SflCharset *
sfl_charset_get_all (guint *n_charsets)
{
  static SflCharset charsets[MAX_CHARSETS];
  const SflEncodingChoice *choices = sfl_encoding_get_choices (n_charsets);

  g_assert (*n_charsets <= MAX_CHARSETS);
  for (guint i = 0; i < *n_charsets; i++)
    charsets[i] = (SflCharset){ choices[i].charset, _ (choices[i].name) };

  return charsets;
}
