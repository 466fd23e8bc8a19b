/* ccp-dbus-variant.c: values of ours as those of the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-variant"

#include "ccp-dbus-variant.h"

static const char *
get_severity (CcpSeverity severity)
{
  switch (severity)
    {
    case CCP_SEVERITY_ERROR:
      return "error";
    case CCP_SEVERITY_WARNING:
    default:
      return "warning";
    }
}

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

/* Returns: (transfer floating) */
static GVariant *
new_diagnostic (const CcpDiagnostic *diagnostic)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  if (diagnostic->file != NULL)
    ccp_dbus_variant_add_text (&dict, "file", diagnostic->file);
  g_variant_dict_insert (&dict, "line", "u", diagnostic->line);
  g_variant_dict_insert (&dict, "column", "u", diagnostic->column);
  ccp_dbus_variant_add_text (&dict, "path", diagnostic->path);
  ccp_dbus_variant_add_text (&dict, "severity", get_severity (diagnostic->severity));
  ccp_dbus_variant_add_text (&dict, "code", diagnostic->code);
  ccp_dbus_variant_add_text (&dict, "message", diagnostic->message);
  ccp_dbus_variant_add_text (&dict, "suggestion", diagnostic->suggestion);
  return g_variant_dict_end (&dict);
}

/* Returns: (transfer floating): a(sss) */
static GVariant *
new_steps (CcpRoute *route)
{
  g_auto (GVariantBuilder) steps = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sss)"));

  for (guint i = 0; i < ccp_route_get_n_steps (route); i++)
    {
      CcpRouteVerdict verdict;
      const char *evidence = NULL;
      const char *rule = ccp_route_get_step (route, i, &verdict, &evidence);
      g_autofree char *clean_rule = ccp_dbus_variant_clean_text (rule);
      g_autofree char *clean_evidence = ccp_dbus_variant_clean_text (evidence);

      g_variant_builder_add (&steps,
                             "(sss)",
                             clean_rule,
                             get_verdict (verdict),
                             clean_evidence);
    }
  return g_variant_builder_end (&steps);
}

/* Returns: (transfer floating): a(ss) */
static GVariant *
new_chain (CcpRoute *route)
{
  g_auto (GVariantBuilder) chain = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ss)"));

  for (; route != NULL; route = ccp_route_get_fallback (route))
    {
      g_autofree char *provider =
          ccp_dbus_variant_clean_text (ccp_route_get_provider (route));
      g_autofree char *model = ccp_dbus_variant_clean_text (ccp_route_get_model (route));

      g_variant_builder_add (&chain, "(ss)", provider, model);
    }
  return g_variant_builder_end (&chain);
}

char *
ccp_dbus_variant_clean_text (const char *text)
{
  return text != NULL ? g_utf8_make_valid (text, -1) : g_strdup ("");
}

guint64
ccp_dbus_variant_get_count (gint64 count)
{
  return (guint64) MAX (count, 0);
}

void
ccp_dbus_variant_add_text (GVariantDict *dict, const char *key, const char *value)
{
  g_return_if_fail (dict != NULL);
  g_return_if_fail (key != NULL);

  g_variant_dict_insert_value (
      dict,
      key,
      g_variant_new_take_string (ccp_dbus_variant_clean_text (value)));
}

GVariant *
ccp_dbus_variant_new_diagnostics (CcpDiagnostics *diagnostics)
{
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (diagnostics), NULL);

  for (guint i = 0; i < ccp_diagnostics_get_length (diagnostics); i++)
    g_variant_builder_add_value (&list,
                                 new_diagnostic (ccp_diagnostics_get (diagnostics, i)));
  return g_variant_builder_end (&list);
}

GVariant *
ccp_dbus_variant_new_decision (CcpRoute *route)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_return_val_if_fail (route != NULL, NULL);

  ccp_dbus_variant_add_text (&dict, "stage", ccp_route_get_stage (route));
  ccp_dbus_variant_add_text (&dict, "rule", ccp_route_get_rule (route));
  ccp_dbus_variant_add_text (&dict, "provider", ccp_route_get_provider (route));
  ccp_dbus_variant_add_text (&dict, "model", ccp_route_get_model (route));
  g_variant_dict_insert (&dict, "estimate", "x", ccp_route_get_tokens (route));
  g_variant_dict_insert_value (&dict, "steps", new_steps (route));
  g_variant_dict_insert_value (&dict, "chain", new_chain (route));
  return g_variant_dict_end (&dict);
}
