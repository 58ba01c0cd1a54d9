/* sfl-problem.h: what went wrong in a pipeline, for the person who watches
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.
 */

#pragma once

#include <gst/gst.h>

#include "sfl-time.h"

G_BEGIN_DECLS

gboolean sfl_problem_is_about_text (GstMessage *message);
gboolean sfl_problem_is_about_video (GstMessage *message);
gboolean sfl_problem_is_about_audio (GstMessage *message);

GError *sfl_problem_new_from_error (GstMessage *message, GstMessage *missing);
GError *sfl_problem_new_from_missing (GstMessage *message);
GError *sfl_problem_new_unknown (GstMessage *missing);
GError *sfl_problem_new_silent (void);
GError *sfl_problem_new_incomplete (void);
GError *sfl_problem_new_soundless (void);
GError *sfl_problem_new_cut_short (SflTime reached);
GError *sfl_problem_new_remote (void);

G_END_DECLS
