/* sfl-align-run.c: an alignment, on a thread of its own
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The recording is read from its file, beside what plays, and its sound handed to the
 * aligner.  The thread and those of its decoder step back behind everything else: one listens
 * meanwhile.
 */

#include "config.h"

#include "sfl-align-run.h"

#include "sfl-aligner.h"
#include "sfl-alignment.h"
#include "sfl-audio-reader.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* How much of the way is reading the sound. */
#define READING 0.4

/* Of the sound around some lines: what they are compared with has to be learned from it. */
#define SURROUNDINGS SFL_MINUTE

/* What a listener waits for comes first: so much before and after the playhead, where the whole
 * takes much longer.
 */
#define BEFORE (SFL_MINUTE / 2)
#define AFTER (5 * SFL_MINUTE / 2)
#define LONG (10 * SFL_MINUTE)

/* Between two reports. */
#define REPORT_EVERY (100 * SFL_MSECOND)

/* Behind what is heard and seen. */
#define NICENESS 10

/* How long a program waits for what it has cancelled, at its end. */
#define PATIENCE (5 * G_TIME_SPAN_SECOND)

typedef struct {
  GFile *media;
  char *track;
  SflTime duration;
  SflTime position;
  SflTranscript *transcript;
  char *language;
  gboolean ignore_times;
  guint first_line;
  guint n_lines;
  SflAnchor *anchors;
  guint n_anchors;
  SflAlignRunProgress progress;
  SflAlignRunFound found;
  gpointer user_data;
  GMainContext *context;

  /* On the thread. */
  GTask *task; /* borrowed */
  SflAligner *aligner;
  SflTime from;  /* what is read of the recording */
  SflTime to;    /* SFL_TIME_NONE: all */
  SflTime heard; /* where the newest samples begin */
  double base;   /* how much is done of all when this begins */
  double share;  /* how much this is of all */
  gint64 reported_at;
  GBytes *packed;  /* the result, to be kept */
  GError *problem; /* of the recording, as far as it could be read */
} Run;

/* A report on its way to the main thread. */
typedef struct {
  GTask *task;
  double fraction;
  SflTranscript *found; /* NULL: only how far it is */
} Report;

/* So that a program does not end under a thread. */
static GMutex running_lock;
static GCond running_changed;
static guint n_running;

static void
run_free (Run *run)
{
  g_clear_object (&run->media);
  g_clear_object (&run->transcript);
  g_clear_object (&run->aligner);
  g_clear_pointer (&run->packed, g_bytes_unref);
  g_clear_pointer (&run->context, g_main_context_unref);
  g_clear_error (&run->problem);
  g_free (run->track);
  g_free (run->language);
  g_free (run->anchors);
  g_free (run);
}

static void
report_free (Report *report)
{
  g_clear_object (&report->found);
  g_object_unref (report->task);
  g_free (report);
}

static gboolean
report_cb (gpointer user_data)
{
  Report *report = user_data;
  Run *run = g_task_get_task_data (report->task);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (report->task)) ||
      g_task_get_completed (report->task))
    return G_SOURCE_REMOVE;

  if (report->found != NULL)
    run->found (run->transcript, report->found, run->user_data);
  else
    run->progress (report->fraction, run->user_data);

  return G_SOURCE_REMOVE;
}

/* Takes @found over. */
static void
send_report (Run *run, double fraction, SflTranscript *found)
{
  Report *report = g_new (Report, 1);

  report->task = g_object_ref (run->task);
  report->fraction = fraction;
  report->found = found;
  g_main_context_invoke_full (run->context, G_PRIORITY_DEFAULT, report_cb, report,
                              (GDestroyNotify) report_free);
}

/* @fraction: of what is done just now */
static void
report (Run *run, double fraction)
{
  gint64 now = g_get_monotonic_time () * SFL_USECOND;

  if (run->progress == NULL || now - run->reported_at < REPORT_EVERY)
    return;

  run->reported_at = now;
  send_report (run, run->base + run->share * fraction, NULL);
}

/* On a thread of the reader's. */
static void
samples_cb (SflTime start, const gint16 *samples, gsize n_samples, gpointer user_data)
{
  Run *run = user_data;
  SflTime end = SFL_TIME_IS_VALID (run->to) ? run->to : run->duration;

  run->heard = start;
  sfl_aligner_push (run->aligner, start, samples, n_samples);
  if (SFL_TIME_IS_VALID (end) && end > run->from)
    report (run, READING * CLAMP ((double) (start - run->from) / (end - run->from), 0, 1));
}

static void
progress_cb (double fraction, gpointer user_data)
{
  report (user_data, READING + (1 - READING) * fraction);
}

/* Of a few lines only what is around them is read. */
static void
find_range (Run *run, guint first_line, guint n_lines)
{
  guint n_all;
  const SflLine *lines = sfl_transcript_get_lines (run->transcript, &n_all);
  guint last = first_line + n_lines - 1;

  run->from = 0;
  run->to = SFL_TIME_NONE;
  if (n_lines == 0 || !sfl_transcript_is_timed (run->transcript))
    return;

  run->from = MAX (lines[first_line].start - SURROUNDINGS, 0);
  run->to = lines[MIN (last + 1, n_all - 1)].end + SURROUNDINGS;
}

/* The lines that are wanted first.
 *
 * Returns: how many; 0 where all are soon found, or nobody knows where to look for those
 */
static guint
find_wanted (Run *run, guint *first_line)
{
  guint n_lines, end;
  const SflLine *lines = sfl_transcript_get_lines (run->transcript, &n_lines);

  *first_line = 0;
  if (run->found == NULL || run->n_lines > 0 || run->ignore_times ||
      !sfl_transcript_is_timed (run->transcript) || !SFL_TIME_IS_VALID (run->position) ||
      !SFL_TIME_IS_VALID (run->duration) || run->duration < LONG)
    return 0;

  while (*first_line < n_lines && lines[*first_line].end < run->position - BEFORE)
    (*first_line)++;
  for (end = *first_line; end < n_lines && lines[end].start < run->position + AFTER; end++)
    ;

  return end - *first_line;
}

static void
add_anchors (Run *run)
{
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (run->transcript, &n_lines);

  for (guint i = 0; i < run->n_anchors; i++) {
    int line = sfl_transcript_find_line (run->transcript, run->anchors[i].media);

    /* Of lines that begin together the first is said first. */
    while (line > 0 && lines[line - 1].start == lines[line].start)
      line--;
    if (line >= 0 && lines[line].start == run->anchors[i].media)
      sfl_aligner_add_anchor (run->aligner, line, run->anchors[i].media);
  }
}

/* Whether the sound ends before the text does: in a film it often ends before the pictures. */
static gboolean
is_cut_short (Run *run)
{
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (run->transcript, &n_lines);

  return !sfl_transcript_is_timed (run->transcript) || lines[n_lines - 1].start > run->heard;
}

/* @n_lines: 0: all */
static SflTranscript *
align_lines (Run *run, guint first_line, guint n_lines, GCancellable *cancellable, GError **error)
{
  g_autoptr (SflAudioReader) reader = sfl_audio_reader_new (run->media);

  g_clear_object (&run->aligner);
  g_clear_error (&run->problem);
  run->aligner = sfl_aligner_new (run->language);
  find_range (run, first_line, n_lines);
  add_anchors (run);
  if (n_lines > 0)
    sfl_aligner_set_range (run->aligner, first_line, n_lines);
  sfl_audio_reader_set_track (reader, run->track);
  sfl_audio_reader_set_range (reader, run->from, run->to);
  if (!sfl_audio_reader_run (reader, samples_cb, run, cancellable, error))
    return NULL;
  if (sfl_audio_reader_get_problem (reader) != NULL && is_cut_short (run))
    run->problem = g_error_copy (sfl_audio_reader_get_problem (reader));

  return sfl_aligner_run (run->aligner, run->transcript,
                          run->ignore_times ? SFL_ALIGN_IGNORE_TIMES : SFL_ALIGN_DEFAULT,
                          cancellable, progress_cb, run, error);
}

/* What fails here fails once more with the whole, which says so. */
static void
align_wanted (Run *run, GCancellable *cancellable)
{
  guint first_line, n_lines = find_wanted (run, &first_line);
  SflTranscript *found;

  if (n_lines == 0)
    return;

  run->share = (BEFORE + AFTER) / (double) (BEFORE + AFTER + run->duration);
  found = align_lines (run, first_line, n_lines, cancellable, NULL);
  if (found != NULL)
    send_report (run, 0, found);
  run->base = run->share;
  run->share = 1 - run->base;
}

static gpointer
align_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  Run *run = g_task_get_task_data (task);
  SflTranscript *aligned;
  GError *error = NULL;

  /* Threads that it starts inherit it. */
  setpriority (PRIO_PROCESS, syscall (SYS_gettid), NICENESS);

  run->task = task;
  run->share = 1;
  align_wanted (run, cancellable);
  aligned = align_lines (run, run->first_line, run->n_lines, cancellable, &error);
  g_clear_object (&run->aligner);
  if (aligned != NULL)
    run->packed = sfl_alignment_pack (aligned, run->language);
  if (aligned != NULL)
    g_task_return_pointer (task, aligned, g_object_unref);
  else
    g_task_return_error (task, error);
  g_clear_object (&task);

  g_mutex_lock (&running_lock);
  n_running--;
  g_cond_signal (&running_changed);
  g_mutex_unlock (&running_lock);

  return NULL;
}

/**
 * sfl_align_run_async:
 * @progress: (nullable): not called any more once cancelled
 * @found: (nullable): the same
 *
 * Reads the recording and finds when each word of the text is said.
 */
void
sfl_align_run_async (const SflAlignRequest *request,
                     SflAlignRunProgress progress,
                     SflAlignRunFound found,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task;
  Run *run;

  g_return_if_fail (G_IS_FILE (request->media));
  g_return_if_fail (SFL_IS_TRANSCRIPT (request->transcript));
  g_return_if_fail (request->language != NULL);

  run = g_new0 (Run, 1);
  run->media = g_object_ref (request->media);
  run->track = g_strdup (request->track);
  run->duration = request->duration;
  run->position = request->position;
  run->transcript = g_object_ref (request->transcript);
  run->language = g_strdup (request->language);
  run->ignore_times = request->ignore_times;
  run->first_line = request->first_line;
  run->n_lines = request->n_lines;
  run->anchors = g_memdup2 (request->anchors, request->n_anchors * sizeof (SflAnchor));
  run->n_anchors = request->n_anchors;
  run->progress = progress;
  run->found = found;
  run->user_data = user_data;
  run->context = g_main_context_ref_thread_default ();

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_align_run_async);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);

  /* Not one of the pool's: it takes long, and its priority does not come back. */
  g_mutex_lock (&running_lock);
  n_running++;
  g_mutex_unlock (&running_lock);
  g_thread_unref (g_thread_new ("align", align_thread, task));
}

/**
 * sfl_align_run_finish:
 * @packed: (out) (transfer full): the same, to be kept: see sfl_alignment_unpack()
 *
 * Returns: (transfer full): the same text with the times that were found
 */
SflTranscript *
sfl_align_run_finish (GAsyncResult *result, GBytes **packed, GError **error)
{
  SflTranscript *aligned = g_task_propagate_pointer (G_TASK (result), error);
  Run *run = g_task_get_task_data (G_TASK (result));

  *packed = aligned != NULL ? g_bytes_ref (run->packed) : NULL;

  return aligned;
}

/**
 * sfl_align_run_get_problem:
 *
 * Returns: (nullable): why only a part of the recording could be listened to
 */
const GError *
sfl_align_run_get_problem (GAsyncResult *result)
{
  Run *run = g_task_get_task_data (G_TASK (result));

  return run->problem;
}

/* Waits, briefly, until what was cancelled has ended. */
void
sfl_align_run_wait (void)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  g_mutex_lock (&running_lock);
  while (n_running > 0 && g_cond_wait_until (&running_changed, &running_lock, end))
    ;
  g_mutex_unlock (&running_lock);
}
