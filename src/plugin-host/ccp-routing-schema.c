/* ccp-routing-schema.c: the routing of a configuration as a JSON Schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-routing-schema"

#include "ccp-routing-schema.h"

#include "ccp-class-lookup.h"
#include "ccp-option-table.h"
#include "ccp-plugin-registry.h"
#include "ccp-schema-writer.h"

/* Returns: (nullable): the JSON type of a value that can be told by it */
static const char *
get_type (const CcpOptionSpec *spec)
{
  switch (spec->type)
    {
    case CCP_OPTION_BOOLEAN:
      return "boolean";
    case CCP_OPTION_INTEGER:
      return "integer";
    case CCP_OPTION_NUMBER:
      return "number";
    case CCP_OPTION_OBJECT:
      return "object";
    default:
      return NULL;
    }
}

static void
write_list (CcpJsonWriter *writer)
{
  ccp_json_writer_begin_object (writer);
  ccp_schema_writer_add_string (writer, "type", "array");
  ccp_schema_writer_add_number (writer, "minItems", 1);
  ccp_json_writer_key (writer, "items");
  ccp_schema_writer_write_type (writer, "string");
  ccp_json_writer_end_object (writer);
}

/* a mapping that must say which models do the work */
static void
write_use (CcpJsonWriter *writer)
{
  static const char *const required[] = { "use", NULL };

  ccp_json_writer_begin_object (writer);
  ccp_schema_writer_add_string (writer, "type", "object");
  ccp_schema_writer_add_strings (writer, "required", required);
  ccp_json_writer_end_object (writer);
}

/* elements of a choice */
static void
write_forms (CcpJsonWriter *writer, const CcpOptionSpec *spec)
{
  const char *type = get_type (spec);
  gboolean is_many =
      spec->type == CCP_OPTION_STRING_LIST || spec->type == CCP_OPTION_TARGETS;

  if (spec->schema != NULL)
    ccp_json_writer_document (writer, spec->schema);
  else if (type != NULL)
    ccp_schema_writer_write_number (writer, type, spec->minimum, spec->maximum);
  else if (spec->values != NULL)
    {
      ccp_json_writer_begin_object (writer);
      ccp_schema_writer_add_strings (writer, "enum", (const char *const *) spec->values);
      ccp_json_writer_end_object (writer);
    }
  else if (spec->type == CCP_OPTION_LIST)
    ccp_schema_writer_write_type (writer, "array");
  else if (spec->type == CCP_OPTION_TARGETS)
    write_use (writer);
  if (is_many || (type == NULL && spec->values == NULL && spec->schema == NULL &&
                  spec->type != CCP_OPTION_LIST))
    ccp_schema_writer_write_type (writer, "string");
  if (is_many)
    write_list (writer);
}

static void
write_property (CcpJsonWriter *writer, const CcpOptionSpec *spec)
{
  ccp_json_writer_begin_object (writer);
  if (spec->description != NULL)
    ccp_schema_writer_add_string (writer, "description", spec->description);
  ccp_schema_writer_begin_choice (writer);
  write_forms (writer, spec);
  if (get_type (spec) != NULL || spec->values != NULL)
    ccp_schema_writer_write_variable (writer);
  ccp_schema_writer_write_type (writer, "null");
  ccp_schema_writer_end_choice (writer);
  ccp_json_writer_end_object (writer);
}

static void
add_router (CcpJsonWriter *writer)
{
  static const char *const types[] = { "string", "array", "null", NULL };

  ccp_json_writer_key (writer, "router");
  ccp_json_writer_begin_object (writer);
  ccp_schema_writer_add_string (writer,
                                "description",
                                "the plugin that decides, or a list of them");
  ccp_schema_writer_add_strings (writer, "type", types);
  ccp_json_writer_key (writer, "items");
  ccp_schema_writer_write_type (writer, "string");
  ccp_json_writer_end_object (writer);
}

static void
add_properties (CcpJsonWriter *writer, CcpOptionTable *table)
{
  static const char *const required[] = { "default", NULL };

  ccp_schema_writer_add_strings (writer, "required", required);
  ccp_json_writer_key (writer, "properties");
  ccp_json_writer_begin_object (writer);
  add_router (writer);
  for (guint i = 0; i < ccp_option_table_get_length (table); i++)
    {
      const CcpOptionSpec *spec = ccp_option_table_get (table, i);

      ccp_json_writer_key (writer, spec->name);
      write_property (writer, spec);
    }
  ccp_json_writer_end_object (writer);
  ccp_schema_writer_add_boolean (writer, "additionalProperties", FALSE);
}

/* {"properties": {"router": {"enum": [NAME, null]}}}: holds also where none is named */
static void
add_condition (CcpJsonWriter *writer, const char *name)
{
  ccp_json_writer_key (writer, "if");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "properties");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "router");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "enum");
  ccp_json_writer_begin_array (writer);
  ccp_json_writer_string (writer, name);
  ccp_json_writer_null (writer);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
}

void
ccp_routing_schema_write (CcpJsonWriter *writer, GPtrArray *plugins)
{
  CcpClassLookup found = { NULL };
  CcpOptionTable *table = NULL;

  g_return_if_fail (writer != NULL);
  g_return_if_fail (plugins != NULL);

  if (ccp_class_lookup_find (plugins,
                             CCP_TYPE_ROUTER,
                             CCP_PLUGIN_REGISTRY_DEFAULT_ROUTER,
                             &found,
                             NULL))
    table = ccp_plugin_info_get_params (found.info, found.class_name);
  ccp_json_writer_begin_object (writer);
  ccp_schema_writer_add_string (writer, "type", "object");
  if (table != NULL)
    {
      add_condition (writer, CCP_PLUGIN_REGISTRY_DEFAULT_ROUTER);
      ccp_json_writer_key (writer, "then");
      ccp_json_writer_begin_object (writer);
      add_properties (writer, table);
      ccp_json_writer_end_object (writer);
    }
  ccp_json_writer_end_object (writer);
}
