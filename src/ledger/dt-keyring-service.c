/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps a slot's key in the user's keyring, through libsecret. Blocking (D-Bus, a prompt): on a
 * worker. */
#include "ledger/dt-keyring-service.h"

#include "base/dt-error.h"
#include "config.h"

#include <libsecret/secret.h>
#include <string.h>

#define TIMEOUT_S 120
#define QUIET_TIMEOUT_S 5 /* where nobody is asked */

static const SecretSchema secret_schema = {
  .name = DT_APPLICATION_ID,
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "workspace", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

/**
 * dt_keyring_secret_from_hex:
 * @hex: 64 hex digits
 *
 * Returns: (transfer full) (nullable): the key; %NULL if @hex is none
 */
DtSecret *
dt_keyring_secret_from_hex (const char *hex)
{
  guint8 bytes[DT_KEY_SIZE];
  DtSecret *secret;

  if (!dt_from_hex (hex, bytes, sizeof bytes))
    return NULL;
  secret = dt_secret_new (bytes, sizeof bytes);
  explicit_bzero (bytes, sizeof bytes);
  return secret;
}

/* A keyring that never answers must not hold the program: its prompt gets two minutes. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean done;
  int seconds;
  GCancellable *cancellable;
  GThread *thread;
} Watchdog;

static gpointer
watch (gpointer data)
{
  Watchdog *self = data;
  gint64 end = g_get_monotonic_time () + self->seconds * G_TIME_SPAN_SECOND;

  g_mutex_lock (&self->mutex);
  while (!self->done && g_cond_wait_until (&self->cond, &self->mutex, end))
    ;
  if (!self->done)
    g_cancellable_cancel (self->cancellable);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

static void
watchdog_start (Watchdog *self, int seconds)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->done = FALSE;
  self->seconds = seconds;
  self->cancellable = g_cancellable_new ();
  self->thread = g_thread_new ("dt-keyring-watch", watch, self);
}

static void
watchdog_stop (Watchdog *self)
{
  g_mutex_lock (&self->mutex);
  self->done = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_object_unref (self->cancellable);
}

/**
 * dt_keyring_service_look_up:
 * @workspace: the workspace's id
 * @error: %DT_ERROR_LOCKED
 *
 * Returns: (transfer full) (nullable): the slot's key
 */
DtSecret *
dt_keyring_service_look_up (const char *workspace, GError **error)
{
  g_autoptr (GError) own_error = NULL;
  DtSecret *secret = NULL;
  Watchdog watchdog;
  char *hex;

  watchdog_start (&watchdog, TIMEOUT_S);
  hex = secret_password_lookup_sync (
      &secret_schema, watchdog.cancellable, &own_error, "workspace", workspace, NULL);
  watchdog_stop (&watchdog);
  if (hex != NULL)
    secret = dt_keyring_secret_from_hex (hex);
  secret_password_free (hex);
  /* No error and no password: the keyring is locked, its password was wrong, or the key is not
   * in it. They cannot be told apart. */
  if (secret == NULL)
    g_set_error (error,
                 DT_ERROR,
                 DT_ERROR_LOCKED,
                 "the keyring did not give the key: %s",
                 own_error != NULL ? own_error->message : "it is locked or the key is not in it");
  return secret;
}

static gboolean
is_unlocked (GCancellable *cancellable, GError **error)
{
  g_autoptr (SecretService) service
      = secret_service_get_sync (SECRET_SERVICE_NONE, cancellable, error);
  g_autoptr (SecretCollection) collection = NULL;

  if (service == NULL)
    return FALSE;
  collection = secret_collection_for_alias_sync (
      service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, cancellable, error);
  return collection != NULL && !secret_collection_get_locked (collection);
}

/**
 * dt_keyring_service_is_unlocked:
 * @error: %DT_ERROR_LOCKED
 *
 * Returns: %TRUE if the user's keyring is there and takes a key without asking for its password
 */
gboolean
dt_keyring_service_is_unlocked (GError **error)
{
  g_autoptr (GError) own_error = NULL;
  Watchdog watchdog;
  gboolean unlocked;

  watchdog_start (&watchdog, QUIET_TIMEOUT_S);
  unlocked = is_unlocked (watchdog.cancellable, &own_error);
  watchdog_stop (&watchdog);
  if (!unlocked)
    g_set_error (error,
                 DT_ERROR,
                 DT_ERROR_LOCKED,
                 "the keyring takes no key: %s",
                 own_error != NULL ? own_error->message : "it is locked or missing");
  return unlocked;
}

/**
 * dt_keyring_service_store:
 * @workspace: the workspace's id
 * @error: %DT_ERROR_LOCKED
 *
 * Makes a key for the workspace's slot, puts it into the user's keyring and reads it back.
 *
 * Returns: (transfer full) (nullable): the key
 */
DtSecret *
dt_keyring_service_store (const char *workspace, GError **error)
{
  g_autoptr (DtSecret) secret = dt_secret_new_random (DT_KEY_SIZE);
  g_autoptr (DtSecret) stored = NULL;
  g_autoptr (GError) own_error = NULL;
  char *hex = dt_to_hex (dt_secret_get (secret, NULL), DT_KEY_SIZE);
  Watchdog watchdog;
  gboolean ok;

  watchdog_start (&watchdog, TIMEOUT_S);
  ok = secret_password_store_sync (&secret_schema,
                                   SECRET_COLLECTION_DEFAULT,
                                   "Đối Thoại",
                                   hex,
                                   watchdog.cancellable,
                                   &own_error,
                                   "workspace",
                                   workspace,
                                   NULL);
  watchdog_stop (&watchdog);
  secret_password_wipe (hex);
  g_free (hex);
  if (!ok)
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_LOCKED,
                   "the keyring did not take the key: %s",
                   own_error != NULL ? own_error->message : "it is locked");
      return NULL;
    }
  /* What it does not give back now it will not give back tomorrow. */
  stored = dt_keyring_service_look_up (workspace, error);
  if (stored == NULL)
    return NULL;
  if (memcmp (dt_secret_get (stored, NULL), dt_secret_get (secret, NULL), DT_KEY_SIZE) == 0)
    return g_steal_pointer (&secret);
  g_set_error_literal (error, DT_ERROR, DT_ERROR_LOCKED, "the keyring gives another key");
  return NULL;
}
