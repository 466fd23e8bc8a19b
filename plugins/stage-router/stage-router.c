/* stage-router.c: sends each request to the model that is set for its kind of work
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router.h"

#include "stage-router-decision.h"
#include "stage-router-lint.h"
#include "stage-router-tag.h"

#define TAG_STAGE "explicit"
#define TAG_RULE "tag"
#define PROFILE_RULE "profile"

#define PROFILE_HEADER "x-ccproxy-profile"

struct _StageRouter
{
  CcpSimpleRouter parent_instance;

  CcpCatalog *catalog;
  StageRouterSettings *settings;
};

G_DEFINE_FINAL_TYPE (StageRouter, stage_router, CCP_TYPE_SIMPLE_ROUTER)

static StageRouterSettings *
read_settings (CcpJson *json, CcpCatalog *catalog, CcpFindings *findings)
{
  StageRouterReader reader = { catalog, findings };
  StageRouterSettings *settings = NULL;
  CcpJsonValue root;

  ccp_json_get_root (json, &root);
  settings = stage_router_settings_new (&reader, &root);
  stage_router_lint_check (&reader, settings);
  return settings;
}

/* Returns: whether there is no error; the first one is told */
static gboolean
check_findings (CcpFindings *findings, GError **error)
{
  for (guint i = 0; i < ccp_findings_get_length (findings); i++)
    {
      if (ccp_findings_get_severity (findings, i) != CCP_SEVERITY_ERROR)
        continue;
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "routing.%s: %s",
                   ccp_findings_get_place (findings, i),
                   ccp_findings_get_message (findings, i));
      return FALSE;
    }
  return TRUE;
}

static gboolean
stage_router_configure (CcpSimpleRouter *router,
                        CcpJson *settings,
                        CcpCatalog *catalog,
                        GError **error)
{
  StageRouter *self = STAGE_ROUTER_ROUTER (router);
  g_autoptr (CcpFindings) findings = ccp_findings_new ();
  g_autoptr (StageRouterSettings) read = read_settings (settings, catalog, findings);

  if (!check_findings (findings, error))
    return FALSE;
  self->catalog = ccp_catalog_ref (catalog);
  self->settings = g_steal_pointer (&read);
  return TRUE;
}

static void
stage_router_lint (CcpSimpleRouter *router,
                   CcpJson *settings,
                   CcpCatalog *catalog,
                   CcpFindings *findings)
{
  stage_router_settings_free (read_settings (settings, catalog, findings));
}

/* Returns: (transfer full) (nullable): where the first of @names that is known leads to
 */
static CcpRoute *
resolve_tags (StageRouter *self, const GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    {
      CcpRoute *route = ccp_catalog_resolve (self->catalog,
                                             TAG_STAGE,
                                             g_ptr_array_index (names, i),
                                             NULL);

      if (route != NULL)
        return route;
    }
  return NULL;
}

/* A tag is part of a prompt, and so is not shown.
 * Returns: (transfer full) (nullable) */
static CcpRoute *
take_tags (StageRouter *self, CcpExchange *exchange, StageRouterTrace *trace)
{
  g_autoptr (CcpJson) body = NULL;
  g_autoptr (GPtrArray) names =
      stage_router_tag_take (ccp_exchange_get_body (exchange), &body);
  CcpRoute *route = NULL;

  if (names == NULL)
    {
      stage_router_trace_add (trace,
                              TAG_RULE,
                              CCP_ROUTE_MISSED,
                              "the prompt names no model");
      return NULL;
    }
  ccp_exchange_set_body (exchange, body);
  route = resolve_tags (self, names);
  if (route != NULL)
    {
      stage_router_trace_add (trace,
                              TAG_RULE,
                              CCP_ROUTE_MATCHED,
                              "the prompt names the model");
      return route;
    }
  stage_router_trace_add (trace,
                          TAG_RULE,
                          CCP_ROUTE_SKIPPED,
                          "ignored: no model is called as the tag in the prompt says");
  g_message ("%s: a tag in the prompt names no model that the configuration has; ignored",
             ccp_exchange_get_id (exchange));
  return NULL;
}

/* Returns: (transfer none) (nullable): what goes before the settings themselves */
static const StageRouterSheet *
find_profile (StageRouter *self, CcpExchange *exchange, StageRouterTrace *trace)
{
  const char *asked =
      ccp_headers_get (ccp_exchange_get_headers (exchange), PROFILE_HEADER);
  const StageRouterSheet *found =
      stage_router_settings_find_profile (self->settings, asked);

  if (found != NULL)
    {
      stage_router_trace_add_printf (trace,
                                     PROFILE_RULE,
                                     CCP_ROUTE_MATCHED,
                                     "%s, by the header",
                                     asked);
      return found;
    }
  if (asked != NULL)
    stage_router_trace_add (trace,
                            PROFILE_RULE,
                            CCP_ROUTE_SKIPPED,
                            "no profile is called as the header says");
  found = stage_router_settings_find_profile (self->settings, self->settings->profile);
  if (found != NULL)
    stage_router_trace_add (trace,
                            PROFILE_RULE,
                            CCP_ROUTE_MATCHED,
                            self->settings->profile);
  return found;
}

static CcpRoute *
stage_router_route (CcpSimpleRouter *router, CcpExchange *exchange, GError **error)
{
  StageRouter *self = STAGE_ROUTER_ROUTER (router);
  g_auto (StageRouterTrace) trace = { 0 };
  CcpRoute *route = NULL;

  stage_router_trace_init (&trace);
  route = take_tags (self, exchange, &trace);
  if (route == NULL)
    {
      g_auto (StageRouterRequest) request = { 0 };
      StageRouterDecision decision = { self->catalog,
                                       find_profile (self, exchange, &trace),
                                       self->settings->base,
                                       &request,
                                       &trace };

      stage_router_request_init (&request, exchange);
      route = stage_router_decision_make (&decision);
      if (request.tokens >= 0)
        ccp_route_set_tokens (route, request.tokens);
    }
  stage_router_trace_write (&trace, route);
  return route;
}

static void
stage_router_finalize (GObject *object)
{
  StageRouter *self = STAGE_ROUTER_ROUTER (object);

  g_clear_pointer (&self->catalog, ccp_catalog_unref);
  g_clear_pointer (&self->settings, stage_router_settings_free);

  G_OBJECT_CLASS (stage_router_parent_class)->finalize (object);
}

static void
stage_router_class_init (StageRouterClass *klass)
{
  CcpSimpleRouterClass *router_class = CCP_SIMPLE_ROUTER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = stage_router_finalize;
  router_class->configure = stage_router_configure;
  router_class->lint = stage_router_lint;
  router_class->route = stage_router_route;
}

static void
stage_router_init (StageRouter *self)
{
}
