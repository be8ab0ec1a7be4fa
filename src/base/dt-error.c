/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quark of the base room's error domain. Any thread. */
#include "base/dt-error.h"

G_DEFINE_QUARK (dt - error, dt_error)
