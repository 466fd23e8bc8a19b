/* ccp-decision-report.c: says which way a request would go, and why
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "ccp-decision-report.h"

#include "ccp-failover.h"
#include "ccp-json-members.h"

static const char *
get_verdict (CcpRouteVerdict verdict)
{
  switch (verdict)
    {
    case CCP_ROUTE_MATCHED:
      return "matched";
    case CCP_ROUTE_MISSED:
      return "missed";
    case CCP_ROUTE_SKIPPED:
    default:
      return "skipped";
    }
}

static void
append_target (GString *text, const char *label, CcpRoute *route, CcpCatalog *catalog)
{
  const CcpModelFacts *facts = ccp_catalog_find_facts (catalog, route);
  const char *id = ccp_route_get_model_id (route);

  g_string_append_printf (text,
                          "%-9s %s/%s",
                          label,
                          ccp_route_get_provider (route),
                          ccp_route_get_model (route));
  if (id != NULL && !g_str_equal (id, ccp_route_get_model (route)))
    g_string_append_printf (text, " (%s)", id);
  if (ccp_route_get_long_context (route))
    g_string_append (text, ", with its long context");
  else if (facts != NULL && facts->context_window > 0)
    g_string_append_printf (text,
                            ", %" G_GINT64_FORMAT " tokens of context",
                            facts->context_window);
  g_string_append_c (text, '\n');
}

static void
append_steps (GString *text, CcpRoute *route)
{
  guint n_steps = ccp_route_get_n_steps (route);

  g_string_append (text, n_steps > 0 ? "\nHow it came to that:\n" : "");
  for (guint i = 0; i < n_steps; i++)
    {
      CcpRouteVerdict verdict;
      const char *evidence = NULL;
      const char *rule = ccp_route_get_step (route, i, &verdict, &evidence);

      g_string_append_printf (text,
                              "  %-8s %-24s %s\n",
                              get_verdict (verdict),
                              rule,
                              evidence);
    }
}

/* tokens: 0 or less if that is not known */
static void
write_tokens (CcpJsonWriter *writer, const char *name, gint64 tokens)
{
  ccp_json_writer_key (writer, name);
  if (tokens > 0)
    ccp_json_writer_int (writer, tokens);
  else
    ccp_json_writer_null (writer);
}

static void
write_route (CcpJsonWriter *writer, CcpRoute *route)
{
  ccp_json_members_add_string (writer, "stage", ccp_route_get_stage (route));
  ccp_json_members_add_string (writer, "rule", ccp_route_get_rule (route));
  ccp_json_members_add_string (writer, "provider", ccp_route_get_provider (route));
  ccp_json_members_add_string (writer, "model", ccp_route_get_model (route));
  ccp_json_members_add_string (writer, "model_id", ccp_route_get_model_id (route));
  ccp_json_writer_key (writer, "long_context");
  ccp_json_writer_boolean (writer, ccp_route_get_long_context (route));
}

static void
write_steps (CcpJsonWriter *writer, CcpRoute *route)
{
  ccp_json_writer_key (writer, "steps");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < ccp_route_get_n_steps (route); i++)
    {
      CcpRouteVerdict verdict;
      const char *evidence = NULL;
      const char *rule = ccp_route_get_step (route, i, &verdict, &evidence);

      ccp_json_writer_begin_object (writer);
      ccp_json_members_add_string (writer, "rule", rule);
      ccp_json_members_add_string (writer, "verdict", get_verdict (verdict));
      ccp_json_members_add_string (writer, "evidence", evidence);
      ccp_json_writer_end_object (writer);
    }
  ccp_json_writer_end_array (writer);
}

static void
write_chain (CcpJsonWriter *writer, CcpRoute *route, CcpCatalog *catalog)
{
  ccp_json_writer_key (writer, "chain");
  ccp_json_writer_begin_array (writer);
  for (; route != NULL; route = ccp_route_get_fallback (route))
    {
      const CcpModelFacts *facts = ccp_catalog_find_facts (catalog, route);

      ccp_json_writer_begin_object (writer);
      ccp_json_members_add_string (writer, "stage", ccp_route_get_stage (route));
      ccp_json_members_add_string (writer, "provider", ccp_route_get_provider (route));
      ccp_json_members_add_string (writer, "model", ccp_route_get_model (route));
      ccp_json_members_add_string (writer, "model_id", ccp_route_get_model_id (route));
      ccp_json_writer_key (writer, "long_context");
      ccp_json_writer_boolean (writer, ccp_route_get_long_context (route));
      write_tokens (writer, "context_window", facts != NULL ? facts->context_window : 0);
      write_tokens (writer, "max_output", facts != NULL ? facts->max_output : 0);
      ccp_json_writer_end_object (writer);
    }
  ccp_json_writer_end_array (writer);
}

const char *
ccp_decision_report_get_operation (CcpExchange *exchange)
{
  return ccp_exchange_get_operation (exchange) == CCP_OPERATION_COUNT_TOKENS
             ? "count_tokens"
             : "messages";
}

char *
ccp_decision_report_text (CcpExchange *exchange, CcpCatalog *catalog)
{
  g_autoptr (GString) text = g_string_new (NULL);
  CcpRoute *route = NULL;
  const char *label = "target";

  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  route = ccp_exchange_get_route (exchange);
  g_string_append_printf (text,
                          "%-9s %s, \"%s\", about %" G_GINT64_FORMAT " tokens\n",
                          "request",
                          ccp_decision_report_get_operation (exchange),
                          ccp_exchange_get_model (exchange),
                          ccp_token_estimate_body (ccp_exchange_get_body (exchange)));
  g_string_append_printf (text, "%-9s %s\n", "stage", ccp_route_get_stage (route));
  if (ccp_route_get_rule (route) != NULL)
    g_string_append_printf (text, "%-9s %s\n", "rule", ccp_route_get_rule (route));
  for (CcpRoute *r = route; r != NULL; r = ccp_route_get_fallback (r))
    {
      append_target (text, label, r, catalog);
      label = "then";
    }
  append_steps (text, route);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

CcpJson *
ccp_decision_report_json (CcpExchange *exchange, CcpCatalog *catalog)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpRoute *route = NULL;
  CcpFailover start = { NULL };
  g_autofree char *header = NULL;

  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  route = ccp_exchange_get_route (exchange);
  ccp_failover_init (&start, route);
  header = ccp_failover_describe (&start, exchange);
  ccp_failover_clear (&start);
  ccp_json_writer_begin_object (writer);
  ccp_json_members_add_string (writer,
                               "operation",
                               ccp_decision_report_get_operation (exchange));
  ccp_json_members_add_string (writer, "asked", ccp_exchange_get_model (exchange));
  write_tokens (writer,
                "estimate",
                ccp_token_estimate_body (ccp_exchange_get_body (exchange)));
  write_route (writer, route);
  write_tokens (writer, "tokens", ccp_route_get_tokens (route));
  ccp_json_members_add_string (writer, "header", header);
  write_steps (writer, route);
  write_chain (writer, route, catalog);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
