/* sfl-paste-dialog.c: what was pasted, and what it was understood as
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pasted page is guesswork, so it is shown before it is used: how many lines
 * with which times, what became of the page's header, and how the text begins.
 * The text is read on a thread.  Main thread only.
 */

#include "config.h"

#include "sfl-paste-dialog.h"

#include "sfl-announcer.h"
#include "sfl-dialog.h"
#include "sfl-label.h"
#include "sfl-notes.h"
#include "sfl-preview.h"
#include "sfl-transcript-loader.h"
#include "sfl-transcript-summary.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define WIDTH 560
#define HEIGHT 600
#define MIN_WIDTH 300

#define PREVIEW_LINES 8
#define TITLE_ROWS 4

struct _SflPasteDialog {
  AdwWindow parent_instance;

  SflEpisode *episode;
  char *text;
  GCancellable *cancellable;
  SflTranscript *transcript;

  GtkWidget *cancel;
  GtkWidget *stack;
  GtkWidget *message;
  GtkWidget *summary;
  GtkWidget *title;
  GtkWidget *facts;
  GtkWidget *untimed;
  GtkWidget *remarks;
  GtkWidget *preview;
  GtkWidget *bar;
  GtkWidget *use;
};

#define SFL_TYPE_PASTE_DIALOG (sfl_paste_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SflPasteDialog, sfl_paste_dialog, SFL, PASTE_DIALOG, AdwWindow)

G_DEFINE_FINAL_TYPE (SflPasteDialog, sfl_paste_dialog, ADW_TYPE_WINDOW)

/* Nothing can be used: says why, and leaves one way out. */
static void
show_message (SflPasteDialog *self, const char *title, const char *text)
{
  g_autofree char *clean = sfl_label_clean (text);
  g_autofree char *markup = g_markup_escape_text (clean, -1);

  adw_status_page_set_title (ADW_STATUS_PAGE (self->message), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->message), markup);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->message);
  gtk_widget_set_visible (self->bar, FALSE);
  gtk_button_set_label (GTK_BUTTON (self->cancel), _ ("Close"));
  sfl_announcer_describe (self->cancel, clean);
  gtk_widget_grab_focus (self->cancel);
}

static void
show_nothing (SflPasteDialog *self)
{
  show_message (self, _ ("There Is No Text to Paste"),
                _ ("Select a transcript on its page, copy it, and paste it here."));
}

static void
show_transcript (SflPasteDialog *self)
{
  const char *title = sfl_transcript_get_meta (self->transcript, SFL_META_TITLE);
  g_autofree char *summary = sfl_transcript_dup_summary (self->transcript);
  g_autofree char *facts = sfl_notes_dup_facts (self->transcript);
  g_autofree char *remarks = sfl_transcript_dup_remarks (self->transcript);

  sfl_label_show_text (self->summary, summary);
  sfl_label_show_text (self->title, title);
  sfl_label_show_text (self->facts, facts);
  sfl_label_show_text (self->remarks, remarks);
  gtk_widget_set_visible (self->untimed, !sfl_transcript_is_timed (self->transcript));

  sfl_preview_show (self->preview, self->transcript, PREVIEW_LINES);

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "preview");
  gtk_widget_set_sensitive (self->use, TRUE);
  sfl_announcer_describe (self->use, summary);
  gtk_widget_grab_focus (self->use);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflPasteDialog *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SflTranscript) transcript = sfl_transcript_load_finish (result, &error);
  guint n_lines;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (transcript == NULL) {
    show_message (self, _ ("This Text Cannot Be Used"), error->message);
    return;
  }

  sfl_transcript_get_lines (transcript, &n_lines);
  if (n_lines == 0) {
    show_nothing (self);
    return;
  }

  self->transcript = g_steal_pointer (&transcript);
  show_transcript (self);
}

static void
use_clicked_cb (SflPasteDialog *self, GtkButton *button)
{
  sfl_episode_attach_text (self->episode, self->text, self->transcript);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
is_blank (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!g_unichar_isspace (c) && !g_unichar_iszerowidth (c))
      return FALSE;
  }

  return TRUE;
}

static void
sfl_paste_dialog_dispose (GObject *object)
{
  SflPasteDialog *self = SFL_PASTE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->transcript);
  g_clear_object (&self->episode);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (sfl_paste_dialog_parent_class)->dispose (object);
}

static void
sfl_paste_dialog_class_init (SflPasteDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_paste_dialog_dispose;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static GtkWidget *
make_preview (SflPasteDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->summary = sfl_label_new_wrapping ("title-3");
  self->title = sfl_label_new_wrapping (NULL);
  gtk_label_set_lines (GTK_LABEL (self->title), TITLE_ROWS);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  self->facts = sfl_label_new_wrapping ("dim-label");
  self->untimed = sfl_label_new_wrapping (NULL);
  gtk_label_set_text (GTK_LABEL (self->untimed),
                      _ ("The text has no times. It can be read and searched, but it cannot follow "
                         "the recording."));
  self->remarks = sfl_label_new_wrapping ("dim-label");

  self->preview = sfl_preview_new ();
  gtk_widget_set_margin_top (self->preview, 12);

  gtk_box_append (GTK_BOX (box), self->summary);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->facts);
  gtk_box_append (GTK_BOX (box), self->untimed);
  gtk_box_append (GTK_BOX (box), self->remarks);
  gtk_box_append (GTK_BOX (box), self->preview);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);

  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Preview"), -1);

  return scrolled;
}

static GtkWidget *
make_stack (SflPasteDialog *self)
{
  GtkWidget *spinner = gtk_spinner_new ();

  g_signal_connect (spinner, "map", G_CALLBACK (gtk_spinner_start), NULL);
  g_signal_connect (spinner, "unmap", G_CALLBACK (gtk_spinner_stop), NULL);
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reading the text"), -1);

  self->message = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->message), "edit-paste-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (
                                      gtk_widget_get_first_child (self->message)), /* it scrolls */
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Message"), -1);

  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), spinner, "reading");
  gtk_stack_add_named (GTK_STACK (self->stack), self->message, "message");
  gtk_stack_add_named (GTK_STACK (self->stack), make_preview (self), "preview");

  return self->stack;
}

static void
sfl_paste_dialog_init (SflPasteDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label;

  self->cancellable = g_cancellable_new ();

  self->cancel = gtk_button_new_with_label (_ ("Cancel"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->cancel), "window.close");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->cancel);

  label = sfl_label_new_wrapping (NULL);
  gtk_label_set_text (GTK_LABEL (label), _ ("Use This Text"));
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  self->use = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->use), label);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->use), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  gtk_widget_set_sensitive (self->use, FALSE);
  gtk_widget_set_halign (self->use, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->use, "suggested-action");
  gtk_widget_add_css_class (self->use, "pill");
  g_signal_connect_object (self->use, "clicked", G_CALLBACK (use_clicked_cb), self,
                           G_CONNECT_SWAPPED);

  self->bar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_box_append (GTK_BOX (self->bar), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self->bar), self->use);
  gtk_widget_set_margin_bottom (self->bar, 12);

  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), make_stack (self));
  gtk_box_append (GTK_BOX (box), self->bar);
  adw_window_set_content (ADW_WINDOW (self), box);

  gtk_window_set_title (GTK_WINDOW (self), _ ("Paste a Transcript"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->use);
}

/**
 * sfl_paste_dialog_present:
 * @text: (nullable): what was pasted
 *
 * Shows what @text is understood as; if the user agrees, it becomes the
 * transcript of what is open, or is opened by itself.
 */
void
sfl_paste_dialog_present (GtkWindow *parent, SflEpisode *episode, const char *text)
{
  SflPasteDialog *self;
  int parent_width;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (SFL_IS_EPISODE (episode));

  self = g_object_new (SFL_TYPE_PASTE_DIALOG, "transient-for", parent, NULL);
  sfl_dialog_prepare (GTK_WINDOW (self));
  self->episode = g_object_ref (episode);
  self->text = g_utf8_make_valid (text != NULL ? text : "", -1);

  /* Not wider than a narrow parent: on a phone, that is the screen. */
  parent_width = gtk_widget_get_width (GTK_WIDGET (parent));
  gtk_window_set_default_size (GTK_WINDOW (self), CLAMP (parent_width, MIN_WIDTH, WIDTH), HEIGHT);

  if (is_blank (self->text))
    show_nothing (self);
  else
    sfl_transcript_load_text_async (self->text, NULL, self->cancellable, loaded_cb, self);
  gtk_window_present (GTK_WINDOW (self));
}
