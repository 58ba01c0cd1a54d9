/* sfl-align-dialog.c: in which language the words are to be aligned
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What will happen in a sentence or two, the language, and a button.  Main thread only.
 */

#include "config.h"

#include "sfl-align-dialog.h"

#include "sfl-dialog.h"
#include "sfl-label.h"
#include "sfl-row.h"
#include "sfl-spoken-language.h"

#include <glib/gi18n-lib.h>

#define WIDTH 420
#define HEIGHT 310

struct _SflAlignDialog {
  AdwWindow parent_instance;

  SflEpisode *episode;
  GPtrArray *languages; /* of SflSpokenLanguage */
  guint first_line;
  guint n_lines;

  GtkWidget *words;
  GtkWidget *group;
  GtkWidget *language;
  GtkWidget *button;
};

#define SFL_TYPE_ALIGN_DIALOG (sfl_align_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SflAlignDialog, sfl_align_dialog, SFL, ALIGN_DIALOG, AdwWindow)

G_DEFINE_FINAL_TYPE (SflAlignDialog, sfl_align_dialog, ADW_TYPE_WINDOW)

static void
button_clicked_cb (GtkButton *button, SflAlignDialog *self)
{
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (self->language));
  const SflSpokenLanguage *language;

  g_return_if_fail (chosen < self->languages->len);

  language = g_ptr_array_index (self->languages, chosen);
  sfl_episode_align (self->episode, language->code, self->first_line, self->n_lines);
  gtk_window_close (GTK_WINDOW (self));
}

static void
sfl_align_dialog_dispose (GObject *object)
{
  SflAlignDialog *self = SFL_ALIGN_DIALOG (object);

  g_clear_object (&self->episode);
  g_clear_pointer (&self->languages, g_ptr_array_unref);

  G_OBJECT_CLASS (sfl_align_dialog_parent_class)->dispose (object);
}

static void
sfl_align_dialog_class_init (SflAlignDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_align_dialog_dispose;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
sfl_align_dialog_init (SflAlignDialog *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->words = sfl_label_new_wrapping (NULL);
  self->group = adw_preferences_group_new ();
  self->button = gtk_button_new_with_label (_ ("Align"));
  gtk_widget_add_css_class (self->button, "pill");
  gtk_widget_add_css_class (self->button, "suggested-action");
  gtk_widget_set_halign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (button_clicked_cb), self, 0);

  gtk_box_append (GTK_BOX (page), self->words);
  gtk_box_append (GTK_BOX (page), self->group);
  gtk_box_append (GTK_BOX (page), self->button);
  sfl_dialog_set_page (ADW_WINDOW (self), _ ("Align Words"), page);
}

/* The language that is most likely spoken is the one chosen. */
static void
add_languages (SflAlignDialog *self, const char *likely)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen;

  self->languages = sfl_spoken_language_list (likely, &chosen);
  for (guint i = 0; i < self->languages->len; i++) {
    const SflSpokenLanguage *language = g_ptr_array_index (self->languages, i);

    gtk_string_list_append (names, language->name);
  }
  self->language = sfl_row_new_choice (_ ("Spoken Language"), names);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->language), chosen);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->language);
  gtk_widget_set_sensitive (self->button, self->languages->len > 0);
}

/**
 * sfl_align_dialog_present:
 * @likely: the language that is offered first
 * @first_line: of those to be aligned
 * @n_lines: of them; 0: all
 */
void
sfl_align_dialog_present (GtkWindow *parent,
                          SflEpisode *episode,
                          const char *likely,
                          guint first_line,
                          guint n_lines)
{
  SflAlignDialog *self;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (SFL_IS_EPISODE (episode));
  g_return_if_fail (likely != NULL);

  self = g_object_new (SFL_TYPE_ALIGN_DIALOG, "transient-for", parent, NULL);
  self->episode = g_object_ref (episode);
  self->first_line = first_line;
  self->n_lines = n_lines;
  add_languages (self, likely);
  if (self->languages->len == 0)
    gtk_label_set_text (GTK_LABEL (self->words),
                        _ ("To align words, Souffleur needs espeak-ng and its voices, which are "
                           "not installed."));
  else
    gtk_label_set_text (GTK_LABEL (self->words),
                        _ ("Souffleur listens to the recording and finds when each word is said. "
                           "You can read and listen meanwhile. Nothing leaves this computer, and "
                           "it can be undone."));
  sfl_dialog_fit (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_widget_grab_focus (self->button);
  gtk_window_present (GTK_WINDOW (self));
}
