/* sfl-fold.c: text as a search sees it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The map between the folded and the source text is a list of the places where
 * the distance between the two changes, so plain ASCII needs no entry at all and
 * French about one for 40 bytes.  Pure functions of their input; any thread.
 */

#include "config.h"

#include "sfl-fold.h"

#include <string.h>

/* From here to the next run, folded and source bytes go in step; or, in an atom,
 * the folded bytes up to the next run are one character of the source.
 */
typedef struct {
  guint32 folded;
  guint32 source : 31;
  guint32 atom : 1;
} FoldRun;

struct _SflFold {
  char *text;
  gsize length;
  gsize source_length;

  FoldRun *runs; /* the first is at 0, 0; of several at one folded place the last counts */
  gsize n_runs;
  guint32 *blocks; /* the run at the start of each BLOCK folded bytes, and the last run */
};

/* What one character becomes.  Those up to U+20FF (letters with accents, Greek,
 * Cyrillic, Hebrew, Arabic, typographic punctuation) are looked up, not computed.
 */
typedef struct {
  char bytes[7];
  gint8 length; /* of bytes; or COLLAPSES or TOO_LONG */
} Folding;

enum { COLLAPSES = -1, TOO_LONG = -2 };

#define N_FOLDINGS 0x2100

/* A page of hits asks for thousands of places: from here few runs are left to look at. */
#define BLOCK 256

/* Unicode's longest, U+FDFA, has 18 characters. */
#define MAX_DECOMPOSED 20
#define MAX_FOLDED (MAX_DECOMPOSED * 6)

typedef struct {
  SflFold *fold;
  gsize text_allocated;
  gsize runs_allocated;
  gboolean after_space;
} Folder;

/* Marks that readers of the language leave out themselves when they search:
 * accents, Hebrew points, Arabic vowel signs.  In other scripts marks make words.
 */
static gboolean
is_dropped_mark (gunichar c)
{
  return (c >= 0x0300 && c <= 0x036f) || (c >= 0x0591 && c <= 0x05bd) || c == 0x05bf ||
         c == 0x05c1 || c == 0x05c2 || c == 0x05c4 || c == 0x05c5 || c == 0x05c7 ||
         (c >= 0x064b && c <= 0x065f) || c == 0x0670;
}

static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x0b || c == 0x85;
}

/* What decomposing does not unify; NULL when there is nothing special about @c. */
static const char *
find_substitute (gunichar c)
{
  switch (c) {
  case 0x2018: /* ‘ */
  case 0x2019: /* ’ */
  case 0x201a: /* ‚ */
  case 0x201b: /* ‛ */
  case 0x02b9: /* ʹ */
  case 0x02bb: /* ʻ */
  case 0x02bc: /* ʼ */
  case 0x2032: /* ′ */
  case 0x0060: /* ` */
  case 0x00b4: /* ´ */
  case 0x2039: /* ‹ */
  case 0x203a: /* › */
  case 0xff07: /* ＇ */
    return "'";
  case 0x201c: /* “ */
  case 0x201d: /* ” */
  case 0x201e: /* „ */
  case 0x201f: /* ‟ */
  case 0x2033: /* ″ */
  case 0x00ab: /* « */
  case 0x00bb: /* » */
    return "\"";
  case 0x2010: /* ‐ */
  case 0x2011: /* non-breaking hyphen */
  case 0x2012: /* ‒ */
  case 0x2013: /* – */
  case 0x2014: /* — */
  case 0x2015: /* ― */
  case 0x2212: /* − */
    return "-";
  case 0x0152: /* Œ */
  case 0x0153: /* œ */
    return "oe";
  case 0x00c6: /* Æ */
  case 0x00e6: /* æ */
    return "ae";
  case 0x00df: /* ß */
  case 0x1e9e: /* ẞ */
    return "ss";
  case 0x00d8: /* Ø */
  case 0x00f8: /* ø */
    return "o";
  case 0x0141: /* Ł */
  case 0x0142: /* ł */
    return "l";
  case 0x0110: /* Đ */
  case 0x0111: /* đ */
    return "d";
  case 0x0131: /* ı */
    return "i";
  case 0x03c2: /* ς */
    return "σ";
  default:
    return NULL;
  }
}

/* Writes what @c becomes to @out, of MAX_FOLDED bytes: nothing for what is dropped.
 * Not for spaces.
 */
static int
fold_character (gunichar c, char *out)
{
  gunichar parts[MAX_DECOMPOSED];
  const char *substitute = find_substitute (c);
  gsize n_parts;
  int length = 0;

  if (substitute == NULL && g_unichar_type (c) == G_UNICODE_FORMAT)
    return 0;

  if (substitute != NULL) {
    length = strlen (substitute);
    memcpy (out, substitute, length);
    return length;
  }

  n_parts =
      MIN (g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts)), G_N_ELEMENTS (parts));
  for (gsize i = 0; i < n_parts; i++) {
    gunichar part = g_unichar_tolower (parts[i]);

    if (is_dropped_mark (part))
      continue;
    substitute = find_substitute (part);
    if (substitute != NULL) {
      memcpy (out + length, substitute, strlen (substitute));
      length += strlen (substitute);
    } else {
      length += g_unichar_to_utf8 (part, out + length);
    }
  }

  return length;
}

static const Folding *
get_foldings (void)
{
  static Folding *foldings;

  if (g_once_init_enter (&foldings)) {
    Folding *made = g_new0 (Folding, N_FOLDINGS);

    for (gunichar c = 0; c < N_FOLDINGS; c++) {
      char buffer[MAX_FOLDED];
      int length = is_space (c) ? COLLAPSES : fold_character (c, buffer);

      if (length > (int) sizeof made[c].bytes)
        length = TOO_LONG;
      else if (length > 0)
        memcpy (made[c].bytes, buffer, length);
      made[c].length = length;
    }
    g_once_init_leave (&foldings, made);
  }

  return foldings;
}

static inline void
reserve (Folder *self, gsize n)
{
  SflFold *fold = self->fold;

  if (G_LIKELY (fold->length + n < self->text_allocated))
    return;

  self->text_allocated = fold->length + n + fold->source_length / 8 + 1024;
  fold->text = g_realloc (fold->text, self->text_allocated);
}

static void
add_run (Folder *self, gsize source, gboolean atom)
{
  SflFold *fold = self->fold;
  FoldRun run = { fold->length, source, atom };

  /* Of a stretch that is dropped, its beginning and its end are enough. */
  if (fold->n_runs > 1 && fold->runs[fold->n_runs - 2].folded == run.folded)
    fold->n_runs--;

  if (fold->n_runs == self->runs_allocated) {
    self->runs_allocated = MAX (16, self->runs_allocated * 3 / 2);
    fold->runs = g_renew (FoldRun, fold->runs, self->runs_allocated);
  }
  fold->runs[fold->n_runs++] = run;
}

/* Folds the character of @n_source bytes at @source to @bytes. */
static void
add_character (Folder *self, gsize source, int n_source, const char *bytes, int length)
{
  SflFold *fold = self->fold;
  gboolean whole = length > 0 && g_utf8_skip[(guchar) *bytes] == length; /* one character */

  reserve (self, length);
  if (!whole && length > 0)
    add_run (self, source, TRUE);
  memcpy (fold->text + fold->length, bytes, length);
  fold->length += length;
  if (!whole || length != n_source)
    add_run (self, source + n_source, FALSE);
  if (length > 0)
    self->after_space = FALSE;
}

static void
add_space (Folder *self, gsize source, int n_source)
{
  SflFold *fold = self->fold;

  if (self->after_space) {
    add_run (self, source + n_source, FALSE);
    return;
  }

  reserve (self, 1);
  fold->text[fold->length++] = ' ';
  if (n_source != 1)
    add_run (self, source + n_source, FALSE);
  self->after_space = TRUE;
}

/* Folds the ASCII from @i up to @length or the first byte of something else. */
static gsize
add_ascii (Folder *self, const Folding *foldings, const char *text, gsize i, gsize length)
{
  SflFold *fold = self->fold;
  gsize end = i;
  char *out;

  while (end < length && (guchar) text[end] < 0x80)
    end++;
  reserve (self, end - i);
  out = fold->text + fold->length;

  for (; i < end; i++) {
    const Folding *folding = &foldings[(guchar) text[i]];

    if (G_LIKELY (folding->length == 1)) {
      *out++ = folding->bytes[0];
      self->after_space = FALSE;
    } else if (!self->after_space) {
      *out++ = ' ';
      self->after_space = TRUE;
    } else {
      fold->length = out - fold->text;
      add_run (self, i + 1, FALSE);
    }
  }
  fold->length = out - fold->text;

  return end;
}

static void
add_text (Folder *self, const char *text, gsize length)
{
  const Folding *foldings = get_foldings ();

  for (gsize i = 0; i < length;) {
    gunichar c;
    int n;

    if ((guchar) text[i] < 0x80) {
      i = add_ascii (self, foldings, text, i, length);
      continue;
    }

    c = g_utf8_get_char (text + i);
    n = g_utf8_skip[(guchar) text[i]];
    if (c < N_FOLDINGS && foldings[c].length >= 0) {
      add_character (self, i, n, foldings[c].bytes, foldings[c].length);
    } else if (c >= 0x4e00 && c <= 0x9fff) {
      add_character (self, i, n, text + i, n); /* Han: as it is */
    } else if (is_space (c)) {
      add_space (self, i, n);
    } else {
      char buffer[MAX_FOLDED];

      add_character (self, i, n, buffer, fold_character (c, buffer));
    }
    i += n;
  }
}

static void
index_blocks (SflFold *self)
{
  gsize n_blocks = self->length / BLOCK + 1;
  gsize run = 0;

  self->blocks = g_new (guint32, n_blocks + 1);
  for (gsize i = 0; i < n_blocks; i++) {
    while (run + 1 < self->n_runs && self->runs[run + 1].folded <= i * BLOCK)
      run++;
    self->blocks[i] = run;
  }
  self->blocks[n_blocks] = self->n_runs - 1;
}

/**
 * sfl_fold_new:
 * @text: valid UTF-8; not kept
 * @length: bytes, below 2 GiB, or -1 when @text ends with a NUL
 *
 * Takes about 0.3 s for 60 MB, so a long text is folded on a thread.
 *
 * Returns: (transfer full): the fold
 */
SflFold *
sfl_fold_new (const char *text, gssize length)
{
  SflFold *self = g_new0 (SflFold, 1);
  Folder folder = { self };

  self->source_length = length < 0 ? strlen (text) : (gsize) length;
  g_assert (self->source_length <= G_MAXINT32);

  folder.text_allocated = self->source_length + 1;
  self->text = g_malloc (folder.text_allocated);
  add_run (&folder, 0, FALSE);
  add_text (&folder, text, self->source_length);

  reserve (&folder, 1);
  self->text[self->length] = '\0';
  index_blocks (self);

  return self;
}

void
sfl_fold_free (SflFold *self)
{
  g_free (self->text);
  g_free (self->runs);
  g_free (self->blocks);
  g_free (self);
}

/* The folded text, NUL-terminated. */
const char *
sfl_fold_get_text (const SflFold *self, gsize *length)
{
  if (length != NULL)
    *length = self->length;

  return self->text;
}

/* The last run that begins at or before @offset of the folded text. */
static gsize
find_run (const SflFold *self, gsize offset)
{
  gsize block = MIN (offset, self->length) / BLOCK;
  gsize low = self->blocks[block], high = self->blocks[block + 1] + 1;

  while (high - low > 1) {
    gsize middle = low + (high - low) / 2;

    if (self->runs[middle].folded <= offset)
      low = middle;
    else
      high = middle;
  }

  return low;
}

/**
 * sfl_fold_to_source:
 * @offset: start of a character of the folded text, or its length
 *
 * Returns: first byte of the source character that it came from; the "e" of a
 *   folded "œ" came from the whole of it
 */
gsize
sfl_fold_to_source (const SflFold *self, gsize offset)
{
  const FoldRun *run = &self->runs[find_run (self, offset)];

  if (offset >= self->length)
    return self->source_length;

  return run->source + (run->atom ? 0 : offset - run->folded);
}

/**
 * sfl_fold_to_source_end:
 * @offset: end of a piece of the folded text
 *
 * Returns: end of the same piece in the source: like sfl_fold_to_source(), but what
 *   ends within a source character takes in all of it
 */
gsize
sfl_fold_to_source_end (const SflFold *self, gsize offset)
{
  gsize i = find_run (self, offset);

  if (self->runs[i].atom && offset > self->runs[i].folded)
    offset = self->runs[i + 1].folded; /* something always follows an atom */

  return sfl_fold_to_source (self, offset);
}

/**
 * sfl_fold_from_source:
 * @offset: start of a character of the source, or its length
 *
 * Returns: where it is in the folded text; for what was dropped, where it would be
 */
gsize
sfl_fold_from_source (const SflFold *self, gsize offset)
{
  gsize low = 0, high = self->n_runs;
  const FoldRun *run;
  gsize limit;

  while (high - low > 1) {
    gsize middle = low + (high - low) / 2;

    if (self->runs[middle].source <= offset)
      low = middle;
    else
      high = middle;
  }

  run = &self->runs[low];
  limit = high < self->n_runs ? self->runs[high].folded : self->length;
  if (run->atom)
    return run->folded;

  return MIN (run->folded + (offset - run->source), limit);
}
