/* fuzz-json5.c: any bytes as JSON5
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdio.h>
#include <string.h>

#include "ccp-json5-parser.h"
#include "ccp.h"
#include "fuzz-target.h"

/* what was read is JSON5 as well, and the same */
static void
check_tree (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) again = ccp_json5_parser_run (bytes, &error);
  g_autofree char *repeated = NULL;

  /* an escape takes more room than what it stands for, and JSON-GLib writes 1e+26.0 */
  if (again == NULL &&
      (strlen (text) > CCP_JSON5_PARSER_MAX_SIZE || strstr (text, "e+") != NULL))
    return;
  g_assert_no_error (error);
  repeated = json_to_string (again, FALSE);
  g_assert_cmpstr (repeated, ==, text);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) text = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = ccp_json5_parser_run (text, &error);
  guint line = 0;
  guint column = 0;

  g_assert ((node == NULL) == (error != NULL));
  if (node != NULL)
    check_tree (node);
  else
    {
      g_assert_error (error, CCP_ERROR, CCP_ERROR_JSON);
      g_assert (sscanf (error->message, "%u:%u: ", &line, &column) == 2);
      g_assert (line >= 1 && column >= 1 && line <= size + 1 && column <= size + 1);
    }
  return 0;
}
