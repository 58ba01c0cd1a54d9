/* sfl-start-page.c: what the window shows when nothing is open
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thing to do, two more for those who look, and the way back to what was
 * played before.  The list is read anew each time the page comes into view.
 * Main thread only.
 */

#include "config.h"

#include "sfl-start-page.h"

#include "sfl-label.h"
#include "sfl-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define MAX_RECENT 20
#define MAX_WIDTH 520
#define ICON_SIZE 96

/* So near the end, nothing is left: the last seconds are music. */
#define AT_END (5 * SFL_SECOND)

#define ID_KEY "sfl-recent-id"

struct _SflStartPage {
  GtkWidget parent_instance;

  SflEpisode *episode;
  GCancellable *cancellable; /* of the list under way */

  GtkWidget *scrolled;
  GtkWidget *recent; /* the list with its heading */
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (SflStartPage, sfl_start_page, GTK_TYPE_WIDGET)

/* How much of it was played, 0 to 1; 0 also where that cannot be known. */
static double
get_fraction (const SflRecent *recent)
{
  if (recent->duration <= 0 || recent->position <= 0)
    return 0;

  return CLAMP ((double) recent->position / recent->duration, 0, 1);
}

static char *
dup_state (const SflRecent *recent)
{
  g_autofree char *length = NULL;

  if (recent->missing)
    return g_strdup (_ ("File is missing"));
  if (recent->media_uri == NULL)
    return g_strdup (_ ("Transcript only"));
  if (recent->duration <= 0)
    return NULL;
  if (recent->position <= 0)
    return sfl_time_to_length (recent->duration);
  if (recent->position >= recent->duration - AT_END)
    return g_strdup (_ ("Finished"));

  length = sfl_time_to_length (recent->duration - recent->position);

  /* Translators: what is left to play, "12 min left". */
  return g_strdup_printf (_ ("%s left"), length);
}

static void
show_recent (SflStartPage *self)
{
  gtk_widget_set_visible (self->recent, gtk_widget_get_first_child (self->list) != NULL);
}

static GtkWidget *
find_row (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);
}

static void
remove_row (SflStartPage *self, GtkWidget *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), ID_KEY);
  GtkWidget *next = gtk_widget_get_next_sibling (row);

  sfl_episode_forget_recent (self->episode, *id);

  /* The keyboard stays in the list as long as there is one. */
  if (next == NULL)
    next = gtk_widget_get_prev_sibling (row);
  if (next != NULL)
    gtk_widget_grab_focus (next);
  else
    gtk_widget_child_focus (self->scrolled, GTK_DIR_TAB_FORWARD);

  gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  show_recent (self);
}

static void
remove_clicked_cb (SflStartPage *self, GtkButton *button)
{
  remove_row (self, find_row (GTK_WIDGET (button)));
}

static void
row_activated_cb (SflStartPage *self, GtkListBoxRow *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), ID_KEY);

  sfl_episode_open_recent (self->episode, *id);
}

/* GTK 4.8 walks through every row with Tab.  Here Tab goes from a row to its
 * button and on to what follows the list; arrows go from row to row.
 */
static gboolean
leave_list (SflStartPage *self, GtkDirectionType direction)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = gtk_root_get_focus (root);
  gboolean on_row = GTK_IS_LIST_BOX_ROW (focus);

  if (focus == NULL || on_row == (direction == GTK_DIR_TAB_FORWARD))
    return FALSE; /* within a row */

  gtk_widget_set_can_focus (self->list, FALSE);
  gtk_widget_child_focus (GTK_WIDGET (root), direction);
  gtk_widget_set_can_focus (self->list, TRUE);

  return TRUE;
}

static gboolean
key_pressed_cb (SflStartPage *self,
                guint key,
                guint code,
                GdkModifierType modifiers,
                GtkEventController *controller)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  switch (key) {
  case GDK_KEY_Tab:
  case GDK_KEY_KP_Tab:
    return leave_list (self, GTK_DIR_TAB_FORWARD);
  case GDK_KEY_ISO_Left_Tab:
    return leave_list (self, GTK_DIR_TAB_BACKWARD);
  case GDK_KEY_Delete:
  case GDK_KEY_KP_Delete:
    if (!GTK_IS_LIST_BOX_ROW (focus))
      return FALSE;
    remove_row (self, focus);
    return TRUE;
  default:
    return FALSE;
  }
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
make_remove_button (SflStartPage *self, const char *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *name = sfl_label_isolate (title);
  g_autofree char *label = NULL;

  /* Translators: %s is the title of an episode in the list of recent ones. */
  label = g_strdup_printf (_ ("Remove %s from the list"), name);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  sfl_row_name_control (button, label);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);

  return button;
}

static GtkWidget *
make_row (SflStartPage *self, const SflRecent *recent)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = make_label (NULL);
  g_autofree char *state = dup_state (recent);
  g_autofree char *clean = sfl_label_clean (recent->title);
  g_autofree char *name = NULL;

  sfl_label_set_text (GTK_LABEL (title), g_strdelimit (clean, "\n", ' '));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_lines (GTK_LABEL (title), 2);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (column), title);

  if (state != NULL) {
    GtkWidget *subtitle = make_label ("caption");

    gtk_widget_add_css_class (subtitle, recent->missing ? "warning" : "dim-label");
    gtk_label_set_xalign (GTK_LABEL (subtitle), 0);
    gtk_label_set_text (GTK_LABEL (subtitle), state);
    gtk_box_append (GTK_BOX (column), subtitle);
  }

  if (!recent->missing && get_fraction (recent) > 0) {
    GtkWidget *progress = gtk_progress_bar_new ();

    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (progress), get_fraction (recent));
    gtk_widget_set_margin_top (progress, 3);
    /* The words above say it. */
    gtk_accessible_update_state (GTK_ACCESSIBLE (progress), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
    gtk_box_append (GTK_BOX (column), progress);
  }

  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), column);
  gtk_box_append (GTK_BOX (box), make_remove_button (self, clean));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);

  name = state != NULL ? g_strdup_printf ("%s, %s", clean, state) : g_strdup (clean);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), ID_KEY, g_memdup2 (&recent->id, sizeof recent->id),
                          g_free);

  return row;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflStartPage *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) recent =
      sfl_episode_list_recent_finish (SFL_EPISODE (source), result, &error);
  GtkWidget *row;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (recent == NULL) {
    g_debug ("No recent episodes: %s", error->message);
    return;
  }

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; i < recent->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (self, g_ptr_array_index (recent, i)));
  show_recent (self);
}

static void
sfl_start_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sfl_start_page_parent_class)->map (widget);

  sfl_start_page_refresh (SFL_START_PAGE (widget));
}

static void
sfl_start_page_dispose (GObject *object)
{
  SflStartPage *self = SFL_START_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->episode);

  G_OBJECT_CLASS (sfl_start_page_parent_class)->dispose (object);
}

static void
sfl_start_page_class_init (SflStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sfl_start_page_dispose;
  widget_class->map = sfl_start_page_map;

  gtk_widget_class_set_css_name (widget_class, "startpage");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_action_button (const char *text, const char *action, const char *css_class)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = make_label (NULL);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, css_class);

  return button;
}

static GtkWidget *
make_recent (SflStartPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *heading = make_label ("heading");
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_label_set_text (GTK_LABEL (heading), _ ("Recent"));
  gtk_label_set_xalign (GTK_LABEL (heading), 0);

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_add_css_class (self->list, "recent");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Recent episodes"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->list, keys);

  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_widget_set_margin_top (box, 24);

  return box;
}

static void
sfl_start_page_init (SflStartPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (SFL_APP_ID);
  GtkWidget *title = make_label ("title-1");
  GtkWidget *others = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *hint = make_label ("dim-label");

  gtk_image_set_pixel_size (GTK_IMAGE (icon), ICON_SIZE);
  gtk_widget_add_css_class (icon, "icon-dropshadow");
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_label_set_text (GTK_LABEL (title), _ ("Souffleur"));

  gtk_box_append (GTK_BOX (others),
                  make_action_button (_ ("Paste a Transcript"), "win.paste", "flat"));
  gtk_box_append (GTK_BOX (others),
                  make_action_button (_ ("Try the Sample Episode"), "win.open-sample", "flat"));

  gtk_label_set_text (GTK_LABEL (hint),
                      _ ("You can also drop a recording and its transcript here."));
  gtk_label_set_justify (GTK_LABEL (hint), GTK_JUSTIFY_CENTER);

  self->recent = make_recent (self);
  gtk_widget_set_visible (self->recent, FALSE);

  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), make_action_button (_ ("Open an Episode…"), "win.open", "pill"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "suggested-action");
  gtk_widget_set_margin_top (gtk_widget_get_last_child (box), 12);
  gtk_box_append (GTK_BOX (box), others);
  gtk_box_append (GTK_BOX (box), hint);
  gtk_box_append (GTK_BOX (box), self->recent);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), MAX_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), clamp);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("page", "Start"), -1);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
sfl_start_page_new (SflEpisode *episode)
{
  SflStartPage *self;

  g_return_val_if_fail (SFL_IS_EPISODE (episode), NULL);

  self = g_object_new (SFL_TYPE_START_PAGE, NULL);
  self->episode = g_object_ref (episode);

  return GTK_WIDGET (self);
}

/* Reads the list of recent episodes again. */
void
sfl_start_page_refresh (SflStartPage *self)
{
  g_return_if_fail (SFL_IS_START_PAGE (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  sfl_episode_list_recent_async (self->episode, MAX_RECENT, self->cancellable, listed_cb, self);
}
