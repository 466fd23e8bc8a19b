/* openai-responses-stream.c: converts a stream of events (protocol C.4)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-stream"

#include "openai-responses-stream.h"

#include "openai-responses-answer.h"
#include "openai-responses-status.h"

struct _OpenaiResponsesStream
{
  OpenaiResponsesAnswer answer;
  gboolean ordered;    /* events are numbered: every item that begins is ended as well */
  gboolean understood; /* at least one event was of the format */
  guint n_events;
  CcpStreamGrace grace; /* for what may follow a response that ended without a word */
};

typedef enum
{
  ACTION_BEGIN,
  ACTION_END,
  ACTION_TEXT,
  ACTION_REFUSAL,
  ACTION_SUMMARY,
  ACTION_CONTENT,
  ACTION_ARGUMENTS,
} Action;

typedef struct
{
  const char *name;
  Action action;
  OpenaiResponsesItemKind kind; /* of the item that it is about */
} Handled;

/* All others say what these say as well, or nothing that the client could be told */
static const Handled handled[] = {
  { "response.output_text.delta", ACTION_TEXT, OPENAI_RESPONSES_ITEM_MESSAGE },
  { "response.function_call_arguments.delta",
    ACTION_ARGUMENTS,
    OPENAI_RESPONSES_ITEM_CALL },
  { "response.reasoning_summary_text.delta",
    ACTION_SUMMARY,
    OPENAI_RESPONSES_ITEM_REASONING },
  { "response.reasoning_text.delta", ACTION_CONTENT, OPENAI_RESPONSES_ITEM_REASONING },
  { "response.output_item.added", ACTION_BEGIN, OPENAI_RESPONSES_ITEM_OTHER },
  { "response.output_item.done", ACTION_END, OPENAI_RESPONSES_ITEM_OTHER },
  { "response.output_text.done", ACTION_TEXT, OPENAI_RESPONSES_ITEM_MESSAGE },
  { "response.function_call_arguments.done",
    ACTION_ARGUMENTS,
    OPENAI_RESPONSES_ITEM_CALL },
  { "response.reasoning_summary_text.done",
    ACTION_SUMMARY,
    OPENAI_RESPONSES_ITEM_REASONING },
  { "response.reasoning_text.done", ACTION_CONTENT, OPENAI_RESPONSES_ITEM_REASONING },
  { "response.refusal.delta", ACTION_REFUSAL, OPENAI_RESPONSES_ITEM_MESSAGE },
  { "response.refusal.done", ACTION_REFUSAL, OPENAI_RESPONSES_ITEM_MESSAGE },
};

static const Handled *
find_handled (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (handled); i++)
    if (g_str_equal (name, handled[i].name))
      return &handled[i];
  return NULL;
}

static OpenaiResponsesItem *
find_item (OpenaiResponsesStream *self, const Handled *how, const CcpJsonValue *event)
{
  OpenaiResponsesItems *items = &self->answer.reader.items;

  switch (how->action)
    {
    case ACTION_BEGIN:
      return openai_responses_items_begin (items, event);
    case ACTION_END:
      return openai_responses_items_find_whole (items, event);
    default:
      return openai_responses_items_find (items, event, how->kind);
    }
}

static void
perform (OpenaiResponsesStream *self,
         const Handled *how,
         OpenaiResponsesItem *item,
         const CcpJsonValue *event)
{
  OpenaiResponsesReader *reader = &self->answer.reader;
  CcpJsonValue value = ccp_json_value_member (event, "item");

  switch (how->action)
    {
    case ACTION_BEGIN:
      openai_responses_reader_begin (reader, item, &value);
      break;
    case ACTION_END:
      openai_responses_reader_end (reader, item, &value);
      break;
    case ACTION_TEXT:
      openai_responses_reader_text (reader, item, event);
      break;
    case ACTION_REFUSAL:
      openai_responses_reader_refusal (reader, item, event);
      break;
    case ACTION_SUMMARY:
      openai_responses_reader_thinking (reader, item, event, OPENAI_RESPONSES_SUMMARY);
      break;
    case ACTION_CONTENT:
      openai_responses_reader_thinking (reader, item, event, OPENAI_RESPONSES_CONTENT);
      break;
    case ACTION_ARGUMENTS:
      openai_responses_reader_arguments (reader, item, event);
      break;
    }
}

static char *
dup_name (CcpEvent *event, const CcpJsonValue *root)
{
  CcpJsonValue type = ccp_json_value_member (root, "type");

  if (ccp_json_value_is_string (&type))
    return ccp_json_value_dup_string (&type, NULL);
  return g_strdup (event != NULL ? ccp_event_get_name (event) : NULL);
}

static void
perform_waiting (OpenaiResponsesStream *self, OpenaiResponsesItem *item)
{
  g_autoptr (CcpJson) document = g_queue_pop_head (&item->waiting);
  g_autofree char *name = NULL;
  CcpJsonValue root;

  ccp_json_get_root (document, &root);
  name = dup_name (NULL, &root);
  perform (self, find_handled (name), item, &root);
}

/* Goes on with what waits until an item is reached of which more is to come. At the end,
 * nothing more comes of any item. */
static void
catch_up (OpenaiResponsesStream *self, gboolean at_end)
{
  OpenaiResponsesItems *items = &self->answer.reader.items;

  for (guint i = 0; i < items->items->len; i++)
    {
      OpenaiResponsesItem *item = g_ptr_array_index (items->items, i);

      while (!g_queue_is_empty (&item->waiting))
        perform_waiting (self, item);
      if (openai_responses_items_is_open (item) && !at_end)
        return;
    }
}

/* Items that come mixed are told one after the other. Who does not say when an item ends
 * cannot be waited for. */
static gboolean
must_wait (OpenaiResponsesStream *self, const OpenaiResponsesItem *item)
{
  const OpenaiResponsesItem *front =
      openai_responses_items_get_front (&self->answer.reader.items);

  return self->ordered && front != NULL && front->key < item->key;
}

static void
read_item_event (OpenaiResponsesStream *self,
                 const Handled *how,
                 const char *name,
                 CcpJson *document)
{
  CcpJsonValue root;
  CcpJsonValue type;
  OpenaiResponsesItem *item = NULL;

  ccp_json_get_root (document, &root);
  item = find_item (self, how, &root);
  type = ccp_json_value_member (&root, "type");
  if (must_wait (self, item) && ccp_json_value_equals_string (&type, name))
    {
      g_queue_push_tail (&item->waiting, ccp_json_ref (document));
      return;
    }
  perform (self, how, item, &root);
  if (item->ended)
    catch_up (self, FALSE);
}

static void
read_text (OpenaiResponsesStream *self, const char *text)
{
  g_autoptr (CcpVerdict) verdict =
      ccp_upstream_judge_fragment (self->answer.exchange, text);

  if (verdict != NULL)
    openai_responses_answer_reject (&self->answer, verdict);
}

static void
read_citation (OpenaiResponsesStream *self, const CcpJsonValue *root)
{
  CcpJsonValue annotation = ccp_json_value_member (root, "annotation");

  openai_responses_search_cite (&self->answer.reader.output.search, &annotation);
}

/* Gateways that run tools themselves send one response after the other: the first ones
 * have nothing to say to the client */
static void
read_end (OpenaiResponsesStream *self, const char *name, const CcpJsonValue *response)
{
  OpenaiResponsesAnswer *answer = &self->answer;

  self->understood = TRUE;
  catch_up (self, TRUE);
  if (openai_responses_output_is_stopped (&answer->reader.output))
    return;
  openai_responses_answer_end (answer, response, name);
  if (answer->ended && answer->reader.output.said)
    openai_responses_answer_finish (answer);
}

static void
read_error (OpenaiResponsesStream *self, CcpUpstreamError *error)
{
  /* what goes wrong after the end of an answer does not make it incomplete */
  if (self->answer.ended)
    openai_responses_answer_finish (&self->answer);
  else
    openai_responses_answer_fail (&self->answer, error);
}

static void
read_named_event (OpenaiResponsesStream *self, const char *name, CcpJson *document)
{
  const Handled *how = find_handled (name);
  CcpJsonValue root;
  CcpJsonValue number;
  CcpJsonValue response;

  ccp_json_get_root (document, &root);
  number = ccp_json_value_member (&root, "sequence_number");
  response = ccp_json_value_member (&root, "response");
  self->understood |= g_str_has_prefix (name, "response.");
  self->ordered |= ccp_json_value_get_kind (&number) == CCP_JSON_NUMBER;
  /* a new response has an end of its own */
  if (how != NULL || g_str_equal (name, "response.created"))
    self->answer.ended = FALSE;
  if (how != NULL)
    read_item_event (self, how, name, document);
  else if (openai_responses_status_is_end (name))
    read_end (self, name, &response);
  else if (g_str_equal (name, "response.output_text.annotation.added"))
    read_citation (self, &root);
}

static void
read_event (OpenaiResponsesStream *self, CcpEvent *event)
{
  CcpJson *document = ccp_event_get_data (event);
  g_autoptr (CcpUpstreamError) error = NULL;
  g_autofree char *name = NULL;
  CcpJsonValue root;
  CcpJsonValue output;
  CcpJsonValue type;

  if (document == NULL)
    {
      read_text (self, ccp_event_get_text (event));
      return;
    }
  ccp_json_get_root (document, &root);
  output = ccp_json_value_member (&root, "output");
  type = ccp_json_value_member (&root, "type");
  name = dup_name (event, &root);
  /* a whole answer, from a server that does not stream */
  if (ccp_json_value_is_array (&output) && !ccp_json_value_exists (&type))
    {
      read_end (self, NULL, &root);
      return;
    }
  error = ccp_upstream_error_new_from_stream (event);
  if (error != NULL)
    read_error (self, error);
  else if (name != NULL)
    read_named_event (self, name, document);
}

static void
reject_strange (OpenaiResponsesStream *self)
{
  g_autofree char *message =
      g_strdup_printf ("the upstream's answer is not of the OpenAI Responses format; "
                       "check the provider's url and type (upstream %s)",
                       ccp_exchange_get_provider_name (self->answer.exchange));
  g_autoptr (CcpVerdict) verdict =
      ccp_verdict_new (CCP_VERDICT_GIVE_UP, CCP_ERROR_UPSTREAM, message);

  openai_responses_answer_reject (&self->answer, verdict);
}

/* Only the response at the end says that nothing is missing: without it, what there is
 * stays a part */
static void
handle_end (OpenaiResponsesStream *self, CcpTransformFlags flags)
{
  if (self->answer.ended)
    {
      openai_responses_answer_finish (&self->answer);
      return;
    }
  catch_up (self, TRUE);
  openai_responses_output_flush (&self->answer.reader.output);
  if (self->n_events > 0 && !self->understood && (flags & CCP_TRANSFORM_CUT) == 0)
    reject_strange (self);
}

static gboolean
is_going_on (const OpenaiResponsesStream *self)
{
  return !openai_responses_answer_is_finished (&self->answer) &&
         !openai_responses_output_is_stopped (&self->answer.reader.output);
}

OpenaiResponsesStream *
openai_responses_stream_new (CcpExchange *exchange)
{
  OpenaiResponsesStream *self = g_new0 (OpenaiResponsesStream, 1);

  openai_responses_answer_init (&self->answer, exchange);
  return self;
}

void
openai_responses_stream_free (OpenaiResponsesStream *self)
{
  openai_responses_answer_clear (&self->answer);
  g_free (self);
}

CcpEventBatch *
openai_responses_stream_feed (OpenaiResponsesStream *self,
                              CcpEventBatch *batch,
                              CcpTransformFlags flags)
{
  OpenaiResponsesAnswer *answer = &self->answer;
  guint n_events = ccp_event_batch_get_length (batch);

  for (guint i = 0; i < n_events && is_going_on (self); i++)
    read_event (self, ccp_event_batch_get (batch, i));
  self->n_events += n_events;
  if (is_going_on (self) && (flags & CCP_TRANSFORM_END) != 0)
    handle_end (self, flags);
  if (is_going_on (self) && (flags & CCP_TRANSFORM_TICK) != 0 && answer->ended)
    openai_responses_answer_finish (answer);
  if (openai_responses_output_is_stopped (&answer->reader.output) &&
      !openai_responses_answer_is_finished (answer))
    openai_responses_answer_finish (answer);
  ccp_stream_grace_update (&self->grace,
                           answer->ended && is_going_on (self),
                           FALSE,
                           g_get_monotonic_time ());
  return ccp_message_emitter_take_events (answer->reader.output.emitter);
}

gint64
openai_responses_stream_get_deadline (OpenaiResponsesStream *self)
{
  return self->grace.deadline;
}
