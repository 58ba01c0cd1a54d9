/* main.c: souffleur-cli, Souffleur without a window
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ends with 0, with 1 when what it was given cannot be read or written, and with 2
 * when it was not asked properly; “check” also with 3 and 4.  Messages go to standard error.
 */

#include "config.h"

#include "sfl-cli.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <unistd.h>

static const SflCliVerb *const verbs[] = {
  &sfl_cli_show, &sfl_cli_convert, &sfl_cli_align, &sfl_cli_check, &sfl_cli_clip, &sfl_cli_formats,
};

/* Says what went wrong, on a line of its own. */
void
sfl_cli_complain (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("souffleur-cli: %s\n", message);
}

/* Writes to standard output as it is.
 *
 * Returns: FALSE when that is not possible, of which the user has been told
 */
gboolean
sfl_cli_print (const char *text, gsize length)
{
  while (length > 0) {
    gssize written = write (STDOUT_FILENO, text, length);

    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0) {
      sfl_cli_complain (_ ("The output cannot be written: %s"), g_strerror (errno));
      return FALSE;
    }
    text += written;
    length -= written;
  }

  return TRUE;
}

/**
 * sfl_cli_parse_options:
 * @entries: (nullable): of the verb alone
 * @more_entries: (nullable): that it shares with others
 * @argc: (inout): with the verb's name as the first of @argv
 *
 * Prints the help and ends the program when that is asked for.
 *
 * Returns: FALSE when they are not understood, of which the user has been told
 */
gboolean
sfl_cli_parse_options (const SflCliVerb *verb,
                       const GOptionEntry *entries,
                       const GOptionEntry *more_entries,
                       int *argc,
                       char ***argv)
{
  g_autoptr (GOptionContext) context = NULL;
  g_autofree char *name = g_strdup_printf ("souffleur-cli %s", verb->name);
  g_autoptr (GError) error = NULL;

  g_set_prgname (name);
  context = g_option_context_new (*verb->arguments ? _ (verb->arguments) : NULL);
  g_option_context_set_summary (context, _ (verb->summary));
  if (entries)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (more_entries)
    g_option_context_add_main_entries (context, more_entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error)) {
    sfl_cli_complain ("%s", error->message);
    return FALSE;
  }

  return TRUE;
}

static void
print_help (void)
{
  g_autoptr (GString) text = g_string_new (_ ("Usage: souffleur-cli VERB [OPTION…] [FILE…]\n\n"));
  char *usages[G_N_ELEMENTS (verbs)];
  glong width = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++) {
    usages[i] = g_strdup_printf ("%s %s", verbs[i]->name,
                                 *verbs[i]->arguments ? _ (verbs[i]->arguments) : "");
    width = MAX (width, g_utf8_strlen (usages[i], -1));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++) {
    /* printf() would count bytes. */
    int padding = (int) (width - g_utf8_strlen (usages[i], -1));

    g_string_append_printf (text, "  %s%*s  %s\n", usages[i], padding, "", _ (verbs[i]->summary));
    g_free (usages[i]);
  }
  g_string_append (text, _ ("\nThe file “-” is standard input or output. "
                            "“souffleur-cli VERB --help” tells more.\n"));
  sfl_cli_print (text->str, text->len);
}

static const SflCliVerb *
find_verb (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (verbs[i]->name, name) == 0)
      return verbs[i];

  return NULL;
}

int
main (int argc, char **argv)
{
  const char *localedir = g_getenv ("SOUFFLEUR_LOCALE_DIR");
  const SflCliVerb *verb;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir ? localedir : SFL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc < 2) {
    sfl_cli_complain (_ ("Say what to do. Try “souffleur-cli --help”."));
    return SFL_CLI_BAD_USAGE;
  }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0) {
    print_help ();
    return SFL_CLI_DONE;
  }
  if (strcmp (argv[1], "--version") == 0) {
    sfl_cli_print ("Souffleur " SFL_VERSION "\n", strlen ("Souffleur " SFL_VERSION "\n"));
    return SFL_CLI_DONE;
  }

  verb = find_verb (argv[1]);
  if (verb == NULL) {
    sfl_cli_complain (_ ("There is no verb “%s”. Try “souffleur-cli --help”."), argv[1]);
    return SFL_CLI_BAD_USAGE;
  }

  return verb->run (argc - 1, argv + 1);
}
