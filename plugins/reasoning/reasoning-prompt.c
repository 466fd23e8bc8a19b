/* reasoning-prompt.c: what a model is told so that it thinks between tags
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "reasoning-prompt"

#include "reasoning-prompt.h"

typedef struct
{
  const ReasoningPrompt *prompt;
  CcpJsonSplice *splice;
  gint64 skip;  /* so many thoughts are too old */
  guint target; /* the index of the message that gets the instruction, or G_MAXUINT */
} Apply;

static CcpJsonValue
get_content (const CcpJsonValue *message)
{
  return ccp_json_value_member (message, "content");
}

static gboolean
has_role (const CcpJsonValue *message, const char *role)
{
  CcpJsonValue value = ccp_json_value_member (message, "role");

  return ccp_json_value_equals_string (&value, role);
}

/* Thoughts whose signature carries more than their text stay what they are: a provider
 * wants that back. */
static gboolean
can_replay (const CcpJsonValue *block)
{
  CcpJsonValue type = ccp_json_value_member (block, "type");
  CcpJsonValue text = ccp_json_value_member (block, "thinking");
  CcpJsonValue value = ccp_json_value_member (block, "signature");
  g_autofree char *signature = NULL;
  g_autoptr (CcpSignature) envelope = NULL;

  if (!ccp_json_value_equals_string (&type, "thinking") ||
      !ccp_json_value_is_string (&text) || ccp_json_value_is_blank_string (&text))
    return FALSE;
  signature = ccp_json_value_dup_string (&value, NULL);
  envelope = ccp_signature_parse (signature != NULL ? signature : "");
  switch (ccp_signature_get_kind (envelope))
    {
    case CCP_SIGNATURE_FOREIGN:
    case CCP_SIGNATURE_NOTHING:
    case CCP_SIGNATURE_READABLE:
      return TRUE;
    case CCP_SIGNATURE_DETAILS:
    case CCP_SIGNATURE_RESPONSES:
    case CCP_SIGNATURE_GEMINI:
    case CCP_SIGNATURE_GEMINI_CALL:
      return FALSE;
    }
  g_assert_not_reached ();
}

static gint64
count_thoughts (const CcpJsonValue *messages)
{
  CcpJsonIter iter;
  CcpJsonIter blocks;
  CcpJsonValue message;
  CcpJsonValue content;
  CcpJsonValue block;
  gint64 count = 0;

  ccp_json_iter_init (&iter, messages);
  while (ccp_json_iter_next (&iter, NULL, &message))
    {
      if (!has_role (&message, "assistant"))
        continue;
      content = get_content (&message);
      ccp_json_iter_init (&blocks, &content);
      while (ccp_json_iter_next (&blocks, NULL, &block))
        count += can_replay (&block);
    }
  return count;
}

/* The last message of the user. Where the answer has begun already, there is none: it is
 * too late to think first. */
static guint
find_question (const CcpJsonValue *messages)
{
  guint index = ccp_json_value_get_length (messages);

  while (index-- > 0)
    {
      CcpJsonValue message = ccp_json_value_element (messages, index);

      if (has_role (&message, "user"))
        return index;
      if (!has_role (&message, "system"))
        return G_MAXUINT;
    }
  return G_MAXUINT;
}

static void
write_text_block (CcpJsonWriter *writer, const CcpJsonValue *text, const char *literal)
{
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "text");
  ccp_json_writer_key (writer, "text");
  if (text != NULL)
    ccp_json_writer_value (writer, text);
  else
    ccp_json_writer_string (writer, literal);
  ccp_json_writer_end_object (writer);
}

static CcpJson *
create_instruction (Apply *self)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  write_text_block (writer, NULL, self->prompt->instruction);
  return ccp_json_writer_finish (writer);
}

/* Returns: (transfer full): a list of @text, if there is one, and the instruction */
static CcpJson *
create_list (Apply *self, const CcpJsonValue *text)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_array (writer);
  if (ccp_json_value_is_string (text) && !ccp_json_value_is_blank_string (text))
    write_text_block (writer, text, NULL);
  write_text_block (writer, NULL, self->prompt->instruction);
  ccp_json_writer_end_array (writer);
  return ccp_json_writer_finish (writer);
}

/* @content: a text, or a list of blocks */
static void
append_instruction (Apply *self, const CcpJsonValue *content)
{
  guint count = ccp_json_value_get_length (content);
  g_autoptr (CcpJson) added = NULL;

  if (ccp_json_value_is_array (content) && count > 0)
    {
      CcpJsonValue last = ccp_json_value_element (content, count - 1);

      added = create_instruction (self);
      ccp_json_splice_insert_element (self->splice, &last, added);
    }
  else if (ccp_json_value_exists (content))
    {
      added = create_list (self, content);
      ccp_json_splice_replace (self->splice, content, added);
    }
}

static CcpJson *
create_thought (const ReasoningPrompt *prompt, const CcpJsonValue *block)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonValue text = ccp_json_value_member (block, "thinking");

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "text");
  ccp_json_writer_key (writer, "text");
  ccp_json_writer_begin_string (writer);
  ccp_json_writer_append (writer, prompt->opening);
  ccp_json_writer_append (writer, "\n");
  ccp_json_writer_append_string_value (writer, &text);
  ccp_json_writer_append (writer, "\n");
  ccp_json_writer_append (writer, prompt->closing);
  ccp_json_writer_end_string (writer);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

static void
replay_thoughts (Apply *self, const CcpJsonValue *content)
{
  CcpJsonIter iter;
  CcpJsonValue block;

  ccp_json_iter_init (&iter, content);
  while (ccp_json_iter_next (&iter, NULL, &block))
    {
      g_autoptr (CcpJson) thought = NULL;

      if (!can_replay (&block) || self->skip-- > 0)
        continue;
      thought = create_thought (self->prompt, &block);
      ccp_json_splice_replace (self->splice, &block, thought);
    }
}

static void
change_messages (Apply *self, const CcpJsonValue *messages)
{
  CcpJsonIter iter;
  CcpJsonValue message;

  self->skip = count_thoughts (messages) - self->prompt->replay;
  ccp_json_iter_init (&iter, messages);
  for (guint i = 0; ccp_json_iter_next (&iter, NULL, &message); i++)
    {
      CcpJsonValue content = get_content (&message);

      if (has_role (&message, "assistant"))
        replay_thoughts (self, &content);
      else if (i == self->target && !self->prompt->in_system)
        append_instruction (self, &content);
    }
}

static void
insert_system (Apply *self, const CcpJsonValue *root)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;
  g_autoptr (CcpJson) list = create_list (self, &CCP_JSON_VALUE_NONE);

  ccp_json_iter_init (&iter, root);
  if (ccp_json_iter_next (&iter, &name, &value))
    ccp_json_splice_insert_member (self->splice, &name, "system", list);
}

/* in the order of the document */
static void
change_members (Apply *self, const CcpJsonValue *root)
{
  gboolean in_system = self->prompt->in_system && self->target != G_MAXUINT;
  CcpJsonValue system = ccp_json_value_member (root, "system");
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  if (in_system && !ccp_json_value_exists (&system))
    insert_system (self, root);
  ccp_json_iter_init (&iter, root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if (in_system && ccp_json_value_equals_string (&name, "system"))
        append_instruction (self, &value);
      else if (ccp_json_value_equals_string (&name, "messages"))
        change_messages (self, &value);
    }
}

CcpJson *
reasoning_prompt_apply (const ReasoningPrompt *self, CcpJson *body)
{
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (body);
  Apply apply = { .prompt = self, .splice = splice, .target = G_MAXUINT };
  CcpJsonValue root;
  CcpJsonValue messages;

  ccp_json_get_root (body, &root);
  messages = ccp_json_value_member (&root, "messages");
  if (self->instruction != NULL)
    apply.target = find_question (&messages);
  change_members (&apply, &root);
  return ccp_json_splice_finish (splice);
}
