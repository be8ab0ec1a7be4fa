/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the register: a letter, or numbers that nobody has. Main thread. */
#pragma once

#include <adwaita.h>

#include "model/dt-letter.h"

G_BEGIN_DECLS

#define DT_TYPE_REGISTER_ROW (dt_register_row_get_type ())
G_DECLARE_FINAL_TYPE (DtRegisterRow, dt_register_row, DT, REGISTER_ROW, AdwBin)
/* Signal "void" (): its letter shall be voided. */

GtkWidget *dt_register_row_new (void);
/* @item: a DtLetter, or a GtkStringObject that says which numbers are missing. */
void dt_register_row_set_item (DtRegisterRow *self, GObject *item, gboolean may_void);
/* Whether a letter has these words (folded) somewhere. */
gboolean dt_register_row_matches (DtLetter *letter, const char *folded);

G_END_DECLS
