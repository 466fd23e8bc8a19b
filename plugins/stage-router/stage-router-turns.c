/* stage-router-turns.c: what the messages of a request say about it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-turns.h"

#include "stage-router-text.h"

/* what the client puts around what it says itself in the user's messages */
#define REMINDER "<system-reminder>"

/* one text of the client, or one that may have such a text in it */
typedef enum
{
  SOURCE_NOTICE,
  SOURCE_PROMPT,
  SOURCE_RESULT,
} Source;

/* the word that all signs of plan mode have in them, without its capital */
#define PLAN "lan "

/* and the word that asks for deep thought */
#define DEPTH "ltrathink"

static const char *const plan_begins[] = {
  "Plan mode is active",
  "Plan mode still active",
};

/* what the tools that enter and leave plan mode answer with */
static const char *const plan_entered_results[] = { "Entered plan mode." };
static const char *const plan_left_results[] = {
  "User has approved your plan",
  "User has approved the plan",
  "User has approved exiting plan mode",
};

static gboolean
begins_with_any (const CcpJsonValue *text, const char *const *words, guint n_words)
{
  for (guint i = 0; i < n_words; i++)
    if (ccp_json_value_has_prefix (text, words[i]))
      return TRUE;
  return FALSE;
}

/* In a message of the user only what the client added to it counts: a file about plan
 * mode may be in there as well.
 * Returns: (nullable): where the notices begin */
static const char *
find_notices (const StageRouterText *text, Source source)
{
  return source == SOURCE_NOTICE ? text->start
                                 : stage_router_text_find (text, text->start, REMINDER);
}

/* "## Exited Plan Mode", "You have exited plan mode" */
static gboolean
is_plan_end (const StageRouterText *text, const char *place)
{
  const char *start = stage_router_text_skip_back (text, place, "Exited ");

  if (start == place || !stage_router_text_has_at (text, place, "Plan Mode"))
    return FALSE;
  start = stage_router_text_skip_back (text, start, "You have ");
  start = stage_router_text_skip_back (text, start, "## ");
  return stage_router_text_is_line (text, start);
}

static gboolean
is_plan_begin (const StageRouterText *text, const char *place)
{
  for (guint i = 0; i < G_N_ELEMENTS (plan_begins); i++)
    if (stage_router_text_has_at (text, place, plan_begins[i]))
      return stage_router_text_is_line (text, place);
  return FALSE;
}

/* The signs stay in the conversation, so the last one counts. */
static void
read_plan (StageRouterTurns *self, const StageRouterText *text, Source source)
{
  const char *place = stage_router_text_find (text, text->start, PLAN);
  const char *notices = place != NULL ? find_notices (text, source) : NULL;

  for (; place != NULL; place = stage_router_text_find (text, place + 1, PLAN))
    {
      const char *start = place - 1;

      gboolean is_notice = notices != NULL && start >= notices;

      if (start < text->start)
        continue;
      if (is_notice && is_plan_begin (text, start))
        self->is_planning = TRUE;
      else if ((is_notice || source == SOURCE_RESULT) && is_plan_end (text, start))
        self->is_planning = FALSE;
    }
}

/* The user asks by a word, which newer clients repeat in a notice of their own. */
static void
read_depth (StageRouterTurns *self, const StageRouterText *text, Source source)
{
  const char *place = stage_router_text_find (text, text->start, DEPTH);

  for (; place != NULL; place = stage_router_text_find (text, place + 1, DEPTH))
    {
      const char *start = stage_router_text_skip_back (text, place, "u");

      if (start != place &&
          (source == SOURCE_PROMPT ||
           stage_router_text_skip_back (text, start, "keyword \\\"") != start))
        self->is_deep = TRUE;
    }
}

static void
read_text (StageRouterTurns *self, const CcpJsonValue *value, Source source)
{
  StageRouterText text = stage_router_text_get (value);

  if (text.start == NULL)
    return;
  read_plan (self, &text, source);
  if (source != SOURCE_RESULT)
    read_depth (self, &text, source);
}

/* Returns: whether the block is an image or a document */
static gboolean
read_media (StageRouterTurns *self, const CcpJsonValue *type)
{
  gboolean is_image = ccp_json_value_equals_string (type, "image");

  if (!is_image && !ccp_json_value_equals_string (type, "document"))
    return FALSE;
  self->n_media++;
  self->n_images += is_image;
  self->has_images |= is_image;
  return TRUE;
}

static void
read_result_text (StageRouterTurns *self, const CcpJsonValue *text)
{
  if (begins_with_any (text, plan_left_results, G_N_ELEMENTS (plan_left_results)))
    self->is_planning = FALSE;
  else if (begins_with_any (text,
                            plan_entered_results,
                            G_N_ELEMENTS (plan_entered_results)))
    self->is_planning = TRUE;
  read_text (self, text, SOURCE_RESULT);
}

static void
read_result (StageRouterTurns *self, const CcpJsonValue *content)
{
  CcpJsonIter iter;
  CcpJsonValue block;

  if (ccp_json_value_is_string (content))
    return read_result_text (self, content);
  ccp_json_iter_init (&iter, content);
  while (ccp_json_value_is_array (content) && ccp_json_iter_next (&iter, NULL, &block))
    {
      CcpJsonValue type = ccp_json_value_member (&block, "type");
      CcpJsonValue text = ccp_json_value_member (&block, "text");

      if (!read_media (self, &type))
        read_result_text (self, &text);
    }
}

static void
read_block (StageRouterTurns *self, const CcpJsonValue *block)
{
  CcpJsonValue type = ccp_json_value_member (block, "type");
  CcpJsonValue part = CCP_JSON_VALUE_NONE;

  if (ccp_json_value_equals_string (&type, "text"))
    {
      part = ccp_json_value_member (block, "text");
      read_text (self,
                 &part,
                 ccp_json_value_has_prefix (&part, REMINDER) ? SOURCE_NOTICE
                                                             : SOURCE_PROMPT);
    }
  else if (ccp_json_value_equals_string (&type, "tool_result"))
    {
      part = ccp_json_value_member (block, "content");
      read_result (self, &part);
    }
  else
    read_media (self, &type);
}

/* whether the user wrote something in a message, which the client's reminders and the
 * results of tools are not */
static gboolean
is_prompt (const CcpJsonValue *content)
{
  CcpJsonIter iter;
  CcpJsonValue block;

  if (!ccp_json_value_is_array (content))
    return ccp_json_value_is_string (content);
  ccp_json_iter_init (&iter, content);
  while (ccp_json_iter_next (&iter, NULL, &block))
    {
      CcpJsonValue type = ccp_json_value_member (&block, "type");
      CcpJsonValue text = ccp_json_value_member (&block, "text");

      if (ccp_json_value_equals_string (&type, "text") &&
          !ccp_json_value_has_prefix (&text, REMINDER))
        return TRUE;
    }
  return FALSE;
}

static void
read_user (StageRouterTurns *self, const CcpJsonValue *content)
{
  CcpJsonIter iter;
  CcpJsonValue block;

  self->n_user++;
  if (is_prompt (content))
    {
      self->n_prompts++;
      self->has_images = FALSE;
      self->is_deep = FALSE;
    }
  if (ccp_json_value_is_string (content))
    return read_text (self, content, SOURCE_PROMPT);
  ccp_json_iter_init (&iter, content);
  while (ccp_json_value_is_array (content) && ccp_json_iter_next (&iter, NULL, &block))
    read_block (self, &block);
}

/* A message of the client between those of the conversation (protocol A.3). */
static void
read_notice (StageRouterTurns *self, const CcpJsonValue *content)
{
  CcpJsonIter iter;
  CcpJsonValue block;

  if (ccp_json_value_is_string (content))
    return read_text (self, content, SOURCE_NOTICE);
  ccp_json_iter_init (&iter, content);
  while (ccp_json_value_is_array (content) && ccp_json_iter_next (&iter, NULL, &block))
    {
      CcpJsonValue text = ccp_json_value_member (&block, "text");

      read_text (self, &text, SOURCE_NOTICE);
    }
}

void
stage_router_turns_read (StageRouterTurns *self, const CcpJsonValue *messages)
{
  CcpJsonIter iter;
  CcpJsonValue message;

  g_return_if_fail (self != NULL);

  *self = (StageRouterTurns){ 0 };
  if (!ccp_json_value_is_array (messages))
    return;
  ccp_json_iter_init (&iter, messages);
  while (ccp_json_iter_next (&iter, NULL, &message))
    {
      CcpJsonValue role = ccp_json_value_member (&message, "role");
      CcpJsonValue content = ccp_json_value_member (&message, "content");

      if (ccp_json_value_equals_string (&role, "user"))
        read_user (self, &content);
      else if (ccp_json_value_equals_string (&role, "system"))
        read_notice (self, &content);
      else
        self->n_assistant++;
    }
}
