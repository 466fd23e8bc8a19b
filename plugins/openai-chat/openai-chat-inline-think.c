/* openai-chat-inline-think.c: tells thinking from text where tags in the text do
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-inline-think"

#include "openai-chat-inline-think.h"

#include <string.h>

#define OPEN_TAG "<think>"
#define CLOSE_TAG "</think>"

static gsize
count_spaces (const GString *held)
{
  gsize spaces = 0;

  while (spaces < held->len && g_ascii_isspace (held->str[spaces]))
    spaces++;
  return spaces;
}

/* How many bytes at the end may become the tag with what comes next */
static gsize
count_possible (const GString *held)
{
  gsize length = MIN (held->len, strlen (CLOSE_TAG) - 1);

  while (length > 0 && memcmp (held->str + held->len - length, CLOSE_TAG, length) != 0)
    length--;
  return length;
}

static void
put_front (GString *held,
           gsize length,
           gboolean thinking,
           OpenaiChatTextFunc put,
           gpointer data)
{
  if (length > 0)
    put (thinking, held->str, length, data);
  g_string_erase (held, 0, (gssize) length);
}

/* Returns whether the step is done and the next can begin */
static gboolean
step_start (OpenaiChatInlineThink *self)
{
  gsize spaces = count_spaces (self->held);
  const char *rest = self->held->str + spaces;
  gsize length = self->held->len - spaces;

  if (length >= strlen (OPEN_TAG) && g_str_has_prefix (rest, OPEN_TAG))
    {
      g_string_erase (self->held, 0, (gssize) (spaces + strlen (OPEN_TAG)));
      self->state = OPENAI_CHAT_INLINE_THINK_THINKING;
      return TRUE;
    }
  if (length < strlen (OPEN_TAG) && strncmp (rest, OPEN_TAG, length) == 0)
    return FALSE;
  self->state = self->mode == OPENAI_CHAT_INLINE_THINK_ON
                    ? OPENAI_CHAT_INLINE_THINK_THINKING
                    : OPENAI_CHAT_INLINE_THINK_TEXT;
  return TRUE;
}

static gboolean
step_after (OpenaiChatInlineThink *self)
{
  g_string_erase (self->held, 0, (gssize) count_spaces (self->held));
  if (self->held->len == 0)
    return FALSE;
  self->state = OPENAI_CHAT_INLINE_THINK_TEXT;
  return TRUE;
}

/* Gives away what stands before the tag, or what cannot belong to one */
static gboolean
step_thinking (OpenaiChatInlineThink *self, OpenaiChatTextFunc put, gpointer data)
{
  const char *found =
      memmem (self->held->str, self->held->len, CLOSE_TAG, strlen (CLOSE_TAG));

  if (found == NULL)
    {
      put_front (self->held,
                 self->held->len - count_possible (self->held),
                 TRUE,
                 put,
                 data);
      return FALSE;
    }
  put_front (self->held, (gsize) (found - self->held->str), TRUE, put, data);
  g_string_erase (self->held, 0, (gssize) strlen (CLOSE_TAG));
  self->state = OPENAI_CHAT_INLINE_THINK_AFTER;
  return TRUE;
}

static gboolean
step (OpenaiChatInlineThink *self, OpenaiChatTextFunc put, gpointer data)
{
  switch (self->state)
    {
    case OPENAI_CHAT_INLINE_THINK_START:
      return step_start (self);
    case OPENAI_CHAT_INLINE_THINK_AFTER:
      return step_after (self);
    case OPENAI_CHAT_INLINE_THINK_THINKING:
      return step_thinking (self, put, data);
    case OPENAI_CHAT_INLINE_THINK_TEXT:
    default:
      put_front (self->held, self->held->len, FALSE, put, data);
      return FALSE;
    }
}

void
openai_chat_inline_think_init (OpenaiChatInlineThink *self,
                               OpenaiChatInlineThinkMode mode)
{
  self->mode = mode;
  self->state = OPENAI_CHAT_INLINE_THINK_START;
  self->held = g_string_new (NULL);
}

void
openai_chat_inline_think_clear (OpenaiChatInlineThink *self)
{
  g_string_free (self->held, TRUE);
  self->held = NULL;
}

gboolean
openai_chat_inline_think_is_idle (const OpenaiChatInlineThink *self)
{
  return self->mode == OPENAI_CHAT_INLINE_THINK_OFF ||
         (self->state == OPENAI_CHAT_INLINE_THINK_TEXT && self->held->len == 0);
}

void
openai_chat_inline_think_feed (OpenaiChatInlineThink *self,
                               const char *text,
                               gsize length,
                               OpenaiChatTextFunc put,
                               gpointer data)
{
  if (openai_chat_inline_think_is_idle (self))
    {
      put (FALSE, text, length, data);
      return;
    }
  g_string_append_len (self->held, text, (gssize) length);
  while (step (self, put, data))
    ;
}

void
openai_chat_inline_think_flush (OpenaiChatInlineThink *self,
                                OpenaiChatTextFunc put,
                                gpointer data)
{
  put_front (self->held,
             self->held->len,
             self->state == OPENAI_CHAT_INLINE_THINK_THINKING,
             put,
             data);
}
