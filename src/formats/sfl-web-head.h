/* sfl-web-head.h: what a web page says of itself beside its text
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-html.h"
#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

/**
 * SflWebHead:
 *
 * Takes the title and the <meta> that our own pages have from the tokens of a page.  Lives
 * on the stack.
 */
typedef struct {
  SflTranscriptBuilder *builder;
  GString *title;
  gboolean in_title;
} SflWebHead;

void sfl_web_head_init (SflWebHead *self, SflTranscriptBuilder *builder);
gboolean sfl_web_head_read (SflWebHead *self, const SflHtml *html);
void sfl_web_head_end (SflWebHead *self);

G_END_DECLS
