/* reasoning-members.c: members of a body that are set or removed together
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "reasoning-members"

#include "reasoning-members.h"

#include <string.h>

typedef struct
{
  const char *name;
  CcpJson *value; /* (nullable) */
  gboolean is_done;
} Member;

struct _ReasoningMembers
{
  GArray *list; /* (element-type Member) */
};

static void
clear_member (gpointer data)
{
  Member *member = data;

  g_clear_pointer (&member->value, ccp_json_unref);
}

static gboolean
is_there (const Member *member, const CcpJsonValue *root)
{
  CcpJsonValue value = ccp_json_value_member (root, member->name);
  const char *raw = NULL;
  const char *wanted = NULL;
  gsize raw_length = 0;
  gsize wanted_length = 0;

  if (member->value == NULL || !ccp_json_value_exists (&value))
    return member->value == NULL && !ccp_json_value_exists (&value);
  raw = ccp_json_value_peek_raw (&value, &raw_length);
  wanted = ccp_json_peek (member->value, &wanted_length);
  return raw_length == wanted_length && memcmp (raw, wanted, raw_length) == 0;
}

static gboolean
are_there (ReasoningMembers *self, const CcpJsonValue *root)
{
  for (guint i = 0; i < self->list->len; i++)
    if (!is_there (&g_array_index (self->list, Member, i), root))
      return FALSE;
  return TRUE;
}

static Member *
find (ReasoningMembers *self, const CcpJsonValue *name)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      Member *member = &g_array_index (self->list, Member, i);

      if (ccp_json_value_equals_string (name, member->name))
        return member;
    }
  return NULL;
}

static void
write_member (CcpJsonWriter *writer, Member *member)
{
  if (member->value != NULL && !member->is_done)
    {
      ccp_json_writer_key (writer, member->name);
      ccp_json_writer_document (writer, member->value);
    }
  member->is_done = TRUE;
}

ReasoningMembers *
reasoning_members_new (void)
{
  ReasoningMembers *self = g_new0 (ReasoningMembers, 1);

  self->list = g_array_new (FALSE, FALSE, sizeof (Member));
  g_array_set_clear_func (self->list, clear_member);
  return self;
}

void
reasoning_members_free (ReasoningMembers *self)
{
  g_array_unref (self->list);
  g_free (self);
}

void
reasoning_members_take (ReasoningMembers *self, const char *name, CcpJson *value)
{
  Member member = { name, value, FALSE };

  g_array_append_val (self->list, member);
}

CcpJson *
reasoning_members_apply (ReasoningMembers *self, CcpJson *body)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  CcpJsonValue root;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_get_root (body, &root);
  if (!ccp_json_value_is_object (&root) || are_there (self, &root))
    return ccp_json_ref (body);
  writer = ccp_json_writer_new ();
  ccp_json_writer_begin_object (writer);
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      Member *member = find (self, &name);

      if (member != NULL)
        write_member (writer, member);
      else
        {
          ccp_json_writer_key_value (writer, &name);
          ccp_json_writer_value (writer, &value);
        }
    }
  for (guint i = 0; i < self->list->len; i++)
    write_member (writer, &g_array_index (self->list, Member, i));
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
