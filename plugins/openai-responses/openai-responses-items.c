/* openai-responses-items.c: the items of an answer, and which one an event is about
 * (protocol C.4)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-items"

#include "openai-responses-items.h"

#include <string.h>

#define NO_INDEX (-1)
#define NO_PART (-1)

/* the last bit is for all parts from there on: nobody sends so many */
#define LAST_PART 63

/* What an event says about the item that it means. */
typedef struct
{
  OpenaiResponsesItemKind kind;
  gint64 index;  /* or NO_INDEX */
  char *id;      /* (nullable) */
  char *call_id; /* (nullable) */
} Mark;

static void
clear_mark (Mark *mark)
{
  g_clear_pointer (&mark->id, g_free);
  g_clear_pointer (&mark->call_id, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mark, clear_mark)

static void
free_item (gpointer data)
{
  OpenaiResponsesItem *item = data;

  g_clear_pointer (&item->id, g_free);
  g_clear_pointer (&item->call_id, g_free);
  if (item->said != NULL)
    g_string_free (item->said, TRUE);
  g_queue_clear_full (&item->waiting, (GDestroyNotify) ccp_json_unref);
  g_free (item);
}

/* An empty id is as good as none */
static char *
dup_text (const CcpJsonValue *object, const char *name)
{
  CcpJsonValue member = ccp_json_value_member (object, name);

  return ccp_json_value_is_empty_string (&member)
             ? NULL
             : ccp_json_value_dup_string (&member, NULL);
}

static gint64
read_index (const CcpJsonValue *event)
{
  CcpJsonValue value = ccp_json_value_member (event, "output_index");
  gint64 index;

  return ccp_json_value_get_int (&value, &index) && index >= 0 ? index : NO_INDEX;
}

static Mark
read_item_mark (const CcpJsonValue *item, gint64 index)
{
  return (Mark){ .kind = openai_responses_items_get_kind (item),
                 .index = index,
                 .id = dup_text (item, "id"),
                 .call_id = dup_text (item, "call_id") };
}

static gboolean
is_same (const char *a, const char *b)
{
  return a != NULL && b != NULL && g_str_equal (a, b);
}

static gboolean
is_other (const char *a, const char *b)
{
  return a != NULL && b != NULL && !g_str_equal (a, b);
}

/* Some name an item by the id of its call */
static gboolean
has_id (const OpenaiResponsesItem *item, const Mark *mark)
{
  return is_same (item->id, mark->id) || is_same (item->call_id, mark->call_id) ||
         is_same (item->call_id, mark->id);
}

static OpenaiResponsesItem *
add (OpenaiResponsesItems *self, const Mark *mark)
{
  OpenaiResponsesItem *item = g_new0 (OpenaiResponsesItem, 1);

  item->kind = mark->kind;
  item->key = self->items->len;
  item->index = mark->index;
  item->id = g_strdup (mark->id);
  item->call_id = g_strdup (mark->call_id);
  item->part = NO_PART;
  g_queue_init (&item->waiting);
  g_ptr_array_add (self->items, item);
  return item;
}

/* Gateways exist that change the id of an item with every event, and others that give all
 * items the same index: where there are both, the index counts, and the id decides
 * between items that share one. */
static OpenaiResponsesItem *
find_by_index (OpenaiResponsesItems *self, const Mark *mark)
{
  OpenaiResponsesItem *best = NULL;

  if (mark->index == NO_INDEX)
    return NULL;
  for (guint i = self->items->len; i > 0; i--)
    {
      OpenaiResponsesItem *item = g_ptr_array_index (self->items, i - 1);

      if (item->kind != mark->kind || item->index != mark->index)
        continue;
      if (has_id (item, mark))
        return item;
      if (best == NULL || (best->ended && !item->ended))
        best = item;
    }
  return best;
}

static OpenaiResponsesItem *
find_by_id (OpenaiResponsesItems *self, const Mark *mark)
{
  for (guint i = self->items->len; i > 0; i--)
    {
      OpenaiResponsesItem *item = g_ptr_array_index (self->items, i - 1);

      if (item->kind == mark->kind && has_id (item, mark))
        return item;
    }
  return NULL;
}

/* The one that was begun last, unless its index is known to be another one */
static OpenaiResponsesItem *
find_open (OpenaiResponsesItems *self, const Mark *mark)
{
  for (guint i = self->items->len; i > 0; i--)
    {
      OpenaiResponsesItem *item = g_ptr_array_index (self->items, i - 1);

      if (item->kind == mark->kind && !item->ended &&
          (mark->index == NO_INDEX || item->index == NO_INDEX))
        return item;
    }
  return NULL;
}

static OpenaiResponsesItem *
find (OpenaiResponsesItems *self, const Mark *mark)
{
  OpenaiResponsesItem *item = find_by_index (self, mark);

  if (item == NULL)
    item = find_by_id (self, mark);
  return item != NULL ? item : find_open (self, mark);
}

/* Whether an item that begins is one that has begun: some say it twice */
static gboolean
is_begun (const OpenaiResponsesItem *item, const Mark *mark)
{
  return !item->ended && !is_other (item->id, mark->id) &&
         !is_other (item->call_id, mark->call_id);
}

/* An id of a call is the same in all events and belongs to one call alone */
static gboolean
is_another_call (const OpenaiResponsesItem *item, const Mark *mark)
{
  return is_other (item->call_id, mark->call_id);
}

static void
learn (OpenaiResponsesItem *item, const Mark *mark)
{
  if (item->index == NO_INDEX)
    item->index = mark->index;
  if (item->id == NULL)
    item->id = g_strdup (mark->id);
  if (item->call_id == NULL)
    item->call_id = g_strdup (mark->call_id);
}

/* At the end the items come in the order of the answer, under whatever id and index */
static OpenaiResponsesItem *
find_next (OpenaiResponsesItems *self, const Mark *mark)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      OpenaiResponsesItem *item = g_ptr_array_index (self->items, i);

      if (item->kind == mark->kind && !item->found && !is_another_call (item, mark))
        return item;
    }
  return NULL;
}

static guint64
get_bit (gint64 part)
{
  return G_GUINT64_CONSTANT (1) << CLAMP (part, 0, LAST_PART);
}

/* Returns: (transfer full) (nullable): the end of a text of which the beginning is known;
 * NULL if it has none, or another beginning, which cannot be taken back */
static CcpJson *
make_rest (const OpenaiResponsesItem *item, const CcpJsonValue *whole)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  g_autofree char *text = NULL;
  gsize length;

  text = ccp_json_value_dup_string (whole, &length);
  if (length <= item->said->len || memcmp (text, item->said->str, item->said->len) != 0)
    return NULL;
  writer = ccp_json_writer_new ();
  ccp_json_writer_string_len (writer, text + item->said->len, length - item->said->len);
  return ccp_json_writer_finish (writer);
}

void
openai_responses_items_init (OpenaiResponsesItems *self)
{
  self->items = g_ptr_array_new_with_free_func (free_item);
}

void
openai_responses_items_clear (OpenaiResponsesItems *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
}

OpenaiResponsesItemKind
openai_responses_items_get_kind (const CcpJsonValue *item)
{
  CcpJsonValue type = ccp_json_value_member (item, "type");

  if (ccp_json_value_equals_string (&type, "message"))
    return OPENAI_RESPONSES_ITEM_MESSAGE;
  if (ccp_json_value_equals_string (&type, "reasoning"))
    return OPENAI_RESPONSES_ITEM_REASONING;
  if (ccp_json_value_equals_string (&type, "function_call"))
    return OPENAI_RESPONSES_ITEM_CALL;
  if (ccp_json_value_equals_string (&type, "web_search_call"))
    return OPENAI_RESPONSES_ITEM_SEARCH;
  return OPENAI_RESPONSES_ITEM_OTHER;
}

OpenaiResponsesItem *
openai_responses_items_begin (OpenaiResponsesItems *self, const CcpJsonValue *event)
{
  CcpJsonValue value = ccp_json_value_member (event, "item");
  g_auto (Mark) mark = read_item_mark (&value, read_index (event));
  OpenaiResponsesItem *item = find (self, &mark);

  if (item == NULL || !is_begun (item, &mark))
    return add (self, &mark);
  learn (item, &mark);
  return item;
}

OpenaiResponsesItem *
openai_responses_items_find (OpenaiResponsesItems *self,
                             const CcpJsonValue *event,
                             OpenaiResponsesItemKind kind)
{
  g_auto (Mark) mark = { .kind = kind,
                         .index = read_index (event),
                         .id = dup_text (event, "item_id") };
  OpenaiResponsesItem *item = find (self, &mark);

  return item != NULL ? item : add (self, &mark);
}

OpenaiResponsesItem *
openai_responses_items_find_whole (OpenaiResponsesItems *self, const CcpJsonValue *event)
{
  CcpJsonValue value = ccp_json_value_member (event, "item");
  g_auto (Mark) mark = read_item_mark (&value, read_index (event));
  OpenaiResponsesItem *item = find (self, &mark);

  if (item == NULL || is_another_call (item, &mark))
    return add (self, &mark);
  learn (item, &mark);
  return item;
}

OpenaiResponsesItem *
openai_responses_items_find_output (OpenaiResponsesItems *self,
                                    const CcpJsonValue *item,
                                    gint64 index)
{
  g_auto (Mark) mark = read_item_mark (item, index);
  OpenaiResponsesItem *found = find_by_id (self, &mark);

  if (found == NULL || found->found)
    found = find_next (self, &mark);
  if (found == NULL)
    found = add (self, &mark);
  learn (found, &mark);
  found->found = TRUE;
  return found;
}

/* The end of tools that the provider runs itself is not always told */
gboolean
openai_responses_items_is_open (const OpenaiResponsesItem *item)
{
  return !item->ended && item->kind != OPENAI_RESPONSES_ITEM_OTHER &&
         item->kind != OPENAI_RESPONSES_ITEM_SEARCH;
}

OpenaiResponsesItem *
openai_responses_items_get_front (OpenaiResponsesItems *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      OpenaiResponsesItem *item = g_ptr_array_index (self->items, i);

      if (openai_responses_items_is_open (item))
        return item;
    }
  return NULL;
}

void
openai_responses_items_hear (OpenaiResponsesItem *item,
                             gint64 part,
                             const CcpJsonValue *text)
{
  if (item->said == NULL)
    item->said = g_string_new (NULL);
  if (part != item->part)
    g_string_truncate (item->said, 0);
  ccp_json_value_append_string (text, item->said);
  item->parts |= get_bit (part);
  item->part = part;
  item->heard = TRUE;
}

CcpJson *
openai_responses_items_take_missing (OpenaiResponsesItem *item,
                                     gint64 part,
                                     const CcpJsonValue *whole)
{
  g_autoptr (CcpJson) missing = NULL;
  CcpJsonValue root;

  if (!ccp_json_value_is_string (whole) || ccp_json_value_is_empty_string (whole))
    return NULL;
  if ((item->parts & get_bit (part)) == 0)
    missing = ccp_json_new_from_value (whole);
  else if (part == item->part)
    missing = make_rest (item, whole);
  if (missing == NULL)
    return NULL;
  ccp_json_get_root (missing, &root);
  openai_responses_items_hear (item, part, &root);
  return g_steal_pointer (&missing);
}
