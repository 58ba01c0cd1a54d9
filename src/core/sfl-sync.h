/* sfl-sync.h: from the times of a transcript to those of its recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript.h"

G_BEGIN_DECLS

/**
 * SflAnchor:
 * @text: a time as the transcript has it
 * @media: when that is heard
 */
typedef struct {
  SflTime text;
  SflTime media;
} SflAnchor;

/**
 * SflSync:
 * @shift: added to each time, where there are no anchors
 * @anchors: in the order of both their times, no two of which are equal; owned by the value
 *   unless it is constant
 *
 * Between two anchors the times of the transcript are stretched evenly; before the first and
 * after the last they keep its distance.  All zero changes nothing.
 */
typedef struct {
  SflTime shift;
  SflAnchor *anchors;
  guint n_anchors;
} SflSync;

SflSync sfl_sync_copy (const SflSync *self);
void sfl_sync_clear (SflSync *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SflSync, sfl_sync_clear)

gboolean sfl_sync_is_identity (const SflSync *self);
gboolean sfl_sync_equal (const SflSync *self, const SflSync *other);
void sfl_sync_get_offsets (const SflSync *self, SflTime *first, SflTime *last);

void sfl_sync_shift (SflSync *self, SflTime delta);
void sfl_sync_add_anchor (SflSync *self, SflTime text, SflTime media);

SflTime sfl_sync_map (const SflSync *self, SflTime time);
SflTranscript *sfl_sync_apply (const SflSync *self, SflTranscript *transcript);

G_END_DECLS
