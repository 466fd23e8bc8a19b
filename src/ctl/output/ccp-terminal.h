/* ccp-terminal.h: what the output goes to, and what may be done there
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CCP_TERMINAL_STYLE_PLAIN,
  CCP_TERMINAL_STYLE_HEADING,
  CCP_TERMINAL_STYLE_FAINT,
  CCP_TERMINAL_STYLE_GOOD,
  CCP_TERMINAL_STYLE_WARNING,
  CCP_TERMINAL_STYLE_BAD,
} CcpTerminalStyle;

typedef struct
{
  gboolean is_terminal;
  gboolean has_colours; /* it is one, and neither NO_COLOR nor TERM=dumb is set */
  guint columns;        /* G_MAXUINT if it is none */
  guint rows;           /* G_MAXUINT if it is none */
} CcpTerminal;

void ccp_terminal_init (CcpTerminal *self, int fd, const char *const *environment);
/* the same for standard output */
void ccp_terminal_init_output (CcpTerminal *self);
/* its size may have changed */
void ccp_terminal_measure (CcpTerminal *self, int fd);
/* Returns: what begins @style, empty if there are no colours */
const char *ccp_terminal_begin (const CcpTerminal *self, CcpTerminalStyle style);
/* Returns: what ends it */
const char *ccp_terminal_end (const CcpTerminal *self, CcpTerminalStyle style);

G_END_DECLS
