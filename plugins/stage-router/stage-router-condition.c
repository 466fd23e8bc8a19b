/* stage-router-condition.c: what must hold of a request for a rule to decide
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-condition.h"

#include <string.h>

#include "stage-router-test.h"

#define HEADER "header"
#define NOT "not"

/* in the order of StageRouterTestKind */
static const char *const keys[] = { "model",   "stage",  HEADER,   "tokens",
                                    "tools",   "client", "system", "project",
                                    "session", NOT,      NULL };

struct _StageRouterCondition
{
  GArray *tests;                 /* (element-type StageRouterTest) */
  StageRouterCondition *inverse; /* (nullable): what must not hold */
};

static void
clear_test (gpointer data)
{
  stage_router_test_clear (data);
}

static const StageRouterTest *
get_test (const StageRouterCondition *self, guint index)
{
  return &g_array_index (self->tests, StageRouterTest, index);
}

static gboolean
add_test (StageRouterCondition *self,
          const StageRouterReader *reader,
          StageRouterTestKind kind,
          const CcpJsonValue *value,
          const char *place)
{
  StageRouterTest test = { .kind = kind };

  if (!stage_router_test_read (&test, reader, kind, value, place))
    {
      stage_router_test_clear (&test);
      return FALSE;
    }
  g_array_append_val (self->tests, test);
  return TRUE;
}

/* Returns: whether a request can have a header of that name */
static gboolean
is_header_name (const char *name)
{
  const char *p = name;

  while (g_ascii_isalnum (*p) || (*p != '\0' && strchr ("!#$%&'*+-.^_`|~", *p) != NULL))
    p++;
  return p > name && *p == '\0';
}

static gboolean
add_header (StageRouterCondition *self,
            const StageRouterReader *reader,
            const char *header,
            const CcpJsonValue *pattern,
            const char *place)
{
  if (!is_header_name (header))
    {
      stage_router_reader_refuse (reader,
                                  STAGE_ROUTER_READER_BAD_VALUE,
                                  place,
                                  "expected the name of a header, got \"%s\"",
                                  header);
      return FALSE;
    }
  if (!add_test (self, reader, STAGE_ROUTER_TEST_HEADER, pattern, place))
    return FALSE;
  g_array_index (self->tests, StageRouterTest, self->tests->len - 1).header =
      g_strdup (header);
  return TRUE;
}

static gboolean
add_headers (StageRouterCondition *self,
             const StageRouterReader *reader,
             const CcpJsonValue *value,
             const char *place)
{
  gboolean good = TRUE;
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue pattern;

  if (!ccp_json_value_is_object (value))
    {
      stage_router_reader_refuse_value (
          reader,
          value,
          place,
          "expected a mapping of names of headers to patterns");
      return FALSE;
    }
  if (ccp_json_value_get_length (value) == 0)
    {
      stage_router_reader_refuse (reader,
                                  STAGE_ROUTER_READER_BAD_VALUE,
                                  place,
                                  "expected at least one header, got none");
      return FALSE;
    }
  ccp_json_iter_init (&iter, value);
  while (ccp_json_iter_next (&iter, &name, &pattern))
    {
      g_autofree char *header = ccp_json_value_dup_string (&name, NULL);
      g_autofree char *inner = *header != '\0'
                                   ? stage_router_reader_get_place (place, header)
                                   : g_strdup (place);

      good &= add_header (self, reader, header, &pattern, inner);
    }
  return good;
}

static gboolean
read_member (StageRouterCondition *self,
             const StageRouterReader *reader,
             guint key,
             const CcpJsonValue *value,
             const char *place)
{
  if (g_str_equal (keys[key], NOT))
    {
      self->inverse = stage_router_condition_new (reader, value, place);
      if (self->inverse == NULL || !stage_router_condition_is_empty (self->inverse))
        return self->inverse != NULL;
      stage_router_reader_refuse (reader,
                                  STAGE_ROUTER_READER_BAD_VALUE,
                                  place,
                                  "expected at least one condition, got none");
      return FALSE;
    }
  if (key == STAGE_ROUTER_TEST_HEADER)
    return add_headers (self, reader, value, place);
  return add_test (self, reader, (StageRouterTestKind) key, value, place);
}

StageRouterCondition *
stage_router_condition_new (const StageRouterReader *reader,
                            const CcpJsonValue *value,
                            const char *place)
{
  g_autoptr (StageRouterCondition) self = g_new0 (StageRouterCondition, 1);
  gboolean good = TRUE;

  g_return_val_if_fail (reader != NULL, NULL);

  self->tests = g_array_new (FALSE, FALSE, sizeof (StageRouterTest));
  g_array_set_clear_func (self->tests, clear_test);
  good = stage_router_reader_check_mapping (reader, value, place, keys);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      CcpJsonValue member = ccp_json_value_member (value, keys[i]);
      g_autofree char *inner = stage_router_reader_get_place (place, keys[i]);

      if (ccp_json_value_exists (&member))
        good &= read_member (self, reader, i, &member, inner);
    }
  return good ? g_steal_pointer (&self) : NULL;
}

void
stage_router_condition_free (StageRouterCondition *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->tests, g_array_unref);
  g_clear_pointer (&self->inverse, stage_router_condition_free);
  g_free (self);
}

const char *
stage_router_condition_find_miss (const StageRouterCondition *self,
                                  StageRouterRequest *request)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->tests->len; i++)
    if (!stage_router_test_holds (get_test (self, i), request))
      return stage_router_test_describe_miss (get_test (self, i));
  if (self->inverse != NULL &&
      stage_router_condition_find_miss (self->inverse, request) == NULL)
    return "what must not hold does";
  return NULL;
}

static gboolean
has_covered_test (const StageRouterCondition *self, const StageRouterTest *general)
{
  for (guint i = 0; i < self->tests->len; i++)
    if (stage_router_test_covers (general, get_test (self, i)))
      return TRUE;
  return FALSE;
}

gboolean
stage_router_condition_covers (const StageRouterCondition *self,
                               const StageRouterCondition *other)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (other != NULL, FALSE);

  for (guint i = 0; i < self->tests->len; i++)
    if (!has_covered_test (other, get_test (self, i)))
      return FALSE;
  if (self->inverse == NULL)
    return TRUE;
  return other->inverse != NULL &&
         stage_router_condition_covers (other->inverse, self->inverse);
}

gboolean
stage_router_condition_is_empty (const StageRouterCondition *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->tests->len == 0 && self->inverse == NULL;
}

gboolean
stage_router_condition_uses_stage (const StageRouterCondition *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->tests->len; i++)
    if (get_test (self, i)->kind == STAGE_ROUTER_TEST_STAGE)
      return TRUE;
  return self->inverse != NULL && stage_router_condition_uses_stage (self->inverse);
}

guint
stage_router_condition_get_stages (const StageRouterCondition *self)
{
  const StageRouterTest *test = NULL;

  g_return_val_if_fail (self != NULL, 0);

  if (self->tests->len != 1 || self->inverse != NULL)
    return 0;
  test = get_test (self, 0);
  return test->kind == STAGE_ROUTER_TEST_STAGE ? test->stages : 0;
}
