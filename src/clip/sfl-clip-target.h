/* sfl-clip-target.h: where a clip is written before it has its name
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the hidden folders beside a clip are called. */
#define SFL_CLIP_TARGET_PREFIX ".souffleur-clip-"

typedef struct _SflClipTarget SflClipTarget;

SflClipTarget *sfl_clip_target_new (const char *path, const char *source, GError **error);
void sfl_clip_target_free (SflClipTarget *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflClipTarget, sfl_clip_target_free)

const char *sfl_clip_target_get_part (SflClipTarget *self);
const char *sfl_clip_target_get_spool (SflClipTarget *self);
gboolean sfl_clip_target_commit (SflClipTarget *self, gint64 *n_bytes, GError **error);

G_END_DECLS
