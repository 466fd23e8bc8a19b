/* test-saved-request.c: a request that somebody has kept in a file
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-saved-request.h"

#include <string.h>

#include "ccp-secret.h"
#include "private/ccp-exchange-private.h"

#define BODY                                                                             \
  "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":"      \
  "\"hi\"}]}"
#define CAPTURE(rest) "{\"note\":\"x\"," rest ",\"body\":" BODY "}"

typedef struct
{
  const char *name;
  const char *text;
  CcpOperation operation;
  const char *header; /* NULL: there is none */
} Case;

/* the header is x-team */
static const Case cases[] = {
  { "body-alone", BODY, CCP_OPERATION_MESSAGES, NULL },
  { "body-in-an-object", "{\"body\":" BODY "}", CCP_OPERATION_MESSAGES, NULL },
  { "capture",
    CAPTURE ("\"method\":\"POST\",\"url\":\"/v1/messages?beta=true\",\"headers\":{"
             "\"X-Team\":\"blue\"}"),
    CCP_OPERATION_MESSAGES,
    "blue" },
  { "whole-url",
    CAPTURE ("\"url\":\"http://127.0.0.1:1/v1/messages/count_tokens?beta=true\""),
    CCP_OPERATION_COUNT_TOKENS,
    NULL },
  { "prefix", CAPTURE ("\"url\":\"/team/v1/messages\""), CCP_OPERATION_MESSAGES, NULL },
  { "list-of-values",
    CAPTURE ("\"headers\":{\"x-team\":[\"red\",\"blue\"]}"),
    CCP_OPERATION_MESSAGES,
    "red" },
  { "value-with-white-space",
    CAPTURE ("\"headers\":{\"x-team\":\" blue\\t\"}"),
    CCP_OPERATION_MESSAGES,
    "blue" },
  { "body-as-text",
    "{\"body\":\"{\\\"model\\\":\\\"m\\\",\\\"max_tokens\\\":9,\\\"messages\\\":[{"
    "\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"hi\\\"}]}\"}",
    CCP_OPERATION_MESSAGES,
    NULL },
};

typedef struct
{
  const char *name;
  const char *text;
  const char *part; /* of the error */
} Refusal;

static const Refusal refusals[] = {
  { "no-json", "{\"model\"", "The saved request is " },
  { "no-object", "[]", "" },
  { "no-request", "{\"body\":{}}", "model" },
  { "body-is-no-json-text", "{\"body\":\"{\"}", "\"body\" of the saved request is " },
  { "other-method", CAPTURE ("\"method\":\"GET\""), "\"method\" of the saved request" },
  { "other-path", CAPTURE ("\"url\":\"/v1/models\""), "\"url\" of the saved request" },
  { "headers-in-a-list", CAPTURE ("\"headers\":[]"), "\"headers\" of the saved request" },
  { "header-that-splits",
    CAPTURE ("\"headers\":{\"x-a\":\"b\\r\\nc: d\"}"),
    "the header \"x-a\"" },
  { "header-is-no-string", CAPTURE ("\"headers\":{\"x-a\":1}"), "the header \"x-a\"" },
};

static CcpExchange *
read_text (const char *text, CcpHeaders *more, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GPtrArray) keys =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_secret_unref);

  g_ptr_array_add (keys, ccp_secret_new ("of-the-proxy"));
  return ccp_saved_request_read (bytes, more, keys, error);
}

static void
test_read (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpExchange) exchange = read_text (c->text, NULL, &error);
  g_autofree char *body = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (ccp_exchange_get_operation (exchange), ==, c->operation);
  g_assert_cmpstr (ccp_headers_get (ccp_exchange_get_headers (exchange), "x-team"),
                   ==,
                   c->header);
  body = ccp_json_to_text (ccp_exchange_get_body (exchange));
  g_assert_cmpstr (body, ==, BODY);
}

static void
test_refuse (gconstpointer data)
{
  const Refusal *c = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (c->text, NULL, &error));
  g_assert_nonnull (error);
  g_test_message ("looking for \"%s\" in \"%s\"", c->part, error->message);
  g_assert_nonnull (strstr (error->message, c->part));
}

static void
test_more_headers (void)
{
  g_autoptr (CcpHeaders) more = ccp_headers_new ();
  g_autoptr (CcpExchange) exchange = NULL;
  CcpHeaders *headers = NULL;

  ccp_headers_append (more, "X-Team", "green");
  exchange =
      read_text (CAPTURE ("\"headers\":{\"x-team\":\"blue\",\"a\":\"b\"}"), more, NULL);
  headers = ccp_exchange_get_headers (exchange);

  g_assert_cmpuint (ccp_headers_get_length (headers), ==, 2);
  g_assert_cmpstr (ccp_headers_get (headers, "x-team"), ==, "green");
}

/* as at the front door */
static void
test_credentials (void)
{
  g_autoptr (CcpExchange) exchange =
      read_text (CAPTURE ("\"headers\":{\"authorization\":\"Bearer mine\",\"x-api-key\":"
                          "\"of-the-proxy\",\"cookie\":\"c=d\"}"),
                 NULL,
                 NULL);
  CcpHeaders *credentials = ccp_exchange_get_credentials (exchange);

  g_assert_cmpuint (ccp_headers_get_length (ccp_exchange_get_headers (exchange)), ==, 0);
  g_assert_cmpuint (ccp_headers_get_length (credentials), ==, 1);
  g_assert_cmpstr (ccp_headers_get (credentials, "authorization"), ==, "Bearer mine");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/saved-request/read/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_read);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path =
          g_strconcat ("/saved-request/refuse/", refusals[i].name, NULL);

      g_test_add_data_func (path, &refusals[i], test_refuse);
    }
  g_test_add_func ("/saved-request/read/more-headers", test_more_headers);
  g_test_add_func ("/saved-request/read/T123-credentials", test_credentials);

  return g_test_run ();
}
