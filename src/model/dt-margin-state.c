/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of a note beside a text. The parts of a difference are walked with a place in either
 * text; what they have in common carries the note's words along. */
#include "model/dt-margin-state.h"

#define NOWHERE G_MAXUINT

typedef struct
{
  guint start, end; /* of the note, in the text before */
  guint before;     /* where the walk is in it */
  guint after;      /* and in the text of now */
  guint change;     /* first change of the note's words, in the text of now; or NOWHERE */
  guint from, to;   /* its words in the text of now; or NOWHERE */
  gboolean gone;    /* words of it were removed right before */
} Walk;

static void
take (Walk *walk, guint from, guint to)
{
  walk->from = walk->from == NOWHERE ? from : MIN (walk->from, from);
  walk->to = walk->to == NOWHERE ? to : MAX (walk->to, to);
}

static void
note_change (Walk *walk, guint from, guint to)
{
  if (walk->change == NOWHERE)
    walk->change = from;
  take (walk, from, to);
}

/* A word carries the white space after it: what is put in behind the note's last word begins one
 * character after its end. What was removed stands before what replaces it. */
static void
pass (Walk *walk, const DtDiffPart *part)
{
  guint length = (guint) g_utf8_strlen (part->text, -1);
  guint from = MAX (walk->before, walk->start);
  guint to = MIN (walk->before + length, walk->end);

  switch (part->type)
    {
    case DT_DIFF_SAME:
      if (from < to)
        take (walk, walk->after + from - walk->before, walk->after + to - walk->before);
      walk->before += length;
      walk->after += length;
      break;
    case DT_DIFF_REMOVED:
      walk->gone = from < to;
      if (walk->gone)
        note_change (walk, walk->after, walk->after);
      walk->before += length;
      return;
    case DT_DIFF_ADDED:
    default:
      if (walk->gone || (walk->before >= walk->start && walk->before <= walk->end + 1))
        note_change (walk, walk->after, walk->after + length);
      walk->after += length;
      break;
    }
  walk->gone = FALSE;
}

/* Paragraphs are the lines that hold something. */
static guint
count_paragraphs (GPtrArray *diff, guint until)
{
  gboolean fresh = TRUE;
  guint n = 0;

  for (guint i = 0; i < diff->len; i++)
    {
      const DtDiffPart *part = diff->pdata[i];

      if (part->type == DT_DIFF_REMOVED)
        continue;
      for (const char *p = part->text; *p != '\0'; p = g_utf8_next_char (p))
        {
          if (fresh && !g_unichar_isspace (g_utf8_get_char (p)))
            {
              fresh = FALSE;
              n++;
            }
          if (*p == '\n')
            fresh = TRUE;
          if (until-- == 0)
            return MAX (n, 1);
        }
    }
  return MAX (n, 1);
}

/**
 * dt_margin_state_init:
 * @self: (out caller-allocates): what became of the note
 * @note: a note to the text that was returned
 * @diff: (element-type DtDiffPart): what changed since, by dt_text_diff()
 */
void
dt_margin_state_init (DtMarginState *self, const DtMarginNote *note, GPtrArray *diff)
{
  gboolean whole = note->start >= note->end;
  Walk walk = { .start = whole ? 0 : note->start,
                .end = whole ? G_MAXUINT - 1 : note->end,
                .change = NOWHERE,
                .from = NOWHERE,
                .to = NOWHERE };

  for (guint i = 0; i < diff->len; i++)
    pass (&walk, diff->pdata[i]);
  self->mended = walk.change != NOWHERE;
  self->start = walk.from != NOWHERE ? walk.from : 0;
  self->end = walk.to != NOWHERE ? walk.to : 0;
  self->paragraph = count_paragraphs (diff, self->mended ? walk.change : self->start);
}
