/* prompt-system.h: changes the system prompt of a request, which is a string or blocks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* The system prompt of a request, as the texts of its blocks */
typedef struct
{
  CcpJson *body;
  CcpJsonValue value; /* none if there is no prompt */
  GPtrArray *texts;   /* (element-type utf8): of each block, or the one string; NULL where
                         there is no text */
  GPtrArray *changed; /* (element-type utf8): what becomes of them, NULL if nothing; an
                         empty text removes its block */
} PromptSystem;

void prompt_system_init (PromptSystem *self, CcpJson *body);
void prompt_system_clear (PromptSystem *self);
/* Returns: (nullable): the text of a block; NULL if it has none or is not there */
const char *prompt_system_get_text (const PromptSystem *self, guint index);
/* Returns: whether it is what Claude Code tells Anthropic about the bill in */
gboolean prompt_system_is_technical (const PromptSystem *self, guint index);
/* @text: (transfer full): what the block is from now on */
void prompt_system_set_text (PromptSystem *self, guint index, char *text);
/* Returns: the request with the changed texts, itself if none was changed. Marks of the
 * cache stay where they were, and one of a removed block goes to the block before it. */
CcpJson *prompt_system_finish (PromptSystem *self, GError **error);

/* Returns: the request with another text at the end or at the beginning of its prompt */
CcpJson *prompt_system_add (CcpJson *body,
                            const char *text,
                            gboolean at_beginning,
                            GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PromptSystem, prompt_system_clear)

G_END_DECLS
