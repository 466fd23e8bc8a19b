/* ccp-top-feed.c: asks the daemon, again and again, what goes on
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-top-feed"

#include "ccp-top-feed.h"

#include "ccp-dbus-names.h"

#define MANAGER "org.ccproxy.CcProxy1.Manager"
#define STATS "org.ccproxy.CcProxy1.Stats"
/* in milliseconds */
#define INTERVAL 1000
#define TIME_LIMIT 5000

/* one state is made of the answers to all of them, in this order */
typedef enum
{
  QUESTION_MANAGER,
  QUESTION_OBJECTS,
  QUESTION_TOTALS,
  QUESTION_SERIES,
  N_QUESTIONS,
} Question;

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

struct _CcpTopFeed
{
  GObject parent_instance;

  CcpBusClient *client;
  GCancellable *over;
  CcpTopState *state;
  GVariant *answers[N_QUESTIONS];
  GError *error; /* (nullable): of the answers so far */
  guint n_pending;
  guint timer;
};

G_DEFINE_FINAL_TYPE (CcpTopFeed, ccp_top_feed, G_TYPE_OBJECT)

typedef struct
{
  CcpTopFeed *self;
  Question question;
} Call;

static void
clear_answers (CcpTopFeed *self)
{
  for (guint i = 0; i < N_QUESTIONS; i++)
    g_clear_pointer (&self->answers[i], g_variant_unref);
}

static void
take_answers (CcpTopFeed *self)
{
  g_autoptr (GVariant) manager = NULL;
  g_autoptr (GVariant) objects = NULL;
  g_autoptr (GVariant) totals = NULL;
  g_autoptr (GVariant) series = NULL;

  g_variant_get (self->answers[QUESTION_MANAGER], "(@a{sv})", &manager);
  g_variant_get (self->answers[QUESTION_OBJECTS], "(@a{oa{sa{sv}}})", &objects);
  g_variant_get (self->answers[QUESTION_TOTALS], "(@aa{sv}@a{sv})", NULL, &totals);
  g_variant_get (self->answers[QUESTION_SERIES], "(@aa{sv})", &series);
  ccp_top_state_take_manager (self->state, manager);
  ccp_top_state_take_objects (self->state, objects);
  ccp_top_state_take_totals (self->state, totals, g_get_monotonic_time ());
  ccp_top_state_take_series (self->state, series);
}

static void
conclude (CcpTopFeed *self)
{
  g_autoptr (GError) error = g_steal_pointer (&self->error);

  if (error == NULL)
    take_answers (self);
  clear_answers (self);
  if (error == NULL)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

/* the first error is the one that is told */
static void
on_answer (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree Call *call = data;
  g_autoptr (CcpTopFeed) self = call->self;

  self->answers[call->question] =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (object),
                                     result,
                                     self->error == NULL ? &self->error : NULL);
  self->n_pending--;
  if (self->n_pending == 0)
    conclude (self);
}

static void
ask (CcpTopFeed *self,
     Question question,
     const char *interface,
     const char *method,
     GVariant *parameters,
     const char *type)
{
  Call *call = g_new0 (Call, 1);

  call->self = g_object_ref (self);
  call->question = question;
  self->n_pending++;
  g_dbus_connection_call (ccp_bus_client_get_connection (self->client),
                          CCP_DBUS_NAME,
                          CCP_DBUS_PATH,
                          interface,
                          method,
                          parameters,
                          G_VARIANT_TYPE (type),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          TIME_LIMIT,
                          self->over,
                          on_answer,
                          call);
}

static gboolean
on_timer (gpointer data)
{
  ccp_top_feed_refresh (data);
  return G_SOURCE_CONTINUE;
}

/* what is over is no object any more: only this tells of it */
static void
on_finished (CcpDBusManager *manager, const char *path, GVariant *what, gpointer data)
{
  CcpTopFeed *self = CCP_TOP_FEED (data);

  ccp_top_state_add_finished (
      self->state,
      ccp_top_exchange_new_finished (path, what, g_get_real_time ()));
}

static void
ccp_top_feed_dispose (GObject *object)
{
  CcpTopFeed *self = CCP_TOP_FEED (object);

  g_cancellable_cancel (self->over);
  g_clear_handle_id (&self->timer, g_source_remove);

  G_OBJECT_CLASS (ccp_top_feed_parent_class)->dispose (object);
}

static void
ccp_top_feed_finalize (GObject *object)
{
  CcpTopFeed *self = CCP_TOP_FEED (object);

  clear_answers (self);
  g_clear_error (&self->error);
  g_clear_object (&self->client);
  g_clear_object (&self->over);
  g_clear_pointer (&self->state, ccp_top_state_free);

  G_OBJECT_CLASS (ccp_top_feed_parent_class)->finalize (object);
}

static void
ccp_top_feed_class_init (CcpTopFeedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ccp_top_feed_dispose;
  object_class->finalize = ccp_top_feed_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed",
                                          CCP_TYPE_TOP_FEED,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed",
                                         CCP_TYPE_TOP_FEED,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         1,
                                         G_TYPE_ERROR);
}

static void
ccp_top_feed_init (CcpTopFeed *self)
{
  self->over = g_cancellable_new ();
  self->state = ccp_top_state_new ();
}

CcpTopFeed *
ccp_top_feed_new (CcpBusClient *client)
{
  CcpTopFeed *self = NULL;

  g_return_val_if_fail (CCP_IS_BUS_CLIENT (client), NULL);

  self = g_object_new (CCP_TYPE_TOP_FEED, NULL);
  self->client = g_object_ref (client);
  self->timer = g_timeout_add (INTERVAL, on_timer, self);
  g_signal_connect_object (ccp_bus_client_get_manager (client),
                           "exchange-finished",
                           G_CALLBACK (on_finished),
                           self,
                           0);
  return self;
}

const CcpTopState *
ccp_top_feed_get_state (CcpTopFeed *self)
{
  g_return_val_if_fail (CCP_IS_TOP_FEED (self), NULL);

  return self->state;
}

void
ccp_top_feed_refresh (CcpTopFeed *self)
{
  g_return_if_fail (CCP_IS_TOP_FEED (self));

  if (self->n_pending > 0)
    return;
  ask (self,
       QUESTION_MANAGER,
       "org.freedesktop.DBus.Properties",
       "GetAll",
       g_variant_new ("(s)", MANAGER),
       "(a{sv})");
  ask (self,
       QUESTION_OBJECTS,
       "org.freedesktop.DBus.ObjectManager",
       "GetManagedObjects",
       NULL,
       "(a{oa{sa{sv}}})");
  ask (self, QUESTION_TOTALS, STATS, "Snapshot", NULL, "(aa{sv}a{sv})");
  ask (self,
       QUESTION_SERIES,
       STATS,
       "Summarize",
       g_variant_new ("(s)", "provider"),
       "(aa{sv})");
}
