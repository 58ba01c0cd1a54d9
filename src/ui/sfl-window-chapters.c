/* sfl-window-chapters.c: what a user can do with chapters and notes
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window's title, which opens them, and the keys that go from one to the next.
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-focus-return.h"
#include "sfl-label.h"
#include "sfl-notes-panel.h"
#include "sfl-row.h"

#include <glib/gi18n-lib.h>

static void
chapter_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  guint chapter = g_variant_get_uint32 (parameter);
  guint n_chapters;

  sfl_episode_get_chapters (self->episode, &n_chapters);
  if (chapter >= n_chapters)
    return;
  sfl_episode_seek_chapter (self->episode, chapter);
  sfl_transcript_pane_follow (self->pane);
}

/* Says which chapter a key has come to: the focus is elsewhere. */
static void
tell_chapter (SflWindow *self, int chapter, const char *none)
{
  guint n_chapters;
  const SflChapter *chapters = sfl_episode_get_chapters (self->episode, &n_chapters);

  if (chapter >= 0) {
    sfl_transcript_pane_follow (self->pane);
    sfl_announcer_announce (self->announcer, chapters[chapter].title);
  } else {
    sfl_window_toast (self, n_chapters > 0 ? none : _ ("This episode has no chapters"));
  }
}

static void
previous_chapter_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  tell_chapter (self, sfl_episode_seek_previous_chapter (self->episode),
                _ ("No chapter before this"));
}

static void
next_chapter_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  tell_chapter (self, sfl_episode_seek_next_chapter (self->episode), _ ("No chapter after this"));
}

static gboolean
open_panel_cb (gpointer user_data)
{
  SflWindow *self = user_data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus && !gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER))
    g_set_weak_pointer (&self->notes_focus, focus);
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->title_button));

  return G_SOURCE_REMOVE;
}

static void
notes_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  if (!sfl_episode_is_open (self->episode))
    return;
  /* In full screen the header is away. */
  sfl_window_wake (self);
  /* The menu that asked for it closes first, and gives back the focus. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, open_panel_cb, g_object_ref (self), g_object_unref);
}

/* Back to where one was; who opened it by the title goes back there. */
static void
closed_cb (GtkPopover *popover, SflWindow *self)
{
  if (gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;
  if (self->notes_focus && gtk_widget_get_mapped (self->notes_focus))
    sfl_focus_return (popover, self->notes_focus);
  else
    gtk_widget_grab_focus (self->title_button);
  g_clear_weak_pointer (&self->notes_focus);
}

static const GActionEntry actions[] = {
  { "notes", notes_cb },
  { "chapter", chapter_cb, "u" },
  { "previous-chapter", previous_chapter_cb },
  { "next-chapter", next_chapter_cb },
};

void
sfl_window_add_chapter_actions (SflWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

/* What the panel is called, by what is in it. */
static const char *
get_panel_name (SflWindow *self)
{
  guint n_chapters;

  sfl_episode_get_chapters (self->episode, &n_chapters);

  return n_chapters > 0 ? _ ("Chapters and Notes") : _ ("About This Episode");
}

/* Where the entry for the notes stands in the menu. */
static int
find_menu_place (GMenuModel *menu)
{
  int n_items = g_menu_model_get_n_items (menu);

  for (int place = 0; place < n_items; place++) {
    g_autofree char *action = NULL;

    g_menu_model_get_item_attribute (menu, place, G_MENU_ATTRIBUTE_ACTION, "s", &action);
    if (g_strcmp0 (action, "win.notes") == 0)
      return place;
  }

  g_assert_not_reached ();
}

static void
chapters_changed_cb (SflEpisode *episode, SflWindow *self)
{
  int place = find_menu_place (G_MENU_MODEL (self->episode_menu));

  g_menu_remove (self->episode_menu, place);
  g_menu_insert (self->episode_menu, place, get_panel_name (self), "win.notes");
  sfl_window_update_header (self);
}

/* Shows what is open; without an episode the title is our name, and opens nothing. */
void
sfl_window_set_title (SflWindow *self, const char *title, const char *subtitle)
{
  g_autofree char *name = NULL;

  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), title);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), subtitle);
  gtk_stack_set_visible_child_name (GTK_STACK (self->title_stack),
                                    sfl_episode_is_open (self->episode) ? "episode" : "name");

  name = g_strdup_printf ("%s, %s%s%s", title, subtitle, *subtitle != '\0' ? ", " : "",
                          get_panel_name (self));
  gtk_widget_set_tooltip_text (self->title_button, get_panel_name (self));
  sfl_row_name_control (self->title_button, name);
}

/* The title in the middle of the header. */
GtkWidget *
sfl_window_make_title (SflWindow *self)
{
  GtkWidget *panel = sfl_notes_panel_new (self->episode);

  self->title = adw_window_title_new (_ ("Souffleur"), "");
  self->title_button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->title_button), self->title);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->title_button), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->title_button), panel);
  gtk_widget_add_css_class (self->title_button, "flat");
  gtk_widget_add_css_class (self->title_button, "title");
  g_signal_connect_object (panel, "closed", G_CALLBACK (closed_cb), self, 0);
  g_signal_connect_object (self->episode, "chapters-changed", G_CALLBACK (chapters_changed_cb),
                           self, 0);

  self->title_stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->title_stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->title_stack), adw_window_title_new (_ ("Souffleur"), ""),
                       "name");
  gtk_stack_add_named (GTK_STACK (self->title_stack), self->title_button, "episode");

  return self->title_stack;
}
