/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of the index of addresses, for the parser and the completion. */
#pragma once

#include "model/dt-address-index.h"
#include "model/dt-address-text.h"

G_BEGIN_DECLS

/* Kinds of units as people write them before a name. */
typedef enum
{
  DT_ADDRESS_NO_TYPE,
  DT_ADDRESS_PHUONG,
  DT_ADDRESS_XA,
  DT_ADDRESS_THI_TRAN,
  DT_ADDRESS_DAC_KHU,
  DT_ADDRESS_QUAN,
  DT_ADDRESS_HUYEN,
  DT_ADDRESS_THI_XA,
  DT_ADDRESS_THANH_PHO,
  DT_ADDRESS_TINH,
  DT_ADDRESS_N_TYPES,
} DtAddressType;

typedef enum
{
  DT_ADDRESS_UNIT,     /* id: place in the catalogue's list */
  DT_ADDRESS_FORMER,   /* id: place among the former units */
  DT_ADDRESS_DISTRICT, /* id: place among the districts */
  DT_ADDRESS_PROVINCE, /* id: place among the provinces, present or former */
  DT_ADDRESS_TYPE,     /* a kind of unit, written out or short */
  DT_ADDRESS_BELOW,    /* street, residential group …: the name behind it is no unit's */
  DT_ADDRESS_WORD,     /* an ordinary word in which a kind seems to stand: "phương án" */
} DtAddressLevel;

/* A name of a unit. Those with the same letters lie together. */
typedef struct
{
  guint32 letters; /* in the pool */
  guint32 marks;
  guint16 id;
  guint8 n_letters;
  guint8 level;
  guint8 type;
  guint8 is_short : 1; /* an abbreviation that means nothing by itself */
  guint8 words : 7;    /* atoms that it was written in */
} DtAddressEntry;

typedef struct
{
  guint32 first; /* entry */
  guint16 n_entries;
  guint16 levels; /* bit mask 1 << DtAddressLevel */
} DtAddressName;

typedef struct
{
  const char *name; /* "Quận 1" */
  guint16 province;
} DtAddressDistrict;

#define DT_ADDRESS_NONE G_MAXUINT16
#define DT_ADDRESS_MAX_LETTERS 40

struct _DtAddressIndex
{
  const GPtrArray *units; /* the catalogue's */
  GHashTable *unit_index; /* code → 1 + place in units */
  char *text;             /* the files, cut in place: strings point into it */
  char *alias_text;
  GByteArray *pool; /* letters and marks */
  GArray *entries;  /* of DtAddressEntry, by letters, then marks */
  GArray *names;    /* of DtAddressName */
  guint64 *slots;   /* hash table: upper half of the hash, 1 + name */
  guint slot_mask;
  GArray *formers;          /* of DtFormerUnit */
  guint16 *former_district; /* of each former unit; DT_ADDRESS_NONE */
  guint16 *former_province;
  GArray *districts;        /* of DtAddressDistrict */
  GPtrArray *provinces;     /* of names; the present ones first in the catalogue's order */
  guint16 *unit_province;   /* of each unit */
  guint32 *made_of_start;   /* of each unit, and one more: where its part of made_of begins */
  guint16 *made_of;         /* former units */
  const DtUnit **unit_pool; /* what DtFormerUnit.units point into */
  guint16 *unit_places;     /* of each of unit_pool */
  guint longest;            /* letters of the longest name */
};

const DtAddressName *
dt_address_index_find (const DtAddressIndex *self, guint64 hash, const char *letters, guint n);

static inline const DtAddressEntry *
dt_address_index_entry (const DtAddressIndex *self, guint index)
{
  return &((const DtAddressEntry *) (gconstpointer) self->entries->data)[index];
}

static inline const DtFormerUnit *
dt_address_index_former (const DtAddressIndex *self, guint index)
{
  return &((const DtFormerUnit *) (gconstpointer) self->formers->data)[index];
}

/* The place in the catalogue of the unit that a former one became. */
static inline guint16
dt_address_index_target (const DtAddressIndex *self, const DtFormerUnit *former, guint index)
{
  return self->unit_places[former->units - self->unit_pool + index];
}

/* "Phường Bến Nghé" → its kind; @name then begins behind it. */
DtAddressType dt_address_type_split (const char **name);
/* The place of that code in units; DT_ADDRESS_NONE if it is none. */
guint16 dt_address_index_find_unit (const DtAddressIndex *self, const char *code);

/* ---- making one ---- */
gboolean
dt_address_index_read (DtAddressIndex *self, GBytes *changes, GBytes *aliases, GError **error);
void dt_address_index_add (DtAddressIndex *self,
                           const char *name,
                           DtAddressLevel level,
                           DtAddressType type,
                           guint16 id,
                           gboolean is_short);
void dt_address_index_arrange (DtAddressIndex *self);

G_END_DECLS
