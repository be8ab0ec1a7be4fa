/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox on the writing worker: which piece goes out next, on disk before a channel hears of
 * it, and what came of one. Writing worker only. */
#pragma once

#include "channels/dt-channel.h"
#include "service/dt-run.h"

G_BEGIN_DECLS

/* A recipient and a part of a text, on its way. */
typedef struct
{
  char *reply_id;
  char *key; /* "<reply>/<content>/<recipient>/<part>" */
  DtChannelKind channel;
  guint attempt; /* from 1 */
  gint64 until;  /* later nothing may be sent any more */
  char *address;
  char *title;
  char *text;
  GPtrArray *files; /* of DtChannelFile */
} DtOutboxPiece;
void dt_outbox_piece_free (DtOutboxPiece *self);

/* What a step did. */
typedef struct
{
  DtChanges *changes;
  GPtrArray *problems; /* of DtReply: became a task for an officer */
} DtOutboxReport;
void dt_outbox_report_init (DtOutboxReport *self);
void dt_outbox_report_clear (DtOutboxReport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtOutboxReport, dt_outbox_report_clear)

/* The next piece that is due on one of @channels (1 << DtChannelKind), recorded as on its way; NULL
 * in @out: none is before @out_wake (0: none at all). */
gboolean dt_outbox_take (DtWriter *writer,
                         guint channels,
                         DtOutboxPiece **out,
                         gint64 *out_wake,
                         DtOutboxReport *report,
                         GError **error);
/* What came of it; the last piece that was delivered ends the reply. */
gboolean dt_outbox_record (DtWriter *writer,
                           const DtOutboxPiece *piece,
                           const DtDelivery *delivery,
                           DtOutboxReport *report,
                           GError **error);
/* Pieces that were on their way when the program ended: of DtOutboxPiece with reply, key, channel
 * and attempt only. */
GPtrArray *dt_outbox_list_broken_off (DtWriter *writer, GError **error);

G_END_DECLS
