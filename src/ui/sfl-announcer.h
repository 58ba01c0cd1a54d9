/* sfl-announcer.h: words for those who listen to the window
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Announcements are at least this far apart. */
#define SFL_ANNOUNCER_INTERVAL_MS 1500

#define SFL_TYPE_ANNOUNCER (sfl_announcer_get_type ())
G_DECLARE_FINAL_TYPE (SflAnnouncer, sfl_announcer, SFL, ANNOUNCER, GObject)

SflAnnouncer *sfl_announcer_new (GtkWindow *window);

void sfl_announcer_announce (SflAnnouncer *self, const char *text);

void sfl_announcer_alert (SflAnnouncer *self, const char *text);

void sfl_announcer_say (GtkWidget *widget, const char *text);

void sfl_announcer_describe (GtkWidget *widget, const char *description);

G_END_DECLS
