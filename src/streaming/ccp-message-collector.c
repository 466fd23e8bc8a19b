/* ccp-message-collector.c: makes a whole message of a stream of events
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-message-collector"

#include "ccp-message-collector.h"

#include "private/ccp-message-builder.h"

struct _CcpMessageCollector
{
  GObject parent_instance;

  CcpMessageBuilder builder;
  CcpEvent *failure; /* (nullable): the error event that the stream ended with */
};

G_DEFINE_FINAL_TYPE (CcpMessageCollector, ccp_message_collector, G_TYPE_OBJECT)

static CcpEvent *
find_failure (CcpEventBatch *batch)
{
  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    if (ccp_event_is (ccp_event_batch_get (batch, i), "error"))
      return ccp_event_batch_get (batch, i);
  return NULL;
}

/* the type of an error event tells nearly as much as a status */
static CcpError
find_code (const CcpJsonValue *type)
{
  static const CcpError codes[] = {
    CCP_ERROR_INVALID_REQUEST, CCP_ERROR_AUTHENTICATION, CCP_ERROR_BILLING,
    CCP_ERROR_PERMISSION,      CCP_ERROR_NOT_FOUND,      CCP_ERROR_CONFLICT,
    CCP_ERROR_TOO_LARGE,       CCP_ERROR_RATE_LIMITED,   CCP_ERROR_TIMEOUT,
    CCP_ERROR_OVERLOADED,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (ccp_json_value_equals_string (type, ccp_error_get_api_type (codes[i])))
      return codes[i];
  return CCP_ERROR_UPSTREAM;
}

static GError *
create_error (CcpEvent *failure)
{
  CcpVerdict *verdict = ccp_event_get_verdict (failure);
  CcpJsonValue value;
  CcpJsonValue type;
  g_autofree char *message = NULL;

  if (verdict != NULL)
    return ccp_verdict_to_error (verdict);
  ccp_json_get_root (ccp_event_get_data (failure), &value);
  value = ccp_json_value_member (&value, "error");
  type = ccp_json_value_member (&value, "type");
  value = ccp_json_value_member (&value, "message");
  message = ccp_json_value_dup_string (&value, NULL);
  return g_error_new_literal (CCP_ERROR,
                              find_code (&type),
                              message != NULL ? message : "the provider failed");
}

static void
ccp_message_collector_finalize (GObject *object)
{
  CcpMessageCollector *self = CCP_MESSAGE_COLLECTOR (object);

  ccp_message_builder_clear (&self->builder);
  g_clear_pointer (&self->failure, ccp_event_unref);

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
  CcpEvent *failure = NULL;

  g_return_if_fail (CCP_IS_MESSAGE_COLLECTOR (self));
  g_return_if_fail (batch != NULL);

  failure = find_failure (batch);
  if (failure != NULL && self->failure == NULL)
    self->failure = ccp_event_ref (failure);
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
      g_propagate_error (error, create_error (self->failure));
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
