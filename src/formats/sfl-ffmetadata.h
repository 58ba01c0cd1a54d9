/* sfl-ffmetadata.h: chapters and tags as FFmpeg writes them
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"
#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

void sfl_ffmetadata_read (SflTranscriptBuilder *builder, const char *text, gsize length);
gboolean sfl_ffmetadata_sniff (SflSlice text);

G_END_DECLS
