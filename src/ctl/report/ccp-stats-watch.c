/* ccp-stats-watch.c: shows what exchanges took as long as somebody looks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-stats-watch"

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ccp-bus-json.h"
#include "ccp-stats-report.h"
#include "ccp-stats-watch.h"
#include "ccp-terminal-text.h"

#define CLEAR_TERMINAL "\033[H\033[2J"
#define CLEAR_TO_END "\033[J"

typedef struct
{
  CcpBusClient *client;
  const char *by;
  gboolean as_json;
  CcpTerminal terminal;
  GMainLoop *loop;
  guint redraw;       /* a source, 0 if there is none */
  guint n_rows;       /* that were drawn and stand above the cursor */
  gboolean is_erased; /* the size of the terminal has changed: lines are not what they
                         were */
  GError *error;      /* (nullable) */
} Watch;

static void
stop (Watch *self)
{
  g_main_loop_quit (self->loop);
}

/* Returns: how many rows a line takes: one that is too wide goes on in the next */
static guint
count_rows (const char *line, gsize length, guint columns)
{
  g_autoptr (GString) plain = g_string_sized_new (length);
  guint width = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (line[i] == '\033')
        i += strcspn (line + i, "m");
      else
        g_string_append_c (plain, line[i]);
    }
  width = ccp_terminal_text_measure (plain->str);
  return width == 0 ? 1 : (width + columns - 1) / columns;
}

/* A terminal cannot go back to rows that it has scrolled away: what has no place is left
 * out.
 * @n_rows: (out): how many there are */
static char *
cut_lines (const char *text, const CcpTerminal *terminal, guint *n_rows)
{
  const char *p = text;

  *n_rows = 0;
  while (*p != '\0')
    {
      gsize length = strcspn (p, "\n");
      guint rows = count_rows (p, length, terminal->columns);

      if (*n_rows + rows >= terminal->rows)
        break;
      *n_rows += rows;
      p += length + (p[length] == '\n' ? 1 : 0);
    }
  return g_strndup (text, (gsize) (p - text));
}

static void
draw (Watch *self, const char *text)
{
  guint n_rows = 0;
  g_autofree char *visible = cut_lines (text, &self->terminal, &n_rows);

  if (self->is_erased)
    fputs (CLEAR_TERMINAL, stdout);
  else if (self->n_rows > 0)
    printf ("\033[%uA\r" CLEAR_TO_END, self->n_rows);
  fputs (visible, stdout);
  fflush (stdout);
  self->is_erased = FALSE;
  self->n_rows = n_rows;
}

static void
print (Watch *self, const CcpStatsReport *report)
{
  gint64 now = g_get_real_time ();
  g_autoptr (CcpJsonWriter) writer = NULL;
  g_autofree char *text = NULL;

  if (self->as_json)
    {
      writer = ccp_json_writer_new ();
      ccp_stats_report_write (report, writer, now);
      ccp_bus_json_print (writer);
    }
  else if (self->terminal.is_terminal)
    {
      text = ccp_stats_report_format (report, &self->terminal, now);
      draw (self, text);
    }
  else
    {
      text = ccp_stats_report_format_line (report, now);
      puts (text);
      fflush (stdout);
    }
}

static gboolean
show (Watch *self)
{
  g_auto (CcpStatsReport) report = { NULL };

  if (!ccp_stats_report_read (&report, self->client, self->by, &self->error))
    {
      stop (self);
      return FALSE;
    }
  print (self, &report);
  if (!ferror (stdout))
    return TRUE;
  stop (self);
  return FALSE;
}

static gboolean
on_redraw (gpointer data)
{
  Watch *self = data;

  self->redraw = 0;
  show (self);
  return G_SOURCE_REMOVE;
}

/* What came while the counts were read is in them. */
static void
on_changed (CcpDBusStats *stats, GVariant *totals, gpointer data)
{
  Watch *self = data;

  if (self->redraw == 0)
    self->redraw = g_idle_add (on_redraw, self);
}

static gboolean
on_resized (gpointer data)
{
  Watch *self = data;

  ccp_terminal_measure (&self->terminal, STDOUT_FILENO);
  self->is_erased = TRUE;
  if (self->redraw == 0)
    self->redraw = g_idle_add (on_redraw, self);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_signal (gpointer data)
{
  stop (data);
  return G_SOURCE_CONTINUE;
}

static void
end (Watch *self)
{
  g_set_error_literal (&self->error,
                       G_IO_ERROR,
                       G_IO_ERROR_CLOSED,
                       _ ("ccproxyd has ended"));
  stop (self);
}

static void
on_owner (GDBusProxy *stats, GParamSpec *pspec, gpointer data)
{
  g_autofree char *owner = g_dbus_proxy_get_name_owner (stats);
  Watch *self = data;

  if (owner == NULL && self->error == NULL)
    end (self);
}

static void
on_closed (GDBusConnection *bus, gboolean by_peer, GError *error, gpointer data)
{
  Watch *self = data;

  if (self->error == NULL)
    end (self);
}

static void
run (Watch *self, CcpDBusStats *stats)
{
  GDBusConnection *bus = ccp_bus_client_get_connection (self->client);
  const gulong handlers[] = {
    g_signal_connect (stats, "changed", G_CALLBACK (on_changed), self),
    g_signal_connect (stats, "notify::g-name-owner", G_CALLBACK (on_owner), self),
  };
  gulong closed = g_signal_connect (bus, "closed", G_CALLBACK (on_closed), self);
  const guint sources[] = {
    g_unix_signal_add (SIGINT, on_signal, self),
    g_unix_signal_add (SIGTERM, on_signal, self),
    g_unix_signal_add (SIGHUP, on_signal, self),
    g_unix_signal_add (SIGWINCH, on_resized, self),
  };

  if (ccp_dbus_stats_call_subscribe_sync (stats, NULL, &self->error) && show (self))
    g_main_loop_run (self->loop);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_handler_disconnect (stats, handlers[i]);
  g_signal_handler_disconnect (bus, closed);
  g_clear_handle_id (&self->redraw, g_source_remove);
}

gboolean
ccp_stats_watch_run (CcpBusClient *client,
                     const char *by,
                     gboolean as_json,
                     GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Watch self = { .client = client, .by = by, .as_json = as_json, .loop = loop };
  CcpDBusStats *stats = NULL;

  g_return_val_if_fail (CCP_IS_BUS_CLIENT (client), FALSE);

  stats = ccp_bus_client_get_stats (client);
  ccp_terminal_init_output (&self.terminal);
  run (&self, stats);
  if (self.error != NULL)
    {
      g_propagate_error (error, self.error);
      return FALSE;
    }
  /* it would end with this connection as well */
  ccp_dbus_stats_call_unsubscribe_sync (stats, NULL, NULL);
  return TRUE;
}
