/* ccp-stream-guard.c: lets only a well-formed Anthropic stream through
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-stream-guard"

#include "ccp-stream-guard.h"

#include "ccp-message-check.h"
#include "ccp-message-splitter.h"
#include "ccp-stream-grammar.h"
#include "ccp-upstream-fault.h"
#include "private/ccp-message-writer.h"

struct _CcpStreamGuard
{
  GObject parent_instance;

  CcpExchange *exchange;
  CcpStreamGrammar grammar;
  gboolean started;     /* something passed */
  gboolean finished;    /* message_stop or error passed */
  gboolean start_given; /* by keep_alive: the chain's own is dropped */
  gboolean counted;     /* the provider has told the tokens of the whole answer */
  gboolean warned;      /* of a name that is not known */
};

G_DEFINE_FINAL_TYPE (CcpStreamGuard, ccp_stream_guard, G_TYPE_OBJECT)

typedef enum
{
  PASS,
  DROP,
  REPLACE, /* by what was put into the batch instead */
} Decision;

/* Returns: whether it has the tokens of the answer */
static gboolean
note_usage (CcpStreamGuard *self, const CcpJsonValue *usage)
{
  CcpUsage counts;

  ccp_usage_read (&counts, usage);
  ccp_exchange_update_usage (self->exchange, &counts);
  return counts.output_tokens >= 0;
}

static CcpEvent *
create_failure (CcpStreamGuard *self, const GError *error)
{
  g_autoptr (CcpVerdict) verdict = ccp_verdict_new_from_error (error);

  return ccp_event_new_error (verdict, ccp_exchange_get_id (self->exchange));
}

static CcpEvent *
create_fault (CcpStreamGuard *self, const char *fault)
{
  g_autoptr (GError) error =
      g_error_new (CCP_ERROR, CCP_ERROR_UPSTREAM, "malformed answer stream: %s", fault);

  g_info ("%s: %s", ccp_exchange_get_id (self->exchange), error->message);
  return create_failure (self, error);
}

static CcpEvent *
create_cut (CcpStreamGuard *self, const GError *cut)
{
  g_autoptr (GError) unexpected = NULL;

  if (cut != NULL)
    return create_failure (self, cut);
  unexpected =
      ccp_upstream_fault_sign (g_error_new (CCP_ERROR,
                                            CCP_ERROR_UPSTREAM,
                                            "the upstream stream ended unexpectedly"),
                               self->exchange);
  return create_failure (self, unexpected);
}

static CcpEvent *
create_simple (const char *name)
{
  g_autofree char *text = g_strdup_printf ("{\"type\":\"%s\"}", name);
  g_autoptr (CcpJson) data = ccp_json_new_from_text (text, -1, NULL);

  return ccp_event_new (name, data);
}

static void
write_with_id (CcpJsonWriter *writer, const CcpJsonValue *object, const char *request_id)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_writer_begin_object (writer);
  ccp_json_iter_init (&iter, object);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if (ccp_json_value_equals_string (&name, "request_id"))
        continue;
      ccp_json_writer_key_value (writer, &name);
      ccp_json_writer_value (writer, &value);
    }
  ccp_json_writer_key (writer, "request_id");
  ccp_json_writer_string (writer, request_id);
  ccp_json_writer_end_object (writer);
}

static gboolean
has_request_id (CcpEvent *event)
{
  CcpJsonValue value;

  ccp_json_get_root (ccp_event_get_data (event), &value);
  value = ccp_json_value_member (&value, "request_id");
  return ccp_json_value_is_string (&value);
}

/* Returns: (transfer full): @event with the id of the request */
static CcpEvent *
complete_error (CcpStreamGuard *self, CcpEvent *event)
{
  const char *request_id = ccp_exchange_get_id (self->exchange);
  CcpVerdict *verdict = ccp_event_get_verdict (event);
  g_autoptr (CcpJsonWriter) writer = NULL;
  g_autoptr (CcpJson) data = NULL;
  CcpJsonValue root;

  if (verdict != NULL)
    return ccp_event_new_error (verdict, request_id);
  ccp_json_get_root (ccp_event_get_data (event), &root);
  writer = ccp_json_writer_new ();
  write_with_id (writer, &root, request_id);
  data = ccp_json_writer_finish (writer);
  return data != NULL ? ccp_event_new ("error", data) : ccp_event_ref (event);
}

/* What a provider of our own dialect sends is for the client to know, however new: an
 * event of a type that is not known here, or a delta. */
static gboolean
is_from_future (CcpEvent *event)
{
  CcpJson *data = ccp_event_get_data (event);
  const char *name = ccp_event_get_name (event);
  CcpJsonValue value = CCP_JSON_VALUE_NONE;

  if (ccp_event_get_raw (event) == NULL || data == NULL || *name == '\0')
    return FALSE;
  ccp_json_get_root (data, &value);
  value = ccp_json_value_member (&value, "type");
  return ccp_json_value_equals_string (&value, name);
}

static gboolean
is_message (CcpEvent *event)
{
  CcpJson *data = ccp_event_get_data (event);
  CcpJsonValue value = CCP_JSON_VALUE_NONE;

  if (data == NULL || *ccp_event_get_name (event) != '\0')
    return FALSE;
  ccp_json_get_root (data, &value);
  value = ccp_json_value_member (&value, "type");
  return ccp_json_value_equals_string (&value, "message");
}

static void
warn_of_name (CcpStreamGuard *self, const char *name)
{
  if (!self->warned)
    g_warning (
        "%s: an event of the unknown type \"%.40s\" is left out, and so are others",
        ccp_exchange_get_id (self->exchange),
        name);
  self->warned = TRUE;
}

/* a lone ping must not commit to an answer while there is none */
static Decision
check_ping (CcpStreamGuard *self)
{
  return self->started ? PASS : DROP;
}

static Decision
check_start (CcpStreamGuard *self, CcpEvent *event)
{
  CcpJsonValue value;

  ccp_json_get_root (ccp_event_get_data (event), &value);
  value = ccp_json_value_member (&value, "message");
  value = ccp_json_value_member (&value, "usage");
  note_usage (self, &value);
  return self->start_given ? DROP : PASS;
}

static void
check_end (CcpStreamGuard *self, CcpEvent *event)
{
  CcpJsonValue value;

  ccp_json_get_root (ccp_event_get_data (event), &value);
  value = ccp_json_value_member (&value, "usage");
  self->counted |= note_usage (self, &value);
}

/* lint: allow forward: a message is a batch of its own */
static gboolean
filter_events (CcpStreamGuard *self, CcpEventBatch *batch, CcpEventBatch *passed);

/* a provider may answer with a whole message where a stream was asked for */
static Decision
split_message (CcpStreamGuard *self, CcpEvent *event, CcpEventBatch *passed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpEventBatch) events =
      ccp_message_splitter_split (ccp_event_get_data (event), &error);

  if (events != NULL)
    filter_events (self, events, passed);
  else
    {
      ccp_event_batch_take (passed, create_fault (self, error->message));
      self->finished = TRUE;
    }
  return REPLACE;
}

static Decision
check_unknown (CcpStreamGuard *self, CcpEvent *event, CcpEventBatch *passed)
{
  if (is_message (event))
    return split_message (self, event, passed);
  if (is_from_future (event) && self->grammar.started)
    return PASS;
  warn_of_name (self, ccp_event_get_name (event));
  return DROP;
}

static Decision
check_event (CcpStreamGuard *self, CcpEvent *event, CcpEventBatch *passed)
{
  const char *fault = NULL;

  switch (ccp_stream_grammar_step (&self->grammar, event, &fault))
    {
    case CCP_GRAMMAR_UNKNOWN:
      return check_unknown (self, event, passed);
    case CCP_GRAMMAR_FAULT:
      ccp_event_batch_take (passed, create_fault (self, fault));
      self->finished = TRUE;
      return REPLACE;
    case CCP_GRAMMAR_PING:
      return check_ping (self);
    case CCP_GRAMMAR_MESSAGE_START:
      return check_start (self, event);
    case CCP_GRAMMAR_MESSAGE_DELTA:
      check_end (self, event);
      return PASS;
    case CCP_GRAMMAR_MESSAGE_STOP:
      self->finished = TRUE;
      return PASS;
    case CCP_GRAMMAR_ERROR:
      self->finished = TRUE;
      /* what a provider of our own dialect says is not touched */
      if (ccp_event_get_raw (event) != NULL || has_request_id (event))
        return PASS;
      ccp_event_batch_take (passed, complete_error (self, event));
      return REPLACE;
    case CCP_GRAMMAR_BLOCK:
      return PASS;
    }
  g_assert_not_reached ();
}

/* Returns: whether all of @batch may pass as it is; what may is in @passed */
static gboolean
filter_events (CcpStreamGuard *self, CcpEventBatch *batch, CcpEventBatch *passed)
{
  gboolean all = TRUE;

  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    {
      CcpEvent *event = ccp_event_batch_get (batch, i);

      if (self->finished)
        return FALSE;
      if (check_event (self, event, passed) == PASS)
        ccp_event_batch_append (passed, event);
      else
        all = FALSE;
      self->started |= ccp_event_batch_get_length (passed) > 0;
    }
  return all;
}

static void
ccp_stream_guard_finalize (GObject *object)
{
  CcpStreamGuard *self = CCP_STREAM_GUARD (object);

  g_clear_object (&self->exchange);

  G_OBJECT_CLASS (ccp_stream_guard_parent_class)->finalize (object);
}

static void
ccp_stream_guard_class_init (CcpStreamGuardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_stream_guard_finalize;
}

static void
ccp_stream_guard_init (CcpStreamGuard *self)
{
}

/*
 * ccp_stream_guard_new:
 * @exchange: the request that is answered
 *
 * Creates a guard for one answer.
 *
 * Returns: (transfer full): a guard
 */
CcpStreamGuard *
ccp_stream_guard_new (CcpExchange *exchange)
{
  CcpStreamGuard *self = NULL;

  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  self = g_object_new (CCP_TYPE_STREAM_GUARD, NULL);
  self->exchange = g_object_ref (exchange);
  return self;
}

/*
 * ccp_stream_guard_filter:
 * @self: a guard
 * @batch: what the chain returned
 *
 * Takes out what may not be sent, by the rules of protocol A.7. The first fault ends the
 * stream with an error. Pings before the first event are left out: they would commit to
 * an answer that may still fail.
 *
 * Returns: (transfer full): what may be sent, @batch itself if all of it may
 */
CcpEventBatch *
ccp_stream_guard_filter (CcpStreamGuard *self, CcpEventBatch *batch)
{
  g_autoptr (CcpEventBatch) passed = NULL;

  g_return_val_if_fail (CCP_IS_STREAM_GUARD (self), NULL);
  g_return_val_if_fail (batch != NULL, NULL);

  passed = ccp_event_batch_new ();
  if (filter_events (self, batch, passed))
    return ccp_event_batch_ref (batch);
  return g_steal_pointer (&passed);
}

/*
 * ccp_stream_guard_finish:
 * @self: a guard
 * @cut: (nullable): how the stream broke
 *
 * Ends the stream. Where the stop reason was sent, the message is complete, however the
 * upstream ended; anything else is an error, and never passed off as an answer.
 *
 * Returns: (transfer full): what is missing, which may be nothing
 */
CcpEventBatch *
ccp_stream_guard_finish (CcpStreamGuard *self, const GError *cut)
{
  CcpEventBatch *end = NULL;

  g_return_val_if_fail (CCP_IS_STREAM_GUARD (self), NULL);

  end = ccp_event_batch_new ();
  if (self->finished)
    return end;
  self->finished = TRUE;
  self->started = TRUE;
  if (self->grammar.has_reason)
    ccp_event_batch_take (end, create_simple ("message_stop"));
  else
    ccp_event_batch_take (end, create_cut (self, cut));
  return end;
}

/*
 * ccp_stream_guard_keep_alive:
 * @self: a guard
 *
 * Makes what is sent so that a client keeps waiting: a ping, and before it the start of
 * the message if nothing was sent before.
 *
 * Returns: (transfer full): events; none once the stream has ended
 */
CcpEventBatch *
ccp_stream_guard_keep_alive (CcpStreamGuard *self)
{
  CcpMessageWriter events;
  CcpEventBatch *batch = NULL;

  g_return_val_if_fail (CCP_IS_STREAM_GUARD (self), NULL);

  ccp_message_writer_init (&events);
  if (!self->started)
    {
      ccp_message_writer_start (&events,
                                ccp_exchange_get_message_id (self->exchange),
                                ccp_exchange_get_model (self->exchange),
                                ccp_exchange_get_input_estimate (self->exchange));
      self->started = TRUE;
      self->start_given = TRUE;
    }
  batch = ccp_message_writer_take (&events);
  ccp_message_writer_clear (&events);
  if (self->finished)
    return batch;
  ccp_event_batch_take (batch, create_simple ("ping"));
  return batch;
}

/*
 * ccp_stream_guard_get_finished:
 * @self: a guard
 *
 * Checks whether the end was sent, good or bad.
 *
 * Returns: %TRUE if it was
 */
gboolean
ccp_stream_guard_get_finished (CcpStreamGuard *self)
{
  g_return_val_if_fail (CCP_IS_STREAM_GUARD (self), FALSE);

  return self->finished;
}

/*
 * ccp_stream_guard_get_text_length:
 * @self: a guard
 *
 * Gets how much the model has written, as far as it came.
 *
 * Returns: bytes of text, thinking and tool input
 */
gsize
ccp_stream_guard_get_text_length (CcpStreamGuard *self)
{
  g_return_val_if_fail (CCP_IS_STREAM_GUARD (self), 0);

  return self->grammar.text_length;
}

/*
 * ccp_stream_guard_get_counted:
 * @self: a guard
 *
 * Gets whether the provider has told how many tokens the whole answer has.
 *
 * Returns: %TRUE once it has
 */
gboolean
ccp_stream_guard_get_counted (CcpStreamGuard *self)
{
  g_return_val_if_fail (CCP_IS_STREAM_GUARD (self), FALSE);

  return self->counted;
}

/*
 * ccp_stream_guard_check_message:
 * @message: what the chain returned
 * @error: what is wrong with it
 *
 * Checks a whole message as strictly as a stream (protocol A.6).
 *
 * Returns: %TRUE if it may be sent
 */
gboolean
ccp_stream_guard_check_message (CcpJson *message, GError **error)
{
  return ccp_message_check (message, error);
}
