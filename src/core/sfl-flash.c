/* sfl-flash.c: how often something large may change
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * At most three times in any second: what comes too soon waits, and only the
 * latest of what waits is shown.
 */

#include "config.h"

#include "sfl-flash.h"

/* How long a change at @now has to wait; 0: not at all. */
SflTime
sfl_flash_get_wait (const SflFlash *self, SflTime now)
{
  SflTime oldest;

  g_return_val_if_fail (self != NULL, 0);

  if (self->n < SFL_FLASH_MOST)
    return 0;
  oldest = self->times[self->n % SFL_FLASH_MOST];

  return MAX (0, oldest + SFL_SECOND - now);
}

/* Something changes at @now. */
void
sfl_flash_add (SflFlash *self, SflTime now)
{
  g_return_if_fail (self != NULL);

  self->times[self->n % SFL_FLASH_MOST] = now;
  /* Only the remainder counts once there have been enough. */
  self->n = self->n + 1 < 2 * SFL_FLASH_MOST ? self->n + 1 : SFL_FLASH_MOST;
}
