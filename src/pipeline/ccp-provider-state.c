/* ccp-provider-state.c: what is known of a provider at run time
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-provider-state"

#include "ccp-provider-state.h"

#include "ccp-rate-limits.h"
#include "ccp-rest.h"

/* seconds; a clock may be set, and the computer may sleep */
#define LONGEST_SLEEP 60

/* what those who listen know */
typedef struct
{
  CcpProviderCondition condition;
  CcpBreakerState breaker;
  gint64 resting_until;
  const char *last_error;
  gint64 last_error_at;
  gboolean refuses;
} Shown;

struct _CcpProviderState
{
  GObject parent_instance;

  char *name;
  CcpProviderClock clock;
  gpointer clock_data;
  gboolean paused;
  char *unreachable; /* (nullable): the host */
  CcpRest rest;
  gint64 refused_at; /* its key, or 0 */
  CcpBreaker breaker;
  const char *last_error; /* (nullable): a constant */
  gint64 last_error_at;
  CcpHeaders *heard;  /* (nullable): all of the last answer, until somebody asks */
  CcpHeaders *limits; /* (nullable): of the answer before that */
  guint in_flight;
  Shown shown;
  GSource *timer; /* (nullable): when something changes by itself */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CcpProviderState, ccp_provider_state, G_TYPE_OBJECT)

static gint64
read_system_clock (gpointer data)
{
  return g_get_real_time ();
}

static gboolean
is_resting (CcpProviderState *self)
{
  return !ccp_rest_is_over (&self->rest, self->clock (self->clock_data));
}

static Shown
look (CcpProviderState *self)
{
  return (Shown){
    .condition = ccp_provider_state_get_condition (self),
    .breaker = ccp_provider_state_get_breaker (self),
    .resting_until = ccp_provider_state_get_resting_until (self),
    .last_error = self->last_error,
    .last_error_at = self->last_error_at,
    .refuses = ccp_rest_is_for_refusal (&self->rest),
  };
}

/* a provider that fails a thousand times a second has nothing new to say as often */
static gboolean
is_same (const Shown *one, const Shown *other)
{
  return one->condition == other->condition && one->breaker == other->breaker &&
         one->last_error == other->last_error && one->refuses == other->refuses &&
         ABS (one->resting_until - other->resting_until) < G_TIME_SPAN_SECOND &&
         ABS (one->last_error_at - other->last_error_at) < G_TIME_SPAN_SECOND;
}

/* the timer's callback looks again, which may start the timer */
static void update (CcpProviderState *self);

static gboolean
on_timer (gpointer data)
{
  CcpProviderState *self = CCP_PROVIDER_STATE (data);

  g_clear_pointer (&self->timer, g_source_unref);
  update (self);
  return G_SOURCE_REMOVE;
}

static void
stop_timer (CcpProviderState *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
start_timer (CcpProviderState *self)
{
  gint64 left = ccp_provider_state_get_free_at (self);
  gint64 seconds;

  stop_timer (self);
  if (left == 0)
    return;
  left -= self->clock (self->clock_data);
  seconds = CLAMP (left / G_TIME_SPAN_SECOND + 1, 1, LONGEST_SLEEP);
  self->timer = g_timeout_source_new_seconds ((guint) seconds);
  g_source_set_callback (self->timer, on_timer, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
update (CcpProviderState *self)
{
  Shown now = look (self);
  gboolean same = is_same (&now, &self->shown);

  if (!same || self->timer == NULL)
    start_timer (self);
  if (same)
    return;
  self->shown = now;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
forget_refusals (CcpProviderState *self)
{
  self->rest = (CcpRest){ 0 };
  self->refused_at = 0;
}

/* what only the provider's own side can be blamed for */
static gboolean
is_breakdown (CcpError code)
{
  switch (code)
    {
    case CCP_ERROR_INTERNAL:
    case CCP_ERROR_UPSTREAM:
    case CCP_ERROR_UNAVAILABLE:
    case CCP_ERROR_TIMEOUT:
    case CCP_ERROR_OVERLOADED:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
ccp_provider_state_finalize (GObject *object)
{
  CcpProviderState *self = CCP_PROVIDER_STATE (object);

  stop_timer (self);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->unreachable, g_free);
  g_clear_pointer (&self->heard, ccp_headers_unref);
  g_clear_pointer (&self->limits, ccp_headers_unref);

  G_OBJECT_CLASS (ccp_provider_state_parent_class)->finalize (object);
}

static void
ccp_provider_state_class_init (CcpProviderStateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_provider_state_finalize;

  signals[CHANGED] = g_signal_new ("changed",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
ccp_provider_state_init (CcpProviderState *self)
{
}

const char *
ccp_provider_state_condition_to_string (CcpProviderCondition condition)
{
  switch (condition)
    {
    case CCP_PROVIDER_RESTING:
      return "resting";
    case CCP_PROVIDER_PAUSED:
      return "paused";
    case CCP_PROVIDER_READY:
    default:
      return "ready";
    }
}

CcpProviderState *
ccp_provider_state_new (const char *name, CcpProviderClock clock, gpointer data)
{
  CcpProviderState *self = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (CCP_TYPE_PROVIDER_STATE, NULL);
  self->name = g_strdup (name);
  self->clock = clock != NULL ? clock : read_system_clock;
  self->clock_data = data;
  return self;
}

const char *
ccp_provider_state_get_name (CcpProviderState *self)
{
  g_return_val_if_fail (CCP_IS_PROVIDER_STATE (self), NULL);

  return self->name;
}

CcpProviderCondition
ccp_provider_state_get_condition (CcpProviderState *self)
{
  g_return_val_if_fail (CCP_IS_PROVIDER_STATE (self), CCP_PROVIDER_READY);

  if (self->paused)
    return CCP_PROVIDER_PAUSED;
  return is_resting (self) ? CCP_PROVIDER_RESTING : CCP_PROVIDER_READY;
}

gint64
ccp_provider_state_get_resting_until (CcpProviderState *self)
{
  g_return_val_if_fail (CCP_IS_PROVIDER_STATE (self), 0);

  return is_resting (self) ? self->rest.until : 0;
}

CcpBreakerState
ccp_provider_state_get_breaker (CcpProviderState *self)
{
  g_return_val_if_fail (CCP_IS_PROVIDER_STATE (self), CCP_BREAKER_CLOSED);

  return ccp_breaker_get_state (&self->breaker, self->clock (self->clock_data));
}

const char *
ccp_provider_state_get_last_error (CcpProviderState *self)
{
  g_return_val_if_fail (CCP_IS_PROVIDER_STATE (self), NULL);

  return self->last_error;
}

gint64
ccp_provider_state_get_last_error_at (CcpProviderState *self)
{
  g_return_val_if_fail (CCP_IS_PROVIDER_STATE (self), 0);

  return self->last_error_at;
}

CcpHeaders *
ccp_provider_state_get_rate_limits (CcpProviderState *self)
{
  g_return_val_if_fail (CCP_IS_PROVIDER_STATE (self), NULL);

  if (self->heard != NULL || self->limits == NULL)
    {
      g_clear_pointer (&self->limits, ccp_headers_unref);
      self->limits =
          self->heard != NULL ? ccp_rate_limits_pick (self->heard) : ccp_headers_new ();
      g_clear_pointer (&self->heard, ccp_headers_unref);
    }
  return self->limits;
}

guint
ccp_provider_state_get_in_flight (CcpProviderState *self)
{
  g_return_val_if_fail (CCP_IS_PROVIDER_STATE (self), 0);

  return self->in_flight;
}

void
ccp_provider_state_pause (CcpProviderState *self)
{
  g_return_if_fail (CCP_IS_PROVIDER_STATE (self));

  self->paused = TRUE;
  update (self);
}

void
ccp_provider_state_resume (CcpProviderState *self)
{
  g_return_if_fail (CCP_IS_PROVIDER_STATE (self));

  self->paused = FALSE;
  forget_refusals (self);
  ccp_breaker_succeed (&self->breaker);
  update (self);
}

void
ccp_provider_state_reconsider (CcpProviderState *self)
{
  g_return_if_fail (CCP_IS_PROVIDER_STATE (self));

  if (!ccp_rest_is_for_refusal (&self->rest))
    return;
  forget_refusals (self);
  update (self);
}

void
ccp_provider_state_forgive (CcpProviderState *self)
{
  g_return_if_fail (CCP_IS_PROVIDER_STATE (self));

  ccp_breaker_succeed (&self->breaker);
  update (self);
}

void
ccp_provider_state_set_unreachable (CcpProviderState *self, const char *host)
{
  g_return_if_fail (CCP_IS_PROVIDER_STATE (self));

  g_free (self->unreachable);
  self->unreachable = g_strdup (host);
}

const char *
ccp_provider_state_get_unreachable (CcpProviderState *self)
{
  g_return_val_if_fail (CCP_IS_PROVIDER_STATE (self), NULL);

  return self->unreachable;
}

gboolean
ccp_provider_state_is_free (CcpProviderState *self)
{
  gint64 now;

  g_return_val_if_fail (CCP_IS_PROVIDER_STATE (self), FALSE);

  if (self->paused || self->unreachable != NULL)
    return FALSE;
  if (self->rest.until == 0 && self->breaker.openings == 0)
    return TRUE;
  now = self->clock (self->clock_data);
  return now >= self->rest.until && ccp_breaker_lets_through (&self->breaker, now);
}

gint64
ccp_provider_state_get_free_at (CcpProviderState *self)
{
  gint64 now;
  gint64 until;

  g_return_val_if_fail (CCP_IS_PROVIDER_STATE (self), 0);

  now = self->clock (self->clock_data);
  until = ccp_breaker_get_until (&self->breaker, now);
  return is_resting (self) ? MAX (until, self->rest.until) : until;
}

gboolean
ccp_provider_state_has_refused (CcpProviderState *self, gint64 since)
{
  g_return_val_if_fail (CCP_IS_PROVIDER_STATE (self), FALSE);

  return self->refused_at > 0 && self->refused_at >= since;
}

gboolean
ccp_provider_state_get_refusal (CcpProviderState *self, CcpError *refusal, gint64 *since)
{
  g_return_val_if_fail (CCP_IS_PROVIDER_STATE (self), FALSE);
  g_return_val_if_fail (refusal != NULL, FALSE);
  g_return_val_if_fail (since != NULL, FALSE);

  if (!ccp_rest_is_for_refusal (&self->rest))
    return FALSE;
  *refusal = self->rest.cause;
  *since = self->rest.since;
  return TRUE;
}

gint64
ccp_provider_state_get_time (CcpProviderState *self)
{
  g_return_val_if_fail (CCP_IS_PROVIDER_STATE (self), 0);

  return self->clock (self->clock_data);
}

gboolean
ccp_provider_state_enter (CcpProviderState *self)
{
  g_return_val_if_fail (CCP_IS_PROVIDER_STATE (self), FALSE);

  self->in_flight++;
  return self->breaker.openings > 0 &&
         ccp_breaker_begin (&self->breaker, self->clock (self->clock_data));
}

void
ccp_provider_state_leave (CcpProviderState *self, gboolean tries)
{
  g_return_if_fail (CCP_IS_PROVIDER_STATE (self));
  g_return_if_fail (self->in_flight > 0);

  self->in_flight--;
  if (tries)
    ccp_breaker_abandon (&self->breaker);
}

void
ccp_provider_state_note_headers (CcpProviderState *self, CcpHeaders *headers)
{
  g_return_if_fail (CCP_IS_PROVIDER_STATE (self));
  g_return_if_fail (headers != NULL);

  g_clear_pointer (&self->heard, ccp_headers_unref);
  self->heard = ccp_headers_ref (headers);
}

void
ccp_provider_state_note_success (CcpProviderState *self, gint64 since, gboolean has_paid)
{
  g_return_if_fail (CCP_IS_PROVIDER_STATE (self));

  if (self->rest.until == 0 && self->refused_at == 0 && self->breaker.failures == 0)
    return;
  ccp_breaker_succeed (&self->breaker);
  if (since >= self->refused_at)
    self->refused_at = 0;
  ccp_rest_disprove (&self->rest, since, has_paid);
  update (self);
}

void
ccp_provider_state_note_failure (CcpProviderState *self,
                                 CcpVerdict *verdict,
                                 gboolean own_credentials)
{
  CcpError code;

  g_return_if_fail (CCP_IS_PROVIDER_STATE (self));
  g_return_if_fail (verdict != NULL);

  code = ccp_verdict_get_code (verdict);
  self->last_error = ccp_error_get_api_type (code);
  self->last_error_at = self->clock (self->clock_data);
  if (code == CCP_ERROR_AUTHENTICATION && !own_credentials)
    self->refused_at = self->last_error_at;
  ccp_rest_begin (&self->rest, verdict, own_credentials, self->last_error_at);
  if (is_breakdown (code))
    ccp_breaker_fail (&self->breaker, self->last_error_at);
  else
    ccp_breaker_succeed (&self->breaker);
  update (self);
}

void
ccp_provider_state_note_break (CcpProviderState *self, CcpVerdict *verdict)
{
  g_return_if_fail (CCP_IS_PROVIDER_STATE (self));
  g_return_if_fail (verdict != NULL);

  self->last_error = ccp_error_get_api_type (ccp_verdict_get_code (verdict));
  self->last_error_at = self->clock (self->clock_data);
  update (self);
}
