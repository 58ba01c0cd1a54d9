/* sfl-store.h: the thread that alone touches the database
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the library room.
 */

#pragma once

#include <gio/gio.h>

#include "sfl-database.h"
#include "sfl-episode-record.h"

G_BEGIN_DECLS

typedef struct _SflStore SflStore;
typedef struct _SflJob SflJob;

/**
 * SflJobKind:
 * @run: does it, on the store's thread; returns SQLite's result code
 * @answer: returns the result through the task, in the caller's context; NULL for none
 * @writes: whether its failure means that what the listener does is not kept
 */
typedef struct {
  int (*run) (SflDatabase *database, SflJob *job);
  void (*answer) (SflJob *job);
  gboolean writes;
} SflJobKind;

/**
 * SflJob:
 * @task: what to answer; NULL for saving a position, which nobody waits for
 * @record: what to look for or to save; an id alone where that is enough
 * @found: result of a find
 * @list: result of a list
 */
struct _SflJob {
  const SflJobKind *kind;
  GTask *task;
  SflEpisodeRecord *record;
  guint limit;

  int rc;
  SflEpisodeRecord *found;
  GPtrArray *list;
};

/* In the context that was the default when the store was made. */
typedef void (*SflStoreNews) (GObject *owner, gboolean persistent, const char *notice);

SflJob *sfl_job_new (const SflJobKind *kind, GTask *task);

SflStore *sfl_store_new (const char *path, GObject *owner, SflStoreNews news);
void sfl_store_close (SflStore *self);
void sfl_store_push (SflStore *self, SflJob *job);
gboolean sfl_store_flush (SflStore *self, gint64 end);

G_END_DECLS
