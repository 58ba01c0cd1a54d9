/* sfl-window-announce.c: what the window says to those who do not see it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A change that the user asked for is told once, in words, wherever the focus
 * is.  What changes because the recording plays is not: that would be a voice
 * over the voice.
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-names.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define TELL_AGAIN_MS 1000

/* The control in focus tells its own change; in a menu the choice was spoken. */
static gboolean
tells_itself (SflWindow *self, const char *action)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  const char *name;

  if (focus == NULL)
    return FALSE;
  if (gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return TRUE;

  name = GTK_IS_ACTIONABLE (focus) ? gtk_actionable_get_action_name (GTK_ACTIONABLE (focus)) : NULL;

  return action != NULL && g_strcmp0 (name, action) == 0;
}

void
sfl_window_say_rate (SflWindow *self)
{
  double rate = sfl_episode_get_rate (self->episode);
  gboolean short_rate = fabs (rate * 10 - round (rate * 10)) < 0.01;
  g_autofree char *text = g_strdup_printf (short_rate ? _ ("Speed %.1f") : _ ("Speed %.2f"), rate);

  sfl_announcer_announce (self->announcer, text);
}

static void
rate_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflWindow *self)
{
  double rate = sfl_episode_get_rate (episode);

  if (rate == self->told_rate)
    return;

  self->told_rate = rate;
  /* Speed is remembered: what an episode brings along was not asked for now. */
  if (!sfl_episode_get_opening (episode))
    sfl_window_say_rate (self);
}

static void
mode_changed_cb (GSettings *settings, const char *key, SflWindow *self)
{
  static const char *const names[] = { N_ ("Lines, as Delivered"), N_ ("Sentences"),
                                       N_ ("Paragraphs") };
  guint mode = g_settings_get_enum (settings, key);

  if (mode < G_N_ELEMENTS (names) && !tells_itself (self, "win.reading-mode"))
    sfl_announcer_announce (self->announcer, _ (names[mode]));
}

static void
captions_changed_cb (GSettings *settings, const char *key, SflWindow *self)
{
  if (tells_itself (self, "win.captions-on-picture"))
    return;

  sfl_announcer_announce (self->announcer, g_settings_get_boolean (settings, key)
                                               ? _ ("Captions on")
                                               : _ ("Captions off"));
}

/* Says where the playhead went, and whether it plays from there. */
void
sfl_window_say_position (SflWindow *self, gboolean plays)
{
  SflTime position = sfl_episode_get_position (self->episode);
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;

  if (!SFL_TIME_IS_VALID (position))
    return;

  words = sfl_time_to_words (position);
  /* Translators: spoken; the time is in words: "Playing from 3 minutes 12 seconds". */
  text = plays ? g_strdup_printf (_ ("Playing from %s"), words) : g_strdup (words);
  sfl_announcer_announce (self->announcer, text);
}

static gboolean
tell_again_cb (gpointer user_data)
{
  SflWindow *self = user_data;

  self->tell_id = 0;
  if (gtk_window_get_focus (GTK_WINDOW (self)) == self->told_focus)
    sfl_names_tell_focus (GTK_WINDOW (self));

  return G_SOURCE_REMOVE;
}

/* Says what was opened: its title is the window's, and spoken with it. */
void
sfl_window_say_opened (SflWindow *self)
{
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  SflTime duration = sfl_episode_get_duration (self->episode);
  GString *text = g_string_new (NULL);
  guint n_lines;

  if (SFL_TIME_IS_VALID (duration)) {
    g_autofree char *words = sfl_time_to_words (duration);

    g_string_append (text, words);
  }
  if (transcript != NULL) {
    sfl_transcript_get_lines (transcript, &n_lines);
    g_string_append (text, text->len > 0 ? ", " : "");
    g_string_append_printf (text, ngettext ("%u line", "%u lines", n_lines), n_lines);
  }
  if (text->len > 0)
    sfl_announcer_announce (self->announcer, text->str);
  g_string_free (text, TRUE);
  /* It is spoken with what has the focus, once: later to a reader to whom a new program is no one
   * yet, and who is deaf to what is told twice.
   */
  sfl_names_tell_focus (GTK_WINDOW (self));
  self->told_focus = gtk_window_get_focus (GTK_WINDOW (self));
  g_clear_handle_id (&self->tell_id, g_source_remove);
  self->tell_id = g_timeout_add (TELL_AGAIN_MS, tell_again_cb, self);
}

static gboolean
find_focus_cb (gpointer user_data)
{
  SflWindow *self = user_data;

  self->focus_id = 0;
  if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL &&
      !gtk_widget_child_focus (gtk_stack_get_visible_child (GTK_STACK (self->stack)),
                               GTK_DIR_TAB_FORWARD))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);

  return G_SOURCE_REMOVE;
}

/* What had the focus is gone, as the controls go with an episode.  It has to be somewhere: keys
 * begin there, and a screen reader hears nothing from nowhere.
 */
void
sfl_window_find_focus (SflWindow *self)
{
  if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL && self->focus_id == 0)
    self->focus_id = g_idle_add (find_focus_cb, self);
}

void
sfl_window_add_announcer (SflWindow *self)
{
  self->announcer = sfl_announcer_new (GTK_WINDOW (self));
  self->told_rate = sfl_episode_get_rate (self->episode);
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (sfl_window_find_focus), NULL);
  g_signal_connect_object (self->episode, "notify::rate", G_CALLBACK (rate_changed_cb), self, 0);
  g_signal_connect_object (self->settings, "changed::reading-mode", G_CALLBACK (mode_changed_cb),
                           self, 0);
  g_signal_connect_object (self->settings, "changed::captions-on-picture",
                           G_CALLBACK (captions_changed_cb), self, 0);
}
