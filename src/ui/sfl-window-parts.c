/* sfl-window-parts.c: the window's header and the pages that stand in for an episode
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-transcript-menu.h"
#include "sfl-window-private.h"

#include "sfl-face.h"
#include "sfl-group.h"
#include "sfl-reading-settings.h"

#include <glib/gi18n-lib.h>

/* What is there only while it can be done. */
static void
append_hidden (GMenu *menu, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (SflWindow *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) open = g_menu_new ();
  GMenu *episode = self->episode_menu = g_menu_new ();
  g_autoptr (GMenuModel) sync = sfl_window_make_sync_menu ();
  g_autoptr (GMenuModel) study = sfl_window_make_study_menu ();
  g_autoptr (GMenu) picture = g_menu_new ();
  g_autoptr (GMenu) go = g_menu_new ();
  g_autoptr (GMenu) app = g_menu_new ();

  g_menu_append (open, _ ("Open…"), "win.open");
  g_menu_append (open, _ ("Paste a Transcript"), "win.paste");
  g_menu_append (episode, _ ("Add Recording or Transcript…"), "win.attach");
  append_hidden (episode, _ ("Play the Text"), "win.play-text");
  append_hidden (episode, _ ("Follow Another Player…"), "win.follow-player");
  g_menu_append (episode, _ ("About This Episode"), "win.notes");
  g_menu_append (episode, _ ("Transcript…"), "win.transcript-details");
  sfl_transcript_menu_add (episode, self->episode);
  g_menu_append_submenu (episode, _ ("Listening"), study);
  g_menu_append_submenu (episode, _ ("Text and Sound"), sync);
  g_menu_append (episode, _ ("Save Transcript As…"), "win.export");
  g_menu_append (episode, _ ("Make a Clip…"), "win.clip");
  g_menu_append (episode, _ ("Print…"), "win.print");
  g_menu_append (picture, _ ("Where It Fits"), "win.picture-position::auto");
  g_menu_append (picture, _ ("Beside the Text"), "win.picture-position::beside");
  g_menu_append (picture, _ ("Above the Text"), "win.picture-position::above");
  g_menu_append (picture, _ ("Hidden"), "win.picture-hidden");
  g_menu_append_submenu (episode, _ ("Picture"), G_MENU_MODEL (picture));
  g_menu_append (go, _ ("Go to Time…"), "win.go-to-time");
  g_menu_append (go, _ ("Back to Before the Jump"), "win.go-back");
  g_menu_append (go, _ ("Forward Again"), "win.go-forward");
  g_menu_append (go, _ ("Follow the Text"), "win.follow-text");
  g_menu_append_submenu (episode, _ ("Go"), G_MENU_MODEL (go));
  g_menu_append (app, _ ("Preferences"), "win.preferences");
  g_menu_append (app, _ ("Help"), "win.help");
  g_menu_append (app, _ ("Keyboard Shortcuts"), "win.shortcuts");
  g_menu_append (app, _ ("About Souffleur"), "app.about");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (open));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (episode));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (app));

  return G_MENU_MODEL (menu);
}

GtkWidget *
sfl_window_make_header (SflWindow *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *group = sfl_group_new (_ ("Search, reading settings and menu"));
  g_autoptr (GMenuModel) model = make_menu (self);

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), sfl_window_make_title (self));

  self->back = sfl_face_new_button ("go-previous-symbolic", _ ("Back to the start page"),
                                    "win.close-episode");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->back);

  self->menu_button = gtk_menu_button_new ();
  sfl_face_set (self->menu_button, "open-menu-symbolic", _ ("Main menu"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu_button), model);
  gtk_menu_button_set_primary (GTK_MENU_BUTTON (self->menu_button), TRUE);

  self->find_button =
      sfl_face_new_button ("edit-find-symbolic", _ ("Find in the transcript"), "win.find");

  self->reading_button = gtk_menu_button_new ();
  sfl_face_set (self->reading_button, "sfl-text-size-symbolic", _ ("Reading settings"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->reading_button),
                               sfl_reading_settings_new (self->settings));

  /* One stop for the Tab key, as the smaller controls are. */
  sfl_group_append (SFL_GROUP (group), self->reading_button);
  sfl_group_append (SFL_GROUP (group), self->find_button);
  sfl_group_append (SFL_GROUP (group), self->menu_button);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), group);

  return header;
}

/* The desktop's buttons of a window, but for those that a narrow one has no room for. */
static char *
dup_narrow_layout (SflWindow *self)
{
  g_autofree char *layout = NULL;
  g_auto (GStrv) sides = NULL;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-decoration-layout", &layout,
                NULL);
  sides = g_strsplit (layout != NULL ? layout : "", ":", 2);
  for (guint i = 0; sides[i] != NULL; i++) {
    g_auto (GStrv) buttons = g_strsplit (sides[i], ",", -1);
    gboolean closes = g_strv_contains ((const char *const *) buttons, "close");

    g_free (sides[i]);
    sides[i] = g_strdup (closes ? "close" : "");
  }

  return g_strjoinv (":", sides);
}

/* There the title needs all the room. */
void
sfl_window_set_header_narrow (SflWindow *self, gboolean narrow)
{
  GtkWidget *header = gtk_revealer_get_child (GTK_REVEALER (self->header_revealer));
  g_autofree char *layout = narrow ? dup_narrow_layout (self) : NULL;

  if (narrow)
    gtk_widget_add_css_class (header, "narrow");
  else
    gtk_widget_remove_css_class (header, "narrow");
  adw_header_bar_set_decoration_layout (ADW_HEADER_BAR (header), layout);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->title_button), !narrow);
}

static void
show_chapters_button (SflEpisode *episode, GtkWidget *button)
{
  guint n_chapters;

  sfl_episode_get_chapters (episode, &n_chapters);
  gtk_widget_set_visible (button, n_chapters > 0);
}

/* In large text it has several rows. */
static GtkWidget *
make_pill (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  GtkLabel *words = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button)));

  gtk_label_set_wrap (words, TRUE);
  gtk_label_set_justify (words, GTK_JUSTIFY_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "pill");

  return button;
}

/* What stands where a transcript would be.  Chapters need none. */
GtkWidget *
sfl_window_make_no_transcript (SflWindow *self)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *choose = make_pill (_ ("Choose a Transcript…"), "win.attach");
  GtkWidget *paste = make_pill (_ ("Paste a Transcript"), "win.paste");
  GtkWidget *chapters = make_pill (_ ("Show the Chapters"), "win.notes");

  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No Transcript Yet"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      _ ("Choose its file, drop it here, or paste the text copied from the episode’s page."));
  gtk_widget_add_css_class (choose, "suggested-action");
  g_signal_connect_object (self->episode, "chapters-changed", G_CALLBACK (show_chapters_button),
                           chapters, 0);
  show_chapters_button (self->episode, chapters);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), choose);
  gtk_box_append (GTK_BOX (box), paste);
  gtk_box_append (GTK_BOX (box), chapters);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), box);

  return page;
}

/* What stands where a recording would be that cannot be played. */
GtkWidget *
sfl_window_make_failed (void)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *open = make_pill (_ ("Open Another…"), "win.open");

  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Nothing to Play"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), _ ("The message above says why."));
  gtk_widget_add_css_class (open, "suggested-action");
  gtk_widget_set_halign (open, GTK_ALIGN_CENTER);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), open);

  return page;
}

GtkWidget *
sfl_window_make_opening (void)
{
  GtkWidget *spinner = gtk_spinner_new ();

  /* One that is started goes on, frame after frame, on a page that nobody sees. */
  g_signal_connect (spinner, "map", G_CALLBACK (gtk_spinner_start), NULL);
  g_signal_connect (spinner, "unmap", G_CALLBACK (gtk_spinner_stop), NULL);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (spinner, 32, 32);

  return spinner;
}
