/* edit-condition.c: when something is to be done
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "edit-condition"

#include "edit-condition.h"

#include "edit-params.h"
#include "edit-walk.h"

typedef struct
{
  CcpJsonPath *path;
  CcpJsonValue value;
} Equality;

typedef enum
{
  STREAM_ANY,
  STREAM_YES,
  STREAM_NO,
} StreamWish;

/* each: (nullable): NULL if it does not matter */
struct _EditCondition
{
  GPtrArray *model; /* (element-type GPatternSpec): as the provider calls it */
  GPtrArray *asked; /* (element-type GPatternSpec): as the client calls it */
  GPtrArray *provider;
  GPtrArray *stage;
  GPtrArray *event;
  StreamWish stream;
  GPtrArray *has;   /* (element-type CcpJsonPath): each must be there */
  GPtrArray *lacks; /* (element-type CcpJsonPath): none may be there */
  GArray *equals;   /* (element-type Equality) */
};

static const char *const known[] = {
  "model",  "asked", "provider", "stage",  "event",
  "stream", "has",   "lacks",    "equals", NULL,
};

static void
clear_equality (gpointer data)
{
  Equality *equality = data;

  g_clear_pointer (&equality->path, ccp_json_path_free);
}

static gboolean
read_equals (EditCondition *self,
             const CcpJsonValue *value,
             const char *place,
             GError **error)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  Equality equality;

  if (!ccp_json_value_is_object (value))
    return edit_params_refuse (error, place, "expected a mapping of paths to values");
  self->equals = g_array_new (FALSE, FALSE, sizeof (Equality));
  g_array_set_clear_func (self->equals, clear_equality);
  ccp_json_iter_init (&iter, value);
  while (ccp_json_iter_next (&iter, &name, &equality.value))
    {
      g_autofree char *text = ccp_json_value_dup_string (&name, NULL);
      g_autofree char *inner = edit_params_get_place (place, text);

      if (!edit_params_is_scalar (&equality.value))
        return edit_params_refuse (error, inner, "expected a single value");
      equality.path = edit_params_read_path (&name, inner, error);
      if (equality.path == NULL)
        return FALSE;
      g_array_append_val (self->equals, equality);
    }
  return TRUE;
}

static gboolean
read_stream (EditCondition *self,
             const CcpJsonValue *value,
             const char *place,
             GError **error)
{
  if (ccp_json_value_get_kind (value) != CCP_JSON_BOOLEAN)
    return edit_params_refuse (error, place, "expected true or false");
  self->stream = ccp_json_value_get_boolean (value, FALSE) ? STREAM_YES : STREAM_NO;
  return TRUE;
}

static GPtrArray **
find_globs (EditCondition *self, const char *name)
{
  if (g_str_equal (name, "model"))
    return &self->model;
  if (g_str_equal (name, "asked"))
    return &self->asked;
  if (g_str_equal (name, "provider"))
    return &self->provider;
  if (g_str_equal (name, "stage"))
    return &self->stage;
  return g_str_equal (name, "event") ? &self->event : NULL;
}

static gboolean
read_member (EditCondition *self,
             const char *name,
             const CcpJsonValue *value,
             const char *place,
             GError **error)
{
  GPtrArray **globs = find_globs (self, name);
  GPtrArray **paths = g_str_equal (name, "has") ? &self->has : &self->lacks;

  if (globs != NULL)
    return (*globs = edit_params_read_globs (value, place, error)) != NULL;
  if (g_str_equal (name, "stream"))
    return read_stream (self, value, place, error);
  if (g_str_equal (name, "equals"))
    return read_equals (self, value, place, error);
  return (*paths = edit_params_read_paths (value, place, error)) != NULL;
}

static gboolean
read_members (EditCondition *self,
              const CcpJsonValue *value,
              const char *place,
              GError **error)
{
  for (guint i = 0; known[i] != NULL; i++)
    {
      CcpJsonValue member = ccp_json_value_member (value, known[i]);
      g_autofree char *inner = edit_params_get_place (place, known[i]);

      if (ccp_json_value_exists (&member) &&
          !read_member (self, known[i], &member, inner, error))
        return FALSE;
    }
  return TRUE;
}

/* @globs: (nullable) */
static gboolean
matches (GPtrArray *globs, const char *text)
{
  for (guint i = 0; globs != NULL && text != NULL && i < globs->len; i++)
    if (g_pattern_spec_match_string (g_ptr_array_index (globs, i), text))
      return TRUE;
  return globs == NULL;
}

static gboolean
matches_route (const EditCondition *self, CcpRoute *route)
{
  if (route == NULL)
    return self->model == NULL && self->provider == NULL && self->stage == NULL;
  return matches (self->model, ccp_route_get_model (route)) &&
         matches (self->provider, ccp_route_get_provider (route)) &&
         matches (self->stage, ccp_route_get_stage (route));
}

static gboolean
visit_any (EditDocument *document, EditSpot *spot, gpointer data)
{
  return TRUE;
}

static gboolean
has_path (EditDocument *document, const CcpJsonPath *path)
{
  const CcpJsonStretch stretch = ccp_json_path_get_all (path);

  return edit_walk_visit (document,
                          edit_document_get_root (document),
                          &stretch,
                          visit_any,
                          NULL);
}

static gboolean
is_equal (const CcpJsonValue *a, const CcpJsonValue *b)
{
  CcpJsonKind kind = ccp_json_value_get_kind (a);
  g_autofree char *text = NULL;
  double left = 0;
  double right = 0;

  if (kind != ccp_json_value_get_kind (b))
    return FALSE;
  if (kind == CCP_JSON_BOOLEAN)
    return ccp_json_value_get_boolean (a, FALSE) == ccp_json_value_get_boolean (b, FALSE);
  if (kind == CCP_JSON_NUMBER)
    return ccp_json_value_get_double (a, &left) &&
           ccp_json_value_get_double (b, &right) && left == right;
  if (kind != CCP_JSON_STRING)
    return kind == CCP_JSON_NULL;
  text = ccp_json_value_dup_string (b, NULL);
  return ccp_json_value_equals_string (a, text);
}

static gboolean
visit_equal (EditDocument *document, EditSpot *spot, gpointer data)
{
  CcpJsonValue value = edit_spot_get_value (spot);

  return is_equal (&value, data);
}

static gboolean
has_value (EditDocument *document, const Equality *equality)
{
  const CcpJsonStretch stretch = ccp_json_path_get_all (equality->path);

  return edit_walk_visit (document,
                          edit_document_get_root (document),
                          &stretch,
                          visit_equal,
                          (gpointer) &equality->value);
}

static gboolean
matches_document (const EditCondition *self, EditDocument *document)
{
  for (guint i = 0; self->has != NULL && i < self->has->len; i++)
    if (!has_path (document, g_ptr_array_index (self->has, i)))
      return FALSE;
  for (guint i = 0; self->lacks != NULL && i < self->lacks->len; i++)
    if (has_path (document, g_ptr_array_index (self->lacks, i)))
      return FALSE;
  for (guint i = 0; self->equals != NULL && i < self->equals->len; i++)
    if (!has_value (document, &g_array_index (self->equals, Equality, i)))
      return FALSE;
  return TRUE;
}

EditCondition *
edit_condition_new (const CcpJsonValue *value, const char *place, GError **error)
{
  g_autoptr (EditCondition) self = g_new0 (EditCondition, 1);
  g_autofree char *got = NULL;

  if (!ccp_json_value_is_object (value))
    {
      got = edit_params_describe (value);
      edit_params_refuse (error,
                          place,
                          "expected a mapping such as {model: \"gpt-*\"}, got %s",
                          got);
      return NULL;
    }
  if (!edit_params_check_members (value, place, "condition", known, error) ||
      !read_members (self, value, place, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
edit_condition_free (EditCondition *self)
{
  g_clear_pointer (&self->model, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_clear_pointer (&self->provider, g_ptr_array_unref);
  g_clear_pointer (&self->stage, g_ptr_array_unref);
  g_clear_pointer (&self->event, g_ptr_array_unref);
  g_clear_pointer (&self->has, g_ptr_array_unref);
  g_clear_pointer (&self->lacks, g_ptr_array_unref);
  g_clear_pointer (&self->equals, g_array_unref);
  g_free (self);
}

gboolean
edit_condition_holds (const EditCondition *self,
                      CcpExchange *exchange,
                      const char *event,
                      EditDocument *document)
{
  gboolean stream = ccp_exchange_get_stream (exchange);

  if (self->stream != STREAM_ANY && stream != (self->stream == STREAM_YES))
    return FALSE;
  return matches (self->asked, ccp_exchange_get_model (exchange)) &&
         matches_route (self, ccp_exchange_get_route (exchange)) &&
         matches (self->event, event) && matches_document (self, document);
}
