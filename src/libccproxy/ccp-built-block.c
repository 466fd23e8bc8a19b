/* ccp-built-block.c: a content block that grows by deltas
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-built-block"

#include "private/ccp-built-block.h"

#include "private/ccp-json-tape.h"
#include "private/ccp-tool-input.h"

typedef enum
{
  GROWS_AS_STRING,
  GROWS_AS_LIST,
  GROWS_AS_INPUT,
  IS_REPLACED,
} Growth;

typedef struct
{
  const char *delta;  /* the type of the delta */
  const char *piece;  /* its member */
  const char *member; /* what that adds to */
  Growth growth;
} Rule;

static const Rule rules[] = {
  { "text_delta", "text", "text", GROWS_AS_STRING },
  { "thinking_delta", "thinking", "thinking", GROWS_AS_STRING },
  { "input_json_delta", "partial_json", "input", GROWS_AS_INPUT },
  { "signature_delta", "signature", "signature", IS_REPLACED },
  { "citations_delta", "citation", "citations", GROWS_AS_LIST },
  { "compaction_delta", "content", "content", GROWS_AS_STRING },
};

G_STATIC_ASSERT (G_N_ELEMENTS (rules) == CCP_BUILT_BLOCK_N_MEMBERS);

static CcpJsonValue
get_block (CcpBuiltBlock *self)
{
  CcpJsonValue root;

  ccp_json_get_root (self->start, &root);
  return ccp_json_value_member (&root, "content_block");
}

/* what stands between the quotes of a string or the brackets of an array */
static const char *
peek_content (const CcpJsonValue *value, CcpJsonKind kind, gsize *length)
{
  const char *raw = ccp_json_value_peek_raw (value, length);

  if (ccp_json_value_get_kind (value) != kind)
    return NULL;
  *length -= 2;
  return raw + 1;
}

static void
add_string (CcpJsonBuffer *buffer, const CcpJsonValue *string)
{
  gsize length = 0;
  const char *content = peek_content (string, CCP_JSON_STRING, &length);

  if (content != NULL)
    ccp_json_buffer_add (buffer, content, length);
}

static void
add_element (CcpJsonBuffer *buffer, const CcpJsonValue *element)
{
  gsize length = 0;
  const char *raw = ccp_json_value_peek_raw (element, &length);

  if (raw == NULL)
    return;
  if (buffer->length > 0)
    ccp_json_buffer_add_byte (buffer, ',');
  ccp_json_buffer_add (buffer, raw, length);
}

/* a member may have something in it before the first delta */
static void
add_start (CcpBuiltBlock *self, const Rule *rule, CcpJsonBuffer *buffer)
{
  CcpJsonValue block = get_block (self);
  CcpJsonValue value = ccp_json_value_member (&block, rule->member);
  CcpJsonIter iter;
  CcpJsonValue element;

  if (rule->growth == GROWS_AS_STRING)
    add_string (buffer, &value);
  else if (rule->growth == GROWS_AS_LIST && ccp_json_value_is_array (&value))
    {
      ccp_json_iter_init (&iter, &value);
      while (ccp_json_iter_next (&iter, NULL, &element))
        add_element (buffer, &element);
    }
}

static CcpJson *
enclose (const CcpJsonBuffer *content, char opening, char closing)
{
  CcpJsonBuffer buffer = { 0 };
  g_autoptr (GBytes) bytes = NULL;

  ccp_json_buffer_add_byte (&buffer, opening);
  ccp_json_buffer_add (&buffer, content->data, content->length);
  ccp_json_buffer_add_byte (&buffer, closing);
  bytes = ccp_json_buffer_steal (&buffer);
  return ccp_json_new_from_bytes (bytes, NULL);
}

static CcpJson *
create_member (const Rule *rule, const CcpJsonBuffer *grown)
{
  switch (rule->growth)
    {
    case GROWS_AS_INPUT:
      return ccp_tool_input_to_object (grown->data, grown->length);
    case GROWS_AS_LIST:
      return enclose (grown, '[', ']');
    default:
      return enclose (grown, '"', '"');
    }
}

static void
write_grown (CcpBuiltBlock *self, guint rule, CcpJsonWriter *writer)
{
  g_autoptr (CcpJson) member = create_member (&rules[rule], &self->grown[rule]);

  if (member != NULL)
    ccp_json_writer_document (writer, member);
  else
    ccp_json_writer_null (writer);
}

static gint
find_grown (CcpBuiltBlock *self, const CcpJsonValue *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (self->grown[i].length > 0 && ccp_json_value_equals_string (name, rules[i].member))
      return (gint) i;
  return -1;
}

/* Returns: which of the rules have been written, a bit each */
static guint
write_members (CcpBuiltBlock *self, CcpJsonWriter *writer)
{
  CcpJsonValue block = get_block (self);
  guint written = 0;
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_iter_init (&iter, &block);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      gint rule = find_grown (self, &name);

      ccp_json_writer_key_value (writer, &name);
      if (rule < 0)
        {
          ccp_json_writer_value (writer, &value);
          continue;
        }
      write_grown (self, (guint) rule, writer);
      written |= 1u << rule;
    }
  return written;
}

/*
 * ccp_built_block_new:
 * @start: the data of content_block_start
 *
 * Creates a block.
 *
 * Returns: (transfer full): a block
 */
CcpBuiltBlock *
ccp_built_block_new (CcpJson *start)
{
  CcpBuiltBlock *self = g_new0 (CcpBuiltBlock, 1);

  self->start = ccp_json_ref (start);
  return self;
}

/*
 * ccp_built_block_free:
 * @self: (transfer full): a block
 *
 * Frees a block.
 */
void
ccp_built_block_free (CcpBuiltBlock *self)
{
  g_clear_pointer (&self->start, ccp_json_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->grown); i++)
    ccp_json_buffer_clear (&self->grown[i]);
  g_free (self);
}

/*
 * ccp_built_block_add:
 * @self: a block
 * @delta: what content_block_delta brought
 *
 * Adds a delta (protocol A.7). One that is not known is left out.
 */
void
ccp_built_block_add (CcpBuiltBlock *self, const CcpJsonValue *delta)
{
  CcpJsonValue type = ccp_json_value_member (delta, "type");

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const Rule *rule = &rules[i];
      CcpJsonBuffer *grown = &self->grown[i];
      CcpJsonValue piece;

      if (!ccp_json_value_equals_string (&type, rule->delta))
        continue;
      piece = ccp_json_value_member (delta, rule->piece);
      if (rule->growth == IS_REPLACED)
        grown->length = 0;
      else if (grown->length == 0)
        add_start (self, rule, grown);
      if (rule->growth == GROWS_AS_LIST)
        add_element (grown, &piece);
      else
        add_string (grown, &piece);
      return;
    }
}

/*
 * ccp_built_block_write:
 * @self: a block
 * @writer: where to
 *
 * Writes the block with all that was added to it. The input of a tool is made an object
 * whatever the model wrote (protocol E.6.8).
 */
void
ccp_built_block_write (CcpBuiltBlock *self, CcpJsonWriter *writer)
{
  guint written;

  ccp_json_writer_begin_object (writer);
  written = write_members (self, writer);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (self->grown[i].length > 0 && (written & 1u << i) == 0)
      {
        ccp_json_writer_key (writer, rules[i].member);
        write_grown (self, i, writer);
      }
  ccp_json_writer_end_object (writer);
}
