/* sfl-stage.c: picture and text, beside or above each other
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pane with a handle between them.  Beside each other the picture stands at
 * the top, with the notes under it; in one column it takes the height that its
 * shape asks for, and never more than half.
 */

#include "config.h"

#include "sfl-stage.h"

#include "sfl-row.h"

#include <glib/gi18n-lib.h>

/* In a column lower than this the text needs all the room. */
#define LOW 220

#define OPPOSITE(orientation)                                                                      \
  ((orientation) == GTK_ORIENTATION_HORIZONTAL ? GTK_ORIENTATION_VERTICAL                          \
                                               : GTK_ORIENTATION_HORIZONTAL)

struct _SflStage {
  GtkWidget parent_instance;

  GtkWidget *paned;
  GtkWidget *side; /* picture and notes */
  GtkWidget *picture;
  GtkWidget *notes; /* in its scrolled window */
  GtkWidget *text;

  SflStagePosition position;
  double share;
  gboolean show_picture;
  gboolean picture_only;

  gboolean beside;
  gboolean narrow;
  gboolean arranging;
  int width;
  int height;
  int picture_height; /* that its shape asks for above the text */
  guint arrange_id;
};

G_DEFINE_FINAL_TYPE (SflStage, sfl_stage, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_SHARE, PROP_NARROW, N_PROPS };

static GParamSpec *props[N_PROPS];

static void
set_narrow (SflStage *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NARROW]);
}

/* Puts everything where it belongs for the size we have. */
static void
arrange (SflStage *self)
{
  gboolean narrow = self->width < SFL_STAGE_NARROW;
  gboolean beside = !narrow && self->position != SFL_STAGE_ABOVE;
  gboolean side = self->show_picture || self->picture_only;
  gboolean low;

  if (self->position == SFL_STAGE_AUTO && self->height > self->width)
    beside = FALSE;
  low = !beside && self->height < LOW;

  self->arranging = TRUE;
  self->beside = beside;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->paned),
                                  beside ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  /* Above the text the picture keeps its height; a paned would make it a share of the room. */
  gtk_paned_set_resize_start_child (GTK_PANED (self->paned), beside);
  gtk_widget_set_visible (self->side, side && (!low || self->picture_only));
  gtk_widget_set_visible (self->notes, beside && !self->picture_only);
  gtk_widget_set_visible (self->text, !self->picture_only);
  gtk_widget_set_vexpand (self->picture, !beside || self->picture_only);
  gtk_widget_set_valign (self->picture,
                         beside && !self->picture_only ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  if (beside)
    gtk_widget_add_css_class (self->side, "beside");
  else
    gtk_widget_remove_css_class (self->side, "beside");
  if (beside && !self->picture_only)
    gtk_widget_add_css_class (self->picture, "rounded");
  else
    gtk_widget_remove_css_class (self->picture, "rounded");

  if (beside) {
    gtk_paned_set_position (GTK_PANED (self->paned), self->width * self->share);
  } else {
    gtk_paned_set_position (GTK_PANED (self->paned), MIN (self->picture_height, self->height / 2));
  }
  self->arranging = FALSE;

  set_narrow (self, narrow);
}

static gboolean
arrange_cb (gpointer user_data)
{
  SflStage *self = user_data;

  self->arrange_id = 0;
  arrange (self);

  return G_SOURCE_REMOVE;
}

/* Not while a size is being given out, but before it is drawn. */
static void
queue_arrange (SflStage *self)
{
  if (self->arrange_id == 0 && self->width > 0)
    self->arrange_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, arrange_cb, self, NULL);
}

static void
position_changed_cb (GtkPaned *paned, GParamSpec *pspec, SflStage *self)
{
  double share;

  if (self->arranging || !self->beside || self->width <= 0 || self->arrange_id)
    return;

  share = CLAMP (gtk_paned_get_position (paned) / (double) self->width, 0.2, 0.8);
  if (share == self->share)
    return;
  self->share = share;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHARE]);
}

/* With one child hidden GtkPaned leaves its handle where it was, unseen, and
 * takes every press there for itself: a strip of dead text.
 */
static void
put_handle_away (SflStage *self)
{
  GtkWidget *child;
  int width, height;

  if (gtk_widget_get_visible (self->side) && gtk_widget_get_visible (self->text))
    return;

  for (child = gtk_widget_get_first_child (self->paned); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (child == self->side || child == self->text)
      continue;
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
    gtk_widget_size_allocate (child,
                              &(GtkAllocation){ -100, -100, MAX (width, 1), MAX (height, 1) }, -1);
  }
}

static void
sfl_stage_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SflStage *self = SFL_STAGE (widget);
  int picture_height, minimum;

  /* Its shape is known with the first frame, which may come late. */
  gtk_widget_measure (self->picture, GTK_ORIENTATION_VERTICAL, width, NULL, &picture_height, NULL,
                      NULL);
  if (width != self->width || height != self->height || picture_height != self->picture_height) {
    self->width = width;
    self->height = height;
    self->picture_height = picture_height;
    queue_arrange (self);
  }
  if (self->beside) { /* until it is arranged for so little room it may need more, and is cut */
    gtk_widget_measure (self->paned, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
    width = MAX (width, minimum);
    gtk_widget_measure (self->paned, GTK_ORIENTATION_VERTICAL, width, &minimum, NULL, NULL, NULL);
    height = MAX (height, minimum);
  }
  gtk_widget_allocate (self->paned, width, height, baseline, NULL);
  put_handle_away (self);
}

static void
sfl_stage_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  SflStage *self = SFL_STAGE (widget);

  if (for_size >= 0) {
    int least;

    gtk_widget_measure (self->paned, OPPOSITE (orientation), -1, &least, NULL, NULL, NULL);
    for_size = MAX (for_size, least);
  }
  gtk_widget_measure (self->paned, orientation, for_size, minimum, natural, NULL, NULL);
  /* Beside each other they may ask for more than a narrow window has, and would
   * then never be put above each other.
   */
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN (*minimum, 280) : MIN (*minimum, 120);
  *natural = MAX (*natural, *minimum);
}

static void
sfl_stage_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SflStage *self = SFL_STAGE (object);

  switch (id) {
  case PROP_SHARE:
    g_value_set_double (value, self->share);
    break;
  case PROP_NARROW:
    g_value_set_boolean (value, self->narrow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sfl_stage_dispose (GObject *object)
{
  SflStage *self = SFL_STAGE (object);

  g_clear_handle_id (&self->arrange_id, g_source_remove);
  g_clear_pointer (&self->paned, gtk_widget_unparent);

  G_OBJECT_CLASS (sfl_stage_parent_class)->dispose (object);
}

static void
sfl_stage_class_init (SflStageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags ro = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sfl_stage_get_property;
  object_class->dispose = sfl_stage_dispose;
  widget_class->measure = sfl_stage_measure;
  widget_class->size_allocate = sfl_stage_size_allocate;

  props[PROP_SHARE] = g_param_spec_double ("share", NULL, NULL, 0.2, 0.8, 0.45, ro);
  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, ro);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sfl_stage_init (SflStage *self)
{
  self->share = 0.45;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  sfl_row_name_control (self->paned, _ ("Picture and text"));
  gtk_paned_set_shrink_start_child (GTK_PANED (self->paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (self->paned), FALSE);
  gtk_paned_set_resize_start_child (GTK_PANED (self->paned), TRUE);
  gtk_paned_set_resize_end_child (GTK_PANED (self->paned), TRUE);
  gtk_widget_set_parent (self->paned, GTK_WIDGET (self));
  g_signal_connect_object (self->paned, "notify::position", G_CALLBACK (position_changed_cb), self,
                           0);
}

/**
 * sfl_stage_new:
 * @picture: what is seen
 * @notes: what is under it where there is room
 * @text: what is read
 */
GtkWidget *
sfl_stage_new (GtkWidget *picture, GtkWidget *notes, GtkWidget *text)
{
  SflStage *self = g_object_new (SFL_TYPE_STAGE, NULL);

  self->picture = picture;
  self->text = text;
  self->notes = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->notes), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->notes), notes);
  gtk_widget_set_vexpand (self->notes, TRUE);

  self->side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->side, "side");
  gtk_box_append (GTK_BOX (self->side), picture);
  gtk_box_append (GTK_BOX (self->side), self->notes);
  gtk_paned_set_start_child (GTK_PANED (self->paned), self->side);
  gtk_paned_set_end_child (GTK_PANED (self->paned), text);

  return GTK_WIDGET (self);
}

void
sfl_stage_set_position (SflStage *self, SflStagePosition position)
{
  g_return_if_fail (SFL_IS_STAGE (self));

  if (self->position == position)
    return;
  self->position = position;
  queue_arrange (self);
}

/* How much of the width the picture has when beside the text. */
void
sfl_stage_set_share (SflStage *self, double share)
{
  g_return_if_fail (SFL_IS_STAGE (self));

  share = CLAMP (share, 0.2, 0.8);
  if (self->share == share)
    return;
  self->share = share;
  queue_arrange (self);
}

double
sfl_stage_get_share (SflStage *self)
{
  g_return_val_if_fail (SFL_IS_STAGE (self), 0);

  return self->share;
}

/* Whether there is a picture; without one the text has all the room. */
void
sfl_stage_set_show_picture (SflStage *self, gboolean show_picture)
{
  g_return_if_fail (SFL_IS_STAGE (self));

  if (self->show_picture == show_picture)
    return;
  self->show_picture = show_picture;
  queue_arrange (self);
}

/* In full screen the picture has all the room. */
void
sfl_stage_set_picture_only (SflStage *self, gboolean picture_only)
{
  g_return_if_fail (SFL_IS_STAGE (self));

  if (self->picture_only == picture_only)
    return;
  self->picture_only = picture_only;
  queue_arrange (self);
}

/**
 * sfl_stage_expect_width:
 * @width: of the window
 *
 * Says, while the stage is not seen, what it would have.  What gives way in a narrow window has
 * to do so before: the window would grow for it, and stay so.
 */
void
sfl_stage_expect_width (SflStage *self, int width)
{
  g_return_if_fail (SFL_IS_STAGE (self));

  if (width > 0 && !gtk_widget_get_mapped (GTK_WIDGET (self)))
    set_narrow (self, width < SFL_STAGE_NARROW);
}

/* Whether there is room for one column only. */
gboolean
sfl_stage_get_narrow (SflStage *self)
{
  g_return_val_if_fail (SFL_IS_STAGE (self), FALSE);

  return self->narrow;
}
