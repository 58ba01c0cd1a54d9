/* sfl-library.h: what outlives the window: pairs, pasted texts, positions
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small SQLite database and one thread that alone touches it.  No call but
 * sfl_library_flush() ever waits; results arrive in the caller's main context.
 * Calls are carried out in the order they were made.
 *
 * An episode is its recording; until it has one, it is its transcript.  Both are
 * known by content (sfl-content-id.h), so a renamed or moved file is the same
 * episode, and the same file under two names is one.
 *
 * The life of an open episode:
 *
 *   1. sfl_content_id_compute_async() on what was opened
 *   2. sfl_library_find_episode_async(): the record, or NULL when it is new
 *      (then sfl_episode_record_new())
 *   3. sfl_library_save_episode_async() once it is open, and again whenever the
 *      recording, the transcript, the title or the speed changes
 *   4. sfl_library_save_position() every 5 s while playing, at pause, at close
 *   5. sfl_library_flush() before the process ends
 */

#pragma once

#include <gio/gio.h>

#include "sfl-episode-record.h"
#include "sfl-time.h"

G_BEGIN_DECLS

#define SFL_TYPE_LIBRARY (sfl_library_get_type ())
G_DECLARE_FINAL_TYPE (SflLibrary, sfl_library, SFL, LIBRARY, GObject)

/* Where the database lives: $XDG_DATA_HOME/souffleur/state.db */
char *sfl_library_dup_default_path (void);

/* @path: the database's file, made with its folder when missing; or NULL to
 * remember in memory only (a private window, a test).  Never fails: what cannot
 * be opened, repaired or restored is replaced by memory, and the properties below
 * say so.  They are notified in the main context that was the default here.
 */
SflLibrary *sfl_library_new (const char *path);

/* Property "persistent": FALSE when nothing will be there next time.  With a path
 * it is TRUE until opening has failed.
 */
gboolean sfl_library_get_persistent (SflLibrary *self);

/* Property "notice": one sentence for the user, translated, or NULL: that positions
 * are not kept and why, or that a damaged database was replaced by the copy of such
 * a date.  Plain text, not markup.  It comes once and stays; a failed save that
 * later succeeds takes its own away.
 */
const char *sfl_library_get_notice (SflLibrary *self);

/* Finds what is known of a recording, or of a transcript when @media_id is NULL
 * (then the episode opened last with that transcript).  With both, the recording
 * decides; a transcript that was read alone before counts as the episode of a
 * recording that is new.
 */
void sfl_library_find_episode_async (SflLibrary *self,
                                     const char *media_id,
                                     const char *transcript_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Returns: (transfer full) (nullable): the record with its pasted text; NULL with
 * no @error when nothing is known
 */
SflEpisodeRecord *
sfl_library_find_episode_finish (SflLibrary *self, GAsyncResult *result, GError **error);

/* Remembers @record, which must have a media id or a transcript id, as the episode
 * opened last.  The row is found by content, as in find, so record->id need not be
 * right.  What is not known (a NULL media id, URI or title, SFL_TIME_NONE) keeps what
 * was stored; a NULL transcript id means that there is no transcript any more.  The
 * pasted text goes with it; text that no episode needs any more is erased.  @record
 * is copied.  Cancelling only drops the answer, not the save.
 */
void sfl_library_save_episode_async (SflLibrary *self,
                                     const SflEpisodeRecord *record,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Returns: the episode's id, or 0 with @error set */
gint64 sfl_library_save_episode_finish (SflLibrary *self, GAsyncResult *result, GError **error);

/* Remembers where the listener is.  Call it as often as you like: only the latest
 * position of an episode waits to be written.  A forgotten episode stays forgotten,
 * and id 0 is none.  A failure shows in "notice".
 */
void sfl_library_save_position (SflLibrary *self,
                                gint64 episode_id,
                                SflTime position,
                                gboolean finished);

/* The episodes opened last, latest first. */
void sfl_library_list_recent_async (SflLibrary *self,
                                    guint limit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* Returns: (transfer full) (element-type SflEpisodeRecord): owns its records; NULL
 * with @error set
 */
GPtrArray *sfl_library_list_recent_finish (SflLibrary *self, GAsyncResult *result, GError **error);

/* Erases an episode and its pasted text: from the file, not only from the list, and
 * from the daily copies too.  Cancelling only drops the answer.
 */
void sfl_library_forget_async (SflLibrary *self,
                               gint64 episode_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean sfl_library_forget_finish (SflLibrary *self, GAsyncResult *result, GError **error);

/* Waits until everything asked for so far is written, at most @timeout.
 *
 * Returns: TRUE when it is
 */
gboolean sfl_library_flush (SflLibrary *self, SflTime timeout);

G_END_DECLS
