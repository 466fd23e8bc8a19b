/* ccp-suspend-inhibitor.h: no sleep while an answer is under way
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-ledger.h"
#include "ccp-sleep-lock.h"

G_BEGIN_DECLS

#define CCP_TYPE_SUSPEND_INHIBITOR (ccp_suspend_inhibitor_get_type ())

/* Holds a CcpSleepLock from when an exchange has been under way for a while until a while
 * after the last one ended, so that neither short requests nor the pauses between long
 * ones are a bustle on the bus. */
G_DECLARE_FINAL_TYPE (CcpSuspendInhibitor,
                      ccp_suspend_inhibitor,
                      CCP,
                      SUSPEND_INHIBITOR,
                      GObject)

/* @delay: how long a while is, in milliseconds; 0 for two seconds */
CcpSuspendInhibitor *
ccp_suspend_inhibitor_new (CcpLedger *ledger, CcpSleepLock *lock, guint delay);
/* While it is off the lock is not held. At first it is on. */
void ccp_suspend_inhibitor_set_enabled (CcpSuspendInhibitor *self, gboolean enabled);

G_END_DECLS
