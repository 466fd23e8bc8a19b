/* ccp-registrar.h: what a plugin tells the host that it has
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

#define CCP_TYPE_REGISTRAR (ccp_registrar_get_type ())

CCP_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (CcpRegistrar, ccp_registrar, CCP, REGISTRAR, GObject)

/**
 * CcpPluginRegisterFunc:
 * @registrar: where to register
 *
 * The type of the function `ccp_plugin_register` that a plugin module exports.
 */
typedef void (*CcpPluginRegisterFunc) (CcpRegistrar *registrar);

CCP_AVAILABLE_IN_1_0
void ccp_registrar_add (CcpRegistrar *self,
                        GType iface,
                        const char *name,
                        GType implementation);

G_END_DECLS
