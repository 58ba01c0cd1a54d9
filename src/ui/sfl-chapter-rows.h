/* sfl-chapter-rows.h: the chapters of an episode, to choose from
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-episode.h"

G_BEGIN_DECLS

#define SFL_TYPE_CHAPTER_ROWS (sfl_chapter_rows_get_type ())
G_DECLARE_FINAL_TYPE (SflChapterRows, sfl_chapter_rows, SFL, CHAPTER_ROWS, GtkWidget)

GtkWidget *sfl_chapter_rows_new (SflEpisode *episode);

gboolean sfl_chapter_rows_focus_current (SflChapterRows *self);

G_END_DECLS
