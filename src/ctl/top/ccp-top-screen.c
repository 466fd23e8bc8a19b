/* ccp-top-screen.c: the whole terminal, and its keys
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-top-screen"

#include "ccp-top-screen.h"

#include <curses.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

#include "ccp.h"

/* how long a key that begins with Escape may take, in milliseconds: ssh splits them */
#define ESCAPE_DELAY 100

struct _CcpTopScreen
{
  SCREEN *screen;
  gboolean has_colours;
};

static const struct
{
  CcpTerminalStyle style;
  short colour; /* of the terminal's own eight; -1 for the usual one */
  attr_t attributes;
} styles[] = {
  { CCP_TERMINAL_STYLE_PLAIN, -1, A_NORMAL },
  { CCP_TERMINAL_STYLE_HEADING, -1, A_BOLD },
  { CCP_TERMINAL_STYLE_FAINT, -1, A_DIM },
  { CCP_TERMINAL_STYLE_GOOD, COLOR_GREEN, A_NORMAL },
  { CCP_TERMINAL_STYLE_WARNING, COLOR_YELLOW, A_NORMAL },
  { CCP_TERMINAL_STYLE_BAD, COLOR_RED, A_BOLD },
};

static const struct
{
  int code;
  CcpTopKey key;
} keys[] = {
  { ERR, CCP_TOP_KEY_NONE },        { KEY_UP, CCP_TOP_KEY_UP },
  { 'k', CCP_TOP_KEY_UP },          { KEY_DOWN, CCP_TOP_KEY_DOWN },
  { 'j', CCP_TOP_KEY_DOWN },        { '\t', CCP_TOP_KEY_SWITCH },
  { KEY_BTAB, CCP_TOP_KEY_SWITCH }, { 'c', CCP_TOP_KEY_CANCEL },
  { 'p', CCP_TOP_KEY_PAUSE },       { 'y', CCP_TOP_KEY_YES },
  { 'q', CCP_TOP_KEY_QUIT },        { '\033', CCP_TOP_KEY_QUIT },
  { '\014', CCP_TOP_KEY_REDRAW }, /* Ctrl-L */
};

static void
prepare (CcpTopScreen *self)
{
  cbreak ();
  noecho ();
  nonl ();
  keypad (stdscr, TRUE);
  nodelay (stdscr, TRUE);
  set_escdelay (ESCAPE_DELAY);
  curs_set (0);
  if (!self->has_colours || !has_colors ())
    {
      self->has_colours = FALSE;
      return;
    }
  start_color ();
  use_default_colors ();
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    init_pair ((short) (i + 1), styles[i].colour, -1);
}

static attr_t
find_attributes (const CcpTopScreen *self, CcpTerminalStyle style)
{
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (styles[i].style == style)
      return styles[i].attributes | (self->has_colours ? COLOR_PAIR (i + 1) : 0);
  return A_NORMAL;
}

/* newterm () alone forgets memory where it fails */
static SCREEN *
open_terminal (void)
{
  gboolean is_screen = FALSE;
  int result = 0;

  if (!isatty (STDIN_FILENO) || !isatty (STDOUT_FILENO) ||
      setupterm (NULL, STDOUT_FILENO, &result) != OK)
    return NULL;
  is_screen = cursor_address != NULL;
  del_curterm (cur_term);
  return is_screen ? newterm (NULL, stdout, stdin) : NULL;
}

/* Where the terminal has one screen alone, what was shown stays, and the shell goes on in
 * the last row. */
static void
clear_last_row (void)
{
  if (exit_ca_mode != NULL)
    return;
  attrset (A_NORMAL);
  move (LINES - 1, 0);
  clrtoeol ();
  refresh ();
}

CcpTopScreen *
ccp_top_screen_new (gboolean has_colours, GError **error)
{
  CcpTopScreen *self = NULL;
  SCREEN *screen = open_terminal ();
  const char *terminal = g_getenv ("TERM");

  if (screen == NULL)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_UNAVAILABLE,
                   _ ("this needs a terminal that can be written on anywhere, and TERM "
                      "is \"%s\"; ccproxy stats --watch needs none"),
                   terminal != NULL ? terminal : "");
      return NULL;
    }
  self = g_new0 (CcpTopScreen, 1);
  self->screen = screen;
  self->has_colours = has_colours;
  prepare (self);
  return self;
}

void
ccp_top_screen_free (CcpTopScreen *self)
{
  g_return_if_fail (self != NULL);

  clear_last_row ();
  endwin ();
  delscreen (self->screen);
  g_free (self);
}

void
ccp_top_screen_resize (CcpTopScreen *self)
{
  struct winsize size = { 0 };

  g_return_if_fail (self != NULL);

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
    resizeterm (size.ws_row, size.ws_col);
}

void
ccp_top_screen_forget (CcpTopScreen *self)
{
  g_return_if_fail (self != NULL);

  clearok (curscr, TRUE);
}

CcpTopPage *
ccp_top_screen_create_page (CcpTopScreen *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return ccp_top_page_new ((guint) MAX (COLS, 0), (guint) MAX (LINES, 0));
}

void
ccp_top_screen_show (CcpTopScreen *self, const CcpTopPage *page)
{
  GPtrArray *texts = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (page != NULL);

  erase ();
  texts = ccp_top_page_get_texts (page);
  for (guint i = 0; i < texts->len; i++)
    {
      const CcpTopText *text = g_ptr_array_index (texts, i);

      attrset ((int) find_attributes (self, text->style));
      mvaddstr ((int) text->row, (int) text->column, text->text);
    }
  for (int row = 0; row < LINES; row++)
    if (ccp_top_page_is_selected (page, (guint) row))
      mvchgat (row, 0, -1, A_REVERSE, 0, NULL);
  refresh ();
}

CcpTopKey
ccp_top_screen_read_key (CcpTopScreen *self)
{
  int code = 0;

  g_return_val_if_fail (self != NULL, CCP_TOP_KEY_NONE);

  code = getch ();
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].code == code)
      return keys[i].key;
  return CCP_TOP_KEY_OTHER;
}
