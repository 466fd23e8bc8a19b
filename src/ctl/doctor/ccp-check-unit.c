/* ccp-check-unit.c: whether systemd starts the daemon
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-check-unit"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-check.h"
#include "ccp-unit-state.h"

#define SOCKET "ccproxy.socket"
#define TIME_LIMIT 2000

static gboolean
is_up (CcpUnitState state)
{
  return state == CCP_UNIT_STATE_RUNNING || state == CCP_UNIT_STATE_STARTING;
}

/* Returns: whether it is started with the session of the user */
static gboolean
is_enabled (GDBusConnection *bus, const char *unit)
{
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_sync (bus,
                                   "org.freedesktop.systemd1",
                                   "/org/freedesktop/systemd1",
                                   "org.freedesktop.systemd1.Manager",
                                   "GetUnitFileState",
                                   g_variant_new ("(s)", unit),
                                   G_VARIANT_TYPE ("(s)"),
                                   G_DBUS_CALL_FLAGS_NO_AUTO_START,
                                   TIME_LIMIT,
                                   NULL,
                                   NULL);
  const char *state = "";

  if (answer != NULL)
    g_variant_get (answer, "(&s)", &state);
  return g_str_has_prefix (state, "enabled") || g_str_equal (state, "static");
}

static void
check_enabled (CcpCheckup *checkup)
{
  GDBusConnection *bus = ccp_checkup_get_patient (checkup)->bus;

  if (!is_enabled (bus, CCP_UNIT_STATE_SERVICE) && !is_enabled (bus, SOCKET))
    ccp_checkup_add (
        checkup,
        CCP_FINDING_WARNING,
        g_strdup (_ ("after the next login the proxy will not be there: neither "
                     "ccproxy.service nor ccproxy.socket is enabled")),
        g_strdup (_ ("enable them: systemctl --user enable ccproxy.socket")));
}

static void
check_absent (CcpCheckup *checkup)
{
  ccp_checkup_add (
      checkup,
      CCP_FINDING_WARNING,
      g_strdup (_ ("systemd does not know ccproxy.service")),
      g_strdup (_ ("\"meson install\" puts it into its place; then: systemctl --user "
                   "daemon-reload, and systemctl --user enable --now ccproxy.socket")));
}

static void
check_installed (CcpCheckup *checkup, CcpUnitState service, CcpUnitState socket)
{
  if (service == CCP_UNIT_STATE_FAILED)
    ccp_checkup_add (checkup,
                     CCP_FINDING_PROBLEM,
                     g_strdup (_ ("ccproxy.service has failed")),
                     g_strdup (_ ("see why: journalctl --user -u ccproxy; then start it "
                                  "again: systemctl --user restart ccproxy")));
  else if (is_up (service))
    ccp_checkup_add (checkup,
                     CCP_FINDING_OK,
                     g_strdup (_ ("ccproxy.service runs")),
                     NULL);
  else if (is_up (socket))
    ccp_checkup_add (checkup,
                     CCP_FINDING_OK,
                     g_strdup (_ ("ccproxy.socket listens, and starts ccproxy.service "
                                  "when it is needed")),
                     NULL);
  else
    ccp_checkup_add (
        checkup,
        CCP_FINDING_WARNING,
        g_strdup (_ ("systemd has not started ccproxy.service")),
        g_strdup (_ ("have it started whenever it is needed: systemctl --user enable "
                     "--now ccproxy.socket")));
  if (is_up (service) || is_up (socket))
    check_enabled (checkup);
}

void
ccp_check_unit_run (CcpCheckup *checkup)
{
  GDBusConnection *bus = ccp_checkup_get_patient (checkup)->bus;
  CcpUnitState service = CCP_UNIT_STATE_NO_MANAGER;
  CcpUnitState socket = CCP_UNIT_STATE_NO_MANAGER;

  if (bus != NULL)
    {
      service = ccp_unit_state_get (bus, CCP_UNIT_STATE_SERVICE);
      socket = ccp_unit_state_get (bus, SOCKET);
    }
  if (service == CCP_UNIT_STATE_NO_MANAGER)
    ccp_checkup_add (checkup,
                     CCP_FINDING_OK,
                     g_strdup (_ ("there is no systemd of this user here, so nothing "
                                  "but you starts ccproxyd")),
                     NULL);
  else if (service == CCP_UNIT_STATE_ABSENT && socket == CCP_UNIT_STATE_ABSENT)
    check_absent (checkup);
  else
    check_installed (checkup, service, socket);
}
