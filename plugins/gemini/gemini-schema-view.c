/* gemini-schema-view.c: one schema, together with what it refers to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-schema-view"

#include "gemini-schema-view.h"

/* more than anybody writes by hand; what is left out is only less exact */
#define MAX_PARTS 64

static const char *const choice_names[] = { "anyOf", "oneOf" };

/* lint: allow forward: a part may consist of parts */
static void add_part (GeminiSchemaView *self, const CcpJsonValue *schema);

static gboolean
has_part (const GeminiSchemaView *self, const CcpJsonValue *schema)
{
  gsize length;
  const char *raw = ccp_json_value_peek_raw (schema, &length);

  for (guint i = 0; i < self->parts->len; i++)
    if (ccp_json_value_peek_raw (&g_array_index (self->parts, CcpJsonValue, i),
                                 &length) == raw)
      return TRUE;
  return FALSE;
}

static gboolean
is_null (const CcpJsonValue *branch)
{
  CcpJsonValue type = ccp_json_value_member (branch, "type");

  return ccp_json_value_equals_string (&type, "null");
}

static void
add_branches (GArray *branches, const CcpJsonValue *list, gboolean *has_null)
{
  CcpJsonValue branch;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, list);
  while (ccp_json_value_is_array (list) && ccp_json_iter_next (&iter, NULL, &branch))
    if (is_null (&branch))
      *has_null = TRUE;
    else if (ccp_json_value_is_object (&branch))
      g_array_append_val (branches, branch);
}

/* A choice of one, beside null, is no choice. */
static void
add_choice (GeminiSchemaView *self, const CcpJsonValue *list)
{
  g_autoptr (GArray) branches = g_array_new (FALSE, FALSE, sizeof (CcpJsonValue));

  add_branches (branches, list, &self->is_nullable);
  if (branches->len == 1)
    add_part (self, &g_array_index (branches, CcpJsonValue, 0));
}

static void
add_reference (GeminiSchemaView *self, const CcpJsonValue *reference)
{
  CcpJsonValue target = ccp_schema_resolve (&self->root, reference);

  if (!ccp_json_value_is_object (&target) || has_part (self, &target))
    self->is_broken = TRUE;
  else
    add_part (self, &target);
}

static void
add_all (GeminiSchemaView *self, const CcpJsonValue *list)
{
  CcpJsonValue branch;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, list);
  while (ccp_json_value_is_array (list) && ccp_json_iter_next (&iter, NULL, &branch))
    add_part (self, &branch);
}

static void
add_part (GeminiSchemaView *self, const CcpJsonValue *schema)
{
  CcpJsonValue reference = ccp_json_value_member (schema, "$ref");
  CcpJsonValue all = ccp_json_value_member (schema, "allOf");

  if (!ccp_json_value_is_object (schema) || self->parts->len >= MAX_PARTS ||
      has_part (self, schema))
    return;
  g_array_append_vals (self->parts, schema, 1);
  if (ccp_json_value_is_string (&reference))
    add_reference (self, &reference);
  add_all (self, &all);
  for (gsize i = 0; i < G_N_ELEMENTS (choice_names); i++)
    {
      CcpJsonValue list = ccp_json_value_member (schema, choice_names[i]);

      add_choice (self, &list);
    }
}

void
gemini_schema_view_init (GeminiSchemaView *self,
                         const CcpJsonValue *root,
                         const CcpJsonValue *schema)
{
  *self = (GeminiSchemaView){ .root = *root };
  self->parts = g_array_new (FALSE, FALSE, sizeof (CcpJsonValue));
  add_part (self, schema);
}

void
gemini_schema_view_clear (GeminiSchemaView *self)
{
  g_clear_pointer (&self->parts, g_array_unref);
}

CcpJsonValue
gemini_schema_view_get (const GeminiSchemaView *self, const char *name)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      CcpJsonValue value =
          ccp_json_value_member (&g_array_index (self->parts, CcpJsonValue, i), name);

      if (ccp_json_value_exists (&value))
        return value;
    }
  return CCP_JSON_VALUE_NONE;
}

GArray *
gemini_schema_view_list_choices (const GeminiSchemaView *self)
{
  GArray *branches = g_array_new (FALSE, FALSE, sizeof (CcpJsonValue));
  gboolean has_null = FALSE;

  for (guint i = 0; i < self->parts->len && branches->len == 0; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (choice_names) && branches->len == 0; j++)
      {
        const CcpJsonValue *part = &g_array_index (self->parts, CcpJsonValue, i);
        CcpJsonValue list = ccp_json_value_member (part, choice_names[j]);

        add_branches (branches, &list, &has_null);
        if (branches->len == 1)
          g_array_set_size (branches, 0);
      }
  return branches;
}
