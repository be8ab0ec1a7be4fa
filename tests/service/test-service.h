/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every test of the service needs: a workspace of its own, a clock that stands still, officers
 * of every role. */
#pragma once

#include "service/dt-service.h"

#include <glib/gstdio.h>
#include <string.h>

/* 2026-11-23 14:00 in Hanoi. */
#define TEST_NOW G_GINT64_CONSTANT (1795417200000000)
#define TEST_PIN "246810"

typedef struct
{
  char *root;
  char *directory;
  char *key_file;
  DtClock *clock;
  DtService *service;
  gboolean demo;
} Fixture;

void fixture_set_up (Fixture *self, gconstpointer data); /* @data: "demo" or NULL */
void fixture_tear_down (Fixture *self, gconstpointer data);
void fixture_reopen (Fixture *self);
/* The officer of that name; makes one of those roles, with TEST_PIN, if there is none. */
const char *fixture_officer (Fixture *self, const char *name, DtRoles roles);
void fixture_act_as (Fixture *self, const char *name); /* one of those below */
#define CHIEF "Nguyễn Văn Chủ"       /* administrator, leader, officer: the first */
#define OFFICER "Trần Thị Cán"       /* officer */
#define OTHER "Lê Văn Bộ"            /* officer */
#define LEADER "Phạm Thị Lãnh"       /* leader */
#define CLERK "Đỗ Văn Thư"           /* clerk */
#define TRAINER "Vũ Thị Tập"         /* trainer */
#define READER "Hồ Văn Tỉnh"         /* province reader */
#define ADMINISTRATOR "Bùi Thị Quản" /* administrator only */
void fixture_add_officers (Fixture *self);

/* Runs @command (consumed); fails the test if it fails. */
DtOutcome *run (Fixture *self, DtCommand *command);
/* Runs it and demands that code of DT_ERROR. */
void run_failing (Fixture *self, DtCommand *command, int code);
void undo (Fixture *self);
/* A case by walk-in; its id. */
char *open_case (Fixture *self, const char *text, const char *name, const char *phone);
DtCaseFile *load (Fixture *self, const char *id);
DtCase *find (Fixture *self, const char *id);
DtCitizen *find_citizen (Fixture *self, const char *id);
gint64 count_view (Fixture *self, DtView view);
void remove_tree (const char *path);
/* All facts of the record, one JSON object a line. */
char *dump_facts (Fixture *self);
