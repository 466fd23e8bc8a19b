/* openai-responses-transformer.c: converts between the Messages API and the Responses
 * format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-transformer"

#include "openai-responses-transformer.h"

#include "openai-responses-request.h"
#include "openai-responses-response.h"
#include "openai-responses-stream.h"

struct _OpenaiResponsesTransformer
{
  CcpSimpleTransformer parent_instance;

  OpenaiResponsesStream *stream; /* (nullable): from the first events on */
};

G_DEFINE_FINAL_TYPE (OpenaiResponsesTransformer,
                     openai_responses_transformer,
                     CCP_TYPE_SIMPLE_TRANSFORMER)

static CcpSide
get_side (CcpSimpleTransformer *transformer)
{
  return CCP_SIDE_DIALECT;
}

static CcpJson *
transform_request (CcpSimpleTransformer *transformer,
                   CcpExchange *exchange,
                   CcpJson *body,
                   GError **error)
{
  return openai_responses_request_convert (exchange, body, error);
}

static CcpJson *
transform_response (CcpSimpleTransformer *transformer,
                    CcpExchange *exchange,
                    CcpJson *body,
                    GError **error)
{
  return openai_responses_response_convert (exchange, body, error);
}

static CcpEventBatch *
transform_events (CcpSimpleTransformer *transformer,
                  CcpExchange *exchange,
                  CcpEventBatch *batch,
                  CcpTransformFlags flags,
                  GError **error)
{
  OpenaiResponsesTransformer *self = OPENAI_RESPONSES_TRANSFORMER (transformer);

  if (self->stream == NULL)
    self->stream = openai_responses_stream_new (exchange);
  return openai_responses_stream_feed (self->stream, batch, flags);
}

static gint64
get_deadline (CcpSimpleTransformer *transformer)
{
  OpenaiResponsesTransformer *self = OPENAI_RESPONSES_TRANSFORMER (transformer);

  return self->stream != NULL ? openai_responses_stream_get_deadline (self->stream) : 0;
}

static void
openai_responses_transformer_finalize (GObject *object)
{
  OpenaiResponsesTransformer *self = OPENAI_RESPONSES_TRANSFORMER (object);

  g_clear_pointer (&self->stream, openai_responses_stream_free);

  G_OBJECT_CLASS (openai_responses_transformer_parent_class)->finalize (object);
}

static void
openai_responses_transformer_class_init (OpenaiResponsesTransformerClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = openai_responses_transformer_finalize;
  transformer_class->get_side = get_side;
  transformer_class->get_deadline = get_deadline;
  transformer_class->transform_request = transform_request;
  transformer_class->transform_response = transform_response;
  transformer_class->transform_events = transform_events;
}

static void
openai_responses_transformer_init (OpenaiResponsesTransformer *self)
{
}
