/* sfl-eaf.c: annotations of ELAN
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Annotations stand in tiers and point at time slots, of which some have no value, or at
 * an annotation of the tier above.  The tiers that depend on no other are the
 * transcript, one for each speaker; what depends on them (words, glosses, translations)
 * says the same again, and is read only where nothing else is.  Any thread.
 */

#include "config.h"

#include "sfl-eaf.h"

#include "sfl-slice.h"
#include "sfl-xml-root.h"
#include "sfl-xml.h"

#include <glib/gi18n-lib.h>

/* A chain of references is no longer. */
#define MAX_REFERENCES 16

#define NOWHERE G_MAXUINT32

/**
 * Tier:
 * @participant: offset of who speaks in it, or NOWHERE
 * @name: offset of its own name, or NOWHERE
 */
typedef struct {
  gsize participant;
  gsize name;
  gboolean is_dependent;
  gboolean has_text;
} Tier;

/**
 * Annotation:
 * @number: line of the file
 * @slots: indices of its beginning and its end, or NOWHERE
 * @reference: offset of the id of the annotation that it belongs to, or NOWHERE
 * @offset: of its text
 */
typedef struct {
  guint tier;
  guint number;
  guint slots[2];
  gsize reference;
  gsize offset;
  gsize length;
} Annotation;

typedef struct {
  SflTranscriptBuilder *builder;
  GArray *times;          /* SflTime of each slot */
  GHashTable *slots;      /* id -> index + 1 */
  GArray *tiers;          /* Tier */
  GArray *annotations;    /* Annotation */
  GHashTable *references; /* id -> index + 1 of an annotation */
  GString *text;          /* of all annotations */
  GString *names;         /* of tiers, speakers and referred annotations, each terminated */
  guint n_spoken;         /* tiers that are read */
  gboolean in_value;
} Reader;

static void
read_slot (Reader *self, SflXml *xml)
{
  const char *id = sfl_xml_get_attribute (xml, SFL_XML_NONE, "TIME_SLOT_ID");
  const char *value = sfl_xml_get_attribute (xml, SFL_XML_NONE, "TIME_VALUE");
  SflTime time = SFL_TIME_NONE;
  guint64 number;

  if (value != NULL &&
      sfl_slice_get_number (sfl_slice_trim ((SflSlice){ value, value + strlen (value) }), &number))
    time = (SflTime) MIN (number, 2 * SFL_TIME_MAX / SFL_MSECOND) * SFL_MSECOND;
  g_array_append_val (self->times, time);
  if (id != NULL)
    g_hash_table_replace (self->slots, g_strdup (id), GUINT_TO_POINTER (self->times->len));
}

/* Keeps a value for later.  Returns where it stands, NOWHERE when it is empty. */
static gsize
keep (Reader *self, const char *value)
{
  gsize offset = self->names->len;

  if (value == NULL || *value == '\0')
    return NOWHERE;
  g_string_append_len (self->names, value, strlen (value) + 1);

  return offset;
}

static void
read_tier (Reader *self, SflXml *xml)
{
  Tier tier = {
    .participant = keep (self, sfl_xml_get_attribute (xml, SFL_XML_NONE, "PARTICIPANT")),
    .name = keep (self, sfl_xml_get_attribute (xml, SFL_XML_NONE, "TIER_ID")),
    .is_dependent = sfl_xml_get_attribute (xml, SFL_XML_NONE, "PARENT_REF") != NULL,
  };

  g_array_append_val (self->tiers, tier);
}

static guint
find_slot (Reader *self, SflXml *xml, const char *attribute)
{
  const char *id = sfl_xml_get_attribute (xml, SFL_XML_NONE, attribute);
  guint place = id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->slots, id)) : 0;

  return place > 0 ? place - 1 : NOWHERE;
}

static void
read_annotation (Reader *self, SflXml *xml)
{
  const char *id = sfl_xml_get_attribute (xml, SFL_XML_NONE, "ANNOTATION_ID");
  Annotation annotation = {
    .tier = self->tiers->len - 1,
    .number = sfl_xml_get_line (xml),
    .slots = { find_slot (self, xml, "TIME_SLOT_REF1"), find_slot (self, xml, "TIME_SLOT_REF2") },
    .reference = keep (self, sfl_xml_get_attribute (xml, SFL_XML_NONE, "ANNOTATION_REF")),
  };

  annotation.offset = self->text->len;
  g_array_append_val (self->annotations, annotation);
  if (id != NULL)
    g_hash_table_replace (self->references, g_strdup (id),
                          GUINT_TO_POINTER (self->annotations->len));
}

static gboolean
start_element (SflXml *xml, SflXmlSpace space, const char *name, gpointer user_data)
{
  static const char *const around[] = { "ANNOTATION_DOCUMENT", "TIME_ORDER", "ANNOTATION", NULL };
  Reader *self = user_data;

  if (strcmp (name, "TIME_SLOT") == 0)
    read_slot (self, xml);
  else if (strcmp (name, "TIER") == 0)
    read_tier (self, xml);
  else if (g_str_has_suffix (name, "_ANNOTATION") && self->tiers->len > 0)
    read_annotation (self, xml);
  else if (strcmp (name, "ANNOTATION_VALUE") == 0)
    self->in_value = self->annotations->len > 0;
  else
    return g_strv_contains (around, name);

  return TRUE;
}

static void
end_element (SflXml *xml, const char *name, gpointer user_data)
{
  Reader *self = user_data;

  if (strcmp (name, "ANNOTATION_VALUE") == 0)
    self->in_value = FALSE;
}

static void
read_text (SflXml *xml, const char *text, gsize length, gpointer user_data)
{
  Reader *self = user_data;
  Annotation *annotation;

  if (!self->in_value)
    return;
  annotation = &g_array_index (self->annotations, Annotation, self->annotations->len - 1);
  g_string_append_len (self->text, text, length);
  annotation->length = self->text->len - annotation->offset;
  g_array_index (self->tiers, Tier, annotation->tier).has_text = TRUE;
}

/* Slots without a value lie evenly between those with one. */
static void
interpolate (GArray *times)
{
  SflTime *time = (SflTime *) times->data;
  guint known = NOWHERE;

  for (guint i = 0; i < times->len; i++) {
    if (time[i] == SFL_TIME_NONE)
      continue;
    if (known != NOWHERE && time[i] >= time[known])
      for (guint k = known + 1; k < i; k++)
        time[k] = time[known] + (time[i] - time[known]) / (i - known) * (k - known);
    known = i;
  }
}

static SflTime
get_time (Reader *self, guint slot)
{
  return slot != NOWHERE ? g_array_index (self->times, SflTime, slot) : SFL_TIME_NONE;
}

/* The name of the only tier is nobody's. */
static int
add_speaker (Reader *self, const Annotation *annotation)
{
  const Tier *tier = &g_array_index (self->tiers, Tier, annotation->tier);
  gsize name = tier->participant;

  if (name == NOWHERE && self->n_spoken > 1)
    name = tier->name;
  if (name == NOWHERE)
    return -1;

  return sfl_transcript_builder_add_speaker (self->builder, self->names->str + name, -1);
}

/* Returns: FALSE when no more lines are wanted */
static gboolean
emit (Reader *self, const Annotation *annotation, guint *n_untimed)
{
  const Annotation *timed = annotation;
  SflSlice text = { self->text->str + annotation->offset,
                    self->text->str + annotation->offset + annotation->length };
  SflTime start, end;

  text = sfl_slice_trim (text);
  if (sfl_slice_is_empty (text))
    return TRUE;
  for (guint i = 0; i < MAX_REFERENCES && timed->reference != NOWHERE; i++) {
    guint place = GPOINTER_TO_UINT (
        g_hash_table_lookup (self->references, self->names->str + timed->reference));

    if (place == 0)
      break;
    timed = &g_array_index (self->annotations, Annotation, place - 1);
  }

  start = get_time (self, timed->slots[0]);
  end = get_time (self, timed->slots[1]);
  if (start > SFL_TIME_MAX) {
    sfl_transcript_builder_warn (self->builder, annotation->number, SFL_WARNING_IGNORED,
                                 _ ("A time beyond 1000 hours was ignored, with its text"));
    return TRUE;
  }
  *n_untimed += start == SFL_TIME_NONE;
  if (!sfl_transcript_builder_begin_line (self->builder, start,
                                          end > SFL_TIME_MAX ? SFL_TIME_NONE : end,
                                          add_speaker (self, timed)))
    return FALSE;
  sfl_transcript_builder_append (self->builder, text.start, text.end - text.start);
  sfl_transcript_builder_end_line (self->builder);

  return TRUE;
}

static void
emit_all (Reader *self)
{
  gboolean only_dependent = TRUE, more = TRUE;
  guint n_untimed = 0, n_ignored = 0;

  for (guint i = 0; i < self->tiers->len; i++) {
    const Tier *tier = &g_array_index (self->tiers, Tier, i);

    only_dependent = only_dependent && (tier->is_dependent || !tier->has_text);
    self->n_spoken += !tier->is_dependent && tier->has_text;
  }
  for (guint i = 0; i < self->annotations->len && more; i++) {
    const Annotation *annotation = &g_array_index (self->annotations, Annotation, i);

    if (!only_dependent && g_array_index (self->tiers, Tier, annotation->tier).is_dependent)
      n_ignored++;
    else
      more = emit (self, annotation, &n_untimed);
  }

  if (n_ignored > 0)
    sfl_transcript_builder_warn (
        self->builder, 0, SFL_WARNING_IGNORED,
        _ ("Annotations that depend on others, such as translations, were ignored"));
  if (n_untimed > 0)
    sfl_transcript_builder_warn (self->builder, 0, SFL_WARNING_REPAIRED,
                                 _ ("Annotations without a time stand where the file has them"));
}

gboolean
sfl_eaf_sniff (const char *text, gsize length)
{
  return sfl_xml_root_is (text, length, "ANNOTATION_DOCUMENT");
}

gboolean
sfl_eaf_parse (SflTranscriptBuilder *builder,
               const char *text,
               gsize length,
               const SflParseOptions *options,
               GError **error)
{
  static const SflXmlHandler handler = { start_element, end_element, read_text };
  Reader self = { .builder = builder };
  gboolean is_read;

  self.times = g_array_new (FALSE, FALSE, sizeof (SflTime));
  self.slots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.tiers = g_array_new (FALSE, FALSE, sizeof (Tier));
  self.annotations = g_array_new (FALSE, FALSE, sizeof (Annotation));
  self.references = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.text = g_string_new (NULL);
  self.names = g_string_new (NULL);

  is_read = sfl_xml_read (text, length, &handler, &self, builder, error);
  if (is_read) {
    interpolate (self.times);
    emit_all (&self);
  }

  g_array_unref (self.times);
  g_hash_table_unref (self.slots);
  g_array_unref (self.tiers);
  g_array_unref (self.annotations);
  g_hash_table_unref (self.references);
  g_string_free (self.text, TRUE);
  g_string_free (self.names, TRUE);

  return is_read;
}
