/* ccp-stream-grace.c: how long the end of a stream is waited for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-stream-grace"

#include "ccp-stream-grace.h"

#define GRACE_FOR_COUNTS (2 * G_USEC_PER_SEC)
#define GRACE_FOR_END (G_USEC_PER_SEC / 4)

/**
 * ccp_stream_grace_update: (skip)
 * @self: a grace
 * @is_waiting: whether the provider has said why the answer ended, and the message has
 * not been ended
 * @is_counted: whether token counts have come
 * @now: the time, as `g_get_monotonic_time ()` counts
 *
 * Says how far a stream has come, after each batch of events.
 */
void
ccp_stream_grace_update (CcpStreamGrace *self,
                         gboolean is_waiting,
                         gboolean is_counted,
                         gint64 now)
{
  g_return_if_fail (self != NULL);

  if (!is_waiting)
    {
      self->deadline = 0;
      return;
    }
  if (self->deadline == 0)
    self->deadline = now + GRACE_FOR_COUNTS;
  if (is_counted && !self->is_short)
    {
      self->deadline = MIN (self->deadline, now + GRACE_FOR_END);
      self->is_short = TRUE;
    }
}
