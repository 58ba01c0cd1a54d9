/* sfl-clip-elements.h: the parts of a pipeline, made by name
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.
 */

#pragma once

#include <gst/gst.h>

#include "sfl-clip-recipe.h"

G_BEGIN_DECLS

gboolean sfl_clip_elements_have (const char *name);
GstElement *sfl_clip_elements_add (GstElement *pipeline, const char *name, GError **error);
gboolean sfl_clip_elements_add_chain (GstElement *pipeline,
                                      const char *const *names,
                                      GstElement **elements,
                                      GError **error);
void sfl_clip_elements_set_no_space (GError **error);
void sfl_clip_elements_set_error (GstMessage *message, GError **error);

G_END_DECLS
