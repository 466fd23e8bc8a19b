/* ccp-server-settings.c: what the front door needs of the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-server-settings"

#include "ccp-server-settings.h"

#define MAX_BODY (32u << 20)
#define MAX_CONNECTIONS 2048
#define HEADER_TIMEOUT 10000
#define BODY_TIMEOUT 10000
#define BODY_RATE 1024
#define KEEP_ALIVE_TIMEOUT 120000
#define WRITE_TIMEOUT 300000

static void
clear (gpointer data)
{
  CcpServerSettings *self = data;

  g_clear_pointer (&self->client_keys, g_ptr_array_unref);
  g_clear_pointer (&self->allowed_hosts, g_ptr_array_unref);
  g_clear_pointer (&self->refusal, g_free);
}

CcpServerSettings *
ccp_server_settings_new (void)
{
  CcpServerSettings *self = g_rc_box_new0 (CcpServerSettings);

  self->client_keys = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_secret_unref);
  self->allowed_hosts = g_ptr_array_new_with_free_func (g_free);
  self->max_body = MAX_BODY;
  self->max_connections = MAX_CONNECTIONS;
  self->header_timeout = HEADER_TIMEOUT;
  self->body_timeout = BODY_TIMEOUT;
  self->body_rate = BODY_RATE;
  self->keep_alive_timeout = KEEP_ALIVE_TIMEOUT;
  self->write_timeout = WRITE_TIMEOUT;
  return self;
}

CcpServerSettings *
ccp_server_settings_new_from_config (CcpConfig *config)
{
  CcpServerSettings *self = NULL;
  GPtrArray *keys = NULL;
  GPtrArray *hosts = NULL;

  g_return_val_if_fail (CCP_IS_CONFIG (config), NULL);

  self = ccp_server_settings_new ();
  keys = ccp_config_get_client_keys (config);
  for (guint i = 0; i < keys->len; i++)
    g_ptr_array_add (self->client_keys, ccp_secret_ref (g_ptr_array_index (keys, i)));
  hosts = ccp_config_get_allowed_hosts (config);
  for (guint i = 0; i < hosts->len; i++)
    g_ptr_array_add (self->allowed_hosts, g_strdup (g_ptr_array_index (hosts, i)));
  self->max_body = ccp_config_get_max_body (config);
  self->max_connections = ccp_config_get_max_connections (config);
  self->header_timeout = ccp_config_get_header_timeout (config);
  return self;
}

CcpServerSettings *
ccp_server_settings_ref (CcpServerSettings *self)
{
  return g_rc_box_acquire (self);
}

void
ccp_server_settings_unref (CcpServerSettings *self)
{
  g_rc_box_release_full (self, clear);
}
