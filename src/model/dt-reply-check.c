/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of a reply before it goes out. Any thread. */
#include "model/dt-reply-check.h"

static const char *const nicks[DT_N_CHECKS] = {
  "empty",      "blank",       "field",       "recipient",  "window",  "length",
  "other_case", "other_id",    "other_phone", "attachment", "no_body", "status",
  "other_name", "public_data", "rude",        "capitals",   "address", "spelling",
};

/**
 * dt_check_kind_to_nick:
 * @kind: a check
 *
 * Returns: (transfer none): its nick
 */
const char *
dt_check_kind_to_nick (DtCheckKind kind)
{
  g_return_val_if_fail (kind < DT_N_CHECKS, NULL);

  return nicks[kind];
}
