/* test-pasted-text.c: transcripts as pages give them
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dump.h"

static const struct {
  const char *name;
  const char *file;
  const char *expected;
} rows[] = {
  /* Times. */
  { "digits after the seconds are text",
    "03:312026-2027 l'ensemble\n03:401:023 chats\n04:193 chats\n05:1912:30 pile\n06:4859:59 fin\n"
    "07:24-3 degrés\n",
    "211000 |2026-2027 l'ensemble\n220000 |1:023 chats\n259000 |3 chats\n319000 |12:30 pile\n"
    "408000 |59:59 fin\n444000 |-3 degrés\n" },
  { "minutes beyond an hour", "58:00a\n61:05b\n100:05c\n", "3480000 |a\n3665000 |b\n6005000 |c\n" },
  { "hours after an hour", "59:58a\n1:00:02b\n1:00:1030 ans\n",
    "3598000 |a\n3602000 |b\n3610000 |30 ans\n" },
  { "an hour that was lost", "54:00a\n59:50b\n00:10c\n01:00d\n59:59e\n00:05f\n",
    "3240000 |a\n3590000 |b\n3610000 |c\n3660000 |d\n7199000 |e\n7205000 |f\n" },
  { "seconds beyond 59", "0:61 a\n0:99 b\n", " |0:61 a\n |0:99 b\n" },
  { "fractions", "00:00:01.500 a\n00:00:02,250 b\n0:03.5 c\n", "1500 |a\n2250 |b\n3000 |.5 c\n" },
  { "frames", "00:00:01:12 a\n00:00:02:00 b\n00:00:03;24 c\n", "1480 |a\n2000 |b\n3960 |c\n" },
  { "units", "1m05s a\n1h02m03s b\n", "65000 |a\n3723000 |b\n" },
  { "the hour lost before a colon", ":00:08. > :00:10.a\n:00:10. > :00:12.b\n",
    "8000-10000 |a\n10000-12000 |b\n" },
  { "text glued to a colon", "0:05:adieu\n0:09:feu\n", "5000 |:adieu\n9000 |:feu\n" },
  { "full-width colons", "0：05 a\n0：09 b\n", "5000 |a\n9000 |b\n" },
  { "Arabic digits", "٠:٠٥ a\n٠:٠٩ b\n", "5000 |a\n9000 |b\n" },
  { "spaces that do not break",
    "\xc2\xa0"
    "0:05\xc2\xa0"
    "a\n\xe2\x80\xaf"
    "0:09\xe2\x80\xaf"
    "b\n",
    "5000 |a\n9000 |b\n" },
  { "invisible marks",
    "\xe2\x80\x8f"
    "0:05 a\n\xe2\x80\xaa"
    "0:09\xe2\x80\xac b\n",
    "5000 |a\n9000 |\xe2\x80\xac b\n" },

  /* Shapes. */
  { "table", "Bonjour | 0:01 | 0:04 |\nà tous | 0:04 | 0:09 |\n",
    "1000-4000 |Bonjour\n4000-9000 |à tous\n" },
  { "ranges in brackets", "[00:01.000 --> 00:02.500]  a\n[00:02.500 --> 00:04.000]  b\n",
    "1000-2500 |a\n2500-4000 |b\n" },
  { "ranges alone", "0:01 - 0:04\na\n\n0:04 – 0:09\nb\n", "1000-4000 |a\n4000-9000 |b\n" },
  { "ranges and text", "0:01–0:04 a\n0:04–0:09 b\n", "1000-4000 |a\n4000-9000 |b\n" },
  { "ranges with a comma", "0:00:01.000,0:00:04.500 a\n0:00:04.500,0:00:09.000 b\n",
    "1000-4500 |a\n4500-9000 |b\n" },
  { "ranges and names", /* Premiere */
    "00:00:01:00 - 00:00:02:00\nAnne\nBonjour.\n\n00:00:02:00 - 00:00:03:00\nAnne\nÇa va ?\n\n"
    "00:00:03:00 - 00:00:04:00\nLuc\nOui.\n\n00:00:04:00 - 00:00:05:00\nLuc\nMerci.\n",
    "1000-2000 Anne|Bonjour.\n2000-3000 Anne|Ça va ?\n3000-4000 Luc|Oui.\n4000-5000 Luc|Merci.\n" },
  { "name and time",
    "Anne Roy  0:01  \nBonjour\n\nLuc  0:05  \nSalut\nà tous\n\nTranscribed by "
    "https://otter.ai\n",
    "1000 Anne Roy|Bonjour\n5000 Luc|Salut à tous\n" },
  { "name and time in brackets",
    "Anne (00:01):\nBonjour\n\nLuc [00:05]\nSalut\n\nAnne: (00:09)\nOui\n",
    "1000 Anne|Bonjour\n5000 Luc|Salut\n9000 Anne|Oui\n" },
  { "bold name and time",
    "**Anne:** \\[00:01\\] Bonjour\n\n**Luc:** \\[00:05\\] Salut\n\n\\[00:09\\] "
    "encore\n",
    "1000 Anne|Bonjour\n5000 Luc|Salut\n9000 Luc|encore\n" },
  { "turns without a time", "\\[00:01\\] Bonjour\n\n**Luc:** Salut\n\n\\[00:09\\] encore\n",
    "1000 |Bonjour/Luc: Salut\n9000 Luc|encore\n" },
  { "time and name", "0:01  Anne Roy\nBonjour\n0:05  Luc\nSalut\n",
    "1000 Anne Roy|Bonjour\n5000 Luc|Salut\n" },
  { "brackets", "[0:01] a\n(0:05) b\n- [0:09] c\n• (0:12) d\n",
    "1000 |a\n5000 |b\n9000 |c\n12000 |d\n" },
  { "bold times", "- **0:01** a\n- **0:05** b\n", "1000 |a\n5000 |b\n" },
  { "times above", "0:01\na\n0:05\nb\nc\n0:09\nd", "1000 |a\n5000 |b c\n9000 |d\n" },
  { "times below", "a\n0:01\nb\nc\n0:05\nd\n0:09", "1000 |a\n5000 |b c\n9000 |d\n" },
  { "names, times and texts", "Anne: [00:01] a\nLuc: [00:05] b\n**[00:09] Anne:** c\n",
    "1000 Anne|a\n5000 Luc|b\n9000 Anne|c\n" },
  { "a whole page", /* with a player above the transcript and buttons below */
    "Titre\n0:00 / "
    "12:34\nTranscription\n0:01\na\n0:05\nb\n0:09\nc\n0:12\nd\n\nPartager\nSignaler\n",
    "1000 |a\n5000 |b\n9000 |c\n12000 |d\n" },
  { "separators", "0:01 - a\n0:02 – b\n0:03 | c\n0:04: d\n0:05\te\n0:06-f\n0:07. g\n",
    "1000 |a\n2000 |b\n3000 |c\n4000 |d\n5000 |e\n6000 |-f\n7000 |g\n" },
  { "times in the text", "0:01 on dit [inaudible 00:15:05] ici\nà 12:30\n0:05 b\n",
    "1000 |on dit [inaudible 00:15:05] ici à 12:30\n5000 |b\n" },
  { "paragraphs", "0:01 a\n\nb\n0:05 c\n", "1000 |a/b\n5000 |c\n" },
  { "two speakers in a second", "0:01 a\n0:01 b\n0:02 c\n", "1000 |a\n1000 |b\n2000 |c\n" },
  { "a second back", "0:01 a\n0:05 b\n0:04 c\n0:09 d\n0:12 e\n",
    "1000 |a\n4000 |c\n5000 |b\n9000 |d\n12000 |e\n" },
  { "newlines that were lost",
    "Le titre Transcription 0:01 un chat 0:05 à 0:02 près 0:09 trois 0:12 quatre 0:15 cinq",
    "1000 |un chat\n5000 |à 0:02 près\n9000 |trois\n12000 |quatre\n15000 |cinq\n" },
  { "links", "[0:01](https://a.org/?t=1) a\n[0:05](https://a.org/?t=5) b (c)\n",
    "1000 |a\n5000 |b (c)\n" },
  { "stars and headings", "**[0:01]** a\n\n**[0:05]** b\n\n*0:09* c\n\n`0:12` d\n",
    "1000 |a\n5000 |b\n9000 |c\n12000 |d\n" },
  { "headings", "## 0:01 Un\n\na\n\n## 0:05 Deux\n\nb\n", "1000 |Un/a\n5000 |Deux/b\n" },
  { "quotations", "> 0:01 a\n> 0:05 b\n", "1000 |a\n5000 |b\n" },
  { "bold names and times", "### Anne [0:01]\n\na\n\n**Luc** (0:05)\n\nb\n",
    "1000 Anne|a\n5000 Luc|b\n" },
  { "Parlatype", "#0:00:01-5# a\n#0:00:05.25# b\n#1:09-0# c\n", "1500 |a\n5250 |b\n69000 |c\n" },
  { "Parlatype, brackets", "[0:01-5] a\n(0:05-25) b\n[0:09] c\n", "1500 |a\n5250 |b\n9000 |c\n" },
  { "times at the end", "a #00:00:02-5#\nb\nc #00:00:09-0#\n", "0-2500 |a\n2500-9000 |b c\n" },
  { "names, and times at the end", "I: a #00:00:02-0#\n\nB: b #00:00:04-0#\n\nI: c #00:00:06-0#\n",
    "0-2000 I|a\n2000-4000 B|b\n4000-6000 I|c\n" },

  /* What is none. */
  { "a mail", "Rendez-vous à 12:30.\n12:30 ou 14:00 ?\nOui.\n",
    " |Rendez-vous à 12:30.\n |12:30 ou 14:00 ?\n |Oui.\n" },
  { "a log", "2026-01-01 00:00:01 a\n2026-01-01 00:00:02 b\n",
    " |2026-01-01 00:00:01 a\n |2026-01-01 00:00:02 b\n" },
  { "times in no order", "12:30 a\n8:00 b\n11:00 c\n7:00 d\n",
    " |12:30 a\n |8:00 b\n |11:00 c\n |7:00 d\n" },
  { "the messages of a meeting", "00:05:01\tAnne:\tbonjour\n00:06:01\tLuc R.:\tsalut\n",
    " |00:05:01\tAnne:\tbonjour\n |00:06:01\tLuc R.:\tsalut\n" },

  /* YouTube's times in words. */
  { "labels in English",
    "0:000 secondsa\n0:011 secondsecond thoughts\n0:1818 seconds♪\n1:001 minuteAnd\n1:081 minute, "
    "8 "
    "seconds9 million\n1:01:021 hour, 1 minute, 2 secondsz\n",
    "0 |a\n1000 |second thoughts\n18000 |♪\n60000 |And\n68000 |9 million\n3662000 |z\n" },
  { "labels in French",
    "0:000 secondea\n0:1818 secondes♪\n1:091 minute et 9 secondesb\n2:002 minutesc\n",
    "0 |a\n18000 |♪\n69000 |b\n120000 |c\n" },
  { "labels in German", "0:1818 Sekundena\n1:091 Minute und 9 Sekundenb\n",
    "18000 |a\n69000 |b\n" },
  { "labels in Spanish", "0:1818 segundosa\n1:091 minuto y 9 segundosb\n", "18000 |a\n69000 |b\n" },
  { "labels in an unknown language",
    "0:055 sekuntiaa\n0:099 sekuntiab\n0:1212 sekuntiac\n0:2020 sekuntiad\n1:091 minuutti 9 "
    "sekuntiae\n2:082 minuuttia 8 sekuntiaf\n",
    "5000 |a\n9000 |b\n12000 |c\n20000 |d\n69000 |e\n128000 |f\n" },
  { "labels on lines of their own", "0:05\n5 seconds\na\n0:09\n9 seconds\nb\n",
    "5000 |a\n9000 |b\n" },
  { "labels without text beside them", "0:055 seconds\na\n0:099 seconds\nb\n",
    "5000 |a\n9000 |b\n" },
  { "durations that are text", "0:055 seconds left\n0:07 b\n0:09 c\n",
    "5000 |5 seconds left\n7000 |b\n9000 |c\n" },

  /* Speakers. */
  { "names", "0:01 Anne: a\n0:02 SPEAKER_00: b\n0:03 Anne: c: d\n0:04 e\n",
    "1000 Anne|a\n2000 SPEAKER_00|b\n3000 Anne|c: d\n4000 Anne|e\n" },
  { "names in brackets", "0:01 [SPEAKER_00]: a\n0:02 [SPEAKER_01]: b\n0:03 [SPEAKER_00]: c\n",
    "1000 SPEAKER_00|a\n2000 SPEAKER_01|b\n3000 SPEAKER_00|c\n" },
  { "French names", "0:01 ANNE : a\n0:02 LUC : b\n0:03 ANNE : c\n",
    "1000 ANNE|a\n2000 LUC|b\n3000 ANNE|c\n" },
  { "no names", "0:01 Voici la règle : a\n0:02 Il est 10: 30\n0:03 c\n0:04 Attention : d\n",
    "1000 |Voici la règle : a\n2000 |Il est 10: 30\n3000 |c\n4000 |Attention : d\n" },
  { "sounds", "0:01 [Musique]\n0:02 ( clock ticking )\n0:03 >> a\n0:04 ♪\n",
    "1000 |[Musique]\n2000 |( clock ticking )\n3000 |>> a\n4000 |♪\n" },
  { "turns below a time", /* Meet: the second turn begins after 4 of 17 letters */
    "Réunion\n\n00:00:10\n\nAnne: abcd\nLuc: abcdefghijklm\n\n00:00:25\n\nAnne: e\nLuc: f\n\n"
    "Transcription ended after 00:01:51\n\nThis editable transcript was computer generated.\n",
    "10000 Anne|abcd\n13529 Luc|abcdefghijklm\n25000 Anne|e\n25000 Luc|f\n" },
  { "stamped twice", /* the length of the episode beside every name */
    "0:00 Anne Roy  53:25\n0:00 a\n0:04 Luc  53:25\n0:04 b\n0:09 Anne Roy  53:25\n0:09 c\n0:12 Luc "
    " "
    "53:25\n0:12 d\n",
    "0 Anne Roy|a\n4000 Luc|b\n9000 Anne Roy|c\n12000 Luc|d\n" },
  { "times without text", "0:01 a\n0:02\n0:03 b\n0:04 c\n", "1000 |a\n3000 |b\n4000 |c\n" },
  { "console of a recogniser",
    "main: processing\n\n[00:00:00.000 --> 00:00:04.000]   a\n[00:00:04.000 --> 00:00:05.000]   "
    "b\n\n"
    "whisper_print_timings:     load time =   1 ms\nwhisper_print_timings:  total\n",
    "0-4000 |a\n4000-5000 |b\n" },
};

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (SflTranscript) transcript = parse_text (rows[i].file, -1, "a.txt");
  g_autofree char *dump = dump_lines (transcript);

  g_assert_cmpstr (dump, ==, rows[i].expected);
  g_assert_cmpstr (sfl_transcript_get_format (transcript), ==,
                   rows[i].expected[0] == ' ' ? "plain-text" : "pasted-text");
}

static const struct {
  const char *header;
  const char *title;
  const char *programme;
  const char *date;
  const char *category;
  const char *notes;
} headers[] = {
  { "Mardi 20 janvier 2026, LE SALON reçoit Anne Roy (physicienne) et Luc "
    "Petit\nCatégorie\n🗞\n"
    "NewsTranscription\n",
    "Mardi 20 janvier 2026, LE SALON reçoit Anne Roy (physicienne) et Luc Petit", "LE SALON",
    "2026-01-20", "News", NULL },
  { "Lundi 1er août 2025, L'HEURE avec B\nCatégorie\n🎥\nSport & LoisirsTranscription\n",
    "Lundi 1er août 2025, L'HEURE avec B", "L'HEURE", "2025-08-01", "Sport & Loisirs", NULL },
  { "Transcript\n\nSearch in video\n", NULL, NULL, NULL, NULL, NULL },
  { "Weekly sync-20260615_133555-Meeting Transcript\n15 June 2026, 03:35am\n27m 42s\nAnne started "
    "transcription\n",
    "Weekly sync-20260615_133555-Meeting Transcript", NULL, "2026-06-15", NULL,
    "15 June 2026, 03:35am\n27m 42s\nAnne started transcription" },
  { "Kickoff (2026-09-15 at 10:02 GMT+2) – Transcript\nAttendees\nAnne, Luc\n",
    "Kickoff (2026-09-15 at 10:02 GMT+2) – Transcript", NULL, "2026-09-15", NULL,
    "Attendees\nAnne, Luc" },
  { "Saturday, March 21st, 2015: The Show with Anne\n",
    "Saturday, March 21st, 2015: The Show with Anne", "The Show", "2015-03-21", NULL, NULL },
  { "Category\nMusic\nTranscript\n", NULL, NULL, NULL, "Music", NULL },
  { "L'émission du 31/12/2024\n", "L'émission du 31/12/2024", NULL, "2024-12-31", NULL, NULL },
  { "L'émission du 03/04/2024\n", "L'émission du 03/04/2024", NULL, NULL, NULL, NULL },
  { "# Le titre\n\n## Transcript\n", "Le titre", NULL, NULL, NULL, NULL },
  { "main: processing\nsystem_info: n_threads = 4\n", NULL, NULL, NULL, NULL, NULL },
  { "**Anne:** Bonjour\n", NULL, NULL, NULL, NULL, "**Anne:** Bonjour" },
};

/* What stands above the first time becomes metadata, never a line. */
static void
test_header (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *file = g_strconcat (headers[i].header, "00:00a\n00:07b\n00:131806. c", NULL);
  g_autoptr (SflTranscript) transcript = parse_text (file, -1, "a.txt");
  g_autofree char *dump = dump_lines (transcript);

  g_assert_cmpstr (dump, ==, "0 |a\n7000 |b\n13000 |1806. c\n");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_TITLE), ==, headers[i].title);
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_PROGRAMME), ==,
                   headers[i].programme);
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_DATE), ==, headers[i].date);
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_CATEGORY), ==,
                   headers[i].category);
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_NOTES), ==, headers[i].notes);
}

/* Starts alone leave a hole where far more time passes than the text needs. */
static void
test_hole (void)
{
  g_autoptr (SflTranscript) transcript = parse_text (
      "0:00une phrase d'une certaine longueur\n0:03une phrase d'une certaine longueur\n"
      "0:06une phrase d'une certaine longueur\n0:40une phrase d'une certaine longueur\n",
      -1, "a.txt");
  guint n_holes;
  const SflHole *holes = sfl_transcript_get_holes (transcript, &n_holes);

  g_assert_cmpuint (n_holes, ==, 1);
  g_assert_cmpuint (holes[0].line, ==, 2);
  g_assert_cmpint (holes[0].end, ==, 40 * SFL_SECOND);
}

#define CLOCKS "00:30:05 a\n10:00:12 b\n28:10:24 c\n"

static const struct {
  const char *file;
  SflParseOptions options;
  const char *expected;
} options[] = {
  { "0:01 a\n1:05 b\n", { .time_shape = SFL_TIME_SHAPE_HOURS }, "60000 |a\n3900000 |b\n" },
  { "0:01 - 0:05 a\n1:05 - 1:10 b\n",
    { .time_shape = SFL_TIME_SHAPE_HOURS },
    "60000-300000 |a\n3900000-4200000 |b\n" },
  { "0:01 a\n1:05 b\n", { .time_shape = SFL_TIME_SHAPE_MINUTES }, "1000 |a\n65000 |b\n" },
  { "1m05s a\n2m05s b\n", { .time_shape = SFL_TIME_SHAPE_FRAMES }, "65000 |a\n125000 |b\n" },
  { CLOCKS, { .time_shape = SFL_TIME_SHAPE_FRAMES }, "30200 |a\n600480 |b\n1690960 |c\n" },
  { CLOCKS,
    { .time_shape = SFL_TIME_SHAPE_FRAMES, .frame_rate = 50 },
    "30100 |a\n600240 |b\n1690480 |c\n" },
  { CLOCKS, { .media_duration = 29 * SFL_MINUTE }, "30200 |a\n600480 |b\n1690960 |c\n" },
  { CLOCKS,
    { .media_duration = 29 * SFL_MINUTE, .media_frame_rate = 50 },
    "30100 |a\n600240 |b\n1690480 |c\n" },
  /* Hours fit, or nothing tells. */
  { CLOCKS, { .media_duration = 29 * SFL_HOUR }, "1805000 |a\n36012000 |b\n101424000 |c\n" },
  { CLOCKS, { 0 }, "1805000 |a\n36012000 |b\n101424000 |c\n" },
  /* More frames than a second of 25 has. */
  { "00:00:01:12 a\n00:00:02:29 b\n", { 0 }, "1400 |a\n2966 |b\n" },
  { "00:00:01:12 a\n00:00:02:20 b\n", { .frame_rate = 24 }, "1500 |a\n2833 |b\n" },
  { "00:00:01:12 - 00:00:02:20\na\n00:00:02:20 - 00:00:03:00\nb\n",
    { .media_frame_rate = 40 },
    "1300-2500 |a\n2500-3000 |b\n" },
};

static void
test_options (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++) {
    SflParseOptions wish = options[i].options;
    g_autoptr (GBytes) bytes = g_bytes_new_static (options[i].file, strlen (options[i].file));
    g_autoptr (GError) error = NULL;
    g_autoptr (SflTranscript) transcript = NULL;
    g_autofree char *dump = NULL;

    wish.format = "pasted-text"; /* some could be chapters, too */
    transcript = sfl_format_parse (bytes, "a.txt", &wish, NULL, &error);
    g_assert_no_error (error);
    dump = dump_lines (transcript);
    g_assert_cmpstr (dump, ==, options[i].expected);
  }
}

static void
test_page_bottom (void)
{
  g_autoptr (SflTranscript) transcript =
      parse_text ("0:01 a\n0:02 b\n0:03 c\nd\n\nMentions\n\nContact\n", -1, "a.txt");
  g_autofree char *dump = dump_lines (transcript);
  guint n;
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n);

  g_assert_cmpstr (dump, ==, "1000 |a\n2000 |b\n3000 |c d\n");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_NOTES), ==, "Mentions\nContact");
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (warnings[0].number, ==, 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/pasted-text/", rows[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++) {
    g_autofree char *path = g_strdup_printf ("/pasted-text/header/%zu", i);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_header);
  }
  g_test_add_func ("/pasted-text/hole", test_hole);

  g_test_add_func ("/pasted-text/options", test_options);
  g_test_add_func ("/pasted-text/page bottom", test_page_bottom);

  return g_test_run ();
}
