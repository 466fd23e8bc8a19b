/* edit-body.c: edits bodies and events on their way
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "edit-body"

#include "edit-body.h"

#include "edit-program.h"

struct _EditBody
{
  CcpSimpleTransformer parent_instance;

  CcpSide side;
  EditProgram *program;
};

G_DEFINE_FINAL_TYPE (EditBody, edit_body, CCP_TYPE_SIMPLE_TRANSFORMER)

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  EditBody *self = EDIT_BODY (transformer);
  CcpJsonValue side;

  ccp_json_get_root (params, &side);
  side = ccp_json_value_member (&side, "side");
  self->side = ccp_json_value_equals_string (&side, "upstream") ? CCP_SIDE_UPSTREAM
                                                                : CCP_SIDE_ANTHROPIC;
  self->program = edit_program_new (params, error);
  return self->program != NULL;
}

static CcpSide
get_side (CcpSimpleTransformer *transformer)
{
  return EDIT_BODY (transformer)->side;
}

static CcpJson *
transform_body (CcpSimpleTransformer *transformer,
                CcpExchange *exchange,
                CcpJson *body,
                GError **error)
{
  return edit_program_run (EDIT_BODY (transformer)->program, exchange, NULL, body, error);
}

static gboolean
edit_event (EditBody *self,
            CcpExchange *exchange,
            CcpEvent *event,
            CcpEventBatch *out,
            GError **error)
{
  CcpJson *data = ccp_event_get_data (event);
  const char *name = ccp_event_get_name (event);
  g_autoptr (CcpJson) edited = NULL;

  /* what an error means to the pipeline must not get lost */
  if (data == NULL || ccp_event_get_verdict (event) != NULL)
    {
      ccp_event_batch_append (out, event);
      return TRUE;
    }
  edited = edit_program_run (self->program, exchange, name, data, error);
  if (edited == NULL)
    return FALSE;
  if (edited == data)
    ccp_event_batch_append (out, event);
  else
    ccp_event_batch_take (out, ccp_event_new (name, edited));
  return TRUE;
}

static CcpEventBatch *
transform_events (CcpSimpleTransformer *transformer,
                  CcpExchange *exchange,
                  CcpEventBatch *batch,
                  CcpTransformFlags flags,
                  GError **error)
{
  EditBody *self = EDIT_BODY (transformer);
  g_autoptr (CcpEventBatch) out = ccp_event_batch_new ();

  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    if (!edit_event (self, exchange, ccp_event_batch_get (batch, i), out, error))
      return NULL;
  return g_steal_pointer (&out);
}

static void
edit_body_finalize (GObject *object)
{
  EditBody *self = EDIT_BODY (object);

  g_clear_pointer (&self->program, edit_program_free);

  G_OBJECT_CLASS (edit_body_parent_class)->finalize (object);
}

static void
edit_body_class_init (EditBodyClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = edit_body_finalize;
  transformer_class->configure = configure;
  transformer_class->get_side = get_side;
  transformer_class->transform_request = transform_body;
  transformer_class->transform_response = transform_body;
  transformer_class->transform_events = transform_events;
}

static void
edit_body_init (EditBody *self)
{
}
