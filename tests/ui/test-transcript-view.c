/* test-transcript-view.c: text that comes in pieces
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-transcript-builder.h"
#include "sfl-transcript-view.h"

#include <adwaita.h>

/* Lines a second apart, one word each; a hole after each fifth. */
static SflReading *
make_reading (guint n_lines, const char *word)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;

  for (guint i = 0; i < n_lines; i++) {
    SflTime start = (i + i / 5 * 10) * SFL_SECOND;
    g_autofree char *text = g_strdup_printf ("%s %u.", word, i);

    sfl_transcript_builder_begin_line (builder, start, start + SFL_SECOND,
                                       sfl_transcript_builder_add_speaker (builder, "Anna", -1));
    sfl_transcript_builder_append (builder, text, strlen (text));
  }
  transcript = sfl_transcript_builder_end (builder);

  return sfl_reading_new (transcript, SFL_READING_LINES);
}

static char *
dup_text (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* The number of each paragraph's tags. */
static char *
dup_tags (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GString *tags = g_string_new (NULL);

  for (int i = 0; i < gtk_text_buffer_get_line_count (buffer); i++) {
    g_autoptr (GSList) list = NULL;
    GtkTextIter iter;

    gtk_text_buffer_get_iter_at_line (buffer, &iter, i);
    list = gtk_text_iter_get_tags (&iter);
    g_string_append_printf (tags, "%u", g_slist_length (list));
  }

  return g_string_free (tags, FALSE);
}

/* Rows: what comes after ten lines, and whether the view keeps its place. */
static const struct {
  guint n_lines;
  const char *word;
  gboolean keeps_place;
} rows[] = {
  { 11, "Line", TRUE }, { 37, "Line", TRUE },   { 10, "Line", TRUE },
  { 9, "Line", FALSE }, { 37, "Other", FALSE },
};

static void
test_pieces (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GtkWidget) view = g_object_ref_sink (sfl_transcript_view_new ());
    g_autoptr (GtkWidget) whole = g_object_ref_sink (sfl_transcript_view_new ());
    g_autoptr (SflReading) first = make_reading (10, "Line");
    g_autoptr (SflReading) second = make_reading (rows[i].n_lines, rows[i].word);
    GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
    g_autofree char *text = NULL;
    g_autofree char *tags = NULL;
    g_autofree char *whole_text = NULL;
    g_autofree char *whole_tags = NULL;
    const guint lit[] = { 7 };
    GtkTextIter iter;

    sfl_transcript_view_set_reading (SFL_TRANSCRIPT_VIEW (view), first);
    sfl_transcript_view_set_lit (SFL_TRANSCRIPT_VIEW (view), lit, 1, FALSE);
    gtk_text_buffer_get_iter_at_line_offset (buffer, &iter, 4, 2);
    gtk_text_buffer_place_cursor (buffer, &iter);
    g_assert_cmpint (sfl_transcript_view_set_reading (SFL_TRANSCRIPT_VIEW (view), second), ==,
                     rows[i].keeps_place);
    gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
    g_assert_cmpint (gtk_text_iter_get_line (&iter), ==, rows[i].keeps_place ? 4 : 0);

    /* As if it had come at once. */
    sfl_transcript_view_set_reading (SFL_TRANSCRIPT_VIEW (whole), second);
    text = dup_text (view);
    tags = dup_tags (view);
    whole_text = dup_text (whole);
    whole_tags = dup_tags (whole);
    g_assert_cmpstr (text, ==, whole_text);
    g_assert_cmpstr (tags, ==, whole_tags);
    g_assert_nonnull (strchr (tags, '1')); /* holes and names are tagged */
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  g_test_add_func ("/transcript-view/pieces", test_pieces);

  return g_test_run ();
}
