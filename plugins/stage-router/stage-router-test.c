/* stage-router-test.c: one part of a condition
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-test.h"

#include <string.h>

#include "stage-router-glob.h"
#include "stage-router-range.h"

#define RANGE                                                                            \
  "expected a number of tokens such as \"> 50000\", \"<= 8k\" or \"1000..5000\""

static gboolean
read_ranges (StageRouterTest *self, const StageRouterReader *reader, const char *place)
{
  self->ranges = g_array_new (FALSE, FALSE, sizeof (StageRouterRange));
  for (guint i = 0; i < self->patterns->len; i++)
    {
      const char *text = g_ptr_array_index (self->patterns, i);
      StageRouterRange range = { 0, 0 };

      if (!stage_router_range_parse (&range, text))
        {
          stage_router_reader_refuse (reader,
                                      STAGE_ROUTER_READER_BAD_VALUE,
                                      place,
                                      RANGE ", got \"%s\"",
                                      text);
          return FALSE;
        }
      g_array_append_val (self->ranges, range);
    }
  return TRUE;
}

static gboolean
read_stages (StageRouterTest *self, const StageRouterReader *reader, const char *place)
{
  for (guint i = 0; i < self->patterns->len; i++)
    {
      const char *name = g_ptr_array_index (self->patterns, i);
      StageRouterStage stage = STAGE_ROUTER_STAGE_DEFAULT;
      g_autoptr (GPtrArray) names = stage_router_stage_list_names ();
      g_autofree char *what = g_strdup_printf ("no stage is called \"%s\"", name);

      if (!stage_router_stage_parse (name, &stage))
        {
          stage_router_reader_refuse_word (reader,
                                           STAGE_ROUTER_READER_BAD_VALUE,
                                           place,
                                           what,
                                           name,
                                           (const char *const *) names->pdata);
          return FALSE;
        }
      self->stages |= 1u << stage;
    }
  return TRUE;
}

/* "~" is the home folder, as a shell has it; a folder is the same with a slash behind it,
 * and no client writes one */
static void
read_folders (GPtrArray *patterns)
{
  for (guint i = 0; i < patterns->len; i++)
    {
      char *pattern = g_ptr_array_index (patterns, i);
      gsize length = strlen (pattern);

      if (length > 1 && pattern[length - 1] == '/')
        pattern[length - 1] = '\0';
      if (pattern[0] != '~' || (pattern[1] != '/' && pattern[1] != '\0'))
        continue;
      patterns->pdata[i] = g_strconcat (g_get_home_dir (), pattern + 1, NULL);
      g_free (pattern);
    }
}

static gboolean
matches (const StageRouterTest *self, const char *text, gssize length)
{
  for (guint i = 0; text != NULL && i < self->patterns->len; i++)
    if (stage_router_glob_matches (g_ptr_array_index (self->patterns, i), text, length))
      return TRUE;
  return FALSE;
}

static gboolean
matches_value (const StageRouterTest *self, const CcpJsonValue *value)
{
  g_autofree char *copy = NULL;
  const char *text = NULL;
  gsize length = 0;

  if (!ccp_json_value_peek_string (value, &text, &length))
    text = copy = ccp_json_value_dup_string (value, &length);
  return matches (self, text, (gssize) length);
}

/* whether any element of @list has a @member that matches */
static gboolean
matches_any (const StageRouterTest *self, const CcpJsonValue *list, const char *member)
{
  CcpJsonIter iter;
  CcpJsonValue element;

  if (!ccp_json_value_is_array (list))
    return matches_value (self, list);
  ccp_json_iter_init (&iter, list);
  while (ccp_json_iter_next (&iter, NULL, &element))
    {
      CcpJsonValue value = ccp_json_value_member (&element, member);

      if (matches_value (self, &value))
        return TRUE;
    }
  return FALSE;
}

static gboolean
matches_path (const StageRouterTest *self, const char *path)
{
  for (guint i = 0; path != NULL && i < self->patterns->len; i++)
    if (stage_router_glob_matches_path (g_ptr_array_index (self->patterns, i), path))
      return TRUE;
  return FALSE;
}

static gboolean
matches_member (const StageRouterTest *self,
                const StageRouterRequest *request,
                const char *list,
                const char *member)
{
  CcpJsonValue value = ccp_json_value_member (&request->root, list);

  return matches_any (self, &value, member);
}

/* A header may be there more than once. */
static gboolean
matches_header (const StageRouterTest *self, const StageRouterRequest *request)
{
  CcpHeaders *headers = ccp_exchange_get_headers (request->exchange);

  for (guint i = 0; i < ccp_headers_get_length (headers); i++)
    if (g_ascii_strcasecmp (ccp_headers_get_name (headers, i), self->header) == 0 &&
        matches (self, ccp_headers_get_value (headers, i), -1))
      return TRUE;
  return FALSE;
}

static gboolean
is_in_range (const StageRouterTest *self, StageRouterRequest *request)
{
  for (guint i = 0; i < self->ranges->len; i++)
    {
      const StageRouterRange *range = &g_array_index (self->ranges, StageRouterRange, i);

      if (range->least > 0 && stage_router_request_is_within (request, range->least - 1))
        continue;
      if (range->most == G_MAXINT64 ||
          stage_router_request_is_within (request, range->most))
        return TRUE;
    }
  return FALSE;
}

gboolean
stage_router_test_read (StageRouterTest *self,
                        const StageRouterReader *reader,
                        StageRouterTestKind kind,
                        const CcpJsonValue *value,
                        const char *place)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (reader != NULL, FALSE);

  self->kind = kind;
  if (kind == STAGE_ROUTER_TEST_TOKENS &&
      ccp_json_value_get_kind (value) == CCP_JSON_NUMBER)
    {
      stage_router_reader_refuse_value (reader, value, place, RANGE);
      return FALSE;
    }
  self->patterns = stage_router_reader_read_strings (reader, value, place);
  if (self->patterns == NULL)
    return FALSE;
  if (kind == STAGE_ROUTER_TEST_TOKENS)
    return read_ranges (self, reader, place);
  if (kind == STAGE_ROUTER_TEST_STAGE)
    return read_stages (self, reader, place);
  if (kind == STAGE_ROUTER_TEST_PROJECT)
    read_folders (self->patterns);
  return TRUE;
}

void
stage_router_test_clear (StageRouterTest *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->header, g_free);
  g_clear_pointer (&self->patterns, g_ptr_array_unref);
  g_clear_pointer (&self->ranges, g_array_unref);
}

gboolean
stage_router_test_holds (const StageRouterTest *self, StageRouterRequest *request)
{
  CcpHeaders *headers = ccp_exchange_get_headers (request->exchange);

  switch (self->kind)
    {
    case STAGE_ROUTER_TEST_MODEL:
      return matches (self, ccp_exchange_get_model (request->exchange), -1);
    case STAGE_ROUTER_TEST_STAGE:
      return (self->stages & 1u << request->stage) != 0;
    case STAGE_ROUTER_TEST_HEADER:
      return matches_header (self, request);
    case STAGE_ROUTER_TEST_TOKENS:
      return is_in_range (self, request);
    case STAGE_ROUTER_TEST_TOOLS:
      return matches_member (self, request, "tools", "name");
    case STAGE_ROUTER_TEST_CLIENT:
      return matches (self, ccp_headers_get (headers, "user-agent"), -1);
    case STAGE_ROUTER_TEST_SYSTEM:
      return matches_member (self, request, "system", "text");
    case STAGE_ROUTER_TEST_PROJECT:
      return matches_path (self, stage_router_request_get_project (request));
    case STAGE_ROUTER_TEST_SESSION:
      return matches (self, stage_router_request_get_session (request), -1);
    }
  g_assert_not_reached ();
}

const char *
stage_router_test_describe_miss (const StageRouterTest *self)
{
  static const char *const texts[] = {
    [STAGE_ROUTER_TEST_MODEL] = "the client asks for another model",
    [STAGE_ROUTER_TEST_STAGE] = "the signs say another stage",
    [STAGE_ROUTER_TEST_HEADER] = "no header is as asked",
    [STAGE_ROUTER_TEST_TOKENS] = "the number of tokens is another",
    [STAGE_ROUTER_TEST_TOOLS] = "no tool has such a name",
    [STAGE_ROUTER_TEST_CLIENT] = "it is another client",
    [STAGE_ROUTER_TEST_SYSTEM] = "the system prompt has no such text",
    [STAGE_ROUTER_TEST_PROJECT] = "the client works in another folder, or does not say",
    [STAGE_ROUTER_TEST_SESSION] = "it is another session",
  };

  g_return_val_if_fail (self != NULL, NULL);

  return texts[self->kind];
}

static gboolean
covers_patterns (const StageRouterTest *self, const char *special)
{
  for (guint i = 0; i < self->patterns->len; i++)
    {
      const char *general = g_ptr_array_index (self->patterns, i);

      if (self->kind == STAGE_ROUTER_TEST_PROJECT
              ? g_str_equal (general, special)
              : stage_router_glob_covers (general, special))
        return TRUE;
    }
  return FALSE;
}

static gboolean
covers_range (const StageRouterTest *self, const StageRouterRange *special)
{
  for (guint i = 0; i < self->ranges->len; i++)
    if (stage_router_range_covers (&g_array_index (self->ranges, StageRouterRange, i),
                                   special))
      return TRUE;
  return FALSE;
}

gboolean
stage_router_test_covers (const StageRouterTest *self, const StageRouterTest *other)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (other != NULL, FALSE);

  if (self->kind != other->kind)
    return FALSE;
  if (self->kind == STAGE_ROUTER_TEST_STAGE)
    return (other->stages & ~self->stages) == 0;
  if (self->header != NULL && g_ascii_strcasecmp (self->header, other->header) != 0)
    return FALSE;
  if (self->kind == STAGE_ROUTER_TEST_TOKENS)
    {
      for (guint i = 0; i < other->ranges->len; i++)
        if (!covers_range (self, &g_array_index (other->ranges, StageRouterRange, i)))
          return FALSE;
      return TRUE;
    }
  for (guint i = 0; i < other->patterns->len; i++)
    if (!covers_patterns (self, g_ptr_array_index (other->patterns, i)))
      return FALSE;
  return TRUE;
}
