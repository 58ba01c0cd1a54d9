/* sfl-notes.c: what is known about the episode
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The whole title, when it was broadcast, who speaks, what its page says about
 * it; then, quietly, what its transcript is.
 * What is not known takes no room.  Main thread only.
 */

#include "config.h"

#include "sfl-notes.h"

#include "sfl-excerpt.h"
#include "sfl-label.h"
#include "sfl-transcript-line.h"

#include <glib/gi18n-lib.h>

struct _SflNotes {
  GtkWidget parent_instance;

  SflEpisode *episode;

  GtkWidget *box;
  GtkWidget *title;
  GtkWidget *facts;
  GtkWidget *notes;
  GtkWidget *speakers;
};

G_DEFINE_FINAL_TYPE (SflNotes, sfl_notes, GTK_TYPE_WIDGET)

static void
append_fact (GString *facts, const char *separator, const char *fact)
{
  if (fact == NULL || *fact == '\0')
    return;
  if (facts->len > 0)
    g_string_append (facts, separator);
  g_string_append (facts, fact);
}

static void
show_speakers (SflNotes *self, SflTranscript *transcript)
{
  guint n_speakers = sfl_transcript_get_n_speakers (transcript);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < n_speakers; i++) {
    g_autofree char *name = sfl_label_isolate (sfl_transcript_get_speaker (transcript, i));

    append_fact (names, ", ", name);
  }

  if (names->len > 0)
    text = g_strdup_printf (ngettext ("Speaker: %s", "Speakers: %s", n_speakers), names->str);
  sfl_label_show_text (self->speakers, text);
}

static void
update (SflNotes *self)
{
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  g_autofree char *facts = NULL;

  sfl_label_show_text (self->title, sfl_episode_get_title (self->episode));
  if (transcript == NULL) {
    sfl_label_show_text (self->facts, NULL);
    sfl_label_show_text (self->notes, NULL);
    sfl_label_show_text (self->speakers, NULL);
    return;
  }

  facts = sfl_notes_dup_facts (transcript);
  sfl_label_show_text (self->facts, facts);
  sfl_label_show_text (self->notes, sfl_transcript_get_meta (transcript, SFL_META_NOTES));
  show_speakers (self, transcript);
}

static GtkWidget *
add_label (SflNotes *self, const char *css_class)
{
  GtkWidget *label = sfl_label_new_wrapping (css_class);

  gtk_box_append (GTK_BOX (self->box), label);

  return label;
}

static void
sfl_notes_dispose (GObject *object)
{
  SflNotes *self = SFL_NOTES (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  if (self->episode != NULL)
    g_signal_handlers_disconnect_by_data (self->episode, self);
  g_clear_object (&self->episode);

  G_OBJECT_CLASS (sfl_notes_parent_class)->dispose (object);
}

static void
sfl_notes_class_init (SflNotesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sfl_notes_dispose;

  gtk_widget_class_set_css_name (widget_class, "notes");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sfl_notes_init (SflNotes *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->title = add_label (self, "heading");
  gtk_label_set_selectable (GTK_LABEL (self->title), TRUE);
  self->facts = add_label (self, "dim-label");
  self->notes = add_label (self, NULL);
  gtk_label_set_selectable (GTK_LABEL (self->notes), TRUE);
  gtk_widget_set_margin_top (self->notes, 6);
  self->speakers = add_label (self, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Notes"),
                                  -1);
}

/* How wide a column without a width of its own would like to be, in characters. */
void
sfl_notes_set_width_chars (SflNotes *self, int n_chars)
{
  GtkWidget *labels[] = { self->title, self->facts, self->notes, self->speakers };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    gtk_label_set_max_width_chars (GTK_LABEL (labels[i]), n_chars);
}

/**
 * sfl_notes_new:
 *
 * Returns: (transfer floating): a column that follows what is open in @episode
 */
GtkWidget *
sfl_notes_new (SflEpisode *episode)
{
  SflNotes *self;
  GtkWidget *line;

  g_return_val_if_fail (SFL_IS_EPISODE (episode), NULL);

  self = g_object_new (SFL_TYPE_NOTES, NULL);
  self->episode = g_object_ref (episode);
  line = sfl_transcript_line_new (episode);
  gtk_widget_set_margin_top (line, 6);
  gtk_widget_set_halign (line, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), line);
  g_signal_connect_object (episode, "notify::transcript", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (episode, "notify::title", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * sfl_notes_dup_facts:
 *
 * Returns: (transfer full): what names an episode after its title, as far as it
 *   is known: "Smart Tech · Tuesday 21 January 2025 · News"
 */
char *
sfl_notes_dup_facts (SflTranscript *transcript)
{
  GString *facts;
  const char *date;
  g_autofree char *shown_date = NULL;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  date = sfl_transcript_get_meta (transcript, SFL_META_DATE);
  shown_date = date != NULL ? sfl_date_to_string (date) : NULL;
  facts = g_string_new (NULL);
  append_fact (facts, " · ", sfl_transcript_get_meta (transcript, SFL_META_PROGRAMME));
  append_fact (facts, " · ", shown_date);
  append_fact (facts, " · ", sfl_transcript_get_meta (transcript, SFL_META_CATEGORY));

  return g_string_free (facts, FALSE);
}
