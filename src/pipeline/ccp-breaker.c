/* ccp-breaker.c: when a provider that keeps failing is left alone for a while
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-breaker"

#include "ccp-breaker.h"

/* in a row */
#define MAX_FAILURES 5

#define FIRST_PAUSE (30 * G_TIME_SPAN_SECOND)
#define LONGEST_PAUSE (300 * G_TIME_SPAN_SECOND)

static void
open_for_a_while (CcpBreaker *self, gint64 now)
{
  self->openings++;
  self->tries = FALSE;
  self->until = now + MIN (self->openings * FIRST_PAUSE, LONGEST_PAUSE);
}

const char *
ccp_breaker_state_to_string (CcpBreakerState state)
{
  switch (state)
    {
    case CCP_BREAKER_OPEN:
      return "open";
    case CCP_BREAKER_HALF_OPEN:
      return "half-open";
    case CCP_BREAKER_CLOSED:
    default:
      return "closed";
    }
}

/* a clock that was set back must not keep it open for longer than it ever is */
CcpBreakerState
ccp_breaker_get_state (const CcpBreaker *self, gint64 now)
{
  g_return_val_if_fail (self != NULL, CCP_BREAKER_CLOSED);

  if (self->openings == 0)
    return CCP_BREAKER_CLOSED;
  return now < self->until && self->until - now <= LONGEST_PAUSE ? CCP_BREAKER_OPEN
                                                                 : CCP_BREAKER_HALF_OPEN;
}

gboolean
ccp_breaker_lets_through (const CcpBreaker *self, gint64 now)
{
  CcpBreakerState state = ccp_breaker_get_state (self, now);

  return state == CCP_BREAKER_CLOSED || (state == CCP_BREAKER_HALF_OPEN && !self->tries);
}

gint64
ccp_breaker_get_until (const CcpBreaker *self, gint64 now)
{
  return ccp_breaker_get_state (self, now) == CCP_BREAKER_OPEN ? self->until : 0;
}

gboolean
ccp_breaker_begin (CcpBreaker *self, gint64 now)
{
  if (ccp_breaker_get_state (self, now) != CCP_BREAKER_HALF_OPEN || self->tries)
    return FALSE;
  self->tries = TRUE;
  return TRUE;
}

void
ccp_breaker_succeed (CcpBreaker *self)
{
  g_return_if_fail (self != NULL);

  *self = (CcpBreaker){ 0 };
}

void
ccp_breaker_fail (CcpBreaker *self, gint64 now)
{
  switch (ccp_breaker_get_state (self, now))
    {
    case CCP_BREAKER_CLOSED:
      if (++self->failures >= MAX_FAILURES)
        open_for_a_while (self, now);
      break;
    case CCP_BREAKER_HALF_OPEN:
      open_for_a_while (self, now);
      break;
    /* what was under way when it opened, or had nowhere else to go, says nothing new */
    case CCP_BREAKER_OPEN:
    default:
      break;
    }
}

void
ccp_breaker_abandon (CcpBreaker *self)
{
  g_return_if_fail (self != NULL);

  self->tries = FALSE;
}
