/* body-merge-params.c: adds parameters to the provider's request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "body-merge-params"

#include "body-merge-params.h"

#include "body-merge.h"

struct _BodyMergeParams
{
  CcpSimpleTransformer parent_instance;

  BodyMerge merge;
};

G_DEFINE_FINAL_TYPE (BodyMergeParams, body_merge_params, CCP_TYPE_SIMPLE_TRANSFORMER)

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  return body_merge_init (&BODY_MERGE_PARAMS (transformer)->merge, params, error);
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
  return body_merge_run (&BODY_MERGE_PARAMS (transformer)->merge, exchange, body, error);
}

static void
body_merge_params_finalize (GObject *object)
{
  body_merge_clear (&BODY_MERGE_PARAMS (object)->merge);

  G_OBJECT_CLASS (body_merge_params_parent_class)->finalize (object);
}

static void
body_merge_params_class_init (BodyMergeParamsClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = body_merge_params_finalize;
  transformer_class->configure = configure;
  transformer_class->get_side = get_side;
  transformer_class->transform_request = transform_request;
}

static void
body_merge_params_init (BodyMergeParams *self)
{
}
