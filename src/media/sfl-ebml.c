/* sfl-ebml.c: the elements of a Matroska file
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An id, a size and so many bytes, as RFC 8794 has them; which id means what
 * is for sfl-matroska.c to know.  Any thread.
 */

#include "config.h"

#include "sfl-ebml.h"

#include "sfl-container-private.h"

/* Bytes of an element's id and size. */
#define MAX_HEADER 12

/* Bytes of a number of variable length that begins with @first: its leading zeros say. */
gsize
sfl_ebml_measure_number (guint8 first)
{
  return 8 - g_bit_nth_msf (first, 8);
}

/**
 * sfl_ebml_take:
 * @pos: (inout): where the element begins, and where what follows it does
 * @end: where it must have ended; one of unknown size ends there
 *
 * Returns: whether there is one
 */
gboolean
sfl_ebml_take (SflByteFile *file, guint64 *pos, guint64 end, SflElement *element)
{
  gsize n = *pos < end ? MIN (end - *pos, MAX_HEADER) : 0;
  const guint8 *p = n > 0 ? sfl_byte_file_peek (file, *pos, n) : NULL;
  gsize id_length, size_length;
  guint64 size;
  gboolean unknown;

  if (p == NULL || p[0] < 0x10)
    return FALSE;
  id_length = sfl_ebml_measure_number (p[0]);
  if (n <= id_length || p[id_length] == 0)
    return FALSE;
  size_length = sfl_ebml_measure_number (p[id_length]);
  if (n < id_length + size_length)
    return FALSE;

  element->id = 0;
  for (gsize i = 0; i < id_length; i++)
    element->id = element->id << 8 | p[i];
  size = p[id_length] & (0xff >> size_length);
  unknown = size == (0xffu >> size_length);
  for (gsize i = 1; i < size_length; i++) {
    size = size << 8 | p[id_length + i];
    unknown &= p[id_length + i] == 0xff;
  }

  element->start = *pos + id_length + size_length;
  element->cut = !unknown && size > end - element->start;
  element->end = unknown || element->cut ? end : element->start + size;
  *pos = element->end;

  return TRUE;
}

/* The unsigned number that is its content; 0 where the file ends before. */
guint64
sfl_ebml_get_number (SflByteFile *file, const SflElement *element)
{
  gsize length = MIN (element->end - element->start, 8);
  const guint8 *p = sfl_byte_file_peek (file, element->start, length);
  guint64 number = 0;

  for (gsize i = 0; p != NULL && i < length; i++)
    number = number << 8 | p[i];

  return number;
}

/* The text that is its content, as sfl_byte_file_dup_text(). */
char *
sfl_ebml_dup_text (SflByteFile *file, const SflElement *element)
{
  return sfl_byte_file_dup_text (file, element->start, element->end - element->start,
                                 SFL_CONTAINER_MAX_TITLE);
}
