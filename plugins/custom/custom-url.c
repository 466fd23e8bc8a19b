/* custom-url.c: a URL with places for what is known only when a request is made
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "custom-url"

#include "custom-url.h"

#include <string.h>

/* what a name may have in a path beside letters and digits; slashes are part of many */
#define ALLOWED_IN_MODEL "/:@,"

struct _CustomUrl
{
  char *template;
  GUri *uri;
};

static const char *const known[] = { "model", "stream", NULL };

static gboolean
refuse (GError **error, const char *place, const char *message)
{
  g_set_error (error, CCP_ERROR, CCP_ERROR_CONFIG, "%s: %s", place, message);
  return FALSE;
}

static gboolean
check_name (const char *name, const char *place, GError **error)
{
  g_autofree char *near = NULL;
  g_autofree char *all = NULL;

  if (g_strv_contains (known, name))
    return TRUE;
  near = ccp_near_match_describe (name, known);
  all = g_strjoinv ("}, {", (char **) known);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "%s: there is nothing for {%s}%s%s%s",
               place,
               name,
               *near != '\0' ? near : "; there are: {",
               *near != '\0' ? "" : all,
               *near != '\0' ? "" : "}");
  return FALSE;
}

static gboolean
check_places (const char *template, const char *place, GError **error)
{
  for (const char *text = strpbrk (template, "{}"); text != NULL;
       text = strpbrk (text + 1, "{}"))
    {
      const char *end = *text == '{' ? strpbrk (text + 1, "{}") : NULL;
      g_autofree char *name = NULL;

      if (end == NULL || *end != '}')
        return refuse (error, place, "expected { and } in pairs; write %7B and %7D");
      name = g_strndup (text + 1, (gsize) (end - text - 1));
      if (!check_name (name, place, error))
        return FALSE;
      text = end;
    }
  return TRUE;
}

static gboolean
check_uri (CustomUrl *self, const char *place, GError **error)
{
  const char *scheme = NULL;
  const char *host = NULL;

  self->uri =
      g_uri_parse (self->template, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL);
  if (self->uri == NULL)
    return refuse (error, place, "expected a URL such as https://api.example.com/v1");
  scheme = g_uri_get_scheme (self->uri);
  host = g_uri_get_host (self->uri);
  if ((!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https")) || host == NULL ||
      *host == '\0')
    return refuse (error, place, "expected a URL that starts with http:// or https://");
  if (strpbrk (host, "{}") != NULL || g_uri_get_userinfo (self->uri) != NULL ||
      g_uri_get_fragment (self->uri) != NULL)
    return refuse (error,
                   place,
                   "expected a URL without user, fragment (#), and { } in its host");
  return TRUE;
}

/* The client may choose the model: what it calls it must not lead to elsewhere. */
static gboolean
is_safe (const char *model)
{
  g_auto (GStrv) segments = g_strsplit (model, "/", -1);

  for (guint i = 0; segments[i] != NULL; i++)
    if (*segments[i] == '\0' || g_str_equal (segments[i], ".") ||
        g_str_equal (segments[i], ".."))
      return FALSE;
  return *model != '\0';
}

/* @in_query: where a slash is nothing special, but an ampersand is */
static gboolean
append_model (GString *url, CcpExchange *exchange, gboolean in_query, GError **error)
{
  CcpRoute *route = ccp_exchange_get_route (exchange);
  const char *model =
      route != NULL ? ccp_route_get_model (route) : ccp_exchange_get_model (exchange);
  g_autofree char *escaped = NULL;

  if (!in_query && !is_safe (model))
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_INVALID_REQUEST,
                   "model: \"%s\" cannot be a part of the provider's URL",
                   model);
      return FALSE;
    }
  escaped = g_uri_escape_string (model, in_query ? NULL : ALLOWED_IN_MODEL, FALSE);
  g_string_append (url, escaped);
  return TRUE;
}

CustomUrl *
custom_url_new (const char *template, const char *place, GError **error)
{
  g_autoptr (CustomUrl) self = g_new0 (CustomUrl, 1);

  self->template = g_strdup (template);
  if (!check_places (template, place, error) || !check_uri (self, place, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
custom_url_free (CustomUrl *self)
{
  g_clear_pointer (&self->template, g_free);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_free (self);
}

gboolean
custom_url_has_same_server (const CustomUrl *self, const CustomUrl *other)
{
  return g_str_equal (g_uri_get_scheme (self->uri), g_uri_get_scheme (other->uri)) &&
         g_ascii_strcasecmp (g_uri_get_host (self->uri), g_uri_get_host (other->uri)) ==
             0 &&
         g_uri_get_port (self->uri) == g_uri_get_port (other->uri);
}

char *
custom_url_fill (const CustomUrl *self, CcpExchange *exchange, GError **error)
{
  g_autoptr (GString) url = g_string_new (NULL);
  const char *text = self->template;

  while (*text != '\0')
    {
      gsize length = strcspn (text, "{");

      g_string_append_len (url, text, (gssize) length);
      text += length;
      if (g_str_has_prefix (text, "{stream}"))
        g_string_append (url, ccp_exchange_get_stream (exchange) ? "true" : "false");
      else if (*text == '{' &&
               !append_model (url, exchange, strchr (url->str, '?') != NULL, error))
        return NULL;
      if (*text == '{')
        text = strchr (text, '}') + 1;
    }
  return g_string_free (g_steal_pointer (&url), FALSE);
}
