/* body-token-cap.c: a limit on the tokens of an answer, and what must follow from it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "body-token-cap"

#include "body-token-cap.h"

#include "body-change.h"

/* the least that the Messages API takes as budget_tokens */
#define LEAST_BUDGET 1024

/* A budget must be less than max_tokens, or Anthropic refuses what the client asked for
 * in good faith. One that was larger before is interleaved thinking, where it may be. */
static gboolean
is_too_large (const BodyTokenCap *self, const CcpJsonValue *budget)
{
  gint64 tokens = 0;

  return self->lowers_budget && ccp_json_value_get_int (budget, &tokens) &&
         tokens >= self->max && tokens < self->wanted;
}

static void
lower_budget (const BodyTokenCap *self,
              CcpJsonSplice *splice,
              const CcpJsonValue *thinking)
{
  CcpJsonValue budget = ccp_json_value_member (thinking, "budget_tokens");

  if (body_token_cap_ends_thinking (self, thinking))
    body_change_replace_text (splice, thinking, "{\"type\":\"disabled\"}");
  else if (is_too_large (self, &budget))
    body_change_replace_int (splice, &budget, self->max - 1);
}

void
body_token_cap_init (BodyTokenCap *self,
                     CcpExchange *exchange,
                     const CcpJsonValue *root,
                     gint64 max)
{
  CcpJsonValue wanted = ccp_json_value_member (root, "max_tokens");

  *self = (BodyTokenCap){ .max = max };
  if (max > 0 && ccp_json_value_get_int (&wanted, &self->wanted))
    self->lowers_budget =
        self->wanted > max && body_format_find (exchange) == BODY_FORMAT_ANTHROPIC;
}

void
body_token_cap_splice (const BodyTokenCap *self,
                       CcpJsonSplice *splice,
                       const CcpJsonValue *name,
                       const CcpJsonValue *value)
{
  gint64 tokens = 0;

  if (self->max == 0)
    return;
  if (ccp_json_value_equals_string (name, "max_tokens") &&
      ccp_json_value_get_int (value, &tokens) && tokens > self->max)
    body_change_replace_int (splice, value, self->max);
  if (ccp_json_value_equals_string (name, "thinking"))
    lower_budget (self, splice, value);
}

gboolean
body_token_cap_ends_thinking (const BodyTokenCap *self, const CcpJsonValue *thinking)
{
  CcpJsonValue budget = ccp_json_value_member (thinking, "budget_tokens");

  return self->max <= LEAST_BUDGET && is_too_large (self, &budget);
}
