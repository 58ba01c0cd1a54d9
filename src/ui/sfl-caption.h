/* sfl-caption.h: the line being spoken, on the picture
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The numbers of both are those of the settings. */
typedef enum {
  SFL_CAPTION_WHITE_ON_BLACK,
  SFL_CAPTION_YELLOW_ON_BLACK,
  SFL_CAPTION_BLACK_ON_WHITE,
  SFL_CAPTION_BLACK_ON_CREAM,
} SflCaptionColors;

typedef enum {
  SFL_CAPTION_BOX,     /* lets a quarter of the picture through */
  SFL_CAPTION_FULL,    /* a box that lets nothing through */
  SFL_CAPTION_OUTLINE, /* no box: the letters have an edge */
} SflCaptionBackground;

/**
 * SflCaptionLook:
 * @family: (nullable): the font; NULL is the desktop's
 * @scale: 1 is as large as on television
 */
typedef struct {
  char *family;
  double scale;
  SflCaptionColors colors;
  SflCaptionBackground background;
} SflCaptionLook;

void sfl_caption_look_read (SflCaptionLook *self, GSettings *settings);
void sfl_caption_look_clear (SflCaptionLook *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SflCaptionLook, sfl_caption_look_clear)

typedef struct _SflCaption SflCaption;

SflCaption *sfl_caption_new (void);
void sfl_caption_free (SflCaption *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflCaption, sfl_caption_free)

gboolean sfl_caption_set_text (SflCaption *self, const char *text);
const char *sfl_caption_get_text (SflCaption *self);
void sfl_caption_set_look (SflCaption *self, const SflCaptionLook *look);
void sfl_caption_forget_layout (SflCaption *self);
void sfl_caption_snapshot (SflCaption *self,
                           GtkWidget *widget,
                           GtkSnapshot *snapshot,
                           const graphene_rect_t *picture);

G_END_DECLS
