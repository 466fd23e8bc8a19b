/* ccp-event-failure.c: what an error event means
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-event-failure"

#include "ccp-event-failure.h"

/* the type of an error event tells nearly as much as a status */
static CcpError
find_code (const CcpJsonValue *type)
{
  static const CcpError codes[] = {
    CCP_ERROR_INVALID_REQUEST, CCP_ERROR_AUTHENTICATION, CCP_ERROR_BILLING,
    CCP_ERROR_PERMISSION,      CCP_ERROR_NOT_FOUND,      CCP_ERROR_CONFLICT,
    CCP_ERROR_TOO_LARGE,       CCP_ERROR_RATE_LIMITED,   CCP_ERROR_TIMEOUT,
    CCP_ERROR_OVERLOADED,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (ccp_json_value_equals_string (type, ccp_error_get_api_type (codes[i])))
      return codes[i];
  return CCP_ERROR_UPSTREAM;
}

CcpVerdict *
ccp_event_failure_judge (CcpEvent *event)
{
  CcpVerdict *verdict = NULL;
  CcpJsonValue value;
  CcpJsonValue type;
  g_autofree char *message = NULL;

  g_return_val_if_fail (event != NULL, NULL);

  if (!ccp_event_is (event, "error"))
    return NULL;
  verdict = ccp_event_get_verdict (event);
  if (verdict != NULL)
    return ccp_verdict_ref (verdict);
  ccp_json_get_root (ccp_event_get_data (event), &value);
  value = ccp_json_value_member (&value, "error");
  type = ccp_json_value_member (&value, "type");
  value = ccp_json_value_member (&value, "message");
  message = ccp_json_value_dup_string (&value, NULL);
  return ccp_verdict_new (CCP_VERDICT_GIVE_UP,
                          find_code (&type),
                          message != NULL ? message : "the provider failed");
}
