/* ccp-tool-names.c: tool names that had to be changed for a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-tool-names"

#include "ccp-tool-names.h"

#include <string.h>

#define BLANK_NAME "unnamed_tool"
#define HASH_LENGTH 8

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
  GHashTable *unchanged;   /* (element-type utf8): names that fit as they are */
};

G_DEFINE_BOXED_TYPE (CcpToolNames,
                     ccp_tool_names,
                     ccp_tool_names_ref,
                     ccp_tool_names_unref)

static gboolean
is_allowed (gunichar c, const char *extra)
{
  return c < 0x80 && (g_ascii_isalnum ((char) c) || strchr (extra, (char) c) != NULL);
}

/* Returns: (transfer full): the name with an underscore for each character that is not
 * allowed */
static char *
replace_characters (const char *name, const char *extra, CcpToolNameFlags flags)
{
  GString *fitting = g_string_sized_new (strlen (name) + 1);

  if ((flags & CCP_TOOL_NAME_NO_LEADING_DIGIT) != 0 && !g_ascii_isalpha (*name) &&
      *name != '_')
    g_string_append_c (fitting, '_');
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_c (fitting, is_allowed (c, extra) ? (char) c : '_');
    }
  return g_string_free (fitting, FALSE);
}

/* Returns: (transfer full): the beginning of a name and a hash of the whole */
static char *
add_hash (const char *fitting, const char *name, guint attempt, guint max_length)
{
  g_autofree char *salted = g_strdup_printf ("%s#%u", name, attempt);
  g_autofree char *digest =
      g_compute_checksum_for_string (G_CHECKSUM_SHA256, attempt == 0 ? name : salted, -1);

  return g_strdup_printf ("%.*s_%.*s",
                          (int) max_length - HASH_LENGTH - 1,
                          fitting,
                          HASH_LENGTH,
                          digest);
}

static gboolean
is_taken (CcpToolNames *self, const char *upstream_name)
{
  return g_hash_table_contains (self->by_upstream, upstream_name) ||
         g_hash_table_contains (self->unchanged, upstream_name);
}

static gboolean
is_blank (const char *name)
{
  return name[strspn (name, " \t\r\n")] == '\0';
}

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
  self->unchanged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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
  g_clear_pointer (&self->unchanged, g_hash_table_unref);
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
 * ccp_tool_names_fit:
 * @self: a map
 * @client_name: a tool's name as the client knows it
 * @max_length: how many characters the provider takes, at least 16
 * @extra: the characters that it takes beside ASCII letters and digits; an underscore
 *   must be among them
 * @flags: what else it demands
 *
 * Finds the name to tell a provider: the same one if it is taken as it is, else one that
 * is, which is remembered for the answer (protocol E.4.7). The same name gives the same
 * result, and two names never give one.
 *
 * Returns: (transfer none): the name for the provider, good as long as nothing is cleared
 */
const char *
ccp_tool_names_fit (CcpToolNames *self,
                    const char *client_name,
                    guint max_length,
                    const char *extra,
                    CcpToolNameFlags flags)
{
  const char *known;
  g_autofree char *plain = NULL;
  g_autofree char *fitting = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (client_name != NULL, NULL);
  g_return_val_if_fail (max_length >= 2 * HASH_LENGTH, NULL);
  g_return_val_if_fail (extra != NULL && strchr (extra, '_') != NULL, NULL);

  known = g_hash_table_lookup (self->by_client, client_name);
  if (known == NULL)
    known = g_hash_table_lookup (self->unchanged, client_name);
  if (known != NULL)
    return known;

  plain = replace_characters (is_blank (client_name) ? BLANK_NAME : client_name,
                              extra,
                              flags);
  fitting = strlen (plain) <= max_length ? g_strdup (plain)
                                         : add_hash (plain, client_name, 0, max_length);
  for (guint i = 0; is_taken (self, fitting); i++)
    {
      g_free (fitting);
      fitting = add_hash (plain, client_name, i, max_length);
    }

  if (g_str_equal (fitting, client_name))
    g_hash_table_add (self->unchanged, g_steal_pointer (&fitting));
  else
    ccp_tool_names_add (self, client_name, fitting);
  known = g_hash_table_lookup (self->by_client, client_name);
  return known != NULL ? known : g_hash_table_lookup (self->unchanged, client_name);
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
  g_hash_table_remove_all (self->unchanged);
}
