/* sfl-signature.h: files that are no text, by their first bytes
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *sfl_signature_find (const char *data, gsize length, gboolean *plays);

G_END_DECLS
