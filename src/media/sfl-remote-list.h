/* sfl-remote-list.h: the players of the session
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A GListModel of SflRemotePlayer, live, without ourselves.  Empty until the
 * players have answered, and for ever where there is no bus.  Main thread only.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SFL_TYPE_REMOTE_LIST (sfl_remote_list_get_type ())
G_DECLARE_FINAL_TYPE (SflRemoteList, sfl_remote_list, SFL, REMOTE_LIST, GObject)

SflRemoteList *sfl_remote_list_new (void);

G_END_DECLS
