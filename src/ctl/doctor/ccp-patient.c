/* ccp-patient.c: what the doctor looks at
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-patient"

#include "ccp-patient.h"

#include "ccp-bus-connection.h"
#include "ccp-client-address.h"
#include "ccp-known-provider.h"

#define HTTP_PORT 80

static void
ask_daemon (CcpPatient *self)
{
  const char *const *environment = (const char *const *) self->environment;
  const char *const *listen = NULL;

  self->bus = ccp_bus_connection_open (environment, &self->bus_error);
  if (self->bus == NULL)
    return;
  self->client = ccp_bus_client_new (environment, &self->client_error);
  if (self->client == NULL)
    return;
  listen = ccp_dbus_manager_get_listen (ccp_bus_client_get_manager (self->client));
  for (guint i = 0; listen != NULL && listen[i] != NULL; i++)
    g_ptr_array_add (self->addresses, g_strdup (listen[i]));
}

/* Returns: (nullable): the file of the daemon */
static const char *
get_daemon_path (CcpPatient *self)
{
  const char *path = NULL;

  if (self->client != NULL)
    path = ccp_dbus_manager_get_config_path (ccp_bus_client_get_manager (self->client));
  return path != NULL && *path != '\0' ? path : NULL;
}

static void
add_configured_addresses (CcpPatient *self)
{
  g_autoptr (GPtrArray) uris = NULL;

  if (self->client != NULL || self->config == NULL)
    return;
  uris = ccp_client_address_sort (ccp_config_get_listen (self->config),
                                  CCP_CLIENT_ADDRESS_TCP | CCP_CLIENT_ADDRESS_UNIX);
  for (guint i = 0; i < uris->len; i++)
    g_ptr_array_add (self->addresses, g_strdup (g_ptr_array_index (uris, i)));
}

CcpPatient *
ccp_patient_new (const char *path, const char *const *environment, gboolean is_offline)
{
  CcpPatient *self = NULL;

  g_return_val_if_fail (environment != NULL, NULL);

  self = g_new0 (CcpPatient, 1);
  self->environment = g_strdupv ((char **) environment);
  self->is_offline = is_offline;
  self->addresses = g_ptr_array_new_with_free_func (g_free);
  ask_daemon (self);
  self->setup = ccp_setup_new_without_keys (path != NULL ? path : get_daemon_path (self),
                                            environment);
  self->config = ccp_setup_get_config (self->setup);
  if (self->config != NULL)
    ccp_setup_lint (self->setup, environment);
  add_configured_addresses (self);
  return self;
}

void
ccp_patient_free (CcpPatient *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->environment, g_strfreev);
  g_clear_object (&self->client);
  g_clear_error (&self->client_error);
  g_clear_object (&self->bus);
  g_clear_error (&self->bus_error);
  g_clear_object (&self->setup);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_free (self);
}

const char *
ccp_patient_get_variable (const CcpPatient *self, const char *name)
{
  const char *value = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  value = g_environ_getenv (self->environment, name);
  return value != NULL && *value != '\0' ? value : NULL;
}

guint16
ccp_patient_get_port (const char *uri)
{
  g_autoptr (GSocketConnectable) address = NULL;

  g_return_val_if_fail (uri != NULL, 0);

  if (ccp_client_address_is_unix (uri))
    return 0;
  address = g_network_address_parse_uri (uri, HTTP_PORT, NULL);
  return address != NULL ? g_network_address_get_port (G_NETWORK_ADDRESS (address)) : 0;
}

gboolean
ccp_patient_has_url (const CcpPatient *self, const char *url)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (url != NULL, FALSE);

  if (!ccp_known_provider_is_local (url))
    return FALSE;
  for (guint i = 0; i < self->addresses->len; i++)
    {
      guint16 port = ccp_patient_get_port (g_ptr_array_index (self->addresses, i));

      if (port != 0 && port == ccp_patient_get_port (url))
        return TRUE;
    }
  return FALSE;
}
