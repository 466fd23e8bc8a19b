/* reasoning-amounts.c: how much is to be thought for what a client asks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "reasoning-amounts"

#include "reasoning-amounts.h"

#define MIN_BUDGET 1024

static CcpThinkingLevel
find_effort (const CcpJsonValue *word)
{
  for (guint level = CCP_THINKING_LOW; level <= CCP_THINKING_MAX; level++)
    if (ccp_json_value_equals_string (word, ccp_thinking_level_get_effort (level)))
      return level;
  return CCP_THINKING_UNSET;
}

static gboolean
is_off (const CcpJsonValue *value)
{
  return ccp_json_value_equals_string (value, "off") ||
         (ccp_json_value_get_kind (value) == CCP_JSON_BOOLEAN &&
          !ccp_json_value_get_boolean (value, TRUE));
}

static gboolean
read_amount (ReasoningAmount *amount, const CcpJsonValue *value)
{
  CcpThinkingLevel level = find_effort (value);
  gint64 budget = 0;

  if (level != CCP_THINKING_UNSET)
    *amount = (ReasoningAmount){ REASONING_AMOUNT_EFFORT,
                                 ccp_thinking_level_get_effort (level),
                                 0 };
  else if (is_off (value))
    *amount = (ReasoningAmount){ REASONING_AMOUNT_OFF, NULL, 0 };
  else if (ccp_json_value_get_int (value, &budget) && budget >= MIN_BUDGET)
    *amount = (ReasoningAmount){ REASONING_AMOUNT_BUDGET, NULL, budget };
  else
    return FALSE;
  return TRUE;
}

static void
set_all (ReasoningAmounts *self, const CcpJsonValue *value)
{
  ReasoningAmount amount = { REASONING_AMOUNT_AS_ASKED, NULL, 0 };

  if (!read_amount (&amount, value))
    return;
  for (guint level = CCP_THINKING_DEFAULT; level <= CCP_THINKING_MAX; level++)
    self->of[level] = amount;
}

static gboolean
refuse (GError **error, const CcpJsonValue *name, const char *what)
{
  g_autofree char *text = ccp_json_value_dup_string (name, NULL);

  g_set_error (error, CCP_ERROR, CCP_ERROR_CONFIG, "map.%s%s", text, what);
  return FALSE;
}

static gboolean
read_map (ReasoningAmounts *self, const CcpJsonValue *map, GError **error)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_iter_init (&iter, map);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      CcpThinkingLevel level = ccp_json_value_equals_string (&name, "default")
                                   ? CCP_THINKING_DEFAULT
                                   : find_effort (&name);

      if (level == CCP_THINKING_UNSET)
        return refuse (error,
                       &name,
                       ": unknown effort; expected low, medium, high, xhigh, max or "
                       "default");
      if (!read_amount (&self->of[level], &value))
        return refuse (
            error,
            &name,
            ": expected an effort (low, medium, high, xhigh, max), a budget of "
            "at least 1024 tokens, or off");
    }
  return TRUE;
}

gboolean
reasoning_amounts_read (ReasoningAmounts *self,
                        const CcpJsonValue *params,
                        GError **error)
{
  CcpJsonValue effort = ccp_json_value_member (params, "effort");
  CcpJsonValue budget = ccp_json_value_member (params, "budget");
  CcpJsonValue map = ccp_json_value_member (params, "map");
  gboolean has_effort = ccp_json_value_exists (&effort);
  gboolean has_budget = ccp_json_value_exists (&budget);

  *self = (ReasoningAmounts){ 0 };
  if ((has_effort && has_budget) ||
      (ccp_json_value_exists (&map) && (has_effort || has_budget)))
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "%s: only one of effort, budget and map can be set",
                   has_budget ? "budget" : "effort");
      return FALSE;
    }
  set_all (self, &effort);
  set_all (self, &budget);
  return read_map (self, &map, error);
}
