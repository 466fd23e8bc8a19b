/* ccp-session-line.h: what a session of Claude Code runs on, and what it cost, in a line
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* what can be said of the daemon */
typedef enum
{
  CCP_SESSION_LINE_KNOWN,   /* it knows the session */
  CCP_SESSION_LINE_UNKNOWN, /* no request of the session has ended yet */
  CCP_SESSION_LINE_ABSENT,  /* it does not run */
  CCP_SESSION_LINE_SILENT,  /* there is no bus to ask it over, or it has not answered in
                               time */
} CcpSessionLineState;

/* @input: (nullable): what Claude Code gives to a status line
 * Returns: (nullable): the id of the session in it */
char *ccp_session_line_dup_session (CcpJson *input);
/* @stats: (nullable): of the method Session of org.ccproxy.CcProxy1.Stats, if it is known
 * Returns: without a line feed */
char *
ccp_session_line_format (CcpJson *input, CcpSessionLineState state, GVariant *stats);
/* Returns: the same for programs */
CcpJson *
ccp_session_line_to_json (CcpJson *input, CcpSessionLineState state, GVariant *stats);

G_END_DECLS
