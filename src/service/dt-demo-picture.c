/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws into an RGB buffer and packs it as PNG (ISO/IEC 15948: one IDAT, filter 0). */
#include "service/dt-demo-picture.h"

#include <gio/gio.h>
#include <string.h>

#define WIDTH 480
#define HEIGHT 320

typedef struct
{
  guint8 pixels[HEIGHT][WIDTH][3];
} Canvas;

static void
fill_rect (Canvas *canvas, int x, int y, int width, int height, guint32 rgb)
{
  for (int j = MAX (y, 0); j < MIN (y + height, HEIGHT); j++)
    for (int i = MAX (x, 0); i < MIN (x + width, WIDTH); i++)
      {
        canvas->pixels[j][i][0] = rgb >> 16;
        canvas->pixels[j][i][1] = rgb >> 8;
        canvas->pixels[j][i][2] = rgb;
      }
}

static void
fill_ellipse (Canvas *canvas, int cx, int cy, int rx, int ry, guint32 rgb)
{
  for (int y = -ry; y <= ry; y++)
    for (int x = -rx; x <= rx; x++)
      if ((gint64) x * x * ry * ry + (gint64) y * y * rx * rx <= (gint64) rx * rx * ry * ry)
        fill_rect (canvas, cx + x, cy + y, 1, 1, rgb);
}

/* From @top to @bottom, evenly. */
static void
fill_gradient (Canvas *canvas, int y, int height, guint32 top, guint32 bottom)
{
  for (int j = 0; j < height; j++)
    {
      guint32 rgb = 0;

      for (int shift = 0; shift <= 16; shift += 8)
        {
          int a = (top >> shift) & 0xFF;
          int b = (bottom >> shift) & 0xFF;

          rgb |= (guint32) (a + (b - a) * j / height) << shift;
        }
      fill_rect (canvas, 0, y + j, WIDTH, 1, rgb);
    }
}

static void
draw_street (Canvas *canvas, GRand *rand)
{
  static const guint32 walls[] = { 0xC98F6A, 0xE0C9A2, 0xA8B7A0, 0xD6A99A, 0xB7A6C2, 0xBFC7CE };
  int x = 0;

  fill_gradient (canvas, 0, 190, 0x9CC4E4, 0xDCE9F2);
  while (x < WIDTH)
    {
      int width = g_rand_int_range (rand, 60, 110);
      int height = g_rand_int_range (rand, 90, 160);
      guint32 wall = walls[g_rand_int_range (rand, 0, G_N_ELEMENTS (walls))];

      fill_rect (canvas, x, 200 - height, width - 3, height, wall);
      for (int row = 0; row < height / 45; row++)
        for (int column = 0; column < width / 32; column++)
          fill_rect (canvas, x + 10 + column * 30, 210 - height + row * 42, 16, 24, 0x5B7387);
      x += width;
    }
  fill_gradient (canvas, 200, 120, 0x8C8F92, 0x6C6F72);
}

static void
draw_flood (Canvas *canvas, GRand *rand)
{
  fill_gradient (canvas, 215, 105, 0x9A8F76, 0x7A715E);
  for (int i = 0; i < 26; i++)
    fill_rect (canvas,
               g_rand_int_range (rand, -20, WIDTH),
               g_rand_int_range (rand, 220, 315),
               g_rand_int_range (rand, 20, 80),
               2,
               0xB5AB92);
  /* a motorbike that stalled, up to its axles */
  fill_ellipse (canvas, 190, 236, 22, 20, 0x2B2B2B);
  fill_ellipse (canvas, 270, 236, 22, 20, 0x2B2B2B);
  fill_rect (canvas, 185, 200, 90, 26, 0xB23A2E);
  fill_rect (canvas, 150, 240, 180, 22, 0x9A8F76);
}

static void
draw_rubbish (Canvas *canvas, GRand *rand)
{
  static const guint32 bags[] = { 0x2E3440, 0x4C566A, 0x1F5A3A, 0x7A6A4F, 0xE8E8E8 };

  for (int i = 0; i < 16; i++)
    fill_ellipse (canvas,
                  g_rand_int_range (rand, 120, 360),
                  g_rand_int_range (rand, 225, 285),
                  g_rand_int_range (rand, 18, 36),
                  g_rand_int_range (rand, 14, 28),
                  bags[g_rand_int_range (rand, 0, G_N_ELEMENTS (bags))]);
}

static void
draw_lamp (Canvas *canvas, GRand *rand)
{
  int x = g_rand_int_range (rand, 140, 340);

  fill_gradient (canvas, 0, 200, 0x1B2438, 0x3A4660);
  fill_rect (canvas, x, 60, 8, 180, 0x9AA0A6);
  fill_rect (canvas, x, 60, 60, 6, 0x9AA0A6);
  fill_rect (canvas, x + 50, 62, 30, 10, 0x55595E);
}

static void
draw_pavement (Canvas *canvas, GRand *rand)
{
  fill_rect (canvas, 0, 240, WIDTH, 80, 0xB9B2A6);
  for (int x = 0; x < WIDTH; x += 40)
    fill_rect (canvas, x, 240, 2, 80, 0x9A9388);
  for (int i = 0; i < 3; i++)
    {
      int x = 60 + i * 130 + g_rand_int_range (rand, -15, 15);

      fill_rect (canvas, x, 225, 80, 8, 0xC0392B);
      fill_rect (canvas, x + 8, 233, 6, 40, 0x7F2A20);
      fill_rect (canvas, x + 66, 233, 6, 40, 0x7F2A20);
      fill_ellipse (canvas, x + 40, 150, 70, 26, i % 2 ? 0x2E86C1 : 0x27AE60);
      fill_rect (canvas, x + 38, 150, 4, 76, 0xDDDDDD);
    }
}

static void
draw_document (Canvas *canvas, GRand *rand)
{
  fill_rect (canvas, 0, 0, WIDTH, HEIGHT, 0x6F5B47);
  fill_rect (canvas, 110, 16, 260, 304, 0xFBFAF5);
  fill_rect (canvas, 140, 44, 80, 5, 0x333333);
  fill_rect (canvas, 250, 44, 90, 5, 0x333333);
  fill_rect (canvas, 180, 78, 120, 8, 0x222222);
  for (int y = 108; y < 260; y += 14)
    fill_rect (canvas, 140, y, g_rand_int_range (rand, 140, 200), 4, 0x8A8A8A);
  fill_ellipse (canvas, 310, 280, 26, 26, 0xC0392B);
  fill_ellipse (canvas, 310, 280, 22, 22, 0xFBFAF5);
}

static void
draw_hole (Canvas *canvas, GRand *rand)
{
  int x = g_rand_int_range (rand, 160, 320);

  for (int i = 0; i < 9; i++)
    fill_ellipse (canvas,
                  x + g_rand_int_range (rand, -55, 55),
                  262 + g_rand_int_range (rand, -8, 8),
                  g_rand_int_range (rand, 18, 34),
                  g_rand_int_range (rand, 7, 13),
                  0x3A3733);
  fill_ellipse (canvas, x, 264, 48, 11, 0x26231F);
  /* a cone in front of it */
  for (int i = 0; i < 46; i++)
    fill_rect (canvas, x + 86 - i / 4, 230 + i, i / 2 + 4, 1, i / 9 % 2 == 0 ? 0xE06A1B : 0xF4F4F4);
  fill_rect (canvas, x + 68, 276, 40, 5, 0xC65A12);
}

static void
draw_tree (Canvas *canvas, GRand *rand)
{
  int x = g_rand_int_range (rand, 110, 250);

  for (int i = 0; i < 200; i++)
    fill_rect (canvas, x + i / 5, 250 - i, 16 - i / 22, 2, 0x5B4330);
  for (int i = 0; i < 26; i++)
    fill_ellipse (canvas,
                  x + 45 + g_rand_int_range (rand, -75, 95),
                  70 + g_rand_int_range (rand, -50, 45),
                  g_rand_int_range (rand, 20, 38),
                  g_rand_int_range (rand, 14, 26),
                  i % 3 == 0   ? 0x3F7A3A
                  : i % 3 == 1 ? 0x2F6330
                               : 0x57934A);
}

static void
draw_cables (Canvas *canvas, GRand *rand)
{
  fill_rect (canvas, 84, 20, 10, 210, 0x8E8A83);
  fill_rect (canvas, 392, 30, 10, 200, 0x8E8A83);
  for (int line = 0; line < 9; line++)
    {
      int sag = g_rand_int_range (rand, 20, 110);

      for (int i = 0; i < 308; i++)
        fill_rect (
            canvas, 90 + i, 40 + line * 5 + sag * i * (308 - i) / (154 * 154), 2, 2, 0x1C1C1C);
    }
}

static void
draw_scaffold (Canvas *canvas, GRand *rand)
{
  int x = g_rand_int_range (rand, 90, 190);

  fill_rect (canvas, x, 30, 190, 190, 0xA9A39A);
  for (int floor = 0; floor < 4; floor++)
    for (int column = 0; column < 4; column++)
      fill_rect (canvas, x + 14 + column * 45, 44 + floor * 45, 26, 28, 0x55504A);
  for (int i = 0; i < 6; i++)
    fill_rect (canvas, x - 6 + i * 40, 20, 3, 206, 0xC9A227);
  for (int i = 0; i < 5; i++)
    fill_rect (canvas, x - 10, 40 + i * 45, 212, 3, 0xC9A227);
}

typedef void (*DrawFunc) (Canvas *canvas, GRand *rand);

static const struct
{
  const char *word; /* the name of a matter or field begins with it */
  DrawFunc draw;
  gboolean street; /* before houses */
} scenes[] = {
  { "letter", draw_document, FALSE },    { "flood", draw_flood, TRUE },
  { "streetlight", draw_lamp, TRUE },    { "manhole", draw_hole, TRUE },
  { "pothole", draw_hole, TRUE },        { "road-dig", draw_hole, TRUE },
  { "sidewalk-tiles", draw_hole, TRUE }, { "tree", draw_tree, TRUE },
  { "branch", draw_tree, TRUE },         { "cables", draw_cables, TRUE },
  { "water", draw_flood, TRUE },         { "infrastructure", draw_hole, TRUE },
  { "environment", draw_rubbish, TRUE }, { "construction", draw_scaffold, TRUE },
  { "order", draw_pavement, TRUE },      { "business", draw_pavement, TRUE },
  { "security", draw_pavement, TRUE },
};

static void
draw_scene (Canvas *canvas, const char *matter, const char *field, GRand *rand)
{
  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      if (!g_str_has_prefix (matter, scenes[i].word) && strcmp (field, scenes[i].word) != 0)
        continue;
      if (scenes[i].street)
        draw_street (canvas, rand);
      scenes[i].draw (canvas, rand);
      return;
    }
  draw_document (canvas, rand);
}

static guint32
crc32_of (const guint8 *data, gsize size)
{
  guint32 crc = 0xFFFFFFFF;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
    }
  return ~crc;
}

static void
append_uint32 (GByteArray *out, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (out, (const guint8 *) &big, sizeof big);
}

static void
append_chunk (GByteArray *out, const char *type, const guint8 *data, gsize size)
{
  guint start = out->len + 4;

  append_uint32 (out, size);
  g_byte_array_append (out, (const guint8 *) type, 4);
  if (size > 0)
    g_byte_array_append (out, data, size);
  append_uint32 (out, crc32_of (out->data + start, out->len - start));
}

static GBytes *
pack_png (const Canvas *canvas)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n' };
  g_autoptr (GByteArray) header = g_byte_array_new ();
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GConverter) deflate
      = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, deflate);

  for (int y = 0; y < HEIGHT; y++)
    {
      g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL);
      g_output_stream_write_all (stream, canvas->pixels[y], WIDTH * 3, NULL, NULL, NULL);
    }
  g_output_stream_close (stream, NULL, NULL);
  append_uint32 (header, WIDTH);
  append_uint32 (header, HEIGHT);
  g_byte_array_append (header, (const guint8 *) "\x08\x02\x00\x00\x00", 5);
  g_byte_array_append (out, signature, sizeof signature);
  append_chunk (out, "IHDR", header->data, header->len);
  append_chunk (out,
                "IDAT",
                g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
  append_chunk (out, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/**
 * dt_demo_picture_draw:
 * @matter: id of a matter, or "letter"
 * @field: code of a field of work
 * @rand: a generator, which varies the scene
 *
 * Returns: (transfer full): a PNG of 480 × 320
 */
GBytes *
dt_demo_picture_draw (const char *matter, const char *field, GRand *rand)
{
  g_autofree Canvas *canvas = NULL;

  g_return_val_if_fail (matter != NULL && field != NULL && rand != NULL, NULL);

  canvas = g_new0 (Canvas, 1);
  draw_scene (canvas, matter, field, rand);
  return pack_png (canvas);
}
