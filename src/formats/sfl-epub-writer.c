/* sfl-epub-writer.c: a transcript as a book
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * EPUB 3 of the text: what was said in paragraphs, by whom, and a table of contents
 * from the chapters or, without any, from the times.  Any thread.
 */

#include "config.h"

#include "sfl-line-walker.h"
#include "sfl-output.h"
#include "sfl-writers.h"
#include "sfl-zip.h"

#include <glib/gi18n-lib.h>

/* A reader device lays out a file at a time. */
#define LINES_PER_PAGE 400

/* A paragraph of one speaker ends with the first sentence beyond so many bytes. */
#define LONG_PARAGRAPH 500

#define FILE_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static const char container[] =
    FILE_HEAD "<container version=\"1.0\" "
              "xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
              "<rootfiles><rootfile full-path=\"EPUB/package.opf\" "
              "media-type=\"application/oebps-package+xml\"/></rootfiles>\n</container>\n";

static const char style[] = "body { line-height: 1.5; }\n"
                            "p { margin: 0 0 0.7em; }\n"
                            ".speaker { font-weight: bold; }\n"
                            ".about { font-style: italic; }\n";

typedef struct {
  SflTranscript *transcript;
  SflZip *zip;
  char *title;
  char *language;
  const SflChapter *chapters;
  guint n_chapters;
  guint chapter; /* the next one */

  GString *page; /* NULL between two */
  guint n_pages;
  guint n_page_lines;
  GString *contents; /* of the list in the table of contents */

  gboolean in_paragraph;
  gsize paragraph_start;
  int speaker; /* of the paragraph */
} Book;

static void
append_string (GString *out, const char *text)
{
  sfl_output_xml (out, (SflSlice){ text, text + strlen (text) });
}

static void
append_page_head (Book *self, GString *out, const char *title)
{
  g_string_append_printf (out,
                          FILE_HEAD "<!DOCTYPE html>\n"
                                    "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
                                    "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
                                    "lang=\"%s\" xml:lang=\"%s\">\n<head><title>",
                          self->language, self->language);
  append_string (out, title);
  g_string_append (out, "</title><link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>"
                        "</head>\n<body>\n");
}

static void
end_paragraph (Book *self)
{
  if (self->in_paragraph)
    g_string_append (self->page, "</p>\n");
  self->in_paragraph = FALSE;
}

static gboolean
end_page (Book *self, GError **error)
{
  g_autofree char *name = g_strdup_printf ("EPUB/page-%u.xhtml", self->n_pages);
  gboolean done;

  if (self->page == NULL)
    return TRUE;
  end_paragraph (self);
  g_string_append (self->page, "</body>\n</html>\n");
  done = sfl_zip_deflate (self->zip, name, self->page->str, self->page->len, error);
  g_string_free (g_steal_pointer (&self->page), TRUE);

  return done;
}

static void
append_about (Book *self)
{
  static const char *const keys[] = { SFL_META_PROGRAMME, SFL_META_DATE, SFL_META_NOTES };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autofree char *value = sfl_output_dup_meta (self->transcript, keys[i]);

    if (value == NULL)
      continue;
    g_string_append (self->page, "<p class=\"about\">");
    append_string (self->page, value);
    g_string_append (self->page, "</p>\n");
  }
}

static void
append_contents (Book *self, const char *title, const char *anchor)
{
  g_string_append_printf (self->contents, "<li><a href=\"page-%u.xhtml%s\">", self->n_pages,
                          anchor);
  append_string (self->contents, title);
  g_string_append (self->contents, "</a></li>\n");
}

static void
begin_page (Book *self)
{
  self->page = g_string_new (NULL);
  self->n_pages++;
  self->n_page_lines = 0;
  append_page_head (self, self->page, self->title);
  if (self->n_pages > 1)
    return;

  g_string_append (self->page, "<h1>");
  append_string (self->page, self->title);
  g_string_append (self->page, "</h1>\n");
  append_about (self);
}

/* A page of a book without chapters is found by its time or, without times, its number. */
static void
append_page_contents (Book *self, SflTime start)
{
  g_autofree char *title = start != SFL_TIME_NONE ? sfl_time_to_string (start, start)
                                                  : g_strdup_printf (_ ("Part %u"), self->n_pages);

  append_contents (self, title, "");
}

static void
append_chapter (Book *self)
{
  g_autofree char *anchor = g_strdup_printf ("#chapter-%u", self->chapter + 1);
  g_autofree char *clean = sfl_output_dup_clean (self->chapters[self->chapter].title);
  const char *title = clean != NULL ? clean : "–";

  end_paragraph (self);
  append_contents (self, title, anchor);
  g_string_append_printf (self->page, "<h2 id=\"%s\">", anchor + 1);
  append_string (self->page, title);
  g_string_append (self->page, "</h2>\n");
  self->chapter++;
}

static gboolean
ends_sentence (const GString *text)
{
  return text->len > 0 && strchr (".?!", text->str[text->len - 1]) != NULL;
}

static void
append_line (Book *self, const SflWalkedLine *line)
{
  if (self->in_paragraph &&
      (line->speaker != self->speaker ||
       (self->page->len - self->paragraph_start > LONG_PARAGRAPH && ends_sentence (self->page))))
    end_paragraph (self);

  if (self->in_paragraph) {
    g_string_append_c (self->page, '\n');
  } else {
    g_string_append (self->page, "<p>");
    if (line->name != NULL && (line->speaker != self->speaker || self->n_page_lines == 0)) {
      g_string_append (self->page, "<span class=\"speaker\">");
      append_string (self->page, line->name);
      g_string_append (self->page, ":</span> ");
    }
    self->in_paragraph = TRUE;
    self->paragraph_start = self->page->len;
    self->speaker = line->speaker;
  }
  sfl_output_xml (self->page, line->text);
  self->n_page_lines++;
}

static gboolean
add_pages (Book *self, GError **error)
{
  g_auto (SflLineWalker) walker = { 0 };
  SflWalkedLine line;

  sfl_line_walker_init (&walker, self->transcript, 1);
  while (sfl_line_walker_next (&walker, &line)) {
    gboolean begins_chapter =
        self->chapter < self->n_chapters && self->chapters[self->chapter].start <= line.start;

    if (sfl_slice_is_empty (line.text))
      continue;
    if (self->page != NULL && (begins_chapter || self->n_page_lines == LINES_PER_PAGE) &&
        !end_page (self, error))
      return FALSE;
    if (self->page == NULL) {
      begin_page (self);
      if (self->n_chapters == 0)
        append_page_contents (self, line.start);
    }
    while (self->chapter < self->n_chapters && self->chapters[self->chapter].start <= line.start)
      append_chapter (self);
    append_line (self, &line);
  }

  /* A book has at least a page, and all of its chapters. */
  if (self->page == NULL)
    begin_page (self);
  while (self->chapter < self->n_chapters)
    append_chapter (self);
  if (self->contents->len == 0)
    append_page_contents (self, SFL_TIME_NONE);

  return end_page (self, error);
}

static gboolean
add_contents (Book *self, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  append_page_head (self, out, _ ("Contents"));
  g_string_append (out, "<nav epub:type=\"toc\" id=\"toc\"><h1>");
  append_string (out, _ ("Contents"));
  g_string_append (out, "</h1>\n<ol>\n");
  g_string_append_len (out, self->contents->str, self->contents->len);
  g_string_append (out, "</ol>\n</nav>\n</body>\n</html>\n");

  return sfl_zip_deflate (self->zip, "EPUB/nav.xhtml", out->str, out->len, error);
}

/* A book of the same words has the same name. */
static char *
dup_identifier (SflTranscript *transcript)
{
  gsize length;
  const char *text = sfl_transcript_get_text (transcript, &length);
  g_autofree char *sum =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, length);

  return g_strdup_printf ("urn:uuid:%.8s-%.4s-8%.3s-8%.3s-%.12s", sum, sum + 8, sum + 12, sum + 15,
                          sum + 18);
}

static gboolean
add_package (Book *self, GError **error)
{
  g_autoptr (GString) out = g_string_new (FILE_HEAD);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *modified = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *identifier = dup_identifier (self->transcript);

  g_string_append_printf (out,
                          "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
                          "unique-identifier=\"id\" xml:lang=\"%s\">\n"
                          "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
                          "<dc:identifier id=\"id\">%s</dc:identifier>\n<dc:title>",
                          self->language, identifier);
  append_string (out, self->title);
  g_string_append_printf (out,
                          "</dc:title>\n<dc:language>%s</dc:language>\n"
                          "<meta property=\"dcterms:modified\">%s</meta>\n",
                          self->language, modified);
  for (guint i = 0; i < sfl_transcript_get_n_speakers (self->transcript); i++) {
    g_autofree char *name = sfl_output_dup_clean (sfl_transcript_get_speaker (self->transcript, i));

    if (name == NULL)
      continue;
    g_string_append (out, "<dc:contributor>");
    append_string (out, name);
    g_string_append (out, "</dc:contributor>\n");
  }
  g_string_append (out, "</metadata>\n<manifest>\n"
                        "<item id=\"nav\" href=\"nav.xhtml\" properties=\"nav\" "
                        "media-type=\"application/xhtml+xml\"/>\n"
                        "<item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n");
  for (guint i = 1; i <= self->n_pages; i++)
    g_string_append_printf (out,
                            "<item id=\"page-%u\" href=\"page-%u.xhtml\" "
                            "media-type=\"application/xhtml+xml\"/>\n",
                            i, i);
  g_string_append (out, "</manifest>\n<spine>\n");
  for (guint i = 1; i <= self->n_pages; i++)
    g_string_append_printf (out, "<itemref idref=\"page-%u\"/>\n", i);
  g_string_append (out, "</spine>\n</package>\n");

  return sfl_zip_deflate (self->zip, "EPUB/package.opf", out->str, out->len, error);
}

static gboolean
add_files (Book *self, GError **error)
{
  static const char mime_type[] = "application/epub+zip";

  sfl_zip_store (self->zip, "mimetype", mime_type, strlen (mime_type));

  return sfl_zip_deflate (self->zip, "META-INF/container.xml", container, strlen (container),
                          error) &&
         sfl_zip_deflate (self->zip, "EPUB/style.css", style, strlen (style), error) &&
         add_pages (self, error) && add_contents (self, error) && add_package (self, error);
}

GBytes *
sfl_epub_write (SflTranscript *transcript, const SflWriteOptions *options, GError **error)
{
  Book self = { .transcript = transcript, .zip = sfl_zip_new (), .speaker = -1 };
  gboolean done;

  self.title = sfl_output_dup_meta (transcript, SFL_META_TITLE);
  if (self.title == NULL)
    self.title = g_strdup (_ ("Transcript"));
  self.language = sfl_output_dup_language (transcript);
  if (self.language == NULL)
    self.language = g_strdup ("und");
  self.chapters = sfl_transcript_get_chapters (transcript, &self.n_chapters);
  if (sfl_transcript_has_only_chapters (transcript))
    self.n_chapters = 0;
  self.contents = g_string_new (NULL);

  done = add_files (&self, error);

  g_string_free (self.contents, TRUE);
  if (self.page != NULL)
    g_string_free (self.page, TRUE);
  g_free (self.title);
  g_free (self.language);
  if (!done) {
    sfl_zip_free (self.zip);
    return NULL;
  }

  return sfl_zip_end (self.zip);
}
