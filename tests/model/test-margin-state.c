/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what a leader noted was mended, and where: each row notes some words of a text that was
 * returned, and says what becomes of them. */
#include "model/dt-margin-state.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *before;
  const char *noted; /* words of it, or NULL: the whole text */
  const char *after;
  gboolean mended;
  const char *now; /* where the note stands then; NULL: not looked at */
  guint paragraph;
} Row;

#define FIRST "Kính gửi ông Bình,\n"
#define SECOND "Hồ sơ bị chậm do lỗi.\n"
#define THIRD "Đề nghị ông đến nhận."

static const Row rows[] = {
  { "nothing changed",
    FIRST SECOND THIRD,
    "chậm do lỗi",
    FIRST SECOND THIRD,
    FALSE,
    "chậm do lỗi",
    2 },
  { "replaced",
    FIRST SECOND THIRD,
    "do lỗi.",
    FIRST "Hồ sơ bị chậm vì chuyển nhầm.\n" THIRD,
    TRUE,
    "vì chuyển nhầm.\n",
    2 },
  { "another place changed",
    FIRST SECOND THIRD,
    "ông Bình",
    FIRST "Hồ sơ bị chậm vì chuyển nhầm.\n" THIRD,
    FALSE,
    "ông Bình",
    1 },
  { "a sentence behind it",
    FIRST SECOND THIRD,
    "đến nhận.",
    FIRST SECOND THIRD " Xin lỗi ông.",
    TRUE,
    NULL,
    3 },
  { "something before it",
    FIRST SECOND THIRD,
    "đến nhận.",
    "Chào ông.\n" FIRST SECOND THIRD,
    FALSE,
    "đến nhận.",
    4 },
  { "taken out", FIRST SECOND THIRD, "bị chậm", FIRST "Hồ sơ do lỗi.\n" THIRD, TRUE, "", 2 },
  { "the whole text, unchanged",
    FIRST SECOND THIRD,
    NULL,
    FIRST SECOND THIRD,
    FALSE,
    FIRST SECOND THIRD,
    1 },
  { "the whole text, changed",
    FIRST SECOND THIRD,
    NULL,
    FIRST SECOND "Mời ông đến nhận.",
    TRUE,
    NULL,
    3 },
  { "empty lines are no paragraphs", "Một.\n\n\nHai.", "Hai.", "Một.\n\n\nHai ba.", TRUE, NULL, 2 },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  const char *found = row->noted != NULL ? strstr (row->before, row->noted) : row->before;
  glong start = g_utf8_strlen (row->before, found - row->before);
  glong length = row->noted != NULL ? g_utf8_strlen (row->noted, -1) : 0;
  DtMarginNote *note
      = dt_margin_note_new ((guint) start, (guint) (start + length), "Xem lại chỗ này");
  g_autoptr (GPtrArray) diff = dt_text_diff (row->before, row->after);
  DtMarginState state;

  dt_margin_state_init (&state, note, diff);
  g_assert_cmpint (state.mended, ==, row->mended);
  g_assert_cmpuint (state.paragraph, ==, row->paragraph);
  g_assert_cmpuint (state.start, <=, state.end);
  g_assert_cmpuint (state.end, <=, (guint) g_utf8_strlen (row->after, -1));
  if (row->now != NULL)
    {
      g_autofree char *now = g_utf8_substring (row->after, state.start, state.end);

      g_assert_cmpstr (now, ==, row->now);
    }
  dt_margin_note_free (note);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/margin-state/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  return g_test_run ();
}
