/* ccp-transformer-ref.c: an entry of a transformer list in the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-transformer-ref"

#include "ccp-transformer-ref.h"

#include <string.h>

static gboolean
is_class_name (const char *text)
{
  const char *dot = strchr (text, '.');

  return dot != NULL && dot != text && dot[1] != '\0' && strchr (dot + 1, '.') == NULL &&
         strpbrk (text, " \t/") == NULL;
}

static gboolean
is_alias (const char *text)
{
  return *text != '\0' && strpbrk (text, " \t/.") == NULL;
}

/* a key of a transformer that is misspelt is no class */
static gboolean
is_near_key (const char *text)
{
  g_autoptr (GPtrArray) names =
      ccp_config_section_get_names (&ccp_config_section_transformer);

  return ccp_near_match_find (text, (const char *const *) names->pdata) != NULL;
}

/* Returns: (nullable): the value of "NAME: {…}", which is not how a transformer is
 * written, but what it means is clear */
static CcpConfigNode *
find_misplaced_class (CcpConfigNode *node)
{
  CcpConfigNode *child = NULL;
  const char *key = NULL;

  if (ccp_config_node_get_kind (node) == CCP_CONFIG_NODE_MAPPING &&
      ccp_config_node_get_length (node) == 1)
    child = ccp_config_node_get_child (node, 0);
  if (child == NULL)
    return NULL;
  key = ccp_config_node_get_key (child);
  if (is_class_name (key) ||
      (is_alias (key) && !is_near_key (key) &&
       ccp_config_node_get_kind (child) == CCP_CONFIG_NODE_MAPPING))
    return child;
  return NULL;
}

static void
read_misplaced_class (CcpTransformerRef *self,
                      const CcpConfigContext *context,
                      CcpConfigNode *child)
{
  const char *class_name = ccp_config_node_get_key (child);
  g_autofree char *message = g_strdup_printf ("a class is not a key; write {class: %s, "
                                              "params: {…}}",
                                              class_name);

  ccp_config_context_report_key (context, CCP_CODE_MISPLACED_CLASS, child, message);
  self->class_name = g_strdup (class_name);
  if (ccp_config_node_get_kind (child) == CCP_CONFIG_NODE_MAPPING)
    self->params = ccp_config_node_to_json (child);
  else
    self->params = ccp_json_new_from_text ("{}", -1, NULL);
  self->class_node = child;
  self->params_node = child;
}

static void
read_mapping (CcpTransformerRef *self,
              const CcpConfigContext *context,
              CcpConfigNode *node)
{
  CcpConfigReader reader =
      ccp_config_reader_enter (context, &ccp_config_section_transformer, node);

  self->class_name = ccp_config_reader_get_string (&reader, "class");
  self->params = ccp_config_reader_get_object (&reader, "params");
  self->on_error = ccp_config_reader_get_choice (&reader, "on_error");
  self->class_node = ccp_config_reader_find (&reader, "class");
  self->params_node = ccp_config_node_get_member (node, "params");
}

static void
report_unexpected (const CcpConfigContext *context,
                   CcpDiagnosticCode code,
                   CcpConfigNode *node,
                   const char *expected)
{
  g_autofree char *got = ccp_config_node_describe (node);

  ccp_config_context_report (context, code, node, "expected %s, got %s", expected, got);
}

/* [NAME, {…}] */
static void
read_pair (CcpTransformerRef *self, const CcpConfigContext *context, CcpConfigNode *node)
{
  guint length = ccp_config_node_get_length (node);

  if (length < 1 || length > 2)
    {
      ccp_config_context_report (context,
                                 CCP_CODE_WRONG_TYPE,
                                 node,
                                 "expected a transformer and its params, as in [NAME, "
                                 "{…}], got a list of %u",
                                 length);
      return;
    }
  self->class_node = ccp_config_node_get_child (node, 0);
  self->class_name = ccp_config_context_read_string (context, self->class_node);
  self->params_node = length > 1 ? ccp_config_node_get_child (node, 1) : NULL;
  if (self->params_node == NULL ||
      ccp_config_node_get_kind (self->params_node) != CCP_CONFIG_NODE_MAPPING)
    self->params = ccp_json_new_from_text ("{}", -1, NULL);
  else
    self->params = ccp_config_node_to_json (self->params_node);
  if (self->params_node != NULL && !ccp_config_node_is_null (self->params_node) &&
      ccp_config_node_get_kind (self->params_node) != CCP_CONFIG_NODE_MAPPING &&
      ccp_config_node_get_kind (self->params_node) != CCP_CONFIG_NODE_BROKEN)
    report_unexpected (context, CCP_CODE_WRONG_TYPE, self->params_node, "a mapping");
}

static CcpTransformerRef *
read_ref (const CcpConfigContext *context, CcpConfigNode *node)
{
  g_autoptr (CcpTransformerRef) self = g_atomic_rc_box_new0 (CcpTransformerRef);
  CcpConfigNode *misplaced = find_misplaced_class (node);

  self->node = node;
  self->class_node = node;
  if (ccp_config_node_get_scalar (node) != NULL)
    {
      self->class_name = ccp_config_context_read_string (context, node);
      self->params = ccp_json_new_from_text ("{}", -1, NULL);
    }
  else if (ccp_config_node_get_kind (node) == CCP_CONFIG_NODE_SEQUENCE)
    read_pair (self, context, node);
  else if (misplaced != NULL)
    read_misplaced_class (self, context, misplaced);
  else
    read_mapping (self, context, node);
  if (self->class_name == NULL)
    return NULL;
  if (is_class_name (self->class_name) || is_alias (self->class_name))
    return g_steal_pointer (&self);
  report_unexpected (context,
                     CCP_CODE_BAD_VALUE,
                     self->class_node,
                     "module.ClassName or an alias");
  return NULL;
}

static void
clear_ref (gpointer data)
{
  CcpTransformerRef *self = data;

  g_clear_pointer (&self->class_name, g_free);
  g_clear_pointer (&self->params, ccp_json_unref);
  g_clear_pointer (&self->pipeline, g_free);
}

CcpTransformerRef *
ccp_transformer_ref_ref (CcpTransformerRef *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
ccp_transformer_ref_unref (CcpTransformerRef *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_ref);
}

GPtrArray *
ccp_transformer_ref_new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_transformer_ref_unref);
}

void
ccp_transformer_ref_extend_list (GPtrArray *list, GPtrArray *other)
{
  g_return_if_fail (list != NULL && other != NULL);

  for (guint i = 0; i < other->len; i++)
    g_ptr_array_add (list, ccp_transformer_ref_ref (g_ptr_array_index (other, i)));
}

GPtrArray *
ccp_transformer_ref_read_list (const CcpConfigReader *transformers,
                               const char *key,
                               const char *pipeline)
{
  GPtrArray *refs = ccp_transformer_ref_new_list ();
  g_autoptr (GPtrArray) nodes = ccp_config_reader_get_list (transformers, key);

  for (guint i = 0; i < nodes->len; i++)
    {
      CcpTransformerRef *ref =
          read_ref (transformers->context, g_ptr_array_index (nodes, i));

      if (ref == NULL)
        continue;
      ref->pipeline = g_strdup (pipeline);
      g_ptr_array_add (refs, ref);
    }
  return refs;
}
