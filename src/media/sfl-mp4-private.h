/* sfl-mp4-private.h: boxes, and the tables that say where samples are
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-container-private.h"

G_BEGIN_DECLS

#define SFL_FOURCC(a, b, c, d)                                                                     \
  ((guint32) (a) << 24 | (guint32) (b) << 16 | (guint32) (c) << 8 | (guint32) (d))

/**
 * SflBox:
 * @type: four characters
 * @start: of its content
 * @end: of its content, within what holds the box
 */
typedef struct {
  guint32 type;
  guint64 start;
  guint64 end;
} SflBox;

gboolean sfl_box_take (SflByteFile *file, guint64 *pos, guint64 end, SflBox *box);
gboolean sfl_box_find (SflByteFile *file, const SflBox *parent, guint32 type, SflBox *box);
gboolean sfl_box_get_u32 (SflByteFile *file, const SflBox *box, gsize offset, guint32 *value);

/**
 * SflMp4Stream:
 * @id: of the track
 * @scale: ticks a second
 * @delay: what an edit list puts before the first sample
 * @table: the box "stbl"
 * @usual_duration: of samples in fragments, ticks
 * @usual_size: of samples in fragments
 */
typedef struct {
  guint32 id;
  guint32 scale;
  SflTime delay;
  SflBox table;
  guint32 usual_duration;
  guint32 usual_size;
} SflMp4Stream;

gboolean sfl_mp4_read_samples (SflByteFile *file,
                               const SflMp4Stream *stream,
                               SflPacketFunc func,
                               gpointer user_data);
void sfl_mp4_read_fragments (SflByteFile *file,
                             const SflMp4Stream *stream,
                             SflPacketFunc func,
                             gpointer user_data);

G_END_DECLS
