/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open store, and how its tests feed it without a ledger. Inside the store room only. */
#pragma once

#include "store/dt-fold.h"
#include "store/dt-store.h"

G_BEGIN_DECLS

#define DT_STORE_FILE "views.db"

struct _DtStore
{
  char *directory; /* NULL: in memory */
  DtSecret *key;
  DtFeed feed;
  char *unit;       /* the feed's */
  DtRuleBook *book; /* of time, as the tables have it */
  DtDatabase *database;
  GHashTable *new_terms;  /* written → folded: words not yet in the table of terms */
  DtExternals *externals; /* NULL until somebody asks */
  gint64 cursor;
  gboolean was_rebuilt;
  guint n_rebuilds; /* how often the file was replaced */
};

/* A store in memory over any feed, which must outlive it. */
DtStore *dt_store_new_in_memory (const DtFeed *feed, GError **error);
DtDatabase *dt_store_get_database (DtStore *self);
/* A file over any feed, as dt_store_open() does it over a ledger. */
DtStore *dt_store_open_feed (const char *directory,
                             DtSecret *key,
                             const DtFeed *feed,
                             DtProgressFunc func,
                             gpointer user_data,
                             GError **error);

/* A batch on the store's tables, by its rules. */
DtFold *dt_store_begin_fold (DtStore *self, gboolean derive);
/* The rules may be others now: after a batch, or where the tables are. */
gboolean dt_store_load_book (DtStore *self, GError **error);

/* ---- dt-store-shipped.c ---- */
/* Deadlines follow the rules that come with the program; that they do now is noted in the file. */
gboolean dt_store_follow_shipped (DtStore *self, GError **error);
gboolean dt_store_note_shipped (DtStore *self, GError **error);

/* ---- dt-store-rebuild.c ---- */
/* Folds everything into @self, whose tables are empty. */
gboolean dt_store_fill (DtStore *self,
                        GCancellable *cancellable,
                        DtProgressFunc func,
                        gpointer user_data,
                        GError **error);
gboolean dt_store_write_terms (DtStore *self, GError **error);
DtStore *dt_store_new (const char *directory, DtSecret *key, const DtFeed *feed);
/* Opens the file of that name in the store's directory, with the tokenizer. */
DtDatabase *dt_store_open_file (DtStore *self, const char *name, gboolean create, GError **error);
void dt_store_remove_file (DtStore *self, const char *name);

G_END_DECLS
