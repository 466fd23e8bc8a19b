/* tools-exit-tool.c: makes a model that forgets its tools call one in each turn
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "tools-exit-tool"

#include "tools-exit-tool.h"

#include <string.h>

#include "tools-exit-answer.h"
#include "tools-exit-request.h"

/* what all providers take in a name */
#define NAME_CHARACTERS G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-"
#define MAX_NAME 60

static const char default_description[] =
    "Ends tool mode and shows a message to the user. Call it when no other tool fits, "
    "when "
    "the task is done, or when you have a question for the user.";

static const char default_reminder[] =
    "<system-reminder>Tool mode is active: each of your turns is a call of a tool. "
    "Choose "
    "the tool that brings the task forward, and look whether it really fits. If none "
    "does, "
    "if the task is done, or if you want to tell or ask the user something, call "
    "`{name}` "
    "with the whole message; there is no other way to reach the user.</system-reminder>";

struct _ToolsExitTool
{
  CcpSimpleTransformer parent_instance;

  ToolsExitWords words;
  ToolsExitAnswer *answer; /* (nullable): if the request was given the tool */
};

G_DEFINE_FINAL_TYPE (ToolsExitTool, tools_exit_tool, CCP_TYPE_SIMPLE_TRANSFORMER)

static char *
read_text (const CcpJsonValue *params, const char *name, const char *fallback)
{
  CcpJsonValue value = ccp_json_value_member (params, name);
  char *text = ccp_json_value_dup_string (&value, NULL);

  return text != NULL ? text : g_strdup (fallback);
}

static gboolean
check_name (const char *name, GError **error)
{
  gsize length = strspn (name, NAME_CHARACTERS);

  if (length > 0 && length <= MAX_NAME && name[length] == '\0')
    return TRUE;
  g_set_error (
      error,
      CCP_ERROR,
      CCP_ERROR_CONFIG,
      "name: expected letters, digits, _ and -, at most %d of them, got \"%.80s\"",
      MAX_NAME,
      name);
  return FALSE;
}

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  ToolsExitTool *self = TOOLS_EXIT_TOOL (transformer);
  CcpJsonValue root;

  ccp_json_get_root (params, &root);
  self->words.name = read_text (&root, "name", "ExitTool");
  self->words.description = read_text (&root, "description", default_description);
  self->words.reminder = read_text (&root, "reminder", default_reminder);
  return check_name (self->words.name, error);
}

static CcpJson *
transform_request (CcpSimpleTransformer *transformer,
                   CcpExchange *exchange,
                   CcpJson *body,
                   GError **error)
{
  ToolsExitTool *self = TOOLS_EXIT_TOOL (transformer);
  g_autofree char *name = tools_exit_request_choose_name (body, self->words.name);
  CcpJson *changed = NULL;

  g_clear_pointer (&self->answer, tools_exit_answer_free);
  if (name == NULL)
    return ccp_json_ref (body);
  changed = tools_exit_request_change (body, &self->words, name);
  if (changed == NULL)
    {
      g_set_error_literal (error,
                           CCP_ERROR,
                           CCP_ERROR_TOO_LARGE,
                           "the request is too large to add the exit tool");
      return NULL;
    }
  self->answer = tools_exit_answer_new (name);
  return changed;
}

static CcpJson *
transform_response (CcpSimpleTransformer *transformer,
                    CcpExchange *exchange,
                    CcpJson *body,
                    GError **error)
{
  ToolsExitTool *self = TOOLS_EXIT_TOOL (transformer);

  if (self->answer == NULL)
    return ccp_json_ref (body);
  return tools_exit_answer_convert (self->answer, body);
}

static CcpEventBatch *
transform_events (CcpSimpleTransformer *transformer,
                  CcpExchange *exchange,
                  CcpEventBatch *batch,
                  CcpTransformFlags flags,
                  GError **error)
{
  ToolsExitTool *self = TOOLS_EXIT_TOOL (transformer);
  g_autoptr (CcpEventBatch) out = NULL;

  if (self->answer == NULL)
    return ccp_event_batch_ref (batch);
  out = ccp_event_batch_new ();
  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    tools_exit_answer_take (self->answer, ccp_event_batch_get (batch, i), out);
  return g_steal_pointer (&out);
}

static void
tools_exit_tool_finalize (GObject *object)
{
  ToolsExitTool *self = TOOLS_EXIT_TOOL (object);

  g_clear_pointer (&self->words.name, g_free);
  g_clear_pointer (&self->words.description, g_free);
  g_clear_pointer (&self->words.reminder, g_free);
  g_clear_pointer (&self->answer, tools_exit_answer_free);

  G_OBJECT_CLASS (tools_exit_tool_parent_class)->finalize (object);
}

static void
tools_exit_tool_class_init (ToolsExitToolClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tools_exit_tool_finalize;
  transformer_class->configure = configure;
  transformer_class->transform_request = transform_request;
  transformer_class->transform_response = transform_response;
  transformer_class->transform_events = transform_events;
}

static void
tools_exit_tool_init (ToolsExitTool *self)
{
}
