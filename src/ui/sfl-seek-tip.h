/* sfl-seek-tip.h: what is at a place of the seek bar
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-time.h"

G_BEGIN_DECLS

#define SFL_TYPE_SEEK_TIP (sfl_seek_tip_get_type ())
G_DECLARE_FINAL_TYPE (SflSeekTip, sfl_seek_tip, SFL, SEEK_TIP, GtkPopover)

SflSeekTip *sfl_seek_tip_new (GtkWidget *parent);

void sfl_seek_tip_show (SflSeekTip *self,
                        double x,
                        const char *clock,
                        const char *chapter,
                        const char *line);
void sfl_seek_tip_hide (SflSeekTip *self);

G_END_DECLS
