/* ccp-known-provider.c: which preset knows a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-known-provider"

#include "ccp-known-provider.h"

#include <gio/gio.h>
#include <string.h>

/* what follows the base of an API; the longer ones stand first */
static const char *const endpoints[] = {
  "/chat/completions", "/responses", "/v1/messages", "/v1beta/models",
  "/messages",         "/models",    "/v1beta",      NULL,
};

/* the same provider in another country: other accounts and keys, the same API */
static const struct
{
  const char *host;
  const char *known_as;
} mirrors[] = {
  { "api.minimaxi.com", "api.minimax.io" },
  { "api.moonshot.cn", "api.moonshot.ai" },
  { "dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com" },
  { "open.bigmodel.cn", "api.z.ai" },
};

/* servers that have a port which nobody else uses */
static const char *const unmistakable[] = { "lmstudio", "ollama", NULL };

static const char loopback[] = "127.0.0.1";

typedef struct
{
  GUri *uri;
  char *host; /* as the presets write it */
  char *path; /* of the base */
} Address;

static void
clear_address (Address *address)
{
  g_clear_pointer (&address->uri, g_uri_unref);
  g_clear_pointer (&address->host, g_free);
  g_clear_pointer (&address->path, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Address, clear_address)

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

static char *
dup_base (const char *path)
{
  g_autofree char *base = g_strdup (path);
  gsize length = strlen (base);

  while (length > 0 && base[length - 1] == '/')
    base[--length] = '\0';
  for (const char *const *endpoint = endpoints; *endpoint != NULL; endpoint++)
    if (g_str_has_suffix (base, *endpoint))
      {
        base[length - strlen (*endpoint)] = '\0';
        break;
      }
  return g_steal_pointer (&base);
}

static gboolean
parse (const char *url, Address *address)
{
  /* a variable is no part of a URL */
  if (strchr (url, '$') != NULL)
    return FALSE;
  address->uri = g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (address->uri == NULL || g_uri_get_host (address->uri) == NULL)
    return FALSE;
  address->host = is_loopback (g_uri_get_host (address->uri))
                      ? g_strdup (loopback)
                      : g_ascii_strdown (g_uri_get_host (address->uri), -1);
  address->path = dup_base (g_uri_get_path (address->uri));
  return TRUE;
}

/* Returns: under which name the presets know the host */
static const char *
get_known_host (const char *host)
{
  for (guint i = 0; i < G_N_ELEMENTS (mirrors); i++)
    if (g_str_equal (host, mirrors[i].host))
      return mirrors[i].known_as;
  return host;
}

/* letters and digits alone: "llama.cpp" is "llama-cpp" */
static gboolean
is_same_name (const char *a, const char *b)
{
  for (;;)
    {
      while (*a != '\0' && !g_ascii_isalnum (*a))
        a++;
      while (*b != '\0' && !g_ascii_isalnum (*b))
        b++;
      if (g_ascii_tolower (*a) != g_ascii_tolower (*b))
        return FALSE;
      if (*a == '\0')
        return TRUE;
      a++;
      b++;
    }
}

/* several programs listen on such a port as 8080 */
static gboolean
is_sure (const CcpPreset *preset, const Address *address, const char *name)
{
  return !g_str_equal (address->host, loopback) ||
         g_strv_contains (unmistakable, preset->name) ||
         is_same_name (preset->name, name);
}

static gboolean
fits (const Address *known, const Address *address)
{
  return g_str_equal (known->host, get_known_host (address->host)) &&
         g_uri_get_port (known->uri) == g_uri_get_port (address->uri) &&
         g_strcmp0 (g_uri_get_scheme (known->uri), g_uri_get_scheme (address->uri)) == 0;
}

static gboolean
is_same_address (const Address *known, const Address *address)
{
  return g_str_equal (known->host, address->host) &&
         g_str_equal (known->path, address->path) &&
         g_uri_get_query (address->uri) == NULL &&
         g_uri_get_userinfo (address->uri) == NULL;
}

const CcpPreset *
ccp_known_provider_find (CcpPresetStore *presets,
                         const char *type,
                         const char *url,
                         const char *name,
                         gboolean *is_same)
{
  g_auto (Address) address = { NULL };
  g_autofree const char **names = NULL;

  g_return_val_if_fail (presets != NULL, NULL);
  g_return_val_if_fail (type != NULL, NULL);
  g_return_val_if_fail (url != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (is_same != NULL, NULL);

  if (!parse (url, &address))
    return NULL;
  names = ccp_preset_store_list (presets);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new (names[i]);
      const CcpPreset *preset = ccp_preset_store_find (presets, names[i], diagnostics);
      g_auto (Address) known = { NULL };

      if (preset->root == NULL || ccp_preset_get (preset, "url") == NULL ||
          g_strcmp0 (ccp_preset_get (preset, "type"), type) != 0 ||
          !parse (ccp_preset_get (preset, "url"), &known) || !fits (&known, &address) ||
          !is_sure (preset, &address, name))
        continue;
      *is_same = is_same_address (&known, &address);
      return preset;
    }
  return NULL;
}

gboolean
ccp_known_provider_is_local (const char *url)
{
  g_auto (Address) address = { NULL };

  return url != NULL && parse (url, &address) && g_str_equal (address.host, loopback);
}
