/* ccp-routing-profile.h: the settings of routing with another profile
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* @routing: the settings of a router, which can have "profiles"
 * @profile: the name of one of them
 *
 * Returns: (transfer full): the same settings with @profile as the one that is used; NULL
 * with an error that names all there are */
CcpJson *
ccp_routing_profile_select (CcpJson *routing, const char *profile, GError **error);
/* Returns: (transfer full): the same settings without a profile that is used */
CcpJson *ccp_routing_profile_clear (CcpJson *routing);
/* Returns: (transfer full) (nullable): the one that is used */
char *ccp_routing_profile_dup_current (CcpJson *routing);
/* Returns: (transfer full) */
char **ccp_routing_profile_dup_names (CcpJson *routing);
/* Returns: what the one that is used has; a value that does not exist if none is */
CcpJsonValue ccp_routing_profile_get_sheet (CcpJson *routing);

G_END_DECLS
