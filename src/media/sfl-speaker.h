/* sfl-speaker.h: where the sound goes
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.
 */

#pragma once

#include <gst/gst.h>

#include <gio/gio.h>

G_BEGIN_DECLS

/* A message of a speaker on its pipeline's bus: it may play to another device now. */
#define SFL_SPEAKER_DEVICE_CHANGED "sfl-speaker-device-changed"

GstElement *sfl_speaker_new (const char *name);
GstElement *sfl_speaker_new_silent (void);

void sfl_speaker_probe_async (GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean sfl_speaker_probe_finish (GAsyncResult *result, GError **error);

void sfl_speaker_find_device_async (GstElement *speaker,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
char *sfl_speaker_find_device_finish (GAsyncResult *result, GError **error);

G_END_DECLS
