/* sfl-banner.c: messages that last, above what they are about
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For states, such as a missing decoder, that a toast would take away before
 * they are read.  Shows the newest of its messages; the one before comes back
 * when that goes.  AdwBanner is newer than our base.  Main thread only.
 */

#include "config.h"

#include "sfl-banner.h"

#include "sfl-label.h"
#include "sfl-row.h"

#include <glib/gi18n-lib.h>

#define SPACING 12

/* A text that needs more rows beside its button gets the button below it. */
#define MAX_ROWS_BESIDE 3

typedef struct {
  char *id;
  char *text;
  char *button;
  gboolean closable;
  gboolean closed; /* by the user: it stays away until its state ends */
} Message;

struct _SflBanner {
  GtkWidget parent_instance;

  GPtrArray *messages; /* the newest is the last */
  Message *shown;

  GtkWidget *revealer;
  GtkWidget *label;
  GtkWidget *button;
  GtkWidget *close;
};

G_DEFINE_FINAL_TYPE (SflBanner, sfl_banner, GTK_TYPE_WIDGET)

enum { BUTTON_CLICKED, CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
free_message (gpointer data)
{
  Message *message = data;

  g_free (message->id);
  g_free (message->text);
  g_free (message->button);
  g_free (message);
}

/* Where the three children of the row go in a given width. */
typedef struct {
  GtkWidget *label, *button, *close;
  GtkRequisition button_size, close_size;
  int label_width;
  int label_height;
  int first_height; /* of the label and what is beside it */
  gboolean stacked;
} Places;

static void
measure_fixed (GtkWidget *widget, GtkRequisition *size)
{
  *size = (GtkRequisition){ 0, 0 };
  if (gtk_widget_should_layout (widget))
    gtk_widget_get_preferred_size (widget, NULL, size);
}

static int
with_spacing (int width)
{
  return width > 0 ? width + SPACING : 0;
}

static int
measure_height (GtkWidget *label, int width)
{
  int minimum, height;

  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, MAX (width, minimum), NULL, &height, NULL,
                      NULL);

  return height;
}

static void
find_places (GtkWidget *row, int width, Places *places)
{
  int beside;

  places->label = gtk_widget_get_first_child (row);
  places->button = gtk_widget_get_next_sibling (places->label);
  places->close = gtk_widget_get_next_sibling (places->button);
  measure_fixed (places->button, &places->button_size);
  measure_fixed (places->close, &places->close_size);

  beside =
      width - with_spacing (places->button_size.width) - with_spacing (places->close_size.width);
  places->stacked = places->button_size.width > 0 &&
                    measure_height (places->label, beside) >
                        MAX_ROWS_BESIDE * measure_height (places->label, G_MAXINT16);
  places->label_width = places->stacked ? width - with_spacing (places->close_size.width) : beside;
  places->label_height = measure_height (places->label, places->label_width);
  places->first_height = MAX (places->label_height, places->close_size.height);
  if (!places->stacked)
    places->first_height = MAX (places->first_height, places->button_size.height);
}

static GtkSizeRequestMode
get_row_request_mode (GtkWidget *row)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_row (GtkWidget *row,
             GtkOrientation orientation,
             int for_size,
             int *minimum,
             int *natural,
             int *minimum_baseline,
             int *natural_baseline)
{
  Places places;

  if (orientation == GTK_ORIENTATION_VERTICAL) {
    find_places (row, for_size >= 0 ? for_size : G_MAXINT16, &places);
    *minimum = places.first_height;
    if (places.stacked)
      *minimum += SPACING / 2 + places.button_size.height;
    *natural = *minimum;
  } else {
    int label_minimum, label_natural;

    find_places (row, G_MAXINT16, &places);
    gtk_widget_measure (places.label, orientation, -1, &label_minimum, &label_natural, NULL, NULL);
    *minimum =
        MAX (label_minimum + with_spacing (places.close_size.width), places.button_size.width);
    *natural = MAX (*minimum, label_natural + with_spacing (places.button_size.width) +
                                  with_spacing (places.close_size.width));
  }
}

/* @x from the start of the row, which is its right end where people read from right to left. */
static void
place (GtkWidget *row, GtkWidget *child, int row_width, int x, int y, int width, int height)
{
  GtkAllocation allocation = { x, y, width, height };

  if (!gtk_widget_should_layout (child))
    return;

  if (gtk_widget_get_direction (row) == GTK_TEXT_DIR_RTL)
    allocation.x = row_width - x - width;
  gtk_widget_size_allocate (child, &allocation, -1);
}

static void
allocate_row (GtkWidget *row, int width, int height, int baseline)
{
  Places places;
  int x, first;

  find_places (row, width, &places);
  first = places.stacked ? places.first_height : height;
  x = width - places.close_size.width;

  place (row, places.label, width, 0, (first - places.label_height) / 2, places.label_width,
         places.label_height);
  place (row, places.close, width, x, places.stacked ? 0 : (first - places.close_size.height) / 2,
         places.close_size.width, places.close_size.height);
  if (places.stacked)
    place (row, places.button, width, (width - places.button_size.width) / 2,
           height - places.button_size.height, places.button_size.width, places.button_size.height);
  else
    place (row, places.button, width,
           width - with_spacing (places.close_size.width) - places.button_size.width,
           (first - places.button_size.height) / 2, places.button_size.width,
           places.button_size.height);
}

static Message *
find_message (SflBanner *self, const char *id)
{
  for (guint i = 0; i < self->messages->len; i++) {
    Message *message = g_ptr_array_index (self->messages, i);

    if (g_str_equal (message->id, id))
      return message;
  }

  return NULL;
}

static Message *
get_newest_open (SflBanner *self)
{
  for (guint i = self->messages->len; i > 0; i--) {
    Message *message = g_ptr_array_index (self->messages, i - 1);

    if (!message->closed)
      return message;
  }

  return NULL;
}

/* The focus goes on to what follows, or the keyboard would be nowhere. */
static void
give_focus_away (SflBanner *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  while (focus != NULL &&
         (focus == GTK_WIDGET (self) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))) {
    GtkWidget *before = focus;

    gtk_widget_child_focus (GTK_WIDGET (root), GTK_DIR_TAB_FORWARD);
    focus = gtk_root_get_focus (root);
    if (focus == before)
      return;
  }
}

static void
update (SflBanner *self)
{
  self->shown = get_newest_open (self);

  if (self->shown == NULL) {
    give_focus_away (self);
    gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
    gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
    return;
  }

  /* So that the message can be gone back to and read again by keyboard. */
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  sfl_label_set_text (GTK_LABEL (self->label), self->shown->text);
  if (self->shown->button != NULL)
    gtk_button_set_label (GTK_BUTTON (self->button), self->shown->button);
  gtk_widget_set_visible (self->button, self->shown->button != NULL);
  gtk_widget_set_visible (self->close, self->shown->closable);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
}

static void
button_clicked_cb (SflBanner *self, GtkButton *button)
{
  g_autofree char *id = NULL;

  if (self->shown == NULL)
    return;

  id = g_strdup (self->shown->id);
  g_signal_emit (self, signals[BUTTON_CLICKED], 0, id);
}

static void
close_clicked_cb (SflBanner *self, GtkButton *button)
{
  g_autofree char *id = NULL;

  if (self->shown == NULL)
    return;

  id = g_strdup (self->shown->id);
  self->shown->closed = TRUE;
  update (self);
  g_signal_emit (self, signals[CLOSED], 0, id);
}

static void
sfl_banner_dispose (GObject *object)
{
  SflBanner *self = SFL_BANNER (object);

  self->shown = NULL;
  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  g_clear_pointer (&self->messages, g_ptr_array_unref);

  G_OBJECT_CLASS (sfl_banner_parent_class)->dispose (object);
}

static void
sfl_banner_class_init (SflBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sfl_banner_dispose;

  signals[BUTTON_CLICKED] = g_signal_new ("button-clicked", SFL_TYPE_BANNER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CLOSED] = g_signal_new ("closed", SFL_TYPE_BANNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "banner");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
sfl_banner_init (SflBanner *self)
{
  GtkWidget *row;

  self->messages = g_ptr_array_new_with_free_func (free_message);

  self->label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (self->label), GTK_JUSTIFY_CENTER);

  self->button = gtk_button_new ();
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (button_clicked_cb), self,
                           G_CONNECT_SWAPPED);

  self->close = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (self->close, "flat");
  gtk_widget_add_css_class (self->close, "circular");
  sfl_row_name_control (self->close, _ ("Close this message"));
  g_signal_connect_object (self->close, "clicked", G_CALLBACK (close_clicked_cb), self,
                           G_CONNECT_SWAPPED);

  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (row), self->label);
  gtk_box_append (GTK_BOX (row), self->button);
  gtk_box_append (GTK_BOX (row), self->close);
  gtk_widget_set_layout_manager (row, gtk_custom_layout_new (get_row_request_mode, measure_row,
                                                             allocate_row));

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), row);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));

  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->label, NULL, -1);
}

SflBanner *
sfl_banner_new (void)
{
  return g_object_new (SFL_TYPE_BANNER, NULL);
}

/**
 * sfl_banner_show:
 * @id: names the state; showing it again replaces its text
 * @text: a sentence: what is the matter and what can be done
 * @button: (nullable): the label of a button that does it
 * @closable: whether the user can put the message away
 *
 * A message that was put away and is shown again with the same text stays
 * away, until sfl_banner_hide() has said that its state ended.
 */
void
sfl_banner_show (SflBanner *self,
                 const char *id,
                 const char *text,
                 const char *button,
                 gboolean closable)
{
  Message *message;

  g_return_if_fail (SFL_IS_BANNER (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (text != NULL);

  message = find_message (self, id);
  if (message == NULL) {
    message = g_new0 (Message, 1);
    message->id = g_strdup (id);
    g_ptr_array_add (self->messages, message);
  } else if (!g_str_equal (message->text, text)) {
    message->closed = FALSE;
  }

  g_free (message->text);
  message->text = g_strdup (text);
  g_free (message->button);
  message->button = g_strdup (button);
  message->closable = closable;
  update (self);
}

/**
 * sfl_banner_hide:
 * @id: the state that has ended; nothing happens when it was not shown
 */
void
sfl_banner_hide (SflBanner *self, const char *id)
{
  Message *message;

  g_return_if_fail (SFL_IS_BANNER (self));
  g_return_if_fail (id != NULL);

  message = find_message (self, id);
  if (message == NULL)
    return;

  g_ptr_array_remove (self->messages, message);
  update (self);
}

/* Ends all states, as when another episode is opened. */
void
sfl_banner_clear (SflBanner *self)
{
  g_return_if_fail (SFL_IS_BANNER (self));

  g_ptr_array_set_size (self->messages, 0);
  update (self);
}

/* The state whose message is shown, or NULL. */
const char *
sfl_banner_get_id (SflBanner *self)
{
  g_return_val_if_fail (SFL_IS_BANNER (self), NULL);

  return self->shown != NULL ? self->shown->id : NULL;
}

const char *
sfl_banner_get_text (SflBanner *self)
{
  g_return_val_if_fail (SFL_IS_BANNER (self), NULL);

  return self->shown != NULL ? self->shown->text : NULL;
}
