/* ccp-message-collector.c: makes a whole message of a stream of events
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-message-collector"

#include "ccp-message-collector.h"

#include "ccp-event-failure.h"
#include "private/ccp-message-builder.h"

struct _CcpMessageCollector
{
  GObject parent_instance;

  CcpMessageBuilder builder;
  CcpVerdict *failure; /* (nullable): of the error event that the stream ended with */
};

G_DEFINE_FINAL_TYPE (CcpMessageCollector, ccp_message_collector, G_TYPE_OBJECT)

/* the first error event ends the stream */
static void
find_failure (CcpMessageCollector *self, CcpEventBatch *batch)
{
  for (guint i = 0; i < ccp_event_batch_get_length (batch) && self->failure == NULL; i++)
    self->failure = ccp_event_failure_judge (ccp_event_batch_get (batch, i));
}

static void
ccp_message_collector_finalize (GObject *object)
{
  CcpMessageCollector *self = CCP_MESSAGE_COLLECTOR (object);

  ccp_message_builder_clear (&self->builder);
  g_clear_pointer (&self->failure, ccp_verdict_unref);

  G_OBJECT_CLASS (ccp_message_collector_parent_class)->finalize (object);
}

static void
ccp_message_collector_class_init (CcpMessageCollectorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_message_collector_finalize;
}

static void
ccp_message_collector_init (CcpMessageCollector *self)
{
  ccp_message_builder_init (&self->builder);
}

/*
 * ccp_message_collector_new:
 *
 * Creates a collector for one message.
 *
 * Returns: (transfer full): a collector
 */
CcpMessageCollector *
ccp_message_collector_new (void)
{
  return g_object_new (CCP_TYPE_MESSAGE_COLLECTOR, NULL);
}

/*
 * ccp_message_collector_add:
 * @self: a collector
 * @batch: events that the guard has passed
 *
 * Adds events.
 */
void
ccp_message_collector_add (CcpMessageCollector *self, CcpEventBatch *batch)
{
  g_return_if_fail (CCP_IS_MESSAGE_COLLECTOR (self));
  g_return_if_fail (batch != NULL);

  find_failure (self, batch);
  ccp_message_builder_add (&self->builder, batch);
}

/*
 * ccp_message_collector_finish:
 * @self: a collector
 * @error: what the stream ended with if not with a message
 *
 * Writes the message.
 *
 * Returns: (transfer full): the message, or %NULL with @error set
 */
CcpJson *
ccp_message_collector_finish (CcpMessageCollector *self, GError **error)
{
  CcpJson *message = NULL;

  g_return_val_if_fail (CCP_IS_MESSAGE_COLLECTOR (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (self->failure != NULL)
    {
      g_propagate_error (error, ccp_verdict_to_error (self->failure));
      return NULL;
    }
  message = ccp_message_builder_finish (&self->builder);
  if (message == NULL)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_UPSTREAM,
                 "the upstream stream ended unexpectedly");
  return message;
}

/*
 * ccp_message_collector_get_failure:
 * @self: a collector
 *
 * Gets what the error event means that came instead of the end of a message.
 *
 * Returns: (transfer none) (nullable): the verdict, or %NULL if no error event came
 */
CcpVerdict *
ccp_message_collector_get_failure (CcpMessageCollector *self)
{
  g_return_val_if_fail (CCP_IS_MESSAGE_COLLECTOR (self), NULL);

  return self->failure;
}
