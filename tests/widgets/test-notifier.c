/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders as the desktop is sent them: a daemon of the test's own takes them on the session bus.
 * The clock stands still until it is moved. */
#include "service/test-service.h"

#include "dt-test.h"
#include "ui/shell/dt-i18n.h"
#include "ui/shell/dt-window.h"

#include <adwaita.h>

#define LIMIT (20 * G_USEC_PER_SEC)
#define NAME "org.freedesktop.Notifications"

static const char interface[]
    = "<node><interface name='" NAME "'>"
      "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
      "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
      "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
      "<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
      "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
      "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
      "</interface></node>";

typedef struct
{
  Fixture base;
  AdwApplication *application;
  DtWindow *window;
  GSettings *settings;
  GDBusConnection *bus;
  guint object;
  guint owner;
  gboolean owned;
  GPtrArray *sent; /* of char *: "title|body|actions" */
  guint closed;
} Desk;

static void
on_call_cb (GDBusConnection *bus,
            const char *sender,
            const char *path,
            const char *name,
            const char *method,
            GVariant *parameters,
            GDBusMethodInvocation *invocation,
            gpointer data)
{
  Desk *self = data;

  if (g_str_equal (method, "Notify"))
    {
      const char *title, *body;
      g_autofree const char **actions = NULL;
      g_autofree char *joined = NULL;

      g_variant_get_child (parameters, 3, "&s", &title);
      g_variant_get_child (parameters, 4, "&s", &body);
      g_variant_get_child (parameters, 5, "^a&s", &actions);
      joined = g_strjoinv (" ", (char **) actions);
      g_ptr_array_add (self->sent, g_strdup_printf ("%s|%s|%s", title, body, joined));
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", self->sent->len));
    }
  else if (g_str_equal (method, "CloseNotification"))
    {
      self->closed++;
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(as)", NULL));
}

static void
on_owned_cb (GDBusConnection *bus, const char *name, gpointer data)
{
  ((Desk *) data)->owned = TRUE;
}

static gboolean
on_look_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

typedef gboolean (*Condition) (Desk *self, guint n);

static void
wait_for (Desk *self, Condition condition, guint n)
{
  gint64 end = g_get_monotonic_time () + dt_test_allow (LIMIT);
  guint look = g_timeout_add (10, on_look_cb, NULL);

  while (!condition (self, n))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (look);
}

static gboolean
is_owned (Desk *self, guint n)
{
  return self->owned;
}

static gboolean
is_settled (Desk *self, guint n)
{
  return dt_window_is_settled (self->window);
}

static gboolean
was_sent (Desk *self, guint n)
{
  return self->sent->len == n;
}

static gboolean
was_closed (Desk *self, guint n)
{
  return self->closed == n;
}

static void
desk_set_up (Desk *self, gconstpointer data)
{
  static const GDBusInterfaceVTable table = { .method_call = on_call_cb };
  static guint n_applications;
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (interface, NULL);

  fixture_set_up (&self->base, "demo");
  fixture_add_officers (&self->base);
  fixture_act_as (&self->base, OFFICER);
  self->settings = g_settings_new ("org.doithoai.DoiThoai");
  g_settings_reset (self->settings, "reminders");
  self->sent = g_ptr_array_new_with_free_func (g_free);
  self->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  self->object = g_dbus_connection_register_object (
      self->bus, "/org/freedesktop/Notifications", info->interfaces[0], &table, self, NULL, &error);
  g_assert_no_error (error);
  self->owner = g_bus_own_name_on_connection (
      self->bus, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, on_owned_cb, NULL, self, NULL);
  wait_for (self, is_owned, 0);
  /* What one test has put on the bus stays there as long as the program runs. */
  name = g_strdup_printf ("org.doithoai.DoiThoai.Test%u", ++n_applications);
  self->application = adw_application_new (name, G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (self->application), NULL, &error);
  g_assert_no_error (error);
}

static void
desk_open (Desk *self)
{
  self->window = dt_window_new (self->application, self->settings);
  g_object_ref_sink (self->window);
  dt_window_set_service (self->window, self->base.service);
  gtk_window_present (GTK_WINDOW (self->window));
  wait_for (self, is_settled, 0);
}

static void
desk_tear_down (Desk *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->application);
  g_bus_unown_name (self->owner);
  g_dbus_connection_unregister_object (self->bus, self->object);
  g_clear_object (&self->bus);
  g_ptr_array_unref (self->sent);
  g_settings_reset (self->settings, "reminders");
  g_clear_object (&self->settings);
  fixture_tear_down (&self->base, NULL);
}

static void
pass_to (Desk *self, const char *text)
{
  gint64 time = 0;

  g_assert_true (dt_time_from_iso (text, &time));
  dt_clock_set_fixed (self->base.clock, time);
  dt_window_tick (self->window);
  wait_for (self, is_settled, 0);
}

static char *
make_case (Desk *self)
{
  char *id = open_case (&self->base, "Đèn hẻm 15 không sáng", "Trần Thị Hoa", "0900000012");
  const char *ids[] = { id, NULL };

  g_object_unref (
      run (&self->base,
           dt_command_assign (ids, fixture_officer (&self->base, OFFICER, DT_ROLE_OFFICER))));
  return id;
}

/* Due on Monday 30 November: told when the office opens, gone when it is answered. */
static void
test_one (Desk *self, gconstpointer data)
{
  g_autofree char *id = make_case (self);
  const char *sent;

  desk_open (self);
  pass_to (self, "2026-11-30T06:00:00");
  pass_to (self, "2026-11-30T07:30:00");
  wait_for (self, was_sent, 1);
  sent = self->sent->pdata[0];
  g_assert_true (
      g_str_has_prefix (sent, "Hồ sơ đến hạn hôm nay|HS-2026-0001 · Chưa phân lĩnh vực|default "));
  g_assert_nonnull (strstr (sent, "Mở hồ sơ"));
  g_assert_null (strstr (sent, "Hoa"));
  g_assert_null (strstr (sent, "0900"));
  g_assert_null (strstr (sent, "Đèn"));
  pass_to (self, "2026-11-30T07:31:00");
  g_object_unref (
      run (&self->base, dt_command_record_answer (id, DT_CHANNEL_PHONE, "Đã sửa", 0, NULL, 0)));
  wait_for (self, was_closed, 1);
  g_assert_cmpuint (self->sent->len, ==, 1);
}

/* What comes together is one, and comes also while the window is locked. */
static void
test_several (Desk *self, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    g_free (make_case (self));
  desk_open (self);
  dt_window_lock (self->window);
  pass_to (self, "2026-11-30T07:30:00");
  wait_for (self, was_sent, 1);
  g_assert_true (
      g_str_has_prefix (self->sent->pdata[0], "3 hồ sơ đến hạn hôm nay|3 đến hạn hôm nay|"));
}

/* A desk that wants none is sent none; when it wants them again, it is told what holds then. */
static void
test_off (Desk *self, gconstpointer data)
{
  g_free (make_case (self));
  desk_open (self);
  g_settings_set_boolean (self->settings, "reminders", FALSE);
  pass_to (self, "2026-11-27T08:00:00");
  pass_to (self, "2026-11-30T08:00:00");
  g_settings_set_boolean (self->settings, "reminders", TRUE);
  pass_to (self, "2026-12-01T08:00:00");
  wait_for (self, was_sent, 1);
  g_assert_true (g_str_has_prefix (self->sent->pdata[0], "Hồ sơ đã quá hạn|HS-2026-0001"));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/notifier/" name, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char *argv[])
{
  dt_i18n_init (NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("one", test_one);
  ADD ("several", test_several);
  ADD ("off", test_off);
  return g_test_run ();
}
