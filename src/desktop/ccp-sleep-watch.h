/* ccp-sleep-watch.h: tells when the computer wakes up
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-desktop-bus.h"

G_BEGIN_DECLS

/* Returns: microseconds for which the computer has slept since some time: that by which
 * the clock that goes on in sleep is ahead of the one that does not */
typedef gint64 (*CcpSleepClock) (gpointer data);

#define CCP_TYPE_SLEEP_WATCH (ccp_sleep_watch_get_type ())

/* The signal is "resumed". logind tells; where it is not there two clocks are compared
 * now and then. */
G_DECLARE_FINAL_TYPE (CcpSleepWatch, ccp_sleep_watch, CCP, SLEEP_WATCH, GObject)

/* @bus: that of the system
 * @interval: how often the clocks are compared, in milliseconds; 0 for ten seconds
 * @clock: (nullable): NULL for those of the system */
CcpSleepWatch *ccp_sleep_watch_new (CcpDesktopBus *bus,
                                    guint interval,
                                    CcpSleepClock clock,
                                    gpointer data);

G_END_DECLS
