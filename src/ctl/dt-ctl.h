/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call of doithoaictl: its options, the workspace it opened, how it prints. One thread,
 * blocking. */
#pragma once

#include "service/dt-service.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a run ends with. */
enum
{
  DT_CTL_DONE = 0,
  DT_CTL_FAILED = 1,
  DT_CTL_USED_WRONGLY = 2,
};

typedef struct
{
  /* of every command */
  char *workspace;
  char *key_file;
  char *officer; /* --as: id or name */
  gboolean json;
  /* of some */
  char *unit;
  gboolean demo;
  char *officer_name;
  char *format;
  char **maps; /* "field=column,…" */
  char *channel;
  char *view;
  char *query;
  int limit;
  char *ground;
  char **public_keys;
  char *kind;
  char *from;
  char *clock_name;
  char *traits; /* "complex,remote" */
  gboolean urgent;
  char *preview; /* a deadlines.json */

  char **arguments; /* what stands behind the command */
  DtClock *clock;
  DtService *service; /* once dt_ctl_open() has opened it */
} DtCtl;

/* A command: returns one of the ends, having printed what it has to say. */
typedef int (*DtCtlFunc) (DtCtl *self);

int dt_ctl_init (DtCtl *self);
int dt_ctl_verify (DtCtl *self);
int dt_ctl_rebuild (DtCtl *self);
int dt_ctl_backup (DtCtl *self);
int dt_ctl_restore (DtCtl *self);
int dt_ctl_import (DtCtl *self);
int dt_ctl_list (DtCtl *self);
int dt_ctl_show (DtCtl *self);
int dt_ctl_erase (DtCtl *self);
int dt_ctl_receipt (DtCtl *self);
int dt_ctl_deadline (DtCtl *self);
int dt_ctl_lunar (DtCtl *self);
int dt_ctl_address (DtCtl *self);
int dt_ctl_rules (DtCtl *self);

/* ---- what they share ---- */
gboolean dt_ctl_open (DtCtl *self, GError **error);
/* Opens, and acts as --as or the first officer who may run @kind. */
gboolean dt_ctl_open_for (DtCtl *self, DtCommandKind kind, GError **error);
void dt_ctl_close (DtCtl *self);
/* One line on standard error: what, and what to do. Returns DT_CTL_FAILED. */
int dt_ctl_fail (DtCtl *self, const GError *error);
int dt_ctl_fail_usage (DtCtl *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* With --json the built value in one line, else @text. */
void dt_ctl_print (DtCtl *self, JsonBuilder *builder, const char *text);

/* ---- records as JSON ---- */
void dt_ctl_json_string (JsonBuilder *builder, const char *name, const char *value);
void dt_ctl_json_int (JsonBuilder *builder, const char *name, gint64 value);
void dt_ctl_json_boolean (JsonBuilder *builder, const char *name, gboolean value);
void dt_ctl_json_case (JsonBuilder *builder, DtCase *a_case); /* the row of a list */
void dt_ctl_json_case_file (JsonBuilder *builder, DtCaseFile *file);

G_END_DECLS
