/* sfl-fit.c: whether the times of a text are those of a recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is told when each line is heard, as far as that was found, and asks what one has to do to the
 * times of the text so that they say the same: nothing, move all, stretch all, or move some
 * pieces.  Times in files are rough and some lines are found in the wrong place, so what is far
 * off counts no more than what is off, and whatever is more than nothing has to be worth it.  Any
 * thread.
 */

#include "config.h"

#include "sfl-fit.h"

#include <math.h>
#include <string.h>

/* Seconds by which a line can be off that is no mistake in all of them. */
#define FAR 3.0

/* What a jump costs, and a rate: as much as so many lines that are off.  Fewer could be found in
 * the wrong place together.
 */
#define PRICE (8 * FAR)

/* Of a short text a rate costs so many seconds a line: more could not be saved. */
#define PRICE_OF_FEW 0.5

/* Seconds between two offsets that are tried, and how many lines make one worth it. */
#define STEP 0.25
#define MIN_VOTES 4

/* Seconds that are no jump but rough times. */
#define MIN_JUMP 4.0

/* Seconds that are no shift: who writes times down is a little late, or likes to be early. */
#define MIN_SHIFT 1.0
#define MIN_SHIFT_OF_WHOLE 1.5

/* Seconds by which the beginning and the end have to differ. */
#define MIN_DRIFT 1.5

/* Seconds within which a line agrees, and how many have to. */
#define NEAR 2.0
#define MIN_AGREEING 0.75

/* Lines to say that a text is right, and that it is not, and of all the part that has to be heard. */
#define MIN_RIGHT 3
#define MIN_WRONG 6
#define MIN_PLACED 0.25

/* What is not found may be what is wrong: of a text that is right most is there. */
#define MIN_RIGHT_LINES 0.5

/* Seconds, of half of the lines. */
#define MAX_SPREAD 0.8

/* How much larger than that a shift is, or it is something else. */
#define N_SPREADS 3

/* Before the next piece of text begins. */
#define JOINT (10 * SFL_MSECOND)

/* A recording was made for another number of pictures a second, and plays faster or slower. */
static const double rates[] = {
  25 / 24.0, 24 / 25.0, 25 * 1001 / 24000.0, 24000 / (25 * 1001.0), 1.001, 1 / 1.001,
};

/* Lines that were found, in seconds. */
typedef struct {
  double text;
  double heard;
  guint line;
} Place;

/* What the search for one rate found. */
typedef struct {
  double rate;
  double cost;
  double *offsets; /* of each place */
} Way;

static void
way_clear (Way *way)
{
  g_clear_pointer (&way->offsets, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Way, way_clear)

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* Puts @values in order. */
static double
find_median (double *values, guint n)
{
  if (n == 0)
    return 0;
  qsort (values, n, sizeof *values, compare_doubles);

  return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

static double
get_offset (const Place *place, double rate)
{
  return place->heard - place->text * rate;
}

/* Offsets that several lines have. */
static GArray *
list_candidates (const Place *places, guint n, double rate)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree double *offsets = g_new (double, n);
  double last = -INFINITY;
  guint votes = MIN (MIN_VOTES, (n + 2) / 3);

  for (guint i = 0; i < n; i++)
    offsets[i] = get_offset (&places[i], rate);
  qsort (offsets, n, sizeof *offsets, compare_doubles);
  for (guint i = 0; i < n; i++) {
    double candidate = round (offsets[i] / STEP) * STEP;

    if (candidate == last || i + votes > n || offsets[i + votes - 1] > offsets[i] + 4 * STEP)
      continue;
    /* One step further there may be more, and a place for them. */
    for (guint k = 0; k < 4; k++, candidate += STEP)
      if (candidate > last) {
        g_array_append_val (candidates, candidate);
        last = candidate;
      }
  }

  return candidates;
}

/* The cheapest offsets for all places, which jump as rarely as is worth it. */
static void
search (Way *way, const Place *places, guint n)
{
  g_autoptr (GArray) candidates = list_candidates (places, n, way->rate);
  const double *offsets = (const double *) candidates->data;
  guint n_offsets = candidates->len, at = 0;
  g_autofree double *costs = g_new0 (double, n_offsets);
  g_autofree guint8 *jumps = g_malloc0 ((gsize) n * MAX (n_offsets, 1));
  g_autofree guint *best = g_new0 (guint, n + 1);

  way->cost = INFINITY;
  if (n_offsets == 0)
    return;

  for (guint i = 0; i < n; i++) {
    double offset = get_offset (&places[i], way->rate), jump = costs[best[i]] + PRICE;

    for (guint k = 0; k < n_offsets; k++) {
      jumps[(gsize) i * n_offsets + k] = costs[k] > jump;
      costs[k] = MIN (costs[k], jump) + MIN (fabs (offset - offsets[k]), FAR);
      if (costs[k] < costs[best[i + 1]] || k == 0)
        best[i + 1] = k;
    }
  }

  at = best[n];
  way->cost = costs[at];
  way->offsets = g_new (double, n);
  for (guint i = n; i-- > 0;) {
    way->offsets[i] = offsets[at];
    if (jumps[(gsize) i * n_offsets + at])
      at = best[i];
  }
}

/* How fast the text has to run, by lines that are half of it apart. */
static double
estimate_rate (const Place *places, guint n)
{
  g_autofree double *slopes = g_new (double, n);
  guint n_slopes = 0;

  for (guint i = 0; i + n / 2 < n; i++) {
    const Place *a = &places[i], *b = &places[i + n / 2];

    if (b->text > a->text)
      slopes[n_slopes++] = (b->heard - a->heard) / (b->text - a->text);
  }

  return n_slopes > 0 ? find_median (slopes, n_slopes) : 1;
}

/* The search with the best rate; 1 unless another is worth it. */
static void
search_rates (Way *way, const Place *places, guint n)
{
  double span = places[n - 1].text - places[0].text;
  double tried[G_N_ELEMENTS (rates) + 1];

  memcpy (tried, rates, sizeof rates);
  tried[G_N_ELEMENTS (rates)] = estimate_rate (places, n);

  way->rate = 1;
  search (way, places, n);
  for (guint i = 0; i < G_N_ELEMENTS (tried); i++) {
    g_auto (Way) other = { .rate = tried[i] };
    double price = way->rate == 1 ? MIN (PRICE, n * PRICE_OF_FEW) : 0;

    if (tried[i] < 0.8 || tried[i] > 1.25 || fabs (tried[i] - 1) * span < MIN_DRIFT)
      continue;
    search (&other, places, n);
    /* One that everybody knows is more likely than one that nobody does. */
    if (i == G_N_ELEMENTS (rates) && way->rate != 1)
      price = FAR;
    if (other.cost + price < way->cost) {
      way_clear (way);
      *way = other;
      other.offsets = NULL;
    }
  }
}

/* What is near @offset, in the middle. */
static double
refine (const Place *places, guint n, double rate, double offset)
{
  g_autofree double *offsets = g_new (double, n);
  guint n_near = 0;

  for (guint i = 0; i < n; i++)
    if (fabs (get_offset (&places[i], rate) - offset) < FAR)
      offsets[n_near++] = get_offset (&places[i], rate);

  return n_near > 0 ? find_median (offsets, n_near) : offset;
}

/* Pieces of what was found, as places; what is hardly a jump is none. */
static GArray *
list_pieces (const Way *way, const Place *places, guint n)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (guint));
  double last = INFINITY;

  for (guint i = 0; i < n; i++) {
    if (i > 0 && way->offsets[i] == way->offsets[i - 1])
      continue;
    if (fabs (way->offsets[i] - last) >= MIN_JUMP) {
      g_array_append_val (pieces, i);
      last = way->offsets[i];
    }
  }

  return pieces;
}

/* Whether the times are whole seconds, wherever they begin: then something is said half a second
 * later on average.
 */
static gboolean
are_whole (const SflTime *starts, guint n_lines)
{
  for (guint i = 1; i < n_lines; i++)
    if (SFL_TIME_IS_VALID (starts[i]) && (starts[i] - starts[0]) % SFL_SECOND != 0)
      return FALSE;

  return TRUE;
}

static SflFitKind
judge (const SflFit *self, gboolean whole)
{
  double shift = fabs ((double) self->pieces[0].offset / SFL_SECOND);
  gboolean sure = self->n_agreeing >= MIN_WRONG && self->spread <= MAX_SPREAD * SFL_SECOND;
  gboolean plain = self->rate == 1 && self->n_pieces == 1;

  if (self->n_agreeing < self->n_placed * MIN_AGREEING)
    return SFL_FIT_UNKNOWN;
  if (plain && shift < (whole ? MIN_SHIFT_OF_WHOLE : MIN_SHIFT))
    return self->n_agreeing >= self->n_lines * MIN_RIGHT_LINES ? SFL_FIT_RIGHT : SFL_FIT_UNKNOWN;
  if (!sure || (plain && shift * SFL_SECOND < N_SPREADS * self->spread))
    return SFL_FIT_UNKNOWN;
  if (self->n_pieces > 1)
    return SFL_FIT_CUT;

  return self->rate == 1 ? SFL_FIT_SHIFTED : SFL_FIT_STRETCHED;
}

/* Fills @self in from what was found for @places. */
static void
take_way (SflFit *self, const Way *way, const Place *places, guint n, double bias)
{
  g_autoptr (GArray) firsts = list_pieces (way, places, n);
  g_autofree double *far = g_new (double, n);

  self->rate = way->rate;
  self->n_pieces = firsts->len;
  self->pieces = g_new0 (SflFitPiece, firsts->len);
  for (guint p = 0; p < firsts->len; p++) {
    guint first = g_array_index (firsts, guint, p);
    guint end = p + 1 < firsts->len ? g_array_index (firsts, guint, p + 1) : n;
    double offset = refine (places + first, end - first, way->rate, way->offsets[first]);

    for (guint i = first; i < end; i++) {
      far[i] = fabs (get_offset (&places[i], way->rate) - offset);
      self->n_agreeing += far[i] <= NEAR;
    }
    self->pieces[p].line = p > 0 ? places[first].line : 0;
    self->pieces[p].offset = round ((offset - bias) * 100) * 10 * SFL_MSECOND;
  }
  self->spread = find_median (far, n) * SFL_SECOND;
}

/**
 * sfl_fit_new:
 * @starts: when each line begins as the text says, in order
 * @heard: when it is heard; SFL_TIME_NONE where that was not found
 *
 * Returns: (transfer full): what the times are like
 */
SflFit *
sfl_fit_new (const SflTime *starts, const SflTime *heard, guint n_lines)
{
  SflFit *self = g_new0 (SflFit, 1);
  g_autofree Place *places = g_new (Place, MAX (n_lines, 1));
  gboolean whole = are_whole (starts, n_lines);
  g_auto (Way) way = { 0 };
  guint n = 0;

  self->rate = 1;
  self->n_lines = n_lines;
  for (guint i = 0; i < n_lines; i++)
    if (SFL_TIME_IS_VALID (starts[i]) && SFL_TIME_IS_VALID (heard[i]))
      places[n++] = (Place){ (double) starts[i] / SFL_SECOND, (double) heard[i] / SFL_SECOND, i };
  self->n_placed = n;
  if (n < MIN_RIGHT || n < n_lines * MIN_PLACED)
    return self;

  search_rates (&way, places, n);
  if (way.offsets == NULL)
    return self;
  take_way (self, &way, places, n, whole ? 0.5 : 0);
  self->kind = judge (self, whole);

  return self;
}

/* Returns: (transfer full): what is known of a text that is not said in the recording */
SflFit *
sfl_fit_new_other (guint n_lines)
{
  SflFit *self = g_new0 (SflFit, 1);

  self->kind = SFL_FIT_OTHER;
  self->rate = 1;
  self->n_lines = n_lines;

  return self;
}

SflFit *
sfl_fit_copy (const SflFit *self)
{
  SflFit *copy = g_memdup2 (self, sizeof *self);

  copy->pieces = g_memdup2 (self->pieces, self->n_pieces * sizeof (SflFitPiece));

  return copy;
}

void
sfl_fit_free (SflFit *self)
{
  g_free (self->pieces);
  g_free (self);
}

/* Returns: 0 to 1: the part of the lines that were found where this says, less where there are few */
double
sfl_fit_get_confidence (const SflFit *self)
{
  if (self->kind == SFL_FIT_UNKNOWN || self->n_placed == 0)
    return 0;

  return (double) self->n_agreeing / self->n_placed * MIN (self->n_agreeing / (2.0 * MIN_WRONG), 1);
}

/* Whether it is known what has to be done to the times. */
gboolean
sfl_fit_can_correct (const SflFit *self)
{
  return self->kind == SFL_FIT_SHIFTED || self->kind == SFL_FIT_STRETCHED ||
         self->kind == SFL_FIT_CUT;
}

static SflTime
map (const SflFit *self, guint piece, SflTime time)
{
  return (SflTime) (time * self->rate) + self->pieces[piece].offset;
}

/* Keeps @anchors in order, whatever is left out. */
static void
add_anchor (GArray *anchors, SflTime text, SflTime media)
{
  const SflAnchor *last =
      anchors->len > 0 ? &g_array_index (anchors, SflAnchor, anchors->len - 1) : NULL;
  SflAnchor anchor = { text, media };

  if (media >= 0 && (last == NULL || (text > last->text && media > last->media)))
    g_array_append_val (anchors, anchor);
}

/**
 * sfl_fit_make_sync:
 * @transcript: that was looked at
 *
 * Returns: what makes its times right; nothing where nobody knows
 */
SflSync
sfl_fit_make_sync (const SflFit *self, SflTranscript *transcript)
{
  SflSync sync = { 0 };
  g_autoptr (GArray) anchors = NULL;
  const SflLine *lines;
  guint n_lines;

  lines = sfl_transcript_get_lines (transcript, &n_lines);
  if (!sfl_fit_can_correct (self) || n_lines != self->n_lines)
    return sync;
  if (self->kind == SFL_FIT_SHIFTED) {
    sync.shift = self->pieces[0].offset;
    return sync;
  }

  /* Each piece is held where it begins, and just before the next: what is in between keeps its
   * distances, and what the recording does not have passes in a moment.
   */
  anchors = g_array_new (FALSE, FALSE, sizeof (SflAnchor));
  for (guint p = 0; p < self->n_pieces; p++) {
    gboolean is_last = p + 1 == self->n_pieces;
    guint end = is_last ? n_lines - 1 : self->pieces[p + 1].line;
    SflTime until = lines[end].start;

    add_anchor (anchors, lines[self->pieces[p].line].start,
                map (self, p, lines[self->pieces[p].line].start));
    if (!is_last) {
      SflTime next = map (self, p + 1, lines[end].start);

      until -= JOINT;
      /* Up to where the recording leaves off. */
      if (map (self, p, until) >= next)
        until = (SflTime) ((next - JOINT - self->pieces[p].offset) / self->rate);
    }
    add_anchor (anchors, until, map (self, p, until));
  }
  sync.n_anchors = anchors->len;
  sync.anchors = (SflAnchor *) g_array_free (g_steal_pointer (&anchors), FALSE);

  return sync;
}

/* Returns: what @self is, for programs */
const char *
sfl_fit_get_name (const SflFit *self)
{
  static const char *const names[] = {
    [SFL_FIT_UNKNOWN] = "unknown",     [SFL_FIT_RIGHT] = "fits", [SFL_FIT_SHIFTED] = "shifted",
    [SFL_FIT_STRETCHED] = "stretched", [SFL_FIT_CUT] = "cut",    [SFL_FIT_OTHER] = "other",
  };

  return names[self->kind];
}
