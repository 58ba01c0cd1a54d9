/* sfl-flash.h: how often something large may change
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-time.h"

G_BEGIN_DECLS

/* WCAG 2.2, 2.3.1: more in a second can cause seizures. */
#define SFL_FLASH_MOST 3

/**
 * SflFlash:
 *
 * The latest changes; all zeros at first.  Times are of any clock that never goes back.
 */
typedef struct {
  SflTime times[SFL_FLASH_MOST];
  guint n; /* of all changes */
} SflFlash;

SflTime sfl_flash_get_wait (const SflFlash *self, SflTime now);
void sfl_flash_add (SflFlash *self, SflTime now);

G_END_DECLS
