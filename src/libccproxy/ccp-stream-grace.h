/* ccp-stream-grace.h: how long the end of a stream is waited for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

/**
 * CcpStreamGrace: (skip)
 * @deadline: when to end the message, as `g_get_monotonic_time ()` counts, 0 for not yet:
 *   what a transformer's `get_deadline` returns
 *
 * How long the end of a stream is waited for when the reason of the end has come: some
 * providers keep the connection open and never say that they are done (protocol E.6.3).
 * Token counts may still follow; once they have come, only stragglers can. What comes
 * after the end does not put it off, for some keep sending for ever.
 *
 * It starts as `{ 0 }`.
 */
struct _CcpStreamGrace
{
  gint64 deadline;

  /*< private >*/
  gboolean is_short;
};

CCP_AVAILABLE_IN_1_0
void ccp_stream_grace_update (CcpStreamGrace *self,
                              gboolean is_waiting,
                              gboolean is_counted,
                              gint64 now);

G_END_DECLS
