/* ccp-exchange-session.c: which session of the client an exchange belongs to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-exchange"

#include <string.h>

#include "ccp-exchange.h"

#define MIN_CACHE_KEY_LENGTH 64

/* "user_id" is a JSON text in new clients and "user_…_session_<uuid>" in old ones */
static char *
parse_user_id (const char *user_id)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (user_id, -1, NULL);
  const char *old = NULL;

  if (json != NULL)
    {
      CcpJsonValue root;
      CcpJsonValue session;

      ccp_json_get_root (json, &root);
      session = ccp_json_value_member (&root, "session_id");
      return ccp_json_value_dup_string (&session, NULL);
    }
  old = g_strrstr (user_id, "_session_");
  return old != NULL ? g_strdup (old + strlen ("_session_")) : NULL;
}

/**
 * ccp_exchange_dup_session_id:
 * @self: an exchange
 *
 * Finds the client's session: in its header, else in `metadata.user_id`, in the new or
 * the old form.
 *
 * Returns: (transfer full) (nullable): the session id
 */
char *
ccp_exchange_dup_session_id (CcpExchange *self)
{
  const char *header = NULL;
  g_autofree char *text = NULL;
  CcpJsonValue value;

  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  header = ccp_headers_get (ccp_exchange_get_headers (self), "x-claude-code-session-id");
  if (header != NULL && *header != '\0')
    return g_strdup (header);

  ccp_json_get_root (ccp_exchange_get_body (self), &value);
  value = ccp_json_value_member (&value, "metadata");
  value = ccp_json_value_member (&value, "user_id");
  text = ccp_json_value_dup_string (&value, NULL);
  return text != NULL ? parse_user_id (text) : NULL;
}

/**
 * ccp_exchange_dup_cache_key:
 * @self: an exchange
 * @max_length: how many characters the provider takes, at least 64
 *
 * Makes a key that is the same for all requests of a session and fits into what a
 * provider takes, so that they find each other's cache (protocol E.3).
 *
 * Returns: (transfer full) (nullable): the session id, or a hash of one that is too long;
 * %NULL if the client names no session
 */
char *
ccp_exchange_dup_cache_key (CcpExchange *self, guint max_length)
{
  g_autofree char *session = NULL;

  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);
  g_return_val_if_fail (max_length >= MIN_CACHE_KEY_LENGTH, NULL);

  session = ccp_exchange_dup_session_id (self);
  if (session == NULL || g_utf8_strlen (session, -1) <= (glong) max_length)
    return g_steal_pointer (&session);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, session, -1);
}
