/* sfl-theme.c: how the text and the marks in it look
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One of five palettes by the reader's choice, or as the desktop says, with a
 * highlight of the reader's own.  The window follows: light, dark and high
 * contrast are libadwaita's own where the desktop asks for them; what else is
 * chosen gives its colours to libadwaita's names.  Main thread only.
 */

#include "config.h"

#include "sfl-theme.h"

#include <adwaita.h>

struct _SflTheme {
  GObject parent_instance;

  GSettings *settings;
  GtkCssProvider *css;
  SflPaletteName name;
  SflMarking marking;
};

G_DEFINE_FINAL_TYPE (SflTheme, sfl_theme, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* The numbers of the key "theme". */
enum { THEME_SYSTEM };

/* Those of the key "word-style": 0 is what suits the palette. */
static const guint styles[] = { 0, SFL_WORD_BACKGROUND, SFL_WORD_UNDERLINE, SFL_WORD_OUTLINE,
                                SFL_WORD_MASK | SFL_WORD_BACKGROUND };

/* What libadwaita colours; the rest it mixes from these.  Rows: name, and what of the palette. */
typedef enum { PAGE, TEXT, RAISED, BAR, BAR_TEXT } Part;

static const struct {
  const char *name;
  Part part;
} names[] = {
  { "window_bg_color", PAGE },
  { "window_fg_color", TEXT },
  { "view_bg_color", PAGE },
  { "view_fg_color", TEXT },
  { "headerbar_bg_color", RAISED },
  { "headerbar_fg_color", TEXT },
  { "headerbar_backdrop_color", PAGE },
  { "card_bg_color", RAISED },
  { "card_fg_color", TEXT },
  { "dialog_bg_color", PAGE },
  { "dialog_fg_color", TEXT },
  { "popover_bg_color", RAISED },
  { "popover_fg_color", TEXT },
  { "accent_color", BAR },
  { "accent_bg_color", BAR },
  { "accent_fg_color", BAR_TEXT },
};

/* What high contrast asks of controls. */
static const char contrast_css[] =
    "@define-color borders @window_fg_color;"
    "@define-color headerbar_border_color @window_fg_color;"
    ".dim-label, .subtitle { opacity: 1; }"
    "popover > contents, popover > arrow { border: 1px solid @window_fg_color; }"
    "button:not(.flat):not(.image-button):not(.toggle), button.circular, spinbutton, entry,"
    "switch, checkbutton > check, checkbutton > radio"
    " { outline: 1px solid @window_fg_color; outline-offset: -1px; }"
    ":focus:focus-visible { outline-width: 3px; }";

/* Whether the window has to be told: what the desktop has it shows by itself. */
static gboolean
is_foreign (SflPaletteName name)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  return name == SFL_PALETTE_SEPIA ||
         (sfl_palette_is_high_contrast (name) && !adw_style_manager_get_high_contrast (style));
}

static char *
make_css (SflPaletteName name)
{
  const SflPalette *palette = sfl_palette_get (name);
  g_autofree char *page = gdk_rgba_to_string (&palette->page);
  g_autofree char *text = gdk_rgba_to_string (&palette->text);
  g_autofree char *selection = gdk_rgba_to_string (&palette->selection);
  g_autofree char *selection_text = gdk_rgba_to_string (&palette->selection_text);
  g_autofree char *caret = gdk_rgba_to_string (&palette->caret);
  g_autofree char *bar = gdk_rgba_to_string (&palette->bar);
  g_autofree char *heard = gdk_rgba_to_string (&palette->heard);
  const char *parts[] = {
    [PAGE] = page, [TEXT] = text, [RAISED] = heard, [BAR] = bar, [BAR_TEXT] = page,
  };
  GString *css = g_string_new (NULL);

  if (is_foreign (name)) {
    for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
      g_string_append_printf (css, "@define-color %s %s;", names[i].name, parts[names[i].part]);
    if (sfl_palette_is_high_contrast (name))
      g_string_append (css, contrast_css);
  }
  g_string_append_printf (css,
                          "transcriptpane { background-color: %s; }"
                          "textview.transcript, textview.transcript text { color: %s; }"
                          "textview.transcript { caret-color: %s; }"
                          "textview.transcript text selection"
                          " { background-color: %s; color: %s; }",
                          page, text, caret, selection, selection_text);

  return g_string_free (css, FALSE);
}

static SflPaletteName
find_name (SflTheme *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  int theme = self->settings ? g_settings_get_enum (self->settings, "theme") : THEME_SYSTEM;
  gboolean dark = adw_style_manager_get_dark (style);

  if (theme != THEME_SYSTEM)
    return CLAMP (theme - 1, 0, SFL_PALETTE_N - 1);
  if (adw_style_manager_get_high_contrast (style))
    return dark ? SFL_PALETTE_CONTRAST_DARK : SFL_PALETTE_CONTRAST_LIGHT;

  return dark ? SFL_PALETTE_DARK : SFL_PALETTE_LIGHT;
}

/* In high contrast nothing is fainter and nothing is tinted: there a word has a line under it. */
static void
find_marking (SflTheme *self)
{
  gboolean high_contrast = sfl_palette_is_high_contrast (self->name);
  int style = 0;

  self->marking = (SflMarking){ SFL_WORDS_AND_LINE, 0, FALSE, FALSE };
  if (self->settings) {
    self->marking.words = g_settings_get_enum (self->settings, "word-highlight");
    style = g_settings_get_enum (self->settings, "word-style");
    self->marking.dim_others =
        !high_contrast && g_settings_get_boolean (self->settings, "dim-others");
    self->marking.tint_heard =
        !high_contrast && g_settings_get_boolean (self->settings, "tint-heard");
  }

  self->marking.style = styles[CLAMP (style, 0, (int) G_N_ELEMENTS (styles) - 1)];
  if (high_contrast && self->marking.style != SFL_WORD_OUTLINE)
    self->marking.style = SFL_WORD_UNDERLINE;
  else if (self->marking.style == 0)
    self->marking.style = self->name == SFL_PALETTE_DARK ? SFL_WORD_BACKGROUND | SFL_WORD_UNDERLINE
                                                         : SFL_WORD_BACKGROUND;
}

static void
update (SflTheme *self)
{
  g_autofree char *highlight =
      self->settings ? g_settings_get_string (self->settings, "highlight-color") : NULL;
  g_autofree char *css = NULL;
  SflPalette palette;
  GdkRGBA color;
  gboolean chosen = highlight != NULL && gdk_rgba_parse (&color, highlight);

  self->name = find_name (self);
  find_marking (self);
  palette = sfl_palette_make (self->name, chosen ? &color : NULL);
  sfl_palette_set_current (&palette);
  css = make_css (self->name);
  gtk_css_provider_load_from_data (self->css, css, -1);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
settings_changed_cb (GSettings *settings, const char *key, SflTheme *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  int theme = g_settings_get_enum (settings, "theme");

  if (theme == THEME_SYSTEM)
    adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
  else
    adw_style_manager_set_color_scheme (style, sfl_palette_is_dark (theme - 1)
                                                   ? ADW_COLOR_SCHEME_FORCE_DARK
                                                   : ADW_COLOR_SCHEME_FORCE_LIGHT);
  update (self);
}

static void
sfl_theme_dispose (GObject *object)
{
  SflTheme *self = SFL_THEME (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->css);

  G_OBJECT_CLASS (sfl_theme_parent_class)->dispose (object);
}

static void
sfl_theme_class_init (SflThemeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_theme_dispose;

  /* Colours or marks are others: what was drawn with them is to be drawn again. */
  signals[CHANGED] = g_signal_new ("changed", SFL_TYPE_THEME, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
sfl_theme_init (SflTheme *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->css = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (self->css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

/**
 * sfl_theme_get_default:
 *
 * Returns: (transfer none): the one there is; as the desktop until it has settings
 */
SflTheme *
sfl_theme_get_default (void)
{
  static SflTheme *theme;

  if (theme == NULL)
    theme = g_object_new (SFL_TYPE_THEME, NULL);

  return theme;
}

/* Shows what @settings say, and what they will. */
void
sfl_theme_set_settings (SflTheme *self, GSettings *settings)
{
  static const char *const keys[] = { "theme",           "word-highlight", "word-style",
                                      "highlight-color", "dim-others",     "tint-heard" };

  g_return_if_fail (SFL_IS_THEME (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  if (self->settings)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  g_set_object (&self->settings, settings);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autofree char *signal = g_strconcat ("changed::", keys[i], NULL);

    g_signal_connect_object (settings, signal, G_CALLBACK (settings_changed_cb), self, 0);
  }
  settings_changed_cb (settings, NULL, self);
}

/* The palette that is shown. */
SflPaletteName
sfl_theme_get_name (SflTheme *self)
{
  g_return_val_if_fail (SFL_IS_THEME (self), SFL_PALETTE_LIGHT);

  return self->name;
}

/* Owned by the theme, and changed by it; what high contrast refuses is not in it. */
const SflMarking *
sfl_theme_get_marking (SflTheme *self)
{
  g_return_val_if_fail (SFL_IS_THEME (self), NULL);

  return &self->marking;
}
