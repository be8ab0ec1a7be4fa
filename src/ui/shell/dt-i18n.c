/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language of the window: Vietnamese unless the user chose another, whatever the system's
 * locale is. Called once, on the main thread, before GTK starts and before any thread does. */
#include "config.h"

#include "ui/shell/dt-i18n.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>

/* gettext looks at LANGUAGE only where the locale is not the bare "C"; "C.UTF-8" will do, and is
 * built into the C library of Debian 12 and later. The others are for systems without it. */
static const char *const utf8_locales[] = { "C.UTF-8", "vi_VN.UTF-8", "en_US.UTF-8" };

static gboolean
locale_shows_translations (void)
{
  const char *messages = setlocale (LC_MESSAGES, NULL);

  return messages != NULL && strcmp (messages, "C") != 0 && strcmp (messages, "POSIX") != 0
         && g_ascii_strcasecmp (nl_langinfo (CODESET), "UTF-8") == 0;
}

/* GTK calls setlocale (LC_ALL, "") when it starts, and WebKit's processes when they do: so the
 * choice goes into the environment, where all of them find it. */
static void
choose_utf8_locale (gboolean for_everything)
{
  for (guint i = 0; i < G_N_ELEMENTS (utf8_locales); i++)
    {
      if (setlocale (LC_CTYPE, utf8_locales[i]) == NULL)
        continue;

      if (for_everything)
        g_setenv ("LC_ALL", utf8_locales[i], TRUE);
      else
        {
          g_setenv ("LC_MESSAGES", utf8_locales[i], TRUE);
          g_setenv ("LC_CTYPE", utf8_locales[i], TRUE);
        }
      setlocale (LC_ALL, "");
      return;
    }
}

/**
 * dt_i18n_init:
 * @language: (nullable): the user's choice as gettext writes it ("vi", "en"); "" follows the
 *   system; %NULL is Vietnamese
 * @localedir: (nullable): where the catalogues lie; %NULL for `DT_LOCALEDIR` from the environment,
 *   or else where they are installed
 *
 * Sets the process's locale and language. Dates and numbers keep the system's locale, which may be
 * "C": format them by their digits, not by names of months or the decimal point of the locale.
 *
 * Changes the environment, so it is called first in main (), while there is one thread.
 */
void
dt_i18n_init (const char *language, const char *localedir)
{
  if (language == NULL)
    language = "vi";
  if (localedir == NULL)
    localedir = g_getenv ("DT_LOCALEDIR");
  if (localedir == NULL || *localedir == '\0')
    localedir = DT_LOCALEDIR;

  if (*language != '\0')
    g_setenv ("LANGUAGE", language, TRUE);
  /* A locale that is named but not installed leaves "C" behind, and would again in GTK. */
  const char *all = g_getenv ("LC_ALL");

  if (setlocale (LC_ALL, "") == NULL)
    choose_utf8_locale (TRUE);
  else if (!locale_shows_translations ())
    choose_utf8_locale (all != NULL && *all != '\0');

  bindtextdomain (DT_GETTEXT_DOMAIN, localedir);
  bind_textdomain_codeset (DT_GETTEXT_DOMAIN, "UTF-8");
  textdomain (DT_GETTEXT_DOMAIN);
}
