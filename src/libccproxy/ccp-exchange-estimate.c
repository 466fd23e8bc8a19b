/* ccp-exchange-estimate.c: how many tokens a request has, more or less
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-exchange"

#include "ccp-exchange.h"
#include "ccp-json.h"

/* the fallback where nobody has counted: English and code have about 4 bytes a token */
#define BYTES_PER_TOKEN 4

/**
 * ccp_exchange_get_input_estimate:
 * @self: an exchange
 *
 * Estimates the tokens of the request from the size of its body, which costs nothing
 * (protocol F).
 *
 * Returns: tokens, at least 1
 */
gint64
ccp_exchange_get_input_estimate (CcpExchange *self)
{
  gsize length = 0;

  g_return_val_if_fail (CCP_IS_EXCHANGE (self), 1);

  ccp_json_peek (ccp_exchange_get_body (self), &length);
  return MAX (1, (gint64) (length / BYTES_PER_TOKEN));
}
