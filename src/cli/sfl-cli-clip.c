/* sfl-cli-clip.c: some words of a recording as a file of their own
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-cli-clip-batch.h"
#include "sfl-cli-input.h"
#include "sfl-cli-output.h"
#include "sfl-cli.h"
#include "sfl-clip-ends.h"
#include "sfl-clip-limits.h"
#include "sfl-clip-renderer.h"
#include "sfl-finder.h"
#include "sfl-typed-time.h"

#include <glib/gi18n-lib.h>

typedef struct {
  char *from;
  char *to;
  char *lines;
  char *quote;
  char *kind;
  char *shape;
  char *fit;
  char *style;
  char *place;
  char *title;
  char *output;
  char *progress;
  char *sidecar;
  char *recipe_path;
  char *save_path;
  char *batch;
  gboolean speakers;
  int size;
  int quality;
  double megabytes;
  double lufs;
  char *subtitle;

  SflTranscript *transcript; /* NULL without */
  const SflFormat *format;   /* the clip is a text; NULL: it is not */
  const SflFormat *beside;   /* of the words beside it; NULL without */
  SflClipRecipe *recipe;
  gsize words_start; /* of those that were asked for, in the transcript's text */
  gsize words_end;   /* 0: none were */
} Job;

static void
job_clear (Job *job)
{
  g_free (job->from);
  g_free (job->to);
  g_free (job->lines);
  g_free (job->quote);
  g_free (job->kind);
  g_free (job->shape);
  g_free (job->fit);
  g_free (job->style);
  g_free (job->place);
  g_free (job->title);
  g_free (job->subtitle);
  g_free (job->output);
  g_free (job->progress);
  g_free (job->sidecar);
  g_free (job->recipe_path);
  g_free (job->save_path);
  g_free (job->batch);
  g_clear_object (&job->transcript);
  g_clear_pointer (&job->recipe, sfl_clip_recipe_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

/* What a user types for the values of each enumeration, in its order. */
static const char *const kinds[] = { "video", "audiogram", "audio", "card", NULL };
static const char *const shapes[] = { "source", "16:9", "1:1", "4:5", "9:16", NULL };
static const char *const fits[] = { "crop", "blur", "bars", NULL };
static const char *const styles[] = { "none", "box", "outline", "karaoke", "large", NULL };
static const char *const places[] = { "bottom", "middle", "top", NULL };
static const char *const forms[] = {
  "mp4", "webm", "m4a", "opus", "mp3", "flac", "wav", "png", NULL
};

static int
find_name (const char *const *names, const char *name)
{
  for (int i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return i;

  return -1;
}

static gboolean
read_name (const char *option, const char *typed, const char *const *names, guint *value)
{
  int found = typed == NULL ? (int) *value : find_name (names, typed);

  if (found < 0) {
    g_autofree char *all = g_strjoinv (", ", (char **) names);

    sfl_cli_complain (_ ("%s cannot be “%s”; it is one of %s"), option, typed, all);
    return FALSE;
  }
  *value = found;

  return TRUE;
}

/* The name of the file says what it is. */
static gboolean
read_form (Job *job)
{
  const char *dot = job->output == NULL ? NULL : strrchr (job->output, '.');
  int form = dot == NULL ? -1 : find_name (forms, dot + 1);
  SflClipKind kind = SFL_CLIP_VIDEO;

  if (job->output == NULL)
    return read_name ("--kind", job->kind, kinds, (guint *) &job->recipe->kind);
  if (form < 0) {
    job->format = sfl_cli_output_choose_format (NULL, job->output);
    return job->format != NULL;
  }
  job->recipe->form = form;
  if (form == SFL_CLIP_FORM_PNG)
    kind = SFL_CLIP_CARD;
  else if (form >= SFL_CLIP_FORM_M4A)
    kind = SFL_CLIP_AUDIO;
  job->recipe->kind = kind;

  return read_name ("--kind", job->kind, kinds, (guint *) &job->recipe->kind);
}

/* The words beside the clip, under its name: clip.mp4 and clip.srt. */
static gboolean
choose_sidecar (Job *job)
{
  const char *dot = job->output == NULL ? NULL : strrchr (job->output, '.');
  char *path;

  if (dot == NULL) {
    sfl_cli_complain (_ ("Where to? Say it like --output clip.mp4."));
    return FALSE;
  }
  path = g_strdup_printf ("%.*s.%s", (int) (dot - job->output), job->output, job->sidecar);
  g_free (job->sidecar);
  job->sidecar = path;
  job->beside = sfl_cli_output_choose_format (NULL, path);

  return job->beside != NULL;
}

/* What was saved, into the kind of file that it is for. */
static gboolean
read_recipe (Job *job)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const char *dot = strrchr (job->output, '.');
  gsize length;
  SflClipRecipe *recipe;

  if (!g_file_get_contents (job->recipe_path, &text, &length, &error) ||
      (recipe = sfl_clip_recipe_load (text, length, &error)) == NULL) {
    sfl_cli_complain ("%s: %s", job->recipe_path, error->message);
    return FALSE;
  }
  sfl_clip_recipe_free (job->recipe);
  job->recipe = recipe;
  if (dot == NULL || find_name (forms, dot + 1) != (int) recipe->form) {
    sfl_cli_complain (_ ("%s makes a file like clip.%s"), job->recipe_path, forms[recipe->form]);
    return FALSE;
  }

  return TRUE;
}

/* To make the same clip another day, or many like it. */
static gboolean
save_recipe (Job *job)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = sfl_clip_recipe_save (job->recipe);

  if (g_file_set_contents (job->save_path, text, -1, &error))
    return TRUE;
  sfl_cli_complain ("%s", error->message);

  return FALSE;
}

static gboolean
read_options (Job *job)
{
  SflClipRecipe *recipe = job->recipe;

  if (job->output == NULL && (job->save_path == NULL || job->recipe_path != NULL)) {
    sfl_cli_complain (_ ("Where to? Say it like --output clip.mp4."));
    return FALSE;
  }
  if (job->progress != NULL && !g_str_equal (job->progress, "json")) {
    sfl_cli_complain (_ ("%s cannot be “%s”"), "--progress", job->progress);
    return FALSE;
  }
  if (job->sidecar != NULL && !choose_sidecar (job))
    return FALSE;
  if (job->recipe_path != NULL)
    return read_recipe (job);
  if (!read_form (job) || !read_name ("--shape", job->shape, shapes, (guint *) &recipe->shape) ||
      !read_name ("--fit", job->fit, fits, (guint *) &recipe->fit) ||
      !read_name ("--style", job->style, styles, (guint *) &recipe->style) ||
      !read_name ("--place", job->place, places, (guint *) &recipe->place))
    return FALSE;
  if (job->size < 0 || job->size > 4096 || job->quality < 0 || job->quality > 50 ||
      !(job->megabytes >= 0 && job->megabytes < 1e6) || !(job->lufs >= -40 && job->lufs <= 0)) {
    sfl_cli_complain (
        _ ("The size, the quality or the loudness is out of range. Try “souffleur-cli clip "
           "--help”."));
    return FALSE;
  }
  recipe->show_speakers = job->speakers;
  recipe->short_side = job->size;
  recipe->quality = job->quality;
  recipe->max_bytes = job->megabytes * 1000000;
  recipe->loudness = job->lufs;
  recipe->title = g_strdup (job->title);
  recipe->subtitle = g_strdup (job->subtitle);

  return TRUE;
}

static gboolean
read_time (const char *option, const char *typed, SflTime *time)
{
  g_autoptr (GError) error = NULL;

  if (sfl_typed_time_read (typed, 0, time, &error))
    return TRUE;
  sfl_cli_complain ("%s: %s", option, error->message);

  return FALSE;
}

/* "12-14", from 1; "12" alone is that line. */
static gboolean
find_lines (Job *job, gsize *from, gsize *to)
{
  g_auto (GStrv) parts = g_strsplit (job->lines, "-", 2);
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (job->transcript, &n_lines);
  guint64 first, last;

  if (!g_ascii_string_to_unsigned (parts[0], 10, 1, n_lines, &first, NULL) ||
      !g_ascii_string_to_unsigned (parts[1] == NULL ? parts[0] : parts[1], 10, first, n_lines,
                                   &last, NULL)) {
    sfl_cli_complain (_ ("“%s” are no lines of the transcript, which has %u. Say it like 12-14."),
                      job->lines, n_lines);
    return FALSE;
  }
  *from = lines[first - 1].offset;
  *to = lines[last - 1].offset + lines[last - 1].length;

  return TRUE;
}

static gboolean
find_quote (Job *job, gsize *from, gsize *to)
{
  g_autoptr (SflFinder) finder = sfl_finder_new (job->transcript);
  const SflHit *hit;

  sfl_finder_set_query (finder, job->quote);
  if (sfl_finder_get_n_hits (finder) == 0) {
    sfl_cli_complain (_ ("“%s” is not in the transcript."), job->quote);
    return FALSE;
  }
  hit = sfl_finder_get_hit (finder, 0);
  *from = hit->offset;
  *to = hit->offset + hit->length;

  return TRUE;
}

/* From words to times, each moved to where it is quiet. */
static gboolean
find_words (Job *job, GFile *media)
{
  gsize from, to;
  SflClipEnd start, end;

  if (job->transcript == NULL) {
    sfl_cli_complain (_ ("Which transcript are the words in?"));
    return FALSE;
  }
  if (!(job->lines != NULL ? find_lines (job, &from, &to) : find_quote (job, &from, &to)))
    return FALSE;
  if (!sfl_clip_ends_find (job->transcript, from, to, &start, &end)) {
    sfl_cli_complain (_ ("These words have no times. Try “souffleur-cli align”."));
    return FALSE;
  }
  job->words_start = from;
  job->words_end = to;
  job->recipe->start = sfl_clip_end_listen (&start, media, job->recipe->track, NULL);
  job->recipe->end = sfl_clip_end_listen (&end, media, job->recipe->track, NULL);

  return TRUE;
}

static gboolean
choose_range (Job *job, GFile *media)
{
  gboolean has_times = job->from != NULL || job->to != NULL;

  if (has_times + (job->lines != NULL) + (job->quote != NULL) != 1 ||
      (has_times && (job->from == NULL || job->to == NULL))) {
    sfl_cli_complain (_ ("Which part of the recording? Say --from and --to, or --lines, or "
                         "--quote."));
    return FALSE;
  }
  if (!has_times)
    return find_words (job, media);

  return read_time ("--from", job->from, &job->recipe->start) &&
         read_time ("--to", job->to, &job->recipe->end);
}

/* One JSON object a line, on standard error. */
static void
progress_cb (double fraction, gpointer user_data)
{
  Job *job = user_data;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (job->progress != NULL)
    g_printerr ("{\"stage\":\"rendering\",\"progress\":%s}\n",
                g_ascii_formatd (buffer, sizeof buffer, "%.2f", fraction));
}

static gboolean
write_text (Job *job)
{
  g_autoptr (SflTranscript) transcript =
      sfl_clip_recipe_dup_transcript (job->recipe, job->recipe->start);
  SflWriteOptions options = { NULL };

  return sfl_cli_output_write_as (job->output, job->format, transcript, &options);
}

/* It is made all the same. */
static void
warn_of_limits (Job *job, const SflClipResult *result)
{
  g_autoptr (GPtrArray) limits = NULL;

  if (job->recipe->kind > SFL_CLIP_AUDIOGRAM)
    return;
  limits = sfl_clip_limits_find (result->length, result->n_bytes, result->width, result->height);
  for (guint i = 0; i < limits->len; i++) {
    const SflClipLimit *limit = g_ptr_array_index (limits, i);
    g_autofree char *length = sfl_time_to_words (limit->length);
    g_autofree char *size = g_format_size (limit->n_bytes);

    if (limit->kind == SFL_CLIP_LIMIT_TOO_SHORT)
      sfl_cli_complain (_ ("%s takes no video of less than %s"), limit->platform, length);
    else if (limit->kind == SFL_CLIP_LIMIT_TOO_LONG)
      sfl_cli_complain (_ ("%s takes no video of more than %s"), limit->platform, length);
    else
      sfl_cli_complain (_ ("%s takes no file of more than %s"), limit->platform, size);
  }
}

static gboolean
write_sidecar (Job *job, SflTime start)
{
  g_autoptr (SflTranscript) transcript = sfl_clip_recipe_dup_transcript (job->recipe, start);
  SflWriteOptions options = { NULL };

  return sfl_cli_output_write_as (job->sidecar, job->beside, transcript, &options);
}

static gboolean
write_clip (Job *job, const char *media)
{
  g_autoptr (GFile) target = g_file_new_for_commandline_arg (job->output);
  g_autofree char *name = g_filename_display_name (media);
  g_autoptr (GError) error = NULL;
  SflClipResult result;

  if (!sfl_clip_render (job->recipe, target, NULL, progress_cb, job, &result, &error)) {
    sfl_cli_complain ("%s: %s", name, error->message);
    return FALSE;
  }
  if (job->progress != NULL)
    g_printerr ("{\"stage\":\"done\",\"start_ns\":%" G_GINT64_FORMAT
                ",\"length_ns\":%" G_GINT64_FORMAT ",\"bytes\":%" G_GINT64_FORMAT
                ",\"width\":%u,\"height\":%u}\n",
                result.start, result.length, result.n_bytes, result.width, result.height);
  warn_of_limits (job, &result);

  return job->beside == NULL || write_sidecar (job, result.start);
}

static SflCliStatus
clip (int argc, char **argv)
{
  static gboolean in_batch = FALSE; /* none in another */
  g_auto (Job) job = { .quality = 20 };
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &job.from, N_ ("Where the clip begins, like 12:30.5"),
      N_ ("TIME") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &job.to, N_ ("Where it ends"), N_ ("TIME") },
    { "lines", 'l', 0, G_OPTION_ARG_STRING, &job.lines,
      N_ ("These lines of the transcript, like 12-14"), N_ ("NUMBERS") },
    { "quote", 0, 0, G_OPTION_ARG_STRING, &job.quote, N_ ("These words, where they are first said"),
      N_ ("WORDS") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &job.output,
      N_ ("Write to this file: .mp4, .webm, .m4a, .opus, .mp3, .flac, .wav, .png, or a format of "
          "transcripts"),
      N_ ("FILE") },
    { "kind", 'k', 0, G_OPTION_ARG_STRING, &job.kind,
      N_ ("What to make, if the name of the file does not say it: video or audiogram"),
      N_ ("KIND") },
    { "shape", 's', 0, G_OPTION_ARG_STRING, &job.shape,
      N_ ("Of the picture: source, 16:9, 1:1, 4:5 or 9:16"), N_ ("SHAPE") },
    { "fit", 0, 0, G_OPTION_ARG_STRING, &job.fit,
      N_ ("How the picture takes that shape: crop, blur or bars"), N_ ("WAY") },
    { "style", 0, 0, G_OPTION_ARG_STRING, &job.style,
      N_ ("Of the captions: none, box, outline, karaoke or large"), N_ ("STYLE") },
    { "place", 0, 0, G_OPTION_ARG_STRING, &job.place, N_ ("Of the captions: bottom, middle or top"),
      N_ ("PLACE") },
    { "size", 0, 0, G_OPTION_ARG_INT, &job.size, N_ ("The shorter side of the picture, in pixels"),
      N_ ("NUMBER") },
    { "quality", 0, 0, G_OPTION_ARG_INT, &job.quality,
      N_ ("Of the picture, from 0, the best, to 50; 20 is usual"), N_ ("NUMBER") },
    { "max-size", 0, 0, G_OPTION_ARG_DOUBLE, &job.megabytes, N_ ("At most so many megabytes"),
      N_ ("NUMBER") },
    { "title", 0, 0, G_OPTION_ARG_STRING, &job.title, N_ ("What the clip is called"), N_ ("TEXT") },
    { "subtitle", 0, 0, G_OPTION_ARG_STRING, &job.subtitle,
      N_ ("Shown below the title, where one is drawn"), N_ ("TEXT") },
    { "lufs", 0, 0, G_OPTION_ARG_DOUBLE, &job.lufs, N_ ("Make it as loud as this, like -16 or -14"),
      N_ ("NUMBER") },
    { "speakers", 0, 0, G_OPTION_ARG_NONE, &job.speakers, N_ ("Captions tell who speaks"), NULL },
    { "sidecar", 0, 0, G_OPTION_ARG_STRING, &job.sidecar,
      N_ ("Write the words beside the clip, too: srt, vtt, txt..."), N_ ("ENDING") },
    { "save-recipe", 0, 0, G_OPTION_ARG_FILENAME, &job.save_path,
      N_ ("Keep all that the clip is made from"), N_ ("FILE") },
    { "recipe", 0, 0, G_OPTION_ARG_FILENAME, &job.recipe_path,
      N_ ("Make what was kept; nothing but --output is said"), N_ ("FILE") },
    { "batch", 0, 0, G_OPTION_ARG_FILENAME, &job.batch,
      N_ ("Make many clips: on each line of this file what would follow “souffleur-cli clip”"),
      N_ ("FILE") },
    { "progress", 0, 0, G_OPTION_ARG_STRING, &job.progress,
      N_ ("Print how far it is on standard error, as json"), "json" },
    { NULL },
  };
  g_autoptr (GFile) media = NULL;

  job.recipe = sfl_clip_recipe_new ();
  /* Of what says how to read a transcript the first, --from, means something else here. */
  if (!sfl_cli_parse_options (&sfl_cli_clip, entries, sfl_cli_input_entries + 1, &argc, &argv))
    return SFL_CLI_BAD_USAGE;
  if (job.batch != NULL && !in_batch) {
    SflCliStatus status;

    in_batch = TRUE;
    status = sfl_cli_clip_batch_run (job.batch, clip);
    in_batch = FALSE;
    return status;
  }
  if (job.recipe_path != NULL && argc == 1 && job.batch == NULL)
    return read_options (&job) && write_clip (&job, job.recipe_path) ? SFL_CLI_DONE
                                                                     : SFL_CLI_BAD_INPUT;
  if (job.recipe_path != NULL || job.batch != NULL || (argc != 2 && argc != 3)) {
    sfl_cli_complain (_ ("Which recording? Try “souffleur-cli clip --help”."));
    return SFL_CLI_BAD_USAGE;
  }
  if (!read_options (&job))
    return SFL_CLI_BAD_USAGE;

  if (argc == 3) {
    job.transcript = sfl_cli_input_read (argv[2]);
    if (job.transcript == NULL)
      return SFL_CLI_BAD_INPUT;
  }
  media = g_file_new_for_commandline_arg (argv[1]);
  job.recipe->source = g_file_get_uri (media);
  if (!choose_range (&job, media))
    return SFL_CLI_BAD_USAGE;
  if (job.recipe->kind == SFL_CLIP_CARD && job.words_end > 0)
    sfl_clip_recipe_take_quote (job.recipe, job.transcript, job.words_start, job.words_end);
  else if (job.transcript != NULL)
    sfl_clip_recipe_take_cues (job.recipe, job.transcript);

  if (job.save_path != NULL && !save_recipe (&job))
    return SFL_CLI_BAD_INPUT;
  if (job.output == NULL)
    return SFL_CLI_DONE;

  return (job.format != NULL ? write_text (&job) : write_clip (&job, argv[1])) ? SFL_CLI_DONE
                                                                               : SFL_CLI_BAD_INPUT;
}

const SflCliVerb sfl_cli_clip = {
  .name = "clip",
  .arguments = N_ ("MEDIA [TRANSCRIPT]"),
  .summary = N_ ("Make a clip of some words"),
  .run = clip,
};
