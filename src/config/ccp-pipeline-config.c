/* ccp-pipeline-config.c: lists of transformers that have a name in the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-pipeline-config"

#include "ccp-pipeline-config.h"

static void
free_user (gpointer data)
{
  CcpPipelineUser *user = data;

  g_clear_pointer (&user->provider, g_free);
  g_free (user);
}

static CcpPipelineConfig *
read_pipeline (const CcpConfigContext *context, CcpConfigNode *node)
{
  CcpPipelineConfig *self = g_new0 (CcpPipelineConfig, 1);
  gboolean is_empty = ccp_config_node_is_null (node);
  CcpConfigReader reader = ccp_config_reader_enter (context,
                                                    &ccp_config_section_transformers,
                                                    is_empty ? NULL : node);

  self->node = node;
  self->name = g_strdup (ccp_config_node_get_key (node));
  self->request = ccp_transformer_ref_read_list (&reader, "request", self->name);
  self->response = ccp_transformer_ref_read_list (&reader, "response", self->name);
  self->users = g_ptr_array_new_with_free_func (free_user);
  return self;
}

/* Returns: (nullable) */
static CcpPipelineConfig *
find_pipeline (GPtrArray *pipelines, const char *name)
{
  for (guint i = 0; i < pipelines->len; i++)
    {
      CcpPipelineConfig *pipeline = g_ptr_array_index (pipelines, i);

      if (g_str_equal (pipeline->name, name))
        return pipeline;
    }
  return NULL;
}

static void
report_unknown (const CcpConfigContext *context, CcpConfigNode *node, const char *name)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *near = NULL;
  g_autofree char *shown = ccp_config_node_describe (node);

  for (guint i = 0; i < context->pipelines->len; i++)
    {
      CcpPipelineConfig *pipeline = g_ptr_array_index (context->pipelines, i);

      g_ptr_array_add (names, pipeline->name);
    }
  g_ptr_array_add (names, NULL);
  near = ccp_near_match_describe (name, (const char *const *) names->pdata);
  ccp_config_context_report (context,
                             CCP_CODE_UNKNOWN_PIPELINE,
                             node,
                             "there is no pipeline %s%s",
                             shown,
                             near);
}

static void
take_pipeline (const CcpConfigContext *context,
               CcpConfigNode *node,
               const char *provider,
               GPtrArray *request,
               GPtrArray *response)
{
  g_autofree char *name = ccp_config_context_read_string (context, node);
  CcpPipelineConfig *pipeline = NULL;
  CcpPipelineUser *user = NULL;

  if (name == NULL || context->pipelines == NULL)
    return;
  pipeline = find_pipeline (context->pipelines, name);
  if (pipeline == NULL)
    {
      if (context->has_all_pipelines)
        report_unknown (context, node, name);
      return;
    }
  user = g_new0 (CcpPipelineUser, 1);
  user->node = node;
  user->provider = g_strdup (provider);
  g_ptr_array_add (pipeline->users, user);
  ccp_transformer_ref_extend_list (request, pipeline->request);
  ccp_transformer_ref_extend_list (response, pipeline->response);
}

void
ccp_pipeline_config_free (CcpPipelineConfig *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->request, g_ptr_array_unref);
  g_clear_pointer (&self->response, g_ptr_array_unref);
  g_clear_pointer (&self->users, g_ptr_array_unref);
  g_free (self);
}

GPtrArray *
ccp_pipeline_config_read_all (const CcpConfigReader *root)
{
  GPtrArray *pipelines =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_pipeline_config_free);
  CcpConfigNode *node = ccp_config_reader_find (root, "pipelines");
  g_autofree char *got = NULL;

  if (node == NULL)
    return pipelines;
  if (ccp_config_node_get_kind (node) != CCP_CONFIG_NODE_MAPPING)
    {
      got = ccp_config_node_describe (node);
      ccp_config_context_report (
          root->context,
          CCP_CODE_WRONG_TYPE,
          node,
          "expected names with their pipelines, as in NAME: {request: […]}, got %s",
          got);
      return pipelines;
    }
  for (guint i = 0; i < ccp_config_node_get_length (node); i++)
    g_ptr_array_add (pipelines,
                     read_pipeline (root->context, ccp_config_node_get_child (node, i)));
  return pipelines;
}

void
ccp_pipeline_config_read_owner (const CcpConfigReader *owner,
                                const char *provider,
                                GPtrArray **request,
                                GPtrArray **response)
{
  const CcpConfigContext *context = owner->context;
  CcpConfigReader transformers =
      ccp_config_reader_enter (context,
                               &ccp_config_section_transformers,
                               ccp_config_reader_find (owner, "transformers"));
  g_autoptr (GPtrArray) own_request =
      ccp_transformer_ref_read_list (&transformers, "request", NULL);
  g_autoptr (GPtrArray) own_response =
      ccp_transformer_ref_read_list (&transformers, "response", NULL);
  g_autoptr (GPtrArray) names = ccp_config_reader_get_list (owner, "pipeline");

  *request = ccp_transformer_ref_new_list ();
  *response = ccp_transformer_ref_new_list ();
  for (guint i = 0; i < names->len; i++)
    take_pipeline (context, g_ptr_array_index (names, i), provider, *request, *response);
  ccp_transformer_ref_extend_list (*request, own_request);
  ccp_transformer_ref_extend_list (*response, own_response);
}

void
ccp_pipeline_config_check_used (const CcpConfigContext *context, GPtrArray *pipelines)
{
  g_return_if_fail (context != NULL);
  g_return_if_fail (pipelines != NULL);

  for (guint i = 0; i < pipelines->len; i++)
    {
      CcpPipelineConfig *pipeline = g_ptr_array_index (pipelines, i);
      g_autofree char *path = ccp_config_node_dup_path (pipeline->node);

      if (pipeline->users->len == 0)
        ccp_diagnostics_add (context->diagnostics,
                             CCP_CODE_UNUSED_PIPELINE,
                             ccp_config_node_get_key_line (pipeline->node),
                             ccp_config_node_get_key_column (pipeline->node),
                             path,
                             "no provider and no model uses this pipeline");
    }
}
