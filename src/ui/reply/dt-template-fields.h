/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that puts fields, conditions and blanks into the text of a template. Main thread. */
#pragma once

#include "ui/reply/dt-template-text.h"

G_BEGIN_DECLS

/* A GtkMenuButton; it may outlive @text, but then does nothing. */
GtkWidget *dt_template_fields_new (DtTemplateText *text);

G_END_DECLS
