/* ccp-top-session.c: top on the screen, from the first key to the last
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-top-session"

#include "ccp-top-session.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "ccp-dbus-names.h"
#include "ccp-top-feed.h"
#include "ccp-top-screen.h"
#include "ccp-top-view.h"
#include "ccp-units.h"

/* in milliseconds */
#define CALL_TIME_LIMIT 5000
/* how long the last line says what became of a key, in seconds */
#define MESSAGE_TIME 4

typedef struct
{
  GMainLoop *loop;
  CcpBusClient *client;
  GCancellable *over;
  CcpTopFeed *feed;
  CcpTopScreen *screen;
  CcpTopView view;
  char *doomed;  /* (nullable): the path of the exchange that "y" cancels */
  guint message; /* (nullable): the source that takes the message away */
} Session;

static void
draw (Session *session)
{
  g_autoptr (CcpTopPage) page = ccp_top_screen_create_page (session->screen);

  ccp_top_view_draw (&session->view,
                     ccp_top_feed_get_state (session->feed),
                     g_get_real_time (),
                     page);
  ccp_top_screen_show (session->screen, page);
}

static gboolean
on_message_over (gpointer data)
{
  Session *session = data;

  session->message = 0;
  ccp_top_view_tell (&session->view, FALSE, NULL);
  draw (session);
  return G_SOURCE_REMOVE;
}

/* a question is not taken away by time */
static void
tell (Session *session, gboolean is_bad, const char *message)
{
  g_clear_handle_id (&session->message, g_source_remove);
  ccp_top_view_tell (&session->view, is_bad, message);
  if (message != NULL && session->doomed == NULL)
    session->message = g_timeout_add_seconds (MESSAGE_TIME, on_message_over, session);
  draw (session);
}

static void
tell_error (Session *session, const GError *error)
{
  g_autofree char *text = ccp_bus_client_describe_error (error);

  tell (session, TRUE, text);
}

static void
on_called (GObject *object, GAsyncResult *result, gpointer data)
{
  Session *session = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    tell_error (session, error);
  ccp_top_feed_refresh (session->feed);
}

static void
call (Session *session, const char *path, const char *interface, const char *method)
{
  g_dbus_connection_call (ccp_bus_client_get_connection (session->client),
                          CCP_DBUS_NAME,
                          path,
                          interface,
                          method,
                          NULL,
                          NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          CALL_TIME_LIMIT,
                          session->over,
                          on_called,
                          session);
}

static void
ask_to_cancel (Session *session)
{
  const CcpTopExchange *exchange =
      ccp_top_view_get_exchange (&session->view, ccp_top_feed_get_state (session->feed));
  g_autofree char *age = NULL;
  g_autofree char *question = NULL;

  if (session->view.focus != CCP_TOP_FOCUS_EXCHANGES || exchange == NULL)
    {
      tell (session, FALSE, _ ("Select a request that is under way first."));
      return;
    }
  age = ccp_units_format_duration (g_get_real_time () - exchange->started_at);
  question =
      /* Translators: a model, and for how long; the key stays "y" */
      g_strdup_printf (_ ("Cancel the request to %s, under way for %s? y: yes"),
                       *exchange->model != '\0' ? exchange->model : exchange->asked,
                       age);
  g_free (session->doomed);
  session->doomed = g_strdup (exchange->path);
  tell (session, FALSE, question);
}

static void
answer (Session *session, gboolean is_yes)
{
  g_autofree char *doomed = g_steal_pointer (&session->doomed);

  if (is_yes)
    call (session, doomed, "org.ccproxy.CcProxy1.Exchange", "Cancel");
  tell (session, FALSE, NULL);
}

static void
pause_or_resume (Session *session)
{
  const CcpTopProvider *provider =
      ccp_top_view_get_provider (&session->view, ccp_top_feed_get_state (session->feed));

  if (session->view.focus != CCP_TOP_FOCUS_PROVIDERS || provider == NULL)
    {
      tell (session, FALSE, _ ("Select a provider first: Tab goes there."));
      return;
    }
  call (session,
        provider->path,
        "org.ccproxy.CcProxy1.Provider",
        g_str_equal (provider->state, "paused") ? "Resume" : "Pause");
}

static void
move (Session *session, int step)
{
  ccp_top_view_move (&session->view, ccp_top_feed_get_state (session->feed), step);
  draw (session);
}

static void
switch_focus (Session *session)
{
  session->view.focus = session->view.focus == CCP_TOP_FOCUS_EXCHANGES
                            ? CCP_TOP_FOCUS_PROVIDERS
                            : CCP_TOP_FOCUS_EXCHANGES;
  tell (session, FALSE, NULL);
}

static void
handle_key (Session *session, CcpTopKey key)
{
  if (session->doomed != NULL && key != CCP_TOP_KEY_REDRAW)
    {
      answer (session, key == CCP_TOP_KEY_YES);
      return;
    }
  switch (key)
    {
    case CCP_TOP_KEY_UP:
      move (session, -1);
      break;
    case CCP_TOP_KEY_DOWN:
      move (session, 1);
      break;
    case CCP_TOP_KEY_SWITCH:
      switch_focus (session);
      break;
    case CCP_TOP_KEY_CANCEL:
      ask_to_cancel (session);
      break;
    case CCP_TOP_KEY_PAUSE:
      pause_or_resume (session);
      break;
    case CCP_TOP_KEY_QUIT:
      g_main_loop_quit (session->loop);
      break;
    case CCP_TOP_KEY_REDRAW:
      ccp_top_screen_forget (session->screen);
      draw (session);
      break;
    case CCP_TOP_KEY_NONE:
    case CCP_TOP_KEY_YES:
    case CCP_TOP_KEY_OTHER:
      break;
    }
}

/* a terminal that is gone has no more to say */
static gboolean
on_input (int fd, GIOCondition condition, gpointer data)
{
  Session *session = data;
  CcpTopKey key = CCP_TOP_KEY_NONE;

  if ((condition & (G_IO_HUP | G_IO_ERR)) != 0)
    {
      g_main_loop_quit (session->loop);
      return G_SOURCE_CONTINUE;
    }
  while ((key = ccp_top_screen_read_key (session->screen)) != CCP_TOP_KEY_NONE)
    handle_key (session, key);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_end (gpointer data)
{
  Session *session = data;

  g_main_loop_quit (session->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_resize (gpointer data)
{
  Session *session = data;

  ccp_top_screen_resize (session->screen);
  draw (session);
  return G_SOURCE_CONTINUE;
}

static void
on_changed (CcpTopFeed *feed, gpointer data)
{
  Session *session = data;

  if (session->view.is_bad && session->message == 0)
    ccp_top_view_tell (&session->view, FALSE, NULL);
  draw (session);
}

/* the daemon may be started again: the message stays until it answers */
static void
on_failed (CcpTopFeed *feed, const GError *error, gpointer data)
{
  Session *session = data;
  g_autofree char *text = ccp_bus_client_describe_error (error);

  g_clear_handle_id (&session->message, g_source_remove);
  g_clear_pointer (&session->doomed, g_free);
  ccp_top_view_tell (&session->view, TRUE, text);
  draw (session);
}

static void
run (Session *session)
{
  guint sources[] = {
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_input, session),
    g_unix_signal_add (SIGINT, on_end, session),
    g_unix_signal_add (SIGTERM, on_end, session),
    g_unix_signal_add (SIGHUP, on_end, session),
    g_unix_signal_add (SIGWINCH, on_resize, session),
  };

  g_signal_connect (session->feed, "changed", G_CALLBACK (on_changed), session);
  g_signal_connect (session->feed, "failed", G_CALLBACK (on_failed), session);
  ccp_top_feed_refresh (session->feed);
  draw (session);
  g_main_loop_run (session->loop);
  g_signal_handlers_disconnect_by_data (session->feed, session);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
}

gboolean
ccp_top_session_run (CcpBusClient *client, gboolean has_colours, GError **error)
{
  Session session = { NULL };

  g_return_val_if_fail (CCP_IS_BUS_CLIENT (client), FALSE);

  session.screen = ccp_top_screen_new (has_colours, error);
  if (session.screen == NULL)
    return FALSE;
  session.client = client;
  session.loop = g_main_loop_new (NULL, FALSE);
  session.over = g_cancellable_new ();
  session.feed = ccp_top_feed_new (client);
  run (&session);
  g_cancellable_cancel (session.over);
  g_clear_handle_id (&session.message, g_source_remove);
  g_clear_pointer (&session.doomed, g_free);
  ccp_top_view_clear (&session.view);
  ccp_top_screen_free (session.screen);
  g_object_unref (session.feed);
  g_object_unref (session.over);
  g_main_loop_unref (session.loop);
  return TRUE;
}
