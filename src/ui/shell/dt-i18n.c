/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language of the window. Called once, on the main thread, before GTK starts and before any
 * thread does. */
#include "ui/shell/dt-i18n.h"

#include "base/dt-language.h"

#include <gtk/gtk.h>

/**
 * dt_i18n_init:
 * @language: (nullable): the user's choice as gettext writes it ("vi", "en"); "" follows the
 *   system; %NULL is Vietnamese
 * @localedir: (nullable): where the catalogues lie; %NULL for `DT_LOCALEDIR` from the environment,
 *   or else where they are installed
 *
 * Sets the process's locale and language, and keeps GTK from setting them again. Dates and numbers
 * keep the system's locale, which may be "C": format them by their digits, not by names of months
 * or the decimal point of the locale. A change of language shows after a restart.
 *
 * Changes the environment, so it is called first in main (), while there is one thread.
 */
void
dt_i18n_init (const char *language, const char *localedir)
{
  dt_language_init (language, localedir);
  gtk_disable_setlocale ();
}
