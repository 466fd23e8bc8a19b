/* gemini-transformer.c: converts between the Messages API and the Gemini format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-transformer"

#include "gemini-transformer.h"

#include "gemini-count.h"
#include "gemini-request.h"
#include "gemini-response.h"
#include "gemini-stream.h"

struct _GeminiTransformer
{
  CcpSimpleTransformer parent_instance;

  GeminiStream *stream; /* (nullable): from the first events on */
};

G_DEFINE_FINAL_TYPE (GeminiTransformer, gemini_transformer, CCP_TYPE_SIMPLE_TRANSFORMER)

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
  return gemini_request_convert (exchange, body, error);
}

static CcpJson *
transform_response (CcpSimpleTransformer *transformer,
                    CcpExchange *exchange,
                    CcpJson *body,
                    GError **error)
{
  if (ccp_exchange_get_operation (exchange) == CCP_OPERATION_COUNT_TOKENS)
    return gemini_count_convert (body, error);
  return gemini_response_convert (exchange, body, error);
}

static CcpEventBatch *
transform_events (CcpSimpleTransformer *transformer,
                  CcpExchange *exchange,
                  CcpEventBatch *batch,
                  CcpTransformFlags flags,
                  GError **error)
{
  GeminiTransformer *self = GEMINI_TRANSFORMER (transformer);

  if (self->stream == NULL)
    self->stream = gemini_stream_new (exchange);
  return gemini_stream_feed (self->stream, batch, flags);
}

static gint64
get_deadline (CcpSimpleTransformer *transformer)
{
  GeminiTransformer *self = GEMINI_TRANSFORMER (transformer);

  return self->stream != NULL ? gemini_stream_get_deadline (self->stream) : 0;
}

static void
finalize (GObject *object)
{
  GeminiTransformer *self = GEMINI_TRANSFORMER (object);

  g_clear_pointer (&self->stream, gemini_stream_free);

  G_OBJECT_CLASS (gemini_transformer_parent_class)->finalize (object);
}

static void
gemini_transformer_class_init (GeminiTransformerClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  transformer_class->get_side = get_side;
  transformer_class->get_deadline = get_deadline;
  transformer_class->transform_request = transform_request;
  transformer_class->transform_response = transform_response;
  transformer_class->transform_events = transform_events;
}

static void
gemini_transformer_init (GeminiTransformer *self)
{
}
