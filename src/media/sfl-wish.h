/* sfl-wish.h: where a pipeline shall be
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-player.h"

G_BEGIN_DECLS

typedef struct {
  SflTime target; /* SFL_TIME_NONE: no wish */
  SflTime stop;   /* SFL_TIME_NONE: on to the end */
  SflSeekMode mode;
  gboolean announce; /* somebody asked for it */
  gint64 asked_at;   /* monotonic, µs */
} SflWish;

static const SflWish sfl_no_wish = { .target = SFL_TIME_NONE, .stop = SFL_TIME_NONE };

static inline gboolean
sfl_wish_exists (const SflWish *wish)
{
  return wish->target != SFL_TIME_NONE;
}

G_END_DECLS
