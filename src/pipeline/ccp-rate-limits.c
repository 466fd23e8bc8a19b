/* ccp-rate-limits.c: what the headers of an answer say of a provider's limits
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-rate-limits"

#include "ccp-rate-limits.h"

#include <string.h>

#define MAX_LIMITS 32
#define MAX_NAME 64
#define MAX_VALUE 128

static gboolean
tells_of_limits (const char *name)
{
  return strstr (name, "ratelimit") != NULL || g_str_equal (name, "retry-after") ||
         g_str_equal (name, "retry-after-ms");
}

static gboolean
is_readable (const char *value)
{
  return strlen (value) <= MAX_VALUE && g_utf8_validate (value, -1, NULL);
}

CcpHeaders *
ccp_rate_limits_pick (CcpHeaders *headers)
{
  CcpHeaders *picked = ccp_headers_new ();

  g_return_val_if_fail (headers != NULL, picked);

  for (guint i = 0; i < ccp_headers_get_length (headers); i++)
    {
      const char *value = ccp_headers_get_value (headers, i);
      g_autofree char *name = g_ascii_strdown (ccp_headers_get_name (headers, i), -1);

      if (tells_of_limits (name) && strlen (name) <= MAX_NAME && is_readable (value) &&
          ccp_headers_get_length (picked) < MAX_LIMITS)
        ccp_headers_set (picked, name, value);
    }
  return picked;
}
