/* ccp-transport-error.c: says in one sentence why a provider could not be reached
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-transport-error"

#include "ccp-transport-error.h"

#include <libsoup/soup.h>

static gboolean
is_lost_connection (const GError *cause)
{
  return g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) ||
         g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) ||
         g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE) ||
         g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_EOF);
}

/* @peer is the provider's host and port, @heard says whether it has sent anything. No
 * message of GIO and libsoup that is passed on here holds more of the request than that.
 */
GError *
ccp_transport_error_new (const GError *cause, const char *peer, gboolean heard)
{
  if (cause->domain == CCP_ERROR ||
      g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (CCP_ERROR,
                        CCP_ERROR_TIMEOUT,
                        "%s did not take the connection in time",
                        peer);
  if (cause->domain == G_RESOLVER_ERROR)
    return g_error_new (CCP_ERROR,
                        CCP_ERROR_UPSTREAM,
                        "the name of %s cannot be resolved: %s",
                        peer,
                        cause->message);
  if (is_lost_connection (cause) && heard)
    return g_error_new (CCP_ERROR,
                        CCP_ERROR_UPSTREAM,
                        "%s began an answer and did not finish its head: %s",
                        peer,
                        cause->message);
  if (is_lost_connection (cause))
    return g_error_new (CCP_ERROR,
                        CCP_ERROR_UPSTREAM,
                        "%s closed the connection before it answered",
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
                      "%s cannot be reached: %s",
                      peer,
                      cause->message);
}
