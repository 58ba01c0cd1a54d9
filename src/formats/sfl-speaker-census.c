/* sfl-speaker-census.c: are these names of speakers?
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-speaker-census.h"

/* No name is longer: a sentence before a colon is. */
#define MAX_NAME 40

/* Names before at least this share of lines. */
#define MIN_PERCENT 60

/* More different names than this are no cast; it also bounds the memory. */
#define MAX_NAMES 2000

static guint
hash_name (gconstpointer data)
{
  const SflSlice *name = data;
  guint hash = 5381;

  for (const char *p = name->start; p < name->end; p++)
    hash = hash * 33 + (guchar) *p;

  return hash;
}

static gboolean
equal_names (gconstpointer a, gconstpointer b)
{
  return sfl_slice_equal (*(const SflSlice *) a, *(const SflSlice *) b);
}

static void
free_name (gpointer data)
{
  g_slice_free (SflSlice, data);
}

/* The marks of sentences and addresses, which no name has in it. */
static const char no_name[] = "/?!,;<>[]|\"=";

/* The longest word that a point may shorten: "Prof." */
#define MAX_TITLE 4

/* The point of a title or an initial: "Dr. Smith", "Samuel L. Jackson", not that of a
 * sentence.
 */
static gboolean
is_name_point (SflSlice name, const char *point)
{
  const char *p = point;

  while (p > name.start && g_ascii_isalpha (p[-1]))
    p--;
  if (p == point || point - p > MAX_TITLE || !g_ascii_isupper (*p))
    return FALSE;
  if (p > name.start && p[-1] != ' ' && p[-1] != '-' && p[-1] != '.')
    return FALSE;

  return point + 1 < name.end || point - p == 1;
}

static gboolean
split_prefix (SflSlice line, SflSlice *name, SflSlice *rest)
{
  const char *limit = line.start + MIN (sfl_slice_get_length (line), MAX_NAME * 4 + 3);
  const char *colon = memchr (line.start, ':', limit - line.start);
  const char *after;

  if (colon == NULL)
    return FALSE;
  after = sfl_slice_skip_space (colon + 1, line.end);
  if (after == colon + 1 && after < line.end)
    return FALSE;

  *name = sfl_slice_trim ((SflSlice){ line.start, colon });
  *rest = sfl_slice_trim ((SflSlice){ after, line.end });
  /* "[SPEAKER_00]: text" of speech recognisers. */
  if (sfl_slice_get_length (*name) > 2 && *name->start == '[' && name->end[-1] == ']')
    *name = (SflSlice){ name->start + 1, name->end - 1 };
  if (sfl_slice_is_empty (*name) || sfl_slice_count_characters (*name) > MAX_NAME)
    return FALSE;
  for (const char *p = name->start; p < name->end; p++)
    if (strchr (no_name, *p) != NULL || (*p == '.' && !is_name_point (*name, p)))
      return FALSE;
  /* A sign of a list or of a change of speaker is no name. */
  if (*name->start == '-' || *name->start == '(' || *name->start == '*')
    return FALSE;

  return TRUE;
}

/* Splits "Name: text" or the French "NOM : texte".  A name has no mark of a sentence
 * or of an address in it, and "10: 30" is a time of day.
 */
gboolean
sfl_speaker_prefix_split (SflSlice line, SflSlice *name, SflSlice *rest)
{
  return split_prefix (line, name, rest) &&
         !(g_ascii_isdigit (name->end[-1]) && !sfl_slice_is_empty (*rest) &&
           g_ascii_isdigit (*rest->start));
}

/* Writes "Name: ", so that it is read as one: without the marks that are in no name. */
void
sfl_speaker_prefix_append (GString *out, const char *name)
{
  SflSlice slice = { name, name + strlen (name) };
  gsize start;

  while (*slice.start == '-' || *slice.start == '(' || *slice.start == '*')
    slice.start++;
  start = out->len;
  for (const char *p = slice.start; p < slice.end; p++) {
    gboolean is_mark =
        *p == ':' || strchr (no_name, *p) != NULL || (*p == '.' && !is_name_point (slice, p));

    if (!is_mark && *p != ' ')
      g_string_append_c (out, *p);
    else if (out->len > start && out->str[out->len - 1] != ' ')
      g_string_append_c (out, ' ');
  }
  if (out->len > start && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  if (out->len > start)
    g_string_append (out, ": ");
}

/* Splits the "**Name:** text" of Markdown.  @rest may be empty. */
gboolean
sfl_speaker_bold_split (SflSlice line, SflSlice *name, SflSlice *rest)
{
  const char *p = line.start, *close;

  if (!sfl_slice_take (&p, line.end, "**"))
    return FALSE;
  for (close = p; close < line.end && *close != '*' && close - p <= MAX_NAME * 4;)
    close++;
  *name = sfl_slice_trim ((SflSlice){ p, close });
  if (!sfl_slice_take (&close, line.end, "**"))
    return FALSE;

  *rest = sfl_slice_trim ((SflSlice){ close, line.end });
  if (!sfl_slice_is_empty (*name) && name->end[-1] == ':')
    *name = sfl_slice_trim ((SflSlice){ name->start, name->end - 1 });
  else if (!sfl_slice_is_empty (*rest) && *rest->start == ':')
    *rest = sfl_slice_trim ((SflSlice){ rest->start + 1, rest->end });
  else
    return FALSE;

  return !sfl_slice_is_empty (*name);
}

/* Adds a name as pages and tables have it, "Anne:" or "[Anne] ".  Returns its index, -1 when
 * nothing is left of it.
 */
int
sfl_speaker_name_add (SflTranscriptBuilder *builder, SflSlice name)
{
  name = sfl_slice_trim (name);
  if (!sfl_slice_is_empty (name) && name.end[-1] == ':')
    name = sfl_slice_trim ((SflSlice){ name.start, name.end - 1 });
  if (sfl_slice_get_length (name) > 2 && *name.start == '[' && name.end[-1] == ']')
    name = sfl_slice_trim ((SflSlice){ name.start + 1, name.end - 1 });
  if (sfl_slice_is_empty (name))
    return -1;

  return sfl_transcript_builder_add_speaker (builder, name.start, name.end - name.start);
}

void
sfl_speaker_census_init (SflSpeakerCensus *self)
{
  *self = (SflSpeakerCensus){ 0 };
  self->names = g_hash_table_new_full (hash_name, equal_names, free_name, NULL);
}

void
sfl_speaker_census_clear (SflSpeakerCensus *self)
{
  g_hash_table_unref (self->names);
}

void
sfl_speaker_census_add_name (SflSpeakerCensus *self, SflSlice name)
{
  self->n_named++;
  if (g_hash_table_size (self->names) <= MAX_NAMES && !g_hash_table_contains (self->names, &name))
    g_hash_table_add (self->names, g_slice_dup (SflSlice, &name));
}

void
sfl_speaker_census_add (SflSpeakerCensus *self, SflSlice line)
{
  SflSlice name, rest;

  self->n_lines++;
  if (sfl_speaker_prefix_split (line, &name, &rest))
    sfl_speaker_census_add_name (self, name);
}

/* Takes the name of the next cue; an empty one for none. */
void
sfl_speaker_census_look (SflSpeakerCensus *self, SflSlice name)
{
  if (sfl_slice_is_empty (name)) {
    self->n_nameless += self->n_turns > 0;
  } else {
    self->n_repeated += self->n_turns > 0 && sfl_slice_equal (name, self->last_name);
    self->n_turns++;
  }
  self->last_name = name;
}

/* Whether names are said again and again, so that a cue without one is nobody's.  Else a
 * name stands where the speaker changes, and holds until the next.
 */
gboolean
sfl_speaker_census_repeats (const SflSpeakerCensus *self)
{
  return self->n_repeated > self->n_nameless;
}

/* Like sfl_speaker_prefix_split(); a name that was counted is one also before a number:
 * "Speaker 1: 12 of them".
 */
gboolean
sfl_speaker_census_split (const SflSpeakerCensus *self,
                          SflSlice line,
                          SflSlice *name,
                          SflSlice *rest)
{
  return sfl_speaker_prefix_split (line, name, rest) ||
         (split_prefix (line, name, rest) && g_hash_table_contains (self->names, name));
}

/* Whether the prefixes counted are names of speakers. */
gboolean
sfl_speaker_census_agrees (const SflSpeakerCensus *self)
{
  guint n_names = g_hash_table_size (self->names);
  guint n_most = MAX (2, self->n_named / 3);

  if (self->n_named < 2 || n_names > MAX_NAMES ||
      (guint64) self->n_named * 100 < (guint64) self->n_lines * MIN_PERCENT)
    return FALSE;
  /* Where every line has one, a short file may have many. */
  if (self->n_named == self->n_lines)
    n_most = MAX (n_most, self->n_named * 3 / 4);
  /* "V: Bottom" on every line is a key of something. */
  if (n_names == 1) {
    GHashTableIter iter;
    gpointer name;

    g_hash_table_iter_init (&iter, self->names);
    g_hash_table_iter_next (&iter, &name, NULL);
    if (sfl_slice_count_characters (*(const SflSlice *) name) == 1)
      return FALSE;
  }

  return n_names <= n_most;
}
