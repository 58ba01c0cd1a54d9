/* sfl-html.h: the tags and texts of a web page
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"
#include "sfl-time.h"

G_BEGIN_DECLS

typedef enum {
  SFL_HTML_END,
  SFL_HTML_TEXT,
  SFL_HTML_OPEN,
  SFL_HTML_CLOSE,
} SflHtmlToken;

/**
 * SflHtml:
 * @token: what was taken last
 * @name: of a tag
 * @attributes: of a tag that opens, as written
 * @text: as written, with its references to characters
 *
 * Takes one tag or text after the other, however broken the page is.  Scripts, styles and
 * comments are stepped over; nothing is fetched, nothing nests.  Lives on the stack; the
 * page stays where it is.
 */
typedef struct {
  SflHtmlToken token;
  SflSlice name;
  SflSlice attributes;
  SflSlice text;

  const char *p;
  const char *end;
  gboolean quotes_broken;   /* one was never closed: they mean nothing any more */
  gboolean comments_broken; /* the same */
  gboolean tags_broken;     /* no '>' follows */
  const char *counted_to;   /* of the line breaks */
  guint n_lines;
} SflHtml;

void sfl_html_init (SflHtml *self, const char *text, gsize length);
SflHtmlToken sfl_html_next (SflHtml *self);
guint sfl_html_get_line (SflHtml *self);

gboolean sfl_html_is (const SflHtml *self, const char *name);
gboolean sfl_html_is_block (const SflHtml *self);
gboolean sfl_html_get_attribute (const SflHtml *self, const char *name, SflSlice *value);
gboolean sfl_html_get_time (const SflHtml *self, const char *name, SflTime unit, SflTime *time);
gboolean sfl_html_has_class (const SflHtml *self, const char *name);
void sfl_html_append_text (GString *string, SflSlice text);
void sfl_html_append_collapsed (GString *string, SflSlice text);

G_END_DECLS
