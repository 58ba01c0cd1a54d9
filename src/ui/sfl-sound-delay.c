/* sfl-sound-delay.c: how late each sound device is
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Wireless headphones and sound bars hold the sound back, and not all tell the system by how
 * much.  What a user has found out is kept for each device.  Main thread only.
 */

#include "config.h"

#include "sfl-sound-delay.h"

#define KEY "sound-delays"

/* One for all devices, where nobody knows which it is. */
static const char *
get_device (SflEpisode *episode)
{
  const char *device = sfl_episode_get_sound_device (episode);

  return device != NULL ? device : "";
}

/* Returns: milliseconds, for the device that @episode sounds on */
int
sfl_sound_delay_get (GSettings *settings, SflEpisode *episode)
{
  g_autoptr (GVariant) delays = g_settings_get_value (settings, KEY);
  gint32 delay = 0;

  g_variant_lookup (delays, get_device (episode), "i", &delay);

  return CLAMP (delay, SFL_SOUND_DELAY_MIN, SFL_SOUND_DELAY_MAX);
}

/* Keeps @delay for the device that @episode sounds on. */
void
sfl_sound_delay_set (GSettings *settings, SflEpisode *episode, int delay)
{
  g_autoptr (GVariant) before = g_settings_get_value (settings, KEY);
  GVariantBuilder delays;
  GVariantIter iter;
  const char *device;
  gint32 other;

  if (delay == sfl_sound_delay_get (settings, episode))
    return;

  g_variant_builder_init (&delays, G_VARIANT_TYPE ("a{si}"));
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_next (&iter, "{&si}", &device, &other))
    if (g_strcmp0 (device, get_device (episode)) != 0)
      g_variant_builder_add (&delays, "{si}", device, other);
  if (delay != 0)
    g_variant_builder_add (&delays, "{si}", get_device (episode), delay);
  g_settings_set_value (settings, KEY, g_variant_builder_end (&delays));
}

static void
apply (SflEpisode *episode, gpointer ignored, GSettings *settings)
{
  sfl_episode_set_sound_delay (episode, sfl_sound_delay_get (settings, episode) * SFL_MSECOND);
}

static void
setting_changed_cb (GSettings *settings, const char *key, SflEpisode *episode)
{
  apply (episode, NULL, settings);
}

/* Has @episode follow what is heard, on whatever device. */
void
sfl_sound_delay_bind (GSettings *settings, SflEpisode *episode)
{
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (SFL_IS_EPISODE (episode));

  g_signal_connect_object (episode, "notify::sound-device", G_CALLBACK (apply), settings, 0);
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (setting_changed_cb), episode, 0);
  apply (episode, NULL, settings);
}
