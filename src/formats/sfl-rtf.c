/* sfl-rtf.c: documents in Rich Text Format
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes the text out of a document and reads it as a pasted one: transcribers write times
 * into it by hand or by their tool.  What is not text (fonts, styles, pictures, notes) is
 * skipped.  Groups are kept on a stack of our own, and only so many.  Any thread.
 */

#include "config.h"

#include "sfl-rtf.h"

#include "sfl-pasted-text.h"
#include "sfl-slice.h"

#include <errno.h>

/* Groups inside one another; deeper ones share the state of the last. */
#define MAX_DEPTH 256

/* Fonts whose encoding is kept. */
#define MAX_FONTS 4096

#define DEFAULT_CODEPAGE 1252

#define REPLACEMENT "\xef\xbf\xbd"

typedef enum {
  PLACE_BODY,
  PLACE_SKIPPED,
  PLACE_FONTS,
  PLACE_TITLE,
} Place;

/* What a group inherits and gives back at its end. */
typedef struct {
  Place place;
  guint codepage;
  guint n_fallbacks; /* characters after each \uN, for readers that do not know it */
} State;

typedef struct {
  const char *p;
  const char *end;
  guint number; /* of the line */

  State state;
  GArray *stack;
  guint n_deeper; /* groups that are not on the stack */

  GString *text;
  GArray *numbers; /* of the document's lines, for those of text */
  GString *title;
  GString *bytes; /* in the codepage, not yet in the text */
  guint bytes_codepage;
  GIConv converter;
  guint converter_codepage;

  guint n_to_skip;
  gunichar high; /* first half of a character in UTF-16 */
  guint font;
  guint codepage;
  guint16 fonts[MAX_FONTS]; /* codepage of each, 0 for that of the document */
} Reader;

typedef enum {
  WORD_SKIP, /* its group is no text */
  WORD_TEXT,
  WORD_BREAK,
  WORD_CODEPAGE,
  WORD_CHARSET,
  WORD_FONT,
  WORD_FONTS,
  WORD_PLAIN,
  WORD_TITLE,
  WORD_FALLBACKS,
  WORD_CHARACTER,
  WORD_BINARY,
} WordKind;

static const struct {
  const char *name;
  WordKind kind;
  const char *text;
} words[] = {
  { "par", WORD_BREAK, NULL },
  { "line", WORD_BREAK, NULL },
  { "sect", WORD_BREAK, NULL },
  { "page", WORD_BREAK, NULL },
  { "row", WORD_BREAK, NULL },
  { "nestrow", WORD_BREAK, NULL },
  { "u", WORD_CHARACTER, NULL },
  { "uc", WORD_FALLBACKS, NULL },
  { "f", WORD_FONT, NULL },
  { "plain", WORD_PLAIN, NULL },
  { "ansicpg", WORD_CODEPAGE, NULL },
  { "fonttbl", WORD_FONTS, NULL },
  { "fcharset", WORD_CHARSET, NULL },
  { "title", WORD_TITLE, NULL },
  { "bin", WORD_BINARY, NULL },
  { "tab", WORD_TEXT, "\t" },
  { "cell", WORD_TEXT, "\t" },
  { "nestcell", WORD_TEXT, "\t" },
  { "lquote", WORD_TEXT, "\xe2\x80\x98" },
  { "rquote", WORD_TEXT, "\xe2\x80\x99" },
  { "ldblquote", WORD_TEXT, "\xe2\x80\x9c" },
  { "rdblquote", WORD_TEXT, "\xe2\x80\x9d" },
  { "bullet", WORD_TEXT, "\xe2\x80\xa2" },
  { "endash", WORD_TEXT, "\xe2\x80\x93" },
  { "emdash", WORD_TEXT, "\xe2\x80\x94" },
  { "enspace", WORD_TEXT, "\xe2\x80\x82" },
  { "emspace", WORD_TEXT, "\xe2\x80\x83" },
  { "annotation", WORD_SKIP, NULL },
  { "colortbl", WORD_SKIP, NULL },
  { "filetbl", WORD_SKIP, NULL },
  { "fldinst", WORD_SKIP, NULL },
  { "footer", WORD_SKIP, NULL },
  { "footerf", WORD_SKIP, NULL },
  { "footerl", WORD_SKIP, NULL },
  { "footerr", WORD_SKIP, NULL },
  { "footnote", WORD_SKIP, NULL },
  { "header", WORD_SKIP, NULL },
  { "headerf", WORD_SKIP, NULL },
  { "headerl", WORD_SKIP, NULL },
  { "headerr", WORD_SKIP, NULL },
  { "info", WORD_SKIP, NULL },
  { "listtext", WORD_SKIP, NULL },
  { "nonshppict", WORD_SKIP, NULL },
  { "object", WORD_SKIP, NULL },
  { "pict", WORD_SKIP, NULL },
  { "pntext", WORD_SKIP, NULL },
  { "revtbl", WORD_SKIP, NULL },
  { "stylesheet", WORD_SKIP, NULL },
};

/* The codepage that belongs to a font's character set, 0 for that of the document. */
static guint
find_codepage (int charset)
{
  static const guint16 pages[][2] = {
    { 77, 10000 }, { 128, 932 },  { 129, 949 },  { 134, 936 },  { 136, 950 },
    { 161, 1253 }, { 162, 1254 }, { 163, 1258 }, { 177, 1255 }, { 178, 1256 },
    { 186, 1257 }, { 204, 1251 }, { 222, 874 },  { 238, 1250 }, { 255, 850 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (pages[i][0] == charset)
      return pages[i][1];

  return 0;
}

static GString *
get_target (Reader *self)
{
  return self->state.place == PLACE_BODY    ? self->text
         : self->state.place == PLACE_TITLE ? self->title
                                            : NULL;
}

static gboolean
open_converter (Reader *self)
{
  g_autofree char *name = self->bytes_codepage == 10000
                              ? g_strdup ("MACINTOSH")
                              : g_strdup_printf ("CP%u", self->bytes_codepage);

  if (self->converter != (GIConv) -1 && self->converter_codepage == self->bytes_codepage)
    return TRUE;
  if (self->converter != (GIConv) -1)
    g_iconv_close (self->converter);
  self->converter_codepage = self->bytes_codepage;
  self->converter = g_iconv_open ("UTF-8", name);

  return self->converter != (GIConv) -1;
}

/* Puts the bytes that have come together into the text. */
static void
flush_bytes (Reader *self)
{
  GString *target = get_target (self);
  char *in = self->bytes->str, buffer[256];
  gsize n_in = self->bytes->len;

  if (n_in == 0)
    return;
  while (n_in > 0 && target != NULL) {
    char *out = buffer;
    gsize n_out = sizeof buffer, result = (gsize) -1;
    gboolean is_full = FALSE;

    if (open_converter (self)) {
      result = g_iconv (self->converter, &in, &n_in, &out, &n_out);
      is_full = result == (gsize) -1 && errno == E2BIG;
    }
    for (const char *p = buffer; p < out; p++)
      if (*p != '\0')
        g_string_append_c (target, *p);
    if (result == (gsize) -1 && !is_full) {
      g_string_append (target, REPLACEMENT);
      in++;
      n_in--;
      if (self->converter != (GIConv) -1)
        g_iconv (self->converter, NULL, NULL, NULL, NULL);
    }
  }
  g_string_truncate (self->bytes, 0);
}

/* Whether a character is a fallback that \uN has made needless. */
static gboolean
skips_one (Reader *self)
{
  if (self->n_to_skip == 0)
    return FALSE;
  self->n_to_skip--;

  return TRUE;
}

static void
append (Reader *self, const char *text, gsize length)
{
  GString *target = get_target (self);

  flush_bytes (self);
  if (target != NULL && self->high != 0)
    g_string_append (target, REPLACEMENT);
  self->high = 0;
  if (target != NULL)
    g_string_append_len (target, text, length);
}

static void
append_byte (Reader *self, guchar byte)
{
  if (skips_one (self) || get_target (self) == NULL)
    return;
  if (self->bytes_codepage != self->state.codepage)
    flush_bytes (self);
  self->bytes_codepage = self->state.codepage;
  g_string_append_c (self->bytes, byte);
}

static void
append_character (Reader *self, int code)
{
  gunichar c = code < 0 ? code + 0x10000 : code;
  char utf8[6];

  self->n_to_skip = self->state.n_fallbacks;
  if (c >= 0xd800 && c < 0xdc00) {
    self->high = c;
    return;
  }
  if (c >= 0xdc00 && c < 0xe000 && self->high != 0)
    c = 0x10000 + ((self->high - 0xd800) << 10) + (c - 0xdc00);
  self->high = 0;
  if (c == 0 || !g_unichar_validate (c))
    c = 0xfffd;
  append (self, utf8, g_unichar_to_utf8 (c, utf8));
}

static void
break_line (Reader *self)
{
  append (self, "\n", 1);
  if (self->state.place == PLACE_BODY)
    g_array_append_val (self->numbers, self->number);
}

static void
begin_group (Reader *self)
{
  flush_bytes (self);
  self->n_to_skip = 0;
  if (self->stack->len < MAX_DEPTH)
    g_array_append_val (self->stack, self->state);
  else
    self->n_deeper++;
}

static void
end_group (Reader *self)
{
  flush_bytes (self);
  self->n_to_skip = 0;
  if (self->n_deeper > 0) {
    self->n_deeper--;
  } else if (self->stack->len > 0) {
    self->state = g_array_index (self->stack, State, self->stack->len - 1);
    g_array_set_size (self->stack, self->stack->len - 1);
  }
}

static void
set_font (Reader *self, guint font)
{
  self->font = MIN (font, MAX_FONTS - 1);
  if (self->state.place != PLACE_FONTS)
    self->state.codepage = self->fonts[self->font] > 0 ? self->fonts[self->font] : self->codepage;
}

static void
apply_word (Reader *self, gsize word, gboolean has_value, int value)
{
  switch (words[word].kind) {
  case WORD_SKIP:
    self->state.place = PLACE_SKIPPED;
    break;
  case WORD_TEXT:
    if (!skips_one (self))
      append (self, words[word].text, strlen (words[word].text));
    break;
  case WORD_BREAK:
    break_line (self);
    break;
  case WORD_CODEPAGE:
    self->codepage = self->state.codepage = CLAMP (value, 1, 65535);
    break;
  case WORD_CHARSET:
    if (self->state.place == PLACE_FONTS)
      self->fonts[self->font] = find_codepage (value);
    break;
  case WORD_FONT:
    set_font (self, MAX (value, 0));
    break;
  case WORD_FONTS:
    self->state.place = PLACE_FONTS;
    break;
  case WORD_PLAIN:
    self->state.codepage = self->codepage;
    break;
  case WORD_TITLE:
    if (self->state.place == PLACE_SKIPPED)
      self->state.place = PLACE_TITLE;
    break;
  case WORD_FALLBACKS:
    self->state.n_fallbacks = has_value ? CLAMP (value, 0, 16) : 1;
    break;
  case WORD_CHARACTER:
    if (has_value)
      append_character (self, value);
    break;
  case WORD_BINARY:
    if (value > 0)
      self->p += MIN (value, self->end - self->p);
    /* What was read as text may have characters of several bytes. */
    while (self->p < self->end && ((guchar) *self->p & 0xc0) == 0x80)
      self->p++;
    break;
  default:
    g_assert_not_reached ();
  }
}

/* Reads \word, \word12 or \word-12, and the space that ends it. */
static void
read_word (Reader *self)
{
  SflSlice name = { self->p, self->p };
  gboolean minus, has_value;
  int value = 0;

  while (name.end < self->end && g_ascii_isalpha (*name.end))
    name.end++;
  self->p = name.end;
  minus = sfl_slice_take (&self->p, self->end, "-");
  has_value = self->p < self->end && g_ascii_isdigit (*self->p);
  if (minus && !has_value)
    self->p--;
  for (; self->p < self->end && g_ascii_isdigit (*self->p); self->p++)
    if (value < 100000000)
      value = value * 10 + (*self->p - '0');
  if (self->p < self->end && *self->p == ' ')
    self->p++;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    if (sfl_slice_is_word (name, words[i].name)) {
      apply_word (self, i, has_value, minus ? -value : value);
      return;
    }
  }
}

static void
read_control (Reader *self)
{
  char c;

  if (self->p == self->end)
    return;
  if (g_ascii_isalpha (*self->p)) {
    read_word (self);
    return;
  }

  c = *self->p;
  self->p = g_utf8_next_char (self->p);
  switch (c) {
  case '\'':
    if (self->end - self->p >= 2 && g_ascii_isxdigit (self->p[0]) &&
        g_ascii_isxdigit (self->p[1])) {
      append_byte (self,
                   g_ascii_xdigit_value (self->p[0]) * 16 + g_ascii_xdigit_value (self->p[1]));
      self->p += 2;
    }
    break;
  case '*':
    self->state.place = PLACE_SKIPPED;
    break;
  case '~':
    append (self, "\xc2\xa0", 2);
    break;
  case '_':
    append (self, "-", 1);
    break;
  case '\r':
  case '\n':
    self->p--;
    break_line (self);
    break;
  case '{':
  case '}':
  case '\\':
    if (!skips_one (self))
      append (self, &c, 1);
    break;
  default:
    break;
  }
}

static void
read_document (Reader *self)
{
  while (self->p < self->end) {
    const char *p = self->p;

    switch (*p) {
    case '{':
      self->p++;
      begin_group (self);
      break;
    case '}':
      self->p++;
      end_group (self);
      break;
    case '\\':
      self->p++;
      read_control (self);
      break;
    case '\r':
    case '\n':
      self->number += *p == '\n' || p + 1 == self->end || p[1] != '\n';
      self->p++;
      break;
    default:
      self->p = g_utf8_next_char (p);
      if (!skips_one (self))
        append (self, p, self->p - p);
      break;
    }
  }
  flush_bytes (self);
}

gboolean
sfl_rtf_sniff (const char *text, gsize length)
{
  return sfl_slice_has_prefix (sfl_slice_trim_invisible ((SflSlice){ text, text + length }),
                               "{\\rtf");
}

gboolean
sfl_rtf_parse (SflTranscriptBuilder *builder,
               const char *text,
               gsize length,
               const SflParseOptions *options,
               GError **error)
{
  g_autofree Reader *self = g_new0 (Reader, 1);
  SflSlice title;

  *self = (Reader){
    .p = text,
    .end = text + length,
    .number = 1,
    .codepage = DEFAULT_CODEPAGE,
    .converter = (GIConv) -1,
    .state = { PLACE_BODY, DEFAULT_CODEPAGE, 1 },
  };
  self->stack = g_array_new (FALSE, FALSE, sizeof (State));
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  self->text = g_string_sized_new (length / 2);
  self->title = g_string_new (NULL);
  self->bytes = g_string_new (NULL);
  read_document (self);

  sfl_transcript_builder_set_numbers (builder, (const guint *) self->numbers->data,
                                      self->numbers->len);
  sfl_pasted_text_parse (builder, self->text->str, self->text->len, options, NULL);
  sfl_transcript_builder_set_numbers (builder, NULL, 0);
  title = sfl_slice_trim (sfl_slice_of (self->title));
  if (!sfl_slice_is_empty (title))
    sfl_transcript_builder_set_meta (builder, SFL_META_TITLE, title.start, title.end - title.start);

  if (self->converter != (GIConv) -1)
    g_iconv_close (self->converter);
  g_array_unref (self->stack);
  g_array_unref (self->numbers);
  g_string_free (self->text, TRUE);
  g_string_free (self->title, TRUE);
  g_string_free (self->bytes, TRUE);

  return TRUE;
}
