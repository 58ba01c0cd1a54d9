/* sfl-label.c: foreign text in the window, as text only
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Titles, names, lines and error messages come from files that somebody else
 * wrote.  They pass through here on their way to a widget, so that none of
 * them is ever markup, hides a control character, or turns the reading
 * direction of the words around it.
 */

#include "config.h"

#include "sfl-label.h"

#include <glib/gi18n-lib.h>

enum {
  LINE_SEPARATOR = 0x2028,
  PARAGRAPH_SEPARATOR = 0x2029,
  FIRST_STRONG_ISOLATE = 0x2068,
  POP_ISOLATE = 0x2069,
};

static gboolean
is_embedding_or_override (gunichar c)
{
  return c >= 0x202a && c <= 0x202e;
}

static gboolean
is_isolate (gunichar c)
{
  return c >= 0x2066 && c <= FIRST_STRONG_ISOLATE;
}

/**
 * sfl_label_clean:
 * @text: (nullable): any bytes
 *
 * Makes @text fit to be shown.  Line breaks stay and take one form; other
 * control characters go, and so do embeddings and overrides of the reading
 * direction.  Isolates stay, closed and in the form that forces no direction,
 * for this is what sfl_label_isolate() puts around a name.  U+200C to U+200F
 * stay: Persian, Hebrew and joined emoji need them.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
sfl_label_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *clean = g_string_sized_new (strlen (valid));
  guint depth = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '\r' && p[1] == '\n')
      continue;

    if (c == '\n' || c == '\r' || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR) {
      g_string_append_c (clean, '\n');
    } else if (c == '\t') {
      g_string_append_c (clean, ' ');
    } else if (is_isolate (c)) {
      g_string_append_unichar (clean, FIRST_STRONG_ISOLATE);
      depth++;
    } else if (c == POP_ISOLATE) {
      if (depth > 0) {
        g_string_append_unichar (clean, POP_ISOLATE);
        depth--;
      }
    } else if (!g_unichar_iscntrl (c) && !is_embedding_or_override (c)) {
      g_string_append_unichar (clean, c);
    }
  }

  while (depth-- > 0)
    g_string_append_unichar (clean, POP_ISOLATE);

  return g_string_free (clean, FALSE);
}

/**
 * sfl_label_isolate:
 * @name: a file name, a title, a person: anything put into a sentence of ours
 *
 * Returns: (transfer full): @name on one row, between isolates, so that a
 *   Hebrew name does not move the full stop of an English sentence
 */
char *
sfl_label_isolate (const char *name)
{
  g_autofree char *clean = sfl_label_clean (name);

  return g_strconcat ("\u2068", g_strdelimit (clean, "\n", ' '), "\u2069", NULL);
}

/* A menu reads underlines as access keys. */
char *
sfl_label_for_menu (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);

  return g_strjoinv ("__", parts);
}

/**
 * sfl_label_set_text:
 * @text: (nullable): shown letter by letter, whatever it looks like
 */
void
sfl_label_set_text (GtkLabel *label, const char *text)
{
  g_autofree char *clean = NULL;

  g_return_if_fail (GTK_IS_LABEL (label));

  clean = sfl_label_clean (text);
  gtk_label_set_text (label, clean);
}

/* An empty label that breaks its text into rows, from the left.
 *
 * @css_class: (nullable)
 */
GtkWidget *
sfl_label_new_wrapping (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/* As sfl_label_set_text(); without a text there is no label. */
void
sfl_label_show_text (GtkWidget *label, const char *text)
{
  sfl_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

/**
 * sfl_label_dup_exact:
 * @time: not negative
 *
 * Returns: (transfer full): to a tenth of a second: "17 minutes 53.2 seconds"
 */
char *
sfl_label_dup_exact (SflTime time)
{
  SflTime tenths = (time + SFL_SECOND / 20) / (SFL_SECOND / 10);
  g_autofree char *minutes = sfl_time_to_words (tenths / 600 * SFL_MINUTE);
  double seconds = (tenths % 600) / 10.0;

  if (tenths < 600)
    /* Translators: both forms are one in English; the number is that of whole seconds. */
    return g_strdup_printf (ngettext ("%.1f seconds", "%.1f seconds", (gulong) seconds), seconds);

  /* Translators: minutes, and seconds as above. */
  return g_strdup_printf (ngettext ("%s %.1f seconds", "%s %.1f seconds", (gulong) seconds),
                          minutes, seconds);
}

/* Where nobody has listened, it is not known what is heard. */
static const struct {
  const char *seconds;
  const char *minutes;
  const char *brief_seconds;
  const char *brief_minutes;
} holes[] = {
  /* Translators: a stretch of the recording that the transcript does not cover, in seconds, and
   * in minutes and seconds; what is heard there, as far as it is known.  Then the same in less
   * room.
   */
  [SFL_HOLE_UNKNOWN] = { N_ ("— %d s without transcript —"),
                         N_ ("— %d min %02d s without transcript —"), N_ ("— %d s —"),
                         N_ ("— %d min %02d s —") },
  [SFL_HOLE_SILENCE] = { N_ ("— %d s of silence —"), N_ ("— %d min %02d s of silence —"),
                         N_ ("— %d s of silence —"), N_ ("— %d min %02d s of silence —") },
  [SFL_HOLE_MUSIC] = { N_ ("— %d s of music, without transcript —"),
                       N_ ("— %d min %02d s of music, without transcript —"),
                       N_ ("— %d s of music —"), N_ ("— %d min %02d s of music —") },
  [SFL_HOLE_SPEECH] = { N_ ("— %d s of other speech, without transcript —"),
                        N_ ("— %d min %02d s of other speech, without transcript —"),
                        N_ ("— %d s of other speech —"), N_ ("— %d min %02d s of other speech —") },
};

/**
 * sfl_label_dup_hole:
 * @brief: whether there is little room
 *
 * Returns: (transfer full): what stands where the transcript has a hole
 */
char *
sfl_label_dup_hole (const SflHole *hole, gboolean brief)
{
  int seconds = (hole->end - hole->start + SFL_SECOND / 2) / SFL_SECOND;
  guint kind = hole->kind < G_N_ELEMENTS (holes) ? hole->kind : SFL_HOLE_UNKNOWN;

  if (seconds < 60)
    return g_strdup_printf (_ (brief ? holes[kind].brief_seconds : holes[kind].seconds), seconds);

  return g_strdup_printf (_ (brief ? holes[kind].brief_minutes : holes[kind].minutes), seconds / 60,
                          seconds % 60);
}
