/* sfl-column-name.c: what the header of a table calls its columns
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In English or French, with or without accents, spaces, capitals and units.  Any thread.
 */

#include "config.h"

#include "sfl-column-name.h"

/* The longest name of a column that is looked up. */
#define MAX_NAME 32

/* Small letters alone.  Of names for one column, the one further up counts. */
static const struct {
  const char *name;
  SflColumn column;
} names[] = {
  { "start", SFL_COLUMN_START },
  { "starttime", SFL_COLUMN_START },
  { "starttimecode", SFL_COLUMN_START },
  { "begin", SFL_COLUMN_START },
  { "begintime", SFL_COLUMN_START },
  { "in", SFL_COLUMN_START },
  { "inpoint", SFL_COLUMN_START },
  { "intime", SFL_COLUMN_START },
  { "timein", SFL_COLUMN_START },
  { "tcin", SFL_COLUMN_START },
  { "timecodein", SFL_COLUMN_START },
  { "from", SFL_COLUMN_START },
  { "onset", SFL_COLUMN_START },
  { "debut", SFL_COLUMN_START },
  { "heurededebut", SFL_COLUMN_START },
  { "tempsdedebut", SFL_COLUMN_START },
  { "depart", SFL_COLUMN_START },
  { "entree", SFL_COLUMN_START },
  { "tcentree", SFL_COLUMN_START },
  { "tcdebut", SFL_COLUMN_START },
  { "de", SFL_COLUMN_START },
  { "timecode", SFL_COLUMN_START },
  { "timestamp", SFL_COLUMN_START },
  { "time", SFL_COLUMN_START },
  { "temps", SFL_COLUMN_START },
  { "horodatage", SFL_COLUMN_START },
  { "heure", SFL_COLUMN_START },
  { "end", SFL_COLUMN_END },
  { "endtime", SFL_COLUMN_END },
  { "endtimecode", SFL_COLUMN_END },
  { "stop", SFL_COLUMN_END },
  { "out", SFL_COLUMN_END },
  { "outpoint", SFL_COLUMN_END },
  { "outtime", SFL_COLUMN_END },
  { "timeout", SFL_COLUMN_END },
  { "tcout", SFL_COLUMN_END },
  { "timecodeout", SFL_COLUMN_END },
  { "to", SFL_COLUMN_END },
  { "offset", SFL_COLUMN_END },
  { "fin", SFL_COLUMN_END },
  { "heuredefin", SFL_COLUMN_END },
  { "tempsdefin", SFL_COLUMN_END },
  { "sortie", SFL_COLUMN_END },
  { "tcsortie", SFL_COLUMN_END },
  { "tcfin", SFL_COLUMN_END },
  { "a", SFL_COLUMN_END },
  { "duration", SFL_COLUMN_DURATION },
  { "dur", SFL_COLUMN_DURATION },
  { "length", SFL_COLUMN_DURATION },
  { "duree", SFL_COLUMN_DURATION },
  { "text", SFL_COLUMN_TEXT },
  { "texte", SFL_COLUMN_TEXT },
  { "transcript", SFL_COLUMN_TEXT },
  { "transcription", SFL_COLUMN_TEXT },
  { "transcripttext", SFL_COLUMN_TEXT },
  { "caption", SFL_COLUMN_TEXT },
  { "captions", SFL_COLUMN_TEXT },
  { "subtitle", SFL_COLUMN_TEXT },
  { "subtitles", SFL_COLUMN_TEXT },
  { "soustitre", SFL_COLUMN_TEXT },
  { "soustitres", SFL_COLUMN_TEXT },
  { "utterance", SFL_COLUMN_TEXT },
  { "sentence", SFL_COLUMN_TEXT },
  { "phrase", SFL_COLUMN_TEXT },
  { "segment", SFL_COLUMN_TEXT },
  { "content", SFL_COLUMN_TEXT },
  { "contenu", SFL_COLUMN_TEXT },
  { "dialogue", SFL_COLUMN_TEXT },
  { "paroles", SFL_COLUMN_TEXT },
  { "propos", SFL_COLUMN_TEXT },
  { "word", SFL_COLUMN_TEXT },
  { "mot", SFL_COLUMN_TEXT },
  { "line", SFL_COLUMN_TEXT },
  { "ligne", SFL_COLUMN_TEXT },
  { "body", SFL_COLUMN_TEXT },
  { "label", SFL_COLUMN_TEXT },
  { "annotation", SFL_COLUMN_TEXT },
  { "description", SFL_COLUMN_TEXT },
  { "title", SFL_COLUMN_TEXT },
  { "titre", SFL_COLUMN_TEXT },
  { "speaker", SFL_COLUMN_SPEAKER },
  { "speakername", SFL_COLUMN_SPEAKER },
  { "speakerid", SFL_COLUMN_SPEAKER },
  { "speakerlabel", SFL_COLUMN_SPEAKER },
  { "locuteur", SFL_COLUMN_SPEAKER },
  { "locutrice", SFL_COLUMN_SPEAKER },
  { "intervenant", SFL_COLUMN_SPEAKER },
  { "interlocuteur", SFL_COLUMN_SPEAKER },
  { "orateur", SFL_COLUMN_SPEAKER },
  { "personnage", SFL_COLUMN_SPEAKER },
  { "character", SFL_COLUMN_SPEAKER },
  { "voice", SFL_COLUMN_SPEAKER },
  { "voix", SFL_COLUMN_SPEAKER },
  { "who", SFL_COLUMN_SPEAKER },
  { "qui", SFL_COLUMN_SPEAKER },
  { "name", SFL_COLUMN_SPEAKER },
  { "nom", SFL_COLUMN_SPEAKER },
};

/* What may follow such a name. */
static const struct {
  const char *name;
  SflTime unit;
} units[] = {
  { "", 0 },
  { "ms", SFL_MSECOND },
  { "msec", SFL_MSECOND },
  { "milliseconds", SFL_MSECOND },
  { "millisecondes", SFL_MSECOND },
  { "s", SFL_SECOND },
  { "sec", SFL_SECOND },
  { "secs", SFL_SECOND },
  { "seconds", SFL_SECOND },
  { "secondes", SFL_SECOND },
  { "hhmmss", 0 },
  { "hhmmssmmm", 0 },
  { "hhmmssff", 0 },
};

/* "Début (ms)" becomes "debutms".  Returns FALSE for what cannot be a name. */
static gboolean
fold_name (SflSlice name, char folded[MAX_NAME + 1])
{
  gsize n = 0;

  name = sfl_slice_trim_invisible (name);
  for (const char *p = name.start; p < name.end; p = g_utf8_next_char (p)) {
    gunichar c = g_unichar_tolower (g_utf8_get_char (p));

    if (c == 0xe9 || c == 0xe8 || c == 0xea)
      c = 'e';
    else if (c == 0xe0)
      c = 'a';
    if (c >= 'a' && c <= 'z') {
      if (n == MAX_NAME)
        return FALSE;
      folded[n++] = c;
    } else if (g_unichar_isalnum (c)) {
      return FALSE;
    }
  }
  folded[n] = '\0';

  return n > 0;
}

/**
 * sfl_column_name_find:
 * @cell: of a header
 * @column: (out): what the column holds
 * @unit: (out): of its numbers, 0 where the name does not say
 *
 * Returns: the rank of the name, -1 for none; of names for one column, the lowest rank counts
 */
int
sfl_column_name_find (SflSlice cell, SflColumn *column, SflTime *unit)
{
  char folded[MAX_NAME + 1];

  if (!fold_name (cell, folded))
    return -1;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (!g_str_has_prefix (folded, names[i].name))
      continue;
    for (gsize j = 0; j < G_N_ELEMENTS (units); j++) {
      if (strcmp (folded + strlen (names[i].name), units[j].name) == 0) {
        *column = names[i].column;
        *unit = units[j].unit;
        return i;
      }
    }
  }

  return -1;
}
