/* ccp-notifier.c: shows notifications on the desktop, if there is one
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-notifier"

#include "ccp-notifier.h"

#include "ccp-notice-limit.h"
#include "ccp-notification-server.h"

/* one notification, from when it is wanted until it is settled */
typedef struct
{
  char *key;
  CcpNotice *notice; /* (nullable): NULL when it is settled */
  gboolean is_new;   /* the notice has not been shown */
  gboolean is_busy;  /* the service is to say what it is called */
  guint32 id;        /* 0 if it is not on the screen */
} Entry;

/* lasts until the service answers */
typedef struct
{
  CcpNotifier *notifier;
  char *key;
} Call;

struct _CcpNotifier
{
  GObject parent_instance;

  CcpNotificationServer *server;
  CcpNotifierClock clock;
  gpointer clock_data;
  gboolean enabled;
  CcpNoticeLimit *limit;
  GHashTable *entries; /* (element-type utf8 Entry) */
};

enum
{
  SIGNAL_ACTION,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CcpNotifier, ccp_notifier, G_TYPE_OBJECT)

static gint64
read_system_clock (gpointer data)
{
  return g_get_monotonic_time ();
}

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->notice, ccp_notice_free);
  g_clear_pointer (&entry->key, g_free);
  g_free (entry);
}

static void
free_call (Call *call)
{
  g_clear_object (&call->notifier);
  g_clear_pointer (&call->key, g_free);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, free_call)

/* the answer of the service finds what the entry has become meanwhile */
static void update (CcpNotifier *self, Entry *entry);

static void
on_shown (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  g_autoptr (GError) error = NULL;
  guint32 id = ccp_notification_server_show_finish (CCP_NOTIFICATION_SERVER (object),
                                                    result,
                                                    &error);
  Entry *entry = g_hash_table_lookup (call->notifier->entries, call->key);

  g_assert (entry != NULL);
  entry->is_busy = FALSE;
  entry->id = id;
  if (error == NULL || entry->notice == NULL)
    {
      update (call->notifier, entry);
      return;
    }
  g_info ("no notification: %s", error->message);
  entry->is_new = TRUE;
}

static void
show (CcpNotifier *self, Entry *entry)
{
  Call *call = g_new0 (Call, 1);

  call->notifier = g_object_ref (self);
  call->key = g_strdup (entry->key);
  entry->is_new = FALSE;
  entry->is_busy = TRUE;
  ccp_notification_server_show_async (self->server,
                                      entry->notice,
                                      entry->id,
                                      on_shown,
                                      call);
}

/* Brings what is on the screen in line with @entry, and may free it. */
static void
update (CcpNotifier *self, Entry *entry)
{
  if (entry->is_busy)
    return;
  if (entry->notice == NULL)
    {
      if (entry->id != 0)
        ccp_notification_server_close (self->server, entry->id);
      g_hash_table_remove (self->entries, entry->key);
    }
  else if (entry->is_new && ccp_notification_server_is_ready (self->server))
    show (self, entry);
  else if (entry->is_new)
    ccp_notification_server_connect (self->server);
}

static void
update_all (CcpNotifier *self)
{
  g_autoptr (GList) entries = g_hash_table_get_values (self->entries);

  for (GList *item = entries; item != NULL; item = item->next)
    update (self, item->data);
}

static void
on_lost (CcpNotifier *self)
{
  GHashTableIter iter;
  gpointer entry = NULL;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    ((Entry *) entry)->id = 0;
}

/* Returns: (nullable) */
static Entry *
find_entry (CcpNotifier *self, guint32 id)
{
  GHashTableIter iter;
  gpointer entry = NULL;

  if (id == 0)
    return NULL;
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    if (((Entry *) entry)->id == id)
      return entry;
  return NULL;
}

static void
on_closed (CcpNotifier *self, guint id)
{
  Entry *entry = find_entry (self, id);

  if (entry != NULL)
    entry->id = 0;
}

static void
on_action (CcpNotifier *self, guint id, const char *name)
{
  Entry *entry = find_entry (self, id);
  g_autofree char *key = entry != NULL ? g_strdup (entry->key) : NULL;

  if (key != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTION], 0, key, name);
}

static void
settle_all (CcpNotifier *self)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key = NULL;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, g_strdup (key));
  for (guint i = 0; i < keys->len; i++)
    ccp_notifier_settle (self, g_ptr_array_index (keys, i));
}

static void
follow (CcpNotifier *self, const char *signal, GCallback callback)
{
  g_signal_connect_object (self->server, signal, callback, self, G_CONNECT_SWAPPED);
}

static void
ccp_notifier_finalize (GObject *object)
{
  CcpNotifier *self = CCP_NOTIFIER (object);

  g_clear_object (&self->server);
  g_clear_pointer (&self->limit, ccp_notice_limit_free);
  g_clear_pointer (&self->entries, g_hash_table_unref);

  G_OBJECT_CLASS (ccp_notifier_parent_class)->finalize (object);
}

static void
ccp_notifier_class_init (CcpNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_notifier_finalize;
  signals[SIGNAL_ACTION] = g_signal_new ("action",
                                         CCP_TYPE_NOTIFIER,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         2,
                                         G_TYPE_STRING,
                                         G_TYPE_STRING);
}

static void
ccp_notifier_init (CcpNotifier *self)
{
  self->enabled = TRUE;
  self->limit = ccp_notice_limit_new ();
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_entry);
}

CcpNotifier *
ccp_notifier_new (CcpDesktopBus *bus, CcpNotifierClock clock, gpointer data)
{
  CcpNotifier *self = NULL;

  g_return_val_if_fail (CCP_IS_DESKTOP_BUS (bus), NULL);

  self = g_object_new (CCP_TYPE_NOTIFIER, NULL);
  self->server = ccp_notification_server_new (bus);
  self->clock = clock != NULL ? clock : read_system_clock;
  self->clock_data = data;
  follow (self, "ready", G_CALLBACK (update_all));
  follow (self, "appeared", G_CALLBACK (update_all));
  follow (self, "lost", G_CALLBACK (on_lost));
  follow (self, "closed", G_CALLBACK (on_closed));
  follow (self, "action", G_CALLBACK (on_action));
  return self;
}

void
ccp_notifier_set_enabled (CcpNotifier *self, gboolean enabled)
{
  g_return_if_fail (CCP_IS_NOTIFIER (self));

  self->enabled = enabled;
  if (!enabled)
    settle_all (self);
}

void
ccp_notifier_show (CcpNotifier *self, CcpNotice *notice)
{
  g_autoptr (CcpNotice) owned = notice;
  Entry *entry = NULL;

  g_return_if_fail (CCP_IS_NOTIFIER (self));
  g_return_if_fail (notice != NULL);

  if (!self->enabled ||
      !ccp_notice_limit_admit (self->limit, notice->key, self->clock (self->clock_data)))
    return;
  entry = g_hash_table_lookup (self->entries, notice->key);
  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->key = g_strdup (notice->key);
      g_hash_table_insert (self->entries, entry->key, entry);
    }
  g_clear_pointer (&entry->notice, ccp_notice_free);
  entry->notice = g_steal_pointer (&owned);
  entry->is_new = TRUE;
  update (self, entry);
}

void
ccp_notifier_settle (CcpNotifier *self, const char *key)
{
  Entry *entry = NULL;

  g_return_if_fail (CCP_IS_NOTIFIER (self));
  g_return_if_fail (key != NULL);

  ccp_notice_limit_settle (self->limit, key);
  entry = g_hash_table_lookup (self->entries, key);
  if (entry == NULL)
    return;
  g_clear_pointer (&entry->notice, ccp_notice_free);
  entry->is_new = FALSE;
  update (self, entry);
}
