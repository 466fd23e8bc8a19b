/* body-stream-options.c: asks for the usage of streams
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "body-stream-options"

#include "body-stream-options.h"

#include "body-change.h"
#include "body-format.h"

#define NAME "stream_options"
#define INNER "include_usage"

struct _BodyStreamOptions
{
  CcpSimpleTransformer parent_instance;
};

G_DEFINE_FINAL_TYPE (BodyStreamOptions, body_stream_options, CCP_TYPE_SIMPLE_TRANSFORMER)

static CcpSide
get_side (CcpSimpleTransformer *transformer)
{
  return CCP_SIDE_UPSTREAM;
}

/* Returns: whether the provider's format has the parameter and the configuration, or what
 * was learned from a refusal, leaves it to us */
static gboolean
is_wanted (CcpExchange *exchange, const CcpJsonValue *root)
{
  BodyFormat format = body_format_find (exchange);
  CcpJsonValue stream = ccp_json_value_member (root, "stream");
  CcpBodyOverrides overrides;

  if ((format != BODY_FORMAT_CHAT && format != BODY_FORMAT_OTHER) ||
      !ccp_json_value_get_boolean (&stream, FALSE))
    return FALSE;
  ccp_body_overrides_init (&overrides, exchange);
  return !ccp_body_overrides_has (&overrides, NAME);
}

static void
splice_options (CcpJsonSplice *splice, const CcpJsonValue *options)
{
  CcpJsonValue wish = ccp_json_value_member (options, INNER);

  if (!ccp_json_value_is_object (options))
    body_change_replace_text (splice, options, "{\"" INNER "\":true}");
  else if (!ccp_json_value_exists (&wish))
    body_change_append_text (splice, options, INNER, "true");
  else if (!ccp_json_value_get_boolean (&wish, FALSE))
    body_change_replace_text (splice, &wish, "true");
}

static CcpJson *
transform_request (CcpSimpleTransformer *transformer,
                   CcpExchange *exchange,
                   CcpJson *body,
                   GError **error)
{
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (body);
  CcpJsonValue root;
  CcpJsonValue options;

  ccp_json_get_root (body, &root);
  if (!is_wanted (exchange, &root))
    return ccp_json_ref (body);
  options = ccp_json_value_member (&root, NAME);
  if (ccp_json_value_exists (&options))
    splice_options (splice, &options);
  else
    body_change_append_text (splice, &root, NAME, "{\"" INNER "\":true}");
  return body_change_finish (splice, error);
}

static void
body_stream_options_class_init (BodyStreamOptionsClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  transformer_class->get_side = get_side;
  transformer_class->transform_request = transform_request;
}

static void
body_stream_options_init (BodyStreamOptions *self)
{
}
