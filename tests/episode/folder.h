/* folder.h: a folder of the test's own, with files of many kinds in it
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

char *folder_new (void);
void folder_free (char *folder);

char *folder_write (const char *folder, const char *name, const char *text);
void folder_make (const char *folder, const char *names);
GFile *folder_get (const char *folder, const char *name);
GPtrArray *folder_get_all (const char *folder, const char *names);
char *folder_dup_name (GFile *file);

/* Runs the main loop until @condition holds. */
#define wait_for(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 wait_deadline = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;                          \
    guint wait_id = g_timeout_add (5, wait_tick_cb, NULL);                                         \
    gboolean wait_held;                                                                            \
                                                                                                   \
    while (!(wait_held = (condition)) && g_get_monotonic_time () < wait_deadline)                  \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (wait_id);                                                                     \
    if (!wait_held) /* asked once: it may hold only for a moment */                                \
      g_assertion_message_expr (G_LOG_DOMAIN, __FILE__, __LINE__, G_STRFUNC, #condition);          \
  }                                                                                                \
  G_STMT_END

gboolean wait_tick_cb (gpointer user_data);
void result_cb (GObject *source, GAsyncResult *result, gpointer user_data);
