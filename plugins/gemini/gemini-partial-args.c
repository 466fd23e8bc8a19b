/* gemini-partial-args.c: the arguments of a call that come piece by piece (protocol D.4)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-partial-args"

#include "gemini-partial-args.h"

#include <string.h>

/* Far more than any tool has; a place beyond that is no place. */
#define MAX_STEPS 32
#define MAX_ELEMENTS 4096

struct _GeminiPartialArgs
{
  JsonNode *root;
  GString *text; /* what came of the text that is being written */
  char *path;    /* (nullable): its place */
};

/* One step of a path: into an object, or into an array. */
typedef struct
{
  char *name; /* (nullable): NULL for an index */
  guint index;
} Step;

static void
clear_step (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->name, g_free);
}

/* ['name'], ["name"] or [12]. Returns: (nullable): what follows, NULL if it is broken */
static const char *
parse_bracket (const char *text, Step *step)
{
  const char *end = NULL;
  guint64 index = 0;

  if (*text == '\'' || *text == '"')
    {
      end = strchr (text + 1, *text);
      if (end == NULL || end[1] != ']')
        return NULL;
      step->name = g_strndup (text + 1, (gsize) (end - text - 1));
      return end + 2;
    }
  end = strchr (text, ']');
  if (end == NULL)
    return NULL;
  else
    {
      g_autofree char *digits = g_strndup (text, (gsize) (end - text));

      if (!g_ascii_string_to_unsigned (digits, 10, 0, MAX_ELEMENTS - 1, &index, NULL))
        return NULL;
    }
  step->index = (guint) index;
  return end + 1;
}

static const char *
parse_step (const char *text, Step *step)
{
  gsize length;

  *step = (Step){ NULL, 0 };
  if (*text == '[')
    return parse_bracket (text + 1, step);
  if (*text != '.')
    return NULL;
  length = strcspn (text + 1, ".[");
  step->name = g_strndup (text + 1, length);
  return text + 1 + length;
}

/* Returns: (transfer full) (element-type Step) (nullable): NULL if it is no path within
 * the arguments */
static GArray *
parse_path (const char *path)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));

  g_array_set_clear_func (steps, clear_step);
  if (*path++ != '$')
    return NULL;
  while (*path != '\0')
    {
      Step step;

      path = parse_step (path, &step);
      g_array_append_val (steps, step);
      if (path == NULL || steps->len > MAX_STEPS)
        return NULL;
    }
  if (steps->len == 0 || g_array_index (steps, Step, 0).name == NULL)
    return NULL;
  return g_steal_pointer (&steps);
}

static JsonNode *
create_container (const Step *next)
{
  JsonNode *node =
      json_node_new (next->name != NULL ? JSON_NODE_OBJECT : JSON_NODE_ARRAY);

  if (next->name != NULL)
    json_node_take_object (node, json_object_new ());
  else
    json_node_take_array (node, json_array_new ());
  return node;
}

static JsonNode *
get_child (JsonNode *node, const Step *step)
{
  if (step->name != NULL)
    return JSON_NODE_HOLDS_OBJECT (node)
               ? json_object_get_member (json_node_get_object (node), step->name)
               : NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node) ||
      step->index >= json_array_get_length (json_node_get_array (node)))
    return NULL;
  return json_array_get_element (json_node_get_array (node), step->index);
}

/* Takes @child. Returns: whether there is such a place */
static gboolean
set_child (JsonNode *node, const Step *step, JsonNode *child)
{
  g_autoptr (JsonNode) owned = child;
  JsonArray *array = NULL;

  if (step->name != NULL)
    {
      if (!JSON_NODE_HOLDS_OBJECT (node))
        return FALSE;
      json_object_set_member (json_node_get_object (node),
                              step->name,
                              g_steal_pointer (&owned));
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  while (json_array_get_length (array) < step->index)
    json_array_add_null_element (array);
  /* there is no way to replace an element in place */
  if (step->index < json_array_get_length (array))
    return FALSE;
  json_array_add_element (array, g_steal_pointer (&owned));
  return TRUE;
}

/* Takes @value. */
static void
set_value (GeminiPartialArgs *self, const char *path, JsonNode *value)
{
  g_autoptr (JsonNode) owned = value;
  g_autoptr (GArray) steps = parse_path (path);
  JsonNode *node = self->root;

  for (guint i = 0; steps != NULL && i + 1 < steps->len; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);
      JsonNode *child = get_child (node, step);

      if (child == NULL ||
          (!JSON_NODE_HOLDS_OBJECT (child) && !JSON_NODE_HOLDS_ARRAY (child)))
        {
          child = create_container (&g_array_index (steps, Step, i + 1));
          if (!set_child (node, step, child))
            return;
          child = get_child (node, step);
        }
      node = child;
    }
  if (steps == NULL || !set_child (node,
                                   &g_array_index (steps, Step, steps->len - 1),
                                   g_steal_pointer (&owned)))
    g_debug ("A part of a call's arguments has no place that is known");
}

static void
end_text (GeminiPartialArgs *self)
{
  g_autofree char *path = g_steal_pointer (&self->path);
  JsonNode *node = NULL;

  if (path == NULL)
    return;
  node = json_node_new (JSON_NODE_VALUE);
  json_node_set_string (node, self->text->str);
  g_string_truncate (self->text, 0);
  set_value (self, path, node);
}

static void
add_text (GeminiPartialArgs *self, const char *path, const CcpJsonValue *text)
{
  if (g_strcmp0 (self->path, path) != 0)
    {
      end_text (self);
      self->path = g_strdup (path);
    }
  ccp_json_value_append_string (text, self->text);
}

/* Returns: (transfer full) (nullable): NULL for what holds no value */
static JsonNode *
read_value (const CcpJsonValue *piece)
{
  CcpJsonValue number = ccp_json_value_member (piece, "numberValue");
  CcpJsonValue flag = ccp_json_value_member (piece, "boolValue");
  CcpJsonValue nothing = ccp_json_value_member (piece, "nullValue");
  JsonNode *node = NULL;
  gint64 integer;
  double real;

  if (ccp_json_value_exists (&nothing))
    return json_node_new (JSON_NODE_NULL);
  if (ccp_json_value_get_int (&number, &integer))
    {
      node = json_node_new (JSON_NODE_VALUE);
      json_node_set_int (node, integer);
    }
  else if (ccp_json_value_get_double (&number, &real))
    {
      node = json_node_new (JSON_NODE_VALUE);
      json_node_set_double (node, real);
    }
  else if (ccp_json_value_get_kind (&flag) == CCP_JSON_BOOLEAN)
    {
      node = json_node_new (JSON_NODE_VALUE);
      json_node_set_boolean (node, ccp_json_value_get_boolean (&flag, FALSE));
    }
  return node;
}

static void
read_piece (GeminiPartialArgs *self, const CcpJsonValue *piece)
{
  CcpJsonValue place = ccp_json_value_member (piece, "jsonPath");
  CcpJsonValue text = ccp_json_value_member (piece, "stringValue");
  g_autofree char *path = ccp_json_value_dup_string (&place, NULL);
  JsonNode *value = NULL;

  if (path == NULL)
    return;
  if (ccp_json_value_is_string (&text))
    {
      add_text (self, path, &text);
      return;
    }
  value = read_value (piece);
  if (value == NULL)
    return;
  end_text (self);
  set_value (self, path, value);
}

GeminiPartialArgs *
gemini_partial_args_new (void)
{
  GeminiPartialArgs *self = g_new0 (GeminiPartialArgs, 1);

  self->root = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (self->root, json_object_new ());
  self->text = g_string_new (NULL);
  return self;
}

void
gemini_partial_args_free (GeminiPartialArgs *self)
{
  g_clear_pointer (&self->root, json_node_unref);
  g_string_free (self->text, TRUE);
  g_clear_pointer (&self->path, g_free);
  g_free (self);
}

void
gemini_partial_args_read (GeminiPartialArgs *self, const CcpJsonValue *list)
{
  CcpJsonValue piece;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, list);
  while (ccp_json_value_is_array (list) && ccp_json_iter_next (&iter, NULL, &piece))
    read_piece (self, &piece);
}

CcpJson *
gemini_partial_args_finish (GeminiPartialArgs *self)
{
  CcpJson *json = NULL;

  end_text (self);
  json = ccp_json_new_from_node (self->root, NULL);
  return json != NULL ? json : ccp_json_new_from_text ("{}", -1, NULL);
}
