/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the checks of a reply look at. Any thread. */
#include "service/dt-reply-input.h"

/* dt_reply_input_find_last: what was taken back does not count. */
gint64
dt_reply_input_find_last (DtCaseFile *file, DtChannelKind channel)
{
  gint64 last = 0;

  for (guint i = 0; i < file->timeline->len; i++)
    {
      const DtTimelineItem *item = file->timeline->pdata[i];

      if (item->type == DT_TIMELINE_MESSAGE && item->direction == DT_DIRECTION_INBOUND
          && !item->retracted && item->channel == channel)
        last = MAX (last, item->time);
    }
  return last;
}

/* dt_reply_input_init: its codes are those of cases that the citizen may hear of. */
void
dt_reply_input_init (DtReplyInput *self,
                     DtCaseFile *file,
                     const DtReplyDraft *draft,
                     GPtrArray *officers,
                     const char *phone,
                     const char *unit,
                     gint64 now)
{
  self->codes = g_ptr_array_new ();
  for (guint i = 0; i < file->courses->len; i++)
    g_ptr_array_add (self->codes, ((DtCaseCourse *) file->courses->pdata[i])->code);
  for (guint i = 0; i < file->links->len; i++)
    g_ptr_array_add (self->codes, ((DtCase *) file->links->pdata[i])->code);
  g_ptr_array_add (self->codes, NULL);
  self->input = (DtCheckInput){ .draft = draft,
                                .a_case = file->a_case,
                                .citizens = file->citizens,
                                .officers = officers,
                                .unit_phone = phone,
                                .unit_name = unit,
                                .last_inbound = dt_reply_input_find_last (file, draft->channel),
                                .now = now,
                                .codes = (const char *const *) self->codes->pdata };
}

/* dt_reply_input_clear: frees what it made. */
void
dt_reply_input_clear (DtReplyInput *self)
{
  g_clear_pointer (&self->codes, g_ptr_array_unref);
}
