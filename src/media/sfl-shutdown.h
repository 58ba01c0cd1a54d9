/* sfl-shutdown.h: lets go of a pipeline
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

void sfl_shutdown_pipeline (GstElement *pipeline,
                            gboolean opening,
                            GDestroyNotify notify,
                            gpointer user_data);
void sfl_shutdown_wait (void);

G_END_DECLS
