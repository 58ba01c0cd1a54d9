/* sfl-state.c: episodes and pasted texts as rows
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything runs on the library's thread.  Rows are read with suspicion: what
 * another program or a bad disk wrote must not reach the window.
 */

#include "config.h"

#include "sfl-state.h"

#include "sfl-content-id.h"

#include <stdarg.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

/* The columns that take_record() reads, with the pasted text or without. */
#define COLUMNS                                                                                    \
  "episode.id, media_id, media_uri, transcript_id, transcript_uri, title, duration, position, "    \
  "rate, finished, last_opened, reading, text_track, chapters_uri, checked"
#define N_COLUMNS 15

/* An episode is its recording; until it has one, it is its transcript.  ?1 is a media
 * id, ?2 a transcript id, either may be NULL.
 */
#define WHERE_IS                                                                                   \
  " WHERE media_id = ?1 OR (transcript_id = ?2 AND (?1 IS NULL OR media_id IS NULL))"              \
  " ORDER BY media_id = ?1 DESC, opened DESC LIMIT 1"

/* Prepares @sql and binds a value for each letter of @types: 's' a string or NULL,
 * 'i' a gint64, 't' an SflTime, 'd' a double, 'b' a GBytes or NULL.
 */
static int
prepare_valist (sqlite3 *handle,
                sqlite3_stmt **statement,
                const char *sql,
                const char *types,
                va_list args)
{
  int rc = sqlite3_prepare_v2 (handle, sql, -1, statement, NULL);

  for (int i = 1; rc == SQLITE_OK && *types != '\0'; i++, types++) {
    if (*types == 's') {
      rc = sqlite3_bind_text (*statement, i, va_arg (args, const char *), -1, SQLITE_STATIC);
    } else if (*types == 'b') {
      GBytes *bytes = va_arg (args, GBytes *);

      rc = bytes == NULL ? sqlite3_bind_null (*statement, i)
                         : sqlite3_bind_blob64 (*statement, i, g_bytes_get_data (bytes, NULL),
                                                g_bytes_get_size (bytes), SQLITE_STATIC);
    } else if (*types == 'd') {
      rc = sqlite3_bind_double (*statement, i, va_arg (args, double));
    } else {
      gint64 value = va_arg (args, gint64);

      rc = *types == 't' && value == SFL_TIME_NONE ? sqlite3_bind_null (*statement, i)
                                                   : sqlite3_bind_int64 (*statement, i, value);
    }
  }

  return rc;
}

static int
prepare (sqlite3 *handle, sqlite3_stmt **statement, const char *sql, const char *types, ...)
{
  va_list args;
  int rc;

  va_start (args, types);
  rc = prepare_valist (handle, statement, sql, types, args);
  va_end (args);

  return rc;
}

/* Carries out a statement that gives no rows. */
static int
run (sqlite3 *handle, const char *sql, const char *types, ...)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  va_list args;
  int rc;

  va_start (args, types);
  rc = prepare_valist (handle, &statement, sql, types, args);
  va_end (args);
  if (rc != SQLITE_OK)
    return rc;

  rc = sqlite3_step (statement);

  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Takes the lock for writing at once, so that waiting for it comes first. */
static int
begin (sqlite3 *handle)
{
  return run (handle, "BEGIN IMMEDIATE", "");
}

static int
end (sqlite3 *handle, int rc)
{
  if (rc == SQLITE_OK)
    rc = run (handle, "COMMIT", "");
  if (rc != SQLITE_OK)
    run (handle, "ROLLBACK", "");

  return rc;
}

static char *
dup_text (sqlite3_stmt *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL && g_utf8_validate (text, -1, NULL) ? g_strdup (text) : NULL;
}

static SflTime
get_time (sqlite3_stmt *statement, int column)
{
  gint64 time = sqlite3_column_int64 (statement, column);

  if (sqlite3_column_type (statement, column) == SQLITE_NULL || time < 0 || time > SFL_TIME_MAX)
    return SFL_TIME_NONE;

  return time;
}

static SflEpisodeRecord *
take_record (sqlite3_stmt *statement)
{
  SflEpisodeRecord *record = sfl_episode_record_new ();
  double rate = sqlite3_column_double (statement, 8);

  record->id = sqlite3_column_int64 (statement, 0);
  record->media_id = dup_text (statement, 1);
  record->media_uri = dup_text (statement, 2);
  record->transcript_id = dup_text (statement, 3);
  record->transcript_uri = dup_text (statement, 4);
  record->title = dup_text (statement, 5);
  record->duration = get_time (statement, 6);
  record->position = get_time (statement, 7);
  if (rate >= 0.1 && rate <= 10)
    record->rate = rate;
  record->finished = sqlite3_column_int (statement, 9) != 0;
  record->last_opened =
      g_date_time_new_from_unix_utc (sqlite3_column_int64 (statement, 10) / G_USEC_PER_SEC);
  record->reading = dup_text (statement, 11);
  record->text_track = MAX (sqlite3_column_int64 (statement, 12), 0);
  record->chapters_uri = dup_text (statement, 13);
  record->checked = sqlite3_column_int (statement, 14) != 0;

  return record;
}

/* A text that is not what its id says is no text. */
static void
take_pasted_text (sqlite3_stmt *statement, int column, SflEpisodeRecord *record)
{
  g_autofree char *text = dup_text (statement, column);
  g_autofree char *id = text != NULL ? sfl_content_id_for_data (text, strlen (text)) : NULL;

  if (id != NULL && g_strcmp0 (id, record->transcript_id) == 0)
    record->pasted_text = g_steal_pointer (&text);
}

static void
take_alignment (sqlite3_stmt *statement, int column, SflEpisodeRecord *record)
{
  const void *data = sqlite3_column_blob (statement, column);

  if (data != NULL)
    record->alignment = g_bytes_new (data, sqlite3_column_bytes (statement, column));
}

/* What nobody can reach any more goes at once. */
static int
erase_unused_pastes (sqlite3 *handle)
{
  return run (handle,
              "DELETE FROM paste WHERE content_id NOT IN"
              " (SELECT transcript_id FROM episode WHERE transcript_id IS NOT NULL)",
              "");
}

/* The record of a recording or of a transcript, or NULL when it is not known. */
int
sfl_state_find (sqlite3 *handle,
                const char *media_id,
                const char *transcript_id,
                SflEpisodeRecord **record)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int rc = prepare (handle, &statement,
                    "SELECT " COLUMNS ", paste.text, alignment FROM episode LEFT JOIN paste"
                    " ON content_id = transcript_id AND transcript_uri IS NULL" WHERE_IS,
                    "ss", media_id, transcript_id);

  *record = NULL;
  if (rc != SQLITE_OK)
    return rc;

  rc = sqlite3_step (statement);
  if (rc == SQLITE_ROW) {
    *record = take_record (statement);
    take_pasted_text (statement, N_COLUMNS, *record);
    take_alignment (statement, N_COLUMNS + 1, *record);
  }

  return rc == SQLITE_ROW || rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int
find_id (sqlite3 *handle, const SflEpisodeRecord *record, gint64 *id)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int rc = prepare (handle, &statement, "SELECT id FROM episode" WHERE_IS, "ss", record->media_id,
                    record->transcript_id);

  *id = 0;
  if (rc != SQLITE_OK)
    return rc;

  rc = sqlite3_step (statement);
  if (rc == SQLITE_ROW)
    *id = sqlite3_column_int64 (statement, 0);

  return rc == SQLITE_ROW || rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int
save_rows (sqlite3 *handle, SflEpisodeRecord *record)
{
  gint64 now = g_get_real_time ();
  double rate = record->rate > 0 ? record->rate : 1;
  gint64 id;
  int rc = find_id (handle, record, &id);

  if (rc != SQLITE_OK)
    return rc;

  if (id == 0) {
    rc = run (handle,
              "INSERT INTO episode (rate, finished, last_opened, opened) VALUES (1, 0, 0, 0)", "");
    id = sqlite3_last_insert_rowid (handle);
  }
  if (rc == SQLITE_OK)
    rc = run (handle,
              "UPDATE episode SET media_id = coalesce (?2, media_id),"
              " media_uri = coalesce (?3, media_uri), transcript_id = ?4, transcript_uri = ?5,"
              " title = coalesce (?6, title), duration = coalesce (?7, duration),"
              " position = coalesce (?8, position), rate = ?9, finished = ?10, last_opened = ?11,"
              " reading = ?12, text_track = nullif (?13, 0), chapters_uri = ?14,"
              " alignment = ?15, checked = ?16,"
              " opened = (SELECT max (opened) + 1 FROM episode) WHERE id = ?1",
              "isssssttdiisisbi", id, record->media_id, record->media_uri, record->transcript_id,
              record->transcript_uri, record->title, record->duration, record->position, rate,
              (gint64) record->finished, now, record->reading, record->text_track,
              record->chapters_uri, record->alignment, (gint64) record->checked);

  /* The transcript that was read alone has found its recording. */
  if (rc == SQLITE_OK && record->media_id != NULL)
    rc = run (handle, "DELETE FROM episode WHERE media_id IS NULL AND transcript_id = ?1", "s",
              record->transcript_id);
  if (rc == SQLITE_OK && record->pasted_text != NULL)
    rc = run (handle, "INSERT OR IGNORE INTO paste (content_id, text, created) VALUES (?1, ?2, ?3)",
              "ssi", record->transcript_id, record->pasted_text, now);
  if (rc == SQLITE_OK)
    rc = erase_unused_pastes (handle);
  if (rc == SQLITE_OK)
    record->id = id;

  return rc;
}

/* Finds or makes the row and sets record->id. */
int
sfl_state_save (sqlite3 *handle, SflEpisodeRecord *record)
{
  int rc = begin (handle);

  return rc == SQLITE_OK ? end (handle, save_rows (handle, record)) : rc;
}

int
sfl_state_save_position (sqlite3 *handle, const SflEpisodeRecord *record)
{
  return run (handle,
              "UPDATE episode SET position = coalesce (?2, position), finished = ?3 WHERE id = ?1",
              "iti", record->id, record->position, (gint64) record->finished);
}

/* Without the pasted texts, latest opened first. */
int
sfl_state_list (sqlite3 *handle, guint limit, GPtrArray **records)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int rc =
      prepare (handle, &statement, "SELECT " COLUMNS " FROM episode ORDER BY opened DESC LIMIT ?1",
               "i", (gint64) limit);

  *records = g_ptr_array_new_with_free_func ((GDestroyNotify) sfl_episode_record_free);
  if (rc != SQLITE_OK)
    return rc;

  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (*records, take_record (statement));

  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* What sfl_state_forget() goes by; leaves @record as it is when there is no such row. */
int
sfl_state_get_ids (sqlite3 *handle, gint64 id, SflEpisodeRecord *record)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autofree char *media_id = NULL;
  g_autofree char *transcript_id = NULL;
  int rc = prepare (handle, &statement, "SELECT media_id, transcript_id FROM episode WHERE id = ?1",
                    "i", id);

  if (rc != SQLITE_OK)
    return rc;

  rc = sqlite3_step (statement);
  if (rc == SQLITE_ROW) {
    media_id = dup_text (statement, 0);
    transcript_id = dup_text (statement, 1);
    sfl_episode_record_set_media (record, media_id, NULL);
    sfl_episode_record_set_transcript (record, transcript_id, NULL);
  }

  return rc == SQLITE_ROW || rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* By content and not by row, so that it works in an older copy of the database, where
 * the episode may not have had its recording yet.
 */
int
sfl_state_forget (sqlite3 *handle, gpointer data)
{
  const SflEpisodeRecord *record = data;
  int rc = begin (handle);

  if (rc != SQLITE_OK)
    return rc;

  rc = run (handle,
            "DELETE FROM episode WHERE media_id = ?1 OR (media_id IS NULL AND transcript_id = ?2)",
            "ss", record->media_id, record->transcript_id);
  if (rc == SQLITE_OK)
    rc = erase_unused_pastes (handle);

  return end (handle, rc);
}
