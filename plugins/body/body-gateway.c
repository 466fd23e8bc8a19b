/* body-gateway.c: what a gateway to many models wants of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "body-gateway"

#include "body-gateway.h"

#include "body-cache.h"
#include "body-merge.h"

struct _BodyGateway
{
  CcpSimpleTransformer parent_instance;

  BodyMerge merge;
  GPtrArray *caching; /* (element-type GPatternSpec) (nullable): models */
};

G_DEFINE_FINAL_TYPE (BodyGateway, body_gateway, CCP_TYPE_SIMPLE_TRANSFORMER)

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  BodyGateway *self = BODY_GATEWAY (transformer);
  CcpJsonValue models;

  ccp_json_get_root (params, &models);
  models = ccp_json_value_member (&models, "caching_models");
  self->caching = body_cache_read_models (&models);
  return body_merge_init (&self->merge, params, error);
}

static CcpSide
get_side (CcpSimpleTransformer *transformer)
{
  return CCP_SIDE_UPSTREAM;
}

static CcpJson *
transform_request (CcpSimpleTransformer *transformer,
                   CcpExchange *exchange,
                   CcpJson *body,
                   GError **error)
{
  BodyGateway *self = BODY_GATEWAY (transformer);
  g_autoptr (CcpJson) cleaned = NULL;

  if (body_cache_has_model (self->caching, exchange))
    return body_merge_run (&self->merge, exchange, body, error);
  cleaned = body_cache_clean (body, error);
  return cleaned != NULL ? body_merge_run (&self->merge, exchange, cleaned, error) : NULL;
}

static void
body_gateway_finalize (GObject *object)
{
  BodyGateway *self = BODY_GATEWAY (object);

  body_merge_clear (&self->merge);
  g_clear_pointer (&self->caching, g_ptr_array_unref);

  G_OBJECT_CLASS (body_gateway_parent_class)->finalize (object);
}

static void
body_gateway_class_init (BodyGatewayClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = body_gateway_finalize;
  transformer_class->configure = configure;
  transformer_class->get_side = get_side;
  transformer_class->transform_request = transform_request;
}

static void
body_gateway_init (BodyGateway *self)
{
}
