/* ccp-endpoint.c: the paths that are served
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-endpoint"

#include "ccp-endpoint.h"

#include <string.h>

#define MODEL_PREFIX "/v1/models/"

static const struct
{
  const char *path;
  CcpEndpoint endpoint;
} paths[] = {
  { "/", CCP_ENDPOINT_ROOT },
  { "/health", CCP_ENDPOINT_HEALTH },
  { "/v1/messages", CCP_ENDPOINT_MESSAGES },
  { "/v1/messages/count_tokens", CCP_ENDPOINT_COUNT_TOKENS },
  { "/v1/models", CCP_ENDPOINT_MODELS },
};

CcpEndpoint
ccp_endpoint_find (const char *path, const char **model)
{
  g_return_val_if_fail (path != NULL, CCP_ENDPOINT_NONE);
  g_return_val_if_fail (model != NULL, CCP_ENDPOINT_NONE);

  *model = NULL;
  /* of a base URL that ends in /v1 (protocol A.1) */
  if (g_str_has_prefix (path, "/v1/v1/"))
    path += strlen ("/v1");
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    if (g_str_equal (paths[i].path, path))
      return paths[i].endpoint;
  if (!g_str_has_prefix (path, MODEL_PREFIX) || path[strlen (MODEL_PREFIX)] == '\0')
    return CCP_ENDPOINT_NONE;
  *model = path + strlen (MODEL_PREFIX);
  return CCP_ENDPOINT_MODEL;
}

const char *
ccp_endpoint_get_methods (CcpEndpoint endpoint)
{
  switch (endpoint)
    {
    case CCP_ENDPOINT_NONE:
      return NULL;
    case CCP_ENDPOINT_MESSAGES:
    case CCP_ENDPOINT_COUNT_TOKENS:
      return "POST";
    case CCP_ENDPOINT_ROOT:
    case CCP_ENDPOINT_HEALTH:
    case CCP_ENDPOINT_MODELS:
    case CCP_ENDPOINT_MODEL:
      return "GET, HEAD";
    }
  g_return_val_if_reached (NULL);
}

gboolean
ccp_endpoint_allows (CcpEndpoint endpoint, const char *method)
{
  const char *methods = ccp_endpoint_get_methods (endpoint);

  g_return_val_if_fail (method != NULL, FALSE);

  if (methods == NULL || g_str_equal (methods, "POST"))
    return methods != NULL && g_str_equal (method, "POST");
  return g_str_equal (method, "GET") || g_str_equal (method, "HEAD");
}
