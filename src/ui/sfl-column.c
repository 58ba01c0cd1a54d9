/* sfl-column.c: the column that a text is set in
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lengths follow from the font that a widget has.
 */

#include "config.h"

#include "sfl-column.h"

/* The size of the font in pixels. */
double
sfl_column_get_em (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  return pango_font_description_get_size_is_absolute (font)
             ? size
             : size * pango_cairo_context_get_resolution (context) / 72;
}

/* The width of a row of @measure characters that are @letter_spacing em apart. */
int
sfl_column_get_width (GtkWidget *widget, int measure, double letter_spacing)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  double width = pango_font_metrics_get_approximate_char_width (metrics) / (double) PANGO_SCALE +
                 letter_spacing * sfl_column_get_em (widget);

  pango_font_metrics_unref (metrics);

  return width * measure;
}
