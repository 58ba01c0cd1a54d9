/* sfl-clip-limits.c: which platforms take a clip
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What they take changes: it stands in data/clip/limits.ini, with the day on which somebody looked.
 */

#include "config.h"

#include "sfl-clip-limits.h"

#include "clip-resources.h"

#define PATH "/io/github/souffleur/Souffleur/clip/limits.ini"

static void
limit_free (SflClipLimit *limit)
{
  g_free (limit->platform);
  g_free (limit);
}

static void
add (GPtrArray *found, const char *platform, SflClipLimitKind kind, SflTime length, gint64 n_bytes)
{
  SflClipLimit *limit = g_new0 (SflClipLimit, 1);

  limit->platform = g_strdup (platform);
  limit->kind = kind;
  limit->length = length;
  limit->n_bytes = n_bytes;
  g_ptr_array_add (found, limit);
}

/* "16:9" as width over height; 0 when it is not told. */
static double
get_shape (GKeyFile *table, const char *platform, const char *key)
{
  g_autofree char *text = g_key_file_get_string (table, platform, key, NULL);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ":", 2);
  guint64 width, height;

  if (g_strv_length (parts) != 2 ||
      !g_ascii_string_to_unsigned (parts[0], 10, 1, G_MAXUINT, &width, NULL) ||
      !g_ascii_string_to_unsigned (parts[1], 10, 1, G_MAXUINT, &height, NULL))
    return 0;

  return (double) width / height;
}

static void
check (GPtrArray *found,
       GKeyFile *table,
       const char *platform,
       SflTime length,
       gint64 n_bytes,
       double shape)
{
  SflTime shortest = g_key_file_get_int64 (table, platform, "shortest", NULL) * SFL_SECOND;
  SflTime longest = g_key_file_get_int64 (table, platform, "longest", NULL) * SFL_SECOND;
  gint64 bytes = g_key_file_get_int64 (table, platform, "bytes", NULL);
  double widest = get_shape (table, platform, "widest");
  double narrowest = get_shape (table, platform, "narrowest");

  if (length < shortest)
    add (found, platform, SFL_CLIP_LIMIT_TOO_SHORT, shortest, 0);
  if (longest > 0 && length > longest)
    add (found, platform, SFL_CLIP_LIMIT_TOO_LONG, longest, 0);
  if (bytes > 0 && n_bytes > bytes)
    add (found, platform, SFL_CLIP_LIMIT_TOO_LARGE, 0, bytes);
  /* Rows that make a number of pixels even are no other shape. */
  if (widest > 0 && shape > widest * 1.01)
    add (found, platform, SFL_CLIP_LIMIT_TOO_WIDE, 0, 0);
  if (narrowest > 0 && shape > 0 && shape < narrowest / 1.01)
    add (found, platform, SFL_CLIP_LIMIT_TOO_NARROW, 0, 0);
}

/**
 * sfl_clip_limits_find_in:
 * @table: a group for each platform, with "checked", "shortest", "longest" (seconds), "bytes",
 *   "widest", "narrowest" (such as 16:9); what is not there has no limit
 * @length: of the clip
 * @n_bytes: of the file; 0 while nobody knows
 * @width: of its pictures in pixels; 0 while nobody knows
 * @height: likewise
 *
 * Returns: (transfer full) (element-type SflClipLimit): what the clip passes, in the order of @table
 */
GPtrArray *
sfl_clip_limits_find_in (GKeyFile *table, SflTime length, gint64 n_bytes, guint width, guint height)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) limit_free);
  g_auto (GStrv) platforms = g_key_file_get_groups (table, NULL);

  for (guint i = 0; platforms[i] != NULL; i++)
    check (found, table, platforms[i], length, n_bytes, height > 0 ? (double) width / height : 0);

  return found;
}

/* Who takes other shapes only is not meant, and so not told of. */
static void
drop_platform (GPtrArray *found, const char *platform)
{
  for (guint i = found->len; i-- > 0;) {
    const SflClipLimit *limit = g_ptr_array_index (found, i);

    if (g_str_equal (limit->platform, platform))
      g_ptr_array_remove_index (found, i);
  }
}

/* As sfl_clip_limits_find_in(), with what is known of the platforms that take such a shape. */
GPtrArray *
sfl_clip_limits_find (SflTime length, gint64 n_bytes, guint width, guint height)
{
  g_autoptr (GKeyFile) table = g_key_file_new ();
  g_autoptr (GBytes) text =
      g_resource_lookup_data (sfl_clip_get_resource (), PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  GPtrArray *found;

  if (text != NULL)
    g_key_file_load_from_bytes (table, text, G_KEY_FILE_NONE, NULL);
  found = sfl_clip_limits_find_in (table, length, n_bytes, width, height);
  for (guint i = 0; i < found->len;) {
    const SflClipLimit *limit = g_ptr_array_index (found, i);

    if (limit->kind >= SFL_CLIP_LIMIT_TOO_WIDE) {
      g_autofree char *platform = g_strdup (limit->platform);

      drop_platform (found, platform);
      i = 0;
    } else {
      i++;
    }
  }

  return found;
}
