/* sfl-transcript-pane-buttons.c: the way back to the line, and out of a hole
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two buttons over the text, each there only while it has something to do.
 */

#include "config.h"

#include "sfl-transcript-pane-private.h"

#include <glib/gi18n-lib.h>

/* A text that is no higher has no room for a wide pill over it: one tells how far, in the corner. */
#define LOW 220

/* Between a floating button and the edge, in pixels. */
#define MARGIN 18
#define SMALL_MARGIN 6

/* How far the line being spoken is from what is in view, or NULL where that is not known. */
static char *
dup_distance (SflTranscriptPane *self)
{
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);
  GdkRectangle visible;
  int here, line = sfl_follower_get_line (self->follower);

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self->view), &visible);
  here = sfl_transcript_view_find_line_at_y (self->view, visible.y + visible.height / 2);
  if (here < 0 || line < 0)
    return NULL;

  return sfl_time_to_length (lines[line].start - lines[here].start);
}

/* What a floating button says; @shown is all of it, or less where room is dear. */
static void
set_words (GtkWidget *button, GtkWidget *label, const char *words, const char *shown)
{
  if (g_strcmp0 (words, gtk_widget_get_tooltip_text (button)) != 0) {
    gtk_widget_set_tooltip_text (button, words);
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                    -1);
  }
  if (g_strcmp0 (shown, gtk_label_get_text (GTK_LABEL (label))) != 0)
    gtk_label_set_text (GTK_LABEL (label), shown);
  gtk_widget_set_visible (label, *shown != '\0');
}

static void
name_pill (SflTranscriptPane *self)
{
  gboolean low = gtk_widget_get_height (self->overlay) < LOW;
  g_autofree char *distance = dup_distance (self);
  g_autofree char *words = NULL;

  if (distance != NULL)
    /* Translators: and how far it is, such as "3 min". */
    words = g_strdup_printf (_ ("Back to the playhead · %s"), distance);
  else
    words = g_strdup (_ ("Back to the playhead"));

  set_words (self->pill, self->pill_label, words, !low ? words : distance ? distance : "");
  gtk_widget_set_halign (self->pill, low ? GTK_ALIGN_END : GTK_ALIGN_CENTER);
  gtk_widget_set_margin_bottom (self->pill, low ? SMALL_MARGIN : MARGIN);
  gtk_widget_set_margin_end (self->pill, low ? MARGIN : 0);
}

/* The pill is there only while the line is out of view. */
void
sfl_transcript_pane_update_pill (SflTranscriptPane *self)
{
  int direction = sfl_follower_get_direction (self->follower);
  gboolean show = !sfl_follower_get_following (self->follower) && direction != 0 && self->episode &&
                  sfl_episode_get_transcript (self->episode) &&
                  !sfl_transcript_view_is_plain (self->view);

  if (show) {
    name_pill (self);
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
  gtk_widget_set_margin_bottom (button, MARGIN);
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
  set_words (self->skip, skip_label, _ ("Skip to the next line"), _ ("Skip to the next line"));
  gtk_widget_set_valign (self->skip, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->skip, MARGIN);
  g_signal_connect_object (self->skip, "clicked", G_CALLBACK (skip_clicked_cb), self, 0);

  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->pill);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->skip);
}
