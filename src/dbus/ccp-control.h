/* ccp-control.h: the daemon as the bus sees it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-diagnostics.h"
#include "ccp-pipeline.h"

G_BEGIN_DECLS

#define CCP_TYPE_CONTROL (ccp_control_get_type ())

/* What src/dbus asks of whoever has put the daemon together. Its signals are
 * "reloaded" (gboolean ok, CcpDiagnostics, nullable): the configuration was read again,
 * and "draining": the daemon begins to end. */
G_DECLARE_INTERFACE (CcpControl, ccp_control, CCP, CONTROL, GObject)

struct _CcpControlInterface
{
  GTypeInterface parent_iface;

  CcpPipeline *(*get_pipeline) (CcpControl *self);
  char **(*get_uris) (CcpControl *self);
  const char *(*get_config_path) (CcpControl *self);
  CcpDiagnostics *(*get_diagnostics) (CcpControl *self);
  gint64 (*get_loaded_at) (CcpControl *self);
  CcpDiagnostics *(*lint) (CcpControl *self, const char *path);
  gboolean (*reload) (CcpControl *self, CcpDiagnostics **diagnostics, GError **error);
  void (*drain) (CcpControl *self);
  void (*quit) (CcpControl *self);
  gboolean (*get_draining) (CcpControl *self);
};

CcpPipeline *ccp_control_get_pipeline (CcpControl *self);
/* Returns: (transfer full): where clients connect */
char **ccp_control_get_uris (CcpControl *self);
/* Returns: (nullable): NULL for the configuration that is built in */
const char *ccp_control_get_config_path (CcpControl *self);
/* what was wrong with the file when it was last read */
CcpDiagnostics *ccp_control_get_diagnostics (CcpControl *self);
/* when the configuration in use was read: microseconds since 1970 */
gint64 ccp_control_get_loaded_at (CcpControl *self);
/* @path: (nullable): NULL for the file that is in use
 * Returns: (transfer full): what is wrong with it */
CcpDiagnostics *ccp_control_lint (CcpControl *self, const char *path);
/* @diagnostics: (out) (transfer full): what is wrong with the file; NULL if it was not
 * read
 * Returns: whether the file is in use now; if not, all is as before */
gboolean
ccp_control_reload (CcpControl *self, CcpDiagnostics **diagnostics, GError **error);
/* lets what is under way end, and then the daemon */
void ccp_control_drain (CcpControl *self);
/* ends the daemon */
void ccp_control_quit (CcpControl *self);
/* Returns: whether the daemon ends */
gboolean ccp_control_get_draining (CcpControl *self);

G_END_DECLS
