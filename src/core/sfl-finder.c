/* sfl-finder.c: where a phrase occurs in a transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Folds the transcript once and looks for the folded query in it, so that a phrase
 * is found across line breaks as well.  The query is text, never a pattern.  Main
 * thread, except for the folding, which sfl_finder_prepare_async() does on another.
 */

#define _GNU_SOURCE /* memmem () */

#include "config.h"

#include "sfl-finder.h"

#include "sfl-fold.h"

#include <string.h>

struct _SflFinder {
  GObject parent_instance;

  SflTranscript *transcript;
  SflFold *fold; /* atomic; NULL until first needed */
  char *query;
  GArray *hits; /* of SflHit, by offset, not overlapping */
  gboolean truncated;
};

G_DEFINE_FINAL_TYPE (SflFinder, sfl_finder, G_TYPE_OBJECT)

/* From any thread: two that come at the same time both fold, and one throws away. */
static const SflFold *
ensure_fold (SflFinder *self)
{
  SflFold *fold = g_atomic_pointer_get (&self->fold);

  if (fold == NULL) {
    gsize length;
    const char *text = sfl_transcript_get_text (self->transcript, &length);

    fold = sfl_fold_new (text, length);
    if (!g_atomic_pointer_compare_and_exchange (&self->fold, NULL, fold)) {
      sfl_fold_free (fold);
      fold = g_atomic_pointer_get (&self->fold);
    }
  }

  return fold;
}

static void
prepare_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  ensure_fold (source_object);
  g_task_return_boolean (task, TRUE);
}

static void
find_hits (SflFinder *self, const char *needle, gsize needle_length)
{
  const SflFold *fold = ensure_fold (self);
  gsize length;
  const char *text = sfl_fold_get_text (fold, &length);
  const char *end = text + length;
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (self->transcript, &n_lines);
  guint line = 0;
  gsize last_to = 0;

  for (const char *p = text; (p = memmem (p, end - p, needle, needle_length)) != NULL;
       p += needle_length) {
    gsize from = sfl_fold_to_source (fold, p - text);
    gsize to = sfl_fold_to_source_end (fold, p - text + needle_length);
    SflHit hit;

    if (from < last_to)
      continue; /* the second "s" of one ß */
    if (self->hits->len == SFL_FINDER_MAX_HITS) {
      self->truncated = TRUE;
      break;
    }

    while (line + 1 < n_lines && lines[line + 1].offset <= from)
      line++;
    hit = (SflHit){ from, to - from, line };
    g_array_append_val (self->hits, hit);
    last_to = to;
  }
}

/* How many hits begin before byte @offset. */
static guint
count_before (SflFinder *self, gsize offset)
{
  guint low = 0, high = self->hits->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (g_array_index (self->hits, SflHit, middle).offset < offset)
      low = middle + 1;
    else
      high = middle;
  }

  return low;
}

static void
sfl_finder_finalize (GObject *object)
{
  SflFinder *self = SFL_FINDER (object);

  g_clear_object (&self->transcript);
  g_clear_pointer (&self->fold, sfl_fold_free);
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->hits, g_array_unref);

  G_OBJECT_CLASS (sfl_finder_parent_class)->finalize (object);
}

static void
sfl_finder_class_init (SflFinderClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = sfl_finder_finalize;
}

static void
sfl_finder_init (SflFinder *self)
{
  self->query = g_strdup ("");
  self->hits = g_array_new (FALSE, FALSE, sizeof (SflHit));
}

SflFinder *
sfl_finder_new (SflTranscript *transcript)
{
  SflFinder *self;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  self = g_object_new (SFL_TYPE_FINDER, NULL);
  self->transcript = g_object_ref (transcript);

  return self;
}

SflTranscript *
sfl_finder_get_transcript (SflFinder *self)
{
  g_return_val_if_fail (SFL_IS_FINDER (self), NULL);

  return self->transcript;
}

/**
 * sfl_finder_prepare_async:
 *
 * Does what the first query would otherwise have to wait for: a fraction of a
 * second in a transcript of a million lines, nothing worth a thread below 100,000.
 * A query may come at any time; it does not wait for this.
 */
void
sfl_finder_prepare_async (SflFinder *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SFL_IS_FINDER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_finder_prepare_async);
  if (g_atomic_pointer_get (&self->fold) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_run_in_thread (task, prepare_thread);
}

gboolean
sfl_finder_prepare_finish (SflFinder *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sfl_finder_set_query:
 * @query: (nullable): what to look for; spaces around it do not count
 *
 * Replaces the hits by those of @query, none when it is empty.
 */
void
sfl_finder_set_query (SflFinder *self, const char *query)
{
  g_autofree char *valid = NULL;
  g_autoptr (SflFold) fold = NULL;
  const char *needle;
  gsize needle_length;

  g_return_if_fail (SFL_IS_FINDER (self));

  valid = g_utf8_make_valid (query != NULL ? query : "", -1);
  if (strcmp (valid, self->query) == 0)
    return;

  g_array_set_size (self->hits, 0);
  self->truncated = FALSE;
  g_free (self->query);
  self->query = g_steal_pointer (&valid);

  /* Folded spaces are single. */
  fold = sfl_fold_new (self->query, -1);
  needle = sfl_fold_get_text (fold, &needle_length);
  if (needle_length > 0 && needle[0] == ' ') {
    needle++;
    needle_length--;
  }
  if (needle_length > 0 && needle[needle_length - 1] == ' ')
    needle_length--;

  if (needle_length > 0)
    find_hits (self, needle, needle_length);
}

/* Never NULL. */
const char *
sfl_finder_get_query (SflFinder *self)
{
  g_return_val_if_fail (SFL_IS_FINDER (self), NULL);

  return self->query;
}

guint
sfl_finder_get_n_hits (SflFinder *self)
{
  g_return_val_if_fail (SFL_IS_FINDER (self), 0);

  return self->hits->len;
}

/* Whether there are more than SFL_FINDER_MAX_HITS. */
gboolean
sfl_finder_get_truncated (SflFinder *self)
{
  g_return_val_if_fail (SFL_IS_FINDER (self), FALSE);

  return self->truncated;
}

/* Valid until the next query. */
const SflHit *
sfl_finder_get_hit (SflFinder *self, guint index)
{
  g_return_val_if_fail (SFL_IS_FINDER (self), NULL);
  g_return_val_if_fail (index < self->hits->len, NULL);

  return &g_array_index (self->hits, SflHit, index);
}

/* All hits, in the order of the text.  Valid until the next query. */
const SflHit *
sfl_finder_get_hits (SflFinder *self, guint *n_hits)
{
  g_return_val_if_fail (SFL_IS_FINDER (self), NULL);

  if (n_hits != NULL)
    *n_hits = self->hits->len;

  return (const SflHit *) self->hits->data;
}

/* The first hit that begins at byte @offset or later, or -1. */
int
sfl_finder_find_next (SflFinder *self, gsize offset)
{
  guint n;

  g_return_val_if_fail (SFL_IS_FINDER (self), -1);

  n = count_before (self, offset);

  return n < self->hits->len ? (int) n : -1;
}

/* The last hit that begins before byte @offset, or -1. */
int
sfl_finder_find_previous (SflFinder *self, gsize offset)
{
  g_return_val_if_fail (SFL_IS_FINDER (self), -1);

  return (int) count_before (self, offset) - 1;
}
