/* ccp-client-credentials.c: what a client is known by elsewhere
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-client-credentials"

#include "ccp-client-credentials.h"

#include <string.h>

#include "ccp-secret.h"

/* what is between the client and whom it speaks to, and nobody else's business */
static const char *const credential_headers[] = {
  "authorization",
  "cookie",
  "proxy-authorization",
  "x-api-key",
};

static const char *const forwarded_headers[] = { "authorization", "x-api-key" };

/* a key may stand behind any scheme, or behind none */
static gboolean
is_client_key (const char *value, GPtrArray *client_keys)
{
  g_autofree char *text = g_strstrip (g_strdup (value));
  const char *last = text + strlen (text);
  gboolean found = FALSE;

  while (last > text && !g_ascii_isspace (last[-1]))
    last--;
  for (guint i = 0; i < client_keys->len; i++)
    {
      CcpSecret *key = g_ptr_array_index (client_keys, i);

      found |= ccp_secret_equals (key, text) || ccp_secret_equals (key, last);
    }
  return found;
}

CcpHeaders *
ccp_client_credentials_take (CcpHeaders *headers, GPtrArray *client_keys)
{
  g_autoptr (CcpHeaders) credentials = ccp_headers_new ();

  g_return_val_if_fail (headers != NULL, NULL);
  g_return_val_if_fail (client_keys != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (forwarded_headers); i++)
    {
      const char *value = ccp_headers_get (headers, forwarded_headers[i]);

      if (value != NULL && *value != '\0' && !is_client_key (value, client_keys))
        ccp_headers_set (credentials, forwarded_headers[i], value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (credential_headers); i++)
    ccp_headers_remove (headers, credential_headers[i]);
  return ccp_headers_get_length (credentials) > 0 ? g_steal_pointer (&credentials) : NULL;
}
