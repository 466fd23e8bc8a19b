/* ccp-json-splice.c: changes a few places of a JSON document and keeps all other bytes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json"

#include "ccp-json-splice.h"

#include <string.h>

#include "ccp-json-writer.h"
#include "private/ccp-json-buffer.h"
#include "private/ccp-json-tape.h"

/* what a few changes add, so that the text is not moved for them */
#define RESERVE 1024

/**
 * CcpJsonSplice:
 *
 * Changes a few places of a JSON document and keeps all other bytes as they are: white
 * space, order, escapes and digits.
 *
 * Changes are made from front to back, each behind the one before. Where none is made,
 * the document itself comes out, and nothing was copied.
 *
 * ```c
 * splice = ccp_json_splice_new (body);
 * ccp_json_splice_replace_string (splice, &model, "m1");
 * changed = ccp_json_splice_finish (splice);
 * ```
 *
 * A change before the last one, or in a part that is gone, is a bug of the caller: it is
 * complained about and not made.
 */
struct _CcpJsonSplice
{
  gatomicrefcount references;

  CcpJson *document;
  CcpJsonBuffer changed; /* without data before the first change */
  gsize done;            /* so much of the document was copied or left out */
  gsize dropped;         /* where the last removal ended, G_MAXSIZE for none */
  guint depth;           /* of the deepest that was put in */
};

G_DEFINE_BOXED_TYPE (CcpJsonSplice,
                     ccp_json_splice,
                     ccp_json_splice_ref,
                     ccp_json_splice_unref)

static const char *
get_text (CcpJsonSplice *self)
{
  return self->document->text;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static gsize
skip_blanks (CcpJsonSplice *self, gsize offset)
{
  const char *text = get_text (self);

  while (offset < self->document->length && is_blank (text[offset]))
    offset++;
  return offset;
}

/* Returns: the offset of what stands before @offset, white space aside */
static gsize
find_before (CcpJsonSplice *self, gsize offset)
{
  const char *text = get_text (self);

  g_assert (offset > 0);

  do
    offset--;
  while (offset > 0 && is_blank (text[offset]));
  return offset;
}

/* Returns: (nullable): the node, if @value is behind all that was changed */
static const CcpJsonNode *
get_node (CcpJsonSplice *self, const CcpJsonValue *value)
{
  const CcpJsonNode *node = ccp_json_value_get_node (value);

  g_return_val_if_fail (node != NULL && value->document == self->document, NULL);
  g_return_val_if_fail (node->start >= self->done, NULL);

  return node;
}

static void
append (CcpJsonSplice *self, const char *text, gsize length)
{
  ccp_json_buffer_add (&self->changed, text, length);
}

static void
append_document (CcpJsonSplice *self, CcpJson *document)
{
  gsize length = 0;
  const char *text = ccp_json_peek (document, &length);

  append (self, text, length);
  self->depth = MAX (self->depth, ccp_json_get_depth (document));
}

/* Copies all before @offset that has not been copied. */
static void
copy_to (CcpJsonSplice *self, gsize offset)
{
  g_assert (offset >= self->done);

  if (self->changed.data == NULL)
    ccp_json_buffer_grow (&self->changed, self->document->length + RESERVE);
  append (self, get_text (self) + self->done, offset - self->done);
  self->done = offset;
}

/* Returns: the end of an element, or of a member given by its name */
static gsize
find_end (CcpJsonSplice *self, const CcpJsonValue *item, const CcpJsonNode *node)
{
  gsize next = skip_blanks (self, node->end);

  if (next < self->document->length && get_text (self)[next] == ':')
    return self->document->tape->nodes[item->index + 1].end;
  return node->end;
}

/* Returns: whether an object has just begun in what was written */
static gboolean
is_behind_bracket (CcpJsonSplice *self)
{
  gsize length = self->changed.length;

  while (length > 0 && is_blank (self->changed.data[length - 1]))
    length--;
  return length > 0 && self->changed.data[length - 1] == '{';
}

static CcpJson *
create_string (const char *text)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_string (writer, text);
  return ccp_json_writer_finish (writer);
}

/**
 * ccp_json_splice_new: (skip)
 * @document: a document
 *
 * Creates a splice over @document, which itself does not change.
 *
 * Returns: (transfer full): a splice
 */
CcpJsonSplice *
ccp_json_splice_new (CcpJson *document)
{
  CcpJsonSplice *self = NULL;

  g_return_val_if_fail (document != NULL, NULL);

  self = g_new0 (CcpJsonSplice, 1);
  g_atomic_ref_count_init (&self->references);
  self->document = ccp_json_ref (document);
  self->dropped = G_MAXSIZE;
  return self;
}

/**
 * ccp_json_splice_ref:
 * @self: a splice
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpJsonSplice *
ccp_json_splice_ref (CcpJsonSplice *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_json_splice_unref:
 * @self: (transfer full): a splice
 *
 * Gives a reference back.
 */
void
ccp_json_splice_unref (CcpJsonSplice *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->document, ccp_json_unref);
  ccp_json_buffer_clear (&self->changed);
  g_free (self);
}

/**
 * ccp_json_splice_replace: (skip)
 * @self: a splice
 * @value: a value of its document, not the name of a member
 * @replacement: what stands there from now on
 *
 * Replaces a value.
 */
void
ccp_json_splice_replace (CcpJsonSplice *self,
                         const CcpJsonValue *value,
                         CcpJson *replacement)
{
  const CcpJsonNode *node = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (value != NULL);
  g_return_if_fail (replacement != NULL);

  node = get_node (self, value);
  if (node == NULL)
    return;
  copy_to (self, node->start);
  append_document (self, replacement);
  self->done = node->end;
}

/**
 * ccp_json_splice_replace_string: (skip)
 * @self: a splice
 * @value: a value of its document
 * @text: what stands there from now on
 *
 * Replaces a value by a string.
 */
void
ccp_json_splice_replace_string (CcpJsonSplice *self,
                                const CcpJsonValue *value,
                                const char *text)
{
  g_autoptr (CcpJson) string = NULL;

  g_return_if_fail (text != NULL);

  string = create_string (text);
  ccp_json_splice_replace (self, value, string);
}

/**
 * ccp_json_splice_remove: (skip)
 * @self: a splice
 * @item: an element of an array, or the name of a member
 *
 * Removes an element or a member, and one comma with it.
 */
void
ccp_json_splice_remove (CcpJsonSplice *self, const CcpJsonValue *item)
{
  const CcpJsonNode *node = NULL;
  gsize before;
  gsize end;

  g_return_if_fail (self != NULL);
  g_return_if_fail (item != NULL);

  node = get_node (self, item);
  g_return_if_fail (node != NULL && node->start > 0);

  before = find_before (self, node->start);
  end = find_end (self, item, node);
  /* the first one takes the comma behind it with it, and then another one is the first */
  if (get_text (self)[before] == ',' && self->dropped != node->start)
    {
      copy_to (self, before);
      self->done = end;
      return;
    }
  copy_to (self, node->start);
  self->done = skip_blanks (self, end);
  if (get_text (self)[self->done] == ',')
    self->done = skip_blanks (self, self->done + 1);
  else
    self->done = end;
  self->dropped = self->done;
}

/**
 * ccp_json_splice_insert_member: (skip)
 * @self: a splice
 * @before: the name of a member of its document
 * @name: the name of the new member
 * @value: its value
 *
 * Inserts a member in front of another one.
 */
void
ccp_json_splice_insert_member (CcpJsonSplice *self,
                               const CcpJsonValue *before,
                               const char *name,
                               CcpJson *value)
{
  const CcpJsonNode *node = NULL;
  g_autoptr (CcpJson) string = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (before != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL);

  node = get_node (self, before);
  if (node == NULL)
    return;
  string = create_string (name);
  copy_to (self, node->start);
  append_document (self, string);
  append (self, ":", 1);
  append_document (self, value);
  append (self, ",", 1);
}

/**
 * ccp_json_splice_append_member: (skip)
 * @self: a splice
 * @object: an object of its document; what is in it may have been changed
 * @name: the name of the new member
 * @value: its value
 *
 * Adds a member at the end of an object. Nothing else in that object can be changed after
 * that, but more members can be added.
 */
void
ccp_json_splice_append_member (CcpJsonSplice *self,
                               const CcpJsonValue *object,
                               const char *name,
                               CcpJson *value)
{
  const CcpJsonNode *node = NULL;
  g_autoptr (CcpJson) string = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (ccp_json_value_is_object (object));
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL);

  node = ccp_json_value_get_node (object);
  g_return_if_fail (object->document == self->document && node->end > self->done);

  string = create_string (name);
  copy_to (self, node->end - 1);
  if (!is_behind_bracket (self))
    append (self, ",", 1);
  append_document (self, string);
  append (self, ":", 1);
  append_document (self, value);
}

/**
 * ccp_json_splice_insert_element: (skip)
 * @self: a splice
 * @after: an element of an array of its document; what is in it may have been changed
 * @element: the new element
 *
 * Inserts an element behind another one.
 */
void
ccp_json_splice_insert_element (CcpJsonSplice *self,
                                const CcpJsonValue *after,
                                CcpJson *element)
{
  const CcpJsonNode *node = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (after != NULL);
  g_return_if_fail (element != NULL);

  node = ccp_json_value_get_node (after);
  g_return_if_fail (node != NULL && after->document == self->document);
  g_return_if_fail (node->end >= self->done);

  copy_to (self, node->end);
  append (self, ",", 1);
  append_document (self, element);
}

/**
 * ccp_json_splice_finish:
 * @self: a splice, which can be used no more
 *
 * Gives what has become of the document.
 *
 * Returns: (transfer full) (nullable): the document itself if nothing was changed, or
 *   %NULL if it became larger than %CCP_JSON_MAX_SIZE or too deep
 */
CcpJson *
ccp_json_splice_finish (CcpJsonSplice *self)
{
  guint depth;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->changed.data == NULL)
    return ccp_json_ref (self->document);
  copy_to (self, self->document->length);
  depth = ccp_json_get_depth (self->document);
  if (self->changed.too_large || depth > CCP_JSON_MAX_WRITTEN_DEPTH ||
      self->depth > CCP_JSON_MAX_WRITTEN_DEPTH - depth)
    return NULL;
  return ccp_json_new_known (ccp_json_buffer_steal (&self->changed),
                             MAX (1, depth + self->depth));
}
