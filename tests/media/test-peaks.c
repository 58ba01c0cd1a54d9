/* test-peaks.c: the outline of a recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "media-fixture.h"

#include <stdlib.h>
#include <string.h>

#include "sfl-error.h"
#include "sfl-peaks.h"

#define VIDEO "appsrc name=video ! videoconvert"

typedef struct {
  float *peaks;
  guint n_peaks;
  GError *error;
  gboolean done;
} Load;

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Load *load = user_data;

  load->peaks = sfl_peaks_load_finish (result, &load->n_peaks, &load->error);
  load->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Load *) data)->done;
}

static void
load_path (Load *load, const char *path, guint n_peaks, GCancellable *cancellable)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  *load = (Load){ 0 };
  sfl_peaks_load_async (file, n_peaks, cancellable, loaded_cb, load);
  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);
  g_assert_true (fixture_wait (is_done, load, 20 * SFL_SECOND));
}

static const struct {
  const char *name;
  const char *description;
} sounds[] = {
  { "peaks.wav", "appsrc name=tone ! audioconvert ! wavenc ! filesink name=out" },
  { "peaks.webm", "appsrc name=tone ! audioconvert ! audioresample ! opusenc ! webmmux name=m ! "
                  "filesink name=out " VIDEO " ! vp8enc deadline=1 ! m." },
  { "peaks.ogg", "appsrc name=tone ! audioconvert ! vorbisenc ! oggmux ! filesink name=out" },
};

/* An even tone is an even outline, however the number of peaks divides the time. */
static void
test_even (void)
{
  static const guint numbers[] = { 1, 7, 100, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (sounds); i++) {
    g_autofree char *path = fixture_path (sounds[i].name);

    g_assert_true (fixture_make (path, 20, sounds[i].description));
    for (guint j = 0; j < G_N_ELEMENTS (numbers); j++) {
      Load load;

      load_path (&load, path, numbers[j], NULL);
      g_assert_no_error (load.error);
      g_assert_cmpuint (load.n_peaks, ==, numbers[j]);
      /* The very last may hold the silence at the end of a lossy file. */
      for (guint k = 0; k + 1 < load.n_peaks; k++)
        g_assert_cmpfloat_with_epsilon (load.peaks[k], 1.0, 0.15);
      g_free (load.peaks);
    }
  }
}

/* The tone of 20 s in the first third of a minute that is silent otherwise. */
static void
test_shape (void)
{
  g_autofree char *path = fixture_path ("shape.wav");
  g_autofree char *content = NULL;
  gsize length;
  g_autofree char *longer = NULL;
  Load load;

  g_assert_true (fixture_make (path, 20, sounds[0].description));
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  longer = g_malloc0 (3 * length);
  memcpy (longer, content, length);
  *(guint32 *) (gpointer) (longer + 4) = GUINT32_TO_LE (3 * length - 8);
  *(guint32 *) (gpointer) (longer + 40) = GUINT32_TO_LE (3 * length - 44);
  g_assert_true (g_file_set_contents (path, longer, 3 * length, NULL));

  load_path (&load, path, 300, NULL);
  g_assert_no_error (load.error);
  for (guint i = 0; i < 300; i++) {
    if (i < 98)
      g_assert_cmpfloat_with_epsilon (load.peaks[i], 1.0, 0.05);
    else if (i > 102)
      g_assert_cmpfloat_with_epsilon (load.peaks[i], 0.0, 0.01);
  }
  g_free (load.peaks);
}

static void
test_nothing (void)
{
  static const struct {
    const char *name;
    const char *description; /* NULL: some text */
  } rows[] = {
    { "silent.webm", VIDEO " ! vp8enc deadline=1 ! webmmux ! filesink name=out" },
    { "text.mp3", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = fixture_path (rows[i].name);
    Load load;

    if (rows[i].description != NULL)
      g_assert_true (fixture_make (path, 2, rows[i].description));
    else
      g_assert_true (g_file_set_contents (path, "Not a sound.\n", -1, NULL));
    load_path (&load, path, 100, NULL);
    g_assert_error (load.error, SFL_ERROR, SFL_ERROR_MEDIA);
    g_assert_null (load.peaks);
    g_error_free (load.error);
  }
}

static void
test_cancel (void)
{
  g_autofree char *path = fixture_path (sounds[1].name);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 began;
  Load load;

  g_assert_true (fixture_make (path, 20, sounds[1].description));
  began = g_get_monotonic_time ();
  load_path (&load, path, 1000, cancellable);
  g_assert_error (load.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - began, <, G_USEC_PER_SEC / 4);
  g_error_free (load.error);
}

int
main (int argc, char *argv[])
{
  int result;

  fixture_init (&argc, &argv);
  g_test_add_func ("/peaks/even", test_even);
  g_test_add_func ("/peaks/shape", test_shape);
  g_test_add_func ("/peaks/nothing", test_nothing);
  g_test_add_func ("/peaks/cancel", test_cancel);

  /* FILE N_PEAKS: for whoever wants to see or to time them. */
  if (argc == 3) {
    Load load;

    load_path (&load, argv[1], atoi (argv[2]), NULL);
    g_assert_no_error (load.error);
    for (guint i = 0; i < load.n_peaks; i++)
      g_print ("%.2f ", load.peaks[i]);
    g_free (load.peaks);
    return 0;
  }

  result = g_test_run ();
  fixture_clear ();
  sfl_media_deinit ();
  return result;
}
