/* sfl-align-bands.c: where each word may be looked for
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-align-bands.h"

/* How much too late, and too early, the time of a line may be.  The time is that of the second
 * in which it begins, and who writes it down hears it first.
 */
#define LATE (3 * SFL_ALIGN_SECOND)
#define EARLY (4 * SFL_ALIGN_SECOND)

/* Makes the bands follow each other: none begins before the one before it, or after that ends. */
static void
put_in_order (SflAlignBand *bands, guint n_words, guint n_frames)
{
  for (guint w = n_words; w-- > 0;)
    bands[w].first = MIN (bands[w].first, bands[w + 1].first);
  bands[n_words].last = n_frames;
  for (guint w = 1; w <= n_words; w++)
    bands[w].last = MAX (bands[w].last, bands[w - 1].last);
  for (guint w = 0; w < n_words; w++)
    bands[w].last = MAX (bands[w].last, bands[w + 1].first);
}

/* Returns: (transfer full): for @n_words and what follows */
SflAlignBand *
sfl_align_bands_new_everywhere (guint n_words, guint n_frames)
{
  SflAlignBand *bands = g_new (SflAlignBand, n_words + 1);

  for (guint w = 0; w <= n_words; w++)
    bands[w] = (SflAlignBand){ 0, n_frames };

  return bands;
}

static gint32
get_frame (SflTime time, SflTime origin, guint n_frames)
{
  return CLAMP ((time - origin) / SFL_FEATURES_FRAME, 0, (SflTime) n_frames);
}

/**
 * sfl_align_bands_new_from_times:
 * @lines: sorted; those without a time are somewhere between those that have one
 * @origin: when frame 0 begins
 *
 * Returns: (transfer full): for @n_words and what follows
 */
SflAlignBand *
sfl_align_bands_new_from_times (const SflToken *tokens,
                                guint n_words,
                                const SflLine *lines,
                                guint n_lines,
                                SflTime origin,
                                guint n_frames)
{
  SflAlignBand *bands = g_new (SflAlignBand, n_words + 1);
  g_autofree SflAlignBand *of_lines = g_new (SflAlignBand, n_lines + 1);
  gint32 frame = 0;

  for (guint l = 0; l < n_lines; l++) {
    if (SFL_TIME_IS_VALID (lines[l].start))
      frame = get_frame (lines[l].start, origin, n_frames);
    of_lines[l].first = frame - LATE;
  }
  frame = n_frames;
  for (guint l = n_lines; l-- > 0;) {
    of_lines[l].last = frame + EARLY + SFL_ALIGN_SECOND;
    if (SFL_TIME_IS_VALID (lines[l].start) &&
        (l == 0 || !SFL_TIME_IS_VALID (lines[l - 1].start) || lines[l - 1].start < lines[l].start))
      frame = get_frame (lines[l].start, origin, n_frames);
  }

  for (guint w = 0; w < n_words; w++)
    bands[w] = of_lines[tokens[w].line];
  bands[n_words].first = n_words > 0 ? bands[n_words - 1].first : 0;
  put_in_order (bands, n_words, n_frames);

  return bands;
}

/**
 * sfl_align_bands_new_from_path:
 * @path: of @n_path frames, each as long as @n_joined of the bands
 * @slack: frames by which a word may be earlier and later than there
 *
 * A word that is not on the path may be wherever those around it leave room.
 *
 * Returns: (transfer full): for all words and what follows
 */
SflAlignBand *
sfl_align_bands_new_from_path (const SflAlignGraph *graph,
                               const guint32 *path,
                               guint n_path,
                               guint n_joined,
                               guint n_frames,
                               gint32 slack)
{
  guint n_words = graph->n_words;
  SflAlignBand *bands = g_new (SflAlignBand, n_words + 1);
  gint32 last = 0, next = n_frames;

  for (guint w = 0; w <= n_words; w++)
    bands[w] = (SflAlignBand){ -1, -1 };
  for (guint f = 0; f < n_path; f++) {
    guint word;

    if (path[f] == G_MAXUINT32)
      continue;
    word = graph->word[path[f]];
    if (path[f] < graph->first[word] + SFL_ALIGN_CELL_SOUND)
      continue;
    if (bands[word].first < 0)
      bands[word].first = f * n_joined;
    bands[word].last = (f + 1) * n_joined;
  }

  for (guint w = 0; w <= n_words; w++) {
    if (bands[w].first < 0)
      bands[w].first = last;
    else
      last = bands[w].last;
  }
  for (guint w = n_words + 1; w-- > 0;) {
    if (bands[w].last < 0)
      bands[w].last = next;
    else
      next = bands[w].first;
  }
  for (guint w = 0; w <= n_words; w++) {
    bands[w].first -= slack;
    bands[w].last += slack;
  }
  bands[n_words].first = MIN (bands[n_words].first, (gint32) n_frames);
  put_in_order (bands, n_words, n_frames);

  return bands;
}

/* Has words begin where @pins say, and no other be where that is impossible. */
void
sfl_align_bands_pin (SflAlignBand *bands,
                     guint n_words,
                     const SflAlignPin *pins,
                     guint n_pins,
                     guint n_frames)
{
  for (guint i = 0; i < n_pins; i++) {
    gint32 frame = pins[i].frame;

    for (guint w = pins[i].word; w <= n_words && bands[w].first < frame; w++)
      bands[w].first = frame;
    bands[pins[i].word].first = MIN (bands[pins[i].word].first, frame);
    for (guint w = pins[i].word; w-- > 0 && bands[w].last > frame;)
      bands[w].last = frame;
    bands[pins[i].word].last = MAX (bands[pins[i].word].last, frame + SFL_ALIGN_SECOND);
  }
  if (n_pins > 0)
    put_in_order (bands, n_words, n_frames);
}
