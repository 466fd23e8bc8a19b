/* openai-chat-call-keys.c: finds out which pieces belong to the same tool call
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-call-keys"

#include "openai-chat-call-keys.h"

#define NO_INDEX (-1)

typedef struct
{
  gint64 index; /* the provider's, or NO_INDEX */
  char *id;     /* (nullable) */
  char *name;   /* (nullable) */
  gboolean has_arguments;
  gboolean whole; /* its arguments came as one object */
} Call;

static void
free_call (gpointer data)
{
  Call *call = data;

  g_free (call->id);
  g_free (call->name);
  g_free (call);
}

/* An empty string is as good as nothing: some send it in every piece but the first */
static char *
dup_text (const CcpJsonValue *object, const char *name)
{
  CcpJsonValue member = ccp_json_value_member (object, name);

  return ccp_json_value_is_empty_string (&member)
             ? NULL
             : ccp_json_value_dup_string (&member, NULL);
}

static gboolean
is_whole_object (const CcpJsonValue *arguments)
{
  g_autofree char *text = NULL;
  g_autoptr (CcpJson) document = NULL;
  CcpJsonValue root;

  if (ccp_json_value_is_object (arguments))
    return TRUE;
  text = ccp_json_value_dup_string (arguments, NULL);
  document = text != NULL ? ccp_json_new_from_text (text, -1, NULL) : NULL;
  if (document == NULL)
    return FALSE;
  ccp_json_get_root (document, &root);
  return ccp_json_value_is_object (&root);
}

static Call *
read_piece (const CcpJsonValue *piece)
{
  CcpJsonValue index = ccp_json_value_member (piece, "index");
  CcpJsonValue function = ccp_json_value_member (piece, "function");
  CcpJsonValue arguments = ccp_json_value_member (&function, "arguments");
  Call *call = g_new0 (Call, 1);

  if (!ccp_json_value_get_int (&index, &call->index) || call->index < 0)
    call->index = NO_INDEX;
  call->id = dup_text (piece, "id");
  call->name = dup_text (&function, "name");
  call->has_arguments =
      (ccp_json_value_is_string (&arguments) || ccp_json_value_is_object (&arguments)) &&
      !ccp_json_value_is_empty_string (&arguments);
  call->whole = is_whole_object (&arguments);
  return call;
}

static gboolean
is_candidate (const Call *call, const Call *piece)
{
  if (piece->index != NO_INDEX)
    return call->index == piece->index;
  return piece->id == NULL || call->id == NULL || g_str_equal (call->id, piece->id);
}

/* The call that a piece continues, if it is not the beginning of another one */
static gboolean
find_candidate (OpenaiChatCallKeys *self, const Call *piece, guint *key)
{
  for (guint i = self->calls->len; i > 0; i--)
    if (is_candidate (g_ptr_array_index (self->calls, i - 1), piece))
      {
        *key = i - 1;
        return TRUE;
      }
  return FALSE;
}

/* Some give every call the index 0, or none at all: then another id, or a name where
 * there already is one, is the beginning of another call (protocol B.4) */
static gboolean
begins_another (const Call *call, const Call *piece)
{
  if (piece->name == NULL)
    return FALSE;
  if (piece->id != NULL && call->id != NULL)
    return !g_str_equal (piece->id, call->id);
  if (call->name == NULL)
    return FALSE;
  if (call->whole)
    return TRUE;
  return !g_str_equal (piece->name, call->name) &&
         (call->has_arguments || piece->index == NO_INDEX);
}

static void
merge (Call *call, Call *piece)
{
  if (call->id == NULL)
    call->id = g_steal_pointer (&piece->id);
  if (call->name == NULL)
    call->name = g_steal_pointer (&piece->name);
  call->whole = !call->has_arguments && piece->whole;
  call->has_arguments |= piece->has_arguments;
}

void
openai_chat_call_keys_init (OpenaiChatCallKeys *self)
{
  self->calls = g_ptr_array_new_with_free_func (free_call);
}

void
openai_chat_call_keys_clear (OpenaiChatCallKeys *self)
{
  g_clear_pointer (&self->calls, g_ptr_array_unref);
}

/* Nearly all pieces are of this kind: more arguments for the call that came last */
static gboolean
continues_last (OpenaiChatCallKeys *self, const CcpJsonValue *piece)
{
  CcpJsonValue function = ccp_json_value_member (piece, "function");
  CcpJsonValue name = ccp_json_value_member (&function, "name");
  CcpJsonValue id = ccp_json_value_member (piece, "id");
  CcpJsonValue index = ccp_json_value_member (piece, "index");
  Call *last = NULL;
  gint64 number = NO_INDEX;

  if (self->calls->len == 0 || ccp_json_value_is_string (&name) ||
      ccp_json_value_is_string (&id))
    return FALSE;
  last = g_ptr_array_index (self->calls, self->calls->len - 1);
  if (ccp_json_value_get_int (&index, &number) && number >= 0 && number != last->index)
    return FALSE;
  last->has_arguments = TRUE;
  return TRUE;
}

guint
openai_chat_call_keys_find (OpenaiChatCallKeys *self,
                            const CcpJsonValue *piece,
                            gboolean whole)
{
  Call *call = NULL;
  guint key = 0;

  if (!whole && continues_last (self, piece))
    return self->calls->len - 1;
  call = read_piece (piece);
  if (!whole && find_candidate (self, call, &key) &&
      !begins_another (g_ptr_array_index (self->calls, key), call))
    {
      merge (g_ptr_array_index (self->calls, key), call);
      free_call (call);
      return key;
    }
  g_ptr_array_add (self->calls, call);
  return self->calls->len - 1;
}
