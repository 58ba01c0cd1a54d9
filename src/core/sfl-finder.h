/* sfl-finder.h: where a phrase occurs in a transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "sfl-transcript.h"

G_BEGIN_DECLS

/* More hits are not looked for; sfl_finder_get_truncated() says so. */
#define SFL_FINDER_MAX_HITS 100000

/**
 * SflHit:
 * @offset: first byte in the transcript's text
 * @length: bytes
 * @line: index of the line that @offset is in
 */
typedef struct {
  guint32 offset;
  guint32 length;
  guint32 line;
} SflHit;

#define SFL_TYPE_FINDER (sfl_finder_get_type ())
G_DECLARE_FINAL_TYPE (SflFinder, sfl_finder, SFL, FINDER, GObject)

SflFinder *sfl_finder_new (SflTranscript *transcript);
SflTranscript *sfl_finder_get_transcript (SflFinder *self);

void sfl_finder_prepare_async (SflFinder *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean sfl_finder_prepare_finish (SflFinder *self, GAsyncResult *result, GError **error);

void sfl_finder_set_query (SflFinder *self, const char *query);
const char *sfl_finder_get_query (SflFinder *self);

guint sfl_finder_get_n_hits (SflFinder *self);
gboolean sfl_finder_get_truncated (SflFinder *self);
const SflHit *sfl_finder_get_hit (SflFinder *self, guint index);
const SflHit *sfl_finder_get_hits (SflFinder *self, guint *n_hits);

int sfl_finder_find_next (SflFinder *self, gsize offset);
int sfl_finder_find_previous (SflFinder *self, gsize offset);

G_END_DECLS
