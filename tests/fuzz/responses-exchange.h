/* responses-exchange.h: a request whose answer a fuzz target makes up
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

#include "dialect-player.h"
#include "openai-responses-provider.h"
#include "openai-responses-transformer.h"

G_BEGIN_DECLS

/* @choices: each bit is an option that is on or off */
static inline CcpExchange *
responses_exchange_create (guint8 choices)
{
  static const char *const thinkings[] = { "adaptive", "disabled" };
  static const char *const modes[] = { "auto", "off" };
  g_autofree char *body_text = g_strdup_printf (
      "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[],\"thinking\":{\"type\":\"%s\"},"
      "\"tools\":[{\"name\":\"A\"}%s],\"stop_sequences\":[\"END\",\"\\n\\n\","
      "\"\xc3\xa4\"]"
      "}",
      thinkings[choices & 1],
      (choices & 2) != 0 ? ",{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}"
                         : "");
  g_autofree char *options_text =
      g_strdup_printf ("{\"inline_think\":\"%s\",\"strict_overload\":%s,"
                       "\"always_show_thinking\":%s}",
                       modes[(choices >> 2) & 1],
                       (choices & 8) != 0 ? "true" : "false",
                       (choices & 16) != 0 ? "true" : "false");
  g_autoptr (CcpJson) body = ccp_json_new_from_text (body_text, -1, NULL);
  g_autoptr (CcpJson) options = ccp_json_new_from_text (options_text, -1, NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m1");
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);

  ccp_exchange_set_route (exchange, route);
  ccp_exchange_set_options (exchange, options);
  return exchange;
}

static inline DialectPlayer
responses_exchange_get_player (void)
{
  return (DialectPlayer){ OPENAI_RESPONSES_TYPE_TRANSFORMER,
                          OPENAI_RESPONSES_TYPE_PROVIDER };
}

G_END_DECLS
