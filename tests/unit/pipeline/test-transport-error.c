/* test-transport-error.c: what is said of a request that failed, and what may be repeated
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <libsoup/soup.h>

#include "ccp-transport-error.h"

typedef struct
{
  const char *name;
  GQuark (*domain) (void); /* (nullable): libsoup gave no reason */
  int code;
  CcpTransportStage stage;
  CcpError client;
  gboolean unconnected;
  const char *message;
} Case;

static const Case cases[] = {
  { "refused",
    g_io_error_quark,
    G_IO_ERROR_CONNECTION_REFUSED,
    CCP_TRANSPORT_STAGE_UNCONNECTED,
    CCP_ERROR_UPSTREAM,
    TRUE,
    "p:1 cannot be reached: why" },
  { "no-route",
    g_io_error_quark,
    G_IO_ERROR_HOST_UNREACHABLE,
    CCP_TRANSPORT_STAGE_UNCONNECTED,
    CCP_ERROR_UPSTREAM,
    TRUE,
    "p:1 cannot be reached: why" },
  { "connect-timeout",
    g_io_error_quark,
    G_IO_ERROR_TIMED_OUT,
    CCP_TRANSPORT_STAGE_UNCONNECTED,
    CCP_ERROR_TIMEOUT,
    TRUE,
    "p:1 did not take the connection in time" },
  { "unknown-name",
    g_resolver_error_quark,
    G_RESOLVER_ERROR_NOT_FOUND,
    CCP_TRANSPORT_STAGE_UNCONNECTED,
    CCP_ERROR_UPSTREAM,
    TRUE,
    "the name of p:1 cannot be resolved: why" },
  { "cancelled",
    g_io_error_quark,
    G_IO_ERROR_CANCELLED,
    CCP_TRANSPORT_STAGE_UNCONNECTED,
    CCP_ERROR_CANCELLED,
    FALSE,
    "why" },
  { "certificate",
    g_tls_error_quark,
    G_TLS_ERROR_BAD_CERTIFICATE,
    CCP_TRANSPORT_STAGE_CONNECTED,
    CCP_ERROR_UPSTREAM,
    FALSE,
    "no TLS connection with p:1: why" },
  { "closed-before-answer",
    g_io_error_quark,
    G_IO_ERROR_CONNECTION_CLOSED,
    CCP_TRANSPORT_STAGE_CONNECTED,
    CCP_ERROR_UPSTREAM,
    FALSE,
    "p:1 closed the connection before it answered" },
  { "closed-within-head",
    g_io_error_quark,
    G_IO_ERROR_PARTIAL_INPUT,
    CCP_TRANSPORT_STAGE_HEARD,
    CCP_ERROR_UPSTREAM,
    FALSE,
    "p:1 began an answer and did not finish its head: why" },
  { "silent",
    g_io_error_quark,
    G_IO_ERROR_TIMED_OUT,
    CCP_TRANSPORT_STAGE_CONNECTED,
    CCP_ERROR_TIMEOUT,
    FALSE,
    "the connection with p:1 fell silent" },
  { "other-trouble",
    g_io_error_quark,
    G_IO_ERROR_FAILED,
    CCP_TRANSPORT_STAGE_CONNECTED,
    CCP_ERROR_UPSTREAM,
    FALSE,
    "the connection with p:1 failed: why" },
  { "not-http",
    soup_session_error_quark,
    SOUP_SESSION_ERROR_PARSING,
    CCP_TRANSPORT_STAGE_HEARD,
    CCP_ERROR_UPSTREAM,
    FALSE,
    "what p:1 answered is not HTTP: why" },
  { "no-reason",
    NULL,
    0,
    CCP_TRANSPORT_STAGE_CONNECTED,
    CCP_ERROR_UPSTREAM,
    FALSE,
    "p:1 gave no answer" },
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GError) error = NULL;

  if (test->domain != NULL)
    cause = g_error_new_literal (test->domain (), test->code, "why");
  error = ccp_transport_error_new (cause, "p:1", test->stage);

  g_assert_cmpint (ccp_error_code_of (error), ==, test->client);
  g_assert_cmpstr (error->message, ==, test->message);
  g_assert_true (ccp_transport_error_is_unconnected (error) == test->unconnected);
}

/* protocol E.7: the client is told whose fault it is; only what cannot have been seen by
 * the provider is sent again */
static void
test_judge (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{}", -1, NULL);
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (CcpRoute) route = ccp_route_new ("s", "acme", "m");
  g_autofree char *message = g_strconcat (test->message, " (upstream acme)", NULL);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpVerdict) verdict = NULL;

  if (test->domain != NULL)
    cause = g_error_new_literal (test->domain (), test->code, "why");
  error = ccp_transport_error_new (cause, "p:1", test->stage);
  ccp_exchange_set_route (exchange, route);
  verdict = ccp_transport_error_judge (error, exchange);

  g_assert_cmpint (ccp_verdict_get_kind (verdict),
                   ==,
                   test->unconnected ? CCP_VERDICT_RETRY : CCP_VERDICT_GIVE_UP);
  g_assert_cmpint (ccp_verdict_get_code (verdict), ==, test->client);
  if (test->client != CCP_ERROR_CANCELLED)
    g_assert_cmpstr (ccp_verdict_get_message (verdict), ==, message);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/transport-error/new/", cases[i].name, NULL);

      g_autofree char *judge =
          g_strconcat ("/transport-error/judge/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
      g_test_add_data_func (judge, &cases[i], test_judge);
    }

  return g_test_run ();
}
