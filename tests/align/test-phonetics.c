/* test-phonetics.c: how a text is said
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sfl-error.h"
#include "sfl-reference.h"
#include "sfl-transcript-builder.h"

#include <signal.h>
#include <string.h>

#define NONE SFL_TIME_NONE

/* @text: a line each; what begins with "B:" is said by another */
static SflTranscript *
make_transcript (const char *text)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++) {
    gboolean is_other = g_str_has_prefix (*line, "B:");
    int speaker = sfl_transcript_builder_add_speaker (builder, is_other ? "B" : "A", -1);
    const char *words = *line + (is_other ? 2 : 0);

    sfl_transcript_builder_begin_line (builder, NONE, NONE, speaker);
    sfl_transcript_builder_append (builder, words, strlen (words));
  }

  return sfl_transcript_builder_end (builder);
}

static SflPhonetics *
spell (SflTranscript *transcript, const char *language)
{
  g_autoptr (GError) error = NULL;
  SflPhonetics *phonetics;
  guint n_lines;

  sfl_transcript_get_lines (transcript, &n_lines);
  phonetics = sfl_phonetics_new (transcript, 0, n_lines, language, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return phonetics;
}

static char *
join_tokens (SflTranscript *transcript, SflPhonetics *phonetics)
{
  const char *text = sfl_transcript_get_text (transcript, NULL);
  guint n_tokens;
  const SflToken *tokens = sfl_phonetics_get_tokens (phonetics, &n_tokens);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n_tokens; i++) {
    if (i > 0)
      g_string_append_c (out, tokens[i].sentence == tokens[i - 1].sentence ? '|' : '/');
    g_string_append_len (out, text + tokens[i].offset, tokens[i].length);
    if (tokens[i].flags & SFL_TOKEN_ASIDE)
      g_string_append_c (out, '?');
  }

  return g_string_free (out, FALSE);
}

static const struct {
  const char *text;
  const char *tokens; /* | between words, / between sentences, ? after what nobody says */
} cuts[] = {
  { "Bonjour à tous.", "Bonjour|à|tous." },
  { "Vous venez ? Oui !", "Vous|venez/Oui" }, /* marks on their own */
  { "- Oui. - Non.", "Oui./Non." },
  { "il dit « oui » , puis « non »", "il|dit|oui|puis|non" },
  { "D’accord, aujourd'hui c’est peut-être ça.", "D’accord,|aujourd'hui|c’est|peut-être|ça." },
  { "1\u00a0200 et 3\u202f000\u00a0euros", "1\u00a0200|et|3\u202f000|euros" },
  { "1 200 euros", "1|200|euros" }, /* a space like any other */
  { "12,5 % en 2025", "12,5|en|2025" },
  { "le temps—qui passe", "le|temps|qui|passe" },
  { "[Musique douce] Bonsoir", "[Musique?|douce]?|Bonsoir" },
  { "[ouvert et jamais fermé", "[ouvert|et|jamais|fermé" },
  { "♪ la la ♪ \U0001f600", "la|la" },
  { "extra\u00adordinaire", "extra\u00adordinaire" }, /* a soft hyphen */
  { "  des   espaces\tet des lignes  ", "des|espaces|et|des|lignes" },
  { "", "" },
  { "...\n?\n—", "" },
  { "une phrase\nsur deux lignes. Une autre", "une|phrase|sur|deux|lignes./Une|autre" },
  { "Je dis que\nB:Non.", "Je|dis|que/Non." }, /* who is interrupted */
  { "M. Dupont est là.", "M.|Dupont|est|là." },
};

static void
test_tokens (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++) {
    g_autoptr (SflTranscript) transcript = make_transcript (cuts[i].text);
    g_autoptr (SflPhonetics) phonetics = spell (transcript, "fr");
    g_autofree char *tokens = join_tokens (transcript, phonetics);

    g_assert_cmpstr (tokens, ==, cuts[i].tokens);
  }
}

static void
assert_sound (SflTranscript *transcript, SflPhonetics *phonetics)
{
  const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);
  guint n_tokens, n_phones, n_ids = sfl_phonetics_get_n_ids (phonetics), end = 0;
  const SflToken *tokens = sfl_phonetics_get_tokens (phonetics, &n_tokens);
  const SflPhone *phones = sfl_phonetics_get_phones (phonetics, &n_phones);

  for (guint i = 0; i < n_tokens; i++) {
    const SflLine *line = &lines[tokens[i].line];
    gboolean is_said = tokens[i].n_phones == 0;

    g_assert_cmpuint (tokens[i].length, >, 0);
    g_assert_cmpuint (tokens[i].offset, >=, line->offset);
    g_assert_cmpuint (tokens[i].offset + tokens[i].length, <=, line->offset + line->length);
    if (i > 0) {
      g_assert_cmpuint (tokens[i].offset, >=, tokens[i - 1].offset + tokens[i - 1].length);
      g_assert_cmpuint (tokens[i].sentence - tokens[i - 1].sentence, <=, 1);
    }
    g_assert_cmpuint (tokens[i].phone, ==, end);
    end += tokens[i].n_phones;
    g_assert_cmpuint (end, <=, n_phones);
    for (guint k = tokens[i].phone; k < end; k++) {
      g_assert_cmpuint (phones[k].id, <, n_ids);
      is_said = is_said || !(phones[k].flags & SFL_PHONE_OPTIONAL);
    }
    g_assert_true (is_said);
  }
  g_assert_cmpuint (end, ==, n_phones);

  for (guint id = 0; id < n_ids; id++) {
    const char *name = sfl_phonetics_get_name (phonetics, id);

    g_assert_true (*name != '\0' && *name != '(');
    g_assert_null (strstr (name, "ˈ"));
    g_assert_null (strstr (name, "ˌ"));
    g_assert_cmpfloat (sfl_phonetics_get_duration (phonetics, id), >=, 0);
    g_assert_cmpfloat (sfl_phonetics_get_duration (phonetics, id), <, 200);
    g_assert_cmpfloat (sfl_phonetics_get_deviation (phonetics, id), >=, 0);
  }
}

static const struct {
  const char *language;
  const char *text;
} said[] = {
  { "fr", "Les enfants ont deux ans et ils habitent à côté d’un grand hôtel de la SNCF, près de "
          "Windows." },
  { "fr", "En 2025, 12,5 % des 1\u00a0200 élèves du 1er étage ont eu 20/20 à 8h30." },
  { "en", "I am going to the shop with 1,200 of them, and it is a lot; isn't it?" },
  { "cs", "Říkal, že na moudrosti se v tom kraji nic nezmění a že by se do toho pustil." },
  { "de", "Das ist es, was er mit dem alten Haus in der Stadt machen wollte." },
  { "es", "¿Qué le dijo a la señora que vive en la esquina? Nada, que yo sepa." },
  { "it", "L'ha detto all'amica che non ce l'avrebbe fatta a venire." },
  { "pt", "Não sei se ele vem com a gente ou se fica em casa." },
  { "ru", "Я не знаю, что он с ней и к чему это всё." },
  { "ar", "ذهب الولد إلى المدرسة في الصباح." },
  { "ko", "오늘은 날씨가 아주 좋아서 산책을 했어요." },
};

/* No word is without phones, whatever espeak-ng runs together. */
static void
test_phones (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (said); i++) {
    g_autoptr (SflTranscript) transcript = make_transcript (said[i].text);
    g_autoptr (SflPhonetics) phonetics = spell (transcript, said[i].language);
    const char *text = sfl_transcript_get_text (transcript, NULL);
    guint n_tokens;
    const SflToken *tokens = sfl_phonetics_get_tokens (phonetics, &n_tokens);

    assert_sound (transcript, phonetics);
    for (guint t = 0; t < n_tokens; t++)
      if (tokens[t].n_phones == 0) {
        g_test_message ("%s: %.*s", said[i].language, (int) tokens[t].length,
                        text + tokens[t].offset);
        g_test_fail ();
      }
  }
}

static guint
count_phones (const char *language, const char *text, guint token)
{
  g_autoptr (SflTranscript) transcript = make_transcript (text);
  g_autoptr (SflPhonetics) phonetics = spell (transcript, language);
  guint n_tokens;
  const SflToken *tokens = sfl_phonetics_get_tokens (phonetics, &n_tokens);

  g_assert_cmpuint (token, <, n_tokens);

  return tokens[token].n_phones;
}

static void
test_words (void)
{
  /* Many words to a reader, one to us. */
  g_assert_cmpuint (count_phones ("fr", "en 2025 encore", 1), >=, 8);
  g_assert_cmpuint (count_phones ("fr", "en 2025 encore", 2), ==, count_phones ("fr", "encore", 0));
  g_assert_cmpuint (count_phones ("fr", "1\u00a0200 euros", 0), >, count_phones ("fr", "1", 0) + 2);
  /* Said as one: each has about what it has on its own. */
  g_assert_cmpuint (count_phones ("cs", "na moudrosti", 0), ==, count_phones ("cs", "na", 0));
  /* A typographer's apostrophe is one. */
  g_assert_cmpuint (count_phones ("fr", "aujourd’hui", 0), ==,
                    count_phones ("fr", "aujourd'hui", 0));
  g_assert_cmpuint (count_phones ("fr", "extra\u00adordinaire", 0), ==,
                    count_phones ("fr", "extraordinaire", 0));
  /* Not read out: what is for the eye. */
  g_assert_cmpuint (count_phones ("fr", "**là** ♪ \U0001f600", 0), ==,
                    count_phones ("fr", "là", 0));
  /* But what stands for a word is. */
  g_assert_cmpuint (count_phones ("fr", "dix %", 0), >, count_phones ("fr", "dix", 0));
}

static void
test_optional (void)
{
  g_autoptr (SflTranscript) transcript = make_transcript ("je demande une petite fenêtre");
  g_autoptr (SflPhonetics) phonetics = spell (transcript, "fr");
  guint n_phones, n_optional = 0;
  const SflPhone *phones = sfl_phonetics_get_phones (phonetics, &n_phones);

  for (guint i = 0; i < n_phones; i++) {
    gboolean is_mute = g_str_equal (sfl_phonetics_get_name (phonetics, phones[i].id), "ə");

    n_optional += (phones[i].flags & SFL_PHONE_OPTIONAL) != 0;
    if (phones[i].flags & SFL_PHONE_OPTIONAL)
      g_assert_true (is_mute);
  }
  g_assert_cmpuint (n_optional, >, 1);
}

static void
test_languages (void)
{
  g_auto (GStrv) languages = sfl_phonetics_dup_languages ();

  g_assert_true (g_strv_contains ((const char *const *) languages, "fr"));
  g_assert_true (g_strv_contains ((const char *const *) languages, "en-us"));
  g_assert_true (g_strv_contains ((const char *const *) languages, "pt-br"));
  g_assert_false (g_strv_contains ((const char *const *) languages, "ja"));
  for (guint i = 1; languages[i] != NULL; i++)
    g_assert_cmpstr (languages[i - 1], <, languages[i]);

  g_assert_true (sfl_phonetics_speaks ("fr"));
  g_assert_true (sfl_phonetics_speaks ("fr_CA.UTF-8"));
  g_assert_true (sfl_phonetics_speaks ("en-GB"));
  g_assert_true (sfl_phonetics_speaks ("no"));
  g_assert_false (sfl_phonetics_speaks ("ja"));
  g_assert_false (sfl_phonetics_speaks ("zh-CN"));
  g_assert_false (sfl_phonetics_speaks ("tlh"));
  g_assert_false (sfl_phonetics_speaks ("C"));
  g_assert_false (sfl_phonetics_speaks (""));
}

static const struct {
  const char *language;
  const char *text;
} unsupported[] = {
  { "xx", "bonjour" },
  { "ja", "今日は" },
  { "fr", "今日はいい天気ですね。散歩に行きましょう。" },
  { "en", "วันนี้อากาศดีมาก" },
};

static void
test_unsupported (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (unsupported); i++) {
    g_autoptr (SflTranscript) transcript = make_transcript (unsupported[i].text);
    g_autoptr (GError) error = NULL;

    g_assert_null (
        sfl_phonetics_new (transcript, 0, 1, unsupported[i].language, NULL, NULL, NULL, &error));
    g_assert_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED);
  }
}

static char *
make_long_text (guint n_words)
{
  static const char *const words[] = { "la", "maison", "que", "nous", "avons", "vue", "hier" };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (out, "%s%c", words[i % 5 + i % 3], i % 40 == 39 ? '\n' : ' ');

  return g_string_free (out, FALSE);
}

/* Nobody has told where its sentences end. */
static void
test_long (void)
{
  g_autofree char *text = make_long_text (700);
  g_autofree char *word = g_strnfill (20000, 'a');
  g_autofree char *both = g_strconcat (text, word, " fin", NULL);
  g_autoptr (SflTranscript) transcript = make_transcript (both);
  g_autoptr (SflPhonetics) phonetics = spell (transcript, "fr");
  guint n_tokens, n_in_sentence = 0;
  const SflToken *tokens = sfl_phonetics_get_tokens (phonetics, &n_tokens);

  assert_sound (transcript, phonetics);
  g_assert_cmpuint (n_tokens, ==, 702);
  g_assert_cmpuint (tokens[700].length, ==, 20000);
  g_assert_cmpuint (tokens[700].n_phones, >, 0);
  for (guint i = 0; i < n_tokens; i++) {
    n_in_sentence = i > 0 && tokens[i].sentence == tokens[i - 1].sentence ? n_in_sentence + 1 : 1;
    g_assert_cmpuint (n_in_sentence, <=, 100);
    /* Where it is cut a line ends. */
    if (i > 0 && i < 700 && n_in_sentence == 1)
      g_assert_cmpuint (tokens[i].line, ==, tokens[i - 1].line + 1);
  }
}

static void
test_range (void)
{
  g_autoptr (SflTranscript) transcript = make_transcript ("un deux\ntrois\nquatre cinq\nsix");
  g_autoptr (SflPhonetics) phonetics =
      sfl_phonetics_new (transcript, 1, 2, "fr", NULL, NULL, NULL, NULL);
  g_autofree char *tokens = join_tokens (transcript, phonetics);
  guint n_tokens;

  g_assert_cmpstr (tokens, ==, "trois|quatre|cinq");
  g_assert_cmpuint (sfl_phonetics_get_tokens (phonetics, &n_tokens)[2].line, ==, 2);
}

static void
assert_same_features (const SflFeatures *a, const SflFeatures *b)
{
  guint n = sfl_features_get_n_frames (a);

  g_assert_cmpuint (n, ==, sfl_features_get_n_frames (b));
  g_assert_cmpmem (sfl_features_get_cepstra (a), n * SFL_FEATURES_N_CEPSTRA * sizeof (float),
                   sfl_features_get_cepstra (b), n * SFL_FEATURES_N_CEPSTRA * sizeof (float));
}

/* The same bytes, in whatever order they are asked for. */
static void
test_reference (void)
{
  g_autoptr (SflTranscript) transcript =
      make_transcript ("Nous allons parler de la maison que vous avez vue hier.\n"
                       "Elle est grande, et personne n'y habite depuis trente ans.");
  g_autoptr (SflPhonetics) phonetics = spell (transcript, "fr");
  guint n_phones;

  sfl_phonetics_get_phones (phonetics, &n_phones);
  for (guint voice = 0; voice < SFL_REFERENCE_N_VOICES; voice++) {
    g_autoptr (SflReference) first = sfl_reference_new (phonetics, voice, NULL, NULL, NULL);
    g_autoptr (SflPhonetics) again = spell (transcript, "fr");
    g_autoptr (SflReference) second = sfl_reference_new (again, voice, NULL, NULL, NULL);
    const SflFeatures *features = sfl_reference_get_features (first);
    guint n_spans, n_second, n_frames = sfl_features_get_n_frames (features), covered = 0;
    const SflPhoneSpan *spans = sfl_reference_get_spans (first, &n_spans);
    const SflPhoneSpan *second_spans = sfl_reference_get_spans (second, &n_second);

    assert_same_features (features, sfl_reference_get_features (second));
    g_assert_cmpuint (n_spans, ==, n_second);
    for (guint i = 0; i < n_spans; i++) {
      g_assert_cmpuint (spans[i].id, ==, second_spans[i].id);
      g_assert_cmpuint (spans[i].first, ==, second_spans[i].first);
      g_assert_cmpuint (spans[i].n_frames, ==, second_spans[i].n_frames);
    }

    /* Eight seconds; of one phone for each that is written, or nearly so in another voice. */
    g_assert_cmpuint (n_frames, >, 600);
    g_assert_cmpuint (n_spans * 10, >, n_phones * 8);
    for (guint i = 0; i < n_spans; i++) {
      g_assert_cmpuint (spans[i].n_frames, >, 0);
      g_assert_cmpuint (spans[i].first + spans[i].n_frames, <=, n_frames);
      g_assert_cmpuint (spans[i].id, <, sfl_phonetics_get_n_ids (phonetics));
      if (i > 0)
        g_assert_cmpuint (spans[i].first, >=, spans[i - 1].first);
      covered += spans[i].n_frames;
    }
    g_assert_cmpuint (covered * 10, >, n_frames * 7);
    g_assert_cmpuint (covered, <, n_frames + n_spans);
  }
}

/* Of a long text a minute is enough, when it has everything. */
static void
test_reference_length (void)
{
  g_autofree char *text = make_long_text (1500);
  g_autoptr (SflTranscript) transcript = make_transcript (text);
  g_autoptr (SflPhonetics) phonetics = spell (transcript, "fr");
  g_autoptr (SflReference) reference = sfl_reference_new (phonetics, 0, NULL, NULL, NULL);
  guint n_frames = sfl_features_get_n_frames (sfl_reference_get_features (reference));
  guint n_spans, covered = 0;
  const SflPhoneSpan *spans = sfl_reference_get_spans (reference, &n_spans);

  /* None goes over the next one, however short that is. */
  for (guint i = 0; i < n_spans; i++)
    covered += spans[i].n_frames;
  g_assert_cmpuint (covered, <=, n_frames);
  g_assert_cmpuint (n_frames, >, 6000);
  g_assert_cmpuint (n_frames, <, 30000);
}

static void
test_nothing (void)
{
  g_autoptr (SflTranscript) transcript = make_transcript ("…\n");
  g_autoptr (SflPhonetics) phonetics = spell (transcript, "fr");
  g_autoptr (SflReference) reference = sfl_reference_new (phonetics, 0, NULL, NULL, NULL);
  guint n = 1;

  sfl_phonetics_get_tokens (phonetics, &n);
  g_assert_cmpuint (n, ==, 0);
  sfl_phonetics_get_phones (phonetics, &n);
  g_assert_cmpuint (n, ==, 0);
  sfl_reference_get_spans (reference, &n);
  g_assert_cmpuint (n, ==, 0);
}

typedef struct {
  GCancellable *cancellable;
  double last;
  guint n_calls;
  guint n_kills;
} Watch;

static void
watch_cb (double fraction, gpointer user_data)
{
  Watch *watch = user_data;

  g_assert_cmpfloat (fraction, >=, watch->last);
  watch->last = fraction;
  if (++watch->n_calls == 3)
    g_cancellable_cancel (watch->cancellable);
}

static void
test_cancel (void)
{
  g_autofree char *text = make_long_text (2000);
  g_autoptr (SflTranscript) transcript = make_transcript (text);
  g_autoptr (SflPhonetics) whole = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Watch watch = { cancellable };
  guint n_lines;

  sfl_transcript_get_lines (transcript, &n_lines);
  g_assert_null (
      sfl_phonetics_new (transcript, 0, n_lines, "fr", cancellable, watch_cb, &watch, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (watch.n_calls, ==, 3);
  g_clear_error (&error);

  whole = sfl_phonetics_new (transcript, 0, n_lines, "fr", NULL, NULL, NULL, NULL);
  g_assert_null (sfl_reference_new (whole, 0, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  watch = (Watch){ NULL };
  g_clear_pointer (&whole, sfl_phonetics_free);
  whole = sfl_phonetics_new (transcript, 0, n_lines, "fr", NULL, watch_cb, &watch, NULL);
  g_assert_cmpfloat (watch.last, ==, 1);
  g_assert_cmpuint (watch.n_calls, >=, 20);
}

static void
kill_cb (double fraction, gpointer user_data)
{
  Watch *watch = user_data;
  g_autofree char *children = NULL;

  if (watch->n_kills == 0)
    return;
  watch->n_kills--;
  if (!g_file_get_contents ("/proc/thread-self/children", &children, NULL, NULL))
    return;
  for (const char *p = children; *p != '\0';) {
    char *end;
    gint64 pid = g_ascii_strtoll (p, &end, 10);

    if (end == p)
      break;
    kill (pid, SIGKILL);
    p = *end == ' ' ? end + 1 : end;
  }
}

/* espeak-ng may crash on what users paste. */
static void
test_crash (void)
{
  g_autofree char *text = make_long_text (2000);
  g_autoptr (SflTranscript) transcript = make_transcript (text);
  g_autoptr (SflPhonetics) phonetics = NULL;
  g_autoptr (GError) error = NULL;
  Watch watch = { .n_kills = 1 };
  guint n_lines, n_tokens, n_silent = 0;
  const SflToken *tokens;

  if (!g_file_test ("/proc/thread-self/children", G_FILE_TEST_EXISTS)) {
    g_test_skip ("this kernel does not tell who the children are");
    return;
  }

  sfl_transcript_get_lines (transcript, &n_lines);
  phonetics = sfl_phonetics_new (transcript, 0, n_lines, "fr", NULL, kill_cb, &watch, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (watch.n_kills, ==, 0);
  assert_sound (transcript, phonetics);
  /* Words of the sentence that was lost got theirs one by one. */
  tokens = sfl_phonetics_get_tokens (phonetics, &n_tokens);
  for (guint i = 0; i < n_tokens; i++)
    n_silent += tokens[i].n_phones == 0;
  g_assert_cmpuint (n_silent, ==, 0);
  g_clear_pointer (&phonetics, sfl_phonetics_free);

  watch.n_kills = 10;
  g_assert_null (sfl_phonetics_new (transcript, 0, n_lines, "fr", NULL, kill_cb, &watch, &error));
  g_assert_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED);
}

/* Letters, marks and commands of all kinds. */
static void
test_random (void)
{
  static const char *const pieces[] = {
    " ",      "\n",     "a",      "é",  "’",    "'",          "-",     ".",      "?",
    "12",     ",",      "[",      "]",  "<b>",  "&amp;",      "[[x]]", "\u00ad", "\u200b",
    "\u202e", "\u0301", "\ufeff", "日", "ﷺ",    "\U0001f600", "%",     "€",      "/",
    "\\",     "@",      "1e9",    "ß",  "ǆ",    "Ω",          "я",     "\u00a0", "\u2028",
    "—",      "…",      "#",      "|",  "\x01", "\x1b[31m",   "{{",    "}}",     "XVIII",
  };
  GRand *random = g_rand_new_with_seed (g_test_rand_int ());

  for (guint i = 0; i < 60; i++) {
    g_autoptr (GString) text = g_string_new ("bonjour ");
    g_autoptr (SflTranscript) transcript = NULL;
    g_autoptr (SflPhonetics) phonetics = NULL;
    guint n = g_rand_int_range (random, 1, 200);

    for (guint k = 0; k < n; k++)
      g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
    transcript = make_transcript (text->str);
    phonetics = spell (transcript, i % 2 == 0 ? "fr" : "en");
    assert_sound (transcript, phonetics);
  }
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/align/phonetics/tokens", test_tokens);
  g_test_add_func ("/align/phonetics/phones", test_phones);
  g_test_add_func ("/align/phonetics/words", test_words);
  g_test_add_func ("/align/phonetics/optional", test_optional);
  g_test_add_func ("/align/phonetics/languages", test_languages);
  g_test_add_func ("/align/phonetics/unsupported", test_unsupported);
  g_test_add_func ("/align/phonetics/long", test_long);
  g_test_add_func ("/align/phonetics/range", test_range);
  g_test_add_func ("/align/phonetics/reference", test_reference);
  g_test_add_func ("/align/phonetics/reference-length", test_reference_length);
  g_test_add_func ("/align/phonetics/nothing", test_nothing);
  g_test_add_func ("/align/phonetics/cancel", test_cancel);
  g_test_add_func ("/align/phonetics/crash", test_crash);
  g_test_add_func ("/align/phonetics/random", test_random);

  return g_test_run ();
}
