/* ccp-plan.c: which transformers stand where between a client and a model
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-plan"

#include "ccp-plan.h"

struct _CcpPlan
{
  gatomicrefcount references;

  GArray *places;   /* (element-type CcpPlace) */
  GArray *request;  /* (element-type guint) */
  GArray *response; /* (element-type guint) */
};

static void
clear_place (gpointer data)
{
  CcpPlace *place = data;

  g_clear_pointer (&place->class_name, g_free);
  g_clear_pointer (&place->params, ccp_json_unref);
}

static gboolean
find_place (CcpPlan *self, const char *class_name, CcpJson *params, guint *found)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      CcpPlace *place = &g_array_index (self->places, CcpPlace, i);

      if (g_str_equal (place->class_name, class_name) &&
          g_bytes_equal (ccp_json_get_bytes (place->params), ccp_json_get_bytes (params)))
        {
          *found = i;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
ask_side (CcpPluginRegistry *registry,
          const char *class_name,
          CcpJson *params,
          CcpSide *side,
          GError **error)
{
  g_autoptr (CcpTransformer) sample =
      ccp_plugin_registry_create_transformer (registry, class_name, params, error);

  if (sample == NULL)
    return FALSE;
  *side = ccp_transformer_get_side (sample);
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

/* The response list shares the places of the request list, but an entry that is written
 * twice in one list is two places. A body is converted once, though a pipeline and who
 * uses it may both have the conversion. */
static gboolean
add_to_list (CcpPlan *self,
             GArray *list,
             CcpPluginRegistry *registry,
             const CcpTransformerRef *ref,
             GError **error)
{
  CcpPlace place = { NULL };
  guint index = 0;
  gboolean shared =
      list == self->response && find_place (self, ref->class_name, ref->params, &index);

  for (guint i = 0; shared && i < list->len; i++)
    shared = g_array_index (list, guint, i) != index;
  if (!shared)
    {
      if (!ask_side (registry, ref->class_name, ref->params, &place.side, error))
        return FALSE;
      if (place.side == CCP_SIDE_DIALECT && has_dialect (self, list))
        return TRUE;
      place.class_name = g_strdup (ref->class_name);
      place.params = ccp_json_ref (ref->params);
      index = self->places->len;
      g_array_append_val (self->places, place);
    }
  g_array_append_val (list, index);
  return TRUE;
}

static gboolean
add_refs (CcpPlan *self,
          GArray *list,
          CcpPluginRegistry *registry,
          GPtrArray *refs,
          GError **error)
{
  for (guint i = 0; refs != NULL && i < refs->len; i++)
    if (!add_to_list (self, list, registry, g_ptr_array_index (refs, i), error))
      return FALSE;
  return TRUE;
}

/* a dialect's conversion that nobody wrote into the list has its place all the same */
static gboolean
add_dialect (CcpPlan *self,
             GArray *list,
             CcpPluginRegistry *registry,
             const char *dialect,
             GError **error)
{
  g_autoptr (CcpJson) params = ccp_json_new_from_text ("{}", -1, NULL);
  const CcpTransformerRef ref = { .class_name = (char *) dialect, .params = params };

  return dialect == NULL || has_dialect (self, list) ||
         add_to_list (self, list, registry, &ref, error);
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

CcpPlan *
ccp_plan_new (CcpPluginRegistry *registry,
              const char *dialect,
              const CcpProviderConfig *provider,
              const CcpModelConfig *model,
              GError **error)
{
  static const CcpSide outward[] = { CCP_SIDE_ANTHROPIC,
                                     CCP_SIDE_DIALECT,
                                     CCP_SIDE_UPSTREAM };
  static const CcpSide inward[] = { CCP_SIDE_UPSTREAM,
                                    CCP_SIDE_DIALECT,
                                    CCP_SIDE_ANTHROPIC };
  g_autoptr (CcpPlan) self = g_new0 (CcpPlan, 1);
  GPtrArray *model_request = model != NULL ? model->request : NULL;
  GPtrArray *model_response = model != NULL ? model->response : NULL;

  g_atomic_ref_count_init (&self->references);
  self->places = g_array_new (FALSE, FALSE, sizeof (CcpPlace));
  g_array_set_clear_func (self->places, clear_place);
  self->request = g_array_new (FALSE, FALSE, sizeof (guint));
  self->response = g_array_new (FALSE, FALSE, sizeof (guint));

  if (!add_refs (self, self->request, registry, provider->request, error) ||
      !add_refs (self, self->request, registry, model_request, error) ||
      !add_dialect (self, self->request, registry, dialect, error) ||
      !add_refs (self, self->response, registry, provider->response, error) ||
      !add_refs (self, self->response, registry, model_response, error) ||
      !add_dialect (self, self->response, registry, dialect, error))
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
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->request, g_array_unref);
  g_clear_pointer (&self->response, g_array_unref);
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
