/* ccp-module.h: a shared object that is a plugin
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* Opens the file, checks its ABI number before anything in it is called, and has it
 * register. It stays in the process for good, also if this fails. */
gboolean ccp_module_register (const char *path,
                              const char *plugin,
                              CcpRegistrar *registrar,
                              GError **error);
/* Returns: (element-type utf8): the names of the types that were registered */
GPtrArray *ccp_module_list_types (CcpRegistrar *registrar);

G_END_DECLS
