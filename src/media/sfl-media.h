/* sfl-media.h: which elements may take part
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only; sfl_media_init() is in sfl-player.h.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

gboolean sfl_media_is_unwanted (GstElementFactory *factory);

G_END_DECLS
