/* sfl-json-text.c: values as JSON writes them
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any thread.
 */

#include "config.h"

#include "sfl-json-text.h"

#include <math.h>
#include <string.h>

/* In quotes; @length is -1 when NUL-terminated.  NULL is null, and what is not UTF-8 is
 * made so.
 */
void
sfl_json_text_append_string (GString *json, const char *text, gssize length)
{
  g_autofree char *valid = NULL;
  const char *end, *from;

  if (text == NULL) {
    g_string_append (json, "null");
    return;
  }

  if (!g_utf8_validate (text, length, NULL)) {
    text = valid = g_utf8_make_valid (text, length);
    length = -1;
  }
  end = text + (length < 0 ? strlen (text) : (gsize) length);

  g_string_append_c (json, '"');
  from = text;
  for (const char *p = text; p < end; p++) {
    if ((guchar) *p >= 0x20 && *p != '"' && *p != '\\')
      continue;
    g_string_append_len (json, from, p - from);
    from = p + 1;
    if (*p == '\n')
      g_string_append (json, "\\n");
    else if ((guchar) *p < 0x20)
      g_string_append_printf (json, "\\u%04x", *p);
    else
      g_string_append_printf (json, "\\%c", *p);
  }
  g_string_append_len (json, from, end - from);
  g_string_append_c (json, '"');
}

/* What JSON has no number for is null. */
void
sfl_json_text_append_double (GString *json, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (value))
    g_string_append (json, g_ascii_formatd (buffer, sizeof buffer, "%.15g", value));
  else
    g_string_append (json, "null");
}
