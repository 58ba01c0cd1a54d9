/* sfl-text-tag.h: a text tag that a screen reader may ask for its colour
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main thread only.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SFL_TYPE_TEXT_TAG (sfl_text_tag_get_type ())
G_DECLARE_FINAL_TYPE (SflTextTag, sfl_text_tag, SFL, TEXT_TAG, GtkTextTag)

/* The tag belongs to the table of @buffer. */
GtkTextTag *sfl_text_tag_add (GtkTextBuffer *buffer);

G_END_DECLS
