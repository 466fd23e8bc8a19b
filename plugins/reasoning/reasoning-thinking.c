/* reasoning-thinking.c: sets how much a model is asked to think
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "reasoning-thinking"

#include "reasoning-thinking.h"

#include "reasoning-amounts.h"
#include "reasoning-wish.h"

/* the least that the API takes */
#define MIN_BUDGET 1024

typedef enum
{
  MODE_KEEP,
  MODE_ON,
  MODE_OFF,
} Mode;

struct _ReasoningThinking
{
  CcpSimpleTransformer parent_instance;

  Mode mode;
  ReasoningAmounts amounts;
  gint64 min_budget;
  gint64 max_budget;
};

G_DEFINE_FINAL_TYPE (ReasoningThinking, reasoning_thinking, CCP_TYPE_SIMPLE_TRANSFORMER)

static gint64
read_int (const CcpJsonValue *object, const char *name, gint64 fallback)
{
  CcpJsonValue value = ccp_json_value_member (object, name);
  gint64 number = fallback;

  ccp_json_value_get_int (&value, &number);
  return number;
}

static Mode
read_mode (const CcpJsonValue *params)
{
  CcpJsonValue mode = ccp_json_value_member (params, "mode");

  if (ccp_json_value_equals_string (&mode, "on"))
    return MODE_ON;
  return ccp_json_value_equals_string (&mode, "off") ? MODE_OFF : MODE_KEEP;
}

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  ReasoningThinking *self = REASONING_THINKING (transformer);
  CcpJsonValue root;

  ccp_json_get_root (params, &root);
  self->mode = read_mode (&root);
  self->min_budget = read_int (&root, "min_budget", MIN_BUDGET);
  self->max_budget = read_int (&root, "max_budget", G_MAXINT64);
  if (self->min_budget > self->max_budget)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "min_budget: %" G_GINT64_FORMAT
                   " is more than max_budget, %" G_GINT64_FORMAT,
                   self->min_budget,
                   self->max_budget);
      return FALSE;
    }
  return reasoning_amounts_read (&self->amounts, &root, error);
}

/* What the API refuses together with thinking: a call that must be made, and an answer
 * that has begun already. */
static gboolean
can_think (const CcpJsonValue *root)
{
  CcpJsonValue choice = ccp_json_value_member (root, "tool_choice");
  CcpJsonValue type = ccp_json_value_member (&choice, "type");
  CcpJsonValue messages = ccp_json_value_member (root, "messages");
  guint count = ccp_json_value_get_length (&messages);
  CcpJsonValue last = ccp_json_value_element (&messages, MAX (count, 1) - 1);
  CcpJsonValue role = ccp_json_value_member (&last, "role");

  return !ccp_json_value_equals_string (&type, "any") &&
         !ccp_json_value_equals_string (&type, "tool") &&
         !ccp_json_value_equals_string (&role, "assistant");
}

/* A budget must leave room for the answer.
 * Returns: 0 if there is no room for any */
static gint64
fit_budget (ReasoningThinking *self, gint64 budget, const CcpJsonValue *root)
{
  gint64 max_tokens = read_int (root, "max_tokens", G_MAXINT64);

  budget = CLAMP (budget, self->min_budget, self->max_budget);
  if (budget >= max_tokens)
    budget = max_tokens / 4 * 3;
  return budget >= MIN_BUDGET ? budget : 0;
}

static void
wish_for_budget (ReasoningThinking *self,
                 ReasoningWish *wish,
                 gint64 budget,
                 const CcpJsonValue *root)
{
  wish->budget = fit_budget (self, budget, root);
  wish->on = wish->budget > 0;
}

/* What the client says stays, but for a budget that is out of range.
 * Returns: whether there is anything to write */
static gboolean
wish_as_asked (ReasoningThinking *self, ReasoningWish *wish, const CcpJsonValue *root)
{
  CcpJsonValue thinking = ccp_json_value_member (root, "thinking");
  CcpJsonValue type = ccp_json_value_member (&thinking, "type");
  gint64 budget = read_int (&thinking, "budget_tokens", 0);

  wish->keeps = TRUE;
  if (wish->is_new)
    return TRUE;
  if (!ccp_json_value_equals_string (&type, "enabled") || budget <= 0)
    return FALSE;
  wish_for_budget (self, wish, budget, root);
  return wish->budget != budget;
}

static gboolean
is_asked_already (const ReasoningAmount *amount,
                  CcpThinkingLevel level,
                  const CcpJsonValue *root)
{
  CcpJsonValue thinking = ccp_json_value_member (root, "thinking");
  CcpJsonValue type = ccp_json_value_member (&thinking, "type");

  return ccp_json_value_equals_string (&type, "adaptive") &&
         g_strcmp0 (amount->effort, ccp_thinking_level_get_effort (level)) == 0;
}

static gboolean
make_wish (ReasoningThinking *self, CcpJson *body, ReasoningWish *wish)
{
  CcpThinkingLevel level = ccp_thinking_level_read (body);
  const ReasoningAmount *amount = NULL;
  CcpJsonValue root;

  *wish = (ReasoningWish){ 0 };
  if (self->mode == MODE_OFF)
    return TRUE;
  ccp_json_get_root (body, &root);
  wish->is_new = level <= CCP_THINKING_OFF;
  if (wish->is_new && (self->mode == MODE_KEEP || !can_think (&root)))
    return FALSE;
  wish->on = TRUE;
  amount = &self->amounts.of[MAX (level, CCP_THINKING_DEFAULT)];
  switch (amount->kind)
    {
    case REASONING_AMOUNT_OFF:
      wish->on = FALSE;
      break;
    case REASONING_AMOUNT_EFFORT:
      if (is_asked_already (amount, level, &root))
        return FALSE;
      wish->effort = amount->effort;
      break;
    case REASONING_AMOUNT_BUDGET:
      wish_for_budget (self, wish, amount->budget, &root);
      break;
    case REASONING_AMOUNT_AS_ASKED:
      return wish_as_asked (self, wish, &root);
    }
  return wish->on || !wish->is_new;
}

static CcpJson *
transform_request (CcpSimpleTransformer *transformer,
                   CcpExchange *exchange,
                   CcpJson *body,
                   GError **error)
{
  ReasoningWish wish;

  if (!make_wish (REASONING_THINKING (transformer), body, &wish))
    return ccp_json_ref (body);
  return reasoning_wish_write (&wish, body);
}

static void
reasoning_thinking_class_init (ReasoningThinkingClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  transformer_class->configure = configure;
  transformer_class->transform_request = transform_request;
}

static void
reasoning_thinking_init (ReasoningThinking *self)
{
}
