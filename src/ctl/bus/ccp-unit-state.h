/* ccp-unit-state.h: what systemd knows of a unit of the user
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CCP_UNIT_STATE_SERVICE "ccproxy.service"

typedef enum
{
  CCP_UNIT_STATE_NO_MANAGER, /* there is no systemd on that bus */
  CCP_UNIT_STATE_ABSENT,     /* it has no such unit, or cannot read it */
  CCP_UNIT_STATE_STOPPED,
  CCP_UNIT_STATE_STARTING,
  CCP_UNIT_STATE_RUNNING,
  CCP_UNIT_STATE_FAILED,
} CcpUnitState;

/* Starts nothing. Takes two seconds if systemd does not answer. */
CcpUnitState ccp_unit_state_get (GDBusConnection *bus, const char *unit);

G_END_DECLS
