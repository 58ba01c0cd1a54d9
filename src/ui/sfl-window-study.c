/* sfl-window-study.c: the actions of those who learn from an episode
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Loops and stops, said once when they change.  Main thread only.
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-study-state.h"

#include <glib/gi18n-lib.h>

static SflStudy *
get_study (SflWindow *self)
{
  return sfl_episode_get_study (self->episode);
}

static void
loop_line_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflStudy *study = get_study (user_data);

  if (sfl_study_get_loop (study) == SFL_LOOP_LINE)
    sfl_study_end_loop (study);
  else
    sfl_study_loop_line (study);
}

/* From a menu on a line, wherever the playhead is. */
static void
loop_this_line_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  guint line = g_variant_get_uint32 (parameter);
  guint n_lines;

  if (transcript == NULL || !sfl_transcript_is_timed (transcript))
    return;
  sfl_transcript_get_lines (transcript, &n_lines);
  if (line >= n_lines)
    return;

  sfl_episode_seek_line (self->episode, line);
  sfl_study_loop_line (get_study (self));
  sfl_transcript_pane_follow (self->pane);
}

/* What is heard of the text that is selected. */
static gboolean
find_selected (SflWindow *self, SflStretch *stretch)
{
  SflTranscriptView *view = sfl_transcript_pane_get_view (self->pane);
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  gsize start, end;

  return transcript != NULL && sfl_transcript_view_get_selection (view, &start, &end) &&
         start < end && sfl_stretch_find_text (transcript, start, end, stretch);
}

/* The selection; without one, from here and then until here.  Again, and it ends. */
static void
loop_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  SflStudy *study = get_study (self);
  const SflStretch *range = sfl_study_get_range (study);
  SflStretch selected;

  if (find_selected (self, &selected) &&
      (sfl_study_get_loop (study) != SFL_LOOP_RANGE || selected.start != range->start ||
       selected.stop != range->stop))
    sfl_study_loop_range (study, selected.start, selected.stop);
  else
    sfl_study_mark_loop (study);
}

static void
stops_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflStudy *study = get_study (user_data);

  sfl_study_set_stops (study, !sfl_study_get_stops (study));
}

/* What comes first ends first. */
static void
end_study_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflStudy *study = get_study (user_data);

  if (sfl_study_get_loop (study) != SFL_LOOP_NONE)
    sfl_study_end_loop (study);
  else
    sfl_study_set_stops (study, FALSE);
}

static const GActionEntry actions[] = {
  { "loop-line", loop_line_cb, NULL, "false" },
  { "loop-this-line", loop_this_line_cb, "u" },
  { "loop", loop_cb, NULL, "false" },
  { "stops", stops_cb, NULL, "false" },
  { "end-study", end_study_cb },
};

static void
set_state (SflWindow *self, const char *name, gboolean state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (state));
}

static void
study_changed_cb (SflStudy *study, GParamSpec *pspec, SflWindow *self)
{
  SflLoop loop = sfl_study_get_loop (study);
  g_autofree char *text = sfl_study_state_dup_text (study, TRUE);

  set_state (self, "loop-line", loop == SFL_LOOP_LINE);
  set_state (self, "loop", loop == SFL_LOOP_RANGE || loop == SFL_LOOP_BEGUN);
  set_state (self, "stops", sfl_study_get_stops (study));

  if (g_strcmp0 (text, self->study_text) == 0)
    return;
  if (text == NULL)
    sfl_announcer_announce (self->announcer, g_str_equal (pspec->name, "loop")
                                                 ? _ ("No loop any more")
                                                 : _ ("Plays without stops"));
  else
    sfl_announcer_announce (self->announcer, text);
  g_free (self->study_text);
  self->study_text = g_steal_pointer (&text);
}

void
sfl_window_add_study_actions (SflWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  g_signal_connect_object (get_study (self), "notify", G_CALLBACK (study_changed_cb), self, 0);
}

GMenuModel *
sfl_window_make_study_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _ ("Repeat the Line"), "win.repeat-line");
  g_menu_append (menu, _ ("Loop the Line"), "win.loop-line");
  g_menu_append (menu, _ ("Loop the Selection, or from Here"), "win.loop");
  g_menu_append (menu, _ ("Listen and Stop"), "win.stops");

  return G_MENU_MODEL (menu);
}

/* Has the episode played as the settings say. */
void
sfl_window_apply_listening (SflWindow *self)
{
  SflStudy *study = get_study (self);
  SflPace pace = {
    .place = g_settings_get_enum (self->settings, "stop-place"),
    .resume = g_settings_get_enum (self->settings, "stop-resume"),
    .time = g_settings_get_double (self->settings, "stop-time") * SFL_SECOND,
    .lengths = g_settings_get_double (self->settings, "stop-lengths"),
    .n_times = g_settings_get_boolean (self->settings, "heard-without-end")
                   ? 0
                   : g_settings_get_int (self->settings, "times-heard"),
  };

  sfl_study_set_pace (study, &pace);
  sfl_study_set_rewind (study,
                        g_settings_get_double (self->settings, "rewind-after-pause") * SFL_SECOND);
  sfl_study_set_skips_holes (study, g_settings_get_boolean (self->settings, "skip-holes"));
}
