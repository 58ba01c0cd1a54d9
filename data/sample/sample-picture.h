/* sample-picture.h: the stage that the sample episode shows
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAMPLE_PICTURE_WIDTH 640
#define SAMPLE_PICTURE_HEIGHT 360
#define SAMPLE_PICTURE_RATE 25

/* The footlights spell the frame's number, lowest bit at the left: lamp i is centred here. */
#define SAMPLE_PICTURE_LAMPS 16
#define SAMPLE_PICTURE_LAMP_X(i) (80 + 32 * (i))
#define SAMPLE_PICTURE_LAMP_Y 344

typedef struct _SamplePicture SamplePicture;

SamplePicture *sample_picture_new (void);
void sample_picture_free (SamplePicture *self);

/* Draws frame @number while @speaker speaks (NULL: nobody does; the same name is the same
 * pointer), with the curtain open by @curtain from 0 to 1.  Returns BGRx, four bytes a pixel, without padding.
 */
GBytes *
sample_picture_draw (SamplePicture *self, guint number, const char *speaker, double curtain);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SamplePicture, sample_picture_free)

G_END_DECLS
