/* sfl-cli-language.c: in which language a transcript is spoken
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-cli-language.h"

#include "sfl-aligner.h"
#include "sfl-cli.h"
#include "sfl-language-guess.h"

#include <glib/gi18n-lib.h>

/**
 * sfl_cli_language_choose:
 * @asked: (nullable): what the user said
 *
 * What was asked for, what the transcript says that it is in, or what it looks like.
 *
 * Returns: (transfer full): as espeak-ng calls it; NULL when that is not known or nobody speaks
 *   it, of which the user has been told
 */
char *
sfl_cli_language_choose (const char *asked, SflTranscript *transcript)
{
  gsize length;
  const char *text = sfl_transcript_get_text (transcript, &length);
  const char *language = asked;

  if (language == NULL)
    language = sfl_transcript_get_meta (transcript, SFL_META_LANGUAGE);
  if (language == NULL)
    language = sfl_language_guess (text, length);
  if (language == NULL) {
    sfl_cli_complain (_ ("In which language is the text? Say it like --language fr."));
    return NULL;
  }
  if (!sfl_aligner_speaks (language)) {
    sfl_cli_complain (_ ("A text in the language “%s” cannot be aligned. “souffleur-cli align "
                         "--list-languages” lists those that can."),
                      language);
    return NULL;
  }

  return g_strdup (language);
}
