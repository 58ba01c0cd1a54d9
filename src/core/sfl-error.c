/* sfl-error.c: the one error domain
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-error.h"

G_DEFINE_QUARK (sfl - error - quark, sfl_error)
