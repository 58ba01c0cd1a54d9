/* sfl-container-private.h: what the readers of the kinds of files share
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-byte-file.h"
#include "sfl-container.h"

G_BEGIN_DECLS

/* No recording has as many; more are left out. */
#define SFL_CONTAINER_MAX_TRACKS 256
#define SFL_CONTAINER_MAX_CHAPTERS 10000

/* Of a title, a language, a script's header. */
#define SFL_CONTAINER_MAX_TITLE 1024
#define SFL_CONTAINER_MAX_HEADER (4 * 1024 * 1024)

/**
 * SflContainerKind:
 * @look: fills the tracks and chapters, FALSE when the file is of another kind
 * @read: hands over the packets of a track; NULL when the kind has none
 * @free_private: of what @look has left in the container
 */
typedef struct {
  gboolean (*look) (SflContainer *self);
  void (*read) (SflContainer *self, guint track, SflPacketFunc func, gpointer user_data);
  void (*free_private) (gpointer data);
} SflContainerKind;

struct _SflContainer {
  SflByteFile *file;
  const SflContainerKind *kind;
  gpointer private;
  GArray *tracks;
  GArray *chapters;
};

extern const SflContainerKind sfl_matroska;
extern const SflContainerKind sfl_mp4;
extern const SflContainerKind sfl_id3;
extern const SflContainerKind sfl_flac;
extern const SflContainerKind sfl_ogg;

/* All of these take what is handed over. */
gboolean sfl_container_add_track (SflContainer *self, SflTextTrack *track);
gboolean sfl_container_add_chapter (SflContainer *self, SflTime start, char *title);
char *sfl_container_check_language (char *language);

G_END_DECLS
