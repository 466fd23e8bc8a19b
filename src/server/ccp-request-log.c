/* ccp-request-log.c: the lines of requests that no exchange came of
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-request-log"

#include "ccp-request-log.h"

#include "ccp-endpoint.h"
#include "ccp-request-line.h"

/* monitors and clients that only look whether somebody is there ask often */
static GLogLevelFlags
get_level (const char *path)
{
  const char *model = NULL;

  switch (ccp_endpoint_find (path, &model))
    {
    case CCP_ENDPOINT_ROOT:
    case CCP_ENDPOINT_HEALTH:
      return G_LOG_LEVEL_DEBUG;
    case CCP_ENDPOINT_MODELS:
    case CCP_ENDPOINT_MODEL:
      return G_LOG_LEVEL_INFO;
    case CCP_ENDPOINT_NONE:
    case CCP_ENDPOINT_MESSAGES:
    case CCP_ENDPOINT_COUNT_TOKENS:
      break;
    }
  return G_LOG_LEVEL_MESSAGE;
}

void
ccp_request_log_write (CcpRequestReader *request,
                       gint64 began,
                       const char *id,
                       const CcpRefusal *refusal)
{
  CcpRequestLine line = {
    .id = id,
    .status = 200,
    .duration = g_get_monotonic_time () - began,
  };
  GLogLevelFlags level = G_LOG_LEVEL_MESSAGE;

  g_return_if_fail (id != NULL);
  g_return_if_fail (request != NULL || refusal != NULL);

  if (request != NULL)
    {
      line.method = ccp_request_reader_get_method (request);
      line.path = ccp_request_reader_get_path (request);
    }
  if (refusal != NULL)
    {
      line.status = refusal->status;
      line.error_type = ccp_refusal_get_api_type (refusal);
      line.error = refusal->message;
    }
  else
    level = get_level (line.path);
  ccp_request_line_write (&line, level);
}
