/* sfl-help-view.c: one page of the help
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A read-only text in the reader's own font and size, so that it is read as a
 * transcript is: by eye, by the caret, by a screen reader.  Each line of a page
 * is a paragraph of Pango markup; how it begins says what it is:
 *
 *   # the page's title, which its window has, too
 *   ## a heading
 *   - an item of a list
 *   ! FILE the caption of a picture
 *
 * Pictures are drawn in the room above their captions and are no part of the
 * text: who does not see them has the words.  Markup has no colours in it: GTK
 * 4.8 dies of one that it is asked for (sfl-text-tag.c).
 */

#include "config.h"

#include "sfl-help-view.h"

#include "sfl-column.h"
#include "sfl-text-tag.h"

#include <string.h>

#define PICTURES "/io/github/souffleur/Souffleur/help/pictures/"

#define SIDE_MARGIN 18
#define TITLE_SCALE 1.5
#define HEADING_SCALE 1.2
#define CAPTION_SCALE 0.86

/* Items belong together. */
#define ITEM_GAP 0.5

/* Of the text's color: enough for the edge of a picture to be seen, 3:1. */
#define EDGE 0.5

typedef struct {
  GdkTexture *texture;
  GtkTextMark *mark; /* in its caption */
  GtkTextTag *tag;   /* the room above that */
  int width;
  int height;
} Picture;

struct _SflHelpView {
  GtkTextView parent_instance;

  GSettings *settings;
  GtkTextTag *all_tag;
  GtkTextTag *title_tag;
  GtkTextTag *heading_tag;
  GtkTextTag *item_tag;
  GtkTextTag *caption_tag;
  GPtrArray *pictures; /* of Picture */

  PangoFontDescription *font;
  int gap;
  int measured_width;
};

G_DEFINE_FINAL_TYPE (SflHelpView, sfl_help_view, GTK_TYPE_TEXT_VIEW)

static void
picture_free (gpointer data)
{
  Picture *self = data;

  g_object_unref (self->texture);
  g_free (self);
}

/* Each is as wide as the column at most, and never larger than it was taken. */
static void
place_pictures (SflHelpView *self, int column)
{
  for (guint i = 0; i < self->pictures->len; i++) {
    Picture *picture = g_ptr_array_index (self->pictures, i);
    int width = gdk_texture_get_width (picture->texture);
    int height = gdk_texture_get_height (picture->texture);

    picture->width = MIN (width, column);
    picture->height = height * picture->width / width;
    g_object_set (picture->tag, "pixels-above-lines", picture->height + 3 * self->gap, NULL);
  }
}

/* Centres the column. */
static void
apply_width (SflHelpView *self, int width)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  int room = MAX (1, width - 2 * SIDE_MARGIN);
  int column = room;
  int left, right;

  if (!g_settings_get_boolean (self->settings, "full-width"))
    column =
        MIN (room, sfl_column_get_width (GTK_WIDGET (self),
                                         g_settings_get_int (self->settings, "measure"),
                                         g_settings_get_double (self->settings, "letter-spacing")));
  left = SIDE_MARGIN + (room - column) / 2;
  right = SIDE_MARGIN + room - column - (room - column) / 2;
  gtk_text_view_set_left_margin (view, left);
  gtk_text_view_set_right_margin (view, right);
  place_pictures (self, column);
}

/* Room between rows and paragraphs, as the reader has it in the transcript. */
static void
apply_font (SflHelpView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, "• ");
  double em = sfl_column_get_em (widget);
  double rows = g_settings_get_double (self->settings, "line-height");
  double letters = g_settings_get_double (self->settings, "letter-spacing");
  int bullet, height, inside;

  pango_layout_get_pixel_size (layout, &bullet, &height);
  bullet += 2 * letters * em; /* letters of "• " */
  inside = MAX (0, rows * em - height);
  self->gap = (inside + g_settings_get_double (self->settings, "paragraph-gap") * em) / 2;

  gtk_text_view_set_pixels_inside_wrap (view, inside);
  gtk_text_view_set_pixels_above_lines (view, self->gap);
  gtk_text_view_set_pixels_below_lines (view, self->gap);
  gtk_text_view_set_top_margin (view, height);
  gtk_text_view_set_bottom_margin (view, 2 * height);
  g_object_set (self->all_tag, "letter-spacing", (int) (letters * em * PANGO_SCALE), NULL);
  g_object_set (self->heading_tag, "pixels-above-lines", self->gap + height, NULL);
  g_object_set (self->item_tag, "indent", -bullet, "pixels-above-lines",
                (int) (self->gap * ITEM_GAP), "pixels-below-lines", (int) (self->gap * ITEM_GAP),
                NULL);
  self->measured_width = -1;
  gtk_widget_queue_resize (widget);
}

static void
sfl_help_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  SflHelpView *self = SFL_HELP_VIEW (widget);
  const PangoFontDescription *font;

  GTK_WIDGET_CLASS (sfl_help_view_parent_class)->css_changed (widget, change);

  /* Style changes whenever the pointer or the focus comes and goes; the font hardly ever. */
  font = pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  if (self->settings == NULL || (self->font && pango_font_description_equal (self->font, font)))
    return;
  g_clear_pointer (&self->font, pango_font_description_free);
  self->font = pango_font_description_copy (font);
  apply_font (self);
}

static void
sfl_help_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SflHelpView *self = SFL_HELP_VIEW (widget);

  if (width != self->measured_width) {
    self->measured_width = width;
    apply_width (self, width);
  }

  GTK_WIDGET_CLASS (sfl_help_view_parent_class)->size_allocate (widget, width, height, baseline);
}

static void
sfl_help_view_snapshot_layer (GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  SflHelpView *self = SFL_HELP_VIEW (view);
  GdkRGBA color;

  if (layer != GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  color.alpha *= EDGE;
  for (guint i = 0; i < self->pictures->len; i++) {
    const Picture *picture = g_ptr_array_index (self->pictures, i);
    GtkTextIter iter;
    graphene_rect_t area;
    int y, height;

    gtk_text_buffer_get_iter_at_mark (gtk_text_view_get_buffer (view), &iter, picture->mark);
    gtk_text_view_get_line_yrange (view, &iter, &y, &height);
    area = GRAPHENE_RECT_INIT (gtk_text_view_get_left_margin (view), y + 2 * self->gap,
                               picture->width, picture->height);
    gtk_snapshot_append_texture (snapshot, picture->texture, &area);
    gtk_snapshot_append_border (snapshot,
                                &GSK_ROUNDED_RECT_INIT (area.origin.x, area.origin.y,
                                                        area.size.width, area.size.height),
                                (float[4]){ 1, 1, 1, 1 },
                                (GdkRGBA[4]){ color, color, color, color });
  }
}

static void
settings_changed_cb (GSettings *settings, const char *key, SflHelpView *self)
{
  apply_font (self);
}

static void
sfl_help_view_dispose (GObject *object)
{
  SflHelpView *self = SFL_HELP_VIEW (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->pictures, g_ptr_array_unref);
  g_clear_pointer (&self->font, pango_font_description_free);

  G_OBJECT_CLASS (sfl_help_view_parent_class)->dispose (object);
}

static void
sfl_help_view_class_init (SflHelpViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sfl_help_view_dispose;
  widget_class->css_changed = sfl_help_view_css_changed;
  widget_class->size_allocate = sfl_help_view_size_allocate;
  GTK_TEXT_VIEW_CLASS (klass)->snapshot_layer = sfl_help_view_snapshot_layer;
}

static void
sfl_help_view_init (SflHelpView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  self->pictures = g_ptr_array_new_with_free_func (picture_free);
  self->measured_width = -1;
  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  /* Font, size and colours are those of the transcript. */
  gtk_widget_add_css_class (GTK_WIDGET (self), "transcript");

  self->all_tag = sfl_text_tag_add (buffer);
  self->title_tag = sfl_text_tag_add (buffer);
  g_object_set (self->title_tag, "weight", PANGO_WEIGHT_BOLD, "scale", TITLE_SCALE, NULL);
  self->heading_tag = sfl_text_tag_add (buffer);
  g_object_set (self->heading_tag, "weight", PANGO_WEIGHT_BOLD, "scale", HEADING_SCALE, NULL);
  self->item_tag = sfl_text_tag_add (buffer);
  self->caption_tag = sfl_text_tag_add (buffer);
  g_object_set (self->caption_tag, "scale", CAPTION_SCALE, NULL);
}

GtkWidget *
sfl_help_view_new (GSettings *settings)
{
  static const char *const keys[] = { "line-height", "paragraph-gap", "letter-spacing", "measure",
                                      "full-width" };
  SflHelpView *self = g_object_new (SFL_TYPE_HELP_VIEW, NULL);

  self->settings = g_object_ref (settings);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autofree char *signal = g_strconcat ("changed::", keys[i], NULL);

    g_signal_connect_object (settings, signal, G_CALLBACK (settings_changed_cb), self, 0);
  }
  apply_font (self);

  return GTK_WIDGET (self);
}

/* Adds a paragraph at the end.  Returns where it begins. */
static int
append (SflHelpView *self, const char *prefix, const char *markup, GtkTextTag *tag)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start, end;
  int offset;

  gtk_text_buffer_get_end_iter (buffer, &end);
  if (!gtk_text_iter_is_start (&end))
    gtk_text_buffer_insert (buffer, &end, "\n", 1);
  offset = gtk_text_iter_get_offset (&end);
  gtk_text_buffer_insert (buffer, &end, prefix, -1);
  gtk_text_buffer_insert_markup (buffer, &end, markup, -1);
  if (tag != NULL) {
    gtk_text_buffer_get_iter_at_offset (buffer, &start, offset);
    gtk_text_buffer_apply_tag (buffer, tag, &start, &end);
  }

  return offset;
}

/* "FILE the caption": a picture that is not there leaves its words. */
static void
append_picture (SflHelpView *self, const char *line)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gsize length = strcspn (line, " ");
  g_autofree char *name = g_strndup (line, length);
  g_autofree char *path = g_strconcat (PICTURES, name, NULL);
  const char *caption = line + length + strspn (line + length, " ");
  int offset = append (self, "", caption, self->caption_tag);
  GtkTextIter start, end;
  Picture *picture;

  if (!g_resources_get_info (path, 0, NULL, NULL, NULL))
    return;

  picture = g_new0 (Picture, 1);
  picture->texture = gdk_texture_new_from_resource (path);
  picture->tag = sfl_text_tag_add (buffer);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, offset);
  gtk_text_buffer_apply_tag (buffer, picture->tag, &start, &end);
  picture->mark = gtk_text_buffer_create_mark (buffer, NULL, &start, TRUE);
  g_ptr_array_add (self->pictures, picture);
}

static void
clear (SflHelpView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  for (guint i = 0; i < self->pictures->len; i++) {
    Picture *picture = g_ptr_array_index (self->pictures, i);

    gtk_text_buffer_delete_mark (buffer, picture->mark);
    gtk_text_tag_table_remove (gtk_text_buffer_get_tag_table (buffer), picture->tag);
  }
  g_ptr_array_set_size (self->pictures, 0);
  gtk_text_buffer_set_text (buffer, "", 0);
}

/* Shows a page from its beginning; @language is what it is written in. */
void
sfl_help_view_show (SflHelpView *self, const char *text, const char *language)
{
  g_auto (GStrv) lines = NULL;
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  g_return_if_fail (SFL_IS_HELP_VIEW (self));
  g_return_if_fail (text != NULL);

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  clear (self);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    if (g_str_has_prefix (lines[i], "# "))
      append (self, "", lines[i] + strlen ("# "), self->title_tag);
    else if (g_str_has_prefix (lines[i], "## "))
      append (self, "", lines[i] + strlen ("## "), self->heading_tag);
    else if (g_str_has_prefix (lines[i], "- "))
      append (self, "• ", lines[i] + strlen ("- "), self->item_tag);
    else if (g_str_has_prefix (lines[i], "! "))
      append_picture (self, lines[i] + strlen ("! "));
    else if (*lines[i] != '\0')
      append (self, "", lines[i], NULL);
  }

  g_object_set (self->all_tag, "language", language, NULL);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_apply_tag (buffer, self->all_tag, &start, &end);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self)), 0);
  self->measured_width = -1;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
