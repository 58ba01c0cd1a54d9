/* sfl-transcript-pane-buttons.c: the way back to the line, and out of a hole
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two buttons over the text, each there only while it has something to do.
 */

#include "config.h"

#include "sfl-transcript-pane-private.h"

#include <glib/gi18n-lib.h>

/* How far the line being spoken is from what is in view, in words. */
static char *
describe_distance (SflTranscriptPane *self)
{
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);
  GdkRectangle visible;
  int here, line = sfl_follower_get_line (self->follower);
  g_autofree char *distance = NULL;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self->view), &visible);
  here = sfl_transcript_view_find_line_at_y (self->view, visible.y + visible.height / 2);
  if (here < 0 || line < 0)
    return g_strdup (_ ("Back to the playhead"));

  distance = sfl_time_to_length (lines[line].start - lines[here].start);

  /* Translators: and how far it is, such as "3 min". */
  return g_strdup_printf (_ ("Back to the playhead · %s"), distance);
}

/* What a floating button says, to all. */
static void
set_words (GtkWidget *button, GtkWidget *label, const char *words)
{
  gtk_label_set_text (GTK_LABEL (label), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}

/* The pill is there only while the line is out of view. */
void
sfl_transcript_pane_update_pill (SflTranscriptPane *self)
{
  int direction = sfl_follower_get_direction (self->follower);
  gboolean show = !sfl_follower_get_following (self->follower) && direction != 0 && self->episode &&
                  sfl_episode_get_transcript (self->episode) &&
                  !sfl_transcript_view_is_plain (self->view);
  g_autofree char *text = NULL;

  if (show) {
    text = describe_distance (self);
    if (g_strcmp0 (text, gtk_label_get_text (GTK_LABEL (self->pill_label))) != 0)
      set_words (self->pill, self->pill_label, text);
    gtk_image_set_from_icon_name (GTK_IMAGE (self->pill_icon),
                                  direction < 0 ? "go-up-symbolic" : "go-down-symbolic");
  }
  gtk_widget_set_visible (self->pill, show);
}

static void
pill_clicked_cb (GtkButton *button, SflTranscriptPane *self)
{
  sfl_transcript_pane_follow (self);
}

static void
skip_clicked_cb (GtkButton *button, SflTranscriptPane *self)
{
  sfl_episode_skip_hole (self->episode);
  sfl_follower_follow (self->follower);
}

static GtkWidget *
make_floating_button (GtkWidget **icon, GtkWidget **label, const char *css_class)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  *icon = gtk_image_new ();
  gtk_accessible_update_state (GTK_ACCESSIBLE (*icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  *label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (*label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), *icon);
  gtk_box_append (GTK_BOX (box), *label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "floating");
  gtk_widget_add_css_class (button, css_class);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (button, GTK_ALIGN_END);
  gtk_widget_set_margin_bottom (button, 18);
  gtk_widget_set_visible (button, FALSE);

  return button;
}

/* Over the text, at its end and at its beginning. */
void
sfl_transcript_pane_add_buttons (SflTranscriptPane *self)
{
  GtkWidget *skip_icon, *skip_label;

  self->pill = make_floating_button (&self->pill_icon, &self->pill_label, "suggested-action");
  g_signal_connect_object (self->pill, "clicked", G_CALLBACK (pill_clicked_cb), self, 0);
  self->skip = make_floating_button (&skip_icon, &skip_label, "osd");
  gtk_image_set_from_icon_name (GTK_IMAGE (skip_icon), "media-skip-forward-symbolic");
  set_words (self->skip, skip_label, _ ("Skip to the next line"));
  gtk_widget_set_valign (self->skip, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->skip, 18);
  g_signal_connect_object (self->skip, "clicked", G_CALLBACK (skip_clicked_cb), self, 0);

  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->pill);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->skip);
}
