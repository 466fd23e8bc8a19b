/* ccp-exchange-upstream.c: to whom the request of an exchange goes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-exchange"

#include "ccp-exchange.h"
#include "ccp-signature.h"

/**
 * ccp_exchange_get_provider_name:
 * @self: an exchange
 *
 * Gets the configuration's name of the provider, for errors and logs.
 *
 * Returns: (transfer none): the name, `unknown` before there is a route
 */
const char *
ccp_exchange_get_provider_name (CcpExchange *self)
{
  CcpRoute *route = NULL;

  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  route = ccp_exchange_get_route (self);
  return route != NULL ? ccp_route_get_provider (route) : "unknown";
}

/**
 * ccp_exchange_get_upstream_model:
 * @self: an exchange
 *
 * Gets the model that the provider is asked for.
 *
 * Returns: (transfer none): its name; before there is a route, the client's
 */
const char *
ccp_exchange_get_upstream_model (CcpExchange *self)
{
  CcpRoute *route = NULL;

  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  route = ccp_exchange_get_route (self);
  return route != NULL ? ccp_route_get_model (route) : ccp_exchange_get_model (self);
}

/**
 * ccp_exchange_dup_origin:
 * @self: an exchange
 *
 * Makes the mark of the provider and the model, which says in a [struct@Signature] where
 * its state is from (protocol E.4).
 *
 * Returns: (transfer full) (nullable): the mark, %NULL before there is a route
 */
char *
ccp_exchange_dup_origin (CcpExchange *self)
{
  CcpRoute *route = NULL;

  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  route = ccp_exchange_get_route (self);
  return route != NULL ? ccp_signature_make_origin (ccp_route_get_provider (route),
                                                    ccp_route_get_model (route))
                       : NULL;
}
