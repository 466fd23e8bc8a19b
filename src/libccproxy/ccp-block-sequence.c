/* ccp-block-sequence.c: puts what a model says into blocks, one after the other
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-block-sequence"

#include "private/ccp-block-sequence.h"

#include "ccp-json-value.h"
#include "ccp-tool-id.h"
#include "private/ccp-optional-strings.h"

/* reasoning text without anything that could be sent back (protocol E.4) */
#define NO_STATE "ccp1:no"

static char *
create_client_id (CcpBlockSequence *self, const CcpToolCall *tool)
{
  g_autofree char *id = ccp_tool_id_to_client (tool->id);

  /* clients find the call for a result by its id */
  if (g_hash_table_contains (self->used_ids, id))
    return ccp_tool_id_to_client (NULL);
  return g_steal_pointer (&id);
}

static void
start_tool (CcpBlockSequence *self)
{
  CcpToolCall *tool = self->open_tool;
  const char *name = NULL;
  char *id = NULL;

  if (tool->started)
    return;
  id = create_client_id (self, tool);
  name = ccp_tool_names_get_client (self->names, tool->name);
  ccp_message_writer_begin_tool (&self->writer, id, name != NULL ? name : tool->name);
  g_hash_table_add (self->used_ids, id);
  tool->started = TRUE;
  self->has_tools = TRUE;
}

static void
send_object (CcpBlockSequence *self, CcpJson *object)
{
  CcpJsonBuffer buffer = { 0 };
  gsize length = 0;
  const char *text = ccp_json_peek (object, &length);

  ccp_json_buffer_add_escaped (&buffer, text, length);
  ccp_message_writer_delta (&self->writer, CCP_DELTA_INPUT, buffer.data, buffer.length);
  ccp_json_buffer_clear (&buffer);
}

/* Returns: (transfer full): the arguments as the object that the client gets */
static CcpJson *
make_object (const CcpToolCall *tool)
{
  g_autoptr (CcpJson) object =
      ccp_tool_input_to_object (tool->held.data, tool->held.length);

  return tool->optional != NULL ? ccp_optional_strings_drop_empty (tool->optional, object)
                                : g_steal_pointer (&object);
}

static gboolean
is_sent_as_it_comes (const CcpToolCall *tool)
{
  return tool->kind == CCP_ARGUMENTS_OBJECT && tool->optional == NULL;
}

/* sends what was held; arguments that are no object are made one */
static void
send_held (CcpBlockSequence *self)
{
  CcpToolCall *tool = self->open_tool;
  g_autoptr (CcpJson) object = NULL;
  CcpJsonValue root;

  if (tool->held.length == 0)
    return;
  start_tool (self);
  if (is_sent_as_it_comes (tool))
    ccp_message_writer_delta (&self->writer,
                              CCP_DELTA_INPUT,
                              tool->held.data,
                              tool->held.length);
  else
    {
      object = make_object (tool);
      ccp_json_get_root (object, &root);
      if (ccp_json_value_get_length (&root) > 0)
        send_object (self, object);
    }
  ccp_json_buffer_clear (&tool->held);
}

static void
close_open (CcpBlockSequence *self)
{
  const char *signature = self->default_signature;

  switch (self->open)
    {
    case CCP_OPEN_NOTHING:
      return;
    case CCP_OPEN_THINKING:
      ccp_message_writer_delta (&self->writer,
                                CCP_DELTA_SIGNATURE,
                                signature,
                                strlen (signature));
      break;
    case CCP_OPEN_TOOL:
      start_tool (self);
      send_held (self);
      self->open_tool->state = CCP_TOOL_CLOSED;
      self->open_tool = NULL;
      break;
    case CCP_OPEN_TEXT:
      break;
    }
  ccp_message_writer_end_block (&self->writer);
  self->open = CCP_OPEN_NOTHING;
}

static void
put_text (CcpBlockSequence *self, const char *raw, gsize length)
{
  if (self->open != CCP_OPEN_TEXT)
    {
      close_open (self);
      ccp_message_writer_begin_text (&self->writer);
      self->open = CCP_OPEN_TEXT;
    }
  ccp_message_writer_delta (&self->writer, CCP_DELTA_TEXT, raw, length);
}

static void
put_thinking (CcpBlockSequence *self, const char *raw, gsize length)
{
  if (self->open != CCP_OPEN_THINKING)
    {
      close_open (self);
      ccp_message_writer_begin_thinking (&self->writer);
      self->open = CCP_OPEN_THINKING;
    }
  if (length > 0)
    ccp_message_writer_delta (&self->writer, CCP_DELTA_THINKING, raw, length);
}

/* what is signed is complete: a block has one signature, just before its end */
static void
put_signature (CcpBlockSequence *self, const char *signature)
{
  CcpJsonBuffer buffer = { 0 };

  put_thinking (self, "", 0);
  ccp_json_buffer_add_escaped (&buffer, signature, strlen (signature));
  ccp_message_writer_delta (&self->writer,
                            CCP_DELTA_SIGNATURE,
                            buffer.data,
                            buffer.length);
  ccp_json_buffer_clear (&buffer);
  ccp_message_writer_end_block (&self->writer);
  self->open = CCP_OPEN_NOTHING;
}

static void
put_block (CcpBlockSequence *self, CcpJson *block)
{
  CcpJsonValue root;
  CcpJsonValue type;

  ccp_json_get_root (block, &root);
  type = ccp_json_value_member (&root, "type");
  close_open (self);
  ccp_message_writer_block (&self->writer, &root);
  self->has_tools |= ccp_json_value_equals_string (&type, "tool_use");
}

static void
put_tool (CcpBlockSequence *self, CcpToolCall *tool)
{
  const char *name = ccp_tool_names_get_client (self->names, tool->name);

  close_open (self);
  if (self->request != NULL)
    tool->optional =
        ccp_optional_strings_find (self->request, name != NULL ? name : tool->name);
  self->open = CCP_OPEN_TOOL;
  self->open_tool = tool;
  if (tool->id != NULL)
    start_tool (self);
  if (is_sent_as_it_comes (tool))
    send_held (self);
  if (ccp_tool_call_is_whole (tool))
    close_open (self);
}

static void
put_waiting (CcpBlockSequence *self, CcpWaitingBlock *block)
{
  switch (block->kind)
    {
    case CCP_WAITING_TEXT:
      put_text (self, block->raw.data, block->raw.length);
      break;
    case CCP_WAITING_THINKING:
      put_thinking (self, block->raw.data, block->raw.length);
      if (block->signature != NULL)
        put_signature (self, block->signature);
      break;
    case CCP_WAITING_TOOL:
      put_tool (self, block->tool);
      break;
    case CCP_WAITING_BLOCK:
      put_block (self, block->block);
      break;
    }
}

static void
drain (CcpBlockSequence *self)
{
  while (self->open != CCP_OPEN_TOOL)
    {
      g_autoptr (CcpWaitingBlock) block = ccp_block_queue_pop (&self->queue);

      if (block == NULL)
        return;
      put_waiting (self, block);
    }
}

static void
place_tool (CcpBlockSequence *self, CcpToolCall *tool)
{
  tool->state = CCP_TOOL_PLACED;
  if (self->open == CCP_OPEN_TOOL)
    ccp_block_queue_add_tool (&self->queue, tool);
  else
    put_tool (self, tool);
}

static CcpToolCall *
get_tool (CcpBlockSequence *self, guint key)
{
  CcpToolCall *tool = g_hash_table_lookup (self->by_key, GUINT_TO_POINTER (key));

  if (tool == NULL)
    {
      tool = ccp_tool_call_new ();
      g_ptr_array_add (self->tools, tool);
      g_hash_table_insert (self->by_key, GUINT_TO_POINTER (key), tool);
    }
  return tool;
}

static void
place_nameless_tools (CcpBlockSequence *self)
{
  for (guint i = 0; i < self->tools->len; i++)
    {
      CcpToolCall *tool = g_ptr_array_index (self->tools, i);
      g_autofree char *name = g_strdup_printf ("tool_%u", i + 1);

      if (tool->state != CCP_TOOL_UNPLACED || ccp_tool_call_is_empty (tool))
        continue;
      ccp_tool_call_set (tool, NULL, name);
      place_tool (self, tool);
    }
}

/*
 * ccp_block_sequence_init:
 * @self: (out caller-allocates): a sequence
 *
 * Prepares to put blocks one after the other.
 */
void
ccp_block_sequence_init (CcpBlockSequence *self)
{
  *self = (CcpBlockSequence){ 0 };
  ccp_message_writer_init (&self->writer);
  self->default_signature = g_strdup (NO_STATE);
  self->tools = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_tool_call_free);
  self->by_key = g_hash_table_new (NULL, NULL);
  self->used_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/*
 * ccp_block_sequence_clear:
 * @self: a sequence
 *
 * Frees what is in it.
 */
void
ccp_block_sequence_clear (CcpBlockSequence *self)
{
  ccp_message_writer_clear (&self->writer);
  ccp_block_queue_clear (&self->queue);
  g_clear_pointer (&self->names, ccp_tool_names_unref);
  g_clear_pointer (&self->request, ccp_json_unref);
  g_clear_pointer (&self->default_signature, g_free);
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->used_ids, g_hash_table_unref);
  g_clear_pointer (&self->tools, g_ptr_array_unref);
}

/*
 * ccp_block_sequence_set_default_signature:
 * @self: a sequence
 * @signature: (nullable): a signature; %NULL or empty for the one that says that there
 * is nothing to send back
 *
 * Sets what thinking is signed with when it gets no signature of its own.
 */
void
ccp_block_sequence_set_default_signature (CcpBlockSequence *self, const char *signature)
{
  CcpJsonBuffer buffer = { 0 };

  if (signature == NULL || *signature == '\0')
    signature = NO_STATE;
  ccp_json_buffer_add_escaped (&buffer, signature, strlen (signature));
  g_free (self->default_signature);
  self->default_signature = g_strndup (buffer.data, buffer.length);
  ccp_json_buffer_clear (&buffer);
}

/*
 * ccp_block_sequence_text:
 * @self: a sequence
 * @raw: text, as it stands between the quotes of a JSON string, not empty
 * @length: its length
 *
 * Adds text.
 */
void
ccp_block_sequence_text (CcpBlockSequence *self, const char *raw, gsize length)
{
  if (self->open == CCP_OPEN_TOOL)
    ccp_block_queue_add_text (&self->queue, raw, length);
  else
    put_text (self, raw, length);
}

/*
 * ccp_block_sequence_thinking:
 * @self: a sequence
 * @raw: thinking, as it stands between the quotes of a JSON string; if it is empty, the
 * block is there all the same
 * @length: its length
 *
 * Adds thinking.
 */
void
ccp_block_sequence_thinking (CcpBlockSequence *self, const char *raw, gsize length)
{
  if (self->open == CCP_OPEN_TOOL)
    ccp_block_queue_add_thinking (&self->queue, raw, length);
  else
    put_thinking (self, raw, length);
}

/*
 * ccp_block_sequence_signature:
 * @self: a sequence
 * @signature: a signature
 *
 * Signs the thinking that is open and so ends it; if none is open, adds a block without
 * text.
 */
void
ccp_block_sequence_signature (CcpBlockSequence *self, const char *signature)
{
  if (self->open == CCP_OPEN_TOOL)
    ccp_block_queue_add_signature (&self->queue, signature);
  else
    put_signature (self, signature);
}

/*
 * ccp_block_sequence_block:
 * @self: a sequence
 * @block: a content block
 *
 * Adds a whole block.
 */
void
ccp_block_sequence_block (CcpBlockSequence *self, CcpJson *block)
{
  if (self->open == CCP_OPEN_TOOL)
    ccp_block_queue_add_block (&self->queue, block);
  else
    put_block (self, block);
}

/*
 * ccp_block_sequence_tool_begin:
 * @self: a sequence
 * @key: the dialect's number of the call
 * @id: (nullable): the provider's id
 * @name: (nullable): the provider's name of the tool
 *
 * Begins a call, or adds what was not known of it.
 */
void
ccp_block_sequence_tool_begin (CcpBlockSequence *self,
                               guint key,
                               const char *id,
                               const char *name)
{
  CcpToolCall *tool = get_tool (self, key);

  ccp_tool_call_set (tool, id, name);
  if (tool->state == CCP_TOOL_UNPLACED && tool->name != NULL)
    place_tool (self, tool);
  else if (tool == self->open_tool && tool->id != NULL)
    start_tool (self);
  drain (self);
}

/*
 * ccp_block_sequence_tool_arguments:
 * @self: a sequence
 * @key: the dialect's number of the call
 * @raw: more of its arguments, as they stand in a JSON string
 * @length: their length
 *
 * Adds arguments.
 */
void
ccp_block_sequence_tool_arguments (CcpBlockSequence *self,
                                   guint key,
                                   const char *raw,
                                   gsize length)
{
  CcpToolCall *tool = get_tool (self, key);
  gsize taken = ccp_tool_call_take_arguments (tool, &raw, length);

  if (tool != self->open_tool || !is_sent_as_it_comes (tool))
    ccp_json_buffer_add (&tool->held, raw, taken);
  else if (taken > 0)
    {
      start_tool (self);
      ccp_message_writer_delta (&self->writer, CCP_DELTA_INPUT, raw, taken);
    }
  if (tool != self->open_tool)
    return;
  if (ccp_tool_call_is_whole (tool))
    close_open (self);
  drain (self);
}

/*
 * ccp_block_sequence_tool_end:
 * @self: a sequence
 * @key: the dialect's number of the call
 *
 * Ends a call. Nothing more is taken for it.
 */
void
ccp_block_sequence_tool_end (CcpBlockSequence *self, guint key)
{
  CcpToolCall *tool = g_hash_table_lookup (self->by_key, GUINT_TO_POINTER (key));

  if (tool == NULL)
    return;
  tool->ended = TRUE;
  if (tool == self->open_tool)
    close_open (self);
  drain (self);
}

/*
 * ccp_block_sequence_finish:
 * @self: a sequence
 *
 * Puts everything that waits, and closes the last block.
 */
void
ccp_block_sequence_finish (CcpBlockSequence *self)
{
  place_nameless_tools (self);
  do
    {
      close_open (self);
      drain (self);
    }
  while (self->open != CCP_OPEN_NOTHING);
}
