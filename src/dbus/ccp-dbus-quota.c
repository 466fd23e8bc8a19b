/* ccp-dbus-quota.c: how much each peer may ask for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-quota"

#include "ccp-dbus-quota.h"

/* how long an empty bucket takes to be full again, in microseconds */
#define REFILL (G_USEC_PER_SEC * CCP_DBUS_QUOTA_BURST / CCP_DBUS_QUOTA_RATE)

typedef struct
{
  double tokens;
  gint64 at;
} Bucket;

struct _CcpDBusQuota
{
  GHashTable *buckets; /* (element-type utf8 Bucket) */
  Bucket shared;
};

static void
fill (Bucket *bucket, gint64 now)
{
  bucket->tokens +=
      (double) (now - bucket->at) * CCP_DBUS_QUOTA_RATE / (double) G_USEC_PER_SEC;
  bucket->tokens = MIN (bucket->tokens, CCP_DBUS_QUOTA_BURST);
  bucket->at = now;
}

/* a bucket that is full again tells nothing that a new one does not */
static gboolean
is_full (gpointer key, gpointer value, gpointer data)
{
  const Bucket *bucket = value;
  const gint64 *now = data;

  return *now - bucket->at >= REFILL;
}

static Bucket *
find_bucket (CcpDBusQuota *self, const char *peer, gint64 now)
{
  Bucket *bucket = g_hash_table_lookup (self->buckets, peer);

  if (bucket != NULL)
    return bucket;
  if (g_hash_table_size (self->buckets) >= CCP_DBUS_QUOTA_PEERS)
    g_hash_table_foreach_remove (self->buckets, is_full, &now);
  if (g_hash_table_size (self->buckets) >= CCP_DBUS_QUOTA_PEERS)
    return &self->shared;
  bucket = g_new0 (Bucket, 1);
  bucket->tokens = CCP_DBUS_QUOTA_BURST;
  bucket->at = now;
  g_hash_table_insert (self->buckets, g_strdup (peer), bucket);
  return bucket;
}

CcpDBusQuota *
ccp_dbus_quota_new (void)
{
  CcpDBusQuota *self = g_new0 (CcpDBusQuota, 1);

  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->shared.tokens = CCP_DBUS_QUOTA_BURST;
  return self;
}

void
ccp_dbus_quota_free (CcpDBusQuota *self)
{
  g_clear_pointer (&self->buckets, g_hash_table_unref);
  g_free (self);
}

gboolean
ccp_dbus_quota_take (CcpDBusQuota *self, const char *peer, guint cost, gint64 now)
{
  Bucket *bucket = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (peer != NULL, FALSE);

  bucket = find_bucket (self, peer, now);
  fill (bucket, now);
  if (bucket->tokens < cost)
    return FALSE;
  bucket->tokens -= cost;
  return TRUE;
}

guint
ccp_dbus_quota_get_length (CcpDBusQuota *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->buckets);
}
