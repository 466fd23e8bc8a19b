/* ccp-model-config.c: one entry of models in the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-model-config"

#include "ccp-model-config.h"

static char *
read_name (const CcpConfigReader *reader, const char *key)
{
  g_autofree char *name = ccp_config_reader_get_string (reader, key);

  if (name != NULL && *name == '\0')
    ccp_config_context_report (reader->context,
                               CCP_DIAGNOSTIC_ERROR,
                               ccp_config_reader_find (reader, key),
                               "expected a name, got \"\"");
  return g_steal_pointer (&name);
}

void
ccp_model_config_free (CcpModelConfig *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->provider, g_free);
  g_clear_pointer (&self->upstream, g_free);
  g_clear_pointer (&self->request, g_ptr_array_unref);
  g_clear_pointer (&self->response, g_ptr_array_unref);
  g_clear_pointer (&self->options, ccp_json_unref);
  g_free (self);
}

CcpModelConfig *
ccp_model_config_read (const CcpConfigContext *context, CcpConfigNode *node)
{
  CcpModelConfig *self = g_new0 (CcpModelConfig, 1);
  CcpConfigReader reader =
      ccp_config_reader_enter (context, &ccp_config_section_model, node);
  CcpConfigReader transformers =
      ccp_config_reader_enter (context,
                               &ccp_config_section_transformers,
                               ccp_config_reader_find (&reader, "transformers"));

  self->node = node;
  self->id = read_name (&reader, "id");
  self->provider = read_name (&reader, "provider");
  self->upstream = read_name (&reader, "upstream");
  self->options = ccp_config_reader_get_object (&reader, "options");
  self->request = ccp_transformer_ref_read_list (&transformers, "request");
  self->response = ccp_transformer_ref_read_list (&transformers, "response");
  if (self->upstream == NULL)
    self->upstream = g_strdup (self->id);
  return self;
}

CcpModelConfig *
ccp_model_config_new (const char *id, const char *provider, CcpConfigNode *node)
{
  CcpModelConfig *self = NULL;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (provider != NULL, NULL);

  self = g_new0 (CcpModelConfig, 1);
  self->id = g_strdup (id);
  self->provider = g_strdup (provider);
  self->upstream = g_strdup (id);
  self->options = ccp_json_new_from_text ("{}", -1, NULL);
  self->request =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_transformer_ref_free);
  self->response =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_transformer_ref_free);
  self->node = node;
  self->is_listed = TRUE;
  return self;
}
