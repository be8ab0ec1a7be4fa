/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hub in memory that does what data/hub's functions do, can be set back to what it was, and can
 * be told to cheat. Each desk speaks to it over a line of its own, on which calls get lost, are
 * done without an answer, or are done twice. One thread. */
#pragma once

#include "sync/dt-hub.h"

G_BEGIN_DECLS

typedef enum
{
  SIM_HONEST,
  SIM_FORGES,    /* changes a byte of an entry that it gives */
  SIM_FORGETS,   /* drops the newest entries and does not say so */
  SIM_WITHHOLDS, /* gives one desk nothing of another, and says so little of it */
  SIM_REORDERS,  /* tells one desk another order */
  SIM_LIES,      /* of a head */
} SimCheat;

typedef struct
{
  char device[33];
  gint64 seq;
  guint8 hash[DT_HASH_SIZE];
  gint64 day;
  DtRawEntry *raw;
} SimEntry;

typedef struct
{
  GRand *random;
  GPtrArray *entries;      /* of SimEntry, in the record's order */
  GHashTable *attachments; /* address → SimAttachment */
  GHashTable *removed;     /* device → gint64 *: its last entry that counts */
  guint epoch;
  gint64 now;
  SimCheat cheat;
  char victim[33]; /* the desk that is cheated */
  char object[33]; /* the desk whose entries it is about */
  guint cheated;   /* how often it was */
} SimHub;

SimHub *sim_hub_new (GRand *random);
void sim_hub_free (SimHub *self);
gint64 sim_hub_get_head (SimHub *self, const char *device, guint8 *out_hash);
/* As if it were restored from a backup of when it had @n entries. */
void sim_hub_restore (SimHub *self, guint n);
/* As a SQL function would: the last entry of that desk that counts. */
gint64 sim_hub_remove (SimHub *self, const char *device);

#define SIM_TYPE_LINE (sim_line_get_type ())
G_DECLARE_FINAL_TYPE (SimLine, sim_line, SIM, LINE, GObject)

/* @trouble: of 100 calls how many go wrong. */
SimLine *sim_line_new (SimHub *hub, const char *device);
void sim_line_set_trouble (SimLine *self, guint trouble);

G_END_DECLS
