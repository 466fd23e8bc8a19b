/* ccp-notice-limit.c: how often a person may be told something
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-notice-limit"

#include "ccp-notice-limit.h"

#define SAME_AGAIN (10 * G_TIME_SPAN_MINUTE)
#define AT_ONCE 5

struct _CcpNoticeLimit
{
  GHashTable *shown;      /* (element-type utf8 gint64): when */
  gint64 recent[AT_ONCE]; /* the last ones of all, in a ring */
  guint next;
};

static gboolean
is_repeated (CcpNoticeLimit *self, const char *key, gint64 now)
{
  const gint64 *shown = g_hash_table_lookup (self->shown, key);

  return shown != NULL && now - *shown < SAME_AGAIN;
}

static gboolean
is_crowded (CcpNoticeLimit *self, gint64 now)
{
  gint64 oldest = self->recent[self->next];

  return oldest != G_MININT64 && now - oldest < G_TIME_SPAN_MINUTE;
}

static void
note (CcpNoticeLimit *self, const char *key, gint64 now)
{
  gint64 *shown = g_new (gint64, 1);

  *shown = now;
  g_hash_table_replace (self->shown, g_strdup (key), shown);
  self->recent[self->next] = now;
  self->next = (self->next + 1) % AT_ONCE;
}

CcpNoticeLimit *
ccp_notice_limit_new (void)
{
  CcpNoticeLimit *self = g_new0 (CcpNoticeLimit, 1);

  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < AT_ONCE; i++)
    self->recent[i] = G_MININT64;
  return self;
}

void
ccp_notice_limit_free (CcpNoticeLimit *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_free (self);
}

gboolean
ccp_notice_limit_admit (CcpNoticeLimit *self, const char *key, gint64 now)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  if (is_repeated (self, key, now) || is_crowded (self, now))
    return FALSE;
  note (self, key, now);
  return TRUE;
}

void
ccp_notice_limit_settle (CcpNoticeLimit *self, const char *key)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (key != NULL);

  g_hash_table_remove (self->shown, key);
}
