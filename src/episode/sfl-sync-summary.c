/* sfl-sync-summary.c: what was done to the times of a transcript, in words
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-sync-summary.h"

#include <glib/gi18n-lib.h>

#define TENTH (100 * SFL_MSECOND)

/* "0.3 s earlier", and whether that is for the ear: "0.3 seconds earlier" */
static char *
dup_offset (SflTime offset, gboolean spoken)
{
  gint64 tenths = (ABS (offset) + TENTH / 2) / TENTH;
  /* "0.3 seconds" and "1.5 seconds" in English, where French has both in the singular. */
  gulong n = tenths < 20 && tenths % 10 != 0 ? 0 : tenths / 10;
  g_autofree char *number = tenths % 10 == 0 ? g_strdup_printf ("%d", (int) (tenths / 10))
                                             : g_strdup_printf ("%.1f", tenths / 10.0);

  if (tenths == 0)
    /* Translators: the text is neither earlier nor later than its file says. */
    return g_strdup (_ ("as in the file"));
  if (!spoken)
    return g_strdup_printf (offset < 0 ? _ ("%s s earlier") : _ ("%s s later"), number);
  if (offset < 0)
    return g_strdup_printf (ngettext ("%s second earlier", "%s seconds earlier", n), number);

  return g_strdup_printf (ngettext ("%s second later", "%s seconds later", n), number);
}

static char *
dup_text (const SflSync *self, gboolean spoken)
{
  SflTime first, last;
  g_autofree char *begins = NULL;
  g_autofree char *ends = NULL;

  sfl_sync_get_offsets (self, &first, &last);
  begins = dup_offset (first, spoken);
  ends = dup_offset (last, spoken);
  if (g_str_equal (begins, ends))
    /* Translators: "Text 0.3 s earlier" */
    return g_strdup_printf (_ ("Text %s"), begins);

  /* Translators: "Text 0.3 s earlier, at its end 1.2 s later" */
  return g_strdup_printf (_ ("Text %s, at its end %s"), begins, ends);
}

static char *
dup_summary (const SflSync *self, gboolean spoken)
{
  g_autofree char *text = dup_text (self, spoken);
  g_autofree char *anchors = NULL;

  if (self->n_anchors < 2)
    return g_steal_pointer (&text);

  /* Translators: an anchor is a line of which a user has said when it is heard. */
  anchors =
      g_strdup_printf (ngettext ("%u anchor", "%u anchors", self->n_anchors), self->n_anchors);

  return g_strconcat (text, spoken ? ", " : " · ", anchors, NULL);
}

/* Returns: (transfer full): "Text 0.3 s earlier · 2 anchors" */
char *
sfl_sync_dup_summary (const SflSync *self)
{
  return dup_summary (self, FALSE);
}

/* Returns: (transfer full): the same, to be heard */
char *
sfl_sync_dup_spoken_summary (const SflSync *self)
{
  return dup_summary (self, TRUE);
}
