/* sfl-clip-dialog.c: some words become a clip
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three pages, one after the other: what it shall be, how far it is, what it has become.  Main thread
 * only.
 */

#include "config.h"

#include "sfl-clip-dialog.h"

#include "sfl-clip-done.h"
#include "sfl-clip-page.h"
#include "sfl-dialog.h"
#include "sfl-label.h"
#include "sfl-row.h"

#include <glib/gi18n-lib.h>

#define WIDTH 820
#define HEIGHT 680

/* Where there is less, the picture of what it will look like is above the rest. */
#define MIN_WIDE 700

/* A guess of how long it takes that is made sooner is a wild one. */
#define SURE_SECONDS 2
#define SURE_FRACTION 0.05

struct _SflClipDialog {
  AdwWindow parent_instance;

  SflClipPlan *plan;
  GFile *target;
  GCancellable *cancellable; /* of what is being made */
  gint64 begun;

  GtkWidget *stack;
  GtkWidget *page;
  GtkWidget *save;
  GtkWidget *bar;
  GtkWidget *left;
  GtkWidget *cancel;
  GtkWidget *done;
};

#define SFL_TYPE_CLIP_DIALOG (sfl_clip_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SflClipDialog, sfl_clip_dialog, SFL, CLIP_DIALOG, AdwWindow)

G_DEFINE_FINAL_TYPE (SflClipDialog, sfl_clip_dialog, ADW_TYPE_WINDOW)

static void
changed_cb (SflClipDialog *self)
{
  gtk_widget_set_sensitive (self->save, sfl_clip_plan_find_missing (self->plan) == NULL);
}

static void
progress_cb (double fraction, gpointer user_data)
{
  SflClipDialog *self = user_data;
  double took = (double) (g_get_monotonic_time () - self->begun) / G_USEC_PER_SEC;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), fraction);
  if (took > SURE_SECONDS && fraction > SURE_FRACTION) {
    SflTime left = (SflTime) ((took / fraction - took + 1) * SFL_SECOND);
    g_autofree char *words = sfl_time_to_words (left);
    g_autofree char *text = g_strdup_printf (_ ("About %s left"), words);

    gtk_label_set_text (GTK_LABEL (self->left), text);
  }
}

/* A focus that goes with its page would be moved once more, later. */
static void
show_page (SflClipDialog *self, const char *name)
{
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
  gtk_widget_set_visible (self->save, g_str_equal (name, "plan"));
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
  SflClipFacts facts;
  gboolean made = sfl_clip_plan_render_finish (result, &facts, &error);

  g_clear_object (&self->cancellable);
  if (self->plan == NULL) /* closed meanwhile */
    return;

  if (made) {
    sfl_clip_done_show (SFL_CLIP_DONE (self->done), self->plan, self->target, &facts);
    show_page (self, "done");
    sfl_clip_done_focus (SFL_CLIP_DONE (self->done));
    return;
  }
  show_page (self, "plan");
  gtk_widget_grab_focus (self->save);
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
    show_page (self, "making");
    gtk_widget_grab_focus (self->cancel);
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

  sfl_clip_page_stop (SFL_CLIP_PAGE (self->page));
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

static GtkWidget *
make_making_page (SflClipDialog *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *title = sfl_label_new_wrapping ("title-4");

  gtk_label_set_text (GTK_LABEL (title), _ ("Making the clip…"));
  self->bar = gtk_progress_bar_new ();
  sfl_row_name_control (self->bar, _ ("How far the clip is"));
  self->left = sfl_label_new_wrapping ("dim-label");
  self->cancel = gtk_button_new_with_label (_ ("Cancel"));
  gtk_widget_add_css_class (self->cancel, "pill");
  gtk_widget_set_halign (self->cancel, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->cancel, "clicked", G_CALLBACK (cancel_cb), self, 0);
  gtk_widget_set_valign (page, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (page), title);
  gtk_box_append (GTK_BOX (page), self->bar);
  gtk_box_append (GTK_BOX (page), self->left);
  gtk_box_append (GTK_BOX (page), self->cancel);

  return page;
}

static void
sfl_clip_dialog_dispose (GObject *object)
{
  SflClipDialog *self = SFL_CLIP_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->target);

  G_OBJECT_CLASS (sfl_clip_dialog_parent_class)->dispose (object);

  /* What is on the pages uses it to the last. */
  g_clear_pointer (&self->plan, sfl_clip_plan_free);
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
}

/* @plan: (transfer full) */
void
sfl_clip_dialog_present (GtkWindow *parent,
                         SflEpisode *episode,
                         GSettings *settings,
                         SflClipPlan *plan)
{
  SflClipDialog *self;
  GtkWidget *header;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (SFL_IS_EPISODE (episode));
  g_return_if_fail (plan != NULL);

  self = g_object_new (SFL_TYPE_CLIP_DIALOG, "transient-for", parent, NULL);
  self->plan = plan;
  self->save = gtk_button_new_with_label (_ ("Save Clip…"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_cb), self, 0);
  self->page = sfl_clip_page_new (episode, plan, settings,
                                  gtk_widget_get_width (GTK_WIDGET (parent)) >= MIN_WIDE);
  g_signal_connect_object (self->page, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  self->done = sfl_clip_done_new ();
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), self->page, "plan");
  gtk_stack_add_named (GTK_STACK (self->stack), make_making_page (self), "making");
  gtk_stack_add_named (GTK_STACK (self->stack), self->done, "done");
  header = sfl_dialog_set_page (ADW_WINDOW (self), _ ("Make a Clip"), self->stack);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);
  changed_cb (self);
  sfl_dialog_fit (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_widget_grab_focus (self->save);
  gtk_window_present (GTK_WINDOW (self));
}
