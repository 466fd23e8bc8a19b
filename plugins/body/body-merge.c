/* body-merge.c: parameters that are merged into a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "body-merge"

#include "body-merge.h"

#include "body-change.h"

/* what the rest of the proxy knows of a request must stay true */
static const char *const reserved[] = { "contents", "input", "messages", "stream", NULL };

static gboolean
check_names (const CcpJsonValue *added, GError **error)
{
  for (guint i = 0; reserved[i] != NULL; i++)
    {
      CcpJsonValue value = ccp_json_value_member (added, reserved[i]);

      if (!ccp_json_value_exists (&value))
        continue;
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "params.%s: the client says this in each request, it cannot be merged",
                   reserved[i]);
      return FALSE;
    }
  return TRUE;
}

/* @left_out: (nullable): members that have to stay as they are */
static CcpJsonValue
find_member (const CcpJsonValue *object,
             const CcpJsonValue *name,
             const CcpBodyOverrides *left_out)
{
  g_autofree char *text = ccp_json_value_dup_string (name, NULL);

  if (left_out != NULL && ccp_body_overrides_has (left_out, text))
    return CCP_JSON_VALUE_NONE;
  return ccp_json_value_member (object, text);
}

static void
append_missing (CcpJsonSplice *splice,
                const CcpJsonValue *object,
                const CcpJsonValue *added,
                const CcpBodyOverrides *left_out)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_iter_init (&iter, added);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *text = ccp_json_value_dup_string (&name, NULL);
      CcpJsonValue present = ccp_json_value_member (object, text);
      /* of members of one name the last one counts */
      CcpJsonValue wanted = find_member (added, &name, left_out);

      if (!ccp_json_value_exists (&present) && wanted.index == value.index)
        body_change_append_value (splice, object, text, &value);
    }
}

static void
merge_object (const BodyMerge *self,
              CcpJsonSplice *splice,
              const CcpJsonValue *object,
              const CcpJsonValue *added,
              const CcpBodyOverrides *left_out)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_iter_init (&iter, object);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      CcpJsonValue wanted = find_member (added, &name, left_out);

      if (!ccp_json_value_exists (&wanted))
        continue;
      if (ccp_json_value_is_object (&value) && ccp_json_value_is_object (&wanted))
        merge_object (self, splice, &value, &wanted, NULL);
      else if (self->overrides)
        body_change_replace_value (splice, &value, &wanted);
    }
  append_missing (splice, object, added, left_out);
}

gboolean
body_merge_init (BodyMerge *self, CcpJson *params, GError **error)
{
  CcpJsonValue root;
  CcpJsonValue override;

  ccp_json_get_root (params, &root);
  self->params = ccp_json_ref (params);
  self->added = ccp_json_value_member (&root, "params");
  override = ccp_json_value_member (&root, "override");
  self->overrides = ccp_json_value_get_boolean (&override, FALSE);
  return check_names (&self->added, error);
}

void
body_merge_clear (BodyMerge *self)
{
  g_clear_pointer (&self->params, ccp_json_unref);
}

/* Requests that count tokens are shorter, and their providers refuse parameters of
 * others. */
CcpJson *
body_merge_run (const BodyMerge *self,
                CcpExchange *exchange,
                CcpJson *body,
                GError **error)
{
  g_autoptr (CcpJsonSplice) splice = NULL;
  CcpBodyOverrides left_out;
  CcpJsonValue root;

  ccp_json_get_root (body, &root);
  if (ccp_exchange_get_operation (exchange) != CCP_OPERATION_MESSAGES ||
      !ccp_json_value_is_object (&root) || !ccp_json_value_is_object (&self->added))
    return ccp_json_ref (body);
  ccp_body_overrides_init (&left_out, exchange);
  splice = ccp_json_splice_new (body);
  merge_object (self, splice, &root, &self->added, &left_out);
  return body_change_finish (splice, error);
}
