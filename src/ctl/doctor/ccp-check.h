/* ccp-check.h: what the doctor looks at, one file each
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-checkup.h"

G_BEGIN_DECLS

/* whether Claude Code is told to use the proxy, and by nothing else not to */
void ccp_check_claude_run (CcpCheckup *checkup);
/* whether the clock is right */
void ccp_check_clock_run (CcpCheckup *checkup);
/* whether the configuration is good, and the daemon uses it */
void ccp_check_config_run (CcpCheckup *checkup);
/* whether the daemon runs */
void ccp_check_daemon_run (CcpCheckup *checkup);
/* whether others can read what the daemon writes */
void ccp_check_files_run (CcpCheckup *checkup);
/* whether there are keys for the providers */
void ccp_check_keys_run (CcpCheckup *checkup);
/* whether the proxy listens, and not another program in its place */
void ccp_check_listen_run (CcpCheckup *checkup);
/* which model servers on this machine the configuration has not */
void ccp_check_local_servers_run (CcpCheckup *checkup);
/* whether the providers answer */
void ccp_check_providers_run (CcpCheckup *checkup);
/* whether plugins can be shut in */
void ccp_check_sandbox_run (CcpCheckup *checkup);
/* whether systemd starts the daemon */
void ccp_check_unit_run (CcpCheckup *checkup);

G_END_DECLS
