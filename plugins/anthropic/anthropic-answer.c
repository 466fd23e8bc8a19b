/* anthropic-answer.c: what of an answer is not as the client asked for it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "anthropic-answer"

#include "anthropic-answer.h"

#include "anthropic-judge.h"

/* The client is told the name that it asked for (protocol E.6.9). */
static gboolean
is_renamed (CcpExchange *exchange)
{
  CcpJsonValue value;

  ccp_exchange_get_option (exchange, "model_in_answer", &value);
  return !ccp_json_value_equals_string (&value, "upstream");
}

/* @message: a place in @document, which is the message or around it
 *
 * Returns: (transfer full): @document itself if it has the right name */
static CcpJson *
rename_model (CcpExchange *exchange, CcpJson *document, const CcpJsonValue *message)
{
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (document);
  const char *model = ccp_exchange_get_model (exchange);
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  if (!is_renamed (exchange) || !ccp_json_value_is_object (message))
    return ccp_json_ref (document);
  ccp_json_iter_init (&iter, message);
  while (ccp_json_iter_next (&iter, &name, &value))
    if (ccp_json_value_equals_string (&name, "model") &&
        ccp_json_value_is_string (&value) &&
        !ccp_json_value_equals_string (&value, model))
      ccp_json_splice_replace_string (splice, &value, model);
  return ccp_json_splice_finish (splice);
}

/* some leave the name out, for it is in the data as well; clients want it */
static CcpEvent *
name_event (CcpEvent *event)
{
  CcpJson *data = ccp_event_get_data (event);
  CcpJsonValue value = CCP_JSON_VALUE_NONE;
  g_autofree char *type = NULL;

  if (data == NULL || *ccp_event_get_name (event) != '\0')
    return ccp_event_ref (event);
  ccp_json_get_root (data, &value);
  value = ccp_json_value_member (&value, "type");
  type = ccp_json_value_dup_string (&value, NULL);
  /* a whole message is no event, and an error may have any shape */
  if (type == NULL || g_str_equal (type, "message") || g_str_equal (type, "error"))
    return ccp_event_ref (event);
  return ccp_event_new (type, data);
}

static CcpEvent *
rename_start (CcpExchange *exchange, CcpEvent *event)
{
  CcpJson *data = ccp_event_get_data (event);
  g_autoptr (CcpJson) changed = NULL;
  CcpJsonValue message;

  ccp_json_get_root (data, &message);
  if (*ccp_event_get_name (event) != '\0')
    message = ccp_json_value_member (&message, "message");
  changed = rename_model (exchange, data, &message);
  return changed == NULL || changed == data ? ccp_event_ref (event)
                                            : ccp_event_new_changed (event, changed);
}

/* Before the message begins, an error is one that may be dealt with. */
static CcpEvent *
convert_first (CcpExchange *exchange, CcpEvent *event, gboolean *started)
{
  CcpJson *data = ccp_event_get_data (event);
  g_autoptr (CcpVerdict) verdict = NULL;
  gboolean is_nameless = *ccp_event_get_name (event) == '\0';

  if (data == NULL)
    return ccp_event_ref (event);
  if (ccp_event_is (event, "error") || is_nameless)
    verdict = anthropic_judge_event (exchange, data);
  if (verdict != NULL)
    {
      *started = TRUE;
      return ccp_event_new_error (verdict, ccp_exchange_get_id (exchange));
    }
  if (!ccp_event_is (event, "message_start") && !is_nameless)
    return ccp_event_ref (event);
  *started = TRUE;
  return rename_start (exchange, event);
}

CcpJson *
anthropic_answer_convert (CcpExchange *exchange, CcpJson *body, GError **error)
{
  CcpJsonValue message;
  CcpJson *changed = NULL;

  ccp_json_get_root (body, &message);
  changed = rename_model (exchange, body, &message);
  if (changed == NULL)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_UPSTREAM,
                 "the upstream's answer is larger than %u bytes",
                 CCP_JSON_MAX_SIZE);
  return changed;
}

/* nearly all batches of a message that has begun */
static gboolean
is_plain (CcpEventBatch *batch)
{
  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    if (*ccp_event_get_name (ccp_event_batch_get (batch, i)) == '\0')
      return FALSE;
  return TRUE;
}

CcpEventBatch *
anthropic_answer_convert_events (CcpExchange *exchange,
                                 CcpEventBatch *batch,
                                 gboolean *started)
{
  CcpEventBatch *converted = NULL;

  if (*started && is_plain (batch))
    return ccp_event_batch_ref (batch);
  converted = ccp_event_batch_new ();
  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    {
      g_autoptr (CcpEvent) event = name_event (ccp_event_batch_get (batch, i));

      ccp_event_batch_take (converted,
                            *started ? ccp_event_ref (event)
                                     : convert_first (exchange, event, started));
    }
  return converted;
}
