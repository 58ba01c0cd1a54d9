/* sfl-dialog.c: what a window beside the episode's owes to a screen reader
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK 4.8 tells of no window unless it has a role of its own: Orca says nothing
 * when it opens.
 */

#include "config.h"

#include "sfl-dialog.h"

/* Makes @window, which was not presented yet, known when it opens; where its focus is, sfl-names.c
 * tells.
 */
void
sfl_dialog_prepare (GtkWindow *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  g_object_set (window, "accessible-role", GTK_ACCESSIBLE_ROLE_DIALOG, NULL);
}
