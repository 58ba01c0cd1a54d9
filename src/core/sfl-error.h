/* sfl-error.h: the one error domain
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SFL_ERROR (sfl_error_quark ())

/**
 * SflError:
 * @SFL_ERROR_FORMAT: the bytes are not what their format asks for
 * @SFL_ERROR_LIMIT: larger, longer or deeper than a documented limit
 * @SFL_ERROR_UNSUPPORTED: understood, but not something we open
 * @SFL_ERROR_MEDIA: the media cannot be played (no stream, cut short, damaged)
 * @SFL_ERROR_DECODER: a decoder for a stream is not installed
 * @SFL_ERROR_DEVICE: no sound device or server
 * @SFL_ERROR_STORAGE: the state database cannot be read or written
 *
 * Messages are translated, meant for users, and never quote raw bytes of a file.
 */
typedef enum {
  SFL_ERROR_FORMAT,
  SFL_ERROR_LIMIT,
  SFL_ERROR_UNSUPPORTED,
  SFL_ERROR_MEDIA,
  SFL_ERROR_DECODER,
  SFL_ERROR_DEVICE,
  SFL_ERROR_STORAGE,
} SflError;

GQuark sfl_error_quark (void);

G_END_DECLS
