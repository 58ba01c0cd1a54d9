/* sfl-transcript-parse-private.h: what both sides of the element share
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript-parse.h"

#include <gio/gio.h>

#include "sfl-reading.h"

G_BEGIN_DECLS

GST_DEBUG_CATEGORY_EXTERN (sfl_transcript_parse_debug);
#define GST_CAT_DEFAULT sfl_transcript_parse_debug

typedef struct {
  GstElement parent_instance;

  GstPad *sink_pad;
  GstPad *src_pad;

  /* of the sink pad's thread */
  GByteArray *file;
  gboolean ended;            /* it was read, or refused */
  GCancellable *cancellable; /* any thread may cancel it */

  /* under the source pad's stream lock; the segment for reading under the object lock, too.  It
   * knows no duration: an episode may be longer than its transcript. */
  gboolean ready;      /* the whole file was read */
  SflReading *reading; /* NULL when there is nothing in it to be shown */
  GstSegment segment;
  guint32 seqnum;
  gboolean starting;  /* caps, segment and tags are to be handed on first */
  gboolean as_markup; /* what is downstream takes nothing else */
  int line;           /* the next one, going up or down with the rate */

  /* under the object lock */
  char *encoding;
  int fps_n;
  int fps_d;
} SflTranscriptParse;

typedef GstElementClass SflTranscriptParseClass;

#define SFL_TRANSCRIPT_PARSE(object)                                                               \
  (G_TYPE_CHECK_INSTANCE_CAST ((object), sfl_transcript_parse_get_type (), SflTranscriptParse))

void sfl_transcript_parse_find_place (SflTranscriptParse *self);
void sfl_transcript_parse_push_next (gpointer user_data);
gboolean sfl_transcript_parse_src_event (GstPad *pad, GstObject *parent, GstEvent *event);
gboolean sfl_transcript_parse_src_query (GstPad *pad, GstObject *parent, GstQuery *query);

G_END_DECLS
