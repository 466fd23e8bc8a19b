/* test-server-framing.c: requests that a CcpServer must not read in two ways
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "server-fixture.h"

#define HOST "Host: localhost\r\n"
#define SMUGGLED "GET /health HTTP/1.1\r\n" HOST "\r\n"
#define LIMIT 4096

typedef struct
{
  const char *name;
  const char *bytes;
  guint status;
} Case;

/* each with what would be a good second request behind it */
static const Case refused[] = {
  { "te-and-cl",
    "POST /v1/messages HTTP/1.1\r\n" HOST
    "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" SMUGGLED,
    400 },
  { "cl-twice",
    "POST /v1/messages HTTP/1.1\r\n" HOST
    "Content-Length: 0\r\nContent-Length: 46\r\n\r\n" SMUGGLED,
    400 },
  { "cl-list",
    "POST /v1/messages HTTP/1.1\r\n" HOST "Content-Length: 4, 30\r\n\r\n" SMUGGLED,
    400 },
  { "cl-plus",
    "POST /v1/messages HTTP/1.1\r\n" HOST "Content-Length: +4\r\n\r\nabcd" SMUGGLED,
    400 },
  { "cl-minus",
    "POST /v1/messages HTTP/1.1\r\n" HOST "Content-Length: -1\r\n\r\n" SMUGGLED,
    400 },
  { "cl-hex",
    "POST /v1/messages HTTP/1.1\r\n" HOST "Content-Length: 0x4\r\n\r\nabcd" SMUGGLED,
    400 },
  { "two-hosts",
    "GET /health HTTP/1.1\r\n" HOST "Host: localhost\r\n\r\n" SMUGGLED,
    400 },
  { "no-host", "GET /health HTTP/1.1\r\n\r\n" SMUGGLED, 400 },
  { "foreign-authority",
    "GET http://evil.example/health HTTP/1.1\r\n" HOST "\r\n" SMUGGLED,
    400 },
  { "te-space",
    "POST /v1/messages HTTP/1.1\r\n" HOST
    "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" SMUGGLED,
    400 },
  { "bare-lf", "GET /health HTTP/1.1\nHost: localhost\n\n" SMUGGLED, 400 },
  { "folded", "GET /health HTTP/1.1\r\n" HOST "X: a\r\n b\r\n\r\n" SMUGGLED, 400 },
  { "bad-byte", "GET /health HTTP/1.1\r\n" HOST "X: \xff\r\n\r\n" SMUGGLED, 400 },
  { "connect", "CONNECT localhost HTTP/1.1\r\n" HOST "\r\n" SMUGGLED, 400 },
  { "trace", "TRACE /health HTTP/1.1\r\n" HOST "\r\n" SMUGGLED, 400 },
  { "bad-chunk",
    "POST /v1/messages HTTP/1.1\r\n" HOST
    "Transfer-Encoding: chunked\r\n\r\n1\nx\r\n0\r\n\r\n" SMUGGLED,
    400 },
  { "evil-host", "GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n" SMUGGLED, 403 },
  { "origin",
    "GET /health HTTP/1.1\r\n" HOST "Origin: https://evil.example\r\n\r\n" SMUGGLED,
    403 },
  { "preflight", "OPTIONS /v1/messages HTTP/1.1\r\n" HOST "\r\n" SMUGGLED, 403 },
  { "form",
    "POST /v1/messages HTTP/1.1\r\n" HOST
    "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}" SMUGGLED,
    415 },
  { "length-over-limit",
    "POST /v1/messages HTTP/1.1\r\n" HOST "Content-Length: 4097\r\n\r\n" SMUGGLED,
    413 },
  { "expect-over-limit",
    "POST /v1/messages HTTP/1.1\r\n" HOST
    "Expect: 100-continue\r\nContent-Length: 99999999999\r\n\r\n",
    413 },
  { "chunk-over-limit",
    "POST /v1/messages HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n1001\r\n",
    413 },
};

static const char *
get_type (guint status)
{
  return status == 403   ? "permission_error"
         : status == 413 ? "request_too_large"
                         : "invalid_request_error";
}

static ServerFixture *
start (void)
{
  ServerFixture *fixture = server_fixture_new ();

  fixture->settings->max_body = LIMIT;
  server_fixture_listen (fixture);
  return fixture;
}

static void
test_refused (void)
{
  g_autoptr (ServerFixture) fixture = start ();

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (RawClient) client = raw_client_new (fixture->uri);
      gint64 began = g_get_monotonic_time ();
      g_autoptr (RawReply) reply = NULL;
      g_autofree char *connection = NULL;

      g_test_message ("%s", refused[i].name);
      raw_client_send (client, refused[i].bytes, -1);
      reply = raw_client_read_reply (client, FALSE);
      connection = raw_client_get_header (reply, "connection");

      server_fixture_assert_error (reply,
                                   refused[i].status,
                                   get_type (refused[i].status));
      g_assert_cmpstr (connection, ==, "close");
      g_assert_null (strstr (reply->head, "ccess-"));
      g_assert_true (raw_client_wait_eof (client, 1000));
      g_assert_cmpuint (client->input->len, ==, 0);
      g_assert_cmpint (g_get_monotonic_time () - began, <, G_USEC_PER_SEC);
    }
  g_assert_cmpuint (fixture->runner->runs, ==, 0);
}

static void
assert_refused_soon (ServerFixture *fixture, GString *text, guint status)
{
  g_autoptr (RawClient) client = raw_client_new (fixture->uri);
  gint64 began = g_get_monotonic_time ();
  g_autoptr (RawReply) reply = NULL;

  raw_client_send (client, text->str, text->len);
  reply = raw_client_read_reply (client, FALSE);

  server_fixture_assert_error (reply, status, "invalid_request_error");
  g_assert_true (raw_client_wait_eof (client, 1000));
  g_assert_cmpint (g_get_monotonic_time () - began, <, G_USEC_PER_SEC / 2);
}

static void
test_large_heads (void)
{
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (GString) block = g_string_new ("GET /health HTTP/1.1\r\n" HOST "X: ");
  g_autoptr (GString) fields = g_string_new ("GET /health HTTP/1.1\r\n" HOST);
  g_autoptr (GString) target = g_string_new ("GET /health?");
  g_autoptr (GString) short_target = g_string_new ("GET /health?");

  while (block->len < 64 * 1024 + 1)
    g_string_append_c (block, 'x');
  for (guint i = 0; i < 20000; i++)
    g_string_append (fields, "X: y\r\n");
  while (target->len < 1024 * 1024)
    g_string_append (target, "xxxxxxxxxxxxxxxx");
  while (short_target->len < 9000)
    g_string_append (short_target, "x");
  g_string_append (short_target, " HTTP/1.1\r\n" HOST "\r\n");

  assert_refused_soon (fixture, block, 431);
  assert_refused_soon (fixture, fields, 431);
  assert_refused_soon (fixture, target, 431);
  assert_refused_soon (fixture, short_target, 414);
}

static void
test_expect (void)
{
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawClient) client = raw_client_new (fixture->uri);
  g_autoptr (RawReply) go_on = NULL;
  g_autoptr (RawReply) reply = NULL;
  g_autofree char *head =
      g_strdup_printf ("POST /v1/messages HTTP/1.1\r\n" HOST "Expect: 100-continue\r\n"
                       "Content-Length: %zu\r\n\r\n",
                       strlen (MESSAGE));

  raw_client_send (client, head, -1);
  go_on = raw_client_read_reply (client, FALSE);
  g_assert_cmpuint (go_on->status, ==, 100);
  raw_client_send (client, MESSAGE, -1);
  reply = raw_client_read_reply (client, FALSE);

  g_assert_cmpuint (reply->status, ==, 200);
}

static void
test_chunked_body (void)
{
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawClient) client = raw_client_new (fixture->uri);

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (RawReply) reply = NULL;

      raw_client_send (client,
                       "POST /v1/messages HTTP/1.1\r\n" HOST
                       "Transfer-Encoding: chunked\r\n\r\n",
                       -1);
      for (const char *p = MESSAGE; *p != '\0'; p++)
        {
          char chunk[] = { '1', '\r', '\n', *p, '\r', '\n' };

          raw_client_send (client, chunk, sizeof chunk);
          raw_client_run_for (p[1] == '\0' ? 1 : 0);
        }
      raw_client_send (client, "0\r\n\r\n", -1);
      reply = raw_client_read_reply (client, FALSE);
      g_assert_cmpuint (reply->status, ==, 200);
    }
  g_assert_cmpuint (fixture->runner->runs, ==, 2);
}

/* every byte in a packet of its own, the end of one request with the start of the next */
static void
test_split_bytes (void)
{
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawClient) client = raw_client_new (fixture->uri);
  g_autofree char *text = g_strdup_printf ("POST /v1/messages HTTP/1.1\r\n" HOST
                                           "Content-Length: %zu\r\n\r\n%s" SMUGGLED,
                                           strlen (MESSAGE),
                                           MESSAGE);
  g_autoptr (RawReply) first = NULL;
  g_autoptr (RawReply) second = NULL;

  for (const char *p = text; *p != '\0'; p++)
    {
      raw_client_send (client, p, 1);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  first = raw_client_read_reply (client, FALSE);
  second = raw_client_read_reply (client, FALSE);

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpuint (second->status, ==, 200);
  g_assert_nonnull (strstr (second->body->str, "\"ok\""));
}

/* in pieces of all sizes, with the next request right behind it */
static void
test_large_body (void)
{
  g_autoptr (ServerFixture) fixture = server_fixture_new ();
  g_autoptr (RawClient) client = NULL;
  g_autofree char *filler = g_strnfill (3 * 1024 * 1024, 'z');
  g_autofree char *body = g_strdup_printf ("{\"model\":\"small\",\"max_tokens\":9,"
                                           "\"messages\":[{\"role\":\"user\","
                                           "\"content\":\"%s\"}]}",
                                           filler);
  g_autofree char *text = g_strdup_printf ("POST /v1/messages HTTP/1.1\r\n" HOST
                                           "Content-Length: %zu\r\n\r\n%s" SMUGGLED,
                                           strlen (body),
                                           body);
  gsize length = strlen (text);
  gsize piece = 1;
  g_autoptr (RawReply) reply = NULL;
  g_autoptr (RawReply) health = NULL;
  const char *got = NULL;
  gsize size;

  server_fixture_listen (fixture);
  client = raw_client_new (fixture->uri);
  for (gsize at = 0; at < length; at += piece, piece = piece * 3 / 2 + 1)
    {
      raw_client_send (client, text + at, MIN (piece, length - at));
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  reply = raw_client_read_reply (client, FALSE);
  health = raw_client_read_reply (client, FALSE);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpuint (health->status, ==, 200);
  got = ccp_json_peek (ccp_exchange_get_body (fixture->runner->exchange), &size);
  g_assert_cmpmem (got, size, body, strlen (body));
}

/* 64 MB that nobody reads, on the word of a client that goes on sending */
static void
test_large_body_is_not_kept (void)
{
  enum
  {
    BLOCKS = 64
  };
  g_autoptr (ServerFixture) fixture = start ();
  g_autoptr (RawClient) client = raw_client_new (fixture->uri);
  g_autoptr (RawReply) reply = NULL;
  g_autofree char *block = g_strnfill (1024 * 1024, 'x');

  raw_client_send (client,
                   "POST /v1/messages HTTP/1.1\r\n" HOST
                   "Content-Length: 67108864\r\n\r\n",
                   -1);
  for (guint i = 0; i < BLOCKS; i++)
    raw_client_send (client, block, 1024 * 1024);
  reply = raw_client_read_reply (client, FALSE);

  server_fixture_assert_error (reply, 413, "request_too_large");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/framing/refused", test_refused);
  g_test_add_func ("/server/framing/large-heads", test_large_heads);
  g_test_add_func ("/server/framing/expect", test_expect);
  g_test_add_func ("/server/framing/chunked-body", test_chunked_body);
  g_test_add_func ("/server/framing/split-bytes", test_split_bytes);
  g_test_add_func ("/server/framing/T146-body-in-pieces", test_large_body);
  g_test_add_func ("/server/framing/T146-large-body", test_large_body_is_not_kept);

  return g_test_run ();
}
