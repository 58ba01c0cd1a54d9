/* sfl-align-run.h: an alignment, on a thread of its own
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "sfl-sync.h"
#include "sfl-transcript.h"

G_BEGIN_DECLS

/**
 * SflAlignRequest:
 * @media: the recording
 * @track: (nullable): the id of its sound track; NULL: the first
 * @duration: of it, or SFL_TIME_NONE
 * @position: what is around it is wanted first
 * @transcript: what is said in it
 * @language: as espeak-ng calls it
 * @ignore_times: whether the times of @transcript are not to be believed
 * @first_line: of those to be aligned
 * @n_lines: of them; 0: all
 * @anchors: lines that a user has placed, as when they begin in @transcript and when they are
 *   heard
 * @n_anchors: of them
 */
typedef struct {
  GFile *media;
  const char *track;
  SflTime duration;
  SflTime position;
  SflTranscript *transcript;
  const char *language;
  gboolean ignore_times;
  guint first_line;
  guint n_lines;
  const SflAnchor *anchors;
  guint n_anchors;
} SflAlignRequest;

/* In the context of the call, 0 to 1, some ten times a second at most. */
typedef void (*SflAlignRunProgress) (double fraction, gpointer user_data);

/**
 * SflAlignRunFound:
 * @transcript: that of the request
 * @found: the same, with the words of some lines
 *
 * In the context of the call, once at most, before the end.  When all is found the words may have
 * moved by some milliseconds.
 */
typedef void (*SflAlignRunFound) (SflTranscript *transcript,
                                  SflTranscript *found,
                                  gpointer user_data);

void sfl_align_run_async (const SflAlignRequest *request,
                          SflAlignRunProgress progress,
                          SflAlignRunFound found,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
SflTranscript *sfl_align_run_finish (GAsyncResult *result, GBytes **packed, GError **error);
const GError *sfl_align_run_get_problem (GAsyncResult *result);

void sfl_align_run_wait (void);

G_END_DECLS
