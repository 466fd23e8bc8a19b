/* ccp-module-loader.h: loads plugins that are shared objects
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-plugin-loader.h"

G_BEGIN_DECLS

#define CCP_TYPE_MODULE_LOADER (ccp_module_loader_get_type ())

G_DECLARE_FINAL_TYPE (CcpModuleLoader, ccp_module_loader, CCP, MODULE_LOADER, GObject)

/* @helper: the program that tries a module that is new or has changed
 * @record: where the modules that have been tried are remembered
 * @timeout: milliseconds that a module has to load */
CcpModuleLoader *
ccp_module_loader_new (const char *helper, const char *record, guint timeout);
/* the helper of CCPROXY_LIBEXEC_PATH, or the one that is installed; the record in the
 * user's state folder; five seconds */
CcpModuleLoader *ccp_module_loader_new_default (const char *const *environment);

G_END_DECLS
