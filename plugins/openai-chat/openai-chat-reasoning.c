/* openai-chat-reasoning.c: how much a model is to think, and what it has thought
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-reasoning"

#include "openai-chat-reasoning.h"

#include "openai-chat-details.h"

static void
write_type (OpenaiChatRequest *request, gboolean on)
{
  if (!openai_chat_request_begin (request, "thinking"))
    return;
  ccp_json_writer_begin_object (request->writer);
  ccp_json_writer_key (request->writer, "type");
  ccp_json_writer_string (request->writer, on ? "enabled" : "disabled");
  ccp_json_writer_end_object (request->writer);
}

static void
write_template_argument (OpenaiChatRequest *request, gboolean on)
{
  if (!openai_chat_request_begin (request, "chat_template_kwargs"))
    return;
  ccp_json_writer_begin_object (request->writer);
  ccp_json_writer_key (request->writer, "enable_thinking");
  ccp_json_writer_boolean (request->writer, on);
  ccp_json_writer_end_object (request->writer);
}

/* Either how much, or whether at all: both at once contradict each other. */
static void
write_openrouter (OpenaiChatRequest *request, const char *effort, gboolean on)
{
  if (!openai_chat_request_begin (request, "reasoning"))
    return;
  ccp_json_writer_begin_object (request->writer);
  if (on && effort != NULL)
    {
      ccp_json_writer_key (request->writer, "effort");
      ccp_json_writer_string (request->writer, effort);
    }
  else
    {
      ccp_json_writer_key (request->writer, "enabled");
      ccp_json_writer_boolean (request->writer, on);
    }
  ccp_json_writer_end_object (request->writer);
}

static void
write_toggle (OpenaiChatRequest *request, const char *effort)
{
  gboolean on = request->thinking != CCP_THINKING_OFF;

  switch (request->settings.toggle)
    {
    case OPENAI_CHAT_TOGGLE_NONE:
      break;
    case OPENAI_CHAT_TOGGLE_THINKING:
      write_type (request, on);
      break;
    case OPENAI_CHAT_TOGGLE_ENABLE_THINKING:
      if (openai_chat_request_begin (request, "enable_thinking"))
        ccp_json_writer_boolean (request->writer, on);
      break;
    case OPENAI_CHAT_TOGGLE_CHAT_TEMPLATE_KWARGS:
      write_template_argument (request, on);
      break;
    case OPENAI_CHAT_TOGGLE_OPENROUTER:
      write_openrouter (request, effort, on);
      break;
    }
}

/* How to say "do not think" is not common to all: where it is not known, nothing is said
 * rather than something that a model refuses. Where there is a toggle, that says it: an
 * effort beside it would contradict it. */
static const char *
pick_effort (OpenaiChatRequest *request)
{
  const OpenaiChatSettings *settings = &request->settings;

  if (request->thinking == CCP_THINKING_OFF &&
      (settings->toggle != OPENAI_CHAT_TOGGLE_NONE ||
       (!settings->openai && settings->listed_efforts == NULL)))
    return NULL;
  return ccp_thinking_level_pick_effort (request->thinking, settings->efforts);
}

static CcpSignature *
parse_signature (const CcpBlock *block)
{
  CcpJsonValue value = ccp_json_value_member (&block->value, "signature");
  g_autofree char *text = ccp_json_value_dup_string (&value, NULL);

  return ccp_signature_parse (text != NULL ? text : "");
}

static gboolean
has_text (const CcpBlock *block, CcpJsonValue *text)
{
  if (block->kind != CCP_BLOCK_THINKING)
    return FALSE;
  *text = ccp_json_value_member (&block->value, "thinking");
  return ccp_json_value_is_string (text) && !ccp_json_value_is_empty_string (text);
}

/* must: whether the member is there even if nothing was thought */
static void
replay_text (OpenaiChatRequest *request,
             const CcpTurn *turn,
             const char *name,
             gboolean must)
{
  gboolean is_open = FALSE;

  for (guint i = 0; i < turn->n_blocks; i++)
    {
      CcpJsonValue text;

      if (!has_text (&turn->blocks[i], &text))
        continue;
      if (is_open)
        ccp_json_writer_append (request->writer, "\n\n");
      else
        {
          ccp_json_writer_key (request->writer, name);
          ccp_json_writer_begin_string (request->writer);
        }
      is_open = TRUE;
      ccp_json_writer_append_string_value (request->writer, &text);
    }
  if (is_open)
    ccp_json_writer_end_string (request->writer);
  else if (must)
    {
      ccp_json_writer_key (request->writer, name);
      ccp_json_writer_string (request->writer, "");
    }
}

/* Returns: (transfer full) (nullable) */
static CcpJson *
dup_details (OpenaiChatRequest *request, const CcpBlock *block)
{
  g_autoptr (CcpSignature) signature = NULL;

  if (block->kind != CCP_BLOCK_THINKING || request->origin == NULL)
    return NULL;
  signature = parse_signature (block);
  if (!ccp_signature_is_from (signature, request->origin))
    return NULL;
  return ccp_signature_dup_details (signature);
}

static gboolean
is_encrypted (const CcpJsonValue *item)
{
  CcpJsonValue type = ccp_json_value_member (item, "type");

  return ccp_json_value_equals_string (&type, OPENAI_CHAT_DETAILS_ENCRYPTED);
}

static gboolean
write_encrypted (OpenaiChatRequest *request, CcpJson *details)
{
  CcpJsonValue root;
  CcpJsonValue item;
  CcpJsonIter iter;

  ccp_json_get_root (details, &root);
  if (!ccp_json_value_is_array (&root))
    return FALSE;
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, NULL, &item))
    {
      CcpJsonValue data = ccp_json_value_member (&item, "data");

      if (!is_encrypted (&item))
        continue;
      ccp_json_writer_key (request->writer, "encrypted_content");
      ccp_json_writer_value (request->writer, &data);
      return TRUE;
    }
  return FALSE;
}

/* What Qwen does not show of its reasoning came with the details. */
static void
replay_encrypted (OpenaiChatRequest *request, const CcpTurn *turn)
{
  for (guint i = 0; i < turn->n_blocks; i++)
    {
      g_autoptr (CcpJson) details = dup_details (request, &turn->blocks[i]);

      if (details != NULL && write_encrypted (request, details))
        return;
    }
}

/* The arrays of all thinking blocks of a turn become one. */
static void
replay_details (OpenaiChatRequest *request, const CcpTurn *turn)
{
  gboolean is_open = FALSE;

  for (guint i = 0; i < turn->n_blocks; i++)
    {
      g_autoptr (CcpJson) details = dup_details (request, &turn->blocks[i]);
      CcpJsonValue root = CCP_JSON_VALUE_NONE;
      CcpJsonValue item;
      CcpJsonIter iter;

      if (details != NULL)
        ccp_json_get_root (details, &root);
      if (!ccp_json_value_is_array (&root))
        continue;
      if (!is_open)
        {
          ccp_json_writer_key (request->writer, "reasoning_details");
          ccp_json_writer_begin_array (request->writer);
        }
      is_open = TRUE;
      ccp_json_iter_init (&iter, &root);
      while (ccp_json_iter_next (&iter, NULL, &item))
        if (!is_encrypted (&item))
          ccp_json_writer_value (request->writer, &item);
    }
  if (is_open)
    ccp_json_writer_end_array (request->writer);
}

void
openai_chat_reasoning_write (OpenaiChatRequest *request)
{
  const char *effort;

  if (request->thinking == CCP_THINKING_UNSET)
    return;
  effort = pick_effort (request);
  if (request->settings.reasoning && effort != NULL &&
      request->settings.toggle != OPENAI_CHAT_TOGGLE_OPENROUTER &&
      openai_chat_request_begin (request, "reasoning_effort"))
    ccp_json_writer_string (request->writer, effort);
  write_toggle (request, effort);
}

gboolean
openai_chat_reasoning_is_replayed (OpenaiChatRequest *request, guint turn)
{
  if (request->settings.replay == OPENAI_CHAT_REPLAY_NONE)
    return FALSE;
  return !request->settings.replay_current ||
         turn >= ccp_conversation_get_loop_start (request->conversation);
}

void
openai_chat_reasoning_replay (OpenaiChatRequest *request, const CcpTurn *turn)
{
  switch (request->settings.replay)
    {
    case OPENAI_CHAT_REPLAY_NONE:
      break;
    case OPENAI_CHAT_REPLAY_REASONING_CONTENT:
      replay_text (request, turn, "reasoning_content", TRUE);
      replay_encrypted (request, turn);
      break;
    case OPENAI_CHAT_REPLAY_REASONING:
      replay_text (request, turn, "reasoning", FALSE);
      break;
    case OPENAI_CHAT_REPLAY_REASONING_DETAILS:
      replay_details (request, turn);
      break;
    }
}

char *
openai_chat_reasoning_dup_call_state (OpenaiChatRequest *request, const CcpBlock *block)
{
  g_autoptr (CcpSignature) signature = NULL;

  if (block->kind != CCP_BLOCK_THINKING || request->origin == NULL)
    return NULL;
  signature = parse_signature (block);
  if (ccp_signature_get_kind (signature) != CCP_SIGNATURE_GEMINI_CALL ||
      !ccp_signature_is_from (signature, request->origin))
    return NULL;
  return g_strdup (ccp_signature_get_state (signature));
}
