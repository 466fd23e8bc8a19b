/* ccp-exchange-host.c: what the host alone knows of an exchange
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-exchange"

#include "private/ccp-exchange-fields.h"

/* Says why nobody waits for the answer any more; the first reason counts. */
void
ccp_exchange_abandon (CcpExchange *self, const GError *reason)
{
  g_return_if_fail (CCP_IS_EXCHANGE (self));
  g_return_if_fail (reason != NULL);

  if (self->abandoned == NULL)
    self->abandoned = g_error_copy (reason);
}

/* Returns: (transfer none) (nullable): NULL while somebody waits */
const GError *
ccp_exchange_get_abandoned (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  return self->abandoned;
}

/* Sets by what else than a key of this proxy the client wants to be known. */
void
ccp_exchange_set_credentials (CcpExchange *self, CcpHeaders *credentials)
{
  g_return_if_fail (CCP_IS_EXCHANGE (self) && self->credentials == NULL);

  self->credentials = ccp_headers_ref (credentials);
}

/* Returns: (transfer none) (nullable): it, which is for the transport alone */
CcpHeaders *
ccp_exchange_get_credentials (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  return self->credentials;
}

/* Sets whom the exchange is for, so that it can be found out when somebody asks. */
void
ccp_exchange_set_client (CcpExchange *self, GObject *client, CcpExchangePidFunc find_pid)
{
  g_return_if_fail (CCP_IS_EXCHANGE (self) && self->client == NULL);
  g_return_if_fail (G_IS_OBJECT (client));
  g_return_if_fail (find_pid != NULL);

  self->client = g_object_ref (client);
  self->find_pid = find_pid;
}

/* Returns: the process that asked, 0 if it is not known */
guint
ccp_exchange_find_client_pid (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), 0);

  return self->client != NULL ? self->find_pid (self->client) : 0;
}
