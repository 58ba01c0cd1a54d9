/* sfl-page-header.c: what stands above and below a pasted transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-page-header.h"

#include "sfl-date.h"
#include "sfl-speaker-census.h"

/* A category glued to its heading is a word or two. */
#define MAX_CATEGORY 60

/* Notes are shown on a page, not read as a book. */
#define MAX_NOTES (64 * 1024)

/* Headings and labels of buttons, in the languages of the pages we know. */
static const char *const furniture[] = {
  "Transcription",
  "Transcriptions",
  "Transcript",
  "Rechercher dans la transcription",
  "Rechercher dans la vidéo",
  "Search in video",
  "Search transcript",
  "Show transcript",
  "Afficher la transcription",
  "Transkript",
  "Transcripción",
  "Trascrizione",
};

static const char *const category_labels[] = { "Catégorie", "Categorie", "Category" };

/* What a category is glued to when its button and the heading are copied together. */
static const char *const headings[] = { "Transcription", "Transcript" };

/* Words that part a programme from its guests. */
static const char *const guest_words[] = {
  " reçoit ", " reçoivent ", " accueille ", " accueillent ", " interroge ",  " avec ",
  " with ",   " welcomes ",  " hosts ",     " receives ",    " interviews ", " : ",
  ": ",       " – ",         " — ",         " - ",           " | ",
};

void
sfl_page_header_init (SflPageHeader *self)
{
  *self = (SflPageHeader){ .notes = g_string_new (NULL) };
}

void
sfl_page_header_clear (SflPageHeader *self)
{
  g_string_free (self->notes, TRUE);
}

static gboolean
is_one_of (SflSlice line, const char *const *words, gsize n_words)
{
  for (gsize i = 0; i < n_words; i++)
    if (sfl_slice_is_word (line, words[i]))
      return TRUE;

  return FALSE;
}

/* An emoji, or other signs, without a letter or digit. */
static gboolean
is_sign (SflSlice line)
{
  const char *p = line.start;

  for (guint n = 0; p < line.end; n++, p = g_utf8_next_char (p))
    if (n > 16 || g_unichar_isalnum (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

/* What speech recognisers print before they begin. */
static gboolean
is_log (SflSlice line)
{
  return sfl_slice_has_prefix (line, "whisper_") || sfl_slice_has_prefix (line, "ggml_") ||
         sfl_slice_has_prefix (line, "system_info:") || sfl_slice_has_prefix (line, "main: ");
}

/* "NewsTranscription": the category's button and the heading after it. */
static gboolean
split_category (SflSlice line, SflSlice *category)
{
  for (gsize i = 0; i < G_N_ELEMENTS (headings); i++) {
    const char *p;
    gunichar before;

    if (!sfl_slice_has_suffix (line, headings[i]))
      continue;
    p = line.end - strlen (headings[i]);
    if (p == line.start || *p != 'T')
      continue;
    before = g_utf8_get_char (g_utf8_prev_char (p));
    *category = (SflSlice){ line.start, p };
    if (g_unichar_isalnum (before) && sfl_slice_count_characters (*category) <= MAX_CATEGORY)
      return TRUE;
  }

  return FALSE;
}

/* Adds a line that was found elsewhere to the notes. */
void
sfl_page_header_add_note (SflPageHeader *self, SflSlice line)
{
  if (self->notes->len + sfl_slice_get_length (line) > MAX_NOTES)
    return;
  if (self->notes->len > 0)
    g_string_append_c (self->notes, '\n');
  g_string_append_len (self->notes, line.start, line.end - line.start);
}

/* Takes a line from before the first time; it must outlive @self. */
void
sfl_page_header_add (SflPageHeader *self, SflSlice line)
{
  gboolean is_category = self->category_follows;
  SflSlice name, rest;

  line = sfl_slice_trim_invisible (line);
  /* The signs of a heading in Markdown. */
  while (!sfl_slice_is_empty (line) && *line.start == '#')
    line.start++;
  line = sfl_slice_trim (line);
  if (sfl_slice_is_empty (line) || is_sign (line) || is_log (line))
    return;

  self->category_follows = FALSE;
  if (is_one_of (line, category_labels, G_N_ELEMENTS (category_labels)))
    self->category_follows = TRUE;
  else if (is_one_of (line, furniture, G_N_ELEMENTS (furniture)))
    return;
  else if (sfl_slice_is_empty (self->category) && split_category (line, &name))
    self->category = name;
  else if (is_category && sfl_slice_is_empty (self->category) &&
           sfl_slice_count_characters (line) <= MAX_CATEGORY)
    self->category = line;
  else if (sfl_slice_is_empty (self->title) && !sfl_speaker_bold_split (line, &name, &rest))
    self->title = line;
  else
    sfl_page_header_add_note (self, line);
}

static void
set_meta (SflTranscriptBuilder *builder, const char *key, SflSlice value)
{
  if (!sfl_slice_is_empty (value))
    sfl_transcript_builder_set_meta (builder, key, value.start, value.end - value.start);
}

/* In "Tuesday 21 January 2025, PROGRAMME with …" the programme stands between the date
 * and what announces the guests.  Only a title that begins with its date is read so.
 */
static SflSlice
find_programme (SflSlice title, SflSlice date)
{
  SflSlice programme = { date.end, title.end };
  SflSlice before = { title.start, date.start };

  before = sfl_slice_trim (before);
  if (sfl_slice_count_characters (before) > 12 || sfl_slice_find (before, ' ') != NULL)
    return (SflSlice){ NULL, NULL };

  while (programme.start < programme.end && strchr (" ,:-|", *programme.start) != NULL)
    programme.start++;
  for (gsize i = 0; i < G_N_ELEMENTS (guest_words); i++) {
    const char *found =
        g_strstr_len (programme.start, programme.end - programme.start, guest_words[i]);

    if (found != NULL)
      programme.end = found;
  }
  programme = sfl_slice_trim (programme);
  if (sfl_slice_count_characters (programme) > MAX_CATEGORY)
    return (SflSlice){ NULL, NULL };

  return programme;
}

/* Puts what was found into @builder. */
void
sfl_page_header_end (SflPageHeader *self, SflTranscriptBuilder *builder)
{
  char iso[SFL_DATE_SIZE];
  SflSlice notes = sfl_slice_of (self->notes);
  SflSlice date;

  set_meta (builder, SFL_META_TITLE, self->title);
  set_meta (builder, SFL_META_CATEGORY, self->category);
  set_meta (builder, SFL_META_NOTES, notes);

  if (sfl_date_find (self->title, iso, &date)) {
    sfl_transcript_builder_set_meta (builder, SFL_META_DATE, iso, -1);
    set_meta (builder, SFL_META_PROGRAMME, find_programme (self->title, date));
  } else if (sfl_date_find (notes, iso, &date)) {
    sfl_transcript_builder_set_meta (builder, SFL_META_DATE, iso, -1);
  }
}

/* Whether @line is the heading of a transcript: what stands above it is no part of it. */
gboolean
sfl_page_heading_ends (SflSlice line)
{
  SflSlice category;

  line = sfl_slice_trim_invisible (line);

  return !sfl_slice_is_empty (line) &&
         (g_ascii_tolower (line.end[-1]) == 'n' || g_ascii_tolower (line.end[-1]) == 't') &&
         (is_one_of (line, headings, G_N_ELEMENTS (headings)) || split_category (line, &category));
}

/* Whether @line is what services and programs write below a transcript. */
gboolean
sfl_page_footer_begins (SflSlice line)
{
  static const char *const prefixes[] = {
    "Transcribed by https://",    "Transcribed by http://",    "Transcribed by otter",
    "Transcription ended after ", "This editable transcript ", "whisper_print_timings",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (sfl_slice_has_prefix (line, prefixes[i]))
      return TRUE;

  return sfl_slice_has_suffix (line, " stopped transcription");
}
