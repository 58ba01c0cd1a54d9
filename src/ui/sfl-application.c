/* sfl-application.c: the program
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One process, one window, one episode: opening another file brings the
 * window to the front and opens it there.
 */

#include "config.h"

#include "sfl-application.h"

#include "sfl-episode.h"
#include "sfl-keys.h"
#include "sfl-mpris.h"
#include "sfl-names.h"
#include "sfl-trace.h"
#include "sfl-window.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

struct _SflApplication {
  AdwApplication parent_instance;

  SflEpisode *episode;
  GSettings *settings;
  SflMpris *mpris;
  SflWindow *window; /* weak */
};

G_DEFINE_FINAL_TYPE (SflApplication, sfl_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "trace", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, NULL,
    N_ ("Write what happens to FILE, as JSON lines"), N_ ("FILE") },
  { "sample", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("Open the sample episode"),
    NULL },
  { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL },
  { NULL },
};

static SflWindow *
ensure_window (SflApplication *self)
{
  if (self->window == NULL) {
    SflWindow *window =
        SFL_WINDOW (sfl_window_new (ADW_APPLICATION (self), self->episode, self->settings));

    g_set_weak_pointer (&self->window, window);
  }

  return self->window;
}

static void
sfl_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (ensure_window (SFL_APPLICATION (application))));
}

static void
sfl_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  SflWindow *window = ensure_window (SFL_APPLICATION (application));

  if (n_files > 0)
    sfl_window_open (window, files, n_files);
  gtk_window_present (GTK_WINDOW (window));
}

static int
sfl_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  const char *trace = NULL;

  if (g_variant_dict_contains (dict, "version")) {
    g_print ("Souffleur %s\n", SFL_VERSION);
    return 0;
  }
  if (g_variant_dict_lookup (dict, "trace", "^&ay", &trace)) {
    g_autoptr (GError) error = NULL;

    if (!sfl_trace_open (trace, &error)) {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  }

  return -1;
}

static int
sfl_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  SflApplication *self = SFL_APPLICATION (application);
  GVariantDict *dict = g_application_command_line_get_options_dict (line);
  int n_arguments;
  g_auto (GStrv) arguments = g_application_command_line_get_arguments (line, &n_arguments);

  if (g_variant_dict_contains (dict, "sample")) {
    sfl_window_open_sample (ensure_window (self));
    gtk_window_present (GTK_WINDOW (self->window));
  } else if (n_arguments > 1) {
    g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

    for (int i = 1; i < n_arguments; i++)
      g_ptr_array_add (files, g_application_command_line_create_file_for_arg (line, arguments[i]));
    sfl_application_open (application, (GFile **) files->pdata, files->len, "");
  } else {
    g_application_activate (application);
  }

  return 0;
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflApplication *self = user_data;

  /* Closing the window keeps what is to be kept. */
  if (self->window)
    gtk_window_close (GTK_WINDOW (self->window));
  else
    g_application_quit (G_APPLICATION (self));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflApplication *self = user_data;
  g_autofree char *debug =
      g_strdup_printf ("Souffleur %s\nGTK %u.%u.%u\n%s\n", SFL_VERSION, gtk_get_major_version (),
                       gtk_get_minor_version (), gtk_get_micro_version (),
                       sfl_episode_get_media_version ());

  adw_show_about_window (GTK_WINDOW (ensure_window (self)), "application-name", _ ("Souffleur"),
                         "application-icon", SFL_APP_ID, "version", SFL_VERSION, "developer-name",
                         _ ("The Souffleur developers"), "comments",
                         _ ("Plays an episode and follows every word of it."), "license-type",
                         GTK_LICENSE_GPL_3_0, "debug-info", debug,
                         /* Translators: your names, one a line. */
                         "translator-credits", _ ("translator-credits"), NULL);
}

static gboolean
signal_cb (gpointer user_data)
{
  quit_cb (NULL, NULL, user_data);

  return G_SOURCE_CONTINUE;
}

static void
sfl_application_startup (GApplication *application)
{
  SflApplication *self = SFL_APPLICATION (application);
  static const GActionEntry actions[] = { { "quit", quit_cb }, { "about", about_cb } };
  g_autofree char *state_path = NULL;

  G_APPLICATION_CLASS (sfl_application_parent_class)->startup (application);

  /* A text that can be copied is not selected as a whole by whoever walks past it. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  sfl_keys_set_accels (GTK_APPLICATION (self));
  sfl_names_watch ();

  sfl_episode_setup ();
  state_path = sfl_episode_dup_state_path ();
  self->settings = g_settings_new (SFL_APP_ID);
  self->episode = sfl_episode_new (state_path);
  self->mpris = sfl_mpris_new (self->episode, application);

  g_unix_signal_add (SIGTERM, signal_cb, self);
  g_unix_signal_add (SIGINT, signal_cb, self);
  g_unix_signal_add (SIGHUP, signal_cb, self);
}

static void
sfl_application_shutdown (GApplication *application)
{
  SflApplication *self = SFL_APPLICATION (application);

  if (self->episode)
    sfl_episode_save (self->episode);
  g_clear_object (&self->mpris);
  g_clear_object (&self->episode);
  g_clear_object (&self->settings);

  G_APPLICATION_CLASS (sfl_application_parent_class)->shutdown (application);
  sfl_trace_close ();
}

static void
sfl_application_finalize (GObject *object)
{
  SflApplication *self = SFL_APPLICATION (object);

  g_clear_weak_pointer (&self->window);

  G_OBJECT_CLASS (sfl_application_parent_class)->finalize (object);
}

static void
sfl_application_class_init (SflApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sfl_application_finalize;
  application_class->startup = sfl_application_startup;
  application_class->activate = sfl_application_activate;
  application_class->open = sfl_application_open;
  application_class->handle_local_options = sfl_application_handle_local_options;
  application_class->command_line = sfl_application_command_line;
  application_class->shutdown = sfl_application_shutdown;
}

static void
sfl_application_init (SflApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self),
                                                     _ ("[EPISODE [TRANSCRIPT]]"));
}

SflApplication *
sfl_application_new (void)
{
  return g_object_new (SFL_TYPE_APPLICATION, "application-id", SFL_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", "/io/github/souffleur/Souffleur", NULL);
}
