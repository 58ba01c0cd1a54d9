/* test-keeper.c: what is being read stays in view however the text is set
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-follower.h"
#include "sfl-part-bar.h"
#include "sfl-transcript-builder.h"
#include "sfl-transcript-view.h"

#include <adwaita.h>
#include <string.h>

#include "test-hand.h"

/* The band in which the line being spoken may stand, and what rounding to pixels takes. */
#define BAND_TOP 0.25
#define BAND_BOTTOM 0.60
#define SLACK 0.01

/* How far a place may be from where it stood, in pixels: less than a row. */
#define NEAR 12

typedef struct {
  GtkWidget *window;
  GtkWidget *scrolled;
  SflTranscriptView *view;
  SflFollower *follower;
  GtkCssProvider *css;
  SflTranscript *transcript;
} Fixture;

static const SflTextLayout usual = { 1.5, 1.0, 0, 60, 0, SFL_TIMES_ALWAYS };

/* The spacing that WCAG 2.2, 1.4.12, asks for, and the most there is. */
static const SflTextLayout wide = { 2.0, 2.0, 0.12, 60, 0, SFL_TIMES_ALWAYS };
static const SflTextLayout widest = { 2.5, 2.5, 0.2, 45, 0, SFL_TIMES_NEVER };

static SflTranscript *
make_transcript (guint n_lines)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");

  for (guint i = 0; i < n_lines; i++) {
    SflTime start = (SflTime) i * 3 * SFL_SECOND;
    g_autoptr (GString) text = g_string_new (NULL);

    g_string_printf (text, "Line %u says", i);
    for (guint k = 0; k < i * 7 % 29; k++)
      g_string_append (text, " some words");
    g_string_append_c (text, '.');
    sfl_transcript_builder_begin_line (builder, start, start + 3 * SFL_SECOND, -1);
    sfl_transcript_builder_append (builder, text->str, text->len);
  }

  return sfl_transcript_builder_end (builder);
}

static void
set_size (Fixture *self, int points)
{
  g_autofree char *css = g_strdup_printf ("textview.transcript { font-size: %dpt; }", points);

  gtk_css_provider_load_from_data (self->css, css, -1);
}

static void
set_mode (Fixture *self, SflReadingMode mode)
{
  g_autoptr (SflReading) reading = sfl_reading_new (self->transcript, mode);

  sfl_transcript_view_set_reading (self->view, reading);
}

static void
setup (Fixture *self, gconstpointer data)
{
  self->transcript = make_transcript (GPOINTER_TO_UINT (data));
  self->view = SFL_TRANSCRIPT_VIEW (sfl_transcript_view_new ());
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->view));
  self->follower = sfl_follower_new (GTK_SCROLLED_WINDOW (self->scrolled), self->view);
  self->css = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (self->css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  set_size (self, 14);
  sfl_transcript_view_set_layout (self->view, &usual);
  set_mode (self, SFL_READING_LINES);
  self->window = hand_show (self->scrolled, 700, 500);
}

static void
teardown (Fixture *self, gconstpointer data)
{
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                 GTK_STYLE_PROVIDER (self->css));
  g_clear_object (&self->css);
  g_clear_object (&self->follower);
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->transcript);
}

/* The line's top and bottom, as shares of the window's height. */
static gboolean
find_line (Fixture *self, guint line, double *top, double *bottom)
{
  GdkRectangle visible;
  int y, height;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self->view), &visible);
  if (visible.height <= 1 || !sfl_transcript_view_get_line_range (self->view, line, &y, &height))
    return FALSE;
  *top = (y - visible.y) / (double) visible.height;
  *bottom = (y + height - visible.y) / (double) visible.height;

  return TRUE;
}

/* A line that is too tall for the band begins where most of it is seen. */
static gboolean
is_in_band (Fixture *self, guint line)
{
  double top, bottom;

  if (!find_line (self, line, &top, &bottom))
    return FALSE;
  if (bottom - top > BAND_BOTTOM - BAND_TOP)
    return top > -SLACK && top < BAND_BOTTOM;

  return top >= BAND_TOP - SLACK && bottom <= BAND_BOTTOM + SLACK;
}

/* Whether @condition holds for so long that no idle work can undo it. */
#define wait_to_hold(condition)                                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint held = 0;                                                                                \
    hand_wait_for ((held = (condition) ? held + 1 : 0) > 60);                                      \
  }                                                                                                \
  G_STMT_END

static const struct {
  const char *what;
  int points;
  int width;
  int height;
  const SflTextLayout *layout;
} steps[] = {
  { "zoom in", 36, 700, 500, &usual },       { "narrow", 36, 360, 294, &usual },
  { "spacing", 14, 360, 294, &wide },        { "wide again", 14, 900, 600, &wide },
  { "most spacing", 20, 700, 500, &widest }, { "as before", 14, 700, 500, &usual },
};

/* A20, A19: the line being spoken comes back into its band. */
static void
test_band (Fixture *self, gconstpointer data)
{
  guint line = GPOINTER_TO_UINT (data) * 3 / 5;
  const guint lit[] = { line };

  sfl_transcript_view_set_lit (self->view, lit, 1, FALSE);
  sfl_follower_set_line (self->follower, line, TRUE);
  wait_to_hold (is_in_band (self, line));

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_test_message ("%s", steps[i].what);
    set_size (self, steps[i].points);
    sfl_transcript_view_set_layout (self->view, steps[i].layout);
    gtk_window_set_default_size (GTK_WINDOW (self->window), steps[i].width, steps[i].height);
    wait_to_hold (is_in_band (self, line));
    g_assert_true (sfl_follower_get_following (self->follower));
  }
}

/* Whether the reader is at a line, away from the one being spoken. */
static gboolean
is_read (Fixture *self, guint line)
{
  GtkTextIter iter;

  sfl_follower_get_anchor (self->follower, &iter);

  return !sfl_follower_get_following (self->follower) &&
         sfl_transcript_view_find_line_at_iter (self->view, &iter) == (int) line;
}

/* The same for a reader who has gone elsewhere: the place stays where it is in the window. */
static void
test_place (Fixture *self, gconstpointer data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  guint line = GPOINTER_TO_UINT (data) / 2;
  GtkTextIter iter;
  double y;

  sfl_follower_set_line (self->follower, 3, TRUE);
  wait_to_hold (gtk_adjustment_get_page_size (
                    gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view))) > 1);
  g_assert_true (sfl_transcript_view_get_line_iter (self->view, line, &iter));
  gtk_text_buffer_place_cursor (buffer, &iter);
  sfl_follower_reveal (self->follower, &iter);
  wait_to_hold (is_read (self, line));
  y = sfl_follower_get_anchor (self->follower, &iter);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    double limit = steps[i].height * BAND_BOTTOM;

    g_test_message ("%s", steps[i].what);
    set_size (self, steps[i].points);
    sfl_transcript_view_set_layout (self->view, steps[i].layout);
    gtk_window_set_default_size (GTK_WINDOW (self->window), steps[i].width, steps[i].height);
    wait_to_hold (gtk_widget_get_width (self->window) == steps[i].width &&
                  ABS (sfl_follower_get_anchor (self->follower, &iter) - MIN (y, limit)) < NEAR &&
                  is_read (self, line));
    y = sfl_follower_get_anchor (self->follower, &iter);
    g_assert_false (sfl_follower_get_following (self->follower));
  }
}

/* Notes each place that the text is scrolled to. */
static void
note_value_cb (GtkAdjustment *adjustment, GArray *values)
{
  double value = gtk_adjustment_get_value (adjustment);

  if (values->len == 0 || g_array_index (values, double, values->len - 1) != value)
    g_array_append_val (values, value);
}

/* A21: who wants no motion gets none: the text is at its new place at once. */
static void
test_no_motion (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  gboolean animated = GPOINTER_TO_UINT (data) % 2;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", animated, NULL);
  sfl_follower_set_line (self->follower, 40, TRUE);
  wait_to_hold (is_in_band (self, 40));
  hand_settle (GTK_WIDGET (self->view));
  /* All is laid out, so that nothing but the line moves the text. */
  hand_wait_for (!g_main_context_pending (NULL));
  g_signal_connect (adjustment, "value-changed", G_CALLBACK (note_value_cb), values);
  sfl_follower_set_line (self->follower, 43, TRUE);
  wait_to_hold (is_in_band (self, 43));
  if (animated)
    g_assert_cmpuint (values->len, >, 2);
  else
    g_assert_cmpuint (values->len, <=, 2);
  g_signal_handlers_disconnect_by_data (adjustment, values);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
}

/* Few lines are shown: the others are not to be seen, and nothing has moved. */
static void
test_ruler (Fixture *self, gconstpointer data)
{
  SflTextLayout layout = usual;
  guint line = 10;
  int y, height, y_after, n_seen[2];

  sfl_follower_set_line (self->follower, line, TRUE);
  wait_to_hold (is_in_band (self, line));
  for (guint step = 0; step < 2; step++) {
    GdkRectangle visible;

    layout.n_lines = step == 0 ? 0 : 1;
    sfl_transcript_view_get_line_range (self->view, line, &y, &height);
    sfl_transcript_view_set_layout (self->view, &layout);
    sfl_transcript_view_set_ruler (self->view, sfl_follower_get_reading_line (self->follower));
    hand_settle (GTK_WIDGET (self->view));
    sfl_transcript_view_get_line_range (self->view, line, &y_after, &height);
    g_assert_cmpint (y_after, ==, y);
    gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self->view), &visible);
    hand_look (GTK_WIDGET (self->view));
    n_seen[step] = 0;
    for (int row = 0; row < visible.height; row++)
      for (int x = 100; x < 400; x++) {
        GdkRGBA seen = hand_see (x, row);

        if (seen.red + seen.green + seen.blue < 1) {
          n_seen[step]++;
          if (step == 1) {
            g_assert_cmpint (row + visible.y, >=, y);
            g_assert_cmpint (row + visible.y, <, y + height);
          }
          break;
        }
      }
  }
  g_assert_cmpint (n_seen[1], >, 0);
  g_assert_cmpint (n_seen[1], <, n_seen[0]);
}

static void
count_cb (SflPartBar *bar, const char *words, guint *n)
{
  g_assert_nonnull (strchr (words, '2'));
  (*n)++;
}

/* Keys and the wheel lead from one part of a very long text to the next, and back. */
static void
test_parts (Fixture *self, gconstpointer data)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (sfl_part_bar_new (self->view, self->follower));
  SflPartBar *bar = SFL_PART_BAR (widget);
  guint n_told = 0;

  g_signal_connect (bar, "moved", G_CALLBACK (count_cb), &n_told);
  sfl_part_bar_update (bar);
  g_assert_true (gtk_widget_get_visible (widget));
  g_assert_cmpuint (n_told, ==, 0);

  /* Not from the middle of a part. */
  g_assert_false (sfl_part_bar_take_key (bar, GDK_KEY_Down, 0));
  g_assert_false (sfl_part_bar_take_key (bar, GDK_KEY_Up, 0));
  sfl_part_bar_take_scroll (bar, 9);
  g_assert_cmpuint (sfl_transcript_view_get_page (self->view), ==, 0);

  g_assert_true (sfl_part_bar_take_key (bar, GDK_KEY_End, GDK_CONTROL_MASK));
  g_assert_cmpuint (sfl_transcript_view_get_page (self->view), ==, 1);
  g_assert_cmpint (sfl_transcript_view_get_caret_line (self->view), ==, GPOINTER_TO_INT (data) - 1);
  sfl_part_bar_update (bar);
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_false (sfl_part_bar_take_key (bar, GDK_KEY_Down, 0));

  g_assert_true (sfl_part_bar_take_key (bar, GDK_KEY_Home, GDK_CONTROL_MASK));
  g_assert_cmpuint (sfl_transcript_view_get_page (self->view), ==, 0);
  g_assert_cmpint (sfl_transcript_view_get_caret_line (self->view), ==, 0);

  /* The line being spoken brings its part with it. */
  sfl_follower_follow (self->follower);
  sfl_follower_set_line (self->follower, SFL_READING_PAGE_BLOCKS + 20, TRUE);
  g_assert_cmpuint (sfl_transcript_view_get_page (self->view), ==, 1);
  wait_to_hold (is_in_band (self, SFL_READING_PAGE_BLOCKS + 20));
}

int
main (int argc, char **argv)
{
  hand_init (&argc, &argv);
  g_test_add ("/keeper/band", Fixture, GUINT_TO_POINTER (5000), setup, test_band, teardown);
  g_test_add ("/keeper/place", Fixture, GUINT_TO_POINTER (2000), setup, test_place, teardown);
  g_test_add ("/keeper/ruler", Fixture, GUINT_TO_POINTER (100), setup, test_ruler, teardown);
  g_test_add ("/keeper/no-motion", Fixture, GUINT_TO_POINTER (100), setup, test_no_motion,
              teardown);
  g_test_add ("/keeper/motion", Fixture, GUINT_TO_POINTER (101), setup, test_no_motion, teardown);
  g_test_add ("/keeper/parts", Fixture, GUINT_TO_POINTER (SFL_READING_PAGE_BLOCKS + 60), setup,
              test_parts, teardown);
  if (g_test_slow ()) {
    g_test_add ("/keeper/band-10k", Fixture, GUINT_TO_POINTER (10000), setup, test_band, teardown);
    g_test_add ("/keeper/place-10k", Fixture, GUINT_TO_POINTER (10000), setup, test_place,
                teardown);
  }

  return g_test_run ();
}
