/* ccp-service-manager.c: what the daemon tells the program that started it, and takes
 * from it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-service-manager"

#include "ccp-service-manager.h"

#include "config.h"

#ifdef HAVE_LIBSYSTEMD
#include <systemd/sd-daemon.h>
#endif

#include "ccp.h"

struct _CcpServiceManager
{
  GObject parent_instance;

  guint watchdog;
};

G_DEFINE_FINAL_TYPE (CcpServiceManager, ccp_service_manager, G_TYPE_OBJECT)

static void
notify (const char *state)
{
#ifdef HAVE_LIBSYSTEMD
  int result = sd_notify (0, state);

  if (result < 0)
    g_debug ("the service manager was not told: %s", g_strerror (-result));
#endif
}

static int
count_sockets (void)
{
#ifdef HAVE_LIBSYSTEMD
  return sd_listen_fds (TRUE);
#else
  return 0;
#endif
}

static int
get_first_socket (void)
{
#ifdef HAVE_LIBSYSTEMD
  return SD_LISTEN_FDS_START;
#else
  return 0;
#endif
}

/* Returns: microseconds within which the manager must hear of the daemon, 0 for never */
static guint64
get_watchdog_interval (void)
{
  guint64 interval = 0;

#ifdef HAVE_LIBSYSTEMD
  if (sd_watchdog_enabled (FALSE, &interval) <= 0)
    return 0;
#endif
  return interval;
}

static gboolean
on_watchdog (gpointer data)
{
  notify ("WATCHDOG=1");
  return G_SOURCE_CONTINUE;
}

/* one line: a line break begins another statement of the protocol */
static char *
flatten (const char *status)
{
  return g_strdelimit (g_strdup (status), "\r\n", ' ');
}

static void
ccp_service_manager_finalize (GObject *object)
{
  CcpServiceManager *self = CCP_SERVICE_MANAGER (object);

  g_clear_handle_id (&self->watchdog, g_source_remove);

  G_OBJECT_CLASS (ccp_service_manager_parent_class)->finalize (object);
}

static void
ccp_service_manager_class_init (CcpServiceManagerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_service_manager_finalize;
}

/* Twice in the interval, as sd_watchdog_enabled (3) asks for. */
static void
ccp_service_manager_init (CcpServiceManager *self)
{
  guint64 interval = get_watchdog_interval ();

  if (interval > 0)
    self->watchdog =
        g_timeout_add ((guint) CLAMP (interval / 2000, 1, G_MAXUINT), on_watchdog, NULL);
}

CcpServiceManager *
ccp_service_manager_new (void)
{
  return g_object_new (CCP_TYPE_SERVICE_MANAGER, NULL);
}

GPtrArray *
ccp_service_manager_take_sockets (CcpServiceManager *self, GError **error)
{
  g_autoptr (GPtrArray) sockets = NULL;
  int n_sockets = 0;

  g_return_val_if_fail (CCP_IS_SERVICE_MANAGER (self), NULL);

  sockets = g_ptr_array_new_with_free_func (g_object_unref);
  n_sockets = count_sockets ();
  if (n_sockets < 0)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_UNAVAILABLE,
                   "the sockets of the service manager cannot be taken: %s",
                   g_strerror (-n_sockets));
      return NULL;
    }
  for (int i = 0; i < n_sockets; i++)
    {
      GSocket *socket = g_socket_new_from_fd (get_first_socket () + i, error);

      if (socket == NULL)
        {
          g_prefix_error (error, "socket %d of the service manager: ", i);
          return NULL;
        }
      g_ptr_array_add (sockets, socket);
    }
  return g_steal_pointer (&sockets);
}

void
ccp_service_manager_set_status (CcpServiceManager *self, const char *status)
{
  g_autofree char *line = NULL;
  g_autofree char *state = NULL;

  g_return_if_fail (CCP_IS_SERVICE_MANAGER (self));
  g_return_if_fail (status != NULL);

  line = flatten (status);
  state = g_strconcat ("STATUS=", line, NULL);
  notify (state);
}

void
ccp_service_manager_ready (CcpServiceManager *self, const char *status)
{
  g_autofree char *line = NULL;
  g_autofree char *state = NULL;

  g_return_if_fail (CCP_IS_SERVICE_MANAGER (self));
  g_return_if_fail (status != NULL);

  line = flatten (status);
  state = g_strdup_printf ("READY=1\nSTATUS=%s", line);
  notify (state);
}

void
ccp_service_manager_reloading (CcpServiceManager *self)
{
  g_autofree char *state = NULL;

  g_return_if_fail (CCP_IS_SERVICE_MANAGER (self));

  state = g_strdup_printf ("RELOADING=1\nMONOTONIC_USEC=%" G_GINT64_FORMAT
                           "\nSTATUS=reading the configuration",
                           g_get_monotonic_time ());
  notify (state);
}

void
ccp_service_manager_stopping (CcpServiceManager *self,
                              const char *status,
                              guint milliseconds)
{
  g_autofree char *line = NULL;
  g_autofree char *state = NULL;

  g_return_if_fail (CCP_IS_SERVICE_MANAGER (self));
  g_return_if_fail (status != NULL);

  line = flatten (status);
  state =
      g_strdup_printf ("STOPPING=1\nSTATUS=%s\nEXTEND_TIMEOUT_USEC=%" G_GUINT64_FORMAT,
                       line,
                       (guint64) milliseconds * 1000);
  notify (state);
}
