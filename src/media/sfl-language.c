/* sfl-language.c: the codes that containers have for languages
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "fr", "fre", "fra" and "fr-CA" are all French.  Any thread.
 */

#include "config.h"

#include "sfl-language.h"

#include <gst/tag/tag.h>

/* The shortest code of the language alone: "fra", "fr-CA" and "fr_CA.UTF-8" are "fr". */
char *
sfl_language_dup_code (const char *code)
{
  g_autofree char *language = g_ascii_strdown (code, strcspn (code, "-_.@"));
  const char *shorter = gst_tag_get_language_code_iso_639_1 (language);

  return shorter != NULL ? g_strdup (shorter) : g_steal_pointer (&language);
}

/**
 * sfl_language_dup_name:
 * @code: ISO 639 or BCP 47
 *
 * Returns: (transfer full): in the user's language, as a title: "Français"; @code itself where
 *   nobody knows it
 */
char *
sfl_language_dup_name (const char *code)
{
  g_autofree char *language = sfl_language_dup_code (code);
  const char *name = gst_tag_get_language_name (language);
  g_autofree char *first = NULL;

  if (name == NULL || *name == '\0')
    return g_strdup (code);
  first = g_utf8_strup (name, g_utf8_next_char (name) - name);

  return g_strconcat (first, g_utf8_next_char (name), NULL);
}

gboolean
sfl_language_equal (const char *code, const char *other)
{
  g_autofree char *a = sfl_language_dup_code (code);
  g_autofree char *b = sfl_language_dup_code (other);

  return g_str_equal (a, b);
}
