/* ccp-verb-schema.c: "ccproxy schema" prints the configuration file as a JSON Schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <sysexits.h>

#include "ccp-config-json-schema.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

static const CcpVerbOptions options = {
  .verb = "schema",
  .summary = "Prints a JSON Schema of configuration files, for editors.",
  .description =
      "It is installed as well: a file whose first line is\n"
      "  # yaml-language-server: $schema=/usr/share/ccproxy/ccproxy.schema.json\n"
      "is completed and checked by editors that know YAML.\n\n"
      "Exit status: 0, 64 if the command line is wrong.",
  .needs_no_config = TRUE,
};

/* Returns: (transfer full): the same with line breaks */
static char *
lay_out (CcpJson *json)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  gsize length = 0;
  const char *text = ccp_json_peek (json, &length);

  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL))
    g_return_val_if_reached (NULL);
  json_generator_set_root (generator, json_parser_get_root (parser));
  json_generator_set_pretty (generator, TRUE);
  return json_generator_to_data (generator, NULL);
}

int
ccp_verb_schema (int argc, char **argv)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_auto (GStrv) paths =
      ccp_plugin_registry_default_paths ((const char *const *) environment, NULL);
  g_autoptr (CcpPluginRegistry) registry =
      ccp_plugin_registry_new ((const char *const *) paths);
  g_autoptr (CcpJson) schema = NULL;
  g_autofree char *ignored = NULL;
  g_autofree char *text = NULL;

  if (!ccp_verb_options_parse (&options, argc, argv, &ignored))
    return EX_USAGE;
  schema = ccp_config_json_schema_write (registry);
  text = lay_out (schema);
  printf ("%s\n", text);
  return 0;
}
