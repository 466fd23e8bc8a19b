/* ccp-exit-code.h: what the exit status of a verb says
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <sysexits.h>

/* What programs may rely on: docs/command-line.md. Beside 0 and 1 they are those of
 * sysexits.h, as service managers know them. */
typedef enum
{
  CCP_EXIT_CODE_OK = 0,
  CCP_EXIT_CODE_NO = 1, /* what was asked is not so, or was refused */
  CCP_EXIT_CODE_USAGE = EX_USAGE,
  CCP_EXIT_CODE_NO_INPUT = EX_NOINPUT,
  CCP_EXIT_CODE_UNAVAILABLE = EX_UNAVAILABLE, /* the daemon does not run or answer */
  CCP_EXIT_CODE_CONFIG = EX_CONFIG,
} CcpExitCode;
