/* sfl-align-result.c: from a text and its sound to a transcript with words
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts what is known of the text into frames, and what was found back into times.  Any thread.
 */

#include "config.h"

#include "sfl-align-result.h"

#include "sfl-align-hole.h"

#include <math.h>
#include <string.h>

/* What is heard between two lines for longer is worth a name. */
#define MIN_HOLE (5 * SFL_SECOND / 2)

/* How unlikely it is that something else is heard before a word: after a comma, and elsewhere
 * within a sentence, compared with the beginning of one.
 */
#define BREAK_AFTER_COMMA 1.5f
#define BREAK_WITHIN 2

/* So many words can be missed in a sentence that is said, and how sure they are then. */
#define MAX_MISSED 2
#define MISSED 0.3f

/* Of a word that is more likely here than elsewhere. */
#define SURE 0.5f

static SflTime
get_time (const SflAlignText *text, guint first_frame, gint32 frame)
{
  return text->origin + ((SflTime) first_frame + frame) * SFL_FEATURES_FRAME;
}

static guint
get_frame (const SflAlignText *text, SflTime time, guint n_frames)
{
  return CLAMP ((time - text->origin + SFL_FEATURES_FRAME / 2) / SFL_FEATURES_FRAME, 0,
                (SflTime) n_frames);
}

/* The frames that are left for the lines, between those around them. */
static void
find_frames (const SflAlignText *text, guint n_frames, guint *first, guint *end)
{
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (text->transcript, &n_lines);

  *first = 0;
  *end = n_frames;
  if (!sfl_transcript_is_timed (text->transcript))
    return;
  if (text->first_line > 0)
    *first = get_frame (text, lines[text->first_line - 1].end, n_frames);
  if (text->first_line + text->n_lines < n_lines)
    *end = get_frame (text, lines[text->first_line + text->n_lines].start, n_frames);
  if (*end < *first)
    *end = *first;
}

static float *
list_breaks (const SflAlignText *text)
{
  const char *written = sfl_transcript_get_text (text->transcript, NULL);
  float *breaks = g_new (float, text->n_tokens + 1);

  for (guint w = 0; w <= text->n_tokens; w++) {
    const SflToken *before = w > 0 ? &text->tokens[w - 1] : NULL;

    if (before == NULL || w == text->n_tokens || text->tokens[w].sentence != before->sentence)
      breaks[w] = 1;
    else if (strchr (",;:", written[before->offset + before->length - 1]) != NULL)
      breaks[w] = BREAK_AFTER_COMMA;
    else
      breaks[w] = BREAK_WITHIN;
  }

  return breaks;
}

static int
compare_pins (gconstpointer a, gconstpointer b)
{
  const SflAlignPin *x = a, *y = b;

  return x->word != y->word ? (x->word < y->word ? -1 : 1)
                            : (x->frame > y->frame) - (x->frame < y->frame);
}

/* The first words of the lines that are anchored, of which none contradicts another. */
static GArray *
list_pins (const SflAlignText *text, guint first, guint n_frames)
{
  GArray *pins = g_array_new (FALSE, FALSE, sizeof (SflAlignPin));
  guint n = 0;

  for (guint i = 0; i < text->n_anchors; i++) {
    const SflAlignAnchor *anchor = &text->anchors[i];
    guint frame = get_frame (text, anchor->time, first + n_frames);

    for (guint w = 0; w < text->n_tokens; w++) {
      if (text->tokens[w].line < anchor->line || text->tokens[w].n_phones == 0)
        continue;
      if (text->tokens[w].line == anchor->line && frame >= first && frame < first + n_frames)
        g_array_append_val (pins, ((SflAlignPin){ w, frame - first }));
      break;
    }
  }
  g_array_sort (pins, compare_pins);
  for (guint i = 0; i < pins->len; i++) {
    const SflAlignPin *pin = &g_array_index (pins, SflAlignPin, i);

    if (n == 0 || (pin->word > g_array_index (pins, SflAlignPin, n - 1).word &&
                   pin->frame > g_array_index (pins, SflAlignPin, n - 1).frame))
      g_array_index (pins, SflAlignPin, n++) = *pin;
  }
  g_array_set_size (pins, n);

  return pins;
}

/* A word that espeak-ng says nothing for is said where those around it leave room. */
static void
place_silent_words (const SflAlignText *text, SflAlignSpan *spans)
{
  for (guint w = 0; w < text->n_tokens; w++) {
    if (text->tokens[w].n_phones > 0 || w == 0 || spans[w - 1].begin < 0)
      continue;
    spans[w].begin = spans[w].end = spans[w - 1].end;
    spans[w].confidence = 0;
  }
}

static gboolean
is_missed (const SflAlignText *text, const SflAlignSpan *spans, guint word)
{
  return spans[word].begin < 0 && text->tokens[word].n_phones > 0 &&
         !(text->tokens[word].flags & SFL_TOKEN_ASIDE);
}

/* A word or two that nothing was found for in a sentence that is said are said most likely, and
 * badly heard: next to a neighbour that is sure, as far as there is room.
 */
static void
place_missed_words (const SflAlignText *text, const float *durations, SflAlignSpan *spans)
{
  const SflToken *tokens = text->tokens;

  for (guint begin = 0, end; begin < text->n_tokens; begin = end) {
    gint32 from = -1, to = -1;
    float length = 0, after = 0;

    for (end = begin; end < text->n_tokens && is_missed (text, spans, end); end++)
      length += durations[end];
    if (end == begin) {
      end++;
      continue;
    }
    if (end - begin > MAX_MISSED)
      continue;
    if (begin > 0 && spans[begin - 1].begin >= 0 && spans[begin - 1].confidence >= SURE)
      from = spans[begin - 1].end;
    if (end < text->n_tokens && spans[end].begin >= 0)
      to = spans[end].begin;
    if (from >= 0 && tokens[begin - 1].sentence == tokens[begin].sentence)
      to = to >= 0 ? MIN (to, from + (gint32) lround (length)) : from;
    else if (to >= 0 && spans[end].confidence >= SURE &&
             tokens[end].sentence == tokens[end - 1].sentence &&
             (begin == 0 || spans[begin - 1].begin >= 0))
      from = MAX (begin > 0 ? spans[begin - 1].end : 0, to - (gint32) lround (length));
    else
      continue;

    for (guint w = begin; w < end; w++) {
      spans[w].begin = from + (gint32) lround (after / MAX (length, 1) * (to - from));
      after += durations[w];
      spans[w].end = from + (gint32) lround (after / MAX (length, 1) * (to - from));
      spans[w].confidence = MISSED;
    }
  }
}

static void
add_word (GArray *words, const SflToken *token, const SflAlignSpan *span, SflTime zero)
{
  SflWord word = { .start = SFL_TIME_NONE,
                   .end = SFL_TIME_NONE,
                   .offset = token->offset,
                   .length = token->length,
                   .confidence = span->confidence,
                   .flags = SFL_WORD_UNSPOKEN };

  if (span->begin >= 0) {
    word.start = zero + span->begin * SFL_FEATURES_FRAME;
    word.end = zero + span->end * SFL_FEATURES_FRAME;
    word.flags = SFL_WORD_DEFAULT;
  }
  g_array_append_val (words, word);
}

/* Those of lines that keep their times. */
static void
add_old_words (GArray *words, SflTranscript *transcript, guint first_line, guint end_line)
{
  const SflWord *old = sfl_transcript_get_words (transcript, NULL);

  for (guint l = first_line; l < end_line; l++) {
    guint first, n;

    sfl_transcript_get_line_words (transcript, l, &first, &n);
    if (n > 0)
      g_array_append_vals (words, old + first, n);
  }
}

static void
add_hole (GArray *holes,
          const SflFeatures *features,
          guint first,
          SflTime zero,
          gint32 begin,
          gint32 end)
{
  SflHole hole = { zero + begin * SFL_FEATURES_FRAME, zero + end * SFL_FEATURES_FRAME, 0,
                   SFL_HOLE_UNKNOWN };

  if (hole.end - hole.start < MIN_HOLE)
    return;
  hole.kind = sfl_align_hole_listen (features, first + begin, first + end);
  g_array_append_val (holes, hole);
}

static SflTranscript *
make_transcript (const SflAlignText *text,
                 const SflFeatures *features,
                 const SflAlignFinding *finding,
                 guint first)
{
  guint n_lines;
  const SflLine *old = sfl_transcript_get_lines (text->transcript, &n_lines);
  g_autofree SflLine *lines = g_memdup2 (old, n_lines * sizeof (SflLine));
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (SflWord));
  g_autoptr (GArray) holes = g_array_new (FALSE, FALSE, sizeof (SflHole));
  SflTime zero = get_time (text, first, 0);
  gint32 end = -1;

  for (guint l = text->first_line; l < text->first_line + text->n_lines; l++) {
    lines[l].start = lines[l].end = SFL_TIME_NONE;
    lines[l].flags = SFL_LINE_DEFAULT;
  }

  add_old_words (words, text->transcript, 0, text->first_line);
  for (guint w = 0; w < text->n_tokens; w++) {
    const SflAlignSpan *span = &finding->spans[w];
    SflLine *line = &lines[text->tokens[w].line];

    add_word (words, &text->tokens[w], span, zero);
    if (span->begin < 0)
      continue;
    if (line->start == SFL_TIME_NONE)
      line->start = zero + span->begin * SFL_FEATURES_FRAME;
    line->end = zero + span->end * SFL_FEATURES_FRAME;
    if (end >= 0)
      add_hole (holes, features, first, zero, end, span->begin);
    end = span->end;
  }
  add_old_words (words, text->transcript, text->first_line + text->n_lines, n_lines);

  return sfl_transcript_new_aligned (text->transcript, lines, (const SflWord *) words->data,
                                     words->len, (const SflHole *) holes->data, holes->len);
}

/* Returns: (transfer full) (nullable): NULL when cancelled */
SflTranscript *
sfl_align_result_new (const SflAlignText *text,
                      const SflFeatures *features,
                      const SflPhonetics *phonetics,
                      SflReference *const *references,
                      const SflAlignWork *work)
{
  guint first, end, n_lines, n_phones;
  g_autofree float *breaks = list_breaks (text);
  g_autofree float *durations = NULL, *word_durations = NULL;
  g_autofree SflAlignBand *bands = NULL;
  g_autoptr (GArray) pins = NULL;
  g_auto (SflAlignFinding) finding = { 0 };
  SflAlignTask task = { .tokens = text->tokens,
                        .n_words = text->n_tokens,
                        .phones = sfl_phonetics_get_phones (phonetics, &n_phones),
                        .n_ids = sfl_phonetics_get_n_ids (phonetics),
                        .references = references,
                        .breaks = breaks };
  const SflLine *lines = sfl_transcript_get_lines (text->transcript, &n_lines);

  find_frames (text, sfl_features_get_n_frames (features), &first, &end);
  task.sound = (SflAlignSound){ features, first, end - first, NULL };
  if (text->timed)
    bands = sfl_align_bands_new_from_times (text->tokens, text->n_tokens, lines, n_lines,
                                            get_time (text, first, 0), end - first);
  pins = list_pins (text, first, end - first);
  durations = g_new (float, task.n_ids);
  for (guint i = 0; i < task.n_ids; i++)
    durations[i] = sfl_phonetics_get_duration (phonetics, i);
  task.durations = durations;
  task.bands = bands;
  task.pins = (const SflAlignPin *) pins->data;
  task.n_pins = pins->len;

  if (!sfl_align_rounds_run (&task, work, &finding))
    return NULL;
  word_durations = g_new0 (float, text->n_tokens);
  for (guint w = 0; w < text->n_tokens; w++)
    for (guint i = 0; i < text->tokens[w].n_phones; i++)
      word_durations[w] += durations[task.phones[text->tokens[w].phone + i].id];
  place_missed_words (text, word_durations, finding.spans);
  place_silent_words (text, finding.spans);

  return make_transcript (text, features, &finding, first);
}
