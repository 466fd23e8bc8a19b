/* ccp-message-emitter.c: what a dialect calls to answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-message-emitter"

#include "ccp-message-emitter.h"

#include "private/ccp-message-builder.h"
#include "private/ccp-message-emitter-private.h"

/**
 * CcpMessageEmitter:
 *
 * What a dialect calls to answer.
 *
 * A provider's answer comes in any order: pieces of several tool calls mixed, text after
 * them, counts and the reason of the end at any place or not at all. The emitter makes
 * of it one well-formed message of the Anthropic Messages API (protocol A.6, A.7, E.6):
 * it owns ids, indexes, the open block, the queue of what must wait, start and end.
 *
 * The dialect says what arrives, and nothing about blocks. The same calls give a stream
 * ([method@MessageEmitter.take_events], as often as there is something) or the whole
 * message ([method@MessageEmitter.take_message], once, at the end).
 *
 * ```c
 * ccp_message_emitter_text (emitter, "Hello", -1);
 * ccp_message_emitter_stop (emitter, CCP_STOP_END_TURN, NULL);
 * ccp_message_emitter_finish (emitter);
 * events = ccp_message_emitter_take_events (emitter);
 * ```
 *
 * Every call is good at any time: what comes after the end is ignored, and what must
 * come first is sent first. In C there are variants that take a place in a JSON document
 * (`ccp_message_emitter_text_value ()` and so on) and copy what stands there without
 * decoding it.
 */
G_DEFINE_FINAL_TYPE (CcpMessageEmitter, ccp_message_emitter, G_TYPE_OBJECT)

static void
ccp_message_emitter_finalize (GObject *object)
{
  CcpMessageEmitter *self = CCP_MESSAGE_EMITTER (object);

  g_clear_object (&self->exchange);
  ccp_block_sequence_clear (&self->blocks);
  ccp_json_buffer_clear (&self->scratch);
  ccp_message_end_clear (&self->end);
  g_clear_pointer (&self->verdict, ccp_verdict_unref);

  G_OBJECT_CLASS (ccp_message_emitter_parent_class)->finalize (object);
}

static void
ccp_message_emitter_class_init (CcpMessageEmitterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_message_emitter_finalize;
}

static void
ccp_message_emitter_init (CcpMessageEmitter *self)
{
  ccp_block_sequence_init (&self->blocks);
  ccp_message_end_init (&self->end);
  self->finished = TRUE; /* until there is something to answer */
}

/*
 * ccp_message_emitter_ensure_started:
 * @self: an emitter
 *
 * Starts the message if it has not begun.
 *
 * Returns: %FALSE if it is over, so that nothing counts any more
 */
gboolean
ccp_message_emitter_ensure_started (CcpMessageEmitter *self)
{
  if (self->finished)
    return FALSE;
  if (!self->started)
    {
      self->started = TRUE;
      ccp_message_writer_start (&self->blocks.writer,
                                ccp_exchange_get_message_id (self->exchange),
                                ccp_exchange_get_model (self->exchange),
                                ccp_message_end_estimate_input (self->exchange));
    }
  return TRUE;
}

/*
 * ccp_message_emitter_peek_raw:
 * @value: a place in a document
 * @length: (out): the length of what is returned
 *
 * Gets what stands between the quotes of a string.
 *
 * Returns: (transfer none) (nullable): %NULL if it is no string or empty
 */
const char *
ccp_message_emitter_peek_raw (const CcpJsonValue *value, gsize *length)
{
  const char *raw = ccp_json_value_peek_raw (value, length);

  if (!ccp_json_value_is_string (value) || *length <= 2)
    return NULL;
  *length -= 2;
  return raw + 1;
}

/*
 * ccp_message_emitter_escape:
 * @self: an emitter
 * @text: a text
 * @length: its length, or -1 if it ends with a zero byte
 * @raw_length: (out): the length of what is returned
 *
 * Writes a text as it stands between the quotes of a JSON string.
 *
 * Returns: (transfer none) (nullable): good until the next call, %NULL if it is empty
 */
const char *
ccp_message_emitter_escape (CcpMessageEmitter *self,
                            const char *text,
                            gssize length,
                            gsize *raw_length)
{
  self->scratch.length = 0;
  ccp_json_buffer_add_escaped (&self->scratch,
                               text,
                               length < 0 ? strlen (text) : (gsize) length);
  *raw_length = self->scratch.length;
  return self->scratch.data;
}

/**
 * ccp_message_emitter_new:
 * @exchange: the request that is answered
 *
 * Creates an emitter for one answer. Of the settings of the dialect it reads
 * `always_show_thinking`, `drop_empty_optional` and `estimate_usage`.
 *
 * Returns: (transfer full): an emitter
 */
CcpMessageEmitter *
ccp_message_emitter_new (CcpExchange *exchange)
{
  CcpMessageEmitter *self = NULL;
  CcpJsonValue drop;

  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  self = g_object_new (CCP_TYPE_MESSAGE_EMITTER, NULL);
  self->exchange = g_object_ref (exchange);
  self->thinking = ccp_thinking_policy_find (exchange);
  self->blocks.names = ccp_tool_names_ref (ccp_exchange_get_tool_names (exchange));
  ccp_exchange_get_option (exchange, "drop_empty_optional", &drop);
  if (ccp_json_value_get_boolean (&drop, FALSE))
    self->blocks.request = ccp_json_ref (ccp_exchange_get_body (exchange));
  self->finished = FALSE;
  return self;
}

/**
 * ccp_message_emitter_get_hides_thinking:
 * @self: an emitter
 *
 * Tells whether the client did not ask for thinking, so that it gets none but for state
 * without which its next turn goes wrong (protocol E.4, emission rule 5).
 *
 * Returns: %TRUE if it did not
 */
gboolean
ccp_message_emitter_get_hides_thinking (CcpMessageEmitter *self)
{
  g_return_val_if_fail (CCP_IS_MESSAGE_EMITTER (self), FALSE);

  return self->thinking == CCP_THINKING_HIDDEN;
}

/**
 * ccp_message_emitter_start:
 * @self: an emitter
 *
 * Starts the message, when it is certain that the provider answers (protocol E.6.5). All
 * other calls do it where they must.
 */
void
ccp_message_emitter_start (CcpMessageEmitter *self)
{
  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (self));

  ccp_message_emitter_ensure_started (self);
}

/**
 * ccp_message_emitter_usage:
 * @self: an emitter
 * @usage: token counts
 *
 * Notes what the answer costs. Counts are totals: the last one that is known counts.
 */
void
ccp_message_emitter_usage (CcpMessageEmitter *self, const CcpUsage *usage)
{
  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (self));
  g_return_if_fail (usage != NULL);

  if (self->finished)
    return;
  ccp_usage_merge (&self->end.usage, usage);
  ccp_exchange_update_usage (self->exchange, usage);
}

/**
 * ccp_message_emitter_stop:
 * @self: an emitter
 * @reason: why the message ends
 * @detail: (nullable): the stop sequence, or the explanation of a refusal
 *
 * Notes why the message ends; it does not end it, for the token counts come later. A
 * reason that says that nothing went wrong does not replace one that says more, and
 * whether it is `end_turn` or `tool_use` depends on whether a tool was called (protocol
 * E.6.1).
 */
void
ccp_message_emitter_stop (CcpMessageEmitter *self,
                          CcpStopReason reason,
                          const char *detail)
{
  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (self));
  g_return_if_fail ((guint) reason <= CCP_STOP_CONTEXT_WINDOW);

  if (!self->finished)
    ccp_message_end_set_reason (&self->end, reason, detail);
}

/**
 * ccp_message_emitter_finish:
 * @self: an emitter
 *
 * Ends the message. What was held back is sent first.
 */
void
ccp_message_emitter_finish (CcpMessageEmitter *self)
{
  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (self));

  if (!ccp_message_emitter_ensure_started (self))
    return;
  ccp_block_sequence_finish (&self->blocks);
  ccp_message_end_write (&self->end,
                         self->exchange,
                         self->blocks.has_tools,
                         &self->blocks.writer);
  self->finished = TRUE;
}

/**
 * ccp_message_emitter_fail:
 * @self: an emitter
 * @verdict: what went wrong
 *
 * Ends the message with an error. What was held back is dropped: a client repeats the
 * request, and half a tool call helps nobody.
 */
void
ccp_message_emitter_fail (CcpMessageEmitter *self, CcpVerdict *verdict)
{
  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (self));
  g_return_if_fail (verdict != NULL);

  if (self->finished)
    return;
  ccp_event_batch_take (
      self->blocks.writer.events,
      ccp_event_new_error (verdict, ccp_exchange_get_id (self->exchange)));
  self->verdict = ccp_verdict_ref (verdict);
  self->finished = TRUE;
}

/**
 * ccp_message_emitter_get_started:
 * @self: an emitter
 *
 * Checks whether the message has begun.
 *
 * Returns: %TRUE if it has
 */
gboolean
ccp_message_emitter_get_started (CcpMessageEmitter *self)
{
  g_return_val_if_fail (CCP_IS_MESSAGE_EMITTER (self), FALSE);

  return self->started;
}

/**
 * ccp_message_emitter_get_finished:
 * @self: an emitter
 *
 * Checks whether the message has ended, well or not.
 *
 * Returns: %TRUE if it has
 */
gboolean
ccp_message_emitter_get_finished (CcpMessageEmitter *self)
{
  g_return_val_if_fail (CCP_IS_MESSAGE_EMITTER (self), FALSE);

  return self->finished;
}

/**
 * ccp_message_emitter_take_events:
 * @self: an emitter
 *
 * Gets the events since the last time.
 *
 * Returns: (transfer full): a batch, which may be empty
 */
CcpEventBatch *
ccp_message_emitter_take_events (CcpMessageEmitter *self)
{
  g_return_val_if_fail (CCP_IS_MESSAGE_EMITTER (self), NULL);

  self->given = TRUE;
  return ccp_message_writer_take (&self->blocks.writer);
}

/**
 * ccp_message_emitter_take_message:
 * @self: an emitter
 * @error: why there is no message
 *
 * Gets the whole message, once, after [method@MessageEmitter.finish] and instead of
 * [method@MessageEmitter.take_events].
 *
 * Returns: (transfer full): the message, or %NULL with the error that
 * [method@MessageEmitter.fail] was given
 */
CcpJson *
ccp_message_emitter_take_message (CcpMessageEmitter *self, GError **error)
{
  g_autoptr (CcpEventBatch) events = NULL;
  g_autoptr (CcpJson) message = NULL;
  CcpMessageBuilder builder;

  g_return_val_if_fail (CCP_IS_MESSAGE_EMITTER (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (self->verdict != NULL)
    {
      g_propagate_error (error, ccp_verdict_to_error (self->verdict));
      return NULL;
    }
  if (!self->given)
    {
      events = ccp_message_emitter_take_events (self);
      ccp_message_builder_init (&builder);
      ccp_message_builder_add (&builder, events);
      message = ccp_message_builder_finish (&builder);
      ccp_message_builder_clear (&builder);
    }
  if (message == NULL)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_UPSTREAM,
                 "the provider's answer is not complete");
  return g_steal_pointer (&message);
}
