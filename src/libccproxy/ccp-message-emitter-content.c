/* ccp-message-emitter-content.c: the half of the emitter that takes what the model says
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-message-emitter"

#include "ccp-json-writer.h"
#include "private/ccp-message-emitter-private.h"

static void
add_text (CcpMessageEmitter *self, const char *raw, gsize length)
{
  if (raw != NULL && length > 0 && ccp_message_emitter_ensure_started (self))
    ccp_block_sequence_text (&self->blocks, raw, length);
}

static void
add_thinking (CcpMessageEmitter *self, const char *raw, gsize length)
{
  if (raw == NULL || length == 0 || !ccp_message_emitter_ensure_started (self))
    return;
  if (self->thinking != CCP_THINKING_HIDDEN)
    ccp_block_sequence_thinking (&self->blocks,
                                 raw,
                                 self->thinking == CCP_THINKING_OMITTED ? 0 : length);
}

static void
add_arguments (CcpMessageEmitter *self, guint key, const char *raw, gsize length)
{
  if (raw != NULL && length > 0 && ccp_message_emitter_ensure_started (self))
    ccp_block_sequence_tool_arguments (&self->blocks, key, raw, length);
}

/* some providers send the object itself instead of its text */
static void
add_arguments_json (CcpMessageEmitter *self, guint key, const CcpJsonValue *value)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) text = NULL;
  gsize length = 0;
  const char *raw = NULL;

  ccp_json_writer_begin_string (writer);
  ccp_json_writer_append_json (writer, value);
  ccp_json_writer_end_string (writer);
  text = ccp_json_writer_finish (writer);
  if (text == NULL)
    return;
  raw = ccp_json_peek (text, &length);
  add_arguments (self, key, raw + 1, length - 2);
}

/**
 * ccp_message_emitter_text:
 * @self: an emitter
 * @text: text, of whole characters
 * @length: the length of @text in bytes, or -1 if it ends with a zero byte
 *
 * Adds text.
 */
void
ccp_message_emitter_text (CcpMessageEmitter *self, const char *text, gssize length)
{
  gsize raw_length = 0;
  const char *raw = NULL;

  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (self));
  g_return_if_fail (text != NULL);

  raw = ccp_message_emitter_escape (self, text, length, &raw_length);
  add_text (self, raw, raw_length);
}

/**
 * ccp_message_emitter_text_value: (skip)
 * @self: an emitter
 * @string: text; what is no string is ignored
 *
 * Adds text.
 */
void
ccp_message_emitter_text_value (CcpMessageEmitter *self, const CcpJsonValue *string)
{
  gsize length = 0;
  const char *raw = NULL;

  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (self));
  g_return_if_fail (string != NULL);

  raw = ccp_message_emitter_peek_raw (string, &length);
  add_text (self, raw, length);
}

/**
 * ccp_message_emitter_thinking:
 * @self: an emitter
 * @text: thinking, of whole characters
 * @length: the length of @text in bytes, or -1 if it ends with a zero byte
 *
 * Adds thinking. What the client did not ask for is not shown (protocol E.4).
 */
void
ccp_message_emitter_thinking (CcpMessageEmitter *self, const char *text, gssize length)
{
  gsize raw_length = 0;
  const char *raw = NULL;

  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (self));
  g_return_if_fail (text != NULL);

  raw = ccp_message_emitter_escape (self, text, length, &raw_length);
  add_thinking (self, raw, raw_length);
}

/**
 * ccp_message_emitter_thinking_value: (skip)
 * @self: an emitter
 * @string: thinking; what is no string is ignored
 *
 * Adds thinking. What the client did not ask for is not shown (protocol E.4).
 */
void
ccp_message_emitter_thinking_value (CcpMessageEmitter *self, const CcpJsonValue *string)
{
  gsize length = 0;
  const char *raw = NULL;

  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (self));
  g_return_if_fail (string != NULL);

  raw = ccp_message_emitter_peek_raw (string, &length);
  add_thinking (self, raw, length);
}

/**
 * ccp_message_emitter_set_default_signature:
 * @self: an emitter
 * @signature: (nullable): a signature, or %NULL for `ccp1:no`
 *
 * Sets what thinking is signed with that gets no signature of its own (protocol E.4).
 */
void
ccp_message_emitter_set_default_signature (CcpMessageEmitter *self, const char *signature)
{
  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (self));

  ccp_block_sequence_set_default_signature (&self->blocks, signature);
}

/**
 * ccp_message_emitter_signature:
 * @self: an emitter
 * @signature: a signature
 *
 * Signs the thinking that came just before, which is complete then. If there is none, a
 * block without text carries the signature, before whatever comes next (protocol E.4,
 * emission rules 1 to 3).
 */
void
ccp_message_emitter_signature (CcpMessageEmitter *self, const char *signature)
{
  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (self));
  g_return_if_fail (signature != NULL);

  if (*signature == '\0' || !ccp_message_emitter_ensure_started (self))
    return;
  if (ccp_thinking_policy_allows_signature (self->thinking, signature))
    ccp_block_sequence_signature (&self->blocks, signature);
}

/**
 * ccp_message_emitter_block:
 * @self: an emitter
 * @block: a content block of the Messages API, such as `web_search_tool_result`
 *
 * Adds a whole block. One without a type is ignored.
 */
void
ccp_message_emitter_block (CcpMessageEmitter *self, CcpJson *block)
{
  CcpJsonValue root;
  CcpJsonValue type;

  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (self));
  g_return_if_fail (block != NULL);

  ccp_json_get_root (block, &root);
  type = ccp_json_value_member (&root, "type");
  if (ccp_json_value_is_string (&type) && ccp_message_emitter_ensure_started (self))
    ccp_block_sequence_block (&self->blocks, block);
}

/**
 * ccp_message_emitter_tool_begin:
 * @self: an emitter
 * @key: the dialect's own number of the call, which says which call is meant later
 * @id: (nullable): the provider's id of the call
 * @name: (nullable): the name of the tool as the provider knows it
 *
 * Begins the call of a tool. Where id or name come later, or again, this may be called
 * again; what is known stays. A call whose name never comes gets one at the end.
 *
 * The client sees an id that it allows (see [func@tool_id_to_client]) and the name that
 * it knows (see [method@Exchange.get_tool_names]).
 */
void
ccp_message_emitter_tool_begin (CcpMessageEmitter *self,
                                guint key,
                                const char *id,
                                const char *name)
{
  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (self));

  if (ccp_message_emitter_ensure_started (self))
    ccp_block_sequence_tool_begin (&self->blocks, key, id, name);
}

/**
 * ccp_message_emitter_tool_arguments:
 * @self: an emitter
 * @key: the dialect's own number of the call
 * @text: more of its arguments, of whole characters
 * @length: the length of @text in bytes, or -1 if it ends with a zero byte
 *
 * Adds arguments. An object is passed on as it comes; anything else is held until the end
 * of the call and made an object then (protocol E.6.8). What follows the end of the
 * object is ignored.
 */
void
ccp_message_emitter_tool_arguments (CcpMessageEmitter *self,
                                    guint key,
                                    const char *text,
                                    gssize length)
{
  gsize raw_length = 0;
  const char *raw = NULL;

  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (self));
  g_return_if_fail (text != NULL);

  raw = ccp_message_emitter_escape (self, text, length, &raw_length);
  add_arguments (self, key, raw, raw_length);
}

/**
 * ccp_message_emitter_tool_arguments_value: (skip)
 * @self: an emitter
 * @key: the dialect's own number of the call
 * @value: a string that is more of the arguments' text, or the arguments themselves as
 * JSON; `null` is ignored
 *
 * Adds arguments, see [method@MessageEmitter.tool_arguments].
 */
void
ccp_message_emitter_tool_arguments_value (CcpMessageEmitter *self,
                                          guint key,
                                          const CcpJsonValue *value)
{
  gsize length = 0;
  const char *raw = NULL;

  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (self));
  g_return_if_fail (value != NULL);

  switch (ccp_json_value_get_kind (value))
    {
    case CCP_JSON_NONE:
    case CCP_JSON_NULL:
      return;
    case CCP_JSON_STRING:
      raw = ccp_message_emitter_peek_raw (value, &length);
      add_arguments (self, key, raw, length);
      return;
    default:
      add_arguments_json (self, key, value);
    }
}

/**
 * ccp_message_emitter_tool_end:
 * @self: an emitter
 * @key: the dialect's own number of the call
 *
 * Ends the call of a tool, where the provider says so. The end of the arguments' object
 * and the end of the message end it as well.
 */
void
ccp_message_emitter_tool_end (CcpMessageEmitter *self, guint key)
{
  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (self));

  if (!self->finished)
    ccp_block_sequence_tool_end (&self->blocks, key);
}
