/* sfl-chapter-rows.c: the chapters of an episode, to choose from
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each with its time; the one that the playhead is in is marked, by a sign whose room
 * is always there.  Nothing is shown where there are no chapters.  Main thread only.
 */

#include "config.h"

#include "sfl-chapter-rows.h"

#include "sfl-label.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SflChapterRows {
  GtkWidget parent_instance;

  SflEpisode *episode;

  GtkWidget *box;
  GtkWidget *list;
  GPtrArray *rows; /* of GtkWidget, by chapter; NULL for those that are not listed */
  int current;     /* the chapter that is marked, or -1 */
};

G_DEFINE_FINAL_TYPE (SflChapterRows, sfl_chapter_rows, GTK_TYPE_WIDGET)

/* What GTK 4.8 would make of the labels in a row says the time as digits. */
static void
name_row (SflChapterRows *self, GtkWidget *row, const SflChapter *chapter, gboolean current)
{
  g_autofree char *title = sfl_label_clean (chapter->title);
  g_autofree char *time = sfl_time_to_words (chapter->start);
  g_autofree char *name = NULL;

  if (current)
    /* Translators: a chapter's title, when it begins, and that it is being played. */
    name = g_strdup_printf (_ ("%s, %s, current chapter"), title, time);
  else
    name = g_strdup_printf ("%s, %s", title, time);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
mark (SflChapterRows *self, int index, gboolean current)
{
  guint n_chapters;
  const SflChapter *chapters = sfl_episode_get_chapters (self->episode, &n_chapters);
  GtkWidget *row;

  /* An episode that is being closed has none any more, and says so a little later. */
  if (index < 0 || index >= (int) MIN (self->rows->len, n_chapters))
    return;

  row = g_ptr_array_index (self->rows, index);
  gtk_widget_set_opacity (gtk_widget_get_first_child (
                              gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row))),
                          current ? 1 : 0);
  name_row (self, row, &chapters[index], current);
}

static void
update_current (SflChapterRows *self)
{
  int current;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  current = sfl_episode_find_chapter (self->episode, sfl_episode_get_position (self->episode));
  if (current == self->current)
    return;
  mark (self, self->current, FALSE);
  self->current = current;
  mark (self, self->current, TRUE);
}

static gboolean
is_listed (const SflChapter *chapter)
{
  return chapter->title[strspn (chapter->title, " \t\n")] != '\0';
}

static GtkWidget *
make_row (SflChapterRows *self, const SflChapter *chapter, guint index, SflTime longest)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *sign = gtk_image_new_from_icon_name ("media-playback-start-symbolic");
  GtkWidget *title = sfl_label_new_wrapping (NULL);
  GtkWidget *time = gtk_label_new (NULL);
  g_autofree char *clock = sfl_time_to_string (chapter->start, longest);

  gtk_widget_set_opacity (sign, 0);
  gtk_widget_set_valign (sign, GTK_ALIGN_START);
  gtk_accessible_update_state (GTK_ACCESSIBLE (sign), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  sfl_label_set_text (GTK_LABEL (title), chapter->title);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_valign (title, GTK_ALIGN_START);
  gtk_label_set_text (GTK_LABEL (time), clock);
  gtk_widget_set_valign (time, GTK_ALIGN_START);
  gtk_widget_add_css_class (time, "dim-label");
  gtk_widget_add_css_class (time, "numeric");

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), sign);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), time);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.chapter");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", index);
  name_row (self, row, chapter, FALSE);

  return row;
}

static void
update_chapters (SflChapterRows *self)
{
  guint n_chapters;
  const SflChapter *chapters = sfl_episode_get_chapters (self->episode, &n_chapters);
  SflTime longest = n_chapters > 0 ? chapters[n_chapters - 1].start : 0;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  g_ptr_array_set_size (self->rows, 0);
  self->current = -1;

  for (guint i = 0; i < n_chapters; i++) {
    row = NULL;
    if (is_listed (&chapters[i])) {
      row = make_row (self, &chapters[i], i, longest);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
    g_ptr_array_add (self->rows, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (self->list) != NULL);
  update_current (self);
}

/* GTK 4.8 walks through every row with Tab.  Here Tab leaves the list; arrows go from row to
 * row.
 */
static gboolean
key_pressed_cb (SflChapterRows *self,
                guint key,
                guint code,
                GdkModifierType modifiers,
                GtkEventController *controller)
{
  GtkWidget *around = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);
  gboolean back = key == GDK_KEY_ISO_Left_Tab;

  if (around == NULL || (!back && key != GDK_KEY_Tab && key != GDK_KEY_KP_Tab))
    return FALSE;

  gtk_widget_set_can_focus (self->list, FALSE);
  if (!gtk_widget_child_focus (around, back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD))
    sfl_chapter_rows_focus_current (self);
  gtk_widget_set_can_focus (self->list, TRUE);

  return TRUE;
}

static void
sfl_chapter_rows_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sfl_chapter_rows_parent_class)->map (widget);

  update_current (SFL_CHAPTER_ROWS (widget));
}

static void
sfl_chapter_rows_dispose (GObject *object)
{
  SflChapterRows *self = SFL_CHAPTER_ROWS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->episode);

  G_OBJECT_CLASS (sfl_chapter_rows_parent_class)->dispose (object);
}

static void
sfl_chapter_rows_class_init (SflChapterRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sfl_chapter_rows_dispose;
  widget_class->map = sfl_chapter_rows_map;

  gtk_widget_class_set_css_name (widget_class, "chapters");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sfl_chapter_rows_init (SflChapterRows *self)
{
  GtkWidget *title = gtk_label_new (_ ("Chapters"));
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->rows = g_ptr_array_new ();
  self->current = -1;

  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Chapters"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Chapters"), -1);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (self->box), title);
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->list, keys);
}

/**
 * sfl_chapter_rows_new:
 *
 * Returns: (transfer floating): rows that follow what is open in @episode and activate
 *   "win.chapter"
 */
GtkWidget *
sfl_chapter_rows_new (SflEpisode *episode)
{
  SflChapterRows *self;

  g_return_val_if_fail (SFL_IS_EPISODE (episode), NULL);

  self = g_object_new (SFL_TYPE_CHAPTER_ROWS, NULL);
  self->episode = g_object_ref (episode);
  g_signal_connect_object (episode, "chapters-changed", G_CALLBACK (update_chapters), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (episode, "notify::position", G_CALLBACK (update_current), self,
                           G_CONNECT_SWAPPED);
  update_chapters (self);

  return GTK_WIDGET (self);
}

/* Gives the focus to the chapter being played, or to the first; FALSE where there are none. */
gboolean
sfl_chapter_rows_focus_current (SflChapterRows *self)
{
  GtkWidget *row;

  g_return_val_if_fail (SFL_IS_CHAPTER_ROWS (self), FALSE);

  row = self->current >= 0 ? g_ptr_array_index (self->rows, self->current)
                           : gtk_widget_get_first_child (self->list);

  return row != NULL && gtk_widget_grab_focus (row);
}
