/* sfl-speech-wire.h: what souffleur and souffleur-speech say to each other
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One socket, as the standard input of souffleur-speech: a request, its bytes, a reply, its bytes.
 * Both come from one build and run on one machine, so that structs are sent as they are.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No sentence is longer, in bytes. */
#define SFL_SPEECH_MAX_TEXT 16384

typedef enum {
  SFL_SPEECH_LIST,  /* no bytes: the languages, a line each, and what else each is called */
  SFL_SPEECH_VOICE, /* a word of that list, and "+f2" for a variant of it: no bytes */
  SFL_SPEECH_SAY,   /* UTF-8: n_events of SflSpeechEvent, then samples, 16 bits each */
  SFL_SPEECH_SPELL, /* as that, without samples */
} SflSpeechWord;

typedef struct {
  guint32 word;             /* SflSpeechWord */
  guint32 words_per_minute; /* of a voice */
  guint32 n_bytes;
} SflSpeechRequest;

typedef struct {
  guint32 is_done; /* FALSE when that cannot be done */
  guint32 rate;    /* samples a second */
  guint32 n_events;
  guint32 n_bytes; /* in all */
} SflSpeechReply;

/**
 * SflSpeechEvent:
 * @position: where a word begins, in characters; -1 for a phone
 * @sample: when
 * @phone: in IPA, ended by zeros; empty for a pause
 */
typedef struct {
  gint32 position;
  guint32 sample;
  char phone[12];
} SflSpeechEvent;

G_END_DECLS
