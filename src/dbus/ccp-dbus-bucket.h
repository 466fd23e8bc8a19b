/* ccp-dbus-bucket.h: so much at once, and so much a second
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A plain value, full when it is new. */
typedef struct
{
  double tokens;
  gint64 at; /* when it had so many */
  guint burst;
  guint rate;
} CcpDBusBucket;

/* @burst: what it holds
 * @rate: what flows into it in a second
 * @now: of g_get_monotonic_time (); a parameter, so tests own the clock */
void ccp_dbus_bucket_init (CcpDBusBucket *self, guint burst, guint rate, gint64 now);
/* Returns: whether there were @cost tokens in it, which are spent then */
gboolean ccp_dbus_bucket_take (CcpDBusBucket *self, guint cost, gint64 now);
/* Returns: whether it is as full as a new one */
gboolean ccp_dbus_bucket_is_full (const CcpDBusBucket *self, gint64 now);

G_END_DECLS
