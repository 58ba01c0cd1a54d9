/* sfl-listening-settings.c: the page of the reading settings on how an episode is heard
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main thread only.
 */

#include "config.h"

#include "sfl-listening-settings.h"

#include "sfl-setting.h"

#include <glib/gi18n-lib.h>

static const SflSettingChoice places[] = {
  { "after", N_ ("After Each Line, to Say It Again") },
  { "before", N_ ("Before Each Line, to Read It First") },
  { NULL },
};

static const SflSettingChoice resumes[] = {
  { "asked", N_ ("When I Press Play") },
  { "time", N_ ("After a Time") },
  { "lengths", N_ ("After as Long as the Line") },
  { NULL },
};

static char *
format_seconds (double value)
{
  /* Translators: seconds. */
  return g_strdup_printf (_ ("%.1f s"), value);
}

static char *
format_lengths (double value)
{
  /* Translators: so many times as long as a line. */
  return g_strdup_printf (_ ("%.1f×"), value);
}

static char *
format_times (double value)
{
  int n = value + 0.5;

  return g_strdup_printf (ngettext ("%d time", "%d times", n), n);
}

static char *
format_rewind (double value)
{
  return value > 0 ? format_seconds (value) : g_strdup (C_ ("rewind", "off"));
}

static gboolean
is_chosen (GValue *visible, GVariant *choice, gpointer nick)
{
  g_value_set_boolean (visible, g_str_equal (g_variant_get_string (choice, NULL), nick));

  return TRUE;
}

/* A setting that means something with one choice only. */
static GtkWidget *
show_with (GtkWidget *widget, GSettings *settings, const char *choice)
{
  g_settings_bind_with_mapping (settings, "stop-resume", widget, "visible", G_SETTINGS_BIND_GET,
                                is_chosen, NULL, (gpointer) choice, NULL);

  return widget;
}

static GtkWidget *
make_stops (GSettings *settings)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *stops = gtk_check_button_new_with_label (_ ("Listen and Stop"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (stops), "win.stops");
  gtk_box_append (GTK_BOX (box), stops);
  gtk_box_append (GTK_BOX (box), sfl_setting_new_choices (settings, "stop-place", NULL, places));

  return box;
}

static GtkWidget *
make_resume (GSettings *settings)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box),
                  sfl_setting_new_choices (settings, "stop-resume", _ ("Go On"), resumes));
  gtk_box_append (GTK_BOX (box),
                  show_with (sfl_setting_new_slider (settings, "stop-time", _ ("After"), 0.5, 10,
                                                     0.5, format_seconds),
                             settings, "time"));
  gtk_box_append (GTK_BOX (box), show_with (sfl_setting_new_slider (settings, "stop-lengths",
                                                                    _ ("Times the Line’s Length"),
                                                                    0.5, 2, 0.1, format_lengths),
                                            settings, "lengths"));

  return box;
}

static GtkWidget *
make_times (GSettings *settings)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *times = sfl_setting_new_slider (settings, "times-heard", _ ("Each Line Is Heard"), 1,
                                             5, 1, format_times);

  g_settings_bind (settings, "heard-without-end", times, "sensitive",
                   G_SETTINGS_BIND_GET | G_SETTINGS_BIND_INVERT_BOOLEAN);
  gtk_box_append (GTK_BOX (box), times);
  gtk_box_append (GTK_BOX (box),
                  sfl_setting_new_check (settings, "heard-without-end", _ ("Again and Again")));

  return box;
}

static GtkWidget *
make_playing (GSettings *settings)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), sfl_setting_new_heading (_ ("While Playing")));
  gtk_box_append (GTK_BOX (box),
                  sfl_setting_new_slider (settings, "rewind-after-pause",
                                          _ ("Rewind after a Pause"), 0, 5, 0.5, format_rewind));
  gtk_box_append (GTK_BOX (box), sfl_setting_new_check (settings, "skip-holes",
                                                        _ ("Skip What Has No Transcript")));
  gtk_box_append (GTK_BOX (box),
                  sfl_setting_new_check (settings, "click-plays", _ ("A Click on a Line Plays")));

  return box;
}

/* For a window with the action "win.stops". */
GtkWidget *
sfl_listening_settings_new (GSettings *settings)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_box_append (GTK_BOX (page), make_stops (settings));
  gtk_box_append (GTK_BOX (page), make_resume (settings));
  gtk_box_append (GTK_BOX (page), make_times (settings));
  gtk_box_append (GTK_BOX (page), make_playing (settings));

  return page;
}
