/* ccp-log-entry.c: a line of the journal as programs read it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-log-entry"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ccp-log-entry.h"

#define FIELD_PREFIX "CCP_"

/* What the journal has as text, as it has everything. */
static const char *const numbers[] = { "duration_us", "status", "target", NULL };

/* The journal has text that is not UTF-8 as a list of bytes, and null for what is too
 * long. */
static char *
dup_text (const CcpJsonValue *value)
{
  g_autoptr (GString) bytes = NULL;
  CcpJsonValue element;
  CcpJsonIter iter;

  if (ccp_json_value_is_string (value))
    return ccp_json_value_dup_string (value, NULL);
  if (!ccp_json_value_is_array (value))
    return NULL;
  bytes = g_string_new (NULL);
  ccp_json_iter_init (&iter, value);
  while (ccp_json_iter_next (&iter, NULL, &element))
    {
      gint64 byte = 0;

      if (ccp_json_value_get_int (&element, &byte))
        g_string_append_c (bytes, (char) byte);
    }
  return g_utf8_make_valid (bytes->str, (gssize) bytes->len);
}

static void
write_text (CcpJsonWriter *writer, const char *key, const CcpJsonValue *value)
{
  g_autofree char *text = dup_text (value);

  ccp_json_writer_key (writer, key);
  if (text != NULL)
    ccp_json_writer_string (writer, text);
  else
    ccp_json_writer_null (writer);
}

static void
write_number (CcpJsonWriter *writer, const char *key, const CcpJsonValue *value)
{
  g_autofree char *text = dup_text (value);
  gint64 number = 0;

  ccp_json_writer_key (writer, key);
  if (text != NULL &&
      g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    ccp_json_writer_int (writer, number);
  else
    ccp_json_writer_null (writer);
}

static void
write_fields (CcpJsonWriter *writer, const CcpJsonValue *root)
{
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *field = ccp_json_value_dup_string (&name, NULL);
      g_autofree char *key = NULL;

      if (!g_str_has_prefix (field, FIELD_PREFIX))
        continue;
      key = g_ascii_strdown (field + strlen (FIELD_PREFIX), -1);
      if (g_strv_contains (numbers, key))
        write_number (writer, key, &value);
      else
        write_text (writer, key, &value);
    }
}

CcpJson *
ccp_log_entry_read (const char *line, GError **error)
{
  g_autoptr (CcpJson) json = NULL;
  g_autoptr (CcpJsonWriter) writer = NULL;
  CcpJsonValue root;
  CcpJsonValue value;

  g_return_val_if_fail (line != NULL, NULL);

  json = ccp_json_new_from_text (line, -1, error);
  if (json == NULL)
    return NULL;
  ccp_json_get_root (json, &root);
  if (!ccp_json_value_is_object (&root))
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_JSON,
                   _ ("expected an object from the journal, got %s"),
                   line);
      return NULL;
    }
  writer = ccp_json_writer_new ();
  ccp_json_writer_begin_object (writer);
  value = ccp_json_value_member (&root, "__REALTIME_TIMESTAMP");
  write_number (writer, "time", &value);
  value = ccp_json_value_member (&root, "PRIORITY");
  write_number (writer, "priority", &value);
  value = ccp_json_value_member (&root, "MESSAGE");
  write_text (writer, "message", &value);
  write_fields (writer, &root);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
