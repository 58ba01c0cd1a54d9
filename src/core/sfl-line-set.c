/* sfl-line-set.c: which lines of a transcript were there before
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of open addresses over the lines of a builder, which are compared where they
 * stand.  Any thread, one at a time.
 */

#include "config.h"

#include "sfl-line-set.h"

#include <string.h>

/* Places looked at for a line.  A file made to have them all taken costs no more than
 * that, and keeps a repetition.
 */
#define MAX_PROBES 64

#define FIRST_SLOTS 1024

static guint64
mix (guint64 hash, guint64 value)
{
  hash = (hash ^ value) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return hash ^ (hash >> 32);
}

static guint64
hash_line (const SflTranscriptParts *parts, guint index)
{
  const SflLine *line = &parts->lines[index];
  const char *p = line->length > 0 ? parts->text + line->offset : "";
  guint64 hash = mix (mix (line->length, line->start), line->end), word;
  gsize left = line->length;

  for (; left >= sizeof word; p += sizeof word, left -= sizeof word) {
    memcpy (&word, p, sizeof word);
    hash = mix (hash, word);
  }
  word = 0;
  memcpy (&word, p, left);

  return mix (hash, word);
}

static gboolean
lines_equal (const SflTranscriptParts *parts, guint a, guint b)
{
  const SflLine *x = &parts->lines[a], *y = &parts->lines[b];

  return x->start == y->start && x->end == y->end && x->length == y->length &&
         x->speaker == y->speaker &&
         (x->length == 0 ||
          memcmp (parts->text + x->offset, parts->text + y->offset, x->length) == 0);
}

static void
insert (SflLineSet *self, guint64 hash, guint64 slot)
{
  for (guint i = 0; i < MAX_PROBES; i++) {
    guint64 *place = &self->slots[(hash + i) & (self->n_slots - 1)];

    if (*place == 0) {
      *place = slot;
      return;
    }
  }
}

static void
grow (SflLineSet *self, const SflTranscriptParts *parts)
{
  g_autofree guint64 *old = g_steal_pointer (&self->slots);
  gsize n_old = self->n_slots;

  self->n_slots = MAX (FIRST_SLOTS, 2 * n_old);
  self->slots = g_new0 (guint64, self->n_slots);
  for (gsize i = 0; i < n_old; i++)
    if (old[i] != 0)
      insert (self, hash_line (parts, (guint32) old[i] - 1), old[i]);
}

/**
 * sfl_line_set_add:
 * @parts: of the same transcript each time
 * @line: complete
 *
 * Returns: FALSE when the set has the same line already
 */
gboolean
sfl_line_set_add (SflLineSet *self, const SflTranscriptParts *parts, guint line)
{
  guint64 hash, slot;

  if (self->n_lines * 2 >= self->n_slots)
    grow (self, parts);
  hash = hash_line (parts, line);
  slot = (hash & ~(guint64) G_MAXUINT32) | (line + 1);

  for (guint i = 0; i < MAX_PROBES; i++) {
    guint64 found = self->slots[(hash + i) & (self->n_slots - 1)];

    if (found == 0)
      break;
    if (found >> 32 == slot >> 32 && lines_equal (parts, (guint32) found - 1, line))
      return FALSE;
  }
  insert (self, hash, slot);
  self->n_lines++;

  return TRUE;
}

void
sfl_line_set_clear (SflLineSet *self)
{
  g_free (self->slots);
  *self = (SflLineSet){ 0 };
}
