/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the sun stands and when the moon is new: what a lunisolar calendar is computed from.
 * Moments are Julian days of universal time. Pure, any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double dt_ephemeris_new_moon (int number); /* 0: 6 January 2000 */
int dt_ephemeris_new_moon_near (double moment);
double dt_ephemeris_sun_longitude (double moment); /* degrees, 0 to 360 */

G_END_DECLS
