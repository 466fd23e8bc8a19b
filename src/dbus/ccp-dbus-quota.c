/* ccp-dbus-quota.c: how much each peer may ask for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-quota"

#include "ccp-dbus-quota.h"

#include "ccp-dbus-bucket.h"

struct _CcpDBusQuota
{
  GHashTable *buckets; /* (element-type utf8 CcpDBusBucket): by the peers */
  CcpDBusBucket shared;
};

static void
init_bucket (CcpDBusBucket *bucket, gint64 now)
{
  ccp_dbus_bucket_init (bucket, CCP_DBUS_QUOTA_BURST, CCP_DBUS_QUOTA_RATE, now);
}

/* a bucket that is full again tells nothing that a new one does not */
static gboolean
is_full (gpointer key, gpointer value, gpointer data)
{
  const gint64 *now = data;

  return ccp_dbus_bucket_is_full (value, *now);
}

static CcpDBusBucket *
find_bucket (CcpDBusQuota *self, const char *peer, gint64 now)
{
  CcpDBusBucket *bucket = g_hash_table_lookup (self->buckets, peer);

  if (bucket != NULL)
    return bucket;
  if (g_hash_table_size (self->buckets) >= CCP_DBUS_QUOTA_PEERS)
    g_hash_table_foreach_remove (self->buckets, is_full, &now);
  if (g_hash_table_size (self->buckets) >= CCP_DBUS_QUOTA_PEERS)
    return &self->shared;
  bucket = g_new (CcpDBusBucket, 1);
  init_bucket (bucket, now);
  g_hash_table_insert (self->buckets, g_strdup (peer), bucket);
  return bucket;
}

CcpDBusQuota *
ccp_dbus_quota_new (gint64 now)
{
  CcpDBusQuota *self = g_new0 (CcpDBusQuota, 1);

  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  init_bucket (&self->shared, now);
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
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (peer != NULL, FALSE);

  return ccp_dbus_bucket_take (find_bucket (self, peer, now), cost, now);
}

guint
ccp_dbus_quota_get_length (CcpDBusQuota *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->buckets);
}
