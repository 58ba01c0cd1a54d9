/* sfl-file-name.c: names that file systems and people bear
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any thread.
 */

#include "config.h"

#include "sfl-file-name.h"

#include <string.h>

/* Of a suggested name, in bytes; with a long extension it stays far below what any file
 * system takes.
 */
#define MAX_NAME 120

/* Appends @text as far as file systems and people bear it in a name. */
void
sfl_file_name_append (GString *name, const char *text)
{
  for (const char *p = text; *p != '\0' && name->len < MAX_NAME; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_type (c) == G_UNICODE_FORMAT)
      continue;
    if (c < 0x80 && strchr ("/\\:*?\"<>|", c) != NULL)
      c = ' ';
    if (g_unichar_isspace (c) || g_unichar_iscntrl (c)) {
      if (name->len > 0 && name->str[name->len - 1] != ' ')
        g_string_append_c (name, ' ');
    } else if (c != '.' || name->len > 0) {
      g_string_append_unichar (name, c);
    }
  }
  while (name->len > 0 && strchr (" .", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
}
