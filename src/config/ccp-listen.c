/* ccp-listen.c: an address to listen on
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-listen"

#include "ccp-listen.h"

#include <string.h>
#include <sys/un.h>

#include "ccp-config-path.h"
#include "ccp-error.h"

#define FORMS "expected host:port, [ipv6]:port or unix:path"

static char *
parse_unix (const char *text, const char *const *environment, GError **error)
{
  g_autofree char *path = ccp_config_path_expand (text, NULL, environment, error);
  gsize limit = sizeof (((struct sockaddr_un *) NULL)->sun_path) - 1;

  if (path == NULL)
    return NULL;
  if (strlen (path) <= limit)
    return g_strconcat ("unix:", path, NULL);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "the path of a socket may have %zu bytes, \"%s\" has %zu",
               limit,
               path,
               strlen (path));
  return NULL;
}

static gboolean
parse_port (const char *text, guint64 *port, GError **error)
{
  if (g_ascii_string_to_unsigned (text, 10, 0, 65535, port, NULL))
    return TRUE;
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "expected a port 0..65535, got \"%s\"",
               text);
  return FALSE;
}

/* Returns: (transfer full) (nullable): the part before the port, without brackets */
static char *
split_host (const char *text, const char **port, GError **error)
{
  const char *colon = strrchr (text, ':');
  const char *bracket = strrchr (text, ']');

  if (text[0] == '[' && bracket != NULL && colon == bracket + 1)
    {
      *port = colon + 1;
      return g_strndup (text + 1, (gsize) (bracket - text - 1));
    }
  if (colon == NULL || colon == text)
    g_set_error (error, CCP_ERROR, CCP_ERROR_CONFIG, FORMS ", got \"%s\"", text);
  else if (strstr (text, "://") != NULL)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_CONFIG,
                 "expected an address without \"%.*s://\", got \"%s\"",
                 (int) strcspn (text, ":"),
                 text,
                 text);
  else if (memchr (text, ':', (gsize) (colon - text)) != NULL)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_CONFIG,
                 "an IPv6 address needs brackets, as in [::1]:%u, got \"%s\"",
                 CCP_LISTEN_DEFAULT_PORT,
                 text);
  else
    {
      *port = colon + 1;
      return g_strndup (text, (gsize) (colon - text));
    }
  return NULL;
}

static char *
parse_tcp (const char *text, gboolean *is_private, GError **error)
{
  const char *port_text = NULL;
  guint64 port = 0;
  g_autofree char *host = split_host (text, &port_text, error);
  g_autofree char *plain = NULL;
  g_autoptr (GInetAddress) address = NULL;
  gboolean is_ipv6 = FALSE;

  if (host == NULL || !parse_port (port_text, &port, error))
    return NULL;
  address = g_ascii_strcasecmp (host, "localhost") == 0
                ? g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4)
                : g_inet_address_new_from_string (host);
  if (address == NULL)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "expected an IP address or localhost, got \"%s\"",
                   host);
      return NULL;
    }
  *is_private = g_inet_address_get_is_loopback (address);
  is_ipv6 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
  plain = g_inet_address_to_string (address);
  return g_strdup_printf (is_ipv6 ? "[%s]:%u" : "%s:%u", plain, (guint) port);
}

static GPtrArray *
get_defaults (const char *const *environment)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  const char *runtime = g_environ_getenv ((char **) environment, "XDG_RUNTIME_DIR");

  g_ptr_array_add (list, g_strdup_printf ("127.0.0.1:%u", CCP_LISTEN_DEFAULT_PORT));
  if (runtime != NULL && g_path_is_absolute (runtime))
    g_ptr_array_add (list, g_strconcat ("unix:", runtime, "/ccproxy.sock", NULL));
  return list;
}

static void
report_twice (const CcpConfigContext *context, CcpConfigNode *node, const char *address)
{
  g_autofree char *message = g_strdup_printf ("%s is in the list twice", address);

  ccp_config_context_report_value (context, CCP_CODE_DUPLICATE_ADDRESS, node, message);
}

/* Returns: (transfer full) (nullable)
 * @has_keys: whether there are client keys, without which only this machine may connect
 */
static char *
read_one (const CcpConfigContext *context, CcpConfigNode *node, gboolean has_keys)
{
  g_autofree char *text = ccp_config_context_read_string (context, node);
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_private = FALSE;

  if (text == NULL)
    return NULL;
  address = ccp_listen_parse (text, context->environment, &is_private, &error);
  if (address == NULL)
    ccp_config_context_report_value (context, CCP_CODE_BAD_ADDRESS, node, error->message);
  else if (!is_private && !has_keys)
    ccp_config_context_report (context,
                               CCP_CODE_EXPOSED_ADDRESS,
                               node,
                               "other machines can reach %s, so client_keys is needed; "
                               "or listen on 127.0.0.1",
                               address);
  return g_steal_pointer (&address);
}

char *
ccp_listen_parse (const char *text,
                  const char *const *environment,
                  gboolean *is_private,
                  GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (is_private != NULL, NULL);

  *is_private = TRUE;
  if (g_str_has_prefix (text, "unix:"))
    return parse_unix (text + strlen ("unix:"), environment, error);
  return parse_tcp (text, is_private, error);
}

GPtrArray *
ccp_listen_read (const CcpConfigReader *root)
{
  GPtrArray *addresses = NULL;
  g_autoptr (GPtrArray) nodes = ccp_config_reader_get_list (root, "listen");
  g_autoptr (GPtrArray) keys = ccp_config_reader_get_list (root, "client_keys");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (ccp_config_reader_find (root, "listen") == NULL)
    return get_defaults (root->context->environment);

  addresses = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < nodes->len; i++)
    {
      CcpConfigNode *node = g_ptr_array_index (nodes, i);
      char *address = read_one (root->context, node, keys->len > 0);

      if (address == NULL)
        continue;
      g_ptr_array_add (addresses, address);
      if (!g_hash_table_add (seen, address) && !g_str_has_suffix (address, ":0"))
        report_twice (root->context, node, address);
    }
  if (nodes->len == 0)
    ccp_config_context_report (root->context,
                               CCP_CODE_MISSING_KEY,
                               ccp_config_reader_find (root, "listen"),
                               "expected at least one address, got an empty list");
  return addresses;
}
