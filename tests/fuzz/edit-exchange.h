/* edit-exchange.h: what the targets of the edit plugin share
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>
#include <string.h>

/* the longest input that is worth its time */
#define EDIT_MAX_SIZE 65536

static inline CcpExchange *
edit_exchange_create (void)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text (
      "{\"model\":\"asked\",\"max_tokens\":9,\"messages\":[],\"stream\":true,"
      "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":5},"
      "\"tools\":[{\"name\":\"A\",\"input_schema\":{\"type\":\"object\"}}]}",
      -1,
      NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m");
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);

  ccp_exchange_set_route (exchange, route);
  return exchange;
}

/* takes one line from the front of the input
 * Returns: (nullable): NULL if there is no more */
static inline char *
edit_exchange_take_line (const char **data, size_t *size)
{
  const char *end = NULL;
  char *line = NULL;
  size_t length = 0;

  if (*size == 0)
    return NULL;
  end = memchr (*data, '\n', *size);
  length = end != NULL ? (size_t) (end - *data) : *size;
  line = g_strndup (*data, length);
  *data += MIN (length + 1, *size);
  *size -= MIN (length + 1, *size);
  return line;
}

/* Returns: (nullable): a transformer of that type, if it takes the params */
static inline CcpSimpleTransformer *
edit_exchange_configure (GType type, const char *params)
{
  g_autoptr (CcpSimpleTransformer) transformer = g_object_new (type, NULL);
  g_autoptr (CcpJson) json = ccp_json_new_from_text (params, -1, NULL);
  g_autoptr (GError) error = NULL;
  gboolean good = FALSE;

  if (json == NULL)
    return NULL;
  good = ccp_transformer_configure (CCP_TRANSFORMER (transformer), json, &error);
  g_assert (good == (error == NULL));
  g_assert (good || g_utf8_validate (error->message, -1, NULL));
  return good ? g_steal_pointer (&transformer) : NULL;
}
