/* anthropic-model.c: what stands behind the name of a model
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "anthropic-model"

#include "anthropic-model.h"

#include <string.h>

#define LONG_SUFFIX "[1m]"

static const char *
get_routed (CcpExchange *exchange)
{
  return ccp_route_get_model (ccp_exchange_get_route (exchange));
}

static gboolean
has_suffix (const char *model)
{
  gsize length = strlen (model);

  return length > strlen (LONG_SUFFIX) &&
         g_ascii_strcasecmp (model + length - strlen (LONG_SUFFIX), LONG_SUFFIX) == 0;
}

gboolean
anthropic_model_is_long (CcpExchange *exchange)
{
  return ccp_route_get_long_context (ccp_exchange_get_route (exchange)) ||
         has_suffix (get_routed (exchange));
}

char *
anthropic_model_dup_name (CcpExchange *exchange)
{
  const char *model = get_routed (exchange);

  return has_suffix (model) ? g_strndup (model, strlen (model) - strlen (LONG_SUFFIX))
                            : g_strdup (model);
}
