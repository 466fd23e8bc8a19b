/* ccp-tool-names.c: tool names that had to be changed for a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-tool-names"

#include "ccp-tool-names.h"

/**
 * CcpToolNames:
 *
 * The tool names of one request that a provider does not take as they are, each with the
 * name it was told instead, so that the answer can have the client's (protocol E.4.7).
 */
struct _CcpToolNames
{
  gatomicrefcount references;

  GHashTable *by_client;   /* (element-type utf8 utf8) */
  GHashTable *by_upstream; /* (element-type utf8 utf8) */
};

G_DEFINE_BOXED_TYPE (CcpToolNames,
                     ccp_tool_names,
                     ccp_tool_names_ref,
                     ccp_tool_names_unref)

/**
 * ccp_tool_names_new:
 *
 * Creates an empty map.
 *
 * Returns: (transfer full): the map
 */
CcpToolNames *
ccp_tool_names_new (void)
{
  CcpToolNames *self = g_new0 (CcpToolNames, 1);

  g_atomic_ref_count_init (&self->references);
  self->by_client = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->by_upstream = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * ccp_tool_names_ref:
 * @self: a map
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpToolNames *
ccp_tool_names_ref (CcpToolNames *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_tool_names_unref:
 * @self: (transfer full): a map
 *
 * Gives a reference up.
 */
void
ccp_tool_names_unref (CcpToolNames *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->by_client, g_hash_table_unref);
  g_clear_pointer (&self->by_upstream, g_hash_table_unref);
  g_free (self);
}

/**
 * ccp_tool_names_add:
 * @self: a map
 * @client_name: a tool's name as the client knows it
 * @upstream_name: the name under which the provider is told of it
 *
 * Remembers a changed name.
 */
void
ccp_tool_names_add (CcpToolNames *self,
                    const char *client_name,
                    const char *upstream_name)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (client_name != NULL);
  g_return_if_fail (upstream_name != NULL);

  g_hash_table_replace (self->by_client,
                        g_strdup (client_name),
                        g_strdup (upstream_name));
  g_hash_table_replace (self->by_upstream,
                        g_strdup (upstream_name),
                        g_strdup (client_name));
}

/**
 * ccp_tool_names_get_upstream:
 * @self: a map
 * @client_name: a tool's name as the client knows it
 *
 * Looks up what the provider was told.
 *
 * Returns: (transfer none) (nullable): the name, or %NULL if it was not changed
 */
const char *
ccp_tool_names_get_upstream (CcpToolNames *self, const char *client_name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (client_name != NULL, NULL);

  return g_hash_table_lookup (self->by_client, client_name);
}

/**
 * ccp_tool_names_get_client:
 * @self: a map
 * @upstream_name: a tool's name in an answer
 *
 * Looks up what the client knows.
 *
 * Returns: (transfer none) (nullable): the name, or %NULL if it was not changed
 */
const char *
ccp_tool_names_get_client (CcpToolNames *self, const char *upstream_name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (upstream_name != NULL, NULL);

  return g_hash_table_lookup (self->by_upstream, upstream_name);
}

/**
 * ccp_tool_names_clear:
 * @self: a map
 *
 * Forgets all names, before another attempt makes its own.
 */
void
ccp_tool_names_clear (CcpToolNames *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_remove_all (self->by_client);
  g_hash_table_remove_all (self->by_upstream);
}
