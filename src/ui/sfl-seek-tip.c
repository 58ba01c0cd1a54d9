/* sfl-seek-tip.c: what is at a place of the seek bar
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The time, the chapter and the line there.  It stands above the bar and goes along
 * with the pointer, so that it never hides what is pointed at; GTK's tooltips wait for
 * the pointer to rest, and come up below it.  What it says is told to those who listen by the
 * bar itself.  Main thread only.
 */

#include "config.h"

#include "sfl-seek-tip.h"

#include "sfl-label.h"

/* Letters in a row. */
#define WIDTH 44

/* Of the line. */
#define MAX_ROWS 2

/* Pixels between the tip and the bar. */
#define DISTANCE 2

struct _SflSeekTip {
  GtkPopover parent_instance;

  GtkWidget *chapter;
  GtkWidget *clock;
  GtkWidget *line;
};

G_DEFINE_FINAL_TYPE (SflSeekTip, sfl_seek_tip, GTK_TYPE_POPOVER)

static void
sfl_seek_tip_class_init (SflSeekTipClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_TOOLTIP);
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
sfl_seek_tip_init (SflSeekTip *self)
{
  GtkPopover *popover = GTK_POPOVER (self);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->chapter = make_label ("heading");
  self->clock = make_label ("numeric");
  gtk_label_set_ellipsize (GTK_LABEL (self->clock), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_valign (self->clock, GTK_ALIGN_START);
  self->line = make_label (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->line), TRUE);
  gtk_label_set_lines (GTK_LABEL (self->line), MAX_ROWS);

  gtk_box_append (GTK_BOX (row), self->clock);
  gtk_box_append (GTK_BOX (row), self->line);
  gtk_box_append (GTK_BOX (box), self->chapter);
  gtk_box_append (GTK_BOX (box), row);
  gtk_popover_set_child (popover, box);

  gtk_popover_set_autohide (popover, FALSE);
  gtk_popover_set_has_arrow (popover, FALSE);
  gtk_popover_set_position (popover, GTK_POS_TOP);
  gtk_popover_set_offset (popover, 0, -DISTANCE);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "seek-tip");
}

/**
 * sfl_seek_tip_new:
 * @parent: what it stands above; must present it when its size changes, and unparent it
 *
 * Returns: (transfer none): hidden
 */
SflSeekTip *
sfl_seek_tip_new (GtkWidget *parent)
{
  SflSeekTip *self = g_object_new (SFL_TYPE_SEEK_TIP, NULL);

  gtk_widget_set_parent (GTK_WIDGET (self), parent);

  return self;
}

static void
show_text (GtkWidget *widget, const char *text)
{
  GtkLabel *label = GTK_LABEL (widget);

  if (g_strcmp0 (gtk_label_get_text (label), text ? text : "") != 0)
    gtk_label_set_text (label, text ? text : "");
  gtk_widget_set_visible (widget, text != NULL);
}

/**
 * sfl_seek_tip_show:
 * @x: in the parent
 * @chapter: (nullable): its title
 * @line: (nullable): what is said there
 */
void
sfl_seek_tip_show (SflSeekTip *self,
                   double x,
                   const char *clock,
                   const char *chapter,
                   const char *line)
{
  GtkWidget *parent;

  g_return_if_fail (SFL_IS_SEEK_TIP (self));

  parent = gtk_widget_get_parent (GTK_WIDGET (self));
  show_text (self->clock, clock);
  show_text (self->chapter, chapter);
  show_text (self->line, line);
  gtk_popover_set_pointing_to (GTK_POPOVER (self),
                               &(GdkRectangle){ (int) x, 0, 1, gtk_widget_get_height (parent) });
  gtk_popover_popup (GTK_POPOVER (self));
}

void
sfl_seek_tip_hide (SflSeekTip *self)
{
  g_return_if_fail (SFL_IS_SEEK_TIP (self));

  gtk_popover_popdown (GTK_POPOVER (self));
}
