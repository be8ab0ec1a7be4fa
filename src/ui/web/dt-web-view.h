/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A web view that only shows: what every view of the module is. Main thread. */
#pragma once

#include "ui/web/dt-web-abi.h"

#include <webkit/webkit.h>

G_BEGIN_DECLS

WebKitWebView *dt_web_view_create (void);
/* Loads @html; links and whatever it refers to lead nowhere. */
void dt_web_view_load (WebKitWebView *view, const char *html);
/* Loads it, then runs its script, and goes where the page before was scrolled to. */
void dt_web_view_show (WebKitWebView *view, const DtWebPage *page);

G_END_DECLS
