/* ccp-config.c: the whole configuration, read and checked
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-config"

#include "ccp-config.h"

#include <string.h>

#include "ccp-config-consistency.h"
#include "ccp-config-file.h"
#include "ccp-config-names.h"
#include "ccp-config-parser.h"
#include "ccp-config-path.h"
#include "ccp-interpolation.h"
#include "ccp-listed-models.h"
#include "ccp-listen.h"
#include "ccp-preset-merge.h"

struct _CcpConfig
{
  GObject parent_instance;

  CcpConfigNode *root;
  gboolean has_all_names;
  gboolean has_all_paths;
  CcpConfigNode *routing_node;  /* (not owned) (nullable) */
  GPtrArray *listen;            /* (element-type utf8) */
  GPtrArray *client_keys;       /* (element-type CcpSecret) */
  GPtrArray *allowed_hosts;     /* (element-type utf8) */
  GPtrArray *transformer_paths; /* (element-type utf8) */
  GPtrArray *providers;         /* (element-type CcpProviderConfig) */
  GPtrArray *models;            /* (element-type CcpModelConfig) */
  GPtrArray *pipelines;         /* (element-type CcpPipelineConfig) */
  CcpJson *routing;
  guint start_hold;    /* milliseconds */
  guint ping_interval; /* milliseconds */
  guint drain_timeout; /* milliseconds */
  gboolean watch_config;
  gsize max_body;
  guint max_connections;
  guint header_timeout; /* milliseconds */
  CcpDesktopConfig desktop;
};

G_DEFINE_FINAL_TYPE (CcpConfig, ccp_config, G_TYPE_OBJECT)

static const char embedded[] = "providers:\n"
                               "  - name: demo\n"
                               "    type: demo\n"
                               "    url: http://127.0.0.1/\n"
                               "models:\n"
                               "  - id: demo\n"
                               "    provider: demo\n"
                               "routing:\n"
                               "  default: demo\n";

static GPtrArray *
read_secrets (const CcpConfigReader *reader, const char *key)
{
  GPtrArray *secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_secret_unref);
  g_autoptr (GPtrArray) nodes = ccp_config_reader_get_list (reader, key);

  for (guint i = 0; i < nodes->len; i++)
    {
      CcpSecret *secret =
          ccp_config_context_read_secret (reader->context, g_ptr_array_index (nodes, i));

      if (secret != NULL)
        g_ptr_array_add (secrets, secret);
    }
  return secrets;
}

static GPtrArray *
read_hosts (const CcpConfigReader *reader)
{
  GPtrArray *hosts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) nodes = ccp_config_reader_get_list (reader, "allowed_hosts");

  for (guint i = 0; i < nodes->len; i++)
    {
      CcpConfigNode *node = g_ptr_array_index (nodes, i);
      g_autofree char *host = ccp_config_context_read_string (reader->context, node);
      g_autofree char *got = ccp_config_node_describe (node);

      if (host == NULL)
        continue;
      if (*host != '\0' && host[strcspn (host, " /@\t")] == '\0')
        g_ptr_array_add (hosts, g_steal_pointer (&host));
      else
        ccp_config_context_report (reader->context,
                                   CCP_CODE_BAD_VALUE,
                                   node,
                                   "expected the name of a host, got %s",
                                   got);
    }
  return hosts;
}

/* Returns: (nullable) */
static char *
read_path (const CcpConfigContext *context, CcpConfigNode *node)
{
  g_autofree char *text = ccp_config_context_read_string (context, node);
  g_autofree char *path = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GError) error = NULL;

  if (text == NULL)
    return NULL;
  path = ccp_config_path_expand (text, context->folder, context->environment, &error);
  shown = ccp_config_node_is_from_environment (node) || path == NULL
              ? ccp_config_node_describe (node)
              : g_strdup_printf ("\"%s\"", path);
  if (path == NULL)
    ccp_config_context_report_value (context, CCP_CODE_BAD_VALUE, node, error->message);
  else if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    ccp_config_context_report (context,
                               CCP_CODE_MISSING_FOLDER,
                               node,
                               "there is no folder %s",
                               shown);
  return g_steal_pointer (&path);
}

static void
read_paths (CcpConfig *self, const CcpConfigReader *reader)
{
  g_autoptr (GPtrArray) nodes = ccp_config_reader_get_list (reader, "transformer_paths");
  CcpConfigNode *list = ccp_config_node_get_member (self->root, "transformer_paths");

  self->has_all_paths = list == NULL || ccp_config_node_is_whole (list);
  for (guint i = 0; i < nodes->len; i++)
    {
      char *path = read_path (reader->context, g_ptr_array_index (nodes, i));

      if (path != NULL)
        g_ptr_array_add (self->transformer_paths, path);
      else
        self->has_all_paths = FALSE;
    }
}

static void
read_providers (CcpConfig *self, const CcpConfigReader *reader)
{
  g_autoptr (GPtrArray) nodes = ccp_config_reader_get_list (reader, "providers");
  CcpConfigNode *node = ccp_config_reader_find (reader, "providers");

  for (guint i = 0; i < nodes->len; i++)
    g_ptr_array_add (
        self->providers,
        ccp_provider_config_read (reader->context, g_ptr_array_index (nodes, i)));
  if (node != NULL && nodes->len == 0)
    ccp_config_context_report (reader->context,
                               CCP_CODE_MISSING_KEY,
                               node,
                               "expected at least one provider, got an empty list");
}

static void
read_models (CcpConfig *self, const CcpConfigReader *reader)
{
  g_autoptr (GPtrArray) nodes = ccp_config_reader_get_list (reader, "models");

  for (guint i = 0; i < nodes->len; i++)
    g_ptr_array_add (
        self->models,
        ccp_model_config_read (reader->context, g_ptr_array_index (nodes, i)));
}

/* whether another name is unknown, and not one that could not be read */
static gboolean
has_all_pipelines (CcpConfig *self)
{
  CcpConfigNode *node = ccp_config_node_get_member (self->root, "pipelines");

  if (node == NULL || ccp_config_node_is_null (node))
    return !ccp_config_names_is_lost (self->root, &ccp_config_section_root, "pipelines");
  return ccp_config_node_get_kind (node) == CCP_CONFIG_NODE_MAPPING &&
         !ccp_config_node_is_partial (node);
}

static void
read_owners (CcpConfig *self, const CcpConfigReader *root)
{
  CcpConfigContext context = *root->context;
  CcpConfigReader reader = *root;

  self->pipelines = ccp_pipeline_config_read_all (root);
  context.pipelines = self->pipelines;
  context.has_all_pipelines = has_all_pipelines (self);
  reader.context = &context;
  read_providers (self, &reader);
  read_models (self, &reader);
  ccp_pipeline_config_check_used (&context, self->pipelines);
}

static void
read_root (CcpConfig *self, const CcpConfigContext *context)
{
  CcpConfigReader reader =
      ccp_config_reader_enter (context, &ccp_config_section_root, self->root);
  CcpConfigReader limits =
      ccp_config_reader_enter (context,
                               &ccp_config_section_limits,
                               ccp_config_reader_find (&reader, "limits"));

  self->listen = ccp_listen_read (&reader);
  self->client_keys = read_secrets (&reader, "client_keys");
  self->allowed_hosts = read_hosts (&reader);
  read_paths (self, &reader);
  read_owners (self, &reader);
  self->routing = ccp_config_reader_get_object (&reader, "routing");
  self->routing_node = ccp_config_reader_find (&reader, "routing");
  self->start_hold = ccp_config_reader_get_milliseconds (&reader, "start_hold");
  self->ping_interval = ccp_config_reader_get_milliseconds (&reader, "ping_interval");
  self->drain_timeout = ccp_config_reader_get_milliseconds (&reader, "drain_timeout");
  self->watch_config = ccp_config_reader_get_boolean (&reader, "watch_config");
  self->max_body = ccp_config_reader_get_size (&limits, "max_body");
  self->max_connections = ccp_config_reader_get_integer (&limits, "max_connections");
  self->header_timeout = ccp_config_reader_get_milliseconds (&limits, "header_timeout");
  self->desktop = ccp_desktop_config_read (&reader);

  self->has_all_names = ccp_config_names_has_providers (self->root) &&
                        ccp_config_names_has_models (self->root);
  ccp_config_consistency_check (context,
                                self->providers,
                                self->models,
                                ccp_config_names_has_providers (self->root));
  ccp_listed_models_take (self->providers,
                          self->models,
                          ccp_config_reader_find (&reader, "models") != NULL);
}

static CcpConfig *
read_config (GBytes *yaml, const CcpConfigContext *context)
{
  g_autoptr (CcpConfig) self = g_object_new (CCP_TYPE_CONFIG, NULL);

  self->root = ccp_config_parser_run (yaml, context->diagnostics);
  if (self->root == NULL)
    return NULL;
  ccp_interpolation_expand_tree (self->root, context->environment, context->diagnostics);
  ccp_preset_merge_run (self->root, context);
  read_root (self, context);
  return g_steal_pointer (&self);
}

static void
ccp_config_finalize (GObject *object)
{
  CcpConfig *self = CCP_CONFIG (object);

  g_clear_pointer (&self->listen, g_ptr_array_unref);
  g_clear_pointer (&self->client_keys, g_ptr_array_unref);
  g_clear_pointer (&self->allowed_hosts, g_ptr_array_unref);
  g_clear_pointer (&self->transformer_paths, g_ptr_array_unref);
  g_clear_pointer (&self->providers, g_ptr_array_unref);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_clear_pointer (&self->pipelines, g_ptr_array_unref);
  g_clear_pointer (&self->routing, ccp_json_unref);
  g_clear_pointer (&self->root, ccp_config_node_free);

  G_OBJECT_CLASS (ccp_config_parent_class)->finalize (object);
}

static void
ccp_config_class_init (CcpConfigClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_config_finalize;
}

static void
ccp_config_init (CcpConfig *self)
{
  self->providers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_provider_config_free);
  self->models = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_model_config_free);
  self->transformer_paths = g_ptr_array_new_with_free_func (g_free);
}

CcpConfig *
ccp_config_new_from_file (const char *path,
                          const char *const *environment,
                          CcpDiagnostics *diagnostics)
{
  g_autofree char *absolute = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (GBytes) yaml = NULL;
  CcpConfigContext context = { .diagnostics = diagnostics, .environment = environment };

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (diagnostics), NULL);

  yaml = ccp_config_file_read (path, &context.is_exposed, diagnostics);
  if (yaml == NULL)
    return NULL;
  absolute = g_canonicalize_filename (path, NULL);
  folder = g_path_get_dirname (absolute);
  context.folder = folder;
  return read_config (yaml, &context);
}

CcpConfig *
ccp_config_new_from_bytes (GBytes *yaml,
                           const char *const *environment,
                           CcpDiagnostics *diagnostics)
{
  CcpConfigContext context = { .diagnostics = diagnostics, .environment = environment };

  g_return_val_if_fail (yaml != NULL, NULL);
  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (diagnostics), NULL);

  return read_config (yaml, &context);
}

CcpConfig *
ccp_config_new_embedded (void)
{
  g_autoptr (GBytes) yaml = g_bytes_new_static (embedded, strlen (embedded));
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("the embedded default");
  g_auto (GStrv) environment = g_get_environ ();

  return ccp_config_new_from_bytes (yaml, (const char *const *) environment, diagnostics);
}

CcpConfigNode *
ccp_config_get_root (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), NULL);

  return self->root;
}

gboolean
ccp_config_has_all_names (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), FALSE);

  return self->has_all_names;
}

gboolean
ccp_config_has_all_paths (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), FALSE);

  return self->has_all_paths;
}

GPtrArray *
ccp_config_get_listen (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), NULL);

  return self->listen;
}

GPtrArray *
ccp_config_get_client_keys (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), NULL);

  return self->client_keys;
}

GPtrArray *
ccp_config_get_allowed_hosts (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), NULL);

  return self->allowed_hosts;
}

GPtrArray *
ccp_config_get_transformer_paths (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), NULL);

  return self->transformer_paths;
}

GPtrArray *
ccp_config_get_providers (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), NULL);

  return self->providers;
}

GPtrArray *
ccp_config_get_models (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), NULL);

  return self->models;
}

GPtrArray *
ccp_config_get_pipelines (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), NULL);

  return self->pipelines;
}

CcpJson *
ccp_config_get_routing (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), NULL);

  return self->routing;
}

CcpConfigNode *
ccp_config_get_routing_node (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), NULL);

  return self->routing_node;
}

guint
ccp_config_get_start_hold (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), 0);

  return self->start_hold;
}

guint
ccp_config_get_ping_interval (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), 0);

  return self->ping_interval;
}

guint
ccp_config_get_drain_timeout (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), 0);

  return self->drain_timeout;
}

gboolean
ccp_config_get_watch_config (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), FALSE);

  return self->watch_config;
}

gsize
ccp_config_get_max_body (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), 0);

  return self->max_body;
}

guint
ccp_config_get_max_connections (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), 0);

  return self->max_connections;
}

guint
ccp_config_get_header_timeout (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), 0);

  return self->header_timeout;
}

const CcpDesktopConfig *
ccp_config_get_desktop (CcpConfig *self)
{
  g_return_val_if_fail (CCP_IS_CONFIG (self), NULL);

  return &self->desktop;
}
