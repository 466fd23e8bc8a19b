/* openai-chat-transformer.c: converts between the Messages API and the Chat format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-transformer"

#include "openai-chat-transformer.h"

#include "openai-chat-request.h"
#include "openai-chat-response.h"
#include "openai-chat-stream.h"

struct _OpenaiChatTransformer
{
  CcpSimpleTransformer parent_instance;

  OpenaiChatStream *stream; /* (nullable): from the first events on */
};

G_DEFINE_FINAL_TYPE (OpenaiChatTransformer,
                     openai_chat_transformer,
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
  return openai_chat_request_convert (exchange, body, error);
}

static CcpJson *
transform_response (CcpSimpleTransformer *transformer,
                    CcpExchange *exchange,
                    CcpJson *body,
                    GError **error)
{
  return openai_chat_response_convert (exchange, body, error);
}

static CcpEventBatch *
transform_events (CcpSimpleTransformer *transformer,
                  CcpExchange *exchange,
                  CcpEventBatch *batch,
                  CcpTransformFlags flags,
                  GError **error)
{
  OpenaiChatTransformer *self = OPENAI_CHAT_TRANSFORMER (transformer);

  if (self->stream == NULL)
    self->stream = openai_chat_stream_new (exchange);
  return openai_chat_stream_feed (self->stream, batch, flags, error);
}

static gint64
get_deadline (CcpSimpleTransformer *transformer)
{
  OpenaiChatTransformer *self = OPENAI_CHAT_TRANSFORMER (transformer);

  return self->stream != NULL ? openai_chat_stream_get_deadline (self->stream) : 0;
}

static void
openai_chat_transformer_finalize (GObject *object)
{
  OpenaiChatTransformer *self = OPENAI_CHAT_TRANSFORMER (object);

  g_clear_pointer (&self->stream, openai_chat_stream_free);

  G_OBJECT_CLASS (openai_chat_transformer_parent_class)->finalize (object);
}

static void
openai_chat_transformer_class_init (OpenaiChatTransformerClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = openai_chat_transformer_finalize;
  transformer_class->get_side = get_side;
  transformer_class->get_deadline = get_deadline;
  transformer_class->transform_request = transform_request;
  transformer_class->transform_response = transform_response;
  transformer_class->transform_events = transform_events;
}

static void
openai_chat_transformer_init (OpenaiChatTransformer *self)
{
}
