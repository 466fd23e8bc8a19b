/* anthropic-judge.c: what an answer means that is no message (protocol A.8, E.7)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "anthropic-judge"

#include "anthropic-judge.h"

static const char *
get_provider (CcpExchange *exchange)
{
  CcpRoute *route = ccp_exchange_get_route (exchange);

  return route != NULL ? ccp_route_get_provider (route) : "unknown";
}

/* How many tokens of answer were asked for */
static gint64
find_completion (CcpExchange *exchange)
{
  CcpJsonValue value;
  gint64 asked = -1;

  ccp_json_get_root (ccp_exchange_get_body (exchange), &value);
  value = ccp_json_value_member (&value, "max_tokens");
  return ccp_json_value_get_int (&value, &asked) && asked > 0 ? asked : -1;
}

/* Returns: (transfer full) (nullable): the message, if this is the client's dialect */
static char *
dup_message (CcpJson *json)
{
  CcpJsonValue root;
  CcpJsonValue error;
  CcpJsonValue type;
  CcpJsonValue message;

  ccp_json_get_root (json, &root);
  type = ccp_json_value_member (&root, "type");
  if (!ccp_json_value_equals_string (&type, "error"))
    return NULL;
  error = ccp_json_value_member (&root, "error");
  type = ccp_json_value_member (&error, "type");
  message = ccp_json_value_member (&error, "message");
  return ccp_json_value_is_string (&type) ? ccp_json_value_dup_string (&message, NULL)
                                          : NULL;
}

/* What overflowed in other words is told in those that the client acts on (E.8). */
static gboolean
is_overflow_in_other_words (CcpVerdict *verdict, CcpUpstreamError *error)
{
  const char *message = ccp_upstream_error_get_message (error);

  return ccp_verdict_get_code (verdict) == CCP_ERROR_INVALID_REQUEST &&
         !g_str_has_prefix (ccp_verdict_get_message (verdict), message);
}

/* The client is told in the provider's own words, unless there is a key in them. */
static void
keep_words (CcpVerdict *verdict, CcpUpstreamError *error, guint status, CcpJson *json)
{
  g_autofree char *message = json != NULL ? dup_message (json) : NULL;

  if (message == NULL || status < 400 || status > 599 ||
      g_strcmp0 (message, ccp_upstream_error_get_message (error)) != 0 ||
      is_overflow_in_other_words (verdict, error))
    return;
  ccp_verdict_set_answer (verdict, status, json);
}

static CcpVerdict *
judge_error (CcpExchange *exchange, CcpUpstreamError *error, guint status, CcpJson *json)
{
  CcpVerdict *verdict = ccp_upstream_judge_error (error,
                                                  get_provider (exchange),
                                                  CCP_UPSTREAM_JUDGE_NONE,
                                                  find_completion (exchange));

  /* an error without a status has the one that belongs to its type */
  if (status < 400)
    status = ccp_error_get_http_status (ccp_verdict_get_code (verdict));
  keep_words (verdict, error, status, json);
  return verdict;
}

CcpVerdict *
anthropic_judge_answer (CcpExchange *exchange,
                        guint status,
                        CcpHeaders *headers,
                        GBytes *body,
                        CcpJson *json)
{
  g_autoptr (CcpUpstreamError) error = NULL;

  if (status < 200 || status > 299)
    error = ccp_upstream_error_new (status, headers, body, json);
  else if (json != NULL)
    error = ccp_upstream_error_new_from_event (json);
  if (error == NULL)
    return ccp_verdict_new_fine ();
  return judge_error (exchange, error, status, json);
}

CcpVerdict *
anthropic_judge_event (CcpExchange *exchange, CcpJson *data)
{
  g_autoptr (CcpUpstreamError) error = ccp_upstream_error_new_from_event (data);

  return error != NULL ? judge_error (exchange, error, 0, data) : NULL;
}
