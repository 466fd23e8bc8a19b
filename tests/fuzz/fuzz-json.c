/* fuzz-json.c: any bytes as a JSON document, walked, written, and read again
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "fuzz-target.h"
#include "private/ccp-json-private.h"

/* Each way to look at a value must agree with the others. */
static void
check_string (const CcpJsonValue *value)
{
  gsize length;
  g_autofree char *text = ccp_json_value_dup_string (value, &length);
  const char *peeked;
  gsize peeked_length;

  g_assert (text != NULL && text[length] == '\0');
  g_assert (g_utf8_validate_len (text, length, NULL) ||
            memchr (text, '\0', length) != NULL);
  g_assert (ccp_json_value_has_prefix (value, text));
  g_assert (ccp_json_value_equals_string (value, text) == (strlen (text) == length));
  g_assert (ccp_json_value_is_empty_string (value) == (length == 0));
  g_assert (length > 0 || ccp_json_value_is_blank_string (value));
  if (ccp_json_value_peek_string (value, &peeked, &peeked_length))
    g_assert (peeked_length == length && memcmp (peeked, text, length) == 0);
}

static void
check_number (const CcpJsonValue *value)
{
  gint64 integer;
  double number;

  if (!ccp_json_value_get_int (value, &integer))
    return;
  g_assert (ccp_json_value_get_double (value, &number));
  g_assert (number == (double) integer);
}

static void
check_name (const CcpJsonValue *object, const CcpJsonValue *name)
{
  gsize length;
  g_autofree char *text = ccp_json_value_dup_string (name, &length);
  CcpJsonValue found = ccp_json_value_member (object, text);

  check_string (name);
  g_assert (ccp_json_value_exists (&found) || strlen (text) < length);
}

/* Writes a value piece by piece; only what has no parts is copied. */
static void
walk (const CcpJsonValue *value, CcpJsonWriter *writer)
{
  gboolean is_object = ccp_json_value_is_object (value);
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue child;
  guint n = 0;

  if (!is_object && !ccp_json_value_is_array (value))
    {
      if (ccp_json_value_is_string (value))
        check_string (value);
      else
        check_number (value);
      ccp_json_writer_value (writer, value);
      return;
    }

  is_object ? ccp_json_writer_begin_object (writer)
            : ccp_json_writer_begin_array (writer);
  ccp_json_iter_init (&iter, value);
  for (; ccp_json_iter_next (&iter, &name, &child); n++)
    {
      if (is_object)
        {
          check_name (value, &name);
          ccp_json_writer_key_value (writer, &name);
        }
      walk (&child, writer);
    }
  is_object ? ccp_json_writer_end_object (writer) : ccp_json_writer_end_array (writer);
  g_assert (ccp_json_value_get_length (value) == n);
}

static CcpJson *
write_compact (const CcpJsonValue *root)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) in_string = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  CcpJsonValue string;
  gsize length;

  ccp_json_writer_begin_string (writer);
  ccp_json_writer_append_json (writer, root);
  ccp_json_writer_end_string (writer);
  in_string = ccp_json_writer_finish (writer);
  g_assert (ccp_json_ensure (in_string, &error));

  ccp_json_get_root (in_string, &string);
  text = ccp_json_value_dup_string (&string, &length);
  return ccp_json_new_from_text (text, (gssize) length, &error);
}

static void
assert_same_text (CcpJson *a, CcpJson *b)
{
  g_assert (g_bytes_equal (ccp_json_get_bytes (a), ccp_json_get_bytes (b)));
}

/* Walking a document and printing it into a string are two ways to the same text. */
static void
check_writing (CcpJson *document)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) walked = NULL;
  g_autoptr (CcpJson) again = NULL;
  g_autoptr (CcpJson) compact = NULL;
  g_autoptr (GError) error = NULL;
  CcpJsonValue root;

  ccp_json_get_root (document, &root);
  g_assert (ccp_json_value_exists (&root));
  walk (&root, writer);
  walked = ccp_json_writer_finish (writer);
  g_assert (walked != NULL);
  g_assert (ccp_json_ensure (walked, &error));

  compact = write_compact (&root);
  g_assert (compact != NULL);
  assert_same_text (walked, compact);

  ccp_json_get_root (compact, &root);
  walk (&root, writer);
  again = ccp_json_writer_finish (writer);
  assert_same_text (walked, again);
}

static void
check_part (CcpJson *document)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) part = NULL;
  g_autoptr (CcpJson) wrapped = NULL;
  g_autoptr (GError) error = NULL;
  CcpJsonValue value;

  ccp_json_get_root (document, &value);
  value = ccp_json_value_element (&value, ccp_json_value_get_length (&value) / 2);
  part = ccp_json_new_from_value (&value);
  if (part == NULL)
    return;

  g_assert (ccp_json_ensure (part, &error));
  ccp_json_writer_begin_array (writer);
  ccp_json_writer_document (writer, part);
  ccp_json_writer_document (writer, document);
  ccp_json_writer_end_array (writer);
  wrapped = ccp_json_writer_finish (writer);
  g_assert (wrapped != NULL && ccp_json_ensure (wrapped, &error));
}

static void
check_tree (CcpJson *document)
{
  g_autoptr (JsonNode) node = ccp_json_to_node (document, NULL);
  g_autoptr (JsonNode) node_again = NULL;
  g_autoptr (CcpJson) written = NULL;
  g_autoptr (CcpJson) written_again = NULL;
  g_autoptr (GError) error = NULL;

  /* a number may be too large for a tree */
  if (node == NULL)
    return;

  written = ccp_json_new_from_node (node, &error);
  g_assert (written != NULL && ccp_json_ensure (written, &error));
  node_again = ccp_json_to_node (written, &error);
  g_assert (node_again != NULL);
  written_again = ccp_json_new_from_node (node_again, &error);
  assert_same_text (written, written_again);
}

static void
check_error (const GError *error)
{
  g_assert (g_error_matches (error, CCP_ERROR, CCP_ERROR_JSON));
  g_assert (g_utf8_validate (error->message, -1, NULL));
  g_assert (strlen (error->message) < 120);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (CcpJson) deferred = ccp_json_new_deferred (bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) document = ccp_json_new_from_bytes (bytes, &error);
  CcpJsonValue root;

  ccp_json_get_root (deferred, &root);
  g_assert (ccp_json_value_exists (&root) == (document != NULL));
  if (document == NULL)
    {
      check_error (error);
      return 0;
    }

  check_writing (document);
  check_part (document);
  check_tree (document);
  return 0;
}
