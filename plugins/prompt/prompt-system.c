/* prompt-system.c: changes the system prompt of a request, which is a string or blocks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "prompt-system"

#include "prompt-system.h"

#define BILLING_PREFIX "x-anthropic-billing-header:"

static CcpJsonValue
find_prompt (CcpJson *body)
{
  CcpJsonValue root;

  ccp_json_get_root (body, &root);
  return ccp_json_value_member (&root, "system");
}

static gboolean
is_list (const CcpJsonValue *prompt)
{
  return ccp_json_value_is_array (prompt) && ccp_json_value_get_length (prompt) > 0;
}

static CcpJson *
finish (CcpJsonSplice *splice, GError **error)
{
  CcpJson *json = ccp_json_splice_finish (splice);

  if (json == NULL)
    g_set_error_literal (error,
                         CCP_ERROR,
                         CCP_ERROR_TOO_LARGE,
                         "the request is too large with the text that is added");
  return json;
}

static gboolean
is_removed (const PromptSystem *self, guint index)
{
  const char *text = g_ptr_array_index (self->changed, index);

  return text != NULL && *text == '\0';
}

/* Returns: the mark of the cache that a block takes over from those behind it that go */
static CcpJsonValue
find_left_mark (const PromptSystem *self, guint index)
{
  CcpJsonValue left = CCP_JSON_VALUE_NONE;

  for (guint i = index + 1; i < self->changed->len && is_removed (self, i); i++)
    {
      CcpJsonValue block = ccp_json_value_element (&self->value, i);
      CcpJsonValue mark = ccp_json_value_member (&block, "cache_control");

      if (ccp_json_value_is_object (&mark))
        left = mark;
    }
  return left;
}

static void
take_over_mark (const PromptSystem *self,
                guint index,
                const CcpJsonValue *block,
                CcpJsonSplice *splice)
{
  CcpJsonValue own = ccp_json_value_member (block, "cache_control");
  CcpJsonValue left = find_left_mark (self, index);
  g_autoptr (CcpJson) mark = NULL;
  CcpJsonValue name;
  CcpJsonIter iter;

  if (ccp_json_value_exists (&own) || !ccp_json_value_exists (&left))
    return;
  mark = ccp_json_new_from_value (&left);
  ccp_json_iter_init (&iter, block);
  if (ccp_json_iter_next (&iter, &name, NULL))
    ccp_json_splice_insert_member (splice, &name, "cache_control", mark);
}

static void
change_block (const PromptSystem *self, guint index, CcpJsonSplice *splice)
{
  CcpJsonValue block = ccp_json_value_element (&self->value, index);
  CcpJsonValue text = ccp_json_value_member (&block, "text");
  const char *changed = g_ptr_array_index (self->changed, index);

  if (is_removed (self, index))
    {
      ccp_json_splice_remove (splice, &block);
      return;
    }
  if (!prompt_system_is_technical (self, index))
    take_over_mark (self, index, &block, splice);
  if (changed != NULL)
    ccp_json_splice_replace_string (splice, &text, changed);
}

static CcpJson *
create_block (const char *text)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "text");
  ccp_json_writer_key (writer, "text");
  ccp_json_writer_string (writer, text);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

static CcpJson *
create_string (const CcpJsonValue *prompt, const char *text, gboolean at_beginning)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  gboolean is_alone =
      !ccp_json_value_is_string (prompt) || ccp_json_value_is_empty_string (prompt);

  ccp_json_writer_begin_string (writer);
  if (!is_alone && !at_beginning)
    {
      ccp_json_writer_append_string_value (writer, prompt);
      ccp_json_writer_append (writer, "\n\n");
    }
  ccp_json_writer_append (writer, text);
  if (!is_alone && at_beginning)
    {
      ccp_json_writer_append (writer, "\n\n");
      ccp_json_writer_append_string_value (writer, prompt);
    }
  ccp_json_writer_end_string (writer);
  return ccp_json_writer_finish (writer);
}

static void
insert_prompt (CcpJsonSplice *splice, CcpJson *body, CcpJson *prompt)
{
  CcpJsonValue root;
  CcpJsonValue name;
  CcpJsonIter iter;

  ccp_json_get_root (body, &root);
  ccp_json_iter_init (&iter, &root);
  if (ccp_json_iter_next (&iter, &name, NULL))
    ccp_json_splice_insert_member (splice, &name, "system", prompt);
}

/* A list can only be added to behind an element. */
static void
insert_first (CcpJsonSplice *splice, const CcpJsonValue *first, CcpJson *block)
{
  g_autoptr (CcpJson) old = ccp_json_new_from_value (first);

  ccp_json_splice_replace (splice, first, block);
  ccp_json_splice_insert_element (splice, first, old);
}

static void
insert_block (CcpJsonSplice *splice,
              const PromptSystem *system,
              CcpJson *block,
              gboolean at_beginning)
{
  guint length = system->texts->len;
  guint n_before = at_beginning ? 0 : length;
  CcpJsonValue element;

  while (n_before < length && prompt_system_is_technical (system, n_before))
    n_before++;
  element = ccp_json_value_element (&system->value, MAX (n_before, 1) - 1);
  if (n_before == 0)
    insert_first (splice, &element, block);
  else
    ccp_json_splice_insert_element (splice, &element, block);
}

void
prompt_system_init (PromptSystem *self, CcpJson *body)
{
  CcpJsonIter iter;
  CcpJsonValue block;

  self->body = ccp_json_ref (body);
  self->value = find_prompt (body);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->changed = g_ptr_array_new_with_free_func (g_free);
  if (ccp_json_value_is_string (&self->value))
    g_ptr_array_add (self->texts, ccp_json_value_dup_string (&self->value, NULL));
  else if (ccp_json_value_is_array (&self->value))
    {
      ccp_json_iter_init (&iter, &self->value);
      while (ccp_json_iter_next (&iter, NULL, &block))
        {
          CcpJsonValue text = ccp_json_value_member (&block, "text");

          g_ptr_array_add (self->texts, ccp_json_value_dup_string (&text, NULL));
        }
    }
  g_ptr_array_set_size (self->changed, (int) self->texts->len);
}

void
prompt_system_clear (PromptSystem *self)
{
  g_clear_pointer (&self->body, ccp_json_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_pointer (&self->changed, g_ptr_array_unref);
}

const char *
prompt_system_get_text (const PromptSystem *self, guint index)
{
  return index < self->texts->len ? g_ptr_array_index (self->texts, index) : NULL;
}

gboolean
prompt_system_is_technical (const PromptSystem *self, guint index)
{
  const char *text = prompt_system_get_text (self, index);

  return ccp_json_value_is_array (&self->value) && text != NULL &&
         g_str_has_prefix (text, BILLING_PREFIX);
}

void
prompt_system_set_text (PromptSystem *self, guint index, char *text)
{
  g_assert (index < self->texts->len);

  if (g_strcmp0 (text, prompt_system_get_text (self, index)) == 0)
    g_clear_pointer (&text, g_free);
  g_free (g_ptr_array_index (self->changed, index));
  g_ptr_array_index (self->changed, index) = text;
}

CcpJson *
prompt_system_finish (PromptSystem *self, GError **error)
{
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (self->body);

  if (ccp_json_value_is_array (&self->value))
    for (guint i = 0; i < self->changed->len; i++)
      change_block (self, i, splice);
  else if (self->changed->len > 0 && g_ptr_array_index (self->changed, 0) != NULL)
    ccp_json_splice_replace_string (splice,
                                    &self->value,
                                    g_ptr_array_index (self->changed, 0));
  return finish (splice, error);
}

CcpJson *
prompt_system_add (CcpJson *body, const char *text, gboolean at_beginning, GError **error)
{
  g_auto (PromptSystem) system = { NULL };
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (body);
  g_autoptr (CcpJson) added = NULL;

  prompt_system_init (&system, body);
  if (is_list (&system.value))
    {
      added = create_block (text);
      insert_block (splice, &system, added, at_beginning);
      return finish (splice, error);
    }
  added = create_string (&system.value, text, at_beginning);
  if (ccp_json_value_exists (&system.value))
    ccp_json_splice_replace (splice, &system.value, added);
  else
    insert_prompt (splice, body, added);
  return finish (splice, error);
}
