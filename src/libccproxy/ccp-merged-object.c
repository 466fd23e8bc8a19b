/* ccp-merged-object.c: one JSON object of several
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-merged-object"

#include "private/ccp-merged-object.h"

typedef struct
{
  CcpJsonValue name;
  CcpJsonValue value;
} Member;

static void
prepare (CcpMergedObject *self)
{
  self->members = g_array_new (FALSE, FALSE, sizeof (Member));
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_json_unref);
}

static void
add_member (CcpMergedObject *self, const Member *member)
{
  g_autofree char *name = ccp_json_value_dup_string (&member->name, NULL);
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, name));

  if (place > 0)
    {
      g_array_index (self->members, Member, place - 1).value = member->value;
      return;
    }
  g_array_append_vals (self->members, member, 1);
  g_hash_table_insert (self->places,
                       g_steal_pointer (&name),
                       GUINT_TO_POINTER (self->members->len));
}

static gboolean
is_omitted (const CcpJsonValue *name, const char *const *omitted)
{
  for (; omitted != NULL && *omitted != NULL; omitted++)
    if (ccp_json_value_equals_string (name, *omitted))
      return TRUE;
  return FALSE;
}

/*
 * ccp_merged_object_clear:
 * @self: an object
 *
 * Frees what is in it.
 */
void
ccp_merged_object_clear (CcpMergedObject *self)
{
  g_clear_pointer (&self->members, g_array_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
}

/*
 * ccp_merged_object_is_empty:
 * @self: an object
 *
 * Tells whether no object was added.
 *
 * Returns: whether there is nothing
 */
gboolean
ccp_merged_object_is_empty (const CcpMergedObject *self)
{
  return self->members == NULL;
}

/*
 * ccp_merged_object_add:
 * @self: an object
 * @document: what @object stands in
 * @object: another one; what is no object is ignored
 *
 * Adds what @object says: otherwise than before, or besides.
 */
void
ccp_merged_object_add (CcpMergedObject *self,
                       CcpJson *document,
                       const CcpJsonValue *object)
{
  CcpJsonIter iter;
  Member member;

  if (!ccp_json_value_is_object (object))
    return;
  if (self->members == NULL)
    prepare (self);
  g_ptr_array_add (self->documents, ccp_json_ref (document));
  ccp_json_iter_init (&iter, object);
  while (ccp_json_iter_next (&iter, &member.name, &member.value))
    add_member (self, &member);
}

/*
 * ccp_merged_object_write:
 * @self: an object
 * @writer: a writer in the midst of an object
 * @omitted: (nullable): the names of members to leave out, NULL-terminated
 *
 * Writes the members.
 */
void
ccp_merged_object_write (const CcpMergedObject *self,
                         CcpJsonWriter *writer,
                         const char *const *omitted)
{
  for (guint i = 0; self->members != NULL && i < self->members->len; i++)
    {
      const Member *member = &g_array_index (self->members, Member, i);

      if (is_omitted (&member->name, omitted))
        continue;
      ccp_json_writer_key_value (writer, &member->name);
      ccp_json_writer_value (writer, &member->value);
    }
}
