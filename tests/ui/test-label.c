/* test-label.c: foreign text reaches a label as text only
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-label.h"
#include "test-hand.h"

static const struct {
  const char *text;
  const char *expected;
} cleaned[] = {
  { "Bonjour", "Bonjour" },
  { NULL, "" },
  { "<b>& <a href=\"x\">y</a>", "<b>& <a href=\"x\">y</a>" },
  { "a\tb\x01\x1b[31mc\x7f", "a b[31mc" },
  { "\xc2\x85x\xc2\x9b", "x" }, /* C1 */
  { "a\r\nb\rc\nd\u2028e\u2029f", "a\nb\nc\nd\ne\nf" },
  { "exe.\u202e3pm", "exe.3pm" }, /* the classic: a name that reads backwards */
  { "\u202aa\u202bb\u202cc\u202dd", "abcd" },
  { "می\u200cخواهم 👩\u200d🔬 \u200e\u200f", "می\u200cخواهم 👩\u200d🔬 \u200e\u200f" },
  { "a\u2067b\u2069c", "a\u2068b\u2069c" }, /* forces no direction */
  { "a\u2069b\u2066c", "ab\u2068c\u2069" }, /* opened and closed in order */
  { "caf\xe9", "caf\ufffd" },               /* not UTF-8 */
};

static void
test_clean (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cleaned); i++) {
    g_autofree char *clean = sfl_label_clean (cleaned[i].text);

    g_assert_cmpstr (clean, ==, cleaned[i].expected);
  }
}

static void
test_isolate (void)
{
  g_autofree char *name = sfl_label_isolate ("שלום\n\u2069\u202e.mp3");
  g_autofree char *sentence = g_strdup_printf ("%s is missing.", name);
  g_autofree char *clean = sfl_label_clean (sentence);

  g_assert_cmpstr (name, ==, "\u2068שלום .mp3\u2069");
  g_assert_cmpstr (clean, ==, sentence);
}

static void
test_set_text (void)
{
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));

  /* Also in a label that was made for markup. */
  gtk_label_set_use_markup (GTK_LABEL (label), TRUE);
  sfl_label_set_text (GTK_LABEL (label), "<b>& \u202e<a href=\"file:///\">x</a>");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, "<b>& <a href=\"file:///\">x</a>");
  g_assert_false (gtk_label_get_use_markup (GTK_LABEL (label)));

  sfl_label_set_text (GTK_LABEL (label), NULL);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, "");

  g_assert_finalize_object (label);
}

int
main (int argc, char **argv)
{
  hand_init (&argc, &argv);

  g_test_add_func ("/label/clean", test_clean);
  g_test_add_func ("/label/isolate", test_isolate);
  g_test_add_func ("/label/set-text", test_set_text);

  return g_test_run ();
}
