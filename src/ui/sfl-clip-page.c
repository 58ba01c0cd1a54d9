/* sfl-clip-page.c: what some words shall become
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What it shall be is one click; what it will look like is seen and heard; below, where it begins
 * and ends, with the words.  What was chosen is there the next time.
 */

#include "config.h"

#include "sfl-clip-page.h"

#include "sfl-clip-strip.h"
#include "sfl-label.h"
#include "sfl-row.h"
#include "sfl-video-paintable.h"

#include <glib/gi18n-lib.h>

/* Of the picture of what it will look like, in pixels. */
#define PICTURE_WIDTH 280
#define PICTURE_HEIGHT 250

/* Lines of the words and what is said around them. */
#define MAX_LINES 3

/* How much fainter that is, in 65535ths: 4.5:1 and more in each theme. */
#define CONTEXT_ALPHA 44000

/* An end that is this near the edge of what was heard needs more to be heard. */
#define NEAR_EDGE (500 * SFL_MSECOND)

struct _SflClipPage {
  AdwBin parent_instance;

  SflEpisode *episode;
  SflClipPlan *plan; /* of whoever made this, who outlives it */
  GSettings *settings;
  GCancellable *drawing;
  GCancellable *listening;
  gboolean updating;
  guint tick_id;

  SflVideoPaintable *paintable;
  GtkWidget *presets[SFL_CLIP_N_PRESETS];
  GtkWidget *missing;
  GtkWidget *picture;
  GtkWidget *choices;
  GtkWidget *captions;
  GtkWidget *filling;
  GtkWidget *volume;
  GtkWidget *speakers;
  GtkWidget *speakers_row;
  GtkWidget *range;
  GtkWidget *strip;
  GtkWidget *limits;
  GtkWidget *words;
  GtkWidget *times[SFL_CLIP_N_SIDES];
  GtkWidget *play;
  GtkWidget *length;
};

G_DEFINE_FINAL_TYPE (SflClipPage, sfl_clip_page, ADW_TYPE_BIN)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static const struct {
  const char *label;
  const char *description;
} presets[SFL_CLIP_N_PRESETS] = {
  [SFL_CLIP_PRESET_VERTICAL] = { NC_ ("clip", "Upright"),
                                 NC_ ("clip", "A video for Shorts, Reels and TikTok") },
  [SFL_CLIP_PRESET_SQUARE] = { NC_ ("clip", "Square"), NC_ ("clip", "A square video") },
  [SFL_CLIP_PRESET_LANDSCAPE] = { NC_ ("clip", "Wide"), NC_ ("clip", "A video in 16 to 9") },
  [SFL_CLIP_PRESET_SOUND] = { NC_ ("clip", "Sound"), NC_ ("clip", "The sound alone") },
  [SFL_CLIP_PRESET_QUOTE] = { NC_ ("clip", "Quote"), NC_ ("clip", "A picture of the words") },
};

/* --- what it will look like ------------------------------------------------------------------ */

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SflFrame) frame = sfl_clip_plan_draw_finish (result, &error);
  SflClipPage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (self->tick_id == 0)
    sfl_video_paintable_set_frame (self->paintable, frame);
  gtk_widget_set_visible (self->picture, frame != NULL);
}

/* The picture that was there stays until the new one comes. */
static void
draw (SflClipPage *self)
{
  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  if (!sfl_clip_plan_has_picture (self->plan)) {
    gtk_widget_set_visible (self->picture, FALSE);
    return;
  }
  self->drawing = g_cancellable_new ();
  sfl_clip_plan_draw_async (self->plan, self->drawing, drawn_cb, self);
}

/* --- playing it ------------------------------------------------------------------------------ */

static void
show_playing (SflClipPage *self, gboolean playing)
{
  const char *label = playing ? _ ("Stop") : _ ("Play It");

  gtk_button_set_icon_name (GTK_BUTTON (self->play), playing ? "media-playback-stop-symbolic"
                                                             : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (self->play, label);
  sfl_row_name_control (self->play, label);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SflClipPage *self = SFL_CLIP_PAGE (widget);
  g_autoptr (SflFrame) frame = sfl_clip_plan_take_picture (self->plan);

  if (frame != NULL)
    sfl_video_paintable_set_frame (self->paintable, frame);
  sfl_clip_strip_set_position (SFL_CLIP_STRIP (self->strip),
                               sfl_episode_get_position (self->episode));

  return G_SOURCE_CONTINUE;
}

static void
stop_ticking (SflClipPage *self)
{
  if (self->tick_id == 0)
    return;

  gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  sfl_clip_strip_set_position (SFL_CLIP_STRIP (self->strip), SFL_TIME_NONE);
  show_playing (self, FALSE);
  draw (self);
}

/* Does nothing when nothing is played. */
void
sfl_clip_page_stop (SflClipPage *self)
{
  g_return_if_fail (SFL_IS_CLIP_PAGE (self));

  sfl_clip_plan_stop (self->plan);
  stop_ticking (self);
}

static void
play (SflClipPage *self)
{
  sfl_clip_plan_play (self->plan);
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
  show_playing (self, TRUE);
}

static void
play_cb (GtkButton *button, SflClipPage *self)
{
  if (self->tick_id != 0)
    sfl_clip_page_stop (self);
  else if (sfl_clip_plan_can_play (self->plan))
    play (self);
}

/* Somebody paused it by other means, or opened another episode. */
static void
episode_changed_cb (SflClipPage *self)
{
  gboolean can_play = sfl_clip_plan_can_play (self->plan);

  gtk_widget_set_sensitive (self->play, can_play);
  if (self->tick_id != 0 && (!can_play || !sfl_episode_get_playing (self->episode)))
    sfl_clip_page_stop (self);
}

/* --- where it begins and ends ----------------------------------------------------------------- */

static void
show_words (SflClipPage *self)
{
  g_autofree char *before = NULL;
  g_autofree char *words = NULL;
  g_autofree char *after = NULL;
  g_autofree char *text = NULL;
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();
  PangoAttribute *attribute;
  gsize start, end;

  sfl_clip_plan_dup_context (self->plan, &before, &words, &after);
  start = *before != '\0' ? strlen (before) + 1 : 0;
  end = start + strlen (words);
  text = g_strconcat (before, start > 0 ? " " : "", words, *after != '\0' ? " " : "", after, NULL);
  for (guint i = 0; i < 2; i++) {
    attribute = pango_attr_foreground_alpha_new (CONTEXT_ALPHA);
    attribute->start_index = i == 0 ? 0 : end;
    attribute->end_index = i == 0 ? start : G_MAXUINT;
    pango_attr_list_insert (list, attribute);
  }
  attribute = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (list, attribute);
  gtk_label_set_text (GTK_LABEL (self->words), text);
  gtk_label_set_attributes (GTK_LABEL (self->words), list);
}

static void
show_limits (SflClipPage *self)
{
  g_autofree char *limits = sfl_clip_plan_dup_limits (self->plan, NULL);

  sfl_label_show_text (self->limits, limits);
}

static void
show_range (SflClipPage *self)
{
  g_autofree char *length = sfl_label_dup_exact (sfl_clip_plan_get_length (self->plan));

  for (int i = 0; i < SFL_CLIP_N_SIDES; i++) {
    g_autofree char *time = sfl_label_dup_exact (sfl_clip_plan_get_time (self->plan, i));

    gtk_label_set_text (GTK_LABEL (self->times[i]), time);
  }
  gtk_label_set_text (GTK_LABEL (self->length), length);
  sfl_clip_strip_refresh (SFL_CLIP_STRIP (self->strip));
  show_words (self);
  show_limits (self);
}

static void
show_listening (SflClipPage *self, gboolean listening)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->strip), GTK_ACCESSIBLE_STATE_BUSY, listening,
                               -1);
}

static void
heard_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  SflClipPage *self = user_data;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  if (sfl_clip_plan_listen_finish (self->plan, result, &error)) {
    show_range (self);
    draw (self);
  }
  show_listening (self, FALSE);
}

static void
listen (SflClipPage *self)
{
  g_cancellable_cancel (self->listening);
  g_clear_object (&self->listening);
  self->listening = g_cancellable_new ();
  show_listening (self, TRUE);
  sfl_clip_plan_listen_async (self->plan, self->listening, heard_cb, self);
}

static void
moved_cb (SflClipPage *self)
{
  SflTime start, end;

  sfl_clip_plan_get_window (self->plan, &start, &end);
  if ((start > 0 && sfl_clip_plan_get_time (self->plan, SFL_CLIP_START) < start + NEAR_EDGE) ||
      (end < sfl_episode_get_duration (self->episode) &&
       sfl_clip_plan_get_time (self->plan, SFL_CLIP_END) > end - NEAR_EDGE))
    listen (self);
  show_range (self);
  if (self->tick_id != 0)
    play (self);
  else
    draw (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
nudge_cb (GtkButton *button, SflClipPage *self)
{
  SflClipSide side = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "side"));
  gboolean later = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "later"));

  sfl_clip_plan_step (self->plan, side, SFL_CLIP_STEP_TENTH, later);
  moved_cb (self);
}

/* --- what it shall be ------------------------------------------------------------------------ */

static void
show_choices (SflClipPage *self)
{
  const gboolean has_picture = sfl_clip_plan_has_picture (self->plan);
  const gboolean has_sound = sfl_clip_plan_has_sound (self->plan);
  const gboolean has_captions = has_picture && has_sound;
  const char *missing = sfl_clip_plan_find_missing (self->plan);
  g_autofree char *why =
      missing != NULL ? g_strdup_printf (_ ("This needs %s, which is not installed."), missing)
                      : NULL;

  sfl_label_show_text (self->missing, why);
  gtk_widget_set_visible (self->captions, has_captions);
  gtk_widget_set_visible (self->speakers_row,
                          has_captions && sfl_clip_plan_has_speakers (self->plan));
  gtk_widget_set_visible (self->filling, sfl_clip_plan_is_filmed (self->plan));
  gtk_widget_set_visible (self->volume, has_sound);
  gtk_widget_set_visible (self->choices, has_sound);
  gtk_widget_set_hexpand (self->picture, !has_sound);
  gtk_widget_set_visible (self->range, has_sound);
}

/* What is chosen on the page goes to the plan, and is kept. */
static void
choose (SflClipPage *self)
{
  SflClipPreset preset = 0;

  if (self->updating)
    return;

  while (preset < SFL_CLIP_N_PRESETS - 1 &&
         !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->presets[preset])))
    preset++;
  sfl_clip_plan_set_preset (self->plan, preset);
  sfl_clip_plan_set_words (self->plan, adw_combo_row_get_selected (ADW_COMBO_ROW (self->captions)));
  sfl_clip_plan_set_filling (self->plan,
                             adw_combo_row_get_selected (ADW_COMBO_ROW (self->filling)));
  sfl_clip_plan_set_volume (self->plan, adw_combo_row_get_selected (ADW_COMBO_ROW (self->volume)));
  sfl_clip_plan_set_shows_speakers (self->plan,
                                    gtk_switch_get_active (GTK_SWITCH (self->speakers)));
  show_choices (self);
  show_limits (self);
  if (self->tick_id != 0)
    play (self);
  draw (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
preset_cb (GtkToggleButton *button, GParamSpec *pspec, SflClipPage *self)
{
  if (!gtk_toggle_button_get_active (button) || self->updating)
    return;

  for (int i = 0; i < SFL_CLIP_N_PRESETS; i++)
    if (self->presets[i] == GTK_WIDGET (button))
      g_settings_set_enum (self->settings, "clip-preset", i);
  choose (self);
}

static void
choice_cb (AdwComboRow *row, GParamSpec *pspec, SflClipPage *self)
{
  if (!self->updating)
    g_settings_set_enum (self->settings, g_object_get_data (G_OBJECT (row), "key"),
                         adw_combo_row_get_selected (row));
  choose (self);
}

static void
speakers_cb (GtkSwitch *control, GParamSpec *pspec, SflClipPage *self)
{
  choose (self);
}

/* As the time before; words are lit one by one where that is known. */
static void
restore_choices (SflClipPage *self)
{
  guint words = g_settings_get_enum (self->settings, "clip-captions");

  if (words == SFL_CLIP_WORDS_KARAOKE && !sfl_clip_plan_has_word_times (self->plan))
    words = SFL_CLIP_WORDS_BOX;
  self->updating = TRUE;
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (self->presets[g_settings_get_enum (self->settings, "clip-preset")]), TRUE);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->captions), words);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->filling),
                              g_settings_get_enum (self->settings, "clip-filling"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->volume),
                              g_settings_get_enum (self->settings, "clip-volume"));
  g_settings_bind (self->settings, "clip-speakers", self->speakers, "active",
                   G_SETTINGS_BIND_DEFAULT);
  self->updating = FALSE;
  choose (self);
}

/* --- the parts of the page ------------------------------------------------------------------- */

static GtkWidget *
new_presets (SflClipPage *self)
{
  GtkWidget *box = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), SFL_CLIP_N_PRESETS);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (box), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (box), 6);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (box), TRUE);
  gtk_widget_set_focusable (box, FALSE);
  sfl_row_name_control (box, _ ("Kind of Clip"));
  for (int i = 0; i < SFL_CLIP_N_PRESETS; i++) {
    const char *label = g_dpgettext2 (NULL, "clip", presets[i].label);
    const char *description = g_dpgettext2 (NULL, "clip", presets[i].description);
    GtkWidget *button = gtk_toggle_button_new_with_label (label);
    GtkWidget *child;

    gtk_widget_set_tooltip_text (button, description);
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    description, -1);
    if (i > 0)
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                   GTK_TOGGLE_BUTTON (self->presets[0]));
    g_signal_connect_object (button, "notify::active", G_CALLBACK (preset_cb), self, 0);
    gtk_flow_box_append (GTK_FLOW_BOX (box), button);
    child = gtk_widget_get_parent (button);
    gtk_widget_set_focusable (child, FALSE);
    sfl_row_name_control (child, label);
    self->presets[i] = button;
  }

  return box;
}

static GtkWidget *
new_choice (SflClipPage *self,
            const char *title,
            const char *key,
            const char *const *names,
            guint n_names)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GtkWidget *row;

  for (guint i = 0; i < n_names; i++)
    gtk_string_list_append (list, g_dpgettext2 (NULL, "clip", names[i]));
  row = sfl_row_new_choice (title, list);
  g_object_set_data (G_OBJECT (row), "key", (gpointer) key);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (choice_cb), self, 0);

  return row;
}

static GtkWidget *
new_choices (SflClipPage *self)
{
  static const char *const captions[SFL_CLIP_N_WORDS] = {
    NC_ ("clip", "None"),
    NC_ ("clip", "In a box"),
    NC_ ("clip", "Outlined"),
    NC_ ("clip", "Each word lit when it is said"),
    NC_ ("clip", "A few large words at a time"),
  };
  static const char *const fillings[SFL_CLIP_N_FILLINGS] = {
    NC_ ("clip", "Cut to the shape"),
    NC_ ("clip", "Whole, on a blurred ground"),
    NC_ ("clip", "Whole, with bars"),
  };
  static const char *const volumes[SFL_CLIP_N_VOLUMES] = {
    NC_ ("clip", "As in the recording"),
    NC_ ("clip", "As podcasts are (−16 LUFS)"),
    NC_ ("clip", "As videos on platforms are (−14 LUFS)"),
  };
  GtkWidget *group = adw_preferences_group_new ();

  self->captions = new_choice (self, _ ("Captions"), "clip-captions", captions, SFL_CLIP_N_WORDS);
  self->filling = new_choice (self, _ ("Picture"), "clip-filling", fillings, SFL_CLIP_N_FILLINGS);
  self->volume = new_choice (self, _ ("Loudness"), "clip-volume", volumes, SFL_CLIP_N_VOLUMES);
  self->speakers = gtk_switch_new ();
  self->speakers_row = sfl_row_new (_ ("Names of Speakers"), NULL, self->speakers);
  g_signal_connect_object (self->speakers, "notify::active", G_CALLBACK (speakers_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->captions);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->speakers_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->filling);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->volume);
  gtk_widget_set_hexpand (group, TRUE);

  return group;
}

static GtkWidget *
new_nudge (SflClipPage *self, SflClipSide side, gboolean later, const char *name)
{
  GtkWidget *button =
      gtk_button_new_from_icon_name (later ? "list-add-symbolic" : "list-remove-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  sfl_row_name_control (button, name);
  g_object_set_data (G_OBJECT (button), "side", GINT_TO_POINTER (side));
  g_object_set_data (G_OBJECT (button), "later", GINT_TO_POINTER (later));
  g_signal_connect_object (button, "clicked", G_CALLBACK (nudge_cb), self, 0);

  return button;
}

/* "Begins, 17 minutes 53.2 seconds", between less and more. */
static GtkWidget *
new_end (SflClipPage *self, SflClipSide side)
{
  const gboolean begins = side == SFL_CLIP_START;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (begins ? _ ("Begins") : _ ("Ends"));

  gtk_widget_add_css_class (title, "caption");
  gtk_widget_add_css_class (title, "dim-label");
  self->times[side] = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->times[side], "numeric");
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), self->times[side]);
  gtk_box_append (GTK_BOX (box),
                  new_nudge (self, side, FALSE,
                             begins ? _ ("Begin 0.1 s earlier") : _ ("End 0.1 s earlier")));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box),
                  new_nudge (self, side, TRUE,
                             begins ? _ ("Begin 0.1 s later") : _ ("End 0.1 s later")));
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);

  return box;
}

static GtkWidget *
new_length (SflClipPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->play = gtk_button_new ();
  gtk_widget_add_css_class (self->play, "circular");
  gtk_widget_set_valign (self->play, GTK_ALIGN_CENTER);
  show_playing (self, FALSE);
  g_signal_connect_object (self->play, "clicked", G_CALLBACK (play_cb), self, 0);
  self->length = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->length, "numeric");
  gtk_box_append (GTK_BOX (box), self->play);
  gtk_box_append (GTK_BOX (box), self->length);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (box, TRUE);

  return box;
}

static GtkWidget *
new_range (SflClipPage *self, gboolean is_wide)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *row = gtk_box_new (is_wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL, 6);

  self->strip = sfl_clip_strip_new (self->plan);
  g_signal_connect_object (self->strip, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), new_end (self, SFL_CLIP_START));
  gtk_box_append (GTK_BOX (row), new_length (self));
  gtk_box_append (GTK_BOX (row), new_end (self, SFL_CLIP_END));
  gtk_box_append (GTK_BOX (box), self->strip);
  gtk_box_append (GTK_BOX (box), row);

  return box;
}

static void
sfl_clip_page_dispose (GObject *object)
{
  SflClipPage *self = SFL_CLIP_PAGE (object);

  if (self->tick_id != 0) {
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
    self->tick_id = 0;
  }
  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  g_cancellable_cancel (self->listening);
  g_clear_object (&self->listening);
  g_clear_object (&self->paintable);
  g_clear_object (&self->settings);
  g_clear_object (&self->episode);

  G_OBJECT_CLASS (sfl_clip_page_parent_class)->dispose (object);
}

static void
sfl_clip_page_class_init (SflClipPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_clip_page_dispose;

  signals[CHANGED] = g_signal_new ("changed", SFL_TYPE_CLIP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
sfl_clip_page_init (SflClipPage *self)
{
  self->paintable = sfl_video_paintable_new ();
}

/**
 * sfl_clip_page_new:
 * @plan: has to outlive it
 * @is_wide: whether the picture has room beside the rest
 */
GtkWidget *
sfl_clip_page_new (SflEpisode *episode, SflClipPlan *plan, GSettings *settings, gboolean is_wide)
{
  static const char *const watched[] = { "notify::playing", "notify::media", "notify::source" };
  SflClipPage *self = g_object_new (SFL_TYPE_CLIP_PAGE, NULL);
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *look =
      gtk_box_new (is_wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL, 18);

  self->episode = g_object_ref (episode);
  self->plan = plan;
  self->settings = g_object_ref (settings);

  self->missing = sfl_label_new_wrapping ("warning");
  self->picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (self->paintable));
  gtk_widget_set_size_request (self->picture, is_wide ? PICTURE_WIDTH : -1, PICTURE_HEIGHT);
  gtk_widget_set_valign (self->picture, GTK_ALIGN_START);
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), _ ("What the clip looks like"));
  self->words = sfl_label_new_wrapping (NULL);
  gtk_label_set_lines (GTK_LABEL (self->words), MAX_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (self->words), PANGO_ELLIPSIZE_END);

  gtk_box_append (GTK_BOX (look), self->picture);
  self->choices = new_choices (self);
  gtk_box_append (GTK_BOX (look), self->choices);
  self->range = new_range (self, is_wide);
  gtk_box_append (GTK_BOX (page), new_presets (self));
  gtk_box_append (GTK_BOX (page), self->missing);
  gtk_box_append (GTK_BOX (page), look);
  gtk_box_append (GTK_BOX (page), self->range);
  self->limits = sfl_label_new_wrapping ("dim-label");
  gtk_box_append (GTK_BOX (page), self->limits);
  gtk_box_append (GTK_BOX (page), self->words);
  adw_bin_set_child (ADW_BIN (self), page);

  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (episode, watched[i], G_CALLBACK (episode_changed_cb), self,
                             G_CONNECT_SWAPPED);
  show_range (self);
  restore_choices (self);
  episode_changed_cb (self);
  listen (self);

  return GTK_WIDGET (self);
}
