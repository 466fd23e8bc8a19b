/* test-reply.c: what a run answers with
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-reply.h"

#include "scripted-source.h"

typedef struct
{
  const char *name;
  GQuark (*domain) (void);
  int code;
  guint status;
  const char *type;
} ErrorCase;

typedef struct
{
  const char *name;
  guint64 milliseconds;
  const char *seconds; /* (nullable) */
} RetryCase;

static const ErrorCase error_cases[] = {
  { "clients-fault",
    ccp_error_quark,
    CCP_ERROR_INVALID_REQUEST,
    400,
    "invalid_request_error" },
  { "limit", ccp_error_quark, CCP_ERROR_RATE_LIMITED, 429, "rate_limit_error" },
  { "overload", ccp_error_quark, CCP_ERROR_OVERLOADED, 529, "overloaded_error" },
  { "upstream", ccp_error_quark, CCP_ERROR_UPSTREAM, 502, "api_error" },
  { "timeout", ccp_error_quark, CCP_ERROR_TIMEOUT, 504, "timeout_error" },
  { "of-gio", g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED, 502, "api_error" },
};

static const RetryCase retry_cases[] = {
  { "none", 0, NULL },
  { "a-moment-is-a-second", 1, "1" },
  { "whole-seconds", 2000, "2" },
  { "never-too-early", 2001, "3" },
  { "as-long-as-can-be", G_MAXUINT64, "18446744073709552" },
};

static CcpJson *
create_body (void)
{
  return ccp_json_new_from_text ("{\"type\":\"message\"}", -1, NULL);
}

static void
assert_says (CcpReply *reply, const char *member, const char *expected)
{
  CcpJsonValue value;
  g_autofree char *text = NULL;

  ccp_json_get_root (ccp_reply_get_body (reply), &value);
  value = ccp_json_value_member (&value, "error");
  value = ccp_json_value_member (&value, member);
  text = ccp_json_value_dup_string (&value, NULL);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_whole (void)
{
  g_autoptr (CcpJson) body = create_body ();
  g_autoptr (CcpReply) reply = ccp_reply_new (201, body);

  g_assert_cmpuint (ccp_reply_get_status (reply), ==, 201);
  g_assert_true (ccp_reply_get_body (reply) == body);
  g_assert_null (ccp_reply_get_events (reply));
  g_assert_cmpuint (ccp_headers_get_length (ccp_reply_get_headers (reply)), ==, 0);
}

static void
test_stream (void)
{
  g_autoptr (ScriptedSource) events = scripted_source_new ();
  g_autoptr (CcpReply) reply = ccp_reply_new_stream (CCP_EVENT_SOURCE (events));

  g_assert_cmpuint (ccp_reply_get_status (reply), ==, 200);
  g_assert_true (ccp_reply_get_events (reply) == CCP_EVENT_SOURCE (events));
  g_assert_null (ccp_reply_get_body (reply));
}

static void
test_error (gconstpointer data)
{
  const ErrorCase *c = data;
  g_autoptr (GError) error = g_error_new_literal (c->domain (), c->code, "it broke");
  g_autoptr (CcpReply) reply = ccp_reply_new_error (error, "req_1");
  CcpJsonValue value;

  g_assert_cmpuint (ccp_reply_get_status (reply), ==, c->status);
  assert_says (reply, "type", c->type);
  assert_says (reply, "message", "it broke");
  ccp_json_get_root (ccp_reply_get_body (reply), &value);
  value = ccp_json_value_member (&value, "request_id");
  g_assert_true (ccp_json_value_equals_string (&value, "req_1"));
}

static void
test_retry_after (gconstpointer data)
{
  const RetryCase *c = data;
  g_autoptr (CcpJson) body = create_body ();
  g_autoptr (CcpReply) reply = ccp_reply_new (429, body);

  ccp_reply_set_retry_after (reply, c->milliseconds);

  g_assert_cmpstr (ccp_headers_get (ccp_reply_get_headers (reply), "retry-after"),
                   ==,
                   c->seconds);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reply/new/whole", test_whole);
  g_test_add_func ("/reply/new-stream/events", test_stream);
  for (gsize i = 0; i < G_N_ELEMENTS (error_cases); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/reply/new-error/%s", error_cases[i].name);

      g_test_add_data_func (path, &error_cases[i], test_error);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (retry_cases); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/reply/set-retry-after/%s", retry_cases[i].name);

      g_test_add_data_func (path, &retry_cases[i], test_retry_after);
    }

  return g_test_run ();
}
