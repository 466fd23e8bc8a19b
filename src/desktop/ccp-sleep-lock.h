/* ccp-sleep-lock.h: keeps the computer from falling asleep while it is held
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-desktop-bus.h"

G_BEGIN_DECLS

#define CCP_TYPE_SLEEP_LOCK (ccp_sleep_lock_get_type ())

/* An inhibitor lock of logind: one that blocks, or, where that is not allowed, one that
 * delays. Without logind nothing happens. */
G_DECLARE_FINAL_TYPE (CcpSleepLock, ccp_sleep_lock, CCP, SLEEP_LOCK, GObject)

/* @bus: that of the system */
CcpSleepLock *ccp_sleep_lock_new (CcpDesktopBus *bus);
/* Asks for the lock, if it is not held or asked for already. */
void ccp_sleep_lock_take (CcpSleepLock *self);
/* Lets go of it, also if it has not been granted yet. */
void ccp_sleep_lock_release (CcpSleepLock *self);
gboolean ccp_sleep_lock_is_held (CcpSleepLock *self);

G_END_DECLS
