/* sfl-selection.h: which streams of a file a pipeline is asked for
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

gboolean sfl_selection_can_decode (const GstCaps *caps);
void sfl_selection_connect (GstElement *pipeline, GstStreamType refused, const char *id);
GstCaps *sfl_selection_get_undecodable (GstStreamCollection *collection, GstStreamType type);

G_END_DECLS
