/* test-render.c: a clip is made on a thread, and leaves nothing when nobody wants it any more
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "media-fixture.h"
#include "sfl-clip-preview.h"
#include "sfl-clip-renderer.h"
#include "sfl-clip-still.h"
#include "sfl-clip-wave.h"
#include "sfl-error.h"

#include <glib/gstdio.h>

#define SECONDS 4

typedef struct {
  GCancellable *cancellable;
  double cancel_at;
  double last;
  guint n_reports;
  gboolean done;
  gboolean made;
  SflClipResult result;
  GError *error;
} Run;

static SflClipRecipe *
make_recipe (void)
{
  g_autofree char *path = fixture_path ("film.mkv");
  SflClipRecipe *recipe = sfl_clip_recipe_new ();

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_assert_true (fixture_make (path, SECONDS,
                                 "appsrc name=video ! videoconvert ! vp8enc deadline=1 ! "
                                 "matroskamux name=m ! filesink name=out "
                                 "appsrc name=chirp ! audioconvert ! flacenc ! m."));
  recipe->source = g_filename_to_uri (path, NULL, NULL);
  recipe->start = 1010 * SFL_MSECOND;
  recipe->end = 3 * SFL_SECOND;
  sfl_clip_recipe_add_cue (recipe, SFL_SECOND, 3 * SFL_SECOND, "One two three four.", NULL);

  return recipe;
}

static void
progress_cb (double fraction, gpointer user_data)
{
  Run *run = user_data;

  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  g_assert_false (run->done);
  g_assert_cmpfloat (fraction, >=, run->last);
  run->last = fraction;
  run->n_reports++;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  run->made = sfl_clip_render_finish (result, &run->result, &run->error);
  run->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Run *) data)->done;
}

/* What is in the folder beside the recordings, hidden or not. */
static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static const struct {
  double cancel_at;
  SflClipKind kind;
  SflClipForm form;
} cancels[] = {
  { -1, SFL_CLIP_VIDEO, SFL_CLIP_FORM_MP4 }, /* before it begins */
  { 0, SFL_CLIP_VIDEO, SFL_CLIP_FORM_MP4 },       { 0.5, SFL_CLIP_VIDEO, SFL_CLIP_FORM_MP4 },
  { 0.99, SFL_CLIP_VIDEO, SFL_CLIP_FORM_WEBM },   { 0.6, SFL_CLIP_AUDIO, SFL_CLIP_FORM_M4A },
  { 0.5, SFL_CLIP_AUDIOGRAM, SFL_CLIP_FORM_MP4 },
};

/* On the thread that renders: it has not gone on when this returns. */
static void
cancel_cb (double fraction, gpointer user_data)
{
  Run *run = user_data;

  if (fraction >= run->cancel_at)
    g_cancellable_cancel (run->cancellable);
}

static void
test_cancel (void)
{
  g_autofree char *folder = fixture_path ("clips");
  g_autofree char *path = g_build_filename (folder, "clip.mp4", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cancels); i++) {
    g_autoptr (SflClipRecipe) recipe = make_recipe ();
    Run run = { .cancellable = g_cancellable_new (), .cancel_at = cancels[i].cancel_at };

    recipe->kind = cancels[i].kind;
    recipe->form = cancels[i].form;
    recipe->short_side = 180;
    if (cancels[i].cancel_at < 0) {
      g_cancellable_cancel (run.cancellable);
      sfl_clip_render_async (recipe, target, run.cancellable, progress_cb, &run, done_cb, &run);
      g_assert_true (fixture_wait (is_done, &run, 60 * SFL_SECOND));
    } else
      run.made = sfl_clip_render (recipe, target, run.cancellable, cancel_cb, &run, &run.result,
                                  &run.error);
    g_assert_false (run.made);
    g_assert_error (run.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_cmpuint (count_files (folder), ==, 0);
    g_clear_error (&run.error);
    g_object_unref (run.cancellable);
  }
}

static void
test_result (void)
{
  g_autofree char *path = fixture_path ("clip.mp4");
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (SflClipRecipe) recipe = make_recipe ();
  g_autoptr (GFileInfo) info = NULL;
  Run run = { 0 };

  sfl_clip_render_async (recipe, target, NULL, progress_cb, &run, done_cb, &run);
  g_assert_true (fixture_wait (is_done, &run, 60 * SFL_SECOND));
  g_assert_no_error (run.error);
  g_assert_true (run.made);
  g_assert_cmpuint (run.n_reports, >, 10);
  g_assert_cmpuint (run.n_reports, <=, 101);
  /* The picture that is seen there begins a little earlier. */
  g_assert_cmpint (run.result.start, ==, SFL_SECOND);
  g_assert_cmpint (run.result.length, ==, 2 * SFL_SECOND);
  g_assert_cmpuint (run.result.n_pictures, ==, 2 * FIXTURE_FPS);
  g_assert_cmpuint (run.result.width, ==, FIXTURE_WIDTH);
  g_assert_cmpuint (run.result.height, ==, FIXTURE_HEIGHT);
  info = g_file_query_info (target, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL,
                            NULL);
  g_assert_cmpint (run.result.n_bytes, ==, g_file_info_get_size (info));
}

/* What cannot be written or read is said, and nothing is left. */
static void
test_hopeless (void)
{
  g_autoptr (SflClipRecipe) recipe = make_recipe ();
  g_autofree char *folder = fixture_path ("hopeless");
  g_autofree char *path = g_build_filename (folder, "clip.mp4", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GFile) parent = g_file_get_parent (target);
  g_autoptr (GError) error = NULL;

  g_assert_false (sfl_clip_render (recipe, target, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_file_make_directory (parent, NULL, NULL);
  for (guint i = 0;; i++) {
    guint n_baits;
    const FixtureBait *baits = fixture_get_baits (&n_baits);
    g_autofree char *bait = NULL;

    if (i == n_baits)
      break;
    bait = fixture_make_bait (&baits[i]);
    g_free (recipe->source);
    recipe->source = g_filename_to_uri (bait, NULL, NULL);
    g_assert_false (sfl_clip_render (recipe, target, NULL, NULL, NULL, NULL, &error));
    g_assert_nonnull (error);
    g_clear_error (&error);
    g_assert_cmpuint (count_files (folder), ==, 0);
  }
}

static SflFrame *
draw (SflClipRecipe *recipe, SflClipKind kind, SflCaptionStyle style)
{
  g_autoptr (GError) error = NULL;
  SflFrame *frame;

  recipe->kind = kind;
  recipe->style = style;
  frame = sfl_clip_still (recipe, 240, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (frame);

  return frame;
}

static guint
count_changed (const SflFrame *a, const SflFrame *b, int from, int to)
{
  const guint8 *one = g_bytes_get_data (a->pixels, NULL),
               *other = g_bytes_get_data (b->pixels, NULL);
  guint n = 0;

  for (int y = from; y < to; y++)
    for (int x = 0; x < a->width * 3; x++)
      n += ABS (one[y * a->stride + x] - other[y * b->stride + x]) > 40;

  return n;
}

/* Before it is made, a clip looks as it will: in its shape, and with its words in their place. */
static void
test_still (void)
{
  g_autoptr (SflClipRecipe) recipe = make_recipe ();
  g_autoptr (SflFrame) plain = NULL;
  g_autoptr (SflFrame) words = NULL;
  g_autoptr (SflFrame) audiogram = NULL;
  g_autoptr (SflFrame) card = NULL;
  g_autoptr (GError) error = NULL;

  recipe->shape = SFL_CLIP_SHAPE_9_16;
  plain = draw (recipe, SFL_CLIP_VIDEO, SFL_CAPTION_STYLE_NONE);
  words = draw (recipe, SFL_CLIP_VIDEO, SFL_CAPTION_STYLE_BOX);
  g_assert_cmpint (plain->width, ==, 240);
  g_assert_cmpint (plain->height, ==, 426);
  g_assert_cmpuint (count_changed (plain, words, 0, 200), ==, 0);
  g_assert_cmpuint (count_changed (plain, words, 200, 300), >, 500);
  g_assert_cmpuint (count_changed (plain, words, 300, 426), ==, 0);

  recipe->shape = SFL_CLIP_SHAPE_1_1;
  audiogram = draw (recipe, SFL_CLIP_AUDIOGRAM, SFL_CAPTION_STYLE_BOX);
  card = draw (recipe, SFL_CLIP_CARD, SFL_CAPTION_STYLE_BOX);
  g_assert_cmpint (audiogram->width, ==, 240);
  g_assert_cmpint (card->height, ==, 240);
  g_assert_cmpuint (count_changed (audiogram, card, 0, 240), >, 500);

  /* Beyond the end there is no picture. */
  recipe->kind = SFL_CLIP_VIDEO;
  recipe->start = 60 * SFL_SECOND;
  recipe->end = 61 * SFL_SECOND;
  g_array_set_size (recipe->cues, 0);
  g_assert_null (sfl_clip_still (recipe, 240, NULL, &error));
  g_assert_error (error, SFL_ERROR, SFL_ERROR_MEDIA);
}

/* Where bright letters are: the first and the last row of them, and how many pixels. */
static guint
count_bright (const SflFrame *frame, int *first, int *last)
{
  const guint8 *pixels = g_bytes_get_data (frame->pixels, NULL);
  guint n = 0;

  *first = *last = -1;
  for (int y = 0; y < frame->height; y++)
    for (int x = 0; x < frame->width; x++) {
      const guint8 *p = pixels + y * frame->stride + 3 * x;

      if (p[0] < 240 || p[1] < 240 || p[2] < 240)
        continue;
      if (*first < 0)
        *first = y;
      *last = y;
      n++;
    }

  return n;
}

/* A grey picture as wide as a player may have it. */
static SflFrame *
make_grey (int width, int height)
{
  gsize stride = (gsize) width * 3 + 5; /* not what a converter would choose */
  guint8 *pixels = g_malloc (stride * height);

  for (gsize i = 0; i < stride * height; i++)
    pixels[i] = 90;

  return sfl_frame_new (width, height, stride, 16.0 / 9, 0, SFL_TIME_NONE,
                        g_bytes_new_take (pixels, stride * height));
}

/* It comes by itself; nobody is told. */
static SflFrame *
wait_for_picture (SflClipPreview *preview)
{
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  SflFrame *frame = NULL;

  while (frame == NULL && g_get_monotonic_time () < deadline) {
    frame = sfl_clip_preview_take (preview);
    g_thread_yield ();
  }
  g_assert_nonnull (frame);

  return frame;
}

/* What a player shows becomes what the clip shows then, whatever size that is. */
static void
test_preview (void)
{
  static const struct {
    int width;
    int height;
  } sizes[] = { { 640, 360 }, { 321, 181 }, { 64, 36 } };
  g_autoptr (SflClipRecipe) recipe = make_recipe ();
  g_autoptr (SflClipPreview) preview = NULL;
  guint n_letters = 0;

  recipe->shape = SFL_CLIP_SHAPE_9_16;
  recipe->style = SFL_CAPTION_STYLE_BOX;
  preview = sfl_clip_preview_new (recipe, 360);
  g_assert_null (sfl_clip_preview_take (preview));
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (SflFrame) grey = make_grey (sizes[i].width, sizes[i].height);
    g_autoptr (SflFrame) with = NULL;
    g_autoptr (SflFrame) without = NULL;
    int first, last;

    sfl_clip_preview_show (preview, grey, 2 * SFL_SECOND);
    with = wait_for_picture (preview);
    g_assert_cmpint (with->width, ==, 360);
    g_assert_cmpint (with->height, ==, 640);
    n_letters = count_bright (with, &first, &last);
    g_assert_cmpuint (n_letters, >, 200);
    g_assert_cmpint (first, >, with->height * 14 / 100);
    g_assert_cmpint (last, <, with->height * 65 / 100);

    sfl_clip_preview_show (preview, grey, 3500 * SFL_MSECOND);
    without = wait_for_picture (preview);
    g_assert_cmpuint (count_bright (without, &first, &last), ==, 0);
  }

  /* Nothing is drawn of nothing, and what was asked for is not waited for in the end. */
  sfl_clip_preview_show (preview, NULL, 2 * SFL_SECOND);
}

/* The wave of an audiogram is as high as the sound is loud, where it is heard. */
static void
test_preview_of_sound (void)
{
  g_autoptr (SflClipRecipe) recipe = make_recipe ();
  g_autoptr (SflClipPreview) preview = NULL;
  g_autoptr (SflFrame) early = NULL;
  g_autoptr (SflFrame) late = NULL;
  g_autoptr (SflFrame) still = NULL;
  g_autoptr (GError) error = NULL;
  int first, last;

  recipe->kind = SFL_CLIP_AUDIOGRAM;
  recipe->shape = SFL_CLIP_SHAPE_1_1;
  preview = sfl_clip_preview_new (recipe, 360);
  sfl_clip_preview_show (preview, NULL, recipe->start);
  early = wait_for_picture (preview);
  sfl_clip_preview_show (preview, NULL, recipe->end - 100 * SFL_MSECOND);
  late = wait_for_picture (preview);
  still = sfl_clip_still (recipe, 360, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (early->width, ==, 360);
  g_assert_cmpuint (count_bright (early, &first, &last), !=, count_bright (still, &first, &last));
  g_assert_false (g_bytes_equal (early->pixels, late->pixels));
}

/* A chirp each second, and how loud it is in between. */
static void
test_wave (void)
{
  g_autoptr (SflClipRecipe) recipe = make_recipe ();
  g_autoptr (GFile) file = g_file_new_for_uri (recipe->source);
  g_autoptr (GFile) none = g_file_new_for_path ("/nonexistent/none.mp4");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  float levels[300], loudest = 0;

  g_assert_true (sfl_clip_wave_read (file, NULL, 500 * SFL_MSECOND, 3500 * SFL_MSECOND, levels,
                                     G_N_ELEMENTS (levels), NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++) {
    g_assert_cmpfloat (levels[i], >=, 0);
    g_assert_cmpfloat (levels[i], <=, 1);
    loudest = MAX (loudest, levels[i]);
  }
  g_assert_cmpfloat (loudest, >, 0.05);

  g_assert_false (
      sfl_clip_wave_read (none, NULL, 0, SFL_SECOND, levels, G_N_ELEMENTS (levels), NULL, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_false (sfl_clip_wave_read (file, NULL, 0, SFL_SECOND, levels, G_N_ELEMENTS (levels),
                                      cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  int result;

  fixture_init (&argc, &argv);
  g_test_add_func ("/clip/result", test_result);
  g_test_add_func ("/clip/cancel", test_cancel);
  g_test_add_func ("/clip/hopeless", test_hopeless);
  g_test_add_func ("/clip/still", test_still);
  g_test_add_func ("/clip/preview", test_preview);
  g_test_add_func ("/clip/preview-of-sound", test_preview_of_sound);
  g_test_add_func ("/clip/wave", test_wave);
  result = g_test_run ();
  fixture_clear ();
  sfl_media_deinit ();

  return result;
}
