/* ccp-model-config.c: a model in the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-model-config"

#include "ccp-model-config.h"

/* in the order of the flags of CcpModalities */
static const char *const modalities[] = {
  "text", "image", "pdf", "audio", "video", NULL
};

static char *
read_name (const CcpConfigReader *reader, const char *key)
{
  g_autofree char *name = ccp_config_reader_get_string (reader, key);

  if (name != NULL && *name == '\0')
    ccp_config_context_report (reader->context,
                               CCP_CODE_BAD_VALUE,
                               ccp_config_reader_find (reader, key),
                               "expected a name, got \"\"");
  return g_steal_pointer (&name);
}

static CcpModalities
read_modality (const CcpConfigContext *context, CcpConfigNode *node)
{
  g_autofree char *text = ccp_config_context_read_string (context, node);
  g_autofree char *all = NULL;
  g_autofree char *got = NULL;

  if (text == NULL)
    return CCP_MODALITY_UNKNOWN;
  for (guint i = 0; modalities[i] != NULL; i++)
    {
      if (g_str_equal (modalities[i], text))
        return 1u << i;
    }
  all = g_strjoinv (", ", (char **) modalities);
  got = ccp_config_node_describe (node);
  ccp_config_context_report (context,
                             CCP_CODE_BAD_VALUE,
                             node,
                             "expected one of %s, got %s",
                             all,
                             got);
  return CCP_MODALITY_UNKNOWN;
}

/* Returns: -1 if it is not known */
static double
read_price (const CcpConfigReader *reader, const char *key)
{
  return ccp_config_reader_find (reader, key) != NULL
             ? ccp_config_reader_get_number (reader, key)
             : -1;
}

static CcpModelFacts
read_facts (const CcpConfigReader *reader)
{
  CcpModelFacts facts = CCP_MODEL_FACTS_UNKNOWN;
  g_autoptr (GPtrArray) nodes = ccp_config_reader_get_list (reader, "modalities");
  CcpConfigReader price =
      ccp_config_reader_enter (reader->context,
                               &ccp_config_section_price,
                               ccp_config_reader_find (reader, "price"));

  facts.context_window = ccp_config_reader_get_integer (reader, "context_window");
  facts.max_output = ccp_config_reader_get_integer (reader, "max_output");
  for (guint i = 0; i < nodes->len; i++)
    facts.modalities |= read_modality (reader->context, g_ptr_array_index (nodes, i));
  facts.price_input = read_price (&price, "input");
  facts.price_output = read_price (&price, "output");
  facts.price_cache_read = read_price (&price, "cache_read");
  facts.price_cache_write = read_price (&price, "cache_write");
  return facts;
}

static gboolean
is_empty (CcpJson *object)
{
  CcpJsonValue root;

  ccp_json_get_root (object, &root);
  return ccp_json_value_get_length (&root) == 0;
}

/* Returns: the members of both; of those that both have, that of @over counts */
static CcpJson *
overlay (CcpJson *under, CcpJson *over)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonValue above;
  CcpJsonValue root;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_get_root (over, &above);
  ccp_json_get_root (under, &root);
  ccp_json_writer_begin_object (writer);
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *key = ccp_json_value_dup_string (&name, NULL);
      CcpJsonValue other = ccp_json_value_member (&above, key);

      if (ccp_json_value_exists (&other))
        continue;
      ccp_json_writer_key_value (writer, &name);
      ccp_json_writer_value (writer, &value);
    }
  ccp_json_iter_init (&iter, &above);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      ccp_json_writer_key_value (writer, &name);
      ccp_json_writer_value (writer, &value);
    }
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

static void
replace (CcpJson **place, CcpJson *json)
{
  ccp_json_unref (*place);
  *place = json;
}

/* what is listed is nearer to the provider */
static void
put_before (GPtrArray **list, GPtrArray *first)
{
  GPtrArray *joined = ccp_transformer_ref_new_list ();

  ccp_transformer_ref_extend_list (joined, first);
  ccp_transformer_ref_extend_list (joined, *list);
  g_ptr_array_unref (*list);
  *list = joined;
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
ccp_model_config_copy (const CcpModelConfig *self)
{
  CcpModelConfig *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->provider = g_strdup (self->provider);
  copy->upstream = g_strdup (self->upstream);
  copy->request = g_ptr_array_ref (self->request);
  copy->response = g_ptr_array_ref (self->response);
  copy->options = ccp_json_ref (self->options);
  return copy;
}

CcpModelConfig *
ccp_model_config_read (const CcpConfigContext *context, CcpConfigNode *node)
{
  CcpModelConfig *self = g_new0 (CcpModelConfig, 1);
  CcpConfigReader reader =
      ccp_config_reader_enter (context, &ccp_config_section_model, node);

  self->node = node;
  self->id = read_name (&reader, "id");
  self->provider = read_name (&reader, "provider");
  self->upstream = read_name (&reader, "upstream");
  self->facts = read_facts (&reader);
  self->options = ccp_config_reader_get_object (&reader, "options");
  ccp_pipeline_config_read_owner (&reader,
                                  self->provider,
                                  &self->request,
                                  &self->response);
  if (self->upstream == NULL)
    self->upstream = g_strdup (self->id);
  return self;
}

CcpModelConfig *
ccp_model_config_read_listed (const CcpConfigContext *context,
                              CcpConfigNode *node,
                              const char *provider)
{
  g_autoptr (CcpModelConfig) self = g_new0 (CcpModelConfig, 1);
  gboolean is_mapping = ccp_config_node_get_kind (node) == CCP_CONFIG_NODE_MAPPING;
  CcpConfigReader reader = ccp_config_reader_enter (context,
                                                    &ccp_config_section_listed_model,
                                                    is_mapping ? node : NULL);

  self->node = node;
  self->id = is_mapping ? read_name (&reader, "id")
                        : ccp_config_context_read_string (context, node);
  self->provider = g_strdup (provider);
  self->upstream = g_strdup (self->id);
  self->facts = read_facts (&reader);
  self->options = ccp_config_reader_get_object (&reader, "options");
  ccp_pipeline_config_read_owner (&reader, provider, &self->request, &self->response);
  if (self->id == NULL)
    return NULL;
  if (*self->id == '\0' && !is_mapping)
    ccp_config_context_report (context,
                               CCP_CODE_BAD_VALUE,
                               node,
                               "expected the name of a model, got \"\"");
  return g_steal_pointer (&self);
}

gboolean
ccp_model_config_is_plain (const CcpModelConfig *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return ccp_model_facts_is_empty (&self->facts) && is_empty (self->options) &&
         self->request->len == 0 && self->response->len == 0;
}

void
ccp_model_config_complete (CcpModelConfig *self, const CcpModelConfig *listed)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (listed != NULL);

  ccp_model_facts_complete (&self->facts, &listed->facts);
  replace (&self->options, overlay (listed->options, self->options));
  put_before (&self->request, listed->request);
  put_before (&self->response, listed->response);
}

/* What the model does not read is a fact as well, but only if it is said what it reads.
 */
CcpJson *
ccp_model_config_describe_facts (const CcpModelConfig *self)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  g_return_val_if_fail (self != NULL, NULL);

  ccp_json_writer_begin_object (writer);
  if (self->facts.max_output > 0)
    {
      ccp_json_writer_key (writer, "max_output");
      ccp_json_writer_int (writer, self->facts.max_output);
    }
  if (self->facts.modalities != CCP_MODALITY_UNKNOWN)
    {
      ccp_json_writer_key (writer, "images");
      ccp_json_writer_boolean (writer,
                               (self->facts.modalities & CCP_MODALITY_IMAGE) != 0);
      ccp_json_writer_key (writer, "pdf");
      ccp_json_writer_boolean (writer, (self->facts.modalities & CCP_MODALITY_PDF) != 0);
    }
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
