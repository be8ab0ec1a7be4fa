/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules of replies hold, for the two files that make and read them. */
#pragma once

#include "model/dt-reply-check.h"

G_BEGIN_DECLS

/* A row of "approval": bit masks of what it is about. */
typedef struct
{
  guint kinds;
  guint channels;
  guint outcomes;
  gboolean needed;
  const char *source;
} DtApprovalRule;

struct _DtReplyRules
{
  gatomicrefcount refs;
  GStringChunk *strings; /* holds every const char * below */
  DtChannelRule channels[DT_N_CHANNELS];
  guint have_channels;                           /* bit mask of those that were read */
  GArray *approval;                              /* of DtApprovalRule: the first that fits holds */
  const char *address[DT_N_ADDRESS_FORMS][2][2]; /* many, capital */
  gboolean stops[DT_N_CHECKS];
  guint have_checks;
  GHashTable *words; /* name → NULL-ended array of written words */
};

G_END_DECLS
