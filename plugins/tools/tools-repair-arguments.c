/* tools-repair-arguments.c: mends the arguments of tools that are nearly JSON
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "tools-repair-arguments"

#include "tools-repair-arguments.h"

#include "tools-arguments.h"
#include "tools-event.h"

struct _ToolsRepairArguments
{
  CcpSimpleTransformer parent_instance;

  gboolean closes_truncated;
  ToolsArguments *arguments; /* (nullable): of the call that is open */
  gint64 index;              /* of its block */
  GPtrArray *waiting; /* (element-type CcpEvent): the end of a call that broke off, until
                         it is known why */
  GString *left;      /* what it is completed with if that was the token limit */
  GString *closed;    /* what it is completed with if the model only forgot something */
};

G_DEFINE_FINAL_TYPE (ToolsRepairArguments,
                     tools_repair_arguments,
                     CCP_TYPE_SIMPLE_TRANSFORMER)

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  ToolsRepairArguments *self = TOOLS_REPAIR_ARGUMENTS (transformer);
  CcpJsonValue root;
  CcpJsonValue truncated;

  ccp_json_get_root (params, &root);
  truncated = ccp_json_value_member (&root, "truncated");
  self->closes_truncated = ccp_json_value_equals_string (&truncated, "close");
  return TRUE;
}

/* whether the tool has a parameter of that name, so that it is what the model meant */
static gboolean
is_declared (CcpExchange *exchange, const CcpJsonValue *name)
{
  CcpJsonValue value;
  CcpJsonValue tool;
  CcpJsonIter iter;
  g_autofree char *wanted = ccp_json_value_dup_string (name, NULL);

  ccp_json_get_root (ccp_exchange_get_body (exchange), &value);
  value = ccp_json_value_member (&value, "tools");
  if (wanted == NULL || !ccp_json_value_is_array (&value))
    return FALSE;
  ccp_json_iter_init (&iter, &value);
  while (ccp_json_iter_next (&iter, NULL, &tool))
    {
      value = ccp_json_value_member (&tool, "name");
      if (!ccp_json_value_equals_string (&value, wanted))
        continue;
      value = ccp_json_value_member (&tool, "input_schema");
      value = ccp_json_value_member (&value, "properties");
      value = ccp_json_value_member (&value, CCP_JSON_RAW_ARGUMENTS);
      return ccp_json_value_exists (&value);
    }
  return FALSE;
}

/* Whether a call is complete but for its last brackets: a model that was stopped has said
 * only half of it, and a tool that works with half a text does harm. */
static gboolean
is_closed (ToolsRepairArguments *self, const CcpJsonValue *reason)
{
  return self->closes_truncated || ccp_json_value_equals_string (reason, "tool_use") ||
         ccp_json_value_equals_string (reason, "end_turn");
}

static void
put_arguments (ToolsRepairArguments *self, const GString *text, CcpEventBatch *out)
{
  tools_event_put_delta (out, self->index, "input_json_delta", "partial_json", text);
}

static void
release (ToolsRepairArguments *self, gboolean closed, CcpEventBatch *out)
{
  if (self->waiting->len == 0)
    return;
  put_arguments (self, closed ? self->closed : self->left, out);
  for (guint i = 0; i < self->waiting->len; i++)
    ccp_event_batch_append (out, g_ptr_array_index (self->waiting, i));
  g_ptr_array_set_size (self->waiting, 0);
}

static void
begin_call (ToolsRepairArguments *self, CcpExchange *exchange, CcpEvent *event)
{
  CcpJsonValue name = tools_event_get (event, "content_block", "name");

  g_clear_pointer (&self->arguments, tools_arguments_free);
  if (is_declared (exchange, &name))
    return;
  self->arguments = tools_arguments_new ();
  self->index = tools_event_get_index (event);
}

static void
take_delta (ToolsRepairArguments *self, CcpEvent *event, CcpEventBatch *out)
{
  CcpJsonValue json = tools_event_get (event, "delta", "partial_json");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) mended = g_string_new (NULL);

  ccp_json_value_append_string (&json, text);
  tools_arguments_feed (self->arguments, text, mended);
  if (g_string_equal (text, mended))
    ccp_event_batch_append (out, event);
  else
    put_arguments (self, mended, out);
}

static void
end_call (ToolsRepairArguments *self, CcpEvent *event, CcpEventBatch *out)
{
  gboolean complete = FALSE;

  g_string_truncate (self->left, 0);
  g_string_truncate (self->closed, 0);
  complete = tools_arguments_finish (self->arguments, self->left, self->closed);
  g_clear_pointer (&self->arguments, tools_arguments_free);
  g_ptr_array_add (self->waiting, ccp_event_ref (event));
  if (complete)
    release (self, TRUE, out);
}

static gboolean
is_of_call (ToolsRepairArguments *self, CcpEvent *event, const char *name)
{
  return self->arguments != NULL && ccp_event_is (event, name) &&
         tools_event_get_index (event) == self->index;
}

static void
take_event (ToolsRepairArguments *self,
            CcpExchange *exchange,
            CcpEvent *event,
            CcpEventBatch *out)
{
  CcpJsonValue reason = tools_event_get (event, "delta", "stop_reason");

  if (is_of_call (self, event, "content_block_delta"))
    {
      take_delta (self, event, out);
      return;
    }
  if (is_of_call (self, event, "content_block_stop"))
    {
      end_call (self, event, out);
      return;
    }
  if (!ccp_event_is (event, "ping"))
    release (self,
             ccp_event_is (event, "content_block_start") || is_closed (self, &reason),
             out);
  if (tools_event_begins_tool (event))
    begin_call (self, exchange, event);
  ccp_event_batch_append (out, event);
}

static CcpEventBatch *
transform_events (CcpSimpleTransformer *transformer,
                  CcpExchange *exchange,
                  CcpEventBatch *batch,
                  CcpTransformFlags flags,
                  GError **error)
{
  ToolsRepairArguments *self = TOOLS_REPAIR_ARGUMENTS (transformer);
  g_autoptr (CcpEventBatch) out = ccp_event_batch_new ();

  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    take_event (self, exchange, ccp_event_batch_get (batch, i), out);
  if (flags & CCP_TRANSFORM_END)
    release (self, FALSE, out);
  return g_steal_pointer (&out);
}

/* Arguments of a whole answer are an object; those that were none are in a wrapper. */
static void
mend_block (ToolsRepairArguments *self,
            CcpExchange *exchange,
            const CcpJsonValue *block,
            const CcpJsonValue *reason,
            CcpJsonSplice *splice)
{
  CcpJsonValue type = ccp_json_value_member (block, "type");
  CcpJsonValue name = ccp_json_value_member (block, "name");
  CcpJsonValue input = ccp_json_value_member (block, "input");
  g_autoptr (CcpJson) object = NULL;
  gboolean complete = FALSE;

  if (!ccp_json_value_equals_string (&type, "tool_use"))
    return;
  object = tools_arguments_unwrap (&input, &complete);
  if (object == NULL || is_declared (exchange, &name))
    return;
  if (complete || is_closed (self, reason))
    ccp_json_splice_replace (splice, &input, object);
}

static CcpJson *
transform_response (CcpSimpleTransformer *transformer,
                    CcpExchange *exchange,
                    CcpJson *body,
                    GError **error)
{
  ToolsRepairArguments *self = TOOLS_REPAIR_ARGUMENTS (transformer);
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (body);
  CcpJsonValue root;
  CcpJsonValue content;
  CcpJsonValue reason;
  CcpJsonValue block;
  CcpJsonIter iter;

  ccp_json_get_root (body, &root);
  content = ccp_json_value_member (&root, "content");
  reason = ccp_json_value_member (&root, "stop_reason");
  if (!ccp_json_value_is_array (&content))
    return ccp_json_ref (body);
  ccp_json_iter_init (&iter, &content);
  while (ccp_json_iter_next (&iter, NULL, &block))
    mend_block (self, exchange, &block, &reason, splice);
  return ccp_json_splice_finish (splice);
}

static void
tools_repair_arguments_finalize (GObject *object)
{
  ToolsRepairArguments *self = TOOLS_REPAIR_ARGUMENTS (object);

  g_clear_pointer (&self->arguments, tools_arguments_free);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_string_free (self->left, TRUE);
  g_string_free (self->closed, TRUE);

  G_OBJECT_CLASS (tools_repair_arguments_parent_class)->finalize (object);
}

static void
tools_repair_arguments_class_init (ToolsRepairArgumentsClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tools_repair_arguments_finalize;
  transformer_class->configure = configure;
  transformer_class->transform_response = transform_response;
  transformer_class->transform_events = transform_events;
}

static void
tools_repair_arguments_init (ToolsRepairArguments *self)
{
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_event_unref);
  self->left = g_string_new (NULL);
  self->closed = g_string_new (NULL);
}
