/* edit-answer-map.c: what is where in the answers of a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "edit-answer-map"

#include "edit-answer-map.h"

#include "edit-params.h"

typedef struct
{
  const char *word;
  CcpStopReason reason;
} Reason;

static const Reason reasons[] = {
  { "end_turn", CCP_STOP_END_TURN },
  { "max_tokens", CCP_STOP_MAX_TOKENS },
  { "stop_sequence", CCP_STOP_SEQUENCE },
  { "tool_use", CCP_STOP_TOOL_USE },
  { "pause_turn", CCP_STOP_PAUSE_TURN },
  { "refusal", CCP_STOP_REFUSAL },
  { "model_context_window_exceeded", CCP_STOP_CONTEXT_WINDOW },
};

static const char *const call_members[] = { "id", "index", "name", "arguments", NULL };

/* Returns: whether the word is one of ours */
static gboolean
find_reason (const CcpJsonValue *word, CcpStopReason *reason)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (ccp_json_value_equals_string (word, reasons[i].word))
      {
        *reason = reasons[i].reason;
        return TRUE;
      }
  return FALSE;
}

static gboolean
refuse_reason (const CcpJsonValue *word, const char *place, GError **error)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *got = edit_params_describe (word);

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    g_string_append_printf (all, "%s%s", i > 0 ? ", " : "", reasons[i].word);
  return edit_params_refuse (error, place, "expected one of %s, got %s", all->str, got);
}

static gboolean
read_source (const EditAnswerMap *self,
             const char *name,
             EditSource **source,
             GError **error)
{
  CcpJsonValue value;

  ccp_json_get_root (self->params, &value);
  value = ccp_json_value_member (&value, name);
  if (!ccp_json_value_exists (&value))
    return TRUE;
  *source = edit_source_new (&value, name, error);
  return *source != NULL;
}

static gboolean
read_sources (EditAnswerMap *self, GError **error)
{
  return read_source (self, "text", &self->text, error) &&
         read_source (self, "thinking", &self->thinking, error) &&
         read_source (self, "stop", &self->stop, error) &&
         read_source (self, "done", &self->done, error) &&
         read_source (self, "error", &self->error, error) &&
         read_source (self, "input_tokens", &self->input_tokens, error) &&
         read_source (self, "output_tokens", &self->output_tokens, error) &&
         read_source (self, "cache_read_tokens", &self->cache_read_tokens, error) &&
         read_source (self, "calls", &self->calls, error);
}

static gboolean
read_call_path (const CcpJsonValue *call,
                const char *name,
                CcpJsonPath **path,
                GError **error)
{
  CcpJsonValue value = ccp_json_value_member (call, name);
  g_autofree char *place = edit_params_get_place ("call", name);

  if (!ccp_json_value_exists (&value))
    return TRUE;
  *path = edit_params_read_path (&value, place, error);
  return *path != NULL;
}

static gboolean
read_call (EditAnswerMap *self, GError **error)
{
  CcpJsonValue call;

  ccp_json_get_root (self->params, &call);
  call = ccp_json_value_member (&call, "call");
  if (!edit_params_check_object (&call, "call", error) ||
      !edit_params_check_members (&call, "call", "key", call_members, error) ||
      !read_call_path (&call, "id", &self->call_id, error) ||
      !read_call_path (&call, "index", &self->call_index, error) ||
      !read_call_path (&call, "name", &self->call_name, error) ||
      !read_call_path (&call, "arguments", &self->call_arguments, error))
    return FALSE;
  if ((self->calls != NULL) == (self->call_name != NULL))
    return TRUE;
  if (self->calls == NULL)
    return edit_params_refuse (error,
                               "call",
                               "it says what is in each of the calls; where these are "
                               "goes into \"calls\"");
  return edit_params_refuse (error,
                             "calls",
                             "what is in each of them goes into \"call\", at least its "
                             "name: {name: /name, arguments: /arguments}");
}

static gboolean
read_reasons (EditAnswerMap *self, GError **error)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue word;
  CcpStopReason reason;

  ccp_json_get_root (self->params, &self->stop_reasons);
  self->stop_reasons = ccp_json_value_member (&self->stop_reasons, "stop_reasons");
  if (!edit_params_check_object (&self->stop_reasons, "stop_reasons", error))
    return FALSE;
  ccp_json_iter_init (&iter, &self->stop_reasons);
  while (ccp_json_iter_next (&iter, &name, &word))
    {
      g_autofree char *text = ccp_json_value_dup_string (&name, NULL);
      g_autofree char *place = edit_params_get_place ("stop_reasons", text);

      if (!find_reason (&word, &reason))
        return refuse_reason (&word, place, error);
    }
  return TRUE;
}

EditAnswerMap *
edit_answer_map_new (CcpJson *params, GError **error)
{
  g_autoptr (EditAnswerMap) self = g_new0 (EditAnswerMap, 1);

  self->params = ccp_json_ref (params);
  if (!read_sources (self, error) || !read_call (self, error) ||
      !read_reasons (self, error))
    return NULL;
  if (self->text == NULL && self->calls == NULL)
    {
      edit_params_refuse (error, "", "\"text\" is missing: where the text of answers is");
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
edit_answer_map_free (EditAnswerMap *self)
{
  g_clear_pointer (&self->text, edit_source_free);
  g_clear_pointer (&self->thinking, edit_source_free);
  g_clear_pointer (&self->stop, edit_source_free);
  g_clear_pointer (&self->done, edit_source_free);
  g_clear_pointer (&self->error, edit_source_free);
  g_clear_pointer (&self->input_tokens, edit_source_free);
  g_clear_pointer (&self->output_tokens, edit_source_free);
  g_clear_pointer (&self->cache_read_tokens, edit_source_free);
  g_clear_pointer (&self->calls, edit_source_free);
  g_clear_pointer (&self->call_id, ccp_json_path_free);
  g_clear_pointer (&self->call_index, ccp_json_path_free);
  g_clear_pointer (&self->call_name, ccp_json_path_free);
  g_clear_pointer (&self->call_arguments, ccp_json_path_free);
  g_clear_pointer (&self->params, ccp_json_unref);
  g_free (self);
}

CcpStopReason
edit_answer_map_find_reason (const EditAnswerMap *self, const CcpJsonValue *word)
{
  CcpStopReason reason = CCP_STOP_NONE;
  g_autofree char *text = edit_params_dup_text (word);
  CcpJsonValue ours = CCP_JSON_VALUE_NONE;

  if (text != NULL)
    ours = ccp_json_value_member (&self->stop_reasons, text);
  find_reason (ccp_json_value_exists (&ours) ? &ours : word, &reason);
  return reason;
}
