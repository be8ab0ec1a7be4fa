/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock: system or fixed wall time and the hybrid logical clock. One mutex guards both, so a
 * DtClock may be shared by threads. */
#include "base/dt-clock.h"

#include <string.h>

struct _DtClock
{
  gatomicrefcount refs;
  GMutex mutex;
  gboolean fixed;
  gint64 now;      /* while fixed */
  gint64 last_hlc; /* greatest given or observed */
};

static DtClock *
clock_new (gboolean fixed, gint64 now)
{
  DtClock *self = g_new0 (DtClock, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->mutex);
  self->fixed = fixed;
  self->now = now;
  return self;
}

static gint64
now_locked (DtClock *self)
{
  return self->fixed ? self->now : g_get_real_time ();
}

/**
 * dt_clock_new:
 *
 * Returns: (transfer full): a clock that follows the system's
 */
DtClock *
dt_clock_new (void)
{
  return clock_new (FALSE, 0);
}

/**
 * dt_clock_new_fixed:
 * @now: Unix microseconds
 *
 * Returns: (transfer full): a clock that stands still until dt_clock_set_fixed()
 */
DtClock *
dt_clock_new_fixed (gint64 now)
{
  return clock_new (TRUE, now);
}

/**
 * dt_clock_ref:
 * @self: a clock
 *
 * Returns: (transfer full): @self
 */
DtClock *
dt_clock_ref (DtClock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * dt_clock_unref:
 * @self: (transfer full): a clock
 */
void
dt_clock_unref (DtClock *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * dt_clock_now:
 * @self: a clock
 *
 * Returns: Unix microseconds
 */
gint64
dt_clock_now (DtClock *self)
{
  gint64 now;

  g_return_val_if_fail (self != NULL, 0);

  g_mutex_lock (&self->mutex);
  now = now_locked (self);
  g_mutex_unlock (&self->mutex);
  return now;
}

/**
 * dt_clock_set_fixed:
 * @self: a clock
 * @now: Unix microseconds at which it stands from now on
 */
void
dt_clock_set_fixed (DtClock *self, gint64 now)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  self->fixed = TRUE;
  self->now = now;
  g_mutex_unlock (&self->mutex);
}

/**
 * dt_clock_next_hlc:
 * @self: a clock
 *
 * Source: Kulkarni et al., "Logical Physical Clocks", 2014: the greater of the wall clock and one
 * more than the last.
 *
 * Returns: a hybrid logical time greater than all given out or observed before
 */
gint64
dt_clock_next_hlc (DtClock *self)
{
  gint64 hlc;

  g_return_val_if_fail (self != NULL, 0);

  g_mutex_lock (&self->mutex);
  hlc = MAX (DT_HLC_FROM_USEC (now_locked (self)), self->last_hlc + 1);
  self->last_hlc = hlc;
  g_mutex_unlock (&self->mutex);
  return hlc;
}

/**
 * dt_clock_observe_hlc:
 * @self: a clock
 * @hlc: a time another desk gave, or the last one in the record
 */
void
dt_clock_observe_hlc (DtClock *self, gint64 hlc)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  self->last_hlc = MAX (self->last_hlc, hlc);
  g_mutex_unlock (&self->mutex);
}

/* Hanoi keeps UTC+7 all year and has since 1975, so no zone file is needed. */
static GTimeZone *
hanoi_zone (void)
{
  static GTimeZone *zone;

  if (g_once_init_enter (&zone))
    g_once_init_leave (&zone, g_time_zone_new_offset (7 * 60 * 60));
  return zone;
}

/**
 * dt_time_to_hanoi:
 * @usec: Unix microseconds, years 1 to 9999
 *
 * Returns: (transfer full): the same moment in Hanoi's time
 */
GDateTime *
dt_time_to_hanoi (gint64 usec)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (usec / G_USEC_PER_SEC);
  g_autoptr (GDateTime) exact = NULL;

  if (utc == NULL)
    return g_date_time_new (hanoi_zone (), 1970, 1, 1, 7, 0, 0);
  exact = g_date_time_add (utc, usec % G_USEC_PER_SEC);
  return g_date_time_to_timezone (exact, hanoi_zone ());
}

/**
 * dt_time_to_iso:
 * @usec: Unix microseconds
 *
 * Returns: (transfer full): "2026-11-23T14:02:00+07:00"
 */
char *
dt_time_to_iso (gint64 usec)
{
  g_autoptr (GDateTime) time = dt_time_to_hanoi (usec);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%S+07:00");
}

/**
 * dt_time_from_iso:
 * @text: ISO 8601 date or date and time; without a zone it is Hanoi's
 * @out_usec: (out): Unix microseconds, untouched if FALSE is returned
 *
 * Returns: whether @text is one
 */
gboolean
dt_time_from_iso (const char *text, gint64 *out_usec)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *whole = NULL;

  g_return_val_if_fail (text != NULL && out_usec != NULL, FALSE);

  if (strlen (text) == 10)
    whole = g_strconcat (text, "T00:00:00", NULL);
  time = g_date_time_new_from_iso8601 (whole != NULL ? whole : text, hanoi_zone ());
  if (time == NULL)
    return FALSE;
  *out_usec = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
  return TRUE;
}
