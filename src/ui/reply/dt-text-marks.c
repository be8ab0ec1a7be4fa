/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tags and what is drawn for them. Only what can be seen is drawn, and only the paragraphs that
 * changed are looked through. */
#include "ui/reply/dt-text-marks.h"

#include "model/dt-reply-template.h"

#define LINE_WIDTH 2
#define DASH 4
#define CORNER 4

typedef struct
{
  const char *name;
  const char *line; /* named colours, or NULL */
  const char *tint;
  gboolean broken;
} Look;

static const Look looks[DT_N_MARKS] = {
  [DT_MARK_BLANK] = { "dt-blank", "dt_blank_line", "dt_warning_bg", FALSE },
  [DT_MARK_STOP] = { "dt-stop", "dt_error", "dt_error_bg", FALSE },
  [DT_MARK_ASK] = { "dt-ask", "dt_warning", NULL, TRUE },
  [DT_MARK_FOUND] = { "dt-found", NULL, "dt_busy_bg", FALSE },
  [DT_MARK_MISSPELT] = { "dt-misspelt", NULL, NULL, FALSE },
};

static gboolean
look_up (GtkTextView *view, const char *name, GdkRGBA *out)
{
  return name != NULL
         && gtk_style_context_lookup_color (
             gtk_widget_get_style_context (GTK_WIDGET (view)), name, out);
}

/* ---- drawing ---- */

static void
draw_line (GtkSnapshot *snapshot, const GdkRGBA *colour, gboolean broken, const GdkRectangle *area)
{
  int y = area->y + area->height - LINE_WIDTH;
  int step = broken ? 2 * DASH : area->width;

  for (int x = area->x; x < area->x + area->width; x += MAX (step, 1))
    {
      int width = MIN (broken ? DASH : area->width, area->x + area->width - x);

      gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT (x, y, width, LINE_WIDTH));
    }
}

static void
draw_area (GtkTextView *view, GtkSnapshot *snapshot, const Look *look, const GdkRectangle *area)
{
  GskRoundedRect rounded;
  GdkRGBA colour;

  if (look_up (view, look->tint, &colour))
    {
      gsk_rounded_rect_init_from_rect (
          &rounded,
          &GRAPHENE_RECT_INIT (area->x - 1, area->y, area->width + 2, area->height),
          CORNER);
      gtk_snapshot_push_rounded_clip (snapshot, &rounded);
      gtk_snapshot_append_color (snapshot, &colour, &rounded.bounds);
      gtk_snapshot_pop (snapshot);
    }
  if (look_up (view, look->line, &colour))
    draw_line (snapshot, &colour, look->broken, area);
}

/* One area for each line on the screen. */
static void
draw_range (GtkTextView *view,
            GtkSnapshot *snapshot,
            const Look *look,
            const GtkTextIter *start,
            const GtkTextIter *end)
{
  GtkTextIter at = *start;
  GdkRectangle area = { 0 };
  gboolean any = FALSE;

  while (gtk_text_iter_compare (&at, end) < 0)
    {
      GdkRectangle place;

      gtk_text_view_get_iter_location (view, &at, &place);
      if (any && place.y == area.y)
        gdk_rectangle_union (&area, &place, &area);
      else
        {
          if (any)
            draw_area (view, snapshot, look, &area);
          area = place;
          any = TRUE;
        }
      if (!gtk_text_iter_forward_char (&at))
        break;
    }
  if (any)
    draw_area (view, snapshot, look, &area);
}

static void
draw_mark (GtkTextView *view,
           GtkSnapshot *snapshot,
           DtMark mark,
           const GtkTextIter *first,
           const GtkTextIter *last)
{
  GtkTextTag *tag = dt_text_marks_get (gtk_text_view_get_buffer (view), mark);
  GtkTextIter start = *first;

  if (tag == NULL)
    return;
  if (!gtk_text_iter_has_tag (&start, tag))
    gtk_text_iter_forward_to_tag_toggle (&start, tag);
  while (gtk_text_iter_compare (&start, last) < 0 && gtk_text_iter_has_tag (&start, tag))
    {
      GtkTextIter end = start;

      gtk_text_iter_forward_to_tag_toggle (&end, tag);
      draw_range (view, snapshot, &looks[mark], &start, &end);
      start = end;
      if (!gtk_text_iter_forward_to_tag_toggle (&start, tag)
          && !gtk_text_iter_has_tag (&start, tag))
        break;
    }
}

void
dt_text_marks_snapshot (GtkTextView *view, GtkSnapshot *snapshot)
{
  GdkRectangle seen;
  GtkTextIter first, last;

  gtk_text_view_get_visible_rect (view, &seen);
  gtk_text_view_get_line_at_y (view, &first, seen.y, NULL);
  gtk_text_view_get_line_at_y (view, &last, seen.y + seen.height, NULL);
  if (!gtk_text_iter_ends_line (&last))
    gtk_text_iter_forward_to_line_end (&last);
  for (guint i = 0; i < DT_MARK_MISSPELT; i++)
    draw_mark (view, snapshot, (DtMark) i, &first, &last);
}

/* ---- tags ---- */

GtkTextTag *
dt_text_marks_get (GtkTextBuffer *buffer, DtMark mark)
{
  return gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), looks[mark].name);
}

void
dt_text_marks_set_up (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  for (guint i = 0; i < DT_N_MARKS; i++)
    if (dt_text_marks_get (buffer, (DtMark) i) == NULL)
      gtk_text_buffer_create_tag (buffer, looks[i].name, NULL);
  g_object_set (
      dt_text_marks_get (buffer, DT_MARK_MISSPELT), "underline", PANGO_UNDERLINE_ERROR, NULL);
  dt_text_marks_update (view);
}

void
dt_text_marks_update (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GdkRGBA colour;

  if (dt_text_marks_get (buffer, DT_MARK_BLANK) == NULL)
    return;
  if (look_up (view, "dt_warning", &colour))
    g_object_set (dt_text_marks_get (buffer, DT_MARK_BLANK), "foreground-rgba", &colour, NULL);
  if (look_up (view, "dt_error", &colour))
    g_object_set (dt_text_marks_get (buffer, DT_MARK_MISSPELT), "underline-rgba", &colour, NULL);
}

void
dt_text_marks_find_blanks (GtkTextBuffer *buffer, const GtkTextIter *start, const GtkTextIter *end)
{
  GtkTextTag *tag = dt_text_marks_get (buffer, DT_MARK_BLANK);
  GtkTextIter first = *start, last = *end;
  g_autofree char *text = NULL;
  g_autoptr (GArray) blanks = NULL;
  int offset;

  gtk_text_iter_set_line_offset (&first, 0);
  if (!gtk_text_iter_ends_line (&last))
    gtk_text_iter_forward_to_line_end (&last);
  gtk_text_buffer_remove_tag (buffer, tag, &first, &last);
  text = gtk_text_buffer_get_slice (buffer, &first, &last, TRUE);
  blanks = dt_reply_find_blanks (text);
  offset = gtk_text_iter_get_offset (&first);
  for (guint i = 0; i < blanks->len; i++)
    {
      const DtBlank *blank = &g_array_index (blanks, DtBlank, i);

      gtk_text_buffer_get_iter_at_offset (buffer, &first, offset + (int) blank->start);
      gtk_text_buffer_get_iter_at_offset (buffer, &last, offset + (int) blank->end);
      gtk_text_buffer_apply_tag (buffer, tag, &first, &last);
    }
}
