/* openai-responses-reasoning.c: how much a model is to think, and what it has thought
 * (protocol E.3.1, E.4)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-reasoning"

#include "openai-responses-reasoning.h"

#define ID_DIGITS 32

/* How to say "do not think" is not common to all: where it is not known, nothing is said
 * rather than something that a model refuses. */
static const char *
pick_effort (OpenaiResponsesRequest *request)
{
  if (request->thinking == CCP_THINKING_OFF && !request->settings.knows_off)
    return NULL;
  return ccp_thinking_level_pick_effort (request->thinking, request->settings.efforts);
}

static CcpJsonValue
get_text (const CcpBlock *block)
{
  CcpJsonValue text = ccp_json_value_member (&block->value, "thinking");

  return ccp_json_value_is_empty_string (&text) ? CCP_JSON_VALUE_NONE : text;
}

static void
begin_item (OpenaiResponsesRequest *request, const char *id)
{
  ccp_json_writer_begin_object (request->writer);
  openai_responses_request_string (request, "type", "reasoning");
  if (*id != '\0')
    openai_responses_request_string (request, "id", id);
}

static void
write_texts (OpenaiResponsesRequest *request,
             const char *name,
             const char *type,
             const CcpJsonValue *text)
{
  ccp_json_writer_key (request->writer, name);
  ccp_json_writer_begin_array (request->writer);
  if (ccp_json_value_is_string (text))
    {
      ccp_json_writer_begin_object (request->writer);
      openai_responses_request_string (request, "type", type);
      ccp_json_writer_key (request->writer, "text");
      ccp_json_writer_value (request->writer, text);
      ccp_json_writer_end_object (request->writer);
    }
  ccp_json_writer_end_array (request->writer);
}

/* What another model has encrypted, this one refuses. */
static gboolean
replay_encrypted (OpenaiResponsesRequest *request, const CcpBlock *block)
{
  CcpJsonValue value = ccp_json_value_member (&block->value, "signature");
  CcpJsonValue text = get_text (block);
  g_autofree char *envelope = ccp_json_value_dup_string (&value, NULL);
  g_autoptr (CcpSignature) signature =
      ccp_signature_parse (envelope != NULL ? envelope : "");

  if (ccp_signature_get_kind (signature) != CCP_SIGNATURE_RESPONSES ||
      request->origin == NULL || !ccp_signature_is_from (signature, request->origin) ||
      *ccp_signature_get_state (signature) == '\0')
    return FALSE;
  begin_item (request, ccp_signature_get_item_id (signature));
  write_texts (request, "summary", "summary_text", &text);
  openai_responses_request_string (request,
                                   "encrypted_content",
                                   ccp_signature_get_state (signature));
  ccp_json_writer_end_object (request->writer);
  return TRUE;
}

/* Open models take their thinking as they have shown it. The id of the item is not known
 * any more; it is the same in all requests, so that they find each other's cache. */
static void
replay_text (OpenaiResponsesRequest *request, const CcpBlock *block)
{
  CcpJsonValue text = get_text (block);
  g_autofree char *decoded = ccp_json_value_dup_string (&text, NULL);
  g_autofree char *digest = NULL;
  g_autofree char *id = NULL;

  if (decoded == NULL)
    return;
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, decoded, -1);
  id = g_strdup_printf ("rs_%.*s", ID_DIGITS, digest);
  begin_item (request, id);
  write_texts (request, "summary", "summary_text", &CCP_JSON_VALUE_NONE);
  write_texts (request, "content", "reasoning_text", &text);
  ccp_json_writer_end_object (request->writer);
}

void
openai_responses_reasoning_write (OpenaiResponsesRequest *request)
{
  const char *effort = pick_effort (request);
  const char *summary =
      request->thinking > CCP_THINKING_OFF ? request->settings.summary : NULL;

  if (!request->settings.reasoning || (effort == NULL && summary == NULL) ||
      !openai_responses_request_begin (request, "reasoning"))
    return;
  ccp_json_writer_begin_object (request->writer);
  if (effort != NULL)
    openai_responses_request_string (request, "effort", effort);
  if (summary != NULL)
    openai_responses_request_string (request, "summary", summary);
  ccp_json_writer_end_object (request->writer);
}

void
openai_responses_reasoning_replay (OpenaiResponsesRequest *request, const CcpBlock *block)
{
  switch (request->settings.replay)
    {
    case OPENAI_RESPONSES_REPLAY_ENCRYPTED:
      replay_encrypted (request, block);
      break;
    case OPENAI_RESPONSES_REPLAY_TEXT:
      if (!replay_encrypted (request, block))
        replay_text (request, block);
      break;
    case OPENAI_RESPONSES_REPLAY_NONE:
      break;
    }
}
