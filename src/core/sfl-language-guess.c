/* sfl-language-guess.c: which language a text is written in
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By the small words that everybody uses, a third of all that is said; each counts for the languages
 * that have it, and the less the more they are.  Letters that few languages have tell neighbours
 * apart.  Scripts of one language need no words.  Any thread.
 */

#include "config.h"

#include "sfl-language-guess.h"

#include <string.h>

/* Enough for any doubt, and read in a few milliseconds. */
#define MAX_WORDS 5000
#define MAX_WORD 32 /* bytes; no word of the lists is longer */

/* Fewer words that count than this are chance, and so is less than a twelfth of the text. */
#define MIN_SCORE 2.0
#define MIN_SHARE (1.0 / 12)
/* The next best has to be that much worse. */
#define MARGIN 1.25

#define LETTER_WEIGHT 0.5

/* @words: of speech as well as of prose, each between spaces, pieces that an apostrophe parts too
 * @letters: that few others have
 */
static const struct {
  const char *code;
  const char *words;
  const char *letters;
} languages[] = {
  { "en",
    "the of and to in is that it for you was with on are this have be at not but they we he she "
    "his "
    "her from or an what there which would about when your can so if do my just like been them "
    "know "
    "don t s re ll ve how out up who because think were had has going yeah well",
    "" },
  { "fr",
    "le la les de des du et est en un une que qui dans pour pas ce il elle on je vous nous sur "
    "avec "
    "plus au aux c d l qu n j y a ont sont cette mais ou où donc tout très être fait ça bien comme "
    "même aussi leur leurs par ne se si alors voilà ces été était",
    "çœèêàùû" },
  { "de",
    "der die das und ist in zu den nicht von ein eine mit sich auf für es dem im des auch als wir "
    "ich "
    "sie er wie so aber noch nur dass wenn hat man sind bei was werden aus nach einen einem einer "
    "war "
    "haben ja da schon mal doch jetzt oder um hier über",
    "ßäöü" },
  { "es",
    "el la los las de del que y en un una es no se por con para lo como más pero su al le ya todo "
    "esta este muy cuando sin sobre también me hasta hay donde han yo eso porque qué son está "
    "tiene "
    "nos fue si bueno ha ser muchas era entonces así hoy mucho hablar vamos todos aquí ahora ella "
    "puede hace ni tan",
    "ñ¿¡" },
  { "it",
    "il la di che e è un una non per in con sono si del della dei delle da al alla le gli i lo "
    "come "
    "ma anche più questo questa ci ha o mi se perché cosa nel nella molto tutto era essere fatto "
    "quando abbiamo hanno io dell l c stato quindi sul degli poi allora",
    "òì" },
  { "pt",
    "o a os as de do da dos das que e é em um uma não para com no na se por mais como mas foi ao "
    "ele "
    "ela seu sua ou isso muito já está eu também só pelo pela até você gente tem são nos quando "
    "esse "
    "essa então aqui porque era bem são às vai fazer vamos hoje todos pode nem",
    "ãõ" },
  { "nl",
    "de het een en van in is dat op te zijn met voor niet die er aan ik je we wat als maar om ook "
    "dan nog wel bij uit naar hij ze zo kan hebben heeft was door over deze heel meer of dit "
    "worden "
    "geen al moet hier waar mensen gaan",
    "ĳ" },
  { "sv",
    "och att det som en på är av för med den till inte om ett har de jag var så vi men man du kan "
    "när "
    "från han hon sig ska eller där vad också bara nu mycket här vara oss efter alla finns måste "
    "blir inget någon något",
    "" },
  { "da",
    "og at det er en på som af for med den til ikke et har de jeg var så vi men man du kan når fra "
    "han hun sig skal eller hvor hvad også bare nu meget her være os efter alle blev nogle noget "
    "af "
    "mig dem jo bliver været vores jer",
    "" },
  { "nb",
    "og å det er en på som av for med den til ikke et har de jeg var så vi men man du kan når fra "
    "han hun seg skal eller hvor hva også bare nå veldig her være oss etter alle ble noen noe meg "
    "dem jo blir vært vår dere mye ut opp",
    "" },
  { "fi",
    "ja on ei että se oli hän ovat mutta kun niin kuin tai jos myös olla mitä vain nyt ole en minä "
    "sen sitä tämä siitä voi joka hyvin ollut sitten siinä me he mikä tässä olen siis kanssa jo "
    "vielä "
    "koska pitää kaikki",
    "" },
  { "et",
    "ja on ei et see ka oli ta kui aga ning mis siis või oma seda kes nii siin veel ma olema nagu "
    "selle mida need ole välja meie väga kuidas sest siit olen saab üks kõik juba nad ainult",
    "õ" },
  { "cs",
    "a se v na je že s z to do i o k ve pro za by ale si po jako jsem tak jsou od jsme který když "
    "co "
    "které už nebo jen být bylo není aby ještě než až tam kde kdo taky proto protože má mě byla ze "
    "tady tím bude",
    "řěů" },
  { "sk",
    "a sa v na je že s z to do aj o k vo pre za by ale si po ako som tak sú od sme ktorý keď čo "
    "ktoré "
    "už alebo len byť bolo nie aby ešte než až tam kde kto tiež preto pretože má ma bola zo tu tým "
    "bude čo",
    "ľĺŕô" },
  { "pl",
    "i w na z się nie do to że jest o jak ale po co za tak od przez dla czy już są tego ten ta był "
    "było być tylko bo tym może ma przy ze jego też więc które który gdy kiedy tu pan bardzo można "
    "mnie sobie jeszcze my",
    "łąęśćżźń" },
  { "hu",
    "a az és hogy nem is egy ez van volt meg de csak ha már mint azt még el ami lesz ki be aki "
    "vagy "
    "amely ezt ezek nagyon itt én mi fel úgy most vannak lehet nagy pedig kell minden mert akkor "
    "tehát olyan sem sok",
    "őű" },
  { "ro",
    "și de a în la cu nu că o un să pe este mai din care ce se pentru sunt am fi ca ai ar dar au "
    "era "
    "fost el ei lui asta acest prin tot când doar foarte după despre sau noi eu îi iar mult bine "
    "ne "
    "avem aici unde",
    "șțăşţ" },
  { "hr",
    "i u je da se na su za ne s to od a o kao koji ali što ili bi iz sam kako po samo već koje "
    "nije "
    "bio biti ima smo jer te do ako još sve kad gdje ja on vrlo bilo će njih ovo tako možemo uz "
    "godine prema",
    "đ" },
  { "sl",
    "in je v na da se za so ne s to od po ki pa bi tudi kot ali sem ko če iz smo ni bil biti lahko "
    "zelo že še kaj ker samo bilo imajo jih tako kako ta te do kjer zdaj nas bo bila torej pri med",
    "" },
  { "tr",
    "ve bir bu da de için ile çok ne var daha gibi o kadar olarak ama değil ben sonra olan en mi "
    "ya "
    "her şey diye nasıl yok şimdi bunu oldu ise biz ki sen bana böyle zaman evet hayır iyi ona onu "
    "olduğu",
    "ğış" },
  { "id",
    "yang dan di ini itu dengan untuk tidak dari dalam ada akan pada saya juga ke karena bisa kita "
    "sudah mereka kami atau lebih oleh apa sebagai seperti anda orang hanya harus bahwa tapi kalau "
    "adalah jadi dia banyak telah lagi sangat",
    "" },
  { "vi",
    "và là của có không được cho một những các trong người này với đã khi tôi đó như để thì đến từ "
    "rất cũng ra vào làm chúng lại nhưng ở bạn nhiều anh phải sẽ mà còn nói về rồi",
    "ơưđăạảấầẩậắặếềểệịọỏốồộớờợụủứừữựỳ" },
  { "ca",
    "el la els les de del que i en un una és no per amb es al com més però ho ha hi són aquest "
    "aquesta molt també tot va seu seva o perquè quan dels l d s pel si jo doncs això fer ser està "
    "han sense nosaltres on ara",
    "ŀ" },
  { "lt",
    "ir yra kad į tai su ne bet kaip iš buvo jau apie tik taip jis ar už nuo man mes labai dar kas "
    "kai prie šis gali kurie arba nes po mūsų jie reikia dabar būti visi čia jo savo",
    "ėįųū" },
  { "lv",
    "un ir ka no par ar uz bet tas to arī kā nav es tikai pie lai viņš viņa vai jo mēs ļoti kas tā "
    "pēc bija būt šo jau tad šī vēl mums viņi var kad man tiek kur tagad",
    "ļņķģ" },
  { "ru",
    "и в не на что я с он как это по но они к у ты из за то все она так его же от бы вы мы о для "
    "если уже или когда только мне было вот нет да меня еще ещё очень есть там чтобы который быть "
    "этого был просто",
    "ыэё" },
  { "uk",
    "і в не на що я з він як це по але вони до у ти із за то все вона так його же від би ви ми про "
    "для якщо вже або коли тільки мені було ось ні та мене ще дуже є там щоб який бути цього був "
    "просто й",
    "їєґі" },
  { "be",
    "і ў не на што я з ён як гэта па але яны да у ты за то усё яна так яго ж ад бы вы мы пра для "
    "калі ўжо або толькі мне было вось няма ды мяне яшчэ вельмі ёсць там каб які быць",
    "ўі" },
  { "bg",
    "и в не на че аз с той как това по но те да се ти от за то всичко тя така него ще са сме са "
    "вие "
    "ние ако вече или когато само ми беше ето има още много тук който бъде също при до със като си",
    "ъ" },
  { "sr",
    "и у је да се на су за не с то од а о као који али што или би из сам како по само већ које "
    "није "
    "био бити има смо јер те до ако још све кад где ја он врло било ће њих ово тако",
    "ђћњљџј" },
};

#define N_LANGUAGES G_N_ELEMENTS (languages)
G_STATIC_ASSERT (N_LANGUAGES <= 64);

/* What is written by one language, or by one that all others are rare beside. */
static const struct {
  GUnicodeScript script;
  const char *code;
} scripts[] = {
  { G_UNICODE_SCRIPT_GREEK, "el" },    { G_UNICODE_SCRIPT_HEBREW, "he" },
  { G_UNICODE_SCRIPT_HANGUL, "ko" },   { G_UNICODE_SCRIPT_THAI, "th" },
  { G_UNICODE_SCRIPT_ARMENIAN, "hy" }, { G_UNICODE_SCRIPT_GEORGIAN, "ka" },
  { G_UNICODE_SCRIPT_BENGALI, "bn" },  { G_UNICODE_SCRIPT_TAMIL, "ta" },
  { G_UNICODE_SCRIPT_TELUGU, "te" },   { G_UNICODE_SCRIPT_KANNADA, "kn" },
  { G_UNICODE_SCRIPT_GUJARATI, "gu" }, { G_UNICODE_SCRIPT_MALAYALAM, "ml" },
  { G_UNICODE_SCRIPT_GURMUKHI, "pa" }, { G_UNICODE_SCRIPT_SINHALA, "si" },
  { G_UNICODE_SCRIPT_HIRAGANA, "ja" }, { G_UNICODE_SCRIPT_KATAKANA, "ja" },
  { G_UNICODE_SCRIPT_HAN, "zh" },      { G_UNICODE_SCRIPT_DEVANAGARI, "hi" },
  { G_UNICODE_SCRIPT_ARABIC, "ar" },
};

typedef struct {
  guint n_letters;
  guint n_by_script[G_N_ELEMENTS (scripts)];
  guint n_kana;
  guint n_persian;
  guint n_urdu;

  guint n_words;
  double scores[N_LANGUAGES];
} Count;

/* Word or letter -> guint64*, a bit for each language. */
static GHashTable *
get_table (void)
{
  static gsize once;
  static GHashTable *table;

  if (g_once_init_enter (&once)) {
    table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    for (gsize i = 0; i < N_LANGUAGES; i++) {
      g_auto (GStrv) words = g_strsplit (languages[i].words, " ", -1);

      for (char **word = words; *word != NULL; word++) {
        guint64 *mask = g_hash_table_lookup (table, *word);

        if (mask == NULL) {
          mask = g_new0 (guint64, 1);
          g_hash_table_insert (table, g_strdup (*word), mask);
        }
        *mask |= G_GUINT64_CONSTANT (1) << i;
      }
    }
    g_once_init_leave (&once, 1);
  }

  return table;
}

static void
count_word (Count *count, const char *word)
{
  const guint64 *mask = g_hash_table_lookup (get_table (), word);
  guint n = mask != NULL ? __builtin_popcountll (*mask) : 0;

  count->n_words++;
  for (gsize i = 0; i < N_LANGUAGES && n > 0; i++)
    if (*mask & G_GUINT64_CONSTANT (1) << i)
      count->scores[i] += 1.0 / n;
}

/* Once a word for each language, so that a name with many of them does not decide. */
static void
count_letters (Count *count, const char *word)
{
  for (gsize i = 0; i < N_LANGUAGES; i++)
    for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p)) {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0x80 && g_utf8_strchr (languages[i].letters, -1, c) != NULL) {
        count->scores[i] += LETTER_WEIGHT;
        break;
      }
    }
}

static void
count_script (Count *count, gunichar c)
{
  GUnicodeScript script;

  count->n_letters++;
  if (c < 0x370)
    return;
  script = g_unichar_get_script (c);
  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    if (scripts[i].script == script)
      count->n_by_script[i]++;
  count->n_kana += script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA;
  /* پ چ ژ گ, and what only Urdu has: ٹ ڈ ڑ ے ں */
  count->n_persian += c == 0x67e || c == 0x686 || c == 0x698 || c == 0x6af || c == 0x6cc;
  count->n_urdu += c == 0x679 || c == 0x688 || c == 0x691 || c == 0x6d2 || c == 0x6ba;
}

static void
count_text (Count *count, const char *text, const char *end)
{
  char word[MAX_WORD + 8];
  guint n = 0;

  for (const char *p = text; p < end && count->n_words < MAX_WORDS; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isalpha (c) || g_unichar_ismark (c)) {
      count_script (count, c);
      if (n <= MAX_WORD)
        n += g_unichar_to_utf8 (g_unichar_tolower (c), word + n);
    }
    if (n > 0 &&
        (!(g_unichar_isalpha (c) || g_unichar_ismark (c)) || g_utf8_next_char (p) >= end)) {
      word[n] = '\0';
      count_word (count, word);
      count_letters (count, word);
      n = 0;
    }
  }
}

static const char *
guess_by_script (const Count *count)
{
  gsize best = 0;

  /* Japanese is written with Chinese characters too, Chinese without kana. */
  for (gsize i = 1; i < G_N_ELEMENTS (scripts); i++)
    if (count->n_by_script[i] > count->n_by_script[best])
      best = i;
  if (count->n_by_script[best] * 2 <= count->n_letters - count->n_kana)
    return NULL;
  if (g_str_equal (scripts[best].code, "zh") && count->n_kana * 10 > count->n_letters)
    return "ja";
  if (g_str_equal (scripts[best].code, "ar") && count->n_urdu * 50 > count->n_letters)
    return "ur";
  if (g_str_equal (scripts[best].code, "ar") && count->n_persian * 25 > count->n_letters)
    return "fa";

  return scripts[best].code;
}

/**
 * sfl_language_guess:
 * @text: valid UTF-8; the first pages are read
 * @length: in bytes
 *
 * Returns: (transfer none) (nullable): ISO 639: "fr"; NULL when it is not clear
 */
const char *
sfl_language_guess (const char *text, gsize length)
{
  Count count = { 0 };
  const char *code;
  gsize best = 0;
  double second = 0;

  g_return_val_if_fail (text != NULL, NULL);

  count_text (&count, text, text + length);
  code = guess_by_script (&count);
  if (code != NULL || count.n_words == 0)
    return code;

  for (gsize i = 1; i < N_LANGUAGES; i++)
    if (count.scores[i] > count.scores[best])
      best = i;
  for (gsize i = 0; i < N_LANGUAGES; i++)
    if (i != best)
      second = MAX (second, count.scores[i]);

  if (count.scores[best] < MAX (MIN_SCORE, MIN_SHARE * count.n_words) ||
      count.scores[best] < MARGIN * second)
    return NULL;

  return languages[best].code;
}
