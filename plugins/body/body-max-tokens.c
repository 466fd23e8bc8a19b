/* body-max-tokens.c: limits how long an answer may become
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "body-max-tokens"

#include "body-max-tokens.h"

#include "body-change.h"
#include "body-token-cap.h"

struct _BodyMaxTokens
{
  CcpSimpleTransformer parent_instance;

  gint64 max;      /* 0 for none */
  gint64 fallback; /* 0 for none */
};

G_DEFINE_FINAL_TYPE (BodyMaxTokens, body_max_tokens, CCP_TYPE_SIMPLE_TRANSFORMER)

static gint64
read_tokens (const CcpJsonValue *params, const char *name)
{
  CcpJsonValue value = ccp_json_value_member (params, name);
  gint64 tokens = 0;

  return ccp_json_value_get_int (&value, &tokens) ? tokens : 0;
}

static gboolean
refuse (GError **error, const char *message, gint64 got)
{
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "%s, got %" G_GINT64_FORMAT,
               message,
               got);
  return FALSE;
}

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  BodyMaxTokens *self = BODY_MAX_TOKENS (transformer);
  CcpJsonValue root;
  gint64 other = 0;

  ccp_json_get_root (params, &root);
  self->max = read_tokens (&root, "max");
  self->fallback = read_tokens (&root, "default");
  other = read_tokens (&root, "max_tokens");
  if (self->max != 0 && other != 0)
    return refuse (error, "max_tokens: expected either max or max_tokens", other);
  self->max = self->max != 0 ? self->max : other;
  if (self->max == 0 && self->fallback == 0)
    {
      g_set_error_literal (error,
                           CCP_ERROR,
                           CCP_ERROR_CONFIG,
                           "expected max, default, or both");
      return FALSE;
    }
  if (self->max != 0 && self->fallback > self->max)
    return refuse (error, "default: expected no more than max", self->fallback);
  return TRUE;
}

/* the client must say it, but a transformer before this one may have taken it away */
static void
add_fallback (BodyMaxTokens *self,
              CcpExchange *exchange,
              CcpJsonSplice *splice,
              const CcpJsonValue *root)
{
  CcpJsonValue present = ccp_json_value_member (root, "max_tokens");
  g_autofree char *number = NULL;

  if (self->fallback == 0 || ccp_json_value_exists (&present) ||
      ccp_exchange_get_operation (exchange) != CCP_OPERATION_MESSAGES)
    return;
  number = g_strdup_printf ("%" G_GINT64_FORMAT, self->fallback);
  body_change_append_text (splice, root, "max_tokens", number);
}

static CcpJson *
transform_request (CcpSimpleTransformer *transformer,
                   CcpExchange *exchange,
                   CcpJson *body,
                   GError **error)
{
  BodyMaxTokens *self = BODY_MAX_TOKENS (transformer);
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (body);
  BodyTokenCap cap;
  CcpJsonIter iter;
  CcpJsonValue root;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_get_root (body, &root);
  if (!ccp_json_value_is_object (&root))
    return ccp_json_ref (body);
  body_token_cap_init (&cap, exchange, &root, self->max);
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    body_token_cap_splice (&cap, splice, &name, &value);
  add_fallback (self, exchange, splice, &root);
  return body_change_finish (splice, error);
}

static void
body_max_tokens_class_init (BodyMaxTokensClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  transformer_class->configure = configure;
  transformer_class->transform_request = transform_request;
}

static void
body_max_tokens_init (BodyMaxTokens *self)
{
}
