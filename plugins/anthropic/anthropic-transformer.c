/* anthropic-transformer.c: passes requests and answers of the Messages API through
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "anthropic-transformer"

#include "anthropic-transformer.h"

#include "anthropic-answer.h"
#include "anthropic-request.h"

struct _AnthropicTransformer
{
  CcpSimpleTransformer parent_instance;

  gboolean started; /* the message has begun: what follows is not looked at */
};

G_DEFINE_FINAL_TYPE (AnthropicTransformer,
                     anthropic_transformer,
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
  return anthropic_request_convert (exchange, body, error);
}

static CcpJson *
transform_response (CcpSimpleTransformer *transformer,
                    CcpExchange *exchange,
                    CcpJson *body,
                    GError **error)
{
  return anthropic_answer_convert (exchange, body, error);
}

static CcpEventBatch *
transform_events (CcpSimpleTransformer *transformer,
                  CcpExchange *exchange,
                  CcpEventBatch *batch,
                  CcpTransformFlags flags,
                  GError **error)
{
  AnthropicTransformer *self = ANTHROPIC_TRANSFORMER (transformer);

  return anthropic_answer_convert_events (exchange, batch, &self->started);
}

static void
anthropic_transformer_class_init (AnthropicTransformerClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  transformer_class->get_side = get_side;
  transformer_class->transform_request = transform_request;
  transformer_class->transform_response = transform_response;
  transformer_class->transform_events = transform_events;
}

static void
anthropic_transformer_init (AnthropicTransformer *self)
{
}
