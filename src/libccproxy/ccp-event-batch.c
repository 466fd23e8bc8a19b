/* ccp-event-batch.c: the events that arrived together
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-event-batch"

#include "ccp-event-batch.h"

/**
 * CcpEventBatch:
 *
 * A list of all the events that arrived together, which may be empty. What has already
 * arrived is handled in one go; nothing waits to fill a batch.
 */
struct _CcpEventBatch
{
  gatomicrefcount references;

  GPtrArray *events; /* (element-type CcpEvent) */
};

G_DEFINE_BOXED_TYPE (CcpEventBatch,
                     ccp_event_batch,
                     ccp_event_batch_ref,
                     ccp_event_batch_unref)

/**
 * ccp_event_batch_new:
 *
 * Creates an empty batch.
 *
 * Returns: (transfer full): the batch
 */
CcpEventBatch *
ccp_event_batch_new (void)
{
  CcpEventBatch *self = g_new0 (CcpEventBatch, 1);

  g_atomic_ref_count_init (&self->references);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_event_unref);
  return self;
}

/**
 * ccp_event_batch_ref:
 * @self: a batch
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpEventBatch *
ccp_event_batch_ref (CcpEventBatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_event_batch_unref:
 * @self: (transfer full): a batch
 *
 * Gives a reference up.
 */
void
ccp_event_batch_unref (CcpEventBatch *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_free (self);
}

/**
 * ccp_event_batch_append:
 * @self: a batch
 * @event: an event
 *
 * Adds an event at the end.
 */
void
ccp_event_batch_append (CcpEventBatch *self, CcpEvent *event)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (event != NULL);

  g_ptr_array_add (self->events, ccp_event_ref (event));
}

/**
 * ccp_event_batch_take: (skip)
 * @self: a batch
 * @event: (transfer full): an event
 *
 * Adds an event at the end and takes the caller's reference.
 */
void
ccp_event_batch_take (CcpEventBatch *self, CcpEvent *event)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (event != NULL);

  g_ptr_array_add (self->events, event);
}

/**
 * ccp_event_batch_get_length:
 * @self: a batch
 *
 * Counts the events.
 *
 * Returns: how many there are
 */
guint
ccp_event_batch_get_length (CcpEventBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->events->len;
}

/**
 * ccp_event_batch_get:
 * @self: a batch
 * @index: a position, less than the length
 *
 * Gets the event at a position.
 *
 * Returns: (transfer none): the event
 */
CcpEvent *
ccp_event_batch_get (CcpEventBatch *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->events->len, NULL);

  return g_ptr_array_index (self->events, index);
}
