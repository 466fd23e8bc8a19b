/* ccp-provider-state.h: what is known of a provider at run time
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-breaker.h"
#include "ccp.h"

G_BEGIN_DECLS

typedef enum
{
  CCP_PROVIDER_READY,
  CCP_PROVIDER_RESTING, /* until a time that is known */
  CCP_PROVIDER_PAUSED,  /* somebody said so, and will say when it goes on */
} CcpProviderCondition;

/* Returns: such as "resting" */
const char *ccp_provider_state_condition_to_string (CcpProviderCondition condition);

/* Returns: microseconds since 1970 */
typedef gint64 (*CcpProviderClock) (gpointer data);

#define CCP_TYPE_PROVIDER_STATE (ccp_provider_state_get_type ())

/* The signal "changed" is emitted when the condition, its end, the breaker, a refusal or
 * the last error changed; a last error that is the same again counts once a second. */
G_DECLARE_FINAL_TYPE (CcpProviderState, ccp_provider_state, CCP, PROVIDER_STATE, GObject)

/* @clock: (nullable): NULL for that of the system */
CcpProviderState *
ccp_provider_state_new (const char *name, CcpProviderClock clock, gpointer data);
const char *ccp_provider_state_get_name (CcpProviderState *self);
CcpProviderCondition ccp_provider_state_get_condition (CcpProviderState *self);
/* Returns: microseconds since 1970, also while it is paused; 0 if it does not rest */
gint64 ccp_provider_state_get_resting_until (CcpProviderState *self);
CcpBreakerState ccp_provider_state_get_breaker (CcpProviderState *self);
/* Returns: (nullable): an error type of the Messages API, NULL if there was none */
const char *ccp_provider_state_get_last_error (CcpProviderState *self);
/* Returns: microseconds since 1970, 0 for never */
gint64 ccp_provider_state_get_last_error_at (CcpProviderState *self);
/* Returns: (transfer none): the headers of its last answer that tell of its limits, their
 * names in lower case */
CcpHeaders *ccp_provider_state_get_rate_limits (CcpProviderState *self);
/* Returns: how many attempts it is answering */
guint ccp_provider_state_get_in_flight (CcpProviderState *self);

/* Gives it no more requests, until ccp_provider_state_resume (). */
void ccp_provider_state_pause (CcpProviderState *self);
/* Ends a pause and a rest, and closes the breaker: whoever says so knows better. */
void ccp_provider_state_resume (CcpProviderState *self);
/* Ends a rest that a refused key or an empty account began: that may be mended now. */
void ccp_provider_state_reconsider (CcpProviderState *self);

/* Ends what only failures of the way there brought about: the breaker is closed. */
void ccp_provider_state_forgive (CcpProviderState *self);

/* @host: (nullable): what there is no way to as there is no network; NULL if there may be
 * one, which is so at first. While there is none it gets no requests. */
void ccp_provider_state_set_unreachable (CcpProviderState *self, const char *host);
/* Returns: (nullable) */
const char *ccp_provider_state_get_unreachable (CcpProviderState *self);

/* whether a chain that has another one is to go here */
gboolean ccp_provider_state_is_free (CcpProviderState *self);
/* Returns: until when it is not, as far as is known: microseconds since 1970, or 0 */
gint64 ccp_provider_state_get_free_at (CcpProviderState *self);
/* whether it refused its key at @since (microseconds since 1970) or later, and has
 * answered nothing after that */
gboolean ccp_provider_state_has_refused (CcpProviderState *self, gint64 since);
/* Returns: whether it refuses its key or has no credit (@refusal), as far as is known,
 * and when it said so last (@since, microseconds since 1970) */
gboolean
ccp_provider_state_get_refusal (CcpProviderState *self, CcpError *refusal, gint64 *since);
/* Returns: what its clock says */
gint64 ccp_provider_state_get_time (CcpProviderState *self);

/* What follows is for CcpProviderVisit. Returns: whether it is the one attempt that the
 * breaker lets through */
gboolean ccp_provider_state_enter (CcpProviderState *self);
/* @tries: whether it was that, and nobody knows how it ended */
void ccp_provider_state_leave (CcpProviderState *self, gboolean tries);
/* @headers: of an answer */
void ccp_provider_state_note_headers (CcpProviderState *self, CcpHeaders *headers);
/* An attempt that began at @since was answered. @has_paid: whether that was a message,
 * which an account without credit would not get */
void
ccp_provider_state_note_success (CcpProviderState *self, gint64 since, gboolean has_paid);
/* @own_credentials: whether the request had the client's own in place of a key of the
 * configuration: then the refusal of them says nothing of the provider */
void ccp_provider_state_note_failure (CcpProviderState *self,
                                      CcpVerdict *verdict,
                                      gboolean own_credentials);
/* An answer that has begun did not come to its end. That is known of it, and no more: it
 * is not passed over for that. */
void ccp_provider_state_note_break (CcpProviderState *self, CcpVerdict *verdict);

G_END_DECLS
