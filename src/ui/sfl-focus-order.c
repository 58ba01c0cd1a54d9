/* sfl-focus-order.c: in which order the Tab key goes through parts of the window
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK goes by where things stand.  What is needed first need not stand first:
 * Play is below the text, but comes before it.
 */

#include "config.h"

#include "sfl-focus-order.h"

static gboolean
enter (GtkWidget *stop, GtkDirectionType direction)
{
  return gtk_widget_get_mapped (stop) && gtk_widget_child_focus (stop, direction);
}

/**
 * sfl_focus_order_move:
 * @parent: what the stops are in, for its focus function
 * @stops: widgets, one after the other; those not shown are passed over
 * @direction: GTK_DIR_TAB_FORWARD or GTK_DIR_TAB_BACKWARD
 *
 * Returns: FALSE behind the last, or when no stop takes the focus
 */
gboolean
sfl_focus_order_move (GtkWidget *parent,
                      GtkWidget *const *stops,
                      guint n_stops,
                      GtkDirectionType direction)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (parent));
  int step = direction == GTK_DIR_TAB_BACKWARD ? -1 : 1;
  int here = step > 0 ? -1 : (int) n_stops;

  for (guint i = 0; focus != NULL && i < n_stops; i++)
    if (focus == stops[i] || gtk_widget_is_ancestor (focus, stops[i])) {
      here = i;
      if (enter (stops[i], direction))
        return TRUE;
      break;
    }

  for (int i = here + step; i >= 0 && i < (int) n_stops; i += step)
    if (enter (stops[i], direction))
      return TRUE;

  return FALSE;
}
