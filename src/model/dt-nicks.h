/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nicks of the closed lists: what is stored and typed for a value, never shown. A list is an array
 * of them, one for each value from 0 on. Pure, any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *dt_nick_get (const char *const *nicks, guint n, guint value);
gboolean dt_nick_find (const char *const *nicks, guint n, const char *nick, guint *out);

/* Defines dt_NAME_to_nick() and dt_NAME_from_nick() of an enum @Type over its list @nicks. A nick
 * that is not known (or NULL) gives FALSE and leaves @out untouched. */
#define DT_DEFINE_NICKS(name, Type, nicks)                                                         \
  const char *dt_##name##_to_nick (Type value)                                                     \
  {                                                                                                \
    return dt_nick_get (nicks, G_N_ELEMENTS (nicks), (guint) value);                               \
  }                                                                                                \
  gboolean dt_##name##_from_nick (const char *nick, Type *out)                                     \
  {                                                                                                \
    guint value;                                                                                   \
                                                                                                   \
    g_return_val_if_fail (out != NULL, FALSE);                                                     \
                                                                                                   \
    if (!dt_nick_find (nicks, G_N_ELEMENTS (nicks), nick, &value))                                 \
      return FALSE;                                                                                \
    *out = (Type) value;                                                                           \
    return TRUE;                                                                                   \
  }

G_END_DECLS
