/* sfl-stage.h: picture and text, beside or above each other
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  SFL_STAGE_AUTO,
  SFL_STAGE_ABOVE,
  SFL_STAGE_BESIDE,
} SflStagePosition;

/* Below this width everything is in one column. */
#define SFL_STAGE_NARROW 720

#define SFL_TYPE_STAGE (sfl_stage_get_type ())
G_DECLARE_FINAL_TYPE (SflStage, sfl_stage, SFL, STAGE, GtkWidget)

GtkWidget *sfl_stage_new (GtkWidget *picture, GtkWidget *notes, GtkWidget *text);

void sfl_stage_set_position (SflStage *self, SflStagePosition position);
void sfl_stage_set_share (SflStage *self, double share);
double sfl_stage_get_share (SflStage *self);
void sfl_stage_set_show_picture (SflStage *self, gboolean show_picture);
void sfl_stage_set_picture_only (SflStage *self, gboolean picture_only);
void sfl_stage_expect_width (SflStage *self, int width);
gboolean sfl_stage_get_narrow (SflStage *self);

G_END_DECLS
