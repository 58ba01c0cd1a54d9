/* sfl-json-text.h: values as JSON writes them
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sfl_json_text_append_string (GString *json, const char *text, gssize length);
void sfl_json_text_append_double (GString *json, double value);

G_END_DECLS
