/* ccp-thinking-level.c: how much a client wants a model to think
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-thinking-level"

#include "ccp-thinking-level.h"

#include "ccp-json-value.h"

#define LOW_BUDGET 4096
#define MEDIUM_BUDGET 16384
#define HIGH_BUDGET 40000

static const char *const efforts[] = {
  [CCP_THINKING_LOW] = "low",   [CCP_THINKING_MEDIUM] = "medium",
  [CCP_THINKING_HIGH] = "high", [CCP_THINKING_XHIGH] = "xhigh",
  [CCP_THINKING_MAX] = "max",
};

/* What to try for a level, the best first. */
static const char *const choices[][6] = {
  [CCP_THINKING_OFF] = { "none", "minimal", "low" },
  [CCP_THINKING_LOW] = { "low", "minimal", "medium", "high" },
  [CCP_THINKING_MEDIUM] = { "medium", "high", "low" },
  [CCP_THINKING_HIGH] = { "high", "medium", "low" },
  [CCP_THINKING_XHIGH] = { "xhigh", "high", "medium", "low" },
  [CCP_THINKING_MAX] = { "max", "xhigh", "high", "medium", "low" },
};

/* Returns: %CCP_THINKING_UNSET if it is no effort that is known */
static CcpThinkingLevel
read_effort (const CcpJsonValue *owner)
{
  CcpJsonValue config = ccp_json_value_member (owner, "output_config");
  CcpJsonValue effort = ccp_json_value_member (&config, "effort");

  for (guint i = CCP_THINKING_LOW; i <= CCP_THINKING_MAX; i++)
    if (ccp_json_value_equals_string (&effort, efforts[i]))
      return i;
  return CCP_THINKING_UNSET;
}

/* A system message in the conversation may change the effort from there on. */
static CcpThinkingLevel
read_last_effort (const CcpJsonValue *root)
{
  CcpThinkingLevel level = read_effort (root);
  CcpJsonValue messages = ccp_json_value_member (root, "messages");
  CcpJsonIter iter;
  CcpJsonValue message;

  ccp_json_iter_init (&iter, &messages);
  while (ccp_json_iter_next (&iter, NULL, &message))
    {
      CcpJsonValue role = ccp_json_value_member (&message, "role");
      CcpThinkingLevel changed = CCP_THINKING_UNSET;

      if (ccp_json_value_equals_string (&role, "system"))
        changed = read_effort (&message);
      if (changed != CCP_THINKING_UNSET)
        level = changed;
    }
  return level;
}

static CcpThinkingLevel
read_budget (const CcpJsonValue *thinking)
{
  CcpJsonValue value = ccp_json_value_member (thinking, "budget_tokens");
  double budget;

  if (!ccp_json_value_get_double (&value, &budget))
    return CCP_THINKING_DEFAULT;
  if (budget <= LOW_BUDGET)
    return CCP_THINKING_LOW;
  if (budget <= MEDIUM_BUDGET)
    return CCP_THINKING_MEDIUM;
  return budget <= HIGH_BUDGET ? CCP_THINKING_HIGH : CCP_THINKING_XHIGH;
}

/**
 * ccp_thinking_level_read:
 * @body: the body of a request of the Messages API
 *
 * Finds out how much the client wants the model to think (protocol E.3.1). An explicit
 * `disabled` wins over everything, then comes `output_config.effort`, then the budget of
 * `thinking`.
 *
 * Returns: the level
 */
CcpThinkingLevel
ccp_thinking_level_read (CcpJson *body)
{
  CcpThinkingLevel effort;
  CcpJsonValue root;
  CcpJsonValue thinking;
  CcpJsonValue type;

  g_return_val_if_fail (body != NULL, CCP_THINKING_UNSET);

  ccp_json_get_root (body, &root);
  thinking = ccp_json_value_member (&root, "thinking");
  type = ccp_json_value_member (&thinking, "type");

  if (ccp_json_value_equals_string (&type, "disabled") ||
      ccp_json_value_equals_string (&type, "between_tools"))
    return CCP_THINKING_OFF;
  effort = read_last_effort (&root);
  if (effort != CCP_THINKING_UNSET)
    return effort;
  if (!ccp_json_value_is_string (&type))
    return CCP_THINKING_UNSET;
  if (ccp_json_value_equals_string (&type, "enabled"))
    return read_budget (&thinking);
  return CCP_THINKING_DEFAULT;
}

/**
 * ccp_thinking_level_get_effort:
 * @level: a level
 *
 * Gets the word for a level.
 *
 * Returns: (transfer none) (nullable): `low` to `max`, %NULL for the levels below
 */
const char *
ccp_thinking_level_get_effort (CcpThinkingLevel level)
{
  g_return_val_if_fail ((guint) level < G_N_ELEMENTS (efforts), NULL);

  return efforts[level];
}

/**
 * ccp_thinking_level_pick_effort:
 * @level: a level
 * @known: (array zero-terminated=1): the words that a model knows
 *
 * Finds the word that comes nearest to a level among those that a model knows.
 *
 * Returns: (transfer none) (nullable): one of @known, %NULL if nothing should be said
 */
const char *
ccp_thinking_level_pick_effort (CcpThinkingLevel level, const char *const *known)
{
  g_return_val_if_fail ((guint) level < G_N_ELEMENTS (choices), NULL);
  g_return_val_if_fail (known != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (choices[level]) && choices[level][i] != NULL; i++)
    for (guint j = 0; known[j] != NULL; j++)
      if (g_str_equal (choices[level][i], known[j]))
        return known[j];
  return NULL;
}
