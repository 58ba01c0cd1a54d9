/* test-picture.c: the picture keeps its shape and its captions
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-picture.h"
#include "sfl-stage.h"
#include "test-hand.h"

#define RED "#ff0000"
#define CLEAR "rgba(0,0,0,0)"

static int n_alive; /* memory of frames not yet given back */

static void
free_pixels (gpointer pixels)
{
  n_alive--;
  g_free (pixels);
}

/* A red frame whose rows are longer than what is shown of them. */
static SflFrame *
make_frame (int width, int height, double aspect)
{
  gsize stride = width * 3 + 12;
  guchar *pixels = g_malloc0 (stride * height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      pixels[y * stride + x * 3] = 0xff;
  n_alive++;

  return sfl_frame_new (width, height, stride, aspect, 0, SFL_TIME_NONE,
                        g_bytes_new_with_free_func (pixels, stride * height, free_pixels, pixels));
}

static const struct {
  int width, height; /* of the widget */
  int frame_width, frame_height;
  double aspect;
  int left, picture_width, picture_height; /* expected */
} shapes[] = {
  { 320, 400, 64, 36, 16.0 / 9, 0, 320, 180 },  /* hangs from the top */
  { 400, 180, 64, 36, 16.0 / 9, 40, 320, 180 }, /* room at both sides */
  { 320, 400, 72, 57, 16.0 / 9, 0, 320, 180 },  /* pixels that are not square */
  { 300, 400, 30, 40, 0.75, 0, 300, 400 },      /* upright */
  { 320, 400, 64, 36, 0, 0, 320, 180 },         /* a frame that does not know its shape */
};

static void
test_shape (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++) {
    GtkWidget *picture = GTK_WIDGET (sfl_picture_new ());
    g_autoptr (SflFrame) frame =
        make_frame (shapes[i].frame_width, shapes[i].frame_height, shapes[i].aspect);
    GtkWidget *window;
    int middle_x = shapes[i].left + shapes[i].picture_width / 2;
    int right = shapes[i].left + shapes[i].picture_width;

    sfl_picture_set_frame (SFL_PICTURE (picture), frame);
    window = hand_show (picture, shapes[i].width, shapes[i].height);

    hand_look (picture);
    g_assert_true (hand_sees (middle_x, 1, RED));
    g_assert_true (hand_sees (middle_x, shapes[i].picture_height - 2, RED));
    g_assert_true (hand_sees (shapes[i].left + 1, 10, RED));
    g_assert_true (hand_sees (right - 2, 10, RED));
    if (shapes[i].left > 0)
      g_assert_true (hand_sees (shapes[i].left - 2, 10, CLEAR));
    if (right < shapes[i].width)
      g_assert_true (hand_sees (right + 1, 10, CLEAR));
    if (shapes[i].picture_height < shapes[i].height)
      g_assert_true (hand_sees (middle_x, shapes[i].picture_height + 1, CLEAR));

    gtk_window_destroy (GTK_WINDOW (window));
  }
}

static void
test_measure (void)
{
  GtkWidget *picture = g_object_ref_sink (GTK_WIDGET (sfl_picture_new ()));
  g_autoptr (SflFrame) frame = make_frame (8, 6, 4.0 / 3);
  int natural;

  /* 16:9 until the first frame says otherwise. */
  gtk_widget_measure (picture, GTK_ORIENTATION_VERTICAL, 640, NULL, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, 360);

  sfl_picture_set_frame (SFL_PICTURE (picture), frame);
  gtk_widget_measure (picture, GTK_ORIENTATION_VERTICAL, 640, NULL, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, 480);

  g_assert_finalize_object (picture);
}

static void
test_frames (void)
{
  GtkWidget *picture = GTK_WIDGET (sfl_picture_new ());
  GtkWidget *window = hand_show (picture, 320, 180);

  g_assert_cmpint (n_alive, ==, 0);
  g_assert_false (sfl_picture_get_has_frame (SFL_PICTURE (picture)));
  hand_look (picture);
  g_assert_true (hand_sees (160, 90, CLEAR));

  for (int i = 0; i < 3; i++) {
    g_autoptr (SflFrame) frame = make_frame (64, 36, 16.0 / 9);

    sfl_picture_set_frame (SFL_PICTURE (picture), frame);
    hand_settle (window);
  }

  /* The decoder's memory is shown as it is, and goes back when the next frame comes. */
  g_assert_cmpint (n_alive, ==, 1);
  g_assert_true (sfl_picture_get_has_frame (SFL_PICTURE (picture)));
  hand_look (picture);
  g_assert_true (hand_sees (160, 90, RED));

  sfl_picture_set_frame (SFL_PICTURE (picture), NULL);
  hand_look (picture);
  g_assert_cmpint (n_alive, ==, 0);
  g_assert_true (hand_sees (160, 90, CLEAR));

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_corners (void)
{
  GtkWidget *picture = GTK_WIDGET (sfl_picture_new ());
  g_autoptr (SflFrame) frame = make_frame (64, 36, 16.0 / 9);
  GtkWidget *window = hand_show (picture, 320, 180);

  sfl_picture_set_frame (SFL_PICTURE (picture), frame);
  hand_look (picture);
  g_assert_true (hand_sees (1, 1, RED));
  gtk_widget_add_css_class (picture, "rounded");
  hand_look (picture);
  g_assert_true (hand_sees (1, 1, CLEAR));
  g_assert_true (hand_sees (160, 1, RED));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* What the box of a caption makes of a red picture. */
#define DIMMED "rgb(64,0,0)"

static int
count_rows (GtkWidget *picture, int x, int height, const char *color)
{
  int n = 0;

  hand_look (picture);
  for (int y = 0; y < height; y++)
    n += hand_sees (x, y, color);

  return n;
}

static void
test_caption (void)
{
  GtkWidget *picture = GTK_WIDGET (sfl_picture_new ());
  g_autoptr (SflFrame) frame = make_frame (64, 36, 16.0 / 9);
  GtkWidget *window = hand_show (picture, 480, 270);
  g_autoptr (GString) story = g_string_new (NULL);
  int one, two, many;

  sfl_picture_set_frame (SFL_PICTURE (picture), frame);
  g_assert_cmpint (count_rows (picture, 240, 270, RED), ==, 270);

  /* Beside the middle of a dot the box is seen, and as many rows of it as text asks for. */
  sfl_picture_set_caption (SFL_PICTURE (picture), ".            .");
  one = count_rows (picture, 240, 270, DIMMED);
  g_assert_cmpint (one, >, 15);
  g_assert_cmpint (one, <, 40);
  sfl_picture_set_caption (SFL_PICTURE (picture), ".            .\r\n.            .");
  two = count_rows (picture, 240, 270, DIMMED);
  g_assert_cmpint (two, >, one + 10);
  g_assert_cmpint (two, <, 2 * one);
  g_assert_true (hand_sees (240, 268, RED));
  g_assert_true (hand_sees (4, 250, RED));

  /* Long ones end in an ellipsis, inside the picture. */
  for (int i = 0; i < 200; i++)
    g_string_append (story, i % 20 == 0 ? ".            .\n" : "mmmmmmm ");
  sfl_picture_set_caption (SFL_PICTURE (picture), story->str);
  many = 270 - count_rows (picture, 240, 270, RED);
  g_assert_cmpint (many, >, two);
  g_assert_cmpint (many, <, 3 * one);
  g_assert_true (hand_sees (3, 250, RED));
  g_assert_true (hand_sees (476, 250, RED));

  g_object_set (picture, "captions", FALSE, NULL);
  g_assert_cmpint (count_rows (picture, 240, 270, RED), ==, 270);
  g_object_set (picture, "captions", TRUE, NULL);
  g_assert_cmpint (count_rows (picture, 240, 270, RED), <, 270);

  /* A pause between lines is no empty box. */
  sfl_picture_set_caption (SFL_PICTURE (picture), " \n");
  g_assert_null (sfl_picture_get_caption (SFL_PICTURE (picture)));
  g_assert_cmpint (count_rows (picture, 240, 270, RED), ==, 270);

  /* Markup is text. */
  sfl_picture_set_caption (SFL_PICTURE (picture), "<b>& \u202ea");
  g_assert_cmpstr (sfl_picture_get_caption (SFL_PICTURE (picture)), ==, "<b>& a");

  gtk_window_destroy (GTK_WINDOW (window));
}

static const struct {
  SflCaptionLook look;
  const char *box;  /* what it makes of the red picture */
  const char *text; /* the color of a full stop as wide as an em */
} looks[] = {
  { { NULL, 1, SFL_CAPTION_WHITE_ON_BLACK, SFL_CAPTION_BOX }, DIMMED, "white" },
  { { NULL, 1, SFL_CAPTION_WHITE_ON_BLACK, SFL_CAPTION_FULL }, "black", "white" },
  { { NULL, 1, SFL_CAPTION_YELLOW_ON_BLACK, SFL_CAPTION_FULL }, "black", "rgb(255,237,51)" },
  { { NULL, 1, SFL_CAPTION_BLACK_ON_WHITE, SFL_CAPTION_FULL }, "white", "black" },
  { { NULL, 1, SFL_CAPTION_BLACK_ON_CREAM, SFL_CAPTION_FULL },
    "rgb(250,240,214)",
    "rgb(26,20,13)" },
  { { NULL, 1, SFL_CAPTION_WHITE_ON_BLACK, SFL_CAPTION_OUTLINE }, RED, "white" },
};

/* A27.  A block stands in the middle of the row, and nothing in its quarters. */
static void
test_caption_look (void)
{
  GtkWidget *picture = GTK_WIDGET (sfl_picture_new ());
  g_autoptr (SflFrame) frame = make_frame (64, 36, 16.0 / 9);
  GtkWidget *window = hand_show (picture, 480, 270);
  SflCaptionLook large = looks[1].look;
  int one;

  sfl_picture_set_frame (SFL_PICTURE (picture), frame);
  sfl_picture_set_caption (SFL_PICTURE (picture), ".       \u2588\u2588       .");
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++) {
    g_test_message ("look %" G_GSIZE_FORMAT, i);
    sfl_picture_set_caption_look (SFL_PICTURE (picture), &looks[i].look);
    g_assert_cmpint (count_rows (picture, 240, 270, looks[i].text), >, 8);
    g_assert_cmpint (count_rows (picture, 215, 270, looks[i].box), >, 15);
  }

  sfl_picture_set_caption_look (SFL_PICTURE (picture), &looks[1].look);
  one = count_rows (picture, 240, 270, "white");
  large.scale = 2;
  sfl_picture_set_caption_look (SFL_PICTURE (picture), &large);
  g_assert_cmpint (count_rows (picture, 240, 270, "white"), >, one * 3 / 2);
  g_assert_true (hand_sees (240, 1, RED));

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
count_cb (int *n, SflPicture *picture)
{
  (*n)++;
}

static void
test_clicks (void)
{
  GtkWidget *picture = GTK_WIDGET (sfl_picture_new ());
  g_autoptr (SflFrame) frame = make_frame (64, 36, 16.0 / 9);
  GtkWidget *window = hand_show (picture, 320, 240);
  int clicked = 0, activated = 0;

  g_object_set (gtk_settings_get_default (), "gtk-double-click-time", 10000, NULL);
  sfl_picture_set_frame (SFL_PICTURE (picture), frame);
  g_signal_connect_swapped (picture, "clicked", G_CALLBACK (count_cb), &clicked);
  g_signal_connect_swapped (picture, "activated", G_CALLBACK (count_cb), &activated);

  hand_click (picture, 160, 90);
  hand_wait_for (clicked == 1);
  g_assert_cmpint (activated, ==, 0);

  /* The second of two takes the first back, then the screen is filled.  The hand may be slow. */
  hand_click (picture, 160, 90);
  hand_wait_for (activated == 1);
  g_assert_cmpint (clicked, ==, 2);

  /* Let go elsewhere is no click, nor is one below the picture. */
  hand_move (picture, 20, 20);
  hand_press ();
  hand_settle (window);
  hand_move (picture, 300, 170);
  hand_settle (window);
  hand_release ();
  hand_settle (window);
  hand_click (picture, 160, 200);
  hand_settle (window);
  g_assert_cmpint (clicked, ==, 2);

  gtk_widget_grab_focus (picture);
  hand_focus_window (window);
  clicked = 0;
  hand_key ("space");
  hand_wait_for (clicked == 1);

  gtk_window_destroy (GTK_WINDOW (window));
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-double-click-time");
}

typedef struct {
  int n, width, height;
} Told;

static void
size_changed_cb (Told *told, int width, int height, SflPicture *picture)
{
  told->n++;
  told->width = width;
  told->height = height;
}

static void
test_size_changed (void)
{
  GtkWidget *picture = GTK_WIDGET (sfl_picture_new ());
  g_autoptr (SflFrame) frame = make_frame (64, 36, 16.0 / 9);
  g_autoptr (SflFrame) small = make_frame (32, 18, 16.0 / 9);
  g_autoptr (SflFrame) square = make_frame (40, 40, 1);
  Told told = { 0 };
  GtkWidget *window;

  g_signal_connect_swapped (picture, "size-changed", G_CALLBACK (size_changed_cb), &told);
  sfl_picture_set_frame (SFL_PICTURE (picture), frame);
  window = hand_show (picture, 320, 400);
  g_assert_cmpint (told.n, ==, 1);
  g_assert_cmpint (told.width, ==, 320);
  g_assert_cmpint (told.height, ==, 180);

  /* A frame scaled to what was told does not start it all over. */
  sfl_picture_set_frame (SFL_PICTURE (picture), small);
  hand_settle (window);
  g_assert_cmpint (told.n, ==, 1);

  sfl_picture_set_frame (SFL_PICTURE (picture), square);
  hand_settle (window);
  g_assert_cmpint (told.n, ==, 2);
  g_assert_cmpint (told.width, ==, 320);
  g_assert_cmpint (told.height, ==, 320);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_accessible (void)
{
  GtkWidget *picture = GTK_WIDGET (sfl_picture_new ());
  g_autoptr (SflFrame) frame = make_frame (64, 36, 16.0 / 9);
  GtkWidget *window = hand_show (picture, 320, 180);

  sfl_picture_set_frame (SFL_PICTURE (picture), frame);
  gtk_test_accessible_assert_role (picture, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (picture, GTK_ACCESSIBLE_PROPERTY_LABEL, "Picture");
  g_assert_true (gtk_widget_get_focusable (picture));

  /* The focus is seen, on any picture. */
  gtk_widget_grab_focus (picture);
  hand_focus_window (window);
  gtk_window_set_focus_visible (GTK_WINDOW (window), FALSE);
  hand_look (picture);
  g_assert_true (hand_sees (1, 90, RED));
  gtk_window_set_focus_visible (GTK_WINDOW (window), TRUE);
  hand_look (picture);
  g_assert_false (hand_sees (1, 90, RED));
  g_assert_true (hand_sees (3, 90, "white"));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Above the text a picture has the height of its shape, also where that is known only later. */
static void
test_late_shape (void)
{
  GtkWidget *picture = gtk_drawing_area_new ();
  GtkWidget *text = gtk_label_new ("text");
  GtkWidget *stage = sfl_stage_new (picture, gtk_label_new ("notes"), text);

  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (picture), 200);
  sfl_stage_set_show_picture (SFL_STAGE (stage), TRUE);
  hand_show (stage, 400, 600);
  hand_wait_for (gtk_widget_get_height (picture) == 200);

  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (picture), 150);
  hand_wait_for (gtk_widget_get_height (picture) == 150);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (stage)));
}

int
main (int argc, char **argv)
{
  hand_init (&argc, &argv);

  g_test_add_func ("/picture/late-shape", test_late_shape);
  g_test_add_func ("/picture/shape", test_shape);
  g_test_add_func ("/picture/measure", test_measure);
  g_test_add_func ("/picture/frames", test_frames);
  g_test_add_func ("/picture/corners", test_corners);
  g_test_add_func ("/picture/caption", test_caption);
  g_test_add_func ("/picture/caption-look", test_caption_look);
  g_test_add_func ("/picture/clicks", test_clicks);
  g_test_add_func ("/picture/size-changed", test_size_changed);
  g_test_add_func ("/picture/accessible", test_accessible);

  return g_test_run ();
}
