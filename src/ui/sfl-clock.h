/* sfl-clock.h: a time that goes on, without a word
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-time.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SFL_TYPE_CLOCK (sfl_clock_get_type ())
G_DECLARE_FINAL_TYPE (SflClock, sfl_clock, SFL, CLOCK, GtkWidget)

GtkWidget *sfl_clock_new (void);

void sfl_clock_set_time (SflClock *self, SflTime time, SflTime longest);

G_END_DECLS
