/* ccp-setup.h: the configuration that is to be used, with its plugins, read and checked
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-plugin-registry.h"

G_BEGIN_DECLS

#define CCP_TYPE_SETUP (ccp_setup_get_type ())

/* What the daemon and the command line both begin with. */
G_DECLARE_FINAL_TYPE (CcpSetup, ccp_setup, CCP, SETUP, GObject)

/* @path: (nullable): the file; else the user's, else the embedded configuration
 * @environment: as of g_get_environ () */
CcpSetup *ccp_setup_new (const char *path, const char *const *environment);
/* The same for who has others to serve: what is no regular file is not opened, for that
 * may wait for whoever writes to it. */
CcpSetup *ccp_setup_new_at_once (const char *path, const char *const *environment);
/* As ccp_setup_new () for who asks no provider: that the variable of a key is not set is
 * only worth a warning. */
CcpSetup *ccp_setup_new_without_keys (const char *path, const char *const *environment);
/* as ccp_setup_new () for a text
 * @name: what it is called in diagnostics */
CcpSetup *
ccp_setup_new_from_bytes (const char *name, GBytes *yaml, const char *const *environment);
/* looks for what works, but hardly as it is meant
 * @environment: as before */
void ccp_setup_lint (CcpSetup *self, const char *const *environment);
/* where the user's configuration is, or would be */
char *ccp_setup_dup_user_path (void);
const char *ccp_setup_get_path (CcpSetup *self); /* (nullable): embedded */
CcpDiagnostics *ccp_setup_get_diagnostics (CcpSetup *self);
CcpConfig *ccp_setup_get_config (CcpSetup *self); /* (nullable): it has errors */
CcpPluginRegistry *ccp_setup_get_registry (CcpSetup *self);
/* "FILE: no errors, 2 warnings" */
char *ccp_setup_summarize (CcpSetup *self);
/* a line for each provider with the dialect that it speaks, if there are no errors */
char *ccp_setup_report_dialects (CcpSetup *self);
/* a line for each diagnostic, and for each provider the dialect that it speaks */
char *ccp_setup_report (CcpSetup *self);

G_END_DECLS
