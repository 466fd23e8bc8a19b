/* json-echo.c: tells what CcpJson makes of documents, for a comparison with another
 * parser
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Reads documents from standard input, each after its length in four bytes, big end
 * first, and writes an answer to each in the same form: `!` and the error, or the values,
 * one a line.
 */
#include <ccp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
print_string (const CcpJsonValue *value, GString *out)
{
  gsize length;
  g_autofree char *text = ccp_json_value_dup_string (value, &length);

  g_string_append_c (out, 's');
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (out, "%02x", (guint8) text[i]);
}

static void
print_number (const CcpJsonValue *value, GString *out)
{
  gsize length;
  const char *raw = ccp_json_value_peek_raw (value, &length);
  gint64 integer;
  double number;

  g_string_append_c (out, 'n');
  g_string_append_len (out, raw, (gssize) length);
  if (ccp_json_value_get_int (value, &integer))
    g_string_append_printf (out, " %" G_GINT64_FORMAT, integer);
  else
    g_string_append (out, " -");

  if (ccp_json_value_get_double (value, &number))
    {
      guint64 bits;

      memcpy (&bits, &number, sizeof bits);
      g_string_append_printf (out, " %016" G_GINT64_MODIFIER "x", bits);
    }
  else
    g_string_append (out, " -");
}

static void
print_value (const CcpJsonValue *value, GString *out)
{
  gboolean is_object = ccp_json_value_is_object (value);
  CcpJsonValue name;
  CcpJsonValue member;
  CcpJsonIter iter;

  switch (ccp_json_value_get_kind (value))
    {
    case CCP_JSON_NULL:
      g_string_append (out, "z\n");
      return;
    case CCP_JSON_BOOLEAN:
      g_string_append (out, ccp_json_value_get_boolean (value, FALSE) ? "t\n" : "f\n");
      return;
    case CCP_JSON_NUMBER:
      print_number (value, out);
      g_string_append_c (out, '\n');
      return;
    case CCP_JSON_STRING:
      print_string (value, out);
      g_string_append_c (out, '\n');
      return;
    case CCP_JSON_ARRAY:
    case CCP_JSON_OBJECT:
      break;
    case CCP_JSON_NONE:
    default:
      g_assert_not_reached ();
    }

  g_string_append (out, is_object ? "{\n" : "[\n");
  ccp_json_iter_init (&iter, value);
  while (ccp_json_iter_next (&iter, &name, &member))
    {
      if (is_object)
        print_value (&name, out);
      print_value (&member, out);
    }
  g_string_append (out, is_object ? "}\n" : "]\n");
}

static void
answer (const char *text, gsize length, GString *out)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (CcpJson) document = ccp_json_new_from_bytes (bytes, &error);
  CcpJsonValue root;

  if (document == NULL)
    {
      g_string_append_printf (out, "!%s", error->message);
      return;
    }
  ccp_json_get_root (document, &root);
  print_value (&root, out);
}

int
main (void)
{
  g_autoptr (GByteArray) text = g_byte_array_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  guint32 length;

  while (fread (&length, sizeof length, 1, stdin) == 1)
    {
      length = GUINT32_FROM_BE (length);
      g_byte_array_set_size (text, length);
      if (length > 0 && fread (text->data, length, 1, stdin) != 1)
        return EXIT_FAILURE;

      g_string_truncate (out, 0);
      answer ((const char *) text->data, length, out);
      length = GUINT32_TO_BE ((guint32) out->len);
      fwrite (&length, sizeof length, 1, stdout);
      fwrite (out->str, out->len, 1, stdout);
    }
  return fflush (stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
