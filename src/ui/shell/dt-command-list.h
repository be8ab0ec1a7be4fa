/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one table of what can be done in the window by name and by key: the palette, the keys and
 * the sheet of keys are made of it. To add one: a row here. */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef enum
{
  DT_KEYS_GENERAL,
  DT_KEYS_CASES,
  DT_KEYS_CASE,
  DT_N_KEYS
} DtKeysGroup;

typedef struct
{
  const char *action; /* detailed: "win.view::mine" */
  const char *label;  /* msgid; NULL: a key only */
  DtKeysGroup group;
  guint key; /* 0: none */
  GdkModifierType modifiers;
  gboolean in_text; /* the key also works while text has the focus */
} DtCommandEntry;

const DtCommandEntry *dt_command_list_get (guint *n);
/* "Ctrl+N", "R"; NULL if it has no key. */
char *dt_command_entry_dup_key (const DtCommandEntry *entry);

G_END_DECLS
