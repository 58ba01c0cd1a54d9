/* test-seek-bar.c: the strip shows the episode and seeks in it
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-seek-bar.h"
#include "sfl-transcript-builder.h"
#include "test-hand.h"

#include <adwaita.h>

#define WIDTH 612 /* 600 pixels and a margin at each end: one for each second of ten minutes */
#define DURATION (600 * SFL_SECOND)
#define TRACK_Y 22
#define MARK_Y 42
#define HIT_Y 4

#define PLAYED "#9a5b00"
#define PLAYED_DARK "#f5c211"
#define CLEAR "rgba(0,0,0,0)"

typedef struct {
  SflTime time;
  gboolean final;
} Seek;

static void
seek_cb (GArray *seeks, SflTime time, gboolean final, SflSeekBar *bar)
{
  Seek seek = { time, final };

  g_array_append_val (seeks, seek);
}

static Seek
get_seek (GArray *seeks, guint i)
{
  g_assert_cmpuint (i, <, seeks->len);

  return g_array_index (seeks, Seek, i);
}

/* A pixel is a second. */
static void
assert_near (SflTime time, SflTime expected)
{
  g_assert_cmpint (ABS (time - expected), <=, SFL_SECOND);
}

typedef struct {
  SflSeekBar *bar;
  GtkWidget *widget;
  GtkWidget *window;
  GArray *seeks;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->bar = sfl_seek_bar_new ();
  self->widget = GTK_WIDGET (self->bar);
  self->seeks = g_array_new (FALSE, FALSE, sizeof (Seek));
  g_signal_connect_swapped (self->bar, "seek", G_CALLBACK (seek_cb), self->seeks);
  sfl_seek_bar_set_duration (self->bar, DURATION);
  self->window = hand_show (self->widget, WIDTH, 48);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_array_unref (self->seeks);
}

static SflTranscript *
make_transcript (guint n_lines, SflTime step)
{
  g_autoptr (SflTranscriptBuilder) builder = sfl_transcript_builder_new ("srt");

  for (guint i = 0; i < n_lines; i++) {
    g_autofree char *text = g_strdup_printf ("line <b>%u</b>", i);

    sfl_transcript_builder_begin_line (builder, i * step, i * step + step / 2, -1);
    sfl_transcript_builder_append (builder, text, strlen (text));
    sfl_transcript_builder_end_line (builder);
  }

  return sfl_transcript_builder_end (g_steal_pointer (&builder));
}

static void
test_click (Fixture *self, gconstpointer data)
{
  hand_move (self->widget, 306, TRACK_Y);
  hand_press ();
  hand_wait_for (self->seeks->len == 1);
  assert_near (get_seek (self->seeks, 0).time, 300 * SFL_SECOND);
  g_assert_true (get_seek (self->seeks, 0).final);

  /* A hand trembles by a pixel, and lets go: still one seek. */
  hand_move (self->widget, 307, TRACK_Y);
  hand_settle (self->widget);
  hand_release ();
  hand_wait_for (!sfl_seek_bar_get_dragging (self->bar));
  g_assert_cmpuint (self->seeks->len, ==, 1);
  assert_near (sfl_seek_bar_get_position (self->bar), 300 * SFL_SECOND);

  /* The margins are the very ends. */
  hand_click (self->widget, 1, TRACK_Y);
  hand_wait_for (self->seeks->len == 2);
  g_assert_cmpint (get_seek (self->seeks, 1).time, ==, 0);
  hand_click (self->widget, WIDTH - 1, TRACK_Y);
  hand_wait_for (self->seeks->len == 3);
  g_assert_cmpint (get_seek (self->seeks, 2).time, ==, DURATION);
}

static void
test_drag (Fixture *self, gconstpointer data)
{
  Seek last;

  hand_move (self->widget, 106, TRACK_Y);
  hand_press ();
  hand_wait_for (sfl_seek_bar_get_dragging (self->bar));
  for (int x = 126; x <= 206; x += 20) {
    hand_move (self->widget, x, TRACK_Y);

    /* The playhead stays in the hand, whatever the player says. */
    sfl_seek_bar_set_position (self->bar, 5 * SFL_SECOND);
    hand_wait_for (sfl_seek_bar_get_position (self->bar) > (x - 8) * SFL_SECOND);
    assert_near (sfl_seek_bar_get_position (self->bar), (x - 6) * SFL_SECOND);
    hand_settle (self->widget);
    g_assert_false (get_seek (self->seeks, self->seeks->len - 1).final);
  }

  /* Several moves before the next frame are one seek. */
  g_array_set_size (self->seeks, 0);
  for (int x = 226; x <= 246; x += 2)
    hand_move (self->widget, x, TRACK_Y);
  hand_settle (self->widget);
  g_assert_cmpuint (self->seeks->len, <, 6);
  last = get_seek (self->seeks, self->seeks->len - 1);
  g_assert_false (last.final);
  assert_near (last.time, 240 * SFL_SECOND);

  g_array_set_size (self->seeks, 0);
  hand_release ();
  hand_wait_for (!sfl_seek_bar_get_dragging (self->bar));
  g_assert_cmpuint (self->seeks->len, ==, 1);
  g_assert_true (get_seek (self->seeks, 0).final);
  assert_near (get_seek (self->seeks, 0).time, 240 * SFL_SECOND);

  /* Out of the hand it follows again. */
  sfl_seek_bar_set_position (self->bar, 30 * SFL_SECOND);
  g_assert_cmpint (sfl_seek_bar_get_position (self->bar), ==, 30 * SFL_SECOND);
}

static const struct {
  const char *key;
  int seconds; /* expected, from 100 s on */
  int seconds_rtl;
} keys[] = {
  { "Left", 95, 105 }, { "Right", 105, 95 }, { "shift+Left", 99, 101 }, { "shift+Right", 101, 99 },
  { "Prior", 70, 70 }, { "Next", 130, 130 }, { "Home", 0, 0 },          { "End", 600, 600 },
};

static void
test_keys (Fixture *self, gconstpointer data)
{
  gtk_widget_grab_focus (self->widget);
  hand_focus_window (self->window);

  for (int rtl = 0; rtl < 2; rtl++) {
    gtk_widget_set_direction (self->widget, rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
    for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
      g_array_set_size (self->seeks, 0);
      sfl_seek_bar_set_position (self->bar, 100 * SFL_SECOND);
      hand_key (keys[i].key);
      hand_wait_for (self->seeks->len == 1);
      g_assert_true (get_seek (self->seeks, 0).final);
      g_assert_cmpint (get_seek (self->seeks, 0).time, ==,
                       (rtl ? keys[i].seconds_rtl : keys[i].seconds) * SFL_SECOND);
    }
  }

  /* Steps add up before the player has answered, and end at the ends. */
  gtk_widget_set_direction (self->widget, GTK_TEXT_DIR_LTR);
  sfl_seek_bar_set_position (self->bar, 12 * SFL_SECOND);
  g_array_set_size (self->seeks, 0);
  for (int i = 0; i < 3; i++)
    hand_key ("Left");
  hand_wait_for (self->seeks->len == 3);
  g_assert_cmpint (get_seek (self->seeks, 1).time, ==, 2 * SFL_SECOND);
  g_assert_cmpint (get_seek (self->seeks, 2).time, ==, 0);
}

static void
test_unknown_duration (Fixture *self, gconstpointer data)
{
  sfl_seek_bar_set_duration (self->bar, SFL_TIME_NONE);
  sfl_seek_bar_set_position (self->bar, 100 * SFL_SECOND);
  gtk_widget_grab_focus (self->widget);
  hand_focus_window (self->window);
  hand_click (self->widget, 306, TRACK_Y);
  hand_key ("Right");
  hand_settle (self->widget);
  g_assert_cmpuint (self->seeks->len, ==, 0);

  hand_look (self->widget);
  g_assert_false (hand_sees (20, TRACK_Y, PLAYED));
  g_assert_cmpfloat (hand_see (20, TRACK_Y).alpha, >, 0.2);
}

static void
assert_described (GtkWidget *widget, const char *words)
{
  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
}

/* Whether the pixel has the accent colour, which is not the same blue in every libadwaita. */
static gboolean
sees_accent (GtkWidget *widget, int x, int y)
{
  g_autofree char *accent = NULL;
  GdkRGBA color;

  g_assert_true (gtk_style_context_lookup_color (gtk_widget_get_style_context (widget),
                                                 "accent_color", &color));
  accent = gdk_rgba_to_string (&color);

  return hand_sees (x, y, accent);
}

static void
test_accessible (Fixture *self, gconstpointer data)
{
  GtkWidget *widget = self->widget;

  gtk_test_accessible_assert_role (widget, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_LABEL, "Position");
  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0);
  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 600.0);

  sfl_seek_bar_set_position (self->bar, 446 * SFL_SECOND + 700 * SFL_MSECOND);
  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 446.0);
  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "7 minutes 26 seconds");

  /* Playing on is told once a second, even at three times the speed. */
  sfl_seek_bar_set_position (self->bar, 447 * SFL_SECOND);
  sfl_seek_bar_set_position (self->bar, 448 * SFL_SECOND);
  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 446.0);

  /* The words are there when the focus comes, and a key is told at once. */
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  hand_focus_window (self->window);
  sfl_seek_bar_set_position (self->bar, 460 * SFL_SECOND);
  assert_described (widget, "7 minutes 40 seconds");
  gtk_widget_grab_focus (widget);
  hand_key ("shift+Right");
  hand_wait_for (self->seeks->len == 1);
  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 461.0);
  assert_described (widget, "7 minutes 41 seconds");

  /* In focus, playing on takes them away, for a change would be spoken. */
  sfl_seek_bar_set_position (self->bar, 470 * SFL_SECOND);
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 470.0);

  gtk_window_set_focus_visible (GTK_WINDOW (self->window), TRUE);
  hand_look (widget);
  g_assert_true (sees_accent (widget, 306, 0));
  gtk_window_set_focus_visible (GTK_WINDOW (self->window), FALSE);
  hand_look (widget);
  g_assert_false (sees_accent (widget, 306, 0));
}

static void
test_colors (Fixture *self, gconstpointer data)
{
  float peaks[300];
  const SflTime hits[] = { 100 * SFL_SECOND, 100 * SFL_SECOND, 500 * SFL_SECOND };
  GdkRGBA rest;

  sfl_seek_bar_set_position (self->bar, 300 * SFL_SECOND);
  hand_look (self->widget);
  g_assert_true (hand_sees (20, TRACK_Y, PLAYED));
  g_assert_true (hand_sees (290, TRACK_Y, PLAYED));
  rest = hand_see (320, TRACK_Y);
  g_assert_cmpfloat (rest.alpha, >, 0.2);
  g_assert_cmpfloat (rest.alpha, <, 0.4);
  g_assert_cmpfloat (hand_see (306, TRACK_Y - 12).alpha, >, 0.7); /* the playhead */

  sfl_seek_bar_set_position (self->bar, 310 * SFL_SECOND);
  hand_look (self->widget);
  g_assert_true (hand_sees (312, TRACK_Y, PLAYED));
  g_assert_true (hand_sees (306, TRACK_Y - 12, CLEAR));

  gtk_widget_set_direction (self->widget, GTK_TEXT_DIR_RTL);
  hand_look (self->widget);
  g_assert_true (hand_sees (WIDTH - 20, TRACK_Y, PLAYED));
  g_assert_cmpfloat (hand_see (20, TRACK_Y).alpha, <, 0.4);
  gtk_widget_set_direction (self->widget, GTK_TEXT_DIR_LTR);

  /* Sound, then silence: a bar every three pixels, as high as it is loud beside the loudest. */
  for (guint i = 0; i < G_N_ELEMENTS (peaks); i++)
    peaks[i] = i < 75 ? 0.2f : 0;
  sfl_seek_bar_set_peaks (self->bar, peaks, G_N_ELEMENTS (peaks));
  hand_look (self->widget);
  g_assert_true (hand_sees (6, TRACK_Y - 10, PLAYED));
  g_assert_true (hand_sees (7, TRACK_Y + 10, PLAYED));
  g_assert_true (hand_sees (8, TRACK_Y - 10, CLEAR));
  g_assert_true (hand_sees (9, TRACK_Y - 10, PLAYED));
  for (int x = 160; x < 200; x++)
    g_assert_true (hand_sees (x, TRACK_Y - 3, CLEAR));

  sfl_seek_bar_set_hits (self->bar, hits, G_N_ELEMENTS (hits));
  hand_look (self->widget);
  g_assert_true (sees_accent (self->widget, 106, HIT_Y));
  g_assert_true (sees_accent (self->widget, 505, HIT_Y));
  g_assert_true (hand_sees (300, HIT_Y, CLEAR));
  sfl_seek_bar_set_hits (self->bar, NULL, 0);
  hand_look (self->widget);
  g_assert_true (hand_sees (106, HIT_Y, CLEAR));

  sfl_seek_bar_set_peaks (self->bar, NULL, 0);
  hand_look (self->widget);
  g_assert_true (hand_sees (8, TRACK_Y, PLAYED));
}

static void
test_dark (Fixture *self, gconstpointer data)
{
  sfl_seek_bar_set_position (self->bar, 300 * SFL_SECOND);
  hand_look (self->widget);
  g_assert_true (hand_sees (20, TRACK_Y, PLAYED));

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  hand_look (self->widget);
  g_assert_true (hand_sees (20, TRACK_Y, PLAYED_DARK));
  g_assert_cmpfloat (hand_see (306, TRACK_Y - 12).red, >, 0.9);

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

static void
test_marks (Fixture *self, gconstpointer data)
{
  g_autoptr (SflTranscript) sparse = make_transcript (30, 10 * SFL_SECOND);
  g_autoptr (SflTranscript) dense = make_transcript (10000, 30 * SFL_MSECOND);
  int n_marks = 0;

  sfl_seek_bar_set_transcript (self->bar, sparse);
  hand_look (self->widget);
  for (int x = 0; x < WIDTH; x++)
    n_marks += !hand_sees (x, MARK_Y, CLEAR);
  g_assert_cmpint (n_marks, ==, 30);
  g_assert_false (hand_sees (6, MARK_Y, CLEAR));
  g_assert_false (hand_sees (106, MARK_Y, CLEAR));

  /* The first 300 seconds are full; the rest has no line at all. */
  sfl_seek_bar_set_transcript (self->bar, dense);
  hand_look (self->widget);
  for (int x = 6; x < 306; x++)
    g_assert_false (hand_sees (x, MARK_Y, CLEAR));
  for (int x = 307; x < WIDTH; x++)
    g_assert_true (hand_sees (x, MARK_Y, CLEAR));

  sfl_seek_bar_set_transcript (self->bar, NULL);
  hand_look (self->widget);
  g_assert_true (hand_sees (6, MARK_Y, CLEAR));
}

static void
count_cb (int *n, GdkPaintable *paintable)
{
  (*n)++;
}

static void
test_redraws (Fixture *self, gconstpointer data)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (self->widget);
  int drawn = 0;

  sfl_seek_bar_set_position (self->bar, 100 * SFL_SECOND);
  hand_settle (self->widget);
  g_signal_connect_swapped (paintable, "invalidate-contents", G_CALLBACK (count_cb), &drawn);

  /* Sixty frames of the window within one pixel. */
  for (int i = 1; i < 60; i++) {
    sfl_seek_bar_set_position (self->bar, 100 * SFL_SECOND + i * 16 * SFL_MSECOND);
    if (i % 20 == 0)
      hand_settle (self->widget);
  }
  g_assert_cmpint (drawn, ==, 0);

  sfl_seek_bar_set_position (self->bar, 101 * SFL_SECOND + 100 * SFL_MSECOND);
  hand_settle (self->widget);
  g_assert_cmpint (drawn, ==, 1);
}

static const SflChapter chapters[] = {
  { 0, (char *) "" },
  { 100 * SFL_SECOND, (char *) "One <b>title</b>" },
  { 400 * SFL_SECOND, (char *) "Another" },
};

/* A mark for each chapter that has a title, longer than those of the lines. */
static void
test_chapters (Fixture *self, gconstpointer data)
{
  int n_marks = 0;

  sfl_seek_bar_set_chapters (self->bar, chapters, G_N_ELEMENTS (chapters));
  hand_look (self->widget);
  for (int x = 1; x < WIDTH; x++)
    n_marks += !hand_sees (x, MARK_Y + 4, CLEAR) && hand_sees (x - 1, MARK_Y + 4, CLEAR);
  g_assert_cmpint (n_marks, ==, 2);
  g_assert_false (hand_sees (106, MARK_Y + 4, CLEAR));
  g_assert_false (hand_sees (406, MARK_Y + 4, CLEAR));

  sfl_seek_bar_set_chapters (self->bar, NULL, 0);
  hand_look (self->widget);
  g_assert_true (hand_sees (106, MARK_Y + 4, CLEAR));
}

/* Room above the bar, as in the window. */
#define ROOM 160

static GtkWidget *
find_tip (Fixture *self)
{
  GtkWidget *tip = gtk_widget_get_first_child (self->widget);

  g_assert_true (GTK_IS_POPOVER (tip));

  return tip;
}

/* Whether the tip is shown; always above the bar. */
static gboolean
has_tip (Fixture *self)
{
  GtkNative *tip = GTK_NATIVE (find_tip (self));
  GdkSurface *surface = gtk_native_get_surface (tip);
  double x, y, window_y, bar_x, bar_y;

  if (!gtk_widget_get_mapped (GTK_WIDGET (tip)))
    return FALSE;

  gtk_native_get_surface_transform (tip, &x, &y);
  gtk_native_get_surface_transform (GTK_NATIVE (self->window), &x, &window_y);
  gtk_widget_translate_coordinates (self->widget, self->window, 0, 0, &bar_x, &bar_y);
  y += gdk_popup_get_position_y (GDK_POPUP (surface)) + gtk_widget_get_height (GTK_WIDGET (tip));
  g_assert_cmpfloat (y, <=, window_y + bar_y);

  return TRUE;
}

/* The time, the chapter and the line at the pointer, at once, and above it. */
static void
test_hover (Fixture *self, gconstpointer data)
{
  g_autoptr (SflTranscript) transcript = make_transcript (30, 10 * SFL_SECOND);

  sfl_seek_bar_set_transcript (self->bar, transcript);
  sfl_seek_bar_set_chapters (self->bar, chapters, G_N_ELEMENTS (chapters));
  gtk_widget_set_margin_top (self->widget, ROOM);
  hand_settle (self->widget);
  hand_move (self->widget, 20, TRACK_Y);
  hand_wait_for (hand_find_label (self->widget, "0:14") != NULL);
  g_assert_true (has_tip (self));
  g_assert_null (hand_find_label (self->widget, "title"));
  hand_move (self->widget, 129, TRACK_Y);
  hand_wait_for (hand_find_label (self->widget, "2:0") != NULL);
  g_assert_nonnull (hand_find_label (self->widget, "line <b>12</b>"));
  g_assert_nonnull (hand_find_label (self->widget, "One <b>title</b>"));

  /* After the last line there is no line. */
  hand_move (self->widget, 506, TRACK_Y);
  hand_wait_for (hand_find_label (self->widget, "8:2") != NULL);
  g_assert_null (hand_find_label (self->widget, "line"));
  g_assert_nonnull (hand_find_label (self->widget, "Another"));

  hand_look (self->widget);
  g_assert_false (hand_sees (506, TRACK_Y - 12, CLEAR));

  hand_move (self->window, 250, 20);
  hand_wait_for (!has_tip (self));
}

/* The keys show and tell the same, of where the playhead comes to. */
static void
test_hover_by_keys (Fixture *self, gconstpointer data)
{
  g_autoptr (SflTranscript) transcript = make_transcript (30, 10 * SFL_SECOND);

  sfl_seek_bar_set_transcript (self->bar, transcript);
  sfl_seek_bar_set_chapters (self->bar, chapters, G_N_ELEMENTS (chapters));
  sfl_seek_bar_set_position (self->bar, 97 * SFL_SECOND);
  gtk_widget_set_margin_top (self->widget, ROOM);
  hand_settle (self->widget);
  hand_move (self->window, 250, 20);
  hand_focus_window (self->window);
  gtk_widget_grab_focus (self->widget);
  hand_wait_for (!gtk_widget_get_mapped (find_tip (self)));
  hand_key ("Right");
  hand_wait_for (has_tip (self));
  g_assert_nonnull (hand_find_label (self->widget, "1:42"));
  g_assert_nonnull (hand_find_label (self->widget, "One <b>title</b>"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (self->widget),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "1 minute 42 seconds, One <b>title</b>");

  /* Within the chapter only the time is told. */
  hand_key ("Right");
  hand_wait_for (hand_find_label (self->widget, "1:47") != NULL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (self->widget),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "1 minute 47 seconds");

  /* Playing leaves the place. */
  sfl_seek_bar_set_position (self->bar, 108 * SFL_SECOND);
  g_assert_true (has_tip (self));
  sfl_seek_bar_set_position (self->bar, 110 * SFL_SECOND);
  hand_wait_for (!has_tip (self));
}

static const double scales[] = { 0, 1, 123, 599.5, 600 };

static void
test_scale (Fixture *self, gconstpointer data)
{
  for (int rtl = 0; rtl < 2; rtl++) {
    gtk_widget_set_direction (self->widget, rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
    for (guint i = 0; i < G_N_ELEMENTS (scales); i++) {
      SflTime time = (SflTime) (scales[i] * SFL_SECOND);
      double x = sfl_seek_bar_get_x (self->bar, time);

      g_assert_cmpfloat_with_epsilon (x, rtl ? WIDTH - 6 - scales[i] : 6 + scales[i], 0.001);
      g_assert_cmpint (ABS (sfl_seek_bar_get_time (self->bar, x) - time), <, SFL_USECOND);
    }
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/seek-bar/click", test_click },
    { "/seek-bar/drag", test_drag },
    { "/seek-bar/keys", test_keys },
    { "/seek-bar/unknown-duration", test_unknown_duration },
    { "/seek-bar/accessible", test_accessible },
    { "/seek-bar/colors", test_colors },
    { "/seek-bar/dark", test_dark },
    { "/seek-bar/marks", test_marks },
    { "/seek-bar/redraws", test_redraws },
    { "/seek-bar/chapters", test_chapters },
    { "/seek-bar/hover", test_hover },
    { "/seek-bar/hover-by-keys", test_hover_by_keys },
    { "/seek-bar/scale", test_scale },
  };

  hand_init (&argc, &argv);
  hand_add_css ("sfl-seek-bar.css");

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
