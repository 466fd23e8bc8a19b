/* ccp-provider-choice.h: the providers that a command line names
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-dbus-types.h"

G_BEGIN_DECLS

/* @providers: (element-type CcpDBusProvider)
 * @names: (nullable): NULL for all
 * Returns: (element-type CcpDBusProvider) (nullable): NULL with CCP_ERROR_NOT_FOUND if
 * there is none of a name */
GPtrArray *
ccp_provider_choice_find (GPtrArray *providers, const char *const *names, GError **error);

G_END_DECLS
