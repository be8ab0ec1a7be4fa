/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vietnamese is shown whatever the locale of the system is: each row runs this program again, as a
 * child with that locale, and reads back what it translated. */
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <string.h>

#include "ui/shell/dt-i18n.h"

typedef struct
{
  const char *name;
  const char *lang;
  const char *lc_all;
  const char *lc_messages;
  const char *language;
  const char *choice;
  const char *cancel;
  const char *catalogue;
} Row;

#define VIETNAMESE "_Thôi", "vi"

/* choice "-" stands for the default */
static const Row rows[] = {
  { "nothing-set", NULL, NULL, NULL, NULL, "-", VIETNAMESE },
  { "lang-c", "C", NULL, NULL, NULL, "-", VIETNAMESE },
  { "lang-posix", "POSIX", NULL, NULL, NULL, "-", VIETNAMESE },
  { "lang-c-utf8", "C.UTF-8", NULL, NULL, NULL, "-", VIETNAMESE },
  { "lang-not-installed", "fr_FR.UTF-8", NULL, NULL, NULL, "-", VIETNAMESE },
  { "lang-nonsense", "no such place", NULL, NULL, NULL, "-", VIETNAMESE },
  { "all-c", NULL, "C", NULL, NULL, "-", VIETNAMESE },
  { "all-posix", "C.UTF-8", "POSIX", NULL, NULL, "-", VIETNAMESE },
  { "all-c-utf8", NULL, "C.UTF-8", NULL, NULL, "-", VIETNAMESE },
  { "all-not-installed", NULL, "de_DE.UTF-8", NULL, NULL, "-", VIETNAMESE },
  { "messages-c", "C.UTF-8", NULL, "C", NULL, "-", VIETNAMESE },
  { "language-english", "C.UTF-8", NULL, NULL, "en", "-", VIETNAMESE },
  { "language-french", "C", NULL, NULL, "fr:de", "-", VIETNAMESE },
  { "chose-vietnamese", "C", NULL, NULL, "en", "vi", VIETNAMESE },
  { "chose-english", "C.UTF-8", NULL, NULL, "vi", "en", "_Cancel", "" },
  { "follows-system", "C.UTF-8", NULL, NULL, "vi", "", VIETNAMESE },
};

static const char *self;

/* What the child says: GTK's word, libadwaita's and our own catalogue's language. */
static int
speak (const char *choice)
{
  dt_i18n_init (strcmp (choice, "-") == 0 ? NULL : choice, NULL);
  if (!gtk_init_check ())
    return 1;

  const char *header = gettext ("");
  const char *language = strstr (header, "Language: ");
  g_autofree char *code
      = language ? g_strndup (language + 10, strcspn (language + 10, "\n")) : NULL;

  g_print ("%s|%s\n", g_dgettext ("gtk40", "_Cancel"), code ? code : "");
  return 0;
}

static void
set_or_unset (GSubprocessLauncher *launcher, const char *name, const char *value)
{
  if (value != NULL)
    g_subprocess_launcher_setenv (launcher, name, value, TRUE);
  else
    g_subprocess_launcher_unsetenv (launcher, name);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);

  set_or_unset (launcher, "LANG", row->lang);
  set_or_unset (launcher, "LC_ALL", row->lc_all);
  set_or_unset (launcher, "LC_MESSAGES", row->lc_messages);
  set_or_unset (launcher, "LC_CTYPE", NULL);
  set_or_unset (launcher, "LANGUAGE", row->language);

  g_autoptr (GSubprocess) child
      = g_subprocess_launcher_spawn (launcher, &error, self, "--speak", row->choice, NULL);
  g_assert_no_error (error);

  g_autofree char *said = NULL;
  g_autofree char *complaints = NULL;

  g_subprocess_communicate_utf8 (child, NULL, NULL, &said, &complaints, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);

  g_autofree char *wanted = g_strdup_printf ("%s|%s\n", row->cancel, row->catalogue);

  g_assert_cmpstr (said, ==, wanted);
  /* GTK warns when it cannot set the locale. */
  g_assert_null (strstr (complaints, "ocale"));
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "--speak") == 0)
    return speak (argv[2]);

  self = argv[0];
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/i18n/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  return g_test_run ();
}
