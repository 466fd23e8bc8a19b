/* ccp-terminal.c: what the output goes to, and what may be done there
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-terminal"

#include "ccp-terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

/* if the terminal does not say */
#define COLUMNS 80
#define ROWS 24

static const char *const styles[] = {
  [CCP_TERMINAL_STYLE_PLAIN] = "",           [CCP_TERMINAL_STYLE_HEADING] = "\033[1m",
  [CCP_TERMINAL_STYLE_FAINT] = "\033[2m",    [CCP_TERMINAL_STYLE_GOOD] = "\033[32m",
  [CCP_TERMINAL_STYLE_WARNING] = "\033[33m", [CCP_TERMINAL_STYLE_BAD] = "\033[31m",
};

static gboolean
may_colour (const char *const *environment)
{
  const char *refused = g_environ_getenv ((char **) environment, "NO_COLOR");
  const char *kind = g_environ_getenv ((char **) environment, "TERM");

  return (refused == NULL || *refused == '\0') && kind != NULL && *kind != '\0' &&
         !g_str_equal (kind, "dumb");
}

void
ccp_terminal_init (CcpTerminal *self, int fd, const char *const *environment)
{
  g_return_if_fail (self != NULL);

  self->is_terminal = isatty (fd);
  self->has_colours = self->is_terminal && may_colour (environment);
  ccp_terminal_measure (self, fd);
}

void
ccp_terminal_init_output (CcpTerminal *self)
{
  g_auto (GStrv) environment = g_get_environ ();

  ccp_terminal_init (self, STDOUT_FILENO, (const char *const *) environment);
}

void
ccp_terminal_measure (CcpTerminal *self, int fd)
{
  struct winsize size = { 0 };

  g_return_if_fail (self != NULL);

  self->columns = self->is_terminal ? COLUMNS : G_MAXUINT;
  self->rows = self->is_terminal ? ROWS : G_MAXUINT;
  if (!self->is_terminal || ioctl (fd, TIOCGWINSZ, &size) != 0)
    return;
  if (size.ws_col > 0)
    self->columns = size.ws_col;
  if (size.ws_row > 0)
    self->rows = size.ws_row;
}

const char *
ccp_terminal_begin (const CcpTerminal *self, CcpTerminalStyle style)
{
  g_return_val_if_fail (self != NULL, "");
  g_return_val_if_fail ((guint) style < G_N_ELEMENTS (styles), "");

  return self->has_colours ? styles[style] : "";
}

const char *
ccp_terminal_end (const CcpTerminal *self, CcpTerminalStyle style)
{
  g_return_val_if_fail (self != NULL, "");

  return self->has_colours && style != CCP_TERMINAL_STYLE_PLAIN ? "\033[0m" : "";
}
