/* test-sentence.c: where a sentence ends
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sfl-sentence.h"

#include <string.h>

/* '|' stands where one sentence ends and the next begins. */
static const char *const rows[] = {
  "Bonjour à tous.| Bienvenue !| Comment allez-vous ?| Bien…| Merci",
  "Il dit : « Venez ! »| Puis il part.",
  "Il dit : «\xc2\xa0Venez\xc2\xa0!\xc2\xa0»| Puis il part.",
  "« Quoi ? » demanda-t-elle. ",
  "Vraiment ?!| Oui.| (Rires.)| Non.",
  "M. Dupont et Mme. Martin, MM. Roux et Petit.| Ils sont là.",
  "Le Dr. House, J. K. Rowling et A. Camus.| Fin.",
  "So do I.| Then we left.",
  "Il y en a 3.5 millions, soit 1.200.000 lignes sur example.com hier.| Voilà.",
  "En 2025.| Ensuite vient 2026.",
  "1. Premier point.| 2. Deuxième point.",
  "Des pommes, des poires, etc. et puis rien.| Des pommes, etc.| Ensuite.",
  "Il hésite... puis parle...| Enfin.",
  "Une ligne\ncoupée en deux.| La\nsuite.",
  "¿Qué tal?| ¡Bien!| Gracias.",
  "He said \"no.\"| She said 'yes.'| Done.",
  "これは文です。|次の文です！|終わり？|はい",
  "هل أنت بخير؟| نعم.| شكرا",
  "यह वाक्य है।| दूसरा वाक्य।",
  "pas de majuscule. ni de fin",
  "...| Oui.",
  "Rien",
  "",
  ".",
  "C'est l'art. 3 du code, cf. Annexe.| Bien.",
  "Elle vient des U.S.A. Demain.",
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (GStrv) parts = g_strsplit (rows[i], "|", -1);
    g_autofree char *text = g_strjoinv ("", parts);
    g_autoptr (GString) found = g_string_new (NULL);
    const char *p = text, *end = text + strlen (text);

    while (p < end) {
      const char *next = sfl_sentence_find_end (p, end);

      g_assert_true (next > p && next <= end);
      g_string_append_len (found, p, next - p);
      if (next < end)
        g_string_append_c (found, '|');
      p = next;
    }
    g_assert_cmpstr (found->str, ==, rows[i]);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sentence/rows", test_rows);

  return g_test_run ();
}
