/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quark of the base room's error domain. Any thread. */
#include "base/dt-error.h"

/* Written out: clang-format would put spaces into the name that G_DEFINE_QUARK takes. */
GQuark
dt_error_quark (void)
{
  return g_quark_from_static_string ("dt-error-quark");
}
