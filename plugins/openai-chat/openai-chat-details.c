/* openai-chat-details.c: collects "reasoning_details", to be sent back as they came
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-details"

#include "openai-chat-details.h"

typedef struct
{
  char *name;
  CcpJson *value; /* the last one that was not null */
  GString *text;  /* (nullable): of those that come in pieces, instead */
} Member;

typedef struct
{
  GPtrArray *members; /* (element-type Member) */
} Item;

static void
free_member (gpointer data)
{
  Member *member = data;

  g_free (member->name);
  ccp_json_unref (member->value);
  if (member->text != NULL)
    g_string_free (member->text, TRUE);
  g_free (member);
}

static void
free_item (gpointer data)
{
  Item *item = data;

  g_ptr_array_unref (item->members);
  g_free (item);
}

static Member *
find_member (const Item *item, const char *name)
{
  for (guint i = 0; i < item->members->len; i++)
    {
      Member *member = g_ptr_array_index (item->members, i);

      if (g_str_equal (member->name, name))
        return member;
    }
  return NULL;
}

static gboolean
comes_in_pieces (const char *name, const CcpJsonValue *value)
{
  return ccp_json_value_is_string (value) &&
         (g_str_equal (name, "text") || g_str_equal (name, "summary"));
}

static void
add_member (Item *item, const char *name, const CcpJsonValue *value)
{
  Member *member = find_member (item, name);

  if (member == NULL)
    {
      member = g_new0 (Member, 1);
      member->name = g_strdup (name);
      member->value = ccp_json_new_from_value (value);
      g_ptr_array_add (item->members, member);
    }
  else if (ccp_json_value_get_kind (value) != CCP_JSON_NULL)
    {
      ccp_json_unref (member->value);
      member->value = ccp_json_new_from_value (value);
    }
  if (!comes_in_pieces (name, value))
    return;
  if (member->text == NULL)
    member->text = g_string_new (NULL);
  ccp_json_value_append_string (value, member->text);
}

/* Whether both say the same of @name, as far as both say something */
static gboolean
agree (const Item *item, const CcpJsonValue *piece, const char *name)
{
  Member *member = find_member (item, name);
  CcpJsonValue other = ccp_json_value_member (piece, name);
  CcpJsonKind kind = ccp_json_value_get_kind (&other);
  CcpJsonValue own;
  gsize own_length, other_length;
  const char *own_raw, *other_raw;

  if (member == NULL || kind == CCP_JSON_NONE || kind == CCP_JSON_NULL)
    return TRUE;
  ccp_json_get_root (member->value, &own);
  if (ccp_json_value_get_kind (&own) == CCP_JSON_NULL)
    return TRUE;
  own_raw = ccp_json_value_peek_raw (&own, &own_length);
  other_raw = ccp_json_value_peek_raw (&other, &other_length);
  return own_length == other_length && memcmp (own_raw, other_raw, own_length) == 0;
}

/* Text comes in many pieces, what is encrypted in one: two of those are two */
static gboolean
continues (const Item *item, const CcpJsonValue *piece)
{
  CcpJsonValue data = ccp_json_value_member (piece, "data");

  return agree (item, piece, "type") && agree (item, piece, "index") &&
         agree (item, piece, "id") && agree (item, piece, "format") &&
         !(ccp_json_value_exists (&data) && find_member (item, "data") != NULL);
}

static Item *
find_item (OpenaiChatDetails *self, const CcpJsonValue *piece)
{
  Item *item = NULL;

  for (guint i = self->items->len; i > 0; i--)
    {
      item = g_ptr_array_index (self->items, i - 1);
      if (continues (item, piece))
        return item;
    }
  item = g_new0 (Item, 1);
  item->members = g_ptr_array_new_with_free_func (free_member);
  g_ptr_array_add (self->items, item);
  return item;
}

static void
add_piece (OpenaiChatDetails *self, const CcpJsonValue *piece)
{
  Item *item = find_item (self, piece);
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, piece);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *text = ccp_json_value_dup_string (&name, NULL);

      add_member (item, text, &value);
    }
}

static void
write_item (const Item *item, CcpJsonWriter *writer)
{
  ccp_json_writer_begin_object (writer);
  for (guint i = 0; i < item->members->len; i++)
    {
      const Member *member = g_ptr_array_index (item->members, i);

      ccp_json_writer_key (writer, member->name);
      if (member->text != NULL)
        ccp_json_writer_string_len (writer, member->text->str, member->text->len);
      else
        ccp_json_writer_document (writer, member->value);
    }
  ccp_json_writer_end_object (writer);
}

void
openai_chat_details_init (OpenaiChatDetails *self)
{
  self->items = g_ptr_array_new_with_free_func (free_item);
}

void
openai_chat_details_clear (OpenaiChatDetails *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
}

void
openai_chat_details_add (OpenaiChatDetails *self, const CcpJsonValue *details)
{
  CcpJsonValue piece;
  CcpJsonIter iter;

  if (!ccp_json_value_is_array (details))
    return;
  ccp_json_iter_init (&iter, details);
  while (ccp_json_iter_next (&iter, NULL, &piece))
    if (ccp_json_value_get_length (&piece) > 0 && ccp_json_value_is_object (&piece))
      add_piece (self, &piece);
}

void
openai_chat_details_add_encrypted (OpenaiChatDetails *self, const CcpJsonValue *encrypted)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) piece = NULL;
  CcpJsonValue root;

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, OPENAI_CHAT_DETAILS_ENCRYPTED);
  ccp_json_writer_key (writer, "data");
  ccp_json_writer_value (writer, encrypted);
  ccp_json_writer_end_object (writer);
  piece = ccp_json_writer_finish (writer);
  ccp_json_get_root (piece, &root);
  add_piece (self, &root);
}

gboolean
openai_chat_details_is_empty (const OpenaiChatDetails *self)
{
  return self->items->len == 0;
}

CcpJson *
openai_chat_details_take (OpenaiChatDetails *self)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < self->items->len; i++)
    write_item (g_ptr_array_index (self->items, i), writer);
  ccp_json_writer_end_array (writer);
  g_ptr_array_set_size (self->items, 0);
  return ccp_json_writer_finish (writer);
}
