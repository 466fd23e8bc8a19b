/* ccp-upstream-fault.c: says whose fault it is that there is no answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-upstream-fault"

#include "ccp-upstream-fault.h"

/* Returns: (transfer full): scheme, host, port and path; the rest may be a secret, and so
 * may be a part of the path that looks like one */
static char *
show_url (CcpExchange *exchange)
{
  CcpJsonValue value;
  g_autofree char *url = NULL;
  g_autofree char *plain = NULL;
  g_autoptr (GUri) uri = NULL;

  ccp_exchange_get_option (exchange, "url", &value);
  url = ccp_json_value_dup_string (&value, NULL);
  uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;
  if (uri == NULL)
    return g_strdup ("the provider");
  plain = g_uri_join (G_URI_FLAGS_NONE,
                      g_uri_get_scheme (uri),
                      NULL,
                      g_uri_get_host (uri),
                      g_uri_get_port (uri),
                      g_uri_get_path (uri),
                      NULL,
                      NULL);
  return ccp_redact_text (plain);
}

/* Returns: (transfer full): one line, valid UTF-8 */
static char *
show_start (const guint8 *start, gsize length)
{
  g_autofree char *text = NULL;

  if (length == 0)
    return g_strdup ("");
  text = g_utf8_make_valid ((const char *) start, MIN (length, CCP_UPSTREAM_FAULT_SHOWN));
  g_strdelimit (text, "\r\n\t", ' ');
  return ccp_redact_text (text);
}

GError *
ccp_upstream_fault_sign (GError *error, CcpExchange *exchange)
{
  g_autoptr (GError) plain = error;
  CcpRoute *route = NULL;

  g_return_val_if_fail (error != NULL, NULL);
  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  route = ccp_exchange_get_route (exchange);
  if (route == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&plain);
  return g_error_new (plain->domain,
                      plain->code,
                      "%s (upstream %s)",
                      plain->message,
                      ccp_route_get_provider (route));
}

GError *
ccp_upstream_fault_new_foreign (CcpExchange *exchange, const guint8 *start, gsize length)
{
  g_autofree char *url = NULL;
  g_autofree char *shown = NULL;

  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  url = show_url (exchange);
  shown = show_start (start, length);
  return ccp_upstream_fault_sign (
      g_error_new (CCP_ERROR,
                   CCP_ERROR_UPSTREAM,
                   "the answer is neither JSON nor a stream of events; is the provider's "
                   "url right? What %s answered begins: \"%s\"",
                   url,
                   shown),
      exchange);
}
