/* test-answer.c: what an upstream's answer is, and what is read out of it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-answer.h"

#include <string.h>

#include "run-fixture.h"

static CcpExchange *
create_exchange (const char *body)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (body, -1, NULL);

  return ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, json);
}

typedef struct
{
  const char *name;
  const char *request;
  guint status;
  const char *content_type;
  gboolean is_stream;
} KindCase;

static const KindCase kinds[] = {
  { "events", RUN_STREAM, 200, "text/event-stream", TRUE },
  { "events-with-charset", RUN_STREAM, 200, "Text/Event-Stream; charset=utf-8", TRUE },
  { "T86-events-for-a-plain-request", RUN_PLAIN, 200, "text/event-stream", TRUE },
  { "T86-json-for-a-stream", RUN_STREAM, 200, "application/json", FALSE },
  { "T85-page-for-a-stream", RUN_STREAM, 200, "text/html; charset=utf-8", FALSE },
  { "no-type-for-a-stream", RUN_STREAM, 200, NULL, TRUE },
  { "other-type-for-a-stream", RUN_STREAM, 200, "application/octet-stream", TRUE },
  { "no-type-for-a-plain-request", RUN_PLAIN, 200, NULL, FALSE },
  { "json-for-a-plain-request", RUN_PLAIN, 200, "application/json", FALSE },
  { "T101-error-with-events", RUN_STREAM, 429, "text/event-stream", FALSE },
  { "redirection", RUN_STREAM, 302, "text/event-stream", FALSE },
  { "accepted", RUN_STREAM, 202, "text/event-stream", TRUE },
};

static void
test_kind (gconstpointer data)
{
  const KindCase *c = data;
  g_autoptr (CcpExchange) exchange = create_exchange (c->request);
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (GInputStream) body = g_memory_input_stream_new ();
  g_autoptr (CcpUpstreamResponse) response = NULL;

  if (c->content_type != NULL)
    ccp_headers_set (headers, "content-type", c->content_type);
  response = ccp_upstream_response_new (c->status, headers, body);

  g_assert_cmpint (ccp_answer_is_stream (exchange, response), ==, c->is_stream);
}

typedef struct
{
  const char *name;
  const char *bytes;
  const char *json; /* (nullable) */
} ParseCase;

static const ParseCase parses[] = {
  { "document", "{\"a\":1}", "{\"a\":1}" },
  { "byte-order-mark", "\xef\xbb\xbf{}", "{}" },
  { "half-a-byte-order-mark", "\xef\xbb", NULL },
  { "nothing", "", NULL },
  { "page", "<html>", NULL },
  { "cut", "{\"a\":", NULL },
};

static void
test_parse (gconstpointer data)
{
  const ParseCase *c = data;
  g_autoptr (GBytes) bytes = g_bytes_new (c->bytes, strlen (c->bytes));
  g_autoptr (CcpJson) json = ccp_answer_parse (bytes);
  g_autofree char *text = json != NULL ? ccp_json_to_text (json) : NULL;

  g_assert_cmpstr (text, ==, c->json);
}

typedef struct
{
  const char *name;
  const char *events; /* types, with a blank between */
  int code;           /* of the verdict; -1 for none */
} FailureCase;

static const FailureCase failures[] = {
  { "nothing-wrong", "message_start content_block_start", -1 },
  { "T76-error-first", "error", CCP_ERROR_OVERLOADED },
  { "T76-error-after-the-start", "message_start ping error", CCP_ERROR_OVERLOADED },
  { "T75-error-after-content", "message_start content_block_start error", -1 },
  { "hold-is-over", "message_start ping", -1 },
};

static CcpEvent *
create_event (const char *name)
{
  g_autofree char *text =
      g_strdup_printf ("{\"type\":\"%s\",\"error\":{\"type\":\"overloaded_error\","
                       "\"message\":\"full\"}}",
                       name);
  g_autoptr (CcpJson) data = ccp_json_new_from_text (text, -1, NULL);

  return ccp_event_new (name, data);
}

static void
test_find_failure (gconstpointer data)
{
  const FailureCase *c = data;
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_auto (GStrv) names = g_strsplit (c->events, " ", -1);
  g_autoptr (CcpVerdict) verdict = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    ccp_event_batch_take (batch, create_event (names[i]));
  verdict = ccp_answer_find_failure (batch);

  g_assert_cmpint (verdict != NULL ? (int) ccp_verdict_get_code (verdict) : -1,
                   ==,
                   c->code);
  if (verdict != NULL)
    g_assert_cmpstr (ccp_verdict_get_message (verdict), ==, "full");
}

static void
test_find_failure_with_verdict (void)
{
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpVerdict) expected =
      ccp_verdict_new (CCP_VERDICT_RETRY, CCP_ERROR_UNAVAILABLE, "starting");
  g_autoptr (CcpVerdict) verdict = NULL;

  ccp_event_batch_take (batch, ccp_event_new_error (expected, NULL));
  verdict = ccp_answer_find_failure (batch);

  g_assert_true (verdict == expected);
}

static void
test_wanted (void)
{
  static const struct
  {
    const char *body;
    gboolean wanted;
  } cases[] = {
    { "{\"max_tokens\":0}", FALSE },   { "{\"max_tokens\":1}", TRUE },     { "{}", TRUE },
    { "{\"max_tokens\":null}", TRUE }, { "{\"max_tokens\":\"0\"}", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CcpExchange) exchange = create_exchange (cases[i].body);

      g_assert_cmpint (ccp_answer_is_wanted (exchange), ==, cases[i].wanted);
    }
}

static void
test_malformed_message (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange (RUN_PLAIN);
  g_autoptr (CcpJson) message = ccp_json_new_from_text ("{\"content\":1}", -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpReply) reply = ccp_answer_give (exchange, message, &error);

  g_assert_null (reply);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_UPSTREAM);
}

static void
test_usage (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange (RUN_PLAIN);
  g_autoptr (CcpJson) message = ccp_json_new_from_text (
      "{\"usage\":{\"input_tokens\":3,\"output_tokens\":4,\"cache_read_input_tokens\":5,"
      "\"output_tokens_details\":{\"thinking_tokens\":2}}}",
      -1,
      NULL);

  ccp_answer_note_usage (exchange, message);

  g_assert_cmpint (ccp_exchange_get_usage (exchange)->input_tokens, ==, 3);
  g_assert_cmpint (ccp_exchange_get_usage (exchange)->cache_read_tokens, ==, 5);
  g_assert_cmpint (ccp_exchange_get_usage (exchange)->thinking_tokens, ==, 2);
}

static void
add (const char *group, const char *name, gconstpointer data, GTestDataFunc function)
{
  g_autofree char *path = g_strdup_printf ("/answer/%s/%s", group, name);

  g_test_add_data_func (path, data, function);
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    add ("is-stream", kinds[i].name, &kinds[i], test_kind);
  for (gsize i = 0; i < G_N_ELEMENTS (parses); i++)
    add ("parse", parses[i].name, &parses[i], test_parse);
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    add ("find-failure", failures[i].name, &failures[i], test_find_failure);
  g_test_add_func ("/answer/find-failure/verdict-is-kept",
                   test_find_failure_with_verdict);
  g_test_add_func ("/answer/is-wanted/unless-zero", test_wanted);
  g_test_add_func ("/answer/give/malformed-message", test_malformed_message);
  g_test_add_func ("/answer/note-usage/every-count", test_usage);

  return g_test_run ();
}
