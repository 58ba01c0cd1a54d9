/* sfl-go-to.c: an entry for the time to go to
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opens with the time that it is, selected, so that one sees how to type
 * another.  What it does not understand it says in words, below the entry and
 * to who listens, and stays.  Closed, the focus is where it was.  Main thread
 * only.
 */

#include "config.h"

#include "sfl-go-to.h"

#include "sfl-announcer.h"
#include "sfl-focus-return.h"
#include "sfl-label.h"
#include "sfl-typed-time.h"

#include <glib/gi18n-lib.h>

struct _SflGoTo {
  GtkPopover parent_instance;

  SflEpisode *episode;
  GtkWidget *entry;
  GtkWidget *words;
  GtkWidget *focus_before; /* weak */
};

G_DEFINE_FINAL_TYPE (SflGoTo, sfl_go_to, GTK_TYPE_POPOVER)

/* @problem: (nullable): what was wrong with what was typed */
static void
show_words (SflGoTo *self, const char *problem)
{
  const char *words = problem ? problem : _ ("3:12, 192 seconds, 3 min 12, or +30 from here");

  gtk_label_set_text (GTK_LABEL (self->words), words);
  sfl_announcer_describe (self->entry, words);
  if (problem) {
    gtk_widget_add_css_class (self->entry, "error");
    gtk_widget_remove_css_class (self->words, "dim-label");
  } else {
    gtk_widget_remove_css_class (self->entry, "error");
    gtk_widget_add_css_class (self->words, "dim-label");
  }
}

/* Returns: (transfer full) (nullable): why it cannot be gone to */
static char *
find_problem (SflGoTo *self, SflTime *time)
{
  SflTime duration = sfl_episode_get_duration (self->episode);
  g_autoptr (GError) error = NULL;

  if (!sfl_typed_time_read (gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                            sfl_episode_get_position (self->episode), time, &error))
    return g_strdup (error->message);
  if (duration != SFL_TIME_NONE && *time > duration &&
      !sfl_episode_get_duration_approximate (self->episode)) {
    g_autofree char *length = sfl_time_to_words (duration);

    /* Translators: a length follows, such as "3 minutes 12 seconds". */
    return g_strdup_printf (_ ("It ends after %s"), length);
  }

  return NULL;
}

static void
activate_cb (GtkEntry *entry, SflGoTo *self)
{
  SflTime time = 0;
  g_autofree char *problem = find_problem (self, &time);

  if (problem) {
    show_words (self, problem);
    gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
    return;
  }

  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.seek", "x", time);
}

static void
changed_cb (GtkEditable *editable, SflGoTo *self)
{
  show_words (self, NULL);
}

static void
sfl_go_to_map (GtkWidget *widget)
{
  SflGoTo *self = SFL_GO_TO (widget);
  SflTime position = sfl_episode_get_position (self->episode);
  g_autofree char *text =
      sfl_time_to_string (MAX (position, 0), sfl_episode_get_duration (self->episode));

  g_set_weak_pointer (&self->focus_before, gtk_root_get_focus (gtk_widget_get_root (widget)));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  show_words (self, NULL);

  GTK_WIDGET_CLASS (sfl_go_to_parent_class)->map (widget);

  gtk_widget_grab_focus (self->entry);
}

static void
sfl_go_to_closed (GtkPopover *popover)
{
  SflGoTo *self = SFL_GO_TO (popover);

  if (self->focus_before && gtk_widget_get_mapped (self->focus_before))
    sfl_focus_return (popover, self->focus_before);
  g_clear_weak_pointer (&self->focus_before);
}

static void
sfl_go_to_dispose (GObject *object)
{
  SflGoTo *self = SFL_GO_TO (object);

  g_clear_weak_pointer (&self->focus_before);
  g_clear_object (&self->episode);

  G_OBJECT_CLASS (sfl_go_to_parent_class)->dispose (object);
}

static void
sfl_go_to_class_init (SflGoToClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_go_to_dispose;
  GTK_WIDGET_CLASS (klass)->map = sfl_go_to_map;
  GTK_POPOVER_CLASS (klass)->closed = sfl_go_to_closed;
}

static void
sfl_go_to_init (SflGoTo *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (_ ("Go to Time"));

  gtk_widget_add_css_class (title, "heading");
  self->entry = gtk_entry_new ();
  gtk_widget_add_css_class (self->entry, "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Go to Time"), -1);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self, 0);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (changed_cb), self, 0);
  self->words = sfl_label_new_wrapping ("caption");
  gtk_label_set_width_chars (GTK_LABEL (self->words), 28);
  gtk_label_set_max_width_chars (GTK_LABEL (self->words), 28);

  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->words);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

/**
 * sfl_go_to_new:
 *
 * Returns: (transfer floating): a popover that activates "win.seek"
 */
GtkWidget *
sfl_go_to_new (SflEpisode *episode)
{
  SflGoTo *self = g_object_new (SFL_TYPE_GO_TO, NULL);

  self->episode = g_object_ref (episode);

  return GTK_WIDGET (self);
}
