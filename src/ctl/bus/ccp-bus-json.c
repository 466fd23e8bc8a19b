/* ccp-bus-json.c: what came over the bus, as JSON
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-bus-json"

#include "ccp-bus-json.h"

#include <stdio.h>
#include <string.h>

#define QUANTILES G_VARIANT_TYPE ("a(dt)")

static int
compare_keys (gconstpointer left, gconstpointer right)
{
  g_autoptr (GVariant) a = g_variant_get_child_value (*(GVariant *const *) left, 0);
  g_autoptr (GVariant) b = g_variant_get_child_value (*(GVariant *const *) right, 0);

  return strcmp (g_variant_get_string (a, NULL), g_variant_get_string (b, NULL));
}

/* A dictionary on the bus has no order, and readers like one.
 * Returns: (element-type GVariant) */
static GPtrArray *
sort_entries (GVariant *dictionary)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);

  for (gsize i = 0; i < g_variant_n_children (dictionary); i++)
    g_ptr_array_add (entries, g_variant_get_child_value (dictionary, i));
  g_ptr_array_sort (entries, compare_keys);
  return entries;
}

static void
write_quantiles (CcpJsonWriter *writer, GVariant *value)
{
  GVariantIter iter;
  double fraction = 0;
  guint64 time = 0;

  ccp_json_writer_begin_object (writer);
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "(dt)", &fraction, &time))
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];
      g_autofree char *key = NULL;

      g_ascii_formatd (number, sizeof number, "%g", fraction * 100);
      key = g_strconcat ("p", number, NULL);
      ccp_json_writer_key (writer, key);
      ccp_json_writer_int (writer, (gint64) time);
    }
  ccp_json_writer_end_object (writer);
}

static void
write_list (CcpJsonWriter *writer, GVariant *value)
{
  ccp_json_writer_begin_array (writer);
  for (gsize i = 0; i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

      ccp_bus_json_write (writer, child);
    }
  ccp_json_writer_end_array (writer);
}

static void
write_container (CcpJsonWriter *writer, GVariant *value)
{
  g_autoptr (GVariant) inner = NULL;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT))
    {
      inner = g_variant_get_variant (value);
      ccp_bus_json_write (writer, inner);
    }
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DICTIONARY))
    {
      ccp_json_writer_begin_object (writer);
      ccp_bus_json_write_members (writer, value);
      ccp_json_writer_end_object (writer);
    }
  else if (g_variant_is_of_type (value, QUANTILES))
    write_quantiles (writer, value);
  else
    write_list (writer, value);
}

/* Returns: FALSE if @value is not a number */
static gboolean
read_integer (GVariant *value, gint64 *number)
{
  switch (g_variant_classify (value))
    {
    case G_VARIANT_CLASS_INT32:
      *number = g_variant_get_int32 (value);
      return TRUE;
    case G_VARIANT_CLASS_UINT32:
      *number = g_variant_get_uint32 (value);
      return TRUE;
    case G_VARIANT_CLASS_INT64:
      *number = g_variant_get_int64 (value);
      return TRUE;
    case G_VARIANT_CLASS_UINT64:
      *number = (gint64) MIN (g_variant_get_uint64 (value), G_MAXINT64);
      return TRUE;
    default:
      return FALSE;
    }
}

void
ccp_bus_json_write (CcpJsonWriter *writer, GVariant *value)
{
  gint64 number = 0;

  g_return_if_fail (writer != NULL);
  g_return_if_fail (value != NULL);

  if (read_integer (value, &number))
    ccp_json_writer_int (writer, number);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    ccp_json_writer_boolean (writer, g_variant_get_boolean (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    ccp_json_writer_double (writer, g_variant_get_double (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ||
           g_variant_is_of_type (value, G_VARIANT_TYPE_OBJECT_PATH))
    ccp_json_writer_string (writer, g_variant_get_string (value, NULL));
  else if (g_variant_is_container (value))
    write_container (writer, value);
  else
    ccp_json_writer_null (writer);
}

void
ccp_bus_json_write_member (CcpJsonWriter *writer, const char *key, GVariant *value)
{
  g_return_if_fail (writer != NULL);
  g_return_if_fail (key != NULL);

  ccp_json_writer_key (writer, key);
  ccp_bus_json_write (writer, value);
}

void
ccp_bus_json_write_members (CcpJsonWriter *writer, GVariant *dictionary)
{
  g_autoptr (GPtrArray) entries = NULL;

  g_return_if_fail (writer != NULL);
  g_return_if_fail (g_variant_is_of_type (dictionary, G_VARIANT_TYPE_DICTIONARY));

  entries = sort_entries (dictionary);
  for (guint i = 0; i < entries->len; i++)
    {
      GVariant *entry = g_ptr_array_index (entries, i);
      g_autoptr (GVariant) key = g_variant_get_child_value (entry, 0);
      g_autoptr (GVariant) value = g_variant_get_child_value (entry, 1);

      ccp_bus_json_write_member (writer, g_variant_get_string (key, NULL), value);
    }
}

void
ccp_bus_json_print (CcpJsonWriter *writer)
{
  g_autoptr (CcpJson) json = ccp_json_writer_finish (writer);
  g_autofree char *text = ccp_json_to_text (json);

  puts (text);
  fflush (stdout);
}
