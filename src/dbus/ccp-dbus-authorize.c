/* ccp-dbus-authorize.c: who may ask the daemon, and how often
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-authorize"

#include "ccp-dbus-authorize.h"

#include "ccp-dbus-quota.h"
#include "ccp.h"

#define LIMITS_EXCEEDED "org.freedesktop.DBus.Error.LimitsExceeded"
/* what may be in a call for one more token, in bytes */
#define PIECE 65536

/* what takes the daemon more than a look at what it knows anyway */
static const struct
{
  const char *member;
  guint cost;
} costs[] = {
  { "GetManagedObjects", 5 }, { "Lint", 20 },      { "Probe", 10 },
  { "Reload", 20 },           { "SetProfile", 5 }, { "SetStage", 5 },
};

static guint
get_cost_of_member (const char *member)
{
  for (guint i = 0; i < G_N_ELEMENTS (costs); i++)
    if (g_strcmp0 (costs[i].member, member) == 0)
      return costs[i].cost;
  return 1;
}

static void
refuse (GDBusConnection *connection, GDBusMessage *call)
{
  g_autoptr (GDBusMessage) reply = NULL;

  if ((g_dbus_message_get_flags (call) & G_DBUS_MESSAGE_FLAGS_NO_REPLY_EXPECTED) != 0)
    return;
  reply = g_dbus_message_new_method_error_literal (
      call,
      LIMITS_EXCEEDED,
      "too many calls, or one that is too large: wait a second; "
      "signals tell what changes, nobody need ask again and again");
  g_dbus_connection_send_message (connection,
                                  reply,
                                  G_DBUS_SEND_MESSAGE_FLAGS_NONE,
                                  NULL,
                                  NULL);
}

/* runs in the thread of GDBus, and there alone */
static GDBusMessage *
filter_message (GDBusConnection *connection,
                GDBusMessage *message,
                gboolean incoming,
                gpointer user_data)
{
  CcpDBusQuota *quota = user_data;
  const char *sender = NULL;

  if (!incoming ||
      g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;
  sender = g_dbus_message_get_sender (message);
  if (sender == NULL || ccp_dbus_quota_take (quota,
                                             sender,
                                             ccp_dbus_authorize_get_cost (message),
                                             g_get_monotonic_time ()))
    return message;
  refuse (connection, message);
  g_object_unref (message);
  return NULL;
}

/* Returns: (transfer full) (nullable): whoever listens at the other end */
static GCredentials *
get_peer (GDBusConnection *connection, GError **error)
{
  GIOStream *stream = g_dbus_connection_get_stream (connection);

  if (G_IS_SOCKET_CONNECTION (stream))
    return g_socket_get_credentials (
        g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)),
        error);
  g_set_error_literal (error,
                       CCP_ERROR,
                       CCP_ERROR_PERMISSION,
                       "the session bus is not at a socket");
  return NULL;
}

gboolean
ccp_dbus_authorize_bus (GDBusConnection *connection, uid_t uid, GError **error)
{
  g_autoptr (GCredentials) peer = NULL;
  uid_t owner = (uid_t) -1;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), FALSE);

  peer = get_peer (connection, error);
  if (peer != NULL)
    owner = g_credentials_get_unix_user (peer, error);
  if (owner == (uid_t) -1)
    return FALSE;
  if (owner == uid)
    return TRUE;
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_PERMISSION,
               "the session bus is run by the user %u, not by %u: others may be on it",
               (guint) owner,
               (guint) uid);
  return FALSE;
}

void
ccp_dbus_authorize_calls (GDBusConnection *connection)
{
  g_return_if_fail (G_IS_DBUS_CONNECTION (connection));

  g_dbus_connection_add_filter (connection,
                                filter_message,
                                ccp_dbus_quota_new (g_get_monotonic_time ()),
                                (GDestroyNotify) ccp_dbus_quota_free);
}

guint
ccp_dbus_authorize_get_cost (GDBusMessage *call)
{
  GVariant *body = NULL;
  gsize size = 0;

  g_return_val_if_fail (G_IS_DBUS_MESSAGE (call), 0);

  body = g_dbus_message_get_body (call);
  size = body != NULL ? g_variant_get_size (body) : 0;
  return get_cost_of_member (g_dbus_message_get_member (call)) +
         (guint) MIN (size / PIECE, G_MAXINT);
}
