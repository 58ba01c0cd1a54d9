/* sfl-history.h: where the playhead was before each jump
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Back and forward as in a web browser, but for a playhead that moves on by
 * itself meanwhile.
 */

#pragma once

#include "sfl-time.h"

G_BEGIN_DECLS

/* A shorter way is a step and no jump. */
#define SFL_HISTORY_JUMP (10 * SFL_SECOND)

/* Places this near are the same. */
#define SFL_HISTORY_NEAR (3 * SFL_SECOND)

/* The oldest places go first. */
#define SFL_HISTORY_PLACES 50

typedef struct _SflHistory SflHistory;

SflHistory *sfl_history_new (void);
void sfl_history_free (SflHistory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflHistory, sfl_history_free)

void sfl_history_clear (SflHistory *self);
void sfl_history_add_jump (SflHistory *self, SflTime from, SflTime to);
void sfl_history_drop_jump (SflHistory *self, SflTime from);

gboolean sfl_history_can_go (const SflHistory *self, int direction, SflTime here);
SflTime sfl_history_go (SflHistory *self, int direction, SflTime here);

G_END_DECLS
