/* request-cases.h: tables of requests and what becomes of them
 *
 * Before it, GROUP and CONVERT are defined: how the tests are called, and the function of
 * the dialect that converts a request.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

#include "golden-compare.h"

#define U(content) "{\"role\":\"user\",\"content\":" content "}"
#define A(content) "{\"role\":\"assistant\",\"content\":" content "}"
#define S(content) "{\"role\":\"system\",\"content\":" content "}"
#define TEXT(text) "{\"type\":\"text\",\"text\":\"" text "\"}"
#define CALL(id) "{\"type\":\"tool_use\",\"id\":\"" id "\",\"name\":\"n\",\"input\":{}}"
#define RESULT(id, content)                                                              \
  "{\"type\":\"tool_result\",\"tool_use_id\":\"" id "\",\"content\":" content "}"
#define THOUGHT(text, signature)                                                         \
  "{\"type\":\"thinking\",\"thinking\":\"" text "\",\"signature\":\"" signature "\"}"
#define IMAGE                                                                            \
  "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","    \
  "\"data\":\"iVBORw0KGgo=\"}}"
#define PDF                                                                              \
  "{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":"               \
  "\"application/pdf\",\"data\":\"JVBERi0=\"}}"

#define OPEN(members) "{\"$OPEN\":true," members "}"

#define TOOL(name) "{\"name\":\"" name "\",\"input_schema\":{\"type\":\"object\"}}"

/* A request, and what the provider gets of it. */
typedef struct
{
  const char *name;
  const char *model;    /* (nullable): as the provider knows it */
  const char *options;  /* (nullable) */
  const char *messages; /* (nullable) */
  const char *members;  /* (nullable): of the body, beside the common ones */
  const char *expected;
} Case;

/* Replaces the place of the origin in signatures. */
static inline char *
fill_origin (const char *text)
{
  g_autofree char *origin = ccp_signature_make_origin ("p", "m1");
  g_autoptr (GString) filled = g_string_new (text);

  g_string_replace (filled, ":@:", ":+:", 0);
  g_string_replace (filled, "+", origin, 0);
  return g_steal_pointer (&filled->str);
}

static inline CcpJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CcpJson *json = ccp_json_new_from_text (text, -1, &error);

  g_assert_no_error (error);
  return json;
}

static inline CcpJson *
create_body (const Case *test)
{
  const char *messages = test->messages != NULL ? test->messages : U ("\"q\"");
  g_autofree char *filled = fill_origin (messages);
  g_autofree char *text =
      g_strdup_printf ("{\"model\":\"claude-x\",\"max_tokens\":9,\"messages\":[%s]%s%s}",
                       filled,
                       test->members != NULL ? "," : "",
                       test->members != NULL ? test->members : "");

  return parse (text);
}

static inline CcpExchange *
create_exchange (const Case *test, CcpJson *body)
{
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (CcpRoute) route =
      ccp_route_new ("default", "p", test->model != NULL ? test->model : "m1");
  g_autoptr (CcpJson) options = parse (test->options != NULL ? test->options : "{}");

  ccp_exchange_set_route (exchange, route);
  ccp_exchange_set_options (exchange, options);
  return exchange;
}

static inline void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CcpJson) body = create_body (test);
  g_autoptr (CcpExchange) exchange = create_exchange (test, body);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) converted = NULL;
  g_autoptr (JsonNode) expected = json_from_string (test->expected, &error);
  g_autoptr (JsonNode) actual = NULL;
  g_autofree char *text = NULL;
  g_autofree char *difference = NULL;

  g_assert_no_error (error);
  g_assert_true (ccp_request_check (CCP_OPERATION_MESSAGES, body, &error));
  g_assert_no_error (error);

  converted = CONVERT (exchange, body, &error);

  g_assert_no_error (error);
  text = ccp_json_to_text (converted);
  actual = json_from_string (text, &error);
  g_assert_no_error (error);
  difference = golden_compare_find_difference (expected, actual);
  g_assert_cmpstr (difference, ==, NULL);
}

static inline void
add_cases (const char *group, const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strdup_printf ("/" GROUP "/%s/%s", group, cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
}
