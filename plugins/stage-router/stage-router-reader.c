/* stage-router-reader.c: what the settings are read with, and what is wrong with them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-reader.h"

/* as much of a wrong value as is shown */
#define MAX_SHOWN 60

static void G_GNUC_PRINTF (5, 0) report (const StageRouterReader *self,
                                         CcpSeverity severity,
                                         const char *code,
                                         const char *place,
                                         const char *format,
                                         va_list arguments)
{
  g_autofree char *message = g_strdup_vprintf (format, arguments);

  ccp_findings_add (self->findings, severity, code, place, message);
}

static gboolean
check_member (const StageRouterReader *self,
              const CcpJsonValue *name,
              const CcpJsonValue *value,
              const char *place,
              const char *const *known)
{
  /* what is left of "{use: provider,model}" */
  const char *what = ccp_json_value_get_kind (value) == CCP_JSON_NULL
                         ? "unknown key, and without a value (inside {…} a text with a "
                           "comma in it needs quotes)"
                         : "unknown key";
  g_autofree char *word = ccp_json_value_dup_string (name, NULL);
  g_autofree char *inner = stage_router_reader_get_place (place, word);

  if (g_strv_contains (known, word))
    return TRUE;
  stage_router_reader_refuse_word (self,
                                   STAGE_ROUTER_READER_UNKNOWN_KEY,
                                   inner,
                                   what,
                                   word,
                                   known);
  return FALSE;
}

void
stage_router_reader_refuse (const StageRouterReader *self,
                            const char *code,
                            const char *place,
                            const char *format,
                            ...)
{
  va_list arguments;

  va_start (arguments, format);
  report (self, CCP_SEVERITY_ERROR, code, place, format, arguments);
  va_end (arguments);
}

void
stage_router_reader_warn (const StageRouterReader *self,
                          const char *code,
                          const char *place,
                          const char *format,
                          ...)
{
  va_list arguments;

  va_start (arguments, format);
  report (self, CCP_SEVERITY_WARNING, code, place, format, arguments);
  va_end (arguments);
}

void
stage_router_reader_refuse_value (const StageRouterReader *self,
                                  const CcpJsonValue *value,
                                  const char *place,
                                  const char *expected)
{
  gsize length = 0;
  const char *raw = ccp_json_value_peek_raw (value, &length);
  g_autofree char *got = NULL;

  switch (ccp_json_value_get_kind (value))
    {
    case CCP_JSON_NONE:
    case CCP_JSON_NULL:
      got = g_strdup ("nothing");
      break;
    case CCP_JSON_ARRAY:
      got = g_strdup ("a list");
      break;
    case CCP_JSON_OBJECT:
      got = g_strdup ("a mapping");
      break;
    default:
      got = g_utf8_make_valid (raw, (gssize) MIN (length, MAX_SHOWN));
      break;
    }
  stage_router_reader_refuse (self,
                              STAGE_ROUTER_READER_WRONG_TYPE,
                              place,
                              "%s, got %s",
                              expected,
                              got);
}

void
stage_router_reader_refuse_word (const StageRouterReader *self,
                                 const char *code,
                                 const char *place,
                                 const char *what,
                                 const char *word,
                                 const char *const *candidates)
{
  g_autofree char *near = ccp_near_match_describe (word, candidates);
  g_autofree char *all = g_strjoinv (", ", (char **) candidates);

  if (*near != '\0')
    stage_router_reader_refuse (self, code, place, "%s%s", what, near);
  else
    stage_router_reader_refuse (self,
                                code,
                                place,
                                "%s; known here: %s",
                                what,
                                *all != '\0' ? all : "none");
}

char *
stage_router_reader_get_place (const char *parent, const char *member)
{
  return *parent != '\0' ? g_strconcat (parent, ".", member, NULL) : g_strdup (member);
}

gboolean
stage_router_reader_check_mapping (const StageRouterReader *self,
                                   const CcpJsonValue *value,
                                   const char *place,
                                   const char *const *known)
{
  gboolean good = TRUE;
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue member;

  if (!ccp_json_value_is_object (value))
    {
      stage_router_reader_refuse_value (self, value, place, "expected a mapping");
      return FALSE;
    }
  ccp_json_iter_init (&iter, value);
  while (ccp_json_iter_next (&iter, &name, &member))
    good &= check_member (self, &name, &member, place, known);
  return good;
}

char *
stage_router_reader_read_string (const StageRouterReader *self,
                                 const CcpJsonValue *value,
                                 const char *place)
{
  if (!ccp_json_value_is_string (value))
    {
      stage_router_reader_refuse_value (self, value, place, "expected a text");
      return NULL;
    }
  if (ccp_json_value_is_blank_string (value))
    {
      stage_router_reader_refuse (self,
                                  STAGE_ROUTER_READER_BAD_VALUE,
                                  place,
                                  "expected a text, got an empty one");
      return NULL;
    }
  return ccp_json_value_dup_string (value, NULL);
}

GPtrArray *
stage_router_reader_read_strings (const StageRouterReader *self,
                                  const CcpJsonValue *value,
                                  const char *place)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  gboolean good = TRUE;
  CcpJsonIter iter;
  CcpJsonValue element;

  if (!ccp_json_value_is_array (value))
    {
      char *text = stage_router_reader_read_string (self, value, place);

      if (text == NULL)
        return NULL;
      g_ptr_array_add (list, text);
      return g_steal_pointer (&list);
    }
  if (ccp_json_value_get_length (value) == 0)
    {
      stage_router_reader_refuse (self,
                                  STAGE_ROUTER_READER_BAD_VALUE,
                                  place,
                                  "expected at least one, got an empty list");
      return NULL;
    }
  ccp_json_iter_init (&iter, value);
  for (guint i = 0; ccp_json_iter_next (&iter, NULL, &element); i++)
    {
      g_autofree char *inner = g_strdup_printf ("%s[%u]", place, i);
      char *text = stage_router_reader_read_string (self, &element, inner);

      if (text != NULL)
        g_ptr_array_add (list, text);
      good &= text != NULL;
    }
  return good ? g_steal_pointer (&list) : NULL;
}
