/* ccp-thinking-policy.c: how much of a model's thinking the client is shown
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-thinking-policy"

#include "ccp-thinking-policy.h"

#include "ccp-signature.h"

/**
 * ccp_thinking_policy_find:
 * @exchange: a request
 *
 * Reads what the client asked for: one that did not ask for thinking does not expect it
 * (protocol E.4, emission rule 5). The option `always_show_thinking` overrides it.
 *
 * Returns: a policy
 */
CcpThinkingPolicy
ccp_thinking_policy_find (CcpExchange *exchange)
{
  CcpJsonValue option;
  CcpJsonValue body;
  CcpJsonValue thinking;
  CcpJsonValue type;
  CcpJsonValue display;

  ccp_exchange_get_option (exchange, "always_show_thinking", &option);
  if (ccp_json_value_get_boolean (&option, FALSE))
    return CCP_THINKING_SHOWN;

  ccp_json_get_root (ccp_exchange_get_body (exchange), &body);
  thinking = ccp_json_value_member (&body, "thinking");
  type = ccp_json_value_member (&thinking, "type");
  display = ccp_json_value_member (&thinking, "display");
  if (!ccp_json_value_is_string (&type) ||
      ccp_json_value_equals_string (&type, "disabled") ||
      ccp_json_value_equals_string (&type, "between_tools"))
    return CCP_THINKING_HIDDEN;
  return ccp_json_value_equals_string (&display, "omitted") ? CCP_THINKING_OMITTED
                                                            : CCP_THINKING_SHOWN;
}

/**
 * ccp_thinking_policy_allows_signature:
 * @policy: a policy
 * @signature: a signature
 *
 * Checks whether the client gets @signature. Where thinking is hidden, that is so only if
 * it carries state without which the next turn goes wrong: those that sign readable text
 * go with the text, and Gemini can do without that of a thought and of an answer.
 *
 * Returns: %TRUE if it does
 */
gboolean
ccp_thinking_policy_allows_signature (CcpThinkingPolicy policy, const char *signature)
{
  g_autoptr (CcpSignature) envelope = NULL;

  if (policy != CCP_THINKING_HIDDEN)
    return TRUE;
  envelope = ccp_signature_parse (signature);
  switch (ccp_signature_get_kind (envelope))
    {
    case CCP_SIGNATURE_NOTHING:
    case CCP_SIGNATURE_READABLE:
    case CCP_SIGNATURE_DETAILS:
      return FALSE;
    case CCP_SIGNATURE_GEMINI:
      return ccp_signature_get_slot (envelope) == CCP_SIGNATURE_SLOT_NEXT;
    case CCP_SIGNATURE_FOREIGN:
    case CCP_SIGNATURE_RESPONSES:
    case CCP_SIGNATURE_GEMINI_CALL:
      return TRUE;
    }
  g_assert_not_reached ();
}
