/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language of both programs: Vietnamese unless the user chose another, whatever the system's
 * locale is. Called once, on the main thread, before any other thread starts. */
#include "config.h"

#include "base/dt-language.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>

/* gettext translates nothing where the locale is "C"; Debian 13's passes over "C.UTF-8" too. So the
 * messages need a locale with the name of a country, and a bare system has none. */
static const char messages_locale[] = "vi_VN.UTF-8";

static gboolean
shows_translations (void)
{
  const char *messages = setlocale (LC_MESSAGES, NULL);

  return messages != NULL && strcmp (messages, "POSIX") != 0 && strcmp (messages, "C") != 0
         && !g_str_has_prefix (messages, "C.");
}

/* Only its name matters, so ours is a link to the C library's own C.UTF-8 (see src/meson.build). */
static gboolean
use_own_messages_locale (const char *moduledir)
{
  g_autofree char *before = g_strdup (g_getenv ("LOCPATH"));
  g_autofree char *own = g_build_filename (moduledir, "locales", NULL);

  g_setenv ("LOCPATH", own, TRUE);

  gboolean found = setlocale (LC_MESSAGES, messages_locale) != NULL;

  if (before != NULL)
    g_setenv ("LOCPATH", before, TRUE);
  else
    g_unsetenv ("LOCPATH");
  return found;
}

static const char *
dir_or (const char *variable, const char *installed)
{
  const char *dir = g_getenv (variable);

  return dir != NULL && *dir != '\0' ? dir : installed;
}

/**
 * dt_language_init:
 * @language: (nullable): the user's choice as gettext writes it ("vi", "en"); "" follows the
 *   system; %NULL is Vietnamese
 * @localedir: (nullable): where the catalogues lie; %NULL for `DT_LOCALEDIR` from the environment,
 *   or else where they are installed
 *
 * Sets the process's locale and language. Dates and numbers keep the system's locale, which may be
 * "C": format them by their digits, not by names of months or the decimal point of the locale. A
 * change of language shows after a restart.
 *
 * Changes the environment, so it is called first in main (), while there is one thread.
 */
void
dt_language_init (const char *language, const char *localedir)
{
  if (localedir == NULL)
    localedir = dir_or ("DT_LOCALEDIR", DT_LOCALEDIR);

  if (language == NULL)
    language = "vi";
  if (*language != '\0')
    g_setenv ("LANGUAGE", language, TRUE);

  /* Fails where the locale that is named is not installed, and leaves "C". */
  setlocale (LC_ALL, "");
  if (g_ascii_strcasecmp (nl_langinfo (CODESET), "UTF-8") != 0)
    setlocale (LC_CTYPE, "C.UTF-8");
  if (!shows_translations () && setlocale (LC_MESSAGES, messages_locale) == NULL
      && !use_own_messages_locale (dir_or ("DT_MODULEDIR", DT_MODULEDIR)))
    setlocale (LC_MESSAGES, "C.UTF-8");

  bindtextdomain (DT_GETTEXT_DOMAIN, localedir);
  bind_textdomain_codeset (DT_GETTEXT_DOMAIN, "UTF-8");
  textdomain (DT_GETTEXT_DOMAIN);
}
