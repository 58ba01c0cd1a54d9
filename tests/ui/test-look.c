/* test-look.c: how the text looks in the five themes
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-contrast.h"
#include "sfl-theme.h"
#include "sfl-transcript-builder.h"
#include "sfl-transcript-pane.h"
#include "test-hand.h"

#include <adwaita.h>

#define N_LINES 6
#define LIT 2
#define S SFL_SECOND

static GSettings *settings;
static GtkWidget *window;
static SflTranscriptView *view;
static GtkWidget *pane;

/* Lines a second apart, of two words with times. */
static SflReading *
make_reading (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;

  for (guint i = 0; i < N_LINES; i++) {
    sfl_transcript_builder_begin_line (builder, i * S, (i + 1) * S, -1);
    sfl_transcript_builder_append (builder, "HHHH IIII", 9);
    sfl_transcript_builder_add_word (builder, 0, 4, i * S, i * S + S / 2, -1);
    sfl_transcript_builder_add_word (builder, 5, 4, i * S + S / 2, (i + 1) * S, -1);
  }
  transcript = sfl_transcript_builder_end (builder);

  return sfl_reading_new (transcript, SFL_READING_LINES);
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Waits until a test holds; what it waits for has ten seconds. */
#define wait_until(test)                                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;                                  \
    guint id = g_timeout_add (10, tick_cb, NULL);                                                  \
                                                                                                   \
    while (!(test) && g_get_monotonic_time () < until)                                             \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (id);                                                                          \
    g_assert_true (test);                                                                          \
  }                                                                                                \
  G_STMT_END

static void
painted_cb (GdkFrameClock *clock, guint *n)
{
  (*n)++;
}

/* What was asked for last is on the screen. */
static void
wait_painted (void)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  guint n = 0;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &n);

  for (guint i = 1; i <= 2; i++) {
    gtk_widget_queue_draw (GTK_WIDGET (view));
    wait_until (n >= i);
  }
  g_signal_handler_disconnect (clock, handler);
}

typedef struct {
  int width;
  int height;
  guint32 *pixels;
} Picture;

static void
take_picture (Picture *picture)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (pane);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  picture->width = gtk_widget_get_width (pane);
  picture->height = gtk_widget_get_height (pane);
  gdk_paintable_snapshot (paintable, snapshot, picture->width, picture->height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture =
      gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                   &GRAPHENE_RECT_INIT (0, 0, picture->width, picture->height));
  picture->pixels = g_new (guint32, (gsize) picture->width * picture->height);
  gdk_texture_download (texture, (guchar *) picture->pixels, picture->width * 4);
}

static GdkRGBA
to_color (guint32 pixel)
{
  return (GdkRGBA){ ((pixel >> 16) & 0xff) / 255.f, ((pixel >> 8) & 0xff) / 255.f,
                    (pixel & 0xff) / 255.f, 1 };
}

/* The colour behind what a part of the picture shows, which is most of it, and the best contrast
 * of anything on it.
 */
static double
measure (const Picture *picture, const GdkRectangle *part, GdkRGBA *behind)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  guint most = 0;
  double best = 1;

  for (int y = part->y; y < part->y + part->height; y++)
    for (int x = part->x; x < part->x + part->width; x++) {
      gpointer pixel = GUINT_TO_POINTER (picture->pixels[y * picture->width + x]);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, pixel)) + 1;

      g_hash_table_insert (counts, pixel, GUINT_TO_POINTER (n));
      if (n > most) {
        most = n;
        *behind = to_color (GPOINTER_TO_UINT (pixel));
      }
    }
  for (int y = part->y; y < part->y + part->height; y++)
    for (int x = part->x; x < part->x + part->width; x++) {
      GdkRGBA color = to_color (picture->pixels[y * picture->width + x]);

      best = MAX (best, sfl_contrast_get (&color, behind));
    }

  return best;
}

/* Where the characters [@from, @to) of a line stand in the picture. */
static GdkRectangle
find_part (guint line, int from, int to)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter iter;
  GdkRectangle first, last, all;
  graphene_point_t point;

  gtk_text_buffer_get_iter_at_line_offset (buffer, &iter, line, from);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (view), &iter, &first);
  gtk_text_iter_forward_chars (&iter, to - from - 1);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (view), &iter, &last);
  gdk_rectangle_union (&first, &last, &all);
  gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (view), GTK_TEXT_WINDOW_WIDGET, all.x, all.y,
                                         &all.x, &all.y);
  g_assert_true (gtk_widget_compute_point (GTK_WIDGET (view), pane,
                                           &GRAPHENE_POINT_INIT (all.x, all.y), &point));
  all.x = point.x;
  all.y = point.y;

  return all;
}

static gboolean
is_laid_out (void)
{
  return gtk_widget_get_height (GTK_WIDGET (view)) > 0 && find_part (N_LINES - 1, 0, 4).y > 0 &&
         find_part (0, 0, 4).width > 40;
}

static void
get_heights (int heights[2 * N_LINES])
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  for (int i = 0; i < N_LINES; i++) {
    GtkTextIter iter;

    gtk_text_buffer_get_iter_at_line (buffer, &iter, i);
    gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (view), &iter, &heights[2 * i],
                                   &heights[2 * i + 1]);
  }
}

static void
light (void)
{
  const guint lines[] = { LIT };

  sfl_transcript_view_set_lit (view, lines, 1, FALSE);
  sfl_transcript_view_set_word (view, 2 * LIT);
}

/* A14, A15, A16 */
static void
test_themes (void)
{
  g_autoptr (SflReading) reading = make_reading ();

  for (int theme = 1; theme <= SFL_PALETTE_N; theme++)
    for (int style = 0; style <= 4; style++) {
      const SflPalette *palette;
      int before[2 * N_LINES], after[2 * N_LINES];
      g_autofree guint32 *pixels = NULL;
      GdkRectangle part, bar;
      GdkRGBA behind;
      Picture picture;

      g_settings_set_enum (settings, "theme", theme);
      g_settings_set_enum (settings, "word-style", style);
      palette = sfl_palette_get_current ();
      g_assert_cmpint (palette->name, ==, theme - 1);
      sfl_transcript_view_set_reading (view, NULL);
      sfl_transcript_view_set_reading (view, reading);
      wait_until (is_laid_out ());
      wait_painted ();
      get_heights (before);
      light ();
      wait_painted ();
      get_heights (after);
      g_assert_cmpmem (before, sizeof before, after, sizeof after);

      take_picture (&picture);
      pixels = picture.pixels;
      part = find_part (LIT, 0, 4);
      g_assert_cmpfloat (measure (&picture, &part, &behind), >=, SFL_CONTRAST_TEXT);
      if (style != 4) { /* there the rest is fainter */
        part = find_part (LIT, 5, 9);
        g_assert_cmpfloat (measure (&picture, &part, &behind), >=, SFL_CONTRAST_TEXT);
        g_assert_true (gdk_rgba_equal (&behind, &palette->line));
        part = find_part (LIT + 2, 0, 9);
        g_assert_cmpfloat (measure (&picture, &part, &behind), >=, SFL_CONTRAST_TEXT);
        g_assert_true (gdk_rgba_equal (&behind, &palette->page));
      }

      /* The bar, six pixels wide, can be told from the page without colours. */
      bar = (GdkRectangle){ part.x - 15, find_part (LIT, 0, 4).y + 4, 6, 8 };
      measure (&picture, &bar, &behind);
      g_assert_true (gdk_rgba_equal (&behind, &palette->bar));
      g_assert_cmpfloat (sfl_contrast_get (&behind, &palette->page), >=, SFL_CONTRAST_MARK);
    }
}

/* A16: all that can be behind text, with a highlight of any colour. */
static void
test_palettes (void)
{
  for (int name = 0; name < SFL_PALETTE_N; name++)
    for (int i = -1; i < 216; i++) {
      GdkRGBA wish = { i / 36 / 5.f, i / 6 % 6 / 5.f, i % 6 / 5.f, 1 };
      SflPalette p = sfl_palette_make (name, i < 0 ? NULL : &wish);
      const GdkRGBA *texts[][2] = {
        { &p.text, &p.page },         { &p.quiet, &p.page },
        { &p.speaker, &p.page },      { &p.line_text, &p.line },
        { &p.text, &p.heard },        { &p.hit_text, &p.hit },
        { &p.hit_text, &p.hit_here }, { &p.selection_text, &p.selection },
      };

      for (gsize j = 0; j < G_N_ELEMENTS (texts); j++)
        g_assert_cmpfloat (sfl_contrast_get (texts[j][0], texts[j][1]), >=, SFL_CONTRAST_TEXT);
      if (!sfl_palette_is_high_contrast (name))
        g_assert_cmpfloat (sfl_contrast_get (&p.text, &p.word), >=, SFL_CONTRAST_TEXT);
      g_assert_cmpfloat (sfl_contrast_get (&p.bar, &p.page), >=, SFL_CONTRAST_MARK);
      g_assert_cmpfloat (sfl_contrast_get (&p.edge, &p.line), >=, SFL_CONTRAST_MARK);
      g_assert_cmpfloat (sfl_contrast_get (&p.caret, &p.page), >=, SFL_CONTRAST_MARK);
      g_assert_cmpfloat (sfl_contrast_get (&p.caret, &p.line), >=, SFL_CONTRAST_MARK);
    }
}

/* A34: as the desktop, at once; and what is chosen stays. */
static void
test_desktop (void)
{
  g_autoptr (GSettings) desktop = g_settings_new ("org.gnome.desktop.interface");
  g_autoptr (GSettings) a11y = g_settings_new ("org.gnome.desktop.a11y.interface");
  SflTheme *theme = sfl_theme_get_default ();
  static const struct {
    const char *scheme;
    gboolean contrast;
    SflPaletteName name;
  } rows[] = {
    { "default", FALSE, SFL_PALETTE_LIGHT },
    { "prefer-dark", FALSE, SFL_PALETTE_DARK },
    { "prefer-dark", TRUE, SFL_PALETTE_CONTRAST_DARK },
    { "default", TRUE, SFL_PALETTE_CONTRAST_LIGHT },
    { "default", FALSE, SFL_PALETTE_LIGHT },
  };

  g_settings_set_enum (settings, "theme", 0);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_settings_set_string (desktop, "color-scheme", rows[i].scheme);
    g_settings_set_boolean (a11y, "high-contrast", rows[i].contrast);
    wait_until (sfl_theme_get_name (theme) == rows[i].name);
    g_assert_cmpint (sfl_palette_get_current ()->name, ==, rows[i].name);
  }

  for (int chosen = 1; chosen <= SFL_PALETTE_N; chosen++) {
    g_settings_set_enum (settings, "theme", chosen);
    g_assert_cmpint (sfl_theme_get_name (theme), ==, chosen - 1);
    g_assert_cmpint (adw_style_manager_get_dark (adw_style_manager_get_default ()), ==,
                     sfl_palette_is_dark (chosen - 1));
  }
}

/* The line that has a tag. */
static int
find_tagged (void)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  for (int i = 0; i < N_LINES; i++) {
    g_autoptr (GSList) tags = NULL;
    GtkTextIter iter;

    gtk_text_buffer_get_iter_at_line_offset (buffer, &iter, i, 6);
    tags = gtk_text_iter_get_tags (&iter);
    for (GSList *tag = tags; tag; tag = tag->next) {
      gboolean marked;

      g_object_get (tag->data, "background-set", &marked, NULL);
      if (marked)
        return i;
    }
  }

  return -1;
}

static gboolean
next_line_cb (gpointer user_data)
{
  guint *n = user_data;
  const guint line = ++*n % N_LINES;

  sfl_transcript_view_set_lit (view, &line, 1, FALSE);

  return *n < 30 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* A40: thirty lines of a tenth of a second. */
static void
test_flashes (void)
{
  g_autoptr (SflReading) reading = make_reading ();
  guint n = 0, n_changes = 0;
  gint64 changes[32] = { 0 };
  int line = -1;

  sfl_transcript_view_set_reading (view, NULL);
  sfl_transcript_view_set_reading (view, reading);
  g_timeout_add (100, next_line_cb, &n);
  while (n < 30 || line != 30 % N_LINES) {
    g_main_context_iteration (NULL, TRUE);
    if (find_tagged () == line)
      continue;
    line = find_tagged ();
    g_assert_cmpuint (n_changes, <, G_N_ELEMENTS (changes));
    changes[n_changes++] = g_get_monotonic_time ();
  }
  /* The first is that of another text. */
  for (guint i = 4; i < n_changes; i++)
    g_assert_cmpint (changes[i] - changes[i - 3], >=, 990 * 1000);
  g_assert_cmpuint (n_changes, >=, 6);
}

int
main (int argc, char **argv)
{
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();

  g_setenv ("ADW_DISABLE_PORTAL", "1", TRUE);
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();

  settings = g_settings_new (SFL_APP_ID);
  sfl_theme_set_settings (sfl_theme_get_default (), settings);
  hand_add_css ("style.css");
  /* Letters with a core that is not smoothed. */
  gtk_css_provider_load_from_data (css, "textview.transcript { font-size: 30pt; }", -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  window = adw_window_new ();
  pane = sfl_transcript_pane_new ();
  view = sfl_transcript_pane_get_view (SFL_TRANSCRIPT_PANE (pane));
  adw_window_set_content (ADW_WINDOW (window), pane);
  gtk_window_set_default_size (GTK_WINDOW (window), 700, 700);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (gtk_widget_get_mapped (pane));

  g_test_add_func ("/look/palettes", test_palettes);
  g_test_add_func ("/look/themes", test_themes);
  g_test_add_func ("/look/desktop", test_desktop);
  g_test_add_func ("/look/flashes", test_flashes);

  return g_test_run ();
}
