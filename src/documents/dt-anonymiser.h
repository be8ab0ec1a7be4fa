/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes people out of a text: the names, phones, ID numbers, addresses and handles of those it was
 * told of, and whatever looks like a phone or ID number or an e-mail. One person is called the same
 * everywhere. One thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _DtAnonymiser DtAnonymiser;

DtAnonymiser *dt_anonymiser_new (void);
void dt_anonymiser_free (DtAnonymiser *self);
/* @number: people of the same number are one and the same. Everything may be NULL. */
void dt_anonymiser_add_name (DtAnonymiser *self, guint number, const char *name);
void dt_anonymiser_add_address (DtAnonymiser *self, const char *address);
void dt_anonymiser_add_handle (DtAnonymiser *self, const char *handle);
/* A phone or ID number as it is kept. */
void dt_anonymiser_add_number (DtAnonymiser *self, const char *digits);
/* "Công dân 1" */
char *dt_anonymiser_name_person (guint number);
char *dt_anonymiser_apply (DtAnonymiser *self, const char *text); /* NULL for NULL */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtAnonymiser, dt_anonymiser_free)

G_END_DECLS
