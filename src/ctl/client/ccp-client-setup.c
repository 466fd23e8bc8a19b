/* ccp-client-setup.c: where the proxy is, and what it wants of its clients
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-client-setup"

#include "ccp-client-setup.h"

#include <glib/gi18n.h>

#include "ccp-client-daemon.h"
#include "ccp-setup.h"

struct _CcpClientSetup
{
  CcpClientDaemon *daemon; /* (nullable) */
  CcpSetup *setup;
  CcpConfig *config; /* (not owned) (nullable): it is wrong, but a daemon runs */
  char **profiles;
};

/* Returns: (transfer full): the names in routing.profiles */
static char **
list_profiles (CcpConfig *config)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  CcpJsonValue root;
  CcpJsonValue profiles;
  CcpJsonValue name;
  CcpJsonIter iter;

  ccp_json_get_root (ccp_config_get_routing (config), &root);
  profiles = ccp_json_value_member (&root, "profiles");
  if (!ccp_json_value_is_object (&profiles))
    return g_strv_builder_end (names);
  ccp_json_iter_init (&iter, &profiles);
  while (ccp_json_iter_next (&iter, &name, NULL))
    {
      g_autofree char *text = ccp_json_value_dup_string (&name, NULL);

      g_strv_builder_add (names, text);
    }
  return g_strv_builder_end (names);
}

static gboolean
sends_client_credentials (const CcpProviderConfig *provider)
{
  CcpJsonValue options;
  CcpJsonValue auth;

  ccp_json_get_root (provider->options, &options);
  auth = ccp_json_value_member (&options, "auth");
  return ccp_json_value_equals_string (&auth, "client");
}

CcpClientSetup *
ccp_client_setup_new (const char *path, const char *const *environment, GError **error)
{
  g_autoptr (CcpClientSetup) self = NULL;

  g_return_val_if_fail (environment != NULL, NULL);

  self = g_new0 (CcpClientSetup, 1);
  if (path == NULL)
    self->daemon = ccp_client_daemon_find (environment);
  if (self->daemon != NULL)
    path = self->daemon->config_path;
  self->setup = ccp_setup_new_without_keys (path, environment);
  self->config = ccp_setup_get_config (self->setup);
  if (self->config == NULL && self->daemon == NULL)
    {
      g_autofree char *report = ccp_setup_report (self->setup);

      g_set_error_literal (error, CCP_ERROR, CCP_ERROR_CONFIG, g_strchomp (report));
      return NULL;
    }
  self->profiles = self->daemon != NULL ? g_strdupv (self->daemon->profiles)
                                        : list_profiles (self->config);
  return g_steal_pointer (&self);
}

void
ccp_client_setup_free (CcpClientSetup *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->daemon, ccp_client_daemon_free);
  g_clear_object (&self->setup);
  g_clear_pointer (&self->profiles, g_strfreev);
  g_free (self);
}

GPtrArray *
ccp_client_setup_get_addresses (CcpClientSetup *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->daemon != NULL ? self->daemon->addresses
                              : ccp_config_get_listen (self->config);
}

CcpSecret *
ccp_client_setup_get_key (CcpClientSetup *self)
{
  GPtrArray *keys = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->config == NULL)
    return NULL;
  keys = ccp_config_get_client_keys (self->config);
  return keys->len > 0 ? g_ptr_array_index (keys, 0) : NULL;
}

gboolean
ccp_client_setup_needs_key (CcpClientSetup *self)
{
  CcpConfigNode *root = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->config == NULL)
    return FALSE;
  root = ccp_config_get_root (self->config);
  /* of a variable that is not set here, nothing but the entry is known */
  return ccp_client_setup_get_key (self) != NULL ||
         ccp_config_node_get_member (root, "client_keys") != NULL;
}

gboolean
ccp_client_setup_keeps_credentials (CcpClientSetup *self)
{
  GPtrArray *providers = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->config == NULL)
    return FALSE;
  providers = ccp_config_get_providers (self->config);
  for (guint i = 0; i < providers->len; i++)
    if (sends_client_credentials (g_ptr_array_index (providers, i)))
      return TRUE;
  return FALSE;
}

gboolean
ccp_client_setup_check_profile (CcpClientSetup *self, const char *profile, GError **error)
{
  const char *const *profiles = NULL;
  g_autofree char *names = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (profile != NULL, FALSE);

  profiles = (const char *const *) self->profiles;
  if (g_strv_contains (profiles, profile))
    return TRUE;
  if (profiles[0] == NULL)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_NOT_FOUND,
                   _ ("there is no profile \"%s\": the configuration has no "
                      "routing.profiles"),
                   profile);
      return FALSE;
    }
  names = g_strjoinv (", ", self->profiles);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_NOT_FOUND,
               _ ("there is no profile \"%s\"; there are: %s"),
               profile,
               names);
  return FALSE;
}
