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
  CCP_EXIT_SOFTWARE = 70,    /* the plugins that come with it do not work */
  CCP_EXIT_CONFIG = 78,      /* the configuration, or a plugin that it names, is wrong */
} CcpExitStatus;
