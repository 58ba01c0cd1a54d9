/* test-hand.c: a hand and an eye for tests of widgets
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hand is that of the X server: its pointer and keys come in by the same
 * way as a user's.  The eye draws the widget and looks at a pixel.  Windows
 * have no frame and no window manager, so they begin at the screen's corner.
 */

#include "config.h"

#include "test-hand.h"

#include <math.h>

#include <adwaita.h>

#define TITLE "hand"

/* What hand_look() saw last: premultiplied ARGB. */
static struct {
  int width, height;
  guint32 *pixels;
} view;

void
hand_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/* @name: a style sheet of the ui room */
void
hand_add_css (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "src", "ui", name, NULL);
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  gtk_css_provider_load_from_path (provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
hand_iterate (void)
{
  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (1000);
}

static gboolean
count_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  int *ticks = user_data;

  (*ticks)++;

  return G_SOURCE_CONTINUE;
}

/* Lets whatever waits for the next frame happen, and what that asks for. */
void
hand_settle (GtkWidget *widget)
{
  int ticks = 0;
  guint id = gtk_widget_add_tick_callback (widget, count_tick_cb, &ticks, NULL);

  hand_wait_for (ticks >= 4);
  gtk_widget_remove_tick_callback (widget, id);
}

GtkWidget *
hand_show (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_title (GTK_WINDOW (window), TITLE);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  hand_wait_for (gtk_widget_get_mapped (child) && gtk_widget_get_width (child) > 0);
  hand_settle (window);

  return window;
}

static void
run_xdotool (const char *format, ...)
{
  g_autofree char *arguments = NULL;
  g_autofree char *command = NULL;
  g_autoptr (GError) error = NULL;
  int status;
  va_list list;

  va_start (list, format);
  arguments = g_strdup_vprintf (format, list);
  va_end (list);

  command = g_strconcat ("xdotool ", arguments, NULL);
  g_spawn_command_line_sync (command, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
}

void
hand_focus_window (GtkWidget *window)
{
  run_xdotool ("search --onlyvisible --name ^" TITLE "$ windowfocus");
  hand_wait_for (gtk_window_is_active (GTK_WINDOW (window)));
}

void
hand_move (GtkWidget *widget, double x, double y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  double native_x, native_y, surface_x, surface_y;

  g_assert_true (
      gtk_widget_translate_coordinates (widget, GTK_WIDGET (native), x, y, &native_x, &native_y));
  gtk_native_get_surface_transform (native, &surface_x, &surface_y);
  run_xdotool ("mousemove %d %d", (int) floor (native_x + surface_x),
               (int) floor (native_y + surface_y));
}

void
hand_press (void)
{
  run_xdotool ("mousedown 1");
}

void
hand_release (void)
{
  run_xdotool ("mouseup 1");
}

void
hand_click (GtkWidget *widget, double x, double y)
{
  hand_move (widget, x, y);
  hand_press ();
  hand_release ();
}

void
hand_key (const char *key)
{
  run_xdotool ("key %s", key);
}

/* Remembers what @widget looks like, once it has drawn what it was asked to. */
void
hand_look (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  hand_settle (widget);
  view.width = gtk_widget_get_width (widget);
  view.height = gtk_widget_get_height (widget);
  g_free (view.pixels);
  view.pixels = g_new0 (guint32, view.width * view.height);

  gdk_paintable_snapshot (paintable, snapshot, view.width, view.height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return;

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                         node, &GRAPHENE_RECT_INIT (0, 0, view.width, view.height));
  gdk_texture_download (texture, (guchar *) view.pixels, view.width * 4);
}

GdkRGBA
hand_see (int x, int y)
{
  guint32 pixel;
  double alpha;

  g_assert_cmpint (x, >=, 0);
  g_assert_cmpint (x, <, view.width);
  g_assert_cmpint (y, >=, 0);
  g_assert_cmpint (y, <, view.height);

  pixel = view.pixels[y * view.width + x];
  alpha = (pixel >> 24) / 255.0;
  if (alpha == 0)
    return (GdkRGBA){ 0, 0, 0, 0 };

  return (GdkRGBA){ (float) ((pixel >> 16 & 0xff) / 255.0 / alpha),
                    (float) ((pixel >> 8 & 0xff) / 255.0 / alpha),
                    (float) ((pixel & 0xff) / 255.0 / alpha), (float) alpha };
}

/* Whether the pixel has @color, but for rounding. */
gboolean
hand_sees (int x, int y, const char *color)
{
  GdkRGBA seen = hand_see (x, y);
  GdkRGBA expected;

  g_assert_true (gdk_rgba_parse (&expected, color));

  return fabsf (seen.red - expected.red) < 0.02f && fabsf (seen.green - expected.green) < 0.02f &&
         fabsf (seen.blue - expected.blue) < 0.02f && fabsf (seen.alpha - expected.alpha) < 0.02f;
}

/* The window that lies over @parent, or NULL. */
GtkWindow *
hand_find_dialog (GtkWidget *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (gtk_window_get_transient_for (window) == GTK_WINDOW (parent))
      return window;
  }

  return NULL;
}

/* A mapped label whose text has @part, among @root and what it holds; or NULL. */
GtkWidget *
hand_find_label (GtkWidget *root, const char *part)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) &&
      strstr (gtk_label_get_text (GTK_LABEL (root)), part) != NULL)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = hand_find_label (child, part);

    if (found != NULL)
      return found;
  }

  return NULL;
}
