/* sfl-clip-dialog.c: what becomes of some words that shall be a clip
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three pages, one after the other: what it shall be, how far it is, what it has become.  Main thread
 * only.
 */

#include "config.h"

#include "sfl-clip-dialog.h"

#include "sfl-dialog.h"
#include "sfl-label.h"
#include "sfl-row.h"

#include <glib/gi18n-lib.h>

#define WIDTH 780
#define HEIGHT 600

/* Where there is less, the picture of what it will look like is above the rest. */
#define MIN_WIDE 700

/* Of that picture. */
#define STILL_WIDTH 280
#define STILL_HEIGHT 240

/* A nudge. */
#define STEP (100 * SFL_MSECOND)

/* Lines of the words that are shown. */
#define MAX_LINES 2

struct _SflClipDialog {
  AdwWindow parent_instance;

  SflEpisode *episode;
  SflClipPlan *plan;
  GFile *target;
  GCancellable *cancellable; /* of what is being made */
  gint64 begun;

  GCancellable *drawing;

  GtkWidget *stack;
  GtkWidget *plan_page;
  GtkWidget *still;
  GtkWidget *words;
  GtkWidget *preset;
  GtkWidget *captions;
  GtkWidget *filling;
  GtkWidget *start;
  GtkWidget *end;
  GtkWidget *length;
  GtkWidget *save;
  GtkWidget *bar;
  GtkWidget *left;
  GtkWidget *cancel;
  GtkWidget *result;
  GtkWidget *show;
};

#define SFL_TYPE_CLIP_DIALOG (sfl_clip_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SflClipDialog, sfl_clip_dialog, SFL, CLIP_DIALOG, AdwWindow)

G_DEFINE_FINAL_TYPE (SflClipDialog, sfl_clip_dialog, ADW_TYPE_WINDOW)

/* "17 minutes 53.2 seconds" */
static char *
dup_time (SflTime time)
{
  const SflTime minute = 60 * SFL_SECOND;
  g_autofree char *minutes = sfl_time_to_words (time - time % minute);
  double seconds = MIN ((double) (time % minute) / SFL_SECOND, 59.9);

  return time < minute ? g_strdup_printf (_ ("%.1f seconds"), seconds)
                       : g_strdup_printf (_ ("%s %.1f seconds"), minutes, seconds);
}

/* "5.2 seconds, 1.1 MB" */
static char *
dup_facts (SflTime length, gint64 n_bytes)
{
  g_autofree char *size = g_format_size (n_bytes);
  g_autofree char *seconds = g_strdup_printf (_ ("%.1f seconds"), (double) length / SFL_SECOND);

  return length > 0 ? g_strdup_printf (C_ ("length and size", "%s, %s"), seconds, size)
                    : g_steal_pointer (&size);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SflFrame) frame = sfl_clip_plan_draw_finish (result, &error);
  SflClipDialog *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (frame != NULL) {
    g_autoptr (GdkTexture) texture =
        gdk_memory_texture_new (frame->width, frame->height, GDK_MEMORY_R8G8B8, frame->pixels,
                                frame->stride);

    gtk_picture_set_paintable (GTK_PICTURE (self->still), GDK_PAINTABLE (texture));
  }
  gtk_widget_set_visible (self->still, frame != NULL);
}

/* The picture that was there stays until the new one comes. */
static void
draw (SflClipDialog *self)
{
  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  if (!sfl_clip_plan_has_picture (self->plan)) {
    gtk_widget_set_visible (self->still, FALSE);
    return;
  }
  self->drawing = g_cancellable_new ();
  sfl_clip_plan_draw_async (self->plan, self->drawing, drawn_cb, self);
}

static void
show_plan (SflClipDialog *self)
{
  SflTime start = sfl_clip_plan_get_start (self->plan), end = sfl_clip_plan_get_end (self->plan);
  g_autofree char *from = dup_time (start);
  g_autofree char *to = dup_time (end);
  g_autofree char *length =
      g_strdup_printf (_ ("%.1f seconds"), (double) (end - start) / SFL_SECOND);
  const char *missing = sfl_clip_plan_find_missing (self->plan);
  gboolean is_picture =
      adw_combo_row_get_selected (ADW_COMBO_ROW (self->preset)) == SFL_CLIP_PRESET_QUOTE;
  g_autofree char *why =
      missing != NULL ? g_strdup_printf (_ ("This needs %s, which is not installed."), missing)
                      : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->start), from);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->end), to);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->length), length);
  gtk_widget_set_visible (self->start, !is_picture);
  gtk_widget_set_visible (self->end, !is_picture);
  gtk_widget_set_visible (self->length, !is_picture);
  gtk_widget_set_visible (self->captions, !is_picture && sfl_clip_plan_has_picture (self->plan));
  gtk_widget_set_visible (self->filling, sfl_clip_plan_is_filmed (self->plan));
  gtk_widget_set_sensitive (self->save, missing == NULL);
  gtk_widget_set_tooltip_text (self->save, why);
  draw (self);
}

static void
preset_changed_cb (AdwComboRow *row, GParamSpec *pspec, SflClipDialog *self)
{
  sfl_clip_plan_set_preset (self->plan, adw_combo_row_get_selected (row));
  show_plan (self);
}

static void
captions_changed_cb (AdwComboRow *row, GParamSpec *pspec, SflClipDialog *self)
{
  sfl_clip_plan_set_words (self->plan, adw_combo_row_get_selected (row));
  draw (self);
}

static void
filling_changed_cb (AdwComboRow *row, GParamSpec *pspec, SflClipDialog *self)
{
  sfl_clip_plan_set_filling (self->plan, adw_combo_row_get_selected (row));
  draw (self);
}

static void
listen_cb (GtkButton *button, SflClipDialog *self)
{
  sfl_episode_play_range (self->episode, sfl_clip_plan_get_start (self->plan),
                          sfl_clip_plan_get_end (self->plan));
}

static void
nudge_cb (GtkButton *button, SflClipDialog *self)
{
  GtkWidget *row = g_object_get_data (G_OBJECT (button), "row");
  SflTime step = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "steps")) * STEP;

  if (row == self->start)
    sfl_clip_plan_move (self->plan, step, 0);
  else
    sfl_clip_plan_move (self->plan, 0, step);
  show_plan (self);
}

static void
progress_cb (double fraction, gpointer user_data)
{
  SflClipDialog *self = user_data;
  double took = (double) (g_get_monotonic_time () - self->begun) / G_USEC_PER_SEC;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), fraction);
  /* A guess made sooner is a wild one. */
  if (took > 2 && fraction > 0.05) {
    SflTime left = (SflTime) ((took / fraction - took + 1) * SFL_SECOND);
    g_autofree char *words = sfl_time_to_words (left);
    g_autofree char *text = g_strdup_printf (_ ("About %s left"), words);

    gtk_label_set_text (GTK_LABEL (self->left), text);
  }
}

/* A focus that goes with its page would be moved once more, later. */
static void
show_page (SflClipDialog *self, const char *name, GtkWidget *focus)
{
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
  gtk_widget_grab_focus (focus);
}

static void
show_error (SflClipDialog *self, const char *text)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("The Clip Was Not Made"), text);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"));
  sfl_dialog_prepare (GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SflClipDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  SflTime length;
  gint64 n_bytes;
  gboolean made = sfl_clip_plan_render_finish (result, &length, &n_bytes, &error);

  g_clear_object (&self->cancellable);
  if (self->plan == NULL) /* closed meanwhile */
    return;

  if (made) {
    g_autofree char *name = g_file_get_basename (self->target);
    g_autofree char *shown = g_filename_display_name (name);
    g_autofree char *facts = dup_facts (length, n_bytes);
    g_autofree char *text = g_strdup_printf ("%s\n%s", shown, facts);

    gtk_label_set_text (GTK_LABEL (self->result), text);
    show_page (self, "result", self->show);
    return;
  }
  show_page (self, "plan", self->save);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error->message);
}

static void
target_chosen_cb (GtkNativeDialog *chooser, int response, SflClipDialog *self)
{
  if (response == GTK_RESPONSE_ACCEPT && self->cancellable == NULL) {
    g_clear_object (&self->target);
    self->target = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
    self->cancellable = g_cancellable_new ();
    self->begun = g_get_monotonic_time ();
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), 0);
    gtk_label_set_text (GTK_LABEL (self->left), "");
    show_page (self, "making", self->cancel);
    sfl_clip_plan_render_async (self->plan, self->target, self->cancellable, progress_cb, self,
                                made_cb, g_object_ref (self));
  }
  g_object_unref (chooser);
}

static void
save_cb (GtkButton *button, SflClipDialog *self)
{
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (_ ("Save Clip As"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  g_autofree char *name = sfl_clip_plan_dup_name (self->plan);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (target_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
cancel_cb (GtkButton *button, SflClipDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
show_cb (GtkButton *button, SflClipDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *uri = g_file_get_uri (self->target);

  gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-file", "s", uri);
}

static void
copy_cb (GtkButton *button, SflClipDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          sfl_clip_plan_get_post (self->plan));
  gtk_button_set_label (button, _ ("Copied"));
}

static GtkWidget *
new_button (SflClipDialog *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", callback, self, 0);

  return button;
}

static GtkWidget *
new_nudge (SflClipDialog *self, GtkWidget *row, int steps, const char *icon, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  sfl_row_name_control (button, name);
  g_object_set_data (G_OBJECT (button), "row", row);
  g_object_set_data (G_OBJECT (button), "steps", GINT_TO_POINTER (steps));
  g_signal_connect_object (button, "clicked", G_CALLBACK (nudge_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return button;
}

static GtkWidget *
new_fact (const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);

  return row;
}

static GtkWidget *
new_choice (SflClipDialog *self,
            const char *title,
            const char *const *names,
            guint n_names,
            GCallback callback)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GtkWidget *row;

  for (guint i = 0; i < n_names; i++)
    gtk_string_list_append (list, g_dpgettext2 (NULL, "clip", names[i]));
  row = sfl_row_new_choice (title, list);
  g_signal_connect_object (row, "notify::selected", callback, self, 0);

  return row;
}

static GtkWidget *
make_plan_page (SflClipDialog *self)
{
  static const char *const presets[SFL_CLIP_N_PRESETS] = {
    NC_ ("clip", "Upright, for Shorts, Reels and TikTok"),
    NC_ ("clip", "Square"),
    NC_ ("clip", "Wide"),
    NC_ ("clip", "Sound alone"),
    NC_ ("clip", "A picture of the words"),
  };
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
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *look = adw_preferences_group_new ();
  GtkWidget *range = adw_preferences_group_new ();
  GtkWidget *listen = gtk_button_new_from_icon_name ("media-playback-start-symbolic");

  self->words = sfl_label_new_wrapping (NULL);
  gtk_label_set_lines (GTK_LABEL (self->words), MAX_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (self->words), PANGO_ELLIPSIZE_END);
  self->preset =
      new_choice (self, _ ("Shape"), presets, SFL_CLIP_N_PRESETS, G_CALLBACK (preset_changed_cb));
  self->captions = new_choice (self, _ ("Captions"), captions, SFL_CLIP_N_WORDS,
                               G_CALLBACK (captions_changed_cb));
  self->filling = new_choice (self, _ ("Picture"), fillings, SFL_CLIP_N_FILLINGS,
                              G_CALLBACK (filling_changed_cb));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (look), self->preset);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (look), self->captions);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (look), self->filling);

  self->start = new_fact (_ ("Begins"));
  new_nudge (self, self->start, -1, "list-remove-symbolic", _ ("Begin 0.1 s earlier"));
  new_nudge (self, self->start, 1, "list-add-symbolic", _ ("Begin 0.1 s later"));
  self->end = new_fact (_ ("Ends"));
  new_nudge (self, self->end, -1, "list-remove-symbolic", _ ("End 0.1 s earlier"));
  new_nudge (self, self->end, 1, "list-add-symbolic", _ ("End 0.1 s later"));
  self->length = new_fact (_ ("Length"));
  gtk_widget_add_css_class (listen, "flat");
  gtk_widget_set_valign (listen, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (listen, _ ("Play It"));
  sfl_row_name_control (listen, _ ("Play It"));
  g_signal_connect_object (listen, "clicked", G_CALLBACK (listen_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->length), listen);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (range), self->start);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (range), self->end);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (range), self->length);

  self->save = new_button (self, _ ("Save Clip…"), G_CALLBACK (save_cb));
  gtk_widget_add_css_class (self->save, "suggested-action");

  self->still = gtk_picture_new ();
  gtk_widget_set_size_request (self->still, -1, STILL_HEIGHT);
  gtk_picture_set_alternative_text (GTK_PICTURE (self->still), _ ("What the clip looks like"));

  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_append (GTK_BOX (column), self->words);
  gtk_box_append (GTK_BOX (column), look);
  gtk_box_append (GTK_BOX (column), range);
  gtk_box_append (GTK_BOX (column), self->save);
  gtk_box_append (GTK_BOX (page), self->still);
  gtk_box_append (GTK_BOX (page), column);

  return page;
}

static GtkWidget *
make_making_page (SflClipDialog *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *title = sfl_label_new_wrapping ("title-4");

  gtk_label_set_text (GTK_LABEL (title), _ ("Making the clip…"));
  self->bar = gtk_progress_bar_new ();
  sfl_row_name_control (self->bar, _ ("How far the clip is"));
  self->left = sfl_label_new_wrapping ("dim-label");
  self->cancel = new_button (self, _ ("Cancel"), G_CALLBACK (cancel_cb));
  gtk_widget_set_valign (page, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (page), title);
  gtk_box_append (GTK_BOX (page), self->bar);
  gtk_box_append (GTK_BOX (page), self->left);
  gtk_box_append (GTK_BOX (page), self->cancel);

  return page;
}

static GtkWidget *
make_result_page (SflClipDialog *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *icon = gtk_image_new_from_icon_name ("emblem-ok-symbolic");

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 48);
  self->result = sfl_label_new_wrapping (NULL);
  gtk_label_set_justify (GTK_LABEL (self->result), GTK_JUSTIFY_CENTER);
  gtk_widget_set_halign (self->result, GTK_ALIGN_CENTER);
  self->show = new_button (self, _ ("Show in Folder"), G_CALLBACK (show_cb));
  gtk_widget_set_valign (page, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (page), icon);
  gtk_box_append (GTK_BOX (page), self->result);
  gtk_box_append (GTK_BOX (page), self->show);
  gtk_box_append (GTK_BOX (page),
                  new_button (self, _ ("Copy Text for a Post"), G_CALLBACK (copy_cb)));

  return page;
}

static void
sfl_clip_dialog_dispose (GObject *object)
{
  SflClipDialog *self = SFL_CLIP_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  g_clear_pointer (&self->plan, sfl_clip_plan_free);
  g_clear_object (&self->episode);
  g_clear_object (&self->target);

  G_OBJECT_CLASS (sfl_clip_dialog_parent_class)->dispose (object);
}

static void
sfl_clip_dialog_class_init (SflClipDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_clip_dialog_dispose;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
sfl_clip_dialog_init (SflClipDialog *self)
{
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  self->plan_page = make_plan_page (self);
  gtk_stack_add_named (GTK_STACK (self->stack), self->plan_page, "plan");
  gtk_stack_add_named (GTK_STACK (self->stack), make_making_page (self), "making");
  gtk_stack_add_named (GTK_STACK (self->stack), make_result_page (self), "result");
  sfl_dialog_set_page (ADW_WINDOW (self), _ ("Make a Clip"), self->stack);
}

/* @plan: (transfer full) */
void
sfl_clip_dialog_present (GtkWindow *parent, SflEpisode *episode, SflClipPlan *plan)
{
  SflClipDialog *self;
  gboolean is_wide;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (SFL_IS_EPISODE (episode));
  g_return_if_fail (plan != NULL);

  self = g_object_new (SFL_TYPE_CLIP_DIALOG, "transient-for", parent, NULL);
  self->episode = g_object_ref (episode);
  self->plan = plan;
  gtk_label_set_text (GTK_LABEL (self->words), sfl_clip_plan_get_text (plan));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->captions), sfl_clip_plan_has_word_times (plan)
                                                                  ? SFL_CLIP_WORDS_KARAOKE
                                                                  : SFL_CLIP_WORDS_BOX);
  is_wide = gtk_widget_get_width (GTK_WIDGET (parent)) >= MIN_WIDE;
  if (is_wide) {
    gtk_orientable_set_orientation (GTK_ORIENTABLE (self->plan_page), GTK_ORIENTATION_HORIZONTAL);
    gtk_widget_set_size_request (self->still, STILL_WIDTH, -1);
  }
  show_plan (self);
  sfl_dialog_fit (GTK_WINDOW (self), WIDTH, HEIGHT);
  /* Below, it would scroll the picture away. */
  gtk_widget_grab_focus (is_wide ? self->save : self->preset);
  gtk_window_present (GTK_WINDOW (self));
}
