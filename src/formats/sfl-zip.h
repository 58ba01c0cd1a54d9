/* sfl-zip.h: an archive that is being written
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SflZip SflZip;

SflZip *sfl_zip_new (void);
void sfl_zip_free (SflZip *self);
GBytes *sfl_zip_end (SflZip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflZip, sfl_zip_free)

void sfl_zip_store (SflZip *self, const char *name, const char *data, gsize length);
gboolean
sfl_zip_deflate (SflZip *self, const char *name, const char *data, gsize length, GError **error);

G_END_DECLS
