/* openai-responses-search.c: web searches that the provider makes by itself (protocol
 * E.5.5)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-search"

#include "openai-responses-search.h"

/* Pages that were opened or searched are no searches of the web */
static gboolean
is_search (const CcpJsonValue *item)
{
  CcpJsonValue action = ccp_json_value_member (item, "action");
  CcpJsonValue type = ccp_json_value_member (&action, "type");

  return !ccp_json_value_is_string (&type) ||
         ccp_json_value_equals_string (&type, "search");
}

static gboolean
has_text (const CcpJsonValue *value)
{
  return ccp_json_value_is_string (value) && !ccp_json_value_is_empty_string (value);
}

/* One provider has the query in arguments, like that of a function */
static char *
find_query_in_arguments (const CcpJsonValue *item)
{
  CcpJsonValue value = ccp_json_value_member (item, "arguments");
  g_autofree char *text = ccp_json_value_dup_string (&value, NULL);
  g_autoptr (CcpJson) arguments =
      text != NULL ? ccp_json_new_from_text (text, -1, NULL) : NULL;

  if (arguments == NULL)
    return NULL;
  ccp_json_get_root (arguments, &value);
  value = ccp_json_value_member (&value, "query");
  return ccp_json_value_dup_string (&value, NULL);
}

static char *
find_query (const CcpJsonValue *item)
{
  CcpJsonValue action = ccp_json_value_member (item, "action");
  CcpJsonValue query = ccp_json_value_member (&action, "query");
  char *text = NULL;

  if (!has_text (&query))
    {
      query = ccp_json_value_member (&action, "queries");
      query = ccp_json_value_is_array (&query) ? ccp_json_value_element (&query, 0)
                                               : CCP_JSON_VALUE_NONE;
    }
  text = has_text (&query) ? ccp_json_value_dup_string (&query, NULL)
                           : find_query_in_arguments (item);
  return text != NULL ? text : g_strdup ("");
}

static void
add_page (CcpWebResults *results, const CcpJsonValue *page)
{
  CcpJsonValue value = ccp_json_value_member (page, "url");
  g_autofree char *url = ccp_json_value_dup_string (&value, NULL);
  g_autofree char *title = NULL;

  value = ccp_json_value_member (page, "title");
  title = ccp_json_value_dup_string (&value, NULL);
  if (url != NULL)
    ccp_web_results_add (results, url, title);
}

static void
add_sources (CcpWebResults *results, const CcpJsonValue *item)
{
  CcpJsonValue source = ccp_json_value_member (item, "action");
  CcpJsonIter iter;

  source = ccp_json_value_member (&source, "sources");
  ccp_json_iter_init (&iter, &source);
  while (ccp_json_iter_next (&iter, NULL, &source))
    add_page (results, &source);
}

void
openai_responses_search_init (OpenaiResponsesSearch *self)
{
  *self = (OpenaiResponsesSearch){ .text = g_string_new (NULL) };
}

void
openai_responses_search_clear (OpenaiResponsesSearch *self)
{
  g_clear_pointer (&self->found, ccp_web_results_unref);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  self->text = NULL;
}

gboolean
openai_responses_search_is_open (const OpenaiResponsesSearch *self)
{
  return self->found != NULL;
}

gboolean
openai_responses_search_begin (OpenaiResponsesSearch *self, const CcpJsonValue *item)
{
  CcpJsonValue status = ccp_json_value_member (item, "status");
  g_autofree char *query = NULL;

  if (!is_search (item))
    return FALSE;
  g_assert (self->found == NULL);
  query = find_query (item);
  self->found = ccp_web_results_new (query);
  if (ccp_json_value_equals_string (&status, "failed"))
    ccp_web_results_set_error (self->found, "unavailable");
  add_sources (self->found, item);
  self->n_searches++;
  return TRUE;
}

void
openai_responses_search_cite (OpenaiResponsesSearch *self, const CcpJsonValue *annotation)
{
  CcpJsonValue type = ccp_json_value_member (annotation, "type");

  if (self->found != NULL && ccp_json_value_equals_string (&type, "url_citation"))
    add_page (self->found, annotation);
}

GString *
openai_responses_search_end (OpenaiResponsesSearch *self, CcpMessageEmitter *emitter)
{
  GString *text = self->text;

  g_assert (self->found != NULL);

  ccp_web_results_emit (self->found, emitter);
  g_clear_pointer (&self->found, ccp_web_results_unref);
  self->text = g_string_new (NULL);
  return text;
}
