/* sfl-keys.c: the keys of the window
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table of what each key does, for the window, for the menus and for the
 * list that a user reads.  A read-only text view swallows Space, Return and
 * the arrows before a shortcut controller of the window sees them, so the
 * window looks first, in the capture phase, and leaves alone what belongs to
 * whoever has the focus.  French keyboards come first: nothing needs AltGr.
 */

#include "config.h"

#include "sfl-keys.h"

#include "sfl-group.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum {
  SINGLE = 1 << 0,          /* a single key, which the user can switch off */
  NOT_IN_TEXT = 1 << 1,     /* the transcript uses it itself */
  ONLY_IN_TEXT = 1 << 2,    /* means something in the transcript only */
  ONLY_ON_PICTURE = 1 << 3, /* means something on the picture only */
  NOT_ON_BUTTON = 1 << 4,   /* a button or a row in focus uses it itself */
  NOT_ON_SLIDER = 1 << 5,   /* a slider or a group of buttons uses it itself */
  WHILE_TYPING = 1 << 6,    /* means something in an entry and in a popover, too */
  IN_MENUS = 1 << 7, /* the application's, so that menus show it; means something everywhere */
  UNLISTED = 1 << 8, /* another place of a key that the list has already */
} Where;

/* A row without an action begins a group; one without a title is another key of the row above. */
static const struct {
  guint keyval;          /* of the main block: those of the numeric keypad follow */
  GdkModifierType state; /* Shift counts for letters and named keys only */
  const char *action;
  const char *target;
  Where where;
  const char *title;
} keys[] = {
  /* clang-format off */
  { 0, 0, NULL, NULL, 0, NC_ ("shortcuts", "Playing") },
  { GDK_KEY_space, 0, "win.play-pause", NULL, SINGLE | NOT_ON_BUTTON, NC_ ("shortcuts", "Play or pause") },
  { GDK_KEY_k, 0, "win.play-pause", NULL, SINGLE },
  { GDK_KEY_Left, 0, "win.seek-by", "int64 -5000000000", SINGLE | NOT_IN_TEXT | NOT_ON_SLIDER, NC_ ("shortcuts", "5 seconds back") },
  { GDK_KEY_Right, 0, "win.seek-by", "int64 5000000000", SINGLE | NOT_IN_TEXT | NOT_ON_SLIDER, NC_ ("shortcuts", "5 seconds forward") },
  { GDK_KEY_j, 0, "win.seek-by", "int64 -10000000000", SINGLE, NC_ ("shortcuts", "10 seconds back") },
  { GDK_KEY_l, 0, "win.seek-by", "int64 10000000000", SINGLE, NC_ ("shortcuts", "10 seconds forward") },
  { GDK_KEY_less, 0, "win.slower", NULL, SINGLE, NC_ ("shortcuts", "Slower") },
  { GDK_KEY_bracketleft, 0, "win.slower", NULL, SINGLE },
  { GDK_KEY_greater, 0, "win.faster", NULL, SINGLE, NC_ ("shortcuts", "Faster") },
  { GDK_KEY_bracketright, 0, "win.faster", NULL, SINGLE },
  { GDK_KEY_less, GDK_CONTROL_MASK, "win.change-rate", "-0.05", 0, NC_ ("shortcuts", "A little slower") },
  { GDK_KEY_braceleft, 0, "win.change-rate", "-0.05", SINGLE },
  { GDK_KEY_greater, GDK_CONTROL_MASK, "win.change-rate", "0.05", 0, NC_ ("shortcuts", "A little faster") },
  { GDK_KEY_braceright, 0, "win.change-rate", "0.05", SINGLE },
  { GDK_KEY_BackSpace, 0, "win.normal-speed", NULL, SINGLE, NC_ ("shortcuts", "Normal speed") },
  { GDK_KEY_Up, 0, "win.volume", "1", ONLY_ON_PICTURE, NC_ ("shortcuts", "Louder, on the picture") },
  { GDK_KEY_Down, 0, "win.volume", "-1", ONLY_ON_PICTURE, NC_ ("shortcuts", "Quieter, on the picture") },
  { GDK_KEY_comma, 0, "win.step-frame", "-1", SINGLE, NC_ ("shortcuts", "One picture back") },
  { GDK_KEY_semicolon, 0, "win.step-frame", "1", SINGLE, NC_ ("shortcuts", "One picture forward") },
  { GDK_KEY_m, 0, "win.mute", NULL, SINGLE, NC_ ("shortcuts", "Mute") },

  { 0, 0, NULL, NULL, 0, NC_ ("shortcuts", "Lines") },
  { GDK_KEY_Up, GDK_CONTROL_MASK, "win.previous-line", NULL, 0, NC_ ("shortcuts", "Previous line") },
  { GDK_KEY_Left, GDK_CONTROL_MASK, "win.previous-line", NULL, NOT_IN_TEXT },
  { GDK_KEY_Down, GDK_CONTROL_MASK, "win.next-line", NULL, 0, NC_ ("shortcuts", "Next line") },
  { GDK_KEY_Right, GDK_CONTROL_MASK, "win.next-line", NULL, NOT_IN_TEXT },
  { GDK_KEY_r, 0, "win.repeat-line", NULL, SINGLE, NC_ ("shortcuts", "Repeat the line") },
  { GDK_KEY_r, GDK_SHIFT_MASK, "win.loop-line", NULL, SINGLE, NC_ ("shortcuts", "Loop the line") },
  { GDK_KEY_b, 0, "win.loop", NULL, SINGLE, NC_ ("shortcuts", "Loop the selection, or from here to here") },
  { GDK_KEY_s, 0, "win.stops", NULL, SINGLE, NC_ ("shortcuts", "Listen and stop") },
  { GDK_KEY_g, 0, "win.follow", NULL, SINGLE, NC_ ("shortcuts", "Back to the line being spoken") },
  { GDK_KEY_g, GDK_SHIFT_MASK, "win.follow-text", NULL, SINGLE, NC_ ("shortcuts", "Follow the text or not") },
  { GDK_KEY_Return, 0, "win.seek-caret", "true", ONLY_IN_TEXT, NC_ ("shortcuts", "Play from the line with the cursor") },
  { GDK_KEY_Return, GDK_SHIFT_MASK, "win.seek-caret", "false", ONLY_IN_TEXT, NC_ ("shortcuts", "Go to that line without playing") },
  { GDK_KEY_Page_Up, GDK_ALT_MASK, "win.previous-chapter", NULL, WHILE_TYPING, NC_ ("shortcuts", "Previous chapter") },
  { GDK_KEY_Page_Down, GDK_ALT_MASK, "win.next-chapter", NULL, WHILE_TYPING, NC_ ("shortcuts", "Next chapter") },
  { GDK_KEY_i, GDK_CONTROL_MASK, "win.where-am-i", NULL, WHILE_TYPING, NC_ ("shortcuts", "Where am I?") },

  { 0, 0, NULL, NULL, 0, NC_ ("shortcuts", "Jumps") },
  { GDK_KEY_l, GDK_CONTROL_MASK, "win.go-to-time", NULL, IN_MENUS, NC_ ("shortcuts", "Go to a time") },
  { GDK_KEY_Left, GDK_ALT_MASK, "win.go-back", NULL, IN_MENUS, NC_ ("shortcuts", "Back to before the last jump") },
  { GDK_KEY_Right, GDK_ALT_MASK, "win.go-forward", NULL, IN_MENUS, NC_ ("shortcuts", "Forward again") },

  { 0, 0, NULL, NULL, 0, NC_ ("shortcuts", "Text") },
  { GDK_KEY_f, GDK_CONTROL_MASK, "win.find", NULL, WHILE_TYPING, NC_ ("shortcuts", "Search") },
  { GDK_KEY_g, GDK_CONTROL_MASK, "win.find-step", "1", WHILE_TYPING, NC_ ("shortcuts", "Next match") },
  { GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.find-step", "-1", WHILE_TYPING, NC_ ("shortcuts", "Previous match") },
  { GDK_KEY_c, GDK_CONTROL_MASK, "win.copy", NULL, 0, NC_ ("shortcuts", "Copy") },
  { GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.copy-with-times", NULL, 0, NC_ ("shortcuts", "Copy with times") },
  { GDK_KEY_p, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.speak", NULL, 0, NC_ ("shortcuts", "Speak the line or the selection") },
  { GDK_KEY_plus, GDK_CONTROL_MASK, "win.zoom", "1", WHILE_TYPING, NC_ ("shortcuts", "Larger text") },
  { GDK_KEY_equal, GDK_CONTROL_MASK, "win.zoom", "1", WHILE_TYPING | UNLISTED },
  { GDK_KEY_minus, GDK_CONTROL_MASK, "win.zoom", "-1", WHILE_TYPING, NC_ ("shortcuts", "Smaller text") },
  { GDK_KEY_0, GDK_CONTROL_MASK, "win.zoom", "0", WHILE_TYPING, NC_ ("shortcuts", "Normal text size") },
  { GDK_KEY_agrave, GDK_CONTROL_MASK, "win.zoom", "0", WHILE_TYPING | UNLISTED }, /* the 0 key of an AZERTY keyboard */

  { 0, 0, NULL, NULL, 0, NC_ ("shortcuts", "Text Out of Step") },
  { GDK_KEY_z, 0, "win.shift-text", "int64 -100000000", SINGLE, NC_ ("shortcuts", "Text 0.1 s earlier") },
  { GDK_KEY_z, GDK_SHIFT_MASK, "win.shift-text", "int64 100000000", SINGLE, NC_ ("shortcuts", "Text 0.1 s later") },
  { GDK_KEY_n, 0, "win.said-now", "-1", SINGLE, NC_ ("shortcuts", "This line is said now") },

  { 0, 0, NULL, NULL, 0, NC_ ("shortcuts", "View") },
  { GDK_KEY_c, 0, "win.captions-on-picture", NULL, SINGLE, NC_ ("shortcuts", "Captions on the picture") },
  { GDK_KEY_f, 0, "win.fullscreen", NULL, SINGLE, NC_ ("shortcuts", "Full screen") },
  { GDK_KEY_F11, 0, "win.fullscreen", NULL, WHILE_TYPING },
  { GDK_KEY_F9, 0, "win.notes", NULL, 0, NC_ ("shortcuts", "Chapters and notes") },
  { GDK_KEY_F6, 0, "win.pane", "1", WHILE_TYPING, NC_ ("shortcuts", "Next part of the window") },
  { GDK_KEY_F6, GDK_SHIFT_MASK, "win.pane", "-1", WHILE_TYPING, NC_ ("shortcuts", "Previous part of the window") },
  { GDK_KEY_Escape, 0, "win.escape", NULL, 0, NC_ ("shortcuts", "Close what is on top, or back to the playhead") },

  { 0, 0, NULL, NULL, 0, NC_ ("shortcuts", "General") },
  { GDK_KEY_o, GDK_CONTROL_MASK, "win.open", NULL, IN_MENUS, NC_ ("shortcuts", "Open") },
  { GDK_KEY_v, GDK_CONTROL_MASK, "win.paste", NULL, 0, NC_ ("shortcuts", "Paste a transcript") },
  { GDK_KEY_s, GDK_CONTROL_MASK, "win.export", NULL, IN_MENUS, NC_ ("shortcuts", "Save the transcript") },
  { GDK_KEY_e, GDK_CONTROL_MASK, "win.clip", NULL, IN_MENUS, NC_ ("shortcuts", "Make a clip of the selection") },
  { GDK_KEY_p, GDK_CONTROL_MASK, "win.print", NULL, IN_MENUS, NC_ ("shortcuts", "Print, or save as PDF") },
  { GDK_KEY_w, GDK_CONTROL_MASK, "win.close-episode", NULL, IN_MENUS, NC_ ("shortcuts", "Close the episode") },
  { GDK_KEY_F10, 0, "win.menu", NULL, 0, NC_ ("shortcuts", "Menu") },
  { GDK_KEY_comma, GDK_CONTROL_MASK, "win.preferences", NULL, IN_MENUS, NC_ ("shortcuts", "Preferences") },
  { GDK_KEY_F1, 0, "win.help", NULL, IN_MENUS, NC_ ("shortcuts", "Help") },
  { GDK_KEY_question, GDK_CONTROL_MASK, "win.shortcuts", NULL, IN_MENUS, NC_ ("shortcuts", "Keyboard shortcuts") },
  { GDK_KEY_q, GDK_CONTROL_MASK, "app.quit", NULL, IN_MENUS, NC_ ("shortcuts", "Quit") },
  /* clang-format on */
};

/* The keys of the numeric keypad that do as those of the main block. */
static const struct {
  guint keypad;
  guint keyval;
} keypad[] = {
  { GDK_KEY_KP_Space, GDK_KEY_space },     { GDK_KEY_KP_Enter, GDK_KEY_Return },
  { GDK_KEY_KP_Left, GDK_KEY_Left },       { GDK_KEY_KP_Right, GDK_KEY_Right },
  { GDK_KEY_KP_Up, GDK_KEY_Up },           { GDK_KEY_KP_Down, GDK_KEY_Down },
  { GDK_KEY_KP_Page_Up, GDK_KEY_Page_Up }, { GDK_KEY_KP_Page_Down, GDK_KEY_Page_Down },
  { GDK_KEY_KP_Add, GDK_KEY_plus },        { GDK_KEY_KP_Subtract, GDK_KEY_minus },
  { GDK_KEY_KP_Equal, GDK_KEY_equal },     { GDK_KEY_KP_0, GDK_KEY_0 },
};

static guint
leave_keypad (guint keyval)
{
  for (guint i = 0; i < G_N_ELEMENTS (keypad); i++)
    if (keypad[i].keypad == keyval)
      return keypad[i].keyval;

  return keyval;
}

/* What has the focus, as far as keys are concerned. */
static gboolean
is_taken (GtkWidget *focus, GtkWidget *transcript, GtkWidget *picture, Where where)
{
  if ((where & ONLY_IN_TEXT) && focus != transcript)
    return TRUE;
  if ((where & ONLY_ON_PICTURE) && focus != picture)
    return TRUE;
  if (focus == transcript)
    return where & NOT_IN_TEXT;
  if (focus == NULL)
    return FALSE;
  if ((where & NOT_ON_BUTTON) &&
      (GTK_IS_BUTTON (focus) || GTK_IS_SWITCH (focus) || GTK_IS_CHECK_BUTTON (focus) ||
       GTK_IS_EXPANDER (focus) || GTK_IS_LIST_BOX_ROW (focus) ||
       gtk_widget_get_ancestor (focus, GTK_TYPE_MENU_BUTTON)))
    return TRUE;
  if ((where & NOT_ON_SLIDER) &&
      (GTK_IS_RANGE (focus) || GTK_IS_LIST_BOX_ROW (focus) || GTK_IS_PANED (focus) ||
       gtk_widget_get_ancestor (focus, SFL_TYPE_GROUP) ||
       gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (focus)) == GTK_ACCESSIBLE_ROLE_SLIDER))
    return TRUE;

  return FALSE;
}

/* A popover, an entry or another text has its own use for every key but a few. */
static gboolean
is_typing (GtkWidget *focus, GtkWidget *transcript)
{
  return focus != NULL && focus != transcript &&
         (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus) ||
          gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER));
}

/* A key without anything to do is for who has the focus. */
static gboolean
is_off (GtkWindow *window, const char *action)
{
  return g_str_has_prefix (action, "win.") &&
         !g_action_group_get_action_enabled (G_ACTION_GROUP (window), action + strlen ("win."));
}

static GVariant *
make_target (guint i)
{
  return keys[i].target ? g_variant_parse (NULL, keys[i].target, NULL, NULL, NULL) : NULL;
}

/**
 * sfl_keys_activate:
 * @transcript: the text view, where caret keys belong to the reader
 * @picture: where Up and Down are the volume
 * @single_keys: whether keys without Ctrl or Alt do anything
 *
 * Returns: whether the key was ours
 */
gboolean
sfl_keys_activate (GtkWindow *window,
                   GtkWidget *transcript,
                   GtkWidget *picture,
                   gboolean single_keys,
                   guint keyval,
                   GdkModifierType state)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  gboolean typing = is_typing (focus, transcript);
  gboolean letter;

  state &= GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK;
  keyval = leave_keypad (gdk_keyval_to_lower (keyval));
  letter =
      (keyval >= GDK_KEY_a && keyval <= GDK_KEY_z) || keyval >= 0xfe00 || keyval == GDK_KEY_space;
  if (!letter)
    state &= ~GDK_SHIFT_MASK; /* part of how the sign is typed */

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (keys[i].action == NULL || keys[i].keyval != keyval || keys[i].state != state)
      continue;
    if ((keys[i].where & SINGLE) && !single_keys)
      return FALSE;
    if (typing && !(keys[i].where & (WHILE_TYPING | IN_MENUS)))
      return FALSE;
    if (is_taken (focus, transcript, picture, keys[i].where))
      continue;
    if (is_off (window, keys[i].action))
      return FALSE;

    return gtk_widget_activate_action_variant (GTK_WIDGET (window), keys[i].action,
                                               make_target (i));
  }

  return FALSE;
}

/* Whether two rows of the table are keys of one thing. */
static gboolean
is_same (guint i, guint k)
{
  return g_strcmp0 (keys[i].action, keys[k].action) == 0 &&
         g_strcmp0 (keys[i].target, keys[k].target) == 0;
}

/* Tells @application the keys that menus show. */
void
sfl_keys_set_accels (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autoptr (GStrvBuilder) accels = g_strv_builder_new ();
    g_autoptr (GVariant) target = NULL;
    g_autofree char *action = NULL;
    g_auto (GStrv) names = NULL;

    if (!(keys[i].where & IN_MENUS) || is_same (i, i - 1))
      continue;

    for (guint k = i; k < G_N_ELEMENTS (keys) && is_same (i, k); k++) {
      g_autofree char *name = gtk_accelerator_name (keys[k].keyval, keys[k].state);

      g_strv_builder_add (accels, name);
    }
    names = g_strv_builder_end (accels);
    target = make_target (i);
    if (target)
      g_variant_ref_sink (target);
    action = g_action_print_detailed_name (keys[i].action, target);
    gtk_application_set_accels_for_action (application, action, (const char *const *) names);
  }
}

static void
shortcut_free (gpointer data)
{
  SflShortcut *self = data;

  g_strfreev (self->keys);
  g_free (self);
}

/**
 * sfl_keys_list:
 *
 * Returns: (transfer full) (element-type SflShortcut): what a user can do by keys, in the order
 *   in which to read it
 */
GPtrArray *
sfl_keys_list (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (shortcut_free);
  const char *group = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
    SflShortcut *shortcut;

    if (keys[i].action == NULL)
      group = g_dpgettext2 (NULL, "shortcuts", keys[i].title);
    if (keys[i].action == NULL || keys[i].title == NULL)
      continue;

    for (guint k = i; k < G_N_ELEMENTS (keys) && is_same (i, k); k++) {
      g_autofree char *name = gtk_accelerator_name (keys[k].keyval, keys[k].state);

      if (!(keys[k].where & UNLISTED))
        g_strv_builder_add (names, name);
    }
    shortcut = g_new0 (SflShortcut, 1);
    shortcut->group = group;
    shortcut->title = g_dpgettext2 (NULL, "shortcuts", keys[i].title);
    shortcut->action = keys[i].action;
    shortcut->target = keys[i].target;
    shortcut->keys = g_strv_builder_end (names);
    shortcut->single = keys[i].where & SINGLE;
    g_ptr_array_add (list, shortcut);
  }

  return list;
}
