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
  g_signal_new ("reloaded",
                CCP_TYPE_CONTROL,
                G_SIGNAL_RUN_LAST,
                0,
                NULL,
                NULL,
                NULL,
                G_TYPE_NONE,
                2,
                G_TYPE_BOOLEAN,
                CCP_TYPE_DIAGNOSTICS);
  g_signal_new ("draining",
                CCP_TYPE_CONTROL,
                G_SIGNAL_RUN_LAST,
                0,
                NULL,
                NULL,
                NULL,
                G_TYPE_NONE,
                0);
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

gboolean
ccp_control_reload (CcpControl *self, CcpDiagnostics **diagnostics, GError **error)
{
  g_return_val_if_fail (CCP_IS_CONTROL (self), FALSE);
  g_return_val_if_fail (diagnostics != NULL, FALSE);

  return CCP_CONTROL_GET_IFACE (self)->reload (self, diagnostics, error);
}

void
ccp_control_drain (CcpControl *self)
{
  g_return_if_fail (CCP_IS_CONTROL (self));

  CCP_CONTROL_GET_IFACE (self)->drain (self);
}

void
ccp_control_quit (CcpControl *self)
{
  g_return_if_fail (CCP_IS_CONTROL (self));

  CCP_CONTROL_GET_IFACE (self)->quit (self);
}

gboolean
ccp_control_get_draining (CcpControl *self)
{
  g_return_val_if_fail (CCP_IS_CONTROL (self), FALSE);

  return CCP_CONTROL_GET_IFACE (self)->get_draining (self);
}
