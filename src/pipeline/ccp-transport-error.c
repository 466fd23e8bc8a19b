/* ccp-transport-error.c: says in one sentence why a provider could not be reached
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-transport-error"

#include "ccp-transport-error.h"

#include <libsoup/soup.h>

#include "ccp-upstream-fault.h"

static gboolean
is_lost_connection (const GError *cause)
{
  return g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) ||
         g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) ||
         g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE) ||
         g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_EOF);
}

static GError *
describe_unconnected (const GError *cause, const char *peer)
{
  if (cause->domain == G_RESOLVER_ERROR)
    return g_error_new (cause->domain,
                        cause->code,
                        "the name of %s cannot be resolved: %s",
                        peer,
                        cause->message);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (cause->domain,
                        cause->code,
                        "%s did not take the connection in time",
                        peer);
  return g_error_new (cause->domain,
                      cause->code,
                      "%s cannot be reached: %s",
                      peer,
                      cause->message);
}

static GError *
describe_lost (const GError *cause, const char *peer, CcpTransportStage stage)
{
  if (stage == CCP_TRANSPORT_STAGE_HEARD)
    return g_error_new (CCP_ERROR,
                        CCP_ERROR_UPSTREAM,
                        "%s began an answer and did not finish its head: %s",
                        peer,
                        cause->message);
  return g_error_new (CCP_ERROR,
                      CCP_ERROR_UPSTREAM,
                      "%s closed the connection before it answered",
                      peer);
}

static GError *
describe_connected (const GError *cause, const char *peer)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (CCP_ERROR,
                        CCP_ERROR_TIMEOUT,
                        "the connection with %s fell silent",
                        peer);
  if (cause->domain == G_TLS_ERROR)
    return g_error_new (CCP_ERROR,
                        CCP_ERROR_UPSTREAM,
                        "no TLS connection with %s: %s",
                        peer,
                        cause->message);
  if (cause->domain == SOUP_SESSION_ERROR)
    return g_error_new (CCP_ERROR,
                        CCP_ERROR_UPSTREAM,
                        "what %s answered is not HTTP: %s",
                        peer,
                        cause->message);
  return g_error_new (CCP_ERROR,
                      CCP_ERROR_UPSTREAM,
                      "the connection with %s failed: %s",
                      peer,
                      cause->message);
}

/* @cause: (nullable): what libsoup says, @peer the provider's host and port. No message
 * of GIO and libsoup that is passed on here holds more of the request than that.
 *
 * Where no connection came about the error stays GIO's, see
 * ccp_transport_error_is_unconnected (). */
GError *
ccp_transport_error_new (const GError *cause, const char *peer, CcpTransportStage stage)
{
  g_return_val_if_fail (peer != NULL, NULL);

  if (cause == NULL)
    return g_error_new (CCP_ERROR, CCP_ERROR_UPSTREAM, "%s gave no answer", peer);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);
  if (stage == CCP_TRANSPORT_STAGE_UNCONNECTED &&
      (cause->domain == G_IO_ERROR || cause->domain == G_RESOLVER_ERROR))
    return describe_unconnected (cause, peer);
  if (is_lost_connection (cause))
    return describe_lost (cause, peer, stage);
  return describe_connected (cause, peer);
}

/* Whether the provider cannot have seen anything of the request, as no connection with it
 * came about: nothing is done twice when it is sent again. */
gboolean
ccp_transport_error_is_unconnected (const GError *error)
{
  g_return_val_if_fail (error != NULL, FALSE);

  return error->domain == G_RESOLVER_ERROR ||
         (error->domain == G_IO_ERROR && error->code != G_IO_ERROR_CANCELLED);
}

CcpVerdict *
ccp_transport_error_judge (const GError *error, CcpExchange *exchange)
{
  g_autoptr (GError) told = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  told = ccp_upstream_fault_sign (g_error_copy (error), exchange);
  return ccp_verdict_new (ccp_transport_error_is_unconnected (error)
                              ? CCP_VERDICT_RETRY
                              : CCP_VERDICT_GIVE_UP,
                          ccp_error_code_of (error),
                          told->message);
}
