/* sfl-spoken-language.c: the languages whose words can be aligned
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Those that espeak-ng speaks.  Main thread only.
 */

#include "config.h"

#include "sfl-spoken-language.h"

#include "sfl-aligner.h"
#include "sfl-language.h"

static void
free_language (gpointer data)
{
  SflSpokenLanguage *language = data;

  g_free (language->code);
  g_free (language->name);
  g_free (language);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const SflSpokenLanguage *x = *(SflSpokenLanguage *const *) a;
  const SflSpokenLanguage *y = *(SflSpokenLanguage *const *) b;

  return g_utf8_collate (x->name, y->name);
}

/* Whether nobody would know it by its name: then only its code is known. */
static gboolean
is_nameless (const char *name, const char *code)
{
  return g_ascii_strcasecmp (name, code) == 0;
}

/* Each language once: how it is spoken in Belgium makes no difference to when its words are. */
static void
add_language (GPtrArray *list, GHashTable *known, const char *code, const char *likely)
{
  g_autofree char *plain = sfl_language_dup_code (code);
  g_autofree char *name = sfl_language_dup_name (code);
  SflSpokenLanguage *language;

  if (is_nameless (name, code) || !g_hash_table_add (known, g_strdup (plain)))
    return;

  language = g_new (SflSpokenLanguage, 1);
  if (sfl_language_equal (plain, likely))
    language->code = g_strdup (likely);
  else
    language->code = g_strdup (sfl_aligner_speaks (plain) ? plain : code);
  language->name = g_steal_pointer (&name);
  g_ptr_array_add (list, language);
}

/**
 * sfl_spoken_language_list:
 * @likely: the one to be chosen
 * @chosen: (out): which that is
 *
 * Returns: (transfer full): of SflSpokenLanguage, by their names; empty without espeak-ng
 */
GPtrArray *
sfl_spoken_language_list (const char *likely, guint *chosen)
{
  g_auto (GStrv) codes = sfl_aligner_dup_languages ();
  GPtrArray *list = g_ptr_array_new_with_free_func (free_language);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; codes[i] != NULL; i++)
    add_language (list, known, codes[i], likely);
  g_ptr_array_sort (list, compare_names);

  *chosen = 0;
  for (guint i = 0; i < list->len; i++) {
    const SflSpokenLanguage *language = g_ptr_array_index (list, i);

    if (g_str_equal (language->code, likely))
      *chosen = i;
  }

  return list;
}
