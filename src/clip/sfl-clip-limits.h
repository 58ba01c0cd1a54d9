/* sfl-clip-limits.h: which platforms take a clip
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-time.h"

G_BEGIN_DECLS

typedef enum {
  SFL_CLIP_LIMIT_TOO_SHORT,
  SFL_CLIP_LIMIT_TOO_LONG,
  SFL_CLIP_LIMIT_TOO_LARGE, /* in bytes */
  SFL_CLIP_LIMIT_TOO_WIDE,
  SFL_CLIP_LIMIT_TOO_NARROW,
} SflClipLimitKind;

/**
 * SflClipLimit:
 * @platform: what it is called
 * @length: the limit of its length, where that is passed
 * @n_bytes: likewise of its size
 *
 * A limit that a clip passes.
 */
typedef struct {
  char *platform;
  SflClipLimitKind kind;
  SflTime length;
  gint64 n_bytes;
} SflClipLimit;

GPtrArray *sfl_clip_limits_find (SflTime length, gint64 n_bytes, guint width, guint height);
GPtrArray *sfl_clip_limits_find_in (GKeyFile *table,
                                    SflTime length,
                                    gint64 n_bytes,
                                    guint width,
                                    guint height);

G_END_DECLS
