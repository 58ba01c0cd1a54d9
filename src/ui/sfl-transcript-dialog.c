/* sfl-transcript-dialog.c: what was understood of a transcript, and another reading
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Says what the file was taken for, and what its reader had to mend.  Whoever
 * knows better chooses another reading: the text is read again in the
 * background, shown at once, here and in the window, and "As It Was" takes it
 * back.  Main thread only.
 */

#include "config.h"

#include "sfl-transcript-dialog.h"

#include "sfl-announcer.h"
#include "sfl-dialog.h"
#include "sfl-form.h"
#include "sfl-label.h"
#include "sfl-preview.h"
#include "sfl-row.h"
#include "sfl-transcript-summary.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define WIDTH 560
#define HEIGHT 700
#define MIN_WIDTH 300
#define MIN_HEIGHT 294

#define PREVIEW_LINES 5

/* A file that is wrong all over is not told line by line to the end. */
#define MAX_WARNINGS 200

/* So many are seen at once. */
#define FEW_WARNINGS 3

/* Seconds: a day is more than any transcript is off. */
#define MAX_SHIFT 86400.0
#define SHIFT_STEP 0.1

#define MAX_FRAME_RATE 120.0

struct _SflTranscriptDialog {
  AdwWindow parent_instance;

  SflEpisode *episode;
  GCancellable *cancellable;
  GCancellable *searching; /* for the lines that are warned of */
  SflAnnouncer *announcer;
  SflParseOptions *options; /* as chosen here */
  gboolean updating;        /* the rows show what is, and are not chosen from */
  GPtrArray *formats;       /* their ids, by place in the row */

  GtkWidget *as_it_was;
  GtkWidget *facts; /* the group */
  GPtrArray *fact_rows;
  GPtrArray *warning_rows; /* each with the number of its line */
  GtkWidget *reading;      /* the group; a track of the recording has only one */
  GtkWidget *format;
  GtkWidget *times;
  GtkWidget *charset;
  GtkWidget *frame_rate_row;
  GtkWidget *frame_rate;
  GtkWidget *shift;
  GtkWidget *problem;
  GtkWidget *preview;
};

#define SFL_TYPE_TRANSCRIPT_DIALOG (sfl_transcript_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SflTranscriptDialog, sfl_transcript_dialog, SFL, TRANSCRIPT_DIALOG, AdwWindow)

G_DEFINE_FINAL_TYPE (SflTranscriptDialog, sfl_transcript_dialog, ADW_TYPE_WINDOW)

/* In the order of SflTimeShape. */
static const char *const time_shapes[] = {
  N_ ("Automatic"), N_ ("Minutes and Seconds"), N_ ("Hours and Minutes"), N_ ("Seconds and Frames"),
  N_ ("Seconds"),   N_ ("Milliseconds"),
};

static void
add_fact (SflTranscriptDialog *self, const char *title, const char *value)
{
  GtkWidget *row;
  g_autofree char *clean = NULL;
  g_autofree char *spoken = NULL;

  if (value == NULL || *value == '\0')
    return;

  clean = sfl_label_clean (value);
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), clean);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  /* Translators: what is told, as "Format", and what there is to tell. */
  spoken = g_strdup_printf (_ ("%s: %s"), title, clean);
  sfl_row_name_control (row, spoken);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->facts), row);
  g_ptr_array_add (self->fact_rows, row);
}

/* Says where, and how the line begins where that is known. */
static void
locate_warning (GtkWidget *row, guint number, const char *text)
{
  const char *message = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_autofree char *clean = text != NULL ? sfl_label_clean (text) : NULL;
  g_autofree char *place = clean != NULL && *clean != '\0'
                               ? g_strdup_printf (_ ("Line %u of the file: %s"), number, clean)
                               : g_strdup_printf (_ ("Line %u of the file"), number);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", message, place);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
  sfl_row_name_control (row, spoken);
}

static GtkWidget *
make_warning (const SflWarning *warning)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), warning->message);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  g_object_set_data (G_OBJECT (row), "number", GUINT_TO_POINTER (warning->number));
  if (warning->number > 0)
    locate_warning (row, warning->number, NULL);
  else
    sfl_row_name_control (row, warning->message);

  return row;
}

static void
lines_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflTranscriptDialog *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) lines = sfl_episode_find_warned_lines_finish (NULL, result, &error);

  if (lines == NULL)
    return;

  for (guint i = 0; i < self->warning_rows->len; i++) {
    GtkWidget *row = g_ptr_array_index (self->warning_rows, i);
    gpointer number = g_object_get_data (G_OBJECT (row), "number");

    if (number != NULL)
      locate_warning (row, GPOINTER_TO_UINT (number), g_hash_table_lookup (lines, number));
  }
}

/* Only those of the transcript that is shown now: an earlier search is dropped. */
static void
find_lines (SflTranscriptDialog *self)
{
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  if (self->warning_rows->len == 0 || !sfl_episode_can_reread (self->episode))
    return;

  self->searching = g_cancellable_new ();
  sfl_episode_find_warned_lines_async (self->episode, self->searching, lines_found_cb, self);
}

/* An expander keeps its rows in lists that have no names. */
static void
name_lists (GtkWidget *widget, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_LIST_BOX (child))
      sfl_row_name_control (child, name);
    name_lists (child, name);
  }
}

/* One row that opens into a list of what was repaired and left out, line by line. */
static void
add_warnings (SflTranscriptDialog *self, SflTranscript *transcript)
{
  guint n_warnings;
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n_warnings);
  guint n_warned = sfl_transcript_get_n_warned (transcript, SFL_WARNING_REPAIRED) +
                   sfl_transcript_get_n_warned (transcript, SFL_WARNING_IGNORED);
  guint n_shown = MIN (n_warnings, MAX_WARNINGS);
  g_autofree char *remarks = sfl_transcript_dup_remarks (transcript);
  GtkWidget *expander;

  if (remarks == NULL)
    return;

  expander = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), remarks);
  sfl_row_name_control (expander, remarks);
  for (guint i = 0; i < n_shown; i++) {
    GtkWidget *row = make_warning (&warnings[i]);

    adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
    g_ptr_array_add (self->warning_rows, row);
  }
  if (n_warned > n_shown) {
    guint n_more = n_warned - n_shown;
    g_autofree char *more =
        g_strdup_printf (ngettext ("and %u more", "and %u more", n_more), n_more);
    const SflWarning last = { .message = more };

    adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), make_warning (&last));
  }
  name_lists (expander, remarks);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), n_warned <= FEW_WARNINGS);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->facts), expander);
  g_ptr_array_add (self->fact_rows, expander);
}

static char *
dup_speakers (SflTranscript *transcript)
{
  guint n_speakers = sfl_transcript_get_n_speakers (transcript);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < n_speakers; i++) {
    g_autofree char *name = sfl_label_isolate (sfl_transcript_get_speaker (transcript, i));

    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
  }

  return g_string_free (names, FALSE);
}

static void
show_facts (SflTranscriptDialog *self, SflTranscript *transcript)
{
  g_autofree char *summary = sfl_transcript_dup_summary (transcript);
  g_autofree char *alignment = sfl_transcript_dup_alignment_summary (transcript);
  g_autofree char *speakers = dup_speakers (transcript);

  for (guint i = 0; i < self->fact_rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->facts),
                                  g_ptr_array_index (self->fact_rows, i));
  g_ptr_array_set_size (self->fact_rows, 0);
  g_ptr_array_set_size (self->warning_rows, 0);

  add_fact (self, _ ("Title"), sfl_transcript_get_meta (transcript, SFL_META_TITLE));
  add_fact (self, _ ("Format"), sfl_transcript_get_format_name (transcript));
  add_fact (self, _ ("Lines"), summary);
  if (alignment != NULL)
    add_fact (self, _ ("Words in Time"), alignment);
  add_fact (self, _ ("Speakers"), speakers);
  add_fact (self, _ ("Language"), sfl_transcript_get_meta (transcript, SFL_META_LANGUAGE));
  add_warnings (self, transcript);
  find_lines (self);
}

static guint
find_format (SflTranscriptDialog *self, const char *id)
{
  for (guint i = 1; i < self->formats->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->formats, i), id) == 0)
      return i;

  return 0;
}

static guint
find_charset (const char *id)
{
  guint n_charsets;
  const SflCharset *charsets = sfl_charset_get_all (&n_charsets);

  for (guint i = 0; i < n_charsets; i++)
    if (g_strcmp0 (charsets[i].id, id) == 0)
      return i + 1;

  return 0;
}

/* What is being typed stays, where the number before it is right. */
static void
show_number (GtkWidget *spin, double value)
{
  if (ABS (gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)) - value) > 1e-6)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
}

/* Only what matters for this file is asked. */
static void
show_choice (SflTranscriptDialog *self, SflTranscript *transcript)
{
  const SflForm *form = sfl_form_find (sfl_transcript_get_format (transcript));
  const SflParseOptions *options = self->options;
  gboolean open_times = form != NULL && form->has_open_times;
  gboolean frames = form != NULL && form->has_frames &&
                    (!open_times || options->time_shape == SFL_TIME_SHAPE_FRAMES);
  SflTime shift, last;

  self->updating = TRUE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->format), find_format (self, options->format));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->times), options->time_shape);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->charset), find_charset (options->charset));
  show_number (self->frame_rate, options->frame_rate);
  sfl_sync_get_offsets (&options->sync, &shift, &last);
  show_number (self->shift, (double) shift / SFL_SECOND);
  self->updating = FALSE;
  gtk_widget_set_visible (self->times, open_times || options->time_shape != SFL_TIME_SHAPE_AUTO);
  gtk_widget_set_visible (self->frame_rate_row, frames || options->frame_rate > 0);
}

static void
show_problem (SflTranscriptDialog *self, const char *text)
{
  sfl_label_set_text (GTK_LABEL (self->problem), text != NULL ? text : "");
  gtk_widget_set_visible (self->problem, text != NULL);
  if (text != NULL)
    sfl_announcer_announce (self->announcer, text);
}

static void
show_undo (SflTranscriptDialog *self)
{
  gboolean possible = sfl_episode_get_can_undo_reread (self->episode);

  if (!possible && gtk_widget_has_focus (self->as_it_was))
    gtk_widget_grab_focus (self->format);
  gtk_widget_set_visible (self->as_it_was, possible);
}

static void
set_options (SflTranscriptDialog *self, const SflParseOptions *options)
{
  SflParseOptions *copy = sfl_parse_options_copy (options);

  g_clear_pointer (&self->options, sfl_parse_options_free);
  self->options = copy;
}

/* What is shown here is what is shown in the window. */
static void
transcript_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflTranscriptDialog *self)
{
  SflTranscript *transcript = sfl_episode_get_transcript (episode);
  const SflParseOptions *options = sfl_episode_get_parse_options (episode);

  if (transcript == NULL) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }

  show_problem (self, NULL);
  show_facts (self, transcript);
  gtk_widget_set_visible (self->reading, options != NULL);
  if (options != NULL) {
    set_options (self, options);
    show_choice (self, transcript);
  }
  show_undo (self);
  sfl_preview_show (self->preview, transcript, PREVIEW_LINES);
}

static void
reread_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflTranscriptDialog *self = user_data;
  g_autoptr (GError) error = NULL;

  sfl_episode_reread_transcript_finish (NULL, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL) {
    set_options (self, sfl_episode_get_parse_options (self->episode));
    show_choice (self, sfl_episode_get_transcript (self->episode));
    show_problem (self, error->message);
  } else {
    g_autofree char *summary =
        sfl_transcript_dup_summary (sfl_episode_get_transcript (self->episode));

    sfl_announcer_announce (self->announcer, summary);
  }
}

static void
reread (SflTranscriptDialog *self)
{
  sfl_episode_reread_transcript (self->episode, self->options, self->cancellable, reread_cb, self);
}

static void
format_chosen_cb (AdwComboRow *row, GParamSpec *pspec, SflTranscriptDialog *self)
{
  guint i = adw_combo_row_get_selected (row);

  if (self->updating || i >= self->formats->len)
    return;

  g_free ((char *) self->options->format);
  self->options->format = g_strdup (g_ptr_array_index (self->formats, i));
  reread (self);
}

static void
times_chosen_cb (AdwComboRow *row, GParamSpec *pspec, SflTranscriptDialog *self)
{
  if (self->updating)
    return;

  self->options->time_shape = adw_combo_row_get_selected (row);
  reread (self);
}

static void
charset_chosen_cb (AdwComboRow *row, GParamSpec *pspec, SflTranscriptDialog *self)
{
  guint n_charsets;
  const SflCharset *charsets = sfl_charset_get_all (&n_charsets);
  guint i = adw_combo_row_get_selected (row);

  if (self->updating || i > n_charsets)
    return;

  g_free ((char *) self->options->charset);
  self->options->charset = i > 0 ? g_strdup (charsets[i - 1].id) : NULL;
  reread (self);
}

static void
frame_rate_changed_cb (GtkSpinButton *spin, SflTranscriptDialog *self)
{
  if (self->updating)
    return;

  self->options->frame_rate = gtk_spin_button_get_value (spin);
  reread (self);
}

static void
shift_changed_cb (GtkSpinButton *spin, SflTranscriptDialog *self)
{
  SflTime shift = llround (gtk_spin_button_get_value (spin) * 1000) * SFL_MSECOND;
  SflTime before, last;

  if (self->updating)
    return;

  sfl_sync_get_offsets (&self->options->sync, &before, &last);
  sfl_sync_shift (&self->options->sync, shift - before);
  reread (self);
}

static void
as_it_was_clicked_cb (SflTranscriptDialog *self)
{
  sfl_episode_undo_reread (self->episode);
}

static GtkWidget *
make_spin (double minimum, double maximum, double step, guint digits)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (minimum, maximum, step);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), digits);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);

  return spin;
}

static void
sfl_transcript_dialog_dispose (GObject *object)
{
  SflTranscriptDialog *self = SFL_TRANSCRIPT_DIALOG (object);

  /* A spin button that loses the focus takes over what was typed, even now. */
  self->updating = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_clear_object (&self->announcer);
  g_clear_object (&self->episode);
  g_clear_pointer (&self->options, sfl_parse_options_free);
  g_clear_pointer (&self->fact_rows, g_ptr_array_unref);
  g_clear_pointer (&self->warning_rows, g_ptr_array_unref);
  g_clear_pointer (&self->formats, g_ptr_array_unref);

  G_OBJECT_CLASS (sfl_transcript_dialog_parent_class)->dispose (object);
}

static void
sfl_transcript_dialog_class_init (SflTranscriptDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_transcript_dialog_dispose;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static GtkWidget *
make_format (SflTranscriptDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n_forms;
  const SflForm *forms = sfl_form_get_all (&n_forms);

  self->formats = g_ptr_array_new ();
  g_ptr_array_add (self->formats, NULL);
  gtk_string_list_append (names, _ ("Automatic"));
  for (guint i = 0; i < n_forms; i++)
    if (forms[i].reads) {
      g_ptr_array_add (self->formats, (char *) forms[i].id);
      gtk_string_list_append (names, forms[i].name);
    }

  return sfl_row_new_choice (_ ("Read As"), names);
}

static GtkWidget *
make_times (void)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (time_shapes); i++)
    gtk_string_list_append (names, _ (time_shapes[i]));

  return sfl_row_new_choice (_ ("Times Are"), names);
}

static GtkWidget *
make_charset (void)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n_charsets;
  const SflCharset *charsets = sfl_charset_get_all (&n_charsets);

  gtk_string_list_append (names, _ ("Automatic"));
  for (guint i = 0; i < n_charsets; i++)
    gtk_string_list_append (names, _ (charsets[i].name));

  return sfl_row_new_choice (_ ("Text Encoding"), names);
}

static GtkWidget *
make_reading (SflTranscriptDialog *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  self->format = make_format (self);
  self->times = make_times ();
  self->charset = make_charset ();
  self->frame_rate = make_spin (0, MAX_FRAME_RATE, 1, 3);
  self->frame_rate_row =
      sfl_row_new (_ ("Frames a Second"), _ ("0 for what the file or the recording says"),
                   self->frame_rate);
  self->shift = make_spin (-MAX_SHIFT, MAX_SHIFT, SHIFT_STEP, 1);
  gtk_spin_button_set_update_policy (GTK_SPIN_BUTTON (self->shift), GTK_UPDATE_IF_VALID);
  g_signal_connect_object (self->format, "notify::selected", G_CALLBACK (format_chosen_cb), self,
                           0);
  g_signal_connect_object (self->times, "notify::selected", G_CALLBACK (times_chosen_cb), self, 0);
  g_signal_connect_object (self->charset, "notify::selected", G_CALLBACK (charset_chosen_cb), self,
                           0);
  g_signal_connect_object (self->frame_rate, "value-changed", G_CALLBACK (frame_rate_changed_cb),
                           self, 0);
  g_signal_connect_object (self->shift, "value-changed", G_CALLBACK (shift_changed_cb), self, 0);

  self->problem = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_widget_add_css_class (self->problem, "error");
  gtk_widget_set_margin_top (self->problem, 6);
  gtk_widget_set_visible (self->problem, FALSE);

  adw_preferences_group_set_title (group, _ ("Another Reading"));
  adw_preferences_group_add (group, self->format);
  adw_preferences_group_add (group, self->times);
  adw_preferences_group_add (group, self->charset);
  adw_preferences_group_add (group, self->frame_rate_row);
  adw_preferences_group_add (group,
                             sfl_row_new (_ ("All Times Later By"),
                                          _ ("Seconds; less than 0 is earlier"), self->shift));
  sfl_row_name_control (self->shift, _ ("All times later by, in seconds"));
  adw_preferences_group_add (group, self->problem);

  return GTK_WIDGET (group);
}

static GtkWidget *
make_page (SflTranscriptDialog *self)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  GtkWidget *beginning = adw_preferences_group_new ();

  self->facts = adw_preferences_group_new ();
  self->reading = make_reading (self);
  self->fact_rows = g_ptr_array_new ();
  self->warning_rows = g_ptr_array_new ();
  name_lists (self->facts, _ ("What Was Understood"));
  self->preview = sfl_preview_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (beginning), _ ("How It Begins"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (beginning), self->preview);

  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (self->facts));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (self->reading));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (beginning));
  sfl_row_name_control (sfl_row_find_child (GTK_WIDGET (page), GTK_TYPE_SCROLLED_WINDOW),
                        _ ("Transcript"));
  gtk_widget_set_vexpand (GTK_WIDGET (page), TRUE);

  return GTK_WIDGET (page);
}

static void
sfl_transcript_dialog_init (SflTranscriptDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->cancellable = g_cancellable_new ();
  self->announcer = sfl_announcer_new (GTK_WINDOW (self));
  self->as_it_was = gtk_button_new_with_label (_ ("As It Was"));
  g_signal_connect_object (self->as_it_was, "clicked", G_CALLBACK (as_it_was_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->as_it_was);

  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), make_page (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Transcript"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
}

/**
 * sfl_transcript_dialog_present:
 * @episode: with a transcript
 *
 * Returns: (transfer none): the dialog; once it is closed,
 *   sfl_episode_get_can_undo_reread() tells whether anything was changed
 */
GtkWindow *
sfl_transcript_dialog_present (GtkWindow *parent, SflEpisode *episode)
{
  SflTranscriptDialog *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (SFL_IS_EPISODE (episode), NULL);
  g_return_val_if_fail (sfl_episode_get_transcript (episode) != NULL, NULL);

  self = g_object_new (SFL_TYPE_TRANSCRIPT_DIALOG, "transient-for", parent, NULL);
  sfl_dialog_prepare (GTK_WINDOW (self));
  self->episode = g_object_ref (episode);
  sfl_episode_accept_reread (episode);
  g_signal_connect_object (episode, "notify::transcript", G_CALLBACK (transcript_changed_cb), self,
                           0);
  transcript_changed_cb (episode, NULL, self);

  /* Not wider than a narrow parent: on a phone, that is the screen. */
  gtk_window_set_default_size (GTK_WINDOW (self),
                               CLAMP (gtk_widget_get_width (GTK_WIDGET (parent)), MIN_WIDTH, WIDTH),
                               CLAMP (gtk_widget_get_height (GTK_WIDGET (parent)), MIN_HEIGHT,
                                      HEIGHT));
  if (gtk_widget_get_visible (self->reading))
    gtk_widget_grab_focus (self->format);
  gtk_window_present (GTK_WINDOW (self));

  return GTK_WINDOW (self);
}
