/* gemini-state.c: thought signatures on their way back (protocol D.5, E.4)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-state"

#include "gemini-state.h"

/* What Gemini takes where a signature was lost, or is that of another model. */
#define SENTINEL "skip_thought_signature_validator"

static void
write_signature (CcpJsonWriter *writer, const char *signature)
{
  ccp_json_writer_key (writer, "thoughtSignature");
  ccp_json_writer_string (writer, signature);
}

/* Returns: (transfer full) (nullable): NULL for what another provider or model made */
static CcpSignature *
open_envelope (GeminiRequest *request, const CcpBlock *block)
{
  const char *member = block->kind == CCP_BLOCK_THINKING ? "signature" : "data";
  CcpJsonValue value = ccp_json_value_member (&block->value, member);
  g_autofree char *text = ccp_json_value_dup_string (&value, NULL);
  g_autoptr (CcpSignature) signature = ccp_signature_parse (text != NULL ? text : "");

  if (ccp_signature_get_kind (signature) != CCP_SIGNATURE_GEMINI ||
      ccp_signature_get_state (signature) == NULL || request->origin == NULL ||
      !ccp_signature_is_from (signature, request->origin))
    return NULL;
  return g_steal_pointer (&signature);
}

static void
write_thought (GeminiRequest *request, const CcpBlock *block, const char *signature)
{
  CcpJsonValue text = ccp_json_value_member (&block->value, "thinking");

  ccp_json_writer_begin_object (request->writer);
  ccp_json_writer_key (request->writer, "text");
  if (ccp_json_value_is_string (&text))
    ccp_json_writer_value (request->writer, &text);
  else
    ccp_json_writer_string (request->writer, "");
  ccp_json_writer_key (request->writer, "thought");
  ccp_json_writer_boolean (request->writer, TRUE);
  write_signature (request->writer, signature);
  ccp_json_writer_end_object (request->writer);
}

static void
write_empty_text (GeminiRequest *request, const char *signature)
{
  ccp_json_writer_begin_object (request->writer);
  ccp_json_writer_key (request->writer, "text");
  ccp_json_writer_string (request->writer, "");
  write_signature (request->writer, signature);
  ccp_json_writer_end_object (request->writer);
}

void
gemini_state_clear (GeminiState *self)
{
  g_clear_pointer (&self->next, g_free);
}

void
gemini_state_read (GeminiState *self, GeminiRequest *request, const CcpBlock *block)
{
  g_autoptr (CcpSignature) signature = open_envelope (request, block);
  const char *state = signature != NULL ? ccp_signature_get_state (signature) : NULL;

  if (state == NULL)
    return;
  switch (ccp_signature_get_slot (signature))
    {
    case CCP_SIGNATURE_SLOT_NEXT:
      g_free (self->next);
      self->next = g_strdup (state);
      break;
    case CCP_SIGNATURE_SLOT_THOUGHT:
      write_thought (request, block, state);
      break;
    case CCP_SIGNATURE_SLOT_EMPTY:
      write_empty_text (request, state);
      break;
    case CCP_SIGNATURE_SLOT_NONE:
      break;
    }
}

void
gemini_state_write (GeminiState *self, GeminiRequest *request, gboolean is_call)
{
  gboolean is_first_call = is_call && !self->has_calls;

  self->has_calls |= is_call;
  if (self->next != NULL)
    write_signature (request->writer, self->next);
  else if (is_first_call && request->settings.signature_sentinel)
    write_signature (request->writer, SENTINEL);
  g_clear_pointer (&self->next, g_free);
}
