/* sfl-focus-return.c: where the focus goes when a popover closes
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK 4.8 leaves it where it was put while the popover closed.  GTK 4.18 gives it to what the
 * popover belongs to once that is over, so then it is put there again.
 */

#include "config.h"

#include "sfl-focus-return.h"

typedef struct {
  GtkWidget *owner; /* what the popover belongs to */
  GtkWidget *widget;
} Way;

static void
way_free (Way *way)
{
  g_object_unref (way->owner);
  g_object_unref (way->widget);
  g_free (way);
}

/* Whatever else took the focus meanwhile keeps it. */
static gboolean
return_cb (gpointer user_data)
{
  Way *way = user_data;
  GtkRoot *root = gtk_widget_get_root (way->widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (focus && (focus == way->owner || gtk_widget_is_ancestor (focus, way->owner)))
    gtk_widget_grab_focus (way->widget);

  return G_SOURCE_REMOVE;
}

/**
 * sfl_focus_return:
 * @popover: one that closes
 * @widget: where the focus was before, which is mapped
 */
void
sfl_focus_return (GtkPopover *popover, GtkWidget *widget)
{
  Way *way;

  g_return_if_fail (GTK_IS_POPOVER (popover));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_widget_grab_focus (widget);

  way = g_new (Way, 1);
  way->owner = g_object_ref (gtk_widget_get_parent (GTK_WIDGET (popover)));
  way->widget = g_object_ref (widget);
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, return_cb, way, (GDestroyNotify) way_free);
}
