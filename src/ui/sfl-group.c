/* sfl-group.c: several controls that are one stop for the Tab key
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Arrows move inside, Tab leaves, and coming back returns to the control used
 * last, as toolbars do for those who play by keyboard.
 */

#include "config.h"

#include "sfl-group.h"

struct _SflGroup {
  GtkWidget parent_instance;

  GtkWidget *last; /* weak */
};

G_DEFINE_FINAL_TYPE (SflGroup, sfl_group, GTK_TYPE_WIDGET)

static gboolean
can_focus (GtkWidget *child)
{
  return gtk_widget_get_visible (child) && gtk_widget_is_sensitive (child);
}

static gboolean
focus_child (GtkWidget *child)
{
  return gtk_widget_child_focus (child, GTK_DIR_TAB_FORWARD) || gtk_widget_grab_focus (child);
}

static gboolean
sfl_group_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SflGroup *self = SFL_GROUP (widget);
  GtkWidget *here = gtk_widget_get_focus_child (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean forward = direction == (rtl ? GTK_DIR_LEFT : GTK_DIR_RIGHT);

  if (here == NULL) {
    if (self->last && can_focus (self->last) && focus_child (self->last))
      return TRUE;
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
         child = gtk_widget_get_next_sibling (child))
      if (can_focus (child) && focus_child (child))
        return TRUE;
    return FALSE;
  }

  /* A popover of a control has a tour of its own. */
  if (gtk_widget_child_focus (here, direction))
    return TRUE;
  if (direction != GTK_DIR_LEFT && direction != GTK_DIR_RIGHT)
    return FALSE;
  if (gtk_widget_get_native (gtk_root_get_focus (gtk_widget_get_root (widget))) !=
      gtk_widget_get_native (widget))
    return TRUE;

  do
    here = forward ? gtk_widget_get_next_sibling (here) : gtk_widget_get_prev_sibling (here);
  while (here && !(can_focus (here) && focus_child (here)));
  if (here)
    g_set_weak_pointer (&self->last, here);

  return TRUE; /* at either end the focus stays */
}

static void
sfl_group_dispose (GObject *object)
{
  SflGroup *self = SFL_GROUP (object);
  GtkWidget *child;

  g_clear_weak_pointer (&self->last);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sfl_group_parent_class)->dispose (object);
}

static void
sfl_group_class_init (SflGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sfl_group_dispose;
  widget_class->focus = sfl_group_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sfl_group_init (SflGroup *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                              6);
}

/* @name: what a screen reader calls it */
GtkWidget *
sfl_group_new (const char *name)
{
  GtkWidget *self = g_object_new (SFL_TYPE_GROUP, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return self;
}

void
sfl_group_append (SflGroup *self, GtkWidget *child)
{
  g_return_if_fail (SFL_IS_GROUP (self));

  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
