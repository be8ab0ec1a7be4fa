/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests share. */
#pragma once

#include <glib.h>

/**
 * dt_test_allow:
 * @usec: a time that the plain build may take
 *
 * Sanitizers and valgrind make everything slower: build-aux/test says by how much.
 *
 * Returns: the microseconds to allow here
 */
static inline gint64
dt_test_allow (gint64 usec)
{
  const char *slowness = g_getenv ("DT_TEST_SLOWNESS");
  gint64 factor = slowness != NULL ? g_ascii_strtoll (slowness, NULL, 10) : 1;

  return usec * MAX (factor, 1);
}
