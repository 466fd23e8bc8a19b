/* test-openai-chat-replay.c: what a provider wants to have back goes to the client and
 * comes back with the next request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "openai-chat-request.h"
#include "openai-chat-response.h"

typedef struct
{
  const char *name;
  const char *replay;
  const char *message; /* of the first answer */
  const char
      *expected; /* the members of the assistant message beside content and calls */
} Case;

#define CALL                                                                             \
  "{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"A\",\"arguments\":\"{}"  \
  "\"}"

static const Case cases[] = {
  { "reasoning",
    "reasoning_content",
    "{\"reasoning_content\":\"hm\",\"tool_calls\":[" CALL "}]}",
    "\"reasoning_content\":\"hm\"" },
  { "encrypted-beside-reasoning",
    "reasoning_content",
    "{\"reasoning_content\":\"hm\",\"encrypted_content\":\"E=\",\"tool_calls\":[" CALL
    "}]}",
    "\"reasoning_content\":\"hm\",\"encrypted_content\":\"E=\"" },
  { "details",
    "reasoning_details",
    "{\"reasoning\":\"hm\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":"
    "\"hm\","
    "\"signature\":\"S\",\"index\":0},{\"type\":\"reasoning.encrypted\",\"data\":\"D\","
    "\"index\":1"
    "}],\"tool_calls\":[" CALL "}]}",
    "\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"hm\",\"signature\":"
    "\"S\","
    "\"index\":0},{\"type\":\"reasoning.encrypted\",\"data\":\"D\",\"index\":1}]" },
  { "signature-of-gemini",
    "none",
    "{\"tool_calls\":[" CALL
    ",\"extra_content\":{\"google\":{\"thought_signature\":\"SIG\"}}}]}",
    "\"extra_content\":{\"google\":{\"thought_signature\":\"SIG\"}}" },
};

static CcpJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CcpJson *document = ccp_json_new_from_text (text, -1, &error);

  g_assert_no_error (error);
  return document;
}

static CcpExchange *
create_exchange (CcpJson *body, const char *replay)
{
  g_autofree char *text = g_strdup_printf ("{\"reasoning_replay\":\"%s\"}", replay);
  g_autoptr (CcpJson) options = parse (text);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m1");
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);

  ccp_exchange_set_route (exchange, route);
  ccp_exchange_set_options (exchange, options);
  return exchange;
}

/* Returns: the content that the client gets, as text */
static char *
convert_answer (const Case *test)
{
  g_autofree char *text = g_strdup_printf (
      "{\"choices\":[{\"finish_reason\":\"tool_calls\",\"message\":%s}]}",
      test->message);
  g_autoptr (CcpJson) answer = parse (text);
  g_autoptr (CcpJson) body =
      parse ("{\"model\":\"m\",\"messages\":[],\"thinking\":{\"type\":"
             "\"adaptive\"}}");
  g_autoptr (CcpExchange) exchange = create_exchange (body, test->replay);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) message = openai_chat_response_convert (exchange, answer, &error);
  CcpJsonValue root;
  CcpJsonValue content;
  const char *raw = NULL;
  gsize length;

  g_assert_no_error (error);
  ccp_json_get_root (message, &root);
  content = ccp_json_value_member (&root, "content");
  raw = ccp_json_value_peek_raw (&content, &length);
  return g_strndup (raw, length);
}

static char *
convert_next_request (const Case *test, const char *content)
{
  g_autofree char *text = g_strdup_printf (
      "{\"model\":\"m\",\"max_tokens\":9,\"thinking\":{\"type\":\"adaptive\"},\"tools\":["
      "{"
      "\"name\":\"A\",\"input_schema\":{\"type\":\"object\"}}],\"messages\":[{\"role\":"
      "\"user\","
      "\"content\":\"x\"},{\"role\":\"assistant\",\"content\":%s},{\"role\":\"user\","
      "\"content\":[{"
      "\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":\"done\"}]}]}",
      content);
  g_autoptr (CcpJson) body = parse (text);
  g_autoptr (CcpExchange) exchange = create_exchange (body, test->replay);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) request = openai_chat_request_convert (exchange, body, &error);

  g_assert_no_error (error);
  return ccp_json_to_text (request);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *content = convert_answer (test);
  g_autofree char *request = convert_next_request (test, content);

  if (strstr (request, test->expected) == NULL)
    g_test_message ("%s", request);
  g_assert_nonnull (strstr (request, test->expected));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/openai-chat/replay/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
