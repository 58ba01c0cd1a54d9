/* sfl-spectrum.h: how strong each frequency is
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SflSpectrum SflSpectrum;

SflSpectrum *sfl_spectrum_new (guint n);
void sfl_spectrum_free (SflSpectrum *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflSpectrum, sfl_spectrum_free)

void sfl_spectrum_get_power (SflSpectrum *self, const float *samples, float *power);

G_END_DECLS
