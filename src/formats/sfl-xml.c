/* sfl-xml.c: the elements of an XML file
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GMarkup parses the tags; it knows no document types, so nothing expands and nothing is
 * fetched.  But it gives up at the first mistake, and people have files with a bare
 * ampersand, with the entities of HTML, with tags that nobody closes.  So it gets the
 * file tag by tag, and each mistake is put right on the way.  Text goes to the reader
 * from where it stands; what is skipped, and comments, go nowhere.  Linear in the file;
 * nothing recurses.  Any thread.
 */

#include "config.h"

#include "sfl-xml.h"

#include "sfl-entity.h"
#include "sfl-error.h"

#include <glib/gi18n-lib.h>

/* Namespaces in scope; further ones are as good as unknown. */
#define MAX_SPACES 64

/* The longest entity, from & to the semicolon. */
#define MAX_ENTITY 12

/**
 * Declaration:
 * @prefix: empty for the default
 * @space: that it stands for
 * @depth: of the element that declares it
 */
typedef struct {
  char prefix[16];
  SflXmlSpace space;
  guint depth;
} Declaration;

struct _SflXml {
  const SflXmlHandler *handler;
  gpointer reader;
  SflTranscriptBuilder *builder;
  GMarkupParseContext *context;

  SflSlice open[SFL_XML_MAX_DEPTH]; /* names of the elements around, outermost first */
  guint depth;
  guint skipped; /* the depth at which a skipped element began, 0 outside */
  guint n_elements;
  gboolean is_stuck; /* GMarkup has met a mistake */
  gboolean is_reopening;
  gboolean is_stopped;
  gboolean seen_outside;

  Declaration declarations[MAX_SPACES];
  guint n_declarations;
  const char **attributes; /* of the element that begins */
  const char **values;

  const char *place; /* in the file */
  const char *counted;
  const char *end;
  guint number; /* of the line at counted */
};

/* Of names, ASCII is enough for the elements of any transcript. */
const char *
sfl_xml_skip_name (const char *p, const char *end)
{
  if (p == end || !(g_ascii_isalpha (*p) || *p == '_'))
    return p;
  while (p < end && (g_ascii_isalnum (*p) || strchr ("_.:-", *p) != NULL))
    p++;

  return p;
}

static const char *
skip_prefix (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

/* The line where the file is read, from 1. */
guint
sfl_xml_get_line (SflXml *self)
{
  for (; self->counted < self->place; self->counted++)
    self->number +=
        *self->counted == '\n' ||
        (*self->counted == '\r' && (self->counted + 1 == self->end || self->counted[1] != '\n'));

  return self->number;
}

static gboolean
fail (SflXml *self, GError **error, SflError code, const char *message)
{
  /* Translators: the number is that of a line in the file */
  g_set_error (error, SFL_ERROR, code, _ ("Line %u: %s"), sfl_xml_get_line (self), message);

  return FALSE;
}

/* --- namespaces ------------------------------------------------------------------------ */

static void
read_declarations (SflXml *self)
{
  for (guint i = 0; self->attributes[i] != NULL; i++) {
    const char *attribute = self->attributes[i];
    Declaration *declaration = &self->declarations[self->n_declarations];

    if (!g_str_has_prefix (attribute, "xmlns") || (attribute[5] != '\0' && attribute[5] != ':'))
      continue;
    attribute += attribute[5] == ':' ? 6 : 5;
    if (self->n_declarations == MAX_SPACES || strlen (attribute) >= sizeof declaration->prefix)
      continue;
    g_strlcpy (declaration->prefix, attribute, sizeof declaration->prefix);
    declaration->space = sfl_xml_space_identify (self->values[i]);
    declaration->depth = self->depth;
    self->n_declarations++;
  }
}

/* The namespace of a name of that prefix, which need not be terminated. */
static SflXmlSpace
find_space (SflXml *self, const char *prefix, gsize length)
{
  for (guint i = self->n_declarations; i-- > 0;) {
    const Declaration *declaration = &self->declarations[i];

    if (strncmp (declaration->prefix, prefix, length) == 0 && declaration->prefix[length] == '\0')
      return declaration->space;
  }

  return sfl_xml_space_get_customary (prefix, length);
}

/* --- what GMarkup calls ---------------------------------------------------------------- */

static void
start_element_cb (GMarkupParseContext *context,
                  const char *name,
                  const char **attributes,
                  const char **values,
                  gpointer user_data,
                  GError **error)
{
  SflXml *self = user_data;
  const char *local = skip_prefix (name);

  if (self->is_reopening)
    return;

  self->attributes = attributes;
  self->values = values;
  read_declarations (self);
  if (!self->handler->start (self, find_space (self, name, local > name ? local - 1 - name : 0),
                             local, self->reader))
    self->skipped = self->depth;
  self->attributes = self->values = NULL;
}

static void
end_element_cb (GMarkupParseContext *context, const char *name, gpointer user_data, GError **error)
{
  SflXml *self = user_data;

  if (self->skipped == 0 && self->handler->end != NULL)
    self->handler->end (self, skip_prefix (name), self->reader);
}

static GMarkupParseContext *
create_context (SflXml *self)
{
  static const GMarkupParser parser = { start_element_cb, end_element_cb, NULL, NULL, NULL };

  return g_markup_parse_context_new (&parser, 0, self, NULL);
}

/* --- feeding it ------------------------------------------------------------------------ */

/* After a mistake GMarkup must not be fed any more: see reopen(). */
static gboolean
feed_raw (SflXml *self, const char *start, const char *end)
{
  if (start < end && !self->is_stuck)
    self->is_stuck = !g_markup_parse_context_parse (self->context, start, end - start, NULL);

  return !self->is_stuck;
}

static gboolean
feed_literal (SflXml *self, const char *text)
{
  return feed_raw (self, text, text + strlen (text));
}

static void
warn_of_sign (SflXml *self, const char *p)
{
  self->place = p;
  sfl_xml_warn (self, SFL_WARNING_REPAIRED,
                _ ("A “<” or “&” that begins nothing was read as text"));
}

/* In HTML the number of a line break is a space.  The semicolon is known to be there. */
static gboolean
is_line_break (const char *p)
{
  gboolean hexadecimal = p[2] == 'x' || p[2] == 'X';
  guint64 c = g_ascii_strtoull (p + 2 + hexadecimal, NULL, hexadecimal ? 16 : 10);

  return c == '\n' || c == '\r';
}

/* The character that the entity at @p stands for.  Returns where it ends; a bare
 * ampersand, as in "AT&T", stands for itself.
 */
static const char *
take_entity (SflXml *self, const char *p, const char *end, gunichar *c)
{
  const char *q = p + 1;

  if (!sfl_entity_take (&q, MIN (end, p + MAX_ENTITY), c) || q[-1] != ';') {
    warn_of_sign (self, p);
    *c = '&';
    return p + 1;
  }
  if (*c == ' ' && is_line_break (p))
    *c = '\n';

  return q;
}

/* Feeds a piece of a tag, its entities so that GMarkup knows them, who knows few. */
static gboolean
feed (SflXml *self, const char *start, const char *end)
{
  const char *ampersand;

  while ((ampersand = memchr (start, '&', end - start)) != NULL) {
    char reference[16];
    gunichar c;

    if (!feed_raw (self, start, ampersand))
      return FALSE;
    start = take_entity (self, ampersand, end, &c);
    g_snprintf (reference, sizeof reference, "&#%u;", c);
    if (!feed_literal (self, reference))
      return FALSE;
  }

  return feed_raw (self, start, end);
}

static void
feed_tag (SflXml *self, const char *opening, SflSlice name)
{
  feed_literal (self, opening);
  feed_raw (self, name.start, name.end);
  feed_literal (self, ">");
}

/* GMarkup goes no further after a mistake.  Another one is brought to the same place. */
static void
reopen (SflXml *self)
{
  g_markup_parse_context_free (self->context);
  self->context = create_context (self);
  self->is_stuck = FALSE;
  self->is_reopening = TRUE;
  for (guint i = 0; i + 1 < self->depth; i++)
    feed_tag (self, "<", self->open[i]);
  self->is_reopening = FALSE;
}

/* Hands text over as it stands, but for its line breaks. */
static void
hand_over (SflXml *self, const char *start, const char *end)
{
  const char *cr;

  if (self->handler->text == NULL || self->skipped > 0 || self->depth == 0)
    return;
  while ((cr = memchr (start, '\r', end - start)) != NULL) {
    if (cr > start)
      self->handler->text (self, start, cr - start, self->reader);
    start = cr + 1;
    if (start == end || *start != '\n')
      self->handler->text (self, "\n", 1, self->reader);
  }
  if (start < end)
    self->handler->text (self, start, end - start, self->reader);
}

/* --- the pieces of the file ------------------------------------------------------------ */

static void
close_element (SflXml *self)
{
  if (self->skipped == 0 || self->skipped == self->depth)
    feed_tag (self, "</", self->open[self->depth - 1]);
  if (self->skipped == self->depth)
    self->skipped = 0;
  while (self->n_declarations > 0 &&
         self->declarations[self->n_declarations - 1].depth == self->depth)
    self->n_declarations--;
  self->depth--;
}

/* Closes what is open up to the element of that name; a tag that closes nothing says
 * nothing.
 */
static void
read_end_tag (SflXml *self, SflSlice name)
{
  guint depth = self->depth;

  while (depth > 0 && !sfl_slice_equal (self->open[depth - 1], name))
    depth--;
  if (depth != self->depth && self->skipped == 0)
    sfl_xml_warn (self, SFL_WARNING_REPAIRED,
                  depth == 0 ? _ ("A tag that closes nothing was ignored")
                             : _ ("A tag that was left open was closed"));
  if (depth > 0)
    while (self->depth >= depth)
      close_element (self);
}

/* @tag is the whole of it, @name in it. */
static gboolean
read_start_tag (SflXml *self, SflSlice tag, SflSlice name, GError **error)
{
  gboolean is_empty = tag.end[-2] == '/';

  if (++self->n_elements > SFL_XML_MAX_ELEMENTS)
    return fail (self, error, SFL_ERROR_LIMIT, _ ("The file has more than 5,000,000 elements"));
  if (self->depth == SFL_XML_MAX_DEPTH)
    return fail (self, error, SFL_ERROR_LIMIT, _ ("More than 64 elements inside one another"));
  self->open[self->depth++] = name;
  if (self->skipped == 0 && (!feed (self, tag.start, is_empty ? tag.end - 2 : tag.end - 1) ||
                             !feed_literal (self, ">"))) {
    sfl_xml_warn (self, SFL_WARNING_REPAIRED,
                  _ ("The attributes of a tag that cannot be read were ignored"));
    reopen (self);
    feed_tag (self, "<", name);
    if (self->is_stuck) {
      /* Nor can its name; what closes it will close nothing. */
      reopen (self);
      self->depth--;
      return TRUE;
    }
  }
  if (is_empty)
    close_element (self);

  return TRUE;
}

/* Where the tag ends whose name ends at @p, after its '>'; NULL with @error set when an
 * attribute is too long.  Where it is not @is_whole, the file breaks off at the end, or
 * there is another '<' before, so that it is no tag.
 */
static const char *
find_tag_end (SflXml *self, const char *p, gboolean *is_whole, GError **error)
{
  const char *end = self->end;
  gboolean after_equals = FALSE;

  *is_whole = FALSE;
  for (; p < end && *p != '>' && *p != '<'; p++) {
    if (after_equals && (*p == '"' || *p == '\'')) {
      const char *quote = p;

      p = memchr (quote + 1, *quote, end - quote - 1);
      if (p == NULL)
        return end;
      if (p - quote - 1 > SFL_XML_MAX_ATTRIBUTE) {
        fail (self, error, SFL_ERROR_LIMIT, _ ("An attribute is longer than 64 KiB"));
        return NULL;
      }
    }
    after_equals = *p == '=' || (after_equals && g_ascii_isspace (*p));
  }

  *is_whole = p < end && *p == '>';

  return *is_whole ? p + 1 : p;
}

/* Where what ends in @mark ends, or @end. */
const char *
sfl_xml_skip_past (const char *p, const char *end, const char *mark)
{
  const char *found = g_strstr_len (p, end - p, mark);

  return found != NULL ? found + strlen (mark) : end;
}

/* What begins with "<!" or "<?". */
static const char *
read_declaration (SflXml *self, const char *p, GError **error)
{
  SflSlice rest = { p, self->end };

  if (sfl_slice_has_prefix (rest, "<!--"))
    return sfl_xml_skip_past (p + strlen ("<!--"), self->end, "-->");
  if (sfl_slice_has_prefix (rest, "<?"))
    return sfl_xml_skip_past (p, self->end, "?>");
  if (sfl_slice_has_prefix (rest, "<![CDATA[")) {
    const char *start = p + strlen ("<![CDATA[");
    const char *end = g_strstr_len (start, self->end - start, "]]>");

    hand_over (self, start, end != NULL ? end : self->end);
    return end != NULL ? end + strlen ("]]>") : self->end;
  }
  if (sfl_slice_has_prefix (rest, "<!DOCTYPE") || sfl_slice_has_prefix (rest, "<!ENTITY")) {
    fail (self, error, SFL_ERROR_UNSUPPORTED,
          _ ("This document declares its own rules (DOCTYPE), which are not read."));
    return NULL;
  }

  return sfl_xml_skip_past (p, self->end, ">");
}

static void
read_text (SflXml *self, const char *start, const char *end)
{
  const char *ampersand;

  if (self->depth == 0) {
    SflSlice slice = sfl_slice_trim_invisible ((SflSlice){ start, end });

    if (!self->seen_outside && !sfl_slice_is_empty (slice))
      sfl_xml_warn (self, SFL_WARNING_IGNORED, _ ("Text outside of all elements was ignored"));
    self->seen_outside = self->seen_outside || !sfl_slice_is_empty (slice);
    return;
  }

  while (self->skipped == 0 && self->handler->text != NULL &&
         (ampersand = memchr (start, '&', end - start)) != NULL) {
    char character[6];
    gunichar c;

    hand_over (self, start, ampersand);
    start = take_entity (self, ampersand, end, &c);
    self->handler->text (self, character, g_unichar_to_utf8 (c, character), self->reader);
  }
  hand_over (self, start, end);
}

/* Reads what begins with the '<' at @p.  Returns where it ends, NULL with @error set. */
static const char *
read_markup (SflXml *self, const char *p, GError **error)
{
  const char *end = self->end;
  gboolean is_whole, closes = p + 1 < end && p[1] == '/';
  SflSlice name = { p + 1 + closes, sfl_xml_skip_name (p + 1 + closes, end) };
  const char *tag_end;

  if (p + 1 < end && (p[1] == '!' || p[1] == '?'))
    return read_declaration (self, p, error);

  if (!sfl_slice_is_empty (name)) {
    tag_end = find_tag_end (self, name.end, &is_whole, error);
    if (tag_end == NULL)
      return NULL;
    if (is_whole && closes)
      read_end_tag (self, name);
    else if (is_whole && !read_start_tag (self, (SflSlice){ p, tag_end }, name, error))
      return NULL;
    if (is_whole || tag_end == end)
      return tag_end;
  }

  /* "I <3 you" */
  if (self->depth > 0 && self->skipped == 0) {
    warn_of_sign (self, p);
    hand_over (self, p, p + 1);
  }

  return p + 1;
}

static gboolean
read_pieces (SflXml *self, GError **error)
{
  const char *p = self->place;

  while (p < self->end && !self->is_stopped) {
    const char *markup = memchr (p, '<', self->end - p);

    read_text (self, p, markup != NULL ? markup : self->end);
    self->place = markup != NULL ? markup : self->end;
    if (markup == NULL)
      break;
    p = read_markup (self, markup, error);
    if (p == NULL)
      return FALSE;
  }
  if (self->is_stopped)
    return TRUE;

  if (self->depth > 0)
    sfl_xml_warn (self, SFL_WARNING_REPAIRED,
                  _ ("The file breaks off here; what stands before was read"));
  while (self->depth > 0)
    close_element (self);

  return TRUE;
}

/**
 * sfl_xml_read:
 * @text: decoded; not NUL-terminated
 * @reader: handed to the functions of @handler
 * @builder: (nullable): where warnings go
 *
 * Returns: FALSE with @error set for a file with a DOCTYPE or beyond a limit
 */
gboolean
sfl_xml_read (const char *text,
              gsize length,
              const SflXmlHandler *handler,
              gpointer reader,
              SflTranscriptBuilder *builder,
              GError **error)
{
  SflXml self = {
    .handler = handler,
    .reader = reader,
    .builder = builder,
    .place = text,
    .counted = text,
    .end = text + length,
    .number = 1,
  };
  gboolean is_read;

  self.context = create_context (&self);
  is_read = read_pieces (&self, error);
  g_markup_parse_context_free (self.context);

  return is_read;
}

/* The value of an attribute of the element that begins, or NULL. */
const char *
sfl_xml_get_attribute (SflXml *self, SflXmlSpace space, const char *name)
{
  for (guint i = 0; self->attributes[i] != NULL; i++) {
    const char *attribute = self->attributes[i], *local = skip_prefix (attribute);

    if (strcmp (local, name) == 0 &&
        (local == attribute ? space == SFL_XML_NONE
                            : find_space (self, attribute, local - 1 - attribute) == space))
      return self->values[i];
  }

  return NULL;
}

/* The value of the first of its attributes, of no namespace, whose name is one of @names;
 * or NULL.
 */
const char *
sfl_xml_find_attribute (SflXml *self, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++) {
    const char *value = sfl_xml_get_attribute (self, SFL_XML_NONE, names[i]);

    if (value != NULL)
      return value;
  }

  return NULL;
}

/* Warns of something in the line where the file is read. */
void
sfl_xml_warn (SflXml *self, SflWarningKind kind, const char *message)
{
  if (self->builder != NULL)
    sfl_transcript_builder_warn (self->builder, sfl_xml_get_line (self), kind, message);
}

/* No more of the file is wanted. */
void
sfl_xml_stop (SflXml *self)
{
  self->is_stopped = TRUE;
}
