/* test-episode.c: opening, keeping and finding again, and the clock
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Real files, pipelines and a real database.  No sound server answers, so the
 * episodes play in silence, at the speed of time.
 */

#include "config.h"

#include "folder.h"
#include "media-fixture.h"
#include "sfl-episode.h"
#include "sfl-transcript-loader.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#define MEDIA_SECONDS 20

typedef struct {
  char *folder;
  char *state;
  SflEpisode *episode;
  GString *messages; /* "|id" each, as they came */
  GHashTable *lasting;
  guint n_opened;
  guint n_seeked;
  GArray *changes; /* of Change */
} Fixture;

typedef struct {
  gint64 time; /* monotonic, µs */
  int line;
  SflTime position;
} Change;

static char *stock; /* a folder with recordings made once */

static void
opened_cb (SflEpisode *episode, Fixture *self)
{
  self->n_opened++;
  g_assert_false (sfl_episode_get_opening (episode));
}

static void
seeked_cb (SflEpisode *episode, SflTime position, Fixture *self)
{
  self->n_seeked++;
}

static void
message_cb (SflEpisode *episode, const char *id, guint kind, const char *text, Fixture *self)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpstr (text, !=, "");
  if (strcmp (id, "sound-device") == 0)
    return;

  g_test_message ("%s: %s", id, text);
  g_string_append_printf (self->messages, "|%s", id);
  if (kind == SFL_MESSAGE_LASTING)
    g_hash_table_add (self->lasting, g_strdup (id));
}

static void
message_over_cb (SflEpisode *episode, const char *id, Fixture *self)
{
  g_hash_table_remove (self->lasting, id);
}

static void
cursor_changed_cb (SflCursor *cursor, guint change, Fixture *self)
{
  Change row = { g_get_monotonic_time (), sfl_cursor_get_line (cursor),
                 sfl_cursor_get_position (cursor) };

  if (change & SFL_CURSOR_LINE)
    g_array_append_val (self->changes, row);
}

static void
start (Fixture *self)
{
  self->episode = sfl_episode_new (self->state);
  g_signal_connect (self->episode, "opened", G_CALLBACK (opened_cb), self);
  g_signal_connect (self->episode, "seeked", G_CALLBACK (seeked_cb), self);
  g_signal_connect (self->episode, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (self->episode, "message-over", G_CALLBACK (message_over_cb), self);
  g_signal_connect (sfl_episode_get_cursor (self->episode), "changed",
                    G_CALLBACK (cursor_changed_cb), self);
}

/* As the program ends. */
static void
stop (Fixture *self)
{
  sfl_episode_close (self->episode);
  sfl_episode_save (self->episode);
  g_assert_finalize_object (g_steal_pointer (&self->episode));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = folder_new ();
  self->state = g_build_filename (self->folder, "state", "state.db", NULL);
  self->messages = g_string_new (NULL);
  self->lasting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  start (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->episode)
    stop (self);
  g_string_free (self->messages, TRUE);
  g_hash_table_unref (self->lasting);
  g_array_unref (self->changes);
  g_free (self->state);
  folder_free (self->folder);
}

/* Puts a recording of the stock into the folder under another name. */
static void
add_media (Fixture *self, const char *from, const char *to)
{
  g_autofree char *old = g_build_filename (stock, from, NULL);
  g_autofree char *new = g_build_filename (self->folder, to, NULL);

  g_assert_cmpint (link (old, new), ==, 0);
}

/* Lines of @step from @first on, each half as long. */
static char *
make_srt (guint n, SflTime first, SflTime step, const char *word)
{
  GString *srt = g_string_new (NULL);

  for (guint i = 0; i < n; i++) {
    SflTime times[] = { first + i * step, first + i * step + step / 2 };

    g_string_append_printf (srt, "%u\n", i + 1);
    for (guint j = 0; j < 2; j++)
      g_string_append_printf (srt, "00:%02d:%02d,%03d%s", (int) (times[j] / SFL_MINUTE),
                              (int) (times[j] / SFL_SECOND % 60),
                              (int) (times[j] / SFL_MSECOND % 1000), j == 0 ? " --> " : "\n");
    g_string_append_printf (srt, "%s %u.\n\n", word, i);
  }

  return g_string_free (srt, FALSE);
}

static void
add_srt (Fixture *self, const char *name, const char *word)
{
  g_autofree char *srt = make_srt (18, SFL_SECOND, SFL_SECOND, word);

  g_free (folder_write (self->folder, name, srt));
}

static void
rename_file (Fixture *self, const char *from, const char *to)
{
  g_autofree char *old = g_build_filename (self->folder, from, NULL);
  g_autofree char *new = g_build_filename (self->folder, to, NULL);

  g_assert_cmpint (g_rename (old, new), ==, 0);
}

/* Starts opening files of the folder, whose names are parted by spaces. */
static void
begin_open (Fixture *self, const char *names)
{
  g_autoptr (GPtrArray) files = folder_get_all (self->folder, names);

  sfl_episode_open (self->episode, (GFile **) files->pdata, files->len);
}

static void
open_names (Fixture *self, const char *names)
{
  guint n = self->n_opened;

  begin_open (self, names);
  wait_for (self->n_opened > n);
  g_assert_cmpuint (self->n_opened, ==, n + 1);
}

static void
begin_attach (Fixture *self, const char *names)
{
  g_autoptr (GPtrArray) files = folder_get_all (self->folder, names);

  sfl_episode_attach (self->episode, (GFile **) files->pdata, files->len);
}

static gboolean
shows_media (Fixture *self, const char *name)
{
  g_autofree char *shown = folder_dup_name (sfl_episode_get_media (self->episode));

  return g_strcmp0 (shown, name) == 0;
}

static SflTranscript *
parse (const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SflTranscript *transcript;

  sfl_transcript_load_text_async (text, NULL, NULL, result_cb, &result);
  wait_for (result != NULL);
  transcript = sfl_transcript_load_finish (result, &error);
  g_assert_no_error (error);

  return transcript;
}

static void
paste (Fixture *self, const char *text)
{
  g_autoptr (SflTranscript) transcript = parse (text);
  guint n = self->n_opened;
  gboolean opens = sfl_episode_get_media (self->episode) == NULL;

  sfl_episode_attach_text (self->episode, text, transcript);
  if (opens)
    wait_for (self->n_opened > n);
}

/* The first words of the transcript that is open, or NULL. */
static char *
dup_first_line (Fixture *self)
{
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);

  return transcript ? sfl_transcript_dup_line_text (transcript, 0) : NULL;
}

static gboolean
shows (Fixture *self, const char *first_line)
{
  g_autofree char *line = dup_first_line (self);

  return g_strcmp0 (line, first_line) == 0;
}

static void
assert_open (Fixture *self, const char *media, const char *first_line)
{
  g_autofree char *name = folder_dup_name (sfl_episode_get_media (self->episode));
  g_autofree char *line = dup_first_line (self);

  g_assert_cmpstr (name, ==, media);
  g_assert_cmpstr (line, ==, first_line);
  g_assert_cmpint (sfl_episode_is_open (self->episode), ==, media || first_line);
  g_assert_true ((sfl_episode_get_reading (self->episode) != NULL) == (first_line != NULL));
}

static void
assert_messages (Fixture *self, const char *messages)
{
  g_assert_cmpstr (self->messages->str, ==, messages);
  g_string_set_size (self->messages, 0);
}

static void
seek (Fixture *self, SflTime target)
{
  guint n = self->n_seeked;

  sfl_episode_seek (self->episode, target);
  wait_for (self->n_seeked > n);
}

#define assert_near(time, expected, tolerance)                                                     \
  g_assert_cmpfloat_with_epsilon ((double) (time) / SFL_SECOND, (double) (expected) / SFL_SECOND,  \
                                  (double) (tolerance) / SFL_SECOND)

static void
assert_position (Fixture *self, SflTime expected)
{
  assert_near (sfl_episode_get_position (self->episode), expected, 30 * SFL_MSECOND);
}

/* Rows: what is opened and what is then open.  *.wav are recordings. */
static const struct {
  const char *there;
  const char *given;
  const char *media;
  const char *first_line;
  const char *messages;
  const char *title;
} openings[] = {
  { "a.wav a.srt", "a.wav a.srt", "a.wav", "One.", "", "a" },
  { "a.wav a.srt", "a.srt a.wav", "a.wav", "One.", "", "a" },
  { "a.wav a.srt", "a.wav", "a.wav", "One.", "", "a" },
  { "a.wav a.srt", "a.srt", "a.wav", "One.", "", "a" },
  { "a.wav a.fr.srt", "a.wav", "a.wav", "One.", "", "a" },
  { "a.wav", "a.wav", "a.wav", NULL, "", "a" },
  { "a.srt", "a.srt", NULL, "One.", "", "a" },
  { "caf\xe9.v2.srt", "caf\xe9.v2.srt", NULL, "One.", "", "caf\xef\xbf\xbd.v2" },
  { ".srt", ".srt", NULL, "One.", "", ".srt" },
  { "a.wav a.srt b.wav", "a.wav a.srt b.wav", "a.wav", "One.", "|left-out", "a" },
  { "a.wav dir", "dir a.wav", "a.wav", NULL, "|left-out", "a" },
  { "dir", "dir", NULL, NULL, "|nothing", NULL },
  { "fifo", "fifo", NULL, NULL, "|nothing", NULL },
  { "png", "png", NULL, NULL, "|nothing", NULL },
  { "png a.wav", "a.wav png", "a.wav", NULL, "|left-out", "a" },
  { "fifo.srt fifo.wav", "fifo.wav", "fifo.wav", NULL, "", "fifo" },
  { "fifo.srt a.wav", "a.wav fifo.srt", "a.wav", NULL, "|transcript", "a" },
  { "fifo.mp3 a.srt", "fifo.mp3 a.srt", "fifo.mp3", "One.", "|media", "fifo" },
  { "", "gone.mp3", "gone.mp3", NULL, "|media", "gone" },
  { "", "gone.srt", NULL, NULL, "|transcript", NULL },
  { "a.srt", "gone.mp3 a.srt", "gone.mp3", "One.", "|media", "gone" },
  { "empty.mp3", "empty.mp3", "empty.mp3", NULL, "|media", "empty" },
  { "empty.srt", "empty.srt", NULL, NULL, "|transcript", NULL },
  { "empty.srt empty.wav", "empty.wav", "empty.wav", NULL, "", "empty" }, /* never by itself */
  { "text.mp3 text.srt", "text.mp3", "text.mp3", "One.", "|media", "text" },
  { "a.wav pdf.txt", "a.wav pdf.txt", "a.wav", NULL, "|transcript", "a" },
};

static void
test_open (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (openings); i++) {
    g_auto (GStrv) there = g_strsplit (openings[i].there, " ", -1);
    Fixture row = { 0 };

    g_test_message ("%s | %s", openings[i].there, openings[i].given);
    set_up (&row, NULL);
    for (guint j = 0; there[j] && *there[j]; j++)
      if (g_str_has_suffix (there[j], ".wav"))
        add_media (&row, "tone.wav", there[j]);
      else
        folder_make (row.folder, there[j]);

    open_names (&row, openings[i].given);
    assert_open (&row, openings[i].media, openings[i].first_line);
    assert_messages (&row, openings[i].messages);
    g_assert_cmpstr (sfl_episode_get_title (row.episode), ==, openings[i].title);

    /* The state of a closed episode is that of a new one, and no banner stays. */
    sfl_episode_close (row.episode);
    assert_open (&row, NULL, NULL);
    g_assert_null (sfl_episode_get_title (row.episode));
    g_assert_true (sfl_episode_get_position (row.episode) == SFL_TIME_NONE);
    g_assert_true (sfl_episode_get_duration (row.episode) == SFL_TIME_NONE);
    g_hash_table_remove (row.lasting, "library");
    g_assert_cmpuint (g_hash_table_size (row.lasting), ==, 0);

    /* And the window that showed a problem opens the next thing. */
    add_media (&row, "low.wav", "next.wav");
    open_names (&row, "next.wav");
    assert_open (&row, "next.wav", NULL);
    tear_down (&row, NULL);
  }
}

/* What is no use to open closes nothing. */
static void
test_open_nothing (Fixture *self, gconstpointer data)
{
  add_media (self, "tone.wav", "a.wav");
  open_names (self, "a.wav");
  folder_make (self->folder, "dir");
  begin_open (self, "dir");
  wait_for (self->messages->len > 0);
  assert_messages (self, "|nothing");
  assert_open (self, "a.wav", NULL);
  g_assert_false (sfl_episode_get_opening (self->episode));

  begin_attach (self, "dir");
  wait_for (self->messages->len > 0);
  assert_messages (self, "|nothing");
  assert_open (self, "a.wav", NULL);
}

static void
test_open_twice (Fixture *self, gconstpointer data)
{
  SflTranscript *transcript;

  add_media (self, "tone.wav", "a.wav");
  add_srt (self, "a.srt", "Old");
  open_names (self, "a.wav");
  seek (self, 5 * SFL_SECOND);
  transcript = sfl_episode_get_transcript (self->episode);

  /* The same recording: nothing is loaded twice. */
  open_names (self, "a.wav");
  g_assert_true (sfl_episode_get_transcript (self->episode) == transcript);
  assert_position (self, 5 * SFL_SECOND);

  /* The transcript, too: it is read again, since that is the wish. */
  add_srt (self, "a.srt", "New");
  open_names (self, "a.wav a.srt");
  assert_open (self, "a.wav", "New 0.");
  assert_position (self, 5 * SFL_SECOND);

  /* By another name it is the same episode. */
  add_media (self, "tone.wav", "link.wav");
  open_names (self, "link.wav");
  assert_open (self, "link.wav", "New 0.");
  assert_position (self, 5 * SFL_SECOND);
}

static void
recent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GPtrArray **) user_data = sfl_episode_list_recent_finish (SFL_EPISODE (source), result, NULL);
}

static GPtrArray *
list_recent (Fixture *self)
{
  GPtrArray *recent = NULL;

  sfl_episode_list_recent_async (self->episode, 10, NULL, recent_cb, &recent);
  wait_for (recent != NULL);

  return recent;
}

static void
assert_recent (Fixture *self, guint n)
{
  g_autoptr (GPtrArray) recent = list_recent (self);

  g_assert_cmpuint (recent->len, ==, n);
}

/* Whether the library knows an episode with @name: a recording is known by its content, which may
 * be looked at for longer than the recording takes to be played.
 */
static gboolean
is_remembered (Fixture *self, const char *name)
{
  g_autoptr (GPtrArray) recent = list_recent (self);

  for (guint i = 0; i < recent->len; i++) {
    const SflRecent *row = recent->pdata[i];

    if (row->media_uri != NULL && g_str_has_suffix (row->media_uri, name))
      return TRUE;
  }

  return FALSE;
}

static void
test_round_trip (Fixture *self, gconstpointer data)
{
  add_media (self, "tone.wav", "a.wav");
  add_srt (self, "other.srt", "Other");
  open_names (self, "a.wav other.srt");
  assert_position (self, 0);
  sfl_episode_set_rate (self->episode, 1.5);
  seek (self, 7500 * SFL_MSECOND);
  stop (self);

  start (self);
  open_names (self, "a.wav");
  assert_open (self, "a.wav", "Other 0.");
  assert_position (self, 7500 * SFL_MSECOND);
  g_assert_cmpfloat (sfl_episode_get_rate (self->episode), ==, 1.5);
  g_assert_cmpint (sfl_cursor_get_line (sfl_episode_get_cursor (self->episode)), ==, 6);
  stop (self);

  /* Renamed and moved, it is known by what is in it; a new sidecar is not what
   * belonged to it.
   */
  rename_file (self, "a.wav", "b.wav");
  add_srt (self, "b.srt", "Beside");
  start (self);
  open_names (self, "b.wav");
  assert_open (self, "b.wav", "Other 0.");
  assert_position (self, 7500 * SFL_MSECOND);

  /* What the user names comes first, and is remembered from then on. */
  open_names (self, "b.wav b.srt");
  assert_open (self, "b.wav", "Beside 0.");
  stop (self);
  start (self);
  open_names (self, "b.wav");
  assert_open (self, "b.wav", "Beside 0.");
  assert_recent (self, 1);
  assert_messages (self, "");
}

/* Gone: another beside it is as good, and else it is said. */
static void
test_transcript_gone (Fixture *self, gconstpointer data)
{
  add_media (self, "tone.wav", "a.wav");
  add_srt (self, "other.srt", "Other");
  open_names (self, "a.wav other.srt");
  sfl_episode_close (self->episode);
  rename_file (self, "other.srt", "elsewhere.srt");
  open_names (self, "a.wav");
  assert_open (self, "a.wav", NULL);
  assert_messages (self, "|transcript");

  /* Back again, it is found again. */
  sfl_episode_close (self->episode);
  rename_file (self, "elsewhere.srt", "other.srt");
  open_names (self, "a.wav");
  assert_open (self, "a.wav", "Other 0.");
  sfl_episode_close (self->episode);

  rename_file (self, "other.srt", "a.srt");
  open_names (self, "a.wav");
  assert_open (self, "a.wav", "Other 0.");
  assert_messages (self, "");
}

static void
test_media_gone (Fixture *self, gconstpointer data)
{
  add_media (self, "tone.wav", "a.wav");
  add_srt (self, "other.srt", "Other");
  open_names (self, "a.wav other.srt");
  seek (self, 3 * SFL_SECOND);
  sfl_episode_close (self->episode);

  /* The transcript alone brings its recording. */
  open_names (self, "other.srt");
  assert_open (self, "a.wav", "Other 0.");
  assert_position (self, 3 * SFL_SECOND);
  sfl_episode_close (self->episode);
  assert_messages (self, "");

  /* Another recording in its place is not it. */
  rename_file (self, "a.wav", "b.wav");
  add_media (self, "low.wav", "a.wav");
  open_names (self, "other.srt");
  assert_open (self, NULL, "Other 0.");
  assert_position (self, 3 * SFL_SECOND);
  assert_messages (self, "|media");
  g_assert_true (g_hash_table_contains (self->lasting, "media"));

  /* Given back, all is well. */
  begin_attach (self, "b.wav");
  wait_for (sfl_episode_get_loaded (self->episode));
  g_assert_false (g_hash_table_contains (self->lasting, "media"));
  assert_position (self, 3 * SFL_SECOND);
  wait_for (is_remembered (self, "b.wav"));
  sfl_episode_close (self->episode);
  open_names (self, "other.srt");
  assert_open (self, "b.wav", "Other 0.");
  assert_messages (self, "");
  assert_recent (self, 1);
}

/* A recording that cannot be read must not take over another's row. */
static void
test_unreadable_media (Fixture *self, gconstpointer data)
{
  add_media (self, "tone.wav", "a.wav");
  add_srt (self, "a.srt", "Line");
  open_names (self, "a.wav a.srt");
  seek (self, 4 * SFL_SECOND);
  open_names (self, "gone.wav a.srt");
  assert_messages (self, "|media");

  /* The text is a playhead's ground, too. */
  sfl_episode_seek_line (self->episode, 2);
  assert_position (self, 3 * SFL_SECOND);
  g_assert_cmpint (sfl_cursor_get_line (sfl_episode_get_cursor (self->episode)), ==, 2);
  sfl_episode_play (self->episode);
  g_assert_false (sfl_episode_get_playing (self->episode));

  open_names (self, "a.srt");
  assert_open (self, "a.wav", "Line 0.");
  assert_position (self, 4 * SFL_SECOND);
  assert_recent (self, 1);
}

static void
test_pasted (Fixture *self, gconstpointer data)
{
  g_autofree char *text = make_srt (5, SFL_SECOND, SFL_SECOND, "Pasted");

  add_media (self, "tone.wav", "a.wav");
  add_srt (self, "a.srt", "Beside");
  open_names (self, "a.wav");
  assert_open (self, "a.wav", "Beside 0.");
  seek (self, 2 * SFL_SECOND);
  paste (self, text);
  assert_open (self, "a.wav", "Pasted 0.");
  assert_position (self, 2 * SFL_SECOND);
  g_assert_cmpint (sfl_cursor_get_line (sfl_episode_get_cursor (self->episode)), ==, 1);
  stop (self);

  start (self);
  rename_file (self, "a.wav", "b.wav");
  open_names (self, "b.wav");
  assert_open (self, "b.wav", "Pasted 0.");
  assert_position (self, 2 * SFL_SECOND);
  stop (self);

  /* Pasted again where nothing is open, it brings its recording. */
  start (self);
  paste (self, text);
  assert_open (self, "b.wav", "Pasted 0.");
  assert_position (self, 2 * SFL_SECOND);
  assert_recent (self, 1);

  /* A file instead of it. */
  begin_attach (self, "a.srt");
  wait_for (shows (self, "Beside 0."));
  stop (self);
  start (self);
  open_names (self, "b.wav");
  assert_open (self, "b.wav", "Beside 0.");
}

static void
test_pasted_alone (Fixture *self, gconstpointer data)
{
  g_autofree char *text = make_srt (15, SFL_SECOND, SFL_SECOND, "Pasted");
  g_autofree char *other = make_srt (5, SFL_SECOND, SFL_SECOND, "Another");
  g_autoptr (GPtrArray) recent = NULL;

  paste (self, text);
  assert_open (self, NULL, "Pasted 0.");
  assert_position (self, 0);
  g_assert_cmpstr (sfl_episode_get_title (self->episode), ==, "Pasted text");
  sfl_episode_seek_line (self->episode, 6);
  assert_position (self, 7 * SFL_SECOND);

  /* Another text is another episode. */
  paste (self, other);
  assert_open (self, NULL, "Another 0.");
  assert_position (self, 0);
  stop (self);

  start (self);
  recent = list_recent (self);
  g_assert_cmpuint (recent->len, ==, 2);
  for (guint i = 0; i < recent->len; i++) {
    SflRecent *row = g_ptr_array_index (recent, i);

    g_assert_true (row->pasted);
    g_assert_false (row->missing);
  }
  sfl_episode_open_recent (self->episode, ((SflRecent *) g_ptr_array_index (recent, 1))->id);
  wait_for (!sfl_episode_get_opening (self->episode));
  assert_open (self, NULL, "Pasted 0.");
  assert_position (self, 7 * SFL_SECOND);

  /* Then the recording comes. */
  add_media (self, "tone.wav", "a.wav");
  begin_attach (self, "a.wav");
  wait_for (sfl_episode_get_loaded (self->episode));
  assert_open (self, "a.wav", "Pasted 0.");
  assert_position (self, 7 * SFL_SECOND);
  stop (self);

  start (self);
  open_names (self, "a.wav");
  assert_open (self, "a.wav", "Pasted 0.");
  assert_position (self, 7 * SFL_SECOND);
  assert_recent (self, 2);
}

/* Of two halves the named one is replaced; where neither would stay, it opens. */
static void
test_attach (Fixture *self, gconstpointer data)
{
  add_media (self, "tone.wav", "a.wav");
  add_media (self, "low.wav", "b.wav");
  add_srt (self, "x.srt", "X");
  add_srt (self, "y.srt", "Y");
  add_srt (self, "b.srt", "B");
  open_names (self, "a.wav");

  begin_attach (self, "x.srt");
  wait_for (sfl_episode_get_transcript (self->episode) != NULL);
  seek (self, 4 * SFL_SECOND);

  /* A bad one leaves the good one. */
  folder_make (self->folder, "pdf.txt");
  begin_attach (self, "pdf.txt");
  wait_for (self->messages->len > 0);
  assert_messages (self, "|transcript");
  assert_open (self, "a.wav", "X 0.");

  /* A good one takes the complaint away. */
  begin_attach (self, "y.srt");
  wait_for (g_hash_table_size (self->lasting) == 0);
  assert_open (self, "a.wav", "Y 0.");

  /* The latest of two wins. */
  begin_attach (self, "x.srt");
  begin_attach (self, "y.srt");
  begin_attach (self, "b.wav");
  wait_for (sfl_episode_get_loaded (self->episode) &&
            sfl_episode_get_media (self->episode) != NULL &&
            g_str_has_suffix (g_file_peek_path (sfl_episode_get_media (self->episode)), "b.wav"));
  assert_position (self, 4 * SFL_SECOND);
  wait_for (is_remembered (self, "b.wav"));
  seek (self, 6 * SFL_SECOND);
  stop (self);

  /* Both know their own. */
  start (self);
  open_names (self, "a.wav");
  assert_position (self, 4 * SFL_SECOND);
  open_names (self, "b.wav");
  assert_position (self, 6 * SFL_SECOND);
  g_assert_nonnull (sfl_episode_get_transcript (self->episode));
  assert_recent (self, 2);

  /* Both halves at once, or a recording where there is no transcript. */
  begin_attach (self, "a.wav x.srt");
  wait_for (g_str_has_suffix (sfl_episode_get_title (self->episode) ?: "", "a") &&
            !sfl_episode_get_opening (self->episode));
  assert_open (self, "a.wav", "X 0.");
}

static void
drop (Fixture *self, const char *names)
{
  g_autoptr (GPtrArray) files = folder_get_all (self->folder, names);

  sfl_episode_drop (self->episode, (GFile **) files->pdata, files->len);
}

/* A transcript joins what is open, another recording takes its place. */
static void
test_drop (Fixture *self, gconstpointer data)
{
  guint n;

  add_media (self, "tone.wav", "a.wav");
  add_media (self, "low.wav", "b.wav");
  add_srt (self, "x.srt", "X");
  add_srt (self, "y.srt", "Y");
  add_srt (self, "z.srt", "Z"); /* never heard of with a recording */

  drop (self, "a.wav");
  wait_for (self->n_opened == 1);
  drop (self, "x.srt");
  wait_for (sfl_episode_get_transcript (self->episode) != NULL);
  assert_open (self, "a.wav", "X 0.");
  drop (self, "y.srt");
  wait_for (
      sfl_episode_get_transcript (self->episode) != NULL &&
      g_str_has_prefix (sfl_transcript_get_text (sfl_episode_get_transcript (self->episode), NULL),
                        "Y"));
  assert_open (self, "a.wav", "Y 0.");

  n = self->n_opened;
  drop (self, "b.wav");
  wait_for (self->n_opened > n);
  g_assert_null (sfl_episode_get_transcript (self->episode));

  /* A recording where only a transcript is open is what was missing. */
  sfl_episode_close (self->episode);
  n = self->n_opened;
  drop (self, "z.srt");
  wait_for (self->n_opened > n);
  drop (self, "b.wav");
  wait_for (sfl_episode_get_media (self->episode) != NULL);
  assert_open (self, "b.wav", "Z 0.");
}

/* The row of the episode is known whatever comes between. */
static void
test_attach_keeps_saving (Fixture *self, gconstpointer data)
{
  add_media (self, "tone.wav", "a.wav");
  folder_make (self->folder, "dir");
  open_names (self, "a.wav");
  begin_attach (self, "dir"); /* before the library has answered */
  seek (self, 9 * SFL_SECOND);
  wait_for (self->messages->len > 0);
  stop (self);
  start (self);
  open_names (self, "a.wav");
  assert_position (self, 9 * SFL_SECOND);
}

/* Who closes as soon as it is there finds it there again. */
static void
test_attach_and_go (Fixture *self, gconstpointer data)
{
  add_media (self, "tone.wav", "tone.wav");
  add_media (self, "low.wav", "low.wav");
  add_srt (self, "a.srt", "A");
  open_names (self, "a.srt");
  begin_attach (self, "tone.wav");
  wait_for (sfl_episode_get_media (self->episode) != NULL);
  sfl_episode_close (self->episode);
  open_names (self, "a.srt");
  assert_open (self, "tone.wav", "A 0.");

  begin_attach (self, "low.wav");
  wait_for (shows_media (self, "low.wav"));
  stop (self);
  start (self);
  open_names (self, "a.srt");
  assert_open (self, "low.wav", "A 0.");
}

/* Attached while the first transcript is still being read. */
static void
test_attach_while_opening (Fixture *self, gconstpointer data)
{
  g_autofree char *large = make_srt (60000, 0, 30 * SFL_MSECOND, "Large");
  g_autofree char *path = folder_write (self->folder, "a.srt", large);
  guint n = self->n_opened;

  add_media (self, "tone.wav", "a.wav");
  add_srt (self, "b.srt", "Small");
  begin_open (self, "a.wav a.srt");
  wait_for (sfl_episode_get_media (self->episode) != NULL);
  begin_attach (self, "b.srt");
  wait_for (self->n_opened > n);
  wait_for (shows (self, "Small 0."));
  assert_open (self, "a.wav", "Small 0.");
  g_assert_false (sfl_episode_get_opening (self->episode));
}

/* Reads the open transcript in another way; returns the error, if any. */
static GError *
reread (Fixture *self, const SflParseOptions *options)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  sfl_episode_reread_transcript (self->episode, options, NULL, result_cb, &result);
  wait_for (result != NULL);
  sfl_episode_reread_transcript_finish (self->episode, result, &error);

  return error;
}

static SflTime
get_first_start (Fixture *self)
{
  return sfl_transcript_get_lines (sfl_episode_get_transcript (self->episode), NULL)[0].start;
}

#define SHIFT (2500 * SFL_MSECOND)

/* Another reading is shown, can be undone, and is the same the next day. */
static void
test_reread (Fixture *self, gconstpointer data)
{
  const SflParseOptions shifted = { .sync.shift = SHIFT }, plain = { .format = "plain-text" };
  GError *error;

  add_media (self, "tone.wav", "a.wav");
  add_srt (self, "a.srt", "One");
  open_names (self, "a.wav");
  g_assert_true (sfl_episode_can_reread (self->episode));
  g_assert_false (sfl_episode_get_can_undo_reread (self->episode));
  seek (self, 5 * SFL_SECOND);

  error = reread (self, &shifted);
  g_assert_no_error (error);
  g_assert_cmpint (get_first_start (self), ==, SFL_SECOND + SHIFT);
  assert_position (self, 5 * SFL_SECOND);
  g_assert_cmpint (sfl_cursor_get_line (sfl_episode_get_cursor (self->episode)), ==, 1);
  error = reread (self, &plain);
  g_assert_no_error (error);
  g_assert_false (sfl_transcript_is_timed (sfl_episode_get_transcript (self->episode)));

  /* Both are undone at once, unless the first was accepted. */
  g_assert_true (sfl_episode_undo_reread (self->episode));
  wait_for (get_first_start (self) == SFL_SECOND);
  g_assert_false (sfl_episode_undo_reread (self->episode));
  g_assert_no_error (reread (self, &shifted));
  sfl_episode_accept_reread (self->episode);
  g_assert_false (sfl_episode_get_can_undo_reread (self->episode));
  g_assert_no_error (reread (self, &plain));
  g_assert_true (sfl_episode_undo_reread (self->episode));
  wait_for (get_first_start (self) == SFL_SECOND + SHIFT);
  assert_position (self, 5 * SFL_SECOND);

  stop (self);
  start (self);
  open_names (self, "a.wav");
  g_assert_cmpint (get_first_start (self), ==, SFL_SECOND + SHIFT);
  g_assert_cmpint (sfl_episode_get_parse_options (self->episode)->sync.shift, ==, SHIFT);
  g_assert_false (sfl_episode_get_can_undo_reread (self->episode));
  assert_messages (self, "");

  /* It is a reading of this file, and of no other. */
  add_srt (self, "b.srt", "Two");
  begin_attach (self, "b.srt");
  wait_for (shows (self, "Two 0."));
  g_assert_cmpint (get_first_start (self), ==, SFL_SECOND);
}

/* Saves the transcript in a form; returns the error, if any. */
static GError *export(Fixture *self, const char *form, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GFile) target = folder_get (self->folder, name);
  GError *error = NULL;

  sfl_episode_export_async (self->episode, form, target, NULL, result_cb, &result);
  wait_for (result != NULL);
  sfl_episode_export_finish (self->episode, result, &error);

  return error;
}

/* Of "One", "Two" and "Three" at 1, 2 and 3 s. */
static void
assert_starts (Fixture *self, SflTime first, SflTime second, SflTime third)
{
  const SflTime starts[] = { first, second, third };
  guint n;
  const SflLine *lines = sfl_transcript_get_lines (sfl_episode_get_transcript (self->episode), &n);

  g_assert_cmpuint (n, ==, 3);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (lines[i].start, ==, starts[i]);
}

#define S SFL_SECOND

/* The text is moved as a whole and by its lines, each step is undone and done again, and what
 * is in force is the same the next day.
 */
static void
test_sync (Fixture *self, gconstpointer data)
{
  SflTime first, last;

  add_media (self, "tone.wav", "a.wav");
  open_names (self, "a.wav");
  sfl_episode_shift_text (self->episode, S); /* of nothing */
  paste (self, "0:01 One\n0:02 Two\n0:03 Three\n");
  g_assert_false (sfl_episode_get_has_sync (self->episode));
  g_assert_false (sfl_episode_get_can_undo_sync (self->episode));

  sfl_episode_shift_text (self->episode, S / 2);
  assert_starts (self, S + S / 2, 2 * S + S / 2, 3 * S + S / 2);
  seek (self, 2 * S);
  g_assert_cmpint (sfl_cursor_get_line (sfl_episode_get_cursor (self->episode)), ==, 0);
  sfl_episode_anchor_line (self->episode, -1); /* the one that is lit */
  assert_starts (self, 2 * S, 3 * S, 4 * S);
  g_assert_cmpint (sfl_cursor_get_line (sfl_episode_get_cursor (self->episode)), ==, 0);
  seek (self, 8 * S);
  sfl_episode_anchor_line (self->episode, 2);
  assert_starts (self, 2 * S, 5 * S, 8 * S);
  sfl_episode_shift_text (self->episode, -S);
  assert_starts (self, S, 4 * S, 7 * S);
  sfl_sync_get_offsets (sfl_episode_get_sync (self->episode), &first, &last);
  g_assert_cmpint (first, ==, 0);
  g_assert_cmpint (last, ==, 4 * S);

  sfl_episode_undo_sync (self->episode);
  sfl_episode_undo_sync (self->episode);
  assert_starts (self, 2 * S, 3 * S, 4 * S);
  sfl_episode_redo_sync (self->episode);
  assert_starts (self, 2 * S, 5 * S, 8 * S);
  sfl_episode_reset_sync (self->episode);
  assert_starts (self, S, 2 * S, 3 * S);
  g_assert_false (sfl_episode_get_can_redo_sync (self->episode));
  g_assert_false (sfl_episode_get_has_sync (self->episode));
  sfl_episode_undo_sync (self->episode);
  assert_starts (self, 2 * S, 5 * S, 8 * S);
  g_assert_no_error (export(self, "srt", "out.srt"));

  stop (self);
  start (self);
  open_names (self, "a.wav");
  assert_starts (self, 2 * S, 5 * S, 8 * S);
  g_assert_true (sfl_episode_get_has_sync (self->episode));
  g_assert_false (sfl_episode_get_can_undo_sync (self->episode));

  /* It is about this text alone; what was saved has the times that were shown. */
  open_names (self, "out.srt");
  assert_starts (self, 2 * S, 5 * S, 8 * S);
  g_assert_false (sfl_episode_get_has_sync (self->episode));
  sfl_episode_close (self->episode);
  sfl_episode_undo_sync (self->episode);
  sfl_episode_reset_sync (self->episode);
}

/* Where nothing is lit, the next line is meant. */
static void
test_sync_before (Fixture *self, gconstpointer data)
{
  add_media (self, "tone.wav", "a.wav");
  open_names (self, "a.wav");
  paste (self, "0:05 One\n0:06 Two\n0:07 Three\n");
  seek (self, 3 * S);
  g_assert_cmpint (sfl_cursor_get_line (sfl_episode_get_cursor (self->episode)), ==, -1);
  sfl_episode_anchor_line (self->episode, -1);
  assert_starts (self, 3 * S, 4 * S, 5 * S);
  g_assert_cmpint (sfl_cursor_get_line (sfl_episode_get_cursor (self->episode)), ==, 0);
}

/* What cannot be read again stays as it is, and a later choice replaces an earlier one. */
static void
test_reread_fails (Fixture *self, gconstpointer data)
{
  const SflParseOptions shifts[] = { { .sync.shift = SFL_SECOND }, { .sync.shift = SHIFT } };
  GAsyncResult *results[2] = { NULL, NULL };
  g_autoptr (GError) cancelled = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = folder_get (self->folder, "a.srt");

  add_srt (self, "a.srt", "One");
  open_names (self, "a.srt");
  for (guint i = 0; i < 2; i++)
    sfl_episode_reread_transcript (self->episode, &shifts[i], NULL, result_cb, &results[i]);
  wait_for (results[0] != NULL && results[1] != NULL);
  g_assert_false (sfl_episode_reread_transcript_finish (self->episode, results[0], &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (sfl_episode_reread_transcript_finish (self->episode, results[1], NULL));
  for (guint i = 0; i < 2; i++)
    g_object_unref (results[i]);
  g_assert_cmpint (get_first_start (self), ==, SFL_SECOND + SHIFT);

  g_assert_true (g_file_delete (file, NULL, NULL));
  error = reread (self, &shifts[0]);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpint (get_first_start (self), ==, SFL_SECOND + SHIFT);
  assert_open (self, NULL, "One 0.");

  sfl_episode_reread_transcript (self->episode, &shifts[0], NULL, NULL, NULL);
  sfl_episode_close (self->episode);
  g_assert_false (sfl_episode_can_reread (self->episode));
}

static void
test_reread_pasted (Fixture *self, gconstpointer data)
{
  const SflParseOptions shifted = { .sync.shift = SHIFT };

  add_media (self, "tone.wav", "a.wav");
  open_names (self, "a.wav");
  g_assert_false (sfl_episode_can_reread (self->episode));
  paste (self, "0:01 One\n0:02 Two\n0:03 Three\n");
  g_assert_no_error (reread (self, &shifted));
  stop (self);
  start (self);
  open_names (self, "a.wav");
  g_assert_cmpint (get_first_start (self), ==, SFL_SECOND + SHIFT);
  assert_open (self, "a.wav", "One");
}

/* What is saved is what is shown, and takes the place of what was there at once. */
static void
test_export (Fixture *self, gconstpointer data)
{
  const SflParseOptions shifted = { .sync.shift = SHIFT };
  g_autofree char *old = folder_write (self->folder, "out.srt", "what was there");
  g_autofree char *link = g_build_filename (self->folder, "link.srt", NULL);
  g_autoptr (GError) is_folder = NULL;
  g_autoptr (GError) no_folder = NULL;
  GStatBuf info;

  add_srt (self, "a.srt", "One");
  open_names (self, "a.srt");
  g_assert_no_error (reread (self, &shifted));

  g_assert_cmpint (g_chmod (old, 0640), ==, 0);
  g_assert_cmpint (symlink ("out.srt", link), ==, 0);
  g_assert_no_error (export(self, "srt", "link.srt"));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_stat (old, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0640);

  folder_make (self->folder, "dir");
  is_folder = export(self, "vtt", "dir");
  g_assert_nonnull (is_folder);
  no_folder = export(self, "vtt", "gone/out.vtt");
  g_assert_nonnull (no_folder);
  g_assert_nonnull (strstr (no_folder->message, "out.vtt"));
  g_assert_no_error (export(self, "vtt", "new.vtt"));

  open_names (self, "out.srt");
  assert_open (self, NULL, "One 0.");
  g_assert_cmpint (get_first_start (self), ==, SFL_SECOND + SHIFT);
  open_names (self, "new.vtt");
  assert_open (self, NULL, "One 0.");
  g_assert_cmpint (get_first_start (self), ==, SFL_SECOND + SHIFT);
}

/* Rows: a title, and the name of a file for it. */
static const struct {
  const char *title;
  const char *name;
} names[] = {
  { "Une heure de tech", "Une heure de tech.srt" },
  { "  a/b\\c: d?  *e*.", "a b c d e.srt" },
  { "..caché", "caché.srt" },
  { "\342\200\256gnp.tset", "gnp.tset.srt" },
  { "???", "Transcript.srt" },
};

static void
test_export_name (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *lrc =
        g_strdup_printf ("[ti:%s]\n[00:01.00]One\n[00:02.00]Two\n", names[i].title);
    g_autofree char *name = NULL;

    g_free (folder_write (self->folder, "a.lrc", lrc));
    open_names (self, "a.lrc");
    name = sfl_episode_dup_export_name (self->episode, "srt");
    g_assert_cmpstr (name, ==, names[i].name);
  }
}

/* A first opening says what was left out; the next one does not. */
static void
test_remarks (Fixture *self, gconstpointer data)
{
  g_free (folder_write (self->folder, "a.txt", "0:01 One\n0:02 Two\n0:03\n0:04 Four\n0:05 Five\n"));
  open_names (self, "a.txt");
  assert_messages (self, "|remarks");
  stop (self);
  start (self);
  open_names (self, "a.txt");
  assert_messages (self, "");
}

static void
test_finished (Fixture *self, gconstpointer data)
{
  add_media (self, "short.wav", "a.wav");
  open_names (self, "a.wav");
  seek (self, 1500 * SFL_MSECOND);
  sfl_episode_play (self->episode);
  wait_for (!sfl_episode_get_playing (self->episode));
  assert_position (self, 2 * SFL_SECOND);

  /* At the end, Play starts over. */
  sfl_episode_play (self->episode);
  assert_position (self, 0);
  sfl_episode_pause (self->episode);
  wait_for (self->n_seeked >= 2);

  seek (self, 1800 * SFL_MSECOND);
  sfl_episode_play (self->episode);
  wait_for (!sfl_episode_get_playing (self->episode));
  stop (self);

  start (self);
  open_names (self, "a.wav");
  assert_position (self, 0);
}

/* The other half never came: said, and not taken for the end. */
static void
test_cut_short (Fixture *self, gconstpointer data)
{
  g_autofree char *from = g_build_filename (stock, "tone.flac", NULL);
  g_autofree char *path = g_build_filename (self->folder, "a.flac", NULL);
  g_autofree char *contents = NULL;
  gsize length;

  /* Its header says 20 seconds, three are there. */
  g_assert_true (g_file_get_contents (from, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (path, contents, length * 3 / MEDIA_SECONDS, NULL));
  open_names (self, "a.flac");
  assert_near (sfl_episode_get_duration (self->episode), MEDIA_SECONDS * SFL_SECOND, SFL_SECOND);
  seek (self, 2 * SFL_SECOND);
  sfl_episode_play (self->episode);
  wait_for (!sfl_episode_get_playing (self->episode));
  wait_for (self->messages->len > 0);
  assert_messages (self, "|media");
  assert_near (sfl_episode_get_position (self->episode), 3 * SFL_SECOND, SFL_SECOND);
  stop (self);
  start (self);
  open_names (self, "a.flac");
  assert_near (sfl_episode_get_position (self->episode), 3 * SFL_SECOND, SFL_SECOND);
}

/* Closing before the recording is there keeps the place. */
static void
test_close_early (Fixture *self, gconstpointer data)
{
  add_media (self, "tone.wav", "a.wav");
  add_srt (self, "a.srt", "Line");
  open_names (self, "a.wav");
  seek (self, 8 * SFL_SECOND);
  stop (self);

  for (guint step = 0; step < 40; step++) {
    start (self);
    begin_open (self, "a.wav");
    for (guint i = 0; i < step; i++)
      g_main_context_iteration (NULL, FALSE);
    if (step % 10 == 9)
      wait_for (sfl_episode_get_media (self->episode) != NULL);
    stop (self);
  }

  start (self);
  open_names (self, "a.wav");
  assert_position (self, 8 * SFL_SECOND);
  assert_open (self, "a.wav", "Line 0.");
}

/* Nobody has to close it first. */
static void
test_dispose_open (Fixture *self, gconstpointer data)
{
  add_media (self, "tone.wav", "a.wav");
  add_srt (self, "a.srt", "Line");
  for (guint round = 0; round < 3; round++) {
    begin_open (self, "a.wav");
    if (round > 0)
      wait_for (sfl_episode_get_media (self->episode) != NULL);
    if (round > 1) {
      wait_for (sfl_episode_get_loaded (self->episode));
      sfl_episode_play (self->episode);
    }
    g_assert_finalize_object (g_steal_pointer (&self->episode));
    start (self);
  }
}

/* The place is on disk while it plays, for when there is no close. */
static void
test_saved_while_playing (Fixture *self, gconstpointer data)
{
  gint64 begun;

  add_media (self, "tone.wav", "a.wav");
  open_names (self, "a.wav");
  sfl_episode_play (self->episode);
  begun = g_get_monotonic_time ();
  wait_for (g_get_monotonic_time () - begun > 6 * G_USEC_PER_SEC);
  g_assert_finalize_object (g_steal_pointer (&self->episode)); /* as a crash would */
  start (self);
  open_names (self, "a.wav");
  g_assert_cmpint (sfl_episode_get_position (self->episode), >, 0);
}

static void
test_recent (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) recent = NULL;
  g_autoptr (GPtrArray) later = NULL;
  SflRecent *a, *b;

  add_media (self, "tone.wav", "a.wav");
  add_media (self, "low.wav", "b.wav");
  add_srt (self, "a.srt", "Line");
  open_names (self, "a.wav");
  seek (self, 5 * SFL_SECOND);
  open_names (self, "b.wav");
  open_names (self, "pdf.txt"); /* is not there */
  assert_messages (self, "|transcript");

  recent = list_recent (self);
  g_assert_cmpuint (recent->len, ==, 2);
  b = g_ptr_array_index (recent, 0);
  a = g_ptr_array_index (recent, 1);
  g_assert_cmpstr (a->title, ==, "a");
  g_assert_cmpstr (b->title, ==, "b");
  g_assert_true (a->position == 5 * SFL_SECOND);
  assert_near (a->duration, MEDIA_SECONDS * SFL_SECOND, SFL_MSECOND);
  g_assert_false (a->missing);

  sfl_episode_open_recent (self->episode, a->id);
  wait_for (!sfl_episode_get_opening (self->episode));
  assert_open (self, "a.wav", "Line 0.");
  assert_position (self, 5 * SFL_SECOND);

  /* Gone for good: said, and nothing is open. */
  rename_file (self, "b.wav", "c.wav");
  later = list_recent (self);
  g_assert_true (((SflRecent *) g_ptr_array_index (later, 1))->missing);
  sfl_episode_open_recent (self->episode, b->id);
  wait_for (!sfl_episode_get_opening (self->episode));
  assert_open (self, NULL, NULL);
  assert_messages (self, "|media");

  sfl_episode_forget_recent (self->episode, b->id);
  assert_recent (self, 1);
}

/* The clock. */

static void
open_lines (Fixture *self, guint n, SflTime step)
{
  g_autofree char *srt = make_srt (n, 0, step, "Line");

  add_media (self, "tone.wav", "a.wav");
  g_free (folder_write (self->folder, "a.srt", srt));
  open_names (self, "a.wav a.srt");
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  SflTime x = *(const SflTime *) a, y = *(const SflTime *) b;

  return x < y ? -1 : x > y;
}

/* Line changes come as the lines are spaced. */
static void
test_clock (Fixture *self, gconstpointer data)
{
  double rate = GPOINTER_TO_INT (data) / 100.0;
  const SflTime step = 300 * SFL_MSECOND;
  const SflLine *lines;
  g_autoptr (GArray) errors = g_array_new (FALSE, FALSE, sizeof (SflTime));

  open_lines (self, 60, step);
  lines = sfl_transcript_get_lines (sfl_episode_get_transcript (self->episode), NULL);
  sfl_episode_set_rate (self->episode, rate);
  sfl_episode_play (self->episode);
  wait_for (sfl_episode_get_position (self->episode) > 2 * SFL_SECOND);
  g_array_set_size (self->changes, 0);
  wait_for (sfl_episode_get_position (self->episode) > 10 * SFL_SECOND);
  sfl_episode_pause (self->episode);
  g_assert_cmpuint (self->changes->len, >=, 5);

  for (guint i = 0; i < self->changes->len; i++) {
    Change *change = &g_array_index (self->changes, Change, i);

    /* Exact whatever the load: the line told is the one at that position. */
    g_assert_cmpint (change->line, ==,
                     sfl_transcript_find_line (sfl_episode_get_transcript (self->episode),
                                               change->position));
    g_assert_cmpint (change->position, >=, lines[change->line].start);
    if (i > 0) {
      Change *before = &g_array_index (self->changes, Change, i - 1);
      SflTime error = (change->time - before->time) * SFL_USECOND -
                      (lines[change->line].start - lines[before->line].start) / rate;

      g_assert_cmpint (change->line, >, before->line);
      error = ABS (error);
      g_array_append_val (errors, error);
    }
  }

  g_array_sort (errors, compare_times);
  g_test_message ("%u changes at %.1fx: p50 %.1f ms, p90 %.1f ms, worst %.1f ms", errors->len, rate,
                  g_array_index (errors, SflTime, errors->len / 2) / 1e6,
                  g_array_index (errors, SflTime, errors->len * 9 / 10) / 1e6,
                  g_array_index (errors, SflTime, errors->len - 1) / 1e6);
  if (FIXTURE_IS_PUNCTUAL)
    g_assert_cmpint (g_array_index (errors, SflTime, errors->len * 9 / 10), <, 100 * SFL_MSECOND);
}

/* What a clock on the screen does. */
static void
ask_position_cb (SflEpisode *episode, GParamSpec *pspec, gpointer user_data)
{
  sfl_episode_get_position (episode);
}

/* The line of a click is lit at once, and nothing else until it is reached. */
static void
test_held_line (Fixture *self, gconstpointer data)
{
  gboolean playing = GPOINTER_TO_INT (data);
  SflCursor *cursor;

  open_lines (self, 60, 300 * SFL_MSECOND);
  cursor = sfl_episode_get_cursor (self->episode);
  g_signal_connect (self->episode, "notify::position", G_CALLBACK (ask_position_cb), NULL);
  if (playing)
    sfl_episode_play (self->episode);

  for (guint i = 0; i < 12; i++) {
    guint line = (7 * i + 3) % 50;
    guint n = self->n_seeked;

    g_array_set_size (self->changes, 0);
    sfl_episode_seek_line (self->episode, line);
    g_assert_cmpint (sfl_cursor_get_line (cursor), ==, line);
    g_assert_true (sfl_episode_get_position (self->episode) == line * 300 * SFL_MSECOND);
    wait_for (self->n_seeked > n);
    g_assert_cmpint (sfl_cursor_get_line (cursor), ==, line);
    g_assert_cmpuint (self->changes->len, ==, 1);

    /* Never the line before. */
    if (playing)
      wait_for (self->changes->len > 1);
    for (guint j = 0; j < self->changes->len; j++)
      g_assert_cmpint (g_array_index (self->changes, Change, j).line, >=, line);
  }
}

static void
test_pause_and_rate (Fixture *self, gconstpointer data)
{
  SflTime paused;
  guint n;
  gint64 begun;

  open_lines (self, 60, 300 * SFL_MSECOND);
  sfl_episode_play (self->episode);
  wait_for (self->changes->len >= 3);
  sfl_episode_pause (self->episode);
  paused = sfl_episode_get_position (self->episode);
  n = self->changes->len;
  begun = g_get_monotonic_time ();
  wait_for (g_get_monotonic_time () - begun > G_USEC_PER_SEC);
  assert_near (sfl_episode_get_position (self->episode), paused, 100 * SFL_MSECOND);
  g_assert_cmpuint (self->changes->len, <=, n + 1);

  /* A change of speed loses no line and no place. */
  sfl_episode_play (self->episode);
  for (guint i = 0; i < 4; i++) {
    n = self->changes->len;
    sfl_episode_set_rate (self->episode, 1 + i % 2);
    wait_for (self->changes->len > n + 1);
  }
  for (guint i = 1; i < self->changes->len; i++)
    g_assert_cmpint (g_array_index (self->changes, Change, i).line, >,
                     g_array_index (self->changes, Change, i - 1).line);
}

/* Rows of one start are one stop; a hole is skipped, and Previous returns to
 * the line that came before it.
 */
static void
test_steps (Fixture *self, gconstpointer data)
{
  static const char text[] = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n"
                             "2\n00:00:02,000 --> 00:00:03,000\nTwo A.\n\n"
                             "3\n00:00:02,000 --> 00:00:03,000\nTwo B.\n\n"
                             "4\n00:00:03,000 --> 00:00:04,000\nThree.\n\n"
                             "5\n00:00:12,000 --> 00:00:13,000\nFour.\n";
  gboolean with_media = GPOINTER_TO_INT (data);
  SflCursor *cursor = sfl_episode_get_cursor (self->episode);
  static const int next[] = { 0, 2, 3, 4 };
  static const int previous[] = { 3, 2, 0, 0 };

  g_free (folder_write (self->folder, "a.srt", text));
  if (with_media)
    add_media (self, "tone.wav", "a.wav");
  open_names (self, "a.srt");
  g_assert_true (sfl_episode_get_duration (self->episode) ==
                 (with_media ? MEDIA_SECONDS : 13) * SFL_SECOND);

  g_assert_false (sfl_episode_seek_previous_line (self->episode));
  for (guint i = 0; i < G_N_ELEMENTS (next); i++) {
    guint n = self->n_seeked;

    g_assert_true (sfl_episode_seek_next_line (self->episode));
    wait_for (self->n_seeked > n || !with_media);
    g_assert_cmpint (sfl_cursor_get_line (cursor), ==, next[i]);
  }
  g_assert_false (sfl_episode_seek_next_line (self->episode));
  for (guint i = 0; i < G_N_ELEMENTS (previous); i++) {
    g_assert_true (sfl_episode_seek_previous_line (self->episode)); /* quicker than the seeks */
    wait_for (!with_media || self->n_seeked > 0);
  }
  wait_for (sfl_cursor_get_line (cursor) == 0);
  assert_position (self, SFL_SECOND);

  if (with_media)
    seek (self, 7 * SFL_SECOND);
  else
    sfl_episode_seek (self->episode, 7 * SFL_SECOND);
  g_assert_cmpint (sfl_cursor_get_hole (cursor), >=, 0);
  g_assert_true (sfl_episode_seek_previous_line (self->episode));
  assert_position (self, 3 * SFL_SECOND);
  if (with_media)
    seek (self, 7 * SFL_SECOND);
  else
    sfl_episode_seek (self->episode, 7 * SFL_SECOND);
  sfl_episode_skip_hole (self->episode);
  assert_position (self, 12 * SFL_SECOND);
  sfl_episode_skip_hole (self->episode);
  assert_position (self, 12 * SFL_SECOND);

  /* Within what there is. */
  sfl_episode_seek_by (self->episode, -SFL_HOUR);
  assert_position (self, 0);
  sfl_episode_seek_by (self->episode, SFL_HOUR);
  assert_position (self, sfl_episode_get_duration (self->episode));
}

static void
test_repeat (Fixture *self, gconstpointer data)
{
  open_lines (self, 18, SFL_SECOND);
  seek (self, 5400 * SFL_MSECOND);
  sfl_episode_repeat_line (self->episode);
  g_assert_true (sfl_episode_get_playing (self->episode));
  g_assert_true (sfl_episode_get_position (self->episode) == 5 * SFL_SECOND);
  sfl_episode_pause (self->episode);

  sfl_episode_play_range (self->episode, 3 * SFL_SECOND, 3300 * SFL_MSECOND);
  g_assert_true (sfl_episode_get_playing (self->episode));
  wait_for (!sfl_episode_get_playing (self->episode));
  assert_position (self, 3300 * SFL_MSECOND);
}

/* The second click of a double click takes back what the first did. */
static void
test_return_to (Fixture *self, gconstpointer data)
{
  SflPlace place;

  open_lines (self, 18, SFL_SECOND);

  seek (self, 6 * SFL_SECOND);
  place = sfl_episode_get_place (self->episode);
  sfl_episode_seek_line (self->episode, 12);
  sfl_episode_play (self->episode);
  sfl_episode_return_to (self->episode, place);
  g_assert_false (sfl_episode_get_playing (self->episode));
  wait_for (self->n_seeked >= 2);
  assert_position (self, 6 * SFL_SECOND);
  g_assert_cmpint (sfl_cursor_get_line (sfl_episode_get_cursor (self->episode)), ==, 6);

  sfl_episode_play (self->episode);
  place = sfl_episode_get_place (self->episode);
  sfl_episode_pause (self->episode); /* a click on the current line */
  sfl_episode_return_to (self->episode, place);
  g_assert_true (sfl_episode_get_playing (self->episode));

  /* At the very end it does not start over. */
  seek (self, MEDIA_SECONDS * SFL_SECOND - 50 * SFL_MSECOND);
  place = (SflPlace){ sfl_episode_get_position (self->episode), TRUE };
  sfl_episode_return_to (self->episode, place);
  g_assert_cmpint (sfl_episode_get_position (self->episode), >, 19 * SFL_SECOND);
}

/* Jumps are kept to come back from, steps are not, and another episode begins anew. */
static void
test_jumps (Fixture *self, gconstpointer data)
{
  g_autofree char *text = make_srt (200, SFL_SECOND, 3 * SFL_SECOND, "Pasted");
  g_autofree char *other = make_srt (200, SFL_SECOND, 4 * SFL_SECOND, "Another");
  SflPlace place;

  g_assert_cmpint (sfl_episode_go_back (self->episode), ==, SFL_TIME_NONE);
  paste (self, text);
  g_assert_cmpint (sfl_episode_go_back (self->episode), ==, SFL_TIME_NONE);

  sfl_episode_seek_line (self->episode, 20);
  sfl_episode_seek_by (self->episode, 5 * SFL_SECOND);
  sfl_episode_seek_by (self->episode, 30 * SFL_SECOND); /* far, but a step */
  sfl_episode_seek_next_line (self->episode);
  sfl_episode_seek_previous_line (self->episode);
  sfl_episode_seek (self->episode, 500 * SFL_SECOND);
  g_assert_cmpint (sfl_episode_go_back (self->episode), ==, 94 * SFL_SECOND);
  assert_position (self, 94 * SFL_SECOND);
  g_assert_cmpint (sfl_episode_go_back (self->episode), ==, 0);
  g_assert_cmpint (sfl_episode_go_back (self->episode), ==, SFL_TIME_NONE);
  assert_position (self, 0);
  g_assert_cmpint (sfl_episode_go_forward (self->episode), ==, 94 * SFL_SECOND);
  g_assert_cmpint (sfl_episode_go_forward (self->episode), ==, 500 * SFL_SECOND);
  g_assert_cmpint (sfl_episode_go_forward (self->episode), ==, SFL_TIME_NONE);

  /* A slider that is dragged jumps once, from where it was taken. */
  for (int i = 1; i < 10; i++)
    sfl_episode_scrub (self->episode, (500 - i * 20) * SFL_SECOND);
  sfl_episode_seek (self->episode, 310 * SFL_SECOND);
  g_assert_cmpint (sfl_episode_go_back (self->episode), ==, 500 * SFL_SECOND);

  /* The second half of a double click takes the jump back. */
  place = sfl_episode_get_place (self->episode);
  sfl_episode_seek_line (self->episode, 10);
  sfl_episode_return_to (self->episode, place);
  assert_position (self, 500 * SFL_SECOND);
  g_assert_cmpint (sfl_episode_go_back (self->episode), ==, 94 * SFL_SECOND);

  paste (self, other);
  g_assert_cmpint (sfl_episode_go_back (self->episode), ==, SFL_TIME_NONE);
}

static void
test_untimed (Fixture *self, gconstpointer data)
{
  g_free (folder_write (self->folder, "a.txt", "One line\nand another\n"));
  open_names (self, "a.txt");
  assert_open (self, NULL, "One line");
  sfl_episode_seek_line (self->episode, 1);
  g_assert_false (sfl_episode_seek_next_line (self->episode));
  g_assert_false (sfl_episode_seek_previous_line (self->episode));
  sfl_episode_repeat_line (self->episode);
  sfl_episode_skip_hole (self->episode);
  sfl_episode_play (self->episode);
  g_assert_false (sfl_episode_get_playing (self->episode));
  g_assert_true (sfl_episode_get_duration (self->episode) == SFL_TIME_NONE);
}

/* Anything at any time, from a fixed seed; at the end all is as it was asked. */
static void
test_anything (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "a.wav", "b.wav",    "a.srt",    "b.srt",  "a.wav b.srt",
                                       "dir",   "gone.mp3", "text.mp3", "pdf.txt" };
  g_autofree char *text = make_srt (9, SFL_SECOND, SFL_SECOND, "Pasted");
  g_autoptr (SflTranscript) pasted = parse (text);
  g_autoptr (GRand) random = g_rand_new_with_seed (20250121);

  add_media (self, "tone.wav", "a.wav");
  add_media (self, "low.wav", "b.wav");
  add_srt (self, "a.srt", "A");
  add_srt (self, "b.srt", "B");
  folder_make (self->folder, "dir text.mp3 pdf.txt");

  for (guint i = 0; i < 200; i++) {
    const char *name = names[g_rand_int_range (random, 0, G_N_ELEMENTS (names))];
    SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
    guint n_lines = 0;

    if (transcript)
      sfl_transcript_get_lines (transcript, &n_lines);
    switch (g_rand_int_range (random, 0, 10)) {
    case 0:
    case 1:
      begin_open (self, name);
      break;
    case 2:
    case 3:
      begin_attach (self, name);
      break;
    case 4:
      sfl_episode_attach_text (self->episode, text, pasted);
      break;
    case 5:
      sfl_episode_close (self->episode);
      break;
    case 6:
      if (n_lines > 0)
        sfl_episode_seek_line (self->episode, g_rand_int_range (random, 0, n_lines));
      break;
    case 7:
      sfl_episode_seek (self->episode, g_rand_int_range (random, 0, 25) * SFL_SECOND);
      break;
    case 8:
      sfl_episode_toggle (self->episode);
      break;
    case 9:
      sfl_episode_set_rate (self->episode, g_rand_double_range (random, 0.5, 3));
      sfl_episode_load_peaks (self->episode, 100);
      break;
    }
    for (int n = g_rand_int_range (random, 0, 60); n > 0; n--)
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (g_rand_int_range (random, 0, 500));
  }

  sfl_episode_close (self->episode);
  open_names (self, "b.wav a.srt");
  assert_open (self, "b.wav", "A 0.");
  seek (self, 11 * SFL_SECOND);
  stop (self);
  start (self);
  open_names (self, "b.wav");
  assert_open (self, "b.wav", "A 0.");
  assert_position (self, 11 * SFL_SECOND);
}

static void
make_stock (void)
{
  static const struct {
    const char *name;
    const char *source;
    const char *coder;
    int seconds;
  } rows[] = {
    { "tone.wav", "tone", "wavenc", MEDIA_SECONDS },
    { "low.wav", "low", "wavenc", MEDIA_SECONDS },
    { "short.wav", "chirp", "wavenc", 2 },
    { "tone.flac", "tone", "flacenc", MEDIA_SECONDS },
  };

  stock = folder_new ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_build_filename (stock, rows[i].name, NULL);
    g_autofree char *description =
        g_strdup_printf ("appsrc name=%s ! %s ! filesink name=out", rows[i].source, rows[i].coder);

    g_assert_true (fixture_make (path, rows[i].seconds, description));
  }
}

int
main (int argc, char **argv)
{
  int status;

  /* Whatever sound there is on this machine, the test has none. */
  g_setenv ("PULSE_SERVER", "unix:/nonexistent", TRUE);
  g_setenv ("ALSA_CONFIG_PATH", "/nonexistent", TRUE);
  g_unsetenv ("DISPLAY");
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");
  sfl_episode_setup ();
  make_stock ();

#define ADD(name, data, test) g_test_add ("/episode/" name, Fixture, data, set_up, test, tear_down)
  ADD ("open", NULL, test_open);
  ADD ("open-nothing", NULL, test_open_nothing);
  ADD ("open-twice", NULL, test_open_twice);
  ADD ("round-trip", NULL, test_round_trip);
  ADD ("transcript-gone", NULL, test_transcript_gone);
  ADD ("media-gone", NULL, test_media_gone);
  ADD ("unreadable-media", NULL, test_unreadable_media);
  ADD ("pasted", NULL, test_pasted);
  ADD ("pasted-alone", NULL, test_pasted_alone);
  ADD ("attach", NULL, test_attach);
  ADD ("drop", NULL, test_drop);
  ADD ("attach-keeps-saving", NULL, test_attach_keeps_saving);
  ADD ("attach-and-go", NULL, test_attach_and_go);
  ADD ("attach-while-opening", NULL, test_attach_while_opening);
  ADD ("reread", NULL, test_reread);
  ADD ("reread-fails", NULL, test_reread_fails);
  ADD ("reread-pasted", NULL, test_reread_pasted);
  ADD ("sync", NULL, test_sync);
  ADD ("sync-before", NULL, test_sync_before);
  ADD ("export", NULL, test_export);
  ADD ("export-name", NULL, test_export_name);
  ADD ("remarks", NULL, test_remarks);
  ADD ("finished", NULL, test_finished);
  ADD ("cut-short", NULL, test_cut_short);
  ADD ("close-early", NULL, test_close_early);
  ADD ("dispose-open", NULL, test_dispose_open);
  ADD ("saved-while-playing", NULL, test_saved_while_playing);
  ADD ("recent", NULL, test_recent);
  ADD ("clock/1x", GINT_TO_POINTER (100), test_clock);
  ADD ("clock/2x", GINT_TO_POINTER (200), test_clock);
  ADD ("held-line/paused", GINT_TO_POINTER (FALSE), test_held_line);
  ADD ("held-line/playing", GINT_TO_POINTER (TRUE), test_held_line);
  ADD ("pause-and-rate", NULL, test_pause_and_rate);
  ADD ("steps/media", GINT_TO_POINTER (TRUE), test_steps);
  ADD ("steps/text", GINT_TO_POINTER (FALSE), test_steps);
  ADD ("repeat", NULL, test_repeat);
  ADD ("return-to", NULL, test_return_to);
  ADD ("jumps", NULL, test_jumps);
  ADD ("untimed", NULL, test_untimed);
  ADD ("anything", NULL, test_anything);

  status = g_test_run ();
  folder_free (stock);
  sfl_media_deinit ();

  return status;
}
