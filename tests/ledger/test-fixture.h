/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every ledger test needs: a folder of its own, a key, a clock that stands still. */
#pragma once

#include "ledger/dt-ledger.h"

#include <glib/gstdio.h>
#include <string.h>

/* 2026-11-12 09:12 in Hanoi. */
#define FIXTURE_NOW G_GINT64_CONSTANT (1794449520000000)

typedef struct
{
  char *directory;
  DtSecret *key;
  DtClock *clock;
  DtLedger *ledger;
} Fixture;

static inline void
fixture_open (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->ledger = dt_ledger_open (self->directory, self->key, self->clock, FALSE, &error);
  g_assert_no_error (error);
}

static inline void
fixture_close (Fixture *self)
{
  g_clear_pointer (&self->ledger, dt_ledger_close);
}

static inline void
fixture_set_up (Fixture *self, gconstpointer data)
{
  const DtLedgerSetup setup = { .unit = "26740", .demo = FALSE, .desk = 3 };
  g_autoptr (GError) error = NULL;

  self->directory = g_dir_make_tmp ("dt-ledger-XXXXXX", &error);
  g_assert_no_error (error);
  self->key = dt_secret_new_random (DT_KEY_SIZE);
  self->clock = dt_clock_new_fixed (FIXTURE_NOW);
  self->ledger = dt_ledger_create (self->directory, self->key, &setup, self->clock, &error);
  g_assert_no_error (error);
}

static inline void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  fixture_close (self);
  dir = g_dir_open (self->directory, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->directory), ==, 0);
  g_free (self->directory);
  dt_secret_unref (self->key);
  dt_clock_unref (self->clock);
}

/* Appends one entry and returns it. */
static inline DtEntry *
fixture_append (Fixture *self,
                const char *kind,
                const char *subject,
                const char *facts,
                const char *payload,
                gint64 hlc)
{
  const DtEntryDraft draft
      = { .kind = kind, .subject = subject, .facts = facts, .payload = payload, .hlc = hlc };
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  dt_ledger_append (self->ledger, "officer", &draft, 1, &entries, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 1);
  return dt_entry_copy (g_ptr_array_index (entries, 0));
}

static inline void
fixture_erase (Fixture *self, const DtEntry *entry)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hex = dt_to_hex (entry->hash, DT_HASH_SIZE);
  const char *const hashes[] = { hex, NULL };

  dt_ledger_erase_payloads (self->ledger, hashes, &error);
  g_assert_no_error (error);
}

#define FIXTURE_ADD(path, func)                                                                    \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
