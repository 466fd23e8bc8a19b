/* ccp-think-tags.h: tells thinking from text where tags in the text do
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

/**
 * CcpThinkTagsMode:
 * @CCP_THINK_TAGS_OFF: everything is text
 * @CCP_THINK_TAGS_AUTO: thinking is what follows `<think>` at the very beginning
 * @CCP_THINK_TAGS_ON: that tag may be missing: some servers put it into the prompt
 * @CCP_THINK_TAGS_FIRST: the first tag counts, also behind text
 * @CCP_THINK_TAGS_ANYWHERE: every tag counts
 *
 * How a model marks its thinking in the text.
 */
typedef enum
{
  CCP_THINK_TAGS_OFF,
  CCP_THINK_TAGS_AUTO,
  CCP_THINK_TAGS_ON,
  CCP_THINK_TAGS_FIRST,
  CCP_THINK_TAGS_ANYWHERE,
} CcpThinkTagsMode;

/**
 * CcpThinkTagsFunc:
 * @thinking: whether it is a piece of thinking, else of text
 * @text: (array length=length) (element-type guint8): the piece, which no NUL follows
 * @length: its length in bytes, more than 0
 * @data: (closure): what was given with the function
 *
 * Takes a piece of an answer.
 */
typedef void (*CcpThinkTagsFunc) (gboolean thinking,
                                  const char *text,
                                  gsize length,
                                  gpointer data);

#define CCP_TYPE_THINK_TAGS (ccp_think_tags_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_think_tags_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpThinkTags *ccp_think_tags_new (CcpThinkTagsMode mode);
CCP_AVAILABLE_IN_1_0
void ccp_think_tags_set_tags (CcpThinkTags *self, const char *const *tags);
CCP_AVAILABLE_IN_1_0
CcpThinkTags *ccp_think_tags_ref (CcpThinkTags *self);
CCP_AVAILABLE_IN_1_0
void ccp_think_tags_unref (CcpThinkTags *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_think_tags_is_idle (CcpThinkTags *self);
CCP_AVAILABLE_IN_1_0
void ccp_think_tags_feed (CcpThinkTags *self,
                          const char *text,
                          gssize length,
                          CcpThinkTagsFunc put,
                          gpointer data);
CCP_AVAILABLE_IN_1_0
void ccp_think_tags_flush (CcpThinkTags *self, CcpThinkTagsFunc put, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpThinkTags, ccp_think_tags_unref)

G_END_DECLS
