/* gemini-exchange.h: a request whose answer a fuzz target makes up
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* @choices: each bit is an option that is on or off */
static inline CcpExchange *
gemini_exchange_create (guint8 choices)
{
  static const char *const thinkings[] = { "adaptive", "disabled" };
  static const char *const tools[] = {
    "{\"name\":\"A\"}",
    "{\"name\":\"web_search\",\"type\":\"web_search_20250305\"}"
  };
  g_autofree char *body_text = g_strdup_printf (
      "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[],\"thinking\":{\"type\":\"%s\"},"
      "\"tools\":[%s]}",
      thinkings[choices & 1],
      tools[(choices >> 1) & 1]);
  g_autofree char *options_text =
      g_strdup_printf ("{\"vertex\":%s,\"strict_overload\":%s}",
                       (choices & 4) != 0 ? "true" : "false",
                       (choices & 8) != 0 ? "true" : "false");
  g_autoptr (CcpJson) body = ccp_json_new_from_text (body_text, -1, NULL);
  g_autoptr (CcpJson) options = ccp_json_new_from_text (options_text, -1, NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "gemini-3-pro-preview");
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);

  ccp_exchange_set_route (exchange, route);
  ccp_exchange_set_options (exchange, options);
  return exchange;
}

G_END_DECLS
