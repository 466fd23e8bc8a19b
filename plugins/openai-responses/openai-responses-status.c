/* openai-responses-status.c: how a response says that it ended (protocol E.6.1)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-status"

#include "openai-responses-status.h"

#define EVENT_PREFIX "response."

typedef struct
{
  const char *word;
  gboolean ends_stream;
  OpenaiResponsesStatus status;
} Meaning;

/* One that only waits for its turn is not over: the client may ask again */
static const Meaning meanings[] = {
  { "completed", TRUE, { .reason = CCP_STOP_END_TURN } },
  { "done", TRUE, { .reason = CCP_STOP_END_TURN } },
  { "incomplete", TRUE, { .reason = CCP_STOP_MAX_TOKENS } },
  { "failed", TRUE, { .failed = TRUE } },
  { "cancelled", TRUE, { .failed = TRUE } },
  { "queued", FALSE, { .reason = CCP_STOP_PAUSE_TURN } },
  { "in_progress", FALSE, { .reason = CCP_STOP_PAUSE_TURN } },
};

static const Meaning *
find_meaning (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (meanings) && word != NULL; i++)
    if (g_str_equal (word, meanings[i].word))
      return &meanings[i];
  return NULL;
}

static const Meaning *
find_event_meaning (const char *event)
{
  if (event == NULL || !g_str_has_prefix (event, EVENT_PREFIX))
    return NULL;
  return find_meaning (event + strlen (EVENT_PREFIX));
}

static gboolean
is_filtered (const CcpJsonValue *response)
{
  CcpJsonValue value = ccp_json_value_member (response, "incomplete_details");

  value = ccp_json_value_member (&value, "reason");
  return ccp_json_value_equals_string (&value, "content_filter");
}

OpenaiResponsesStatus
openai_responses_status_read (const CcpJsonValue *response, const char *event)
{
  CcpJsonValue value = ccp_json_value_member (response, "status");
  g_autofree char *word = ccp_json_value_dup_string (&value, NULL);
  const Meaning *meaning = find_meaning (word);
  const Meaning *last = find_event_meaning (event);
  OpenaiResponsesStatus status = { .reason = CCP_STOP_END_TURN };

  /* the last event does not always come with a status that goes with it */
  if (last != NULL && (meaning == NULL || !meaning->ends_stream ||
                       last->status.reason != CCP_STOP_END_TURN))
    meaning = last;
  if (meaning != NULL)
    status = meaning->status;
  if (status.reason == CCP_STOP_MAX_TOKENS && is_filtered (response))
    status.reason = CCP_STOP_REFUSAL;
  return status;
}

gboolean
openai_responses_status_is_end (const char *event)
{
  const Meaning *meaning = find_event_meaning (event);

  return meaning != NULL && meaning->ends_stream;
}
