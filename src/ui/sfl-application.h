/* sfl-application.h: the program
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SFL_TYPE_APPLICATION (sfl_application_get_type ())
G_DECLARE_FINAL_TYPE (SflApplication, sfl_application, SFL, APPLICATION, AdwApplication)

SflApplication *sfl_application_new (void);

G_END_DECLS
