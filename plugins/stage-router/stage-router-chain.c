/* stage-router-chain.c: the models that are tried one after the other
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-chain.h"

#define RULE "chain"

/* what "[1m]" behind a name asks for */
#define LONG_WINDOW 1000000

/* More are not tried for one request. */
#define MAX_TARGETS 32

/* How little use a target is: one that is blind may still answer. */
typedef enum
{
  FAULT_NONE = 0,
  FAULT_BLIND = 1 << 0,
  FAULT_SMALL = 1 << 1,
} Fault;

typedef struct
{
  char *name; /* as the configuration has it */
  char *provider;
  char *model;
  char *id; /* (nullable) */
  gboolean is_long;
  CcpModelFacts facts;
} Target;

struct _StageRouterChain
{
  GArray *targets; /* (element-type Target) */
};

static void
clear_target (gpointer data)
{
  Target *target = data;

  g_clear_pointer (&target->name, g_free);
  g_clear_pointer (&target->provider, g_free);
  g_clear_pointer (&target->model, g_free);
  g_clear_pointer (&target->id, g_free);
}

static const Target *
get_target (const StageRouterChain *self, guint index)
{
  return &g_array_index (self->targets, Target, index);
}

static gboolean
is_twice (const StageRouterChain *self, const Target *target)
{
  for (guint i = 0; i < self->targets->len; i++)
    {
      const Target *other = get_target (self, i);

      if (g_str_equal (other->provider, target->provider) &&
          g_str_equal (other->model, target->model) && other->is_long == target->is_long)
        return TRUE;
    }
  return FALSE;
}

static gboolean
add_target (StageRouterChain *self,
            const StageRouterReader *reader,
            const char *name,
            const char *place)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpRoute) route = ccp_catalog_resolve (reader->catalog, RULE, name, &error);
  const CcpModelFacts *facts = NULL;
  Target target = { .facts = CCP_MODEL_FACTS_UNKNOWN };

  if (route == NULL)
    {
      stage_router_reader_refuse (reader,
                                  STAGE_ROUTER_READER_UNKNOWN_MODEL,
                                  place,
                                  "%s",
                                  error->message);
      return FALSE;
    }
  facts = ccp_catalog_find_facts (reader->catalog, route);
  if (facts != NULL)
    target.facts = *facts;
  target.name = g_strdup (name);
  target.provider = g_strdup (ccp_route_get_provider (route));
  target.model = g_strdup (ccp_route_get_model (route));
  target.id = g_strdup (ccp_route_get_model_id (route));
  target.is_long = ccp_route_get_long_context (route);
  if (is_twice (self, &target))
    stage_router_reader_warn (reader,
                              STAGE_ROUTER_READER_TWICE,
                              place,
                              "\"%s\" is in this list before; it will not be tried twice",
                              name);
  if (is_twice (self, &target))
    clear_target (&target);
  else
    g_array_append_val (self->targets, target);
  return TRUE;
}

static gboolean
read_target (StageRouterChain *self,
             const StageRouterReader *reader,
             const CcpJsonValue *value,
             const char *place)
{
  g_autofree char *name = stage_router_reader_read_string (reader, value, place);

  return name != NULL && add_target (self, reader, name, place);
}

static gboolean
read_list (StageRouterChain *self,
           const StageRouterReader *reader,
           const CcpJsonValue *list,
           const char *place)
{
  guint length = ccp_json_value_get_length (list);
  gboolean good = TRUE;
  CcpJsonIter iter;
  CcpJsonValue value;

  if (length == 0)
    {
      stage_router_reader_refuse (reader,
                                  STAGE_ROUTER_READER_BAD_VALUE,
                                  place,
                                  "expected at least one, got an empty list");
      return FALSE;
    }
  if (length > MAX_TARGETS)
    {
      stage_router_reader_refuse (reader,
                                  STAGE_ROUTER_READER_OUT_OF_RANGE,
                                  place,
                                  "expected at most %d models, got %u",
                                  MAX_TARGETS,
                                  length);
      return FALSE;
    }
  ccp_json_iter_init (&iter, list);
  for (guint i = 0; ccp_json_iter_next (&iter, NULL, &value); i++)
    {
      g_autofree char *inner = g_strdup_printf ("%s[%u]", place, i);

      good &= read_target (self, reader, &value, inner);
    }
  return good;
}

static gint64
get_window (const Target *target)
{
  if (target->is_long)
    return MAX (target->facts.context_window, LONG_WINDOW);
  return target->facts.context_window;
}

/* what the model may answer takes room in its window */
static gint64
get_reserve (const Target *target, const StageRouterRequest *request)
{
  gint64 wanted = stage_router_request_get_max_tokens (request);

  return target->facts.max_output > 0 ? MIN (wanted, target->facts.max_output) : wanted;
}

static gboolean
is_blind (const Target *target)
{
  return target->facts.modalities != CCP_MODALITY_UNKNOWN &&
         (target->facts.modalities & CCP_MODALITY_IMAGE) == 0;
}

static guint
find_faults (const Target *target, StageRouterRequest *request)
{
  gint64 window = get_window (target);
  guint faults = FAULT_NONE;

  if (window > 0 &&
      !stage_router_request_is_within (request, window - get_reserve (target, request)))
    faults |= FAULT_SMALL;
  if (request->signs.turns.n_images > 0 && is_blind (target))
    faults |= FAULT_BLIND;
  return faults;
}

static void
trace_fault (const Target *target,
             guint faults,
             StageRouterRequest *request,
             StageRouterTrace *trace)
{
  if ((faults & FAULT_SMALL) != 0)
    stage_router_trace_add_printf (trace,
                                   RULE,
                                   CCP_ROUTE_SKIPPED,
                                   "%s comes last: its window of %" G_GINT64_FORMAT
                                   " tokens is too small for %" G_GINT64_FORMAT
                                   " and an answer of %" G_GINT64_FORMAT,
                                   target->name,
                                   get_window (target),
                                   stage_router_request_get_tokens (request),
                                   get_reserve (target, request));
  else
    stage_router_trace_add_printf (trace,
                                   RULE,
                                   CCP_ROUTE_SKIPPED,
                                   "%s comes last: it reads no images",
                                   target->name);
}

/* @order: (out caller-allocates): the positions of the targets, the most useful first */
static void
sort_targets (const StageRouterChain *self,
              guint8 *order,
              StageRouterRequest *request,
              StageRouterTrace *trace)
{
  guint faults[MAX_TARGETS] = { 0 };
  guint least = G_MAXUINT;
  guint n_sorted = 0;

  for (guint i = 0; i < self->targets->len; i++)
    {
      faults[i] = find_faults (get_target (self, i), request);
      least = MIN (least, faults[i]);
    }
  for (guint fault = least; fault <= (FAULT_BLIND | FAULT_SMALL); fault++)
    for (guint i = 0; i < self->targets->len; i++)
      {
        if (faults[i] != fault)
          continue;
        order[n_sorted++] = (guint8) i;
        if (fault != least)
          trace_fault (get_target (self, i), fault, request, trace);
      }
}

static CcpRoute *
create_route (const Target *target, const char *stage)
{
  CcpRoute *route = ccp_route_new (stage, target->provider, target->model);

  if (target->id != NULL)
    ccp_route_set_model_id (route, target->id);
  ccp_route_set_long_context (route, target->is_long);
  return route;
}

StageRouterChain *
stage_router_chain_new (const StageRouterReader *reader,
                        const CcpJsonValue *value,
                        const char *place)
{
  g_autoptr (StageRouterChain) self = g_new0 (StageRouterChain, 1);
  gboolean good = FALSE;

  g_return_val_if_fail (reader != NULL, NULL);

  self->targets = g_array_new (FALSE, FALSE, sizeof (Target));
  g_array_set_clear_func (self->targets, clear_target);
  good = ccp_json_value_is_array (value) ? read_list (self, reader, value, place)
                                         : read_target (self, reader, value, place);
  return good ? g_steal_pointer (&self) : NULL;
}

void
stage_router_chain_free (StageRouterChain *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->targets, g_array_unref);
  g_free (self);
}

CcpRoute *
stage_router_chain_create_route (const StageRouterChain *self,
                                 const char *stage,
                                 StageRouterRequest *request,
                                 StageRouterTrace *trace)
{
  guint8 order[MAX_TARGETS] = { 0 };
  CcpRoute *route = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->targets->len > 1)
    sort_targets (self, order, request, trace);
  for (guint i = self->targets->len; i > 0; i--)
    {
      g_autoptr (CcpRoute) rest = g_steal_pointer (&route);

      route = create_route (get_target (self, order[i - 1]), stage);
      ccp_route_set_fallback (route, rest);
    }
  return route;
}

gint64
stage_router_chain_get_largest_window (const StageRouterChain *self)
{
  gint64 largest = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->targets->len; i++)
    {
      gint64 window = get_window (get_target (self, i));

      if (window == 0)
        return 0;
      largest = MAX (largest, window);
    }
  return largest;
}

gboolean
stage_router_chain_is_blind (const StageRouterChain *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->targets->len; i++)
    if (!is_blind (get_target (self, i)))
      return FALSE;
  return self->targets->len > 0;
}
