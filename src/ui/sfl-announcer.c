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

/* In intervals: a description stays for who reads it by finger, and for a reader that is late. */
#define LASTING 3

struct _SflAnnouncer {
  GObject parent_instance;

  GtkWindow *window; /* weak */
  GtkWidget *spoken; /* weak: the widget whose description is borrowed */
  char *waiting;     /* the latest text that came too soon after another */
  GQueue alerts;     /* of char *: what came too soon, and is said before that */
  guint interval_id;
  guint n_intervals; /* since something was said */
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
announcer_quark (void)
{
  return g_quark_from_static_string ("sfl-announcer");
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

/* Itself or, in an entry, the text. */
static gboolean
has_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_get_parent (focus) == widget);
}

/* A description that comes back in focus would be spoken, an empty one is not: so what was there
 * waits for the focus to go.
 */
static void
fall_silent (SflAnnouncer *self)
{
  if (self->spoken == NULL)
    return;

  if (has_focus (self->spoken))
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->spoken),
                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  else
    give_back (self);
}

static void
focus_widget_cb (SflAnnouncer *self, GParamSpec *pspec, GtkWindow *window)
{
  /* Nowhere is on the way to somewhere, maybe back. */
  if (self->spoken != NULL && gtk_window_get_focus (window) != NULL && !has_focus (self->spoken))
    give_back (self);
}

/* A dialog of ours may have the keyboard: what is said of another window is not heard. */
static GtkWindow *
get_active_window (SflAnnouncer *self)
{
  GtkApplication *application = gtk_window_get_application (self->window);
  GtkWindow *active = application != NULL ? gtk_application_get_active_window (application) : NULL;

  return active != NULL && gtk_window_is_active (active) ? active : self->window;
}

/* Returns: whether somebody can have heard it; without a focus nobody does */
static gboolean
speak (SflAnnouncer *self, const char *text)
{
  AnnounceFunc announce = get_announce_func ();
  GtkWindow *window;
  GtkWidget *widget, *parent;

  if (self->window == NULL)
    return TRUE;

  window = get_active_window (self);
  if (announce != NULL) {
    announce (GTK_ACCESSIBLE (window), text, PRIORITY_MEDIUM);
    return TRUE;
  }

  widget = gtk_window_get_focus (window);
  if (widget == NULL)
    return FALSE;
  /* The text in an entry has the focus, the entry tells of it. */
  parent = gtk_widget_get_parent (widget);
  if (GTK_IS_TEXT (widget) && GTK_IS_EDITABLE (parent))
    widget = parent;
  if (widget != self->spoken)
    give_back (self);
  else /* the same words again are no change */
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  g_set_weak_pointer (&self->spoken, widget);
  self->n_intervals = 0;
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);

  return TRUE;
}

static gboolean
interval_cb (gpointer user_data)
{
  SflAnnouncer *self = user_data;
  const char *alert = g_queue_peek_head (&self->alerts);

  if (alert != NULL) {
    if (speak (self, alert))
      g_free (g_queue_pop_head (&self->alerts));
    return G_SOURCE_CONTINUE;
  }
  if (self->waiting != NULL) {
    if (speak (self, self->waiting))
      g_clear_pointer (&self->waiting, g_free);
    return G_SOURCE_CONTINUE;
  }

  if (++self->n_intervals < LASTING)
    return G_SOURCE_CONTINUE;

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
  if (self->window != NULL)
    g_object_set_qdata (G_OBJECT (self->window), announcer_quark (), NULL);
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->waiting, g_free);
  g_queue_clear_full (&self->alerts, g_free);

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
  g_object_set_qdata (G_OBJECT (window), announcer_quark (), self);
  g_signal_connect_object (window, "notify::focus-widget", G_CALLBACK (focus_widget_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

static gboolean
has_more (SflAnnouncer *self)
{
  return self->waiting != NULL || !g_queue_is_empty (&self->alerts);
}

/* Says @text now, unless it comes too soon after another. */
static gboolean
speak_now (SflAnnouncer *self, const char *text)
{
  if (self->interval_id != 0 && (self->n_intervals == 0 || has_more (self)))
    return FALSE;

  g_clear_handle_id (&self->interval_id, g_source_remove);
  self->n_intervals = 0;
  self->interval_id = g_timeout_add (SFL_ANNOUNCER_INTERVAL_MS, interval_cb, self);

  return speak (self, text);
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
  if (!speak_now (self, clean)) {
    g_free (self->waiting);
    self->waiting = g_steal_pointer (&clean);
  }
}

/**
 * sfl_announcer_alert:
 * @text: what went wrong, or what else must not be lost
 *
 * Says @text as soon as the announcement before leaves room; no later one takes its place.
 */
void
sfl_announcer_alert (SflAnnouncer *self, const char *text)
{
  g_autofree char *clean = NULL;

  g_return_if_fail (SFL_IS_ANNOUNCER (self));
  g_return_if_fail (text != NULL);

  clean = sfl_label_clean (text);
  if (!speak_now (self, clean) &&
      g_queue_find_custom (&self->alerts, clean, (GCompareFunc) strcmp) == NULL)
    g_queue_push_tail (&self->alerts, g_steal_pointer (&clean));
}

/**
 * sfl_announcer_say:
 * @widget: anything in a window that has an announcer
 *
 * As sfl_announcer_announce(), for who does not know the announcer.
 */
void
sfl_announcer_say (GtkWidget *widget, const char *text)
{
  GtkRoot *root;
  SflAnnouncer *self;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  root = gtk_widget_get_root (widget);
  self = root != NULL ? g_object_get_qdata (G_OBJECT (root), announcer_quark ()) : NULL;
  if (self != NULL)
    sfl_announcer_announce (self, text);
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
