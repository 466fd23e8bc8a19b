/* gemini-thinking.c: how much a model is to think (protocol E.3.1)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-thinking"

#include "gemini-thinking.h"

#define AS_THE_MODEL_LIKES (-1)

static const gint64 budgets[] = {
  [CCP_THINKING_LOW] = 2048,
  [CCP_THINKING_MEDIUM] = 8192,
  [CCP_THINKING_HIGH] = 24576,
};

static gint64
find_budget (GeminiRequest *request)
{
  const GeminiModel *model = &request->settings.model;
  CcpJsonValue thinking = ccp_json_value_member (&request->root, "thinking");
  CcpJsonValue asked = ccp_json_value_member (&thinking, "budget_tokens");
  CcpJsonValue type = ccp_json_value_member (&thinking, "type");
  gint64 budget = model->most_budget;

  if (request->thinking == CCP_THINKING_OFF)
    return model->can_stop ? 0 : model->least_budget;
  if (ccp_json_value_equals_string (&type, "enabled") &&
      ccp_json_value_get_int (&asked, &budget))
    return CLAMP (budget, model->least_budget, model->most_budget);
  if (request->thinking == CCP_THINKING_DEFAULT)
    return AS_THE_MODEL_LIKES;
  if (request->thinking < G_N_ELEMENTS (budgets))
    budget = budgets[request->thinking];
  return CLAMP (budget, model->least_budget, model->most_budget);
}

/* Returns: (nullable): NULL to leave it to the model */
static const char *
find_level (GeminiRequest *request)
{
  const GeminiModel *model = &request->settings.model;

  switch (request->thinking)
    {
    case CCP_THINKING_UNSET:
    case CCP_THINKING_DEFAULT:
      return NULL;
    case CCP_THINKING_OFF:
      return model->minimal ? "MINIMAL" : "LOW";
    case CCP_THINKING_LOW:
      return "LOW";
    case CCP_THINKING_MEDIUM:
      return model->medium ? "MEDIUM" : "HIGH";
    case CCP_THINKING_HIGH:
    case CCP_THINKING_XHIGH:
    case CCP_THINKING_MAX:
      return "HIGH";
    }
  g_assert_not_reached ();
}

static gboolean
wants_thoughts (GeminiRequest *request)
{
  CcpJsonValue thinking = ccp_json_value_member (&request->root, "thinking");
  CcpJsonValue display = ccp_json_value_member (&thinking, "display");

  return request->thinking != CCP_THINKING_OFF &&
         !ccp_json_value_equals_string (&display, "omitted");
}

void
gemini_thinking_write (GeminiRequest *request)
{
  const GeminiModel *model = &request->settings.model;
  const char *level = NULL;

  if (!model->thinks || request->thinking == CCP_THINKING_UNSET ||
      !gemini_request_begin (request, "thinkingConfig"))
    return;
  ccp_json_writer_begin_object (request->writer);
  if (wants_thoughts (request))
    {
      ccp_json_writer_key (request->writer, "includeThoughts");
      ccp_json_writer_boolean (request->writer, TRUE);
    }
  if (model->generation < GEMINI_3)
    {
      ccp_json_writer_key (request->writer, "thinkingBudget");
      ccp_json_writer_int (request->writer, find_budget (request));
    }
  else if ((level = find_level (request)) != NULL)
    {
      ccp_json_writer_key (request->writer, "thinkingLevel");
      ccp_json_writer_string (request->writer, level);
    }
  ccp_json_writer_end_object (request->writer);
}
