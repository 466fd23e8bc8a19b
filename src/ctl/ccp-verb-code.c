/* ccp-verb-code.c: "ccproxy code" starts Claude Code with the proxy
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include <glib.h>

#include "ccp-verb.h"

/* All arguments are those of Claude Code. */
int
ccp_verb_code (int argc, char **argv)
{
  g_autoptr (GPtrArray) command = g_ptr_array_new ();

  g_ptr_array_add (command, (gpointer) "run");
  g_ptr_array_add (command, (gpointer) "--");
  g_ptr_array_add (command, (gpointer) "claude");
  for (int i = 1; i < argc; i++)
    g_ptr_array_add (command, argv[i]);
  g_ptr_array_add (command, NULL);
  return ccp_verb_run ((int) command->len - 1, (char **) command->pdata);
}
