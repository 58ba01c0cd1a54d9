/* test-mpris.c: the episode on a bus, and whatever others may call there
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bus is real and the test's own; calls come in from a second connection.
 */

#include "config.h"

#include "sfl-episode.h"
#include "sfl-mpris.h"

#include <glib/gstdio.h>
#include <math.h>

#define BUS_NAME "org.mpris.MediaPlayer2." SFL_APP_ID
#define OBJECT_PATH "/org/mpris/MediaPlayer2"
#define ROOT "org.mpris.MediaPlayer2"
#define PLAYER "org.mpris.MediaPlayer2.Player"
#define PROPERTIES "org.freedesktop.DBus.Properties"

#define DEADLINE (20 * G_USEC_PER_SEC)
#define SECOND G_GINT64_CONSTANT (1000000)

#define SECONDS 30
#define SAMPLE_RATE 8000

#define N_ODD_CALLS 500
#define SEED 20250121

#define wait_for(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 wait_deadline = g_get_monotonic_time () + DEADLINE;                                     \
    while (!(condition)) {                                                                         \
      if (g_get_monotonic_time () > wait_deadline)                                                 \
        g_error ("%s:%d: waited in vain for %s", __FILE__, __LINE__, #condition);                  \
      if (!g_main_context_iteration (NULL, FALSE))                                                 \
        g_usleep (1000);                                                                           \
    }                                                                                              \
  }                                                                                                \
  G_STMT_END

static const char srt[] = "1\n00:00:02,000 --> 00:00:05,000\nOne <b>&\n\n"
                          "2\n00:00:06,000 --> 00:00:09,000\nTwo\n\n"
                          "3\n00:00:12,000 --> 00:00:15,000\nThree\n";

typedef struct {
  GApplication *application;
  SflEpisode *episode;
  SflMpris *mpris;
  GDBusConnection *client;
  char *folder;

  guint n_raised;
  guint n_quit;
  guint n_opened;
  guint n_changes; /* of PropertiesChanged */
  char *status;    /* as last told */
  gint64 seeked;   /* as last told, -1 before */
} Fixture;

static GTestDBus *bus;

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
changed_cb (GDBusConnection *connection,
            const char *sender,
            const char *path,
            const char *interface,
            const char *signal,
            GVariant *parameters,
            gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GVariant) changed = g_variant_get_child_value (parameters, 1);
  const char *status;

  fixture->n_changes++;
  if (g_variant_lookup (changed, "PlaybackStatus", "&s", &status)) {
    g_free (fixture->status);
    fixture->status = g_strdup (status);
  }
}

static void
seeked_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *parameters,
           gpointer user_data)
{
  Fixture *fixture = user_data;

  g_variant_get (parameters, "(x)", &fixture->seeked);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **out = user_data;

  *out = g_object_ref (result);
}

/* The main loop runs meanwhile: who is called lives in it, too. */
static GVariant *
call (Fixture *fixture,
      const char *interface,
      const char *method,
      GVariant *parameters,
      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_dbus_connection_call (fixture->client, BUS_NAME, OBJECT_PATH, interface, method, parameters,
                          NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, called_cb, &result);
  wait_for (result != NULL);

  return g_dbus_connection_call_finish (fixture->client, result, error);
}

static void
call_player (Fixture *fixture, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = call (fixture, PLAYER, method, parameters, &error);

  g_assert_no_error (error);
}

static GVariant *
get (Fixture *fixture, const char *interface, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
      call (fixture, PROPERTIES, "Get", g_variant_new ("(ss)", interface, name), &error);
  GVariant *value;

  g_assert_no_error (error);
  g_variant_get (answer, "(v)", &value);

  return value;
}

static gboolean
get_boolean (Fixture *fixture, const char *interface, const char *name)
{
  g_autoptr (GVariant) value = get (fixture, interface, name);

  return g_variant_get_boolean (value);
}

static double
get_double (Fixture *fixture, const char *name)
{
  g_autoptr (GVariant) value = get (fixture, PLAYER, name);

  return g_variant_get_double (value);
}

static gint64
get_position (Fixture *fixture)
{
  g_autoptr (GVariant) value = get (fixture, PLAYER, "Position");

  return g_variant_get_int64 (value);
}

static gboolean
has_status (Fixture *fixture, const char *expected)
{
  g_autoptr (GVariant) value = get (fixture, PLAYER, "PlaybackStatus");

  return g_str_equal (g_variant_get_string (value, NULL), expected);
}

static gboolean
set (Fixture *fixture, const char *name, GVariant *value, GError **error)
{
  g_autoptr (GVariant) answer =
      call (fixture, PROPERTIES, "Set", g_variant_new ("(ssv)", PLAYER, name, value), error);

  return answer != NULL;
}

static char *
dup_track_id (Fixture *fixture)
{
  g_autoptr (GVariant) metadata = get (fixture, PLAYER, "Metadata");
  char *id = NULL;

  g_assert_true (g_variant_lookup (metadata, "mpris:trackid", "o", &id));

  return id;
}

/* Half a minute of silence. */
static void
write_wav (const char *path)
{
  const guint32 n = SECONDS * SAMPLE_RATE;
  g_autoptr (GByteArray) wav = g_byte_array_new ();
  const guint32 head[] = { GUINT32_TO_LE (36 + n) };
  const guint32 format[] = { GUINT32_TO_LE (16), GUINT32_TO_LE (1 | 1 << 16),
                             GUINT32_TO_LE (SAMPLE_RATE), GUINT32_TO_LE (SAMPLE_RATE),
                             GUINT32_TO_LE (1 | 8 << 16) };
  const guint32 size[] = { GUINT32_TO_LE (n) };
  g_autoptr (GError) error = NULL;
  guint start;

  g_byte_array_append (wav, (const guint8 *) "RIFF", 4);
  g_byte_array_append (wav, (const guint8 *) head, sizeof head);
  g_byte_array_append (wav, (const guint8 *) "WAVEfmt ", 8);
  g_byte_array_append (wav, (const guint8 *) format, sizeof format);
  g_byte_array_append (wav, (const guint8 *) "data", 4);
  g_byte_array_append (wav, (const guint8 *) size, sizeof size);
  start = wav->len;
  g_byte_array_set_size (wav, start + n);
  memset (wav->data + start, 0x80, n);

  g_file_set_contents (path, (const char *) wav->data, wav->len, &error);
  g_assert_no_error (error);
}

static void
open_episode (Fixture *fixture)
{
  g_autofree char *wav = g_build_filename (fixture->folder, "an episode.wav", NULL);
  g_autofree char *text = g_build_filename (fixture->folder, "an episode.srt", NULL);
  g_autoptr (GFile) media = g_file_new_for_path (wav);
  g_autoptr (GFile) transcript = g_file_new_for_path (text);
  g_autoptr (GError) error = NULL;

  write_wav (wav);
  g_file_set_contents (text, srt, -1, &error);
  g_assert_no_error (error);
  sfl_episode_open_pair (fixture->episode, media, transcript);
  wait_for (fixture->n_opened > 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSimpleAction) quit = g_simple_action_new ("quit", NULL);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  fixture->seeked = -1;
  fixture->folder = g_dir_make_tmp ("test-mpris-XXXXXX", &error);
  g_assert_no_error (error);

  fixture->application = g_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_signal_connect_swapped (fixture->application, "activate", G_CALLBACK (count_cb),
                            &fixture->n_raised);
  g_signal_connect_swapped (quit, "activate", G_CALLBACK (count_cb), &fixture->n_quit);
  g_action_map_add_action (G_ACTION_MAP (fixture->application), G_ACTION (quit));
  g_application_register (fixture->application, NULL, &error);
  g_assert_no_error (error);

  fixture->episode = sfl_episode_new (NULL);
  g_signal_connect_swapped (fixture->episode, "opened", G_CALLBACK (count_cb), &fixture->n_opened);

  fixture->client =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_signal_subscribe (fixture->client, BUS_NAME, PROPERTIES, "PropertiesChanged",
                                      OBJECT_PATH, PLAYER, G_DBUS_SIGNAL_FLAGS_NONE, changed_cb,
                                      fixture, NULL);
  g_dbus_connection_signal_subscribe (fixture->client, BUS_NAME, PLAYER, "Seeked", OBJECT_PATH,
                                      NULL, G_DBUS_SIGNAL_FLAGS_NONE, seeked_cb, fixture, NULL);

  /* An answer of the bus: so the subscriptions have arrived before anything is told. */
  answer = g_dbus_connection_call_sync (fixture->client, "org.freedesktop.DBus",
                                        "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetId",
                                        NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);

  fixture->mpris = sfl_mpris_new (fixture->episode, fixture->application);
  wait_for (fixture->n_changes > 0); /* the first tells all */
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "an episode.wav", "an episode.srt" };

  g_assert_finalize_object (fixture->mpris);
  sfl_episode_close (fixture->episode);
  g_object_unref (fixture->episode);
  g_object_unref (fixture->application);
  g_dbus_connection_close_sync (fixture->client, NULL, NULL);
  g_object_unref (fixture->client);
  g_free (fixture->status);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

    g_unlink (path);
  }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
test_root (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) identity = get (fixture, ROOT, "Identity");
  g_autoptr (GVariant) entry = get (fixture, ROOT, "DesktopEntry");
  g_autoptr (GVariant) schemes = get (fixture, ROOT, "SupportedUriSchemes");
  g_autoptr (GVariant) types = get (fixture, ROOT, "SupportedMimeTypes");
  g_autoptr (GVariant) raised = NULL;
  g_autoptr (GVariant) quit = NULL;

  g_assert_cmpstr (g_variant_get_string (identity, NULL), ==, "Souffleur");
  g_assert_cmpstr (g_variant_get_string (entry, NULL), ==, SFL_APP_ID);
  g_assert_cmpuint (g_variant_n_children (schemes), ==, 0);
  g_assert_cmpuint (g_variant_n_children (types), ==, 0);
  g_assert_true (get_boolean (fixture, ROOT, "CanRaise"));
  g_assert_true (get_boolean (fixture, ROOT, "CanQuit"));
  g_assert_false (get_boolean (fixture, ROOT, "HasTrackList"));

  raised = call (fixture, ROOT, "Raise", NULL, NULL);
  g_assert_nonnull (raised);
  wait_for (fixture->n_raised == 1);
  quit = call (fixture, ROOT, "Quit", NULL, NULL);
  g_assert_nonnull (quit);
  wait_for (fixture->n_quit == 1);
}

static void
test_nothing_open (Fixture *fixture, gconstpointer data)
{
  static const char *const no[] = { "CanGoNext", "CanGoPrevious", "CanPlay", "CanPause",
                                    "CanSeek" };
  static const char *const methods[] = { "PlayPause", "Play", "Pause", "Stop", "Next", "Previous" };
  g_autofree char *track = dup_track_id (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    g_assert_false (get_boolean (fixture, PLAYER, no[i]));
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    call_player (fixture, methods[i], NULL);
  call_player (fixture, "Seek", g_variant_new ("(x)", SECOND));

  g_assert_cmpstr (track, ==, "/org/mpris/MediaPlayer2/TrackList/NoTrack");
  g_assert_true (has_status (fixture, "Stopped"));
  g_assert_cmpint (get_position (fixture), ==, 0);
}

static void
test_metadata (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) metadata = NULL;
  g_autofree char *printed = NULL;
  const char *title;
  gint64 length;

  open_episode (fixture);
  wait_for (sfl_episode_get_duration (fixture->episode) != SFL_TIME_NONE);
  metadata = get (fixture, PLAYER, "Metadata");

  g_assert_true (g_variant_lookup (metadata, "xesam:title", "&s", &title));
  g_assert_cmpstr (title, ==, "an episode");
  g_assert_true (g_variant_lookup (metadata, "mpris:length", "x", &length));
  g_assert_cmpint (length, ==, SECONDS * SECOND);

  /* Nobody learns where the file lies. */
  printed = g_variant_print (metadata, FALSE);
  g_assert_null (strstr (printed, fixture->folder));
  g_assert_null (strstr (printed, ".wav"));
  g_assert_null (strstr (printed, "xesam:url"));
}

static void
test_playing (Fixture *fixture, gconstpointer data)
{
  open_episode (fixture);
  g_assert_true (has_status (fixture, "Paused"));
  g_assert_true (get_boolean (fixture, PLAYER, "CanPlay"));

  call_player (fixture, "PlayPause", NULL);
  wait_for (g_strcmp0 (fixture->status, "Playing") == 0);
  wait_for (get_position (fixture) > SECOND / 10);
  call_player (fixture, "Pause", NULL);
  wait_for (g_strcmp0 (fixture->status, "Paused") == 0);
  call_player (fixture, "Play", NULL);
  wait_for (g_strcmp0 (fixture->status, "Playing") == 0);
  call_player (fixture, "Stop", NULL);
  wait_for (g_strcmp0 (fixture->status, "Paused") == 0);
  wait_for (fixture->seeked == 0);
  g_assert_cmpint (get_position (fixture), ==, 0);
}

static void
test_seeking (Fixture *fixture, gconstpointer data)
{
  g_autofree char *track = NULL;

  open_episode (fixture);
  track = dup_track_id (fixture);

  call_player (fixture, "SetPosition", g_variant_new ("(ox)", track, 7 * SECOND));
  wait_for (fixture->seeked == 7 * SECOND);
  g_assert_cmpint (get_position (fixture), ==, 7 * SECOND);

  call_player (fixture, "Seek", g_variant_new ("(x)", -3 * SECOND));
  wait_for (fixture->seeked == 4 * SECOND);

  /* Lines, not tracks. */
  call_player (fixture, "Next", NULL);
  wait_for (fixture->seeked == 6 * SECOND);
  call_player (fixture, "Next", NULL);
  wait_for (fixture->seeked == 12 * SECOND);
  call_player (fixture, "Previous", NULL);
  wait_for (fixture->seeked == 6 * SECOND);

  /* Late or out of the episode: nothing happens. */
  call_player (fixture, "SetPosition", g_variant_new ("(ox)", "/a/b", 9 * SECOND));
  call_player (fixture, "SetPosition", g_variant_new ("(ox)", track, -1 * SECOND));
  call_player (fixture, "SetPosition", g_variant_new ("(ox)", track, (SECONDS + 1) * SECOND));
  g_assert_cmpint (get_position (fixture), ==, 6 * SECOND);

  call_player (fixture, "Seek", g_variant_new ("(x)", G_MAXINT64));
  wait_for (fixture->seeked == SECONDS * SECOND);
  call_player (fixture, "Seek", g_variant_new ("(x)", G_MININT64));
  wait_for (fixture->seeked == 0);
}

static const struct {
  const char *name;
  double value;
  double expected; /* NAN: refused, nothing changes */
} numbers[] = {
  { "Rate", 1.5, 1.5 }, { "Rate", 100, 3 },        { "Rate", 0.001, 0.5 }, { "Rate", -2, 0.5 },
  { "Rate", NAN, NAN }, { "Rate", INFINITY, NAN }, { "Volume", 0.5, 0.5 }, { "Volume", 7, 1 },
  { "Volume", -7, 0 },  { "Volume", NAN, NAN },
};

static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  open_episode (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    double before = get_double (fixture, numbers[i].name);
    g_autoptr (GError) refused = NULL;
    gboolean taken =
        set (fixture, numbers[i].name, g_variant_new_double (numbers[i].value), &refused);

    g_assert_true (taken == !isnan (numbers[i].expected));
    g_assert_cmpfloat_with_epsilon (get_double (fixture, numbers[i].name),
                                    taken ? numbers[i].expected : before, 0.001);
  }

  /* Rate 0 pauses and keeps the rate. */
  set (fixture, "Rate", g_variant_new_double (2), &error);
  g_assert_no_error (error);
  call_player (fixture, "Play", NULL);
  wait_for (has_status (fixture, "Playing"));
  set (fixture, "Rate", g_variant_new_double (0), &error);
  g_assert_no_error (error);
  wait_for (has_status (fixture, "Paused"));
  g_assert_cmpfloat (get_double (fixture, "Rate"), ==, 2);
}

/* However much changes in one turn of the main loop, it is told once. */
static void
test_coalesced (Fixture *fixture, gconstpointer data)
{
  guint before = fixture->n_changes;

  for (int i = 0; i < 20; i++) {
    sfl_episode_set_rate (fixture->episode, 1 + i * 0.1);
    sfl_episode_set_volume (fixture->episode, i * 0.05);
  }
  wait_for (fixture->n_changes > before);
  g_assert_cmpfloat_with_epsilon (get_double (fixture, "Rate"), 2.9, 0.001);
  g_assert_cmpuint (fixture->n_changes, ==, before + 1);

  /* Nothing changed: nothing is told. */
  g_object_notify (G_OBJECT (fixture->episode), "rate");
  g_assert_true (has_status (fixture, "Stopped"));
  g_assert_cmpuint (fixture->n_changes, ==, before + 1);
}

static void
test_open_uri (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
      call (fixture, PLAYER, "OpenUri", g_variant_new ("(s)", "file:///etc/hostname"), &error);

  g_assert_null (answer);
  g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_NOT_SUPPORTED);
  g_assert_false (sfl_episode_get_opening (fixture->episode));
  g_assert_false (sfl_episode_is_open (fixture->episode));
}

static double
get_odd_double (GRand *rand)
{
  static const double odd[] = { 0, -0.0, 1, -1, NAN, INFINITY, -INFINITY, 1e308, -1e308, 5e-324 };

  return odd[g_rand_int_range (rand, 0, G_N_ELEMENTS (odd))];
}

static gint64
get_odd_int64 (GRand *rand)
{
  static const gint64 odd[] = { 0,
                                1,
                                -1,
                                G_MAXINT64,
                                G_MININT64,
                                5000000,
                                -5000000,
                                G_MAXINT64 / 1000,
                                G_MAXINT32,
                                G_MININT32,
                                9223372036854775LL };

  return odd[g_rand_int_range (rand, 0, G_N_ELEMENTS (odd))];
}

static GVariant *
make_odd_variant (GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 8)) {
  case 0:
    return g_variant_new_int64 (get_odd_int64 (rand));
  case 1:
    return g_variant_new_string (g_rand_boolean (rand) ? "" : "file:///\u202e%s%n");
  case 2:
    return g_variant_new_boolean (g_rand_boolean (rand));
  case 3:
    return g_variant_new_object_path ("/");
  case 4:
    return g_variant_new ("a{sv}", NULL);
  case 5:
    return g_variant_new_variant (g_variant_new_double (get_odd_double (rand)));
  default:
    return g_variant_new_double (get_odd_double (rand));
  }
}

/* Every answer is an answer or an error, and all goes on. */
static void
test_odd_calls (Fixture *fixture, gconstpointer data)
{
  static const char *const interfaces[] = { PLAYER, ROOT, PROPERTIES, "org.example.None", PLAYER };
  static const char *const methods[] = { "PlayPause", "Play",     "Pause",      "Stop",
                                         "Next",      "Previous", "OpenUri",    "Raise",
                                         "Quit",      "GetAll",   "NoSuchThing" };
  static const char *const names[] = { "Rate",    "Volume",   "Position", "PlaybackStatus",
                                       "CanQuit", "Metadata", "Nothing",  "" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autofree char *track = NULL;

  open_episode (fixture);
  track = dup_track_id (fixture);
  for (guint i = 0; i < N_ODD_CALLS; i++) {
    const char *interface = interfaces[g_rand_int_range (rand, 0, G_N_ELEMENTS (interfaces))];
    const char *name = names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))];
    g_autoptr (GVariant) answer = NULL;
    g_autoptr (GError) error = NULL;

    switch (g_rand_int_range (rand, 0, 6)) {
    case 0:
      answer = call (fixture, PLAYER, "Seek", g_variant_new ("(x)", get_odd_int64 (rand)), &error);
      break;
    case 1:
      answer =
          call (fixture, PLAYER, "SetPosition",
                g_variant_new ("(ox)", g_rand_boolean (rand) ? track : "/x", get_odd_int64 (rand)),
                &error);
      break;
    case 2:
      answer = call (fixture, PROPERTIES, "Set",
                     g_variant_new ("(ssv)", interface, name, make_odd_variant (rand)), &error);
      break;
    case 3:
      answer = call (fixture, PROPERTIES, "Get", g_variant_new ("(ss)", interface, name), &error);
      break;
    case 4: /* arguments that the method does not have */
      answer =
          call (fixture, interface, methods[g_rand_int_range (rand, 0, G_N_ELEMENTS (methods))],
                g_variant_new ("(v)", make_odd_variant (rand)), &error);
      break;
    default:
      answer = call (fixture, interface,
                     methods[g_rand_int_range (rand, 0, G_N_ELEMENTS (methods))], NULL, &error);
    }
    g_assert_true ((answer == NULL) == (error != NULL));
  }

  /* The same episode is open, within its bounds, and does as it is told. */
  g_assert_cmpuint (fixture->n_opened, ==, 1);
  g_assert_cmpfloat (get_double (fixture, "Rate"), >=, 0.5);
  g_assert_cmpfloat (get_double (fixture, "Rate"), <=, 3);
  call_player (fixture, "Pause", NULL);
  wait_for (has_status (fixture, "Paused"));
  call_player (fixture, "SetPosition", g_variant_new ("(ox)", track, 9 * SECOND));
  wait_for (fixture->seeked == 9 * SECOND);
}

static void
ignore_closed_cb (GDBusConnection *connection, gboolean remote, GError *error, gpointer closed)
{
  *(gboolean *) closed = TRUE;
}

static void
test_bus_dies (Fixture *fixture, gconstpointer data)
{
  gboolean closed = FALSE;
  gulong handler;

  open_episode (fixture);
  call_player (fixture, "Play", NULL);
  wait_for (has_status (fixture, "Playing"));

  handler = g_signal_connect (fixture->client, "closed", G_CALLBACK (ignore_closed_cb), &closed);
  g_test_dbus_stop (bus);
  wait_for (closed);
  g_signal_handler_disconnect (fixture->client, handler);

  /* The program is still here, plays, and may say so to nobody. */
  sfl_episode_set_rate (fixture->episode, 1.5);
  sfl_episode_seek (fixture->episode, 3 * SFL_SECOND);
  wait_for (sfl_episode_get_position (fixture->episode) > 3 * SFL_SECOND + SFL_SECOND / 10);
  g_assert_true (sfl_episode_get_playing (fixture->episode));
}

static void
test_no_bus (void)
{
  if (g_test_subprocess ()) {
    g_autoptr (GApplication) application = NULL;
    g_autoptr (SflEpisode) episode = NULL;
    SflMpris *mpris;
    gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 4;

    g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
    application = g_application_new (NULL, G_APPLICATION_NON_UNIQUE);
    episode = sfl_episode_new (NULL);
    mpris = sfl_mpris_new (episode, application);
    while (g_get_monotonic_time () < end) /* nothing is to happen: there is nothing to wait for */
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    sfl_episode_set_rate (episode, 2);
    while (g_main_context_iteration (NULL, FALSE))
      ;
    g_assert_finalize_object (mpris);
    return;
  }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  sfl_episode_setup ();

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  if (!g_test_subprocess ())
    g_test_dbus_up (bus);

  g_test_add_func ("/mpris/no-bus", test_no_bus);
  add ("/mpris/root", test_root);
  add ("/mpris/nothing-open", test_nothing_open);
  add ("/mpris/metadata", test_metadata);
  add ("/mpris/playing", test_playing);
  add ("/mpris/seeking", test_seeking);
  add ("/mpris/numbers", test_numbers);
  add ("/mpris/coalesced", test_coalesced);
  add ("/mpris/open-uri", test_open_uri);
  add ("/mpris/odd-calls", test_odd_calls);
  add ("/mpris/bus-dies", test_bus_dies); /* the last: nobody brings it back */

  status = g_test_run ();
  g_object_unref (bus);

  return status;
}
