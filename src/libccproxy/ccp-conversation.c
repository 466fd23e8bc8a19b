/* ccp-conversation.c: what was said so far, in the order that any provider takes it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-conversation"

#include "ccp-conversation.h"

#include <string.h>

#include "ccp-error.h"
#include "private/ccp-conversation-private.h"

#define BILLING_PREFIX "x-anthropic-billing-header:"

/**
 * CcpConversation:
 *
 * What was said so far, read from a request of the Messages API and brought into the
 * order that any provider takes (protocol E.2): turns of user and assistant alternate,
 * calls of tools are answered at once, one result for each call and in their order, and
 * nothing is empty. Nothing is copied: it is a view of the request, which it keeps alive.
 */
G_DEFINE_BOXED_TYPE (CcpConversation,
                     ccp_conversation,
                     ccp_conversation_ref,
                     ccp_conversation_unref)

static CcpJson *
create_string_document (const char *text)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_string (writer, text);
  return ccp_json_writer_finish (writer);
}

/* The first line says who pays, and differs from request to request, so that it would
 * spoil the prompt cache of any other provider. */
static void
drop_first_line (CcpConversation *self, CcpBlock *block)
{
  g_autofree char *text = ccp_json_value_dup_string (&block->value, NULL);
  const char *rest = text + strcspn (text, "\n");
  CcpJson *document = NULL;

  rest += strspn (rest, "\r\n");
  document = create_string_document (rest);
  if (document == NULL)
    return;
  g_ptr_array_add (self->documents, document);
  ccp_json_get_root (document, &block->value);
}

static void
read_system (CcpConversation *self, const CcpJsonValue *content)
{
  CcpBlockIter iter;
  CcpBlock block;

  ccp_block_iter_init (&iter, content);
  while (ccp_block_iter_next (&iter, &block))
    {
      if (block.kind != CCP_BLOCK_TEXT)
        continue;
      if (ccp_json_value_has_prefix (&block.value, BILLING_PREFIX))
        drop_first_line (self, &block);
      if (ccp_json_value_is_string (&block.value) &&
          !ccp_json_value_is_blank_string (&block.value))
        g_array_append_val (self->system, block);
    }
}

/**
 * ccp_conversation_new:
 * @body: a body that [func@request_check] found good
 * @flags: how to read it
 *
 * Reads the conversation in a request.
 *
 * What providers refuse is mended: empty texts are dropped, neighbours of the same role
 * are joined, results follow their calls at once, a call that has none gets one that says
 * so, and a result without a call becomes a text.
 *
 * Returns: (transfer full): the conversation, which may be empty
 */
CcpConversation *
ccp_conversation_new (CcpJson *body, CcpConversationFlags flags)
{
  CcpConversation *self;
  CcpJsonValue root;
  CcpJsonValue system;

  g_return_val_if_fail (body != NULL, NULL);

  self = g_new0 (CcpConversation, 1);
  g_atomic_ref_count_init (&self->references);
  self->body = ccp_json_ref (body);
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_json_unref);
  self->system = g_array_new (FALSE, FALSE, sizeof (CcpBlock));
  self->turns = g_array_new (FALSE, FALSE, sizeof (CcpTurnRange));
  self->blocks = g_array_new (FALSE, FALSE, sizeof (CcpBlock));
  self->results = g_array_new (FALSE, FALSE, sizeof (CcpToolResult));
  self->media = g_array_new (FALSE, FALSE, sizeof (CcpBlock));

  ccp_json_get_root (body, &root);
  system = ccp_json_value_member (&root, "system");
  read_system (self, &system);
  ccp_conversation_build (self, flags);
  return self;
}

/**
 * ccp_conversation_ref:
 * @self: a conversation
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpConversation *
ccp_conversation_ref (CcpConversation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_conversation_unref:
 * @self: (transfer full): a conversation
 *
 * Gives a reference up.
 */
void
ccp_conversation_unref (CcpConversation *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->body, ccp_json_unref);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_clear_pointer (&self->system, g_array_unref);
  g_clear_pointer (&self->turns, g_array_unref);
  g_clear_pointer (&self->blocks, g_array_unref);
  g_clear_pointer (&self->results, g_array_unref);
  g_clear_pointer (&self->media, g_array_unref);
  g_free (self);
}

/**
 * ccp_conversation_get_system: (skip)
 * @self: a conversation
 * @n_blocks: (out): how many there are
 *
 * Gets the texts of the system prompt. The line that says who pays is not among them
 * (protocol E.2.1).
 *
 * Returns: (transfer none) (array length=n_blocks): text blocks
 */
const CcpBlock *
ccp_conversation_get_system (CcpConversation *self, guint *n_blocks)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_blocks != NULL, NULL);

  *n_blocks = self->system->len;
  return (const CcpBlock *) (gpointer) self->system->data;
}

/**
 * ccp_conversation_get_length:
 * @self: a conversation
 *
 * Gets how many turns there are.
 *
 * Returns: a number
 */
guint
ccp_conversation_get_length (CcpConversation *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->turns->len;
}

/**
 * ccp_conversation_check:
 * @self: a conversation
 * @error: return location for an error
 *
 * Checks that there is something to answer.
 *
 * Returns: %FALSE with `CCP_ERROR_INVALID_REQUEST` if no message has content
 */
gboolean
ccp_conversation_check (CcpConversation *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (ccp_conversation_get_length (self) > 0)
    return TRUE;
  g_set_error_literal (error,
                       CCP_ERROR,
                       CCP_ERROR_INVALID_REQUEST,
                       "messages: at least one message must have content");
  return FALSE;
}

/**
 * ccp_conversation_get_turn: (skip)
 * @self: a conversation
 * @index: the position of a turn, from 0
 * @turn: (out caller-allocates): the turn
 *
 * Gets a turn.
 */
void
ccp_conversation_get_turn (CcpConversation *self, guint index, CcpTurn *turn)
{
  const CcpTurnRange *range;

  g_return_if_fail (self != NULL);
  g_return_if_fail (index < self->turns->len);
  g_return_if_fail (turn != NULL);

  range = &g_array_index (self->turns, CcpTurnRange, index);
  turn->role = range->role;
  /* an empty array has no place that one could point into */
  turn->results = range->n_results > 0
                      ? &g_array_index (self->results, CcpToolResult, range->first_result)
                      : NULL;
  turn->n_results = range->n_results;
  turn->blocks = range->n_blocks > 0
                     ? &g_array_index (self->blocks, CcpBlock, range->first_block)
                     : NULL;
  turn->n_blocks = range->n_blocks;
}

/**
 * ccp_conversation_get_loop_start:
 * @self: a conversation
 *
 * Gets where the tool loop begins that the model is in: after the last turn in which the
 * user said something, and not only tools.
 *
 * Returns: the position of a turn, or the number of turns
 */
guint
ccp_conversation_get_loop_start (CcpConversation *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->loop_start;
}
