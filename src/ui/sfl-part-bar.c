/* sfl-part-bar.c: which part of a very long text is shown, and the way to the others
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text view cannot lay out a hundred thousand paragraphs, so such a text
 * comes in parts.  They change by themselves where the reader goes on: by
 * scrolling or by keys past an end, or with Ctrl+Home and Ctrl+End.
 */

#include "config.h"

#include "sfl-part-bar.h"

#include "sfl-row.h"

#include <glib/gi18n-lib.h>

/* Clicks of the wheel past the end: more than one, or it would come as a surprise. */
#define PAST_END 3

struct _SflPartBar {
  GtkWidget parent_instance;

  SflTranscriptView *view; /* the pane owns all of us */
  SflFollower *follower;
  GtkWidget *label;
  GtkWidget *previous;
  GtkWidget *next;
  guint shown;
  double past_end;
};

G_DEFINE_FINAL_TYPE (SflPartBar, sfl_part_bar, GTK_TYPE_WIDGET)

enum { MOVED, N_SIGNALS };

static guint signals[N_SIGNALS];

static guint
get_n_parts (SflPartBar *self)
{
  SflReading *reading = sfl_transcript_view_get_reading (self->view);

  return reading ? sfl_reading_get_n_pages (reading) : 1;
}

/* Shows a part from its beginning, or from its end. */
static void
show_part (SflPartBar *self, guint part, gboolean at_end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  GtkTextIter iter;

  sfl_transcript_view_show_page (self->view, part);
  if (at_end)
    gtk_text_buffer_get_end_iter (buffer, &iter);
  else
    gtk_text_buffer_get_start_iter (buffer, &iter);
  gtk_text_buffer_place_cursor (buffer, &iter);
  sfl_follower_reveal (self->follower, &iter);
  self->past_end = 0;
}

static void
previous_cb (GtkButton *button, SflPartBar *self)
{
  show_part (self, sfl_transcript_view_get_page (self->view) - 1, FALSE);
}

static void
next_cb (GtkButton *button, SflPartBar *self)
{
  show_part (self, sfl_transcript_view_get_page (self->view) + 1, FALSE);
}

static void
sfl_part_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sfl_part_bar_parent_class)->dispose (object);
}

static void
sfl_part_bar_class_init (SflPartBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sfl_part_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "partbar");

  /**
   * SflPartBar::moved:
   * @words: which part it is
   *
   * Another part is shown.
   */
  signals[MOVED] = g_signal_new ("moved", SFL_TYPE_PART_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
make_button (SflPartBar *self, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  sfl_row_name_control (button, name);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", callback, self, 0);

  return button;
}

static void
sfl_part_bar_init (SflPartBar *self)
{
  self->previous =
      make_button (self, "go-previous-symbolic", _ ("Previous part"), G_CALLBACK (previous_cb));
  self->next = make_button (self, "go-next-symbolic", _ ("Next part"), G_CALLBACK (next_cb));
  self->label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->label, "dim-label");
  gtk_widget_set_parent (self->previous, GTK_WIDGET (self));
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_parent (self->next, GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
sfl_part_bar_new (SflTranscriptView *view, SflFollower *follower)
{
  SflPartBar *self = g_object_new (SFL_TYPE_PART_BAR, NULL);

  self->view = view;
  self->follower = follower;

  return GTK_WIDGET (self);
}

/* Shows what is shown; a text of one part needs no bar. */
void
sfl_part_bar_update (SflPartBar *self)
{
  guint n, part;
  g_autofree char *text = NULL;

  g_return_if_fail (SFL_IS_PART_BAR (self));

  n = get_n_parts (self);
  part = sfl_transcript_view_get_page (self->view);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 1);
  if (n == 1) {
    self->shown = 0;
    return;
  }

  text = g_strdup_printf (_ ("Part %u of %u"), part + 1, n);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_widget_set_sensitive (self->previous, part > 0);
  gtk_widget_set_sensitive (self->next, part + 1 < n);
  if (part != self->shown) {
    self->shown = part;
    g_signal_emit (self, signals[MOVED], 0, text);
  }
}

/* Takes a key of the text that leads out of this part.  Returns: whether it did */
gboolean
sfl_part_bar_take_key (SflPartBar *self, guint keyval, GdkModifierType state)
{
  GtkTextBuffer *buffer;
  GtkTextIter iter;
  guint n, part;

  g_return_val_if_fail (SFL_IS_PART_BAR (self), FALSE);

  n = get_n_parts (self);
  part = sfl_transcript_view_get_page (self->view);
  if (n == 1 || (state & (GDK_SHIFT_MASK | GDK_ALT_MASK)))
    return FALSE;

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  switch (keyval) {
  case GDK_KEY_Home:
    if (!(state & GDK_CONTROL_MASK) || part == 0)
      return FALSE;
    show_part (self, 0, FALSE);
    return TRUE;
  case GDK_KEY_End:
    if (!(state & GDK_CONTROL_MASK) || part + 1 == n)
      return FALSE;
    show_part (self, n - 1, TRUE);
    return TRUE;
  case GDK_KEY_Up:
  case GDK_KEY_Page_Up:
    if (part == 0 || gtk_text_iter_get_line (&iter) > 0 ||
        gtk_text_view_backward_display_line (GTK_TEXT_VIEW (self->view), &iter))
      return FALSE;
    show_part (self, part - 1, TRUE);
    return TRUE;
  case GDK_KEY_Down:
  case GDK_KEY_Page_Down:
    if (part + 1 == n ||
        gtk_text_iter_get_line (&iter) + 1 < gtk_text_buffer_get_line_count (buffer))
      return FALSE;
    gtk_text_view_forward_display_line_end (GTK_TEXT_VIEW (self->view), &iter);
    if (!gtk_text_iter_is_end (&iter))
      return FALSE;
    show_part (self, part + 1, FALSE);
    return TRUE;
  default:
    return FALSE;
  }
}

/* The wheel turns; at an end it leads on after some clicks. */
void
sfl_part_bar_take_scroll (SflPartBar *self, double dy)
{
  GtkAdjustment *adjustment;
  double value;
  guint n, part;

  g_return_if_fail (SFL_IS_PART_BAR (self));

  n = get_n_parts (self);
  part = sfl_transcript_view_get_page (self->view);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  value = gtk_adjustment_get_value (adjustment);
  if (dy > 0 && part + 1 < n &&
      value + gtk_adjustment_get_page_size (adjustment) >=
          gtk_adjustment_get_upper (adjustment) - 1)
    self->past_end = MAX (self->past_end, 0) + dy;
  else if (dy < 0 && part > 0 && value <= gtk_adjustment_get_lower (adjustment))
    self->past_end = MIN (self->past_end, 0) + dy;
  else
    self->past_end = 0;

  if (self->past_end >= PAST_END)
    show_part (self, part + 1, FALSE);
  else if (self->past_end <= -PAST_END)
    show_part (self, part - 1, TRUE);
}
