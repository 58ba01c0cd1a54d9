/* sfl-controls.c: the strip at the bottom
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The seek bar, and one row: where we are, the three large buttons, and a
 * group of smaller ones that is one stop for the Tab key.  All buttons are
 * actions of the window; this file only shows their state.
 */

#include "config.h"

#include "sfl-controls.h"

#include "sfl-clock.h"
#include "sfl-face.h"
#include "sfl-focus-order.h"
#include "sfl-go-to.h"
#include "sfl-group.h"
#include "sfl-row.h"
#include "sfl-source-button.h"
#include "sfl-speed-button.h"
#include "sfl-study-state.h"
#include "sfl-tracks-button.h"
#include "sfl-volume-button.h"

#include <glib/gi18n-lib.h>

/* As many bars as a wide window shows; more would cost decoding for nothing. */
#define N_PEAKS 600

/* Between the large buttons, so that none is hit for another. */
#define SPACING 12
#define NARROW_SPACING 8

/* The window goes down to 360 pixels. */
#define NARROWEST 340

struct _SflControls {
  GtkWidget parent_instance;

  SflEpisode *episode;

  GtkWidget *box;
  SflSeekBar *seek_bar;
  GtkWidget *place; /* the button that shows where we are */
  GtkWidget *position;
  GtkWidget *duration;
  GtkWidget *start; /* the times, and the state where there is room */
  GtkWidget *state;
  GtkWidget *previous;
  GtkWidget *play;
  GtkWidget *next;
  GtkWidget *add_recording;
  GtkWidget *source;
  GtkWidget *speed;
  GtkWidget *captions;
  GtkWidget *volume;
  GtkWidget *fullscreen;
  GtkWidget *group;
  gint64 shown_second;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (SflControls, sfl_controls, GTK_TYPE_WIDGET)

static void
update_play (SflControls *self)
{
  gboolean playing = sfl_episode_get_playing (self->episode);

  sfl_face_set (self->play,
                playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic",
                playing ? _ ("Pause") : _ ("Play"));
}

static void
name_place (SflControls *self, SflTime position)
{
  g_autofree char *words = sfl_time_to_words (position);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->place), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
}

static void
update_position (SflControls *self)
{
  SflTime position = sfl_episode_get_position (self->episode);
  SflTime duration = sfl_episode_get_duration (self->episode);
  gint64 second = position == SFL_TIME_NONE ? -1 : position / SFL_SECOND;

  sfl_seek_bar_set_position (self->seek_bar, position == SFL_TIME_NONE ? 0 : position);
  if (second == self->shown_second)
    return;

  self->shown_second = second;
  sfl_clock_set_time (SFL_CLOCK (self->position), MAX (position, 0), duration);
  /* A new name of what has the focus would be spoken each second. */
  if (!sfl_episode_get_playing (self->episode) || gtk_widget_get_focus_child (self->place) == NULL)
    name_place (self, MAX (position, 0));
}

static void
update_duration (SflControls *self)
{
  SflTime duration = sfl_episode_get_duration (self->episode);
  g_autofree char *time = sfl_time_to_string (duration, duration);
  g_autofree char *words = sfl_time_to_words (duration);
  g_autofree char *text = NULL;

  if (sfl_episode_get_duration_approximate (self->episode))
    /* Translators: "about" before a length that is not exactly known. */
    text = g_strdup_printf (_ ("/ about %s"), time);
  else
    text = g_strdup_printf ("/ %s", time);

  gtk_widget_set_visible (self->duration, duration != SFL_TIME_NONE && !self->narrow);
  gtk_label_set_text (GTK_LABEL (self->duration), text);
  sfl_row_name_control (self->duration, words);
  sfl_seek_bar_set_duration (self->seek_bar, duration);
  self->shown_second = -2;
  update_position (self);
}

static void
update_captions (SflControls *self)
{
  gtk_widget_set_visible (self->captions, sfl_episode_get_has_video (self->episode));
}

/* What plays, and what could where there is no recording. */
static void
update_source (SflControls *self)
{
  SflSource source = sfl_episode_get_source (self->episode);
  gboolean can_play_text = sfl_episode_can_play_text (self->episode);
  gboolean has_media = sfl_episode_get_media (self->episode) != NULL;

  gtk_widget_set_sensitive (self->play, source != SFL_SOURCE_NONE || can_play_text);
  gtk_widget_set_visible (self->source, can_play_text);
  gtk_widget_set_visible (self->add_recording, !has_media && !can_play_text);
  gtk_widget_set_visible (self->speed, sfl_episode_can_set_rate (self->episode));
  gtk_widget_set_sensitive (self->volume, source == SFL_SOURCE_RECORDING);
}

static void
update_media (SflControls *self)
{
  update_source (self);
  sfl_seek_bar_set_peaks (self->seek_bar, NULL, 0);
  update_duration (self);
}

static void
update_chapters (SflControls *self)
{
  guint n_chapters;
  const SflChapter *chapters = sfl_episode_get_chapters (self->episode, &n_chapters);

  sfl_seek_bar_set_chapters (self->seek_bar, chapters, n_chapters);
}

static void
update_transcript (SflControls *self)
{
  sfl_seek_bar_set_transcript (self->seek_bar, sfl_episode_get_transcript (self->episode));
  update_source (self);
}

static void
notify_cb (SflEpisode *episode, GParamSpec *pspec, SflControls *self)
{
  static const struct {
    const char *property;
    void (*update) (SflControls *self);
  } updates[] = {
    { "position", update_position }, { "playing", update_play },
    { "duration", update_duration }, { "has-video", update_captions },
    { "media", update_media },       { "transcript", update_transcript },
    { "source", update_source },
  };

  for (guint i = 0; i < G_N_ELEMENTS (updates); i++)
    if (g_strcmp0 (pspec->name, updates[i].property) == 0)
      updates[i].update (self);
}

static void
opened_cb (SflEpisode *episode, SflControls *self)
{
  update_duration (self);
  sfl_episode_load_peaks (episode, N_PEAKS);
}

static void
peaks_cb (SflEpisode *episode, SflControls *self)
{
  guint n_peaks;
  const float *peaks = sfl_episode_get_peaks (episode, &n_peaks);

  sfl_seek_bar_set_peaks (self->seek_bar, peaks, n_peaks);
}

static void
seek_cb (SflSeekBar *seek_bar, gint64 time, gboolean final, SflControls *self)
{
  if (final)
    sfl_episode_seek (self->episode, time);
  else
    sfl_episode_scrub (self->episode, time);
}

/* What gives way in a narrow window must not keep the window from getting narrow. */
static void
sfl_controls_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  SflControls *self = SFL_CONTROLS (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    for_size = -1;
  gtk_widget_measure (self->box, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, NARROWEST);
}

static void
sfl_controls_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SflControls *self = SFL_CONTROLS (widget);
  int minimum;

  /* Until it has given way it may stick out for one frame. */
  gtk_widget_measure (self->box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_allocate (self->box, MAX (width, minimum), height, baseline, NULL);
}

/* The lines and Play first, though they stand below the seek bar. */
static gboolean
sfl_controls_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SflControls *self = SFL_CONTROLS (widget);
  GtkWidget *stops[] = { self->previous, self->play,  self->next,
                         self->state,    self->place, GTK_WIDGET (self->seek_bar),
                         self->group };

  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return sfl_focus_order_move (widget, stops, G_N_ELEMENTS (stops), direction);

  return GTK_WIDGET_CLASS (sfl_controls_parent_class)->focus (widget, direction);
}

static void
sfl_controls_dispose (GObject *object)
{
  SflControls *self = SFL_CONTROLS (object);

  g_clear_object (&self->episode);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (sfl_controls_parent_class)->dispose (object);
}

static void
sfl_controls_class_init (SflControlsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sfl_controls_dispose;
  widget_class->measure = sfl_controls_measure;
  widget_class->size_allocate = sfl_controls_size_allocate;
  widget_class->focus = sfl_controls_focus;
  gtk_widget_class_set_css_name (widget_class, "controls");
}

static GtkWidget *
make_times (SflControls *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);

  self->place = gtk_menu_button_new ();
  self->position = sfl_clock_new ();
  self->duration = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->position, "numeric");
  gtk_widget_add_css_class (self->duration, "numeric");
  gtk_widget_add_css_class (self->duration, "dim-label");
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->place), self->position);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self->place), GTK_ARROW_UP);
  gtk_widget_set_tooltip_text (self->place, _ ("Go to Time"));
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->place), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_widget_add_css_class (self->place, "flat");
  gtk_widget_add_css_class (self->place, "place");
  gtk_widget_set_valign (self->place, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->place);
  gtk_box_append (GTK_BOX (box), self->duration);
  gtk_widget_set_halign (box, GTK_ALIGN_START);

  return box;
}

static GtkWidget *
make_move (const char *icon, const char *name, const char *action, const char *css_class)
{
  GtkWidget *button = sfl_face_new_button (icon, name, action);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, css_class);

  return button;
}

/* The three large buttons in the middle. */
static GtkWidget *
make_moves (SflControls *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);

  self->previous = make_move ("media-skip-backward-symbolic", _ ("Previous line"),
                              "win.previous-line", "line-button");
  self->play = make_move ("media-playback-start-symbolic", _ ("Play"), "win.play-pause", "play");
  self->next =
      make_move ("media-skip-forward-symbolic", _ ("Next line"), "win.next-line", "line-button");
  gtk_widget_add_css_class (self->previous, "flat");
  gtk_widget_add_css_class (self->play, "suggested-action");
  gtk_widget_add_css_class (self->next, "flat");
  gtk_box_append (GTK_BOX (box), self->previous);
  gtk_box_append (GTK_BOX (box), self->play);
  gtk_box_append (GTK_BOX (box), self->next);

  return box;
}

/* The smaller ones at the end. */
static void
fill_group (SflControls *self)
{
  self->add_recording = gtk_button_new_with_label (_ ("Add the Recording…"));
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->add_recording))),
                           PANGO_ELLIPSIZE_END);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add_recording), "win.attach");
  gtk_widget_add_css_class (self->add_recording, "flat");
  self->source = sfl_source_button_new (self->episode);
  self->speed = sfl_speed_button_new (self->episode);
  self->captions = gtk_toggle_button_new ();
  sfl_face_set (self->captions, "sfl-captions-symbolic", _ ("Captions on the picture"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->captions), "win.captions-on-picture");
  gtk_widget_add_css_class (self->captions, "flat");
  self->volume = sfl_volume_button_new (self->episode);
  self->fullscreen =
      sfl_face_new_button ("view-fullscreen-symbolic", _ ("Full screen"), "win.fullscreen");
  gtk_widget_add_css_class (self->fullscreen, "flat");
  gtk_widget_set_valign (self->fullscreen, GTK_ALIGN_CENTER);

  sfl_group_append (SFL_GROUP (self->group), self->add_recording);
  sfl_group_append (SFL_GROUP (self->group), self->source);
  sfl_group_append (SFL_GROUP (self->group), self->speed);
  sfl_group_append (SFL_GROUP (self->group), self->captions);
  sfl_group_append (SFL_GROUP (self->group), sfl_tracks_button_new (self->episode));
  sfl_group_append (SFL_GROUP (self->group), self->volume);
  sfl_group_append (SFL_GROUP (self->group), self->fullscreen);
}

static void
sfl_controls_init (SflControls *self)
{
  GtkWidget *row = gtk_center_box_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->seek_bar = sfl_seek_bar_new ();
  g_signal_connect_object (self->seek_bar, "seek", G_CALLBACK (seek_cb), self, 0);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->seek_bar));
  gtk_box_append (GTK_BOX (self->box), row);

  self->start = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (self->start), make_times (self));
  gtk_center_box_set_start_widget (GTK_CENTER_BOX (row), self->start);

  gtk_center_box_set_center_widget (GTK_CENTER_BOX (row), make_moves (self));

  self->group = sfl_group_new (_ ("More controls"));
  gtk_widget_set_halign (self->group, GTK_ALIGN_END);
  gtk_widget_set_valign (self->group, GTK_ALIGN_CENTER);
  gtk_center_box_set_end_widget (GTK_CENTER_BOX (row), self->group);
}

GtkWidget *
sfl_controls_new (SflEpisode *episode)
{
  SflControls *self = g_object_new (SFL_TYPE_CONTROLS, NULL);

  self->episode = g_object_ref (episode);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->place), sfl_go_to_new (episode));
  self->state = sfl_study_state_new (sfl_episode_get_study (episode));
  gtk_box_append (GTK_BOX (self->start), self->state);
  fill_group (self);
  g_signal_connect_object (episode, "notify", G_CALLBACK (notify_cb), self, 0);
  g_signal_connect_object (episode, "opened", G_CALLBACK (opened_cb), self, 0);
  g_signal_connect_object (episode, "chapters-changed", G_CALLBACK (update_chapters), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (episode, "peaks", G_CALLBACK (peaks_cb), self, 0);
  g_signal_connect_object (episode, "tracks-changed", G_CALLBACK (update_captions), self,
                           G_CONNECT_SWAPPED);
  update_play (self);
  update_captions (self);
  update_media (self);
  update_transcript (self);

  return GTK_WIDGET (self);
}

SflSeekBar *
sfl_controls_get_seek_bar (SflControls *self)
{
  g_return_val_if_fail (SFL_IS_CONTROLS (self), NULL);

  return self->seek_bar;
}

void
sfl_controls_focus_play (SflControls *self)
{
  g_return_if_fail (SFL_IS_CONTROLS (self));

  if (!gtk_widget_is_sensitive (self->play) || !gtk_widget_grab_focus (self->play))
    gtk_widget_child_focus (self->group, GTK_DIR_TAB_FORWARD);
}

/* Asks for the time to go to. */
void
sfl_controls_ask_time (SflControls *self)
{
  g_return_if_fail (SFL_IS_CONTROLS (self));

  if (gtk_widget_get_mapped (self->place))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->place));
}

/* What is in force stands beside the times, or in a row of its own where they leave no room. */
static void
move_state (SflControls *self, gboolean narrow)
{
  g_object_ref (self->state);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (self->state)), self->state);
  gtk_widget_set_halign (self->state, narrow ? GTK_ALIGN_CENTER : GTK_ALIGN_START);
  if (narrow)
    gtk_box_insert_child_after (GTK_BOX (self->box), self->state, GTK_WIDGET (self->seek_bar));
  else
    gtk_box_append (GTK_BOX (self->start), self->state);
  g_object_unref (self->state);
}

/* In a narrow window what keys and menus do as well gives way. */
void
sfl_controls_set_narrow (SflControls *self, gboolean narrow)
{
  g_return_if_fail (SFL_IS_CONTROLS (self));

  if (self->narrow != narrow)
    move_state (self, narrow);
  self->narrow = narrow;
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  gtk_box_set_spacing (GTK_BOX (gtk_widget_get_parent (self->play)),
                       narrow ? NARROW_SPACING : SPACING);
  gtk_widget_set_visible (self->volume, !narrow);
  gtk_widget_set_visible (self->fullscreen, !narrow);
  sfl_source_button_set_narrow (self->source, narrow);
  update_duration (self);
}
