/* sfl-cli-recording.h: the text that is part of a recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript.h"

G_BEGIN_DECLS

gboolean sfl_cli_recording_is_one (const char *path);
SflTranscript *sfl_cli_recording_read (const char *path, int track, GError **error);

G_END_DECLS
