/* sfl-ebml.h: the elements of a Matroska file
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-byte-file.h"

G_BEGIN_DECLS

/**
 * SflElement:
 * @start: of its content, bytes from the beginning of the file
 * @cut: whether it would be longer than what holds it
 */
typedef struct {
  guint32 id;
  guint64 start;
  guint64 end;
  gboolean cut;
} SflElement;

gsize sfl_ebml_measure_number (guint8 first);
gboolean sfl_ebml_take (SflByteFile *file, guint64 *pos, guint64 end, SflElement *element);
guint64 sfl_ebml_get_number (SflByteFile *file, const SflElement *element);
char *sfl_ebml_dup_text (SflByteFile *file, const SflElement *element);

G_END_DECLS
