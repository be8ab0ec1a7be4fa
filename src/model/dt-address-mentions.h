/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The places in a text where a name of the index stands, with the kind written before it. */
#pragma once

#include "model/dt-address-index-private.h"

G_BEGIN_DECLS

#define DT_ADDRESS_NO_MENTION G_MAXUINT /* for a place among the mentions */
#define DT_ADDRESS_MAX_DISTRICTS 16
#define DT_ADDRESS_MAX_PROVINCES 4

/* Points of a district or province whose kind is written and right, its marks too or left out. */
#define DT_ADDRESS_POINTS_TYPED_EXACT 36
#define DT_ADDRESS_POINTS_TYPED_PLAIN 33
/* Of a district where a province by that very name is meant rather. */
#define DT_ADDRESS_POINTS_RATHER_PROVINCE 8

/* A district or province that a mention may mean, and how well it fits. */
typedef struct
{
  guint16 id;
  guint16 points;
} DtAddressFit;

typedef struct
{
  guint start; /* atoms: from the kind, if there is one */
  guint name;
  guint end;
  DtAddressType type;
  gboolean short_type; /* "p.", not "phường" */
  gboolean doubtful;   /* the kind may be part of an ordinary word: "phuong an" */
  gboolean below;      /* behind "đường", "tổ" …: most likely no unit's name */
  gboolean whole;      /* nothing else between the commas */
  gboolean has_ward;   /* may name a commune-level unit */
  gboolean is_short;   /* only abbreviations: means nothing by itself */
  const DtAddressName *dictionary;
  guint n_districts;
  guint n_provinces;
  DtAddressFit districts[DT_ADDRESS_MAX_DISTRICTS];
  DtAddressFit provinces[DT_ADDRESS_MAX_PROVINCES];
} DtAddressMention;

gboolean dt_address_type_is_ward (DtAddressType type);
gboolean dt_address_type_is_district (DtAddressType type);

/* Cuts words that were joined, then finds the mentions, by where they begin. */
GArray *dt_address_find_mentions (const DtAddressIndex *index, DtAddressText *text);

G_END_DECLS
