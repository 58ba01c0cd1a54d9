/* sfl-task-pool.h: threads that belong to one pipeline
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define SFL_TYPE_TASK_POOL (sfl_task_pool_get_type ())
G_DECLARE_FINAL_TYPE (SflTaskPool, sfl_task_pool, SFL, TASK_POOL, GstTaskPool)

void sfl_task_pool_attach (GstElement *pipeline);

G_END_DECLS
