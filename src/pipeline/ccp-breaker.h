/* ccp-breaker.h: when a provider that keeps failing is left alone for a while
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CCP_BREAKER_CLOSED,    /* it works, as far as is known */
  CCP_BREAKER_OPEN,      /* it failed several times in a row */
  CCP_BREAKER_HALF_OPEN, /* one attempt is let through, to see whether it works again */
} CcpBreakerState;

/* A plain value, zero for a provider of which nothing is known. @now: in microseconds, of
 * any clock that is always the same. */
typedef struct
{
  guint failures; /* in a row */
  guint openings; /* without a success between two, 0 while it is closed */
  gint64 until;   /* it stays open */
  gboolean tries; /* whether the one attempt is under way */
} CcpBreaker;

/* Returns: such as "half-open" */
const char *ccp_breaker_state_to_string (CcpBreakerState state);

CcpBreakerState ccp_breaker_get_state (const CcpBreaker *self, gint64 now);
/* whether an attempt that could go elsewhere as well is to be made here */
gboolean ccp_breaker_lets_through (const CcpBreaker *self, gint64 now);
/* Returns: when that may change, 0 if it lets through or waits for an attempt */
gint64 ccp_breaker_get_until (const CcpBreaker *self, gint64 now);

/* An attempt begins. Returns: whether it is the one that shows whether the provider works
 * again */
gboolean ccp_breaker_begin (CcpBreaker *self, gint64 now);
/* The provider answered: also when it refused the request it is there and works. */
void ccp_breaker_succeed (CcpBreaker *self);
/* It could not be reached, did not answer in time, broke off, or said that it failed. */
void ccp_breaker_fail (CcpBreaker *self, gint64 now);
/* The one attempt ended and nobody knows how: the client left. */
void ccp_breaker_abandon (CcpBreaker *self);

G_END_DECLS
