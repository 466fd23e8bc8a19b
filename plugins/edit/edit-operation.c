/* edit-operation.c: one change to a document, as the configuration describes it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "edit-operation"

#include "edit-operation.h"

#include "edit-params.h"

#define DEFAULT_SEPARATOR "\n\n"

/* the words of the configuration, in the order of EditOperationKind */
static const char *const kinds[] = {
  "set", "default", "remove", "keep",   "rename", "move", "copy",
  "map", "cap",     "join",   "encode", "decode", NULL,
};

/* the words of the configuration, in the order of EditFact without the first */
static const char *const facts[] = {
  "model", "asked", "provider", "stage", "session", NULL,
};

/* what else an entry may have, in the same order; all may have when and unless */
static const char *const keys[][2] = {
  { "to", "from" }, { "to", "from" }, { NULL }, { NULL },
  { "to" },         { "to" },         { "to" }, { "values", "else" },
  { "min", "max" }, { "with" },       { NULL }, { NULL },
};

typedef struct
{
  EditOperation *operation;
  const CcpJsonValue *entry;
  const char *place;
  const char *word;
} Reader;

static CcpJsonValue
get_member (const Reader *self, const char *name)
{
  return ccp_json_value_member (self->entry, name);
}

static gboolean
refuse_at (const Reader *self, const char *name, GError **error, const char *message)
{
  CcpJsonValue value = get_member (self, name);
  g_autofree char *inner = edit_params_get_place (self->place, name);
  g_autofree char *got = edit_params_describe (&value);

  if (!ccp_json_value_exists (&value))
    return edit_params_refuse (error,
                               self->place,
                               "\"%s\" is missing: %s",
                               name,
                               message);
  return edit_params_refuse (error, inner, "%s, got %s", message, got);
}

/* Returns: (nullable): what is wrong with a path for that operation */
static const char *
find_fault (EditOperationKind kind, const CcpJsonPath *path)
{
  guint length = ccp_json_path_get_length (path);
  const CcpJsonStep *last = length > 0 ? ccp_json_path_get_step (path, length - 1) : NULL;

  if (last == NULL)
    return "expected a path to something in the document";
  if (kind == EDIT_OPERATION_DEFAULT &&
      (last->is_append || ccp_json_path_is_many (path, length - 1, length)))
    return "expected a path that ends with a name";
  if ((kind == EDIT_OPERATION_RENAME || kind == EDIT_OPERATION_KEEP) &&
      last->name == NULL)
    return "expected a path that ends with a name";
  if (kind == EDIT_OPERATION_KEEP && last->descends)
    return "expected a path that does not end with ..";
  return NULL;
}

static gboolean
check_path (const Reader *self, guint index, GError **error)
{
  const char *fault = find_fault (self->operation->kind,
                                  g_ptr_array_index (self->operation->paths, index));
  CcpJsonValue value = get_member (self, self->word);
  g_autofree char *inner = edit_params_get_place (self->place, self->word);
  g_autofree char *place = NULL;
  g_autofree char *got = NULL;

  if (fault == NULL)
    return TRUE;
  if (!ccp_json_value_is_array (&value))
    return refuse_at (self, self->word, error, fault);
  value = ccp_json_value_element (&value, index);
  place = g_strdup_printf ("%s[%u]", inner, index);
  got = edit_params_describe (&value);
  return edit_params_refuse (error, place, "%s, got %s", fault, got);
}

static gboolean
read_paths (const Reader *self, GError **error)
{
  CcpJsonValue value = get_member (self, self->word);
  g_autofree char *inner = edit_params_get_place (self->place, self->word);
  EditOperation *operation = self->operation;

  operation->paths = edit_params_read_paths (&value, inner, error);
  if (operation->paths == NULL)
    return FALSE;
  if (operation->paths->len > EDIT_OPERATION_MAX_PATHS)
    return edit_params_refuse (error,
                               inner,
                               "expected at most %d paths",
                               EDIT_OPERATION_MAX_PATHS);
  for (guint i = 0; i < operation->paths->len; i++)
    if (!check_path (self, i, error))
      return FALSE;
  return TRUE;
}

/* what is kept must be in one place */
static gboolean
check_kept (const Reader *self, GError **error)
{
  GPtrArray *paths = self->operation->paths;
  const CcpJsonPath *first = g_ptr_array_index (paths, 0);
  guint length = ccp_json_path_get_length (first);

  for (guint i = 1; i < paths->len; i++)
    {
      const CcpJsonPath *path = g_ptr_array_index (paths, i);

      if (ccp_json_path_get_length (path) != length ||
          ccp_json_path_count_common (first, path) + 1 < length)
        return refuse_at (self,
                          self->word,
                          error,
                          "expected paths that differ in their last name only");
    }
  return TRUE;
}

/* @first: the steps of the target from there on */
static gboolean
check_target_steps (const Reader *self, guint first, GError **error)
{
  const EditOperation *operation = self->operation;
  const CcpJsonPath *from = g_ptr_array_index (operation->paths, 0);
  const CcpJsonPath *to = operation->target;
  guint length = ccp_json_path_get_length (to);

  if (length == 0)
    return refuse_at (self, "to", error, "expected a path to something in the document");
  if (ccp_json_path_is_many (to, first, length))
    return refuse_at (self,
                      "to",
                      error,
                      "expected a path in which * stands only where both paths begin in "
                      "the same way");
  if (ccp_json_path_is_many (from, first, ccp_json_path_get_length (from)) &&
      !ccp_json_path_get_step (to, length - 1)->is_append)
    return refuse_at (self,
                      "to",
                      error,
                      "several values have room only at the end of a list: expected a "
                      "path that ends with /-");
  return TRUE;
}

/* Both paths are taken from the places to which the steps that they share lead, as far as
 * these can lead to several; one value goes to one place then. */
static gboolean
read_target (const Reader *self, GError **error)
{
  EditOperation *operation = self->operation;
  CcpJsonValue value = get_member (self, "to");
  g_autofree char *inner = edit_params_get_place (self->place, "to");
  const CcpJsonPath *from = g_ptr_array_index (operation->paths, 0);
  guint common;

  if (operation->paths->len > 1)
    return refuse_at (self, self->word, error, "expected one path");
  if (!ccp_json_value_exists (&value))
    return refuse_at (self, "to", error, "a path");
  operation->target = edit_params_read_path (&value, inner, error);
  if (operation->target == NULL)
    return FALSE;
  common = ccp_json_path_count_common (from, operation->target);
  if (common == ccp_json_path_get_length (from))
    return refuse_at (self,
                      "to",
                      error,
                      "expected a path to somewhere else, not into the same value");
  while (common > 0 && !ccp_json_path_is_many (operation->target, common - 1, common))
    common--;
  operation->common = common;
  return check_target_steps (self, common, error);
}

static gboolean
read_name (const Reader *self, GError **error)
{
  CcpJsonValue value = get_member (self, "to");

  self->operation->text = ccp_json_value_dup_string (&value, NULL);
  if (self->operation->text == NULL)
    return refuse_at (self, "to", error, "expected the new name, which is not a path");
  if (*self->operation->text == '/' || *self->operation->text == '$')
    return refuse_at (self,
                      "to",
                      error,
                      "expected the new name, which is not a path; use move to move it");
  return TRUE;
}

static gboolean
read_fact (const Reader *self, const CcpJsonValue *from, GError **error)
{
  g_autofree char *all = g_strjoinv (", ", (char **) facts);
  g_autofree char *message = g_strdup_printf ("expected one of %s", all);

  for (guint i = 0; facts[i] != NULL; i++)
    if (ccp_json_value_equals_string (from, facts[i]))
      {
        self->operation->fact = (EditFact) (i + 1);
        return TRUE;
      }
  return refuse_at (self, "from", error, message);
}

static gboolean
read_value (const Reader *self, GError **error)
{
  CcpJsonValue from = get_member (self, "from");

  self->operation->value = get_member (self, "to");
  if (!ccp_json_value_exists (&from))
    return ccp_json_value_exists (&self->operation->value) ||
           refuse_at (self, "to", error, "a value");
  if (ccp_json_value_exists (&self->operation->value))
    return refuse_at (self, "from", error, "expected either to or from");
  return read_fact (self, &from, error);
}

static gboolean
read_map (const Reader *self, GError **error)
{
  EditOperation *operation = self->operation;

  operation->value = get_member (self, "values");
  operation->otherwise = get_member (self, "else");
  return ccp_json_value_is_object (&operation->value) ||
         refuse_at (self,
                    "values",
                    error,
                    "expected a mapping of old values to new ones");
}

static gboolean
read_bound (const Reader *self, const char *name, CcpJsonValue *bound, GError **error)
{
  *bound = get_member (self, name);
  return !ccp_json_value_exists (bound) ||
         ccp_json_value_get_kind (bound) == CCP_JSON_NUMBER ||
         refuse_at (self, name, error, "expected a number");
}

static gboolean
read_bounds (const Reader *self, GError **error)
{
  EditOperation *operation = self->operation;
  double minimum = -G_MAXDOUBLE;
  double maximum = G_MAXDOUBLE;

  if (!read_bound (self, "min", &operation->minimum, error) ||
      !read_bound (self, "max", &operation->maximum, error))
    return FALSE;
  if (!ccp_json_value_exists (&operation->minimum) &&
      !ccp_json_value_exists (&operation->maximum))
    return refuse_at (self, "max", error, "a number, or min");
  ccp_json_value_get_double (&operation->minimum, &minimum);
  ccp_json_value_get_double (&operation->maximum, &maximum);
  return minimum <= maximum ||
         refuse_at (self, "max", error, "expected a number that is not less than min");
}

static gboolean
read_separator (const Reader *self, GError **error)
{
  CcpJsonValue value = get_member (self, "with");

  if (!ccp_json_value_exists (&value))
    self->operation->text = g_strdup (DEFAULT_SEPARATOR);
  else
    self->operation->text = ccp_json_value_dup_string (&value, NULL);
  return self->operation->text != NULL ||
         refuse_at (self, "with", error, "expected a text");
}

static gboolean
read_rest (const Reader *self, GError **error)
{
  switch (self->operation->kind)
    {
    case EDIT_OPERATION_SET:
    case EDIT_OPERATION_DEFAULT:
      return read_value (self, error);
    case EDIT_OPERATION_KEEP:
      return check_kept (self, error);
    case EDIT_OPERATION_RENAME:
      return read_name (self, error);
    case EDIT_OPERATION_MOVE:
    case EDIT_OPERATION_COPY:
      return read_target (self, error);
    case EDIT_OPERATION_MAP:
      return read_map (self, error);
    case EDIT_OPERATION_CAP:
      return read_bounds (self, error);
    case EDIT_OPERATION_JOIN:
      return read_separator (self, error);
    case EDIT_OPERATION_REMOVE:
    case EDIT_OPERATION_ENCODE:
    case EDIT_OPERATION_DECODE:
    default:
      return TRUE;
    }
}

static gboolean
read_condition (const Reader *self,
                const char *name,
                EditCondition **condition,
                GError **error)
{
  CcpJsonValue value = get_member (self, name);
  g_autofree char *inner = edit_params_get_place (self->place, name);

  if (!ccp_json_value_exists (&value))
    return TRUE;
  *condition = edit_condition_new (&value, inner, error);
  return *condition != NULL;
}

/* something that is not right is near an operation, or else there is none at all */
static gboolean
refuse_entry (const CcpJsonValue *entry, const char *place, GError **error)
{
  static const char *const others[] = { "to",   "values", "else",   "min", "max",
                                        "with", "when",   "unless", NULL };
  g_autofree char *all = g_strjoinv (", ", (char **) kinds);
  CcpJsonIter iter;
  CcpJsonValue name;

  ccp_json_iter_init (&iter, entry);
  while (ccp_json_iter_next (&iter, &name, NULL))
    {
      g_autofree char *text = ccp_json_value_dup_string (&name, NULL);
      g_autofree char *inner = edit_params_get_place (place, text);
      g_autofree char *near = ccp_near_match_describe (text, kinds);

      if (!g_strv_contains (others, text))
        return edit_params_refuse (error,
                                   inner,
                                   "unknown operation%s%s",
                                   *near != '\0' ? near : "; there are: ",
                                   *near != '\0' ? "" : all);
    }
  return edit_params_refuse (error, place, "expected an operation, one of %s", all);
}

static gboolean
find_kind (const CcpJsonValue *entry,
           const char *place,
           EditOperationKind *kind,
           GError **error)
{
  gboolean found = FALSE;

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      CcpJsonValue value = ccp_json_value_member (entry, kinds[i]);

      if (!ccp_json_value_exists (&value))
        continue;
      if (found)
        return edit_params_refuse (error,
                                   place,
                                   "expected one operation, got %s and %s",
                                   kinds[*kind],
                                   kinds[i]);
      *kind = (EditOperationKind) i;
      found = TRUE;
    }
  return found || refuse_entry (entry, place, error);
}

static gboolean
check_keys (const Reader *self, GError **error)
{
  EditOperationKind kind = self->operation->kind;
  const char *known[6] = { kinds[kind], "when", "unless", keys[kind][0], keys[kind][1] };
  g_autofree char *what = g_strdup_printf ("key of %s", kinds[kind]);

  return edit_params_check_members (self->entry, self->place, what, known, error);
}

EditOperation *
edit_operation_new (const CcpJsonValue *value, const char *place, GError **error)
{
  g_autoptr (EditOperation) self = g_new0 (EditOperation, 1);
  g_autofree char *got = edit_params_describe (value);
  Reader reader = { .operation = self, .entry = value, .place = place };

  if (!ccp_json_value_is_object (value))
    {
      edit_params_refuse (error,
                          place,
                          "expected an operation such as {set: /a/b, to: 1}, got %s",
                          got);
      return NULL;
    }
  if (!find_kind (value, place, &self->kind, error))
    return NULL;
  reader.word = kinds[self->kind];
  if (check_keys (&reader, error) && read_paths (&reader, error) &&
      read_rest (&reader, error) &&
      read_condition (&reader, "when", &self->when, error) &&
      read_condition (&reader, "unless", &self->unless, error))
    return g_steal_pointer (&self);
  return NULL;
}

void
edit_operation_free (EditOperation *self)
{
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->target, ccp_json_path_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->when, edit_condition_free);
  g_clear_pointer (&self->unless, edit_condition_free);
  g_free (self);
}
