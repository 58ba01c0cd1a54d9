/* sfl-json-kind.h: whose JSON a text is
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SFL_JSON_KIND_NONE, /* no JSON */
  SFL_JSON_KIND_PODCAST,
  SFL_JSON_KIND_WHISPER,
  SFL_JSON_KIND_PODLOVE,
  SFL_JSON_KIND_YOUTUBE,
  SFL_JSON_KIND_AENEAS,
  SFL_JSON_KIND_CHAPTERS,
  SFL_JSON_KIND_OTHER,
} SflJsonKind;

SflJsonKind sfl_json_kind_guess (const char *text, gsize length);

G_END_DECLS
