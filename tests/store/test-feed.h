/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Histories of several desks without a ledger: desks write entries that know what the desk had
 * seen, a feed gives them to a store in any order of arrival. */
#pragma once

#include "store/dt-store-private.h"

#define MAX_DESKS 4

/* All entries that were written, in the order they were; owned. */
typedef struct
{
  GPtrArray *entries; /* of DtEntry */
  struct
  {
    char device[33];
    gint64 seq;
    GHashTable *seen; /* set of DtEntry */
  } desks[MAX_DESKS];
  gint64 hlc;
} TestLog;

TestLog *test_log_new (void);
void test_log_free (TestLog *self);
/* The time is one second after the last entry's. Facts and payload: JSON or NULL. */
DtEntry *test_log_add (TestLog *self,
                       guint desk,
                       const char *kind,
                       const char *subject,
                       const char *facts,
                       const char *payload);
void test_log_sync (TestLog *self, guint from, guint to); /* what @from saw, @to has seen */
void test_log_sync_all (TestLog *self);
const char *test_id (guint n); /* 32 hex digits; borrowed for good */

/* What has arrived at one store, in order. */
typedef struct
{
  DtFeed feed;
  GPtrArray *entries; /* of DtEntry, borrowed */
} TestFeed;

TestFeed *test_feed_new (void);
void test_feed_free (TestFeed *self);
void test_feed_receive (TestFeed *self, const DtEntry *entry);
void test_feed_receive_all (TestFeed *self, const TestLog *log);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestLog, test_log_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestFeed, test_feed_free)

/* Every table as text, one row a line. */
char *test_dump (DtStore *store);

/* A fixture: one store, and the log that it follows. */
typedef struct
{
  TestLog *log;
  TestFeed *feed;
  DtStore *store;
} TestStore;

void test_store_set_up (TestStore *self, gconstpointer data);
void test_store_tear_down (TestStore *self, gconstpointer data);
void test_store_fold (TestStore *self); /* all that the log has */
