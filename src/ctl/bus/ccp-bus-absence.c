/* ccp-bus-absence.c: says why the daemon is not on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-bus-absence"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-bus-absence.h"
#include "ccp-unit-state.h"
#include "ccp.h"

static const char *
get_advice (CcpUnitState state)
{
  switch (state)
    {
    case CCP_UNIT_STATE_STOPPED:
      return _ ("ccproxyd does not run; start it: systemctl --user start ccproxy");
    case CCP_UNIT_STATE_STARTING:
      return _ ("ccproxyd is being started; try again in a moment, or see what it waits "
                "for: systemctl --user status ccproxy");
    case CCP_UNIT_STATE_FAILED:
      return _ (
          "ccproxyd could not be started; see why: systemctl --user status ccproxy; "
          "then start it again: systemctl --user restart ccproxy");
    case CCP_UNIT_STATE_RUNNING:
      return _ ("ccproxy.service runs, but not on this session bus; see whether its "
                "command line is yours: systemctl --user status ccproxy");
    case CCP_UNIT_STATE_ABSENT:
    case CCP_UNIT_STATE_NO_MANAGER:
    default:
      return _ ("ccproxyd does not run on this session bus; start it: ccproxyd");
    }
}

void
ccp_bus_absence_explain (GDBusConnection *bus, GError **error)
{
  CcpUnitState state = CCP_UNIT_STATE_NO_MANAGER;

  g_return_if_fail (G_IS_DBUS_CONNECTION (bus));

  state = ccp_unit_state_get (bus, CCP_UNIT_STATE_SERVICE);
  g_set_error_literal (error,
                       CCP_ERROR,
                       state == CCP_UNIT_STATE_FAILED ? CCP_ERROR_INTERNAL
                                                      : CCP_ERROR_UNAVAILABLE,
                       get_advice (state));
}
