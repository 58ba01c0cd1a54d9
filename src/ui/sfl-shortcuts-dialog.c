/* sfl-shortcuts-dialog.c: what each key does, to be read and searched
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GtkShortcutsWindow needs more width than our window may have, so this is a
 * page of rows.  It is made from the table that the keys act by, so that
 * nothing is missing and nothing is promised.  Main thread only.
 */

#include "config.h"

#include "sfl-shortcuts-dialog.h"

#include "sfl-dialog.h"
#include "sfl-fold.h"
#include "sfl-keys.h"
#include "sfl-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define WIDTH 520
#define MIN_WIDTH 300
#define HEIGHT 640
#define MIN_HEIGHT 294

struct _SflShortcutsDialog {
  AdwWindow parent_instance;

  GtkWidget *entry;
  GtkWidget *stack;
  GPtrArray *shortcuts; /* of SflShortcut */
  GPtrArray *rows;      /* of as many GtkWidget */
  GPtrArray *folds;     /* of as many SflFold: what a search finds them by */
  GPtrArray *groups;    /* of AdwPreferencesGroup */
};

G_DECLARE_FINAL_TYPE (SflShortcutsDialog, sfl_shortcuts_dialog, SFL, SHORTCUTS_DIALOG, AdwWindow)
G_DEFINE_FINAL_TYPE (SflShortcutsDialog, sfl_shortcuts_dialog, ADW_TYPE_WINDOW)

static void
search_changed_cb (GtkSearchEntry *entry, SflShortcutsDialog *self)
{
  g_autoptr (SflFold) fold = sfl_fold_new (gtk_editable_get_text (GTK_EDITABLE (entry)), -1);
  const char *wanted = sfl_fold_get_text (fold, NULL);
  gboolean any = FALSE;

  for (guint i = 0; i < self->groups->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->groups, i), FALSE);
  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *row = g_ptr_array_index (self->rows, i);
    gboolean found =
        strstr (sfl_fold_get_text (g_ptr_array_index (self->folds, i), NULL), wanted) != NULL;

    gtk_widget_set_visible (row, found);
    if (found)
      gtk_widget_show (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP));
    any |= found;
  }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), any ? "list" : "nothing");
}

/* "Space, K": the keys of a shortcut as they are said. */
static char *
dup_words (const SflShortcut *shortcut)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;

  for (guint i = 0; shortcut->keys[i] != NULL; i++) {
    g_autofree char *label = NULL;
    GdkModifierType state;
    guint keyval;

    gtk_accelerator_parse (shortcut->keys[i], &keyval, &state);
    label = gtk_accelerator_get_label (keyval, state);
    g_strv_builder_add (words, label);
  }
  labels = g_strv_builder_end (words);

  return g_strjoinv (", ", labels);
}

static GtkWidget *
make_row (const SflShortcut *shortcut)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = dup_words (shortcut);
  /* Translators: what a key does, and the key. */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), shortcut->title, words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), shortcut->title);
  for (guint i = 0; shortcut->keys[i] != NULL; i++) {
    GtkWidget *keys = gtk_shortcut_label_new (shortcut->keys[i]);

    gtk_widget_set_valign (keys, GTK_ALIGN_CENTER);
    if (i > 0)
      gtk_widget_set_margin_start (keys, 12);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), keys);
  }
  sfl_row_name_control (row, name);

  return row;
}

static GtkWidget *
make_list (SflShortcutsDialog *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  const char *title = NULL;
  GtkWidget *group = NULL;

  for (guint i = 0; i < self->shortcuts->len; i++) {
    const SflShortcut *shortcut = g_ptr_array_index (self->shortcuts, i);
    GtkWidget *row = make_row (shortcut);
    g_autofree char *words = dup_words (shortcut);
    g_autofree char *text = g_strjoin (" ", shortcut->group, shortcut->title, words, NULL);

    if (shortcut->group != title) {
      title = shortcut->group;
      group = adw_preferences_group_new ();
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
      g_ptr_array_add (self->groups, group);
    }
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    sfl_row_name_control (gtk_widget_get_parent (row), title);
    g_ptr_array_add (self->rows, row);
    g_ptr_array_add (self->folds, sfl_fold_new (text, -1));
  }
  sfl_row_name_control (sfl_row_find_child (page, GTK_TYPE_SCROLLED_WINDOW),
                        _ ("Keyboard Shortcuts"));

  return page;
}

static GtkWidget *
make_nothing (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "edit-find-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Not Found"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _ ("Search for what you want to do, or for a key."));

  return page;
}

static void
sfl_shortcuts_dialog_dispose (GObject *object)
{
  SflShortcutsDialog *self = SFL_SHORTCUTS_DIALOG (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->folds, g_ptr_array_unref);
  g_clear_pointer (&self->shortcuts, g_ptr_array_unref);

  G_OBJECT_CLASS (sfl_shortcuts_dialog_parent_class)->dispose (object);
}

static void
sfl_shortcuts_dialog_class_init (SflShortcutsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_shortcuts_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
sfl_shortcuts_dialog_init (SflShortcutsDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->shortcuts = sfl_keys_list ();
  self->rows = g_ptr_array_new ();
  self->groups = g_ptr_array_new ();
  self->folds = g_ptr_array_new_with_free_func ((GDestroyNotify) sfl_fold_free);

  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _ ("Search keys"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search keys"), -1);
  gtk_widget_set_margin_start (self->entry, 12);
  gtk_widget_set_margin_end (self->entry, 12);
  gtk_widget_set_margin_top (self->entry, 6);
  gtk_widget_set_margin_bottom (self->entry, 6);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self, 0);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (gtk_window_close), self,
                           G_CONNECT_SWAPPED);

  self->stack = gtk_stack_new ();
  gtk_stack_add_titled (GTK_STACK (self->stack), make_list (self), "list",
                        _ ("Keyboard Shortcuts"));
  gtk_stack_add_titled (GTK_STACK (self->stack), make_nothing (), "nothing", _ ("Not Found"));
  gtk_widget_set_vexpand (self->stack, TRUE);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Keyboard Shortcuts"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
}

void
sfl_shortcuts_dialog_present (GtkWindow *parent)
{
  SflShortcutsDialog *self;

  g_return_if_fail (GTK_IS_WINDOW (parent));

  self = g_object_new (sfl_shortcuts_dialog_get_type (), "transient-for", parent, NULL);
  sfl_dialog_prepare (GTK_WINDOW (self));
  gtk_window_set_default_size (GTK_WINDOW (self),
                               CLAMP (gtk_widget_get_width (GTK_WIDGET (parent)), MIN_WIDTH, WIDTH),
                               CLAMP (gtk_widget_get_height (GTK_WIDGET (parent)), MIN_HEIGHT,
                                      HEIGHT));
  gtk_widget_grab_focus (self->entry);
  gtk_window_present (GTK_WINDOW (self));
}
