/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text cut into the atoms in which places are looked for: words and numbers without diacritics,
 * with their marks and what stands between them. Pure, any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands before an atom, the weaker first. A name may go on over a soft gap, a name may
 * follow its kind ("P. Bến Nghé") over a stop. */
typedef enum
{
  DT_ADDRESS_GAP_JOINED, /* nothing: benNghe, quan1 */
  DT_ADDRESS_GAP_SPACE,
  DT_ADDRESS_GAP_SOFT, /* a hyphen, a full stop with no space behind it */
  DT_ADDRESS_GAP_STOP, /* a full stop and a space, a colon */
  DT_ADDRESS_GAP_HARD, /* a comma, a line's end, a bracket, a letter of another script */
} DtAddressGap;

typedef struct
{
  guint32 start; /* bytes in the text */
  guint32 end;
  guint32 letter; /* where its letters begin; those of the atoms that follow lie behind them */
  guint16 n_letters;
  guint8 gap; /* DtAddressGap before it */
  guint8 is_number : 1;
  guint8 is_pair : 1; /* two capitals in a text that has small letters: HÝ Yên */
} DtAddressAtom;

typedef struct
{
  DtAddressAtom *atoms;
  guint n_atoms;
  char *letters; /* a–z and 0–9, as the key of names has them */
  guint8 *marks; /* of each letter: its quality and the tone on it */
  guint n_letters;
  gboolean marked; /* whether any letter bears a mark */
  gpointer memory; /* of all the above */
} DtAddressText;

/* The letter was a k and is a c in the key, or a y and is an i. Does not count when comparing. */
#define DT_ADDRESS_MARK_SPELLED (1 << 6)

/* How the marks of a text fit those of a name. */
typedef enum
{
  DT_ADDRESS_MARKS_EXACT,   /* the same; where the tone stands in a syllable is all one */
  DT_ADDRESS_MARKS_PLAIN,   /* the text has none, the name has */
  DT_ADDRESS_MARKS_PARTIAL, /* some are left out */
  DT_ADDRESS_MARKS_OTHER,   /* another word: Tân Tiên is not Tân Tiến */
} DtAddressMarks;

void dt_address_text_init (DtAddressText *self, const char *text, gsize length);
void dt_address_text_clear (DtAddressText *self);
/* Cuts the atom at @index in two behind @n of its letters. */
void dt_address_text_cut (DtAddressText *self, guint index, guint n);
DtAddressMarks dt_address_marks_compare (const guint8 *text, const guint8 *name, guint n);

#define DT_ADDRESS_HASH_START G_GUINT64_CONSTANT (0xcbf29ce484222325)

/* FNV-1a, which grows with a span. */
static inline guint64
dt_address_hash (guint64 hash, const char *letters, guint n)
{
  for (guint i = 0; i < n; i++)
    hash = (hash ^ (guint8) letters[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

G_END_DECLS
