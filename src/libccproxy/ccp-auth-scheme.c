/* ccp-auth-scheme.c: where a provider wants its key
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-auth-scheme"

#include "ccp-auth-scheme.h"

#include <string.h>

#include "ccp-error.h"
#include "ccp-json-value.h"

#define BEARER_HEADER "authorization"
#define BEARER_PREFIX "Bearer "

/**
 * CcpAuthScheme:
 *
 * Which header of a request holds the provider's key, and how. It never holds the key:
 * the host adds that when it sends the request. Immutable.
 *
 * A configuration names it with the option `auth`, which means the same for all dialects:
 * `auto` for what the dialect finds right, `bearer` for `Authorization: Bearer KEY`,
 * `none`, or the name of a header that holds the key alone, such as `x-api-key`.
 */
struct _CcpAuthScheme
{
  gatomicrefcount references;

  char *header; /* (nullable): none is sent */
  gboolean bearer;
};

G_DEFINE_BOXED_TYPE (CcpAuthScheme,
                     ccp_auth_scheme,
                     ccp_auth_scheme_ref,
                     ccp_auth_scheme_unref)

/* RFC 9110, 5.6.2 */
static gboolean
is_header_name (const char *text)
{
  if (*text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && strchr ("!#$%&'*+-.^_`|~", *text) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_bearer (const char *scheme)
{
  return g_ascii_strcasecmp (scheme, "bearer") == 0 ||
         g_ascii_strcasecmp (scheme, BEARER_HEADER) == 0;
}

/**
 * ccp_auth_scheme_new:
 * @scheme: `bearer`, `none` or the name of a header; `authorization` means `bearer`
 * @error: return location for an error
 *
 * Creates a scheme.
 *
 * Returns: (transfer full): the scheme, or %NULL with `CCP_ERROR_CONFIG` if @scheme
 * cannot be the name of a header
 */
CcpAuthScheme *
ccp_auth_scheme_new (const char *scheme, GError **error)
{
  CcpAuthScheme *self = NULL;

  g_return_val_if_fail (scheme != NULL, NULL);

  if (!is_header_name (scheme))
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "options.auth: expected auto, bearer, none or the name of a header, "
                   "got \"%s\"",
                   scheme);
      return NULL;
    }
  self = g_new0 (CcpAuthScheme, 1);
  g_atomic_ref_count_init (&self->references);
  self->bearer = is_bearer (scheme);
  if (self->bearer)
    self->header = g_strdup (BEARER_HEADER);
  else if (g_ascii_strcasecmp (scheme, "none") != 0)
    self->header = g_ascii_strdown (scheme, -1);
  return self;
}

/**
 * ccp_auth_scheme_new_from_settings:
 * @settings: what a provider's `configure` is given
 * @fallback: what `auto` and a missing option mean: `bearer`, `none` or a header's name
 * @error: return location for an error
 *
 * Creates the scheme that the option `auth` of a provider names.
 *
 * Returns: (transfer full): the scheme, or %NULL with `CCP_ERROR_CONFIG` if the option
 * cannot be the name of a header
 */
CcpAuthScheme *
ccp_auth_scheme_new_from_settings (CcpJson *settings,
                                   const char *fallback,
                                   GError **error)
{
  CcpJsonValue value;
  g_autofree char *scheme = NULL;

  g_return_val_if_fail (settings != NULL, NULL);
  g_return_val_if_fail (fallback != NULL, NULL);

  ccp_json_get_root (settings, &value);
  value = ccp_json_value_member (&value, "options");
  value = ccp_json_value_member (&value, "auth");
  scheme = ccp_json_value_dup_string (&value, NULL);
  if (scheme == NULL || g_ascii_strcasecmp (scheme, "auto") == 0)
    return ccp_auth_scheme_new (fallback, error);
  return ccp_auth_scheme_new (scheme, error);
}

/**
 * ccp_auth_scheme_ref:
 * @self: a scheme
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpAuthScheme *
ccp_auth_scheme_ref (CcpAuthScheme *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_auth_scheme_unref:
 * @self: (transfer full): a scheme
 *
 * Gives a reference up.
 */
void
ccp_auth_scheme_unref (CcpAuthScheme *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->header, g_free);
  g_free (self);
}

/**
 * ccp_auth_scheme_apply:
 * @self: a scheme
 * @request: a request to the provider
 *
 * Says in @request where the host is to put the key.
 */
void
ccp_auth_scheme_apply (CcpAuthScheme *self, CcpUpstreamRequest *request)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (CCP_IS_UPSTREAM_REQUEST (request));

  ccp_upstream_request_set_key_header (request,
                                       self->header,
                                       self->bearer ? BEARER_PREFIX : NULL);
}
