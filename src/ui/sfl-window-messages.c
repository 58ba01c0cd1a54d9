/* sfl-window-messages.c: what the window says
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What passes is a toast, what lasts a banner; both are spoken.
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-label.h"
#include "sfl-row.h"

#include <glib/gi18n-lib.h>

/* Time to reach the button of a toast, in seconds. */
#define LONG_TOAST 10

/* The buttons of a toast: GTK 4.8 has no name for the one, and two for the other. */
static void
name_toast (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    const char *label = GTK_IS_BUTTON (child) ? gtk_button_get_label (GTK_BUTTON (child)) : NULL;

    if (GTK_IS_BUTTON (child))
      sfl_row_name_control (child, label != NULL ? label : _ ("Close this message"));
    else
      name_toast (child);
  }
}

/* Says something that passes, and offers something to do about it. */
void
sfl_window_toast_with_button (SflWindow *self,
                              const char *text,
                              const char *label,
                              const char *action)
{
  g_autofree char *clean = sfl_label_clean (text);
  /* A toast of this version reads markup. */
  g_autofree char *escaped = g_markup_escape_text (clean, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_button_label (toast, label);
  adw_toast_set_detailed_action_name (toast, action);
  if (label != NULL) {
    adw_toast_set_timeout (toast, LONG_TOAST);
    adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  }
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
  for (GtkWidget *child = gtk_widget_get_first_child (self->toasts); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != self->stack)
      name_toast (child);
  sfl_announcer_announce (self->announcer, clean);
}

/* Says something that passes. */
void
sfl_window_toast (SflWindow *self, const char *text)
{
  sfl_window_toast_with_button (self, text, NULL, NULL);
}

static void
told_cb (SflTranscriptPane *pane, const char *words, SflWindow *self)
{
  sfl_announcer_announce (self->announcer, words);
}

static void
message_cb (SflEpisode *episode, const char *id, guint kind, const char *text, SflWindow *self)
{
  if (g_str_equal (id, "remarks")) {
    sfl_window_toast_with_button (self, text, _ ("Details"), "win.transcript-details");
    return;
  }
  if (kind == SFL_MESSAGE_PASSING) {
    sfl_window_toast (self, text);
    return;
  }
  sfl_banner_show (self->banner, id, text,
                   g_str_equal (id, "player-strayed") ? _ ("Follow It") : NULL, TRUE);
  sfl_announcer_alert (self->announcer, text);
}

static void
banner_clicked_cb (SflBanner *banner, const char *id, SflWindow *self)
{
  if (g_str_equal (id, "player-strayed"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.follow-player-track", NULL);
}

static void
message_over_cb (SflEpisode *episode, const char *id, SflWindow *self)
{
  sfl_banner_hide (self->banner, id);
}

/* What the episode and the text have to say is said from now on. */
void
sfl_window_watch_messages (SflWindow *self)
{
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (banner_clicked_cb), self, 0);
  g_signal_connect_object (self->pane, "told", G_CALLBACK (told_cb), self, 0);
  g_signal_connect_object (self->episode, "message", G_CALLBACK (message_cb), self, 0);
  g_signal_connect_object (self->episode, "message-over", G_CALLBACK (message_over_cb), self, 0);
}
