/* ccp-routing-check.c: checks the routing of a configuration against its router
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-routing-check"

#include "ccp-routing-check.h"

#include "ccp-class-lookup.h"
#include "ccp-config-names.h"
#include "ccp-option-check.h"
#include "ccp-settings-fault.h"

typedef struct
{
  CcpPluginRegistry *registry;
  const CcpConfigContext *context;
  CcpConfig *config;
  CcpCatalog *catalog;
  CcpConfigNode *routing;
  const char *type;      /* (nullable): the router */
  CcpOptionTable *table; /* (nullable): the keys that only this router has */
} Checker;

/* the keys that each router has */
#define ROUTER "router"
#define DEFAULT "default"

/* the code of a finding that may be wrong while not all names could be read */
#define UNKNOWN_MODEL "unknown-model"

static void
report (Checker *self, CcpDiagnosticCode code, CcpConfigNode *node, const char *message)
{
  ccp_config_context_report_value (self->context, code, node, message);
}

/* a name that is not there may be one of those that could not be read */
static gboolean
check_target (Checker *self, CcpConfigNode *node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpRoute) route = ccp_catalog_resolve (self->catalog,
                                                    ccp_config_node_get_key (node),
                                                    ccp_config_node_get_scalar (node),
                                                    &error);

  if (route == NULL && ccp_config_has_all_names (self->config))
    report (self, CCP_CODE_UNKNOWN_MODEL, node, error->message);
  return route != NULL;
}

static gboolean
is_string (CcpConfigNode *node)
{
  g_autoptr (CcpJson) json = ccp_config_node_to_json (node);
  CcpJsonValue value;

  ccp_json_get_root (json, &value);
  return ccp_json_value_is_string (&value);
}

static void
report_unknown_rule (Checker *self, CcpConfigNode *node)
{
  guint n_specs = self->table != NULL ? ccp_option_table_get_length (self->table) : 0;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *near = NULL;
  g_autofree char *all = NULL;
  g_autofree char *message = NULL;

  g_ptr_array_add (names, ROUTER);
  g_ptr_array_add (names, DEFAULT);
  for (guint i = 0; i < n_specs; i++)
    {
      char *name = ccp_option_table_get (self->table, i)->name;

      if (!g_str_equal (name, DEFAULT))
        g_ptr_array_add (names, name);
    }
  g_ptr_array_add (names, NULL);

  near = ccp_near_match_describe (ccp_config_node_get_key (node),
                                  (const char *const *) names->pdata);
  all = g_strjoinv (", ", (char **) names->pdata);
  message = *near != '\0' ? g_strconcat ("unknown key", near, NULL)
                          : g_strconcat ("unknown key; known here: ", all, NULL);
  ccp_config_context_report_key (self->context, CCP_CODE_UNKNOWN_KEY, node, message);
}

/* A string names a model, unless the router says that the key is for something else. */
static gboolean
check_rule (Checker *self, CcpConfigNode *node)
{
  const char *key = ccp_config_node_get_key (node);
  const CcpOptionSpec *spec = NULL;

  if (self->table != NULL)
    spec = ccp_option_table_find (self->table, key);
  if (spec == NULL && !g_str_equal (key, DEFAULT))
    {
      if (self->type != NULL)
        report_unknown_rule (self, node);
      return FALSE;
    }
  if (!ccp_config_node_is_whole (node) ||
      (spec != NULL && !ccp_option_check_value (self->context, spec, node)))
    return FALSE;
  if (!is_string (node) || (spec != NULL && spec->type != CCP_OPTION_TARGET))
    return TRUE;
  return check_target (self, node);
}

static gboolean
check_rules (Checker *self)
{
  gboolean good = !ccp_config_node_is_partial (self->routing);

  for (guint i = 0; i < ccp_config_node_get_length (self->routing); i++)
    {
      CcpConfigNode *node = ccp_config_node_get_child (self->routing, i);

      if (ccp_diagnostics_is_full (self->context->diagnostics))
        return FALSE;
      if (!g_str_equal (ccp_config_node_get_key (node), ROUTER))
        good &= check_rule (self, node);
    }
  return good;
}

/* fills in type and table, as far as they can be told */
static void
find_router (Checker *self)
{
  CcpConfigNode *node = ccp_config_node_get_member (self->routing, ROUTER);
  const char *name = CCP_PLUGIN_REGISTRY_DEFAULT_ROUTER;
  CcpClassLookup found = { NULL, NULL };
  g_autoptr (GError) error = NULL;

  if (node != NULL && ccp_config_node_is_null (node))
    node = NULL;
  if (node != NULL && ccp_config_node_get_kind (node) == CCP_CONFIG_NODE_BROKEN)
    return;
  if (node != NULL)
    name = ccp_config_node_get_scalar (node);
  if (name == NULL)
    return report (self,
                   CCP_CODE_WRONG_TYPE,
                   node,
                   "expected the name of a plugin that is a router");
  if (ccp_class_lookup_find (ccp_plugin_registry_get_plugins (self->registry),
                             CCP_TYPE_ROUTER,
                             name,
                             &found,
                             &error))
    {
      self->type = name;
      self->table = ccp_plugin_info_get_params (found.info, found.class_name);
    }
  else
    ccp_class_lookup_report (&found,
                             self->context,
                             node != NULL ? node : self->routing,
                             error);
}

/* Returns: whether the router finds no error */
static gboolean
lint_router (Checker *self)
{
  g_autoptr (CcpFindings) findings = ccp_findings_new ();
  g_autoptr (GError) error = NULL;
  gboolean good = TRUE;

  if (!ccp_plugin_registry_lint_router (self->registry,
                                        self->type,
                                        ccp_config_get_routing (self->config),
                                        self->catalog,
                                        findings,
                                        &error))
    {
      report (self, CCP_CODE_BAD_ROUTING, self->routing, error->message);
      return FALSE;
    }
  for (guint i = 0; i < ccp_findings_get_length (findings); i++)
    {
      good &= ccp_findings_get_severity (findings, i) != CCP_SEVERITY_ERROR;
      if (ccp_config_has_all_names (self->config) ||
          !g_str_equal (ccp_findings_get_code (findings, i), UNKNOWN_MODEL))
        ccp_settings_fault_report_finding (self->context, self->routing, findings, i);
    }
  return good;
}

static void
check_router (Checker *self)
{
  g_autoptr (CcpRouter) instance = NULL;
  g_autoptr (GError) error = NULL;

  if ((self->table != NULL && !ccp_option_check_required (self->context,
                                                          self->table,
                                                          self->routing,
                                                          self->routing)) ||
      !lint_router (self))
    return;
  instance = ccp_plugin_registry_create_router (self->registry,
                                                self->type,
                                                ccp_config_get_routing (self->config),
                                                self->catalog,
                                                &error);
  if (instance == NULL)
    report (self, CCP_CODE_BAD_ROUTING, self->routing, error->message);
}

/* @place: (nullable): a key without a value; else the key is not there at all */
static void
report_missing (Checker *self, CcpConfigNode *place)
{
  CcpConfigNode *root = ccp_config_get_root (self->config);
  CcpConfigNode *node = place != NULL ? place : root;

  if (ccp_config_node_get_kind (root) != CCP_CONFIG_NODE_MAPPING ||
      ccp_config_names_is_lost (root, &ccp_config_section_root, "routing"))
    return;
  ccp_diagnostics_add (self->context->diagnostics,
                       CCP_CODE_MISSING_KEY,
                       ccp_config_node_get_line (node),
                       ccp_config_node_get_column (node),
                       "routing",
                       "missing; name the model that answers, as in "
                       "routing: {default: MODEL}");
}

void
ccp_routing_check_run (CcpPluginRegistry *registry,
                       const CcpConfigContext *context,
                       CcpConfig *config)
{
  g_autoptr (CcpCatalog) catalog = ccp_config_build_catalog (config);
  Checker self = { .registry = registry,
                   .context = context,
                   .config = config,
                   .catalog = catalog };
  CcpConfigNode *node =
      ccp_config_node_get_member (ccp_config_get_root (config), "routing");

  if (node == NULL || ccp_config_node_is_null (node))
    return report_missing (&self, node);
  if (ccp_config_node_get_kind (node) != CCP_CONFIG_NODE_MAPPING)
    return;
  self.routing = node;
  find_router (&self);
  if (check_rules (&self) && self.type != NULL)
    check_router (&self);
}
