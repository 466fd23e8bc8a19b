/* ccp-config-json-schema.c: the configuration file as a JSON Schema, for editors
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-config-json-schema"

#include "ccp-config-json-schema.h"

#include "ccp-config-schema.h"
#include "ccp-routing-schema.h"
#include "ccp-schema-writer.h"

#define DIALECT "https://json-schema.org/draft/2020-12/schema"
#define SIZE_PATTERN "^[0-9][0-9.eE+]* *([kKmMgG][iI]?)?[bB]?$"
#define ROUTING "routing"

typedef struct
{
  const char *name; /* in $defs */
  const CcpConfigSection *section;
} Definition;

static const Definition definitions[] = {
  { "provider", &ccp_config_section_provider },
  { "listed_model", &ccp_config_section_listed_model },
  { "model", &ccp_config_section_model },
  { "price", &ccp_config_section_price },
  { "key_command", &ccp_config_section_key_command },
  { "transformers", &ccp_config_section_transformers },
  { "transformer", &ccp_config_section_transformer },
  { "limits", &ccp_config_section_limits },
  { "desktop", &ccp_config_section_desktop },
};

/* {"$ref": "#/$defs/…"} */
static void
write_reference (CcpJsonWriter *writer, const char *name)
{
  g_autofree char *place = g_strconcat ("#/$defs/", name, NULL);

  ccp_json_writer_begin_object (writer);
  ccp_schema_writer_add_string (writer, "$ref", place);
  ccp_json_writer_end_object (writer);
}

static void
write_section (CcpJsonWriter *writer, const CcpConfigSection *section)
{
  for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
    {
      if (definitions[i].section == section)
        return write_reference (writer, definitions[i].name);
    }
  g_assert_not_reached ();
}

/* [NAME, {…}] */
static void
write_pair (CcpJsonWriter *writer)
{
  ccp_json_writer_begin_object (writer);
  ccp_schema_writer_add_string (writer, "type", "array");
  ccp_schema_writer_add_number (writer, "minItems", 1);
  ccp_schema_writer_add_number (writer, "maxItems", 2);
  ccp_json_writer_key (writer, "prefixItems");
  ccp_json_writer_begin_array (writer);
  ccp_schema_writer_write_type (writer, "string");
  ccp_schema_writer_write_type (writer, "object");
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
}

/* what may be in a list, in the list of a choice
 * @in_list: not alone in its place */
static void
write_elements (CcpJsonWriter *writer, const CcpConfigKey *key, gboolean in_list)
{
  if (key->type != CCP_CONFIG_SECTIONS)
    ccp_schema_writer_write_text (writer);
  if (key->section != NULL && key->type != CCP_CONFIG_SECRETS)
    write_section (writer, key->section);
  if (key->type == CCP_CONFIG_TRANSFORMERS && in_list)
    write_pair (writer);
}

/* a list, or one alone, as members of the schema that is being written */
static void
add_list (CcpJsonWriter *writer, const CcpConfigKey *key)
{
  ccp_schema_writer_begin_choice (writer);
  write_elements (writer, key, FALSE);
  ccp_json_writer_begin_object (writer);
  ccp_schema_writer_add_string (writer, "type", "array");
  ccp_json_writer_key (writer, "items");
  ccp_json_writer_begin_object (writer);
  ccp_schema_writer_begin_choice (writer);
  write_elements (writer, key, TRUE);
  ccp_schema_writer_end_choice (writer);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
  ccp_schema_writer_write_type (writer, "null");
  ccp_schema_writer_end_choice (writer);
}

static void
add_number (CcpJsonWriter *writer, const CcpConfigKey *key)
{
  gboolean is_whole = key->type == CCP_CONFIG_INTEGER || key->type == CCP_CONFIG_SIZE;

  ccp_schema_writer_begin_choice (writer);
  ccp_schema_writer_write_number (writer,
                                  is_whole ? "integer" : "number",
                                  key->minimum,
                                  key->maximum);
  ccp_schema_writer_write_variable (writer);
  if (key->type == CCP_CONFIG_SIZE)
    {
      ccp_json_writer_begin_object (writer);
      ccp_schema_writer_add_string (writer, "type", "string");
      ccp_schema_writer_add_string (writer, "pattern", SIZE_PATTERN);
      ccp_json_writer_end_object (writer);
    }
  ccp_schema_writer_write_type (writer, "null");
  ccp_schema_writer_end_choice (writer);
  if (key->fallback > 0)
    ccp_schema_writer_add_number (writer, "default", key->fallback);
}

static void
add_boolean (CcpJsonWriter *writer, const CcpConfigKey *key)
{
  ccp_schema_writer_begin_choice (writer);
  ccp_schema_writer_write_type (writer, "boolean");
  ccp_schema_writer_write_variable (writer);
  ccp_schema_writer_write_type (writer, "null");
  ccp_schema_writer_end_choice (writer);
  ccp_schema_writer_add_boolean (writer, "default", key->fallback != 0);
}

static void
add_string (CcpJsonWriter *writer, const CcpConfigKey *key)
{
  if (key->values == NULL)
    return ccp_schema_writer_add_text_type (writer, TRUE);
  ccp_schema_writer_begin_choice (writer);
  ccp_json_writer_begin_object (writer);
  ccp_schema_writer_add_strings (writer, "enum", key->values);
  ccp_json_writer_end_object (writer);
  ccp_schema_writer_write_variable (writer);
  ccp_schema_writer_write_type (writer, "null");
  ccp_schema_writer_end_choice (writer);
}

/* @is_many: a mapping from names to what the section says */
static void
add_section (CcpJsonWriter *writer, const CcpConfigKey *key, gboolean is_many)
{
  ccp_schema_writer_begin_choice (writer);
  if (is_many)
    {
      ccp_json_writer_begin_object (writer);
      ccp_schema_writer_add_string (writer, "type", "object");
      ccp_json_writer_key (writer, "additionalProperties");
      write_section (writer, key->section);
      ccp_json_writer_end_object (writer);
    }
  else
    write_section (writer, key->section);
  if (key->type == CCP_CONFIG_SECRET)
    ccp_schema_writer_write_text (writer);
  ccp_schema_writer_write_type (writer, "null");
  ccp_schema_writer_end_choice (writer);
}

static void
add_object (CcpJsonWriter *writer, const CcpConfigKey *key)
{
  static const char *const types[] = { "object", "null", NULL };

  if (g_str_equal (key->name, ROUTING))
    ccp_schema_writer_add_string (writer, "$ref", "#/$defs/" ROUTING);
  else
    ccp_schema_writer_add_strings (writer, "type", types);
}

static void
add_value (CcpJsonWriter *writer, const CcpConfigKey *key)
{
  switch (key->type)
    {
    case CCP_CONFIG_STRING:
      return add_string (writer, key);
    case CCP_CONFIG_SECRET:
      if (key->section != NULL)
        return add_section (writer, key, FALSE);
      return ccp_schema_writer_add_text_type (writer, TRUE);
    case CCP_CONFIG_BOOLEAN:
      return add_boolean (writer, key);
    case CCP_CONFIG_INTEGER:
    case CCP_CONFIG_NUMBER:
    case CCP_CONFIG_SECONDS:
    case CCP_CONFIG_SIZE:
      return add_number (writer, key);
    case CCP_CONFIG_OBJECT:
      return add_object (writer, key);
    case CCP_CONFIG_SECTION:
    case CCP_CONFIG_NAMED:
      return add_section (writer, key, key->type == CCP_CONFIG_NAMED);
    case CCP_CONFIG_STRINGS:
    case CCP_CONFIG_SECRETS:
    case CCP_CONFIG_MODELS:
    case CCP_CONFIG_SECTIONS:
    case CCP_CONFIG_TRANSFORMERS:
      return add_list (writer, key);
    }
}

static void
add_required (CcpJsonWriter *writer, const CcpConfigSection *section)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < section->n_keys; i++)
    {
      /* that it is missing is for those to say who know the router */
      if (section->keys[i].required || g_str_equal (section->keys[i].name, ROUTING))
        g_ptr_array_add (names, (gpointer) section->keys[i].name);
    }
  g_ptr_array_add (names, NULL);
  if (names->len > 1)
    ccp_schema_writer_add_strings (writer,
                                   "required",
                                   (const char *const *) names->pdata);
}

/* What a preset has need not be written. */
static void
add_presence (CcpJsonWriter *writer, const CcpConfigSection *section)
{
  static const char *const preset[] = { "preset", NULL };

  if (ccp_config_section_find (section, preset[0]) == NULL)
    return add_required (writer, section);
  ccp_schema_writer_begin_choice (writer);
  ccp_json_writer_begin_object (writer);
  ccp_schema_writer_add_strings (writer, "required", preset);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_begin_object (writer);
  add_required (writer, section);
  ccp_json_writer_end_object (writer);
  ccp_schema_writer_end_choice (writer);
}

static void
add_mapping (CcpJsonWriter *writer, const CcpConfigSection *section)
{
  ccp_schema_writer_add_string (writer, "type", "object");
  ccp_schema_writer_add_boolean (writer, "additionalProperties", FALSE);
  add_presence (writer, section);
  ccp_json_writer_key (writer, "properties");
  ccp_json_writer_begin_object (writer);
  for (guint i = 0; i < section->n_keys; i++)
    {
      ccp_json_writer_key (writer, section->keys[i].name);
      ccp_json_writer_begin_object (writer);
      ccp_schema_writer_add_string (writer, "description", section->keys[i].description);
      add_value (writer, &section->keys[i]);
      ccp_json_writer_end_object (writer);
    }
  ccp_json_writer_end_object (writer);
}

static void
add_definitions (CcpJsonWriter *writer, CcpPluginRegistry *registry)
{
  ccp_json_writer_key (writer, "$defs");
  ccp_json_writer_begin_object (writer);
  for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
    {
      ccp_json_writer_key (writer, definitions[i].name);
      ccp_json_writer_begin_object (writer);
      add_mapping (writer, definitions[i].section);
      ccp_json_writer_end_object (writer);
    }
  ccp_json_writer_key (writer, ROUTING);
  ccp_routing_schema_write (writer, ccp_plugin_registry_get_plugins (registry));
  ccp_json_writer_end_object (writer);
}

CcpJson *
ccp_config_json_schema_write (CcpPluginRegistry *registry)
{
  g_autoptr (CcpJsonWriter) writer = NULL;

  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (registry), NULL);

  writer = ccp_json_writer_new ();
  ccp_json_writer_begin_object (writer);
  ccp_schema_writer_add_string (writer, "$schema", DIALECT);
  ccp_schema_writer_add_string (writer, "title", "The configuration of ccproxy");
  add_mapping (writer, &ccp_config_section_root);
  add_definitions (writer, registry);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
