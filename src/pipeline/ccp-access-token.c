/* ccp-access-token.c: what a program printed as a key, and how long it is good
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-access-token"

#include "ccp-access-token.h"

#include <string.h>

#include "ccp.h"

/* A key that ends in the midst of a request is refused: another one is made before. */
#define MARGIN (60 * G_USEC_PER_SEC)

/* longer than any program means */
#define MAX_LIFETIME (366 * 24 * 3600.0)

/* Where gcloud and the credential plugins of Kubernetes put it. */
static const char *const holders[] = { "credential", "status" };

static const char *const key_names[] = { "access_token",
                                         "accessToken",
                                         "token",
                                         "id_token",
                                         "key" };
static const char *const duration_names[] = { "expires_in", "expiresIn" };
static const char *const time_names[] = {
  "expires_on",          "expires_at", "expiration_time", "token_expiry",
  "expirationTimestamp", "expiry",     "expire_time",     "expiration",
};

static gboolean
is_key (const char *text)
{
  if (*text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text))
      return FALSE;
  return TRUE;
}

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error (error, CCP_ERROR, CCP_ERROR_AUTHENTICATION, "%s", why);
  return FALSE;
}

static CcpJsonValue
find_member (const CcpJsonValue *object, const char *const *names, gsize n_names)
{
  for (gsize i = 0; i < n_names; i++)
    {
      CcpJsonValue value = ccp_json_value_member (object, names[i]);

      if (ccp_json_value_exists (&value))
        return value;
    }
  return CCP_JSON_VALUE_NONE;
}

static CcpJsonValue
find_holder (const CcpJsonValue *root)
{
  for (gsize i = 0; i < G_N_ELEMENTS (holders); i++)
    {
      CcpJsonValue holder = ccp_json_value_member (root, holders[i]);

      if (ccp_json_value_is_object (&holder))
        return holder;
    }
  return *root;
}

/* Numbers are also written as texts. */
static gboolean
read_seconds (const CcpJsonValue *value, double *seconds)
{
  g_autofree char *text = ccp_json_value_dup_string (value, NULL);
  char *end = NULL;

  if (ccp_json_value_get_double (value, seconds))
    return TRUE;
  if (text == NULL || !g_ascii_isdigit (*text))
    return FALSE;
  *seconds = g_ascii_strtod (text, &end);
  return *end == '\0';
}

static gint64
add_seconds (gint64 now, double seconds)
{
  return now + (gint64) (CLAMP (seconds, 0, MAX_LIFETIME) * G_USEC_PER_SEC);
}

/* Returns: when the key ends, or 0 if the object does not tell */
static gint64
find_end (const CcpJsonValue *object, gint64 now)
{
  CcpJsonValue duration =
      find_member (object, duration_names, G_N_ELEMENTS (duration_names));
  CcpJsonValue time = find_member (object, time_names, G_N_ELEMENTS (time_names));
  g_autofree char *text = ccp_json_value_dup_string (&time, NULL);
  g_autoptr (GDateTime) date = NULL;
  double seconds = 0;

  if (read_seconds (&duration, &seconds))
    return add_seconds (now, seconds);
  if (read_seconds (&time, &seconds))
    return add_seconds (now, seconds - (double) now / G_USEC_PER_SEC);
  if (text != NULL)
    date = g_date_time_new_from_iso8601 (text, NULL);
  if (date == NULL)
    return 0;
  seconds = (double) g_date_time_to_unix (date) - (double) now / G_USEC_PER_SEC;
  return add_seconds (now, seconds);
}

static void
set_end (CcpAccessToken *self, gint64 end, gint64 now)
{
  self->expires = end - MIN (MARGIN, (end - now) / 2);
}

static gboolean
parse_object (CcpAccessToken *self, CcpJson *json, gint64 fallback, gint64 now)
{
  CcpJsonValue root;
  CcpJsonValue key;
  g_autofree char *text = NULL;
  gint64 end;

  ccp_json_get_root (json, &root);
  root = find_holder (&root);
  key = find_member (&root, key_names, G_N_ELEMENTS (key_names));
  text = ccp_json_value_dup_string (&key, NULL);
  if (text == NULL || !is_key (text))
    return FALSE;
  end = find_end (&root, now);
  self->secret = ccp_secret_new (text);
  explicit_bzero (text, strlen (text));
  set_end (self, end > 0 ? end : fallback, now);
  return TRUE;
}

gboolean
ccp_access_token_parse (CcpAccessToken *self,
                        GBytes *output,
                        guint lifetime,
                        gint64 now,
                        GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (output, &length);
  g_autofree char *text = g_strstrip (g_strndup (bytes != NULL ? bytes : "", length));
  gint64 fallback = now + (gint64) lifetime * G_USEC_PER_SEC;
  g_autoptr (CcpJson) json = NULL;
  gboolean good = TRUE;

  *self = (CcpAccessToken){ NULL, 0 };
  if (*text == '\0')
    return refuse (error, "printed nothing");
  if (*text == '{')
    {
      json = ccp_json_new_from_text (text, -1, NULL);
      good = json != NULL && parse_object (self, json, fallback, now);
    }
  else if (is_key (text))
    {
      self->secret = ccp_secret_new (text);
      set_end (self, fallback, now);
    }
  else
    good = FALSE;
  explicit_bzero (text, strlen (text));
  return good || refuse (error,
                         "printed neither a key alone nor a JSON object with one, such "
                         "as {\"access_token\": …, \"expires_in\": 3600}");
}

void
ccp_access_token_clear (CcpAccessToken *self)
{
  g_clear_pointer (&self->secret, ccp_secret_unref);
}

gboolean
ccp_access_token_is_good (const CcpAccessToken *self, gint64 now)
{
  return self->secret != NULL && now < self->expires;
}
