/* edit-fixture.h: transformers of the edit plugin, and exchanges for them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

static inline CcpJson *
edit_fixture_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CcpJson *json = ccp_json_new_from_text (text, -1, &error);

  g_assert_no_error (error);
  return json;
}

/* asked for as "claude-x", streamed if @stream, and routed as "thinking" to "m-large" of
 * "groq-2" */
static inline CcpExchange *
edit_fixture_create_exchange (gboolean stream)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpJson) body =
      edit_fixture_parse (stream ? "{\"model\":\"claude-x\",\"max_tokens\":9,"
                                   "\"messages\":[],\"stream\":true}"
                                 : "{\"model\":\"claude-x\",\"max_tokens\":9,"
                                   "\"messages\":[]}");
  g_autoptr (CcpRoute) route = ccp_route_new ("thinking", "groq-2", "m-large");
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, headers, body);

  ccp_exchange_set_route (exchange, route);
  return exchange;
}

G_END_DECLS
