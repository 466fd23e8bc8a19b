/* body-rename-max-tokens.c: gives the limit of an answer its other name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "body-rename-max-tokens"

#include "body-rename-max-tokens.h"

#include "body-change.h"
#include "body-format.h"

static const char *const names[] = { "max_completion_tokens", "max_tokens" };

struct _BodyRenameMaxTokens
{
  CcpSimpleTransformer parent_instance;

  const char *from;
  const char *to;
};

G_DEFINE_FINAL_TYPE (BodyRenameMaxTokens,
                     body_rename_max_tokens,
                     CCP_TYPE_SIMPLE_TRANSFORMER)

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  BodyRenameMaxTokens *self = BODY_RENAME_MAX_TOKENS (transformer);
  CcpJsonValue to;

  ccp_json_get_root (params, &to);
  to = ccp_json_value_member (&to, "to");
  self->to = ccp_json_value_equals_string (&to, names[1]) ? names[1] : names[0];
  self->from = self->to == names[0] ? names[1] : names[0];
  return TRUE;
}

static CcpSide
get_side (CcpSimpleTransformer *transformer)
{
  return CCP_SIDE_UPSTREAM;
}

/* the Messages API knows but one name, and other formats have neither */
static gboolean
has_both_names (BodyFormat format)
{
  return format == BODY_FORMAT_CHAT || format == BODY_FORMAT_OTHER;
}

static CcpJson *
transform_request (CcpSimpleTransformer *transformer,
                   CcpExchange *exchange,
                   CcpJson *body,
                   GError **error)
{
  BodyRenameMaxTokens *self = BODY_RENAME_MAX_TOKENS (transformer);
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (body);
  CcpJsonValue old;
  CcpJsonValue present;
  CcpJsonIter iter;
  CcpJsonValue root;
  CcpJsonValue name;

  ccp_json_get_root (body, &root);
  old = ccp_json_value_member (&root, self->from);
  if (!ccp_json_value_exists (&old) || !has_both_names (body_format_find (exchange)))
    return ccp_json_ref (body);
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, NULL))
    if (ccp_json_value_equals_string (&name, self->from))
      ccp_json_splice_remove (splice, &name);
  present = ccp_json_value_member (&root, self->to);
  if (!ccp_json_value_exists (&present))
    body_change_append_value (splice, &root, self->to, &old);
  return body_change_finish (splice, error);
}

static void
body_rename_max_tokens_class_init (BodyRenameMaxTokensClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  transformer_class->configure = configure;
  transformer_class->get_side = get_side;
  transformer_class->transform_request = transform_request;
}

static void
body_rename_max_tokens_init (BodyRenameMaxTokens *self)
{
}
