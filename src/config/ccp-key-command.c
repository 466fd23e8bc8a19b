/* ccp-key-command.c: the program that makes the key of a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-key-command"

#include "ccp-key-command.h"

static char **
read_arguments (const CcpConfigReader *reader)
{
  CcpConfigNode *command = ccp_config_reader_find (reader, "command");
  g_autoptr (GPtrArray) nodes = ccp_config_reader_get_list (reader, "command");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean is_named = FALSE;

  for (guint i = 0; i < nodes->len; i++)
    {
      g_autofree char *argument =
          ccp_config_context_read_string (reader->context, g_ptr_array_index (nodes, i));

      if (argument == NULL)
        return NULL;
      if (i == 0 && *argument == '\0')
        break;
      g_strv_builder_add (builder, argument);
      is_named = TRUE;
    }
  if (is_named)
    return g_strv_builder_end (builder);
  if (command != NULL)
    ccp_config_context_report (reader->context,
                               CCP_CODE_BAD_VALUE,
                               command,
                               "expected a program and its arguments, as a list");
  return NULL;
}

void
ccp_key_command_free (CcpKeyCommand *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->arguments, g_strfreev);
  g_free (self);
}

CcpKeyCommand *
ccp_key_command_read (const CcpConfigContext *context, CcpConfigNode *node)
{
  CcpConfigReader reader =
      ccp_config_reader_enter (context, &ccp_config_section_key_command, node);
  g_autoptr (CcpKeyCommand) self = g_new0 (CcpKeyCommand, 1);

  self->arguments = read_arguments (&reader);
  self->timeout = ccp_config_reader_get_integer (&reader, "timeout");
  self->lifetime = ccp_config_reader_get_integer (&reader, "lifetime");
  return self->arguments != NULL ? g_steal_pointer (&self) : NULL;
}

CcpKeyCommand *
ccp_key_command_copy (const CcpKeyCommand *self)
{
  CcpKeyCommand *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->arguments = g_strdupv (self->arguments);
  return copy;
}
