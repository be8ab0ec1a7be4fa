/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The size of all text, as a factor of the system's: GTK 4.8 knows it as dots per inch. Main
 * thread. */
#include "ui/settings/dt-text-scale.h"

#define KEY "text-scale"
#define USUAL_DPI (96 * 1024)

static void
apply (GSettings *settings, GtkSettings *gtk_settings)
{
  int system_dpi = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (gtk_settings), "dt-system-dpi"));

  g_object_set (gtk_settings,
                "gtk-xft-dpi",
                (int) (system_dpi * g_settings_get_double (settings, KEY)),
                NULL);
}

static void
on_changed_cb (GSettings *settings, const char *key, gpointer data)
{
  apply (settings, data);
}

/**
 * dt_text_scale_follow:
 * @settings: the window's settings; must live as long as the program
 */
void
dt_text_scale_follow (GSettings *settings)
{
  GtkSettings *gtk_settings = gtk_settings_get_default ();
  int dpi = 0;

  g_return_if_fail (G_IS_SETTINGS (settings));

  if (gtk_settings == NULL)
    return;
  g_object_get (gtk_settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set_data (
      G_OBJECT (gtk_settings), "dt-system-dpi", GINT_TO_POINTER (dpi > 0 ? dpi : USUAL_DPI));
  g_signal_connect (settings, "changed::" KEY, G_CALLBACK (on_changed_cb), gtk_settings);
  if (g_settings_get_double (settings, KEY) != 1.0)
    apply (settings, gtk_settings);
}
