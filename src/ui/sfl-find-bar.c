/* sfl-find-bar.c: finding words in the transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Searching moves the text, never the playhead.  Hits are marked in the text
 * and on the seek bar; the count is in words for those who cannot see it.
 */

#include "config.h"

#include "sfl-find-bar.h"

#include "sfl-announcer.h"
#include "sfl-face.h"
#include "sfl-finder.h"
#include "sfl-names.h"

#include <glib/gi18n-lib.h>

/* Larger transcripts are folded on a thread before the first search. */
#define LARGE (4 * 1024 * 1024)

struct _SflFindBar {
  GtkWidget parent_instance;

  SflEpisode *episode;
  SflTranscriptPane *pane; /* they live as long as the window */
  SflSeekBar *seek_bar;

  GtkWidget *bar;
  GtkWidget *entry;
  GtkWidget *count;
  GtkWidget *previous;
  GtkWidget *next;
  GtkWidget *focus_before; /* weak */

  SflFinder *finder;
  GCancellable *cancellable;
  gboolean ready;
  int here;
};

G_DEFINE_FINAL_TYPE (SflFindBar, sfl_find_bar, GTK_TYPE_WIDGET)

static void
update_count (SflFindBar *self)
{
  guint n_hits = self->finder ? sfl_finder_get_n_hits (self->finder) : 0;
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_sensitive (self->previous, n_hits > 0);
  gtk_widget_set_sensitive (self->next, n_hits > 0);
  if (*query == '\0') {
    words = g_strdup ("");
    text = g_strdup ("");
  } else if (n_hits == 0) {
    words = g_strdup (_ ("Not found"));
    text = g_strdup (words);
  } else {
    words = g_strdup_printf (ngettext ("%u result", "%u results", n_hits), n_hits);
    /* Translators: this one of so many results, "3 of 17". */
    text = self->here >= 0 ? g_strdup_printf (_ ("%d of %u"), self->here + 1, n_hits)
                           : g_strdup (words);
  }
  gtk_label_set_text (GTK_LABEL (self->count), text);
  sfl_announcer_describe (self->entry, words);
  if (*query != '\0' && n_hits == 0)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
}

static void
mark_seek_bar (SflFindBar *self)
{
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  guint n_hits = 0;
  const SflHit *hits = self->finder ? sfl_finder_get_hits (self->finder, &n_hits) : NULL;
  const SflLine *lines;
  g_autofree SflTime *times = NULL;

  if (n_hits == 0 || !sfl_transcript_is_timed (transcript)) {
    sfl_seek_bar_set_hits (self->seek_bar, NULL, 0);
    return;
  }

  lines = sfl_transcript_get_lines (transcript, NULL);
  times = g_new (SflTime, n_hits);
  for (guint i = 0; i < n_hits; i++)
    times[i] = lines[hits[i].line].start;
  sfl_seek_bar_set_hits (self->seek_bar, times, n_hits);
}

static void
show (SflFindBar *self, int hit)
{
  self->here = hit;
  sfl_transcript_pane_show_hit (self->pane, self->finder, hit);
  update_count (self);
}

/* "3 of 17, the line that it is in" */
static void
say_hit (SflFindBar *self)
{
  guint n_hits;
  const SflHit *hits = sfl_finder_get_hits (self->finder, &n_hits);
  g_autofree char *line = sfl_transcript_dup_line_text (sfl_finder_get_transcript (self->finder),
                                                        hits[self->here].line);
  g_autofree char *count = g_strdup_printf (_ ("%d of %u"), self->here + 1, n_hits);
  g_autofree char *text = g_strdup_printf ("%s, %s", count, line);

  sfl_announcer_say (GTK_WIDGET (self), text);
}

/* Searches from what is in view. */
static void
search (SflFindBar *self)
{
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  int hit;

  if (!self->ready)
    return;

  sfl_finder_set_query (self->finder, query);
  mark_seek_bar (self);
  hit = sfl_finder_find_next (self->finder, sfl_transcript_pane_get_place (self->pane));
  if (hit < 0 && sfl_finder_get_n_hits (self->finder) > 0)
    hit = 0;
  show (self, hit);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflFindBar *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sfl_finder_prepare_finish (SFL_FINDER (source), result, &error))
    return;
  self->ready = TRUE;
  search (self);
}

static void
forget (SflFindBar *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->finder);
  self->ready = FALSE;
  self->here = -1;
}

static void
transcript_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflFindBar *self)
{
  SflTranscript *transcript = sfl_episode_get_transcript (episode);

  /* Only the times are others. */
  if (self->finder && transcript &&
      sfl_transcript_shares_text (transcript, sfl_finder_get_transcript (self->finder))) {
    mark_seek_bar (self);
    return;
  }

  forget (self);
  if (gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self->bar)))
    sfl_find_bar_open (self);
  sfl_seek_bar_set_hits (self->seek_bar, NULL, 0);
  update_count (self);
}

static void
search_changed_cb (GtkSearchEntry *entry, SflFindBar *self)
{
  search (self);
}

static void
next_cb (GtkWidget *widget, SflFindBar *self)
{
  sfl_find_bar_step (self, 1);
}

static void
previous_cb (GtkWidget *widget, SflFindBar *self)
{
  sfl_find_bar_step (self, -1);
}

static void
stop_cb (GtkSearchEntry *entry, SflFindBar *self)
{
  sfl_find_bar_close (self);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                SflFindBar *self)
{
  if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && (state & GDK_SHIFT_MASK)) {
    sfl_find_bar_step (self, -1);
    return GDK_EVENT_STOP;
  }

  return GDK_EVENT_PROPAGATE;
}

static void
sfl_find_bar_dispose (GObject *object)
{
  SflFindBar *self = SFL_FIND_BAR (object);

  forget (self);
  g_clear_weak_pointer (&self->focus_before);
  g_clear_object (&self->episode);
  g_clear_pointer (&self->bar, gtk_widget_unparent);

  G_OBJECT_CLASS (sfl_find_bar_parent_class)->dispose (object);
}

/* The bar is mapped a frame after it was opened. */
static void
entry_mapped_cb (GtkWidget *entry, SflFindBar *self)
{
  GtkRoot *root = gtk_widget_get_root (entry);
  GtkWidget *focus = gtk_root_get_focus (root);

  if (focus != NULL && gtk_widget_is_ancestor (focus, entry))
    sfl_names_tell_focus (GTK_WINDOW (root));
}

static void
sfl_find_bar_class_init (SflFindBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_find_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
sfl_find_bar_init (SflFindBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->here = -1;
  self->entry = gtk_search_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  g_object_set (self->entry, "placeholder-text", _ ("Find in the transcript"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find in the transcript"), -1);
  g_signal_connect_object (self->entry, "map", G_CALLBACK (entry_mapped_cb), self, G_CONNECT_AFTER);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self, 0);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (next_cb), self, 0);
  g_signal_connect_object (self->entry, "next-match", G_CALLBACK (next_cb), self, 0);
  g_signal_connect_object (self->entry, "previous-match", G_CALLBACK (previous_cb), self, 0);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (stop_cb), self, 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (self->entry, keys);

  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (self->count), 6);
  gtk_label_set_wrap (GTK_LABEL (self->count), TRUE);
  self->previous = sfl_face_new_button ("go-up-symbolic", _ ("Previous result"), NULL);
  self->next = sfl_face_new_button ("go-down-symbolic", _ ("Next result"), NULL);
  g_signal_connect_object (self->previous, "clicked", G_CALLBACK (previous_cb), self, 0);
  g_signal_connect_object (self->next, "clicked", G_CALLBACK (next_cb), self, 0);

  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_box_append (GTK_BOX (box), self->previous);
  gtk_box_append (GTK_BOX (box), self->next);
  gtk_widget_set_size_request (box, 300, -1);
  gtk_widget_set_hexpand (box, TRUE);

  self->bar = gtk_search_bar_new ();
  gtk_search_bar_set_child (GTK_SEARCH_BAR (self->bar), box);
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
}

/**
 * sfl_find_bar_new:
 * @pane: whose text is searched; both outlive the bar
 * @seek_bar: where hits are marked
 */
GtkWidget *
sfl_find_bar_new (SflEpisode *episode, SflTranscriptPane *pane, SflSeekBar *seek_bar)
{
  SflFindBar *self = g_object_new (SFL_TYPE_FIND_BAR, NULL);

  self->episode = g_object_ref (episode);
  self->pane = pane;
  self->seek_bar = seek_bar;
  g_signal_connect_object (episode, "notify::transcript", G_CALLBACK (transcript_changed_cb), self,
                           0);

  return GTK_WIDGET (self);
}

/* Opens with the focus in the entry. */
void
sfl_find_bar_open (SflFindBar *self)
{
  SflTranscript *transcript;
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (SFL_IS_FIND_BAR (self));

  transcript = sfl_episode_get_transcript (self->episode);
  if (transcript == NULL)
    return;

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root ? gtk_root_get_focus (root) : NULL;
  if (!gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self->bar)))
    g_set_weak_pointer (&self->focus_before, focus);
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->bar), TRUE);
  /* Selected without the focus: a cursor that blinks meanwhile complains on GTK 4.8. */
  if (root)
    gtk_root_set_focus (root, NULL);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  gtk_widget_grab_focus (self->entry);

  if (self->finder == NULL) {
    gsize length;

    self->finder = sfl_finder_new (transcript);
    sfl_transcript_get_text (transcript, &length);
    self->ready = length < LARGE;
    if (!self->ready) {
      self->cancellable = g_cancellable_new ();
      sfl_finder_prepare_async (self->finder, self->cancellable, prepared_cb, self);
    }
  }
  search (self);
}

/* Returns: whether it was open; the focus goes back where it was */
gboolean
sfl_find_bar_close (SflFindBar *self)
{
  g_return_val_if_fail (SFL_IS_FIND_BAR (self), FALSE);

  if (!gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self->bar)))
    return FALSE;

  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->bar), FALSE);
  sfl_transcript_pane_show_hit (self->pane, NULL, -1);
  sfl_seek_bar_set_hits (self->seek_bar, NULL, 0);
  if (self->focus_before)
    gtk_widget_grab_focus (self->focus_before);
  g_clear_weak_pointer (&self->focus_before);

  return TRUE;
}

/* To the next (1) or previous (-1) hit, around the ends. */
void
sfl_find_bar_step (SflFindBar *self, int delta)
{
  guint n_hits;

  g_return_if_fail (SFL_IS_FIND_BAR (self));

  n_hits = self->finder && self->ready ? sfl_finder_get_n_hits (self->finder) : 0;
  if (n_hits == 0)
    return;

  show (self, (int) ((self->here + delta + n_hits) % n_hits));
  say_hit (self);
}
