/* ccp-base-url.c: the URLs of a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-base-url"

#include "ccp-base-url.h"

#include <string.h>

#include "ccp-error.h"
#include "ccp-json-value.h"
#include "private/ccp-base-url-private.h"

/**
 * CcpBaseUrl:
 *
 * What a configuration calls the `url` of a provider, taken apart: users give the base of
 * the API, or paste the whole URL of a request, with a query that belongs to all requests
 * (such as Azure's `api-version`). Both are understood. Immutable.
 */
struct _CcpBaseUrl
{
  gatomicrefcount references;

  char *base;  /* without the path of a request and without a slash at the end */
  char *query; /* (nullable): without its question mark */
  char *host;
};

G_DEFINE_BOXED_TYPE (CcpBaseUrl, ccp_base_url, ccp_base_url_ref, ccp_base_url_unref)

static void
strip_slashes (char *url)
{
  for (gsize length = strlen (url); length > 0 && url[length - 1] == '/'; length--)
    url[length - 1] = '\0';
}

static void
strip_path (char *url, const char *const *paths)
{
  for (; paths != NULL && *paths != NULL; paths++)
    if (g_str_has_suffix (url, *paths))
      {
        url[strlen (url) - strlen (*paths)] = '\0';
        strip_slashes (url);
        return;
      }
}

static gboolean
is_web_url (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  return (g_str_equal (scheme, "http") || g_str_equal (scheme, "https")) &&
         host != NULL && *host != '\0';
}

static char *
join (const char *base, gsize length, const char *path, const char *queries[2])
{
  GString *url = g_string_new_len (base, (gssize) length);
  char separator = '?';

  g_string_append (url, path);
  for (guint i = 0; i < 2; i++)
    {
      if (queries[i] == NULL || *queries[i] == '\0')
        continue;
      g_string_append_c (url, separator);
      g_string_append (url, queries[i]);
      separator = '&';
    }
  return g_string_free (url, FALSE);
}

gboolean
ccp_base_url_host_is_at (const char *host, gsize length, const char *const *domains)
{
  for (; *domains != NULL; domains++)
    {
      gsize suffix = strlen (*domains);

      if (length < suffix ||
          g_ascii_strncasecmp (host + length - suffix, *domains, suffix) != 0)
        continue;
      if (length == suffix || host[length - suffix - 1] == '.')
        return TRUE;
    }
  return FALSE;
}

/**
 * ccp_base_url_new:
 * @url: what the configuration has
 * @paths: (nullable) (array zero-terminated=1): the paths of the dialect's requests, such
 * as `/chat/completions`: the first one that @url ends with is taken off
 * @error: return location for an error
 *
 * Takes a provider's URL apart. An error does not repeat @url: what is not a URL may be a
 * key in the wrong place.
 *
 * Returns: (transfer full): the base URL, or %NULL with `CCP_ERROR_CONFIG` if @url is
 * none of `http` or `https`
 */
CcpBaseUrl *
ccp_base_url_new (const char *url, const char *const *paths, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  CcpBaseUrl *self = NULL;

  g_return_val_if_fail (url != NULL, NULL);

  uri = g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (uri == NULL || !is_web_url (uri))
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "url: expected an http or https URL such as "
                   "https://api.example.com/v1, got %" G_GSIZE_FORMAT " other characters",
                   strlen (url));
      return NULL;
    }
  self = g_new0 (CcpBaseUrl, 1);
  g_atomic_ref_count_init (&self->references);
  self->host = g_ascii_strdown (g_uri_get_host (uri), -1);
  self->query = g_strdup (g_uri_get_query (uri));
  self->base = g_strndup (url, strcspn (url, "?#"));
  strip_slashes (self->base);
  strip_path (self->base, paths);
  return self;
}

/**
 * ccp_base_url_new_from_settings:
 * @settings: what a provider's `configure` is given
 * @paths: (nullable) (array zero-terminated=1): the paths of the dialect's requests
 * @error: return location for an error
 *
 * Takes the `url` of a provider apart, as [ctor@BaseUrl.new] does.
 *
 * Returns: (transfer full): the base URL, or %NULL with `CCP_ERROR_CONFIG` if there is no
 * URL, or one of another kind
 */
CcpBaseUrl *
ccp_base_url_new_from_settings (CcpJson *settings,
                                const char *const *paths,
                                GError **error)
{
  CcpJsonValue value;
  g_autofree char *url = NULL;

  g_return_val_if_fail (settings != NULL, NULL);

  ccp_json_get_root (settings, &value);
  value = ccp_json_value_member (&value, "url");
  url = ccp_json_value_dup_string (&value, NULL);
  return ccp_base_url_new (url != NULL ? url : "", paths, error);
}

/**
 * ccp_base_url_ref:
 * @self: a base URL
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpBaseUrl *
ccp_base_url_ref (CcpBaseUrl *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_base_url_unref:
 * @self: (transfer full): a base URL
 *
 * Gives a reference up.
 */
void
ccp_base_url_unref (CcpBaseUrl *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->base, g_free);
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->host, g_free);
  g_free (self);
}

/**
 * ccp_base_url_get_base:
 * @self: a base URL
 *
 * Gets the URL without the path of a request, without a query and without a slash at its
 * end.
 *
 * Returns: (transfer none): the base
 */
const char *
ccp_base_url_get_base (CcpBaseUrl *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->base;
}

/**
 * ccp_base_url_is_at:
 * @self: a base URL
 * @domains: (array zero-terminated=1): names such as `openai.azure.com`
 *
 * Tells whose servers these are.
 *
 * Returns: whether the host is one of the domains or belongs to one
 */
gboolean
ccp_base_url_is_at (CcpBaseUrl *self, const char *const *domains)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (domains != NULL, FALSE);

  return ccp_base_url_host_is_at (self->host, strlen (self->host), domains);
}

/**
 * ccp_base_url_make_url:
 * @self: a base URL
 * @path: the path of a request, with a slash at its beginning
 * @query: (nullable): what the request adds to the query, such as `alt=sse`
 *
 * Puts together the URL of a request. What @path and @query hold is not escaped.
 *
 * Returns: (transfer full): the URL
 */
char *
ccp_base_url_make_url (CcpBaseUrl *self, const char *path, const char *query)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  return join (self->base,
               strlen (self->base),
               path,
               (const char *[]){ self->query, query });
}

/**
 * ccp_base_url_make_url_above:
 * @self: a base URL
 * @marker: a part of the base, such as `/deployments/`
 * @path: the path of a request, with a slash at its beginning
 * @query: (nullable): what the request adds to the query
 *
 * Puts together the URL of a request that belongs above a part of the base: Azure has its
 * models beside its deployments. A base without @marker is used whole.
 *
 * Returns: (transfer full): the URL
 */
char *
ccp_base_url_make_url_above (CcpBaseUrl *self,
                             const char *marker,
                             const char *path,
                             const char *query)
{
  const char *end = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (marker != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  end = strstr (self->base, marker);
  return join (self->base,
               end != NULL ? (gsize) (end - self->base) : strlen (self->base),
               path,
               (const char *[]){ self->query, query });
}
