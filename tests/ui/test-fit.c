/* test-fit.c: A17, A18: nothing is cut, covered or out of the window
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every page and dialog of the program with our sample, at twice the size of
 * text, and in the smallest window: each label is whole, nothing that is read
 * or pressed lies over another, and nothing scrolls sideways.
 */

#include "config.h"

#include "sfl-application.h"
#include "sfl-window-private.h"
#include "test-hand.h"

#include <adwaita.h>

#define NARROW 360
#define LOW 294

static SflApplication *application;
static SflWindow *window;

static guint n_faults;

G_GNUC_PRINTF (2, 3)
static void
complain (GtkWidget *widget, const char *format, ...)
{
  g_autofree char *what = NULL;
  const char *words = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget))
                                            : gtk_widget_get_tooltip_text (widget);
  va_list list;

  va_start (list, format);
  what = g_strdup_vprintf (format, list);
  va_end (list);
  g_test_message ("%s “%s” %s", G_OBJECT_TYPE_NAME (widget), words ? words : "", what);
  n_faults++;
}

/* A title that was not written by us may be longer than any window, and is whole in the notes.  What
 * stands in an empty entry is its name as well, and of a text that is only shown to be known again
 * there are so many lines.
 */
static gboolean
may_be_cut (GtkWidget *label)
{
  return gtk_widget_get_ancestor (label, ADW_TYPE_WINDOW_TITLE) != NULL ||
         gtk_label_get_lines (GTK_LABEL (label)) > 1 ||
         g_str_equal (gtk_widget_get_css_name (label), "placeholder");
}

static void
check_label (GtkWidget *label)
{
  PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (label));
  int width, height;

  if (pango_layout_is_ellipsized (layout)) {
    if (!may_be_cut (label))
      complain (label, "is cut short");
    return;
  }
  pango_layout_get_pixel_size (layout, &width, &height);
  if (width > gtk_widget_get_width (label) + 1 || height > gtk_widget_get_height (label) + 1)
    complain (label, "of %d × %d has only %d × %d", width, height, gtk_widget_get_width (label),
              gtk_widget_get_height (label));
}

/* Says which parts keep it from being so small. */
static void
blame (GtkWidget *widget, GtkOrientation orientation, int for_size, int size)
{
  int minimum;

  gtk_widget_measure (widget, orientation, for_size, &minimum, NULL, NULL, NULL);
  if (!gtk_widget_get_mapped (widget) || minimum <= size)
    return;
  complain (widget, "needs %d pixels", minimum);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    blame (child, orientation, for_size, size);
}

static void
check_scrolling (GtkScrolledWindow *scrolled)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (scrolled);
  double more = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  if (more > 1) {
    complain (GTK_WIDGET (scrolled), "scrolls sideways, by %g", more);
    blame (gtk_scrolled_window_get_child (scrolled), GTK_ORIENTATION_HORIZONTAL, -1,
           gtk_adjustment_get_page_size (adjustment));
  }
}

/* What is read or pressed, and of it what can be seen once all around it is scrolled as it is. */
typedef struct {
  GtkWidget *widget;
  graphene_rect_t seen;
} Thing;

/* What has lower parts by scrolling is in the window all the same. */
static void
check_bounds (GtkWidget *widget, GtkWidget *root, GArray *things)
{
  Thing thing = { widget };
  graphene_rect_t bounds, room = GRAPHENE_RECT_INIT (0, 0, 0, 0);
  gboolean scrolls = FALSE;

  graphene_rect_init (&room, 0, 0, gtk_widget_get_width (root), gtk_widget_get_height (root));
  if (!gtk_widget_compute_bounds (widget, root, &bounds) || bounds.size.width < 1)
    return;
  thing.seen = bounds;
  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != NULL && parent != root;
       parent = gtk_widget_get_parent (parent)) {
    graphene_rect_t view;

    if (gtk_widget_get_overflow (parent) != GTK_OVERFLOW_HIDDEN ||
        !gtk_widget_compute_bounds (parent, root, &view))
      continue;
    if (GTK_IS_SCROLLABLE (parent) && GTK_IS_SCROLLED_WINDOW (gtk_widget_get_parent (parent)))
      scrolls = TRUE;
    graphene_rect_inset (&view, -1, -1);
    if (!scrolls && !graphene_rect_contains_rect (&view, &bounds))
      complain (widget, "sticks out of %s", G_OBJECT_TYPE_NAME (parent));
    if (!graphene_rect_intersection (&thing.seen, &view, &thing.seen))
      return;
  }
  g_array_append_val (things, thing);

  if (bounds.origin.x < -1 || bounds.origin.x + bounds.size.width > room.size.width + 1 ||
      (!scrolls &&
       (bounds.origin.y < -1 || bounds.origin.y + bounds.size.height > room.size.height + 1)))
    complain (widget, "is at %g, %g to %g, %g in a window of %g × %g", bounds.origin.x,
              bounds.origin.y, bounds.origin.x + bounds.size.width,
              bounds.origin.y + bounds.size.height, room.size.width, room.size.height);
}

static void
look_into (GtkWidget *widget, GtkWidget *root, GArray *things)
{
  if (!gtk_widget_get_mapped (widget) || (widget != root && GTK_IS_NATIVE (widget)))
    return;

  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    check_label (widget);
  if (GTK_IS_SCROLLED_WINDOW (widget))
    check_scrolling (GTK_SCROLLED_WINDOW (widget));
  if (widget != root && (GTK_IS_LABEL (widget) || gtk_widget_get_focusable (widget)))
    check_bounds (widget, root, things);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_into (child, root, things);
}

/* One is part of the other, or meant to lie over it. */
static gboolean
may_overlap (GtkWidget *one, GtkWidget *other)
{
  GtkWidget *both;

  if (gtk_widget_is_ancestor (one, other) || gtk_widget_is_ancestor (other, one))
    return TRUE;
  for (both = one; !gtk_widget_is_ancestor (other, both);)
    both = gtk_widget_get_parent (both);

  return GTK_IS_OVERLAY (both) || ADW_IS_TOAST_OVERLAY (both);
}

static void
check_overlaps (GArray *things)
{
  for (guint i = 0; i < things->len; i++)
    for (guint j = i + 1; j < things->len; j++) {
      const Thing *one = &g_array_index (things, Thing, i);
      const Thing *other = &g_array_index (things, Thing, j);
      graphene_rect_t both;

      if (graphene_rect_intersection (&one->seen, &other->seen, &both) && both.size.width > 1 &&
          both.size.height > 1 && !may_overlap (one->widget, other->widget))
        complain (one->widget, "lies over %s “%s” by %g × %g", G_OBJECT_TYPE_NAME (other->widget),
                  GTK_IS_LABEL (other->widget) ? gtk_label_get_text (GTK_LABEL (other->widget))
                                               : "",
                  both.size.width, both.size.height);
    }
}

static void
check_fit (GtkWidget *root, const char *name)
{
  g_autoptr (GArray) things = g_array_new (FALSE, FALSE, sizeof (Thing));
  guint n_before = n_faults;

  hand_settle (root);
  look_into (root, root, things);
  check_overlaps (things);
  if (things->len < 2)
    complain (root, "has only %u things", things->len);
  if (n_faults > n_before)
    g_test_message ("… %s, of %d × %d", name, gtk_widget_get_width (root),
                    gtk_widget_get_height (root));
}

static GtkWidget *
find_popover (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found =
        GTK_IS_POPOVER (child) && gtk_widget_get_mapped (child) ? child : find_popover (child);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static void
resize (GtkWindow *target, int width, int height)
{
  GtkWidget *widget = GTK_WIDGET (target);

  gtk_window_set_default_size (target, width, height);
  hand_settle (widget);
  if (gtk_widget_get_width (widget) > width)
    blame (widget, GTK_ORIENTATION_HORIZONTAL, -1, width);
  if (gtk_widget_get_height (widget) > height)
    blame (widget, GTK_ORIENTATION_VERTICAL, width, height);
}

static GtkWidget *
wait_for_popover (void)
{
  GtkWidget *popover;

  hand_wait_for ((popover = find_popover (GTK_WIDGET (window))) != NULL);

  return popover;
}

static void
close_popover (GtkWidget *popover)
{
  gtk_popover_popdown (GTK_POPOVER (popover));
  hand_wait_for (find_popover (GTK_WIDGET (window)) == NULL);
}

static void
check_popover (const char *name)
{
  GtkWidget *popover = wait_for_popover ();

  check_fit (popover, name);
  close_popover (popover);
}

static void
check_reading_settings (void)
{
  static const char *const pages[] = { "main", "layout", "highlight", "listening" };
  GtkWidget *popover;

  gtk_menu_button_popup (GTK_MENU_BUTTON (window->reading_button));
  popover = wait_for_popover ();
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    if (!gtk_widget_activate_action (popover, "settings.page", "s", pages[i]))
      g_error ("There is no page %s", pages[i]);
    check_fit (popover, pages[i]);
  }
  close_popover (popover);
}

/* @width, @height: 0 for what it takes itself */
static void
check_dialog (const char *action, int width, int height)
{
  GtkWindow *dialog;

  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
  hand_wait_for ((dialog = hand_find_dialog (GTK_WIDGET (window))) != NULL &&
                 gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  hand_settle (GTK_WIDGET (dialog));
  if (width > 0)
    resize (dialog, width, height);
  check_fit (GTK_WIDGET (dialog), action);
  gtk_window_destroy (dialog);
}

static const char *const dialogs[] = {
  "win.preferences", "win.shortcuts", "win.transcript-details", "win.export", "win.sound-delay",
};

/* Of an episode that is open, in a window of some size. */
static void
check_all (int width, int height, gboolean shrink)
{
  resize (GTK_WINDOW (window), width, height);
  check_fit (GTK_WIDGET (window), "the window");

  check_reading_settings ();
  gtk_widget_activate_action (GTK_WIDGET (window), "win.go-to-time", NULL);
  check_popover ("the time to go to");
  gtk_menu_button_popup (GTK_MENU_BUTTON (window->title_button));
  check_popover ("the notes");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.find", NULL);
  check_fit (GTK_WIDGET (window), "the find bar");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.escape", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    check_dialog (dialogs[i], shrink ? width : 0, height);
}

static void
set_text_size (int percent)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", percent * 96 * 1024 / 100, NULL);
  hand_settle (GTK_WIDGET (window));
}

/* A17 */
static void
test_large_text (void)
{
  n_faults = 0;
  set_text_size (200);
  check_all (1100, 760, FALSE);
  check_all (480, 640, FALSE);
  check_all (NARROW, 640, TRUE);
  set_text_size (100);
  if (n_faults > 0)
    g_test_fail_printf ("%u faults", n_faults);
}

/* A18 */
static void
test_small_window (void)
{
  n_faults = 0;
  check_all (NARROW, LOW, TRUE);
  if (n_faults > 0)
    g_test_fail_printf ("%u faults", n_faults);
}

static void
test_start_page (void)
{
  n_faults = 0;
  resize (GTK_WINDOW (window), NARROW, LOW);
  check_fit (GTK_WIDGET (window), "the start page");
  set_text_size (200);
  resize (GTK_WINDOW (window), 1100, 760);
  check_fit (GTK_WIDGET (window), "the start page");
  set_text_size (100);
  if (n_faults > 0)
    g_test_fail_printf ("%u faults", n_faults);
}

static gboolean
is_open (void)
{
  return !sfl_episode_get_opening (window->episode) &&
         sfl_episode_get_transcript (window->episode) != NULL &&
         sfl_episode_get_loaded (window->episode) && gtk_widget_get_mapped (window->controls);
}

static void
test_sample (void)
{
  sfl_window_open_sample (window);
  hand_wait_for (is_open ());
  hand_settle (GTK_WIDGET (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  hand_init (&argc, &argv);
  application = sfl_application_new ();
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_activate (G_APPLICATION (application));
  window = SFL_WINDOW (gtk_application_get_windows (GTK_APPLICATION (application))->data);
  hand_wait_for (gtk_widget_get_mapped (GTK_WIDGET (window)));

  g_test_add_func ("/fit/start-page", test_start_page);
  g_test_add_func ("/fit/sample", test_sample);
  g_test_add_func ("/fit/small-window", test_small_window);
  g_test_add_func ("/fit/large-text", test_large_text);
  status = g_test_run ();

  gtk_window_close (GTK_WINDOW (window));
  g_object_unref (application);

  return status;
}
