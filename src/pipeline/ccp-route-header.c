/* ccp-route-header.c: the header of an answer that says which way its request went
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-route-header"

#include "ccp-route-header.h"

#include <string.h>

/* what names of rules and models are made of, and no separator of the header */
#define PLAIN "/:,[]@+*"

/* bytes of a text before it is encoded */
#define MAX_TEXT 256

/* text: (nullable): NULL is left out */
static void
append_text (GString *header, const char *name, const char *text)
{
  gsize length = text != NULL ? strnlen (text, MAX_TEXT) : 0;
  g_autofree char *bounded = NULL;
  g_autofree char *encoded = NULL;

  if (text == NULL)
    return;
  bounded = g_strndup (text, length);
  encoded = g_uri_escape_bytes ((const guint8 *) bounded, length, PLAIN);
  g_string_append_printf (header, "%s%s=%s", header->len > 0 ? "; " : "", name, encoded);
}

char *
ccp_route_header_format (CcpExchange *exchange,
                         CcpRoute *decision,
                         guint target,
                         guint n_targets)
{
  g_autoptr (GString) header = g_string_new (NULL);
  CcpRoute *route = NULL;

  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);
  g_return_val_if_fail (decision != NULL, NULL);

  route = ccp_exchange_get_route (exchange);
  g_return_val_if_fail (route != NULL, NULL);

  append_text (header, "stage", ccp_route_get_stage (route));
  append_text (header, "rule", ccp_route_get_rule (decision));
  append_text (header, "provider", ccp_route_get_provider (route));
  append_text (header, "model", ccp_route_get_model (route));
  g_string_append_printf (header,
                          "; target=%u/%u; attempt=%u",
                          target,
                          n_targets,
                          ccp_exchange_get_attempt (exchange));
  if (ccp_route_get_tokens (decision) >= 0)
    g_string_append_printf (header,
                            "; tokens=%" G_GINT64_FORMAT,
                            ccp_route_get_tokens (decision));
  return g_string_free (g_steal_pointer (&header), FALSE);
}
