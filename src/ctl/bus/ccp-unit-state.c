/* ccp-unit-state.c: what systemd knows of a unit of the user
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-unit-state"

#include "ccp-unit-state.h"

#define SYSTEMD_NAME "org.freedesktop.systemd1"
#define SYSTEMD_PATH "/org/freedesktop/systemd1"
#define SYSTEMD_MANAGER SYSTEMD_NAME ".Manager"
#define SYSTEMD_UNIT SYSTEMD_NAME ".Unit"
#define TIME_LIMIT 2000

/* @parameters: (transfer floating)
 * Returns: (nullable) */
static GVariant *
call (GDBusConnection *bus,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *parameters)
{
  return g_dbus_connection_call_sync (bus,
                                      SYSTEMD_NAME,
                                      path,
                                      interface,
                                      method,
                                      parameters,
                                      NULL,
                                      G_DBUS_CALL_FLAGS_NO_AUTO_START,
                                      TIME_LIMIT,
                                      NULL,
                                      NULL);
}

static CcpUnitState
judge (const char *loaded, const char *active)
{
  const struct
  {
    const char *active;
    CcpUnitState state;
  } states[] = {
    { "active", CCP_UNIT_STATE_RUNNING },      { "reloading", CCP_UNIT_STATE_RUNNING },
    { "activating", CCP_UNIT_STATE_STARTING }, { "failed", CCP_UNIT_STATE_FAILED },
    { "inactive", CCP_UNIT_STATE_STOPPED },    { "deactivating", CCP_UNIT_STATE_STOPPED },
  };

  if (!g_str_equal (loaded, "loaded"))
    return CCP_UNIT_STATE_ABSENT;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (active, states[i].active))
      return states[i].state;
  return CCP_UNIT_STATE_STOPPED;
}

CcpUnitState
ccp_unit_state_get (GDBusConnection *bus, const char *unit)
{
  g_autoptr (GVariant) loaded = NULL;
  g_autoptr (GVariant) all = NULL;
  g_autoptr (GVariant) properties = NULL;
  const char *path = NULL;
  const char *load_state = "";
  const char *active_state = "";

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (bus), CCP_UNIT_STATE_NO_MANAGER);
  g_return_val_if_fail (unit != NULL, CCP_UNIT_STATE_NO_MANAGER);

  loaded =
      call (bus, SYSTEMD_PATH, SYSTEMD_MANAGER, "LoadUnit", g_variant_new ("(s)", unit));
  if (loaded == NULL || !g_variant_is_of_type (loaded, G_VARIANT_TYPE ("(o)")))
    return CCP_UNIT_STATE_NO_MANAGER;
  g_variant_get (loaded, "(&o)", &path);
  all = call (bus,
              path,
              "org.freedesktop.DBus.Properties",
              "GetAll",
              g_variant_new ("(s)", SYSTEMD_UNIT));
  if (all == NULL || !g_variant_is_of_type (all, G_VARIANT_TYPE ("(a{sv})")))
    return CCP_UNIT_STATE_NO_MANAGER;
  properties = g_variant_get_child_value (all, 0);
  g_variant_lookup (properties, "LoadState", "&s", &load_state);
  g_variant_lookup (properties, "ActiveState", "&s", &active_state);
  return judge (load_state, active_state);
}
