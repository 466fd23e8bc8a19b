/* ccp-dbus-authorize.c: who may ask the daemon, and how often
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-authorize"

#include "ccp-dbus-authorize.h"

#include "ccp-dbus-quota.h"
#include "ccp.h"

#define BUS_NAME "org.freedesktop.DBus"
#define BUS_PATH "/org/freedesktop/DBus"
#define ACCESS_DENIED "org.freedesktop.DBus.Error.AccessDenied"
#define LIMITS_EXCEEDED "org.freedesktop.DBus.Error.LimitsExceeded"
/* of peers that are remembered; after that, all are asked for anew */
#define MAX_PEERS 1024
/* of calls that wait until it is known whose they are */
#define MAX_HELD 256
/* what may be in a call for one more token, in bytes */
#define PIECE 65536

/* what takes the daemon more than a look at what it knows anyway */
static const struct
{
  const char *member;
  guint cost;
} costs[] = {
  { "GetManagedObjects", 5 }, { "Lint", 20 },    { "Probe", 10 },
  { "Reload", 20 },           { "Set", 5 },      { "SetProfile", 5 },
  { "SetStage", 5 },          { "Snapshot", 5 }, { "Summarize", 5 },
};

static guint
get_cost_of_member (const char *member)
{
  for (guint i = 0; i < G_N_ELEMENTS (costs); i++)
    if (g_strcmp0 (costs[i].member, member) == 0)
      return costs[i].cost;
  return 1;
}

/* A name of its own, which no other peer has as long as the bus runs; counted by its
 * references. */
typedef struct
{
  guint held; /* of its calls: those that come later wait behind them */
  gboolean known;
  gboolean allowed; /* if it is known */
} Peer;

/* a call that waits until it is known whose it is */
typedef struct
{
  GDBusMessage *call;
  Peer *peer;
} Held;

/* Lives in the thread of GDBus, and there alone. */
typedef struct
{
  uid_t uid;
  CcpDBusQuota *quota;
  GHashTable *peers; /* (element-type utf8 Peer): by their names */
  GHashTable *held;  /* (element-type guint Held): by the number of the question */
} Gate;

static void
free_held (gpointer data)
{
  Held *held = data;

  g_clear_object (&held->call);
  g_clear_pointer (&held->peer, g_rc_box_release);
  g_free (held);
}

static void
free_gate (gpointer data)
{
  Gate *gate = data;

  g_clear_pointer (&gate->quota, ccp_dbus_quota_free);
  g_clear_pointer (&gate->peers, g_hash_table_unref);
  g_clear_pointer (&gate->held, g_hash_table_unref);
  g_free (gate);
}

static Gate *
create_gate (uid_t uid)
{
  Gate *gate = g_new0 (Gate, 1);

  gate->uid = uid;
  gate->quota = ccp_dbus_quota_new (g_get_monotonic_time ());
  gate->peers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_rc_box_release);
  gate->held = g_hash_table_new_full (NULL, NULL, NULL, free_held);
  return gate;
}

/* @call: (transfer full)
 * Returns: NULL */
static GDBusMessage *
refuse (GDBusConnection *connection,
        GDBusMessage *call,
        const char *name,
        const char *text)
{
  g_autoptr (GDBusMessage) refused = call;
  g_autoptr (GDBusMessage) reply = NULL;

  if ((g_dbus_message_get_flags (refused) & G_DBUS_MESSAGE_FLAGS_NO_REPLY_EXPECTED) != 0)
    return NULL;
  reply = g_dbus_message_new_method_error_literal (refused, name, text);
  g_dbus_connection_send_message (connection,
                                  reply,
                                  G_DBUS_SEND_MESSAGE_FLAGS_NONE,
                                  NULL,
                                  NULL);
  return NULL;
}

static GDBusMessage *
refuse_flood (GDBusConnection *connection, GDBusMessage *call)
{
  return refuse (connection,
                 call,
                 LIMITS_EXCEEDED,
                 "too many calls, or one that is too large: wait a second; signals tell "
                 "what changes, nobody need ask again and again");
}

static GDBusMessage *
refuse_stranger (GDBusConnection *connection, GDBusMessage *call)
{
  return refuse (connection,
                 call,
                 ACCESS_DENIED,
                 "the caller is another user than the one that ccproxyd runs for");
}

static Peer *
find_peer (Gate *gate, const char *name)
{
  Peer *peer = g_hash_table_lookup (gate->peers, name);

  if (peer != NULL)
    return peer;
  if (g_hash_table_size (gate->peers) >= MAX_PEERS)
    g_hash_table_remove_all (gate->peers);
  peer = g_rc_box_new0 (Peer);
  g_hash_table_insert (gate->peers, g_strdup (name), peer);
  return peer;
}

/* @call: (transfer full): waits until the bus has said whose it is
 * Returns: NULL */
static GDBusMessage *
hold (Gate *gate, GDBusConnection *connection, GDBusMessage *call, Peer *peer)
{
  g_autoptr (GDBusMessage) question =
      g_dbus_message_new_method_call (BUS_NAME,
                                      BUS_PATH,
                                      BUS_NAME,
                                      "GetConnectionUnixUser");
  volatile guint32 serial = 0;
  Held *held = NULL;

  if (g_hash_table_size (gate->held) >= MAX_HELD)
    return refuse_flood (connection, call);
  g_dbus_message_set_body (question,
                           g_variant_new ("(s)", g_dbus_message_get_sender (call)));
  if (!g_dbus_connection_send_message (connection,
                                       question,
                                       G_DBUS_SEND_MESSAGE_FLAGS_NONE,
                                       &serial,
                                       NULL))
    return refuse_stranger (connection, call);
  held = g_new0 (Held, 1);
  held->call = call;
  held->peer = g_rc_box_acquire (peer);
  peer->held++;
  g_hash_table_insert (gate->held, GUINT_TO_POINTER (serial), held);
  return NULL;
}

/* @call: (transfer full)
 * Returns: (transfer full) (nullable): what goes on to the main context */
static GDBusMessage *
filter_call (Gate *gate, GDBusConnection *connection, GDBusMessage *call)
{
  const char *sender = g_dbus_message_get_sender (call);
  Peer *peer = NULL;

  if (sender == NULL)
    return refuse_stranger (connection, call);
  if (!ccp_dbus_quota_take (gate->quota,
                            sender,
                            ccp_dbus_authorize_get_cost (call),
                            g_get_monotonic_time ()))
    return refuse_flood (connection, call);
  peer = find_peer (gate, sender);
  if (!peer->known || peer->held > 0)
    return hold (gate, connection, call, peer);
  return peer->allowed ? call : refuse_stranger (connection, call);
}

/* The answers come in the order of the questions, so the calls stay in theirs.
 * @answer: (transfer full)
 * Returns: (transfer full) (nullable): the call that was held, or what is not for us */
static GDBusMessage *
filter_answer (Gate *gate, GDBusConnection *connection, GDBusMessage *answer)
{
  gpointer serial = GUINT_TO_POINTER (g_dbus_message_get_reply_serial (answer));
  Held *held = g_hash_table_lookup (gate->held, serial);
  GVariant *body = g_dbus_message_get_body (answer);
  GDBusMessage *call = NULL;
  guint32 uid = 0;

  /* any peer can make up an answer, but the bus says whose it is */
  if (held == NULL || g_strcmp0 (g_dbus_message_get_sender (answer), BUS_NAME) != 0)
    return answer;
  held->peer->held--;
  held->peer->known = TRUE;
  if (body != NULL && g_variant_is_of_type (body, G_VARIANT_TYPE ("(u)")))
    {
      g_variant_get (body, "(u)", &uid);
      held->peer->allowed = uid == gate->uid;
    }
  call = g_steal_pointer (&held->call);
  if (!held->peer->allowed)
    call = refuse_stranger (connection, call);
  g_hash_table_remove (gate->held, serial);
  g_object_unref (answer);
  return call;
}

static GDBusMessage *
filter_message (GDBusConnection *connection,
                GDBusMessage *message,
                gboolean incoming,
                gpointer user_data)
{
  if (!incoming)
    return message;
  switch (g_dbus_message_get_message_type (message))
    {
    case G_DBUS_MESSAGE_TYPE_METHOD_CALL:
      return filter_call (user_data, connection, message);
    case G_DBUS_MESSAGE_TYPE_METHOD_RETURN:
    case G_DBUS_MESSAGE_TYPE_ERROR:
      return filter_answer (user_data, connection, message);
    case G_DBUS_MESSAGE_TYPE_SIGNAL:
    case G_DBUS_MESSAGE_TYPE_INVALID:
    default:
      return message;
    }
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
ccp_dbus_authorize_calls (GDBusConnection *connection, uid_t uid)
{
  g_return_if_fail (G_IS_DBUS_CONNECTION (connection));

  g_dbus_connection_add_filter (connection, filter_message, create_gate (uid), free_gate);
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
