/* ccp-provider-config.c: one entry of providers in the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-provider-config"

#include "ccp-provider-config.h"

#include <string.h>

#include "ccp-provider-url.h"

#define NAME_CHARACTERS                                                                  \
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"

/* a name of a wrong form is a name all the same: what refers to it finds it */
static char *
read_name (const CcpConfigReader *reader)
{
  g_autofree char *name = ccp_config_reader_get_string (reader, "name");
  g_autofree char *got = NULL;

  if (name == NULL || (*name != '\0' && name[strspn (name, NAME_CHARACTERS)] == '\0'))
    return g_steal_pointer (&name);
  got = ccp_config_node_describe (ccp_config_reader_find (reader, "name"));
  ccp_config_context_report (reader->context,
                             CCP_CODE_BAD_VALUE,
                             ccp_config_reader_find (reader, "name"),
                             "expected letters, digits, \".\", \"_\" and \"-\", got %s",
                             got);
  return g_steal_pointer (&name);
}

static char *
read_url (const CcpConfigReader *reader)
{
  g_autofree char *url = ccp_config_reader_get_string (reader, "url");
  CcpConfigNode *node = ccp_config_reader_find (reader, "url");
  gboolean is_exposed = FALSE;
  g_autofree char *got = NULL;
  g_autoptr (GError) error = NULL;

  if (url == NULL)
    return NULL;
  if (!ccp_provider_url_check (url, &is_exposed, &error))
    {
      got = ccp_config_node_describe (node);
      ccp_config_context_report (reader->context,
                                 CCP_CODE_BAD_URL,
                                 node,
                                 "%s%s%s",
                                 error->message,
                                 strchr (url, '@') == NULL ? ", got " : "",
                                 strchr (url, '@') == NULL ? got : "");
      return NULL;
    }
  if (is_exposed)
    ccp_config_context_report (reader->context,
                               CCP_CODE_PLAIN_HTTP,
                               node,
                               "prompts and keys go over the network in the clear; "
                               "use https");
  return g_steal_pointer (&url);
}

static void
report_model_twice (const CcpConfigContext *context, CcpConfigNode *node)
{
  CcpConfigNode *id = ccp_config_node_get_member (node, "id");
  CcpConfigNode *place = id != NULL ? id : node;
  g_autofree char *shown = ccp_config_node_describe (place);

  ccp_config_context_report (context,
                             CCP_CODE_DUPLICATE_ID,
                             place,
                             "the model %s is in the list twice",
                             shown);
}

static GPtrArray *
read_models (const CcpConfigReader *reader, const char *provider)
{
  GPtrArray *models =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_model_config_free);
  g_autoptr (GPtrArray) nodes = ccp_config_reader_get_list (reader, "models");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < nodes->len; i++)
    {
      CcpModelConfig *model = ccp_model_config_read_listed (reader->context,
                                                            g_ptr_array_index (nodes, i),
                                                            provider);

      if (model == NULL)
        continue;
      g_ptr_array_add (models, model);
      if (!g_hash_table_add (seen, model->id))
        report_model_twice (reader->context, model->node);
    }
  return models;
}

static void
read_key (CcpProviderConfig *self, const CcpConfigReader *reader)
{
  CcpConfigNode *node = ccp_config_reader_find (reader, "api_key");

  if (node != NULL && ccp_config_node_get_kind (node) == CCP_CONFIG_NODE_MAPPING)
    self->key_command = ccp_key_command_read (reader->context, node);
  else
    self->key = ccp_config_reader_get_secret (reader, "api_key");
}

void
ccp_provider_config_free (CcpProviderConfig *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->preset, g_free);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->key, ccp_secret_unref);
  g_clear_pointer (&self->key_command, ccp_key_command_free);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_clear_pointer (&self->request, g_ptr_array_unref);
  g_clear_pointer (&self->response, g_ptr_array_unref);
  g_clear_pointer (&self->options, ccp_json_unref);
  g_free (self);
}

CcpProviderConfig *
ccp_provider_config_read (const CcpConfigContext *context, CcpConfigNode *node)
{
  CcpProviderConfig *self = g_new0 (CcpProviderConfig, 1);
  CcpConfigReader reader =
      ccp_config_reader_enter (context, &ccp_config_section_provider, node);

  self->node = node;
  self->name = read_name (&reader);
  self->preset = ccp_config_reader_get_string (&reader, "preset");
  self->type = ccp_config_reader_get_string (&reader, "type");
  self->url = read_url (&reader);
  read_key (self, &reader);
  self->timeout = ccp_config_reader_get_integer (&reader, "timeout");
  self->models = read_models (&reader, self->name);
  self->options = ccp_config_reader_get_object (&reader, "options");
  ccp_pipeline_config_read_owner (&reader, self->name, &self->request, &self->response);
  return self;
}

CcpJson *
ccp_provider_config_describe (const CcpProviderConfig *self, CcpJson *complete_options)
{
  g_autoptr (CcpJsonWriter) writer = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (complete_options != NULL, NULL);

  writer = ccp_json_writer_new ();
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "name");
  ccp_json_writer_string (writer, self->name);
  ccp_json_writer_key (writer, "url");
  ccp_json_writer_string (writer, self->url);
  ccp_json_writer_key (writer, "options");
  ccp_json_writer_document (writer, complete_options);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
