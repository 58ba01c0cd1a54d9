/* sfl-page-header.h: what stands above and below a pasted transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"
#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

/**
 * SflPageHeader:
 *
 * The lines of a page before its first time: a title, a category, labels of buttons,
 * notes.  They become metadata, never lines that are spoken.
 */
typedef struct {
  SflSlice title;
  SflSlice category;
  GString *notes;
  gboolean category_follows;
} SflPageHeader;

void sfl_page_header_init (SflPageHeader *self);
void sfl_page_header_clear (SflPageHeader *self);
void sfl_page_header_add (SflPageHeader *self, SflSlice line);
void sfl_page_header_add_note (SflPageHeader *self, SflSlice line);
void sfl_page_header_end (SflPageHeader *self, SflTranscriptBuilder *builder);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SflPageHeader, sfl_page_header_clear)

gboolean sfl_page_heading_ends (SflSlice line);
gboolean sfl_page_footer_begins (SflSlice line);

G_END_DECLS
