/* sfl-notes.h: what is known about the episode
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-episode.h"

G_BEGIN_DECLS

#define SFL_TYPE_NOTES (sfl_notes_get_type ())
G_DECLARE_FINAL_TYPE (SflNotes, sfl_notes, SFL, NOTES, GtkWidget)

GtkWidget *sfl_notes_new (SflEpisode *episode);
void sfl_notes_set_width_chars (SflNotes *self, int n_chars);

char *sfl_notes_dup_facts (SflTranscript *transcript);

G_END_DECLS
