/* ccp-endpoint.h: the paths that are served
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CCP_ENDPOINT_NONE,
  CCP_ENDPOINT_ROOT,
  CCP_ENDPOINT_HEALTH,
  CCP_ENDPOINT_MESSAGES,
  CCP_ENDPOINT_COUNT_TOKENS,
  CCP_ENDPOINT_MODELS,
  CCP_ENDPOINT_MODEL,
} CcpEndpoint;

/* @path: decoded, without the query. *@model is the id with CCP_ENDPOINT_MODEL, else
 * NULL. */
CcpEndpoint ccp_endpoint_find (const char *path, const char **model);
/* as in Allow; NULL for CCP_ENDPOINT_NONE */
const char *ccp_endpoint_get_methods (CcpEndpoint endpoint);
gboolean ccp_endpoint_allows (CcpEndpoint endpoint, const char *method);

G_END_DECLS
