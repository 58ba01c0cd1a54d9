/* test-render.c: a clip is made on a thread, and leaves nothing when nobody wants it any more
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "media-fixture.h"
#include "sfl-clip-renderer.h"
#include "sfl-clip-still.h"
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

int
main (int argc, char *argv[])
{
  int result;

  fixture_init (&argc, &argv);
  g_test_add_func ("/clip/result", test_result);
  g_test_add_func ("/clip/cancel", test_cancel);
  g_test_add_func ("/clip/hopeless", test_hopeless);
  g_test_add_func ("/clip/still", test_still);
  result = g_test_run ();
  fixture_clear ();
  sfl_media_deinit ();

  return result;
}
