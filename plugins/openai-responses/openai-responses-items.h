/* openai-responses-items.h: the items of an answer, and which one an event is about
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef enum
{
  OPENAI_RESPONSES_ITEM_OTHER,
  OPENAI_RESPONSES_ITEM_MESSAGE,
  OPENAI_RESPONSES_ITEM_REASONING,
  OPENAI_RESPONSES_ITEM_CALL,
  OPENAI_RESPONSES_ITEM_SEARCH,
} OpenaiResponsesItemKind;

typedef struct
{
  OpenaiResponsesItemKind kind;
  guint key;          /* its number, from 0 */
  gint64 index;       /* the provider's, or -1 */
  char *id;           /* (nullable): which some change from event to event */
  char *call_id;      /* (nullable) */
  gboolean ended;     /* the provider has said all about it */
  gboolean found;     /* it is in the response that ends the answer as well */
  gboolean heard;     /* something of what it says has come */
  guint64 parts;      /* which parts were heard, a bit each */
  gint64 part;        /* the one that was heard last, or -1 */
  const char *source; /* (nullable): where its thinking is taken from; others repeat it */
  GString *said;      /* (nullable): what came of that part */
  GQueue waiting; /* (element-type CcpJson): events to be read when others have ended */
} OpenaiResponsesItem;

typedef struct
{
  GPtrArray *items; /* (element-type OpenaiResponsesItem) */
} OpenaiResponsesItems;

void openai_responses_items_init (OpenaiResponsesItems *self);
void openai_responses_items_clear (OpenaiResponsesItems *self);
OpenaiResponsesItemKind openai_responses_items_get_kind (const CcpJsonValue *item);
/* @event: has an "item" that begins. Returns: (transfer none) */
OpenaiResponsesItem *openai_responses_items_begin (OpenaiResponsesItems *self,
                                                   const CcpJsonValue *event);
/* @event: is about an item of @kind. Returns: (transfer none): a new one if there is none
 * that it could mean */
OpenaiResponsesItem *openai_responses_items_find (OpenaiResponsesItems *self,
                                                  const CcpJsonValue *event,
                                                  OpenaiResponsesItemKind kind);
/* @event: has an "item" that is whole. Returns: (transfer none) */
OpenaiResponsesItem *openai_responses_items_find_whole (OpenaiResponsesItems *self,
                                                        const CcpJsonValue *event);
/* @item: an element of the "output" of a response, at @index. Returns: (transfer none):
 * what came of it before, or a new one */
OpenaiResponsesItem *openai_responses_items_find_output (OpenaiResponsesItems *self,
                                                         const CcpJsonValue *item,
                                                         gint64 index);
/* Returns: whether more is to come of an item that the client is told of */
gboolean openai_responses_items_is_open (const OpenaiResponsesItem *item);
/* Returns: (transfer none) (nullable): the first one that is open */
OpenaiResponsesItem *openai_responses_items_get_front (OpenaiResponsesItems *self);
/* Notes that more of a part came. @text: a string */
void openai_responses_items_hear (OpenaiResponsesItem *item,
                                  gint64 part,
                                  const CcpJsonValue *text);
/* @whole: a part as it is said in the end. Returns: (transfer full) (nullable): what is
 * missing of it, as a document that is a string; it counts as heard */
CcpJson *openai_responses_items_take_missing (OpenaiResponsesItem *item,
                                              gint64 part,
                                              const CcpJsonValue *whole);

G_END_DECLS
