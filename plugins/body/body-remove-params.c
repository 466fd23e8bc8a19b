/* body-remove-params.c: takes parameters out of requests
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "body-remove-params"

#include "body-remove-params.h"

#include "body-change.h"
#include "body-track.h"

#define MAX_PATHS 64

struct _BodyRemoveParams
{
  CcpSimpleTransformer parent_instance;

  CcpSide side;
  GPtrArray *paths; /* (element-type CcpJsonPath) */
};

G_DEFINE_FINAL_TYPE (BodyRemoveParams, body_remove_params, CCP_TYPE_SIMPLE_TRANSFORMER)

/* @index: in "paths" */
static gboolean
add_path (BodyRemoveParams *self, const char *text, guint index, GError **error)
{
  g_autoptr (CcpJsonPath) path = ccp_json_path_new (text, error);
  guint length = path != NULL ? ccp_json_path_get_length (path) : 0;

  if (path != NULL &&
      (length == 0 || ccp_json_path_get_step (path, length - 1)->is_append))
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "expected a path to something in the document, got \"%s\"",
                   text);
      g_clear_pointer (&path, ccp_json_path_free);
    }
  if (path == NULL)
    {
      g_prefix_error (error, "paths[%u]: ", index);
      return FALSE;
    }
  g_ptr_array_add (self->paths, g_steal_pointer (&path));
  return TRUE;
}

static gboolean
read_paths (BodyRemoveParams *self, const CcpJsonValue *list, GError **error)
{
  CcpJsonIter iter;
  CcpJsonValue value;

  if (!ccp_json_value_is_array (list) || ccp_json_value_get_length (list) == 0 ||
      ccp_json_value_get_length (list) > MAX_PATHS)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "paths: expected 1 to %d paths",
                   MAX_PATHS);
      return FALSE;
    }
  ccp_json_iter_init (&iter, list);
  while (ccp_json_iter_next (&iter, NULL, &value))
    {
      g_autofree char *text = ccp_json_value_dup_string (&value, NULL);

      if (!add_path (self, text != NULL ? text : "", self->paths->len, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  BodyRemoveParams *self = BODY_REMOVE_PARAMS (transformer);
  CcpJsonValue root;
  CcpJsonValue side;
  CcpJsonValue paths;

  ccp_json_get_root (params, &root);
  side = ccp_json_value_member (&root, "side");
  self->side = ccp_json_value_equals_string (&side, "anthropic") ? CCP_SIDE_ANTHROPIC
                                                                 : CCP_SIDE_UPSTREAM;
  paths = ccp_json_value_member (&root, "paths");
  return read_paths (self, &paths, error);
}

static CcpSide
get_side (CcpSimpleTransformer *transformer)
{
  return BODY_REMOVE_PARAMS (transformer)->side;
}

static void
splice_container (CcpJsonSplice *splice,
                  const CcpJsonValue *container,
                  const BodyTrack *track)
{
  gboolean has_names = ccp_json_value_is_object (container);
  guint length = 0;
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  if (!has_names && !ccp_json_value_is_array (container))
    return;
  length = ccp_json_value_get_length (container);
  ccp_json_iter_init (&iter, container);
  for (guint i = 0; ccp_json_iter_next (&iter, &name, &value); i++)
    {
      g_auto (BodyTrack) inner = { 0 };
      BodyTrackState state =
          body_track_init_child (&inner, track, has_names ? &name : NULL, i, length);

      if (state == BODY_TRACK_ENDED)
        ccp_json_splice_remove (splice, has_names ? &name : &value);
      else if (state == BODY_TRACK_GOES)
        splice_container (splice, &value, &inner);
    }
}

static CcpJson *
transform_request (CcpSimpleTransformer *transformer,
                   CcpExchange *exchange,
                   CcpJson *body,
                   GError **error)
{
  BodyRemoveParams *self = BODY_REMOVE_PARAMS (transformer);
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (body);
  g_auto (BodyTrack) track = { 0 };
  CcpJsonValue root;

  ccp_json_get_root (body, &root);
  body_track_init (&track, self->paths);
  splice_container (splice, &root, &track);
  return body_change_finish (splice, error);
}

static void
body_remove_params_finalize (GObject *object)
{
  g_clear_pointer (&BODY_REMOVE_PARAMS (object)->paths, g_ptr_array_unref);

  G_OBJECT_CLASS (body_remove_params_parent_class)->finalize (object);
}

static void
body_remove_params_class_init (BodyRemoveParamsClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = body_remove_params_finalize;
  transformer_class->configure = configure;
  transformer_class->get_side = get_side;
  transformer_class->transform_request = transform_request;
}

static void
body_remove_params_init (BodyRemoveParams *self)
{
  self->paths = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_json_path_free);
}
