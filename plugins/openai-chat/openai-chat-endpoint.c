/* openai-chat-endpoint.c: the URLs of a provider (protocol B)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-endpoint"

#include "openai-chat-endpoint.h"

#include <string.h>

#define CHAT_PATH "/chat/completions"
#define MODELS_PATH "/models"
#define DEPLOYMENTS_PATH "/deployments/"

static void
strip_slashes (char *url)
{
  for (gsize length = strlen (url); length > 0 && url[length - 1] == '/'; length--)
    url[length - 1] = '\0';
}

static gboolean
is_web_url (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  return (g_str_equal (scheme, "http") || g_str_equal (scheme, "https")) &&
         host != NULL && *host != '\0';
}

/* A user may give the base or the whole endpoint, as documentation has either */
gboolean
openai_chat_endpoint_parse (OpenaiChatEndpoint *self, const char *url, GError **error)
{
  g_autoptr (GUri) uri =
      g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  gsize length = strcspn (url, "?#");

  if (uri == NULL || !is_web_url (uri))
    {
      /* what is not a URL may be a key in the wrong place */
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "url: expected an http or https URL such as "
                   "https://api.openai.com/v1, got %" G_GSIZE_FORMAT " other characters",
                   strlen (url));
      return FALSE;
    }
  self->host = g_ascii_strdown (g_uri_get_host (uri), -1);
  self->base = g_strndup (url, length);
  strip_slashes (self->base);
  if (g_str_has_suffix (self->base, CHAT_PATH))
    self->base[strlen (self->base) - strlen (CHAT_PATH)] = '\0';
  strip_slashes (self->base);
  if (g_uri_get_query (uri) != NULL)
    self->query = g_strconcat ("?", g_uri_get_query (uri), NULL);
  return TRUE;
}

void
openai_chat_endpoint_clear (OpenaiChatEndpoint *self)
{
  g_clear_pointer (&self->base, g_free);
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->host, g_free);
}

char *
openai_chat_endpoint_make_chat_url (const OpenaiChatEndpoint *self)
{
  return g_strconcat (self->base, CHAT_PATH, self->query, NULL);
}

char *
openai_chat_endpoint_make_models_url (const OpenaiChatEndpoint *self)
{
  const char *deployment = strstr (self->base, DEPLOYMENTS_PATH);
  g_autofree char *root = deployment != NULL
                              ? g_strndup (self->base, (gsize) (deployment - self->base))
                              : g_strdup (self->base);

  return g_strconcat (root, MODELS_PATH, self->query, NULL);
}

gboolean
openai_chat_endpoint_is_azure (const OpenaiChatEndpoint *self)
{
  return g_str_has_suffix (self->host, ".openai.azure.com") ||
         g_str_has_suffix (self->host, ".cognitiveservices.azure.com") ||
         g_str_has_suffix (self->host, ".services.ai.azure.com");
}
