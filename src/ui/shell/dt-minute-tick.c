/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timer is the kernel's, by the time of the day: it also runs out while the machine sleeps, and
 * says when the clock was set. Whether a minute has passed, the clock itself is asked. */
#include "ui/shell/dt-minute-tick.h"

#include "model/dt-date.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define USEC_PER_MINUTE (60 * G_USEC_PER_SEC)

struct _DtMinuteTick
{
  GObject parent_instance;
  DtClock *clock;
  gint64 minute; /* that was told last */
  DtDate day;
  int fd;
  guint source;
};

static guint minute_signal;

G_DEFINE_FINAL_TYPE (DtMinuteTick, dt_minute_tick, G_TYPE_OBJECT)

static gboolean
arm (DtMinuteTick *self)
{
  struct itimerspec timer = {
    .it_value.tv_sec = (time_t) (g_get_real_time () / USEC_PER_MINUTE + 1) * 60,
    .it_interval.tv_sec = 60,
  };

  return timerfd_settime (self->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &timer, NULL) == 0;
}

static gboolean
on_timer_cb (int fd, GIOCondition condition, gpointer data)
{
  DtMinuteTick *self = data;
  guint64 times;

  /* The clock was set: the next full minute is another one. */
  if (read (fd, &times, sizeof times) < 0 && errno == ECANCELED && !arm (self))
    g_warning ("The clock cannot be watched: %s", g_strerror (errno));
  dt_minute_tick_check (self);
  return G_SOURCE_CONTINUE;
}

static void
dt_minute_tick_finalize (GObject *object)
{
  DtMinuteTick *self = DT_MINUTE_TICK (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->clock, dt_clock_unref);
  G_OBJECT_CLASS (dt_minute_tick_parent_class)->finalize (object);
}

static void
dt_minute_tick_class_init (DtMinuteTickClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_minute_tick_finalize;
  minute_signal = g_signal_new ("minute",
                                G_TYPE_FROM_CLASS (klass),
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                1,
                                G_TYPE_BOOLEAN);
}

static void
dt_minute_tick_init (DtMinuteTick *self)
{
  self->fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->fd >= 0 && arm (self))
    self->source = g_unix_fd_add (self->fd, G_IO_IN, on_timer_cb, self);
  else
    g_warning ("The clock cannot be watched: %s", g_strerror (errno));
}

/**
 * dt_minute_tick_new:
 * @clock: whose minutes are told
 *
 * Returns: (transfer full): a tick that has told the present minute
 */
DtMinuteTick *
dt_minute_tick_new (DtClock *clock)
{
  DtMinuteTick *self = g_object_new (DT_TYPE_MINUTE_TICK, NULL);
  gint64 now;

  g_return_val_if_fail (clock != NULL, self);

  self->clock = dt_clock_ref (clock);
  now = dt_clock_now (clock);
  self->minute = now / USEC_PER_MINUTE;
  self->day = dt_date_from_time (now);
  return self;
}

/**
 * dt_minute_tick_check:
 * @self: a tick
 *
 * Tells of another minute if there is one; a clock that was put back counts.
 */
void
dt_minute_tick_check (DtMinuteTick *self)
{
  gint64 now;
  gboolean new_day;

  g_return_if_fail (DT_IS_MINUTE_TICK (self));

  if (self->clock == NULL)
    return;
  now = dt_clock_now (self->clock);
  if (now / USEC_PER_MINUTE == self->minute)
    return;
  new_day = dt_date_from_time (now) != self->day;
  self->minute = now / USEC_PER_MINUTE;
  self->day = dt_date_from_time (now);
  g_signal_emit (self, minute_signal, 0, new_day);
}
