/* ccp-answer.c: what an upstream's answer is, and what is to be read out of it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-answer"

#include "ccp-answer.h"

#include <string.h>

#include "ccp-batch-source.h"
#include "ccp-event-failure.h"
#include "ccp-message-splitter.h"
#include "ccp-stream-guard.h"

static gboolean
has_type (CcpUpstreamResponse *response, const char *type)
{
  const char *value =
      ccp_headers_get (ccp_upstream_response_get_headers (response), "content-type");

  return value != NULL && g_ascii_strncasecmp (value, type, strlen (type)) == 0;
}

gboolean
ccp_answer_is_stream (CcpExchange *exchange, CcpUpstreamResponse *response)
{
  guint status = ccp_upstream_response_get_status (response);

  if (status < 200 || status >= 300)
    return FALSE;
  if (has_type (response, "text/event-stream"))
    return TRUE;
  return ccp_exchange_get_stream (exchange) && !has_type (response, "application/json") &&
         !has_type (response, "text/html");
}

CcpJson *
ccp_answer_parse (GBytes *body)
{
  static const char bom[] = "\xef\xbb\xbf";
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);
  gsize skipped = strlen (bom);
  g_autoptr (GBytes) rest = NULL;

  if (length < skipped || memcmp (text, bom, skipped) != 0)
    return ccp_json_new_from_bytes (body, NULL);
  rest = g_bytes_new_from_bytes (body, skipped, length - skipped);
  return ccp_json_new_from_bytes (rest, NULL);
}

CcpVerdict *
ccp_answer_find_failure (CcpEventBatch *first)
{
  CcpVerdict *verdict = NULL;

  for (guint i = 0; i < ccp_event_batch_get_length (first) && verdict == NULL; i++)
    {
      CcpEvent *event = ccp_event_batch_get (first, i);

      if (ccp_event_is (event, "content_block_start"))
        return NULL;
      verdict = ccp_event_failure_judge (event);
    }
  return verdict;
}

gboolean
ccp_answer_is_wanted (CcpExchange *exchange)
{
  CcpJsonValue value;
  gint64 max_tokens = -1;

  ccp_json_get_root (ccp_exchange_get_body (exchange), &value);
  value = ccp_json_value_member (&value, "max_tokens");
  if (!ccp_json_value_get_int (&value, &max_tokens) || max_tokens != 0)
    return TRUE;
  ccp_exchange_get_option (exchange, "cache_warming", &value);
  return ccp_json_value_get_boolean (&value, FALSE);
}

CcpReply *
ccp_answer_nothing (CcpExchange *exchange)
{
  g_autoptr (CcpMessageEmitter) emitter = ccp_message_emitter_new (exchange);
  g_autoptr (CcpJson) message = NULL;
  CcpUsage usage = CCP_USAGE_UNKNOWN;

  usage.output_tokens = 0;
  ccp_message_emitter_usage (emitter, &usage);
  ccp_message_emitter_stop (emitter, CCP_STOP_MAX_TOKENS, NULL);
  ccp_message_emitter_finish (emitter);
  message = ccp_message_emitter_take_message (emitter, NULL);
  return ccp_answer_give (exchange, message, NULL);
}

CcpReply *
ccp_answer_give (CcpExchange *exchange, CcpJson *message, GError **error)
{
  g_autoptr (CcpEventBatch) batch = NULL;
  g_autoptr (CcpEventSource) source = NULL;

  if (!ccp_stream_guard_check_message (message, error))
    return NULL;
  if (!ccp_exchange_get_stream (exchange))
    return ccp_reply_new (200, message);
  batch = ccp_message_splitter_split (message, error);
  if (batch == NULL)
    return NULL;
  source = ccp_batch_source_new (batch);
  return ccp_reply_new_stream (source);
}

void
ccp_answer_note_usage (CcpExchange *exchange, CcpJson *message)
{
  CcpUsage usage;
  CcpJsonValue value;

  ccp_json_get_root (message, &value);
  value = ccp_json_value_member (&value, "usage");
  ccp_usage_read (&usage, &value);
  ccp_exchange_update_usage (exchange, &usage);
}
