/* fuzz-saved-request.c: any bytes as a request that somebody has kept
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "ccp-saved-request.h"
#include "fuzz-target.h"
#include "private/ccp-exchange-private.h"

/* what identifies the client is apart from the other headers, and nothing splits a line
 */
static void
check_headers (CcpHeaders *headers, gboolean may_identify)
{
  for (guint i = 0; headers != NULL && i < ccp_headers_get_length (headers); i++)
    {
      const char *name = ccp_headers_get_name (headers, i);
      const char *value = ccp_headers_get_value (headers, i);

      g_assert (strpbrk (name, "\r\n: ") == NULL && *name != '\0');
      g_assert (strpbrk (value, "\r\n") == NULL);
      g_assert (may_identify || g_ascii_strcasecmp (name, "authorization") != 0);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpExchange) exchange = ccp_saved_request_read (bytes, NULL, keys, &error);

  g_assert ((exchange == NULL) == (error != NULL));
  if (exchange == NULL)
    {
      g_assert (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert (ccp_request_check (ccp_exchange_get_operation (exchange),
                               ccp_exchange_get_body (exchange),
                               NULL));
  check_headers (ccp_exchange_get_headers (exchange), FALSE);
  check_headers (ccp_exchange_get_credentials (exchange), TRUE);
  return 0;
}
