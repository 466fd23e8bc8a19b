/* ccp-verb-schema.c: "ccproxy schema" prints the configuration file as a JSON Schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ccp-config-json-schema.h"
#include "ccp-exit-code.h"
#include "ccp-json-pretty.h"
#include "ccp-verb-options.h"
#include "ccp-verb.h"

static const CcpVerbOptions options = {
  .verb = "schema",
  .summary = N_ ("Prints a JSON Schema of configuration files, for editors."),
  .description =
      N_ ("It is installed as well: a file whose first line is\n"
          "  # yaml-language-server: $schema=/usr/share/ccproxy/ccproxy.schema.json\n"
          "is completed and checked by editors that know YAML.\n\n"
          "Exit status: 0, 64 if the command line is wrong."),
  .needs_no_config = TRUE,
};

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
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = { CCP_VERB_JSON_ENTRY (&as_json), { NULL } };

  if (!ccp_verb_options_parse_with (&options, entries, argc, argv, &ignored))
    return CCP_EXIT_CODE_USAGE;
  schema = ccp_config_json_schema_write (registry);
  text = as_json ? ccp_json_to_text (schema) : ccp_json_pretty_format (schema);
  printf ("%s\n", text);
  return 0;
}
