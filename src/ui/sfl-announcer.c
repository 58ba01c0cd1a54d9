/* sfl-announcer.c: words for those who listen to the window
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Since 4.14 GTK can announce a text.  Before, a screen reader says nothing of
 * a toast or a status label; what it does speak is a new description of the
 * widget in focus.  So that widget borrows the text as its description for a
 * moment.  The focus itself never moves.  Main thread only.
 */

#include "config.h"

#include "sfl-announcer.h"

#include "sfl-label.h"

#include <gmodule.h>

struct _SflAnnouncer {
  GObject parent_instance;

  GtkWindow *window; /* weak */
  GtkWidget *spoken; /* weak: the widget whose description is borrowed */
  char *waiting;     /* the latest text that came too soon after another */
  guint interval_id;
};

G_DEFINE_FINAL_TYPE (SflAnnouncer, sfl_announcer, G_TYPE_OBJECT)

/* GTK 4.14's function and its GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM. */
typedef void (*AnnounceFunc) (GtkAccessible *accessible, const char *message, int priority);
#define PRIORITY_MEDIUM 1

static AnnounceFunc
get_announce_func (void)
{
  static gsize initialized;
  static AnnounceFunc func;

  if (g_once_init_enter (&initialized)) {
    GModule *program = g_module_open (NULL, G_MODULE_BIND_LAZY);
    gpointer symbol = NULL;

    if (program != NULL && g_module_symbol (program, "gtk_accessible_announce", &symbol))
      func = (AnnounceFunc) symbol;
    g_once_init_leave (&initialized, 1);
  }

  return func;
}

static GQuark
description_quark (void)
{
  return g_quark_from_static_string ("sfl-description");
}

static void
restore_description (GtkWidget *widget)
{
  const char *description = g_object_get_qdata (G_OBJECT (widget), description_quark ());

  if (description != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    description, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
give_back (SflAnnouncer *self)
{
  if (self->spoken != NULL)
    restore_description (self->spoken);
  g_clear_weak_pointer (&self->spoken);
}

/* A description that comes back in focus would be spoken, an empty one is not: so what was there
 * waits for the focus to go.
 */
static void
fall_silent (SflAnnouncer *self)
{
  if (self->spoken == NULL)
    return;

  if (self->window != NULL && gtk_window_get_focus (self->window) == self->spoken)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->spoken),
                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  else
    give_back (self);
}

static void
focus_widget_cb (SflAnnouncer *self, GParamSpec *pspec, GtkWindow *window)
{
  if (gtk_window_get_focus (window) != self->spoken)
    give_back (self);
}

static void
speak (SflAnnouncer *self, const char *text)
{
  AnnounceFunc announce = get_announce_func ();
  GtkWidget *widget;

  if (self->window == NULL)
    return;

  if (announce != NULL) {
    announce (GTK_ACCESSIBLE (self->window), text, PRIORITY_MEDIUM);
    return;
  }

  widget = gtk_window_get_focus (self->window);
  if (widget == NULL)
    widget = GTK_WIDGET (self->window);
  if (widget != self->spoken)
    give_back (self);
  g_set_weak_pointer (&self->spoken, widget);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

static gboolean
interval_cb (gpointer user_data)
{
  SflAnnouncer *self = user_data;
  g_autofree char *text = g_steal_pointer (&self->waiting);

  if (text != NULL) {
    speak (self, text);
    return G_SOURCE_CONTINUE;
  }

  fall_silent (self);
  self->interval_id = 0;
  return G_SOURCE_REMOVE;
}

static void
sfl_announcer_dispose (GObject *object)
{
  SflAnnouncer *self = SFL_ANNOUNCER (object);

  give_back (self);
  g_clear_handle_id (&self->interval_id, g_source_remove);
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->waiting, g_free);

  G_OBJECT_CLASS (sfl_announcer_parent_class)->dispose (object);
}

static void
sfl_announcer_class_init (SflAnnouncerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_announcer_dispose;
}

static void
sfl_announcer_init (SflAnnouncer *self)
{
}

/**
 * sfl_announcer_new:
 * @window: not owned
 */
SflAnnouncer *
sfl_announcer_new (GtkWindow *window)
{
  SflAnnouncer *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);

  self = g_object_new (SFL_TYPE_ANNOUNCER, NULL);
  g_set_weak_pointer (&self->window, window);
  g_signal_connect_object (window, "notify::focus-widget", G_CALLBACK (focus_widget_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * sfl_announcer_announce:
 * @text: a short sentence
 *
 * Says @text now, or when the interval since the announcement before is over;
 * of several that come too soon only the last is said.
 */
void
sfl_announcer_announce (SflAnnouncer *self, const char *text)
{
  g_autofree char *clean = NULL;

  g_return_if_fail (SFL_IS_ANNOUNCER (self));
  g_return_if_fail (text != NULL);

  clean = sfl_label_clean (text);
  if (self->interval_id != 0) {
    g_free (self->waiting);
    self->waiting = g_steal_pointer (&clean);
    return;
  }

  speak (self, clean);
  self->interval_id = g_timeout_add (SFL_ANNOUNCER_INTERVAL_MS, interval_cb, self);
}

/**
 * sfl_announcer_describe:
 * @description: (nullable): what a screen reader says of @widget after its name
 *
 * Sets a lasting description that outlives announcements; GTK's own
 * function for it leaves no way to read back what was there.
 */
void
sfl_announcer_describe (GtkWidget *widget, const char *description)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_object_set_qdata_full (G_OBJECT (widget), description_quark (), g_strdup (description), g_free);
  restore_description (widget);
}
