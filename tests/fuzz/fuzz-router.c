/* fuzz-router.c: any request gets a route, and what is made of it is a request still
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The first line of the input is the "routing" section, the second one headers as a JSON
 * object, all else the body.
 */
#include <string.h>

#include "dialect-player.h"
#include "fuzz-target.h"
#include "stage-router.h"

#define MAX_SIZE 65536

/* settings that are used where those of the input are none */
#define SETTINGS                                                                         \
  "{\"default\":[\"m\",\"n\"],\"planning\":\"n\",\"thinking\":\"m\",\"background\":"     \
  "{\"use\":\"m\",\"models\":\"*haiku*\"},\"long_context\":{\"use\":[\"n\",\"m\"],"      \
  "\"threshold\":20},\"web_search\":\"m\",\"image\":\"n\",\"subagent\":\"m\",\"rules\":" \
  "[{\"when\":{\"stage\":\"image\",\"tokens\":\"> 5\",\"tools\":\"R*d\",\"system\":"     \
  "\"*a?b*\",\"project\":\"/a/**\",\"not\":{\"session\":\"0*\"}},\"use\":\"n\"}]}"

static char *
take_line (const char **text, gsize *length)
{
  const char *end = memchr (*text, '\n', *length);
  char *line = NULL;

  if (end == NULL)
    return NULL;
  line = g_strndup (*text, (gsize) (end - *text));
  *length -= (gsize) (end + 1 - *text);
  *text = end + 1;
  return line;
}

static CcpCatalog *
create_catalog (void)
{
  CcpCatalog *catalog = ccp_catalog_new ();
  CcpModelFacts facts = CCP_MODEL_FACTS_UNKNOWN;

  facts.context_window = 30;
  facts.modalities = CCP_MODALITY_TEXT;
  ccp_catalog_add_provider (catalog, "p");
  ccp_catalog_add_model (catalog, "m", "p", "m");
  ccp_catalog_set_facts (catalog, 0, &facts);
  ccp_catalog_add_model (catalog, "n", "p", "n");
  ccp_catalog_add_model (catalog, "claude-k", "p", "k");
  return catalog;
}

/* What is an error for one is one for the other. */
static CcpRouter *
create_router (CcpJson *settings, CcpCatalog *catalog)
{
  g_autoptr (CcpRouter) router = g_object_new (STAGE_ROUTER_TYPE_ROUTER, NULL);
  g_autoptr (CcpFindings) findings = ccp_findings_new ();
  g_autoptr (GError) error = NULL;
  gboolean good = TRUE;

  ccp_router_lint (router, settings, catalog, findings);
  for (guint i = 0; i < ccp_findings_get_length (findings); i++)
    good &= ccp_findings_get_severity (findings, i) != CCP_SEVERITY_ERROR;
  g_assert (ccp_router_configure (router, settings, catalog, &error) == good);
  g_assert ((error != NULL) == !good);
  return good ? g_steal_pointer (&router) : NULL;
}

static CcpRouter *
create_any_router (const char *line)
{
  g_autoptr (CcpCatalog) catalog = create_catalog ();
  g_autoptr (CcpJson) given = ccp_json_new_from_text (line, -1, NULL);
  g_autoptr (CcpJson) usual = ccp_json_new_from_text (SETTINGS, -1, NULL);
  CcpRouter *router = NULL;
  CcpJsonValue root = CCP_JSON_VALUE_NONE;

  if (given != NULL)
    ccp_json_get_root (given, &root);
  if (ccp_json_value_is_object (&root))
    router = create_router (given, catalog);
  return router != NULL ? router : create_router (usual, catalog);
}

static CcpHeaders *
create_headers (const char *line)
{
  CcpHeaders *headers = ccp_headers_new ();
  g_autoptr (CcpJson) json = ccp_json_new_from_text (line, -1, NULL);
  CcpJsonValue root = CCP_JSON_VALUE_NONE;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  if (json != NULL)
    ccp_json_get_root (json, &root);
  if (!ccp_json_value_is_object (&root))
    return headers;
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *key = ccp_json_value_dup_string (&name, NULL);
      g_autofree char *text = ccp_json_value_dup_string (&value, NULL);

      if (text != NULL)
        ccp_headers_append (headers, key, text);
    }
  return headers;
}

static void
check_route (CcpRouter *router,
             CcpOperation operation,
             CcpHeaders *headers,
             CcpJson *body)
{
  g_autoptr (CcpExchange) exchange = ccp_exchange_new (operation, headers, body);
  gboolean was_good = ccp_request_check (operation, body, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpRoute) route =
      ccp_simple_router_route (CCP_SIMPLE_ROUTER (router), exchange, &error);
  g_autofree char *text = NULL;
  g_autoptr (CcpJson) again = NULL;

  g_assert (route != NULL && error == NULL);
  g_assert (ccp_route_get_n_steps (route) > 0 && ccp_route_get_rule (route) != NULL);
  for (CcpRoute *next = route; next != NULL; next = ccp_route_get_fallback (next))
    g_assert (g_str_equal (ccp_route_get_provider (next), "p"));
  text = ccp_json_to_text (ccp_exchange_get_body (exchange));
  again = ccp_json_new_from_text (text, -1, NULL);
  g_assert (again != NULL);
  g_assert (!was_good || ccp_request_check (operation, again, NULL));
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  dialect_player_silence_logs ();
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  gsize length = size;
  g_autofree char *settings = NULL;
  g_autofree char *lines = NULL;
  g_autoptr (CcpRouter) router = NULL;
  g_autoptr (CcpHeaders) headers = NULL;
  g_autoptr (CcpJson) body = NULL;

  if (size > MAX_SIZE)
    return 0;
  settings = take_line (&text, &length);
  lines = settings != NULL ? take_line (&text, &length) : NULL;
  if (lines == NULL)
    return 0;
  router = create_any_router (settings);
  headers = create_headers (lines);
  body = ccp_json_new_from_text (text, (gssize) length, NULL);
  if (body == NULL)
    return 0;
  check_route (router, CCP_OPERATION_MESSAGES, headers, body);
  check_route (router, CCP_OPERATION_COUNT_TOKENS, headers, body);
  return 0;
}
