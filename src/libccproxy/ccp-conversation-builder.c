/* ccp-conversation-builder.c: brings messages into the order that any provider takes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-conversation"

#include "private/ccp-conversation-private.h"

/* A call of the assistant's last turn, and the result that was found for it. */
typedef struct
{
  CcpJsonValue block;
  CcpJsonValue result;
} Call;

/* What user or system said since the assistant's last turn. */
typedef struct
{
  CcpRole role;
  CcpBlock block;
} Saying;

typedef struct
{
  CcpConversation *conversation; /* (not owned) */
  CcpConversationFlags flags;

  GArray *calls;        /* (element-type Call) */
  GHashTable *waiting;  /* (element-type utf8 GQueue): by id, calls without a result */
  GArray *sayings;      /* (element-type Saying) */
  GArray *thoughts;     /* (element-type CcpBlock): of a turn with nothing else so far */
  GHashTable *searches; /* (element-type utf8 CcpJsonValue): web searches by id */
  gboolean has_results;
} Builder;

static void
say (Builder *self, CcpRole role, const CcpBlock *block)
{
  Saying saying = { role, *block };

  /* whoever speaks between two messages of the assistant parts them */
  g_array_set_size (self->thoughts, 0);
  g_array_append_val (self->sayings, saying);
}

static void
say_value (Builder *self, CcpRole role, CcpBlockKind kind, const CcpJsonValue *value)
{
  CcpBlock block = { kind, *value, CCP_JSON_VALUE_NONE };

  say (self, role, &block);
}

static char *
dup_member (const CcpJsonValue *object, const char *name)
{
  CcpJsonValue member = ccp_json_value_member (object, name);

  return ccp_json_value_dup_string (&member, NULL);
}

static gboolean
has_words (const CcpJsonValue *text)
{
  return ccp_json_value_is_string (text) && !ccp_json_value_is_blank_string (text);
}

static CcpTurnRange *
open_turn (Builder *self, CcpRole role)
{
  CcpConversation *conversation = self->conversation;
  CcpTurnRange range = { .role = role,
                         .first_result = conversation->results->len,
                         .first_block = conversation->blocks->len };

  g_array_append_val (conversation->turns, range);
  return &g_array_index (conversation->turns, CcpTurnRange, conversation->turns->len - 1);
}

static void
add_block (Builder *self, CcpTurnRange *turn, const CcpBlock *block)
{
  g_array_append_vals (self->conversation->blocks, block, 1);
  turn->n_blocks++;
}

/* The images and documents in a content, and the images in its documents. */
static void
collect_media (const CcpJsonValue *content, GArray *media)
{
  CcpBlockIter iter;
  CcpBlock block;

  ccp_block_iter_init (&iter, content);
  while (ccp_block_iter_next (&iter, &block))
    {
      CcpJsonValue source;

      if (ccp_block_is_media (&block))
        g_array_append_val (media, block);
      else if (block.kind == CCP_BLOCK_DOCUMENT &&
               ccp_block_get_source (&block, &source) == CCP_SOURCE_CONTENT)
        {
          CcpJsonValue inner = ccp_json_value_member (&source, "content");

          collect_media (&inner, media);
        }
    }
}

static void
add_result (Builder *self, CcpTurnRange *turn, const Call *call)
{
  CcpConversation *conversation = self->conversation;
  CcpToolResult result = { .call = call->block, .value = call->result };
  CcpJsonValue content = ccp_json_value_member (&call->result, "content");
  guint n_media = conversation->media->len;

  if (!ccp_json_value_exists (&call->result))
    g_info ("A tool call has no result; the model is told so");
  collect_media (&content, conversation->media);
  result.n_media = conversation->media->len - n_media;
  g_array_append_val (conversation->results, result);
  turn->n_results++;
}

/* Ends what came after the assistant's last turn: results first, then the rest, in which
 * the system may interrupt the user. */
static void
close_sayings (Builder *self)
{
  CcpTurnRange *turn = NULL;

  if (self->calls->len > 0)
    turn = open_turn (self, CCP_ROLE_USER);
  for (guint i = 0; i < self->calls->len; i++)
    add_result (self, turn, &g_array_index (self->calls, Call, i));
  for (guint i = 0; i < self->sayings->len; i++)
    {
      const Saying *saying = &g_array_index (self->sayings, Saying, i);

      if (turn == NULL || turn->role != saying->role)
        turn = open_turn (self, saying->role);
      add_block (self, turn, &saying->block);
    }
  g_array_set_size (self->calls, 0);
  g_hash_table_remove_all (self->waiting);
  g_array_set_size (self->sayings, 0);
  self->has_results = FALSE;
}

/* Returns: the assistant's turn, which is the last one if nobody spoke since */
static CcpTurnRange *
take_assistant_turn (Builder *self)
{
  GArray *turns = self->conversation->turns;
  CcpTurnRange *last = NULL;

  if (turns->len > 0)
    last = &g_array_index (turns, CcpTurnRange, turns->len - 1);
  if (last != NULL && last->role == CCP_ROLE_ASSISTANT && self->sayings->len == 0 &&
      !self->has_results)
    return last;
  close_sayings (self);
  return open_turn (self, CCP_ROLE_ASSISTANT);
}

static void
add_thoughts (Builder *self, CcpTurnRange *turn)
{
  for (guint i = 0; i < self->thoughts->len; i++)
    add_block (self, turn, &g_array_index (self->thoughts, CcpBlock, i));
  g_array_set_size (self->thoughts, 0);
}

static void
add_call (Builder *self, const CcpBlock *block)
{
  Call call = { block->value, CCP_JSON_VALUE_NONE };
  g_autofree char *id = dup_member (&block->value, "id");
  GQueue *waiting;

  g_array_append_val (self->calls, call);
  if (id == NULL)
    return;
  waiting = g_hash_table_lookup (self->waiting, id);
  if (waiting == NULL)
    {
      waiting = g_queue_new ();
      g_hash_table_insert (self->waiting, g_steal_pointer (&id), waiting);
    }
  g_queue_push_tail (waiting, GUINT_TO_POINTER (self->calls->len - 1));
}

static void
add_assistant_block (Builder *self, const CcpBlock *block)
{
  CcpTurnRange *turn = take_assistant_turn (self);

  add_thoughts (self, turn);
  add_block (self, turn, block);
  if (block->kind == CCP_BLOCK_TOOL_USE)
    add_call (self, block);
}

static void
add_web_search (Builder *self, CcpBlock *block)
{
  g_autofree char *id = dup_member (&block->value, "tool_use_id");
  const CcpJsonValue *search = NULL;

  if (id != NULL)
    search = g_hash_table_lookup (self->searches, id);
  if (search != NULL)
    {
      CcpJsonValue input = ccp_json_value_member (search, "input");

      block->detail = ccp_json_value_member (&input, "query");
    }
  add_assistant_block (self, block);
}

/* Of several with one id, the last counts. */
static void
note_search (Builder *self, const CcpJsonValue *search)
{
  g_autofree char *id = dup_member (search, "id");

  if (id != NULL)
    g_hash_table_replace (self->searches,
                          g_steal_pointer (&id),
                          g_memdup2 (search, sizeof *search));
}

/* What no other provider knows: only some of it can be said in words (protocol E.5.4). */
static void
read_special_block (Builder *self, const CcpJsonValue *block)
{
  CcpJsonValue type = ccp_json_value_member (block, "type");
  CcpJsonValue name = ccp_json_value_member (block, "name");
  CcpJsonValue content = ccp_json_value_member (block, "content");

  if (ccp_json_value_equals_string (&type, "server_tool_use") &&
      ccp_json_value_equals_string (&name, "web_search"))
    note_search (self, block);
  else if (ccp_json_value_equals_string (&type, "compaction") && has_words (&content))
    say_value (self, CCP_ROLE_USER, CCP_BLOCK_TEXT, &content);
  else
    g_debug ("A block of the assistant is left out, no other provider knows its type");
}

static void
read_assistant_block (Builder *self, CcpBlock *block)
{
  switch (block->kind)
    {
    case CCP_BLOCK_TEXT:
      if (has_words (&block->value))
        add_assistant_block (self, block);
      break;
    case CCP_BLOCK_TOOL_USE:
      add_assistant_block (self, block);
      break;
    case CCP_BLOCK_THINKING:
    case CCP_BLOCK_REDACTED_THINKING:
      if ((self->flags & CCP_CONVERSATION_KEEP_THINKING) != 0)
        add_assistant_block (self, block);
      else
        g_array_append_vals (self->thoughts, block, 1);
      break;
    case CCP_BLOCK_WEB_SEARCH:
      add_web_search (self, block);
      break;
    default:
      read_special_block (self, &block->value);
      break;
    }
}

/* Thoughts that follow something in their turn are of that turn. */
static void
end_assistant_message (Builder *self)
{
  GArray *turns = self->conversation->turns;
  CcpTurnRange *last;

  if (turns->len == 0 || self->sayings->len > 0 || self->has_results)
    return;
  last = &g_array_index (turns, CcpTurnRange, turns->len - 1);
  if (last->role == CCP_ROLE_ASSISTANT)
    add_thoughts (self, last);
}

static void
say_orphan (Builder *self, const CcpBlock *block)
{
  CcpJsonValue content = ccp_json_value_member (&block->value, "content");
  g_autoptr (GArray) media = g_array_new (FALSE, FALSE, sizeof (CcpBlock));

  g_info ("A tool result has no call; it becomes a text");
  say_value (self, CCP_ROLE_USER, CCP_BLOCK_ORPHAN, &block->value);
  collect_media (&content, media);
  for (guint i = 0; i < media->len; i++)
    say (self, CCP_ROLE_USER, &g_array_index (media, CcpBlock, i));
}

static void
read_tool_result (Builder *self, const CcpBlock *block)
{
  g_autofree char *id = dup_member (&block->value, "tool_use_id");
  GQueue *waiting = id != NULL ? g_hash_table_lookup (self->waiting, id) : NULL;
  guint index;

  if (waiting == NULL)
    {
      say_orphan (self, block);
      return;
    }
  if (g_queue_is_empty (waiting))
    {
      g_info ("A tool call has a second result, which is left out");
      return;
    }
  index = GPOINTER_TO_UINT (g_queue_pop_head (waiting));
  g_array_index (self->calls, Call, index).result = block->value;
  self->has_results = TRUE;
  g_array_set_size (self->thoughts, 0);
}

static void
read_document (Builder *self, const CcpBlock *block)
{
  g_autoptr (GArray) media = g_array_new (FALSE, FALSE, sizeof (CcpBlock));
  CcpJsonValue source;
  CcpJsonValue content;

  say (self, CCP_ROLE_USER, block);
  if (ccp_block_get_source (block, &source) != CCP_SOURCE_CONTENT)
    return;
  content = ccp_json_value_member (&source, "content");
  collect_media (&content, media);
  for (guint i = 0; i < media->len; i++)
    say (self, CCP_ROLE_USER, &g_array_index (media, CcpBlock, i));
}

static void
read_user_block (Builder *self, const CcpBlock *block)
{
  switch (block->kind)
    {
    case CCP_BLOCK_TEXT:
      if (has_words (&block->value))
        say (self, CCP_ROLE_USER, block);
      break;
    case CCP_BLOCK_TOOL_RESULT:
      read_tool_result (self, block);
      break;
    case CCP_BLOCK_DOCUMENT:
      read_document (self, block);
      break;
    case CCP_BLOCK_IMAGE:
    case CCP_BLOCK_SEARCH_RESULT:
    case CCP_BLOCK_TOOL_REFERENCE:
      say (self, CCP_ROLE_USER, block);
      break;
    default:
      g_debug ("A block of the user is left out, no other provider knows its type");
      break;
    }
}

static gboolean
has_text (const CcpJsonValue *content)
{
  CcpBlockIter iter;
  CcpBlock block;

  ccp_block_iter_init (&iter, content);
  while (ccp_block_iter_next (&iter, &block))
    if (block.kind == CCP_BLOCK_TEXT && has_words (&block.value))
      return TRUE;
  return FALSE;
}

/* In place, each text is a block of the turn; else all of them are one reminder. */
static void
read_system_message (Builder *self, const CcpJsonValue *content)
{
  CcpBlockIter iter;
  CcpBlock block;

  if (!has_text (content))
    return;
  if ((self->flags & CCP_CONVERSATION_SYSTEM_IN_PLACE) == 0)
    {
      say_value (self, CCP_ROLE_USER, CCP_BLOCK_REMINDER, content);
      return;
    }
  ccp_block_iter_init (&iter, content);
  while (ccp_block_iter_next (&iter, &block))
    if (block.kind == CCP_BLOCK_TEXT && has_words (&block.value))
      say (self, CCP_ROLE_SYSTEM, &block);
}

static void
read_message (Builder *self, const CcpJsonValue *message)
{
  CcpJsonValue role = ccp_json_value_member (message, "role");
  CcpJsonValue content = ccp_json_value_member (message, "content");
  gboolean is_assistant = ccp_json_value_equals_string (&role, "assistant");
  CcpBlockIter iter;
  CcpBlock block;

  if (ccp_json_value_equals_string (&role, "system"))
    {
      read_system_message (self, &content);
      return;
    }
  ccp_block_iter_init (&iter, &content);
  while (ccp_block_iter_next (&iter, &block))
    if (is_assistant)
      read_assistant_block (self, &block);
    else
      read_user_block (self, &block);
  if (is_assistant)
    end_assistant_message (self);
}

static GHashTable *
create_table (GDestroyNotify free_value)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_value);
}

/* Only now will the array of all media not move any more. */
static void
link_media (CcpConversation *conversation)
{
  guint next = 0;

  for (guint i = 0; i < conversation->results->len; i++)
    {
      CcpToolResult *result = &g_array_index (conversation->results, CcpToolResult, i);

      if (result->n_media == 0)
        continue;
      result->media = &g_array_index (conversation->media, CcpBlock, next);
      next += result->n_media;
    }
}

static guint
find_loop_start (CcpConversation *conversation)
{
  for (guint i = conversation->turns->len; i > 0; i--)
    {
      const CcpTurnRange *range =
          &g_array_index (conversation->turns, CcpTurnRange, i - 1);

      if (range->role == CCP_ROLE_USER && range->n_blocks > 0)
        return i;
    }
  return 0;
}

/*
 * ccp_conversation_build:
 * @self: a conversation without turns
 * @flags: how to read the request
 *
 * Reads the messages of the request into turns.
 */
void
ccp_conversation_build (CcpConversation *self, CcpConversationFlags flags)
{
  g_autoptr (GArray) calls = g_array_new (FALSE, FALSE, sizeof (Call));
  g_autoptr (GArray) sayings = g_array_new (FALSE, FALSE, sizeof (Saying));
  g_autoptr (GArray) thoughts = g_array_new (FALSE, FALSE, sizeof (CcpBlock));
  g_autoptr (GHashTable) waiting = create_table ((GDestroyNotify) g_queue_free);
  g_autoptr (GHashTable) searches = create_table (g_free);
  Builder builder = { self, flags, calls, waiting, sayings, thoughts, searches, FALSE };
  CcpJsonValue root;
  CcpJsonValue messages;
  CcpJsonValue message;
  CcpJsonIter iter;

  ccp_json_get_root (self->body, &root);
  messages = ccp_json_value_member (&root, "messages");
  ccp_json_iter_init (&iter, &messages);
  while (ccp_json_iter_next (&iter, NULL, &message))
    read_message (&builder, &message);
  close_sayings (&builder);
  link_media (self);
  self->loop_start = find_loop_start (self);
}
