/* test-fold.c: text as a search sees it, and the way back
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sfl-fold.h"

#include <string.h>

static const struct {
  const char *source;
  const char *folded;
} texts[] = {
  { "", "" },
  { "Bonjour 42 !", "bonjour 42 !" },
  { "Événement très ÂGÉ", "evenement tres age" },
  { "e\xcc\x81t\xc3\xa9", "ete" }, /* decomposed, then composed */
  { "œuvre Œdipe cæsar straße STRAẞE", "oeuvre oedipe caesar strasse strasse" },
  { "l’été l‘été lʼété l`été l'été", "l'ete l'ete l'ete l'ete l'ete" },
  { "« oui » “oui” „oui‟ \"oui\"", "\" oui \" \"oui\" \"oui\" \"oui\"" },
  { "a–b—c‑d−e-f", "a-b-c-d-e-f" },
  { "a\xc2\xa0"
    "b\xe2\x80\xaf"
    "c\td\r\ne\n\n f",
    "a b c d e f" }, /* U+00A0, U+202F */
  { " \n a \n ", " a " },
  { "ano\xc2\xadnyme", "anonyme" }, /* soft hyphen */
  { "\xc2\xad"
    "a\xe2\x80\x8b"
    "b\xef\xbb\xbf",
    "ab" },                     /* at the start; U+200B; U+FEFF */
  { "\xe2\x80\xaetxt", "txt" }, /* a direction override */
  { "wait…", "wait..." },
  { "ﬁn ＡＢＣ m²", "fin abc m2" },
  { "Ørsted Łódź Đorđe", "orsted lodz dorde" },
  { "İstanbul ısı", "istanbul isi" },
  { "Москва Ёлка Йод", "москва елка иод" },
  { "Ἀθῆναι ΟΔΟΣ οδός", "αθηναι οδοσ οδοσ" },
  { "שָׁלוֹם", "שלום" },
  { "مُحَمَّد", "محمد" },
  { "日本語 漢字", "日本語 漢字" },
  { "हिन्दी", "हिन्दी" },       /* its marks make words */
  { "ภาษาไทยก็", "ภาษาไทยก็" }, /* likewise */
  { "😀 a\xcc\x88", "😀 a" },
};

static void
test_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SflFold) fold = sfl_fold_new (texts[i].source, -1);
    gsize length;
    const char *text = sfl_fold_get_text (fold, &length);

    g_assert_cmpstr (text, ==, texts[i].folded);
    g_assert_cmpuint (length, ==, strlen (texts[i].folded));
  }
}

/* The same text reaches the same fold however it is spelled. */
static void
test_spelling (void)
{
  static const char *words[] = {
    "Événement", "Ångström", "한국어", "がっこう", "Йод", "Tiếng Việt"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *nfc = g_utf8_normalize (words[i], -1, G_NORMALIZE_NFC);
    g_autofree char *nfd = g_utf8_normalize (words[i], -1, G_NORMALIZE_NFD);
    g_autoptr (SflFold) a = sfl_fold_new (nfc, -1);
    g_autoptr (SflFold) b = sfl_fold_new (nfd, -1);

    g_assert_cmpstr (sfl_fold_get_text (a, NULL), ==, sfl_fold_get_text (b, NULL));
  }
}

/* Each row finds @needle in the fold of @source and asks what it stands for. */
static const struct {
  const char *source;
  const char *needle;
  const char *piece;
} pieces[] = {
  { "abc def", "c d", "c d" },
  { "L’Été indien", "l'ete", "L’Été" },
  { "L’Été indien", "indien", "indien" },
  { "le cœur", "oe", "œ" },
  { "le cœur", "o", "œ" },   /* half of it is all of it */
  { "le cœur", "eu", "œu" }, /* also from behind */
  { "le cœur", "ur", "ur" },
  { "cœ\xcc\x81ur", "o", "œ\xcc\x81" },
  { "le ȺⱤ\xc2\xadi", "i", "i" }, /* lower case takes more bytes here */
  { "Straße", "ss", "ß" },
  { "cafe\xcc\x81 noir", "cafe", "cafe\xcc\x81" }, /* with its accent */
  { "cafe\xcc\x81 noir", "noir", "noir" },
  { "un\n\n deux", "n d", "n\n\n d" },
  { "un\n\n deux", "deux", "deux" },
  { "un \xc2\xa0", "un ", "un \xc2\xa0" },
  { "ano\xc2\xadnyme", "nonym", "no\xc2\xadnym" },
  { "\xc2\xad"
    "abc",
    "bc", "bc" },
  { "fin… ou", "... ", "… " },
  { "fin… ou", ". o", "… o" },
  { "한국어", "국", "국" },
  { "日本 語", "本 語", "本 語" },
  { "ﷺ après", "apres", "après" }, /* eighteen characters in one */
};

static void
test_pieces (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (SflFold) fold = sfl_fold_new (pieces[i].source, -1);
    g_autoptr (SflFold) needle = sfl_fold_new (pieces[i].needle, -1);
    g_autofree char *piece = NULL;
    const char *text = sfl_fold_get_text (fold, NULL);
    const char *hit = strstr (text, sfl_fold_get_text (needle, NULL));
    gsize length, from, to;

    g_assert_nonnull (hit);
    sfl_fold_get_text (needle, &length);
    from = sfl_fold_to_source (fold, hit - text);
    to = sfl_fold_to_source_end (fold, hit - text + length);
    g_assert_cmpuint (from, <=, to);
    piece = g_strndup (pieces[i].source + from, to - from);
    g_assert_cmpstr (piece, ==, pieces[i].piece);
  }
}

/* Any text: both maps rise, stay inside, hit character starts, and undo each other. */
static void
check_map (const char *source)
{
  g_autoptr (SflFold) fold = sfl_fold_new (source, -1);
  gsize folded_length, length = strlen (source);
  const char *text = sfl_fold_get_text (fold, &folded_length);
  gsize last = 0;

  g_assert_true (g_utf8_validate (text, folded_length, NULL));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gsize from = sfl_fold_to_source (fold, p - text);
    gsize to = sfl_fold_to_source_end (fold, g_utf8_next_char (p) - text);

    g_assert_cmpuint (from, >=, last);
    g_assert_cmpuint (from, <, to);
    g_assert_cmpuint (to, <=, length);
    g_assert_cmpuint (source[from] & 0xc0, !=, 0x80);
    g_assert_cmpuint (source[to] & 0xc0, !=, 0x80);
    g_assert_cmpuint (sfl_fold_from_source (fold, from), <=, p - text);
    last = from;
  }
  g_assert_cmpuint (sfl_fold_to_source (fold, folded_length), ==, length);

  last = 0;
  for (const char *p = source; *p != '\0'; p = g_utf8_next_char (p)) {
    gsize folded = sfl_fold_from_source (fold, p - source);

    g_assert_cmpuint (folded, >=, last);
    g_assert_cmpuint (folded, <=, folded_length);
    g_assert_cmpuint (text[folded] & 0xc0, !=, 0x80);
    last = folded;
  }
  g_assert_cmpuint (sfl_fold_from_source (fold, length), ==, folded_length);
}

static void
test_map (void)
{
  static const gunichar alphabet[] = { 'a',    'B',    ' ',     '\n',   0xe9,   0x0153,
                                       0xdf,   0xa0,   0x301,   0xad,   0x202f, 0x2019,
                                       0x2026, 0xfdfa, 0xd55c,  0x3042, 0x3099, 0x65e5,
                                       0x434,  0x439,  0x1f600, 0x023a, 0x2003 };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    check_map (texts[i].source);

  for (int i = 0; i < 5000; i++) {
    g_autoptr (GString) text = g_string_new (NULL);

    /* Now and then one that is longer than a block of the index. */
    for (int n = g_test_rand_int_range (0, i % 100 == 0 ? 2000 : 40); n > 0; n--)
      g_string_append_unichar (text, alphabet[g_test_rand_int_range (0, G_N_ELEMENTS (alphabet))]);
    check_map (text->str);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fold/text", test_text);
  g_test_add_func ("/fold/spelling", test_spelling);
  g_test_add_func ("/fold/pieces", test_pieces);
  g_test_add_func ("/fold/map", test_map);

  return g_test_run ();
}
