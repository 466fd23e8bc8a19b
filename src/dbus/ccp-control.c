/* ccp-control.c: the daemon as the bus sees it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-control"

#include "ccp-control.h"

G_DEFINE_INTERFACE (CcpControl, ccp_control, G_TYPE_OBJECT)

static void
ccp_control_default_init (CcpControlInterface *iface)
{
}

CcpPipeline *
ccp_control_get_pipeline (CcpControl *self)
{
  g_return_val_if_fail (CCP_IS_CONTROL (self), NULL);

  return CCP_CONTROL_GET_IFACE (self)->get_pipeline (self);
}

char **
ccp_control_get_uris (CcpControl *self)
{
  g_return_val_if_fail (CCP_IS_CONTROL (self), NULL);

  return CCP_CONTROL_GET_IFACE (self)->get_uris (self);
}

const char *
ccp_control_get_config_path (CcpControl *self)
{
  g_return_val_if_fail (CCP_IS_CONTROL (self), NULL);

  return CCP_CONTROL_GET_IFACE (self)->get_config_path (self);
}

CcpDiagnostics *
ccp_control_get_diagnostics (CcpControl *self)
{
  g_return_val_if_fail (CCP_IS_CONTROL (self), NULL);

  return CCP_CONTROL_GET_IFACE (self)->get_diagnostics (self);
}

gint64
ccp_control_get_loaded_at (CcpControl *self)
{
  g_return_val_if_fail (CCP_IS_CONTROL (self), 0);

  return CCP_CONTROL_GET_IFACE (self)->get_loaded_at (self);
}

CcpDiagnostics *
ccp_control_lint (CcpControl *self, const char *path)
{
  g_return_val_if_fail (CCP_IS_CONTROL (self), NULL);

  return CCP_CONTROL_GET_IFACE (self)->lint (self, path);
}
