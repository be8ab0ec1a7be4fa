/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, a secret to set: one's own PIN, or the workspace's passphrase. Main thread. */
#pragma once

#include "service/dt-service.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  DT_SECRET_OWN_PIN,
  DT_SECRET_PASSPHRASE,
} DtSecretKind;

#define DT_TYPE_SECRET_PAGE (dt_secret_page_get_type ())
G_DECLARE_FINAL_TYPE (DtSecretPage, dt_secret_page, DT, SECRET_PAGE, GtkWidget)
/* Signal: "closed" (char *done): what was done, in words, or NULL. */

GtkWidget *dt_secret_page_new (DtService *service, DtSecretKind kind);

G_END_DECLS
