/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's program. */
#include "ui/shell/dt-application.h"
#include "ui/shell/dt-i18n.h"

#include <sys/resource.h>

int
main (int argc, char *argv[])
{
  /* A core dump would hold keys and citizens' data. */
  static const struct rlimit no_core = { 0, 0 };

  setrlimit (RLIMIT_CORE, &no_core);
  g_autofree char *language = dt_application_dup_language ();

  dt_i18n_init (language, NULL);
  g_set_prgname ("org.doithoai.DoiThoai");
  g_autoptr (DtApplication) app = dt_application_new ();

  return g_application_run (G_APPLICATION (app), argc, argv);
}
