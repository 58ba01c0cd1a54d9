/* sfl-transcript.h: what was said, and when
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "sfl-time.h"

G_BEGIN_DECLS

/**
 * SflLineFlags:
 * @SFL_LINE_END_ESTIMATED: the file gave no usable end; ours follows from the
 *   next start and the length of the text
 */
typedef enum {
  SFL_LINE_DEFAULT = 0,
  SFL_LINE_END_ESTIMATED = 1 << 0,
} SflLineFlags;

/**
 * SflLine:
 * @start: when it begins, or SFL_TIME_NONE in an untimed transcript
 * @end: when it ends, never before @start; SFL_TIME_NONE in an untimed transcript
 * @offset: first byte in the transcript's text
 * @length: bytes, without the line break that follows
 * @speaker: index into the speakers, -1 when not known
 * @flags: SflLineFlags
 *
 * One line as delivered by the file.  Its text may hold line breaks.
 */
typedef struct {
  SflTime start;
  SflTime end;
  guint32 offset;
  guint32 length;
  gint32 speaker;
  guint32 flags;
} SflLine;

/**
 * SflWordFlags:
 * @SFL_WORD_END_ESTIMATED: the file gave only a start
 * @SFL_WORD_ESTIMATED: a single untimed word between two timed ones
 * @SFL_WORD_UNSPOKEN: nobody says it: it has no time
 */
typedef enum {
  SFL_WORD_DEFAULT = 0,
  SFL_WORD_END_ESTIMATED = 1 << 0,
  SFL_WORD_ESTIMATED = 1 << 1,
  SFL_WORD_UNSPOKEN = 1 << 2,
} SflWordFlags;

/**
 * SflWord:
 * @start: when it begins; SFL_TIME_NONE where nobody says it
 * @end: when it ends, likewise
 * @confidence: 0 to 1, or -1 when the file says nothing
 *
 * A word with a time of its own, or one that is known to have none.  Lines without word
 * times have no words; words are never given times by spreading.
 */
typedef struct {
  SflTime start;
  SflTime end;
  guint32 offset;
  guint32 length;
  float confidence;
  guint32 flags;
} SflWord;

typedef enum {
  SFL_HOLE_UNKNOWN, /* nobody has listened */
  SFL_HOLE_SILENCE,
  SFL_HOLE_MUSIC,
  SFL_HOLE_SPEECH, /* that the transcript does not have */
} SflHoleKind;

/**
 * SflHole:
 * @line: the line before it
 * @kind: SflHoleKind: what is heard in it
 *
 * A stretch of the recording that the transcript says nothing about.
 */
typedef struct {
  SflTime start;
  SflTime end;
  guint32 line;
  guint32 kind;
} SflHole;

/**
 * SflChapter:
 * @start: when it begins
 * @title: what it is called; empty when it is not to be listed
 */
typedef struct {
  SflTime start;
  char *title;
} SflChapter;

typedef enum {
  SFL_WARNING_REPAIRED,
  SFL_WARNING_IGNORED,
} SflWarningKind;

/**
 * SflWarning:
 * @number: line of the file, from 1; 0 for the file as a whole
 * @message: translated, without raw bytes of the file
 */
typedef struct {
  guint number;
  SflWarningKind kind;
  char *message;
} SflWarning;

/* Keys of sfl_transcript_get_meta(). */
#define SFL_META_TITLE "title"
#define SFL_META_PROGRAMME "programme"
#define SFL_META_DATE "date" /* ISO 8601, 2025-01-21 */
#define SFL_META_CATEGORY "category"
#define SFL_META_NOTES "notes"
#define SFL_META_ARTIST "artist"
#define SFL_META_ALBUM "album"
#define SFL_META_AUTHOR "author"           /* of what is said or sung */
#define SFL_META_TRANSCRIBER "transcriber" /* who wrote the file */
#define SFL_META_LANGUAGE "language"       /* BCP 47 */

#define SFL_TYPE_TRANSCRIPT (sfl_transcript_get_type ())
G_DECLARE_FINAL_TYPE (SflTranscript, sfl_transcript, SFL, TRANSCRIPT, GObject)

SflTranscript *sfl_transcript_get_original (SflTranscript *self);
SflTranscript *sfl_transcript_get_base (SflTranscript *self);
gboolean sfl_transcript_shares_text (SflTranscript *self, SflTranscript *other);

SflTranscript *sfl_transcript_new_aligned (SflTranscript *transcript,
                                           const SflLine *lines,
                                           const SflWord *words,
                                           guint n_words,
                                           const SflHole *holes,
                                           guint n_holes);
gboolean sfl_transcript_is_aligned (SflTranscript *self);

const char *sfl_transcript_get_format (SflTranscript *self);
const char *sfl_transcript_get_meta (SflTranscript *self, const char *key);
char **sfl_transcript_dup_meta_keys (SflTranscript *self);
gboolean sfl_transcript_is_timed (SflTranscript *self);

const char *sfl_transcript_get_text (SflTranscript *self, gsize *length);
const SflLine *sfl_transcript_get_lines (SflTranscript *self, guint *n_lines);
const SflWord *sfl_transcript_get_words (SflTranscript *self, guint *n_words);
const SflHole *sfl_transcript_get_holes (SflTranscript *self, guint *n_holes);
const SflChapter *sfl_transcript_get_chapters (SflTranscript *self, guint *n_chapters);
gboolean sfl_transcript_has_only_chapters (SflTranscript *self);
const SflWarning *sfl_transcript_get_warnings (SflTranscript *self, guint *n_warnings);
guint sfl_transcript_get_n_warned (SflTranscript *self, SflWarningKind kind);
guint sfl_transcript_get_n_speakers (SflTranscript *self);
const char *sfl_transcript_get_speaker (SflTranscript *self, int speaker);

char *sfl_transcript_dup_line_text (SflTranscript *self, guint line);
void sfl_transcript_get_line_words (SflTranscript *self, guint line, guint *first, guint *n);
gboolean sfl_transcript_trusts_words (SflTranscript *self, guint line);
SflTime sfl_transcript_get_word_time (SflTranscript *self, guint word);
guint sfl_transcript_count_spoken (SflTranscript *self);

int sfl_transcript_find_line (SflTranscript *self, SflTime time);
int sfl_transcript_find_word (SflTranscript *self, SflTime time);
int sfl_transcript_find_hole (SflTranscript *self, SflTime time);
int sfl_transcript_find_at (SflTranscript *self, gsize offset);
int sfl_transcript_find_word_at (SflTranscript *self, gsize offset);
int sfl_transcript_find_hole_after (SflTranscript *self, guint line);
int sfl_transcript_get_outlasting (SflTranscript *self, guint line);

G_END_DECLS
