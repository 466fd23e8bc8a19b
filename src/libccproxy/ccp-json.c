/* ccp-json.c: an immutable JSON document that keeps its bytes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json"

#include "ccp-json.h"

#include "ccp-error.h"
#include "private/ccp-json-node.h"
#include "private/ccp-json-private.h"
#include "private/ccp-json-tape.h"

/* Below this a copy is cheaper than keeping a whole document alive for a part of it. */
#define MAX_COPIED_SIZE 4096

/**
 * CcpJson:
 *
 * An immutable JSON document.
 *
 * A document always has its text, exactly as it was given: white space, order of members,
 * duplicates, escapes and the digits of numbers stay as they are. An index over the text
 * lets [struct@JsonHandle], and in C `CcpJsonValue`, walk it without copying.
 *
 * The text is JSON as RFC 8259 defines it and nothing else, in UTF-8 without a byte order
 * mark, at most %CCP_JSON_MAX_SIZE bytes long, at most %CCP_JSON_MAX_DEPTH deep and with
 * at most %CCP_JSON_MAX_NODES values and member names. A document that a
 * [struct@JsonWriter] made of such documents may be twice as deep.
 *
 * Where RFC 8259 leaves it open, this holds:
 *
 * - duplicate member names are accepted; a look-up gives the last one, iteration gives
 * all;
 * - an escape that is half of a surrogate pair is accepted and decodes as U+FFFD;
 * - `\u0000` is accepted and decodes as a NUL byte;
 * - numbers may have any length and size; what does not fit is reported when it is asked
 *   for, and is copied exactly all the same.
 *
 * Documents may be shared between threads.
 */
G_DEFINE_BOXED_TYPE (CcpJson, ccp_json, ccp_json_ref, ccp_json_unref)

/* Stands for the index of a text that turned out not to be JSON. */
static const CcpJsonTape no_tape = { 0 };

static CcpJson *
create_document (GBytes *bytes, guint depth, const CcpJsonTape *tape)
{
  CcpJson *self = g_new (CcpJson, 1);
  const char *text = g_bytes_get_data (bytes, &self->length);

  g_atomic_ref_count_init (&self->ref_count);
  self->depth = depth;
  self->bytes = bytes;
  self->text = text != NULL ? text : "";
  self->tape = tape;
  return self;
}

static CcpJson *
take_bytes (GBytes *bytes, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  const CcpJsonTape *tape =
      ccp_json_parser_run (text != NULL ? text : "", length, CCP_JSON_MAX_DEPTH, error);

  if (tape == NULL)
    {
      g_bytes_unref (bytes);
      return NULL;
    }
  return create_document (bytes, tape->depth, tape);
}

static CcpJson *
finish_writer (CcpJsonWriter *writer, GError **error)
{
  CcpJson *document = ccp_json_writer_finish (writer);

  if (document == NULL)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_TOO_LARGE,
                 "a JSON tree needs more than %u bytes",
                 CCP_JSON_MAX_SIZE);
  return document;
}

static guint
get_max_depth (CcpJson *self)
{
  return self->depth != 0 ? CCP_JSON_MAX_WRITTEN_DEPTH : CCP_JSON_MAX_DEPTH;
}

/* Two threads may both build the index; the first one to come is kept. */
static const CcpJsonTape *
set_tape (CcpJson *self, const CcpJsonTape *tape)
{
  if (g_atomic_pointer_compare_and_exchange (&self->tape, NULL, tape))
    return tape;
  if (tape != &no_tape)
    g_free ((gpointer) tape);
  return g_atomic_pointer_get (&self->tape);
}

/*
 * ccp_json_get_tape:
 * @self: a document
 *
 * Gets the index of @self and builds it first if need be.
 *
 * Returns: the index, without nodes if the text is not JSON
 */
const CcpJsonTape *
ccp_json_get_tape (CcpJson *self)
{
  const CcpJsonTape *tape = g_atomic_pointer_get (&self->tape);

  if (G_LIKELY (tape != NULL))
    return tape;

  tape = ccp_json_parser_run (self->text, self->length, get_max_depth (self), NULL);
  return set_tape (self, tape != NULL ? tape : &no_tape);
}

/*
 * ccp_json_get_depth:
 * @self: a document
 *
 * Gets how deep arrays and objects are nested, or a bound if that is cheaper to know.
 *
 * Returns: a depth, or %G_MAXUINT if the text is not JSON
 */
guint
ccp_json_get_depth (CcpJson *self)
{
  const CcpJsonTape *tape = g_atomic_pointer_get (&self->tape);

  if (tape == NULL && self->depth != 0)
    return self->depth;

  tape = ccp_json_get_tape (self);
  return tape->n_nodes > 0 ? tape->depth : G_MAXUINT;
}

/*
 * ccp_json_new_known:
 * @bytes: (transfer full): a text that is JSON
 * @depth: how deep arrays and objects are nested at most, not 0
 *
 * Creates a document without an index from what a writer wrote or a document holds.
 *
 * Returns: (transfer full): a document
 */
CcpJson *
ccp_json_new_known (GBytes *bytes, guint depth)
{
  g_assert (depth > 0);

  return create_document (bytes, depth, NULL);
}

/*
 * ccp_json_new_deferred:
 * @bytes: a text that the caller believes to be JSON
 *
 * Creates a document that is checked when it is first walked, for texts that most often
 * are passed on as they are. If the text is not JSON after all, its root does not exist.
 *
 * Returns: (transfer full): a document
 */
CcpJson *
ccp_json_new_deferred (GBytes *bytes)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  return create_document (g_bytes_ref (bytes), 0, NULL);
}

/*
 * ccp_json_ensure:
 * @self: a document
 * @error: return location for a %CCP_ERROR_JSON or %CCP_ERROR_TOO_LARGE
 *
 * Checks a document that was deferred.
 *
 * Returns: whether @self can be walked
 */
gboolean
ccp_json_ensure (CcpJson *self, GError **error)
{
  const CcpJsonTape *tape;

  g_return_val_if_fail (self != NULL, FALSE);

  tape = g_atomic_pointer_get (&self->tape);
  if (tape != NULL && tape->n_nodes > 0)
    return TRUE;

  tape = ccp_json_parser_run (self->text, self->length, get_max_depth (self), error);
  if (tape == NULL)
    return FALSE;

  set_tape (self, tape);
  return TRUE;
}

/**
 * ccp_json_new_from_bytes:
 * @bytes: a JSON text in UTF-8
 * @error: return location for a %CCP_ERROR_JSON, which names the byte where the text
 * stops being JSON, or a %CCP_ERROR_TOO_LARGE
 *
 * Creates a document from @bytes, which are checked and kept.
 *
 * Returns: (transfer full): a document
 */
CcpJson *
ccp_json_new_from_bytes (GBytes *bytes, GError **error)
{
  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return take_bytes (g_bytes_ref (bytes), error);
}

/**
 * ccp_json_new_from_text:
 * @text: a JSON text in UTF-8
 * @length: how many bytes @text has, or -1 if it ends with a NUL
 * @error: return location for a %CCP_ERROR_JSON, which names the byte where the text
 * stops being JSON, or a %CCP_ERROR_TOO_LARGE
 *
 * Creates a document from a copy of @text.
 *
 * Returns: (transfer full): a document
 */
CcpJson *
ccp_json_new_from_text (const char *text, gssize length, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return take_bytes (g_bytes_new (text, length >= 0 ? (gsize) length : strlen (text)),
                     error);
}

/**
 * ccp_json_new_from_node:
 * @node: a json-glib tree
 * @error: return location for a %CCP_ERROR_JSON
 *
 * Creates a document from a tree, without white space.
 *
 * A number that is a `double` is written with as few digits as give the same number
 * again. Bytes in strings that are not UTF-8 are replaced by U+FFFD. A tree that is
 * nested deeper than %CCP_JSON_MAX_DEPTH or has a number that JSON cannot express is
 * refused.
 *
 * Returns: (transfer full): a document
 */
CcpJson *
ccp_json_new_from_node (JsonNode *node, GError **error)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  g_return_val_if_fail (node != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!ccp_json_node_write (node, writer, 0, error))
    return NULL;
  return finish_writer (writer, error);
}

/**
 * ccp_json_new_from_value: (skip)
 * @value: a place in a document
 *
 * Creates a document from a part of another one. Its text is shared with the other
 * document when it is long.
 *
 * Returns: (transfer full) (nullable): a document, or %NULL if there is no such value
 */
CcpJson *
ccp_json_new_from_value (const CcpJsonValue *value)
{
  const CcpJsonNode *node;
  CcpJson *document;
  gsize length;
  GBytes *bytes;

  g_return_val_if_fail (value != NULL, NULL);

  node = ccp_json_value_get_node (value);
  if (node == NULL)
    return NULL;

  document = value->document;
  length = node->end - node->start;
  if (length == document->length)
    return ccp_json_ref (document);

  bytes = length <= MAX_COPIED_SIZE
              ? g_bytes_new (document->text + node->start, length)
              : g_bytes_new_from_bytes (document->bytes, node->start, length);
  return ccp_json_new_known (bytes, MAX (document->tape->depth, 1));
}

/**
 * ccp_json_ref:
 * @self: a document
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpJson *
ccp_json_ref (CcpJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ccp_json_unref:
 * @self: (transfer full): a document
 *
 * Gives a reference back.
 */
void
ccp_json_unref (CcpJson *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  if (self->tape != &no_tape)
    g_free ((gpointer) self->tape);
  g_bytes_unref (self->bytes);
  g_free (self);
}

/**
 * ccp_json_get_bytes:
 * @self: a document
 *
 * Gets the text of @self, exactly as it was given.
 *
 * Returns: (transfer none): the text, which does not end with a NUL
 */
GBytes *
ccp_json_get_bytes (CcpJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bytes;
}

/**
 * ccp_json_peek: (skip)
 * @self: a document
 * @length: (out) (optional): how many bytes the text has
 *
 * Gets the text of @self, exactly as it was given.
 *
 * Returns: (transfer none): the text, which need not end with a NUL
 */
const char *
ccp_json_peek (CcpJson *self, gsize *length)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (length != NULL)
    *length = self->length;
  return self->text;
}

/**
 * ccp_json_to_text:
 * @self: a document
 *
 * Copies the text of @self, exactly as it was given.
 *
 * Returns: (transfer full): the text, which ends with a NUL
 */
char *
ccp_json_to_text (CcpJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strndup (self->text, self->length);
}

/**
 * ccp_json_to_node:
 * @self: a document
 * @error: return location for a %CCP_ERROR_JSON
 *
 * Builds a json-glib tree of @self.
 *
 * A tree knows less than the text. Integers that fit into 64 bits stay what they are, all
 * other numbers become a `double` and may lose digits; a number that is too large even
 * for that is an error. Of members with the same name the last one stays. A NUL character
 * in a string or member name, which a tree cannot hold, becomes U+FFFD, and so does half
 * a surrogate pair.
 *
 * Returns: (transfer full): a tree
 */
JsonNode *
ccp_json_to_node (CcpJson *self, GError **error)
{
  CcpJsonValue root;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!ccp_json_ensure (self, error))
    return NULL;

  ccp_json_get_root (self, &root);
  return ccp_json_node_read (&root, error);
}

/**
 * ccp_json_get_root: (skip)
 * @self: a document
 * @root: (out caller-allocates): the value that is the whole document
 *
 * Gets the place from which to walk over @self. It is good for as long as @self lives.
 */
void
ccp_json_get_root (CcpJson *self, CcpJsonValue *root)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (root != NULL);

  *root = CCP_JSON_VALUE_NONE;
  if (ccp_json_get_tape (self)->n_nodes > 0)
    root->document = self;
}
