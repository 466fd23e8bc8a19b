/* ccp-client-setup.h: where the proxy is, and what it wants of its clients
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-secret.h"

G_BEGIN_DECLS

typedef struct _CcpClientSetup CcpClientSetup;

/* Asks the daemon first, and reads what else there is to know from its configuration,
 * which may be wrong by now. If it does not run, all is as the configuration says.
 * @path: (nullable): the configuration, whatever the daemon has; NULL for that of the
 *   daemon, or the user's
 * @environment: as of g_get_environ ()
 * Returns: NULL if the configuration is wrong and no daemon runs; the message is then
 *   what lint says */
CcpClientSetup *
ccp_client_setup_new (const char *path, const char *const *environment, GError **error);
void ccp_client_setup_free (CcpClientSetup *self);
/* (element-type utf8): where it listens, as the configuration or the bus says it */
GPtrArray *ccp_client_setup_get_addresses (CcpClientSetup *self);
/* Returns: (nullable): NULL where none is needed, or none is known here */
CcpSecret *ccp_client_setup_get_key (CcpClientSetup *self);
gboolean ccp_client_setup_needs_key (CcpClientSetup *self);
/* whether a provider is sent the client's own credentials */
gboolean ccp_client_setup_keeps_credentials (CcpClientSetup *self);
/* Sets an error that names those that there are, if @profile is none of them. */
gboolean ccp_client_setup_check_profile (CcpClientSetup *self,
                                         const char *profile,
                                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpClientSetup, ccp_client_setup_free)

G_END_DECLS
