/* sfl-study-state.h: what loop or stop is in force, and the way out of it
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-episode.h"

G_BEGIN_DECLS

char *sfl_study_state_dup_text (SflStudy *study, gboolean spoken);

GtkWidget *sfl_study_state_new (SflStudy *study);

G_END_DECLS
