/* ccp-json-writer.c: writes a JSON document once, from front to back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json"

#include "ccp-json-writer.h"

#include "private/ccp-json-writer-private.h"

/**
 * CcpJsonWriter:
 *
 * Writes a JSON document once, from front to back.
 *
 * The writer sets commas and colons by itself. Parts of other documents are copied as
 * they are, which keeps digits, escapes and order and costs next to nothing. Text is
 * escaped as it must be; bytes that are not UTF-8 become U+FFFD, so that what is written
 * is always valid.
 *
 * ```c
 * ccp_json_writer_begin_object (writer);
 * ccp_json_writer_key (writer, "tools");
 * ccp_json_writer_value (writer, &tools);
 * ccp_json_writer_end_object (writer);
 * document = ccp_json_writer_finish (writer);
 * ```
 *
 * Calls in an order that makes no JSON, such as two values for one key, are a bug of the
 * caller: the writer complains once, ignores everything else and
 * [method@JsonWriter.finish] returns %NULL.
 */
G_DEFINE_BOXED_TYPE (CcpJsonWriter,
                     ccp_json_writer,
                     ccp_json_writer_ref,
                     ccp_json_writer_unref)

static inline gboolean
begin_key (CcpJsonWriter *self)
{
  if (G_UNLIKELY (self->failed))
    return FALSE;
  if (G_UNLIKELY (self->expect != CCP_JSON_EXPECT_NAME))
    return ccp_json_writer_refuse (self, "a key");
  ccp_json_writer_separate (self);
  return TRUE;
}

static inline void
end_key (CcpJsonWriter *self)
{
  ccp_json_buffer_add_byte (&self->buffer, ':');
  self->expect = CCP_JSON_EXPECT_MEMBER;
}

static void
begin_container (CcpJsonWriter *self, char bracket, CcpJsonExpect expect)
{
  if (!ccp_json_writer_begin_value (self))
    return;
  if (self->depth == G_N_ELEMENTS (self->brackets))
    {
      self->failed = TRUE;
      return;
    }

  ccp_json_buffer_add_byte (&self->buffer, bracket);
  self->brackets[self->depth++] = bracket;
  self->deepest = MAX (self->deepest, self->depth);
  self->needs_comma = FALSE;
  self->expect = expect;
}

static void
end_container (CcpJsonWriter *self, char bracket, CcpJsonExpect expect)
{
  if (self->failed)
    return;
  if (self->expect != expect)
    {
      ccp_json_writer_refuse (self,
                              bracket == '}' ? "the end of an object"
                                             : "the end of an array");
      return;
    }

  ccp_json_buffer_add_byte (&self->buffer, bracket);
  self->depth--;
  self->needs_comma = TRUE;
  ccp_json_writer_end_value (self);
}

static void
reset (CcpJsonWriter *self)
{
  self->buffer.length = 0;
  self->buffer.too_large = FALSE;
  self->expect = CCP_JSON_EXPECT_ROOT;
  self->failed = FALSE;
  self->needs_comma = FALSE;
  self->depth = 0;
  self->deepest = 0;
}

/*
 * ccp_json_writer_refuse:
 * @self: a writer
 * @what: what it was given
 *
 * Complains about a call that makes no JSON, and ignores everything from then on.
 *
 * Returns: %FALSE
 */
gboolean
ccp_json_writer_refuse (CcpJsonWriter *self, const char *what)
{
  static const char *const expected[] = {
    [CCP_JSON_EXPECT_ROOT] = "a value",
    [CCP_JSON_EXPECT_ELEMENT] = "an element or the end of the array",
    [CCP_JSON_EXPECT_NAME] = "a key or the end of the object",
    [CCP_JSON_EXPECT_MEMBER] = "a value for the key",
    [CCP_JSON_EXPECT_PIECE] = "more of the string or its end",
    [CCP_JSON_EXPECT_NOTHING] = "nothing more",
  };

  if (!self->failed)
    g_critical ("a JSON writer was given %s, expected %s", what, expected[self->expect]);
  self->failed = TRUE;
  return FALSE;
}

/**
 * ccp_json_writer_new:
 *
 * Creates a writer.
 *
 * Returns: (transfer full): a writer
 */
CcpJsonWriter *
ccp_json_writer_new (void)
{
  return ccp_json_writer_new_sized (0);
}

/**
 * ccp_json_writer_new_sized:
 * @reserve: how many bytes to make room for
 *
 * Creates a writer for a document of which the size is known about. It may become larger
 * all the same.
 *
 * Returns: (transfer full): a writer
 */
CcpJsonWriter *
ccp_json_writer_new_sized (gsize reserve)
{
  CcpJsonWriter *self = g_new (CcpJsonWriter, 1);

  g_ref_count_init (&self->ref_count);
  self->buffer = (CcpJsonBuffer){ 0 };
  reset (self);
  if (reserve > 0)
    ccp_json_buffer_grow (&self->buffer, MIN (reserve, CCP_JSON_MAX_SIZE / 2));
  return self;
}

/**
 * ccp_json_writer_ref:
 * @self: a writer
 *
 * Takes a reference. A writer may be used by one thread at a time only.
 *
 * Returns: (transfer full): @self
 */
CcpJsonWriter *
ccp_json_writer_ref (CcpJsonWriter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ccp_json_writer_unref:
 * @self: (transfer full): a writer
 *
 * Gives a reference back.
 */
void
ccp_json_writer_unref (CcpJsonWriter *self)
{
  g_return_if_fail (self != NULL);

  if (!g_ref_count_dec (&self->ref_count))
    return;

  ccp_json_buffer_clear (&self->buffer);
  g_free (self);
}

/**
 * ccp_json_writer_begin_object:
 * @self: a writer
 *
 * Begins an object. Keys and values follow in turn.
 */
void
ccp_json_writer_begin_object (CcpJsonWriter *self)
{
  g_return_if_fail (self != NULL);

  begin_container (self, '{', CCP_JSON_EXPECT_NAME);
}

/**
 * ccp_json_writer_end_object:
 * @self: a writer
 *
 * Ends the object that was begun last.
 */
void
ccp_json_writer_end_object (CcpJsonWriter *self)
{
  g_return_if_fail (self != NULL);

  end_container (self, '}', CCP_JSON_EXPECT_NAME);
}

/**
 * ccp_json_writer_begin_array:
 * @self: a writer
 *
 * Begins an array. Values follow.
 */
void
ccp_json_writer_begin_array (CcpJsonWriter *self)
{
  g_return_if_fail (self != NULL);

  begin_container (self, '[', CCP_JSON_EXPECT_ELEMENT);
}

/**
 * ccp_json_writer_end_array:
 * @self: a writer
 *
 * Ends the array that was begun last.
 */
void
ccp_json_writer_end_array (CcpJsonWriter *self)
{
  g_return_if_fail (self != NULL);

  end_container (self, ']', CCP_JSON_EXPECT_ELEMENT);
}

/**
 * ccp_json_writer_key:
 * @self: a writer
 * @name: the name of a member
 *
 * Begins a member of an object. Its value follows.
 */
void
ccp_json_writer_key (CcpJsonWriter *self, const char *name)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);

  if (!begin_key (self))
    return;
  ccp_json_writer_add_quoted (self, name, strlen (name));
  end_key (self);
}

/**
 * ccp_json_writer_key_value: (skip)
 * @self: a writer
 * @name: a string, such as the name of a member of another document
 *
 * Begins a member of an object, with its name as it is written elsewhere. Its value
 * follows.
 */
void
ccp_json_writer_key_value (CcpJsonWriter *self, const CcpJsonValue *name)
{
  const CcpJsonNode *node;

  g_return_if_fail (self != NULL);
  g_return_if_fail (ccp_json_value_is_string (name));

  if (!begin_key (self))
    return;
  node = ccp_json_value_get_node (name);
  ccp_json_buffer_add (&self->buffer,
                       name->document->text + node->start,
                       node->end - node->start);
  end_key (self);
}

/**
 * ccp_json_writer_get_length:
 * @self: a writer
 *
 * Gets how much was written so far.
 *
 * Returns: a number of bytes
 */
gsize
ccp_json_writer_get_length (CcpJsonWriter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->buffer.length;
}

/**
 * ccp_json_writer_finish:
 * @self: a writer
 *
 * Ends the document. The writer is empty then and can write another one.
 *
 * Beside bugs of the caller, it fails for a document that is larger than
 * %CCP_JSON_MAX_SIZE or more than twice as deep as %CCP_JSON_MAX_DEPTH; no complaint is
 * made then.
 *
 * Returns: (transfer full) (nullable): the document, or %NULL if none could be written
 */
CcpJson *
ccp_json_writer_finish (CcpJsonWriter *self)
{
  CcpJson *document = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->expect != CCP_JSON_EXPECT_NOTHING)
    ccp_json_writer_refuse (self, "the end");
  if (!self->failed && !self->buffer.too_large)
    document = ccp_json_new_known (ccp_json_buffer_steal (&self->buffer),
                                   MAX (self->deepest, 1));
  reset (self);
  return document;
}
