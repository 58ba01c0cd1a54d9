/* sfl-sound-clock.h: keeps a sound sink's clock from running away
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

void sfl_sound_clock_guard (GstElement *sink);

G_END_DECLS
