/* sfl-study-state.c: what loop or stop is in force, and the way out of it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small button near the controls, there only while there is something to
 * say.  Main thread only.
 */

#include "config.h"

#include "sfl-study-state.h"

#include "sfl-row.h"

#include <glib/gi18n-lib.h>

static char *
dup_time (SflTime time, gboolean spoken)
{
  return spoken ? sfl_time_to_words (time) : sfl_time_to_string (time, time);
}

/**
 * sfl_study_state_dup_text:
 * @spoken: with times in words
 *
 * Returns: (nullable): what is in force; NULL when everything plays as it comes
 */
char *
sfl_study_state_dup_text (SflStudy *study, gboolean spoken)
{
  const SflStretch *range = sfl_study_get_range (study);
  g_autofree char *start = NULL;
  g_autofree char *stop = NULL;

  switch (sfl_study_get_loop (study)) {
  case SFL_LOOP_LINE:
    return g_strdup (_ ("Loop: line"));
  case SFL_LOOP_BEGUN:
    start = dup_time (range->start, spoken);
    /* Translators: a loop begins at this time and waits for its end. */
    return g_strdup_printf (_ ("Loop: from %s to…"), start);
  case SFL_LOOP_RANGE:
    start = dup_time (range->start, spoken);
    stop = dup_time (range->stop, spoken);
    return g_strdup_printf (_ ("Loop: from %s to %s"), start, stop);
  default:
    break;
  }

  if (!sfl_study_get_stops (study))
    return NULL;

  return g_strdup (sfl_study_get_pace (study)->place == SFL_STOP_BEFORE_LINE
                       ? _ ("Stops before each line")
                       : _ ("Stops after each line"));
}

static void
update_cb (SflStudy *study, GParamSpec *pspec, GtkWidget *button)
{
  GtkWidget *label = sfl_row_find_child (button, GTK_TYPE_LABEL);
  g_autofree char *text = sfl_study_state_dup_text (study, FALSE);
  g_autofree char *words = sfl_study_state_dup_text (study, TRUE);
  g_autofree char *name = NULL;

  /* Whoever has just pressed it goes on with what is next to it. */
  if (text == NULL && gtk_widget_has_focus (button))
    gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (button)), GTK_DIR_TAB_FORWARD);
  gtk_widget_set_visible (button, text != NULL);
  if (text == NULL)
    return;

  gtk_label_set_text (GTK_LABEL (label), text);
  /* Translators: the name of a button that ends, for instance, "Loop: line". */
  name = g_strdup_printf (_ ("%s, end it"), words);
  sfl_row_name_control (button, name);
}

/**
 * sfl_study_state_new:
 *
 * Returns: (transfer floating): a button for a window with the action
 *   "win.end-study", seen only while there is something to end
 */
GtkWidget *
sfl_study_state_new (SflStudy *study)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.end-study");
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "study-state");
  g_signal_connect_object (study, "notify", G_CALLBACK (update_cb), button, 0);
  update_cb (study, NULL, button);

  return button;
}
