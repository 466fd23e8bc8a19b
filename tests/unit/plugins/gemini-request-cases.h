/* gemini-request-cases.h: requests, and what a provider of the Gemini format gets
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

#include "gemini-request.h"
#include "golden-compare.h"

#define GEMINI_3_MODEL "gemini-3-pro-preview"
#define GEMINI_2_5_MODEL "gemini-2.5-flash"

/* The client's side */
#define U(content) "{\"role\":\"user\",\"content\":" content "}"
#define A(content) "{\"role\":\"assistant\",\"content\":[" content "]}"
#define S(content) "{\"role\":\"system\",\"content\":" content "}"
#define TEXT(text) "{\"type\":\"text\",\"text\":\"" text "\"}"
#define THINKING(text, signature)                                                        \
  "{\"type\":\"thinking\",\"thinking\":\"" text "\",\"signature\":\"" signature "\"}"
#define CALL(id)                                                                         \
  "{\"type\":\"tool_use\",\"id\":\"" id "\",\"name\":\"n\",\"input\":{\"a\":1}}"
#define RESULT(id, members)                                                              \
  "{\"type\":\"tool_result\",\"tool_use_id\":\"" id "\"" members "}"
#define IMAGE                                                                            \
  "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","    \
  "\"data\":\"iVBORw0KGgo=\"}}"
#define IMAGE_AT(url)                                                                    \
  "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"" url "\"}}"
#define PDF                                                                              \
  "{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":"               \
  "\"application/pdf\",\"data\":\"JVBERi0=\"}}"

/* The provider's side */
#define SENT_USER(parts) "{\"role\":\"user\",\"parts\":[" parts "]}"
#define SENT_MODEL(parts) "{\"role\":\"model\",\"parts\":[" parts "]}"
#define PART(text) "{\"text\":\"" text "\"}"
#define SENT_CALL(id)                                                                    \
  "{\"functionCall\":{\"id\":\"" id "\",\"name\":\"n\",\"args\":{\"a\":1}}}"
#define SIGNED_CALL(id, signature)                                                       \
  "{\"functionCall\":{\"id\":\"" id "\",\"name\":\"n\",\"args\":{\"a\":1}},"             \
  "\"thoughtSignature\":\"" signature "\"}"
#define SENTINEL "skip_thought_signature_validator"
#define RESPONSE(id, response)                                                           \
  "{\"functionResponse\":{\"id\":\"" id "\",\"name\":\"n\",\"response\":" response "}}"
#define OUTPUT(text) "{\"output\":\"" text "\"}"
#define FAILURE(text) "{\"error\":\"" text "\"}"
#define INLINE_IMAGE                                                                     \
  "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"iVBORw0KGgo=\"}}"
#define INLINE_PDF                                                                       \
  "{\"inlineData\":{\"mimeType\":\"application/pdf\",\"data\":\"JVBERi0=\"}}"

#define OPEN(members) "{\"$OPEN\":true," members "}"
#define CONTENTS(contents) OPEN ("\"contents\":[" contents "]")
#define CONFIG(members) OPEN ("\"generationConfig\":{\"maxOutputTokens\":9" members "}")
#define PLAIN_BODY(members) "{\"contents\":[" SENT_USER (PART ("q")) "]" members "}"
#define LIMIT ",\"generationConfig\":{\"maxOutputTokens\":9}"

/* A request, and what the provider gets of it. */
typedef struct
{
  const char *name;
  const char *model;    /* (nullable): gemini-3-pro-preview */
  const char *options;  /* (nullable) */
  const char *messages; /* (nullable): one question */
  const char *members;  /* (nullable): of the body, beside the common ones */
  const char *expected;
} Case;

/* Replaces the place of the origin in signatures: "@" is this model at this provider. */
static inline char *
fill_origin (const char *text, const char *model)
{
  g_autofree char *origin = ccp_signature_make_origin ("p", model);
  g_autofree char *place = g_strdup_printf (":%s:", origin);
  g_autoptr (GString) filled = g_string_new (text);

  g_string_replace (filled, ":@:", place, 0);
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

static inline const char *
get_model (const Case *test)
{
  return test->model != NULL ? test->model : GEMINI_3_MODEL;
}

static inline CcpJson *
create_body (const Case *test)
{
  const char *messages = test->messages != NULL ? test->messages : U ("\"q\"");
  g_autofree char *filled = fill_origin (messages, get_model (test));
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
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", get_model (test));
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
  g_autofree char *difference = NULL;

  g_assert_no_error (error);
  g_assert_true (ccp_request_check (CCP_OPERATION_MESSAGES, body, &error));
  g_assert_no_error (error);

  converted = gemini_request_convert (exchange, body, &error);

  g_assert_no_error (error);
  actual = ccp_json_to_node (converted, &error);
  g_assert_no_error (error);
  difference = golden_compare_find_difference (expected, actual);
  if (difference != NULL)
    {
      g_autofree char *text = ccp_json_to_text (converted);

      g_test_message ("%s", text);
    }
  g_assert_cmpstr (difference, ==, NULL);
}

static inline void
add_cases (const char *group, const Case *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/gemini-request/%s/%s", group, cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
}
