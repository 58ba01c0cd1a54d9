/* sfl-sound-delay-dialog.c: a tick that is heard and a flash that is seen
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Once a second, so nothing flickers.  The flash is the line of an episode that ticks
 * (sfl-tick.c), lit by what lights the lines of any episode.  Main thread only.
 */

#include "config.h"

#include "sfl-sound-delay-dialog.h"

#include "sfl-dialog.h"
#include "sfl-label.h"
#include "sfl-row.h"
#include "sfl-sound-delay.h"
#include "sfl-tick.h"

#include <glib/gi18n-lib.h>

#define WIDTH 420
#define HEIGHT 460
#define FLASH_SIZE 96
#define STEP 10

struct _SflSoundDelayDialog {
  AdwWindow parent_instance;

  SflEpisode *tick;
  GSettings *settings;
  gboolean wanted; /* to tick */
  gboolean updating;

  GtkWidget *flash;
  GtkWidget *spin;
  GtkWidget *button;
};

#define SFL_TYPE_SOUND_DELAY_DIALOG (sfl_sound_delay_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SflSoundDelayDialog,
                      sfl_sound_delay_dialog,
                      SFL,
                      SOUND_DELAY_DIALOG,
                      AdwWindow)

G_DEFINE_FINAL_TYPE (SflSoundDelayDialog, sfl_sound_delay_dialog, ADW_TYPE_WINDOW)

static gboolean
is_lit (SflSoundDelayDialog *self)
{
  SflCursor *cursor = sfl_episode_get_cursor (self->tick);

  return sfl_episode_get_playing (self->tick) && sfl_cursor_get_line (cursor) >= 0 &&
         !sfl_cursor_get_dimmed (cursor);
}

/* A disc when it flashes, else a ring: not by colour alone. */
static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  SflSoundDelayDialog *self = user_data;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_arc (cr, width / 2.0, height / 2.0, FLASH_SIZE / 2.0 - 2, 0, 2 * G_PI);
  cairo_set_line_width (cr, 2);
  if (self->tick != NULL && is_lit (self))
    cairo_fill_preserve (cr);
  cairo_stroke (cr);
}

static void
cursor_changed_cb (SflCursor *cursor, guint change, SflSoundDelayDialog *self)
{
  gtk_widget_queue_draw (self->flash);
}

static void
show_delay (SflSoundDelayDialog *self)
{
  self->updating = TRUE;
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->spin),
                             sfl_sound_delay_get (self->settings, self->tick));
  self->updating = FALSE;
}

/* At its end it starts over. */
static void
playing_changed_cb (SflEpisode *tick, GParamSpec *pspec, SflSoundDelayDialog *self)
{
  if (self->wanted && !sfl_episode_get_playing (tick))
    sfl_episode_play (tick);
}

static void
delay_changed_cb (GtkSpinButton *spin, SflSoundDelayDialog *self)
{
  if (!self->updating)
    sfl_sound_delay_set (self->settings, self->tick, gtk_spin_button_get_value_as_int (spin));
}

static void
button_clicked_cb (GtkButton *button, SflSoundDelayDialog *self)
{
  self->wanted = !self->wanted;
  gtk_button_set_label (button, self->wanted ? _ ("Stop") : _ ("Start"));
  if (self->wanted)
    sfl_episode_play (self->tick);
  else
    sfl_episode_pause (self->tick);
  gtk_widget_queue_draw (self->flash);
}

static void
sfl_sound_delay_dialog_dispose (GObject *object)
{
  SflSoundDelayDialog *self = SFL_SOUND_DELAY_DIALOG (object);

  self->wanted = FALSE;
  if (self->tick != NULL)
    sfl_episode_close (self->tick);
  g_clear_object (&self->tick);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (sfl_sound_delay_dialog_parent_class)->dispose (object);
}

static void
sfl_sound_delay_dialog_class_init (SflSoundDelayDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_sound_delay_dialog_dispose;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
sfl_sound_delay_dialog_init (SflSoundDelayDialog *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *words = sfl_label_new_wrapping (NULL);

  gtk_label_set_text (GTK_LABEL (words),
                      _ ("Headphones without a wire may sound later than the text is lit. Change "
                         "the delay until you hear the tick when you see the disc. It is kept for "
                         "this sound device."));
  self->flash = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (self->flash), FLASH_SIZE);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->flash), FLASH_SIZE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->flash), draw_cb, self, NULL);
  gtk_widget_set_halign (self->flash, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->flash), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("A disc that is seen with each tick"), -1);

  self->spin = gtk_spin_button_new_with_range (SFL_SOUND_DELAY_MIN, SFL_SOUND_DELAY_MAX, STEP);
  g_signal_connect_object (self->spin, "value-changed", G_CALLBACK (delay_changed_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             sfl_row_new (_ ("Sound Later By"), _ ("Milliseconds"), self->spin));
  sfl_row_name_control (self->spin, _ ("Sound later by, in milliseconds"));

  self->button = gtk_button_new_with_label (_ ("Start"));
  gtk_widget_add_css_class (self->button, "pill");
  gtk_widget_add_css_class (self->button, "suggested-action");
  gtk_widget_set_halign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (button_clicked_cb), self, 0);

  gtk_box_append (GTK_BOX (page), words);
  gtk_box_append (GTK_BOX (page), self->flash);
  gtk_box_append (GTK_BOX (page), self->button);
  gtk_box_append (GTK_BOX (page), group);
  sfl_dialog_set_page (ADW_WINDOW (self), _ ("Sound Delay"), page);
}

/**
 * sfl_sound_delay_dialog_present:
 * @episode: rests meanwhile; its volume is that of the tick
 */
void
sfl_sound_delay_dialog_present (GtkWindow *parent, SflEpisode *episode, GSettings *settings)
{
  SflSoundDelayDialog *self;
  g_autoptr (GError) error = NULL;
  g_autoptr (SflEpisode) tick = NULL;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (SFL_IS_EPISODE (episode));

  tick = sfl_tick_new (&error);
  if (tick == NULL) {
    g_debug ("No tick: %s", error->message);
    return;
  }

  sfl_episode_pause (episode);
  sfl_episode_set_volume (tick, sfl_episode_get_volume (episode));
  self = g_object_new (SFL_TYPE_SOUND_DELAY_DIALOG, "transient-for", parent, NULL);
  self->tick = g_steal_pointer (&tick);
  self->settings = g_object_ref (settings);
  sfl_sound_delay_bind (settings, self->tick);
  g_signal_connect_object (self->tick, "notify::playing", G_CALLBACK (playing_changed_cb), self, 0);
  g_signal_connect_object (self->tick, "notify::sound-device", G_CALLBACK (show_delay), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sfl_episode_get_cursor (self->tick), "changed",
                           G_CALLBACK (cursor_changed_cb), self, 0);
  show_delay (self);
  sfl_dialog_fit (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_widget_grab_focus (self->button);
  gtk_window_present (GTK_WINDOW (self));
}
