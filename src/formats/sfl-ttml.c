/* sfl-ttml.c: TTML, IMSC and DFXP captions
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A <p> is a line, unless it holds sentences, as those of Apple Podcasts do, or spans
 * that alone have times: then each of these is one.  Spans with times inside a line are
 * its words.  Times nest: those of a child count from its parent's beginning, or from
 * the end of the child before; but Apple's are all counted from zero, which shows in
 * that they would not fit otherwise.  Styles and places mean nothing in a transcript.
 * Any thread.
 */

#include "config.h"

#include "sfl-ttml.h"

#include "sfl-time-expression.h"
#include "sfl-timestamp.h"
#include "sfl-xml-root.h"
#include "sfl-xml.h"

#include <glib/gi18n-lib.h>

/* Bytes looked at for what the times count from. */
#define SAMPLE_BYTES (256 * 1024)

/* A second has no more ticks. */
#define MAX_TICKS (1000 * 1000 * 1000)
#define MAX_FRAMES 1000

typedef enum {
  KIND_PLAIN, /* tt, head, metadata, body, div */
  KIND_TITLE,
  KIND_NOTES,
  KIND_AGENT,
  KIND_NAME,
  KIND_LINE,
  KIND_SPAN,
  KIND_SENTENCE,
  KIND_WORD,
  KIND_RUBY,
} Kind;

/**
 * Element:
 * @kind: of what is open
 * @is_sequence: its children follow each other
 * @is_timed: it has times of its own
 * @has_end: one of them is an end
 * @has_timed_child: something in it has, too
 * @keeps_space: line breaks in it are meant
 * @begin: on the clock of the file
 * @end: its own, or before that one of those around it; SFL_TIME_NONE without
 * @last: end of the child that ends last or, in a sequence, came last
 * @written_begin: as the file gives it, of this or the next one around with times
 * @written_length: as long as the file says that one is, 0 when it does not
 * @speaker: who speaks in it, or -1
 * @offset: where its text begins
 */
typedef struct {
  Kind kind;
  gboolean is_sequence;
  gboolean is_timed;
  gboolean has_end;
  gboolean has_timed_child;
  gboolean keeps_space;
  SflTime begin;
  SflTime end;
  SflTime last;
  SflTime written_begin;
  SflTime written_length;
  int speaker;
  gsize offset;
} Element;

/* Something with a time in the text of a line. */
typedef struct {
  gsize offset;
  gsize end_offset;
  SflTime start;
  SflTime end;
  int speaker;
} Span;

typedef struct {
  SflTranscriptBuilder *builder; /* NULL while looking at what the times count from */
  const SflParseOptions *options;
  SflTimeBase base;
  gboolean is_absolute;
  guint n_absolute; /* times that make sense only if counted from zero */
  guint n_relative; /* and only if counted from where the parent begins */
  gboolean has_language;
  gboolean has_title;
  gboolean joins_words; /* the language has no spaces between words */

  Element open[SFL_XML_MAX_DEPTH + 1];
  guint depth;

  GHashTable *agents; /* id -> name */
  char *agent;        /* the id of the one that is read */
  GString *meta;

  Element *line;   /* the <p> that is open, or NULL */
  GString *text;   /* of that */
  GArray *words;   /* Span */
  GArray *parts;   /* Span: sentences, or else the spans right below the <p> */
  guint next_word; /* the first that is not yet in a line */
  gboolean in_sentence;
  gboolean has_sentences;
  gboolean has_untimed_text;
  gboolean needs_space;
  gboolean needs_break;
} Reader;

/* --- times ----------------------------------------------------------------------------- */

static gint64
read_integer (const char *text, gint64 most, gint64 fallback)
{
  guint64 value;

  if (text == NULL ||
      !sfl_slice_get_number (sfl_slice_trim ((SflSlice){ text, text + strlen (text) }), &value) ||
      value == 0)
    return fallback;

  return MIN (value, (guint64) most);
}

/* "1000 1001", or "1000:1001" as the first drafts had it. */
static void
read_multiplier (const char *text, gint64 *numerator, gint64 *denominator)
{
  gsize n = strspn (text, "0123456789");
  g_autofree char *first = g_strndup (text, n);

  *numerator = read_integer (first, 100000, 1);
  *denominator = text[n] != '\0' ? read_integer (text + n + 1, 100000, 1) : 1;
}

static void
read_parameters (Reader *self, SflXml *xml)
{
  const char *rate = sfl_xml_get_attribute (xml, SFL_XML_TTML_PARAMETER, "frameRate");
  const char *multiplier =
      sfl_xml_get_attribute (xml, SFL_XML_TTML_PARAMETER, "frameRateMultiplier");
  const char *ticks = sfl_xml_get_attribute (xml, SFL_XML_TTML_PARAMETER, "tickRate");
  const char *clock = sfl_xml_get_attribute (xml, SFL_XML_TTML_PARAMETER, "timeBase");
  const char *drop = sfl_xml_get_attribute (xml, SFL_XML_TTML_PARAMETER, "dropMode");
  gint64 frames = read_integer (rate, MAX_FRAMES, 30);

  self->base.ticks = read_integer (ticks, MAX_TICKS, rate != NULL ? frames : 1);
  self->base.counts_frames = g_strcmp0 (clock, "smpte") == 0;
  self->base.dropped = self->base.counts_frames && g_strcmp0 (drop, "dropNTSC") == 0 ? 2 : 0;
  if (self->options->frame_rate > 0 || (rate == NULL && multiplier == NULL))
    return;

  self->base.frames = frames;
  self->base.seconds = 1;
  if (multiplier != NULL) {
    gint64 numerator, denominator;

    read_multiplier (multiplier, &numerator, &denominator);
    self->base.frames *= numerator;
    self->base.seconds = denominator;
  }
}

static SflTime
read_time (Reader *self, SflXml *xml, const char *name)
{
  const char *value = sfl_xml_get_attribute (xml, SFL_XML_NONE, name);
  SflTime time;

  if (value == NULL || g_strcmp0 (value, "indefinite") == 0)
    return SFL_TIME_NONE;
  if (!sfl_time_expression_read (value, &self->base, &time)) {
    sfl_xml_warn (xml, SFL_WARNING_IGNORED, _ ("A time that cannot be read was ignored"));
    return SFL_TIME_NONE;
  }

  /* So that sums of them cannot overflow. */
  return MIN (time, 2 * SFL_TIME_MAX);
}

static SflTime
get_earlier (SflTime a, SflTime b)
{
  if (a == SFL_TIME_NONE || b == SFL_TIME_NONE)
    return a == SFL_TIME_NONE ? b : a;

  return MIN (a, b);
}

/* Does what the file says of a child fit into its parent, counted from zero or from the
 * parent's beginning?
 */
static void
compare_with_parent (Reader *self, const Element *parent, SflTime begin)
{
  gboolean fits_absolute, fits_relative;

  if (begin == SFL_TIME_NONE || parent->written_begin <= 0 || parent->written_length <= 0)
    return;
  fits_relative = begin <= parent->written_length;
  fits_absolute =
      begin >= parent->written_begin && begin < parent->written_begin + parent->written_length;
  self->n_absolute += fits_absolute && !fits_relative;
  self->n_relative += fits_relative && !fits_absolute;
}

static void
time_element (Reader *self, SflXml *xml, Element *element, const Element *parent)
{
  SflTime begin = read_time (self, xml, "begin");
  SflTime end = read_time (self, xml, "end");
  SflTime length = read_time (self, xml, "dur");
  SflTime from = parent->begin;

  element->is_timed = begin != SFL_TIME_NONE || end != SFL_TIME_NONE || length != SFL_TIME_NONE;
  element->has_end = end != SFL_TIME_NONE || length != SFL_TIME_NONE;
  compare_with_parent (self, parent, begin);
  if (element->is_timed) {
    element->written_begin = MAX (begin, 0);
    element->written_length = length;
    if (end != SFL_TIME_NONE)
      element->written_length = get_earlier (length, end - element->written_begin);
  }

  if (self->is_absolute && begin != SFL_TIME_NONE)
    from = 0;
  else if (parent->is_sequence && parent->last != SFL_TIME_NONE)
    from = MIN (parent->last, 2 * SFL_TIME_MAX); /* they add up, too */
  element->begin = MIN (from + MAX (begin, 0), 4 * SFL_TIME_MAX);
  if (length != SFL_TIME_NONE)
    length += element->begin;
  if (end != SFL_TIME_NONE)
    end += self->is_absolute ? 0 : from;
  end = get_earlier (end, length);

  /* What would never be seen is read all the same, at its own time. */
  if (parent->end != SFL_TIME_NONE && element->begin >= parent->end) {
    element->end = end;
    if (element->is_timed)
      sfl_xml_warn (xml, SFL_WARNING_REPAIRED,
                    _ ("A time outside those of the part around it was kept as it is"));
  } else {
    element->end = get_earlier (end, parent->end);
  }
}

static void
tell_parent_end (const Element *element, Element *parent)
{
  SflTime end = element->has_end ? element->end : element->last;

  if (end == SFL_TIME_NONE || end < element->begin)
    end = element->begin;
  if (parent->is_sequence || end > parent->last)
    parent->last = end;
}

/* --- text ------------------------------------------------------------------------------ */

static void
break_row (Reader *self)
{
  GString *text = self->text;
  gsize length = text->len;

  while (length > 0 && text->str[length - 1] == ' ')
    length--;
  g_string_truncate (text, length);
  self->needs_break = TRUE;
}

/* Puts between what stands there and what follows what belongs there. */
static void
append_gap (Reader *self)
{
  GString *text = self->text;

  if (self->needs_break && text->len > 0)
    g_string_append_c (text, '\n');
  else if (self->needs_space && text->len > 0 && text->str[text->len - 1] != '\n')
    g_string_append_c (text, ' ');
  self->needs_break = self->needs_space = FALSE;
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
append_text (Reader *self, const char *p, gsize length, const Element *element)
{
  const char *end = p + length;

  while (p < end) {
    const char *run = p;

    if (is_space (*p)) {
      if (element->keeps_space && (*p == '\n' || *p == '\r')) {
        break_row (self);
      } else if (element->keeps_space && !self->needs_break && self->text->len > 0) {
        append_gap (self);
        g_string_append_c (self->text, ' ');
      } else {
        self->needs_space = TRUE;
      }
      p++;
      continue;
    }
    while (p < end && !is_space (*p))
      p++;
    append_gap (self);
    g_string_append_len (self->text, run, p - run);
    self->has_untimed_text = self->has_untimed_text || element == self->line || !element->is_timed;
  }
}

/* --- lines ----------------------------------------------------------------------------- */

static gboolean
emit_line (Reader *self, SflXml *xml, const Span *span, gboolean with_words)
{
  SflSlice slice = sfl_slice_trim (
      (SflSlice){ self->text->str + span->offset, self->text->str + span->end_offset });
  gsize offset = slice.start - self->text->str, end_offset = slice.end - self->text->str;
  SflTime end = span->end;

  if (sfl_slice_is_empty (slice) || self->builder == NULL)
    return TRUE;
  if (span->start > SFL_TIME_MAX) {
    sfl_xml_warn (xml, SFL_WARNING_IGNORED,
                  _ ("A time beyond 1000 hours was ignored, with its text"));
    return TRUE;
  }
  if (end > SFL_TIME_MAX)
    end = SFL_TIME_NONE;
  if (end != SFL_TIME_NONE && end < span->start)
    sfl_xml_warn (xml, SFL_WARNING_REPAIRED,
                  _ ("A cue that ends before it starts lasts until the next one"));

  if (!sfl_transcript_builder_begin_line (self->builder, span->start, end, span->speaker))
    return FALSE;
  sfl_transcript_builder_append (self->builder, slice.start, end_offset - offset);
  for (; with_words && self->next_word < self->words->len; self->next_word++) {
    const Span *word = &g_array_index (self->words, Span, self->next_word);

    if (word->end_offset > end_offset)
      break;
    if (word->offset >= offset)
      sfl_transcript_builder_add_word (self->builder, word->offset - offset,
                                       word->end_offset - word->offset, word->start, word->end, -1);
  }
  sfl_transcript_builder_end_line (self->builder);

  return TRUE;
}

/* Each part is a line, with what stands between it and the next. */
static gboolean
emit_parts (Reader *self, SflXml *xml)
{
  for (guint i = 0; i < self->parts->len; i++) {
    Span part = g_array_index (self->parts, Span, i);

    if (i == 0)
      part.offset = 0;
    part.end_offset = i + 1 < self->parts->len ? (&g_array_index (self->parts, Span, i + 1))->offset
                                               : self->text->len;
    if (!emit_line (self, xml, &part, self->has_sentences))
      return FALSE;
  }

  return TRUE;
}

static void
end_paragraph (Reader *self, SflXml *xml)
{
  const Element *line = self->line;
  Span span = { 0, self->text->len, line->begin, line->end, line->speaker };
  gboolean more;

  if (self->has_sentences || (!line->is_timed && !self->has_untimed_text && self->parts->len > 1)) {
    more = emit_parts (self, xml);
  } else {
    if (!self->has_untimed_text && self->words->len > 0) {
      /* It is seen only while its words are. */
      if (!line->is_timed)
        span.start = g_array_index (self->words, Span, 0).start;
      if (!line->has_end)
        span.end = get_earlier (span.end, line->last);
    }
    more = emit_line (self, xml, &span, TRUE);
  }

  self->line = NULL;
  if (!more)
    sfl_xml_stop (xml);
}

static void
begin_paragraph (Reader *self, Element *element)
{
  self->line = element;
  self->in_sentence = self->has_sentences = self->has_untimed_text = FALSE;
  self->needs_space = self->needs_break = FALSE;
  g_string_truncate (self->text, 0);
  g_array_set_size (self->words, 0);
  g_array_set_size (self->parts, 0);
  self->next_word = 0;
}

static void
end_span (Reader *self, const Element *element, Element *parent)
{
  gsize offset = MIN (element->offset, self->text->len);
  SflSlice slice =
      sfl_slice_trim ((SflSlice){ self->text->str + offset, self->text->str + self->text->len });
  Span span = { slice.start - self->text->str, slice.end - self->text->str, element->begin,
                element->end, element->speaker };

  if (element->kind == KIND_SENTENCE)
    self->in_sentence = FALSE;
  if (self->line->speaker < 0)
    self->line->speaker = element->speaker;
  if (sfl_slice_is_empty (slice))
    return;

  if (element->is_timed && !element->has_timed_child && element->kind != KIND_SENTENCE) {
    Span word = span;

    if (!element->has_end)
      word.end = SFL_TIME_NONE;
    g_array_append_val (self->words, word);
  }
  if (element->kind == KIND_SENTENCE) {
    if (!self->has_sentences)
      g_array_set_size (self->parts, 0);
    self->has_sentences = TRUE;
    g_array_append_val (self->parts, span);
  } else if (!self->has_sentences && element->is_timed && parent == self->line) {
    if (span.end == SFL_TIME_NONE && element->has_timed_child)
      span.end = element->last;
    g_array_append_val (self->parts, span);
  }
  parent->has_timed_child =
      parent->has_timed_child || element->is_timed || element->has_timed_child;
}

/* --- speakers, titles ------------------------------------------------------------------ */

/* Ids are names where nobody gave them one; several speak together. */
static int
add_speakers (Reader *self, const char *ids)
{
  g_auto (GStrv) split = g_strsplit_set (ids, " \t\r\n", 8);
  GString *name = g_string_new (NULL);
  int speaker = -1;

  for (guint i = 0; split[i] != NULL; i++) {
    const char *full = g_hash_table_lookup (self->agents, split[i]);

    if (*split[i] == '\0')
      continue;
    if (name->len > 0)
      g_string_append (name, ", ");
    g_string_append (name, full != NULL ? full : split[i]);
  }
  if (name->len > 0 && self->builder != NULL)
    speaker = sfl_transcript_builder_add_speaker (self->builder, name->str, name->len);
  g_string_free (name, TRUE);

  return speaker;
}

static void
set_language (Reader *self, const char *language)
{
  static const char *const joining[] = { "ja", "zh", "yue", "th", "lo", "km", "my" };
  gsize length = strcspn (language, "-_");

  if (*language == '\0' || self->has_language)
    return;
  self->has_language = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (joining); i++)
    if (strlen (joining[i]) == length && g_ascii_strncasecmp (joining[i], language, length) == 0)
      self->joins_words = TRUE;
  if (self->builder != NULL)
    sfl_transcript_builder_set_meta (self->builder, SFL_META_LANGUAGE, language, -1);
}

static void
end_meta (Reader *self, Kind kind)
{
  SflSlice value = sfl_slice_trim (sfl_slice_of (self->meta));
  gsize length = sfl_slice_get_length (value);

  if (length == 0 || self->builder == NULL)
    return;
  if (kind != KIND_NAME) {
    if (kind == KIND_NOTES || !self->has_title)
      sfl_transcript_builder_set_meta (self->builder,
                                       kind == KIND_NOTES ? SFL_META_NOTES : SFL_META_TITLE,
                                       value.start, length);
    self->has_title = self->has_title || kind == KIND_TITLE;
  } else if (self->line != NULL) {
    self->line->speaker = sfl_transcript_builder_add_speaker (self->builder, value.start, length);
  } else if (self->agent != NULL) {
    g_hash_table_replace (self->agents, g_strdup (self->agent), g_strndup (value.start, length));
  }
}

/* --- elements -------------------------------------------------------------------------- */

static gboolean
find_kind (Reader *self, SflXml *xml, SflXmlSpace space, const char *name, Kind *kind)
{
  static const struct {
    const char *name;
    Kind kind;
    gboolean is_metadata;
  } known[] = {
    { "p", KIND_LINE, FALSE },         { "span", KIND_SPAN, FALSE },  { "div", KIND_PLAIN, FALSE },
    { "body", KIND_PLAIN, FALSE },     { "tt", KIND_PLAIN, FALSE },   { "head", KIND_PLAIN, FALSE },
    { "metadata", KIND_PLAIN, FALSE }, { "title", KIND_TITLE, TRUE }, { "desc", KIND_NOTES, TRUE },
    { "agent", KIND_AGENT, TRUE },     { "name", KIND_NAME, TRUE },
  };
  const char *value;

  if (space != SFL_XML_TTML && space != SFL_XML_TTML_METADATA && space != SFL_XML_NONE)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    if (strcmp (name, known[i].name) != 0 ||
        space == (known[i].is_metadata ? SFL_XML_TTML : SFL_XML_TTML_METADATA))
      continue;
    *kind = known[i].kind;
    if (*kind == KIND_LINE && self->line != NULL)
      *kind = KIND_SPAN;
    if (*kind != KIND_SPAN)
      return TRUE;

    if (self->line == NULL)
      return FALSE;
    value = sfl_xml_get_attribute (xml, SFL_XML_PODCASTS, "unit");
    if (value != NULL && strcmp (value, "sentence") == 0 && !self->in_sentence)
      *kind = KIND_SENTENCE;
    else if (value != NULL && strcmp (value, "word") == 0)
      *kind = KIND_WORD;
    value = sfl_xml_get_attribute (xml, SFL_XML_TTML_STYLING, "ruby");
    if (value != NULL && strcmp (value, "text") == 0)
      *kind = KIND_RUBY;
    return value == NULL || strcmp (value, "delimiter") != 0;
  }

  return FALSE;
}

static gboolean
start_element (SflXml *xml, SflXmlSpace space, const char *name, gpointer user_data)
{
  Reader *self = user_data;
  Element *parent = &self->open[self->depth], *element = parent + 1;
  const char *value;
  Kind kind;

  if (strcmp (name, "br") == 0 && (space == SFL_XML_TTML || space == SFL_XML_NONE)) {
    if (self->line != NULL)
      break_row (self);
    return FALSE;
  }
  if (!find_kind (self, xml, space, name, &kind))
    return FALSE;
  if (strcmp (name, "tt") == 0)
    read_parameters (self, xml);

  self->depth++;
  *element = (Element){
    .kind = kind,
    .keeps_space = parent->keeps_space,
    .last = SFL_TIME_NONE,
    .written_begin = parent->written_begin,
    .written_length = parent->written_length,
    .speaker = parent->speaker,
  };
  time_element (self, xml, element, parent);
  value = sfl_xml_get_attribute (xml, SFL_XML_NONE, "timeContainer");
  element->is_sequence = value != NULL && strcmp (value, "seq") == 0;
  value = sfl_xml_get_attribute (xml, SFL_XML_XML, "space");
  if (value != NULL)
    element->keeps_space = strcmp (value, "preserve") == 0;
  value = sfl_xml_get_attribute (xml, SFL_XML_XML, "lang");
  if (value != NULL)
    set_language (self, value);
  value = sfl_xml_get_attribute (xml, SFL_XML_TTML_METADATA, "agent");
  if (value != NULL)
    element->speaker = add_speakers (self, value);

  if (kind == KIND_LINE)
    begin_paragraph (self, element);
  if (kind == KIND_SENTENCE)
    self->in_sentence = TRUE;
  if (kind == KIND_WORD || kind == KIND_SENTENCE)
    self->needs_space = self->needs_space || !self->joins_words;
  if (kind == KIND_RUBY && self->text->len > 0) {
    append_gap (self);
    g_string_append_c (self->text, '(');
  }
  element->offset = self->text->len;
  if (kind == KIND_AGENT) {
    g_free (self->agent);
    self->agent = g_strdup (sfl_xml_get_attribute (xml, SFL_XML_XML, "id"));
    if (self->agent == NULL)
      self->agent = g_strdup (sfl_xml_get_attribute (xml, SFL_XML_NONE, "id"));
  }
  if (kind == KIND_TITLE || kind == KIND_NOTES || kind == KIND_NAME)
    g_string_truncate (self->meta, 0);

  return TRUE;
}

static void
end_element (SflXml *xml, const char *name, gpointer user_data)
{
  Reader *self = user_data;
  Element *element = &self->open[self->depth], *parent = element - 1;

  self->depth--;
  switch (element->kind) {
  case KIND_PLAIN:
    break;
  case KIND_TITLE:
  case KIND_NOTES:
  case KIND_NAME:
    end_meta (self, element->kind);
    return;
  case KIND_AGENT:
    g_clear_pointer (&self->agent, g_free);
    return;
  case KIND_LINE:
    end_paragraph (self, xml);
    break;
  case KIND_RUBY:
    if (self->text->len > element->offset)
      g_string_append_c (self->text, ')');
    else if (element->offset > 0)
      g_string_truncate (self->text, element->offset - 1);
    break;
  case KIND_SPAN:
  case KIND_SENTENCE:
  case KIND_WORD:
    end_span (self, element, parent);
    break;
  }
  tell_parent_end (element, parent);
}

static void
read_text (SflXml *xml, const char *text, gsize length, gpointer user_data)
{
  Reader *self = user_data;
  const Element *element = &self->open[self->depth];

  if (element->kind == KIND_TITLE || element->kind == KIND_NOTES || element->kind == KIND_NAME)
    g_string_append_len (self->meta, text, length);
  else if (self->line != NULL && element->kind >= KIND_LINE)
    append_text (self, text, length, element);
}

static gboolean
read_file (Reader *self, const char *text, gsize length, GError **error)
{
  static const SflXmlHandler handler = { start_element, end_element, read_text };

  sfl_time_base_init (&self->base, self->options);
  self->depth = 0;
  self->line = NULL;
  self->has_language = FALSE;
  self->open[0] = (Element){ .end = SFL_TIME_NONE, .last = SFL_TIME_NONE, .speaker = -1 };

  return sfl_xml_read (text, length, &handler, self, self->builder, error);
}

/* <tt>, with any prefix and in any of its namespaces. */
gboolean
sfl_ttml_sniff (const char *text, gsize length)
{
  return sfl_xml_root_is (text, length, "tt");
}

gboolean
sfl_ttml_parse (SflTranscriptBuilder *builder,
                const char *text,
                gsize length,
                const SflParseOptions *options,
                GError **error)
{
  Reader self = { .options = options };
  gboolean is_read;

  self.agents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.meta = g_string_new (NULL);
  self.text = g_string_sized_new (256);
  self.words = g_array_new (FALSE, FALSE, sizeof (Span));
  self.parts = g_array_new (FALSE, FALSE, sizeof (Span));

  is_read = read_file (&self, text, MIN (length, SAMPLE_BYTES), error);
  if (is_read) {
    self.is_absolute = self.n_absolute > self.n_relative;
    self.builder = builder;
    is_read = read_file (&self, text, length, error);
  }

  g_hash_table_unref (self.agents);
  g_free (self.agent);
  g_string_free (self.meta, TRUE);
  g_string_free (self.text, TRUE);
  g_array_unref (self.words);
  g_array_unref (self.parts);

  return is_read;
}
