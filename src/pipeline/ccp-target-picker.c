/* ccp-target-picker.c: which target of a chain is next, by what is known of its provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-target-picker"

#include "ccp-target-picker.h"

/* what "[1m]" after a model stands for */
#define LONG_WINDOW 1000000

/* that can be told apart; no chain of the configuration is as long */
#define MAX_TARGETS 64

/* Returns: (nullable): NULL for a provider that is not configured */
static CcpProviderState *
find_state (CcpTargetPicker *self, CcpRoute *route)
{
  CcpTarget *target =
      ccp_snapshot_get_target (self->snapshot, ccp_route_get_provider (route));

  return target != NULL ? ccp_target_get_state (target) : NULL;
}

static gboolean
is_picked (CcpTargetPicker *self, guint position)
{
  return position > MAX_TARGETS ||
         (self->picked & G_GUINT64_CONSTANT (1) << (position - 1)) != 0;
}

static gboolean
is_large_enough (CcpTargetPicker *self, CcpRoute *route, gint64 overflowed)
{
  return overflowed == 0 || ccp_target_picker_find_window (self, route) > overflowed;
}

/* A key that was refused since the run began is no better for another model. */
static gboolean
may_be_tried (CcpTargetPicker *self, CcpProviderState *state)
{
  if (state == NULL)
    return TRUE;
  return ccp_provider_state_get_condition (state) != CCP_PROVIDER_PAUSED &&
         ccp_provider_state_get_unreachable (state) == NULL &&
         (self->picked == 0 || !ccp_provider_state_has_refused (state, self->since));
}

static CcpRoute *
pick (CcpTargetPicker *self, CcpRoute *route, guint position)
{
  self->position = position;
  if (position <= MAX_TARGETS)
    self->picked |= G_GUINT64_CONSTANT (1) << (position - 1);
  return route;
}

static CcpRoute *
pick_ahead (CcpTargetPicker *self, gint64 overflowed)
{
  guint position = 1;

  for (CcpRoute *route = self->first; route != NULL;
       route = ccp_route_get_fallback (route), position++)
    {
      CcpProviderState *state = NULL;

      if (position <= self->position || !is_large_enough (self, route, overflowed))
        continue;
      state = find_state (self, route);
      if (state == NULL || ccp_provider_state_is_free (state))
        return pick (self, route, position);
    }
  return NULL;
}

/* The best is the one that would be free soonest. */
static CcpRoute *
pick_spare (CcpTargetPicker *self, gint64 overflowed)
{
  CcpRoute *best = NULL;
  guint best_position = 0;
  gint64 best_time = G_MAXINT64;
  guint position = 1;

  for (CcpRoute *route = self->first; route != NULL;
       route = ccp_route_get_fallback (route), position++)
    {
      CcpProviderState *state = find_state (self, route);
      gint64 time = state != NULL ? ccp_provider_state_get_free_at (state) : 0;

      if (is_picked (self, position) || time >= best_time ||
          !may_be_tried (self, state) || !is_large_enough (self, route, overflowed))
        continue;
      best = route;
      best_position = position;
      best_time = time;
    }
  return best != NULL ? pick (self, best, best_position) : NULL;
}

/* @state: (nullable) */
static char *
describe_refusal (const char *name, CcpProviderState *state)
{
  if (state != NULL && ccp_provider_state_get_condition (state) != CCP_PROVIDER_PAUSED &&
      ccp_provider_state_get_unreachable (state) != NULL)
    return g_strdup_printf ("there is no network: the provider \"%s\" at %s cannot be "
                            "reached until it is back",
                            name,
                            ccp_provider_state_get_unreachable (state));
  return g_strdup_printf ("the provider \"%s\" is paused, so that it gets no "
                          "requests; to go on: ccproxy providers resume %s",
                          name,
                          name);
}

void
ccp_target_picker_init (CcpTargetPicker *self, CcpSnapshot *snapshot, CcpRoute *first)
{
  CcpProviderState *state = NULL;

  g_return_if_fail (CCP_IS_SNAPSHOT (snapshot));
  g_return_if_fail (first != NULL);

  *self = (CcpTargetPicker){
    .snapshot = g_object_ref (snapshot),
    .first = ccp_route_ref (first),
  };
  state = find_state (self, first);
  if (state != NULL && ccp_route_get_fallback (first) != NULL)
    self->since = ccp_provider_state_get_time (state);
}

void
ccp_target_picker_clear (CcpTargetPicker *self)
{
  g_clear_object (&self->snapshot);
  g_clear_pointer (&self->first, ccp_route_unref);
}

CcpRoute *
ccp_target_picker_next (CcpTargetPicker *self, gint64 overflowed)
{
  CcpRoute *next = NULL;

  g_return_val_if_fail (self->first != NULL, NULL);

  if (!self->is_over)
    next = pick_ahead (self, overflowed);
  if (next != NULL || self->is_over)
    return next;
  self->is_over = TRUE;
  return pick_spare (self, overflowed);
}

CcpVerdict *
ccp_target_picker_refuse (CcpTargetPicker *self)
{
  g_autofree char *message = NULL;
  CcpVerdict *verdict = NULL;
  CcpProviderState *state = NULL;
  gint64 rest = 0;

  g_return_val_if_fail (self->first != NULL, NULL);

  state = find_state (self, self->first);
  message = describe_refusal (ccp_route_get_provider (self->first), state);
  verdict = ccp_verdict_new (CCP_VERDICT_GIVE_UP, CCP_ERROR_UNAVAILABLE, message);
  if (state != NULL)
    rest = ccp_provider_state_get_resting_until (state) -
           ccp_provider_state_get_time (state);
  /* none, or over by now */
  if (rest > 0)
    ccp_verdict_set_retry_after (verdict, (guint64) rest / G_TIME_SPAN_MILLISECOND);
  return verdict;
}

gint64
ccp_target_picker_find_window (CcpTargetPicker *self, CcpRoute *route)
{
  CcpCatalog *catalog = ccp_snapshot_get_catalog (self->snapshot);
  const CcpModelFacts *facts = ccp_catalog_find_facts (catalog, route);
  gint64 window = facts != NULL ? facts->context_window : 0;

  return ccp_route_get_long_context (route) ? MAX (window, LONG_WINDOW) : window;
}
