/* sfl-printing.c: the transcript on paper
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * As it is read on the screen: cut and set as the reader likes it, with the
 * times in the margin.  A place where a page begins is all that is kept of a
 * page; it is set once to find where the next begins, and again to be drawn.
 * The main loop runs on between, some hundred paragraphs at a time.
 */

#include "config.h"

#include "sfl-printing.h"

#include "sfl-label.h"
#include "sfl-notes.h"
#include "sfl-time.h"
#include "sfl-transcript-view.h"

#include <glib/gi18n-lib.h>

/* What is larger than paper needs is meant for a screen. */
#define MAX_TEXT_SIZE 36

/* Paragraphs that are set before the main loop has its turn. */
#define TURN 200

/* In sizes of the text. */
#define GUTTER 3.6
#define SPEAKER_GAP 0.5
#define HEADING_SCALE 1.25
#define TITLE_SCALE 1.35
#define SMALL_SCALE 0.75
#define FOOT 2.5

#define GREY 0.33

#define MARGIN_MM 20

/* Where a page begins. */
typedef struct {
  guint block;
  int row;
} Place;

typedef struct {
  SflReading *reading;
  char *title;

  PangoFontDescription *font;
  double size; /* points; all lengths are */
  double line_height;
  double paragraph_gap;
  double letter_spacing;
  int measure;
  gboolean times;
  gboolean rtl; /* the times stand where the lines begin */

  double width;
  double height; /* without the foot */
  double gutter;
  GArray *pages; /* Place */
  Place next;
} Printing;

static void
printing_free (gpointer data)
{
  Printing *self = data;

  g_object_unref (self->reading);
  g_free (self->title);
  pango_font_description_free (self->font);
  g_array_unref (self->pages);
  g_free (self);
}

/* Where the text begins, from the left. */
static double
get_text_x (Printing *self)
{
  return self->rtl ? 0 : self->gutter;
}

/* @text in the reader's font, @scale times as large and @width wide. */
static PangoLayout *
make_layout (Printing *self,
             GtkPrintContext *context,
             const char *text,
             double scale,
             PangoWeight weight,
             double width)
{
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (self->font);
  double size = self->size * scale;

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  if (self->letter_spacing > 0) {
    PangoAttrList *attributes = pango_attr_list_new ();

    pango_attr_list_insert (attributes, pango_attr_letter_spacing_new (
                                            (int) (self->letter_spacing * size * PANGO_SCALE)));
    pango_layout_set_attributes (layout, attributes);
    pango_attr_list_unref (attributes);
  }

  return layout;
}

static PangoLayout *
make_block_layout (Printing *self, GtkPrintContext *context, guint block, SflBlockKind kind)
{
  g_autofree char *text = sfl_reading_dup_block_text (self->reading, block, NULL);

  return make_layout (self, context, text, kind == SFL_BLOCK_HEADING ? HEADING_SCALE : 1,
                      kind == SFL_BLOCK_TEXT ? PANGO_WEIGHT_NORMAL : PANGO_WEIGHT_SEMIBOLD,
                      self->width - self->gutter);
}

/* Draws a layout that has one row, or as much of @text as fits into one. */
static void
draw_row (Printing *self,
          GtkPrintContext *context,
          const char *text,
          double scale,
          PangoAlignment alignment,
          double x,
          double y,
          double width)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  g_autoptr (PangoLayout) layout =
      make_layout (self, context, text, scale, PANGO_WEIGHT_NORMAL, width);

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, alignment);
  cairo_set_source_rgb (cr, GREY, GREY, GREY);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  cairo_set_source_rgb (cr, 0, 0, 0);
}

/* The title stands over the first page.  Returns the room it takes. */
static double
set_title (Printing *self, GtkPrintContext *context, gboolean draw)
{
  SflTranscript *transcript = sfl_reading_get_transcript (self->reading);
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  g_autofree char *facts = sfl_notes_dup_facts (transcript);
  g_autoptr (PangoLayout) layout = NULL;
  int height;

  if (self->title == NULL)
    return 0;
  layout = make_layout (self, context, self->title, TITLE_SCALE, PANGO_WEIGHT_BOLD, self->width);
  pango_layout_get_size (layout, NULL, &height);
  if (draw) {
    cairo_move_to (cr, 0, 0);
    pango_cairo_show_layout (cr, layout);
    draw_row (self, context, facts, 1, PANGO_ALIGN_LEFT, 0,
              (double) height / PANGO_SCALE + self->size * 0.4, self->width);
  }

  return (double) height / PANGO_SCALE + self->size * 3.5;
}

static void
draw_time (Printing *self, GtkPrintContext *context, guint block, double y)
{
  SflTime start, end;

  if (!self->times)
    return;
  sfl_reading_get_span (self->reading, block, &start, &end);
  if (start != SFL_TIME_NONE) {
    g_autofree char *time = sfl_time_to_string (start, start);

    draw_row (self, context, time, SMALL_SCALE, self->rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT,
              self->rtl ? self->width - self->gutter + self->size * 0.4 : 0,
              y + self->size * (1 - SMALL_SCALE) * 0.8, self->gutter - self->size * 0.4);
  }
}

static double
get_gap (Printing *self, SflBlockKind kind, SflBlockKind before)
{
  if (kind == SFL_BLOCK_HEADING)
    return self->size * (1 + self->paragraph_gap);
  if (before != SFL_BLOCK_TEXT)
    return 0;

  return self->size * self->paragraph_gap * (kind == SFL_BLOCK_SPEAKER ? 1 + SPEAKER_GAP : 1);
}

/* What tells of the hole before a block; it goes with what comes after it.  Returns the room it takes. */
static double
set_hole (Printing *self, GtkPrintContext *context, int hole, double y, gboolean draw)
{
  if (hole < 0)
    return 0;

  if (draw) {
    guint n_holes;
    const SflHole *holes =
        sfl_transcript_get_holes (sfl_reading_get_transcript (self->reading), &n_holes);
    g_autofree char *text = sfl_label_dup_hole (&holes[hole], FALSE);

    draw_row (self, context, text, SMALL_SCALE, PANGO_ALIGN_CENTER, get_text_x (self), y,
              self->width - self->gutter);
  }

  return self->size * (1 + self->paragraph_gap);
}

/* Sets the page that begins at @place, and draws it if @draw.
 *
 * Returns: where the next begins
 */
static Place
set_page (Printing *self, GtkPrintContext *context, Place place, gboolean draw)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double top = place.block == 0 && place.row == 0 ? set_title (self, context, draw) : 0;
  double row_height = self->size * self->line_height;
  double y = top;
  guint n_blocks;
  const SflBlock *blocks = sfl_reading_get_blocks (self->reading, &n_blocks);

  for (guint block = place.block; block < n_blocks; block++) {
    SflBlockKind kind = blocks[block].kind;
    g_autoptr (PangoLayout) layout = make_block_layout (self, context, block, kind);
    double scale = kind == SFL_BLOCK_HEADING ? HEADING_SCALE : 1;
    int n_rows = pango_layout_get_line_count (layout);
    int first = block == place.block ? place.row : 0;
    int hole = block > 0 && first == 0 ? blocks[block - 1].hole : -1;
    double hole_room = set_hole (self, context, hole, y, FALSE);

    if (y > top) {
      y += get_gap (self, kind, blocks[block - 1].kind);
      if (hole >= 0 && y + hole_room + row_height * scale > self->height)
        return (Place){ block, 0 };
      /* A name or a heading does not stand alone at the end of a page. */
      if (kind != SFL_BLOCK_TEXT &&
          y + hole_room + row_height * (scale * n_rows + 1) > self->height)
        return (Place){ block, 0 };
    }
    y += set_hole (self, context, hole, y, draw);
    for (int row = first; row < n_rows; row++) {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, row);
      PangoRectangle extents;
      double x = get_text_x (self);

      /* At least one row a page, on the smallest paper. */
      if (y + row_height * scale > self->height && y > top)
        return (Place){ block, row };
      pango_layout_line_get_extents (line, NULL, &extents);
      if (draw) {
        if (row == 0 && kind == SFL_BLOCK_TEXT)
          draw_time (self, context, block, y);
        if (line->resolved_dir == PANGO_DIRECTION_RTL)
          x += self->width - self->gutter - (double) extents.width / PANGO_SCALE;
        cairo_move_to (cr, x, y - (double) extents.y / PANGO_SCALE);
        pango_cairo_show_layout_line (cr, line);
      }
      y += row_height * scale;
    }
  }

  return (Place){ n_blocks, 0 };
}

/* As the first of the text is. */
static gboolean
is_rtl (Printing *self, GtkPrintContext *context)
{
  g_autoptr (PangoLayout) layout = make_block_layout (self, context, 0, SFL_BLOCK_TEXT);

  return pango_layout_get_line_readonly (layout, 0)->resolved_dir == PANGO_DIRECTION_RTL;
}

static void
begin_cb (GtkPrintOperation *operation, GtkPrintContext *context, Printing *self)
{
  g_autoptr (PangoLayout) sample = NULL;
  PangoFontMetrics *metrics;
  double character;

  self->gutter = self->times ? self->size * GUTTER : 0;
  self->width = gtk_print_context_get_width (context);
  self->height = gtk_print_context_get_height (context) - self->size * FOOT;
  self->rtl = is_rtl (self, context);
  sample = make_layout (self, context, "", 1, PANGO_WEIGHT_NORMAL, self->width);
  metrics = pango_context_get_metrics (pango_layout_get_context (sample),
                                       pango_layout_get_font_description (sample), NULL);
  character = (double) pango_font_metrics_get_approximate_char_width (metrics) / PANGO_SCALE;
  pango_font_metrics_unref (metrics);
  if (self->measure > 0)
    self->width = MIN (self->width, self->gutter + self->measure * character);
}

/* Finds where pages begin; TRUE once all are known. */
static gboolean
paginate_cb (GtkPrintOperation *operation, GtkPrintContext *context, Printing *self)
{
  guint n_blocks, until;

  sfl_reading_get_blocks (self->reading, &n_blocks);
  until = MIN (n_blocks, self->next.block + TURN);
  do {
    g_array_append_val (self->pages, self->next);
    self->next = set_page (self, context, self->next, FALSE);
  } while (self->next.block < until);
  if (self->next.block < n_blocks)
    return FALSE;

  gtk_print_operation_set_n_pages (operation, (int) self->pages->len);

  return TRUE;
}

static void
draw_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, Printing *self)
{
  g_autofree char *number = NULL;

  /* Translators: at the foot of a printed page: its number, and how many there are. */
  number = g_strdup_printf (_ ("%d / %u"), page + 1, self->pages->len);
  set_page (self, context, g_array_index (self->pages, Place, page), TRUE);
  draw_row (self, context, number, SMALL_SCALE, PANGO_ALIGN_CENTER, 0,
            self->height + self->size * (FOOT - 1), gtk_print_context_get_width (context));
}

/* GTK's own margins are what a printer cannot reach. */
static void
set_margins (GtkPrintOperation *operation)
{
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();

  gtk_page_setup_set_top_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_print_operation_set_default_page_setup (operation, setup);
}

/**
 * sfl_printing_new:
 * @title: (nullable): over the first page
 * @settings: of the schema io.github.souffleur.Souffleur: how the text is set
 *
 * Returns: (transfer full): to be run, or exported as PDF
 */
GtkPrintOperation *
sfl_printing_new (SflReading *reading, const char *title, GSettings *settings)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  Printing *self = g_new0 (Printing, 1);
  g_autofree char *family = g_settings_get_string (settings, "text-font");
  g_autofree char *name = NULL;

  self->reading = g_object_ref (reading);
  self->title = title != NULL ? sfl_label_clean (title) : NULL;
  self->font = pango_font_description_from_string (*family != '\0' ? "" : "Sans");
  if (*family != '\0')
    pango_font_description_set_family (self->font, family);
  self->size = MIN (g_settings_get_int (settings, "text-size"), MAX_TEXT_SIZE);
  self->line_height = g_settings_get_double (settings, "line-height");
  self->paragraph_gap = g_settings_get_double (settings, "paragraph-gap");
  self->letter_spacing = g_settings_get_double (settings, "letter-spacing");
  self->measure = g_settings_get_boolean (settings, "full-width")
                      ? 0
                      : g_settings_get_int (settings, "measure");
  self->times = g_settings_get_enum (settings, "time-codes") != SFL_TIMES_NEVER &&
                sfl_transcript_is_timed (sfl_reading_get_transcript (reading));
  self->pages = g_array_new (FALSE, FALSE, sizeof (Place));

  name = g_strdup (self->title != NULL ? self->title : _ ("Transcript"));
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  set_margins (operation);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), self);
  g_signal_connect (operation, "paginate", G_CALLBACK (paginate_cb), self);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_cb), self,
                         (GClosureNotify) (void (*) (void)) printing_free, 0);

  return operation;
}
