/* openai-chat-inline-think.h: tells thinking from text where tags in the text do
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

typedef enum
{
  OPENAI_CHAT_INLINE_THINK_OFF,
  OPENAI_CHAT_INLINE_THINK_AUTO, /* thinking is what follows a tag at the very beginning
                                  */
  OPENAI_CHAT_INLINE_THINK_ON,   /* that tag may be missing, as if it were there */
} OpenaiChatInlineThinkMode;

typedef enum
{
  OPENAI_CHAT_INLINE_THINK_START,
  OPENAI_CHAT_INLINE_THINK_THINKING,
  OPENAI_CHAT_INLINE_THINK_AFTER, /* white space after the end of thinking */
  OPENAI_CHAT_INLINE_THINK_TEXT,
} OpenaiChatInlineThinkState;

/* Where the parts go. */
typedef void (*OpenaiChatTextFunc) (gboolean thinking,
                                    const char *text,
                                    gsize length,
                                    gpointer data);

typedef struct
{
  OpenaiChatInlineThinkMode mode;
  OpenaiChatInlineThinkState state;
  GString *held; /* may be the beginning of a tag */
} OpenaiChatInlineThink;

void openai_chat_inline_think_init (OpenaiChatInlineThink *self,
                                    OpenaiChatInlineThinkMode mode);
void openai_chat_inline_think_clear (OpenaiChatInlineThink *self);
/* Whether all that comes is text */
gboolean openai_chat_inline_think_is_idle (const OpenaiChatInlineThink *self);
void openai_chat_inline_think_feed (OpenaiChatInlineThink *self,
                                    const char *text,
                                    gsize length,
                                    OpenaiChatTextFunc put,
                                    gpointer data);
void openai_chat_inline_think_flush (OpenaiChatInlineThink *self,
                                     OpenaiChatTextFunc put,
                                     gpointer data);

G_END_DECLS
