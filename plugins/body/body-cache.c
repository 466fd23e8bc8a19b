/* body-cache.c: marks of what a provider is to keep, and their removal
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "body-cache"

#include "body-cache.h"

#include <string.h>

#include "body-change.h"

#define NAME "cache_control"

/* what stands in these is a tool's, and a tool may well have a parameter of that name */
static const char *const foreign[] = {
  "args", "input", "input_schema", "parameters", "response", "schema", NULL,
};

static gboolean
is_foreign (const CcpJsonValue *name, const CcpJsonValue *value)
{
  if (!ccp_json_value_is_object (value))
    return FALSE;
  for (guint i = 0; foreign[i] != NULL; i++)
    if (ccp_json_value_equals_string (name, foreign[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_mark (const CcpJsonValue *name, const CcpJsonValue *value)
{
  return ccp_json_value_equals_string (name, NAME) &&
         (ccp_json_value_is_object (value) ||
          ccp_json_value_get_kind (value) == CCP_JSON_NULL);
}

static void
splice_marks (CcpJsonSplice *splice, const CcpJsonValue *container)
{
  gboolean has_names = ccp_json_value_is_object (container);
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  if (!has_names && !ccp_json_value_is_array (container))
    return;
  ccp_json_iter_init (&iter, container);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if (has_names && is_mark (&name, &value))
        ccp_json_splice_remove (splice, &name);
      else if (!has_names || !is_foreign (&name, &value))
        splice_marks (splice, &value);
    }
}

GPtrArray *
body_cache_read_models (const CcpJsonValue *list)
{
  GPtrArray *models =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_pattern_spec_free);
  CcpJsonIter iter;
  CcpJsonValue value;

  if (!ccp_json_value_is_array (list))
    return models;
  ccp_json_iter_init (&iter, list);
  while (ccp_json_iter_next (&iter, NULL, &value))
    {
      g_autofree char *text = ccp_json_value_dup_string (&value, NULL);
      g_autofree char *lower = g_utf8_strdown (text != NULL ? text : "", -1);

      g_ptr_array_add (models, g_pattern_spec_new (lower));
    }
  return models;
}

gboolean
body_cache_has_model (GPtrArray *models, CcpExchange *exchange)
{
  const char *model = ccp_exchange_get_upstream_model (exchange);
  g_autofree char *lower = g_utf8_strdown (model, -1);

  for (guint i = 0; i < models->len; i++)
    if (g_pattern_spec_match_string (g_ptr_array_index (models, i), lower))
      return TRUE;
  return FALSE;
}

CcpJson *
body_cache_clean (CcpJson *body, GError **error)
{
  g_autoptr (CcpJsonSplice) splice = NULL;
  CcpJsonValue root;
  gsize length = 0;
  const char *text = ccp_json_peek (body, &length);

  /* most bodies have none: to look for the word is cheaper than to walk over all values,
   * and nobody escapes its letters */
  if (memmem (text, length, NAME, strlen (NAME)) == NULL)
    return ccp_json_ref (body);
  splice = ccp_json_splice_new (body);
  ccp_json_get_root (body, &root);
  splice_marks (splice, &root);
  return body_change_finish (splice, error);
}
