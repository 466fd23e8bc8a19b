/* reasoning-enable-thinking.c: the switches of thinking that some servers have
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "reasoning-enable-thinking"

#include "reasoning-enable-thinking.h"

#include "reasoning-members.h"

struct _ReasoningEnableThinking
{
  CcpSimpleTransformer parent_instance;

  gboolean enable;
  gint64 budget; /* 0 if it is the client's */
};

G_DEFINE_FINAL_TYPE (ReasoningEnableThinking,
                     reasoning_enable_thinking,
                     CCP_TYPE_SIMPLE_TRANSFORMER)

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  ReasoningEnableThinking *self = REASONING_ENABLE_THINKING (transformer);
  CcpJsonValue root;
  CcpJsonValue enable;
  CcpJsonValue budget;

  ccp_json_get_root (params, &root);
  enable = ccp_json_value_member (&root, "enable");
  budget = ccp_json_value_member (&root, "budget");
  self->enable = ccp_json_value_get_boolean (&enable, TRUE);
  ccp_json_value_get_int (&budget, &self->budget);
  return TRUE;
}

static CcpSide
get_side (CcpSimpleTransformer *transformer)
{
  return CCP_SIDE_UPSTREAM;
}

/* What the dialect made of the request counts: another transformer may have changed what
 * the client asked for. Where the dialect says nothing, the client's own request counts.
 */
static CcpThinkingLevel
find_level (CcpExchange *exchange, CcpJson *body)
{
  CcpJsonValue root;
  CcpJsonValue effort;

  ccp_json_get_root (body, &root);
  effort = ccp_json_value_member (&root, "reasoning_effort");
  if (ccp_json_value_equals_string (&effort, "none"))
    return CCP_THINKING_OFF;
  if (ccp_json_value_is_string (&effort))
    return CCP_THINKING_DEFAULT;
  return ccp_thinking_level_read (ccp_exchange_get_body (exchange));
}

static gint64
find_budget (ReasoningEnableThinking *self, CcpExchange *exchange)
{
  gint64 budget = self->budget;
  CcpJsonValue value;

  if (budget > 0)
    return budget;
  ccp_json_get_root (ccp_exchange_get_body (exchange), &value);
  value = ccp_json_value_member (&value, "thinking");
  value = ccp_json_value_member (&value, "budget_tokens");
  ccp_json_value_get_int (&value, &budget);
  return budget;
}

static CcpJson *
create_thinking (gboolean on, gint64 budget)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, on ? "enabled" : "disabled");
  if (on && budget > 0)
    {
      ccp_json_writer_key (writer, "budget_tokens");
      ccp_json_writer_int (writer, budget);
    }
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

static CcpJson *
create_boolean (gboolean value)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_boolean (writer, value);
  return ccp_json_writer_finish (writer);
}

static CcpJson *
transform_request (CcpSimpleTransformer *transformer,
                   CcpExchange *exchange,
                   CcpJson *body,
                   GError **error)
{
  ReasoningEnableThinking *self = REASONING_ENABLE_THINKING (transformer);
  g_autoptr (ReasoningMembers) members = reasoning_members_new ();
  CcpThinkingLevel level = find_level (exchange, body);
  gboolean on = self->enable && level != CCP_THINKING_OFF;

  if (self->enable && level == CCP_THINKING_UNSET)
    return ccp_json_ref (body);
  reasoning_members_take (members,
                          "thinking",
                          create_thinking (on, find_budget (self, exchange)));
  reasoning_members_take (members, "enable_thinking", create_boolean (on));
  if (!on)
    reasoning_members_take (members, "reasoning_effort", NULL);
  return reasoning_members_apply (members, body);
}

static void
reasoning_enable_thinking_class_init (ReasoningEnableThinkingClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  transformer_class->configure = configure;
  transformer_class->get_side = get_side;
  transformer_class->transform_request = transform_request;
}

static void
reasoning_enable_thinking_init (ReasoningEnableThinking *self)
{
}
