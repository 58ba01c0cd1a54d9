/* plugin-fixture.h: the plug-in as built, and an episode to show lines over
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

void fixture_forget_plugin (void);
void fixture_load_plugin (void);
char *fixture_write (const char *name, const char *text, gssize length);
char *fixture_make_episode (guint seconds);
void fixture_clear (void);

G_END_DECLS
