/* ccp-model-list.c: the models as the Messages API lists them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-model-list"

#include "ccp-model-list.h"

#include <string.h>

#define DEFAULT_LIMIT 20
#define MAX_LIMIT 1000

typedef struct
{
  char *id;
  char *display_name;
} Model;

static void
clear_model (gpointer data)
{
  Model *model = data;

  g_clear_pointer (&model->id, g_free);
  g_clear_pointer (&model->display_name, g_free);
}

/* Claude Code's picker shows nothing else */
static gboolean
is_shown_as_it_is (const char *id)
{
  return g_str_has_prefix (id, "claude") || g_str_has_prefix (id, "anthropic");
}

static GArray *
list_models (CcpCatalog *catalog)
{
  GArray *models = g_array_new (FALSE, FALSE, sizeof (Model));

  g_array_set_clear_func (models, clear_model);
  for (guint i = 0; i < ccp_catalog_get_n_models (catalog); i++)
    {
      const char *id = ccp_catalog_get_id (catalog, i);
      Model model = { g_strdup (id), g_strdup (id) };

      g_array_append_val (models, model);
      if (is_shown_as_it_is (id))
        continue;
      model.id = g_strconcat (CCP_CATALOG_ALIAS_PREFIX, id, NULL);
      model.display_name =
          g_strdup_printf ("%s (%s)", id, ccp_catalog_get_provider (catalog, i));
      g_array_append_val (models, model);
    }
  return models;
}

/* Returns: the length of @models if there is none */
static guint
find (GArray *models, const char *id)
{
  guint i = 0;

  while (i < models->len &&
         g_ascii_strcasecmp (g_array_index (models, Model, i).id, id) != 0)
    i++;
  return i;
}

static void
write_model (CcpJsonWriter *writer, const Model *model)
{
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "model");
  ccp_json_writer_key (writer, "id");
  ccp_json_writer_string (writer, model->id);
  ccp_json_writer_key (writer, "display_name");
  ccp_json_writer_string (writer, model->display_name);
  /* what the API itself says of a model whose age is not known */
  ccp_json_writer_key (writer, "created_at");
  ccp_json_writer_string (writer, "1970-01-01T00:00:00Z");
  ccp_json_writer_end_object (writer);
}

static void
write_id (CcpJsonWriter *writer, const char *key, GArray *models, guint index)
{
  ccp_json_writer_key (writer, key);
  if (index < models->len)
    ccp_json_writer_string (writer, g_array_index (models, Model, index).id);
  else
    ccp_json_writer_null (writer);
}

static CcpJson *
write_page (GArray *models, guint begin, guint end, gboolean has_more)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "data");
  ccp_json_writer_begin_array (writer);
  for (guint i = begin; i < end; i++)
    write_model (writer, &g_array_index (models, Model, i));
  ccp_json_writer_end_array (writer);
  ccp_json_writer_key (writer, "has_more");
  ccp_json_writer_boolean (writer, has_more);
  write_id (writer, "first_id", models, begin < end ? begin : models->len);
  write_id (writer, "last_id", models, begin < end ? end - 1 : models->len);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

static const char *
get_parameter (GHashTable *query, const char *name)
{
  return query != NULL ? g_hash_table_lookup (query, name) : NULL;
}

static gboolean
read_limit (GHashTable *query, guint *limit, GError **error)
{
  const char *text = get_parameter (query, "limit");
  guint64 value = DEFAULT_LIMIT;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, MAX_LIMIT, &value, NULL))
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_INVALID_REQUEST,
                   "limit: expected 1..%d, got \"%s\"",
                   MAX_LIMIT,
                   text);
      return FALSE;
    }
  *limit = (guint) value;
  return TRUE;
}

/* *@index is left alone if the parameter is not there */
static gboolean
read_cursor (GHashTable *query,
             const char *name,
             GArray *models,
             guint *index,
             GError **error)
{
  const char *id = get_parameter (query, name);

  if (id == NULL)
    return TRUE;
  *index = find (models, id);
  if (*index < models->len)
    return TRUE;
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_INVALID_REQUEST,
               "%s: no model is called \"%s\"",
               name,
               id);
  return FALSE;
}

CcpJson *
ccp_model_list_page (CcpCatalog *catalog, GHashTable *query, GError **error)
{
  g_autoptr (GArray) models = NULL;
  guint limit;
  guint after = G_MAXUINT;
  guint before = G_MAXUINT;
  guint begin;
  guint end;

  g_return_val_if_fail (catalog != NULL, NULL);

  models = list_models (catalog);
  if (!read_limit (query, &limit, error) ||
      !read_cursor (query, "after_id", models, &after, error) ||
      !read_cursor (query, "before_id", models, &before, error))
    return NULL;

  begin = after != G_MAXUINT ? after + 1 : 0;
  end = MIN (before, models->len);
  if (before != G_MAXUINT && after == G_MAXUINT)
    {
      begin = end > limit ? end - limit : 0;
      return write_page (models, begin, end, begin > 0);
    }
  if (end > begin && end - begin > limit)
    return write_page (models, begin, begin + limit, TRUE);
  return write_page (models, begin, end, FALSE);
}

CcpJson *
ccp_model_list_find (CcpCatalog *catalog, const char *id, GError **error)
{
  g_autoptr (GArray) models = NULL;
  g_autoptr (CcpJsonWriter) writer = NULL;
  guint index;

  g_return_val_if_fail (catalog != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  models = list_models (catalog);
  index = find (models, id);
  if (index == models->len)
    {
      g_set_error (
          error,
          CCP_ERROR,
          CCP_ERROR_NOT_FOUND,
          "model: no model is called \"%s\"; GET /v1/models lists those that are",
          id);
      return NULL;
    }
  writer = ccp_json_writer_new ();
  write_model (writer, &g_array_index (models, Model, index));
  return ccp_json_writer_finish (writer);
}
