/* body-clean-cache.c: takes cache_control out of requests
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "body-clean-cache"

#include "body-clean-cache.h"

#include "body-cache.h"

struct _BodyCleanCache
{
  CcpSimpleTransformer parent_instance;

  GPtrArray *excepted; /* (element-type GPatternSpec) (nullable): models */
};

G_DEFINE_FINAL_TYPE (BodyCleanCache, body_clean_cache, CCP_TYPE_SIMPLE_TRANSFORMER)

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  CcpJsonValue models;

  ccp_json_get_root (params, &models);
  models = ccp_json_value_member (&models, "except_models");
  BODY_CLEAN_CACHE (transformer)->excepted = body_cache_read_models (&models);
  return TRUE;
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
  if (body_cache_has_model (BODY_CLEAN_CACHE (transformer)->excepted, exchange))
    return ccp_json_ref (body);
  return body_cache_clean (body, error);
}

static void
body_clean_cache_finalize (GObject *object)
{
  g_clear_pointer (&BODY_CLEAN_CACHE (object)->excepted, g_ptr_array_unref);

  G_OBJECT_CLASS (body_clean_cache_parent_class)->finalize (object);
}

static void
body_clean_cache_class_init (BodyCleanCacheClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = body_clean_cache_finalize;
  transformer_class->configure = configure;
  transformer_class->get_side = get_side;
  transformer_class->transform_request = transform_request;
}

static void
body_clean_cache_init (BodyCleanCache *self)
{
}
