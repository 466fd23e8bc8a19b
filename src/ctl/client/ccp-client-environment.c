/* ccp-client-environment.c: what must be in a program's environment for it to use the
 * proxy
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-client-environment"

#include "ccp-client-environment.h"

#include <string.h>

#include "ccp-client-address.h"

#define BASE_URL "ANTHROPIC_BASE_URL"
#define UNIX_SOCKET "ANTHROPIC_UNIX_SOCKET"
#define AUTH_TOKEN "ANTHROPIC_AUTH_TOKEN"
#define CUSTOM_HEADERS "ANTHROPIC_CUSTOM_HEADERS"
#define PROFILE_HEADER "x-ccproxy-profile"
/* the host that Claude Code is told when it speaks over a Unix socket */
#define UNIX_BASE_URL "http://localhost"
/* Claude Code does not start without one; where no client_keys are configured, nobody
 * looks at it */
#define ANY_TOKEN "ccproxy"

struct _CcpClientEnvironment
{
  GPtrArray *names;  /* (element-type utf8) */
  GPtrArray *values; /* (element-type utf8): NULL for what is to be unset */
};

/* with one of these Claude Code asks another service, whatever the URL says */
static const char *const detours[] = { "CLAUDE_CODE_USE_BEDROCK",
                                       "CLAUDE_CODE_USE_FOUNDRY",
                                       "CLAUDE_CODE_USE_VERTEX",
                                       NULL };

/* Claude Code would send it beside the token */
static const char *const other_key = "ANTHROPIC_API_KEY";

/* a proxy for HTTP would get what is for this machine */
static const char *const proxies[] = { "HTTP_PROXY",  "http_proxy", "HTTPS_PROXY",
                                       "https_proxy", "ALL_PROXY",  "all_proxy",
                                       NULL };
static const char *const exceptions[] = { "NO_PROXY", "no_proxy", NULL };
static const char *const own_hosts[] = { "localhost", "127.0.0.1", "::1", NULL };

static const struct
{
  const char *name;
  const char *value;
} non_interactive[] = {
  { "CI", "true" },
  { "FORCE_COLOR", "0" },
  { "NODE_NO_READLINE", "1" },
  { "TERM", "dumb" },
};

static CcpClientEnvironment *
create (void)
{
  CcpClientEnvironment *self = g_new0 (CcpClientEnvironment, 1);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
add (CcpClientEnvironment *self, const char *name, const char *value)
{
  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->values, g_strdup (value));
}

static const char *
find (const char *const *environment, const char *name)
{
  return g_environ_getenv ((char **) environment, name);
}

static void
add_address (CcpClientEnvironment *self, const char *uri)
{
  if (ccp_client_address_is_unix (uri))
    {
      add (self, BASE_URL, UNIX_BASE_URL);
      add (self, UNIX_SOCKET, uri + strlen (CCP_CLIENT_ADDRESS_UNIX_PREFIX));
    }
  else
    {
      add (self, BASE_URL, uri);
      /* that of an earlier configuration would go before the URL */
      add (self, UNIX_SOCKET, NULL);
    }
}

static void
add_credentials (CcpClientEnvironment *self, const CcpClientWishes *wishes)
{
  if (wishes->keeps_credentials)
    return;
  add (self, AUTH_TOKEN, wishes->key != NULL ? wishes->key : ANY_TOKEN);
  if (wishes->is_for_program)
    add (self, other_key, NULL);
}

static void
add_detours (CcpClientEnvironment *self, const char *const *environment)
{
  for (guint i = 0; detours[i] != NULL; i++)
    if (find (environment, detours[i]) != NULL)
      add (self, detours[i], NULL);
}

static gboolean
has_proxy (const char *const *environment)
{
  for (guint i = 0; proxies[i] != NULL; i++)
    if (find (environment, proxies[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full): @list, as of NO_PROXY, with the hosts of this machine */
static char *
complete_exceptions (const char *list)
{
  g_auto (GStrv) hosts = g_strsplit (list != NULL ? list : "", ",", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) complete = NULL;

  for (guint i = 0; hosts[i] != NULL; i++)
    if (*g_strstrip (hosts[i]) != '\0')
      g_strv_builder_add (builder, hosts[i]);
  for (guint i = 0; own_hosts[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) hosts, own_hosts[i]))
      g_strv_builder_add (builder, own_hosts[i]);
  complete = g_strv_builder_end (builder);
  return g_strjoinv (",", complete);
}

static void
add_exceptions (CcpClientEnvironment *self, const char *const *environment)
{
  if (!has_proxy (environment))
    return;
  for (guint i = 0; exceptions[i] != NULL; i++)
    {
      g_autofree char *complete = complete_exceptions (find (environment, exceptions[i]));

      add (self, exceptions[i], complete);
    }
}

static gboolean
is_profile_header (const char *line)
{
  return g_ascii_strncasecmp (line, PROFILE_HEADER, strlen (PROFILE_HEADER)) == 0;
}

/* one header a line */
static void
add_profile (CcpClientEnvironment *self,
             const char *profile,
             const char *const *environment)
{
  const char *headers = find (environment, CUSTOM_HEADERS);
  g_auto (GStrv) lines = g_strsplit (headers != NULL ? headers : "", "\n", -1);
  g_autoptr (GString) complete = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0' && !is_profile_header (lines[i]))
      g_string_append_printf (complete, "%s\n", lines[i]);
  g_string_append_printf (complete, PROFILE_HEADER ": %s", profile);
  add (self, CUSTOM_HEADERS, complete->str);
}

CcpClientEnvironment *
ccp_client_environment_new (const CcpClientWishes *wishes, const char *const *environment)
{
  g_autoptr (CcpClientEnvironment) self = NULL;

  g_return_val_if_fail (wishes != NULL, NULL);
  g_return_val_if_fail (wishes->uri != NULL, NULL);
  g_return_val_if_fail (environment != NULL, NULL);

  self = create ();
  add_address (self, wishes->uri);
  add_credentials (self, wishes);
  add_detours (self, environment);
  add_exceptions (self, environment);
  if (wishes->profile != NULL)
    add_profile (self, wishes->profile, environment);
  for (guint i = 0; wishes->is_non_interactive && i < G_N_ELEMENTS (non_interactive); i++)
    add (self, non_interactive[i].name, non_interactive[i].value);
  return g_steal_pointer (&self);
}

CcpClientEnvironment *
ccp_client_environment_new_unset (void)
{
  CcpClientEnvironment *self = create ();

  add (self, BASE_URL, NULL);
  add (self, UNIX_SOCKET, NULL);
  add (self, AUTH_TOKEN, NULL);
  return self;
}

void
ccp_client_environment_free (CcpClientEnvironment *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_free (self);
}

guint
ccp_client_environment_get_length (const CcpClientEnvironment *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->names->len;
}

const char *
ccp_client_environment_get_name (const CcpClientEnvironment *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->names->len, NULL);

  return g_ptr_array_index (self->names, index);
}

const char *
ccp_client_environment_get_value (const CcpClientEnvironment *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->names->len, NULL);

  return g_ptr_array_index (self->values, index);
}

char **
ccp_client_environment_apply (const CcpClientEnvironment *self, char **environment)
{
  g_return_val_if_fail (self != NULL, environment);

  for (guint i = 0; i < self->names->len; i++)
    {
      const char *name = g_ptr_array_index (self->names, i);
      const char *value = g_ptr_array_index (self->values, i);

      environment = value != NULL ? g_environ_setenv (environment, name, value, TRUE)
                                  : g_environ_unsetenv (environment, name);
    }
  return environment;
}
