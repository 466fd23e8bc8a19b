/* ccp-plan-report.c: says which transformers stand where
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "config.h"

#include "ccp-plan-report.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ccp-fields.h"
#include "ccp-json-members.h"
#include "ccp-shown-params.h"
#include "ccp-transformer-words.h"

#define NAME_WIDTH 9
#define ON_REQUESTS (CCP_TRANSFORM_CAN_REQUEST | CCP_TRANSFORM_CAN_UPSTREAM)
#define ON_ANSWERS (CCP_TRANSFORM_CAN_RESPONSE | CCP_TRANSFORM_CAN_EVENTS)

static const CcpPlace *
get_place (const CcpPlanReport *self, GArray *list, guint i)
{
  return &g_array_index (ccp_plan_get_places (self->plan),
                         CcpPlace,
                         g_array_index (list, guint, i));
}

/* Returns: (nullable): the name that is written, if it is another */
static const char *
get_alias (const CcpTransformerRef *ref)
{
  return ref != NULL && strchr (ref->class_name, '.') == NULL ? ref->class_name : NULL;
}

/* Returns: as programs read it */
static const char *
get_origin (CcpOrigin origin)
{
  static const char *const names[] = { "provider", "model", "dialect" };

  return names[origin];
}

/* Returns: what the class is given, without secrets */
static CcpJson *
show_params (const CcpPlanReport *self, const CcpPlace *place)
{
  g_autoptr (CcpJson) shown = NULL;
  g_autofree char *class_name = NULL;
  CcpJson *meant = NULL;

  if (place->ref == NULL)
    return ccp_json_ref (place->params);
  shown = ccp_shown_params_new (place->ref);
  ccp_plugin_registry_resolve_transformer (self->registry,
                                           place->ref->class_name,
                                           shown,
                                           &class_name,
                                           &meant,
                                           NULL);
  return meant;
}

/* Returns: the position of the same instance among the requests, from 1, or 0 */
static guint
find_mirror (const CcpPlanReport *self, GArray *list, guint i)
{
  GArray *request = ccp_plan_get_request (self->plan);
  guint index = g_array_index (list, guint, i);

  for (guint j = 0; list != request && j < request->len; j++)
    {
      if (g_array_index (request, guint, j) == index)
        return j + 1;
    }
  return 0;
}

static char *
describe_source (const CcpPlanReport *self, const CcpPlace *place)
{
  const char *pipeline = place->ref != NULL ? place->ref->pipeline : NULL;

  if (place->origin == CCP_ORIGIN_DIALECT)
    return g_strdup_printf (_ ("of the dialect %s"), self->type);
  if (place->origin == CCP_ORIGIN_MODEL)
    return pipeline != NULL
               ? g_strdup_printf (_ ("of the pipeline %s of the model"), pipeline)
               : g_strdup (_ ("of the model"));
  return pipeline != NULL
             ? g_strdup_printf (_ ("of the pipeline %s of the provider"), pipeline)
             : g_strdup (_ ("of the provider"));
}

static char *
describe_work (const CcpPlace *place, CcpTransformAbilities work)
{
  g_autofree char *changes = ccp_transformer_words_describe_work (place->abilities, work);

  /* TRANSLATORS: a list of "requests", "HTTP requests", "answers" and "events" */
  return *changes != '\0' ? g_strdup_printf (_ ("changes %s"), changes)
                          : g_strdup (_ ("changes nothing here"));
}

static void
print_place (const CcpPlanReport *self,
             GArray *list,
             guint i,
             CcpTransformAbilities work,
             GString *text)
{
  const CcpPlace *place = get_place (self, list, i);
  const char *alias = get_alias (place->ref);
  guint mirror = find_mirror (self, list, i);
  g_autofree char *source = describe_source (self, place);
  g_autofree char *changes = describe_work (place, work);
  g_autoptr (CcpJson) params = show_params (self, place);
  g_autofree char *shown = ccp_json_to_text (params);

  g_string_append_printf (text,
                          "%3u  %-9s  %s%s%s%s\n",
                          i + 1,
                          ccp_transformer_words_get_side (place->side),
                          place->class_name,
                          alias != NULL ? " (" : "",
                          alias != NULL ? alias : "",
                          alias != NULL ? ")" : "");
  g_string_append_printf (text,
                          "     %s; %s; on_error: %s",
                          source,
                          changes,
                          place->on_error == CCP_ON_ERROR_SKIP ? "skip" : "fail");
  if (mirror > 0)
    {
      g_string_append (text, "; ");
      g_string_append_printf (text, _ ("the same as %u of the request"), mirror);
    }
  g_string_append_c (text, '\n');
  if (!g_str_equal (shown, "{}"))
    g_string_append_printf (text, "     %s\n", shown);
}

static void
print_list (const CcpPlanReport *self,
            const char *title,
            GArray *list,
            CcpTransformAbilities work,
            GString *text)
{
  g_string_append_printf (text, "\n%s\n", title);
  for (guint i = 0; i < list->len; i++)
    print_place (self, list, i, work, text);
  if (list->len == 0)
    g_string_append_printf (text,
                            "     %s\n",
                            _ ("nothing: it goes through as it comes"));
}

static void
print_omissions (const CcpPlanReport *self, GString *text)
{
  GArray *omissions = ccp_plan_get_omissions (self->plan);

  if (omissions->len > 0)
    g_string_append_printf (text, "\n%s\n", _ ("left out"));
  for (guint i = 0; i < omissions->len; i++)
    {
      const CcpOmission *omission = &g_array_index (omissions, CcpOmission, i);
      const char *list = omission->is_request ? "request" : "response";

      g_string_append (text, "     ");
      g_string_append_printf (text,
                              omission->origin == CCP_ORIGIN_MODEL
                                  /* TRANSLATORS: its name, of which list, why */
                                  ? _ ("%s of the model (%s): %s")
                                  : _ ("%s of the provider (%s): %s"),
                              omission->ref->class_name,
                              list,
                              omission->reason);
      g_string_append_c (text, '\n');
    }
}

static void
write_place (const CcpPlanReport *self,
             GArray *list,
             guint i,
             CcpTransformAbilities work,
             CcpJsonWriter *writer)
{
  const CcpPlace *place = get_place (self, list, i);
  guint mirror = find_mirror (self, list, i);
  g_auto (GStrv) names = ccp_transformer_words_list_work (place->abilities, work);
  g_autoptr (CcpJson) params = show_params (self, place);

  ccp_json_writer_begin_object (writer);
  ccp_json_members_add_string (writer,
                               "side",
                               ccp_transformer_words_get_side (place->side));
  ccp_json_members_add_string (writer, "class", place->class_name);
  ccp_json_members_add_string (writer, "alias", get_alias (place->ref));
  ccp_json_members_add_string (writer, "origin", get_origin (place->origin));
  ccp_json_members_add_string (writer,
                               "pipeline",
                               place->ref != NULL ? place->ref->pipeline : NULL);
  ccp_json_members_add_string (writer,
                               "on_error",
                               place->on_error == CCP_ON_ERROR_SKIP ? "skip" : "fail");
  ccp_json_members_add_strings (writer, "works_on", (const char *const *) names);
  ccp_json_writer_key (writer, "params");
  ccp_json_writer_document (writer, params);
  ccp_json_writer_key (writer, "mirror_of");
  if (mirror > 0)
    ccp_json_writer_int (writer, mirror);
  else
    ccp_json_writer_null (writer);
  ccp_json_writer_end_object (writer);
}

static void
write_list (const CcpPlanReport *self,
            const char *key,
            GArray *list,
            CcpTransformAbilities work,
            CcpJsonWriter *writer)
{
  ccp_json_writer_key (writer, key);
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < list->len; i++)
    write_place (self, list, i, work, writer);
  ccp_json_writer_end_array (writer);
}

static void
write_omissions (const CcpPlanReport *self, CcpJsonWriter *writer)
{
  GArray *omissions = ccp_plan_get_omissions (self->plan);

  ccp_json_writer_key (writer, "left_out");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < omissions->len; i++)
    {
      const CcpOmission *omission = &g_array_index (omissions, CcpOmission, i);

      ccp_json_writer_begin_object (writer);
      ccp_json_members_add_string (writer, "name", omission->ref->class_name);
      ccp_json_members_add_string (writer,
                                   "list",
                                   omission->is_request ? "request" : "response");
      ccp_json_members_add_string (writer, "origin", get_origin (omission->origin));
      ccp_json_members_add_string (writer, "pipeline", omission->ref->pipeline);
      ccp_json_members_add_string (writer, "reason", omission->reason);
      ccp_json_writer_end_object (writer);
    }
  ccp_json_writer_end_array (writer);
}

char *
ccp_plan_report_text (const CcpPlanReport *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (CcpFields) fields = ccp_fields_new ();

  g_return_val_if_fail (self != NULL, NULL);

  ccp_fields_add (fields,
                  _ ("provider"),
                  /* TRANSLATORS: the name of a provider and that of a dialect */
                  _ ("%s, which speaks %s"),
                  self->provider,
                  self->type);
  ccp_fields_add (fields,
                  _ ("model"),
                  "%s",
                  self->model != NULL ? self->model : _ ("any that is not listed"));
  ccp_fields_print (fields, "", NAME_WIDTH, text);
  print_list (self, _ ("request"), ccp_plan_get_request (self->plan), ON_REQUESTS, text);
  print_list (self, _ ("answer"), ccp_plan_get_response (self->plan), ON_ANSWERS, text);
  print_omissions (self, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

CcpJson *
ccp_plan_report_json (const CcpPlanReport *self)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  g_return_val_if_fail (self != NULL, NULL);

  ccp_json_writer_begin_object (writer);
  ccp_json_members_add_string (writer, "provider", self->provider);
  ccp_json_members_add_string (writer, "type", self->type);
  ccp_json_members_add_string (writer, "model", self->model);
  write_list (self, "request", ccp_plan_get_request (self->plan), ON_REQUESTS, writer);
  write_list (self, "response", ccp_plan_get_response (self->plan), ON_ANSWERS, writer);
  write_omissions (self, writer);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
