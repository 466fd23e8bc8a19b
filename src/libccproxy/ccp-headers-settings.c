/* ccp-headers-settings.c: headers that a configuration gives
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-headers"

#include "ccp-error.h"
#include "ccp-headers.h"
#include "ccp-json-value.h"

/* what says where a request begins, ends and goes is written by who sends it */
static const char *const framing_headers[] = {
  "connection", "content-length",    "expect", "host",
  "keep-alive", "proxy-connection",  "te",     "trailer",
  "upgrade",    "transfer-encoding",
};

static gboolean
is_framing (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (framing_headers); i++)
    if (g_ascii_strcasecmp (name, framing_headers[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Returns: (nullable): a text, or a number or boolean as it is written */
static char *
dup_text (const CcpJsonValue *value)
{
  CcpJsonKind kind = ccp_json_value_get_kind (value);
  gsize length = 0;
  const char *raw = NULL;

  if (kind != CCP_JSON_NUMBER && kind != CCP_JSON_BOOLEAN)
    return ccp_json_value_dup_string (value, NULL);
  raw = ccp_json_value_peek_raw (value, &length);
  return g_strndup (raw, length);
}

static gboolean
refuse (const char *place, const char *name, const char *message, GError **error)
{
  g_set_error (error, CCP_ERROR, CCP_ERROR_CONFIG, "%s.%s: %s", place, name, message);
  return FALSE;
}

/* the value may be a secret: no error shows it */
static gboolean
add_header (CcpHeaders *headers,
            const char *name,
            const CcpJsonValue *value,
            const char *place,
            GError **error)
{
  g_autofree char *text = dup_text (value);

  if (is_framing (name))
    return refuse (place,
                   name,
                   "this header is written by the HTTP client and cannot be set",
                   error);
  if (text == NULL)
    return refuse (place, name, "expected a text", error);
  if (!ccp_headers_set (headers, name, text))
    return refuse (place,
                   name,
                   "expected a name without spaces, and a value without line breaks and "
                   "other control characters",
                   error);
  return TRUE;
}

/**
 * ccp_headers_new_from_settings: (skip)
 * @value: a mapping of names to values, or nothing
 * @place: where the mapping stands in the settings, such as `options.headers`
 * @error: return location for an error
 *
 * Reads headers that a configuration adds to requests. Those that frame a message, such
 * as `Content-Length` and `Host`, are refused.
 *
 * Returns: (transfer full): the headers, or %NULL with `CCP_ERROR_CONFIG` and a message
 * that begins with @place and never shows a value
 */
CcpHeaders *
ccp_headers_new_from_settings (const CcpJsonValue *value,
                               const char *place,
                               GError **error)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue member;

  g_return_val_if_fail (value != NULL, NULL);
  g_return_val_if_fail (place != NULL, NULL);

  if (ccp_json_value_exists (value) && !ccp_json_value_is_object (value))
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "%s: expected a mapping of names to values",
                   place);
      return NULL;
    }
  ccp_json_iter_init (&iter, value);
  while (ccp_json_iter_next (&iter, &name, &member))
    {
      g_autofree char *text = ccp_json_value_dup_string (&name, NULL);

      if (!add_header (headers, text, &member, place, error))
        return NULL;
    }
  return g_steal_pointer (&headers);
}

/**
 * ccp_headers_apply:
 * @self: a list
 * @other: (transfer none): the headers that are to go before those of @self
 *
 * Sets all headers of another list, in place of those that have the same names.
 */
void
ccp_headers_apply (CcpHeaders *self, CcpHeaders *other)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (other != NULL);

  for (guint i = 0; i < ccp_headers_get_length (other); i++)
    ccp_headers_set (self,
                     ccp_headers_get_name (other, i),
                     ccp_headers_get_value (other, i));
}
