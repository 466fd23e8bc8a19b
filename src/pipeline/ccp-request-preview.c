/* ccp-request-preview.c: what would go to a provider, without what nobody is to see
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-request-preview"

#include "ccp-request-preview.h"

#include <string.h>

/* bytes: what is shorter is no secret, and part of other words */
#define SHORTEST_KEY 8

/* the names of betas are long and have numbers, as keys do */
#define BETA_HEADER "anthropic-beta"

/* headers and parameters of a query with one of these in their name hold a secret */
static const char *const secret_words[] = {
  "auth", "cookie", "credential", "key", "passw", "secret", "sig", "token",
};

static gboolean
is_secret (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (secret_words); i++)
    if (strstr (lower, secret_words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full): @text without @key */
static char *
hide_exact (const char *text, const char *key)
{
  GString *shown = g_string_new (text);

  if (key != NULL && strlen (key) >= SHORTEST_KEY)
    g_string_replace (shown, key, CCP_REQUEST_PREVIEW_HIDDEN, 0);
  return g_string_free (shown, FALSE);
}

/* @hidden: (nullable) */
static gboolean
has_hidden (const char *text, GPtrArray *hidden)
{
  for (guint i = 0; hidden != NULL && i < hidden->len; i++)
    if (strstr (text, g_ptr_array_index (hidden, i)) != NULL)
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full): @text without @key, and without what looks like one */
static char *
hide (const char *text, const char *key)
{
  g_autofree char *shown = hide_exact (text, key);

  return ccp_redact_text (shown);
}

/* "Bearer " says how the key goes, which is what one looks for */
static char *
hide_key (CcpUpstreamRequest *request)
{
  const char *prefix = ccp_upstream_request_get_key_prefix (request);

  return g_strconcat (prefix != NULL ? prefix : "", CCP_REQUEST_PREVIEW_HIDDEN, NULL);
}

static void
show_header (CcpRequestPreview *self,
             CcpUpstreamRequest *request,
             const char *name,
             const char *value,
             const char *key,
             GPtrArray *hidden)
{
  const char *key_header = ccp_upstream_request_get_key_header (request);
  g_autofree char *lower = g_ascii_strdown (name, -1);
  g_autofree char *shown = NULL;

  if (key != NULL && key_header != NULL && g_ascii_strcasecmp (name, key_header) == 0)
    shown = hide_key (request);
  else if (is_secret (name) || has_hidden (value, hidden))
    shown = g_strdup (CCP_REQUEST_PREVIEW_HIDDEN);
  else if (g_str_equal (lower, BETA_HEADER))
    shown = hide_exact (value, key);
  else
    shown = hide (value, key);
  ccp_headers_append (self->headers, lower, shown);
}

/* @value: of a parameter, escaped */
static gboolean
has_hidden_value (const char *value, GPtrArray *hidden)
{
  g_autofree char *text = g_uri_unescape_string (value, NULL);

  return has_hidden (text != NULL ? text : value, hidden);
}

/* Returns: (transfer full) (nullable) */
static char *
hide_query (const char *query, GPtrArray *hidden)
{
  g_auto (GStrv) pairs = NULL;

  if (query == NULL)
    return NULL;
  pairs = g_strsplit (query, "&", -1);
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      const char *equals = strchr (pairs[i], '=');
      g_autofree char *name =
          equals != NULL ? g_strndup (pairs[i], (gsize) (equals - pairs[i])) : NULL;

      if (name == NULL || (!is_secret (name) && !has_hidden_value (equals + 1, hidden)))
        continue;
      g_free (pairs[i]);
      pairs[i] = g_strconcat (name, "=", CCP_REQUEST_PREVIEW_HIDDEN, NULL);
    }
  return g_strjoinv ("&", pairs);
}

static char *
show_url (GUri *uri, const char *key, GPtrArray *hidden)
{
  g_autofree char *query = hide_query (g_uri_get_query (uri), hidden);
  g_autofree char *plain = g_uri_join (G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE,
                                       g_uri_get_scheme (uri),
                                       NULL,
                                       g_uri_get_host (uri),
                                       g_uri_get_port (uri),
                                       g_uri_get_path (uri),
                                       query,
                                       NULL);

  return hide (plain, key);
}

CcpRequestPreview *
ccp_request_preview_new (CcpUpstreamRequest *request,
                         GUri *uri,
                         CcpHeaders *headers,
                         const char *key,
                         GPtrArray *hidden)
{
  CcpRequestPreview *self = NULL;
  CcpJson *body = NULL;

  g_return_val_if_fail (CCP_IS_UPSTREAM_REQUEST (request), NULL);
  g_return_val_if_fail (uri != NULL, NULL);
  g_return_val_if_fail (headers != NULL, NULL);

  body = ccp_upstream_request_get_body (request);
  self = g_new0 (CcpRequestPreview, 1);
  self->method = g_strdup (ccp_upstream_request_get_method (request));
  self->url = show_url (uri, key, hidden);
  self->headers = ccp_headers_new ();
  self->body = body != NULL ? ccp_json_ref (body) : NULL;
  for (guint i = 0; i < ccp_headers_get_length (headers); i++)
    show_header (self,
                 request,
                 ccp_headers_get_name (headers, i),
                 ccp_headers_get_value (headers, i),
                 key,
                 hidden);
  return self;
}

void
ccp_request_preview_free (CcpRequestPreview *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->headers, ccp_headers_unref);
  g_clear_pointer (&self->body, ccp_json_unref);
  g_free (self);
}
