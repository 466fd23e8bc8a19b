/* edit-source.c: where in a provider's answer something is
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "edit-source"

#include "edit-source.h"

#include "edit-params.h"
#include "edit-walk.h"

#define MAX_PLACES 32

typedef struct
{
  CcpJsonPath *path;
  EditCondition *when;   /* (nullable) */
  EditCondition *unless; /* (nullable) */
} Place;

struct _EditSource
{
  GPtrArray *places; /* (element-type Place) */
};

typedef struct
{
  EditTake take;
  gpointer data;
  gboolean found;
} Taking;

static const char *const known[] = { "at", "when", "unless", NULL };

static void
free_place (gpointer data)
{
  Place *place = data;

  g_clear_pointer (&place->path, ccp_json_path_free);
  g_clear_pointer (&place->when, edit_condition_free);
  g_clear_pointer (&place->unless, edit_condition_free);
  g_free (place);
}

static gboolean
read_condition (const CcpJsonValue *value,
                const char *name,
                const char *where,
                EditCondition **condition,
                GError **error)
{
  CcpJsonValue member = ccp_json_value_member (value, name);
  g_autofree char *inner = edit_params_get_place (where, name);

  if (!ccp_json_value_exists (&member))
    return TRUE;
  *condition = edit_condition_new (&member, inner, error);
  return *condition != NULL;
}

static gboolean
read_mapping (Place *place, const CcpJsonValue *value, const char *where, GError **error)
{
  CcpJsonValue at = ccp_json_value_member (value, "at");
  g_autofree char *inner = edit_params_get_place (where, "at");

  if (!edit_params_check_members (value, where, "key", known, error))
    return FALSE;
  if (!ccp_json_value_exists (&at))
    return edit_params_refuse (error, where, "\"at\" is missing: a path");
  place->path = edit_params_read_path (&at, inner, error);
  return place->path != NULL &&
         read_condition (value, "when", where, &place->when, error) &&
         read_condition (value, "unless", where, &place->unless, error);
}

static gboolean
add_place (EditSource *self, const CcpJsonValue *value, const char *where, GError **error)
{
  Place *place = g_new0 (Place, 1);

  g_ptr_array_add (self->places, place);
  if (self->places->len > MAX_PLACES)
    return edit_params_refuse (error, where, "expected at most %d places", MAX_PLACES);
  if (ccp_json_value_is_object (value))
    return read_mapping (place, value, where, error);
  place->path = edit_params_read_path (value, where, error);
  return place->path != NULL;
}

static gboolean
add_places (EditSource *self, const CcpJsonValue *list, const char *where, GError **error)
{
  CcpJsonIter iter;
  CcpJsonValue element;

  if (ccp_json_value_get_length (list) == 0)
    return edit_params_refuse (error, where, "expected at least one path");
  ccp_json_iter_init (&iter, list);
  while (ccp_json_iter_next (&iter, NULL, &element))
    {
      g_autofree char *inner = g_strdup_printf ("%s[%u]", where, self->places->len);

      if (!add_place (self, &element, inner, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_open (const Place *place, const EditScene *scene)
{
  return (place->when == NULL || edit_condition_holds (place->when,
                                                       scene->exchange,
                                                       scene->event,
                                                       scene->document)) &&
         (place->unless == NULL || !edit_condition_holds (place->unless,
                                                          scene->exchange,
                                                          scene->event,
                                                          scene->document));
}

static gboolean
take_value (EditDocument *document, EditSpot *spot, gpointer data)
{
  Taking *taking = data;
  CcpJsonValue value = edit_spot_get_value (spot);

  if (ccp_json_value_get_kind (&value) == CCP_JSON_NULL)
    return FALSE;
  taking->found = TRUE;
  taking->take (&value, taking->data);
  return FALSE;
}

EditSource *
edit_source_new (const CcpJsonValue *value, const char *place, GError **error)
{
  g_autoptr (EditSource) self = g_new0 (EditSource, 1);
  gboolean good = FALSE;

  self->places = g_ptr_array_new_with_free_func (free_place);
  good = ccp_json_value_is_array (value) ? add_places (self, value, place, error)
                                         : add_place (self, value, place, error);
  return good ? g_steal_pointer (&self) : NULL;
}

void
edit_source_free (EditSource *self)
{
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_free (self);
}

gboolean
edit_source_read (const EditSource *self,
                  const EditScene *scene,
                  EditTake take,
                  gpointer data)
{
  Taking taking = { .take = take, .data = data };

  for (guint i = 0; self != NULL && !taking.found && i < self->places->len; i++)
    {
      const Place *place = g_ptr_array_index (self->places, i);
      const CcpJsonStretch all = ccp_json_path_get_all (place->path);

      if (is_open (place, scene))
        edit_walk_visit (scene->document,
                         edit_document_get_root (scene->document),
                         &all,
                         take_value,
                         &taking);
    }
  return taking.found;
}
