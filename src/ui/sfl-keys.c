/* sfl-keys.c: the keys of the window
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A read-only text view swallows Space, Return and the arrows before a
 * shortcut controller of the window sees them, so the window looks first, in
 * the capture phase, and leaves alone what belongs to whoever has the focus.
 * French keyboards come first: nothing needs AltGr.
 */

#include "config.h"

#include "sfl-keys.h"

#include <string.h>

typedef enum {
  SINGLE = 1 << 0,        /* a single key, which the user can switch off */
  NOT_IN_TEXT = 1 << 1,   /* the transcript uses it itself */
  ONLY_IN_TEXT = 1 << 2,  /* means something in the transcript only */
  NOT_ON_BUTTON = 1 << 3, /* a button or a row in focus uses it itself */
  NOT_ON_SLIDER = 1 << 4, /* a slider or a group of buttons uses it itself */
} Where;

static const struct {
  guint keyval;
  GdkModifierType state; /* Shift counts for letters and named keys only */
  const char *action;
  const char *target;
  Where where;
} keys[] = {
  /* clang-format off */
  { GDK_KEY_space, 0, "win.play-pause", NULL, SINGLE | NOT_ON_BUTTON },
  { GDK_KEY_k, 0, "win.play-pause", NULL, SINGLE },
  { GDK_KEY_Left, 0, "win.seek-by", "int64 -5000000000", SINGLE | NOT_IN_TEXT | NOT_ON_SLIDER },
  { GDK_KEY_Right, 0, "win.seek-by", "int64 5000000000", SINGLE | NOT_IN_TEXT | NOT_ON_SLIDER },
  { GDK_KEY_j, 0, "win.seek-by", "int64 -10000000000", SINGLE },
  { GDK_KEY_l, 0, "win.seek-by", "int64 10000000000", SINGLE },
  { GDK_KEY_Up, GDK_CONTROL_MASK, "win.previous-line", NULL, 0 },
  { GDK_KEY_Down, GDK_CONTROL_MASK, "win.next-line", NULL, 0 },
  { GDK_KEY_KP_Up, GDK_CONTROL_MASK, "win.previous-line", NULL, 0 },
  { GDK_KEY_KP_Down, GDK_CONTROL_MASK, "win.next-line", NULL, 0 },
  { GDK_KEY_Left, GDK_CONTROL_MASK, "win.previous-line", NULL, NOT_IN_TEXT },
  { GDK_KEY_Right, GDK_CONTROL_MASK, "win.next-line", NULL, NOT_IN_TEXT },
  { GDK_KEY_r, 0, "win.repeat-line", NULL, SINGLE },
  { GDK_KEY_g, 0, "win.follow", NULL, SINGLE },
  { GDK_KEY_Return, 0, "win.seek-caret", "true", ONLY_IN_TEXT },
  { GDK_KEY_KP_Enter, 0, "win.seek-caret", "true", ONLY_IN_TEXT },
  { GDK_KEY_Return, GDK_SHIFT_MASK, "win.seek-caret", "false", ONLY_IN_TEXT },
  { GDK_KEY_less, 0, "win.slower", NULL, SINGLE },
  { GDK_KEY_greater, 0, "win.faster", NULL, SINGLE },
  { GDK_KEY_bracketleft, 0, "win.slower", NULL, SINGLE },
  { GDK_KEY_bracketright, 0, "win.faster", NULL, SINGLE },
  { GDK_KEY_BackSpace, 0, "win.normal-speed", NULL, SINGLE },
  { GDK_KEY_m, 0, "win.mute", NULL, SINGLE },
  { GDK_KEY_c, 0, "win.captions-on-picture", NULL, SINGLE },
  { GDK_KEY_f, 0, "win.fullscreen", NULL, SINGLE },
  { GDK_KEY_F11, 0, "win.fullscreen", NULL, 0 },
  { GDK_KEY_plus, GDK_CONTROL_MASK, "win.zoom", "1", 0 },
  { GDK_KEY_equal, GDK_CONTROL_MASK, "win.zoom", "1", 0 },
  { GDK_KEY_KP_Add, GDK_CONTROL_MASK, "win.zoom", "1", 0 },
  { GDK_KEY_minus, GDK_CONTROL_MASK, "win.zoom", "-1", 0 },
  { GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "win.zoom", "-1", 0 },
  { GDK_KEY_0, GDK_CONTROL_MASK, "win.zoom", "0", 0 },
  { GDK_KEY_KP_0, GDK_CONTROL_MASK, "win.zoom", "0", 0 },
  { GDK_KEY_agrave, GDK_CONTROL_MASK, "win.zoom", "0", 0 }, /* the 0 key of an AZERTY keyboard */
  { GDK_KEY_f, GDK_CONTROL_MASK, "win.find", NULL, 0 },
  { GDK_KEY_g, GDK_CONTROL_MASK, "win.find-step", "1", 0 },
  { GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.find-step", "-1", 0 },
  { GDK_KEY_c, GDK_CONTROL_MASK, "win.copy", NULL, 0 },
  { GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.copy-with-times", NULL, 0 },
  { GDK_KEY_v, GDK_CONTROL_MASK, "win.paste", NULL, 0 },
  { GDK_KEY_i, GDK_CONTROL_MASK, "win.where-am-i", NULL, 0 },
  { GDK_KEY_F6, 0, "win.pane", "1", 0 },
  { GDK_KEY_F6, GDK_SHIFT_MASK, "win.pane", "-1", 0 },
  { GDK_KEY_Escape, 0, "win.escape", NULL, 0 },
  { GDK_KEY_F1, 0, "win.show-help-overlay", NULL, 0 },
  /* clang-format on */
};

/* What has the focus, as far as keys are concerned. */
static gboolean
is_taken (GtkWidget *focus, GtkWidget *transcript, Where where)
{
  gboolean in_text = focus == transcript;

  if (in_text)
    return where & NOT_IN_TEXT;
  if (where & ONLY_IN_TEXT)
    return TRUE;
  if (focus == NULL)
    return FALSE;
  if ((where & NOT_ON_BUTTON) &&
      (GTK_IS_BUTTON (focus) || GTK_IS_SWITCH (focus) || GTK_IS_CHECK_BUTTON (focus) ||
       GTK_IS_EXPANDER (focus) || GTK_IS_LIST_BOX_ROW (focus) ||
       gtk_widget_get_ancestor (focus, GTK_TYPE_MENU_BUTTON)))
    return TRUE;
  if ((where & NOT_ON_SLIDER) &&
      (GTK_IS_RANGE (focus) || GTK_IS_LIST_BOX_ROW (focus) || GTK_IS_PANED (focus) ||
       GTK_IS_BUTTON (focus) || gtk_widget_get_ancestor (focus, GTK_TYPE_MENU_BUTTON) ||
       gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (focus)) == GTK_ACCESSIBLE_ROLE_SLIDER))
    return TRUE;

  return FALSE;
}

/**
 * sfl_keys_activate:
 * @transcript: the text view, where caret keys belong to the reader
 * @single_keys: whether keys without Ctrl or Alt do anything
 *
 * Returns: whether the key was ours
 */
gboolean
sfl_keys_activate (GtkWindow *window,
                   GtkWidget *transcript,
                   gboolean single_keys,
                   guint keyval,
                   GdkModifierType state)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  gboolean letter;

  state &= GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK;
  keyval = gdk_keyval_to_lower (keyval);
  letter =
      (keyval >= GDK_KEY_a && keyval <= GDK_KEY_z) || keyval >= 0xfe00 || keyval == GDK_KEY_space;
  if (!letter)
    state &= ~GDK_SHIFT_MASK; /* part of how the sign is typed */

  /* A popover or an entry has its own use for every key but a few. */
  if (focus && (GTK_IS_EDITABLE (focus) || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER))) {
    if (keyval != GDK_KEY_F6 && keyval != GDK_KEY_F11 &&
        !(keyval == GDK_KEY_g && (state & GDK_CONTROL_MASK)))
      return FALSE;
  }

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autoptr (GVariant) target = NULL;

    if (keys[i].keyval != keyval || keys[i].state != state)
      continue;
    if ((keys[i].where & SINGLE) && !single_keys)
      return FALSE;
    if (is_taken (focus, transcript, keys[i].where))
      return FALSE;

    if (keys[i].target)
      target = g_variant_ref_sink (g_variant_parse (NULL, keys[i].target, NULL, NULL, NULL));

    return gtk_widget_activate_action_variant (GTK_WIDGET (window), keys[i].action, target);
  }

  return FALSE;
}
