/* sfl-speaker-census.h: are these names of speakers?
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"
#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

/**
 * SflSpeakerCensus:
 *
 * "Attention : danger" looks like a speaker and is not one.  Over a whole file it
 * shows: names stand before most lines, and they are few.  The slices it is given
 * must outlive it.
 */
typedef struct {
  guint n_lines;
  guint n_named;
  GHashTable *names;

  guint n_turns;    /* with a name, of those looked at */
  guint n_nameless; /* after one with a name */
  guint n_repeated; /* with the name of the one before */
  SflSlice last_name;
} SflSpeakerCensus;

gboolean sfl_speaker_prefix_split (SflSlice line, SflSlice *name, SflSlice *rest);
gboolean sfl_speaker_bold_split (SflSlice line, SflSlice *name, SflSlice *rest);
void sfl_speaker_prefix_append (GString *out, const char *name);
int sfl_speaker_name_add (SflTranscriptBuilder *builder, SflSlice name);

void sfl_speaker_census_init (SflSpeakerCensus *self);
void sfl_speaker_census_clear (SflSpeakerCensus *self);
void sfl_speaker_census_add (SflSpeakerCensus *self, SflSlice line);
void sfl_speaker_census_add_name (SflSpeakerCensus *self, SflSlice name);
void sfl_speaker_census_look (SflSpeakerCensus *self, SflSlice name);
gboolean sfl_speaker_census_repeats (const SflSpeakerCensus *self);
gboolean sfl_speaker_census_agrees (const SflSpeakerCensus *self);
gboolean sfl_speaker_census_split (const SflSpeakerCensus *self,
                                   SflSlice line,
                                   SflSlice *name,
                                   SflSlice *rest);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SflSpeakerCensus, sfl_speaker_census_clear)

G_END_DECLS
