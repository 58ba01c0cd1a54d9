/* sfl-picture.h: the picture of a video, with captions on it
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-caption.h"
#include "sfl-frame.h"

G_BEGIN_DECLS

/* Property: "captions" (b, TRUE: captions are drawn).
 * Signals: "clicked" (pause or go on), "activated" (full screen; a double click is two times
 * "clicked", of which the second takes the first back, then this),
 * "size-changed" (i width, i height: the pixels of the screen that the picture covers, at most
 * once per frame of the window).
 * The style class "rounded" gives the picture round corners.
 */
#define SFL_TYPE_PICTURE (sfl_picture_get_type ())
G_DECLARE_FINAL_TYPE (SflPicture, sfl_picture, SFL, PICTURE, GtkWidget)

SflPicture *sfl_picture_new (void);

void sfl_picture_set_frame (SflPicture *self, SflFrame *frame);
gboolean sfl_picture_get_has_frame (SflPicture *self);

void sfl_picture_set_caption (SflPicture *self, const char *text);
const char *sfl_picture_get_caption (SflPicture *self);
void sfl_picture_set_caption_look (SflPicture *self, const SflCaptionLook *look);

void sfl_picture_set_captions (SflPicture *self, gboolean captions);
gboolean sfl_picture_get_captions (SflPicture *self);

G_END_DECLS
