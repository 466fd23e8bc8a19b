/* ccp-exit-status.h: how ccproxyd ends, for scripts and service managers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

/* the numbers of sysexits.h, which service managers know */
typedef enum
{
  CCP_EXIT_OK = 0,
  CCP_EXIT_USAGE = 64,       /* the command line is wrong */
  CCP_EXIT_UNAVAILABLE = 69, /* an address cannot be listened on */
  CCP_EXIT_SOFTWARE = 70,    /* a plugin that is needed cannot be loaded */
  CCP_EXIT_CONFIG = 78,      /* the configuration is wrong */
} CcpExitStatus;
