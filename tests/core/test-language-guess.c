/* test-language-guess.c: which language a text is written in
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sfl-language-guess.h"

#include <string.h>

/* Sentences as people say them, written for this test. */
static const struct {
  const char *text;
  const char *code; /* NULL: nobody could tell */
} guesses[] = {
  { "Bonsoir à tous et merci d'être avec nous pour cette émission consacrée au numérique.", "fr" },
  { "ALORS VOILÀ, C’EST CE QU’ON VOUS PROPOSE CE SOIR DANS CE JOURNAL", "fr" },
  { "Ouais, je sais pas trop, on verra bien demain si elle vient.", "fr" },
  { "Good evening everybody, and thanks for being with us. We're going to talk about trains.",
    "en" },
  { "I don't think that's what she meant when they asked her about it.", "en" },
  { "Guten Abend zusammen, heute sprechen wir über ein Thema, das uns alle angeht.", "de" },
  { "Ich weiß nicht, ob sie noch kommt, aber wir fangen jetzt einfach mal an.", "de" },
  { "Buenas noches a todos, hoy vamos a hablar de un tema que nos interesa mucho.", "es" },
  { "No sé si viene o no viene, pero ya empezamos porque es tarde.", "es" },
  { "Buonasera a tutti, questa sera parliamo di una cosa che riguarda anche voi.", "it" },
  { "Non so se viene, ma cominciamo perché è già tardi e abbiamo molto da dire.", "it" },
  { "Boa noite a todos, hoje vamos falar de uma coisa que é muito importante para nós.", "pt" },
  { "Eu não sei se você vem com a gente, mas já está na hora.", "pt" },
  { "Goedenavond allemaal, we gaan het vandaag hebben over iets dat ons allemaal aangaat.", "nl" },
  { "God kväll, i dag ska vi prata om något som är viktigt för oss alla.", "sv" },
  { "Jag vet inte om hon kommer, men vi börjar nu.", "sv" },
  { "Godaften, i dag skal vi tale om noget, der er vigtigt for os alle, og I bliver nok "
    "overrasket.",
    "da" },
  { "God kveld, i dag skal vi snakke om noe som er veldig viktig for oss alle.", "nb" },
  { "Hyvää iltaa kaikille, tänään puhumme siitä, mitä on tehty ja mitä ei ole tehty.", "fi" },
  { "Tere õhtust, täna me räägime sellest, mis on väga tähtis ja mida kõik teavad.", "et" },
  { "Dobrý večer, dnes budeme mluvit o tom, co je pro nás všechny důležité, a proč to tak je.",
    "cs" },
  { "Dobrý večer, dnes budeme hovoriť o tom, čo je pre nás všetkých dôležité, a prečo to tak je.",
    "sk" },
  { "Dobry wieczór, dzisiaj będziemy mówić o tym, co jest dla nas bardzo ważne.", "pl" },
  { "Jó estét kívánok, ma arról fogunk beszélni, hogy mi az, ami nagyon fontos.", "hu" },
  { "Bună seara, astăzi vom vorbi despre ceva care este foarte important pentru noi.", "ro" },
  { "Dobra večer, danas ćemo govoriti o tome što je važno i kako se to može napraviti.", "hr" },
  { "Dober večer, danes bomo govorili o tem, kaj je za nas pomembno in zakaj je tako.", "sl" },
  { "İyi akşamlar, bugün bizim için çok önemli olan bir şey hakkında konuşacağız.", "tr" },
  { "Selamat malam, hari ini kita akan berbicara tentang hal yang sangat penting untuk kita.",
    "id" },
  { "Xin chào các bạn, hôm nay chúng ta sẽ nói về một điều rất quan trọng.", "vi" },
  { "Bona nit a tothom, avui parlarem d'una cosa que és molt important per a nosaltres.", "ca" },
  { "Labas vakaras, šiandien kalbėsime apie tai, kas yra labai svarbu ir kaip tai buvo.", "lt" },
  { "Labvakar, šodien mēs runāsim par to, kas ir ļoti svarīgi un kāpēc tas tā ir.", "lv" },
  { "Добрый вечер, сегодня мы будем говорить о том, что для нас всех очень важно.", "ru" },
  { "Добрий вечір, сьогодні ми будемо говорити про те, що для нас усіх дуже важливо.", "uk" },
  { "Добры вечар, сёння мы будзем гаварыць пра тое, што для нас усіх вельмі важна.", "be" },
  { "Добър вечер, днес ще говорим за това, което е много важно за всички нас.", "bg" },
  { "Добро вече, данас ћемо говорити о томе што је важно и како се то може урадити.", "sr" },
  { "Καλησπέρα σας, απόψε θα μιλήσουμε για κάτι σημαντικό.", "el" },
  { "ערב טוב לכולם, היום נדבר על נושא חשוב.", "he" },
  { "مساء الخير، اليوم سنتحدث عن موضوع مهم.", "ar" },
  { "شب بخیر، امروز می‌خواهیم درباره چیزی که برای همه مهم است گپ "
    "بزنیم.",
    "fa" },
  { "آج ہم ایک ایسی بات کریں گے جو بڑے لوگوں کے لیے اہم ہے۔", "ur" },
  { "नमस्ते, आज हम एक बहुत ज़रूरी बात करेंगे।", "hi" },
  { "안녕하세요, 오늘은 중요한 이야기를 하겠습니다.", "ko" },
  { "こんばんは。今日は大切な話をします。", "ja" },
  { "大家晚上好，今天我们来谈谈一个重要的话题。", "zh" },
  { "สวัสดีครับ วันนี้เราจะคุยกันเรื่องสำคัญ", "th" },
  /* Words of another language do not decide. */
  { "Alors le « machine learning », c'est ce que les gens de la Silicon Valley appellent comme ça.",
    "fr" },
  { "He told us about the Champs-Élysées and the Sacré-Cœur when he was in Paris.", "en" },
  /* Nobody could tell. */
  { "", NULL },
  { "...", NULL },
  { "1 2 3 12:30", NULL },
  { "ok", NULL },
  { "Mmh. Hm-hm.", NULL },
  { "Angela Merkel, Emmanuel Macron, Barack Obama, Vladimir Putin", NULL },
  { "Lorem ipsum dolor sit amet consectetur adipiscing elit", NULL },
};

static void
test_guess (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (guesses); i++) {
    const char *code = sfl_language_guess (guesses[i].text, strlen (guesses[i].text));

    if (g_strcmp0 (code, guesses[i].code) != 0) {
      g_test_message ("%s, not %s: %s", guesses[i].code, code, guesses[i].text);
      g_test_fail ();
    }
  }
}

/* It does not look past what it was given, and knows the same when there is more of it. */
static void
test_length (void)
{
  const char *text = "Je ne sais pas si elle est là, mais on y va. I do not know what this is.";
  g_autoptr (GString) much = g_string_new (NULL);

  g_assert_cmpstr (sfl_language_guess (text, strstr (text, " I do") - text), ==, "fr");
  g_assert_null (sfl_language_guess (text, 0));
  for (guint i = 0; i < 100000; i++)
    g_string_append (much, "il est dans la maison ");
  g_assert_cmpstr (sfl_language_guess (much->str, much->len), ==, "fr");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/language-guess/guess", test_guess);
  g_test_add_func ("/core/language-guess/length", test_length);

  return g_test_run ();
}
