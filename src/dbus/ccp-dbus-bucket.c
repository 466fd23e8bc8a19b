/* ccp-dbus-bucket.c: so much at once, and so much a second
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-bucket"

#include "ccp-dbus-bucket.h"

static double
get_tokens (const CcpDBusBucket *self, gint64 now)
{
  double seconds = (double) (now - self->at) / (double) G_USEC_PER_SEC;

  return MIN (self->tokens + seconds * self->rate, self->burst);
}

void
ccp_dbus_bucket_init (CcpDBusBucket *self, guint burst, guint rate, gint64 now)
{
  g_return_if_fail (self != NULL);

  self->tokens = burst;
  self->at = now;
  self->burst = burst;
  self->rate = rate;
}

gboolean
ccp_dbus_bucket_take (CcpDBusBucket *self, guint cost, gint64 now)
{
  double tokens = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  tokens = get_tokens (self, now);
  if (tokens < cost)
    return FALSE;
  self->tokens = tokens - cost;
  self->at = now;
  return TRUE;
}

gboolean
ccp_dbus_bucket_is_full (const CcpDBusBucket *self, gint64 now)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return get_tokens (self, now) >= self->burst;
}
