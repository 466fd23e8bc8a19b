/* ccp-decision-report.c: says which way a request would go, and why
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "config.h"

#include "ccp-decision-report.h"

#include <glib/gi18n.h>

#include "ccp-failover.h"
#include "ccp-fields.h"
#include "ccp-json-members.h"

#define NAME_WIDTH 9
#define VERDICT_WIDTH 8

/* Returns: as programs read it */
static const char *
get_verdict (CcpRouteVerdict verdict)
{
  switch (verdict)
    {
    case CCP_ROUTE_MATCHED:
      return N_ ("matched");
    case CCP_ROUTE_MISSED:
      return N_ ("missed");
    case CCP_ROUTE_SKIPPED:
    default:
      return N_ ("skipped");
    }
}

/* Returns: the target, and the id of the model if that is another name */
static char *
name_target (CcpRoute *route)
{
  const char *model = ccp_route_get_model (route);
  const char *id = ccp_route_get_model_id (route);

  if (id == NULL || g_str_equal (id, model))
    return g_strdup_printf ("%s/%s", ccp_route_get_provider (route), model);
  return g_strdup_printf ("%s/%s (%s)", ccp_route_get_provider (route), model, id);
}

static void
add_target (CcpFields *fields, const char *label, CcpRoute *route, CcpCatalog *catalog)
{
  const CcpModelFacts *facts = ccp_catalog_find_facts (catalog, route);
  g_autofree char *name = name_target (route);
  gint64 window = facts != NULL ? facts->context_window : 0;

  if (ccp_route_get_long_context (route))
    ccp_fields_add (fields, label, _ ("%s, with its long context"), name);
  else if (window > 0)
    ccp_fields_add (fields,
                    label,
                    ngettext ("%s, %lld token of context",
                              "%s, %lld tokens of context",
                              (gulong) window),
                    name,
                    (long long) window);
  else
    ccp_fields_add (fields, label, "%s", name);
}

static void
append_steps (GString *text, CcpRoute *route)
{
  guint n_steps = ccp_route_get_n_steps (route);

  if (n_steps > 0)
    g_string_append_printf (text, "\n%s\n", _ ("How it came to that:"));
  for (guint i = 0; i < n_steps; i++)
    {
      CcpRouteVerdict verdict;
      const char *evidence = NULL;
      const char *rule = ccp_route_get_step (route, i, &verdict, &evidence);

      g_string_append (text, "  ");
      ccp_fields_pad (text, _ (get_verdict (verdict)), VERDICT_WIDTH);
      g_string_append_printf (text, " %-24s %s\n", rule, evidence);
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
  g_autoptr (CcpFields) fields = ccp_fields_new ();
  CcpRoute *route = NULL;
  gint64 tokens = 0;

  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  route = ccp_exchange_get_route (exchange);
  tokens = ccp_token_estimate_body (ccp_exchange_get_body (exchange));
  ccp_fields_add (fields,
                  _ ("request"),
                  /* TRANSLATORS: "messages" or "count_tokens", and the name of a model */
                  ngettext ("%s, \"%s\", about %lld token",
                            "%s, \"%s\", about %lld tokens",
                            (gulong) tokens),
                  ccp_decision_report_get_operation (exchange),
                  ccp_exchange_get_model (exchange),
                  (long long) tokens);
  ccp_fields_add (fields, _ ("stage"), "%s", ccp_route_get_stage (route));
  if (ccp_route_get_rule (route) != NULL)
    ccp_fields_add (fields, _ ("rule"), "%s", ccp_route_get_rule (route));
  for (CcpRoute *r = route; r != NULL; r = ccp_route_get_fallback (r))
    add_target (fields,
                r == route ? _ ("target")
                           /* TRANSLATORS: before the second target of a chain */
                           : _ ("then"),
                r,
                catalog);
  ccp_fields_print (fields, "", NAME_WIDTH, text);
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
