/* sfl-banner.h: messages that last, above what they are about
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "button-clicked" (s id), "closed" (s id: the user has read the message). */
#define SFL_TYPE_BANNER (sfl_banner_get_type ())
G_DECLARE_FINAL_TYPE (SflBanner, sfl_banner, SFL, BANNER, GtkWidget)

SflBanner *sfl_banner_new (void);

void sfl_banner_show (SflBanner *self,
                      const char *id,
                      const char *text,
                      const char *button,
                      gboolean closable);
void sfl_banner_hide (SflBanner *self, const char *id);
void sfl_banner_clear (SflBanner *self);

const char *sfl_banner_get_id (SflBanner *self);
const char *sfl_banner_get_text (SflBanner *self);

G_END_DECLS
