/* test-banner.c: lasting messages come, stay, fit and go
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-banner.h"
#include "test-hand.h"

#define LONG_TEXT                                                                                  \
  "There is no sound device. The episode plays on in silence, with its picture and its "           \
  "transcript."

static void
note_id_cb (GString *ids, const char *id, SflBanner *banner)
{
  g_string_append_printf (ids, "%s ", id);
}

static GtkWidget *
put_in_page (GtkWidget *banner, GtkWidget **below)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  *below = gtk_button_new_with_label ("Below");
  gtk_box_append (GTK_BOX (page), banner);
  gtk_box_append (GTK_BOX (page), *below);

  return page;
}

static GtkWidget *
find_button (GtkWidget *banner, const char *label)
{
  GtkWidget *found = hand_find_label (banner, label);

  return found != NULL ? gtk_widget_get_ancestor (found, GTK_TYPE_BUTTON) : NULL;
}

static void
click_middle (GtkWidget *widget)
{
  hand_click (widget, gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0);
}

static void
test_messages (void)
{
  SflBanner *banner = g_object_ref_sink (sfl_banner_new ());

  g_assert_null (sfl_banner_get_id (banner));

  sfl_banner_show (banner, "sound", "No sound", NULL, TRUE);
  sfl_banner_show (banner, "file", "The file has changed", NULL, FALSE);
  g_assert_cmpstr (sfl_banner_get_id (banner), ==, "file");

  /* The same state does not come twice, nor does it push itself before a newer one. */
  sfl_banner_show (banner, "sound", "Still no sound", NULL, TRUE);
  g_assert_cmpstr (sfl_banner_get_id (banner), ==, "file");
  sfl_banner_hide (banner, "file");
  g_assert_cmpstr (sfl_banner_get_text (banner), ==, "Still no sound");
  sfl_banner_hide (banner, "sound");
  g_assert_null (sfl_banner_get_id (banner));
  sfl_banner_hide (banner, "sound");

  sfl_banner_show (banner, "a", "A", NULL, TRUE);
  sfl_banner_show (banner, "b", "B", NULL, TRUE);
  sfl_banner_clear (banner);
  g_assert_null (sfl_banner_get_text (banner));

  g_assert_finalize_object (banner);
}

static void
test_buttons (void)
{
  GtkWidget *banner = GTK_WIDGET (sfl_banner_new ());
  GtkWidget *below, *window, *label, *close;
  g_autoptr (GString) clicked = g_string_new (NULL);
  g_autoptr (GString) closed = g_string_new (NULL);

  g_signal_connect_swapped (banner, "button-clicked", G_CALLBACK (note_id_cb), clicked);
  g_signal_connect_swapped (banner, "closed", G_CALLBACK (note_id_cb), closed);
  sfl_banner_show (SFL_BANNER (banner), "file", "<b>&", "Open", TRUE);
  window = hand_show (put_in_page (banner, &below), 700, 300);

  label = hand_find_label (banner, "<b>&");
  g_assert_nonnull (label);
  click_middle (find_button (banner, "Open"));
  hand_wait_for (g_str_equal (clicked->str, "file "));
  g_assert_cmpstr (sfl_banner_get_id (SFL_BANNER (banner)), ==, "file");

  close = gtk_widget_get_next_sibling (find_button (banner, "Open"));
  gtk_test_accessible_assert_property (close, GTK_ACCESSIBLE_PROPERTY_LABEL, "Close this message");
  gtk_widget_grab_focus (close);
  click_middle (close);
  hand_wait_for (g_str_equal (closed->str, "file "));
  g_assert_null (sfl_banner_get_id (SFL_BANNER (banner)));
  hand_settle (window);
  g_assert_false (gtk_widget_get_mapped (label));
  g_assert_cmpint (gtk_widget_get_height (banner), ==, 0);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == below);

  /* It was read: only another text, or another time, brings it back. */
  sfl_banner_show (SFL_BANNER (banner), "file", "<b>&", "Open", TRUE);
  g_assert_null (sfl_banner_get_id (SFL_BANNER (banner)));
  sfl_banner_hide (SFL_BANNER (banner), "file");
  sfl_banner_show (SFL_BANNER (banner), "file", "<b>&", NULL, FALSE);
  g_assert_cmpstr (sfl_banner_get_id (SFL_BANNER (banner)), ==, "file");
  hand_settle (window);
  g_assert_null (find_button (banner, "Open"));
  g_assert_false (gtk_widget_get_mapped (close));

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_accessible (void)
{
  GtkWidget *banner = GTK_WIDGET (sfl_banner_new ());
  GtkWidget *below, *window, *label;

  sfl_banner_show (SFL_BANNER (banner), "file", "The file has changed", NULL, FALSE);
  window = hand_show (put_in_page (banner, &below), 700, 300);
  label = hand_find_label (banner, "changed");

  gtk_test_accessible_assert_role (banner, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_test_accessible_assert_relation (banner, GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL);

  /* Can be reached and read again by keyboard. */
  gtk_widget_grab_focus (below);
  hand_focus_window (window);
  hand_key ("shift+Tab");
  hand_wait_for (gtk_window_get_focus (GTK_WINDOW (window)) == banner);

  gtk_window_destroy (GTK_WINDOW (window));
}

static const struct {
  int width;
  int dpi;
  GtkTextDirection direction;
  gboolean stacked;
} sizes[] = {
  { 1000, 96, GTK_TEXT_DIR_LTR, FALSE },
  { 1000, 96, GTK_TEXT_DIR_RTL, FALSE },
  { 340, 96, GTK_TEXT_DIR_LTR, TRUE },
  { 340, 192, GTK_TEXT_DIR_LTR, TRUE }, /* text at 200 % */
};

static graphene_rect_t
get_bounds (GtkWidget *widget, GtkWidget *of)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, of, &bounds));

  return bounds;
}

static void
test_narrow (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    GtkWidget *banner = GTK_WIDGET (sfl_banner_new ());
    GtkWidget *below, *window, *button, *label;
    graphene_rect_t text, push, all;

    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", sizes[i].dpi * 1024, NULL);
    gtk_widget_set_default_direction (sizes[i].direction);
    sfl_banner_show (SFL_BANNER (banner), "sound", LONG_TEXT, "Try Again", TRUE);
    window = hand_show (put_in_page (banner, &below), sizes[i].width, 500);
    g_assert_cmpint (gtk_widget_get_width (window), ==, sizes[i].width);

    button = find_button (banner, "Try Again");
    label = hand_find_label (banner, "silence");
    text = get_bounds (label, banner);
    push = get_bounds (button, banner);
    all = get_bounds (banner, banner);

    g_assert_true (graphene_rect_contains_rect (&all, &text));
    g_assert_true (graphene_rect_contains_rect (&all, &push));
    g_assert_false (graphene_rect_intersection (&text, &push, NULL));
    g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
    g_assert_cmpint (text.origin.y + text.size.height <= push.origin.y, ==, sizes[i].stacked);
    if (!sizes[i].stacked)
      g_assert_cmpint (text.origin.x < push.origin.x, ==, sizes[i].direction == GTK_TEXT_DIR_LTR);

    gtk_window_destroy (GTK_WINDOW (window));
  }

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char **argv)
{
  hand_init (&argc, &argv);
  hand_add_css ("sfl-banner.css");

  g_test_add_func ("/banner/messages", test_messages);
  g_test_add_func ("/banner/buttons", test_buttons);
  g_test_add_func ("/banner/accessible", test_accessible);
  g_test_add_func ("/banner/narrow", test_narrow);

  return g_test_run ();
}
