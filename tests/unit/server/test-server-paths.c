/* test-server-paths.c: what each path of a CcpServer answers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gio/gunixsocketaddress.h>
#include <string.h>

#include "server-fixture.h"

static ServerFixture *
start (void)
{
  ServerFixture *fixture = server_fixture_new ();

  server_fixture_listen (fixture);
  return fixture;
}

static RawReply *
ask (ServerFixture *fixture,
     const char *method,
     const char *path,
     const char *fields,
     const char *body)
{
  g_autoptr (RawClient) client = raw_client_new (fixture->uri);

  raw_client_request (client, method, path, fields, body);
  return raw_client_read_reply (client, g_str_equal (method, "HEAD"));
}

static CcpJsonValue
parse (RawReply *reply, CcpJson **json)
{
  CcpJsonValue root;
  g_autoptr (GError) error = NULL;

  *json = ccp_json_new_from_text (reply->body->str, reply->body->len, &error);
  g_assert_no_error (error);
  ccp_json_get_root (*json, &root);
  return root;
}

static void
assert_member (const CcpJsonValue *object, const char *name, const char *expected)
{
  CcpJsonValue value = ccp_json_value_member (object, name);
  g_autofree char *text = ccp_json_value_dup_string (&value, NULL);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_message (void)
{
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawReply) reply =
      ask (fixture, "POST", "/v1/messages?beta=true", NULL, MESSAGE);
  g_autofree char *id = raw_client_get_header (reply, "request-id");
  g_autofree char *type = raw_client_get_header (reply, "content-type");
  g_autofree char *close = raw_client_get_header (reply, "connection");

  g_assert_true (reply->complete);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (reply->body->str, ==, "{\"type\":\"message\",\"content\":[]}");
  g_assert_cmpstr (type, ==, "application/json");
  g_assert_cmpstr (id, ==, ccp_exchange_get_id (fixture->runner->exchange));
  g_assert_null (close);
  g_assert_cmpuint (ccp_server_get_in_flight (fixture->server), ==, 0);
}

static void
test_doubled_version (void)
{
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawReply) reply = ask (fixture, "POST", "/v1/v1/messages", NULL, MESSAGE);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpuint (fixture->runner->runs, ==, 1);
}

static void
test_stream (void)
{
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawReply) reply = ask (fixture, "POST", "/v1/messages", NULL, STREAM);
  g_autofree char *type = raw_client_get_header (reply, "content-type");
  g_autofree char *cache = raw_client_get_header (reply, "cache-control");
  g_autofree char *buffering = raw_client_get_header (reply, "x-accel-buffering");
  g_autofree char *id = raw_client_get_header (reply, "request-id");
  g_autofree char *date = raw_client_get_header (reply, "date");

  g_assert_true (reply->complete);
  g_assert_cmpstr (type, ==, "text/event-stream; charset=utf-8");
  g_assert_cmpstr (cache, ==, "no-cache");
  g_assert_cmpstr (buffering, ==, "no");
  g_assert_cmpstr (id, ==, ccp_exchange_get_id (fixture->runner->exchange));
  g_assert_nonnull (date);
  g_assert_true (g_str_has_prefix (reply->body->str, "event: ping\ndata: {"));
  g_assert_true (g_str_has_suffix (reply->body->str, "\"x\":\"xxxxxxxxxx\"}\n\n"));
}

static void
test_runner_error (void)
{
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawReply) reply = NULL;
  g_autofree char *retry = NULL;

  fixture->runner->overloads = TRUE;
  reply = ask (fixture, "POST", "/v1/messages", NULL, STREAM);
  retry = raw_client_get_header (reply, "retry-after");

  server_fixture_assert_error (reply, 529, "overloaded_error");
  g_assert_cmpstr (retry, ==, "7");
}

static void
test_bad_bodies (void)
{
  static const struct
  {
    const char *body;
    const char *message;
  } cases[] = {
    { "", "The request body is empty, expected a JSON object" },
    { "{\"model\":", "The request body is not JSON at byte 9: expected" },
    { "[]", "" },
    { "{\"model\":\"small\",\"messages\":[]}", "max_tokens: " },
    { "{\"model\":\"small\",\"max_tokens\":1,\"messages\":[]}", "messages: " },
  };
  g_autoptr (ServerFixture) fixture = start ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RawReply) reply =
          ask (fixture, "POST", "/v1/messages", NULL, cases[i].body);
      g_autoptr (CcpJson) json = NULL;
      CcpJsonValue root = parse (reply, &json);
      CcpJsonValue error = ccp_json_value_member (&root, "error");
      CcpJsonValue message = ccp_json_value_member (&error, "message");

      server_fixture_assert_error (reply, 400, "invalid_request_error");
      g_assert_true (ccp_json_value_has_prefix (&message, cases[i].message));
    }
  g_assert_cmpuint (fixture->runner->runs, ==, 0);
}

static void
test_count_tokens (void)
{
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawReply) reply = ask (
      fixture,
      "POST",
      "/v1/messages/count_tokens?beta=true",
      NULL,
      "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"one two\"}]}");
  CcpExchange *exchange = fixture->runner->exchange;

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpuint (fixture->runner->runs, ==, 1);
  g_assert_cmpuint (ccp_exchange_get_operation (exchange),
                    ==,
                    CCP_OPERATION_COUNT_TOKENS);
  g_assert_cmpstr (ccp_exchange_get_model (exchange), ==, "small");
}

static void
test_models (void)
{
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawReply) list = ask (fixture, "GET", "/v1/models?limit=1000", NULL, NULL);
  g_autoptr (RawReply) one = ask (fixture, "GET", "/v1/models/vendor/large", NULL, NULL);
  g_autoptr (RawReply) alias =
      ask (fixture, "GET", "/v1/models/claude-via-vendor%2Flarge", NULL, NULL);
  g_autoptr (RawReply) unknown = ask (fixture, "GET", "/v1/models/nope", NULL, NULL);
  g_autoptr (RawReply) limit = ask (fixture, "GET", "/v1/models?limit=0", NULL, NULL);
  g_autoptr (CcpJson) list_json = NULL;
  g_autoptr (CcpJson) one_json = NULL;
  g_autoptr (CcpJson) alias_json = NULL;
  CcpJsonValue root = parse (list, &list_json);
  CcpJsonValue data = ccp_json_value_member (&root, "data");

  g_assert_cmpuint (ccp_json_value_get_length (&data), ==, 5);
  root = parse (one, &one_json);
  assert_member (&root, "id", "vendor/large");
  root = parse (alias, &alias_json);
  assert_member (&root, "id", "claude-via-vendor/large");
  assert_member (&root, "display_name", "vendor/large (local)");
  server_fixture_assert_error (unknown, 404, "not_found_error");
  server_fixture_assert_error (limit, 400, "invalid_request_error");
}

static void
test_alias_is_what_the_client_asked (void)
{
  static const char body[] =
      "{\"model\":\"claude-via-small\",\"max_tokens\":9,\"messages\":"
      "[{\"role\":\"user\",\"content\":\"hi\"}]}";
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawReply) reply = ask (fixture, "POST", "/v1/messages", NULL, body);
  const char *model = ccp_exchange_get_model (fixture->runner->exchange);
  g_autoptr (CcpRoute) route =
      ccp_catalog_resolve (fixture->runner->catalog, "default", model, NULL);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (model, ==, "claude-via-small");
  g_assert_nonnull (route);
}

static void
test_small_paths (void)
{
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawReply) root = ask (fixture, "GET", "/", NULL, NULL);
  g_autoptr (RawReply) health = ask (fixture, "GET", "/health?x=y", NULL, NULL);
  g_autoptr (CcpJson) json = NULL;
  CcpJsonValue value = parse (health, &json);

  g_assert_cmpuint (root->status, ==, 200);
  assert_member (&value, "status", "ok");
  assert_member (&value, "name", "ccproxy");
}

static void
test_probe (void)
{
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawClient) client = raw_client_new (fixture->uri);
  g_autoptr (RawReply) head = NULL;
  g_autoptr (RawReply) models = NULL;
  g_autoptr (RawReply) next = NULL;
  g_autofree char *length = NULL;
  g_autofree char *models_length = NULL;
  g_autofree char *id = NULL;

  raw_client_request (client, "HEAD", "/", NULL, NULL);
  head = raw_client_read_reply (client, TRUE);
  raw_client_request (client, "HEAD", "/v1/models", NULL, NULL);
  models = raw_client_read_reply (client, TRUE);
  raw_client_request (client, "GET", "/health", NULL, NULL);
  next = raw_client_read_reply (client, FALSE);

  g_assert_cmpuint (head->status, ==, 200);
  length = raw_client_get_header (head, "content-length");
  g_assert_cmpstr (length, ==, "0");
  id = raw_client_get_header (head, "request-id");
  g_assert_nonnull (id);
  models_length = raw_client_get_header (models, "content-length");
  g_assert_cmpuint (g_ascii_strtoull (models_length, NULL, 10), >, 100);
  g_assert_cmpuint (next->status, ==, 200);
}

static void
test_other_paths_and_methods (void)
{
  static const struct
  {
    const char *method;
    const char *path;
    guint status;
    const char *allow;
  } cases[] = {
    { "GET", "/v1/nope", 404, NULL },
    { "POST", "/", 405, "GET, HEAD" },
    { "GET", "/v1/messages", 405, "POST" },
    { "PUT", "/v1/messages", 405, "POST" },
    { "DELETE", "/v1/models/small", 405, "GET, HEAD" },
    { "GET", "/v1/models/", 404, NULL },
    { "GET", "/v1/messages/", 404, NULL },
    { "GET", "/%00", 400, NULL },
    { "GET", "//", 404, NULL },
  };
  g_autoptr (ServerFixture) fixture = start ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RawReply) reply =
          ask (fixture, cases[i].method, cases[i].path, NULL, NULL);
      g_autofree char *allow = raw_client_get_header (reply, "allow");

      g_test_message ("%s %s", cases[i].method, cases[i].path);
      server_fixture_assert_error (reply,
                                   cases[i].status,
                                   cases[i].status == 404 ? "not_found_error"
                                                          : "invalid_request_error");
      g_assert_cmpstr (allow, ==, cases[i].allow);
    }
}

static void
test_credentials_stay_here (void)
{
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawReply) reply = ask (fixture,
                                    "POST",
                                    "/v1/messages",
                                    "X-API-Key: one\r\nauthorization: Bearer two\r\n"
                                    "Cookie: three\r\nproxy-authorization: four\r\n"
                                    "X-App: cli\r\n",
                                    MESSAGE);
  CcpHeaders *headers = ccp_exchange_get_headers (fixture->runner->exchange);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (ccp_headers_get (headers, "x-app"), ==, "cli");
  g_assert_null (ccp_headers_get (headers, "x-api-key"));
  g_assert_null (ccp_headers_get (headers, "authorization"));
  g_assert_null (ccp_headers_get (headers, "cookie"));
  g_assert_null (ccp_headers_get (headers, "proxy-authorization"));
}

static void
test_client_keys (void)
{
  static const struct
  {
    const char *fields;
    guint status;
  } cases[] = {
    { NULL, 401 },
    { "X-Api-Key: wrong\r\n", 401 },
    { "X-Api-Key: \r\n", 401 },
    { "X-Api-Key: second-key\r\n", 200 },
    { "Authorization: Bearer first-key\r\n", 200 },
    { "Authorization: bearer first-key \r\n", 200 },
    { "Authorization: Basic first-key\r\n", 401 },
  };
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawReply) probe = NULL;

  g_ptr_array_add (fixture->settings->client_keys, ccp_secret_new ("first-key"));
  g_ptr_array_add (fixture->settings->client_keys, ccp_secret_new ("second-key"));
  server_fixture_listen (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RawReply) reply =
          ask (fixture, "POST", "/v1/messages", cases[i].fields, MESSAGE);

      if (cases[i].status == 401)
        server_fixture_assert_error (reply, 401, "authentication_error");
      g_assert_cmpuint (reply->status, ==, cases[i].status);
      g_assert_null (strstr (reply->body->str, "-key\""));
    }
  probe = ask (fixture, "HEAD", "/", NULL, NULL);
  g_assert_cmpuint (probe->status, ==, 200);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/paths/message", test_message);
  g_test_add_func ("/server/paths/doubled-version", test_doubled_version);
  g_test_add_func ("/server/paths/stream", test_stream);
  g_test_add_func ("/server/paths/runner-error", test_runner_error);
  g_test_add_func ("/server/paths/bad-bodies", test_bad_bodies);
  g_test_add_func ("/server/paths/T115-count-tokens", test_count_tokens);
  g_test_add_func ("/server/paths/models", test_models);
  g_test_add_func ("/server/paths/T117-alias", test_alias_is_what_the_client_asked);
  g_test_add_func ("/server/paths/health", test_small_paths);
  g_test_add_func ("/server/paths/probe", test_probe);
  g_test_add_func ("/server/paths/others", test_other_paths_and_methods);
  g_test_add_func ("/server/paths/T123-credentials", test_credentials_stay_here);
  g_test_add_func ("/server/paths/T142-client-keys", test_client_keys);

  return g_test_run ();
}
