/* ccp-registrar-private.h: how the host reads what a plugin has registered
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-registrar.h"

G_BEGIN_DECLS

CCP_HOST_API
CcpRegistrar *ccp_registrar_new (const char *plugin);
CCP_HOST_API
GType ccp_registrar_lookup (CcpRegistrar *self, GType iface, const char *name);
CCP_HOST_API
guint ccp_registrar_get_length (CcpRegistrar *self);
CCP_HOST_API
const char *ccp_registrar_get_name (CcpRegistrar *self, guint index);
CCP_HOST_API
GType ccp_registrar_get_interface (CcpRegistrar *self, guint index);
CCP_HOST_API
const GError *ccp_registrar_get_error (CcpRegistrar *self);

G_END_DECLS
