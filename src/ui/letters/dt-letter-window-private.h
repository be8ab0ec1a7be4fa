/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the letter's window share. */
#pragma once

#include "ui/letters/dt-letter-window.h"
#include "ui/letters/dt-paper-view.h"

G_BEGIN_DECLS

struct _DtLetterWindow
{
  AdwWindow parent_instance;
  AdwWindowTitle *heading;
  AdwFlap *flap;
  GtkWidget *fields;
  AdwComboRow *form;
  AdwEntryRow *about;
  AdwEntryRow *part;
  AdwComboRow *signer;
  AdwComboRow *authority;
  GtkTextView *to;
  GtkTextView *text;
  GtkTextView *receivers;
  GtkLabel *held;
  GtkWidget *number;
  GtkWidget *print;
  DtPaperView *paper;

  DtRunner *runner;
  DtCaseFile *file;   /* NULL: it only shows one of the register */
  DtLetter *letter;   /* as the window was opened with, or as it was numbered */
  GPtrArray *signers; /* of DtOfficer */
  DtReply *reply;     /* whose text it is, which does not change here; or NULL */
  guint follow_source;
  gboolean filling;
  gboolean numbering;
  GCancellable *cancellable;
};

/* ---- dt-letter-window.c ---- */
DtLetterWindow *
dt_letter_window_begin (DtRunner *runner, GtkWindow *parent, DtCaseFile *file, DtLetter *letter);
void dt_letter_window_fix_text (DtLetterWindow *self, const char *words);
void dt_letter_window_fill (DtLetterWindow *self, DtLetter *letter);
void dt_letter_window_show_letter (DtLetterWindow *self);

/* ---- dt-letter-number.c ---- */
void dt_letter_window_tell (DtLetterWindow *self, const char *words);
void dt_letter_window_show_number (DtLetterWindow *self);
void dt_letter_window_give_number (DtLetterWindow *self);
void dt_letter_window_look_who_numbers (DtLetterWindow *self);
void dt_letter_window_look_for_number (DtLetterWindow *self);

G_END_DECLS
