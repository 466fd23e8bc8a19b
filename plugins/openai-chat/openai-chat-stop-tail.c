/* openai-chat-stop-tail.c: ends a text at a stop sequence where the provider cannot
 * (protocol E.6.7)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-stop-tail"

#include "openai-chat-stop-tail.h"

#include <string.h>

static CcpJsonValue
find_sequences (CcpJson *body)
{
  CcpJsonValue root;

  ccp_json_get_root (body, &root);
  return ccp_json_value_member (&root, "stop_sequences");
}

/* The sequence that ends the text first; of two at one place, the one named first */
static const char *
find_match (const OpenaiChatStopTail *self, gsize *position)
{
  const char *matched = NULL;

  for (guint i = 0; i < self->sequences->len; i++)
    {
      const char *sequence = g_ptr_array_index (self->sequences, i);
      const char *found =
          memmem (self->tail->str, self->tail->len, sequence, strlen (sequence));

      if (found != NULL &&
          (matched == NULL || (gsize) (found - self->tail->str) < *position))
        {
          matched = sequence;
          *position = (gsize) (found - self->tail->str);
        }
    }
  return matched;
}

static gboolean
is_inside_character (const GString *text, gsize position)
{
  return position < text->len && ((guchar) text->str[position] & 0xc0) == 0x80;
}

static void
put_front (OpenaiChatStopTail *self, gsize length, CcpMessageEmitter *emitter)
{
  if (length > 0)
    ccp_message_emitter_text (emitter, self->tail->str, (gssize) length);
  g_string_erase (self->tail, 0, (gssize) length);
}

void
openai_chat_stop_tail_init (OpenaiChatStopTail *self, CcpJson *body, gboolean active)
{
  CcpJsonValue sequences = active ? find_sequences (body) : CCP_JSON_VALUE_NONE;
  CcpJsonValue sequence;
  CcpJsonIter iter;

  self->sequences = g_ptr_array_new_with_free_func (g_free);
  self->longest = 0;
  self->tail = g_string_new (NULL);
  self->matched = NULL;
  if (!ccp_json_value_is_array (&sequences))
    return;
  ccp_json_iter_init (&iter, &sequences);
  while (ccp_json_iter_next (&iter, NULL, &sequence))
    {
      char *text = ccp_json_value_dup_string (&sequence, NULL);

      if (text == NULL || *text == '\0')
        {
          g_free (text);
          continue;
        }
      g_ptr_array_add (self->sequences, text);
      self->longest = MAX (self->longest, strlen (text));
    }
}

void
openai_chat_stop_tail_clear (OpenaiChatStopTail *self)
{
  g_clear_pointer (&self->sequences, g_ptr_array_unref);
  g_string_free (self->tail, TRUE);
  self->tail = NULL;
}

gboolean
openai_chat_stop_tail_is_idle (const OpenaiChatStopTail *self)
{
  return self->longest == 0;
}

gboolean
openai_chat_stop_tail_has (CcpJson *body, const CcpJsonValue *text)
{
  CcpJsonValue sequences = find_sequences (body);
  g_autofree char *wanted = ccp_json_value_dup_string (text, NULL);
  CcpJsonValue sequence;
  CcpJsonIter iter;

  if (wanted == NULL || !ccp_json_value_is_array (&sequences))
    return FALSE;
  ccp_json_iter_init (&iter, &sequences);
  while (ccp_json_iter_next (&iter, NULL, &sequence))
    if (ccp_json_value_equals_string (&sequence, wanted))
      return TRUE;
  return FALSE;
}

void
openai_chat_stop_tail_feed (OpenaiChatStopTail *self,
                            const char *text,
                            gsize length,
                            CcpMessageEmitter *emitter)
{
  gsize position = 0;

  if (self->matched != NULL)
    return;
  if (openai_chat_stop_tail_is_idle (self))
    {
      ccp_message_emitter_text (emitter, text, (gssize) length);
      return;
    }
  g_string_append_len (self->tail, text, (gssize) length);
  self->matched = find_match (self, &position);
  if (self->matched != NULL)
    {
      put_front (self, position, emitter);
      g_string_truncate (self->tail, 0);
      return;
    }
  position = self->tail->len - MIN (self->tail->len, self->longest - 1);
  while (position > 0 && is_inside_character (self->tail, position))
    position--;
  put_front (self, position, emitter);
}

void
openai_chat_stop_tail_flush (OpenaiChatStopTail *self, CcpMessageEmitter *emitter)
{
  put_front (self, self->tail->len, emitter);
}
