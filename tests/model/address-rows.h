/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The former units of data/units/changes-2025.csv, read without the index that is tested, and the
 * forms in which people write them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ADDRESS_MAX_CODES 8

typedef struct
{
  const char *ward; /* "" for a district that had none */
  const char *district;
  const char *province;
  const char *until;
  char *codes[ADDRESS_MAX_CODES];
  guint n_codes;
} AddressRow;

/* How the kinds are written. */
typedef enum
{
  WORDS_FULL,
  WORDS_NO_WARD,   /* phường, xã, quận and huyện left out */
  WORDS_NONE,      /* all of them left out */
  WORDS_DOT_SPACE, /* P. Bến Nghé */
  WORDS_DOT,       /* P.Bến Nghé */
  WORDS_SPACE,     /* P Bến Nghé */
  WORDS_JOINED,    /* PBến Nghé, Q1 */
  WORDS_F,         /* F.1 */
} AddressWords;

typedef enum
{
  LETTERS_WRITTEN,
  LETTERS_LOWER,
  LETTERS_UPPER,
  LETTERS_PLAIN, /* without diacritics */
  LETTERS_PLAIN_LOWER,
  LETTERS_DECOMPOSED,
  LETTERS_OTHER_TONE, /* hòa for hoà */
} AddressLetters;

typedef struct
{
  const char *name;
  AddressWords words;
  AddressLetters letters;
  const char *order; /* of W, D and P */
  const char *separator;
  const char *before;
  const char *after;
  double least; /* percent of the undivided units whose first candidate must be right */
} AddressForm;

GArray *address_rows_load (void); /* of AddressRow; never freed */
char *address_rows_write (const AddressRow *row, const AddressForm *form);
char *address_strip_marks (const char *text);

G_END_DECLS
