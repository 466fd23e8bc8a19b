/* ccp-client-environment.h: what must be in a program's environment for it to use the
 * proxy
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Names, each with a value or with none, which is then to be unset. */
typedef struct _CcpClientEnvironment CcpClientEnvironment;

typedef struct
{
  const char *uri;             /* as of ccp_client_address_normalize () */
  const char *key;             /* (nullable): one of client_keys */
  const char *profile;         /* (nullable): of the routing, for this program alone */
  gboolean keeps_credentials;  /* a provider is sent the client's own */
  gboolean is_for_program;     /* not for a shell, whose keys others may need */
  gboolean is_non_interactive; /* as in a pipeline that nobody looks at */
} CcpClientWishes;

/* @environment: as of g_get_environ (): what is there already */
CcpClientEnvironment *ccp_client_environment_new (const CcpClientWishes *wishes,
                                                  const char *const *environment);
/* all that any other could have set, to be unset */
CcpClientEnvironment *ccp_client_environment_new_unset (void);
void ccp_client_environment_free (CcpClientEnvironment *self);
guint ccp_client_environment_get_length (const CcpClientEnvironment *self);
const char *ccp_client_environment_get_name (const CcpClientEnvironment *self,
                                             guint index);
/* Returns: (nullable): NULL if it is to be unset */
const char *ccp_client_environment_get_value (const CcpClientEnvironment *self,
                                              guint index);
/* @environment: (transfer full): as of g_get_environ ()
 * Returns: (transfer full): the same with these */
char **ccp_client_environment_apply (const CcpClientEnvironment *self,
                                     char **environment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpClientEnvironment, ccp_client_environment_free)

G_END_DECLS
