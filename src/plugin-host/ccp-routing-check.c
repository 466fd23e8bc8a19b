/* ccp-routing-check.c: checks the routing of a configuration against its router
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-routing-check"

#include "ccp-routing-check.h"

#include <string.h>

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
  GArray *routers;    /* (element-type Router) */
  gboolean is_known;  /* whether all routers were found */
  gboolean is_whole;  /* whether all of the routing could be read */
  GPtrArray *refused; /* (element-type utf8): keys that something was said about */
} Checker;

typedef struct
{
  const char *type;
  CcpOptionTable *table; /* (nullable): the keys that only this router has */
} Router;

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

static const Router *
get_router (Checker *self, guint index)
{
  return &g_array_index (self->routers, Router, index);
}

/* Returns: (nullable): what the first router that has the key says of it */
static const CcpOptionSpec *
find_spec (Checker *self, const char *key)
{
  const CcpOptionSpec *spec = NULL;

  for (guint i = 0; spec == NULL && i < self->routers->len; i++)
    if (get_router (self, i)->table != NULL)
      spec = ccp_option_table_find (get_router (self, i)->table, key);
  return spec;
}

static void
add_names (GPtrArray *names, CcpOptionTable *table)
{
  for (guint i = 0; i < ccp_option_table_get_length (table); i++)
    {
      char *name = ccp_option_table_get (table, i)->name;

      if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, name);
    }
}

static void
report_unknown_rule (Checker *self, CcpConfigNode *node)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *near = NULL;
  g_autofree char *all = NULL;
  g_autofree char *message = NULL;

  g_ptr_array_add (names, ROUTER);
  g_ptr_array_add (names, DEFAULT);
  for (guint i = 0; i < self->routers->len; i++)
    if (get_router (self, i)->table != NULL)
      add_names (names, get_router (self, i)->table);
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
  const CcpOptionSpec *spec = find_spec (self, key);

  if (spec == NULL && !g_str_equal (key, DEFAULT))
    {
      if (self->is_known)
        report_unknown_rule (self, node);
      return FALSE;
    }
  self->is_whole &= ccp_config_node_is_whole (node);
  if (!ccp_config_node_is_whole (node) ||
      (spec != NULL && !ccp_option_check_value (self->context, spec, node)))
    return FALSE;
  if (!is_string (node) || (spec != NULL && spec->type != CCP_OPTION_TARGET &&
                            spec->type != CCP_OPTION_TARGETS))
    return TRUE;
  return check_target (self, node);
}

static void
check_rules (Checker *self)
{
  self->is_whole = !ccp_config_node_is_partial (self->routing);
  for (guint i = 0; i < ccp_config_node_get_length (self->routing); i++)
    {
      CcpConfigNode *node = ccp_config_node_get_child (self->routing, i);
      const char *key = ccp_config_node_get_key (node);

      if (ccp_diagnostics_is_full (self->context->diagnostics))
        return;
      if (!g_str_equal (key, ROUTER) && !check_rule (self, node))
        g_ptr_array_add (self->refused, (char *) key);
    }
}

/* @node: (nullable): where it is named */
static void
add_router (Checker *self, const char *name, CcpConfigNode *node)
{
  CcpClassLookup found = { NULL, NULL };
  g_autoptr (GError) error = NULL;
  Router router = { name, NULL };

  if (!ccp_class_lookup_find (ccp_plugin_registry_get_plugins (self->registry),
                              CCP_TYPE_ROUTER,
                              name,
                              &found,
                              &error))
    {
      self->is_known = FALSE;
      ccp_class_lookup_report (&found,
                               self->context,
                               node != NULL ? node : self->routing,
                               error);
      return;
    }
  router.table = ccp_plugin_info_get_params (found.info, found.class_name);
  g_array_append_val (self->routers, router);
}

static void
add_named_router (Checker *self, CcpConfigNode *node)
{
  const char *name = ccp_config_node_get_scalar (node);

  if (name != NULL)
    return add_router (self, name, node);
  self->is_known = FALSE;
  if (ccp_config_node_get_kind (node) != CCP_CONFIG_NODE_BROKEN)
    report (self,
            CCP_CODE_WRONG_TYPE,
            node,
            "expected the name of a plugin that is a router");
}

/* One router, or a list of which the first that decides wins. */
static void
find_routers (Checker *self)
{
  CcpConfigNode *node = ccp_config_node_get_member (self->routing, ROUTER);

  self->is_known = TRUE;
  if (node == NULL || ccp_config_node_is_null (node))
    return add_router (self, CCP_PLUGIN_REGISTRY_DEFAULT_ROUTER, NULL);
  if (ccp_config_node_get_kind (node) != CCP_CONFIG_NODE_SEQUENCE)
    return add_named_router (self, node);
  if (ccp_config_node_get_length (node) == 0)
    {
      self->is_known = FALSE;
      report (self,
              CCP_CODE_WRONG_TYPE,
              node,
              "expected at least one router, got an empty list");
    }
  for (guint i = 0; i < ccp_config_node_get_length (node); i++)
    add_named_router (self, ccp_config_node_get_child (node, i));
}

static gboolean
is_refused (Checker *self, const char *place)
{
  g_autofree char *key = g_strndup (place, strcspn (place, ".["));

  return g_ptr_array_find_with_equal_func (self->refused, key, g_str_equal, NULL);
}

/* What was said about a key need not be said again by its router. */
static void
report_findings (Checker *self, CcpFindings *findings)
{
  for (guint i = 0; i < ccp_findings_get_length (findings); i++)
    if (!is_refused (self, ccp_findings_get_place (findings, i)) &&
        (ccp_config_has_all_names (self->config) ||
         !g_str_equal (ccp_findings_get_code (findings, i), UNKNOWN_MODEL)))
      ccp_settings_fault_report_finding (self->context, self->routing, findings, i);
}

static gboolean
has_error (CcpFindings *findings)
{
  for (guint i = 0; i < ccp_findings_get_length (findings); i++)
    if (ccp_findings_get_severity (findings, i) == CCP_SEVERITY_ERROR)
      return TRUE;
  return FALSE;
}

/* Returns: whether the router finds no error */
static gboolean
lint_router (Checker *self, const Router *router)
{
  g_autoptr (CcpFindings) findings = ccp_findings_new ();
  g_autoptr (GError) error = NULL;

  if (!ccp_plugin_registry_lint_router (self->registry,
                                        router->type,
                                        ccp_config_get_routing (self->config),
                                        self->catalog,
                                        findings,
                                        &error))
    {
      report (self, CCP_CODE_BAD_ROUTING, self->routing, error->message);
      return FALSE;
    }
  report_findings (self, findings);
  return !has_error (findings);
}

static void
check_required (Checker *self, const Router *router)
{
  if (router->table == NULL || ccp_option_check_required (self->context,
                                                          router->table,
                                                          self->routing,
                                                          self->routing))
    return;
  for (guint i = 0; i < ccp_option_table_get_length (router->table); i++)
    {
      const CcpOptionSpec *spec = ccp_option_table_get (router->table, i);
      CcpConfigNode *node = ccp_config_node_get_member (self->routing, spec->name);

      if (spec->required && (node == NULL || ccp_config_node_is_null (node)))
        g_ptr_array_add (self->refused, spec->name);
    }
}

static void
check_router (Checker *self, const Router *router)
{
  g_autoptr (CcpRouter) instance = NULL;
  g_autoptr (GError) error = NULL;

  check_required (self, router);
  if (!lint_router (self, router) || self->refused->len > 0)
    return;
  instance = ccp_plugin_registry_create_router (self->registry,
                                                router->type,
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
  g_autoptr (GArray) routers = g_array_new (FALSE, FALSE, sizeof (Router));
  g_autoptr (GPtrArray) refused = g_ptr_array_new ();
  Checker self = { .registry = registry,
                   .context = context,
                   .config = config,
                   .catalog = catalog,
                   .routers = routers,
                   .refused = refused };
  CcpConfigNode *node =
      ccp_config_node_get_member (ccp_config_get_root (config), "routing");

  if (node == NULL || ccp_config_node_is_null (node))
    return report_missing (&self, node);
  if (ccp_config_node_get_kind (node) != CCP_CONFIG_NODE_MAPPING)
    return;
  self.routing = node;
  find_routers (&self);
  check_rules (&self);
  for (guint i = 0; self.is_whole && i < routers->len; i++)
    check_router (&self, get_router (&self, i));
}
