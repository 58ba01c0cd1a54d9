/* sfl-trace.h: JSON lines for whoever measures us from outside
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One object a line, each written by one write(): a reader sees whole lines, and
 * what was written survives a crash.  "t_ns" comes first, nanoseconds of
 * CLOCK_MONOTONIC, never decreasing in the file; "event" second; then the caller's
 * fields in their order:
 *
 *   sfl_trace ("line", "line", "i", 12, "start_ns", "x", (gint64) start, NULL);
 *   sfl_trace ("mapped", NULL);
 *
 * Each field is a key, a letter, a value:
 *
 *   "i"  int
 *   "x"  gint64 (cast it: SflTime is one)
 *   "d"  double, with a point in any locale; null when not finite
 *   "s"  const char *, or NULL for null
 *   "b"  gboolean
 *
 * Keys and the event are plain identifiers and are not escaped; strings are.  Off
 * by default; then each call costs one comparison and allocates nothing.  Any thread.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Starts the file anew. */
gboolean sfl_trace_open (const char *path, GError **error);
void sfl_trace_close (void);
gboolean sfl_trace_is_on (void);
gint64 sfl_trace_get_spent (void);
void sfl_trace (const char *event, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
