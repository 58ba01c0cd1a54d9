/* sfl-cli.h: what the verbs of souffleur-cli share
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-format.h"

G_BEGIN_DECLS

/* What the program ends with. */
typedef enum {
  SFL_CLI_DONE = 0,
  SFL_CLI_BAD_INPUT = 1,
  SFL_CLI_BAD_USAGE = 2,
  SFL_CLI_NO_FIT = 3,  /* what was checked does not belong together */
  SFL_CLI_UNKNOWN = 4, /* nobody can tell */
} SflCliStatus;

/**
 * SflCliVerb:
 * @name: what is typed
 * @arguments: what follows it, for the help
 * @summary: what it does, to be passed through gettext()
 * @run: given the arguments after the verb, which it may change; NULL-terminated
 */
typedef struct {
  const char *name;
  const char *arguments;
  const char *summary;
  SflCliStatus (*run) (int argc, char **argv);
} SflCliVerb;

extern const SflCliVerb sfl_cli_align;
extern const SflCliVerb sfl_cli_check;
extern const SflCliVerb sfl_cli_clip;
extern const SflCliVerb sfl_cli_show;
extern const SflCliVerb sfl_cli_convert;
extern const SflCliVerb sfl_cli_formats;

gboolean sfl_cli_parse_options (const SflCliVerb *verb,
                                const GOptionEntry *entries,
                                const GOptionEntry *more_entries,
                                int *argc,
                                char ***argv);
void sfl_cli_complain (const char *format, ...) G_GNUC_PRINTF (1, 2);
gboolean sfl_cli_print (const char *text, gsize length);

G_END_DECLS
