/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of DtService share. Main thread, unless it says otherwise. */
#pragma once

#include "service/dt-service.h"
#include "service/dt-workspace.h"

G_BEGIN_DECLS

struct _DtService
{
  GObject parent_instance;
  DtWorkspace *workspace; /* NULL once it is closed */
  char *directory;
  const DtUnit *unit;
  char *device;
  char *public_key;
  gboolean demo;
  DtClock *clock;

  DtOfficer *officer;   /* signed in, or NULL */
  GPtrArray *officers;  /* of DtOfficer */
  DtRuleBook *book;     /* of time */
  GPtrArray *templates; /* of DtReplyTemplate */
  GPtrArray *absences;  /* of DtAbsence */
  gint64 counts[DT_N_VIEWS];
  GHashTable *waits; /* officer id → gint64: no further try before */
  GQueue undos;      /* of DtUndo, newest last */
  GHashTable *settings;

  GHashTable *drafts;  /* name → JSON, all of them */
  GHashTable *unsaved; /* names of those that are not on disk yet */
  guint save_source;
};

/* ---- dt-service.c ---- */
/* FALSE with an error once the workspace is closed. */
gboolean dt_service_check_open (DtService *self, GError **error);
/* Takes in what a run left: counts, officers, what undoes it; emits the signals. Consumes @result
 * and returns the outcome. */
DtOutcome *dt_service_take_result (DtService *self, DtRunResult *result);
/* Who acts from now on; nothing that another did can be undone. Counts follow by themselves. */
void dt_service_set_officer (DtService *self, DtOfficer *officer);
/* Pushes all unsaved drafts to the writing worker. */
void dt_service_flush_drafts (DtService *self);
void dt_service_forget_draft (DtService *self, const char *name);
/* Counts anew for whoever is signed in, and emits "changed" (@changes may be NULL: nothing else
 * did). */
void dt_service_refresh (DtService *self, gboolean wait);
void dt_service_emit_changed (DtService *self, DtChanges *changes);
void dt_service_emit_problem (DtService *self, const GError *error);
void dt_service_load_settings (DtService *self, const char *text); /* the note, or NULL */
/* From any thread: has @func called once in @context, never in place. */
void dt_service_post (GMainContext *context, GSourceFunc func, gpointer data, GDestroyNotify free);
DtOfficer *dt_service_find_officer (DtService *self, const char *officer_id);

G_END_DECLS
