/* anthropic-model.h: what stands behind the name of a model
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* Returns: (transfer full): the name that the provider knows, of the route of @exchange
 */
char *anthropic_model_dup_name (CcpExchange *exchange);
/* whether a context of a million tokens is wanted: the router says so, or the route's
 * model is written with "[1m]" */
gboolean anthropic_model_is_long (CcpExchange *exchange);

G_END_DECLS
