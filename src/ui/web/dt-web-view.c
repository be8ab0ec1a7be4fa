/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view for documents of our own making. Each of these would be enough alone: scripts are taken
 * out while parsing, the policy allows nothing but inline styles and inline pictures, the network
 * session has a proxy that is not there, and no navigation is allowed. Main thread. */
#include "ui/web/dt-web-view.h"

#include <string.h>

#define POLICY                                                                                     \
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "                 \
  "form-action 'none'; base-uri 'none'; frame-src 'none'"

/* The discard port of this machine: nothing answers. */
#define NO_PROXY_URI "socks5://127.0.0.1:9"

#define WORLD "doi-thoai"
#define SHOWN "dt-web-shown"

static WebKitWebContext *
get_context (void)
{
  static WebKitWebContext *context;

  if (context == NULL)
    {
      context = webkit_web_context_new ();
      webkit_web_context_set_cache_model (context, WEBKIT_CACHE_MODEL_DOCUMENT_VIEWER);
    }
  return context;
}

static WebKitNetworkSession *
get_session (void)
{
  static WebKitNetworkSession *session;

  if (session == NULL)
    {
      WebKitNetworkProxySettings *proxy = webkit_network_proxy_settings_new (NO_PROXY_URI, NULL);

      session = webkit_network_session_new_ephemeral ();
      webkit_network_session_set_proxy_settings (session, WEBKIT_NETWORK_PROXY_MODE_CUSTOM, proxy);
      webkit_network_session_set_persistent_credential_storage_enabled (session, FALSE);
      webkit_network_proxy_settings_free (proxy);
    }
  return session;
}

static WebKitSettings *
make_settings (void)
{
  WebKitSettings *settings = webkit_settings_new ();

  /* Scripts of the page are dropped while it is parsed; our own measuring may still ask it. */
  webkit_settings_set_enable_javascript_markup (settings, FALSE);
  webkit_settings_set_enable_html5_database (settings, FALSE);
  webkit_settings_set_enable_html5_local_storage (settings, FALSE);
  webkit_settings_set_enable_media (settings, FALSE);
  webkit_settings_set_enable_webgl (settings, FALSE);
  webkit_settings_set_enable_webrtc (settings, FALSE);
  webkit_settings_set_enable_page_cache (settings, FALSE);
  webkit_settings_set_enable_back_forward_navigation_gestures (settings, FALSE);
  /* 70 MB less, and documents have nothing to accelerate. */
  webkit_settings_set_hardware_acceleration_policy (settings,
                                                    WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER);
  return settings;
}

static gboolean
on_decide_policy_cb (WebKitWebView *view,
                     WebKitPolicyDecision *decision,
                     WebKitPolicyDecisionType type,
                     gpointer data)
{
  WebKitNavigationAction *action;
  const char *uri;

  if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE)
    return FALSE;
  action = webkit_navigation_policy_decision_get_navigation_action (
      WEBKIT_NAVIGATION_POLICY_DECISION (decision));
  uri = webkit_uri_request_get_uri (webkit_navigation_action_get_request (action));
  if (type == WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION
      && webkit_navigation_action_get_navigation_type (action) == WEBKIT_NAVIGATION_TYPE_OTHER
      && g_strcmp0 (uri, "about:blank") == 0)
    return FALSE;
  webkit_policy_decision_ignore (decision);
  return TRUE;
}

static gboolean
on_context_menu_cb (WebKitWebView *view,
                    WebKitContextMenu *menu,
                    WebKitHitTestResult *hit,
                    gpointer data)
{
  return TRUE;
}

static gboolean
on_permission_request_cb (WebKitWebView *view, WebKitPermissionRequest *request, gpointer data)
{
  webkit_permission_request_deny (request);
  return TRUE;
}

/* The text size of the program enlarges the page as well, and a paper would stand out of its
 * window: a document keeps its own size. */
static void
on_dpi_cb (GtkSettings *settings, GParamSpec *pspec, WebKitWebView *view)
{
  int dpi = 0;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  webkit_web_view_set_zoom_level (view, dpi > 0 ? 96.0 * 1024 / dpi : 1);
}

static void
follow_dpi (WebKitWebView *view)
{
  GtkSettings *settings = gtk_settings_get_default ();

  g_signal_connect_object (settings, "notify::gtk-xft-dpi", G_CALLBACK (on_dpi_cb), view, 0);
  on_dpi_cb (settings, NULL, view);
}

WebKitWebView *
dt_web_view_create (void)
{
  g_autoptr (WebKitSettings) settings = make_settings ();
  WebKitWebView *view = g_object_new (WEBKIT_TYPE_WEB_VIEW,
                                      "web-context",
                                      get_context (),
                                      "network-session",
                                      get_session (),
                                      "settings",
                                      settings,
                                      "default-content-security-policy",
                                      POLICY,
                                      NULL);

  g_signal_connect (view, "decide-policy", G_CALLBACK (on_decide_policy_cb), NULL);
  g_signal_connect (view, "context-menu", G_CALLBACK (on_context_menu_cb), NULL);
  g_signal_connect (view, "permission-request", G_CALLBACK (on_permission_request_cb), NULL);
  follow_dpi (view);
  return view;
}

void
dt_web_view_load (WebKitWebView *view, const char *html)
{
  webkit_web_view_load_html (view, html, NULL);
}

/* ---- a page with its script ---- */

/* What the view shows or is about to; it belongs to the view. */
typedef struct
{
  char *html;
  char *script;
  double scroll;    /* CSS pixels */
  gboolean waiting; /* asked where it is scrolled to */
} Shown;

static void
shown_free (gpointer data)
{
  Shown *shown = data;

  g_free (shown->html);
  g_free (shown->script);
  g_free (shown);
}

static void
on_load_changed_cb (WebKitWebView *view, WebKitLoadEvent event, gpointer data)
{
  Shown *shown = data;
  g_autofree char *script = NULL;
  char scroll[G_ASCII_DTOSTR_BUF_SIZE];

  if (event != WEBKIT_LOAD_FINISHED)
    return;
  g_ascii_formatd (scroll, sizeof scroll, "%.1f", shown->scroll);
  script = g_strdup_printf ("%s\nwindow.scrollTo(0, %s);", shown->script, scroll);
  webkit_web_view_evaluate_javascript (view, script, -1, WORLD, NULL, NULL, NULL, NULL);
}

static void
on_scroll_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (WebKitWebView) view = data;
  Shown *shown = g_object_get_data (object, SHOWN);
  g_autoptr (JSCValue) value = webkit_web_view_evaluate_javascript_finish (view, result, NULL);

  shown->waiting = FALSE;
  if (value != NULL && jsc_value_is_number (value))
    shown->scroll = jsc_value_to_double (value);
  dt_web_view_load (view, shown->html);
}

void
dt_web_view_show (WebKitWebView *view, const DtWebPage *page)
{
  Shown *shown = g_object_get_data (G_OBJECT (view), SHOWN);
  gboolean first = shown == NULL;

  if (first)
    {
      shown = g_new0 (Shown, 1);
      g_object_set_data_full (G_OBJECT (view), SHOWN, shown, shown_free);
      g_signal_connect (view, "load-changed", G_CALLBACK (on_load_changed_cb), shown);
    }
  g_free (shown->html);
  g_free (shown->script);
  shown->html = g_strdup (page->html);
  shown->script = g_strdup (page->script);
  if (first)
    dt_web_view_load (view, shown->html);
  else if (!shown->waiting)
    {
      shown->waiting = TRUE;
      webkit_web_view_evaluate_javascript (
          view, "window.scrollY", -1, WORLD, NULL, NULL, on_scroll_cb, g_object_ref (view));
    }
}
