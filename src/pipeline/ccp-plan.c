/* ccp-plan.c: which transformers stand where between a client and a model
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-plan"

#include "ccp-plan.h"

struct _CcpPlan
{
  gatomicrefcount references;

  CcpFaultLog *faults;
  GArray *places;    /* (element-type CcpPlace) */
  GArray *request;   /* (element-type guint) */
  GArray *response;  /* (element-type guint) */
  GArray *omissions; /* (element-type CcpOmission) */
};

/* what goes into the plan */
typedef struct
{
  CcpPlan *plan;
  CcpPluginRegistry *registry;
  GArray *list; /* (element-type guint) */
  CcpOrigin origin;
} Builder;

static void
clear_place (gpointer data)
{
  CcpPlace *place = data;

  g_clear_pointer (&place->class_name, g_free);
  g_clear_pointer (&place->params, ccp_json_unref);
  g_clear_pointer (&place->ref, ccp_transformer_ref_unref);
}

static void
clear_omission (gpointer data)
{
  CcpOmission *omission = data;

  g_clear_pointer (&omission->ref, ccp_transformer_ref_unref);
  g_clear_pointer (&omission->reason, g_free);
}

static gboolean
find_place (CcpPlan *self, const CcpPlace *wanted, guint *found)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      CcpPlace *place = &g_array_index (self->places, CcpPlace, i);

      if (g_str_equal (place->class_name, wanted->class_name) &&
          g_bytes_equal (ccp_json_get_bytes (place->params),
                         ccp_json_get_bytes (wanted->params)))
        {
          *found = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* fills in what only an instance can tell */
static gboolean
ask (CcpPluginRegistry *registry, CcpPlace *place, GError **error)
{
  g_autoptr (CcpTransformer) sample =
      ccp_plugin_registry_create_transformer (registry,
                                              place->class_name,
                                              place->params,
                                              error);

  if (sample == NULL)
    return FALSE;
  place->side = ccp_transformer_get_side (sample);
  place->abilities = ccp_transformer_get_abilities (sample);
  return TRUE;
}

static gboolean
has_dialect (CcpPlan *self, GArray *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      guint index = g_array_index (list, guint, i);

      if (g_array_index (self->places, CcpPlace, index).side == CCP_SIDE_DIALECT)
        return TRUE;
    }
  return FALSE;
}

/* Takes @place. The response list shares the places of the request list, but an entry
 * that is written twice in one list is two places. If it may be skipped in one direction
 * alone, it may not, as it is one instance. */
static void
add_place (Builder *self, CcpPlace *place)
{
  CcpPlan *plan = self->plan;
  guint index = 0;
  gboolean shared = self->list == plan->response && find_place (plan, place, &index);

  for (guint i = 0; shared && i < self->list->len; i++)
    shared = g_array_index (self->list, guint, i) != index;
  if (shared)
    {
      CcpPlace *first = &g_array_index (plan->places, CcpPlace, index);

      if (place->on_error == CCP_ON_ERROR_FAIL)
        first->on_error = CCP_ON_ERROR_FAIL;
      clear_place (place);
    }
  else
    {
      index = plan->places->len;
      g_array_append_val (plan->places, *place);
    }
  g_array_append_val (self->list, index);
}

/* A body is converted once, though a pipeline and who uses it may both have the
 * conversion, and never passed on without it.
 * Returns: whether @place, which is taken then, can be used */
static gboolean
add_class (Builder *self, CcpPlace *place, GError **error)
{
  if (!ask (self->registry, place, error))
    return FALSE;
  if (place->side == CCP_SIDE_DIALECT)
    place->on_error = CCP_ON_ERROR_FAIL;
  if (place->side == CCP_SIDE_DIALECT && has_dialect (self->plan, self->list))
    clear_place (place);
  else
    add_place (self, place);
  return TRUE;
}

static void
omit (Builder *self, CcpTransformerRef *ref, const GError *error)
{
  CcpOmission omission = { .ref = ccp_transformer_ref_ref (ref),
                           .origin = self->origin,
                           .is_request = self->list == self->plan->request,
                           .reason = g_strdup (error->message) };

  g_array_append_val (self->plan->omissions, omission);
}

static gboolean
add_ref (Builder *self, CcpTransformerRef *ref, GError **error)
{
  g_autoptr (GError) reason = NULL;
  CcpPlace place = { .on_error = ref->on_error,
                     .origin = self->origin,
                     .ref = ccp_transformer_ref_ref (ref) };

  if (ccp_plugin_registry_resolve_transformer (self->registry,
                                               ref->class_name,
                                               ref->params,
                                               &place.class_name,
                                               &place.params,
                                               &reason) &&
      add_class (self, &place, &reason))
    return TRUE;
  clear_place (&place);
  if (ref->on_error == CCP_ON_ERROR_SKIP)
    {
      omit (self, ref, reason);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* @refs: (nullable) */
static gboolean
add_refs (Builder *self, CcpOrigin origin, GPtrArray *refs, GError **error)
{
  self->origin = origin;
  for (guint i = 0; refs != NULL && i < refs->len; i++)
    if (!add_ref (self, g_ptr_array_index (refs, i), error))
      return FALSE;
  return TRUE;
}

/* a dialect's conversion that nobody wrote into the list has its place all the same */
static gboolean
add_dialect (Builder *self, const char *dialect, GError **error)
{
  CcpPlace place = { .origin = CCP_ORIGIN_DIALECT };

  if (dialect == NULL || has_dialect (self->plan, self->list))
    return TRUE;
  place.class_name = g_strdup (dialect);
  place.params = ccp_json_new_from_text ("{}", -1, NULL);
  if (add_class (self, &place, error))
    return TRUE;
  clear_place (&place);
  return FALSE;
}

/* @of_model: (nullable) */
static gboolean
build_list (Builder *self,
            GPtrArray *of_provider,
            GPtrArray *of_model,
            const char *dialect,
            GError **error)
{
  return add_refs (self, CCP_ORIGIN_PROVIDER, of_provider, error) &&
         add_refs (self, CCP_ORIGIN_MODEL, of_model, error) &&
         add_dialect (self, dialect, error);
}

/* stable: within a side the order is the one that was written */
static GArray *
sort_by_side (CcpPlan *self, GArray *list, const CcpSide order[3])
{
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (guint), list->len);

  for (guint s = 0; s < 3; s++)
    for (guint i = 0; i < list->len; i++)
      {
        guint index = g_array_index (list, guint, i);

        if (g_array_index (self->places, CcpPlace, index).side == order[s])
          g_array_append_val (sorted, index);
      }
  g_array_unref (list);
  return sorted;
}

static CcpPlan *
create_empty (CcpFaultLog *faults)
{
  CcpPlan *self = g_new0 (CcpPlan, 1);

  g_atomic_ref_count_init (&self->references);
  self->faults = ccp_fault_log_ref (faults);
  self->places = g_array_new (FALSE, FALSE, sizeof (CcpPlace));
  g_array_set_clear_func (self->places, clear_place);
  self->request = g_array_new (FALSE, FALSE, sizeof (guint));
  self->response = g_array_new (FALSE, FALSE, sizeof (guint));
  self->omissions = g_array_new (FALSE, FALSE, sizeof (CcpOmission));
  g_array_set_clear_func (self->omissions, clear_omission);
  return self;
}

CcpPlan *
ccp_plan_new (CcpPluginRegistry *registry,
              const char *dialect,
              const CcpProviderConfig *provider,
              const CcpModelConfig *model,
              CcpFaultLog *faults,
              GError **error)
{
  static const CcpSide outward[] = { CCP_SIDE_ANTHROPIC,
                                     CCP_SIDE_DIALECT,
                                     CCP_SIDE_UPSTREAM };
  static const CcpSide inward[] = { CCP_SIDE_UPSTREAM,
                                    CCP_SIDE_DIALECT,
                                    CCP_SIDE_ANTHROPIC };
  g_autoptr (CcpPlan) self = NULL;
  Builder builder = { .registry = registry };
  GPtrArray *model_request = model != NULL ? model->request : NULL;
  GPtrArray *model_response = model != NULL ? model->response : NULL;

  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (registry), NULL);
  g_return_val_if_fail (provider != NULL, NULL);
  g_return_val_if_fail (faults != NULL, NULL);

  self = create_empty (faults);
  builder.plan = self;
  builder.list = self->request;
  if (!build_list (&builder, provider->request, model_request, dialect, error))
    return NULL;
  builder.list = self->response;
  if (!build_list (&builder, provider->response, model_response, dialect, error))
    return NULL;
  self->request = sort_by_side (self, self->request, outward);
  self->response = sort_by_side (self, self->response, inward);
  return g_steal_pointer (&self);
}

CcpPlan *
ccp_plan_ref (CcpPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ccp_plan_unref (CcpPlan *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->faults, ccp_fault_log_unref);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->request, g_array_unref);
  g_clear_pointer (&self->response, g_array_unref);
  g_clear_pointer (&self->omissions, g_array_unref);
  g_free (self);
}

GArray *
ccp_plan_get_places (CcpPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->places;
}

const char *
ccp_plan_get_dialect (CcpPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->request->len; i++)
    {
      guint index = g_array_index (self->request, guint, i);
      const CcpPlace *place = &g_array_index (self->places, CcpPlace, index);

      if (place->side == CCP_SIDE_DIALECT)
        return place->class_name;
    }
  return NULL;
}

GArray *
ccp_plan_get_request (CcpPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->request;
}

GArray *
ccp_plan_get_response (CcpPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->response;
}

GArray *
ccp_plan_get_omissions (CcpPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->omissions;
}

CcpFaultLog *
ccp_plan_get_faults (CcpPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->faults;
}
