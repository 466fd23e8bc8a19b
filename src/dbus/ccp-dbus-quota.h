/* ccp-dbus-quota.h: how much each peer may ask for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* what a peer that was silent for a while may spend at once */
#define CCP_DBUS_QUOTA_BURST 400
/* what it may spend a second from then on */
#define CCP_DBUS_QUOTA_RATE 100
/* how many peers have a bucket of their own; those after them share one */
#define CCP_DBUS_QUOTA_PEERS 1024

/* A bucket of tokens for each peer, which fills as time goes by. */
typedef struct _CcpDBusQuota CcpDBusQuota;

/* @now: of g_get_monotonic_time (); a parameter, so tests own the clock */
CcpDBusQuota *ccp_dbus_quota_new (gint64 now);
void ccp_dbus_quota_free (CcpDBusQuota *self);
/* Returns: whether @peer had @cost tokens; they are spent then */
gboolean
ccp_dbus_quota_take (CcpDBusQuota *self, const char *peer, guint cost, gint64 now);
/* Returns: how many peers are remembered */
guint ccp_dbus_quota_get_length (CcpDBusQuota *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpDBusQuota, ccp_dbus_quota_free)

G_END_DECLS
