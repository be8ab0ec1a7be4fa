/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The closed lists that live in data files (fields of work, grounds of refusal, administrative
 * units), loaded once from the data resource and immutable from then on. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *code;
  char *name_vi;
  char *name_en;
} DtField;

typedef struct
{
  char *code;
  char *name_vi;
  char *source;   /* law and article */
  guint kinds;    /* bit mask 1 << DtCaseKind it may be used for */
  gboolean check; /* one weak source says so */
} DtGround;

typedef struct
{
  char *code;          /* "26740" */
  char *name;          /* "Phường Sài Gòn" */
  char *type;          /* "Phường", "Xã", "Đặc khu" */
  char *province_code; /* "79" */
  char *province;      /* "Thành phố Hồ Chí Minh" */
} DtUnit;

const GPtrArray *dt_catalogue_get_fields (void);           /* of DtField */
const DtField *dt_catalogue_find_field (const char *code); /* NULL if none */
/* The field whose name or keyword occurs in @text (accent-blind; the longest keyword wins). */
const DtField *dt_catalogue_match_field (const char *text);
const GPtrArray *dt_catalogue_get_grounds (void); /* of DtGround */
const DtGround *dt_catalogue_find_ground (const char *code);
const GPtrArray *dt_catalogue_get_units (void); /* of DtUnit, by province and name */
const DtUnit *dt_catalogue_find_unit (const char *code);

G_END_DECLS
